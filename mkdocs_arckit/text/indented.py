"""Code by indentation in lists, notes and quotations: its lines are the author's own, and no Markdown."""

from __future__ import annotations

import re

from mkdocs_arckit.text.nesting import Nesting

_QUOTE = re.compile(r"[ \t]*>(?: {0,4}>)* ?")


class IndentedCode:
    """Finds the lines of such code, one line of a block after the other.

    Args:
        nesting: follows the lines that are in no quotation.

    Attributes:
        lead: what stands before each line of the code that was found.
    """

    def __init__(self, nesting: Nesting) -> None:
        self.lead = ""
        self._nesting = nesting
        self._column: int | None = None  # from where on the lines of the code go, as the author wrote them
        self._quotes = 0  # how many quotations the code is in
        self._quoted, self._before, self._level = Nesting(), "", 0

    def end(self) -> None:
        """End the code that was found."""
        self._column = None

    def going_on(self, line: str) -> str | None:
        """Return what a line adds to the code that was found; `None` if it ends it."""
        if self._column is None:
            return None
        quotes, inner = _taken_apart(line)
        if self._quotes == 0:
            quotes, inner = 0, line
        inner = inner.expandtabs(4)
        if quotes == self._quotes and (not inner.strip() or _width(inner) >= self._column):
            return inner[self._column :]
        self.end()
        return None

    def beginning(self, line: str, before: str, moved: int) -> str | None:
        """Return what a line says if it begins code.

        Args:
            line: the line, where Python-Markdown wants it.
            before: the line above; empty below a blank one.
            moved: by how many spaces it was moved there.
        """
        level, inner = _taken_apart(line)
        if level != self._level:
            self._quoted, self._before, self._level = Nesting(), "", level
        if not level:
            nesting, text = self._nesting, line
            begins = nesting.inside and not before and not nesting.begins
        else:
            nesting, text, moved = self._quoted, inner, 0
            if text.strip():
                lacking = nesting.lacking(text, self._before)
                moved, text = lacking, " " * lacking + text
            begins = bool(text.strip()) and not self._before and not nesting.begins
            self._before = text if text.strip() else ""
        text = text.expandtabs(4)
        if not begins or _width(text) < nesting.base + 4:
            return None
        self._quotes = level
        self.lead = (line[: len(line) - len(inner)] if level else "") + " " * nesting.base
        column = nesting.base + 4
        self._column = column - moved
        return text[column:]


def _taken_apart(line: str) -> tuple[int, str]:
    """Return how many quotations a line is in, and what it says in them."""
    quote = _QUOTE.match(line)
    return (quote[0].count(">"), line[quote.end() :]) if quote else (0, line)


def _width(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
