"""Makes rows, attributes and choices of the tables of a document, where every cell finds a place; else nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mkdocs_arckit.authoring.compare import bare
from mkdocs_arckit.authoring.matching import is_mark, matched, same_words, words_of
from mkdocs_arckit.authoring.notes import Notes
from mkdocs_arckit.authoring.outline import Grid, Passage
from mkdocs_arckit.authoring.values import as_day, fit_values
from mkdocs_arckit.model.base import Attributes, Model
from mkdocs_arckit.model.labels import field_titles
from mkdocs_arckit.model.overview import LAYERS, LEVELS
from mkdocs_arckit.model.practice import Dora
from mkdocs_arckit.model.vocabulary import TRACE_WORDS
from mkdocs_arckit.text.code_spans import bare_name

_SELECTED = re.compile(r"(?:\*\*)?[\[(]selected[\])](?:\*\*)?[ ]*|[ ]{0,9}[\[(]selected[\])]", re.IGNORECASE)
_INSIDE = re.compile(r"\*\*([^*]*[^*\s])\s*[\[(]selected[\])]\*\*", re.IGNORECASE)
_ID = re.compile(r"\**([A-Z]+(?:-[A-Z0-9]+)*-[0-9]+)\**(?::\**| [-–—])[ ]+(\S.*)")
_YES_OR_NO = re.compile(r"(yes\b|✅|☑|✔)|no\b|❌|☐|✘", re.IGNORECASE)
_LEVEL = re.compile(r"\**level\s*([1-5])\b\**[\s:.()–—-]*(.*?)\)?", re.IGNORECASE)


@dataclass
class Fitted:
    """What became of a table.

    Attributes:
        data: the data.
        columns: the document's words for columns and rows, by key, where they are others than the template's.
    """

    data: Any
    columns: dict[str, str] = field(default_factory=dict)


def keys_for(headings: Sequence[str], keys: Sequence[str | None], columns: Mapping[str, str]) -> Fitted | None:
    """Give every column of a table a key: the element's, or one of the author's own; `None` if that can't be."""
    first = next(iter(columns))
    given, renamed = list(keys), dict[str, str]()
    if not any(given):
        return None
    if first not in given:
        if not given or given[0] is not None:
            return None
        given[0] = first
    if given[0] != first:
        return None
    for n, heading in enumerate(headings):
        key = given[n]
        if key is None:
            words = " ".join(heading.split())
            own = f"x-{words}"
            if not words or own in given or any(same_words(words, title) for title in columns.values()):
                return None
            given[n] = own
        elif bare(heading) != bare(columns[key]) and not is_mark(heading):
            renamed[key] = heading
    return Fitted(given, renamed)


def rows_of(
    block: Passage, columns: Mapping[str, str], row: type[Model], notes: Notes, classifications: Sequence[str] = ()
) -> Fitted | None:
    """Make rows of a table whose columns are those of an element, or like them."""
    named = keys_for(block.table.headings, matched(block.table, columns), columns)
    if named is None:
        return None
    found = []
    for n, cells in enumerate(block.table.rows):
        data = {key: cell for key, cell in zip(named.data, cells, strict=True) if cell}
        if not data:
            continue
        if next(iter(columns)) not in data:
            return None
        line = block.line + 2 + n
        found.append(fit_values(row, data, dict.fromkeys(data, line), notes, classifications))
    for heading, key in zip(block.table.headings, named.data, strict=True):
        if not any(key in data for data in found):
            notes.change(block.line, heading, "", "a column without values is not shown")
            named.columns.pop(key, None)
    return Fitted(found, named.columns) if found else None


def upright(block: Passage, columns: Mapping[str, str]) -> Passage:
    """Turn a table that has its columns as rows, below the name of the one thing that it is about."""
    headings, rows = block.table.headings, block.table.rows
    first, *others = columns.values()
    if len(headings) != 2 or not rows or not same_words(headings[0], first):
        return block
    labels = [label for label, _ in rows]
    turned = any(same_words(label, title) for label in labels for title in others) or "*" in headings[1]
    if not turned or is_mark(headings[1]) or any(same_words(headings[1], title) for title in others):
        return block
    table = Grid([headings[0], *labels], [[headings[1].strip("*"), *(value for _, value in rows)]])
    return replace(block, table=table)


def choice_of(block: Passage, columns: Mapping[str, str], row: type[Model], notes: Notes) -> Fitted | None:
    """Make a choice of a table of options, of which some are marked."""
    turned = upright(block, columns)
    if turned is not block:
        return _only_choice(block, turned, columns, row, notes)
    rows = rows_of(block, columns, row, notes)
    if rows is None:
        return None
    first = next(iter(columns))
    selected, names = [], set()
    for option in rows.data:
        cell = option[first]
        if _SELECTED.search(cell):
            inside = _INSIDE.fullmatch(cell)
            cell = option[first] = inside[1] if inside else _SELECTED.sub("", cell).strip() or cell
            selected.append(cell)
        if bare_name(cell) in names:
            return None
        names.add(bare_name(cell))
    chosen = {"selected": selected[0] if len(selected) == 1 else selected} if selected else {}
    return Fitted({**chosen, "options": rows.data}, rows.columns)


def _only_choice(
    block: Passage, turned: Passage, columns: Mapping[str, str], row: type[Model], notes: Notes
) -> Fitted | None:
    """Make a choice of a table about the one option that there is."""
    rows = rows_of(turned, columns, row, notes)
    if rows is None or len(block.table.rows) + 1 != len(turned.table.headings):
        return None
    option, first = rows.data[0], next(iter(columns))
    why = option.pop("x-Rationale", None)
    data = {"selected": option[first], **({"options": rows.data} if option.keys() - {first} else {})}
    if why:
        data["rationale"] = why
        at = next(n for n, (label, _) in enumerate(block.table.rows) if label == "Rationale")
        for said in ("Rationale", why):
            notes.change(block.line + 2 + at, said, f"Rationale: {why}", "the reason is below the table")
    return Fitted(data, rows.columns)


def attributes_of(block: Passage, model: type[Attributes]) -> Fitted | None:
    """Make an attribute block of a table with labels and values."""
    if len(block.table.headings) != 2:
        return None
    titles, data, renamed = field_titles(model), dict[str, Any](), dict[str, str]()
    for key, heading, word in zip(("attribute", "value"), block.table.headings, model.headings, strict=True):
        if bare(heading) != word:
            renamed[key] = heading
    labels = [label for label, _ in block.table.rows]
    open_titles = {k: title for k, title in titles.items() if not any(same_words(label, title) for label in labels)}
    for label, value in block.table.rows:
        key = next((key for key, title in titles.items() if key not in data and same_words(label, title)), "")
        if not key:  # `Log Format`
            inside = [k for k, title in open_titles.items() if k not in data and words_of(title) < words_of(label)]
            key = inside[0] if len(inside) == 1 else ""
        if not key:
            words = " ".join(label.split()).strip("*") if model.bold else " ".join(label.split())
            key = f"x-{words}"
            if not words or any(same_words(words, title) for title in titles.values()):
                return None
        elif bare(label) != titles[key]:
            renamed[key] = label.strip("*")
        if key in data or not value:
            return None
        data[key] = value
    return Fitted(data, renamed) if data else None


def stack_of(block: Passage, columns: Mapping[str, str], row: type[Model], notes: Notes) -> Fitted | None:
    """Make a technology stack: layers by name, or rows where there is more to say."""
    rows = rows_of(block, columns, row, notes)
    if rows is None:
        return None
    known = {title: key for key, title in LAYERS.items()}
    layers: dict[str, str] = {}
    for data in rows.data:
        layer = known.get(data["layer"], data["layer"])
        plain = re.fullmatch(r"[^\W_][\w /&+.-]*", layer) and layer not in layers
        if data.keys() != {"layer", "technology"} or not plain or layer.startswith("x-"):
            return rows
        layers[layer] = data["technology"]
    return Fitted(layers, rows.columns)


def levels_of(block: Passage, columns: Mapping[str, str], notes: Notes) -> Fitted | None:
    """Make the maturity of a table of levels; cells that say more than yes or no are kept as they are."""
    named = keys_for(block.table.headings, matched(block.table, columns), columns)
    if named is None or any(key.startswith("x-") for key in named.data):
        return None
    rows: dict[int, dict[str, str]] = {}
    for n, cells in enumerate(block.table.rows):
        row = dict(zip(named.data, cells, strict=True))
        found = _LEVEL.fullmatch(row["level"])
        if not found or int(found[1]) in rows:
            return None
        level = int(found[1])
        rows[level] = row
        words = found[2] or LEVELS[level - 1]
        now = f"Level {level} ({words})"
        if row["level"] != now:
            notes.change(block.line + 2 + n, row["level"], now, "levels are written like this")
        row["level"] = words
    if sorted(rows) != [1, 2, 3, 4, 5]:
        return None
    data: dict[str, Any] = {}
    for key in ("current", "target"):
        said = {level: _YES_OR_NO.match(row.get(key, "")) for level, row in sorted(rows.items())}
        reached = [level for level, match in said.items() if match and match[1]]
        if any(said.values()):
            first_no = next((level for level, match in said.items() if match and not match[1]), 6)
            only = reached[0] if len(reached) == 1 else 0
            data[key] = max((level for level in reached if level < first_no), default=only)
    timeline = {
        n: as_day(row["timeline"]) for n, row in sorted(rows.items()) if row.get("timeline", "-") not in {"", "-"}
    }
    data |= {"timeline": timeline} if timeline else {}
    levels = []
    for level, row in sorted(rows.items()):
        own: dict[str, Any] = {"name": row["level"]} if row["level"] != LEVELS[level - 1] else {}
        for key in ("current", "target"):
            drawn = "-" if key not in data or (key, level) == ("target", 1) else "Yes" if level <= data[key] else "No"
            if row.get(key, "") not in {"", drawn}:
                own[key] = row[key]
        if own:
            levels.append({"level": level, **own})
    data |= {"levels": levels} if levels else {}
    return Fitted(data, named.columns) if data else None


def dora_of(block: Passage, row: type[Model], notes: Notes) -> Fitted | None:
    """Make the DORA metrics of a table; what DORA itself says is not the author's."""
    columns = Dora.headings
    named = keys_for(block.table.headings, matched(block.table, columns), columns)
    if named is None:
        return None
    titles, data = field_titles(Dora), dict[str, Any]()
    for n, cells in enumerate(block.table.rows):
        found = {key: cell for key, cell in zip(named.data, cells, strict=True) if cell}
        label = found.pop("metric", "")
        key = next((key for key, title in titles.items() if key not in data and _is_metric(label, title)), None)
        if key is None or "label" in found:
            return None
        elite = found.pop("elite", None)
        if elite is not None and bare(elite) != Dora.elite[key]:
            found["x-Elite (as written)"] = elite
            if bare(elite) == bare(Dora.elite[key]).replace(" ", ""):
                notes.change(block.line + 2 + n, elite, Dora.elite[key], "DORA's words")
        if bare(label) != titles[key]:
            found = {"label": label, **found}
        if not found:
            return None
        data[key] = found
    return Fitted(data, {k: v for k, v in named.columns.items() if k in columns}) if data else None


def _is_metric(label: str, title: str) -> bool:
    initials = "".join(word[0] for word in bare(label).split() if word[0].isalpha())
    has, wants = words_of(label), words_of(title)
    return bool(has) and (wants <= has or has <= wants or initials.casefold() == title.casefold())


def ids_apart(block: Passage, fitted: Fitted, notes: Notes) -> None:
    """Take cells that name a requirement and say what it is apart, if all do: `**NFR-P-001**: API response < 2s`."""
    found = [_ID.fullmatch(row["id"]) for row in fitted.data]
    if not all(found) or any("requirement" in row for row in fitted.data):
        return
    for n, (row, match) in enumerate(zip(fitted.data, found, strict=True)):
        assert match
        notes.split(block.line + 2 + n, row["id"], (match[1], match[2]), "ID and words have columns of their own")
        fitted.data[n] = {"id": match[1], "requirement": match[2], **{k: v for k, v in row.items() if k != "id"}}
    if heading := fitted.columns.pop("id", ""):
        notes.change(block.line, heading, heading, "ID and words have columns of their own")


def statuses_in_words(rows: Sequence[dict[str, Any]]) -> None:
    """Write the signs of requirements as words, which a page shows as the same signs."""
    for row in rows:
        word = TRACE_WORDS.get(str(row.get("status", "")).strip().rstrip("\ufe0f"))
        if word:
            row["status"] = word
