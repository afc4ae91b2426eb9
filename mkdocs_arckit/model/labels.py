"""The words that an element's tables begin with: column headings and row labels, by key."""

from __future__ import annotations

from functools import cache

from mkdocs_arckit.model.base import Attributes, Choice, Row
from mkdocs_arckit.model.overview import LAYERS, LayerRow
from mkdocs_arckit.model.pipelines import FlagPlatformRow, FlagTypeRow
from mkdocs_arckit.model.practice import Dora
from mkdocs_arckit.model.section import Element
from mkdocs_arckit.model.strategy import SECTION_TYPES

MATURITY = {"level": "Level", "current": "Current", "target": "Target", "timeline": "Timeline"}


def field_titles(model: type[Attributes | Dora]) -> dict[str, str]:
    """Return the row labels of an attribute block, by key."""
    return {name: field.title or name for name, field in model.model_fields.items() if name != "x"}


@cache
def table_headings(element: Element) -> dict[str, str]:
    """Return the column headings of an element's table, by key, in order; empty if it has none."""
    model = element.type
    if element.key == "maturity":
        return MATURITY
    if model is Dora:
        return Dora.headings
    if model is None:
        return {}
    if issubclass(model, Row):
        return model.columns()
    if issubclass(model, Choice):
        return model.row().columns()
    if issubclass(model, Attributes):
        return dict(zip(("attribute", "value"), model.headings, strict=True))
    return {}


@cache
def row_labels(element: Element) -> dict[str, str]:
    """Return the labels of an element's rows where they are the template's, by key."""
    model = element.type
    if model is LayerRow:
        return LAYERS
    if model is not None and issubclass(model, (Attributes, Dora)):
        return field_titles(model)
    return {}


@cache
def label_keys(section: str, key: str) -> dict[str, str]:
    """Return every word of an element that `columns` can replace, by key."""
    element = SECTION_TYPES[section].elements[key]
    if key == "feature_flags":
        return FlagPlatformRow.columns() | FlagTypeRow.columns()
    return table_headings(element) | row_labels(element)
