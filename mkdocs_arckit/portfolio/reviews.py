"""Reviews: what is overdue, what is due soon, what has never been reviewed, and whose approval is pending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.approvals import awaited
from mkdocs_arckit.portfolio.cells import known_names
from mkdocs_arckit.portfolio.documents import DONE, OPEN, Entry
from mkdocs_arckit.portfolio.survey import Survey

CALENDAR = "reviews.ics"
"""The reviews as a calendar, beside the index."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The names of the months; Python's own are those of the locale."""


def is_overdue(strategy: Strategy, today: str) -> bool:
    """Whether a strategy should have been reviewed before `today` (`YYYY-MM-DD`)."""
    due = due_day(strategy)
    return due is not None and due.isoformat() < today


def needs_review(strategy: Strategy) -> bool:
    """Whether a strategy is still in use; what is superseded or archived is reviewed no more."""
    return strategy.document.status not in DONE


def due_day(strategy: Strategy) -> date | None:
    """The day of the next review, if there is to be one and its day is known."""
    try:
        return date.fromisoformat(strategy.document.next_review or "") if needs_review(strategy) else None
    except ValueError:  # a placeholder
        return None


def in_words(days: int) -> str:
    """How far a day lies ahead; a negative number has passed. `dates.js` says the same."""
    if days < 0:
        return "1 day overdue" if days == -1 else f"{-days} days overdue"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


@dataclass(frozen=True)
class Review:
    """A review that lies ahead, or should have been.

    Attributes:
        entry: whose it is.
        strategy: what the entry says.
        due: the day.
        days: how many days are left; negative if the day has passed.
    """

    entry: Entry
    strategy: Strategy
    due: date
    days: int

    @property
    def words(self) -> str:
        """How far it lies ahead."""
        return in_words(self.days)


@dataclass(frozen=True)
class ReviewGroup:
    """The reviews of a stretch of days.

    Attributes:
        title: its heading.
        until: how many days ahead it ends; `None` if it does not.
        reviews: those in it, earliest first.
    """

    title: str
    until: int | None
    reviews: list[Review]


def upcoming(survey: Survey) -> list[Review]:
    """The reviews with a date, earliest first; what is superseded or archived needs none."""
    today = date.fromisoformat(survey.today)
    dated = [(entry, strategy, due_day(strategy)) for entry, strategy in survey.strategies]
    found = [Review(entry, strategy, due, (due - today).days) for entry, strategy, due in dated if due]
    return sorted(found, key=lambda review: (review.due, review.entry.address))


def build_reviews(survey: Survey) -> dict[str, Any] | None:
    """The review calendar; `None` if no strategy in use says a word about reviews or approvals."""
    reviews, desks = upcoming(survey), awaited(survey)
    reviewed = any(_reviewers(strategy) for _, strategy in survey.strategies if needs_review(strategy))
    if not (reviews or desks or reviewed):
        return None
    return {
        "groups": list(_groups(reviews, survey.review_windows)),
        "months": list(_months(reviews, date.fromisoformat(survey.today))),
        "unreviewed": list(_unreviewed(survey)),
        "awaited": desks,
        "invalid": [entry for entry in survey.portfolio.entries if entry.strategy is None],
        "calendar": f"{survey.exports}/{CALENDAR}" if reviews and survey.exports is not None else None,
    }


def _groups(reviews: list[Review], windows: tuple[int, ...]) -> Iterator[ReviewGroup]:
    yield ReviewGroup("Overdue", -1, [r for r in reviews if r.days < 0])
    since = 0
    for until in windows:
        title = f"Due in {since} to {until} days" if since else f"Due within {until} days"
        yield ReviewGroup(title, until, [r for r in reviews if since <= r.days <= until])
        since = until + 1
    yield ReviewGroup("Later", None, [r for r in reviews if r.days >= since])


def _months(reviews: list[Review], today: date) -> Iterator[tuple[str, list[Review]]]:
    """This month and the eleven after it, each with the reviews that are due in it."""
    for ahead in range(12):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        due = [review for review in reviews if (review.due.year, review.due.month) == (year, month + 1)]
        yield f"{MONTHS[month]} {year}", due


def _unreviewed(survey: Survey) -> Iterator[tuple[Entry, Strategy, list[str]]]:
    """The strategies in use that nobody has reviewed, or that do not say when they will be; and which it is."""
    for entry, strategy in survey.strategies:
        if not needs_review(strategy):
            continue
        reasons = [] if _reviewers(strategy) else ["has not been reviewed"]
        if due_day(strategy) is None:
            reasons.append("no date for the next review")
        if reasons:
            yield entry, strategy, reasons


def _reviewers(strategy: Strategy) -> list[str]:
    """Who has reviewed a strategy. Before approval, a name without a date is that of somebody who has yet to look."""
    document = strategy.document
    person = document.reviewed_by
    return known_names(person.name) if person and (known_names(person.date) or document.status not in OPEN) else []
