"""Maturity: the level each strategy has reached, the one it aims at, and the milestones between."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from mkdocs_arckit.model.overview import LEVELS
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import MONTHS
from mkdocs_arckit.text.plain import plain_text

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
    state: str


@dataclass(frozen=True)
class MaturityStatus:
    """A strategy's way up the five levels; a level that is not known is `None`."""

    document: Document
    now: int | None
    target: int | None
    milestones: list[Milestone]

    @property
    def description(self) -> str:
        """Levels as a sentence."""
        now = "current level unknown" if self.now is None else f"level {self.now} now"
        return now if self.target is None else f"{now}, target level {self.target}"


def _milestone(level: int, text: str, now: int | None, today: date) -> Milestone:
    day = day_of(text)
    if now is not None and level <= now:
        state = "reached"
    elif day is None:
        state = "undated"
    else:
        state = "missed" if day < today else "ahead"
    return Milestone(level, text, day, state)


def maturity_statuses(portfolio: Portfolio) -> list[MaturityStatus]:
    """Return the strategies in use that say something about their maturity."""
    today = date.fromisoformat(portfolio.today)
    found = []
    for document in portfolio.in_use:
        section = document.strategy.overview
        data = section.maturity if section and section.not_applicable is None else None
        if data is None:
            continue
        now, target = (level if isinstance(level, int) else None for level in (data.current, data.target))
        timeline = dict(data.timeline or {}) | {
            own.level: own.timeline for own in data.levels or [] if own.timeline is not None
        }
        milestones = [_milestone(level, plain_text(text), now, today) for level, text in sorted(timeline.items())]
        if now is not None or target is not None or milestones:
            found.append(MaturityStatus(document, now, target, milestones))
    return found


@dataclass(frozen=True)
class Timeline:
    """A drawing of dated milestones: the years as ticks, today, and a row a strategy, in percent of the width."""

    ticks: list[tuple[str, float]]
    today: float
    rows: list[tuple[MaturityStatus, list[tuple[Milestone, float]]]]


def timeline(found: list[MaturityStatus], today: date) -> Timeline | None:
    """Build the drawing; `None` if no milestone names a day that is near enough to be drawn."""
    dated = [
        (status, [(m, m.day) for m in status.milestones if m.day and abs(m.day.year - today.year) <= _NEAR])
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


def build_maturity(portfolio: Portfolio) -> dict[str, Any] | None:
    """Build the view; `None` if no strategy in use says anything about its maturity."""
    found = maturity_statuses(portfolio)
    if not found:
        return None
    now, target = Counter(status.now for status in found), Counter(status.target for status in found)
    return {
        "statuses": found,
        "levels": [(n, "Nothing yet" if n == 0 else LEVELS[n - 1], now[n], target[n]) for n in range(6)],
        "unknown": (now[None], target[None]),
        "most": max(*now.values(), *target.values()),
        "timeline": timeline(found, date.fromisoformat(portfolio.today)),
        "missed": [(status, m) for status in found for m in status.milestones if m.state == "missed"],
    }
