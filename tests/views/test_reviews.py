"""The page of reviews: what is overdue and due, what was never reviewed, and who has what on their desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

REVIEWS = "strategies/portfolio/reviews/index.html"
TODAY = date(2026, 11, 23)


def rows(part: Html) -> list[list[str]]:
    """The rows of its table, without the headings."""
    return part.rows[1:]


def reviewed(project: str, next_review: str | None, **more: str) -> str:
    return strategy(project, f"P{project}", next_review=next_review, **{"reviewed_by": "Sam Hill (2026-01-01)", **more})


def test_each_review_is_in_one_group_with_its_days_in_words(site: Callable[..., Built]) -> None:
    days = {
        "001": "2026-10-29",
        "002": "2026-11-22",
        "003": "2026-11-23",
        "004": "2026-11-24",
        "005": "2026-12-23",
        "006": "2026-12-24",
        "007": "2027-02-21",
        "008": "2027-02-22",
    }
    built = site({f"docs/{p}/devops.yaml": reviewed(p, day) for p, day in days.items()}, strict=True)
    parts = built.parts(REVIEWS)
    assert next(iter(parts)) == "Who has to do what now"
    assert {title: [(row[0], row[3], row[4]) for row in rows(part)] for title, part in list(parts.items())[1:]} == {
        "Overdue": [("P001", "2026-10-29", "25 days overdue"), ("P002", "2026-11-22", "1 day overdue")],
        "Due within 30 days": [
            ("P003", "2026-11-23", "today"),
            ("P004", "2026-11-24", "tomorrow"),
            ("P005", "2026-12-23", "in 30 days"),
        ],
        "Due in 31 to 90 days": [("P006", "2026-12-24", "in 31 days"), ("P007", "2027-02-21", "in 90 days")],
        "Later": [("P008", "2027-02-22", "in 91 days")],
        "Month by month": [],
    }


def test_it_begins_with_who_has_to_do_what_now(site: Callable[..., Built]) -> None:
    """Each person by the most urgent task: overdue reviews, approvals, reviews that are due soon."""
    files = {
        "docs/a/devops.yaml": reviewed("001", "2026-12-01", owner="Ann, Lead", status="IN_REVIEW", approved_by="bob"),
        "docs/b/devops.yaml": reviewed("002", "2026-10-29", owner="[Bob, 'Cem, CTO']"),
        "docs/c/devops.yaml": reviewed("003", "2026-11-01"),
        "docs/d/devops.yaml": reviewed("004", "2027-01-01", owner="Dan", reviewed_by="Eve"),
        "docs/e/devops.yaml": strategy("005", next_review="soon"),
    }
    part = site({"mkdocs.yml": config({"on_error": "warn"}), **files}).parts(REVIEWS)["Who has to do what now"]
    assert rows(part) == [
        ["Bob", "Review", "P002", "Owner", "25 days overdue"],
        ["Approve", "P001", "Approved By", ""],
        ["Cem", "Review", "P002", "Owner", "25 days overdue"],
        ["Nobody named", "Review", "P003", "Owner", "22 days overdue"],
        ["Eve", "Review", "P004", "Reviewed By", ""],
        ["Ann", "Review", "P001", "Owner", "in 8 days"],
    ]
    assert part.links["docs/e/devops.yaml"] == "../../../e/devops/"


def test_nobody_has_to_do_anything(site: Callable[..., Built]) -> None:
    part = site({"docs/a/devops.yaml": reviewed("001", "2027-01-01")}).parts(REVIEWS)["Who has to do what now"]
    assert "no review is overdue or due soon" in part.text


def test_windows_are_the_site_s(site: Callable[..., Built]) -> None:
    files = {"docs/a/devops.yaml": reviewed("001", "2026-11-30")}
    built = site({"mkdocs.yml": config({"review_windows": [14, 7, 14]}), **files}, strict=True)
    assert list(built.parts(REVIEWS))[1:5] == ["Overdue", "Due within 7 days", "Due in 8 to 14 days", "Later"]
    assert rows(built.parts(REVIEWS)["Due within 7 days"])[0][4] == "in 7 days"


def test_what_is_not_in_use_is_not_reviewed(site: Callable[..., Built]) -> None:
    files = {
        f"docs/{s}/devops.yaml": reviewed("001", "2020-01-01", status=s, version=f'"{s}"')
        for s in ("SUPERSEDED", "ARCHIVED")
    }
    built = site(files | {"docs/b/devops.yaml": reviewed("002", "2027-01-01")}, strict=True)
    named = {title: [row[0] for row in rows(part)] for title, part in built.parts(REVIEWS).items() if rows(part)}
    assert named == {"Due in 31 to 90 days": ["P002"]}


def test_months_begin_with_this_one(site: Callable[..., Built]) -> None:
    days = {"001": "2026-11-02", "002": "2027-01-31", "003": "2027-10-31", "004": "2027-11-01"}
    built = site({f"docs/{p}/devops.yaml": reviewed(p, day) for p, day in days.items()}, strict=True)
    text = built.parts(REVIEWS)["Month by month"].text
    assert "November 2026 2 Nov P001 December 2026 Nothing due" in text
    assert "January 2027 31 Jan P002 February 2027 Nothing due" in text
    assert "October 2027 31 Oct P003" in text
    assert "P004" not in text


NOT_REVIEWED, NO_DATE = "has not been reviewed", "no date for the next review"


@pytest.mark.parametrize(
    ("document", "missing"),
    [
        ({}, f"{NOT_REVIEWED}, {NO_DATE}"),
        ({"next_review": "2027-01-01"}, NOT_REVIEWED),
        ({"next_review": "2027-01-01", "reviewed_by": "pending"}, NOT_REVIEWED),
        ({"next_review": "2027-01-01", "reviewed_by": '"[REVIEWER_NAME]"'}, NOT_REVIEWED),
        ({"next_review": "2027-01-01", "reviewed_by": "Sam Hill"}, NOT_REVIEWED),
        ({"next_review": "2027-01-01", "reviewed_by": "Sam Hill", "status": "APPROVED"}, None),
        ({"next_review": "PENDING", "reviewed_by": "Sam Hill (2026-01-01)"}, NO_DATE),
        ({"next_review": '"[YYYY-MM-DD]"', "reviewed_by": "Sam Hill (2026-01-01)"}, NO_DATE),
        ({"next_review": "2027-01-01", "reviewed_by": "Sam Hill (2026-01-01)"}, None),
    ],
)
def test_never_reviewed_or_without_a_date(
    document: dict[str, str], missing: str | None, site: Callable[..., Built]
) -> None:
    other = reviewed("002", "2027-06-01")
    found = site({"docs/a/devops.yaml": strategy("001", "Pay", **document), "docs/b/devops.yaml": other}).parts(REVIEWS)
    part = found.get("Never reviewed, or without a date")
    assert (rows(part)[0][3] if part else None) == missing


def approval(*lines: str) -> str:
    return "approval:\n" + "\n".join(f"  - {{{line}}}" for line in lines)


def desks(site: Callable[..., Built], status: str, more: str, **document: str) -> list[list[str]]:
    other = reviewed("002", "2027-06-01")
    mine = strategy("001", "Pay", status=status, more=more, **document)
    files = {"docs/a/devops.yaml": mine, "docs/b/devops.yaml": other}
    part = site({"mkdocs.yml": config({"on_error": "warn"}), **files}).parts(REVIEWS).get("Waiting for approval")
    return [[row[0], row[-1]] for row in rows(part)] if part else []


def test_an_approval_waits_for_whoever_has_neither_signed_nor_dated(site: Callable[..., Built]) -> None:
    more = approval(
        "role: Lead, name: Ann",
        "role: Security, name: Bob, signature: signed",
        "role: Board, name: Cem, date: 2026-11-01",
        'role: Owner, name: Dee, signature: PENDING, date: "[YYYY-MM-DD]"',
        "role: Data, name: PENDING",
        "role: Ops, name: [Eve, Fay]",
    )
    waiting = [["Ann", "Lead"], ["Dee", "Owner"], ["Eve", "Ops"], ["Fay", "Ops"], ["Nobody named", "Data"]]
    assert desks(site, "IN_REVIEW", more) == waiting
    assert desks(site, "DRAFT", more) == waiting
    for status in ("APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"):
        assert desks(site, status, more.replace("[YYYY-MM-DD]", "PENDING")) == waiting


def test_who_has_not_approved_is_missing_whatever_the_status(site: Callable[..., Built]) -> None:
    people = {"approved_by": "[Ann (2026-01-01), Bob, 'Cem, CTO']"}
    for status in ("IN_REVIEW", "APPROVED", "SUPERSEDED"):
        assert desks(site, status, "", **people) == [["Bob", "Approved By"], ["Cem", "Approved By"]]
        assert desks(site, status, "", approved_by="PENDING") == [["Nobody named", "Approved By"]]
    assert desks(site, "APPROVED", "", approved_by="Ann (2026-01-01)") == []


def test_a_document_waits_for_whom_it_names_without_a_date(site: Callable[..., Built]) -> None:
    people = {"reviewed_by": "Ann", "approved_by": "Bob (2026-11-01)"}
    assert desks(site, "IN_REVIEW", "", **people) == [["Ann", "Reviewed By"]]
    assert desks(site, "DRAFT", "", reviewed_by="ann", approved_by="Ann") == [["ann", "Reviewed By, Approved By"]]


def test_a_review_without_an_approver_waits_for_nobody_in_particular(site: Callable[..., Built]) -> None:
    assert desks(site, "IN_REVIEW", "") == [["Nobody named", "Approved By"]]
    assert desks(site, "IN_REVIEW", approval("role: Lead, name: Ann, date: 2026-11-01")) == [
        ["Nobody named", "Approved By"]
    ]
    assert desks(site, "IN_REVIEW", "", approved_by="Ann (2026-11-01)") == []
    assert desks(site, "DRAFT", "") == []


@pytest.mark.parametrize(
    "document", [{"next_review": "2027-01-01"}, {"reviewed_by": "Ann (2026-01-01)"}, {"status": "IN_REVIEW"}]
)
def test_the_page_is_there_if_anything_is_said(document: dict[str, str], site: Callable[..., Built]) -> None:
    assert (site({"docs/a/devops.yaml": strategy(**document)}, strict=True).site_dir / REVIEWS).exists()


@pytest.mark.parametrize("status", ["DRAFT", "APPROVED", "ARCHIVED"])
def test_the_page_is_absent_if_nothing_is_said(status: str, site: Callable[..., Built]) -> None:
    assert not (site({"docs/a/devops.yaml": strategy(status=status)}, strict=True).site_dir / REVIEWS).exists()


def test_files_with_errors_are_listed_apart(site: Callable[..., Built]) -> None:
    files = {
        "docs/a/devops.yaml": reviewed("001", "2027-01-01"),
        "docs/b/devops.yaml": strategy("002", next_review="soon"),
    }
    part = site({"mkdocs.yml": config({"on_error": "warn"}), **files}).parts(REVIEWS)["Unknown"]
    assert part.links["docs/b/devops.yaml"] == "../../../b/devops/"


def test_hostile_names_are_text(site: Callable[..., Built]) -> None:
    name = '<script>alert("1")</script> | **x** {{ 7 }} &amp;'
    more = f"approval: [{{role: '<b>', name: '{name}'}}]"
    built = site({"docs/a/devops.yaml": strategy("001", name, status="IN_REVIEW", next_review="2026-01-01", more=more)})
    page = Html(built.html(REVIEWS))
    assert "<script>alert(" not in built.html(REVIEWS)
    plain = name.replace("**", "")
    assert page.links[plain] == "../../../a/devops/"
    assert any(row[0] == plain and row[-1] == "<b>" for row in page.rows)


def test_a_withheld_strategy_has_no_review(site: Callable[..., Built]) -> None:
    secret = strategy("666", "Heronsgate", classification="SECRET", next_review="2026-01-01")
    built = site({"docs/a/devops.yaml": reviewed("001", "2027-01-01"), "docs/b/devops.yaml": secret}, strict=True)
    for path in built.site_dir.rglob("*"):
        assert path.is_dir() or b"Heronsgate" not in path.read_bytes()


# The notice on the page, and the index


def test_a_page_says_at_its_head_that_its_review_is_overdue(site: Callable[..., Built]) -> None:
    files = {"docs/a/devops.yaml": reviewed("001", "2026-10-29"), "docs/b/devops.yaml": reviewed("002", "2026-11-23")}
    built = site({"mkdocs.yml": config(plugins=["search"]), **files}, strict=True)
    said = "The review of this strategy is 25 days overdue: it was due on 2026-10-29."
    text = Html(built.html("a/devops/index.html")).text
    assert text.index(said) < text.rindex("Document Control")
    assert "The review of this strategy" not in Html(built.html("b/devops/index.html")).text
    assert 'data-arckit-due="2026-11-23"' in built.html("b/devops/index.html"), "for the reader's day"
    index = built.html("search/search_index.json")
    assert "due on 2026-10-29" in index
    assert "due on 2026-11-23" not in index, "a search does not find the notice that waits"


@pytest.mark.parametrize("status", ["SUPERSEDED", "ARCHIVED"])
def test_what_is_not_in_use_is_not_overdue(status: str, site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": reviewed("001", "2026-10-29", status=status)}, strict=True)
    assert "data-arckit-due" not in built.html("a/devops/index.html")
    assert "data-arckit-due" not in built.html("strategies/index.html")


def test_a_site_can_write_its_own_notices(site: Callable[..., Built]) -> None:
    own = (
        '{% extends "arckit/notices.md" %}{% block overdue %}<p>Late, {{ strategy.project.name }}.</p>\n{% endblock %}'
    )
    files = {"mkdocs.yml": config({"templates": "own"}), "own/notices.md": own}
    built = site({**files, "docs/a/devops.yaml": strategy("001", "A & <B>", next_review="2026-01-01")}, strict=True)
    assert ">Late, A &amp; &lt;B&gt;.</p>" in built.html("a/devops/index.html")


# The example site, counted again from its YAML


def documents() -> list[dict[str, Any]]:
    found = []
    for path in sorted((ROOT / "example-site").rglob("devops.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        if data["document"]["classification"] in {"PUBLIC", "OFFICIAL"}:
            found.append(data)
    return found


def test_the_example_s_reviews_are_those_of_its_yaml(example_site: Callable[..., Built]) -> None:
    built = example_site()
    shown = built.parts(REVIEWS)
    everything = documents()
    assert f"On {TODAY} , from {len(everything)} strategies." in Html(built.html(REVIEWS)).text
    live = [d for d in everything if d["document"]["status"] not in {"SUPERSEDED", "ARCHIVED"}]
    days: dict[str, int] = {}
    for data in live:
        try:
            due = date.fromisoformat(data["document"]["next_review"])
        except (TypeError, ValueError):
            continue
        days[data["project"]["name"]] = due.toordinal() - TODAY.toordinal()
    groups = {
        "Overdue": {name for name, n in days.items() if n < 0},
        "Due within 30 days": {name for name, n in days.items() if 0 <= n <= 30},
        "Due in 31 to 90 days": {name for name, n in days.items() if 30 < n <= 90},
        "Later": {name for name, n in days.items() if n > 90},
    }
    assert {title: {row[0] for row in rows(shown[title])} for title in groups} == groups
    assert groups["Overdue"]
    for title in groups:
        for name, *_, words in rows(shown[title]):
            assert words == (f"{-days[name]} days overdue" if days[name] < 0 else f"in {days[name]} days")
    open_rows = {
        (row.get("name", "Nobody named"), data["project"]["name"], row["role"])
        for data in live
        if data["document"]["status"] in {"DRAFT", "IN_REVIEW"}
        for row in data["approval"]
        if not row.get("signature") and not row.get("date")
    }
    said, person = set(), ""
    for row in rows(shown["Waiting for approval"]):
        person = row[0] if len(row) == 5 else person
        said |= {(person, row[-4], role) for role in re.split(r", (?!Navigation)", row[-1])}
    assert said == open_rows | {("Priya Raman", "Passage Booking", "Reviewed By")}
