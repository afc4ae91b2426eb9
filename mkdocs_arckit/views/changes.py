"""What changed lately: approvals, revisions, reviews, and documents that are new or have changed, by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
        earlier: how many changes there were before that day.
        changes: what changed since, newest first.
    """

    since: date
    earlier: int
    changes: tuple[ChangeRow, ...]


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
    return ChangesAnswer(since, len(rows) - len(lately), lately) if lately else None


def _newest(row: ChangeRow) -> tuple[int, str, int]:
    return -row.on.toordinal(), row.document.address, list(_KINDS).index(row.kind)


def _parts(answer: ChangesAnswer) -> Iterator[ViewPart]:
    months: dict[str, list[ChangeRow]] = {}
    for row in answer.changes:
        months.setdefault(row.month, []).append(row)
    earlier = f" There {'was' if answer.earlier == 1 else 'were'} {answer.earlier} before." if answer.earlier else ""
    since = (how_many(len(answer.changes), "change", "changes"), " since ", answer.since, ".", earlier)
    kinds = [kind for kind in _KINDS if any(row.kind == kind for row in answer.changes)]
    headings = ("Month", "All", *(_KINDS[kind][1] for kind in kinds))
    most = max(map(len, months.values()))
    counts = tuple((month, Bar(len(rows), most), *_counted(rows, kinds)) for month, rows in months.items())
    yield ViewPart(says=since, tables=(ViewTable("Changes by month", headings, counts),))
    headings = ("Project", "Day", "Version", "What happened", "Status now")
    for month, rows in months.items():
        yield ViewPart(month, tables=(ViewTable(month, headings, tuple(map(_cells, rows))),))


def _counted(rows: list[ChangeRow], kinds: list[Happening]) -> tuple[ViewCell, ...]:
    counts = Counter(row.kind for row in rows)
    return tuple(counts[kind] for kind in kinds)


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
    rows=("changes",),
    filters={
        **OF_DOCUMENTS,
        "kind": lambda row: (row.kind,),
        "month": lambda row: (row.month, f"{row.on:%Y-%m}"),
    },
)
