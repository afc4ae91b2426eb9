"""The feed of revisions and approvals, read by a parser that is not ours, and the letter of RFC 4287."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import feedparser
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_arckit.exports.feed import MAX_ENTRIES, feed
from tests.helpers.portfolios import TODAY, portfolio_of
from tests.helpers.samples import config, strategy
from tests.helpers.sites import ROOT, Built

SITE = "https://handbook.example.org/sub/"
ATOM = "{http://www.w3.org/2005/Atom}"


def made(*strategies: dict[str, Any], site: str = SITE, today: str = TODAY) -> str:
    return feed(portfolio_of(*strategies, site=site, today=today, exports="strategies")).get("feed.xml", "")


def said(version: str = "1.0", name: str = "Payments", more: Any = None, **document: Any) -> dict[str, Any]:
    fields = {"version": version, "status": "DRAFT", "classification": "OFFICIAL", **document}
    return {"project": {"id": "001", "name": name}, "document": fields, **(more or {})}


def revised(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"revisions": list(rows)}


def parsed(text: str) -> Any:
    found = feedparser.parse(text.encode(), sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def check(text: str) -> list[ET.Element]:
    """What RFC 4287 asks of every feed (sections 4.1.1 and 4.1.2), and its entries."""
    root = ET.fromstring(text)
    entries = root.findall(f"{ATOM}entry")
    assert root.tag == f"{ATOM}feed"
    for element in [root, *entries]:
        for tag in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{tag}")) == 1
        updated = element.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", updated)
    ids = [element.findtext(f"{ATOM}id") for element in [root, *entries]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", found or "") for found in ids)
    for entry in entries:
        assert entry.find(f"{ATOM}author") is not None, "there is none for the feed"
        assert all((name.text or "").strip() for name in entry.iterfind(f"{ATOM}author/{ATOM}name"))
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert days == sorted(days, reverse=True)
    assert root.findtext(f"{ATOM}updated") == days[0]
    return entries


def titles(text: str) -> list[str]:
    check(text)
    return [entry.title for entry in parsed(text).entries]


def test_an_entry_says_what_happened_when_and_where() -> None:
    row = {
        "version": "2.0",
        "date": "2026-03-02",
        "author": "J. Doe",
        "changes": "Trunk *based*; <b>",
        "approved_by": "A. Roe",
    }
    text = made(said("2.0", more=revised({**row, "approval_date": "2026-03-05"})))
    check(text)
    approval, revision = parsed(text).entries
    assert (revision.title, revision.summary, revision.author) == (
        "Payments: version 2.0",
        "Trunk based; <b>",
        "J. Doe",
    )
    assert (approval.title, approval.author) == ("Payments: version 2.0 approved by A. Roe", "A. Roe")
    assert [tag.term for entry in (approval, revision) for tag in entry.tags] == ["approval", "revision"]
    assert (approval.updated, revision.updated) == ("2026-03-05T00:00:00Z", "2026-03-02T00:00:00Z")
    assert approval.link == f"{SITE}0/devops.md"
    assert [link.href for link in parsed(text).feed.links if link.rel == "self"] == [f"{SITE}strategies/feed.xml"]


def test_approvals_of_one_day_are_one_entry_wherever_they_stand() -> None:
    more = revised({"version": "1.0", "approved_by": {"name": "a. roe", "date": "2026-03-05"}})
    more["approval"] = [
        {"role": "Security", "name": "B. Poe", "date": "2026-03-05"},
        {"role": "Product", "name": "C. Low", "date": "2026-03-04"},
        {"role": "Finance", "name": "D. High", "date": "PENDING"},
    ]
    text = made(said(status="APPROVED", approved_by={"name": "A. Roe", "date": "2026-03-05"}, more=more))
    assert titles(text) == [
        "Payments: version 1.0 approved by A. Roe, B. Poe",
        "Payments: version 1.0 approved by C. Low",
    ]


def test_each_of_several_approvers_is_told_on_the_day_of_their_own() -> None:
    people = ["A. Roe (2026-03-05)", "B. Poe, CTO (2026-03-07)", "C. Low"]
    text = made(said(status="IN_REVIEW", approved_by=people))
    assert [(e.title, e.updated[:10], e.author) for e in parsed(text).entries] == [
        ("Payments: version 1.0 approved by B. Poe", "2026-03-07", "B. Poe"),
        ("Payments: version 1.0 approved by A. Roe", "2026-03-05", "A. Roe"),
    ]
    row = {"version": "1.0", "approved_by": people, "approval_date": "2026-03-09"}
    assert [e.updated[:10] for e in parsed(made(said(more=revised(row)))).entries] == [
        "2026-03-09",
        "2026-03-07",
        "2026-03-05",
    ]


def test_nothing_is_told_that_has_not_happened() -> None:
    assert made(said(status="APPROVED", approved_by="A. Roe (2031-01-01)")) == ""
    assert made(said(status="DRAFT", approved_by="A. Roe (2026-01-01)")) == ""


def test_a_history_that_later_versions_repeat_is_told_once_by_the_version_itself() -> None:
    first = {"version": "1.0", "date": "2025-03-02", "changes": "As it was said then"}
    later = {**first, "changes": "Said otherwise"}
    new = said("2.0", more=revised(later, {"version": "2.0", "date": "2026-03-02"}))
    text = made(new, said("1.0", more=revised(first)))
    assert titles(text) == ["Payments: version 2.0", "Payments: version 1.0"]
    old = parsed(text).entries[1]
    assert (old.summary, old.link) == ("As it was said then", f"{SITE}1/devops.md")
    alone = parsed(made(new)).entries[1]
    assert (alone.summary, alone.id) == ("Said otherwise", old.id), "the same entry, whoever tells of it"


def test_two_changes_of_one_version_and_day_are_both_told() -> None:
    row = {"version": "1.0", "date": "2025-03-02"}
    (entry,) = parsed(made(said(more=revised({**row, "changes": "One"}, {**row, "changes": "Two"})))).entries
    assert entry.summary == "One; Two"


def test_ids_are_the_site_s_own_and_outlive_names_and_addresses() -> None:
    row = revised({"version": "1.0", "date": "2025-03-02"})
    (here,) = parsed(made(said(more=row))).entries
    (renamed,) = parsed(made(said(name="Fees", more=row))).entries
    (elsewhere,) = parsed(made(said(more=row), site="https://other.example.org/")).entries
    assert here.id == renamed.id != elsewhere.id


def test_what_has_no_day_yet_is_not_told() -> None:
    row = {"version": "1.0", "date": "[YYYY-MM-DD]", "approval_date": "PENDING", "approved_by": "PENDING"}
    assert made(said(more=revised(row, {"version": "[VERSION]", "date": "2026-03-02"}))) == ""


def test_only_the_newest_are_told() -> None:
    days = [(date(2025, 1, 1) + timedelta(days=n)).isoformat() for n in range(MAX_ENTRIES + 20)]
    text = made(said(more=revised(*({"version": f"0.{n}", "date": day} for n, day in enumerate(days)))))
    assert [entry.updated[:10] for entry in parsed(text).entries] == days[:19:-1]


def test_the_day_of_the_build_does_not_matter(site: Callable[..., Built], monkeypatch: pytest.MonkeyPatch) -> None:
    text = strategy(more='revisions: [{version: "1.0", date: 2026-03-02}]')
    made_on = []
    for epoch in ("1795435200", "1895435200"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        built = site({"mkdocs.yml": config(site_url=SITE), "docs/a/devops.yaml": text}, strict=True)
        made_on.append((built.site_dir / "strategies/feed.xml").read_bytes())
    assert made_on[0] == made_on[1]


def test_the_example_s_feed_tells_all_that_its_files_tell(example_site: Callable[..., Built]) -> None:
    built = example_site()
    text = built.html("strategies/feed.xml")
    wanted = set()
    for path in (ROOT / "example-site").rglob("devops.yaml"):
        told = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        if told["document"]["classification"] not in {"PUBLIC", "OFFICIAL"}:
            continue
        name, version = told["project"]["name"], told["document"]["version"]
        wanted |= {("revision", name, row["version"], row.get("date")) for row in told["revisions"]}
        wanted |= {("approval", name, row["version"], row.get("approval_date")) for row in told["revisions"]}
        wanted |= {("approval", name, version, row.get("date")) for row in told.get("approval", [])}
        approved = told["document"].get("approved_by")
        wanted |= {("approval", name, version, approved["date"])} if isinstance(approved, dict) else set()
    dated = {event for event in wanted if re.fullmatch(r"\d{4}-\d\d-\d\d", event[3] or "")}
    check(text)
    found = []
    for entry in parsed(text).entries:
        match = re.fullmatch(r"(.*): version (\S+)(?: \(superseded\))?( approved by .*)?", entry.title)
        assert match
        found.append((entry.tags[0].term, match[1], match[2], entry.updated[:10]))
    assert len(found) == len(dated)
    assert set(found) == dated
    pages = {entry.link.removeprefix("https://engineering.wla.example.gov.uk/") for entry in parsed(text).entries}
    assert all((built.site_dir / page / "index.html").is_file() for page in pages)


_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)


@given(_texts, _texts, _texts, st.dates())
@example("</title><entry>", "]]>", "&amp;<script>", date(1, 1, 1))
@example("\x00\x0b\x85\ufffe", "\u202e", "a\r\nb", date(9999, 12, 31))
def test_any_text_makes_a_valid_feed(name: str, author: str, version: str, day: date) -> None:
    row = {"version": version, "date": day.isoformat(), "author": author, "changes": author, "approved_by": author}
    more = revised({**row, "approval_date": day.isoformat()})
    text = made(said(name=name, more=more), today=min(day, date(9999, 12, 30)).isoformat())
    if not text:
        assert re.search(r"\[|TB[CD]|TODO", version), "its version is not known yet"
        return
    entries = check(text)
    assert len(entries) == 2
    parsed(text)


def test_address_of_the_feed_in_a_folder_with_a_space(site: Callable[..., Built]) -> None:
    options = {"index": {"path": "my strategies/index.md"}}
    more = "revisions: [{version: '1.0', date: 2026-03-02, author: A, changes: First}]"
    settings = config(options, site_url="https://example.org/h/")
    text = site({"mkdocs.yml": settings, "docs/a/devops.yaml": strategy(more=more)}).html("my strategies/feed.xml")
    assert [link.href for link in parsed(text).feed.links if link.rel == "self"] == [
        "https://example.org/h/my%20strategies/feed.xml"
    ]
