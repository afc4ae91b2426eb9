"""Marks that read as text wherever they stand: the status badge, the classification."""

from __future__ import annotations

import re

from mkdocs_arckit.model.fields import INVALID, STATUSES
from mkdocs_arckit.text.inline import escape


def badge(status: str) -> str:
    """A status as inline HTML; what it says does not depend on colour or styles."""
    kind = status.lower().replace("_", "-") if status in (*STATUSES, INVALID) else "unknown"
    words = status.replace("_", " ") if status in (*STATUSES, INVALID) else status
    return f'<span class="arckit-badge arckit-badge--{kind}">{escape(words)}</span>'


def marking(classification: str) -> str:
    """A classification as the UK government marks it: a line of its own at the head of the page."""
    kind = re.sub(r"[^\w-]+", "-", classification.lower())
    return f'<p class="arckit-marking arckit-marking--{kind}">{escape(classification)}</p>'
