"""Cells as plain text, for whatever is not a page: diagrams, the index, exports."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_arckit.text.inline import plain


def plain_text(cell: str | list[str]) -> str:
    """Return the plain text of a cell, on one line."""
    text = cell if isinstance(cell, str) else ", ".join(part.strip() for part in cell)
    return " ".join(plain(text).split())


def plain_items(cell: str | Sequence[str | list[str]] | None) -> list[str]:
    """List the plain texts of a cell that is a list, or of a text as the only item."""
    if cell is None:
        return []
    return [plain_text(part) for part in ([cell] if isinstance(cell, str) else cell)]
