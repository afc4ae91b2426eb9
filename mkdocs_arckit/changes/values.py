"""Values of a strategy as plain text, when two are the same for a reader, and where two texts differ."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from mkdocs_arckit.checks.people import people_text
from mkdocs_arckit.model.people import Person
from mkdocs_arckit.text.emphasis import Piece
from mkdocs_arckit.text.inline import parse_inline
from mkdocs_arckit.text.plain import plain_items, plain_text
from mkdocs_arckit.text.printable import printable

_LONG = 80
"""More characters of a value are not repeated as a whole."""
_BESIDE = 4
"""Words that are shown beside those that differ."""
_MOST_PAIRS = 250_000
"""Lines before times lines after; of longer texts the lines are counted only."""


def said_of(value: Any) -> str:
    """Write a value as plain text: a cell, a date, a number, people, or a text of many lines, as it was typed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip() if is_long(value) else plain_text(value)
    if isinstance(value, list):
        return people_text(value, dates=True) if _are_people(value) else ", ".join(plain_items(value))
    return str(value)


def _are_people(value: list[Any]) -> bool:
    return any(isinstance(item, Person) for item in value)


def is_long(value: Any) -> bool:
    """Say whether a value is a text of many lines."""
    return isinstance(value, str) and "\n" in value.strip()


def same(before: Any, after: Any) -> bool:
    """Say whether two values say the same; how they are typed, wrapped or ordered doesn't matter."""
    if before == after:
        return True
    if isinstance(before, str) and isinstance(after, str):
        if before.split() == after.split():
            return True
        if is_long(before) or is_long(after):
            return False
        return plain_text(before) == plain_text(after) and _links(before) == _links(after)
    if isinstance(before, list) and isinstance(after, list) and not _are_people(before + after):
        return _counted(before) == _counted(after)
    return said_of(before) == said_of(after)


def _counted(items: list[Any]) -> tuple[Counter[str], Counter[str]]:
    return Counter(plain_items(items)), Counter(_links(items))


def _links(value: str | list[Any]) -> list[str]:
    """List where the links of a cell lead."""
    if isinstance(value, list):
        return [url for item in value for url in _links(item)]
    return _urls(parse_inline(value)) if "](" in value else []


def _urls(pieces: Sequence[Piece]) -> list[str]:
    return [url for piece in pieces for url in ([piece.url] if piece.url else _urls(piece.inner))]


def pair(before: Any, after: Any) -> tuple[str, str]:
    """Write two values that differ: as plain text, or as typed where only a link differs; of long ones what differs."""
    first, second = (" ".join(said_of(value).split()) for value in (before, after))
    if first == second:
        first, second = (" ".join(str(value).split()) for value in (before, after))
    return excerpts(first, second)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Shorten two texts to the words that differ, and some beside them."""
    if max(len(before), len(after)) <= _LONG:
        return before, after
    first, second = before.split(), after.split()
    shorter = min(len(first), len(second))
    start = next((n for n in range(shorter) if first[n] != second[n]), shorter)
    end = next((n for n in range(shorter - start) if first[-1 - n] != second[-1 - n]), shorter - start)
    start, end = max(0, start - _BESIDE), max(0, end - _BESIDE)
    return _part(first, start, end), _part(second, start, end)


def _part(words: list[str], start: int, end: int) -> str:
    text = " ".join(words[start : len(words) - end])
    return f"{'… ' if start else ''}{cut(text, 2 * _LONG)}{' …' if end else ''}"


def cut(text: str, most: int = _LONG) -> str:
    """Cut a text that is too long."""
    return f"{text[: most - 1].rstrip()}…" if len(text) > most else text


def line_changes(before: str, after: str) -> tuple[int, int, tuple[tuple[str, str], ...]]:
    """Compare two texts of many lines.

    Returns:
        How many lines went and came, and the lines, each with a sign and with some beside them. There are none if the
        texts are too long to be compared.
    """
    first, second = as_lines(before), as_lines(after)
    shorter = min(len(first), len(second))
    start = next((n for n in range(shorter) if first[n] != second[n]), shorter)
    end = next((n for n in range(shorter - start) if first[-1 - n] != second[-1 - n]), shorter - start)
    start, end = max(0, start - 1), max(0, end - 1)
    first, second = first[start : len(first) - end], second[start : len(second) - end]
    if len(first) * len(second) > _MOST_PAIRS:
        return len(first), len(second), ()
    found = [
        (line[0], line[1:])
        for line in list(difflib.unified_diff(first, second, n=1, lineterm=""))[2:]
        if not line.startswith("@@")
    ]
    signs = Counter(sign for sign, _ in found)
    return signs["-"], signs["+"], tuple(found)


def as_lines(text: str) -> list[str]:
    """Divide a text of many lines, to be shown; none of them is too long for that."""
    return [cut(printable(line.expandtabs(4)).rstrip(), 4 * _LONG) for line in text.strip("\n").split("\n")]
