"""The pieces of a line of inline Markdown, and which of its marks are emphasis: CommonMark's algorithm."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field


@dataclass(slots=True)
class Piece:
    """A part of a line: `text`, `code`, `link`, `break`, or a `mark`, which is a run of `*` or `_`."""

    kind: str
    text: str = ""
    url: str = ""
    to: str = ""  # where a link leads from the page; empty if nowhere
    title: str = ""
    inner: list[Piece] = field(default_factory=list)
    opens: bool = False
    closes: bool = False
    width: int = 0  # of a mark: its length before any of it was used
    before: list[str] = field(default_factory=list)  # tags that a mark closes
    after: list[str] = field(default_factory=list)  # tags that a mark opens


def run_of_marks(text: str, start: int, end: int) -> Piece:
    """Read a run of `*` or `_`, and whether it can open or close emphasis (CommonMark's flanking rules)."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    left = not after.isspace() and (not _punctuation(after) or before.isspace() or _punctuation(before))
    right = not before.isspace() and (not _punctuation(before) or after.isspace() or _punctuation(after))
    run = text[start:end]
    if run[0] == "*":
        return Piece("mark", run, opens=left, closes=right, width=len(run))
    opens = left and (not right or _punctuation(before))
    closes = right and (not left or _punctuation(after))
    return Piece("mark", run, opens=opens, closes=closes, width=len(run))


def _punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def emphasize(pieces: list[Piece]) -> list[Piece]:
    """Pair the marks of a line (CommonMark's algorithm); what stays of a mark's `text` is text."""
    marks = [piece for piece in pieces if piece.kind == "mark"]
    bottoms: dict[tuple[str, bool, int], int] = {}
    stack: list[Piece] = []  # openers that wait for their closer
    for closer in marks:
        while closer.closes and closer.text:
            key = (closer.text[0], closer.opens, closer.width % 3)
            bottom = bottoms.get(key, 0)
            found = next((i for i in range(len(stack) - 1, bottom - 1, -1) if _pairs(stack[i], closer)), None)
            if found is None:
                bottoms[key] = len(stack)
                break
            opener = stack[found]
            width = 2 if len(opener.text) > 1 and len(closer.text) > 1 else 1
            tag = "strong" if width == 2 else "em"
            opener.text, closer.text = opener.text[width:], closer.text[width:]
            opener.after.insert(0, tag)
            closer.before.append(tag)
            del stack[found + (1 if opener.text else 0) :]
            bottoms = {k: min(v, len(stack)) for k, v in bottoms.items()}
        if closer.opens and closer.text:
            stack.append(closer)
    return pieces


def _pairs(opener: Piece, closer: Piece) -> bool:
    if opener.text[0] != closer.text[0]:
        return False
    if opener.closes or closer.opens:  # CommonMark's rule of three
        return (opener.width + closer.width) % 3 != 0 or (opener.width % 3 == 0 and closer.width % 3 == 0)
    return True
