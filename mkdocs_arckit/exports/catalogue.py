"""The portfolio as records, for other tools; the models say what they hold, and make its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as calendar_date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from mkdocs_arckit import findings
from mkdocs_arckit.checks.cells import known_names
from mkdocs_arckit.checks.people import day, named, signed_on
from mkdocs_arckit.exports.answers import with_descriptions
from mkdocs_arckit.model.people import Person
from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy
from mkdocs_arckit.model.vocabulary import INVALID
from mkdocs_arckit.portfolio.completeness import Completeness
from mkdocs_arckit.portfolio.documents import BrokenFile, Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.requirements import claims
from mkdocs_arckit.portfolio.reviews import is_overdue
from mkdocs_arckit.portfolio.technology_uses import technology_uses
from mkdocs_arckit.source.placeholders import is_placeholder
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.text.printable import printable
from mkdocs_arckit.views.code_of_practice import Practice, practice_of
from mkdocs_arckit.views.delivery import Metric, delivery
from mkdocs_arckit.views.maturity import MaturityRecord, maturity_of
from mkdocs_arckit.views.technology import UsedTechnology, used_technology
from mkdocs_arckit.views.traceability import ClaimedRequirement, claimed_requirement

VERSION = "1.0"
"""Of the data's format: what is added raises the second number, what is changed or goes the first."""
SCHEMA = "strategies.schema.json"
"""The schema's file, beside the index."""

Line = Annotated[str, BeforeValidator(printable)]
"""Plain text on one line."""


class SectionRecord(BaseModel):
    """How much of a section is there."""

    key: Line = Field(description="The section's key in devops.yaml; of a further section of the site, its heading")
    number: int | None = Field(description="1 to 17; null for a further section of the site")
    title: Line = Field(description="Its heading in the template, or the one that the site gives it")
    present: int = Field(description="How many of its elements are present; 0 if it does not apply")
    total: int = Field(description="How many elements it can have that count")
    missing: list[Line] = Field(description="The keys of the elements that are missing; none if it does not apply")
    not_applicable: Line | None = Field(description="Why it does not apply")


class ChoiceRecord(BaseModel):
    """What was selected among options."""

    section: Line = Field(description="The section's key in devops.yaml")
    key: Line = Field(description="The choice's key in the section")
    title: Line = Field(description="The choice's heading in the template")
    selected: list[Line] = Field(description="The names of the selected options")


class FindingRecord(BaseModel):
    """Something to fix."""

    rule: Line = Field(description="The finding's name, as the reference lists them")
    severity: findings.Severity = Field(description="How serious it is")
    message: Line = Field(description="What is wrong")
    hint: Line = Field(description="What to write instead; may be empty")
    line: int = Field(description="From 1; 0 if it is about the whole file")
    column: int = Field(description="From 1; 0 if it is about the whole file")
    key: Line = Field(description="The path of the key, such as ci.stages[2].jobs; empty for the whole file")


class PersonRecord(BaseModel):
    """Somebody who is named."""

    name: Line = Field(description="The name")
    role: Line | None = Field(description="The role")
    date: calendar_date | None = Field(description="The day on which they signed, if they have")


class InvalidRecord(BaseModel):
    """A file with errors, of which nothing else is known."""

    status: Literal["INVALID"] = Field(description="Takes the place of a status")
    page: Line = Field(description="The address of its page")
    source: Line = Field(description="The path of the YAML file")
    findings: list[FindingRecord] = Field(description="What to fix, in the order of the file")


class StrategyRecord(BaseModel):
    """A strategy. What is PENDING or a placeholder is null."""

    project_id: Line = Field(description="project.id")
    project_name: Line = Field(description="project.name")
    document_id: Line = Field(description="document.id, or the one that is made of project and version")
    title: Line = Field(description="document.title")
    version: Line = Field(description="document.version")
    status: Line | None = Field(description="document.status")
    classification: Line = Field(description="document.classification")
    created: calendar_date | None = Field(description="document.created")
    last_modified: calendar_date | None = Field(description="document.last_modified")
    review_cycle: Line | None = Field(description="document.review_cycle")
    next_review: calendar_date | None = Field(description="document.next_review")
    overdue: bool = Field(description="Whether the document is in use and that day is before the data's date")
    owner: Line | None = Field(description="document.owner: names and roles as one text")
    reviewed_by: Line | None = Field(description="document.reviewed_by: the names as one text")
    reviewed_on: calendar_date | None = Field(
        description="The day of the last of them; null if one has not reviewed it"
    )
    approved_by: Line | None = Field(description="document.approved_by: the names as one text")
    approved_on: calendar_date | None = Field(
        description="The day of the last of them; null if one has not approved it"
    )
    owners: list[PersonRecord] = Field(description="document.owner, each person")
    reviewers: list[PersonRecord] = Field(description="document.reviewed_by, each person")
    approvers: list[PersonRecord] = Field(description="document.approved_by, each person")
    not_in_order: list[Line] = Field(
        description="Why it lacks what its status says; empty if it does not, and before approval"
    )
    distribution: Line | None = Field(description="document.distribution")
    supersedes: list[Line] = Field(description="IDs of documents that it supersedes, as either document says")
    superseded_by: list[Line] = Field(description="IDs of documents that supersede it, as either document says")
    in_force: bool = Field(description="Whether it is APPROVED or PUBLISHED, in order, and not replaced")
    replaced: bool = Field(description="Whether another document has superseded it")
    complete: int = Field(description="Completeness in whole percent, rounded down")
    tags: list[Line] = Field(description="The page's tags")
    choices: list[ChoiceRecord] = Field(description="What was selected")
    sections: list[SectionRecord] = Field(description="Completeness of the sections that count")
    findings: list[FindingRecord] = Field(description="What to fix, in the order of the file")
    dora: dict[str, Metric] = Field(description="The DORA metrics by key, and their bands; empty if none is said")
    maturity: MaturityRecord | None = Field(description="The maturity levels and milestones; null if none is said")
    technologies: list[UsedTechnology] = Field(description="The technologies, in the order of the file")
    requirements: list[ClaimedRequirement] = Field(description="The requirements that it claims; ranges in full")
    code_of_practice: Practice = Field(description="What it says about the Technology Code of Practice")
    page: Line = Field(description="The address of its page")
    source: Line = Field(description="The path of the YAML file")


class Catalogue(BaseModel):
    """The strategies of a site, as mkdocs-arckit publishes them."""

    schema_: str = Field(alias="$schema", description="The address of the schema, relative to this file")
    version: str = Field(pattern=r"^1\.[0-9]+$", description="The version of this format")
    date: calendar_date = Field(description="The day that reviews are overdue against")
    strategies: list[StrategyRecord] = Field(description="The strategies, by project and path")
    invalid: list[InvalidRecord] = Field(description="The files with errors")


def catalogue(portfolio: Portfolio) -> Catalogue:
    """Collect the records of all strategies."""
    return Catalogue(
        **{"$schema": SCHEMA},
        version=VERSION,
        date=calendar_date.fromisoformat(portfolio.today),
        strategies=[_record(portfolio, document) for document in portfolio.documents],
        invalid=[_invalid(portfolio, file) for file in portfolio.broken],
    )


@cache
def catalogue_schema() -> dict[str, Any]:
    """Return the JSON Schema of the data, draft 2020-12; it is made once, and nobody changes it."""
    schema = with_descriptions(Catalogue.model_json_schema(by_alias=True, mode="serialization"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _invalid(portfolio: Portfolio, file: BrokenFile) -> InvalidRecord:
    page, found = portfolio.link(file.address), _findings(file.findings)
    return InvalidRecord(status=INVALID, page=page, source=file.path, findings=found)


def _record(portfolio: Portfolio, document: Document) -> StrategyRecord:
    strategy = document.strategy
    control, measured, row = strategy.document, document.completeness, portfolio.versions.row(document)
    return StrategyRecord(
        project_id=strategy.project.id,
        project_name=document.project_name,
        document_id=strategy.document_id,
        title=plain_text(control.title),
        version=plain_text(control.version),
        status=_known(control.status),
        classification=control.classification,
        created=day(control.created),
        last_modified=day(control.last_modified),
        review_cycle=_known(control.review_cycle),
        next_review=day(control.next_review),
        overdue=is_overdue(strategy, portfolio.today),
        owner=", ".join(", ".join(filter(None, (who.name, who.role))) for who in named(control.owner)) or None,
        reviewed_by=_names(control.reviewed_by),
        reviewed_on=signed_on(control.reviewed_by),
        approved_by=_names(control.approved_by),
        approved_on=signed_on(control.approved_by),
        owners=_people(control.owner),
        reviewers=_people(control.reviewed_by),
        approvers=_people(control.approved_by),
        not_in_order=[finding.message for finding in document.out_of_order],
        distribution=_named(control.distribution),
        supersedes=[name for name, _ in row.replaces] if row else known_names(control.supersedes),
        superseded_by=[name for name, _ in row.replaced_by] if row else known_names(control.superseded_by),
        in_force=bool(row and row.current),
        replaced=portfolio.versions.is_replaced(document),
        complete=measured.percent,
        tags=strategy.tags or [],
        choices=list(_choices(strategy)),
        sections=list(_sections(measured)),
        findings=_findings(document.findings),
        dora=delivered.metrics if (delivered := delivery(document)) else {},
        maturity=maturity_of(document, calendar_date.fromisoformat(portfolio.today)),
        technologies=[used_technology(use) for use in technology_uses([document], portfolio.technologies)],
        requirements=[claimed_requirement(claim) for claim in claims([document])],
        code_of_practice=practice_of(document),
        page=portfolio.link(document.address),
        source=document.path,
    )


def _named(cell: str | list[str] | None) -> str | None:
    return ", ".join(known_names(cell)) or None


def _names(people: Iterable[Person] | None) -> str | None:
    return ", ".join(person.name for person in named(people)) or None


def _people(people: Iterable[Person] | None) -> list[PersonRecord]:
    return [PersonRecord(name=p.name, role=p.role or None, date=p.date) for p in named(people)]


def _known(word: str | None) -> str | None:
    return None if word is None or is_placeholder(word) else word


def _sections(measured: Completeness) -> Iterator[SectionRecord]:
    for key, filled in measured.sections.items():
        yield SectionRecord(
            key=key,
            number=filled.number,
            title=filled.title,
            present=filled.present,
            total=filled.total,
            missing=measured.missing.get(key, []),
            not_applicable=None if filled.reason is None else plain_text(filled.reason),
        )


def _choices(strategy: Strategy) -> Iterator[ChoiceRecord]:
    for section, key, typed in strategy.selections():
        if selected := known_names(typed):
            yield ChoiceRecord(
                section=section, key=key, title=SECTION_TYPES[section].elements[key].title, selected=selected
            )


def _findings(found: Iterable[findings.Finding]) -> list[FindingRecord]:
    return [
        FindingRecord(
            rule=f.rule,
            severity=f.severity,
            message=f.published,
            hint=f.hint,
            line=f.line,
            column=f.column,
            key=f.key,
        )
        for f in sorted(found, key=lambda f: (f.line, f.column))
    ]
