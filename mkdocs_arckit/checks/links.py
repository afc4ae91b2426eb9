"""Finds the links of a strategy that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.checks.kinds import holds_no_values, is_block
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.source.nodes import Mapping, walk
from mkdocs_arckit.text import blocks, inline
from mkdocs_arckit.text.inline import Resolve, is_safe_url

_NAMES = {("project", "name"), ("document", "title")}


def check_links(root: Mapping, resolve: Resolve) -> Iterator[Violation]:
    """Yield a violation for each link or image that leads to nothing in the site, or uses a scheme that is not allowed.

    Args:
        root: the file's tree.
        resolve: finds where a link leads; `None` means nowhere.
    """
    for loc, text in walk(root, _may_hold_link):
        if holds_no_values(loc) or loc in _NAMES:
            continue
        broken: list[str] = []

        def record(url: str, broken: list[str] = broken) -> str | None:
            found = resolve(url) if is_safe_url(url) else None
            if found is None:
                broken.append(url)
            return found

        if is_block(loc):
            blocks.block(text, 3, record)
        else:
            inline.cell(text, record)
        for url in dict.fromkeys(broken):
            if is_safe_url(url):
                message, hint = (
                    f"link {quoted_value(url)} leads to nothing in the site",
                    "its text is shown without the link",
                )
            else:
                message, hint = (
                    f"link {quoted_value(url)} uses a scheme that is not allowed",
                    "use https, mailto or a path",
                )
            yield Violation("link", loc, message, hint, Severity.WARNING)


def _may_hold_link(text: str) -> bool:
    return "](" in text or "]:" in text or ("<" in text and (":" in text or "=" in text))
