"""The strategies of a site: which there are, and what is wrong with one among the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from mkdocs_arckit.checks.validate import ValidationResult
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.completeness import Completeness, completeness
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.inline import plain
from mkdocs_arckit.text.link_targets import unlinked

OPEN = frozenset({"DRAFT", "IN_REVIEW"})
"""The statuses before approval."""
DONE = frozenset({"SUPERSEDED", "ARCHIVED"})
"""The statuses of documents that are not in use any more."""


@dataclass
class Entry:
    """A file of the portfolio, and its page.

    Attributes:
        validated: what the file says, or what is wrong with it.
        address: the page's path among the site's sources, such as `projects/001-pay/devops.md`.
        findings: what is wrong with the file, and with it among the others.
    """

    validated: ValidationResult
    address: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The file, as shown to people."""
        return self.validated.path

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep the strategy from being published."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def strategy(self) -> Strategy | None:
        """The strategy, if nothing in the way of it is an error."""
        return None if self.errors else self.validated.strategy

    @property
    def project_name(self) -> str:
        """The project's name as plain text, as its page's heading has it; of a valid file only."""
        assert self.validated.strategy
        return plain(unlinked(self.validated.strategy.project.name))

    @cached_property
    def completeness(self) -> Completeness:
        """How much of the template the strategy fills in; of a valid file only."""
        assert self.validated.strategy
        return completeness(self.validated.strategy)

    def complain(
        self, rule: str, message: str, hint: str, *loc: str | int, severity: Severity = Severity.ERROR
    ) -> None:
        """Add a finding about the file among the others."""
        self.findings.append(self.validated.finding(Violation(rule, loc, message, hint, severity)))


@dataclass
class Portfolio:
    """The strategies of a site.

    Attributes:
        entries: every file that may be published, valid or not, ordered by project and path.
        withheld: how many files are not published because of their classification.
    """

    entries: list[Entry]
    withheld: int = 0


def check_document_ids(entries: Iterable[Entry]) -> None:
    """Two strategies with one document ID are an error that names both files; IDs with placeholders wait."""
    owners: dict[str, Entry] = {}
    for entry in entries:
        if (strategy := entry.strategy) is None:
            continue
        document_id = strategy.document_id
        if any(find_placeholders(text) for text in (document_id, strategy.document.version, strategy.project.id)):
            continue
        first = owners.setdefault(document_id.casefold(), entry)
        if first is not entry:
            message = f"document ID `{document_id}` is also that of {first.path}"
            entry.complain("document-id", message, f"give {entry.path} or {first.path} another one", "document", "id")
