"""What a cell says, without what it only promises to say."""

from __future__ import annotations

from mkdocs_arckit.model.parse import is_pending
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.plain import plain_items, plain_text


def known_text(cell: str | list[str] | None) -> str:
    """Return a cell as plain text; nothing for what is not known."""
    return plain_text(cell) if cell else ""


def known_names(cell: str | list[str] | None) -> list[str]:
    """List the plain texts of a cell, without `PENDING` and placeholders."""
    return [name for name in plain_items(cell) if name and not is_pending(name) and not find_placeholders(name)]
