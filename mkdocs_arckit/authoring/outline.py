"""Takes a Markdown document apart: its headings, and below each its blocks; every line of the document is in one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mkdocs_arckit.text.code_spans import code_spans, replaced
from mkdocs_arckit.text.emphasis import Piece
from mkdocs_arckit.text.inline import parse_inline

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CODE = re.compile(r"<code>([^<>`]+)</code>")
_MARK = re.compile(r"[!-/:-@\[-`{-~]")
_FRONT = re.compile(r"---[ \t]*\n(?:(?:[A-Za-z_][\w -]*:.*|[ \t#-].*|)\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_CHECKBOX = re.compile(r"\[([ xX])\][ \t]+")


@dataclass(frozen=True)
class Grid:
    """A table: its headings, and its rows, all as long as these."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class ListItem:
    """An item of a list: its text, whether its box is ticked (`None` if it has none), and its line."""

    text: str
    done: bool | None
    line: int


@dataclass(frozen=True)
class Passage:
    """A part of a document.

    Attributes:
        kind: `heading`, `paragraph`, `table`, `code`, `list`, `rule` or `other`.
        text: as it is written.
        line: its first line, from 1.
        title: of a heading its words, of code what follows the marks of its fence.
        level: of a heading its level; of a list 1 if it is numbered.
        code: the text of a code block.
        table: of a table its cells.
        items: of a list its items, if each is a text on its own.
    """

    kind: str
    text: str
    line: int
    title: str = ""
    level: int = 0
    code: str = ""
    table: Grid = Grid((), ())
    items: Sequence[ListItem] = ()


@dataclass
class Topic:
    """A heading and what is below it: its blocks, and then parts with headings of lower levels."""

    heading: Passage | None
    blocks: list[Passage] = field(default_factory=list)
    parts: list[Topic] = field(default_factory=list)

    def all_blocks(self) -> Iterator[Passage]:
        """Yield every block below the heading, headings too, in the order of the document."""
        yield from self.blocks
        for part in self.parts:
            if part.heading:
                yield part.heading
            yield from part.all_blocks()


def parser() -> MarkdownIt:
    """Make a parser of CommonMark with tables, which leaves what is in a line alone; links' targets are text too."""
    found = MarkdownIt("commonmark").enable("table").disable("reference")
    found.core.ruler.enableOnly(["normalize", "block"])
    return found


def clean(text: str) -> str:
    """Write a document's lines as YAML can hold them: one kind of line break, and no control characters."""
    return _FORBIDDEN.sub("\ufffd", _BREAKS.sub("\n", text.removeprefix("\ufeff")))


def front_matter_of(text: str) -> str:
    """Return the front matter that a document begins with, its marks included; empty if it has none."""
    found = _FRONT.match(text)
    return found[0] if found else ""


def blocks(text: str) -> list[Passage]:
    """List the blocks of a document, in order; each line that says something is in one of them."""
    lines = text.split("\n")
    found: list[Passage] = []
    at = len(front_matter_of(text).split("\n")) - 1
    lines[:at] = [""] * at
    tokens = parser().parse("\n".join(lines))
    end = at
    for group in _groups(tokens):
        first = group[0]
        start, stop = first.map or [end, end]
        if start < end:
            continue
        found += _rest(lines, end, start)
        while stop > start and not lines[stop - 1].strip():
            stop -= 1
        found.append(_block(group, "\n".join(lines[start:stop]), start + 1))
        end = stop
    return [*found, *_rest(lines, end, len(lines))]


def tree(found: Sequence[Passage]) -> Topic:
    """Put blocks below their headings, whatever levels these skip."""
    root = Topic(None)
    path = [root]
    for block in found:
        if block.kind == "heading":
            while len(path) > 1 and path[-1].heading and path[-1].heading.level >= block.level:
                path.pop()
            part = Topic(block)
            path[-1].parts.append(part)
            path.append(part)
        else:
            path[-1].blocks.append(block)
    return root


def as_written(found: Iterable[Passage]) -> str:
    """Write blocks as they are written in their document; rules at the ends, which only divide, are left out."""
    texts = list(found)
    while texts and texts[-1].kind == "rule":
        texts.pop()
    while texts and texts[0].kind == "rule":
        texts.pop(0)
    return "".join(f"{block.text}\n\n" for block in texts).rstrip("\n") + ("\n" if texts else "")


def typed(text: str) -> str:
    """Write a line with characters in place of their references, which are no such thing in a cell of a strategy."""
    text = _CODE.sub(lambda m: f"`{html.unescape(m[1])}`", text)
    if "&" not in text:
        return text
    spans = code_spans(text)
    found = [m for m in _REFERENCE.finditer(text) if not any(start < m.start() < end for start, end, _ in spans)]
    chars = [(m.span(), clean(" ".join(html.unescape(m[0]).split()))) for m in found]
    plain = replaced(text, chars)
    safe = replaced(text, [(span, f"\\{char}" if _MARK.fullmatch(char) else char) for span, char in chars])
    return plain if _shape(parse_inline(plain)) == _shape(parse_inline(safe)) else safe


def _shape(pieces: Iterable[Piece]) -> str:
    """Write what the pieces of a line are and say, so that two lines can be compared."""
    kinds = {"code": "\x01", "link": "\x02", "break": "\x03"}
    return "".join(
        f"{''.join(piece.before)}{kinds.get(piece.kind, '')}{piece.url}{_shape(piece.inner)}{piece.text}"
        f"{''.join(f'{chr(4)}{tag}' for tag in piece.after)}"
        for piece in pieces
    )


def _rest(lines: Sequence[str], start: int, end: int) -> Iterator[Passage]:
    """Yield what the parser has no block for."""
    text = "\n".join(lines[start:end])
    if text.strip():
        yield Passage("other", text.strip("\n"), start + 1)


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each block of the top level."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _block(group: Sequence[Token], text: str, line: int) -> Passage:
    first = group[0]
    if first.type == "heading_open" and (title := typed(" ".join(group[1].content.split()))):
        return Passage("heading", text, line, title=title, level=int(first.tag[1:]))
    if first.type in {"fence", "code_block"}:
        return Passage("code", text, line, title=first.info.strip(), code=first.content)
    if first.type == "table_open":
        return Passage("table", text, line, table=_table(group))
    if first.type in {"bullet_list_open", "ordered_list_open"}:
        return Passage("list", text, line, level=int(first.type[0] == "o"), items=_items(group))
    kinds = {"paragraph_open": "paragraph", "hr": "rule"}
    return Passage(kinds.get(first.type, "other"), text, line)


def _table(group: Sequence[Token]) -> Grid:
    rows: list[list[str]] = []
    for token in group:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(typed(_BREAK.sub("\n", token.content.strip())))
    headings, *below = rows
    return Grid(headings, [(row + [""] * len(headings))[: len(headings)] for row in below])


def _items(group: Sequence[Token]) -> list[ListItem]:
    """List the items of a list, if each is one paragraph; else none."""
    inside = [token.type for token in group[1:-1]]
    one = ["list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close"]
    if inside != one * (len(inside) // len(one)):
        return []
    found = []
    for token in group:
        if token.type == "inline":
            text = typed(" ".join(token.content.split()))
            box = _CHECKBOX.match(text)
            line = (token.map or [0])[0] + 1
            found.append(ListItem(text[box.end() :] if box else text, box[1] != " " if box else None, line))
    return found
