"""A page, taken apart: what its author wrote, and what templates of ours made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote

from mkdocs_arckit.hosts.folder.host import relative_link
from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.render.views import SCHEME
from mkdocs_arckit.text.code_spans import fences

_HREF = re.compile(rf'(?<=["(]){SCHEME}([^"#)]*)((?:#[^")]*)?)(?=[")])')
_HTML = re.compile(r"<(?!https?://[^\s<>`]*>)[A-Za-z/!?]|&(?:lt|#)", re.IGNORECASE)
"""Raw HTML, and a title that a script could take for some."""
_RISKY = re.compile(r"\{|--8<|^[ >]*(?:/{3}|:{3})", re.MULTILINE)
"""What extensions take for attributes, a template, a file to show, or an element."""
_INFO = re.compile(r"[ ]*(?:[\w#.+-]+[ ]*)?")


class PagePart(NamedTuple):
    """A part of a page.

    Attributes:
        kind: an author's Markdown, a heading, a fence, other text of ours, or an insert.
        text: its Markdown; of an insert, its number.
    """

    kind: Literal["author", "heading", "code", "text", "insert"]
    text: str


def split_page(text: str, inserts: Inserts) -> Iterator[PagePart]:
    """Take a page's text apart.

    Args:
        text: the text, with slots for its inserts.
        inserts: the page's.
    """
    slot = re.compile(rf"^{inserts.word}n(\d+)$", re.MULTILINE)
    for number, part in enumerate(re.split(rf"^{inserts.boundary}$", text, flags=re.MULTILINE)):
        for at, piece in enumerate(slot.split(part)):
            if at % 2:
                yield PagePart("insert", piece)
            elif number % 2 and piece.strip():  # boundaries stand around what an author wrote
                yield PagePart("author", piece.strip("\n"))
            elif not number % 2:
                yield from _ours(piece.split("\n"))


def _ours(lines: list[str]) -> Iterator[PagePart]:
    fenced = {fence.start: fence.end for fence in fences(lines)}
    at, paragraph = 0, list[str]()
    while at < len(lines):
        line, end = lines[at], fenced.get(at, at + 1)
        if at in fenced or line.startswith("#") or not line.strip():
            yield from _text(paragraph)
            paragraph = []
        if at in fenced:
            yield PagePart("code", "\n".join(lines[at:end]))
        elif line.startswith("#"):
            yield PagePart("heading", line)
        elif line.strip():
            paragraph.append(line)
        at = end
    yield from _text(paragraph)


def _text(lines: list[str]) -> Iterator[PagePart]:
    if lines:
        yield PagePart("text", "\n".join(lines))


def is_risky(text: str, *, with_extensions: bool) -> bool:
    """Say whether an author's Markdown could become more than text.

    Args:
        text: the Markdown.
        with_extensions: whether extensions read it, that find more in it than HTML.
    """
    lines = text.split("\n")
    opened = [fence for fence in fences(lines) if not (fence.closed and _INFO.fullmatch(fence.info))]
    return bool(_HTML.search(text) or opened or (with_extensions and _RISKY.search(text)))


def lead_to_pages(text: str, address: str) -> str:
    """Lead the links of a page that name other pages and files to these.

    Args:
        text: the page's Markdown or HTML.
        address: where it is.
    """

    def link(match: re.Match[str]) -> str:
        target = unquote(unescape(match[1]))
        return escape(relative_link(target, address)) + match[2]

    return _HREF.sub(link, text) if SCHEME in text else text


def github_anchor(heading: str) -> str:
    """Name a heading as GitHub and Docusaurus do: unlike Python-Markdown, they keep all hyphens."""
    words = unescape(re.sub(r"\]\((?:(?!\]\()[^)])*\)|[*`\[]", "", heading.lstrip("# ")))
    return quote(re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-"), safe="")


def named_anchor(name: str) -> str:
    """Name a place that links lead to: GitHub keeps both names, GitLab the second."""
    return f'<a id="{name}" name="{name}"></a>'
