"""Maturity: the level each strategy has reached, the one it aims at, and the milestones between."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from mkdocs_arckit.model.overview import LEVELS
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import MONTHS, in_words
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.views.view import OF_DOCUMENTS, OfDay, OfDocument, View

_NEAR = 20
"""Years from today that are drawn: `9999` is a word for never, and `0206` a slip."""
_MONTHS = {name.lower(): n for n, month in enumerate(MONTHS, 1) for name in (month, month[:3])}
_WHEN = re.compile(
    r"(?:(?:reached|achieved|done|in|by|by the end of|end of|until)\s+)*"
    r"(?:(?P<iso>\d{4})-(?P<iso_month>\d{2})(?:-(?P<iso_day>\d{2}))?"
    r"|(?:(?P<day>\d{1,2})\s+)?(?P<month>[a-z]{3,9})\.?\s+(?P<year>\d{4})"
    r"|q(?P<quarter>[1-4])[\s/-]*(?P<quarter_year>\d{4})"
    r"|(?P<only_year>\d{4}))",
    re.IGNORECASE,
)


def day_of(text: str) -> date | None:
    """Return the last day of the day, month, quarter or year that a milestone names; `None` for anything else."""
    if not (found := _WHEN.fullmatch(" ".join(text.split()))):
        return None
    day: int | None = None
    if found["iso"]:
        year, month = int(found["iso"]), int(found["iso_month"])
        day = int(found["iso_day"]) if found["iso_day"] else None
    elif found["quarter"]:
        year, month = int(found["quarter_year"]), 3 * int(found["quarter"])
    elif found["only_year"]:
        year, month = int(found["only_year"]), 12
    else:
        year, month = int(found["year"]), _MONTHS.get(found["month"].lower(), 0)
        day = int(found["day"]) if found["day"] else None
    try:
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:  # no such month or day; `monthrange` raises a kind of it
        return None


@dataclass(frozen=True)
class Milestone:
    """By when a level is to be reached, or was.

    Attributes:
        level: 1 to 5.
        text: when, in the author's words.
        day: the last day of that, if the words name one.
        state: `reached`, `ahead`, `missed` (the day has passed and the level is not reached) or `undated`.
    """

    level: int
    text: str
    day: date | None
    state: Literal["reached", "ahead", "missed", "undated"]


@dataclass(frozen=True)
class MaturityRecord:
    """A strategy's way up the five levels.

    Attributes:
        current: the level now, 0 to 5; `None` if it is not known.
        target: the level that it aims at, likewise.
        milestones: by when which level is to be reached, or was.
    """

    current: int | None
    target: int | None
    milestones: tuple[Milestone, ...]

    @property
    def description(self) -> str:
        """Levels as a sentence."""
        now = "current level unknown" if self.current is None else f"level {self.current} now"
        return now if self.target is None else f"{now}, target level {self.target}"

    @property
    def next(self) -> Milestone | None:
        """The milestone that was missed first, or else comes first; without a day, the lowest."""
        waiting = [milestone for milestone in self.milestones if milestone.state != "reached"]
        return min(waiting, key=lambda milestone: milestone.day or date.max, default=None)


@dataclass(frozen=True)
class MaturityStatus:
    """What one document says of its maturity.

    Attributes:
        document: the document.
        maturity: its levels and milestones.
    """

    document: OfDocument
    maturity: MaturityRecord


@dataclass(frozen=True)
class UnknownMaturity:
    """A document that says nothing of its maturity.

    Attributes:
        document: the document.
    """

    document: OfDocument
    maturity: ClassVar = MaturityRecord(None, None, ())


def _milestone(level: int, text: str, now: int | None, today: date) -> Milestone:
    day = day_of(text)
    if now is not None and level <= now:
        return Milestone(level, text, day, "reached")
    if day is None:
        return Milestone(level, text, day, "undated")
    return Milestone(level, text, day, "missed" if day < today else "ahead")


def maturity_of(document: Document, today: date) -> MaturityRecord | None:
    """Return what a document says of its maturity; `None` if it says nothing."""
    section = document.strategy.overview
    data = section.maturity if section and section.not_applicable is None else None
    if data is None:
        return None
    now, target = (level if isinstance(level, int) else None for level in (data.current, data.target))
    timeline = dict(data.timeline or {}) | {
        own.level: own.timeline for own in data.levels or [] if own.timeline is not None
    }
    milestones = tuple(_milestone(level, plain_text(text), now, today) for level, text in sorted(timeline.items()))
    says = now is not None or target is not None or milestones
    return MaturityRecord(now, target, milestones) if says else None


@dataclass(frozen=True)
class Timeline:
    """A drawing of dated milestones: the years as ticks, today, and a row a strategy, in percent of the width."""

    ticks: list[tuple[str, float]]
    today: float
    rows: list[tuple[MaturityStatus, list[tuple[Milestone, float]]]]


def timeline(found: Sequence[MaturityStatus], today: date) -> Timeline | None:
    """Build the drawing; `None` if no milestone names a day that is near enough to be drawn."""
    dated = [
        (status, [(m, m.day) for m in status.maturity.milestones if m.day and abs(m.day.year - today.year) <= _NEAR])
        for status in found
    ]
    days = [today, *(day for _, milestones in dated for _, day in milestones)]
    if len(days) == 1:
        return None
    years = range(min(days).year, max(days).year + 1)
    first, last = date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal() + 1

    def at(day: date) -> float:
        return round(100 * (day.toordinal() - first) / (last - first), 2)

    rows = [(status, [(m, at(day)) for m, day in milestones]) for status, milestones in dated if milestones]
    ticks = [(str(year), at(date(year, 1, 1))) for year in years]
    return Timeline(ticks, at(today), rows)


@dataclass(frozen=True)
class MaturityAnswer:
    """How mature the strategies in use are.

    Attributes:
        strategies: those that say something about their maturity; what was missed or comes next first.
        silent: those that do not.
        today: the day that milestones are compared with.
    """

    strategies: tuple[MaturityStatus, ...]
    silent: tuple[UnknownMaturity, ...]
    today: OfDay

    @property
    def levels(self) -> list[tuple[str, int, int]]:
        """For the words of each level, how many are there and how many aim at it; of no level, if there are any."""
        now, target = (
            Counter(s.maturity.current for s in self.strategies),
            Counter(s.maturity.target for s in self.strategies),
        )
        words = [f"{n} {'Nothing yet' if n == 0 else LEVELS[n - 1]}" for n in range(6)]
        unknown = [("Not given", now[None], target[None])] if now[None] or target[None] else []
        return [(name, now[n], target[n]) for n, name in enumerate(words)] + unknown

    @property
    def most(self) -> int:
        """The largest of these numbers."""
        return max(number for _, now, target in self.levels for number in (now, target))

    @property
    def timeline(self) -> Timeline | None:
        """The milestones, drawn."""
        return timeline(self.strategies, self.today)

    def away(self, day: date) -> str:
        """Say how far away a day is."""
        return in_words((day - self.today).days)

    @property
    def missed(self) -> int:
        """How many milestones have passed and were not reached."""
        return sum(m.state == "missed" for status in self.strategies for m in status.maturity.milestones)


def _build(portfolio: Portfolio) -> MaturityAnswer | None:
    today = date.fromisoformat(portfolio.today)
    said = {document: maturity_of(document, today) for document in portfolio.in_use}
    found = [MaturityStatus(document, maturity) for document, maturity in said.items() if maturity]
    silent = tuple(UnknownMaturity(document) for document, maturity in said.items() if not maturity)
    return MaturityAnswer(tuple(sorted(found, key=_when)), silent, today) if found else None


def _when(status: MaturityStatus) -> tuple[bool, date]:
    following = status.maturity.next
    return following is None, (following and following.day) or date.max


MATURITY_VIEW = View(
    "maturity",
    "Maturity",
    "Which strategies are at which maturity level, and which milestones are reached, missed or ahead?",
    MaturityAnswer,
    _build,
    order=40,
    section="overview",
    rows=("strategies", "silent"),
    filters={
        **OF_DOCUMENTS,
        "level": lambda row: () if row.maturity.current is None else (str(row.maturity.current),),
        "milestone": lambda row: (milestone.state for milestone in row.maturity.milestones),
    },
)
