"""Patterns that Python and an editor's JSON Schema read alike, so that both take and refuse the same."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _escaped(text: str) -> str:
    """Escape a text for a pattern that JavaScript reads too, which refuses backslashes that it does not need."""
    return re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", text)


def any_case(word: str) -> str:
    """Write a pattern for a word in any case; JSON Schema's patterns know no flags."""
    return "".join(f"[{char.upper()}{char.lower()}]" if char.isalpha() else _escaped(char) for char in word)


_MARKS = r"""[\s.,;:!?*_`"'()/\[\]–—✓✔✅-]*"""
_GIVE_NONE = (
    *("true", "false", "yes", "no", "on", "off"),
    *("n/a", "n.a", "na", "none", "nil", "null", "not applicable", "does not apply"),
)
NO_REASON = rf"^{_MARKS}(?:(?:{'|'.join(map(any_case, _GIVE_NONE))}){_MARKS})?$"
"""What stands where a reason belongs and gives none, in Python and in JSON Schema."""


def words_pattern(words: Sequence[str], after: str = "") -> str:
    """Write the pattern of one of some words with spaces around it; it can have them where it is quoted.

    Args:
        words: the words.
        after: the pattern of what may follow one.
    """
    return rf"^\s*(?:{'|'.join(map(_escaped, words))}){after}\s*$"
