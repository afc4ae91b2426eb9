"""Reviews: what is overdue, what is due soon, what has never been reviewed, and whose approval is pending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mkdocs_arckit.checks.people import named
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.model.vocabulary import OPEN
from mkdocs_arckit.portfolio.approvals import awaited
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import CALENDAR, MONTHS, Review, due_day, upcoming


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


def build_reviews(portfolio: Portfolio) -> dict[str, Any] | None:
    """Build the review calendar; `None` if no strategy in use says a word about reviews or approvals."""
    reviews, desks = upcoming(portfolio), awaited(portfolio)
    reviewed = any(_reviewers(document.strategy) for document in portfolio.in_use)
    if not (reviews or desks or reviewed):
        return None
    return {
        "groups": list(_groups(reviews, portfolio.review_windows)),
        "months": list(_months(reviews, date.fromisoformat(portfolio.today))),
        "unreviewed": list(_unreviewed(portfolio)),
        "awaited": desks,
        "invalid": portfolio.broken,
        "calendar": f"{portfolio.exports}/{CALENDAR}" if reviews and portfolio.exports is not None else None,
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
    """List this month and the eleven after it, each with the reviews that are due in it."""
    for ahead in range(12):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        due = [review for review in reviews if (review.due.year, review.due.month) == (year, month + 1)]
        yield f"{MONTHS[month]} {year}", due


def _unreviewed(portfolio: Portfolio) -> Iterator[tuple[Document, list[str]]]:
    """Yield the strategies in use that nobody has reviewed, or that do not say when they will be, and which it is."""
    for document in portfolio.in_use:
        reasons = [] if _reviewers(document.strategy) else ["has not been reviewed"]
        if due_day(document.strategy) is None:
            reasons.append("no date for the next review")
        if reasons:
            yield document, reasons


def _reviewers(strategy: Strategy) -> list[str]:
    """List who has reviewed a strategy. Before approval, a name without a date is somebody who has yet to look."""
    control = strategy.document
    return [who.name for who in named(control.reviewed_by) if who.date or control.status not in OPEN]
