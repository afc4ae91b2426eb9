"""Columns of the author's own, and the footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs_arckit.checks.violation import PlainMap, Violation, as_list, as_map, cell_text, sections_of
from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.model.base import Attributes
from mkdocs_arckit.model.labels import row_labels, table_headings
from mkdocs_arckit.model.pipelines import FlagPlatformRow, FlagTypeRow
from mkdocs_arckit.model.practice import Dora
from mkdocs_arckit.model.section import Element
from mkdocs_arckit.model.strategy import SECTION_TYPES, DocumentControl, Generated
from mkdocs_arckit.source.nodes import Loc


def _fold(words: str) -> str:
    return " ".join(words.split()).casefold()


def _doubled(own_keys: Iterable[tuple[Loc, str]], taken: dict[str, str]) -> Iterator[Violation]:
    headings = {_fold(words): key for key, words in taken.items()}
    own: dict[str, str] = {}
    for loc, key in own_keys:
        name = key[2:]
        if own.setdefault(_fold(name), key) != key:
            first, again = quoted_value(own[_fold(name)][2:]), quoted_value(name)
            message = f"a column {first} differs from {again} only in case or spaces"
            yield Violation("column", (*loc, key), message, f"write `{own[_fold(name)]}`", at_key=True)
        elif _fold(name) in headings:
            hint = f"write it under `{headings[_fold(name)]}`, or use another name"
            yield Violation(
                "column", (*loc, key), f"the heading {quoted_value(name)} already exists", hint, at_key=True
            )


def _tables(loc: Loc, element: Element, value: Any) -> Iterator[tuple[Iterable[tuple[Loc, Any]], dict[str, str]]]:
    """Yield the rows of an element's tables, and the words that they have already."""
    model = element.type
    if element.key == "feature_flags":
        for key, row in (("platforms", FlagPlatformRow), ("types", FlagTypeRow)):
            yield _numbered((*loc, key), as_map(value).get(key)), row.columns()
    elif model is Dora:
        yield [((*loc, key), row) for key, row in as_map(value).items()], Dora.headings
    elif model is not None and issubclass(model, Attributes):
        yield [(loc, value)], row_labels(element)
    elif element.kind == "choice":
        yield _numbered((*loc, "options"), as_map(value).get("options")), table_headings(element)
    elif element.kind == "table":
        yield _numbered(loc, value), table_headings(element)


def _numbered(loc: Loc, rows: Any) -> Iterator[tuple[Loc, Any]]:
    return (((*loc, i), row) for i, row in enumerate(as_list(rows)))


def _own_keys(rows: Iterable[tuple[Loc, Any]]) -> list[tuple[Loc, str]]:
    return [(loc, key) for loc, row in rows for key in as_map(row) if key.startswith("x-")]


def check_own_columns(data: PlainMap) -> Iterator[Violation]:
    """Check that an `x-` column or attribute does not repeat a heading of its table."""
    for section, content in sections_of(data):
        elements = SECTION_TYPES[section].elements
        for key in [key for key in elements if key in content]:
            for rows, taken in _tables((section, key), elements[key], content[key]):
                if own := _own_keys(rows):
                    words = {k: cell_text(v) for k, v in as_map(as_map(content.get("columns")).get(key)).items()}
                    yield from _doubled(own, taken | {k: v for k, v in words.items() if k in taken})
    for block, labels in (("document", _control_labels()), ("generated", Generated.labels())):
        yield from _doubled(_own_keys([((block,), data.get(block))]), labels)


def _control_labels() -> dict[str, str]:
    """Map the keys of Document Control to the rows that they fill."""
    fields = DocumentControl.model_fields
    named = {key: field.title or key for key, field in fields.items() if key not in {"title", "x"}}
    return named | {"title": "Document Type", "project": "Project"}


def check_footer(data: PlainMap) -> Iterator[Violation]:
    """Check that the footer's date is given only once."""
    footer = as_map(data.get("generated"))
    if "on" in footer and "date" in footer:
        yield Violation(
            "generated",
            ("generated", "date"),
            "`date` is another name of `on`, and both are given",
            "keep one",
        )
