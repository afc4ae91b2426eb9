"""What libyaml reads and PyYAML without it refuses: a file has to be valid wherever its next reader is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.source.advice import quoted
from mkdocs_arckit.source.nodes import Mark, mark_of
from mkdocs_arckit.source.result import YamlProblem

_WHO = "which YAML readers without libyaml refuse"


class Portable:
    """Looks at values as they are read, and remembers what another reader would refuse.

    Args:
        text: the whole file.
    """

    def __init__(self, text: str) -> None:
        self.text, self.has_tabs = text, "\t" in text
        self.watches = self.has_tabs or "?" in text
        """Whether there is anything to look for."""
        self._in_brackets = 0
        self._spans: list[tuple[int, int]] = []
        self._warnings: list[YamlProblem] = []

    def begin(self, event: Any) -> None:
        """Enter a collection."""
        self._in_brackets += bool(event.flow_style)

    def end(self, event: Any) -> None:
        """Leave the collection that an event began."""
        self._in_brackets -= bool(event.flow_style)

    def scalar(self, event: Any) -> None:
        """Look at a text."""
        if event.style:
            self._spans.append((event.start_mark.index, event.end_mark.index))
        elif self._in_brackets and "?" in event.value[1:]:
            message = f"{quoted_value(event.value)} holds `?` in brackets, {_WHO}"
            self._warnings.append(YamlProblem(message, f"quote it: {quoted(event.value)}", mark_of(event.start_mark)))

    def warnings(self) -> list[YamlProblem]:
        """List everything that was found."""
        tab = find_tab(self.text, self._spans) if self.has_tabs else None
        return [*self._warnings, *([tab] if tab else [])]


def find_tab(text: str, spans: Sequence[tuple[int, int]]) -> YamlProblem | None:
    """Warn of the first tab that is neither in a text nor in a comment.

    Args:
        text: the whole file, in which a tab is.
        spans: where quoted texts and blocks of text begin and end, in order.
    """
    starts, at = [start for start, _ in spans], text.find("\t")
    while at >= 0:
        near = bisect_right(starts, at) - 1
        line = text.rfind("\n", 0, at) + 1
        if near >= 0 and at < spans[near][1]:
            at = text.find("\t", spans[near][1])
        elif _in_comment(text[line:at], line, starts, spans):
            end = text.find("\n", at)
            at = text.find("\t", end) if end >= 0 else -1
        else:
            place = Mark(text.count("\n", 0, at) + 1, at - line + 1)
            return YamlProblem(f"a tab outside of a text, {_WHO}", "write spaces", place)
    return None


def _in_comment(before: str, line: int, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether the part of a line before a place begins a comment; a `#` in a text begins none."""
    at = before.find("#")
    while at >= 0:
        near = bisect_right(starts, line + at) - 1
        in_text = near >= 0 and line + at < spans[near][1]
        if not in_text and (at == 0 or before[at - 1] in " \t"):
            return True
        at = before.find("#", at + 1)
    return False
