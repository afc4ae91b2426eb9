"""A document that says that it is approved and is not in order: it ends a build, or everything that shows it says so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built, build_site

SAYS = "APPROVED, not in order"
BAD = strategy("001", "Pay", status="APPROVED", owner=None, approved_by="PENDING", review_cycle="Annual")
GOOD = strategy("002", "Tax", status="APPROVED")
FILES = {"docs/a/devops.yaml": BAD, "docs/b/devops.yaml": GOOD}
LENIENT = {"mkdocs.yml": config({"on_error": "warn"}), **FILES}


@pytest.fixture(scope="module")
def lenient(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("lenient")
    built = build_site(folder, LENIENT)
    assert built.exit_code == 0, built.log
    return built


def test_it_ends_a_build(site: Callable[..., Built]) -> None:
    built = site(FILES)
    assert built.exit_code == 1
    assert [found.endswith("error [document-control]") for found in built.found] == [True] * 3
    assert site(LENIENT, strict=True).exit_code == 1


def test_a_draft_without_all_that_passes_a_strict_build(site: Callable[..., Built]) -> None:
    assert site({"docs/a/devops.yaml": BAD.replace("APPROVED", "DRAFT")}, strict=True).exit_code == 0


def test_the_index_says_so_and_why(lenient: Built) -> None:
    index = Html(lenient.html("strategies/index.html"))
    rows = {row[0].split()[0]: row[1] for row in index.rows[1:]}
    assert rows["Tax"] == "APPROVED"
    assert rows["Pay"].startswith(SAYS)
    assert "nobody has approved it" in rows["Pay"]
    assert "1 not in order" in index.text


def test_its_page_says_so_and_why(lenient: Built) -> None:
    page = lenient.html("a/devops/index.html")
    assert page.count(SAYS) == 2  # the badge and the notice
    assert "nobody owns it" in Html(page).text
    assert "arckit-badge--approved" not in page
    assert "not in order" not in lenient.html("b/devops/index.html")


def test_each_reason_leads_to_what_has_to_be_fixed(site: Callable[..., Built]) -> None:
    more = "approval: [{role: Head}]\nrevisions: [{version: '0.9', date: 2026-01-01, changes: First}]\n"
    bad = strategy("001", "Pay", status="APPROVED", owner=None, approved_by="[Ben, Cy (2026-02-02)]", more=more)
    built = site({"mkdocs.yml": config({"on_error": "warn"}), "docs/a/devops.yaml": bad})
    page = built.html("a/devops/index.html")
    places = ["document-owner", "document-approved-by", "approval", "revision-history"]
    said = page.partition("arckit-notice--disorder")[2].partition("</ul>")[0]
    assert re.findall(r'href="(.*?)"', said) == [f"#{place}" for place in places]
    said = "".join(re.findall(r"<small>.*?</small>", built.html("strategies/index.html"), re.DOTALL))
    assert re.findall(r'href="(.*?)"', said) == [f"../a/devops/#{place}" for place in places]
    assert [page.count(f'id="{place}"') for place in places] == [1] * 4


def test_badge_and_data_say_so_and_why(lenient: Built) -> None:
    badge = json.loads(lenient.html("strategies/badges/001.json"))
    assert badge["message"] == "1.0 approved, not in order"
    assert badge["color"] != json.loads(lenient.html("strategies/badges/002.json"))["color"]
    bad, good = json.loads(lenient.html("strategies/strategies.json"))["strategies"]
    assert (bad["status"], bad["in_force"], len(bad["not_in_order"])) == ("APPROVED", False, 3)
    assert (good["in_force"], good["not_in_order"]) == (True, [])
    assert "document-control" in {
        f["rule"] for f in json.loads(lenient.html("strategies/health.json"))["projects"][0]["findings"]
    }
    csv = lenient.html("strategies/strategies.csv").splitlines()
    assert "nobody has approved it" in csv[1]


def test_the_views_say_so_and_who_is_missing(lenient: Built) -> None:
    reviews = Html(lenient.html("strategies/portfolio/reviews/index.html"))
    assert [row for row in reviews.rows if row[:2] == ["Nobody named", "Pay"]] == [
        ["Nobody named", "Pay", "1.0", SAYS, "Approved By"]
    ]


def test_what_is_missing_before_approval_is_no_disorder(site: Callable[..., Built]) -> None:
    files = {"docs/a/devops.yaml": strategy(status="IN_REVIEW", created="2026-02-01", last_modified="2026-01-01")}
    built = site(files)
    assert built.exit_code == 0
    assert "not in order" not in built.html("strategies/index.html")
    assert site(files, strict=True).exit_code == 1


def test_citations_lead_to_their_rows(site: Callable[..., Built]) -> None:
    more = """
summary: "As said [SL-C1][A6-C2], not [NO-C3], `[SL-C1]`"
iac: {state: {backend: "S3 [SL-C1]"}}
references: {citations: [{citation_id: SL-C1, quoted_passage: Words}, {citation_id: "[A6-C2]"}]}
"""
    html = site({"docs/a/devops.yaml": strategy(more=more)}).html("a/devops/index.html")
    assert html.count('href="#citation-sl-c1"') == 2
    assert html.count('href="#citation-a6-c2"') == 2  # and in its own row
    assert html.count('<tr id="citation-sl-c1">') == html.count('<tr id="citation-a6-c2">') == 1
    assert "<code>[SL-C1]</code>" in html
    assert "#citation-no-c3" not in html
