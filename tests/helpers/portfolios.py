"""Portfolios without a site: made of what strategies say, or of the text of their files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.documents import Complaints, Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from tests.helpers.findings import brief

TODAY = "2026-11-23"


def document_of(text: str | bytes, path: str = "a/devops.yaml", address: str = "") -> Document:
    """The document in a text, which has to be valid."""
    content = text if isinstance(text, bytes) else text.encode()
    validation = validate(content, path)
    assert validation.strategy, validation.findings
    return Document(validation, address or path.replace(".yaml", ".md"), validation.findings)


def portfolio_of(
    *strategies: dict[str, Any], site: str = "/", today: str = TODAY, exports: str | None = None
) -> Portfolio:
    """The portfolio of strategies, given as their data, in files `0/devops.yaml`, `1/devops.yaml`, …"""
    documents = [
        Document(ValidationResult(f"{n}/devops.yaml", Strategy.model_validate(said)), f"{n}/devops.md")
        for n, said in enumerate(strategies)
    ]
    return Portfolio(tuple(documents), today, lambda address: f"{site}{address}", exports=exports)


def reported(complaints: Complaints, documents: Iterable[Document]) -> list[str]:
    """What a check complains of, without its words, by document and then in the order of the check."""
    found = list(complaints)
    return [brief(d.validation.finding(violation)) for d in documents for owner, violation in found if owner is d]


def errors_of(validation: ValidationResult) -> list[Finding]:
    """The findings that make a file invalid."""
    return [finding for finding in validation.findings if finding.severity is Severity.ERROR]
