"""How a text is written in its file: below `|` its lines are kept, and have places; below `>` they are joined."""

from __future__ import annotations

import re

from mkdocs_arckit.source.nodes import Mark

_BREAK = re.compile(r"\r\n?|[\n\x85\u2028\u2029]")
_SIGN = re.compile(r"(?:[&!]\S*[ \t]+)*([|>])")


def place_in(source: bytes, start: Mark, text: str, line: int, column: int) -> Mark:
    """Find the place in the file of a line and a column of a text, both from 1.

    Args:
        source: what the file holds.
        start: where the text begins in it.
        text: the text.
        line: one of its lines.
        column: one of its columns.

    Returns:
        The place, or `start` if the text is not below `|`.
    """
    lines = _lines(source)
    at, own = start.line + line - 1, _BREAK.split(text)
    if _sign(lines, start) != "|" or line > len(own) or at >= len(lines):
        return start
    return Mark(at + 1, len(lines[at]) - len(own[line - 1]) + column)


def is_folded(source: bytes, start: Mark) -> bool:
    """Return whether the text that begins at a place is below `>`, which joins its lines."""
    return _sign(_lines(source), start) == ">"


def _lines(source: bytes) -> list[str]:
    return _BREAK.split(source.decode("utf-8-sig", errors="replace"))


def _sign(lines: list[str], start: Mark) -> str:
    """Say what a text is below: `|`, `>` or neither."""
    match = _SIGN.match(lines[start.line - 1], start.column - 1)
    return match[1] if match else ""
