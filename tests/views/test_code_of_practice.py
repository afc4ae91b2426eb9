"""The page of the Technology Code of Practice: which points are claimed, open standards, cloud first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from mkdocs_arckit.views.code_of_practice import code, find_point
from tests.helpers.samples import strategy
from tests.helpers.sites import ROOT, Built

PAGE = "strategies/portfolio/code_of_practice/index.html"
TITLES = [
    "Define user needs",
    "Make things accessible and inclusive",
    "Be open and use open source",
    "Make use of open standards",
    "Use cloud first",
    "Make things secure",
    "Make privacy integral",
    "Share, reuse and collaborate",
    "Integrate and adapt technology",
    "Make better use of data",
    "Define your purchasing strategy",
    "Make your technology sustainable",
    "Meet the Service Standard",
]


def claiming(project: str, *rows: str, **document: str) -> str:
    lines = "".join(f"\n    - {{{row}}}" for row in rows)
    return strategy(project, f"P{project}", more=f"uk_government:\n  technology_code_of_practice:{lines}", **document)


def test_the_code_has_its_13_points_with_addresses_on_gov_uk() -> None:
    points, source = code()
    assert [(point.number, point.title) for point in points] == list(enumerate(TITLES, 1))
    assert all(point.url.startswith("https://www.gov.uk/") for point in points)
    assert len({point.url for point in points}) == 13
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", source["read"])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("5.", 5),
        ("Point 5", 5),
        ("point 5: use cloud first", 5),
        ("TCoP point 5 - Use cloud first", 5),
        ("5. Use cloud first", 5),
        ("5. Cloud first policy", 5),
        ("5 Use cloud first", 5),
        ("USE  CLOUD FIRST", 5),
        ("Share, reuse and collaborate", 8),
        ("Share and reuse technology", 8),
        ("13) Meet the Service Standard", 13),
        ("12. Meet the Service Standard", None),
        ("14", None),
        ("0", None),
        ("5 July", None),
        ("5-year plan", None),
        ("5.1 Use cloud first", None),
        ("Cloud first", None),
        ("Digital spend controls", None),
    ],
)
def test_a_point_is_named_by_number_or_title(text: str, number: int | None) -> None:
    found = find_point(text)
    assert (found.number if found else None) == number


def test_claimed_or_silent(site: Callable[..., Built]) -> None:
    files = {
        "docs/a/devops.yaml": claiming(
            "001", 'point: ["5", Point 6], requirement: Cloud, implementation: All in **one**'
        ),
        "docs/b/devops.yaml": claiming("002", "point: Spend controls, implementation: Approved"),
        "docs/c/devops.yaml": strategy("003", "P003"),
        "docs/d/devops.yaml": strategy("004", "P004", more="uk_government: {not_applicable: Not of the government.}"),
        "docs/e/devops.yaml": claiming("005", "point: 1", status="ARCHIVED"),
    }
    shown = site(files, strict=True).parts(PAGE)
    rows = {row[0]: row[1:] for row in shown["Strategies and points"].rows[1:]}
    assert rows["P001"] == ["2 of 13", *(["–not claimed"] * 4), "✓claimed", "✓claimed", *(["–not claimed"] * 7)]
    assert rows["P002"] == rows["P003"] == ["0 of 13", *(["–not claimed"] * 13)]
    assert rows["P004"] == ["Does not apply: Not of the government."]
    assert "P005" not in rows
    claims = shown["What is claimed"].rows[1:]
    assert claims[4:6] == [
        ["5. Use cloud first", "P001", "Cloud", "All in one"],
        ["6. Make things secure", "P001", "Cloud", "All in one"],
    ]
    assert claims[0] == ["1. Define user needs", "Not claimed yet"]
    assert shown["Rows that do not name a point"].rows[1:] == [["Spend controls", "P002", "", "Approved"]]


def test_the_page_is_absent_if_nobody_says_a_word(site: Callable[..., Built]) -> None:
    files = {
        "docs/a/devops.yaml": strategy("001", "P001"),
        "docs/b/devops.yaml": claiming("002", "point: 1", status="SUPERSEDED"),
    }
    assert not (site(files, strict=True).site_dir / PAGE).exists()


def test_open_standards_and_cloud_first(site: Callable[..., Built]) -> None:
    more = (
        "uk_government:\n  open_standards: [{area: API, standard: [OpenAPI 3.1, JSON]}]\n"
        "  cloud_first: {primary_cloud: AWS, egress: TBC, x-Region: London}"
    )
    files = {
        "docs/a/devops.yaml": strategy("001", "P001", more=more),
        "docs/b/devops.yaml": strategy(
            "002",
            "P002",
            more="uk_government: {open_standards: [{area: Web, standard: json}, {area: Later, standard: TBC}]}",
        ),
    }
    shown = site(files, strict=True).parts(PAGE)
    assert shown["Open standards"].rows[1:] == [
        ["JSON", "2", "P001 (API), P002 (Web)"],
        ["OpenAPI 3.1", "1", "P001 (API)"],
    ]
    assert shown["Cloud first"].rows == [
        ["Project", "Primary Cloud", "Multi-cloud Strategy", "Egress Strategy"],
        ["P001", "AWS", "", "TBC"],
    ]


def test_hostile_texts_are_text(site: Callable[..., Built]) -> None:
    hostile = "'<script>alert(1)</script>'"
    built = site({"docs/a/devops.yaml": claiming("001", f"point: {hostile}, implementation: {hostile}")}, strict=True)
    assert "<script>alert" not in built.html(PAGE)
    row = built.parts(PAGE)["Rows that do not name a point"].rows[1]
    assert row[0] == row[3] == "<script>alert(1)</script>"


# The example site, counted again from its YAML


def test_the_example_s_points_are_those_of_its_yaml(example_site: Callable[..., Built]) -> None:
    built = example_site()
    shown = built.parts(PAGE)
    data: list[dict[str, Any]] = [
        yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for path in sorted((ROOT / "example-site").rglob("devops.yaml"))
    ]
    used = [
        d
        for d in data
        if d["document"]["status"] not in {"SUPERSEDED", "ARCHIVED"}
        and d["document"]["classification"] in {"PUBLIC", "OFFICIAL"}
    ]
    claimed = {
        d["project"]["name"]: [row["point"] for row in d["uk_government"]["technology_code_of_practice"]] for d in used
    }
    wanted = [f"{n}. {title}" for n, title in enumerate(TITLES, 1)]
    rows = {row[0]: row[1:] for row in shown["Strategies and points"].rows[1:]}
    assert set(rows) == set(claimed)
    for name, points in claimed.items():
        cells = ["✓claimed" if title in points else "–not claimed" for title in wanted]
        assert rows[name] == [f"{cells.count('✓claimed')} of 13", *cells]
    unmatched = [(p, name) for name, points in claimed.items() for p in points if p not in wanted]
    assert {(row[0], row[1]) for row in shown["Rows that do not name a point"].rows[1:]} == set(unmatched)
    assert unmatched
    standards: dict[str, int] = {}
    for d in used:
        for row in d["uk_government"].get("open_standards", []):
            standards[row["standard"]] = standards.get(row["standard"], 0) + 1
    assert {row[0]: int(row[1]) for row in shown["Open standards"].rows[1:]} == standards
    clouds = {
        d["project"]["name"]: d["uk_government"]["cloud_first"] for d in used if "cloud_first" in d["uk_government"]
    }
    assert {row[0]: row[1] for row in shown["Cloud first"].rows[1:]} == {
        n: c["primary_cloud"] for n, c in clouds.items()
    }
