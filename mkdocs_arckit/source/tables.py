"""Takes apart a Markdown table that somebody pasted: its cells, and the line and column where each begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)*\s*(?::?-+:?\s*)?")
_MAYBE = re.compile(r"\|[ \t]*:?-+:?[ \t]*\|")
_BAR = re.compile(r"\\.|\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class PastedCell(NamedTuple):
    """A cell: its text, and where that begins, line and column from 1, in the text that the table is in."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class PastedTable:
    """A table: its headings, and its rows, each as long as it was written."""

    headings: list[PastedCell]
    rows: list[list[PastedCell]]


def may_hold_tables(source: bytes) -> bool:
    """Return quickly whether a file may hold a Markdown table; most don't."""
    return b"|" in source and _MAYBE.search(source.decode("utf-8", errors="ignore")) is not None


def pasted_table(text: str) -> PastedTable | None:
    """Take a table apart; return `None` if the text is anything else.

    Every line begins with `|`, and the second has nothing but dashes in its cells.
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("|") for _, line in lines):
        return None
    if "-" not in lines[1][1] or not _RULE.fullmatch(lines[1][1]):
        return None
    headings, _, *rows = [list(_cells(line, number)) for number, line in lines]
    return PastedTable(headings, [row for row in rows if row]) if headings else None


def _cells(line: str, number: int) -> Iterator[PastedCell]:
    """Yield the cells of a line; a bar after a backslash belongs to its cell."""
    bars = [match.start() for match in _BAR.finditer(line) if match[0] == "|"]
    for start, end in pairwise([*bars, len(line)]):
        raw = line[start + 1 : end]
        if end < len(line) or raw.strip():
            column = start + 2 + (len(raw) - len(raw.lstrip()) if raw.strip() else raw[:1] == " ")
            yield PastedCell(_BREAK.sub("\n", raw.strip().replace("\\|", "|")), number, column)
