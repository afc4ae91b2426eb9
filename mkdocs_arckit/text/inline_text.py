"""A line of inline text as a value with two writers: the Markdown of a page, and the HTML of its inserts.

Both are written from the same pieces, so that they say the same whatever the site's Markdown would make of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape as escape_html

from mkdocs_arckit.text import inline
from mkdocs_arckit.text.emphasis import Piece
from mkdocs_arckit.text.inline import Resolve, encoded, parse_inline

_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
"""What Python-Markdown escapes in an address; a character reference stays one."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A line of text: a cell, a list item.

    Attributes:
        markdown: the line as Markdown.
        html: the line as HTML.
        text: what a reader sees of it.
    """

    markdown: str = ""
    html: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.markdown)

    def __add__(self, other: Inline) -> Inline:
        return Inline(self.markdown + other.markdown, self.html + other.html, self.text + other.text)


EMPTY = Inline()


def inline_text(text: str, resolve: Resolve | None = None) -> Inline:
    """Read an author's line of inline Markdown.

    Args:
        text: what the author wrote.
        resolve: finds where a link leads; without it, links stand as they are.
    """
    if inline.is_plain(text):
        return Inline(text, text, text)
    return _written(parse_inline(text, resolve)) if "](" in text else _without_links(text)


@lru_cache(maxsize=16384)
def _without_links(text: str) -> Inline:
    return _written(parse_inline(text))


def _written(pieces: list[Piece]) -> Inline:
    return Inline(inline.markdown(pieces), _html(pieces), inline.visible_text(pieces))


def literal(text: str) -> Inline:
    """Take words of ours, in which no character is a mark."""
    return Inline(inline.escape(text), escape_html(text, quote=False), text)


def joined(parts: Iterable[Inline], between: str = ", ") -> Inline:
    """Join several lines into one."""
    listed, separator, whole = list(parts), literal(between), EMPTY
    for i, part in enumerate(listed):
        whole = whole + separator + part if i else part
    return whole


def bold(line: Inline) -> Inline:
    """Make a line bold, whatever marks it holds; nothing if it is empty."""
    if not line:
        return line
    marked = f"<strong>{line.markdown}</strong>" if "*" in line.markdown else f"**{line.markdown}**"
    return Inline(marked, f"<strong>{line.html}</strong>", line.text)


def _html(pieces: Iterable[Piece]) -> str:
    out = []
    for piece in pieces:
        if piece.kind == "text":
            out.append(escape_html(piece.text, quote=False))
        elif piece.kind == "code":
            out.append(f"<code>{escape_html(piece.text, quote=False)}</code>" if piece.text else "")
        elif piece.kind == "break":
            out.append("<br>")
        elif piece.kind == "link":
            out.append(_link(piece))
        else:
            out += [f"</{tag}>" for tag in piece.before]
            out.append(escape_html(piece.text, quote=False))
            out += [f"<{tag}>" for tag in piece.after]
    return "".join(out)


def _link(piece: Piece) -> str:
    label = _html(piece.inner)
    if not piece.to:
        return label
    title = f' title="{escape_html(piece.title)}"' if piece.title else ""
    href = _AMPERSAND.sub("&amp;", encoded(piece.to))
    return f'<a href="{href}"{title}>{label or escape_html(piece.url, quote=False)}</a>'
