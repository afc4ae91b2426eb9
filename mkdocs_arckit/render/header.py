"""What stands at the head of a strategy's page: whose it is, who answers for it, and where it is going."""

from __future__ import annotations

import re
from typing import Any

from mkdocs_arckit.checks.cells import known_text
from mkdocs_arckit.checks.people import people_text
from mkdocs_arckit.model.overview import LEVELS, Maturity
from mkdocs_arckit.model.practice import Dora
from mkdocs_arckit.model.section import Section
from mkdocs_arckit.model.strategy import DocumentControl, Strategy
from mkdocs_arckit.model.vocabulary import OPEN, PENDING
from mkdocs_arckit.portfolio.approvals import approvers_asked
from mkdocs_arckit.portfolio.measure import to_scale
from mkdocs_arckit.portfolio.reviews import is_overdue, needs_review
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.views.delivery import band, bands

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def header(strategy: Strategy, today: str, percent: int) -> dict[str, Any]:
    """Collect what `header.md` is given; every text in it is plain.

    Args:
        strategy: the strategy.
        today: the day that its review is overdue against, `YYYY-MM-DD`; empty if that does not matter.
        percent: how much of the template is there.
    """
    control = strategy.document
    due = control.next_review
    return {
        "labels": {name: field.title or name for name, field in DocumentControl.model_fields.items()},
        "version": plain_text(control.version),
        "owner": people_text(control.owner) or PENDING,
        **_approvers(strategy),
        "next_review": due or PENDING,
        "due": bool(due and _DAY.fullmatch(due)) and needs_review(strategy),
        "overdue": is_overdue(strategy, today),
        "percent": percent,
        "maturity": _maturity(strategy),
        "dora": _dora(strategy),
        "choices": [
            (_title(getattr(strategy, key), of), plain_text(typed)) for key, of, typed in strategy.selections()
        ],
    }


def _approvers(strategy: Strategy) -> dict[str, Any]:
    """List who approves, each with the day of it; and say whether those without a day are awaited."""
    control = strategy.document
    is_open = control.status in OPEN
    people = [(known_text(person.words), person.date or "") for person in control.approved_by or []]
    if is_open and not any(name for name, _ in people):  # then the rows of Approval may say who
        people = [(name, "") for name in dict.fromkeys(name for name, _ in approvers_asked(strategy) if name)]
    known = any(name for name, _ in people)
    return {"approvers": [(name or PENDING, on) for name, on in people] or [(PENDING, "")], "awaits": is_open and known}


def _title(section: Section, key: str) -> str:
    return known_text((section.headings or {}).get(key)) or type(section).elements[key].title


def _maturity(strategy: Strategy) -> dict[str, Any] | None:
    """Describe the level reached and the target, as a sentence and as five steps."""
    section = strategy.overview
    data: Maturity | None = section.maturity if section and section.not_applicable is None else None
    if section is None or data is None:
        return None
    now, target = (level if isinstance(level, int) else None for level in (data.current, data.target))
    if now is None and target is None:
        return None
    if now is None:
        said = f"Target level {target} of 5"
    elif target is None or target == now:
        said = f"Level {now} of 5 now" + (", on target" if target else "")
    else:
        said = f"Level {now} of 5 now, target level {target}"
    names = dict(enumerate(LEVELS, 1)) | {
        level.level: plain_text(level.name) for level in data.levels or [] if level.name
    }
    named = [names[level] for level in dict.fromkeys((now, target)) if level]
    steps = ["reached" if n <= (now or 0) else "aimed" if n <= (target or 0) else "open" for n in range(1, 6)]
    return {"title": _title(section, "maturity"), "text": said, "names": named, "steps": steps}


def _dora(strategy: Strategy) -> dict[str, Any] | None:
    """Describe each metric as the author put it, and as a bar where both values can be drawn to one scale."""
    section = strategy.metrics
    data: Dora | None = section.dora if section and section.not_applicable is None else None
    if section is None or data is None:
        return None
    own = (section.columns or {}).get("dora", {})
    rows: list[dict[str, Any]] = []
    for name in data.order:
        row = getattr(data, name, None) if name in Dora.elite else None
        if row is None or not (row.current or row.target):
            continue
        label = row.label or own.get(name) or Dora.model_fields[name].title or name
        now, target = known_text(row.current), known_text(row.target)
        more_is_better = name == "deployment_frequency"
        rows.append(
            {
                "label": plain_text(label),
                "better": "higher" if more_is_better else "lower",
                "now": (now, band(name, now)) if now else None,
                "target": (target, band(name, target)) if target else None,
                "bar": to_scale(now, target, more_is_better=more_is_better),
            }
        )
    if not rows:
        return None
    return {
        "title": _title(section, "dora"),
        "rows": rows,
        "legend": "A longer bar is better; its mark is the target." if any(row["bar"] for row in rows) else "",
        "bands": bands() if any(row[when] and row[when][1] for row in rows for when in ("now", "target")) else None,
    }
