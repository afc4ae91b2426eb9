"""Traceability: which requirement is met by whom, and what is missing on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from mkdocs_arckit.model.vocabulary import TRACE_SIGNS
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.requirements import Requirements, Trace, claims
from mkdocs_arckit.text.plain import plain_text

_WORDS = {"met": "Met", "partial": "Partly met", "planned": "Planned", "not_met": "Not met"}


def build_traceability(portfolio: Portfolio) -> dict[str, Any] | None:
    """Collect every requirement with its claims; `None` if none is claimed or listed."""
    traces = portfolio.traces
    if not traces:
        return None
    statuses = Counter(status_words(claim.row.status) for trace in traces for claim in trace.claims)
    order = [f"{TRACE_SIGNS[key]} {text}" for key, text in _WORDS.items()]
    known = portfolio.requirements or Requirements()
    projects: dict[str, list[str]] = {}
    for document in portfolio.in_use:
        project = document.strategy.project.id
        if not known.speak_for(project):
            projects.setdefault(document.project_name, []).extend(claim.id for claim in claims([document]))
    return {
        "sources": known.sources,
        "unknown": [(name, len(set(ids))) for name, ids in projects.items()],
        "in_use": len(portfolio.in_use),
        "traces": traces,
        "claimed": sum(bool(trace.claims) and trace.listed is not None for trace in traces),
        "required": sum(trace.listed is not None for trace in traces),
        "unlisted": sum(trace.listed is None and not trace.missing for trace in traces),
        "claims": sum(statuses.values()),
        "statuses": sorted(statuses.items(), key=lambda s: (order.index(s[0]) if s[0] in order else 9, s[0])),
        "status_words": status_words,
        "listed": bool(portfolio.requirements and portfolio.requirements.by_key),
        "unclaimed": [trace for trace in traces if not trace.claims],
        "missing": [trace for trace in traces if trace.missing],
    }


def status_words(status: str | list[str] | None) -> str:
    """Return a status with its sign, or the author's own words."""
    text = plain_text(status) if status else "no status"
    return f"{TRACE_SIGNS[text]} {_WORDS[text]}" if text in _WORDS else text


def anchors_for(project: str, traces: list[Trace]) -> Mapping[str, str]:
    """Map the requirements that a project may name, its own or everybody's, to their anchors; by folded ID."""
    own = {trace.id.casefold(): trace.anchor for trace in traces if trace.project.casefold() == project.casefold()}
    return {trace.id.casefold(): trace.anchor for trace in traces if not trace.project} | own
