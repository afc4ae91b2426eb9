"""Compare two strategies: everything that their readers would notice, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_arckit.changes.change import Change, ChangeKind, Sentence, Typed
from mkdocs_arckit.changes.control import control_changes
from mkdocs_arckit.changes.elements import Elements
from mkdocs_arckit.changes.place import At
from mkdocs_arckit.changes.values import excerpts, said_of
from mkdocs_arckit.changes.words import list_names
from mkdocs_arckit.model.labels import label_keys
from mkdocs_arckit.model.section import Note, Section
from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy


def compare(before: Strategy, after: Strategy) -> tuple[Change, ...]:
    """List what changed from one strategy to another.

    Rows are matched by their first column, or if that is another one, by what else they hold. Their order doesn't
    matter, nor does how the YAML is written.
    """
    elements, found = Elements(), list[Change]()
    for key, field in Strategy.model_fields.items():
        first, second = getattr(before, key), getattr(after, key)
        if key == "x" or (first == second and key != "document"):
            continue
        title = field.title or key
        at = At((title,), key)
        if key in SECTION_TYPES:
            found += _section(elements, key, first, second)
        elif key == "document":
            found += control_changes(elements, at, before, after)
        elif key == "project" or (key == "generated" and first and second):
            found += elements.fields(at, first, second)
        else:
            found += elements.value(at, title, first, second)
    return tuple(found)


def _section(elements: Elements, key: str, before: Section | None, after: Section | None) -> Iterator[Change]:
    """Compare two sections."""
    of = SECTION_TYPES[key]
    first, second = before or of(), after or of()
    heading = _heading(second if second.heading else first)
    word = f"Section {of.number}" if of.number else of.title
    at = At(heading, key, title=of.title)
    had, has = _parts(before), _parts(after)
    was, now = (section.not_applicable and said_of(section.not_applicable) for section in (first, second))
    if now:
        if now != was:
            yield at.change(ChangeKind.CHANGED, (f"{word}: ", *_because(was, now)), was or "", now)
        return
    if was:
        said = (": ", *list_names(has)) if has else ()
        yield at.change(ChangeKind.CHANGED, (word, ": no longer marked as not applicable", *said), was)
        return
    if before is None or after is None:
        kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED
        said = (": ", *list_names(has)) if has else ()
        yield at.change(kind, (f"{word} {kind.value}", *said), ", ".join(had), ", ".join(has))
        return
    yield from _words_around(elements, at, first, second)
    for name, element in of.elements.items():
        own = _own_labels(first, name) | _own_labels(second, name)
        shown_as = _shown_as(second, name) or _shown_as(first, name) or element.title
        inner = At(heading, f"{key}.{name}", own=own, title=of.title)
        yield from elements.value(inner, shown_as, getattr(first, name), getattr(second, name), as_is=True)
    for name in sorted(of.parts):
        title = of.model_fields[name].title or name
        inner = At(heading, f"{key}.{name}", own=_own_labels(second, "stages"), title=of.title)
        yield from elements.value(inner, title, getattr(first, name), getattr(second, name))
    yield from elements.value(At(heading, f"{key}.extra"), "Extra", first.extra, second.extra)


def _because(before: str | None, after: str) -> Sentence:
    if before is None:
        return "now not applicable, because ", Typed(after)
    old, new = excerpts(before, after)
    return "why it is not applicable: ", Typed(old), " → ", Typed(new)


def _heading(section: Section) -> Sentence:
    if not section.heading:
        return (type(section).words(),)
    number = type(section).number
    return (f"{number}. ", Typed(said_of(section.heading))) if number else (Typed(said_of(section.heading)),)


def _shown_as(section: Section, element: str) -> str | None:
    said = (section.headings or {}).get(element)
    return Typed(said_of(said)) if said else None


def _own_labels(section: Section, element: str) -> dict[str, str]:
    return {key: said_of(said) for key, said in (section.columns or {}).get(element, {}).items()}


def _parts(section: Section | None) -> list[str]:
    """List the headings of what is in a section."""
    if section is None or section.not_applicable is not None:
        return []
    of = type(section)
    elements = [e.title for e in of.elements.values() if e.title != of.title and getattr(section, e.key) is not None]
    others = [said_of(extra.heading) for extra in section.extra or [] if extra.heading]
    return [*(["Summary"] if section.summary else []), *elements, *others]


def _words_around(elements: Elements, at: At, before: Section, after: Section) -> Iterator[Change]:
    """Compare what an author wrote around the elements: headings, column headings, summary, notes."""
    yield from elements.value(at.below("heading"), "Heading", before.heading, after.heading)
    yield from elements.value(at.below("summary"), "Summary", before.summary, after.summary)
    for key, element in type(after).elements.items():
        title = element.title
        old, new = ((section.headings or {}).get(key) for section in (before, after))
        yield from elements.value(at.below("headings"), f"Heading of {title}", old, new, as_is=True)
        old_labels, new_labels = ((section.columns or {}).get(key, {}) for section in (before, after))
        for name, label in label_keys(at.key, key).items():
            labels = old_labels.get(name), new_labels.get(name)
            yield from elements.value(at.below("columns"), f"Column {label} of {title}", *labels, as_is=True)
        old_note, new_note = ((section.notes or {}).get(key, Note()) for section in (before, after))
        for side in ("above", "below"):
            values: tuple[Any, Any] = getattr(old_note, side), getattr(new_note, side)
            yield from elements.value(at.below("notes"), f"Note {side} {title}", *values, as_is=True)
