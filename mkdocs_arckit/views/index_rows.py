"""The rows of the index: what it says of each strategy, and of each file with errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from mkdocs_arckit.checks.cells import known_names
from mkdocs_arckit.checks.people import named, people_text, signed_on
from mkdocs_arckit.model.strategy import DocumentControl
from mkdocs_arckit.model.vocabulary import INVALID, PENDING
from mkdocs_arckit.portfolio.documents import DONE, Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import due_day, in_words, is_overdue
from mkdocs_arckit.portfolio.technologies import Technologies, mentions
from mkdocs_arckit.text.inline import plain
from mkdocs_arckit.text.link_targets import unlinked
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.views.view import OfBrokenFile, OfDocument

ATTENTION = ("wrong", "overdue", "due", "review")
"""Why somebody has to look at a strategy, the most urgent first: it is invalid or not in order, its review is overdue
or due soon, it is in review."""


@dataclass(frozen=True)
class NamedTechnology:
    """A technology in a strategy.

    Attributes:
        layer: its layer.
        words: what the author wrote.
        name: its name without the version, so that `Python` finds `Python 3.12`.
    """

    layer: str
    words: str
    name: str


@dataclass(frozen=True)
class IndexRow:
    """What the index says of a strategy.

    Attributes:
        document: the document.
        classification: its classification.
        owner: the name of its owner, without the role; empty if nobody is named.
        tags: its tags.
        approvers: who approved it, or is to; nobody if that is not known.
        approved: the day on which the last of them did; `None` if one has not.
        technologies: the technologies of its stack.
        folder: the folder that it lies in among its like, as people know it.
        percent: its completeness in whole percent, rounded down.
        due: the day of the next review, if it needs one.
        days: how many days are left until then; negative if the day has passed.
        attention: why somebody has to look at it, the most urgent first: `wrong`, `overdue`, `due`, `review`.
        superseded: whether another one has taken its place.
    """

    document: OfDocument
    classification: str
    owner: str
    tags: tuple[str, ...]
    approvers: tuple[str, ...]
    approved: date | None
    technologies: tuple[NamedTechnology, ...]
    folder: str
    percent: int
    due: date | None
    days: int | None
    attention: tuple[str, ...]
    superseded: bool

    @property
    def control(self) -> DocumentControl:
        """What the document says of itself."""
        return self.document.strategy.document

    @property
    def status(self) -> str:
        """Its status."""
        return self.control.status

    @property
    def title(self) -> str:
        """Its title as plain text."""
        return plain(unlinked(self.control.title))

    @property
    def when(self) -> str:
        """How far away its next review is; empty if it needs none."""
        return "" if self.days is None else in_words(self.days)

    @property
    def urgency(self) -> tuple[bool, int, str]:
        """What the index is sorted by unless somebody wants another order: what needs attention comes first.

        `index.js` sorts in the same way on the reader's day.
        """
        first = ATTENTION.index(self.attention[0]) if self.attention else len(ATTENTION)
        done = self.superseded or self.status in DONE
        return done, first, str(self.due) if first in {1, 2} else ""

    @property
    def facts(self) -> dict[str, object]:
        """What `index.js` reads."""
        stack = self.technologies
        return {
            "status": self.status,
            "folder": self.folder,
            "classification": self.classification,
            "owner": self.owner,
            "tag": "\n".join(self.tags),
            "technology": "\n".join(dict.fromkeys(f"{used.layer}\t{used.words}" for used in stack)),
            "family": "\n".join(dict.fromkeys(f"{used.layer}\t{used.name}" for used in stack)),
            "approver": "\n".join(self.approvers),
            "approved": self.approved,
            "due": self.due,
            "superseded": "yes" if self.superseded else "",
            "document": plain(self.document.strategy.document_id),
            "disorder": "yes" if self.document.out_of_order else "",
        }

    def cell(self, column: str) -> tuple[str, bool]:
        """Return what it says in a column, and whether that says that nothing is known."""
        text = INDEX_COLUMNS[column].text(self)
        return text, not known_names(text)


@dataclass(frozen=True)
class BrokenRow:
    """A file with errors, of which nothing else is known.

    Attributes:
        file: the file.
        folder: the folder that it lies in among its like, as people know it.
    """

    file: OfBrokenFile
    folder: str
    status: ClassVar = INVALID
    attention: ClassVar = ("wrong",)
    approved: ClassVar = None

    @property
    def facts(self) -> dict[str, object]:
        """What `index.js` reads."""
        return {"status": self.status, "folder": self.folder}


def index_row(document: Document, folder: str, portfolio: Portfolio) -> IndexRow:
    """Find what the index says of a document."""
    strategy, control, due = document.strategy, document.strategy.document, due_day(document.strategy)
    technologies = portfolio.technologies or Technologies()
    stack = (NamedTechnology(at, words, technologies.named(words).name) for at, words, _ in mentions(strategy))
    days = (due - date.fromisoformat(portfolio.today)).days if due else None
    reasons = {
        "wrong": bool(document.out_of_order),
        "overdue": is_overdue(strategy, portfolio.today),
        "due": days is not None and 0 <= days <= portfolio.soon,
        "review": control.status == "IN_REVIEW",
    }
    return IndexRow(
        document,
        control.classification,
        ", ".join(who.name for who in named(control.owner)) or people_text(control.owner),
        tuple(filter(None, map(plain_text, strategy.tags or ()))),
        tuple(dict.fromkeys(who.name for who in named(control.approved_by))),
        signed_on(control.approved_by),
        tuple(dict.fromkeys(stack)),
        folder,
        document.completeness.percent,
        due,
        days,
        tuple(reason for reason in ATTENTION if reasons[reason]),
        portfolio.versions.is_replaced(document),
    )


class Column(NamedTuple):
    """A column of the index: its heading, and what a strategy says in it."""

    title: str
    text: Callable[[IndexRow], str]


INDEX_COLUMNS: dict[str, Column] = {
    "project": Column("Project and document", lambda row: row.document.project_name),
    "status": Column("Status", lambda row: row.document.status),
    "version": Column("Version", lambda row: plain_text(row.control.version)),
    "approved_by": Column("Approved by", lambda row: people_text(row.control.approved_by, dates=True) or PENDING),
    "next_review": Column("Next review", lambda row: plain_text(row.control.next_review or "") or PENDING),
    "owner": Column("Owner", lambda row: people_text(row.control.owner) or PENDING),
    "classification": Column("Classification", lambda row: row.classification),
    "complete": Column("Complete", lambda row: f"{row.percent} %"),
    "tags": Column("Tags", lambda row: ", ".join(row.tags)),
    "technology": Column("Technology", lambda row: ", ".join(dict.fromkeys(used.words for used in row.technologies))),
    "folder": Column("Folder", lambda row: row.folder),
}
"""All columns."""
DEFAULT_COLUMNS = tuple(INDEX_COLUMNS)[:8]
"""Those of an index that asks for none."""
