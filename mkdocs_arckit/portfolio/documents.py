"""The files of a portfolio: valid documents, and files that are broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mkdocs_arckit.checks import control
from mkdocs_arckit.checks.validate import ValidationResult
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.model.vocabulary import INVALID, STATUSES
from mkdocs_arckit.portfolio.completeness import Completeness, completeness
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.inline import plain
from mkdocs_arckit.text.link_targets import unlinked

NOT_IN_ORDER = "not in order"
"""What is said of a document that says that it is approved, and lacks what that takes."""
DONE = frozenset({"SUPERSEDED", "ARCHIVED"})
"""The statuses of documents that are not in use any more."""


def shown_status(status: str, *, in_order: bool = True) -> str:
    """Write a status in words; of a word that is no status, as its author typed it."""
    words = status.replace("_", " ") if status in (*STATUSES, INVALID) else status
    return words if in_order else f"{words}, {NOT_IN_ORDER}"


@dataclass(frozen=True, eq=False)
class _File:
    """What documents and broken files have in common.

    Attributes:
        validation: what could be read of the file.
        address: the page's path among the site's sources, such as `projects/001-pay/devops.md`.
        findings: what is said of the file, and of it among the others, in the order of the file.
    """

    validation: ValidationResult
    address: str
    findings: tuple[Finding, ...] = ()

    @property
    def path(self) -> str:
        """The file, as shown to people."""
        return self.validation.path


class Document(_File):
    """A valid strategy and its page; its findings are warnings and information."""

    @property
    def strategy(self) -> Strategy:
        """What the file says."""
        assert self.validation.strategy
        return self.validation.strategy

    @property
    def out_of_order(self) -> list[Finding]:
        """Why the document is not in order, although it says that it is approved; none for a document that is open."""
        return [f for f in self.findings if f.rule == control.RULE and f.severity is Severity.ERROR]

    @property
    def status(self) -> str:
        """The status in words: `APPROVED`, or `APPROVED, not in order`."""
        return shown_status(self.strategy.document.status, in_order=not self.out_of_order)

    @cached_property
    def project_name(self) -> str:
        """The project's name as plain text, as its page's heading has it."""
        return plain(unlinked(self.strategy.project.name))

    @cached_property
    def completeness(self) -> Completeness:
        """How much of the template the strategy fills in."""
        return completeness(self.strategy)


class BrokenFile(_File):
    """A file with errors, and the page that says so; nothing else of it is known."""

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep the strategy from being published."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]


PortfolioFile = Document | BrokenFile
"""A file of the portfolio."""
Complaints = Iterator[tuple[Document, Violation]]
"""What is wrong with documents among the others: each with the document that has to change."""


def filed(validation: ValidationResult, address: str, findings: Iterable[Finding]) -> PortfolioFile:
    """Decide what a file is: a document, unless one of its findings is an error.

    A document that is not in order stays one: what it says can be read, and everything that shows it says so.
    """
    ordered = tuple(sorted(findings, key=lambda f: (f.line, f.column)))
    errors = (f for f in ordered if f.severity is Severity.ERROR and f.rule != control.RULE)
    broken = validation.strategy is None or any(errors)
    return (BrokenFile if broken else Document)(validation, address, ordered)


def check_document_ids(documents: Iterable[Document]) -> Complaints:
    """Report two strategies with one document ID as an error that names both files; IDs with placeholders wait."""
    owners: dict[str, Document] = {}
    for document in documents:
        strategy = document.strategy
        if any(find_placeholders(t) for t in (strategy.document_id, strategy.document.version, strategy.project.id)):
            continue
        first = owners.setdefault(strategy.document_id.casefold(), document)
        if first is not document:
            message = f"document ID `{strategy.document_id}` is also that of {first.path}"
            hint = f"give {document.path} or {first.path} another one"
            yield document, Violation("document-id", ("document", "id"), message, hint)


def with_findings(files: Iterable[PortfolioFile], found: Mapping[str, Sequence[Finding]]) -> list[PortfolioFile]:
    """Give files further findings, by the files' paths; a document with an error becomes a broken file."""
    return [
        filed(file.validation, file.address, [*file.findings, *found[file.path]]) if file.path in found else file
        for file in files
    ]
