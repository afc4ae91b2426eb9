"""The portfolio's findings in the shape of the `health.json` that ArcKit's health check writes for its dashboard."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from mkdocs_arckit.addresses import slug
from mkdocs_arckit.checks.people import day
from mkdocs_arckit.findings import Severity
from mkdocs_arckit.portfolio.documents import BrokenFile, Document, PortfolioFile
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import due_day, in_words
from mkdocs_arckit.text.printable import printable

ARCKIT_RULES = (
    *("STALE-RSCH", "FORGOTTEN-ADR", "UNRESOLVED-COND", "STALE-EXT", "ORPHAN-REQ", "MISSING-TRACE"),
    *("VERSION-DRIFT", "REVIEW-OVERDUE", "STALE-DRAFT"),
)
"""ArcKit's rules, which are always counted; all but the last two are about documents of other kinds."""
STALE_DRAFT_DAYS = 30
"""ArcKit's limit for drafts that nobody has touched."""
_SEVERITIES = {Severity.ERROR: "HIGH", Severity.WARNING: "MEDIUM", Severity.INFO: "LOW"}


def health(portfolio: Portfolio) -> dict[str, str]:
    """Write `health.json`, in the shape of ArcKit's health check."""
    projects: dict[str, dict[str, Any]] = {}
    for document in portfolio.files:
        key, name = _project(document)
        project = projects.setdefault(key, {"id": name, "artifacts": 0, "findings": []})
        project["artifacts"] += 1
        project["findings"] += _findings(document, portfolio.today)
    found = [finding for project in projects.values() for finding in project["findings"]]
    severities = Counter(finding["severity"] for finding in found)
    rules = Counter(finding["rule"] for finding in found)
    report = {
        "generated": f"{portfolio.today}T00:00:00Z",
        "scanned": {"projects": len(projects), "artifacts": len(portfolio.files)},
        "summary": {**{name: severities[name] for name in _SEVERITIES.values()}, "total": len(found)},
        "byType": {rule: rules[rule] for rule in (*ARCKIT_RULES, *sorted(set(rules) - {*ARCKIT_RULES}))},
        "projects": list(projects.values()),
    }
    return {"health.json": json.dumps(report, indent=2, ensure_ascii=False) + "\n"}


def _project(document: PortfolioFile) -> tuple[str, str]:
    """Return what tells a project from others, and its name in the manner of ArcKit's folders: `001-payments`."""
    if isinstance(document, Document):
        strategy = document.strategy
        return strategy.project.id.casefold(), f"{strategy.project.id}-{slug(strategy.project.name)}"
    folder = posixpath.basename(posixpath.dirname(document.path))
    return document.path, printable(folder)


def _findings(document: PortfolioFile, today: str) -> Iterator[dict[str, str]]:
    found = [
        (_SEVERITIES[f.severity], f.rule, f"{f.key}: {f.published}" if f.key else f.published, f.hint)
        for f in document.findings
    ]
    for severity, rule, message, action in [*found, *_late(document, date.fromisoformat(today))]:
        texts = {"severity": severity, "rule": rule, "file": document.path, "message": message, "action": action}
        yield {name: printable(text) for name, text in texts.items()}


def _late(document: PortfolioFile, today: date) -> Iterator[tuple[str, str, str, str]]:
    """Yield what ArcKit's own rules find: approved documents with an overdue review, and drafts that nobody touches."""
    if isinstance(document, BrokenFile):
        return
    control, due = document.strategy.document, due_day(document.strategy)
    if due and due < today and control.status != "DRAFT":
        message = f"Next Review Date: {due} ({in_words((due - today).days)}, status: {control.status})"
        yield "HIGH", "REVIEW-OVERDUE", message, "Review it, and set the next review"
    changed = day(control.last_modified) or day(control.created)
    if control.status == "DRAFT" and changed and (age := (today - changed).days) > STALE_DRAFT_DAYS:
        message = f"Status: DRAFT, unchanged since {changed} ({age} days ago)"
        yield "MEDIUM", "STALE-DRAFT", message, "Have it reviewed, change it, or archive it"
