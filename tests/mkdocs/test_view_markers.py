"""Views in hand-written pages: a whole one, or the rows that a marker chooses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mkdocs_arckit.views.registry import VIEWS
from tests.helpers.findings import named_in
from tests.helpers.portfolios import portfolio_of
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

STACK = "overview: {maturity: {current: 2}, technology_stack: {languages: Go 1.26, Database: Redis}}\n"
HOSTILE = "{{ config }} --8<-- 'x' *a* <b>"
FILES = {
    "mkdocs.yml": config({"views": {"maturity": False}}),
    "docs/a/devops.yaml": strategy("001", "Ant", owner="Jane Doe", next_review="2026-12-01", more=STACK),
    "docs/b/devops.yaml": strategy("002", HOSTILE, next_review="2026-12-02", more=STACK),
    "docs/s/devops.yaml": strategy("003", "Zq", classification="SECRET", owner="Jane Doe", more=STACK),
}


def article(built: Built, page: str) -> Html:
    html = built.html(page)
    return Html(html[html.index('role="main"') : html.index("<footer")])


def test_a_page_has_the_rows_that_its_markers_choose(site: Callable[..., Built]) -> None:
    home = (
        "# Home\n\nBefore\n\n<!-- arckit:technology {layer: languages} -->\n\nBetween\n\n"
        "<!-- arckit:maturity {\n  owner: [Jane Doe],\n} -->\n\n<!-- arckit:reviews {project: '009'} -->\n\n"
        "<!-- arckit:traceability -->\n\nAfter\n"
    )
    built = site({**FILES, "docs/x/y.md": home}, strict=True)
    page, html = article(built, "x/y/index.html"), built.html("x/y/index.html")
    assert [row[:2] for row in page.rows if row[0] in {"Go", "Redis"}] == [["Go", "2"]]
    assert re.findall(r'<h2 id="languages">Languages', html)
    assert 'id="database"' not in html
    assert page.links["Ant"] == "../../a/devops/#1-devops-overview"
    assert [row for row in page.rows if row[0] == "Ant" and "level 2 now" in row[1]]
    assert [row for row in page.rows if "level 2 now" in row] == [["Ant", "level 2 now", "no milestone", ""]]
    assert HOSTILE.replace("*a*", "a") in page.text
    assert page.text.count("Nothing matches.") == 2
    places = [page.text.index(words) for words in ("Before", "Go 1.26", "Between", "level 2 now", "After")]
    assert places == sorted(places)
    assert "Zq" not in html
    assert html.count('<div class="arckit">') > 3
    assert not (built.site_dir / "strategies/portfolio/maturity").exists(), "its page is switched off"
    assert (built.site_dir / "strategies/index.html").exists(), "the index keeps its page"


@pytest.mark.parametrize(
    ("marker", "place", "named"),
    [
        ("technology {layr: Languages}", "3:25", ["layr", "arckit:technology", "layer"]),
        ("technology {\n  colour: red}", "4:3", ["colour", "arckit:technology"]),
        ("reviews {classification: OFFICAL}", "3:38", ["OFFICAL", "classification", "OFFICIAL"]),
        ("tecnology", "3:13", ["arckit:tecnology", "technology"]),
    ],
)
def test_a_wrong_marker_names_its_place_and_the_keys(
    marker: str, place: str, named: list[str], site: Callable[..., Built]
) -> None:
    built = site({**FILES, "docs/index.md": f"# Home\n\n<!-- arckit:{marker} -->\n"})
    assert built.exit_code == 1
    assert named_in(built.log, "ERROR") == [(f"docs/index.md:{place}: error [marker]", named)]
    assert "write one of layer, technology, standing" in built.log or named[-1] != "arckit:technology"


EVERYTHING: dict[str, Any] = {
    "project": {"id": "001", "name": "Pay"},
    "document": {
        "version": "1.0",
        "status": "DRAFT",
        "classification": "OFFICIAL",
        "owner": "Jane Doe",
        "created": "2026-11-01",
        "next_review": "2026-12-01",
        "supersedes": "ARC-001-DEVOPS-v0.9",
    },
    "tags": ["**web**"],
    "overview": {
        "maturity": {"current": "2", "timeline": {"3": "2027"}},
        "technology_stack": {"languages": ["Go 1.26"]},
    },
    "uk_government": {"technology_code_of_practice": [{"point": "5. Use cloud first", "requirement": "x"}]},
    "metrics": {"dora": {"lead_time": {"current": "1 day"}}},
    "traceability": {"rows": [{"id": "FR-001", "requirement": "x", "status": "met"}]},
}
FOUND: Mapping[str, str] = {
    "project": "001",
    "status": "DRAFT",
    "classification": "official",
    "owner": "jane doe",
    "tag": "web",
    "band": "High",
    "level": "2",
    "milestone": "ahead",
    "missing": "ci",
    "layer": "Languages",
    "technology": "Go 1.26",
    "standing": "not listed",
    "point": "5",
    "requirement": "fr-001",
    "kind": "creation",
    "month": "2026-11",
    "folder": "/0/",
    "approved_by": "pending",
    "attention": "due",
    "overdue": "no",
    "superseded": "no",
}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.key)
def test_each_filter_of_each_view_finds_and_leaves_out(view: Any) -> None:
    answer = view.build(portfolio_of(EVERYTHING))
    assert answer
    for key in view.filters:
        value = "met" if (view.key, key) == ("traceability", "status") else FOUND[key]
        assert view.narrowed(answer, {key: [value]}) == answer
        assert view.narrowed(answer, {key: ["nothing of the kind"]}) is None
        assert view.narrowed(answer, {key: ["nothing of the kind", value]}) == answer
