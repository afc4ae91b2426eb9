"""Approvals that are awaited: who has what on their desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_arckit.checks.people import has_signed, named, people_in
from mkdocs_arckit.model.strategy import DocumentControl, Strategy
from mkdocs_arckit.model.vocabulary import OPEN
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.text.plain import plain_items


@dataclass(frozen=True)
class PendingApprovals:
    """What waits for one person.

    Attributes:
        person: the name; empty where nobody is named.
        waiting: the strategies, and what is asked for in each: the roles.
    """

    person: str
    waiting: list[tuple[Document, list[str]]]


def awaited(portfolio: Portfolio) -> list[PendingApprovals]:
    """List the desks, by name; what waits for nobody in particular comes last."""
    people: dict[str, str] = {}
    waiting: dict[str, list[tuple[Document, list[str]]]] = {}
    for document in portfolio.documents:
        asked: dict[str, list[str]] = {}
        for person, role in approvers_asked(document.strategy):
            folded = person.casefold()
            people.setdefault(folded, person)
            asked.setdefault(folded, []).append(role)
        for folded, roles in asked.items():
            waiting.setdefault(folded, []).append((document, list(dict.fromkeys(filter(None, roles)))))
    return [
        PendingApprovals(people[folded], waiting[folded])
        for folded in sorted(waiting, key=lambda name: (not name, name))
    ]


def approvers_asked(strategy: Strategy) -> Iterator[tuple[str, str]]:
    """Yield who is asked, and in which role; without a name where a role waits for one."""
    control, approval = strategy.document, strategy.approval
    titles = {name: field.title or name for name, field in DocumentControl.model_fields.items()}
    found = []
    for row in (approval.rows if approval and approval.not_applicable is None else None) or []:
        if not has_signed(row):
            found += [(person, ", ".join(plain_items(row.role))) for person in people_in(row.name) or [""]]
    for key in ("reviewed_by", "approved_by") if control.status in OPEN else ("approved_by",):
        found += [(who.name, titles[key]) for who in named(getattr(control, key)) if not who.date]
    if not named(control.approved_by) and (control.status not in OPEN or (control.status == "IN_REVIEW" and not found)):
        found.append(("", titles["approved_by"]))
    yield from found
