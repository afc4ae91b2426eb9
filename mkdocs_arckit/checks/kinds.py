"""What a text of a strategy is, told by where it is: Markdown of any length, code, a heading, or one line."""

from __future__ import annotations

from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.source.nodes import Loc

_BLOCK_KEYS = frozenset({"summary", "body", "closing", "above", "below", "provenance"})


def is_block(loc: Loc) -> bool:
    """Return whether a text is Markdown of any length."""
    return loc[-1] in _BLOCK_KEYS or (len(loc) == 3 and loc[1] == "notes")


def is_heading(loc: Loc) -> bool:
    """Return whether a text is a heading, a name, or another word that a document is known by."""
    if loc[0] in {"project", "document", "tags"} or loc[-1] == "heading":
        return True
    return len(loc) > 1 and loc[1] in {"headings", "columns"}


def is_own(loc: Loc) -> bool:
    """Return whether a value is the author's own business, which is not shown."""
    return str(loc[0]).startswith("x-") or (
        len(loc) > 1 and str(loc[1]).startswith("x-") and loc[0] not in {"generated", "document"}
    )


def holds_no_values(loc: Loc) -> bool:
    """Return whether a text is code, a diagram, or the author's own business."""
    if is_own(loc):
        return True
    section = SECTION_TYPES.get(str(loc[0]))
    element = section.elements.get(str(loc[1])) if section and len(loc) > 1 else None
    return bool(element and element.kind == "code") or loc[-1] == "diagram"
