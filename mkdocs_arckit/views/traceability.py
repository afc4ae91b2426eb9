"""Traceability: which requirement is met by whom, and what is missing on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from pydantic import Field

from mkdocs_arckit.checks.cells import known_text
from mkdocs_arckit.model.vocabulary import TRACE_SIGNS
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.requirements import Claim, Requirement, Requirements, Trace, claims
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.views.view import OfDocument, OfPage, View, of_several

_WORDS = {"met": "Met", "partial": "Partly met", "planned": "Planned", "not_met": "Not met"}


@dataclass(frozen=True)
class ClaimedRequirement:
    """A requirement that a document claims to meet.

    Attributes:
        id: its ID.
        requirement: what is required, in the author's words.
        element: what meets it, in the author's words.
        status: `met`, `partial`, `planned`, `not_met`, or the author's own words; empty if there is none.
    """

    id: str
    requirement: str
    element: str
    status: str

    @property
    def status_words(self) -> str:
        """The status with its sign, or the author's own words."""
        status = self.status or "no status"
        return f"{TRACE_SIGNS[status]} {_WORDS[status]}" if status in _WORDS else status


@dataclass(frozen=True)
class RequirementClaim:
    """A document says how it meets a requirement.

    Attributes:
        document: the document.
        claim: what it says.
    """

    document: OfDocument
    claim: ClaimedRequirement


@dataclass(frozen=True)
class RequirementRow:
    """A requirement and those who claim it.

    Attributes:
        id: its ID.
        project: the ID of the project whose requirement it is; empty if it is everybody's.
        title: what it asks for, as a list says.
        link: where it is kept, an address of the web.
        page: the page of this site that it is from; empty if it is from none.
        listed: whether a list has it.
        missing: whether a list should have it and does not.
        anchor: where it stands on the page of all.
        claims: who claims it.
    """

    id: str
    project: str
    title: str
    link: str
    page: OfPage
    listed: bool
    missing: bool
    anchor: Annotated[str, Field(exclude=True)]
    claims: tuple[RequirementClaim, ...]


@dataclass(frozen=True)
class ListOfRequirements:
    """A list or a document that requirements are from.

    Attributes:
        name: the file, as people are told of it.
        holds: how many requirements it has.
        page: the page of this site that it is; empty if it is none.
    """

    name: str
    holds: int
    page: OfPage


@dataclass(frozen=True)
class UnlistedProject:
    """A project of which no list or document of requirements was found.

    Attributes:
        project: the name of the project.
        claimed: how many requirements it claims.
    """

    project: str
    claimed: int


@dataclass(frozen=True)
class TraceabilityAnswer:
    """Every requirement that is listed or claimed.

    Attributes:
        in_use: how many strategies are in use.
        requirements: the requirements, by project and ID.
        sources: where listed requirements are from.
        unknown: projects whose requirements are not known.
    """

    in_use: int
    requirements: tuple[RequirementRow, ...]
    sources: tuple[ListOfRequirements, ...]
    unknown: tuple[UnlistedProject, ...]

    @property
    def required(self) -> int:
        """How many requirements are listed."""
        return sum(row.listed for row in self.requirements)

    @property
    def claimed(self) -> int:
        """How many of them are claimed."""
        return sum(row.listed and bool(row.claims) for row in self.requirements)

    @property
    def unlisted(self) -> int:
        """How many are claimed, of projects without a list."""
        return sum(not row.listed and not row.missing for row in self.requirements)

    @property
    def unclaimed(self) -> list[RequirementRow]:
        """The requirements that are unclaimed."""
        return [row for row in self.requirements if not row.claims]

    @property
    def missing(self) -> list[RequirementRow]:
        """The requirements that a list should have."""
        return [row for row in self.requirements if row.missing]

    @property
    def groups(self) -> list[list[RequirementRow]]:
        """The requirements of a project that follow one another and are claimed in the same words, together."""
        return [list(rows) for _, rows in groupby(self.requirements, key=_said)]

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """How many claims have which status; the words of the format first."""
        counts = Counter(claimed.claim.status_words for row in self.requirements for claimed in row.claims)
        order = [f"{TRACE_SIGNS[key]} {text}" for key, text in _WORDS.items()]
        return sorted(counts.items(), key=lambda s: (order.index(s[0]) if s[0] in order else 9, s[0]))


def _said(row: RequirementRow) -> tuple[object, ...]:
    said = [(c.document.address, c.claim.requirement, c.claim.element, c.claim.status) for c in row.claims]
    return row.project, row.listed, row.missing, said, None if said else row.id


def claimed_requirement(claim: Claim) -> ClaimedRequirement:
    """Describe what a claim says."""
    row = claim.row
    status = plain_text(row.status) if row.status else ""
    return ClaimedRequirement(claim.id, known_text(row.requirement), known_text(row.element), status)


def _claim(claim: Claim) -> RequirementClaim:
    return RequirementClaim(claim.document, claimed_requirement(claim))


def _row(trace: Trace) -> RequirementRow:
    listed = trace.listed or Requirement(trace.id)
    said = (listed.title, listed.link, listed.page, trace.listed is not None, trace.missing, trace.anchor)
    return RequirementRow(
        trace.id,
        trace.project,
        *said,
        tuple(map(_claim, trace.claims)),
    )


def _build(portfolio: Portfolio) -> TraceabilityAnswer | None:
    if not portfolio.traces:
        return None
    known = portfolio.requirements or Requirements()
    projects: dict[str, set[str]] = {}
    for document in portfolio.in_use:
        if not known.speak_for(document.strategy.project.id):
            projects.setdefault(document.project_name, set()).update(claim.id for claim in claims([document]))
    return TraceabilityAnswer(
        len(portfolio.in_use),
        tuple(map(_row, portfolio.traces)),
        tuple(ListOfRequirements(*source) for source in known.sources),
        tuple(UnlistedProject(name, len(ids)) for name, ids in projects.items()),
    )


def anchors_for(project: str, traces: list[Trace]) -> Mapping[str, str]:
    """Map the requirements that a project may name, its own or everybody's, to their anchors; by folded ID."""
    own = {trace.id.casefold(): trace.anchor for trace in traces if trace.project.casefold() == project.casefold()}
    return {trace.id.casefold(): trace.anchor for trace in traces if not trace.project} | own


TRACEABILITY_VIEW = View(
    "traceability",
    "Traceability",
    "Which requirement is claimed by whom, and what is missing on either side?",
    TraceabilityAnswer,
    _build,
    order=70,
    section="traceability",
    rows=("requirements",),
    is_long=True,
    filters={
        **of_several(lambda row: row.claims),
        "requirement": lambda row: (row.id,),
        "status": lambda row: (claimed.claim.status for claimed in row.claims),
    },
)
