"""What happened to documents on which day, as they tell it: revisions, reviews, approvals, changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mkdocs_arckit.checks.cells import known_names
from mkdocs_arckit.checks.control import AHEAD
from mkdocs_arckit.checks.people import day, named
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.text.printable import printable

Happening = Literal["revision", "review", "approval", "creation", "change"]
"""What can happen to a version: `change` is the last modification of a document, of which no revision tells."""


@dataclass
class Event:
    """Something that happened to a version on a day.

    Attributes:
        kind: what happened.
        on: the day.
        document: the document that says so.
        version: the version, as plain text.
        text: what changed; nothing if it is not a revision.
        people: who did it, by folded name.
        standing: why the document no longer applies, in one word; nothing if it does.
    """

    kind: Happening
    on: date
    document: Document
    version: str
    text: str = ""
    people: dict[str, str] = field(default_factory=dict)
    standing: str = ""

    @property
    def name(self) -> str:
        """What it is, in words that stay."""
        project = self.document.strategy.project.id.casefold()
        which = project if self.kind == "creation" else f"{project} {self.version}"
        return f"{self.kind} of {which} on {self.on}"

    @property
    def is_own(self) -> bool:
        """Whether the document that tells of it is that version."""
        return plain_text(self.document.strategy.document.version) == self.version

    @property
    def title(self) -> str:
        """The document's title."""
        version = f"{self.document.project_name}: version {self.version}"
        if self.is_own and self.standing:
            version += f" ({self.standing})"
        if self.kind == "revision":
            return version
        return f"{version} approved" + (f" by {', '.join(self.people.values())}" if self.people else "")


def events(portfolio: Portfolio, kinds: Collection[Happening]) -> dict[str, Event]:
    """Collect what happened by what names it; what lies ahead has not happened.

    Every version of a document tells the history of all before it. It is one event all the same, told by the document
    that is the version itself, if that is there. Approvals on one day are one event, of all who gave them.
    """
    found: dict[str, Event] = {}
    today = date.fromisoformat(portfolio.today)
    for document in portfolio.documents:
        for event in _events(document, portfolio.versions.standing(document)):
            if event.kind not in kinds or event.on > today + AHEAD:
                continue
            first = found.setdefault(event.name, event)
            if first is event:
                continue
            if event.is_own and not first.is_own:
                found[event.name], first, event = event, event, first
            elif (event.is_own or event.document is first.document) and event.text not in first.text:
                first.text = f"{first.text}; {event.text}"
            first.people = {**event.people, **first.people}
    return found


def _named(people: list[str]) -> dict[str, str]:
    """Map people's folded names to their names; what cannot be printed names nobody."""
    return {name.casefold(): name for person in people if (name := printable(person).strip())}


def _events(document: Document, standing: str) -> Iterator[Event]:
    strategy, control = document.strategy, document.strategy.document

    def event(kind: Happening, on: date, version: str, people: list[str], text: str = "") -> Event:
        return Event(kind, on, document, version, text, _named(people), standing)

    for signatory in named(control.approved_by) if control.status != "DRAFT" else ():
        if signatory.date:
            yield event("approval", signatory.date, plain_text(control.version), [signatory.name])
    for reader in named(control.reviewed_by):
        if reader.date:
            yield event("review", reader.date, plain_text(control.version), [reader.name])
    approval = strategy.approval
    for signed in (approval.rows if approval and approval.not_applicable is None else None) or []:
        if on := day(signed.date):
            yield event("approval", on, plain_text(control.version), known_names(signed.name))
    revisions = strategy.revisions
    for row in (revisions.rows if revisions and revisions.not_applicable is None else None) or []:
        version = plain_text(row.version)
        if find_placeholders(version):
            continue
        if on := day(row.date):
            yield event("revision", on, version, known_names(row.author), plain_text(row.changes or ""))
        for signatory in named(row.approved_by):
            if on := signatory.date or day(row.approval_date):
                yield event("approval", on, version, [signatory.name])
        if not named(row.approved_by) and (on := day(row.approval_date)):
            yield event("approval", on, version, [])
    if on := day(control.created):
        yield event("creation", on, plain_text(control.version), [])
    if on := day(control.last_modified):
        yield event("change", on, plain_text(control.version), [])
