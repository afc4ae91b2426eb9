"""A whole strategy: document control, the 17 sections, approval, references and the author's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, PrivateAttr

from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.model.base import Choice, Model, OneOrMore, Row, WithOwnKeys, key_field, models_in, required
from mkdocs_arckit.model.fields import Block, Cell, Classification, PendingCell, PendingDate, ReviewCycle, Status, Text
from mkdocs_arckit.model.overview import Overview, SourceControl
from mkdocs_arckit.model.parse import fail
from mkdocs_arckit.model.people import People
from mkdocs_arckit.model.pipelines import Cd, Ci
from mkdocs_arckit.model.practice import (
    DeveloperExperience,
    DevSecOps,
    Metrics,
    Observability,
    Platform,
    Release,
    Traceability,
    UkGovernment,
)
from mkdocs_arckit.model.runtime import Containers, Environments, Iac, Kubernetes, Secrets
from mkdocs_arckit.model.section import RowsSection, Section, element
from mkdocs_arckit.model.site_sections import TEMPLATE, SiteSections
from mkdocs_arckit.source.placeholders import is_placeholder

DOCUMENT_TYPE = "DevOps Strategy"
_PEOPLE = "`Name, Role (YYYY-MM-DD)`, or a list of people, each with a date"
_PROJECT_ID = re.compile(r"[0-9]{3,}|[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*")


def is_project_id(text: str) -> bool:
    """Return whether a text can be the ID of a project."""
    return _PROJECT_ID.fullmatch(text.strip()) is not None


def _project_id(value: Any) -> Any:
    if isinstance(value, str) and not is_project_id(value) and not is_placeholder(value):
        hint = "write three digits or more, such as 001, or a slug that starts with a letter, such as pay"
        raise fail("project-id", f"{quoted_value(value)} is not a project ID", hint)
    return value


class Project(Model):
    """The project that the strategy is for."""

    id: Annotated[Text, BeforeValidator(_project_id)] = required(
        "Project ID", "Three digits or more, or a slug that starts with a letter"
    )
    name: Text = required("Project name", "The project's name, as people call it")


class DocumentControl(WithOwnKeys):
    """Document Control; `x-` keys are further rows."""

    title: Text = key_field("Title", "The page's title adds the project's name", default=DOCUMENT_TYPE)
    id: Text | None = key_field("Document ID", "By default ARC-<project.id>-DEVOPS-v<version>")
    version: Text = required("Version", "The document's version")
    status: Status = required("Status", "The document's status")
    classification: Classification = required("Classification", "Who may read it")
    created: PendingDate = key_field("Created Date", "YYYY-MM-DD")
    last_modified: PendingDate = key_field("Last Modified", "YYYY-MM-DD")
    review_cycle: ReviewCycle | None = key_field("Review Cycle", "How often it is reviewed; your own words may follow")
    next_review: PendingDate = key_field("Next Review Date", "YYYY-MM-DD")
    owner: People | None = key_field("Owner", "`Name, Role`, or a list of people")
    reviewed_by: People | None = key_field("Reviewed By", f"{_PEOPLE}, or PENDING")
    approved_by: People | None = key_field("Approved By", f"{_PEOPLE}, or PENDING; all of them have to sign")
    distribution: Cell | None = key_field("Distribution", "Who gets it")
    supersedes: Cell | None = key_field("Supersedes", "ID of the document that this one replaces")
    superseded_by: Cell | None = key_field("Superseded By", "ID of the document that replaces this one")


class RevisionRow(Row):
    version: Cell = required("Version")
    date: PendingDate = key_field("Date", "YYYY-MM-DD")
    author: PendingCell = key_field("Author")
    changes: Cell | None = key_field("Changes")
    approved_by: People | None = key_field("Approved By", f"{_PEOPLE}, or PENDING")
    approval_date: PendingDate = key_field("Approval Date", "YYYY-MM-DD, or PENDING")


class Revisions(RowsSection):
    """Revision History."""

    title = "Revision History"

    rows: list[RevisionRow] | None = element("Revision History", "One row a version")


class ApprovalRow(Row):
    role: Cell = required("Role")
    name: PendingCell = key_field("Name")
    signature: Cell | None = key_field("Signature")
    date: PendingDate = key_field("Date", "YYYY-MM-DD")


class Approval(RowsSection):
    """Approval."""

    title = "Approval"

    rows: list[ApprovalRow] | None = element("Approval", "Who signs")


class ReferenceRow(Row):
    document: Cell = required("Document")
    type: Cell | None = key_field("Type")
    source: Cell | None = key_field("Source")
    key_extractions: Cell | None = key_field("Key Extractions")
    path: Cell | None = key_field("Path")


class RegisterRow(Row):
    doc_id: Cell = required("Doc ID")
    filename: Cell | None = key_field("Filename")
    type: Cell | None = key_field("Type")
    source_location: Cell | None = key_field("Source Location")
    description: Cell | None = key_field("Description")


class CitationRow(Row):
    citation_id: Cell = required("Citation ID")
    doc_id: Cell | None = key_field("Doc ID")
    page_section: Cell | None = key_field("Page/Section")
    category: Cell | None = key_field("Category")
    quoted_passage: Cell | None = key_field("Quoted Passage")


class UnreferencedRow(Row):
    filename: Cell = required("Filename")
    source_location: Cell | None = key_field("Source Location")
    reason: Cell | None = key_field("Reason")


class References(RowsSection):
    """External References."""

    title = "External References"

    rows: list[ReferenceRow] | None = element("External References", "The documents that the strategy builds on")
    documents: list[RegisterRow] | None = element("Document Register", "The documents, in ArcKit's newer form")
    citations: list[CitationRow] | None = element("Citations", "What is quoted from them")
    unreferenced: list[UnreferencedRow] | None = element("Unreferenced Documents", "What was not used, and why")


class OwnSection(Model):
    """A section that the template does not have."""

    after: Text | None = key_field("After", "Key of the section that it follows; without it, Approval follows")
    heading: Cell = required("Heading", "As typed; a number is yours to type")
    body: Block | None = key_field("Body", "Markdown")


class Appendix(Model):
    """An appendix, after the external references."""

    heading: Cell = required("Heading", "As typed")
    body: Block | None = key_field("Body", "Markdown")


class Generated(WithOwnKeys):
    """The footer: what made the document."""

    by: Cell | None = key_field("Generated by")
    on: Cell | None = key_field("Generated on", "The day; `date` is another name of this key")
    date: Cell | None = key_field("Generated on", "Another name of `on`")
    arckit_version: Cell | None = key_field("ArcKit Version")
    model: Cell | None = key_field("Model")
    provenance: Block | None = key_field("Build Provenance", "Markdown after the footer, as ArcKit's build stamps it")

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Map the footer's keys to labels, in the template's order; the project comes from elsewhere in the file."""
        titles = {
            name: field.title or name
            for name, field in cls.model_fields.items()
            if name not in {"x", "date", "provenance"}
        }
        model = titles.pop("model")
        return titles | {"project": "Project", "model": model}


class Strategy(Model):
    """What a `devops.yaml` says."""

    project: Project = required("Project", "The project that the strategy is for")
    tags: OneOrMore | None = key_field("Tags", "The page's tags")
    document: DocumentControl = required("Document Control", "Version, status, classification, people and dates")
    revisions: Revisions | None = key_field("Revision History", "One row a version")
    summary: Block | None = key_field("Executive Summary", "Markdown before section 1")
    overview: Overview | None = key_field("1. DevOps Overview")
    source_control: SourceControl | None = key_field("2. Source Control Strategy")
    ci: Ci | None = key_field("3. CI Pipeline Design")
    cd: Cd | None = key_field("4. CD Pipeline Design")
    iac: Iac | None = key_field("5. Infrastructure as Code")
    containers: Containers | None = key_field("6. Container Strategy")
    kubernetes: Kubernetes | None = key_field("7. Kubernetes / Orchestration")
    environments: Environments | None = key_field("8. Environment Management")
    secrets: Secrets | None = key_field("9. Secret Management")
    developer_experience: DeveloperExperience | None = key_field("10. Developer Experience")
    observability: Observability | None = key_field("11. Observability Integration")
    devsecops: DevSecOps | None = key_field("12. DevSecOps")
    release: Release | None = key_field("13. Release Management")
    platform: Platform | None = key_field("14. Platform Engineering")
    uk_government: UkGovernment | None = key_field("15. UK Government Compliance")
    metrics: Metrics | None = key_field("16. Metrics & Improvement")
    traceability: Traceability | None = key_field("17. Requirements Traceability")
    sections: list[OwnSection] | None = key_field("Sections", "Sections of your own")
    approval: Approval | None = key_field("Approval", "Who signs")
    references: References | None = key_field("External References", "The documents that the strategy builds on")
    appendices: list[Appendix] | None = key_field("Appendices", "After the external references")
    closing: Block | None = key_field("Closing", "Markdown before the footer")
    generated: Generated | None = key_field("Footer", "What made the document")

    _site: SiteSections = PrivateAttr(default=TEMPLATE)

    @property
    def site(self) -> SiteSections:
        """What the site sets about the sections of all of its strategies."""
        return self._site

    def for_site(self, sections: SiteSections) -> Strategy:
        """Copy the strategy with the headings that the site gives to sections, where it gives none itself."""
        found = {key: getattr(self, key) for key, _ in sections.named}
        headed = {
            key: section.model_copy(update={"heading": sections.heading(key)})
            for key, section in found.items()
            if section is not None and section.heading is None
        }
        copy = self.model_copy(update=headed)
        copy._site = sections
        return copy

    @property
    def title(self) -> str:
        """The page's title."""
        return f"{self.document.title}: {self.project.name}"

    @property
    def document_id(self) -> str:
        """The document's ID, or the one that the template makes of project and version."""
        version = re.sub(r"^[vV](?:er(?:sion)?\.?\s*(?=[0-9])|\.?\s*)", "", self.document.version)
        return self.document.id or f"ARC-{self.project.id}-DEVOPS-v{version}"

    def selections(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield what is selected, as typed: a section's key, that of a choice in it, and the names of its options."""
        for key in NUMBERED:
            section = getattr(self, key)
            if section is None or section.not_applicable is not None:
                continue
            for name in type(section).elements:
                choice = getattr(section, name)
                if isinstance(choice, Choice) and choice.selected:
                    yield key, name, list(choice.selected)


def _section_types() -> dict[str, type[Section]]:
    found = {name: models_in(field.annotation) for name, field in Strategy.model_fields.items()}
    return {name: models[0] for name, models in found.items() if models and issubclass(models[0], Section)}


SECTION_TYPES: dict[str, type[Section]] = _section_types()
"""Every section by its key: Revision History, the 17 numbered ones, Approval and External References."""
NUMBERED: tuple[str, ...] = tuple(key for key, section in SECTION_TYPES.items() if section.number)
"""The keys of the 17 numbered sections."""
