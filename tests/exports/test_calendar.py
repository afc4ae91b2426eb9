"""The calendar of reviews, read by a parser that is not ours, and the letter of RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timezone
from typing import Any

import icalendar
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_arckit.exports.calendar import calendar
from tests.helpers.portfolios import portfolio_of
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

FILE = "strategies/reviews.ics"
ADDRESS = "https://handbook.example.org/sub/"


def events(built: Built) -> list[Any]:
    assert built.exit_code == 0, built.log
    return list(icalendar.Calendar.from_ical((built.site_dir / FILE).read_bytes()).walk("VEVENT"))


def make(site: Callable[..., Built], *strategies: str, **options: Any) -> Built:
    files = {f"docs/{n}/devops.yaml": text for n, text in enumerate(strategies)}
    return site({"mkdocs.yml": config(options, site_url=ADDRESS), **files}, strict=True)


def test_an_event_says_what_is_due_where(site: Callable[..., Built]) -> None:
    built = make(
        site,
        strategy(
            "001", "Fees, *fines*; and `more`", next_review="2027-01-05", status="APPROVED", owner="Jane Doe, Lead"
        ),
        strategy("002", "Permits", next_review="2027-01-04"),
        strategy("003", "No date"),
        strategy("004", "Old", next_review="2027-01-04", status="SUPERSEDED"),
    )
    draft, approved = events(built)
    assert approved["SUMMARY"] == "Review: Fees, fines; and more (ARC-001-DEVOPS-v1.0)"
    assert approved["DESCRIPTION"] == "Status: APPROVED\nOwner: Jane Doe, Lead"
    assert approved["URL"] == f"{ADDRESS}0/devops/"
    assert approved["DTSTART"].dt == date(2027, 1, 5)
    assert not isinstance(approved["DTSTART"].dt, datetime), "a whole day"
    assert approved["DTSTAMP"].dt == datetime(2026, 11, 23, tzinfo=timezone.utc)
    assert approved["TRANSP"] == "TRANSPARENT"
    assert (approved["STATUS"], draft["STATUS"]) == ("CONFIRMED", "TENTATIVE")
    assert draft["DESCRIPTION"] == "Status: DRAFT\nOwner: PENDING"
    assert Html(built.html("strategies/portfolio/reviews/index.html")).links["these reviews as a calendar"] == (
        "../../reviews.ics"
    )


def uids(site: Callable[..., Built], *strategies: str) -> list[str]:
    return [str(event["UID"]) for event in events(make(site, *strategies))]


def test_an_event_is_the_project_s_whatever_its_version_and_day(site: Callable[..., Built]) -> None:
    first = uids(site, strategy("pay", "Payments", next_review="2027-01-05"))
    later = uids(site, strategy("PAY", "Fees", next_review="2027-06-05", version='"2.0"', status="APPROVED"))
    assert first == later
    assert uids(site, strategy("pay2", "Payments", next_review="2027-01-05")) != first


def test_two_documents_of_a_project_have_two_events_and_the_approved_one_is_the_project_s(
    site: Callable[..., Built],
) -> None:
    (alone,) = uids(site, strategy("001", "Pay", next_review="2027-01-05", status="APPROVED"))
    draft = strategy("001", "Pay", next_review="2026-12-05", version='"2.0"')
    both = uids(site, draft, strategy("001", "Pay", next_review="2027-01-05", status="APPROVED"))
    assert len(set(both)) == 2
    assert both[1] == alone


def test_an_event_of_a_site_is_not_that_of_another(site: Callable[..., Built]) -> None:
    text = strategy("001", "Pay", next_review="2027-01-05")
    here = uids(site, text)
    there = site({"mkdocs.yml": config(site_url="https://other.example.org/"), "docs/0/devops.yaml": text})
    assert [str(event["UID"]) for event in events(there)] != here


def test_without_an_address_of_the_site_there_are_no_links(site: Callable[..., Built]) -> None:
    (event,) = events(site({"docs/0/devops.yaml": strategy(next_review="2027-01-05")}, strict=True))
    assert "URL" not in event


def test_a_calendar_may_not_be_empty(site: Callable[..., Built]) -> None:
    built = make(site, strategy("001", "Pay", status="IN_REVIEW"))
    assert not (built.site_dir / FILE).exists()
    assert "calendar" not in Html(built.html("strategies/portfolio/reviews/index.html")).text


def test_without_exports_there_is_no_calendar_and_no_link(site: Callable[..., Built]) -> None:
    built = make(site, strategy("001", "Pay", next_review="2027-01-05"), exports=False)
    assert not (built.site_dir / FILE).exists()
    assert "calendar" not in Html(built.html("strategies/portfolio/reviews/index.html")).text


def test_the_same_day_gives_the_same_bytes(site: Callable[..., Built]) -> None:
    text = strategy("001", "Pay", next_review="2027-01-05")
    assert (make(site, text).site_dir / FILE).read_bytes() == (make(site, text).site_dir / FILE).read_bytes()


def written(name: str, owner: str, day: str) -> str:
    data = {
        "project": {"id": "001", "name": name},
        "document": {
            "version": "1.0",
            "status": "DRAFT",
            "classification": "OFFICIAL",
            "next_review": day,
            "owner": owner,
        },
    }
    return calendar(portfolio_of(data, site=ADDRESS))["reviews.ics"]


_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120).filter(
    lambda text: text.strip() and text.strip().upper() != "PENDING"
)


@given(_texts, _texts, st.dates())
@example("BEGIN:VEVENT\r\nEND:VCALENDAR", '\\n\\N;,:"', date(1, 1, 1))
@example("ü€😀" * 30, "x" * 200, date(9999, 12, 31))
def test_any_text_makes_a_valid_calendar(name: str, owner: str, day: date) -> None:
    text = written(name, owner, day.isoformat())
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", text), "lines end as they should"
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", text), "no control characters"
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert [line for line in unfolded if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    (event,) = icalendar.Calendar.from_ical(text.encode()).walk("VEVENT")
    assert event["DTSTART"].dt == day
    assert not event.errors
    (summary,) = [line for line in unfolded if line.startswith("SUMMARY:")]
    plain = re.sub(r"\\(.)", r"\1", summary.removeprefix("SUMMARY:"))
    assert str(event["SUMMARY"]) == plain
    assert plain.startswith("Review: ")
