"""The order that people expect of names with numbers."""

from __future__ import annotations

import re

_DIGITS = 18
"""How many digits of a number count; Python refuses to read thousands of them."""


def natural(text: str) -> list[str | int]:
    """Make a key without case that puts `1.9` before `1.10`: texts and numbers by turns."""
    parts = re.split("([0-9]+)", text.casefold())
    return [int(part[:_DIGITS]) if n % 2 else part for n, part in enumerate(parts)]
