"""Where code stands in Markdown: the one thing that everybody who looks into an author's text has to know first."""

from __future__ import annotations

import re
from bisect import bisect_right

_RUN = re.compile(r"`+")
_ITEM = re.compile(r"^\s*(?:[-*+:]|\d+[.)]|!!!|\?\?\?|===)[ \t]", re.MULTILINE)
_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+")
_FENCE = re.compile(r"^( {0,3})(`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)


def bare_name(cell: str | list[str]) -> str:
    """A name as names are compared: a list as one text, without code marks, blanks collapsed."""
    text = cell if isinstance(cell, str) else ", ".join(cell)
    return " ".join(text.replace("`", "").split())


def code_spans(text: str) -> list[tuple[int, int, int]]:
    """The code spans of a paragraph as (start, end, number of backticks); linear in the length of `text`."""
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


def fences(text: str) -> list[tuple[int, int]]:
    """The fenced code blocks of a Markdown text as (start, end); one that is never closed runs to the end."""
    found: list[tuple[int, int]] = []
    at = 0
    while opener := _FENCE.search(text, at):
        fence = opener[2]
        closer = re.compile(rf"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        end = closer.search(text, opener.end())
        at = end.end() if end else len(text)
        found.append((opener.start(), at))
    return found


def without_code(text: str) -> str:
    """`text` with a blank in place of each block of code and code span."""
    if "\n    " in f"\n{text}" and not _ITEM.search(text):
        text = _INDENTED.sub("\n\n", text)
    if "`" not in text and "~~~" not in text:
        return text
    text = "\n".join(_between(text, fences(text)))
    return " ".join(_between(text, [(start, end) for start, end, _ in code_spans(text)]))


def _between(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """What stands before, between and after the spans."""
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]
