"""The index: a row for each file, with all that rows are chosen, sorted and grouped by."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from mkdocs_arckit.checks.people import named, people_text, signed_on
from mkdocs_arckit.model.people import Person
from mkdocs_arckit.model.vocabulary import INVALID, PENDING, STATUSES
from mkdocs_arckit.portfolio.documents import DONE, Document, PortfolioFile
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import due_day, is_overdue
from mkdocs_arckit.portfolio.technologies import Technologies, mentions
from mkdocs_arckit.text.natural import natural
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.views.selection import ATTENTION, Selection


@dataclass(frozen=True)
class IndexRow:
    """What the index says of a file.

    Attributes:
        file: the file; if it has errors, nothing else of it is known.
        owner: the name of its owner, without the role; empty if nobody is named.
        approvers: who approved it, or is to; nobody if that is not known.
        approved: the day on which the last of them did, `YYYY-MM-DD`.
        technology: layer and name of each technology, in the author's words.
        families: layer and name of each technology without its version, so that `Python` finds `Python 3.12`.
        folder: the folder that it lies in among its like, as people know it.
        due: the day of the next review, `YYYY-MM-DD`, if it needs one.
        days: how many days are left until then; negative if the day has passed.
        attention: why somebody has to look at it, the most urgent first: words of `ATTENTION`.
        superseded: whether another one has taken its place.
    """

    file: PortfolioFile
    status: str = INVALID
    classification: str = ""
    owner: str = ""
    tags: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    approved: str = ""
    technology: tuple[tuple[str, str], ...] = ()
    families: tuple[tuple[str, str], ...] = ()
    folder: str = ""
    due: str = ""
    days: int | None = None
    attention: tuple[str, ...] = ("wrong",)
    superseded: bool = False

    @property
    def document(self) -> Document | None:
        """The file, if it is valid."""
        return self.file if isinstance(self.file, Document) else None

    @property
    def overdue(self) -> bool:
        """Whether its review should have been before today."""
        return "overdue" in self.attention

    @property
    def urgency(self) -> tuple[bool, int, str]:
        """What the index is sorted by unless somebody wants another order: what needs attention comes first.

        `index.js` sorts in the same way on the reader's day.
        """
        first = ATTENTION.index(self.attention[0]) if self.attention else len(ATTENTION)
        done = self.superseded or self.status in DONE
        return done, first, self.due if first in {1, 2} else ""


class RowGroup(NamedTuple):
    """Rows below one heading; without grouping there is one group, whose title is empty."""

    title: str
    rows: list[IndexRow]


def list_rows(portfolio: Portfolio) -> list[IndexRow]:
    """List all rows in the order of attention: wrong, overdue, due soon, in review, the rest by project, the past."""
    homes = Counter(posixpath.dirname(file.path) for file in portfolio.files)
    rows = []
    for file in portfolio.files:
        row = IndexRow(file, folder=_folder(file.path, homes))
        rows.append(_filled(row, file, portfolio) if isinstance(file, Document) else row)
    return sorted(rows, key=lambda row: row.urgency)


def _filled(row: IndexRow, document: Document, portfolio: Portfolio) -> IndexRow:
    strategy, control, due = document.strategy, document.strategy.document, due_day(document.strategy)
    technologies = portfolio.technologies or Technologies()
    found = list(mentions(strategy))
    approved, days = signed_on(control.approved_by), (due - date.fromisoformat(portfolio.today)).days if due else None
    reasons = {
        "wrong": bool(document.out_of_order),
        "overdue": is_overdue(strategy, portfolio.today),
        "due": days is not None and 0 <= days <= soon(portfolio),
        "review": control.status == "IN_REVIEW",
    }
    return replace(
        row,
        status=control.status,
        classification=control.classification,
        owner=", ".join(who.name for who in named(control.owner)) or people_text(control.owner),
        tags=tuple(filter(None, map(plain_text, strategy.tags or ()))),
        approvers=tuple(dict.fromkeys(who.name for who in named(control.approved_by))),
        approved=approved.isoformat() if approved else "",
        technology=tuple(dict.fromkeys((mention.layer, mention.words) for mention in found)),
        families=tuple(dict.fromkeys((mention.layer, technologies.named(mention.words).name) for mention in found)),
        due=due.isoformat() if due else "",
        days=days,
        attention=tuple(reason for reason in ATTENTION if reasons[reason]),
        superseded=portfolio.versions.is_replaced(document),
    )


def soon(portfolio: Portfolio) -> int:
    """Say within how many days a review is due soon."""
    return min(portfolio.review_windows, default=0)


def _folder(path: str, homes: Counter[str]) -> str:
    """Name the folder of a file, or the one above if a single strategy has it for itself, because that says nothing."""
    home = posixpath.dirname(path)
    return home if homes[home] > 1 else posixpath.dirname(home) or home


def _document(key: str) -> Callable[[IndexRow], str]:
    return lambda row: plain_text(getattr(row.document.strategy.document, key) or "") if row.document else ""


def _people(row: IndexRow, key: str) -> list[Person] | None:
    found: list[Person] | None = getattr(row.document.strategy.document, key) if row.document else None
    return found


class Column(NamedTuple):
    """A column of the index: its heading, and what a strategy says in it."""

    title: str
    text: Callable[[IndexRow], str]


INDEX_COLUMNS: dict[str, Column] = {
    "project": Column("Project and document", lambda row: row.document.project_name if row.document else ""),
    "status": Column("Status", lambda row: row.document.status if row.document else row.status),
    "version": Column("Version", _document("version")),
    "approved_by": Column(
        "Approved by",
        lambda row: (
            (people_text(row.document.strategy.document.approved_by, dates=True) if row.document else "") or PENDING
        ),
    ),
    "next_review": Column("Next review", lambda row: _document("next_review")(row) or PENDING),
    "owner": Column("Owner", lambda row: people_text(_people(row, "owner")) or PENDING),
    "classification": Column("Classification", lambda row: row.classification),
    "complete": Column("Complete", lambda row: f"{row.document.completeness.percent} %" if row.document else ""),
    "tags": Column("Tags", lambda row: ", ".join(row.tags)),
    "technology": Column("Technology", lambda row: ", ".join(dict.fromkeys(name for _, name in row.technology))),
    "folder": Column("Folder", lambda row: row.folder),
}
"""All columns; `selection` says which of them an index has that asks for none."""
_GROUPS: dict[str, Callable[[IndexRow], str]] = {
    "status": lambda row: row.status.replace("_", " "),
    "classification": lambda row: row.classification,
    "owner": lambda row: row.owner or PENDING,
    "folder": lambda row: row.folder,
}


def choose(rows: list[IndexRow], selection: Selection, classifications: tuple[str, ...]) -> list[IndexRow]:
    """Choose the rows that a selection wants, in its order or that of attention; rows without a value come last."""
    chosen = [row for row in rows if all(_FILTERS[key](row, wanted) for key, wanted in selection.filters.items())]
    if not selection.sort:
        return chosen
    key, descending = selection.sort.removeprefix("-"), selection.sort.startswith("-")
    order = {word: n for n, word in enumerate((*STATUSES, *classifications))}

    def rank(row: IndexRow) -> list[str | int]:
        if key in {"status", "classification"}:
            return [order.get(getattr(row, key), len(order))]
        return natural(INDEX_COLUMNS[key].text(row))

    def lacks(row: IndexRow) -> bool:
        return row.document is None or INDEX_COLUMNS[key].text(row) in {"", PENDING}

    known = sorted((row for row in chosen if not lacks(row)), key=rank, reverse=descending)
    return known + [row for row in chosen if lacks(row)]


def group(rows: list[IndexRow], by: str, classifications: tuple[str, ...]) -> list[RowGroup]:
    """Group rows below headings, in the order of a document's life or of the scheme, or else of the alphabet."""
    if not by:
        return [RowGroup("", rows)] if rows else []
    groups: dict[str, list[IndexRow]] = {}
    for row in rows:
        groups.setdefault(_GROUPS[by](row), []).append(row)
    order = [status.replace("_", " ") for status in STATUSES] if by == "status" else list(classifications)
    known = [title for title in order if by in {"status", "classification"} and title in groups]
    others = sorted(set(groups) - set(known), key=lambda title: (title == PENDING, natural(title), title))
    return [RowGroup(title, groups[title]) for title in [*known, *others]]


def _named(wanted: tuple[str, ...], *there: str) -> bool:
    return not {name.casefold() for name in there}.isdisjoint(name.casefold() for name in wanted)


_FILTERS: dict[str, Callable[[IndexRow, tuple[str, ...]], bool]] = {
    "status": lambda row, wanted: row.status in wanted,
    "classification": lambda row, wanted: row.classification in wanted,
    "owner": lambda row, wanted: _named(wanted, row.owner or PENDING, INDEX_COLUMNS["owner"].text(row)),
    "tag": lambda row, wanted: _named(wanted, *row.tags),
    "technology": lambda row, wanted: _named(wanted, *(name for _, name in (*row.technology, *row.families))),
    "approved_by": lambda row, wanted: row.document is not None and _named(wanted, *(row.approvers or [PENDING])),
    "approved_since": lambda row, wanted: row.approved >= min(wanted),
    "attention": lambda row, wanted: not set(wanted).isdisjoint(row.attention),
    "folder": lambda row, wanted: any(f"{row.file.path}/".startswith(f"{name.strip('/')}/") for name in wanted),
    "overdue": lambda row, wanted: row.document is not None and ("yes" if row.overdue else "no") in wanted,
    "superseded": lambda row, wanted: row.document is not None and ("yes" if row.superseded else "no") in wanted,
}
