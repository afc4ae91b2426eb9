"""What changed lately: what is told, in which order, how far back; the page and its filters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from mkdocs_arckit.views.changes import CHANGES_VIEW, ChangesAnswer
from tests.helpers.portfolios import TODAY, portfolio_of
from tests.helpers.samples import Html
from tests.helpers.sites import ROOT, Built


def said(version: str = "1.0", more: Any = None, **document: Any) -> dict[str, Any]:
    fields = {"version": version, "status": "DRAFT", "classification": "OFFICIAL", **document}
    return {"project": {"id": "001", "name": "Pay"}, "document": fields, **(more or {})}


def answer(*strategies: dict[str, Any], today: str = TODAY) -> ChangesAnswer | None:
    return CHANGES_VIEW.build(portfolio_of(*strategies, today=today))


def told(*strategies: dict[str, Any], today: str = TODAY) -> list[str]:
    found = answer(*strategies, today=today)
    return [f"{row.on} {row.version} {row.words}" for row in found.changes] if found else []


def revision(**row: Any) -> dict[str, Any]:
    return {"revisions": [{"version": "1.0", **row}]}


def test_what_happened_is_told_newest_first() -> None:
    more = revision(date="2026-10-02", author="J. Doe", changes="Trunk *based*", approved_by="A. Roe")
    more["revisions"][0]["approval_date"] = "2026-10-03"
    control = {"status": "APPROVED", "created": "2026-09-01", "last_modified": "2026-10-05"}
    people = {"reviewed_by": "B. Poe (2026-10-02)", "approved_by": "C. Zoe (2026-10-04)"}
    assert told(said(more=more, **control, **people)) == [
        "2026-10-05 1.0 Changed",
        "2026-10-04 1.0 Approved by C. Zoe",
        "2026-10-03 1.0 Approved by A. Roe",
        "2026-10-02 1.0 Revised by J. Doe: Trunk based",
        "2026-10-02 1.0 Reviewed by B. Poe",
        "2026-09-01 1.0 Created",
    ]


@pytest.mark.parametrize(
    ("document", "more", "words"),
    [
        ({"created": "2026-10-02", "last_modified": "2026-10-02"}, {}, ["Created"]),
        ({"last_modified": "2026-10-02"}, revision(date="2026-10-02"), ["Revised"]),
        ({"created": "2026-10-02", "last_modified": "2026-10-02"}, revision(date="2026-10-02"), ["Revised"]),
        ({"last_modified": "[YYYY-MM-DD]", "created": "[YYYY-MM-DD]"}, revision(date="PENDING"), []),
        ({"reviewed_by": "B. Poe", "approved_by": "PENDING"}, {}, []),
    ],
)
def test_a_day_is_told_once_and_only_if_it_is_known(document: Any, more: Any, words: list[str]) -> None:
    assert [line.split(" ", 2)[2] for line in told(said(more=more, **document))] == words


def test_a_history_that_every_version_repeats_is_told_once() -> None:
    first = {"created": "2026-01-05"}
    more = revision(date="2026-02-01", changes="First")
    old, new = said("1.0", more, **first), said("2.0", more, **first)
    assert told(old, new) == ["2026-02-01 1.0 Revised: First", "2026-01-05 1.0 Created"]


@pytest.mark.parametrize(
    ("today", "since"),
    [("2026-11-23", "2025-12-01"), ("2026-12-31", "2026-01-01"), ("2027-01-01", "2026-02-01")],
)
def test_the_last_twelve_months_are_shown_and_what_was_before_is_counted(today: str, since: str) -> None:
    first = date.fromisoformat(since)
    before = date.fromordinal(first.toordinal() - 1)
    found = answer(said(last_modified=since), said("2.0", created=before.isoformat()), today=today)
    assert found
    assert (found.since, found.earlier, [row.on for row in found.changes]) == (first, 1, [first])
    assert answer(said(created=before.isoformat()), today=today) is None


def test_what_lies_ahead_has_not_happened() -> None:
    assert told(said(last_modified="2026-11-25")) == []


def test_rows_are_chosen_by_kind_month_and_document() -> None:
    found = answer(said(created="2026-10-02", last_modified="2026-11-03"), said("2.0", status="IN_REVIEW"))
    assert found

    def chosen(**wanted: list[str]) -> list[str]:
        narrowed = CHANGES_VIEW.narrowed(found, wanted)
        return [row.kind for row in narrowed.changes] if narrowed else []

    early = answer(said(created="2025-01-01"), said("2.0", last_modified="2026-10-02"))
    assert early
    past = CHANGES_VIEW.narrowed(early, {"kind": ["creation"]})
    assert past
    (part,) = CHANGES_VIEW.parts(past) if CHANGES_VIEW.parts else ()
    assert (past.earlier, past.changes, part.tables) == (1, (), ())
    assert chosen(kind=["change"]) == chosen(month=["2026-11"]) == chosen(month=["november 2026"]) == ["change"]
    assert chosen(kind=["creation", "change"], project=["pay"]) == ["change", "creation"]
    assert chosen(status=["IN_REVIEW"]) == []


def test_the_page_counts_by_month_and_leads_to_the_strategies(example_site: Callable[..., Built]) -> None:
    built = example_site()
    html = built.html("strategies/portfolio/changes/index.html")
    page = Html(html[html.index("<article") : html.index("</article>")])
    months = [row for row in page.rows if re.fullmatch(r"[A-Z][a-z]+ \d{4}", row[0])]
    changes = [row for row in page.rows if re.fullmatch(r"\d{4}-\d\d-\d\d", row[1])]
    assert [int(row[1]) for row in months] == [sum(map(int, row[2:])) for row in months]
    assert sum(int(row[1]) for row in months) == len(changes)
    path = ROOT / "example-site" / "docs" / "projects" / "002-mooring-permits" / "devops.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    wanted = sorted(row["date"] for row in data["revisions"] if row["date"] >= "2025-12-01")
    shown = [row[1] for row in changes if row[0] == data["project"]["name"] and row[3].startswith("Revised")]
    assert sorted(shown) == wanted
    assert page.links[data["project"]["name"]].endswith("projects/002-mooring-permits/devops/")
