"""Which way a page's texts run: each its own way, whatever the site's language, so that no value changes its order."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"<(?:[ap]|li|d[dt]|t[dh]|h[2-6]|blockquote|caption|figcaption|summary)(?=[\s>])(?![^<>]*\sdir=)")


def isolated(html: str) -> str:
    """Let each block and each link of a page's HTML run as its own text does: `4/week → 1/day` stays so in Arabic."""
    return _BLOCK.sub(lambda tag: f'{tag[0]} dir="auto"', html)
