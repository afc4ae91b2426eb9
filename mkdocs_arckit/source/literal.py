"""How a text is written in its file: below `|` its lines are kept, and have places; below `>` they are joined."""

from __future__ import annotations

import re
from collections.abc import Callable

from mkdocs_arckit.source.nodes import Mark

_BREAK = re.compile(r"\r\n?|[\n\x85\u2028\u2029]")
_SIGN = re.compile(r"(?:[&!]\S*[ \t]+)*([|>])")


class Lines:
    """The lines of a file, to show them and to find places in its texts.

    Args:
        source: what the file holds.
    """

    def __init__(self, source: bytes) -> None:
        self._lines = _BREAK.split(source.decode("utf-8-sig", errors="replace"))

    def get(self, number: int) -> str | None:
        """Return a line by its number, from 1; `None` if there is none."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else None

    def places(self, start: Mark, text: str) -> Callable[[int, int], Mark]:
        """Make a function that finds the place in the file of a line and a column of a text, both from 1.

        Args:
            start: where the text begins.
            text: the text. If it is not below `|`, every place in it is that where it begins.
        """
        own, kept = _BREAK.split(text), _sign(self._lines, start) == "|"

        def place(line: int, column: int) -> Mark:
            at = start.line + line - 1
            if not kept or line > len(own) or at >= len(self._lines):
                return start
            return Mark(at + 1, len(self._lines[at]) - len(own[line - 1]) + column)

        return place

    def is_folded(self, start: Mark) -> bool:
        """Return whether the text that begins at a place is below `>`, which joins its lines."""
        return _sign(self._lines, start) == ">"


def _sign(lines: list[str], start: Mark) -> str:
    """Say what a text is below: `|`, `>` or neither."""
    match = _SIGN.match(lines[start.line - 1], start.column - 1)
    return match[1] if match else ""
