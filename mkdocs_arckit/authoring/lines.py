"""Makes data of what people write in lines and lists where the template has a table: labels, decisions, names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_arckit.authoring.compare import bare
from mkdocs_arckit.authoring.matching import words_of
from mkdocs_arckit.authoring.notes import Notes
from mkdocs_arckit.authoring.outline import Grid, Passage, typed
from mkdocs_arckit.authoring.rows import Fitted, attributes_of
from mkdocs_arckit.model.base import Attributes

_LABEL = re.compile(r"\*\*([^*]{1,60})(?:\*\*:|:\*\*)(.*)")
_NAME = re.compile(r"\*\*([^*]{1,60})\*\*|(`[^`]{1,60}`|[^\s:*`][^:*`]{0,59})")
_AFTER = (": ", " - ", " \N{EN DASH} ", " \N{EM DASH} ")
_CHOSEN = words_of("chosen choice current decision preferred primary recommended selected selection")
_TOLD = frozenset({"Description", "Purpose"})
"""Columns that may hold whatever a list says after a name."""


def label_of(block: Passage) -> tuple[str, str]:
    """Return the label that a line by itself begins with, and what follows it; empty if it has none."""
    return (labelled(block.text) if block.kind == "paragraph" else None) or ("", "")


def labelled(line: str) -> tuple[str, str] | None:
    """Take a line apart into its label and what follows it: `**Owner**: Jane Doe`."""
    match = _LABEL.fullmatch(line.strip())
    return (match[1].strip(), typed(match[2].strip().removesuffix("\\").rstrip())) if match else None


def pairs_of(block: Passage) -> list[tuple[str, str, int, str]]:
    """Return label, value, line and text of each line or item of a block; nothing if one has no label."""
    if block.kind == "paragraph":
        found = [(labelled(line), n, line) for n, line in enumerate(block.text.split("\n"), block.line)]
    else:
        found = [(_named(i.text) if i.done is None else None, i.line, i.text) for i in block.items]
    pairs = [(*pair, line, text) for pair, line, text in found if pair and pair[1]]
    return pairs if len(pairs) == len(found) else []


def attributes_of_lines(block: Passage, model: type[Attributes], notes: Notes) -> Fitted | None:
    """Make an attribute block of lines with labels, of which the template knows some."""
    pairs = pairs_of(block)
    rows = [(label, value) for label, value, *_ in pairs]
    table = Passage("table", "", block.line, table=Grid(model.headings, rows))
    fitted = attributes_of(table, model) if pairs else None
    if fitted is None or all(key.startswith("x-") for key in fitted.data):
        return None
    for label, value, line, text in pairs:
        notes.split(line, text, (label, value), "it is a row now")
    return fitted


def choice_of_lines(blocks: Sequence[Passage], columns: Mapping[str, str], notes: Notes) -> tuple[Any, Passage] | None:
    """Make a choice of the line that says what was decided; return it with the line."""
    first, *_ = columns
    known = _CHOSEN | words_of(columns[first])
    for block in blocks:
        label, value = label_of(block)
        words = words_of(label)
        if value and words and words <= known:
            renamed = {} if words <= words_of("selected") else {first: label}
            notes.split(block.line, block.text, (*renamed.values(), value), "it is the selected option now")
            return Fitted({"selected": value}, renamed), block
    return None


def texts_of(block: Passage) -> list[str]:
    """Return the items of a plain list; nothing if it is numbered, or has boxes."""
    plain = not block.level and all(item.text and item.done is None for item in block.items)
    return [item.text for item in block.items] if plain else []


def rows_of_list(block: Passage, columns: Mapping[str, str], notes: Notes) -> list[Any] | None:
    """Make rows of a list of names; what follows a name is its description, where the rows have one."""
    texts = texts_of(block)
    if len(texts) < 2:
        return None
    first, *others = columns
    named = [_named(text) for text in texts]
    if others and columns[others[0]] in _TOLD and all(named):
        rows = [{first: pair[0], others[0]: pair[1]} for pair in named if pair]
        for item, row in zip(block.items, rows, strict=True):
            notes.split(item.line, item.text, tuple(row.values()), "it is a row now")
        return rows
    return texts


def _named(text: str) -> tuple[str, str] | None:
    """Take an item apart into a name and what follows it: `**Lint**: no errors`."""
    match = _NAME.match(text)
    if match is None:
        return None
    name, rest = (match[1] or match[2]).rstrip(), text[match.end() :]
    if match[1] and name.endswith(":"):
        name, rest = name[:-1], f":{rest}"
    after = next((mark for mark in _AFTER if rest.startswith(mark)), None)
    return (name, rest[len(after) :]) if after and bare(name) and bare(rest[len(after) :]) else None
