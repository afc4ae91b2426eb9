"""One line of inline Markdown: a table cell, a list item, a heading.

Code, emphasis, links and `<https://…>` are Markdown; all else is text and is escaped with character references, which
every Markdown extension leaves alone. What counts as emphasis or a link is decided here, by CommonMark's rules, so
that a stray `*` or `[` never depends on the site's Markdown extensions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape as escape_html
from urllib.parse import quote

from mkdocs_arckit.text.code_spans import code_spans
from mkdocs_arckit.text.emphasis import Piece, emphasize, run_of_marks
from mkdocs_arckit.text.printable import for_title, unescaped

Resolve = Callable[[str], str | None]
"""Where a link leads from the page, or `None` if it leads nowhere that a reader could go."""

# Without any of these, and without outer spaces, a line stands as it is.
_ODD = re.compile(r"[\\`*_<>|\[\]{}~^$&=+:\t\n\r\x0b\x0c\x85\u2028\u2029]")
# Without any of these, a line is text.
_MARKUP = re.compile(r"[\\`*\[]|(?<![^\W_])_|_(?![^\W_])|<(?:https?|mailto):", re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>\x00-\x1f]+)>", re.IGNORECASE)
_TARGET = re.compile(
    r"\(\s*(?!\s)(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))"
    r"(?:(?:\s+|(?<=\s))(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'))?\s*\)"
)
_TOKEN = re.compile(r"\\[!-/:-@\[-`{-~]|\*+|(?<![^\W_])(?<!_)_+|_+(?![^\W_]|_)|\[|\]|<|`+|\n")
_SPECIAL = re.compile(r"[\\`*<>|\[\]{~^$]|_|&(?=#?\w+;)|==|\+\+|:(?=[\w+-]+:)")
_LEADING = re.compile(r"#|[-+](?=\s|$)|-(?=--|[- ]*$)|:(?=\s|::)|!(?=!!)|\?(?=\?\?)|=(?==)|/(?=//)|\d{1,9}[.)](?=\s|$)")
_BREAK = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_NO_URL = frozenset("\"'()<>|\\`*{}[]")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})


def is_safe_url(url: str) -> bool:
    """Say whether a link's scheme, if it has one, is one that a reader may follow."""
    if ":" not in url and "&" not in url:
        return True
    # A browser reads character references, and overlooks spaces and control characters.
    scheme = _SCHEME.match("".join(c for c in unescaped(url) if c.isprintable() and not c.isspace()))
    return scheme is None or scheme[1].lower() in _SAFE_SCHEMES


def one_line(text: str) -> str:
    """Write `text` without outer spaces, its line breaks as `\n`, with no blank lines."""
    return _BREAK.sub("\n", text.strip().replace("\t", " "))


def parse_inline(text: str, resolve: Resolve | None = None) -> list[Piece]:
    """Split a line into its pieces; linear in its length.

    Args:
        text: what the author wrote.
        resolve: finds where a link leads; without it, links stand as they are.
    """
    text = one_line(text)
    spans = {start: (end, width) for start, end, width in code_spans(text)}
    pieces: list[Piece] = []
    brackets: list[int] = []  # indices of `[` pieces that a link could begin at
    at = 0
    while token := _TOKEN.search(text, at):
        start, mark = token.start(), token[0]
        if start > at:
            pieces.append(Piece("text", text[at:start]))
        at = token.end()
        if mark[0] == "\\":
            pieces.append(Piece("text", mark[1]))
        elif mark[0] == "`":
            if start in spans:
                at, width = spans[start]
                pieces.append(Piece("code", _strip_code(text[start + width : at - width])))
            else:
                pieces.append(Piece("text", mark))
        elif mark[0] in "*_":
            pieces.append(run_of_marks(text, start, token.end()))
        elif mark == "<" and (auto := _AUTOLINK.match(text, start)):
            at = auto.end()
            label = [Piece("text", auto[1].removeprefix("mailto:"))]
            pieces.append(Piece("link", url=auto[1], to=_leads(auto[1], resolve), inner=label))
        elif mark == "]" and brackets and (target := _TARGET.match(text, at)):
            opener = brackets.pop()
            at = target.end()
            inner = emphasize(pieces[opener + 1 :])
            del pieces[opener:]
            url, title = target["angled"] or target["bare"] or "", target["double"] or target["single"] or ""
            url, title = without_backslashes(url), for_title(" ".join(without_backslashes(title).split()))
            for piece in inner:  # no links in links
                piece.to = ""
            pieces.append(Piece("link", url=url, to=_leads(url, resolve), title=title, inner=inner))
            brackets.clear()
        elif mark == "\n":
            pieces.append(Piece("break"))
        else:
            if mark == "[" and not (start and text[start - 1] == "!"):
                brackets.append(len(pieces))
            elif mark == "]" and brackets:
                brackets.pop()
            pieces.append(Piece("text", mark))
    if at < len(text):
        pieces.append(Piece("text", text[at:]))
    return emphasize(pieces)


def _leads(url: str, resolve: Resolve | None) -> str:
    to = resolve(url) if resolve else url
    return to if to and is_safe_url(to) else ""


def without_backslashes(text: str) -> str:
    """Return what a text with escaped marks says."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _strip_code(code: str) -> str:
    code = code.replace("\n", " ")
    return code[1:-1] if len(code) > 1 and code[0] == code[-1] == " " and code.strip() else code


def escape(text: str) -> str:
    """Write text as Markdown that shows exactly it."""
    return _SPECIAL.sub(_reference, text)


def _reference(match: re.Match[str]) -> str:
    char = match[0]
    if char == "_":
        at, text = match.start(), match.string
        if 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum():
            return char  # inside a word it is always text
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(char) or "".join(f"&#{ord(c)};" for c in char)


def is_plain(text: str) -> bool:
    """Say whether a line is the same as typed, as Markdown, as HTML and for its reader."""
    return not _ODD.search(text) and text.strip() == text


def cell(text: str, resolve: Resolve | None = None) -> str:
    """Make a line of inline Markdown safe for a table cell.

    Args:
        text: what the author wrote.
        resolve: finds where a link leads; without it, links stand as they are.
    """
    if is_plain(text):
        return text
    return markdown(parse_inline(text, resolve)) if "](" in text else _without_links(text)


@lru_cache(maxsize=16384)
def _without_links(text: str) -> str:
    if not _MARKUP.search(text):
        return escape(one_line(text)).replace("\n", "<br>")
    return markdown(parse_inline(text))


def lead(markdown: str) -> str:
    """Make a cell's Markdown safe for the start of a line: it begins no list, no heading and no other block."""
    if found := _LEADING.match(markdown):
        end = found.end()
        return f"{markdown[: end - 1]}&#{ord(markdown[end - 1])};{markdown[end:]}"
    return markdown


def heading_text(markdown: str) -> str:
    """Make a cell's Markdown safe for a heading: it has one line, and no `#` at its end closes it."""
    text = markdown.replace("<br>", " ")
    return text.removesuffix("#") + "&#35;" if text.endswith("#") else text


def markdown(pieces: Iterable[Piece], depth: int = 0) -> str:
    """Write pieces as Markdown; `depth` is how many tags there are around them."""
    out = []
    for piece in pieces:
        if piece.kind == "text":
            out.append(escape(piece.text))
        elif piece.kind == "code":
            out.append(_code(piece.text))
        elif piece.kind == "break":
            out.append("<br>")
        elif piece.kind == "link":
            out.append(_link(piece, depth))
        else:
            for tag in piece.before:
                depth -= 1
                out.append(_tag(tag, depth, "/"))
            out.append(escape(piece.text))
            for tag in piece.after:
                out.append(_tag(tag, depth, ""))
                depth += 1
    return "".join(out)


def _tag(tag: str, depth: int, slash: str) -> str:
    # The outermost emphasis is written as people write it; inside, tags leave nothing to interpretation.
    return ("**" if tag == "strong" else "*") if depth == 0 else f"<{slash}{tag}>"


def _code(code: str) -> str:
    if re.search(r"[|`\\]|^#!|^:::|^\s|\s$", code):
        return f"<code>{''.join(c if c.isalnum() or c == ' ' else f'&#{ord(c)};' for c in code)}</code>"
    return f"`{code}`" if code else ""


def _link(piece: Piece, depth: int) -> str:
    label = markdown(piece.inner, depth + 1)
    return f"[{label or escape(piece.url)}]{link_destination(piece.to, piece.title)}" if piece.to else label


def encoded(url: str) -> str:
    """Write a URL without a mark or a space that could end it early."""
    return "".join(quote(c) if c in _NO_URL or c.isspace() else c for c in url)


def link_destination(url: str, title: str) -> str:
    """Write what follows the label of a link."""
    title = f' "{escape_html(title)}"'.replace("|", "&#124;").replace("&quot;", "&#34;") if title else ""
    return f"({encoded(url)}{title})"


def plain(text: str) -> str:
    """Return the plain text of a line: what a reader sees of it, without marks. Line breaks become spaces."""
    if not _ODD.search(text):
        return text.strip()
    if not _MARKUP.search(text):
        return one_line(text).replace("\n", " ")
    return visible_text(parse_inline(text)).strip()


def visible_text(pieces: Iterable[Piece]) -> str:
    """Return what a reader sees of some pieces."""
    return "".join(visible_text(p.inner) if p.kind == "link" else " " if p.kind == "break" else p.text for p in pieces)
