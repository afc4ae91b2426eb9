"""The status badge: a mark that reads as text wherever it stands."""

from __future__ import annotations

from mkdocs_arckit.model.fields import INVALID, STATUSES
from mkdocs_arckit.text.inline import escape


def badge(status: str) -> str:
    """Write a status as inline HTML; what it says does not depend on colour or styles."""
    kind = status.lower().replace("_", "-") if status in (*STATUSES, INVALID) else "unknown"
    words = status.replace("_", " ") if status in (*STATUSES, INVALID) else status
    return f'<span class="arckit-badge arckit-badge--{kind}">{escape(words)}</span>'
