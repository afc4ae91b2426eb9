"""Fits the blocks below a heading to the element that the heading is that of; what is left stands in its notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs_arckit.authoring.compare import bare
from mkdocs_arckit.authoring.languages import code_of, is_diagram
from mkdocs_arckit.authoring.lines import attributes_of_lines, choice_of_lines, label_of, rows_of_list, texts_of
from mkdocs_arckit.authoring.matching import columns_of, fitness, words_of
from mkdocs_arckit.authoring.notes import Notes
from mkdocs_arckit.authoring.outline import Passage, as_written, typed
from mkdocs_arckit.authoring.rows import (
    Fitted,
    attributes_of,
    choice_of,
    dora_of,
    ids_apart,
    levels_of,
    rows_of,
    stack_of,
    statuses_in_words,
    upright,
)
from mkdocs_arckit.model.base import Attributes, Choice, DrawnDiagram, Row
from mkdocs_arckit.model.overview import LayerRow, Maturity
from mkdocs_arckit.model.pipelines import FlagPlatformRow, FlagTypeRow
from mkdocs_arckit.model.practice import Dora, DoraRow, TraceRow
from mkdocs_arckit.model.runtime import Control
from mkdocs_arckit.model.section import Element

_RATIONALE = re.compile(r"\*\*(?:Rationale\*\*:|Rationale:\*\*)\s*(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass
class Found:
    """What became of the blocks below a heading.

    Attributes:
        data: the element's data; `None` if nothing fits.
        above: Markdown that stands before it.
        below: Markdown that stands after it.
        columns: the document's words for its columns and rows.
        total: the last row of the stages.
        tables: how many tables became data.
    """

    data: Any = None
    above: str = ""
    below: str = ""
    columns: dict[str, str] | None = None
    total: dict[str, Any] | None = None
    tables: int = 0


def fit_element(element: Element, blocks: Sequence[Passage], notes: Notes) -> Found:
    """Make an element's data of the blocks below its heading.

    Args:
        element: the element.
        blocks: the blocks; those that have no place in the data go into its notes.
        notes: is told of changes.
    """
    if not blocks:
        return Found()
    if element.key == "feature_flags":
        return _feature_flags(blocks, notes)
    diagram = _first(blocks, is_diagram) if _is_drawn(element) else None
    if element.kind == "diagram":
        return _around(blocks, [diagram], {"diagram": diagram.code}) if diagram else _only_notes(blocks)
    if element.kind == "code":
        code = _first(blocks, lambda block: block.kind == "code" and not is_diagram(block))
        return _around(blocks, [code], code_of(element.key, code)) if code else _only_notes(blocks)
    if element.type is Control or element.key == "hotfix":
        return _list(element, blocks)
    tables = sorted((b for b in blocks if b.kind == "table"), key=lambda b: -fitness(b.table, element))
    for table in tables:
        before = len(notes.changes)
        fitted = _table(element, table, notes)
        if fitted is None:
            del notes.changes[before:]
            continue
        if element.key == "stages":
            return _stages(blocks, table, fitted)
        return _around(blocks, [table, *_more(fitted.data, blocks, table, diagram)], fitted.data, fitted.columns)
    if lined := _lines(element, blocks, diagram, notes):
        return lined
    if diagram:
        return _around(blocks, [diagram], {"diagram": diagram.code})
    return _only_notes(blocks)


def _table(element: Element, block: Passage, notes: Notes) -> Fitted | None:
    model, columns = element.type, (columns_of(element) or [{}])[0]
    if model is Maturity:
        return levels_of(block, columns, notes)
    if model is Dora:
        return dora_of(block, DoraRow, notes)
    if model is LayerRow:
        return stack_of(block, columns, model, notes)
    if model is None:
        return None
    if issubclass(model, Choice):
        return choice_of(block, columns, model.row(), notes)
    if issubclass(model, Attributes):
        return attributes_of(block, model)
    if issubclass(model, Row):
        fitted = rows_of(block, columns, model, notes)
        if fitted and model is TraceRow:
            statuses_in_words(fitted.data)
            ids_apart(block, fitted, notes)
        return fitted
    return None


def _more(data: Any, blocks: Sequence[Passage], table: Passage, diagram: Passage | None) -> list[Passage]:
    """Take what belongs to a choice besides its table: the diagram, and why it was made."""
    if not isinstance(data, dict) or not data.keys() & {"options", "selected"}:
        return []
    found = []
    after = blocks[blocks.index(table) + 1 :]
    if after and after[0].kind == "paragraph" and (why := _RATIONALE.fullmatch(after[0].text)):
        data["rationale"] = typed(" ".join(why[1].split()))
        found.append(after[0])
    elif len(after) > 1 and label_of(after[0])[0] == "Rationale" and (reasons := texts_of(after[1])):
        data["rationale"] = reasons
        found += after[:2]
    if diagram:
        data["diagram"] = diagram.code
        found.append(diagram)
    return found


def _lines(element: Element, blocks: Sequence[Passage], diagram: Passage | None, notes: Notes) -> Found | None:
    """Make data of what stands in lines or in a list; `None` if that is not what they are."""
    model, columns = element.type, (columns_of(element) or [{}])[0]
    if model is None or not columns:
        return None
    if issubclass(model, Choice) and (chosen := choice_of_lines(blocks, columns, notes)):
        fitted, line = chosen
        used = [line, *_more(fitted.data, blocks, line, diagram)]
        data = fitted.data if len(fitted.data) > 1 else fitted.data["selected"]
        return _around(blocks, used, data, fitted.columns)
    lists = [block for block in blocks if block.items]
    if issubclass(model, Row) and model is not LayerRow and len(lists) == 1:
        rows = rows_of_list(lists[0], columns, notes)
        return _around(blocks, lists, rows) if rows else None
    if issubclass(model, Attributes):
        for block in blocks:
            if found := attributes_of_lines(block, model, notes):
                return _around(blocks, [block], found.data, found.columns)
    return None


def _stages(blocks: Sequence[Passage], table: Passage, fitted: Fitted) -> Found:
    total = None
    if len(fitted.data) > 1 and bare(fitted.data[-1]["stage"]).casefold() == "total":
        last = fitted.data.pop()
        total = {key: value.strip("*") for key, value in last.items() if key != "stage" and value.strip("*- ")}
        if total.pop("jobs", None):
            return _only_notes(blocks)
    found = _around(blocks, [table], fitted.data, fitted.columns)
    found.total = total
    return found


def _feature_flags(blocks: Sequence[Passage], notes: Notes) -> Found:
    data, used, renamed = dict[str, Any](), list[Passage](), dict[str, str]()
    platform, *_ = FlagPlatformRow.columns().values()
    for n, block in enumerate(blocks):
        label, value = label_of(block)
        if not data and value and words_of(platform) < words_of(label):
            data["platforms"] = [value]
            renamed["platform"] = label
            used.append(block)
            notes.split(block.line, block.text, (label, value), "it is a row now")
        if block.kind != "table":
            continue
        for key, row in (("platforms", FlagPlatformRow), ("types", FlagTypeRow)):
            if key in data or (key == "platforms" and "types" in data):
                continue
            first = words_of(next(iter(row.columns().values())))
            if (has := words_of(block.table.headings[0])) and (has <= first or first <= has):
                before = len(notes.changes)
                if fitted := rows_of(upright(block, row.columns()), row.columns(), row, notes):
                    data[key] = fitted.data
                    renamed |= fitted.columns
                    if used and (title := label_of(blocks[n - 1])[0]) and blocks[n - 1] is not used[-1]:
                        notes.split(blocks[n - 1].line, blocks[n - 1].text, (title,), "the column is called so now")
                        notes.change(block.line, block.table.headings[0], title, "it has the label's words")
                        renamed[next(iter(row.columns()))] = title
                        used.append(blocks[n - 1])
                    used.append(block)
                    break
                del notes.changes[before:]
    return _around(blocks, used, data, renamed) if used else _only_notes(blocks)


def _list(element: Element, blocks: Sequence[Passage]) -> Found:
    wanted = _first(blocks, lambda b: bool(b.items) and bool(b.level) == (element.key == "hotfix"))
    if wanted is None or (element.key == "hotfix" and any(item.done is not None for item in wanted.items)):
        return _only_notes(blocks)
    if any(not item.text for item in wanted.items):
        return _only_notes(blocks)
    if element.key == "hotfix":
        return _around(blocks, [wanted], [item.text for item in wanted.items])
    if len({item.done is None for item in wanted.items}) > 1:
        return _only_notes(blocks)
    rows = [{"control": i.text, "done": i.done} if i.done is not None else i.text for i in wanted.items]
    return _around(blocks, [wanted], rows)


def _first(blocks: Sequence[Passage], wanted: Callable[[Passage], bool]) -> Passage | None:
    return next((block for block in blocks if wanted(block)), None)


def _is_drawn(element: Element) -> bool:
    return element.type is not None and issubclass(element.type, DrawnDiagram)


def _only_notes(blocks: Sequence[Passage]) -> Found:
    return Found(above=as_written(blocks))


def _around(
    blocks: Sequence[Passage], used: Sequence[Passage | None], data: Any, columns: dict[str, str] | None = None
) -> Found:
    """Keep the blocks that are not in the data: those before the first that is, and the others."""
    places = [n for n, block in enumerate(blocks) if any(block is one for one in used)]
    rest = [block for n, block in enumerate(blocks) if n > places[0] and n not in places]
    tables = sum(blocks[n].kind == "table" for n in places)
    return Found(data, as_written(blocks[: places[0]]), as_written(rest), columns, tables=tables)
