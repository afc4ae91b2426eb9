"""Versions: which document supersedes which, from what the documents say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.documents import DONE, Entry
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.plain import plain_items

if TYPE_CHECKING:  # a survey holds the versions
    from mkdocs_arckit.portfolio.survey import Survey

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
        entry: the document.
        strategy: what it says.
        current: whether it is the one in force.
        replaces: what it replaces, by name; with the entry where the portfolio has it.
        replaced_by: what replaces it, likewise.
    """

    entry: Entry
    strategy: Strategy
    current: bool
    replaces: list[tuple[str, Entry | None]]
    replaced_by: list[tuple[str, Entry | None]]


class Chain(NamedTuple):
    """Documents of which one takes the place of another, oldest first."""

    title: str
    rows: list[VersionRow]


class Versions:
    """The documents of a portfolio, and which takes the place of which.

    Args:
        entries: the portfolio's. Those that are not valid, or whose ID is not known yet, take no part.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.documents: dict[str, tuple[Entry, Strategy]] = {}
        """The documents by their folded IDs."""
        for entry in entries:
            if (strategy := entry.strategy) and not find_placeholders(strategy.document_id):
                self.documents.setdefault(_id(strategy), (entry, strategy))
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
        for key, (_, strategy) in self.documents.items():
            for _, other in self._named(strategy.document.supersedes):
                if other:
                    yield VersionLink(other, key, "supersedes")
            for _, other in self._named(strategy.document.superseded_by):
                if other:
                    yield VersionLink(key, other, "superseded_by")

    def _named(self, cell: str | list[str] | None) -> Iterator[tuple[str, str | None]]:
        """What a cell names, each with its folded ID if it is a document of the portfolio.

        Documents stand one an item, or between commas; what follows an ID after a space is a remark.
        """
        for item in plain_items(cell):
            for part in [item] if item.casefold() in self.documents else _between_commas(item):
                whole = part.strip()
                folded = (whole.casefold(), whole.casefold().partition(" ")[0])
                if whole:
                    yield whole, next((key for key in folded if key in self.documents), None)

    def _done(self, key: str) -> bool:
        return self.documents[key][1].document.status in DONE

    def is_open(self, key: str) -> bool:
        """Whether a document is not approved yet: it is to supersede others, and has not done so."""
        return self.documents[key][1].document.status not in IN_FORCE | DONE

    def _key(self, entry: Entry) -> str | None:
        key = _id(entry.strategy) if entry.strategy else ""
        return key if key in self.documents and self.documents[key][0] is entry else None

    def is_replaced(self, entry: Entry) -> bool:
        """Whether another document has taken a document's place; only the document itself can say so."""
        superseded = entry.strategy is not None and entry.strategy.document.status == "SUPERSEDED"
        return superseded or bool(self._successors.get(self._key(entry) or ""))

    def current(self, entry: Entry) -> list[Entry]:
        """What stands in a document's place today: itself, or the end of its chain; several if it was divided."""
        if (key := self._key(entry)) is None:
            return [entry]
        ends, seen, waiting = [], {key}, [key]
        for key in waiting:
            after = [newer for newer in self._successors[key] if newer not in seen]
            seen.update(after)
            waiting += after
            if not self._successors[key]:
                ends.append(self.documents[key][0])
        return ends

    def replaces(self, entry: Entry) -> list[Entry]:
        """The documents that stand directly before one in its chain."""
        return [self.documents[older][0] for older in self._older.get(self._key(entry) or "", [])]

    def cycle(self, without: Iterable[str] = ()) -> list[str]:
        """The IDs of documents that supersede one another in a cycle, the first one again as the last; or none.

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
        """The chains, in the order of their first documents; without cycles."""
        found, seen = [], set[str]()
        for key, (_, strategy) in self.documents.items():
            named = strategy.document.supersedes or strategy.document.superseded_by or self._older[key]
            if key in seen or not (named or self._newer[key]):
                continue
            members, waiting = {key}, [key]
            for member in waiting:
                near = {*self._older[member], *self._newer[member]} - members
                members |= near
                waiting += near
            seen |= members
            ordered = sorted(members, key=lambda k: (self.documents[k][1].document.created or "", k))
            order = TopologicalSorter({k: self._older[k] for k in ordered}).static_order()
            rows = [self._row(k) for k in order]
            head = next((row for row in reversed(rows) if row.current), rows[-1])
            found.append(Chain(head.entry.project_name, rows))
        return found

    def row(self, entry: Entry) -> VersionRow | None:
        """A document in its chain; `None` if its ID is not known, or another's too."""
        key = self._key(entry)
        return self._row(key) if key else None

    def _row(self, key: str) -> VersionRow:
        entry, strategy = self.documents[key]
        document = strategy.document
        current = document.status in IN_FORCE and not self._successors[key]
        return VersionRow(
            entry,
            strategy,
            current,
            self._all(self._older[key], document.supersedes),
            self._all(self._newer[key], document.superseded_by),
        )

    def _all(self, known: list[str], cell: str | list[str] | None) -> list[tuple[str, Entry | None]]:
        here: list[tuple[str, Entry | None]] = [(self.documents[k][1].document_id, self.documents[k][0]) for k in known]
        return here + [(text, None) for text, key in self._named(cell) if key is None]


def _between_commas(text: str) -> Iterator[str]:
    """The parts of a text; commas in brackets are a remark's."""
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


def check_versions(entries: Iterable[Entry]) -> None:
    """What two documents say of each other has to fit; a cycle is an error, what is one-sided a warning."""
    versions = Versions(entries)
    blamed = _check_circles(versions)
    links = [link for link in versions.links if link.said_by not in blamed]
    said = {(link.older, link.newer, link.key) for link in links}
    for pair in dict.fromkeys((link.older, link.newer) for link in links):
        _check_pair(versions, *pair, {key for key in ("supersedes", "superseded_by") if (*pair, key) in said})


def _check_circles(versions: Versions) -> set[str]:
    """Add a finding for every cycle to the documents that are part of it, and return their IDs."""
    blamed: set[str] = set()
    while cycle := versions.cycle(without=blamed):
        steps = set(pairwise(cycle))
        names = " → ".join(quoted_value(versions.documents[key][1].document_id) for key in cycle)
        part_of = [link for link in versions.links if (link.older, link.newer) in steps]
        blamed |= {link.said_by for link in part_of}
        for link in part_of:
            versions.documents[link.said_by][0].complain(
                "versions",
                f"documents supersede one another in a cycle: {names}",
                "the newer document says `supersedes`, the older one `superseded_by`",
                "document",
                link.key,
            )
    return blamed


def _check_pair(versions: Versions, older: str, newer: str, said: set[str]) -> None:
    """Complain where only one of two documents says that the newer takes the other's place."""
    old, old_strategy = versions.documents[older]
    new, new_strategy = versions.documents[newer]
    old_name = f"{quoted_value(old_strategy.document_id)} in {old.path}"
    new_name = f"{quoted_value(new_strategy.document_id)} in {new.path}"
    waits = versions.is_open(newer)

    def warn(entry: Entry, key: str, message: str, hint: str) -> None:
        entry.complain("versions", message, hint, "document", key, severity=Severity.WARNING)

    if "supersedes" not in said:
        hint = f"write `supersedes: {old_strategy.document_id}` there"
        warn(old, "superseded_by", f"{new_name} does not say that it supersedes this document", hint)
    if "superseded_by" not in said and not waits:
        hint = f"write `superseded_by: {new_strategy.document_id}` there"
        warn(new, "supersedes", f"{old_name} does not say that this document supersedes it", hint)
    status = old_strategy.document.status
    if status not in DONE and not waits:
        warn(old, "status", f"{new_name} supersedes this document, but its status is {status}", "write `SUPERSEDED`")
    if status == "SUPERSEDED" and waits and "superseded_by" in said:
        message = f"{new_name}, which supersedes this document, is not approved yet"
        warn(old, "status", message, "a document stays in force until another document supersedes it")


def build_versions(survey: Survey) -> dict[str, Any] | None:
    """The chains; `None` if no document supersedes another."""
    chains = survey.versions.chains()
    return {"chains": chains} if chains else None
