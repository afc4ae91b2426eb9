"""Text that every format takes."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Text on one line, without what XML and CSV cannot hold."""
    return _UNPRINTABLE.sub(" ", text)
