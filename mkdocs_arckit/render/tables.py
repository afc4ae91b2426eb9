"""Tables, as Markdown and as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from mkdocs_arckit.portfolio.measure import amount
from mkdocs_arckit.render.inserts import HtmlWriter, Insert
from mkdocs_arckit.text.inline_text import EMPTY, Inline, literal

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_OF_SOMEBODY = re.compile(r"\(\d{4}-\d{2}-\d{2}\)\Z")
_LONG = re.compile(r".{81}|\S{33}", re.DOTALL)
"""An attribute's value of so many characters, or with such a word, takes a line of its own."""
SHORT_CODE = re.compile(r"<code>(?=[^<\s]{1,32}</code>)")
"""Begins code of one short word, which is not broken at its slashes and hyphens."""
_NAME = re.compile(
    r"<code[^<>]*>[^<]*</code>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|(?<![\w./:&#\[-])(?=[\w.:]*[/-])(?=[\w./:-]*(?:\d|/|\.\w))(?P<name>[\w./:-]{3,32})(?![\w./:-])"
)
"""Code, a tag, or an ID, a path or the like, which is not broken there either."""
_NUMBER = re.compile(r"[<>≤≥~≈±]?=?\s?\d[\d.,]{0,11}\s?[A-Za-z%µ]{0,7}")
_NO_VALUE = frozenset({"", "-", "—"})
_NOWRAP, _NUMBERS = ' class="arckit-nowrap"', ' class="arckit-number"'
_SELECTED = Inline("**[Selected]** ", "<strong>[Selected]</strong> ", "[Selected] ")


@dataclass(frozen=True)
class Table(Insert):
    """A table.

    Attributes:
        headings: the heading of each column.
        rows: the cells of each row.
        selected: which rows are selected options; their first cell says so.
        ids: the anchor of each row on a site, if they have any; an empty one is none.
        of_attributes: whether each row is a name and its value; where there is room they stand in two columns.
    """

    headings: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    selected: frozenset[int] = frozenset()
    ids: tuple[str, ...] = ()
    of_attributes: bool = False

    def _marked(self) -> Iterator[tuple[bool, Sequence[Inline]]]:
        for n, row in enumerate(self.rows):
            yield n in self.selected, (_SELECTED + row[0], *row[1:]) if n in self.selected else row

    def markdown(self) -> str:
        """Write a table with pipes."""
        rows = [self.headings, *(row for _, row in self._marked())]
        lines = [f"| {' | '.join(cell.markdown for cell in row)} |" for row in rows]
        return "\n".join([lines[0], f"| {' | '.join('---' for _ in self.headings)} |", *lines[1:]])

    def html(self, writer: HtmlWriter) -> str:
        """Write a table that becomes a list of rows where it has no room: each cell but the first says its column."""
        labels = ["", *(f' data-label="{escape(" ".join(h.text.split()))}"' for h in self.headings[1:])]
        form = "attributes" if self.of_attributes else str(min(len(self.headings), 7))
        form += " arckit-table--line" if len(self.rows) == 1 and not self.of_attributes else ""
        kinds = [_NUMBERS if self._holds_numbers(n) else "" for n in range(len(self.headings))]
        out = [f'<div class="arckit-table arckit-table--{form}"><table>\n<thead><tr>']
        out += [f"<th{k}> {_whole_words(writer.line(h))}</th>" for k, h in zip(kinds, self.headings, strict=True)]
        out.append("</tr></thead>\n<tbody>\n")
        for at, (is_selected, row) in enumerate(self._marked()):
            out.append(f"<tr{self._row_attributes(at)}>")
            for n, (label, cell) in enumerate(zip(labels, row, strict=True)):
                kind = _NOWRAP if _DAY.fullmatch(cell.html) else kinds[n]
                if is_selected and n == 0:
                    kind = ' class="arckit-selected"'
                html = _whole_words(_kept_together(cell, writer.line(cell)))
                out.append(f"<td{kind}{label}>{' ' if html else ''}{html}</td>")  # blanks part words for a search
            out.append("</tr>\n")
        return "".join([*out, "</tbody>\n</table></div>"])

    def _holds_numbers(self, column: int) -> bool:
        """Say whether a column holds nothing but numbers, durations and the like, so that they are aligned."""
        found = [text for row in self.rows if (text := row[column].text.strip()) not in _NO_VALUE]
        return column > 0 and len(found) > 1 and all(map(_is_number, found))

    def _row_attributes(self, at: int) -> str:
        is_long = self.of_attributes and _LONG.search(self.rows[at][1].text)
        name = f' id="{escape(self.ids[at])}"' if self.ids and self.ids[at] else ""
        return name + (' class="arckit-long"' if is_long else "")

    def lines(self) -> Iterable[Inline]:
        """List the headings and cells."""
        yield from self.headings
        for _, row in self._marked():
            yield from row


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) or (text[-1:].isalpha() and any(map(str.isdigit, text)) and bool(amount(text)))


def _whole_words(html: str) -> str:
    """Keep code of one short word in one piece, and names of things that hold hyphens or slashes."""
    html = SHORT_CODE.sub(f"<code{_NOWRAP}>", html) if "<code>" in html else html
    return _NAME.sub(lambda found: f"<span{_NOWRAP}>{found[0]}</span>" if found["name"] else found[0], html)


def _kept_together(cell: Inline, html: str) -> str:
    """Keep the day after a name in one piece, so that it is not broken into two lines."""
    day = _DAY_OF_SOMEBODY.search(html)
    if not day or "<" in html or not _DAY_OF_SOMEBODY.search(cell.text):
        return html
    return f"{html[: day.start()]}<span{_NOWRAP}>{day[0]}</span>"


def table(
    headings: Sequence[Inline],
    rows: Sequence[Sequence[Inline]],
    *,
    keep_all: bool = False,
    blank: Inline = EMPTY,
    total: Sequence[Inline] | None = None,
    selected: Iterable[int] = (),
    ids: Iterable[str] = (),
    of_attributes: bool = False,
) -> Table | None:
    """Make a table of what there is.

    Args:
        headings: the column headings.
        rows: the rows' cells; an empty one has no value.
        keep_all: whether columns stay that no row fills; otherwise only the first does.
        blank: what stands in a cell without a value.
        total: the last row, in which a cell without a value is `-`.
        selected: which rows are selected options.
        ids: the anchor of each row on a site, if they have any.
        of_attributes: whether each row is a name and its value.

    Returns:
        The table, or nothing if there are no rows.
    """
    every = [*rows, total] if total else rows
    if not every:
        return None
    filled = [i for i in range(len(headings)) if keep_all or i == 0 or any(row[i] for row in every)]
    cells = [tuple(row[i] or blank for i in filled) for row in rows]
    if total:
        cells.append(tuple(total[i] or literal("-") for i in filled))
    return Table(tuple(headings[i] for i in filled), tuple(cells), frozenset(selected), tuple(ids), of_attributes)
