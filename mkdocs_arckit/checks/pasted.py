"""Markdown tables where rows belong: they become rows, so that everything else sees a list as anybody writes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from mkdocs_arckit.checks.violation import as_map, cell_text
from mkdocs_arckit.findings import Finding, Severity, quoted_value
from mkdocs_arckit.model.base import Choice, Model, models_in, row_type
from mkdocs_arckit.model.pipelines import Ci
from mkdocs_arckit.model.runtime import Control
from mkdocs_arckit.model.section import RowsSection, Section
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.source.literal import Lines
from mkdocs_arckit.source.nodes import Loc, Mapping, Mark, Sequence, dotted, mark_of
from mkdocs_arckit.source.tables import PastedTable, pasted_table
from mkdocs_arckit.text.code_spans import bare_name

_SELECTED = re.compile(r"\*\*\[Selected\]\*\*\s*|\[Selected\]\s+", re.IGNORECASE)
_MARKS = re.compile(r"[*_`\[\]\s]+")


class _Start(NamedTuple):
    """A place as the scanner gives it, from 0."""

    line: int
    column: int


def read_pasted(root: Mapping, source: bytes, path: str, cells: int) -> list[Finding]:
    """Turn the Markdown tables in a tree into rows, and report what is wrong with them.

    Args:
        root: the tree of a strategy, which is changed.
        source: its file.
        path: the file's name for messages.
        cells: how many cells all of its tables may have.
    """
    reader = _Reader(Lines(source), path, cells)
    reader.model(root, Strategy, ())
    return reader.findings


class _Reader:
    def __init__(self, lines: Lines, path: str, cells: int) -> None:
        self.lines, self.path = lines, path
        self.cells = self.left = cells
        self.findings: list[Finding] = []
        self.words: dict[str, Any] = {}
        """What the section being read calls its columns, by element."""

    def model(self, node: Mapping, model: type[Model], loc: Loc) -> None:
        """Look for tables in a mapping of the format."""
        if issubclass(model, Section):
            self.words = as_map(node.get("columns"))
        for key, field in model.model_fields.items():
            if key in node:
                self.value(node, key, field.annotation, (*loc, key))
        if model is Ci and isinstance(stages := node.get("stages"), Sequence):
            _take_total(node, stages)

    def value(self, parent: Mapping, key: str, annotation: Any, loc: Loc) -> None:
        value, models = parent[key], models_in(annotation)
        if isinstance(value, str):
            if models and (table := pasted_table(value)):
                self.pasted(parent, key, annotation, models[0], table, loc)
        elif isinstance(value, Sequence):
            items = [node for node in value if isinstance(node, Mapping)]
            for node in items:
                for model in models:
                    self.model(node, model, (*loc, 0))
        elif isinstance(value, Mapping):
            for model in models:
                self.model(value, model, loc)

    def pasted(
        self, parent: Mapping, key: str, annotation: Any, model: type[Model], table: PastedTable, loc: Loc
    ) -> None:
        """Put rows in the place of a table, if rows belong there."""
        if issubclass(model, RowsSection):
            annotation = model.model_fields["rows"].annotation
        row: type[Model] | None = row_type(annotation) or (Control if model is Control else None)
        if issubclass(model, Choice) and row is None:
            row = model.row()
        if row is None:
            return
        found = parent.find(key)
        assert found
        place = self.lines.places(mark_of(found.start), str(parent[key]))
        columns = {name: field.title or name for name, field in row.model_fields.items() if name != "x"}
        words = {k: cell_text(v) for k, v in as_map(self.words.get(str(loc[1:2] and loc[1]))).items() if k in columns}
        is_choice = issubclass(model, Choice) or key == "options"
        keys = self.keys(table, columns, words, loc, place, is_choice=is_choice)
        self.left -= sum(map(len, table.rows))
        if self.left < 0:
            hint = "write less, or raise the limit `nodes`"
            self.complain(f"pasted tables hold more than {self.cells:,} cells", hint, mark_of(found.start), loc)
            keys = []
        rows = Sequence(found.start)
        selected = Sequence(found.start)
        for cells in table.rows if keys else ():
            node = Mapping(_start(place(cells[0].line, cells[0].column)))
            for n, (name, heading, cell) in enumerate(zip(keys, table.headings, cells, strict=False)):
                text = cell.text
                if is_choice and n == 0 and (mark := _SELECTED.match(text)):
                    text = text[mark.end() :]
                    selected.add(bare_name(text), _start(place(cell.line, cell.column)))
                if text and name:
                    at = place(cell.line, cell.column)
                    node.add(name, text, _start(place(heading.line, heading.column)), _start(at))
                elif text:
                    self.complain("this column has no heading", "write one", place(cell.line, cell.column), loc)
            for cell in cells[len(keys) :][:1]:
                hint = "write a bar that belongs to a cell as `\\|`"
                message = f"this row has more cells than the {len(keys)} headings"
                self.complain(message, hint, place(cell.line, cell.column), loc)
            rows.add(node, node.start)
        if issubclass(model, Choice) and row_type(annotation) is None:
            choice = Mapping(found.start)
            choice.add("options", rows, found.key_start, found.start)
            parent[key] = choice
            parent = choice
        else:
            parent[key] = rows
        if is_choice and selected and not parent.find("selected"):
            parent.add("selected", selected, found.key_start, selected.starts[0])

    def keys(
        self,
        table: PastedTable,
        columns: dict[str, str],
        words: dict[str, str],
        loc: Loc,
        place: Callable[[int, int], Mark],
        *,
        is_choice: bool,
    ) -> list[str]:
        """Find the key of each column; none if the first is missing, without which there are no rows."""
        known = {_fold(name): name for name in columns} | {_fold(title): name for name, title in columns.items()}
        known |= {_fold(title): name for name, title in words.items()}
        if is_choice:  # the template's heading of a choice's second column
            known["selected"] = list(columns)[1]
        keys: list[str] = []
        for heading in table.headings:
            folded = _fold(heading.text)
            key = known.get(folded) or (f"x-{' '.join(heading.text.split())}" if folded else "")
            if key and key in keys:
                at = place(heading.line, heading.column)
                self.complain(f"the heading {quoted_value(heading.text)} is there twice", "rename one", at, loc)
                key = f"x-{len(keys)}"
            keys.append(key)
        first = next(iter(columns))
        if first in keys:
            return keys
        named = ", ".join(quoted_value(heading.text) for heading in table.headings)
        hint = f"the columns here are {', '.join(f'`{title}`' for title in columns.values())}; others are your own"
        message = f"the table has no heading `{columns[first]}`, only {named}"
        self.complain(message, hint, place(table.headings[0].line, table.headings[0].column), loc)
        return []

    def complain(self, message: str, hint: str, at: Mark, loc: Loc) -> None:
        found = Finding("table", Severity.ERROR, message, hint, self.path, at.line, at.column, dotted(loc))
        self.findings.append(found)


def _fold(words: str) -> str:
    return _MARKS.sub(" ", words).strip().casefold()


def _start(mark: Mark) -> _Start:
    return _Start(mark.line - 1, mark.column - 1)


def _take_total(ci: Mapping, stages: Sequence) -> None:
    """Take the last row of pasted stages for their total, as the template document writes it."""
    last = stages[-1] if stages else None
    if not isinstance(last, Mapping) or not isinstance(last.start, _Start) or ci.find("total"):
        return
    if bare_name(cell_text(last.get("stage"))).strip("* ").casefold() != "total":
        return
    total = Mapping(last.start)
    for key, value, key_start, start in last.placed():
        if key != "stage" and isinstance(value, str):
            total.add(key, value.strip("*"), key_start, start)
    stages.pop()
    stages.starts.pop()
    if total:
        ci.add("total", total, last.start, last.start)
