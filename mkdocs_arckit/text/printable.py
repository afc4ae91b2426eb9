"""Text for places that take less than any text."""

from __future__ import annotations

import re
from html import unescape

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?=#|\w+;)")  # `&#` even where no number follows: some parsers lose their way there
_LONG_REFERENCE = re.compile(r"&(?=#[0-9]{8})")
_LOOK_ALIKES = str.maketrans("<>", "‹›")


def printable(text: str) -> str:
    """Write text on one line, without what XML and CSV cannot hold."""
    return text if text.isprintable() else _UNPRINTABLE.sub(" ", text)


def without_long_references(text: str) -> str:
    """Turn references to characters that can't exist into text: Python refuses to read thousands of digits."""
    return _LONG_REFERENCE.sub("&amp;", text)


def unescaped(text: str) -> str:
    """Put characters in place of references to them."""
    return unescape(without_long_references(text)) if "&" in text else text


def for_title(text: str) -> str:
    """Write text for a `title`, which scripts of themes take for HTML: look-alikes replace angle brackets."""
    return text.translate(_LOOK_ALIKES)


def for_theme(text: str) -> str:
    """Write text for places that themes print unescaped, some inside an attribute: look-alikes replace marks."""
    return _REFERENCE.sub("＆", for_title(text)).replace('"', "”")
