"""Revisions and approvals as a feed to subscribe to (RFC 4287)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from mkdocs_arckit.checks.cells import known_names
from mkdocs_arckit.checks.control import AHEAD
from mkdocs_arckit.checks.people import day, named
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.text.printable import printable

FEED = "feed.xml"
"""The feed, beside the index."""
TITLE = "Strategies: revisions and approvals"
MAX_ENTRIES = 100
"""The newest; a reader's program keeps what it has seen."""
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass
class Event:
    """Something that happened to a version on a day.

    Attributes:
        kind: `revision` or `approval`.
        on: the day.
        document: the document that says so.
        version: the version, as plain text.
        text: what changed; nothing for an approval.
        people: who did it, by folded name.
        standing: why the document no longer applies, in one word; nothing if it does.
    """

    kind: str
    on: date
    document: Document
    version: str
    text: str = ""
    people: dict[str, str] = field(default_factory=dict)
    standing: str = ""

    @property
    def name(self) -> str:
        """What it is, in words that stay."""
        return f"{self.kind} of {self.document.strategy.project.id.casefold()} {self.version} on {self.on}"

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


def feed(portfolio: Portfolio) -> dict[str, str]:
    """Write the feed's file; none if nothing has happened yet."""
    events = _merged(portfolio)
    if not events:
        return {}
    newest = sorted(sorted(events.items(), key=lambda item: item[0]), key=lambda item: item[1].on, reverse=True)[
        :MAX_ENTRIES
    ]
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "id", _urn(portfolio, TITLE))
    _add(root, "title", TITLE)
    _add(root, "updated", _midnight(newest[0][1].on))
    ET.SubElement(
        root, "link", rel="self", type="application/atom+xml", href=portfolio.link(f"{portfolio.exports}/{FEED}")
    )
    for name, event in newest:
        _entry(ET.SubElement(root, "entry"), event, _urn(portfolio, name), portfolio)
    ET.indent(root)
    return {FEED: f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'}


def _entry(element: ET.Element, event: Event, urn: str, portfolio: Portfolio) -> None:
    _add(element, "id", urn)
    _add(element, "title", event.title)
    _add(element, "updated", _midnight(event.on))
    for person in event.people.values() or [f"Project {event.document.strategy.project.id}"]:
        _add(ET.SubElement(element, "author"), "name", person)
    ET.SubElement(element, "category", term=event.kind)
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=portfolio.link(event.document.address))
    _add(element, "summary", event.text or event.title)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = printable(text)


def _midnight(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"


def _urn(portfolio: Portfolio, name: str) -> str:
    """Make an ID that is the site's own, and the same from build to build."""
    return uuid5(NAMESPACE_URL, f"{portfolio.url('')}#{printable(name)}").urn


def _merged(portfolio: Portfolio) -> dict[str, Event]:
    """Collect the events by what names them.

    Every version of a document tells the history of all before it. It is one event all the same, told by the document
    that is the version itself, if that is there. Approvals on one day are one event, of all who gave them.
    """
    found: dict[str, Event] = {}
    today = date.fromisoformat(portfolio.today)
    for document in portfolio.documents:
        for event in _events(document, portfolio.versions.standing(document)):
            if event.on > today + AHEAD:  # it has not happened
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

    def event(kind: str, on: date, version: str, people: list[str], text: str = "") -> Event:
        return Event(kind, on, document, version, text, _named(people), standing)

    for signatory in named(control.approved_by) if control.status != "DRAFT" else ():
        if signatory.date:
            yield event("approval", signatory.date, plain_text(control.version), [signatory.name])
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
