"""Finds which part of a strategy a heading or a table of a document is, by the labels of the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from mkdocs_arckit.authoring.compare import bare, bare_heading
from mkdocs_arckit.authoring.languages import is_diagram, is_language_of
from mkdocs_arckit.authoring.outline import Grid, Topic
from mkdocs_arckit.model.labels import row_labels, table_headings
from mkdocs_arckit.model.pipelines import FlagPlatformRow, FlagTypeRow
from mkdocs_arckit.model.section import Element
from mkdocs_arckit.model.strategy import SECTION_TYPES

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"^(?:section\s+)?([0-9]{1,3})\b", re.IGNORECASE)
_ENDING = re.compile(r"(?<=[a-z]{3})(?:e?s|ings?|ed|ions?|e)$")
_SMALL = frozenset({"and", "the", "of", "for", "to", "in", "a", "s", "our"})


@cache
def words_of(text: str) -> frozenset[str]:
    """Return the words that a heading is told by, without their endings and what is the same in every spelling."""
    folded = bare_heading(text.split("(")[0] if text.find("(") > 0 else text).casefold()
    words = (_ENDING.sub("", word.replace("isation", "ization")) for word in _WORD.findall(folded))
    return frozenset(words) - _SMALL


def same_words(first: str, second: str) -> bool:
    """Return whether two labels say the same, whatever their case, marks, numbers and endings."""
    return words_of(first) == words_of(second)


def likeness(heading: str, title: str) -> float:
    """Say how alike a heading and a title of the model are, from 0 to 1."""
    has, wants = words_of(heading), words_of(title)
    if not has or not wants:
        return 0.0
    if has == wants:
        return 1.0
    shared = len(has & wants)
    return 0.9 * shared / min(len(has), len(wants)) * (0.5 + 0.5 * shared / max(len(has), len(wants)))


def section_of(heading: str, taken: Sequence[str]) -> str | None:
    """Find the section that a heading is that of, by its words, or by its number and some of them."""
    free = {key: kind for key, kind in SECTION_TYPES.items() if key not in taken}
    number = _NUMBER.match(heading)
    for key, kind in free.items():
        if same_words(heading, kind.title):
            return key
    for key, kind in free.items():
        shared = words_of(heading) & words_of(kind.title)
        enough = len(shared) * 2 >= len(words_of(kind.title)) or shared & _own_words(key)
        if number and int(number[1]) == kind.number and enough:
            return key
    if number is None:
        alike = [key for key, kind in free.items() if _holds(heading, kind.title)]
        return alike[0] if len(alike) == 1 else None
    return None


@cache
def _own_words(key: str) -> frozenset[str]:
    """Return the words of a section's title that no other section has in its own."""
    others = frozenset[str]().union(*(words_of(kind.title) for name, kind in SECTION_TYPES.items() if name != key))
    return words_of(SECTION_TYPES[key].title) - others


def section_by_content(topic: Topic, taken: Sequence[str]) -> str | None:
    """Find the section that most parts of a topic are elements of; none if that is in doubt."""
    free = {key: kind for key, kind in SECTION_TYPES.items() if kind.number and key not in taken}
    counts = {key: len(assign(topic.parts, kind.elements)) for key, kind in free.items()}
    most = max(counts.values(), default=0)
    found = [key for key, count in counts.items() if count == most]
    return found[0] if len(found) == 1 and most * 2 > len(topic.parts) else None


def columns_of(element: Element) -> list[dict[str, str]]:
    """List the headings of each of an element's tables, by key."""
    if element.key == "feature_flags":
        return [FlagPlatformRow.columns(), FlagTypeRow.columns()]
    found = table_headings(element)
    return [found] if found else []


def matched(table: Grid, columns: Mapping[str, str]) -> list[str | None]:
    """Find the key of each of a table's columns, by heading; `None` where it is none of the element's."""
    keys: list[str | None] = []
    for heading in table.headings:
        free = [key for key in columns if key not in keys]
        keys.append(next((key for key in free if same_words(heading, columns[key])), None))
    first = next(iter(columns))
    if first not in keys and words_of(table.headings[0]) < words_of(columns[first]):  # `Requirement`
        keys[0] = first
    for n, heading in enumerate(table.headings):
        if keys[n] is None:  # `Target (12 months)`, `Protection Rules`
            free = [key for key in columns if key not in keys]
            has = words_of(heading)
            keys[n] = next(
                (key for key in free if words_of(columns[key]) < has or (has and has < words_of(columns[key]))), None
            )
    if is_mark(" ".join(table.headings[1:2])) and len(columns) > 1 and keys[1] is None:
        keys[1] = list(columns)[1]
    return keys


def is_mark(heading: str) -> bool:
    """Return whether a heading only says that something in its table is selected, as the template's do."""
    return not bare(heading) and "selected" in heading.casefold()


def fitness(table: Grid, element: Element) -> float:
    """Say how well a table fits an element, from 0 to 1: the share of its columns that are the element's."""
    best = 0.0
    for columns in columns_of(element):
        keys = matched(table, columns)
        known = len([key for key in keys if key])
        if keys and keys[0] == next(iter(columns)):
            best = max(best, known / max(len(keys), len(columns)))
        elif known > 1:
            best = max(best, 0.8 * known / max(len(keys), len(columns)))
    return best


def assign(parts: Sequence[Topic], elements: Mapping[str, Element]) -> dict[int, str]:
    """Find which element each part of a section is; a part that is none has no place in the result.

    Equal headings first, then the headings and tables that are most like those of the model.
    """
    found: dict[int, str] = {}
    scores = []
    for n, part in enumerate(parts):
        assert part.heading
        for order, (key, element) in enumerate(elements.items()):
            score = likeness(part.heading.title, element.title)
            if score < 1:
                score = 0.5 * score + 0.5 * _content(part, element) + 0.2 * _holds(part.heading.title, element.title)
            if score >= 0.5:
                scores.append((-score, n, order, key))
    for _, n, _, key in sorted(scores):
        if n not in found and key not in found.values():
            found[n] = key
    return found


def _holds(heading: str, title: str) -> bool:
    """Return whether one of two headings has all the words of the other."""
    has, wants = words_of(heading), words_of(title)
    return bool(has) and bool(wants) and (wants < has or has < wants)


def _content(part: Topic, element: Element) -> float:
    """Say how well what a part holds fits an element, from 0 to 1."""
    best = 0.0
    for block in part.blocks:
        if block.kind == "table":
            table = block.table
            best = max(best, fitness(table, element), _labelled(table, element), _begun(table, element))
        elif block.kind == "code":
            drawn = is_diagram(block)
            if (drawn and element.kind == "diagram") or (not drawn and element.kind == "code"):
                best = max(best, 0.8 if is_language_of(element.key, block) else 0.5)
        elif block.kind == "list" and element.key in {"controls", "hotfix"}:
            best = max(best, 0.5)
    return best


def _begun(table: Grid, element: Element) -> float:
    """Say how much it means that a table begins with an element's first heading: `Gate`, or `Tool | **Terraform**`."""
    columns = next(iter(columns_of(element)), {})
    if not same_words(table.headings[0], next(iter(columns.values()), "")):
        return 0.0
    second = table.headings[-1] if len(table.headings) == 2 else ""
    return 1.0 if element.kind == "choice" and second.startswith("**") and not is_mark(second) else 0.75


def _labelled(table: Grid, element: Element) -> float:
    """Say which share of a table's rows begins with labels of an element's rows."""
    labels = [words_of(label) for label in row_labels(element).values()]
    known = [words_of(row[0]) in labels for row in table.rows if row]
    return sum(known) / len(known) if known else 0.0
