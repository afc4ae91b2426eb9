"""What a cell says, without what it only promises to say."""

from __future__ import annotations

from mkdocs_arckit.diagrams.mermaid import items
from mkdocs_arckit.source.placeholders import find_placeholders


def names(cell: str | list[str] | None) -> list[str]:
    """The plain texts of a cell, without `PENDING` and placeholders."""
    return [text for text in items(cell) if text and text.upper() != "PENDING" and not find_placeholders(text)]
