"""Where code stands in Markdown: the one thing that everybody who looks into an author's text has to know first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Span = tuple[int, int]
"""Where something begins in a text, and where it ends."""

_RUN = re.compile(r"`+")
_FENCE = re.compile(
    r"(?P<lead>[ \t>]*(?P<item>(?:[-*+]|\d{1,9}\.) {1,4})?)(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)"
)
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")


class Fence(NamedTuple):
    """A fenced code block.

    Attributes:
        start: its first line, which opens it.
        end: the line after its last.
        lead: what is before its marks: spaces, those of a quotation, and that of an item which it begins.
        marks: its marks.
        info: what follows them.
        closed: whether its last line closes it.
        begins_item: whether its first line begins an item, `- ```yaml`; Python-Markdown takes none of these for code.
    """

    start: int
    end: int
    lead: str
    marks: str
    info: str
    closed: bool
    begins_item: bool = False


def is_rule(line: str) -> bool:
    """Say whether a line is a rule across the page."""
    return bool(_RULE.fullmatch(line))


def bare_name(cell: str | list[str]) -> str:
    """Write a name as names are compared: a list as one text, without code marks, spaces collapsed."""
    text = cell if isinstance(cell, str) else ", ".join(cell)
    return " ".join(text.replace("`", "").split())


def code_spans(text: str) -> list[tuple[int, int, int]]:
    """Find the code spans of a paragraph as (start, end, number of backticks); linear in the length of `text`."""
    runs = [(m.start(), len(m[0])) for m in _RUN.finditer(text)]
    by_width: dict[int, list[int]] = {}
    for start, width in runs:
        by_width.setdefault(width, []).append(start)
    spans, done = [], 0
    for start, width in runs:
        if start < done or (start and text[start - 1] == "\\" and not _backslash_is_escaped(text, start - 1)):
            continue
        closers = by_width[width]
        at = bisect_right(closers, start)
        if at < len(closers):
            done = closers[at] + width
            spans.append((start, done, width))
    return spans


def _backslash_is_escaped(text: str, at: int) -> bool:
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Find the fenced code blocks, wherever they are indented or quoted; one that is never closed runs to the end."""
    at = 0
    while at < len(lines):
        start, at = at, at + 1
        if opener := _FENCE.fullmatch(lines[start]):
            fence, begins_item = opener["fence"], opener["item"] is not None
            closer = re.compile(rf"[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*")
            end = next((i for i in range(at, len(lines)) if closer.fullmatch(lines[i])), None)
            at = len(lines) if end is None else end + 1
            yield Fence(start, at, opener["lead"], fence, opener["info"], end is not None, begins_item)


def blank_code(text: str) -> str:
    """Put spaces in place of fenced code and code spans in `text`; all else stays where it was."""
    if "`" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    for fence in fences(lines):
        for i in range(fence.start, fence.end):
            lines[i] = " " * len(lines[i])
    paragraphs = re.split(r"(\n[ \t]*\n)", "\n".join(lines))
    return "".join(_blank_spans(paragraph) for paragraph in paragraphs)


def _blank_spans(paragraph: str) -> str:
    return replaced(paragraph, [((a, b), re.sub(r"[^\n]", " ", paragraph[a:b])) for a, b, _ in code_spans(paragraph)])


def replaced(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """Put something else into some places of `text`, which may come in any order."""
    out, at = [], 0
    for (start, end), new in sorted(changes):
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])
