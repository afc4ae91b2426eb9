"""Versions: which document supersedes which, from what the documents say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.model.vocabulary import PENDING
from mkdocs_arckit.portfolio.documents import DONE, Document
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.plain import plain_items

IN_FORCE = frozenset({"APPROVED", "PUBLISHED"})
"""The statuses of documents that apply, unless another has taken their place."""


class VersionLink(NamedTuple):
    """A document says that it takes the place of another, or that another takes its place.

    Attributes:
        older: the folded ID of the one.
        newer: the folded ID of the other.
        key: the key of Document Control that says so.
    """

    older: str
    newer: str
    key: str

    @property
    def said_by(self) -> str:
        """The folded ID of the document that says so."""
        return self.newer if self.key == "supersedes" else self.older


class VersionRow(NamedTuple):
    """A document in its chain.

    Attributes:
        document: the document.
        current: whether it is the one in force.
        replaces: what it replaces, by name; with the document where the portfolio has it.
        replaced_by: what replaces it, likewise.
    """

    document: Document
    current: bool
    replaces: list[tuple[str, Document | None]]
    replaced_by: list[tuple[str, Document | None]]


class Chain(NamedTuple):
    """Documents of which one takes the place of another, oldest first."""

    title: str
    rows: list[VersionRow]


class Versions:
    """The documents of a portfolio, and which takes the place of which.

    Args:
        documents: the portfolio's. Those whose ID is not known yet take no part.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents: dict[str, Document] = {}
        """The documents by their folded IDs."""
        for document in documents:
            if not find_placeholders(document.strategy.document_id):
                self.documents.setdefault(_id(document.strategy), document)
        self.links = list(dict.fromkeys(self._links()))
        """Who says what."""
        self._older: dict[str, list[str]] = {key: [] for key in self.documents}
        self._newer: dict[str, list[str]] = {key: [] for key in self.documents}
        for older, newer in dict.fromkeys((link.older, link.newer) for link in self.links):
            self._older[newer].append(older)
            self._newer[older].append(newer)
        said_by_older = {(link.older, link.newer) for link in self.links if link.key == "superseded_by"}
        self._successors = {
            older: [n for n in newer if self._done(older) or ((older, n) in said_by_older and not self.is_open(n))]
            for older, newer in self._newer.items()
        }

    def _links(self) -> Iterator[VersionLink]:
        for key, document in self.documents.items():
            strategy = document.strategy
            for _, other in self._named(strategy.document.supersedes):
                if other:
                    yield VersionLink(other, key, "supersedes")
            for _, other in self._named(strategy.document.superseded_by):
                if other:
                    yield VersionLink(key, other, "superseded_by")

    def _named(self, cell: str | list[str] | None) -> Iterator[tuple[str, str | None]]:
        """Yield what a cell names, each with its folded ID if it is a document of the portfolio.

        Documents stand one an item, or between commas; what follows an ID after a space is a remark.
        """
        for item in plain_items(cell):
            for part in [item] if item.casefold() in self.documents else _between_commas(item):
                whole = part.strip()
                folded = (whole.casefold(), whole.casefold().partition(" ")[0])
                if whole:
                    yield whole, next((key for key in folded if key in self.documents), None)

    def _done(self, key: str) -> bool:
        return self.documents[key].strategy.document.status in DONE

    def is_open(self, key: str) -> bool:
        """Say whether a document is not approved yet: it is to supersede others, and has not done so."""
        return self.documents[key].strategy.document.status not in IN_FORCE | DONE

    def _key(self, document: Document) -> str | None:
        key = _id(document.strategy) if document.strategy else ""
        return key if key in self.documents and self.documents[key] is document else None

    def is_replaced(self, document: Document) -> bool:
        """Say whether another document has taken a document's place; only the document itself can say so."""
        superseded = document.strategy is not None and document.strategy.document.status == "SUPERSEDED"
        return superseded or bool(self._successors.get(self._key(document) or ""))

    def standing(self, document: Document) -> str:
        """Say in one word why a document no longer applies; nothing if it does."""
        if self.is_replaced(document):
            return "superseded"
        return "archived" if document.strategy.document.status == "ARCHIVED" else ""

    def current(self, document: Document) -> list[Document]:
        """List what is in a document's place today: itself, or the end of its chain; several if it was divided."""
        if (key := self._key(document)) is None:
            return [document]
        ends, seen, waiting = [], {key}, [key]
        for key in waiting:
            after = [newer for newer in self._successors[key] if newer not in seen]
            seen.update(after)
            waiting += after
            if not self._successors[key]:
                ends.append(self.documents[key])
        return ends

    def replaces(self, document: Document) -> list[Document]:
        """List the documents directly before one in its chain."""
        return [self.documents[older] for older in self._older.get(self._key(document) or "", [])]

    def followers(self, document: Document) -> list[Document]:
        """List the documents directly after one in its chain, also those that have not taken its place yet."""
        return [self.documents[newer] for newer in self._newer.get(self._key(document) or "", [])]

    def missing_successors(self, document: Document) -> list[str]:
        """List the documents that one names as its successors, without a link to them, and that the portfolio lacks."""
        cell = document.strategy.document.superseded_by
        linked = any("](" in item or "://" in item for item in ([cell] if isinstance(cell, str) else cell or []))
        names = [] if linked else [name for name, key in self._named(cell) if key is None]
        return [name for name in names if name.upper() != PENDING and not find_placeholders(name)]

    def cycle(self, without: Iterable[str] = ()) -> list[str]:
        """List the IDs of documents that supersede one another in a cycle, the first one again as the last; or none.

        Args:
            without: documents whose word does not count.
        """
        graph: dict[str, list[str]] = {}
        for link in self.links:
            if link.said_by not in without:
                graph.setdefault(link.newer, []).append(link.older)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            cycle: list[str] = error.args[1]
            return cycle
        return []

    def chains(self) -> list[Chain]:
        """List the chains, in the order of their first documents; without cycles."""
        found, seen = [], set[str]()
        for key, document in self.documents.items():
            strategy = document.strategy
            named = strategy.document.supersedes or strategy.document.superseded_by or self._older[key]
            if key in seen or not (named or self._newer[key]):
                continue
            members, waiting = {key}, [key]
            for member in waiting:
                near = {*self._older[member], *self._newer[member]} - members
                members |= near
                waiting += near
            seen |= members
            ordered = sorted(members, key=lambda k: (self.documents[k].strategy.document.created or "", k))
            order = TopologicalSorter({k: self._older[k] for k in ordered}).static_order()
            rows = [self._row(k) for k in order]
            head = next((row for row in reversed(rows) if row.current), rows[-1])
            found.append(Chain(head.document.project_name, rows))
        return found

    def row(self, document: Document) -> VersionRow | None:
        """Describe a document in its chain; `None` if its ID is not known, or another's too."""
        key = self._key(document)
        return self._row(key) if key else None

    def _row(self, key: str) -> VersionRow:
        document = self.documents[key]
        control = document.strategy.document
        current = control.status in IN_FORCE and not document.out_of_order and not self._successors[key]
        return VersionRow(
            document,
            current,
            self._all(self._older[key], control.supersedes),
            self._all(self._newer[key], control.superseded_by),
        )

    def _all(self, known: list[str], cell: str | list[str] | None) -> list[tuple[str, Document | None]]:
        here: list[tuple[str, Document | None]] = [
            (self.documents[k].strategy.document_id, self.documents[k]) for k in known
        ]
        return here + [(text, None) for text, key in self._named(cell) if key is None]


def _between_commas(text: str) -> Iterator[str]:
    """Split a text at its commas; those in brackets are a remark's."""
    part, depth = "", 0
    for piece in re.split("([,;])", text):
        if piece in {",", ";"} and depth <= 0:
            yield part
            part = ""
        else:
            part += piece
            depth += piece.count("(") - piece.count(")")
    yield part


def _id(strategy: Strategy) -> str:
    return " ".join(strategy.document_id.split()).casefold()
