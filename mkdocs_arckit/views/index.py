"""The index: all files, with what they are chosen, sorted and grouped by; what needs attention comes first."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import PurePosixPath
from typing import NamedTuple

from mkdocs_arckit.model.vocabulary import INVALID, PENDING, STATUSES
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.text.natural import natural
from mkdocs_arckit.views.index_rows import ATTENTION, INDEX_COLUMNS, BrokenRow, IndexRow, index_row
from mkdocs_arckit.views.selection import Selection
from mkdocs_arckit.views.view import OF_DOCUMENTS, Values, View

_GROUPS: dict[str, Callable[[IndexRow], str]] = {
    "status": lambda row: row.status.replace("_", " "),
    "classification": lambda row: row.classification,
    "owner": lambda row: row.owner or PENDING,
    "folder": lambda row: row.folder,
}


class RowGroup(NamedTuple):
    """Rows below one heading; without grouping there is one group, whose title is empty."""

    title: str
    rows: list[IndexRow]


@dataclass(frozen=True)
class IndexAnswer:
    """All strategies of the site.

    Attributes:
        strategies: the strategies in the order of attention: wrong, overdue, due soon, in review, the rest, the past.
        invalid: files with errors.
    """

    strategies: tuple[IndexRow, ...]
    invalid: tuple[BrokenRow, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.strategies) + len(self.invalid)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many need attention and are of each status: filter, value, and number."""
        reasons = Counter(reason for row in self.strategies for reason in row.attention)
        statuses = Counter(row.status for row in self.strategies)
        unusual = sorted(statuses.keys() - {*STATUSES, INVALID})
        if reasons["wrong"]:  # else the status says INVALID already
            reasons["wrong"] += len(self.invalid)
        statuses[INVALID] += len(self.invalid)
        counts = [
            *(("attention", reason, reasons[reason]) for reason in ATTENTION[:3]),
            *(("status", status, statuses[status]) for status in [*STATUSES, *unusual, INVALID]),
        ]
        return [count for count in counts if count[2]]

    def columns(self, selection: Selection) -> list[tuple[str, str]]:
        """List the columns that a marker wants, and their headings; the first eight if it names none."""
        return [(key, INDEX_COLUMNS[key].title) for key in selection.columns or tuple(INDEX_COLUMNS)[:8]]

    def groups(self, selection: Selection, classifications: tuple[str, ...]) -> list[RowGroup]:
        """Sort and group the strategies as a marker wants: by the life of a document, the scheme, or the alphabet."""
        rows, by = self._sorted(selection.sort, classifications), selection.group
        groups: dict[str, list[IndexRow]] = {}
        for row in rows:
            groups.setdefault(_GROUPS[by](row) if by else "", []).append(row)
        order = [status.replace("_", " ") for status in STATUSES] if by == "status" else list(classifications)
        known = [title for title in order if by in {"status", "classification"} and title in groups]
        others = sorted(set(groups) - set(known), key=lambda title: (title == PENDING, natural(title), title))
        return [RowGroup(title, groups[title]) for title in [*known, *others]]

    def _sorted(self, sort: str, classifications: tuple[str, ...]) -> list[IndexRow]:
        """Sort by a column; rows without a value come last."""
        if not sort:
            return list(self.strategies)
        key, order = sort.removeprefix("-"), {word: n for n, word in enumerate((*STATUSES, *classifications))}

        def rank(row: IndexRow) -> list[str | int]:
            if key in {"status", "classification"}:
                return [order.get(getattr(row, key), len(order))]
            return natural(INDEX_COLUMNS[key].text(row))

        lacking = [row for row in self.strategies if INDEX_COLUMNS[key].text(row) in {"", PENDING}]
        known = [row for row in self.strategies if INDEX_COLUMNS[key].text(row) not in {"", PENDING}]
        return sorted(known, key=rank, reverse=sort.startswith("-")) + lacking


def _build(portfolio: Portfolio) -> IndexAnswer | None:
    homes = Counter(posixpath.dirname(file.path) for file in portfolio.files)
    rows = [index_row(document, _folder(document.path, homes), portfolio) for document in portfolio.documents]
    invalid = tuple(BrokenRow(file, _folder(file.path, homes)) for file in portfolio.broken)
    return IndexAnswer(tuple(sorted(rows, key=lambda row: row.urgency)), invalid) if portfolio.files else None


def _folder(path: str, homes: Counter[str]) -> str:
    """Name the folder of a file, or the one above if a single strategy has it for itself, because that says nothing."""
    home = posixpath.dirname(path)
    return home if homes[home] > 1 else posixpath.dirname(home) or home


def _paths(row: IndexRow | BrokenRow) -> Iterator[str]:
    """Give all folders that a file is in, with and without slashes around them."""
    path = PurePosixPath((row.document if isinstance(row, IndexRow) else row.file).path)
    return ("".join(parts) for parts in product(("", "/"), map(str, (path, *path.parents)), ("", "/")))


def _of_strategies(values: Values) -> Values:
    return lambda row: values(row) if isinstance(row, IndexRow) else ()


def _yes(value: bool) -> str:
    return "yes" if value else "no"


INDEX = View(
    "index",
    "Index",
    "Which strategies are there, what is their status, and which of them need attention?",
    IndexAnswer,
    _build,
    order=0,
    template="index.html",
    rows=("strategies", "invalid"),
    filters={
        "status": lambda row: (row.status,),
        "classification": _of_strategies(OF_DOCUMENTS["classification"]),
        "owner": _of_strategies(lambda row: (row.owner or PENDING, INDEX_COLUMNS["owner"].text(row))),
        "tag": _of_strategies(lambda row: row.tags),
        "technology": _of_strategies(
            lambda row: (name for used in row.technologies for name in (used.words, used.name))
        ),
        "folder": _paths,
        "approved_by": _of_strategies(lambda row: row.approvers or (PENDING,)),
        "attention": lambda row: row.attention,
        "overdue": _of_strategies(lambda row: (_yes("overdue" in row.attention),)),
        "superseded": _of_strategies(lambda row: (_yes(row.superseded),)),
    },
    since={"approved_since": lambda row: row.approved},
    words={
        "status": (*STATUSES, INVALID),
        "attention": ATTENTION,
        "overdue": ("yes", "no"),
        "superseded": ("yes", "no"),
        "columns": tuple(INDEX_COLUMNS),
        "sort": (*INDEX_COLUMNS, *(f"-{column}" for column in INDEX_COLUMNS)),
        "group": tuple(_GROUPS),
    },
)
