"""What hand-written pages can say about strategies: where the index stands, and links to strategy files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from mkdocs_arckit.markdown.scan import code_spans, fences

_MARKER = re.compile(r"^[ \t]*<!--[ \t]*arckit:index[ \t]*-->[ \t]*$", re.MULTILINE)
_TARGET = re.compile(r"(?<=\]\()(?P<path>[^()\s#?]+)(?=[)\s#?])")


def _outside_code(pattern: re.Pattern[str], markdown: str) -> Iterator[re.Match[str]]:
    code = fences(markdown)
    code += [(start, end) for start, end, _ in code_spans(markdown)]
    return (m for m in pattern.finditer(markdown) if not any(a <= m.start() < b for a, b in code))


def _replace(markdown: str, replacements: list[tuple[re.Match[str], str]]) -> str:
    for match, text in reversed(replacements):
        markdown = markdown[: match.start()] + text + markdown[match.end() :]
    return markdown


def has_marker(markdown: str) -> bool:
    """Whether a page holds the marker, on a line of its own and outside code."""
    return "arckit:index" in markdown and any(_outside_code(_MARKER, markdown))


def place_index(markdown: str, index: str) -> str:
    """The page with the index in the place of its markers."""
    return _replace(markdown, [(m, f"\n{index}\n") for m in _outside_code(_MARKER, markdown)])


def link_to_pages(markdown: str, source: str, pages: Mapping[str, str]) -> str:
    """The page with links to strategy files leading to their pages.

    Args:
        markdown: the page.
        source: its path in the docs folder.
        pages: the page of each strategy in the docs folder, by the path of its file there.
    """
    folder = posixpath.dirname(source)
    found = []
    for match in _outside_code(_TARGET, markdown):
        page = pages.get(posixpath.normpath(posixpath.join(folder, unquote(match["path"]))))
        if page:
            found.append((match, posixpath.relpath(page, folder or ".").replace(" ", "%20")))
    return _replace(markdown, found)
