"""Compare what two strategies say of themselves: versions, status, people, dates."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.changes.change import Change, ChangeKind, Sentence, Typed
from mkdocs_arckit.changes.elements import Elements
from mkdocs_arckit.changes.place import At
from mkdocs_arckit.changes.values import said_of
from mkdocs_arckit.changes.words import begin, lower
from mkdocs_arckit.model.people import Person
from mkdocs_arckit.model.strategy import DocumentControl, Strategy

_SIGNED = ("reviewed_by", "approved_by")


def control_changes(elements: Elements, at: At, before: Strategy, after: Strategy) -> Iterator[Change]:
    """Compare the document control of two strategies."""
    first, second = before.document, after.document
    if before.document_id.replace(first.version, second.version) != after.document_id:
        title = DocumentControl.model_fields["id"].title or "id"
        yield from elements.value(at.below("id"), title, before.document_id, after.document_id)
    yield from elements.fields(at, first, second, frozenset({"id", *_SIGNED}))
    for key in _SIGNED:
        title = begin(DocumentControl.model_fields[key].title or key)
        yield from _signatures(at.below(key), title, getattr(first, key) or [], getattr(second, key) or [])


def _signatures(at: At, title: str, before: list[Person], after: list[Person]) -> Iterator[Change]:
    """Compare who signed, and when; `title` is what they did, such as `Approved by`."""
    known = {said_of(person.name).casefold(): person for person in before if person.words}
    for person in after:
        if not person.words:
            continue
        old = known.pop(said_of(person.name).casefold(), None)
        was, said = said_of([old] if old else None), said_of([person])
        if was == said:
            continue
        who = Typed(said_of(person.words))
        if person.date and (old is None or old.date != person.date):
            sentence: Sentence = (f"{title} ", who, " on ", Typed(person.date))
        elif old is None:
            sentence = (f"To be {lower(title)} ", who)
        else:
            sentence = (f"{title} ", Typed(was), " → ", Typed(said))
        yield at.change(ChangeKind.CHANGED if old else ChangeKind.ADDED, sentence, was, said)
    for person in known.values():
        said = said_of([person])
        yield at.change(ChangeKind.REMOVED, (f"No longer {lower(title)} ", Typed(said)), said)
