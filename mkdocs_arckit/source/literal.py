"""Places inside a text: below `|`, its lines stand in the file as they are."""

from __future__ import annotations

import re

from mkdocs_arckit.source.nodes import Mark

_BREAK = re.compile(r"\r\n?|[\n\x85\u2028\u2029]")
_BAR = re.compile(r"(?:[&!]\S*[ \t]+)*\|")


def place_in(source: bytes, start: Mark, text: str, line: int, column: int) -> Mark:
    """The place of a line and a column of a text, both from 1, in its file.

    Args:
        source: what the file holds.
        start: where the text begins in it.
        text: the text.
        line: one of its lines.
        column: one of its columns.

    Returns:
        The place, or `start` if the text does not stand below `|`.
    """
    lines = _BREAK.split(source.decode("utf-8-sig", errors="replace"))
    at, own = start.line + line - 1, _BREAK.split(text)
    if not _BAR.match(lines[start.line - 1], start.column - 1) or line > len(own) or at >= len(lines):
        return start
    return Mark(at + 1, len(lines[at]) - len(own[line - 1]) + column)
