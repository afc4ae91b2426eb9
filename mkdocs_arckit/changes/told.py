"""How rows are called, and what is said of one that is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_arckit.changes.change import Name, Sentence, Typed
from mkdocs_arckit.changes.place import At
from mkdocs_arckit.changes.rows import row_name
from mkdocs_arckit.changes.values import cut, is_long, said_of
from mkdocs_arckit.changes.words import begin, count_of, join_parts, lower, row_noun, singular
from mkdocs_arckit.model.base import Model
from mkdocs_arckit.model.overview import LAYERS, LayerRow
from mkdocs_arckit.model.people import Person

_MOST_CELLS = 4
"""More cells of a new row are counted."""
_LONGEST = 160
"""More characters of a cell are not shown."""


def as_rows(value: Any) -> Any:
    """Turn layers of the technology stack into rows, as which they may be written too; leave alone what else it is."""
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return [LayerRow(layer=LAYERS.get(layer, layer), technology=said) for layer, said in value.items()]
    return value


def noun_of(at: At, label: str, column: str) -> tuple[str, ...]:
    """Say what a row is, to go before its name; the last word of several is the row's.

    Args:
        at: where the table is.
        label: what the table is called.
        column: the heading of its first column.
    """
    if isinstance(label, Typed):
        return label, lower(column)
    if column in {"Name", "Heading"}:
        return (begin(singular(label)),)
    return row_noun(label, column, at.title)


def told(model: Model, own: Mapping[str, str], name: str = "") -> Sentence:
    """Say what is in a new row or mapping, in a few words after a colon; nothing if that is only its name.

    Args:
        model: the row or the mapping.
        own: the author's own words for its labels, by key.
        name: the key of the row's name.
    """
    cells = list(_cells(model, own, name))
    if len(cells) > _MOST_CELLS + 1:
        cells = [*cells[:_MOST_CELLS], (f"{len(cells) - _MOST_CELLS} more",)]
    return (": ", *join_parts(cells, ", ")) if cells else ()


def _cells(model: Model, own: Mapping[str, str], name: str) -> Iterator[Sentence]:
    for key, field in type(model).model_fields.items():
        if key not in {"x", name}:
            yield from _cell(Typed(own[key]) if key in own else lower(field.title or key), getattr(model, key))
    for key, value in model.x.items():
        yield from _cell(Name(key[2:]), value)


def _cell(label: str, value: Any) -> Iterator[Sentence]:
    if isinstance(value, list) and value and isinstance(value[0], Model) and not isinstance(value[0], Person):
        value = ", ".join(filter(None, map(row_name, value)))
    if value is True:
        yield (label,)
    elif is_long(value):
        yield (f"{label} of {count_of(len(value.strip().splitlines()), 'line')}",)
    elif value and not isinstance(value, (Model, dict)) and (text := said_of(value)):
        yield label, " ", Typed(cut(text, _LONGEST))
