"""How much work a text makes for Python-Markdown, which reads some texts in time that grows with the square of them.

For each bracket that stands open it looks through the rest of the paragraph, and for each line that could be part of
something it cuts the paragraph again. So the work is estimated from what is said, before anybody does it.
"""

from __future__ import annotations

import re

from mkdocs_arckit.text.code_spans import blank_code, fences
from mkdocs_arckit.text.nesting import Nesting

_MARK, _BAR, _LINE, _HEADING, _PARAGRAPH, _FENCE, _BREAK, _ESCAPED, _NAME = 100, 40, 30, 400, 100, 1_000, 20, 50, 30
"""What is done for each of them, in the unit of the whole: about a microsecond with many extensions."""
_MARKS = re.compile(r"[*_`~^=$<\[(\\!{+&@]|:(?=\w)")
_COLOURED = re.compile(r"(?<=`)#!|(?<=` )#!")
_HASH = re.compile(r"^[ \t>]*#", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}:[ \t]", re.MULTILINE)
_BRACKET = re.compile(
    r"\\.|(?P<opens>\[)|(?P<closes>\])(?P<target>\()?|(?P<paren>\()|(?P<ends>\))|(?P<tag><)", re.DOTALL
)
_LEAD = re.compile(r"(?:[ \t]|>|[-*+:](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
_BLANK = re.compile(r"\n[ \t>]*\n")


def markdown_work(text: str) -> int:
    """Estimate the work that a block of Markdown makes."""
    lines = re.split(r"\r\n?|[\n\x85\u2028\u2029]", text)
    work, at, pieces = len(text), 0, list[str]()
    for fence in fences(lines):
        pieces.append("\n".join(lines[at : fence.start]))
        work += _FENCE + _LINE * (fence.end - fence.start)
        at = fence.end
    pieces.append("\n".join(lines[at:]))
    return work + sum(_paragraph_work(p) for piece in pieces for p in _BLANK.split(piece))


def heading_lines(text: str) -> int:
    """Count the lines of a block that may be headings."""
    return len(_HASH.findall(text)) if "#" in text else 0


def line_work(text: str) -> int:
    """Estimate the work that a text of one line makes, such as a cell; without any marks it makes none."""
    marks = len(_MARKS.findall(text))
    signs = _BREAK * sum(map(text.count, '\n"&')) + _ESCAPED * sum(map(text.count, "]>|"))
    names = _NAME * sum(map(text.count, "-/"))  # in a table each ID and path is an element, which the search reads
    return signs + names + (_MARK * marks + _bracket_work(text) if marks else 0)


def _paragraph_work(text: str) -> int:
    lines, definitions = text.count("\n") + 1, len(_DEFINITION.findall(text))
    marks = _MARK * len(_MARKS.findall(text)) + _BAR * text.count("|") + _HEADING * len(_HASH.findall(text))
    work = marks + _PARAGRAPH + _LINE * lines + lines * lines // 8 + 4 * definitions * definitions
    return work + _bracket_work(text) + _coloured_work(text)


def _coloured_work(text: str) -> int:
    """Estimate the work of code in a line that says its language: colouring it grows with the square of its length."""
    return sum((len(text) - at.start()) ** 2 // 20 for at in _COLOURED.finditer(text)) if "`#!" in text else 0


def _bracket_work(text: str) -> int:
    """Count the characters that are looked at to find where brackets and tags end."""
    if "[" not in text and "<" not in text:
        return 0
    text = blank_code(text)
    work, opened, parens = 0, list[int](), list[int]()
    for mark in _BRACKET.finditer(text):
        at = mark.start()
        if mark["opens"]:
            opened.append(at)
        elif mark["closes"]:
            if opened:
                work += at - opened.pop()
            if mark["target"]:
                parens.append(at)
        elif mark["paren"]:
            parens.append(at)
        elif mark["ends"]:
            if parens:
                work += at - parens.pop()
        else:
            end = text.find(">", at, at + 2_000)
            work += (end if end >= 0 else len(text)) - at
    return work + sum(len(text) - at for at in (*opened, *parens))


def nesting_depth(text: str) -> int:
    """Count the lists and quotations that stand around the innermost line of a block, at most."""
    lines = re.split(r"\r\n?|[\n\x85\u2028\u2029]", text)
    for fence in reversed(list(fences(lines))):
        lines[fence.start : fence.end] = [""]
    nesting, before, deepest = Nesting(), "", 0
    for line in lines:
        if line.strip():
            nesting.lacking(line, before)
            lead = _LEAD.match(line)
            signs = sum(not char.isspace() and not char.isdigit() for char in lead[0]) if lead else 0
            deepest = max(deepest, nesting.depth + signs)
        before = line if line.strip() else ""
    return deepest
