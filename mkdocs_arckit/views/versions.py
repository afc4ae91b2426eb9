"""Versions: the chains of documents of which one supersedes another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_arckit.checks.people import day, signed_on
from mkdocs_arckit.model.vocabulary import PENDING
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.versions import VersionRow
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.views.cells import (
    DotLine,
    Link,
    StatusBadge,
    Strong,
    ViewCell,
    ViewPart,
    ViewTable,
    Words,
    with_commas,
)
from mkdocs_arckit.views.view import OfDocument, View, of_several


@dataclass(frozen=True)
class NamedDocument:
    """A document that another names.

    Attributes:
        name: its ID, or what the other calls it.
        document: the document, if this site has it.
    """

    name: str
    document: OfDocument | None


@dataclass(frozen=True)
class VersionEntry:
    """A document in its chain.

    Attributes:
        document: the document.
        in_force: whether it applies today.
        last_modified: the day of its last change, if it is known.
        approved_on: the day of the last approval; `None` if one is missing.
        replaces: the documents that it replaces.
        replaced_by: the documents that replace it.
    """

    document: OfDocument
    in_force: bool
    last_modified: date | None
    approved_on: date | None
    replaces: tuple[NamedDocument, ...]
    replaced_by: tuple[NamedDocument, ...]


@dataclass(frozen=True)
class VersionChain:
    """Documents of which one takes the place of another.

    Attributes:
        title: the name of the project of the one that applies.
        documents: the documents, oldest first.
    """

    title: str
    documents: tuple[VersionEntry, ...]


@dataclass(frozen=True)
class VersionsAnswer:
    """Which document supersedes which.

    Attributes:
        chains: the chains, in the order of their first documents.
    """

    chains: tuple[VersionChain, ...]


def _entry(row: VersionRow) -> VersionEntry:
    control = row.document.strategy.document
    near = [tuple(NamedDocument(*pair) for pair in named) for named in (row.replaces, row.replaced_by)]
    days = (day(control.last_modified), signed_on(control.approved_by))
    return VersionEntry(row.document, row.current, *days, *near)


def _build(portfolio: Portfolio) -> VersionsAnswer | None:
    chains = tuple(VersionChain(chain.title, tuple(map(_entry, chain.rows))) for chain in portfolio.versions.chains())
    return VersionsAnswer(chains) if chains else None


_HEADINGS = ("Document", "Version", "Status", "Last modified", "Approved", "Replaces", "Replaced by")


def _parts(answer: VersionsAnswer) -> Iterator[ViewPart]:
    for chain in answer.chains:
        current = frozenset(n for n, entry in enumerate(chain.documents) if entry.in_force)
        table = ViewTable(chain.title, _HEADINGS, tuple(map(_cells, chain.documents)))
        steps = DotLine(f"Versions of {chain.title}", tuple(map(_step, chain.documents)), current)
        yield ViewPart(chain.title, tables=(steps, table) if len(chain.documents) > 1 else (table,))


def _step(entry: VersionEntry) -> ViewCell:
    document = entry.document
    words = "in force" if entry.in_force else document.status.lower()
    return Link(plain_text(document.strategy.document.version), document), " ", words


def _cells(entry: VersionEntry) -> tuple[ViewCell, ...]:
    document = entry.document
    name = Link(plain_text(document.strategy.document_id), document)
    return (
        (name, " ", Strong("in force")) if entry.in_force else name,
        plain_text(document.strategy.document.version),
        StatusBadge(document),
        document.strategy.document.last_modified or PENDING,
        entry.approved_on or PENDING,
        _linked(entry.replaces),
        _linked(entry.replaced_by),
    )


def _linked(documents: tuple[NamedDocument, ...]) -> ViewCell:
    return with_commas(tuple(Link(plain_text(d.name), d.document) if d.document else Words(d.name) for d in documents))


VERSIONS_VIEW = View(
    "versions",
    "Versions",
    "Which document supersedes which, and which is in force?",
    VersionsAnswer,
    _build,
    order=80,
    parts=_parts,
    rows=("chains",),
    filters=of_several(lambda chain: chain.documents),
)
