"""What libyaml reads and PyYAML without it refuses: a file has to be valid wherever its next reader is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.source.advice import quoted
from mkdocs_arckit.source.nodes import Mark
from mkdocs_arckit.source.result import YamlProblem

_WHO = "which YAML readers without libyaml refuse"


def question_mark(text: str, place: Mark) -> YamlProblem:
    """Warn of an unquoted text in brackets or braces that holds a question mark."""
    return YamlProblem(f"{quoted_value(text)} holds `?` in brackets, {_WHO}", f"quote it: {quoted(text)}", place)


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
    """Whether the part of a line before a place begins a comment; a `#` in a text begins none."""
    at = before.find("#")
    while at >= 0:
        near = bisect_right(starts, line + at) - 1
        in_text = near >= 0 and line + at < spans[near][1]
        if not in_text and (at == 0 or before[at - 1] in " \t"):
            return True
        at = before.find("#", at + 1)
    return False
