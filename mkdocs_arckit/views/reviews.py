"""Reviews: what is overdue, what is due soon, what has never been reviewed, and whose approval is pending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_arckit.checks.people import named, people_text
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.model.vocabulary import OPEN
from mkdocs_arckit.portfolio.approvals import PendingApprovals, awaited
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import CALENDAR, MONTHS, Review, due_day, in_words, upcoming
from mkdocs_arckit.views.view import OF_DOCUMENTS, OfBrokenFile, OfDay, OfDocument, OfPage, View


@dataclass(frozen=True)
class ReviewRow:
    """A review that lies ahead, or should have been.

    Attributes:
        document: the document.
        owner: its owners, with their roles.
        due: the day.
        days: how many days are left; negative if the day has passed.
    """

    document: OfDocument
    owner: str
    due: date
    days: int

    @property
    def words(self) -> str:
        """How far it lies ahead."""
        return in_words(self.days)


@dataclass(frozen=True)
class UnreviewedRow:
    """A document that nobody has reviewed, or that does not say when it will be.

    Attributes:
        document: the document.
        owner: its owners, with their roles.
        missing: what is missing, in words.
    """

    document: OfDocument
    owner: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class AwaitedApproval:
    """A document waits for a person.

    Attributes:
        document: the document.
        person: the name; empty where nobody is named.
        roles: in which roles they are asked.
    """

    document: OfDocument
    person: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """What one person has to do now.

    Attributes:
        act: what.
        roles: as whom.
        document: the document.
        review: the review that is due, if it is one.
    """

    act: str
    roles: tuple[str, ...]
    document: Document
    review: ReviewRow | None = None

    @property
    def urgency(self) -> tuple[int, int]:
        """Reviews that are overdue come first, then approvals, then reviews that are due soon."""
        days = self.review.days if self.review else 0
        return (1, 0) if self.review is None else (0 if days < 0 else 2, days)


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
    reviews: list[ReviewRow]


@dataclass(frozen=True)
class ReviewsAnswer:
    """Reviews and approvals of the strategies in use.

    Attributes:
        today: the day that reviews are compared with.
        windows: within how many days a review counts as due soon.
        calendar: the reviews as a calendar to subscribe to; empty if there is none.
        reviews: the reviews with a date, earliest first.
        unreviewed: what nobody has reviewed, or has no date.
        awaited: the approvals that are awaited, by person; those that wait for nobody in particular come last.
        invalid: the files of which nothing is known, because they have errors.
    """

    today: OfDay
    windows: tuple[int, ...]
    calendar: OfPage
    reviews: tuple[ReviewRow, ...]
    unreviewed: tuple[UnreviewedRow, ...]
    awaited: tuple[AwaitedApproval, ...]
    invalid: tuple[OfBrokenFile, ...]

    @property
    def tasks(self) -> list[tuple[str, list[Task]]]:
        """What each person has to do now, the most urgent first; the name is empty where nobody is named."""
        soon = min(self.windows, default=0)
        found: dict[str, tuple[str, list[Task]]] = {}

        def add(person: str, task: Task) -> None:
            found.setdefault(person.casefold(), (person, []))[1].append(task)

        for review in self.reviews:
            if review.days <= soon:
                owners = [who.name for who in named(review.document.strategy.document.owner)]
                for owner in owners or [""]:
                    add(owner, Task("Review", ("Owner",), review.document, review))
        for row in self.awaited:
            act = "Review" if row.roles == ("Reviewed By",) else "Approve"
            add(row.person, Task(act, row.roles, row.document))
        for _, tasks in found.values():
            tasks.sort(key=lambda task: task.urgency)
        return sorted(found.values(), key=lambda of: (of[1][0].urgency, not of[0]))

    @property
    def groups(self) -> list[ReviewGroup]:
        """The reviews, by how soon they are due."""
        found = [ReviewGroup("Overdue", -1, [r for r in self.reviews if r.days < 0])]
        since = 0
        for until in self.windows:
            title = f"Due in {since} to {until} days" if since else f"Due within {until} days"
            found.append(ReviewGroup(title, until, [r for r in self.reviews if since <= r.days <= until]))
            since = until + 1
        return [*found, ReviewGroup("Later", None, [r for r in self.reviews if r.days >= since])]

    @property
    def months(self) -> list[tuple[str, list[ReviewRow]]]:
        """This month and the eleven after it, each with the reviews that are due in it."""
        found = []
        for ahead in range(12):
            year, month = divmod(self.today.year * 12 + self.today.month - 1 + ahead, 12)
            due = [row for row in self.reviews if (row.due.year, row.due.month) == (year, month + 1)]
            found.append((f"{MONTHS[month]} {year}", due))
        return found

    @property
    def people(self) -> list[tuple[str, list[AwaitedApproval]]]:
        """The awaited approvals of each person."""
        found: dict[str, list[AwaitedApproval]] = {}
        for row in self.awaited:
            found.setdefault(row.person, []).append(row)
        return list(found.items())


def _owner(document: Document) -> str:
    return people_text(document.strategy.document.owner)


def _review(review: Review) -> ReviewRow:
    return ReviewRow(review.document, _owner(review.document), review.due, review.days)


def _awaited(pending: PendingApprovals) -> Iterator[AwaitedApproval]:
    for document, roles in pending.waiting:
        yield AwaitedApproval(document, pending.person, tuple(roles))


def _unreviewed(portfolio: Portfolio) -> Iterator[UnreviewedRow]:
    for document in portfolio.in_use:
        reasons = [] if _reviewers(document.strategy) else ["has not been reviewed"]
        if due_day(document.strategy) is None:
            reasons.append("no date for the next review")
        if reasons:
            yield UnreviewedRow(document, _owner(document), tuple(reasons))


def _reviewers(strategy: Strategy) -> list[str]:
    """List who has reviewed a strategy. Before approval, a name without a date is somebody who has yet to look."""
    control = strategy.document
    return [who.name for who in named(control.reviewed_by) if who.date or control.status not in OPEN]


def _build(portfolio: Portfolio) -> ReviewsAnswer | None:
    """Build the review calendar; `None` if no strategy in use says a word about reviews or approvals."""
    reviews = tuple(map(_review, upcoming(portfolio)))
    approvals = tuple(row for pending in awaited(portfolio) for row in _awaited(pending))
    reviewed = any(_reviewers(document.strategy) for document in portfolio.in_use)
    if not (reviews or approvals or reviewed):
        return None
    return ReviewsAnswer(
        date.fromisoformat(portfolio.today),
        portfolio.review_windows,
        f"{portfolio.exports}/{CALENDAR}" if reviews and portfolio.exports is not None else "",
        reviews,
        tuple(_unreviewed(portfolio)),
        approvals,
        portfolio.broken,
    )


REVIEWS_VIEW = View(
    "reviews",
    "Reviews",
    "Which reviews are overdue or due soon, who was never reviewed, and whose approval is pending?",
    ReviewsAnswer,
    _build,
    order=10,
    rows=("reviews", "unreviewed", "awaited"),
    filters=OF_DOCUMENTS,
)
