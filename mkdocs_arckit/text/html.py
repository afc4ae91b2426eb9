"""Raw HTML in an author's Markdown: where its links lead, and what it leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_arckit.text.code_spans import Span
from mkdocs_arckit.text.inline import Resolve

_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_URL = re.compile(
    r"(?P<name>\s(?:href|src|srcset|cite))\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+)", re.IGNORECASE
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def comments(text: str) -> Iterator[Span]:
    """Find the comments that are closed."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3
        start = text.find("<!--", end + 3)


class Tags:
    """Follows the tags of a block, one stretch of text after another.

    Args:
        resolve: finds where a link leads; `None` means that it goes, and its element stays.
    """

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._open: list[str] = []

    def resolved(self, text: str) -> str:
        """Resolve the links of the tags in `text`; all else stays as typed."""
        return _TAG.sub(self._tag, text) if "<" in text else text

    def close(self) -> str:
        """Write the closing tags that are missing: where nobody cleans the page, nothing continues after the block."""
        return "".join(f"</{name}>" for name in reversed(self._open))

    def _tag(self, tag: re.Match[str]) -> str:
        name, attributes = tag["name"].lower(), tag["attributes"]
        if tag["slash"]:
            if name in self._open:
                while self._open.pop() != name:
                    pass
            return tag[0]
        if name not in _VOID and not attributes.rstrip().endswith("/"):
            self._open.append(name)
        if "=" not in attributes:
            return tag[0]
        return f"<{tag['name']}{_URL.sub(self._attribute, attributes)}>"

    def _attribute(self, attribute: re.Match[str]) -> str:
        value = attribute["value"].strip("\"'")
        if attribute["name"].strip().lower() == "srcset":
            pictures = (candidate.split() for candidate in value.split(","))
            found = [" ".join([url, *size]) for to, *size in filter(None, pictures) if (url := self._resolve(to))]
            url = ", ".join(found) or None
        else:
            url = self._resolve(value)
        return f'{attribute["name"]}="{url.replace(chr(34), "%22")}"' if url else ""
