"""What a cell says, without what it only promises to say."""

from __future__ import annotations

from mkdocs_arckit.diagrams.mermaid import items, words
from mkdocs_arckit.model.fields import PENDING
from mkdocs_arckit.source.placeholders import find_placeholders


def text(cell: str | list[str] | None) -> str:
    """A cell as plain text; nothing for what is not known."""
    return words(cell) if cell else ""


def names(cell: str | list[str] | None) -> list[str]:
    """The plain texts of a cell, without `PENDING` and placeholders."""
    return [name for name in items(cell) if name and name.upper() != PENDING and not find_placeholders(name)]
