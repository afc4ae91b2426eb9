"""The index of strategies, and the page that stands in for a file with errors."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import quote

from mkdocs_arckit.completeness import completeness
from mkdocs_arckit.findings import Finding
from mkdocs_arckit.markdown.inline import cell, escape, plain
from mkdocs_arckit.markdown.targets import unlinked
from mkdocs_arckit.portfolio.entries import Entry, Portfolio
from mkdocs_arckit.portfolio.reviews import due_day, is_overdue
from mkdocs_arckit.render.badge import INVALID, badge
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.words import PENDING, Words


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "place": escape(finding.place),
        "severity": finding.severity.value,
        "key": escape(finding.key),
        "message": cell(finding.message),
        "hint": cell(finding.hint),
        "rule": finding.rule,
    }


def _row(entry: Entry, start: str, today: str) -> dict[str, Any]:
    link = quote(posixpath.relpath(entry.address, posixpath.dirname(start) or "."))
    strategy = entry.strategy
    if strategy is None:
        return {
            "link": link,
            "badge": badge(INVALID),
            "path": escape(entry.path),
            "findings": [_finding(f) for f in entry.errors],
        }
    words, document = Words(lambda url: None), strategy.document
    return {
        "link": link,
        "badge": badge(document.status),
        "project": escape(strategy.project.name),
        "id": escape(strategy.project.id),
        "title": escape(plain(unlinked(document.title))),
        "version": words.cell(document.version),
        "classification": escape(document.classification),
        "owner": words.cell(document.owner) or PENDING,
        "approved_by": words.person(document.approved_by) or PENDING,
        "next_review": words.cell(document.next_review) or PENDING,
        "due": due.isoformat() if (due := due_day(strategy)) else "",
        "overdue": is_overdue(strategy, today),
        "percent": completeness(strategy).percent,
        "findings": [],
    }


def index(renderer: Renderer, portfolio: Portfolio, start: str, today: str, *, show_withheld: bool = False) -> str:
    """The index as Markdown, without a title.

    Args:
        renderer: the site's templates.
        portfolio: the strategies.
        start: path of the page that the index stands on, among the site's sources; links are relative to it.
        today: the day that reviews are overdue against, `YYYY-MM-DD`.
        show_withheld: whether to say how many strategies are withheld.
    """
    counts = portfolio.count_by_status()
    rows = [_row(entry, start, today) for entry in portfolio.entries]
    return renderer.render(
        "index.md",
        total=len(rows),
        counts=[(badge(status), counts[status]) for status in counts],
        rows=[row for row in rows if "project" in row],
        invalid=[row for row in rows if "project" not in row],
        overdue=sum(1 for row in rows if row.get("overdue")),
        withheld=portfolio.withheld if show_withheld else 0,
    )


def error_page(renderer: Renderer, entry: Entry) -> str:
    """The page of a file that has errors."""
    title = entry.path
    context = {
        "title": escape(title),
        "badge": badge(INVALID),
        "findings": [_finding(f) for f in entry.findings],
    }
    return "---\nsearch:\n  exclude: true\nrender_macros: false\n---\n\n" + renderer.render("error.md", **context)
