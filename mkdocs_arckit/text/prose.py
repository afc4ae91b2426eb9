"""Tells sentences from code, where code belongs and somebody wrote sentences."""

from __future__ import annotations

import re

_CODE = re.compile(r"[{}=|&<>$\\]|--|[─│├└]|;\s*$|^[^\S\n]*(?:#|(?:-[^\S\n]*)?[\w.-]+:(?:\s|$))", re.MULTILINE)
_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?](?:\s|$)")
_ITEM = re.compile(r"^[^\S\n]*(?:\d+[.)]|[-*•])\s", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_prose(text: str) -> bool:
    """Return whether a text is sentences or a list of steps in words, and holds none of the signs of code."""
    if _CODE.search(text):
        return False
    is_said = _SENTENCE.search(text) or len(_ITEM.findall(text)) > 1
    return bool(is_said) and len(_WORD.findall(text)) > 5
