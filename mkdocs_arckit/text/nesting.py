"""Lists in lists: what GitHub nests by two spaces or three, Python-Markdown nests by four."""

from __future__ import annotations

import re
from typing import NamedTuple

from mkdocs_arckit.text.code_spans import is_rule

_ITEM = re.compile(r"(?:[-*+]|\d{1,9}\.)(?P<gap> +)(?=\S)")
_CONTAINER = re.compile(r'!!!|\?\?\?|={3}[!+]* +"|: |\[\^[^\]]+\]:')
_NO_TEXT = re.compile(r"[>#|]|`{3}|~{3}")


class _Frame(NamedTuple):
    """An item, or something else that has blocks of its own.

    Attributes:
        marker: the column where it begins, as the author wrote it.
        content: the column from which lines belong to it.
        base: the column of its content on the page.
        moved: whether it stands further in there.
    """

    marker: int
    content: int
    base: int
    moved: bool


class Nesting:
    """Follows the lines of a block outside fences, and knows what stands around each of them.

    Attributes:
        base: the column, on the page, of the blocks that the last line is part of.
        apart: whether the last line is part of a block of its own, not of the text of an item.
        leaves: whether the last line ends what the line above began further in, and needs a blank line to do so.
        begins: whether the last line begins an item or another container.
    """

    def __init__(self) -> None:
        self.base = 0
        self.apart = True
        self.leaves = False
        self.begins = False
        self._around: list[_Frame] = []
        self._lacking = 0
        self._first_base = 0  # that of the first line below a blank one

    @property
    def inside(self) -> bool:
        """Whether the last line begins an item or another container, or stands in one."""
        return bool(self._around)

    @property
    def depth(self) -> int:
        """How many containers the last line begins or stands in."""
        return len(self._around)

    def lacking(self, line: str, before: str) -> int:
        """Count the spaces that a line needs before it to be where it is on GitHub.

        Args:
            line: a line that is not blank.
            before: the line above; empty at the start, below a blank line and below a fence.
        """
        text = line.expandtabs(4)
        column = len(text) - len(text.lstrip(" "))
        text = text[column:]
        rule = is_rule(text)
        item = None if rule else _ITEM.match(text)
        begins = item or _CONTAINER.match(text)
        goes_on = before and not (begins or rule or _NO_TEXT.match(text))
        if not goes_on:
            while self._around and column < self._around[-1].content:
                self._around.pop()
        outer = self._around[-1] if self._around and column >= self._around[-1].content else None
        self.base = outer.base if outer else 0
        self.leaves = bool(before) and not goes_on and self.base < self._first_base
        if not before or self.leaves:
            self._first_base = self.base
        lacking = max(0, self.base - column, self.base - 4 - outer.marker) if outer else 0
        self.begins = bool(begins) and column < (outer.marker + 8 if outer else 4)
        if not before and not self.begins and outer and column >= outer.content + 4:
            # Code of an author who indents by less, as a paragraph above it, its item or itself shows.
            less = outer.base - outer.content if outer.moved or column % 4 else 0
            lacking = self._lacking or less
        if self.begins:
            width = 4
            if item:
                width = len(item[0]) if len(item["gap"]) < 5 else len(item[0].rstrip()) + 1
            # Who indents by four gets what Python-Markdown makes of it, even where GitHub would want more.
            content = column + width if lacking else min(column + width, column // 4 * 4 + 4)
            self._around.append(_Frame(column, content, (column + lacking) // 4 * 4 + 4, lacking > 0))
            self._lacking, self.apart = 0, item is None
            return lacking
        if not before:
            self._lacking, self.apart = lacking, True
        elif not self._around:
            self._lacking, self.apart = 0, True
        return self._lacking if outer else 0
