"""Reviews: when each is due, and how far away that day is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.documents import DONE, Document
from mkdocs_arckit.portfolio.portfolio import Portfolio

CALENDAR = "reviews.ics"
"""The reviews as a calendar, beside the index."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The names of the months; Python's own are those of the locale."""


def is_overdue(strategy: Strategy, today: str) -> bool:
    """Say whether a strategy should have been reviewed before `today` (`YYYY-MM-DD`)."""
    due = due_day(strategy)
    return due is not None and due.isoformat() < today


def needs_review(strategy: Strategy) -> bool:
    """Say whether a strategy is still in use; what is superseded or archived is reviewed no more."""
    return strategy.document.status not in DONE


def due_day(strategy: Strategy) -> date | None:
    """Return the day of the next review, if there is to be one and its day is known."""
    try:
        return date.fromisoformat(strategy.document.next_review or "") if needs_review(strategy) else None
    except ValueError:  # a placeholder
        return None


def in_words(days: int) -> str:
    """Say how far a day lies ahead; a negative number has passed. `dates.js` says the same."""
    if days < 0:
        return "1 day overdue" if days == -1 else f"{-days} days overdue"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


@dataclass(frozen=True)
class Review:
    """A review that lies ahead, or should have been.

    Attributes:
        document: whose it is.
        due: the day.
        days: how many days are left; negative if the day has passed.
    """

    document: Document
    due: date
    days: int

    @property
    def words(self) -> str:
        """How far it lies ahead."""
        return in_words(self.days)


def upcoming(portfolio: Portfolio) -> list[Review]:
    """List the reviews with a date, earliest first; what is superseded or archived needs none."""
    today = date.fromisoformat(portfolio.today)
    dated = [(document, due_day(document.strategy)) for document in portfolio.documents]
    found = [Review(document, due, (due - today).days) for document, due in dated if due]
    return sorted(found, key=lambda review: (review.due, review.document.address))
