"""Reviews: what is overdue, what is due soon, what has never been reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.entries import Entry
from mkdocs_arckit.portfolio.survey import Survey

_DONE = frozenset({"SUPERSEDED", "ARCHIVED"})


def is_overdue(strategy: Strategy, today: str) -> bool:
    """Whether a strategy should have been reviewed before `today` (`YYYY-MM-DD`)."""
    due = strategy.document.next_review
    return bool(due) and str(due) < today and needs_review(strategy)


def needs_review(strategy: Strategy) -> bool:
    """Whether a strategy is still in use; what is superseded or archived is reviewed no more."""
    return strategy.document.status not in _DONE


@dataclass(frozen=True)
class Review:
    """A review that lies ahead, or should have been.

    Attributes:
        entry: whose it is.
        strategy: what the entry says.
        due: the day, `YYYY-MM-DD`.
        days: how many days are left; negative if the day has passed.
    """

    entry: Entry
    strategy: Strategy
    due: str
    days: int


def upcoming(survey: Survey) -> list[Review]:
    """The reviews with a date, earliest first; what is superseded or archived needs none."""
    today = date.fromisoformat(survey.today)
    found = []
    for entry, strategy in survey.strategies:
        due = strategy.document.next_review
        if due is None or not needs_review(strategy):
            continue
        try:
            days = (date.fromisoformat(due) - today).days
        except ValueError:
            continue  # a placeholder
        found.append(Review(entry, strategy, due, days))
    return sorted(found, key=lambda review: (review.due, review.entry.address))


def build(survey: Survey) -> dict[str, Any] | None:
    """The review calendar; `None` if no strategy says when it is to be reviewed."""
    reviews = upcoming(survey)
    if not reviews:
        return None
    groups = [("Overdue", [r for r in reviews if r.days < 0])]
    since = 0
    for window in survey.review_windows:
        groups.append((f"Due within {window} days", [r for r in reviews if since <= r.days <= window]))
        since = window + 1
    groups.append(("Later", [r for r in reviews if r.days >= since]))
    return {"groups": [group for group in groups if group[1]]}
