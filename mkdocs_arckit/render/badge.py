"""The status badge: a mark that reads as text wherever it stands."""

from __future__ import annotations

from mkdocs_arckit.model.vocabulary import INVALID, STATUSES
from mkdocs_arckit.portfolio.documents import Document, shown_status
from mkdocs_arckit.text.inline import escape


def badge(status: str, *, in_order: bool = True) -> str:
    """Write a status as inline HTML; what it says does not depend on colour or styles.

    Args:
        status: the status.
        in_order: whether the document has what its status says.
    """
    kind = status.lower().replace("_", "-") if status in (*STATUSES, INVALID) else "unknown"
    words = shown_status(status, in_order=in_order)
    return f'<span class="arckit-badge arckit-badge--{kind if in_order else "out-of-order"}">{escape(words)}</span>'


def document_badge(document: Document) -> str:
    """Write the badge of a document."""
    return badge(document.strategy.document.status, in_order=not document.out_of_order)
