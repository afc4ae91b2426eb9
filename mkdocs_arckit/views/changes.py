"""What changed lately: approvals, revisions, reviews, and documents that are new or have changed, by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, computed_field

from mkdocs_arckit.portfolio.events import Event, Happening, events
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import MONTHS
from mkdocs_arckit.views.cells import Bar, StatusBadge, ViewCell, ViewPart, ViewTable, how_many, strategy_link
from mkdocs_arckit.views.view import OF_DOCUMENTS, OfDocument, View

_KINDS: dict[Happening, tuple[str, str]] = {
    "approval": ("Approved", "Approvals"),
    "revision": ("Revised", "Revisions"),
    "review": ("Reviewed", "Reviews"),
    "creation": ("Created", "New"),
    "change": ("Changed", "Other changes"),
}
"""What happened, and how several of it are called."""
_WINDOW = 12
"""How many months are shown: this one and those before it."""


@dataclass(frozen=True)
class ChangeRow:
    """What happened to a version on a day.

    Attributes:
        document: the document that tells of it; its status is that of today.
        on: the day.
        kind: what happened: `change` is the last modification of a document, of which no revision tells.
        version: the version.
        people: who did it, if that is known.
        text: what changed, in the author's words; empty if it is not a revision.
    """

    document: OfDocument
    on: date
    kind: Happening
    version: str
    people: tuple[str, ...]
    text: str

    @property
    def month(self) -> str:
        """The month in words."""
        return f"{MONTHS[self.on.month - 1]} {self.on.year}"

    @property
    def words(self) -> str:
        """What happened, by whom, and what changed."""
        said = _KINDS[self.kind][0] + (f" by {', '.join(self.people)}" if self.people else "")
        return f"{said}: {self.text}" if self.text else said


@dataclass(frozen=True)
class ChangesAnswer:
    """What changed in the last twelve months.

    Attributes:
        since: the first day that is looked at.
        changes: what changed since, newest first.
        past: what changed before.
    """

    since: date
    changes: tuple[ChangeRow, ...]
    past: Annotated[tuple[ChangeRow, ...], Field(exclude=True)]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def earlier(self) -> int:
        """How many changes there were before that day."""
        return len(self.past)


def _told(found: list[Event]) -> Iterator[ChangeRow]:
    """Describe events, without a creation or a change of which another event of that day tells more."""
    told = {(event.document.address, event.on) for event in found if event.kind not in {"creation", "change"}}
    created = {(event.document.address, event.on) for event in found if event.kind == "creation"}
    for event in found:
        known = told | created if event.kind == "change" else told if event.kind == "creation" else set()
        if (event.document.address, event.on) not in known:
            people = tuple(event.people.values())
            yield ChangeRow(event.document, event.on, event.kind, event.version, people, event.text)


def _build(portfolio: Portfolio) -> ChangesAnswer | None:
    today = date.fromisoformat(portfolio.today)
    year, month = divmod(today.year * 12 + today.month - _WINDOW, 12)
    since = date(year, month + 1, 1)
    rows = sorted(_told(list(events(portfolio, tuple(_KINDS)).values())), key=_newest)
    lately = tuple(row for row in rows if row.on >= since)
    return ChangesAnswer(since, lately, tuple(rows[len(lately) :])) if lately else None


def _newest(row: ChangeRow) -> tuple[int, str, int]:
    return -row.on.toordinal(), row.document.address, list(_KINDS).index(row.kind)


def _parts(answer: ChangesAnswer) -> Iterator[ViewPart]:
    months: dict[str, list[ChangeRow]] = {}
    for row in answer.changes:
        months.setdefault(row.month, []).append(row)
    earlier = f" There {'was' if answer.earlier == 1 else 'were'} {answer.earlier} before." if answer.earlier else ""
    since = (how_many(len(answer.changes), "change", "changes"), " since ", answer.since, ".", earlier)
    yield ViewPart(says=since, tables=(_by_month(months),) if months else ())
    headings = ("Project", "Day", "Version", "What happened", "Status now")
    for month, rows in months.items():
        yield ViewPart(month, tables=(ViewTable(month, headings, tuple(map(_cells, rows))),))


def _by_month(months: Mapping[str, list[ChangeRow]]) -> ViewTable:
    counts = {month: Counter(row.kind for row in rows) for month, rows in months.items()}
    kinds = [kind for kind in _KINDS if any(kind in count for count in counts.values())]
    most = max(map(len, months.values()))
    rows: list[tuple[ViewCell, ...]] = [
        (month, Bar(count.total(), most), *(count[kind] for kind in kinds)) for month, count in counts.items()
    ]
    return ViewTable("Changes by month", ("Month", "All", *(_KINDS[kind][1] for kind in kinds)), tuple(rows))


def _cells(row: ChangeRow) -> tuple[ViewCell, ...]:
    return strategy_link(row.document), row.on, row.version, row.words, StatusBadge(row.document)


CHANGES_VIEW = View(
    "changes",
    "Changes",
    "What was approved, revised, reviewed or begun lately?",
    ChangesAnswer,
    _build,
    order=55,
    parts=_parts,
    rows=("changes", "past"),
    is_long=True,
    filters={
        **OF_DOCUMENTS,
        "kind": lambda row: (row.kind,),
        "month": lambda row: (row.month, f"{row.on:%Y-%m}"),
    },
)
