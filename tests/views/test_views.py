"""Completeness, maturity and delivery, counted again from the YAML of the example site; what is read from words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import yaml

from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.views import view_body
from mkdocs_arckit.views.delivery import band
from mkdocs_arckit.views.maturity import MATURITY_VIEW, day_of
from mkdocs_arckit.views.selection import Selection
from tests.helpers.portfolios import document_of
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

TODAY = "1795521600"  # 2026-11-24, 12:00 UTC
NUMBERED = """overview source_control ci cd iac containers kubernetes environments secrets developer_experience observability
devsecops release platform uk_government metrics traceability""".split()


@pytest.fixture
def built(example_site: Callable[..., Built]) -> Built:
    return example_site()


@pytest.fixture(scope="module")
def in_use() -> dict[str, dict[str, Any]]:
    """The strategies of the example that are published and not superseded, as plain YAML with all scalars as text."""
    found = {}
    for path in sorted((ROOT / "example-site").rglob("devops.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        control = data["document"]
        if control["classification"] in {"PUBLIC", "OFFICIAL"} and control["status"] not in {"SUPERSEDED", "ARCHIVED"}:
            found[data["project"]["name"]] = data
    return found


def page(built: Built, view: str) -> Html:
    assert built.exit_code == 0, built.log
    html = built.html(f"strategies/portfolio/{view}/index.html")
    return Html(html[html.index("<article") : html.index("</article>")])


# Completeness


def test_the_heatmap_says_which_sections_are_there(built: Built, in_use: dict[str, dict[str, Any]]) -> None:
    rows = {row[0].rpartition(" ")[0]: row[1:] for row in page(built, "completeness").rows if row[-1].find("/") > 0}
    assert set(rows) == set(in_use)
    for name, data in in_use.items():
        for key, cell in zip(NUMBERED, rows[name][1:], strict=True):
            section = data.get(key)
            if isinstance(section, dict) and "not_applicable" in section:
                assert cell == "n/a"
            elif not section:
                assert cell.startswith("0/")
            else:
                assert re.fullmatch(r"[0-9]/[0-9]", cell)


def test_the_share_of_all_is_the_mean_of_the_sections(built: Built) -> None:
    for row in page(built, "completeness").rows:
        if len(row) == 19 and "/" in row[-1]:
            shares = [1.0 if cell == "n/a" else int(cell[0]) / int(cell[2]) for cell in row[2:]]
            assert row[1] == f"{int(100 * sum(shares) / 17 + 1e-9)} %"


def test_a_cell_leads_to_its_section_and_a_missing_one_says_what_is_missing(built: Built) -> None:
    html = built.html("strategies/portfolio/completeness/index.html")
    (link, anchor) = re.search(r'href="([^"#]*licence-payments/devops/)#(9-secret-management)"', html).groups()  # type: ignore[union-attr]
    assert f'id="{anchor}"' in built.html(link.removeprefix("../../../") + "index.html")
    assert "Kubernetes / Orchestration: 0 of 5, missing Cluster Configuration" in html


# Maturity


def test_levels_are_counted(built: Built, in_use: dict[str, dict[str, Any]]) -> None:
    said = [data["overview"]["maturity"] for data in in_use.values() if "maturity" in data.get("overview", {})]
    now = Counter(maturity.get("current") for maturity in said)
    target = Counter(maturity.get("target") for maturity in said)
    rows = [row for row in page(built, "maturity").rows if re.match(r"[0-5] ", row[0])]
    assert [row[1:] for row in rows] == [[str(now[str(n)]), str(target[str(n)])] for n in range(6)]


def test_a_milestone_that_has_passed_unreached_is_named(site: Callable[..., Built], monkeypatch: Any) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    timeline = "{2: 2025-01, 3: October 2026, 4: Q4 2026, 5: when <b> we can}"
    maturity = f"overview: {{maturity: {{current: 2, target: 4, timeline: {timeline}}}}}"
    files = {"mkdocs.yml": config(theme="material"), "docs/a/devops.yaml": strategy("001", "Pay", more=maturity)}
    built = site(files, strict=True)
    found = page(built, "maturity")
    assert "1 milestone was not reached in time." in found.text
    assert found.rows[-1] == [
        "Pay",
        "level 2 now, target level 4",
        "Level 3 24 days overdue",
        "Level 2: 2025-01 (reached)Level 3: October 2026 (passed, not reached)"
        "Level 4: Q4 2026 (ahead)Level 5: when <b> we can (no date)",
    ]


def test_who_is_behind_comes_first_and_who_says_nothing_is_named() -> None:
    levels = {
        "Done": "{current: 3, target: 3}",
        "No plan": "{current: 2, target: 3}",
        "Some day": "{current: 2, timeline: {4: later, 3: soon}}",
        "Ahead": "{current: 1, timeline: {1: 2020, 2: 2027-06-01, 3: 2027-05-31}}",
        "Behind": "{current: 1, timeline: {3: 2028, 2: 2026-11-22}}",
        "Silent": "{}",
    }
    files = [
        strategy(f"00{n}", name, more=f"overview: {{maturity: {said}}}")
        for n, (name, said) in enumerate(levels.items())
    ]
    documents = tuple(document_of(text, f"{n}/devops.yaml") for n, text in enumerate(files))
    portfolio = Portfolio(documents, "2026-11-23", str)
    answer = MATURITY_VIEW.build(portfolio)
    assert answer
    page = Html(view_body(Renderer(), Selection(MATURITY_VIEW), answer, portfolio, Options()))
    assert [(row[0], row[2]) for row in page.rows if row[0] in levels] == [
        ("Behind", "Level 2 1 day overdue"),
        ("Ahead", "Level 3 in 189 days"),
        ("Some day", "Level 3: soon"),
        ("Done", "target reached"),
        ("No plan", "no milestone"),
    ]
    assert "Nothing is said by Silent ." in page.text
    assert [len(MATURITY_VIEW.narrowed(answer, {"project": [name]}).silent) for name in ("Silent", "Done")] == [1, 0]


def test_what_is_far_from_today_is_told_and_not_drawn(site: Callable[..., Built], monkeypatch: Any) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    maturity = "overview: {maturity: {current: 2, timeline: {1: 0206-06, 2: 2025-06, 3: 2028, 4: 9999-12-31, 5: 9999}}}"
    files = {"mkdocs.yml": config(), "docs/a/devops.yaml": strategy("001", "Pay", more=maturity)}
    html = site(files, strict=True).html("strategies/portfolio/maturity/index.html")
    assert "Level 1: 0206-06 (reached)" in html
    assert "Level 5: 9999 (ahead)" in html
    assert re.findall(r'<span style="left: [\d.]+%">(\d+)</span>', html) == ["2025", "2026", "2027", "2028"]
    assert html.count("arckit-timeline__lane") == 1
    assert re.findall(r'timeline__point--\w+" style="left: [\d.]+%">(\d)<', html) == ["2", "3"]


def test_days_that_are_all_far_from_today_make_no_drawing(site: Callable[..., Built]) -> None:
    maturity = "overview: {maturity: {current: 2, timeline: {3: 9999}}}"
    files = {"mkdocs.yml": config(), "docs/a/devops.yaml": strategy("001", "Pay", more=maturity)}
    html = site(files, strict=True).html("strategies/portfolio/maturity/index.html")
    assert "Level 3: 9999 (ahead)" in html
    assert "arckit-timeline" not in html


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-05", date(2026, 6, 5)),
        ("2026-02", date(2026, 2, 28)),
        ("June 2026", date(2026, 6, 30)),
        ("Reached Nov 2025", date(2025, 11, 30)),
        ("by the end of Q2 2027", date(2027, 6, 30)),
        ("5 March 2027", date(2027, 3, 5)),
        ("2027", date(2027, 12, 31)),
        ("2026-13", None),
        ("Smarch 2027", None),
        ("31 April 2027", None),
        ("Not before 2028", None),
        ("After the database move", None),
        ("0000-01", None),
    ],
)
def test_the_day_that_a_milestone_names(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_months_are_english_in_any_locale() -> None:
    german = "import calendar; calendar.month_name = calendar.month_abbr = ['', 'Januar', 'Februar', 'M\u00e4rz']"
    ask = "from mkdocs_arckit.views.maturity import day_of; print(day_of('March 2027'), day_of('Oct 2027'))"
    done = subprocess.run([sys.executable, "-c", f"{german}; {ask}"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2027-03-31", "2027-10-31"]


# Delivery


@pytest.mark.parametrize(
    ("metric", "text", "expected"),
    [
        ("deployment_frequency", "On-demand", "Elite"),
        ("deployment_frequency", "3/day", "Elite"),
        ("deployment_frequency", ">1/day", "Elite"),
        ("deployment_frequency", "1/day", "High"),
        ("deployment_frequency", "Daily", "High"),
        ("deployment_frequency", "3/week", "High"),
        ("deployment_frequency", "1/fortnight", "Medium"),
        ("deployment_frequency", "1/quarter", "Low"),
        ("deployment_frequency", "2 days", None),
        ("lead_time", "<1 hour", "Elite"),
        ("lead_time", "<1 day", "Elite"),
        ("lead_time", "1 day", "High"),
        ("lead_time", "2.5 days", "High"),
        ("lead_time", "1 week", "High"),
        ("lead_time", "24 days", "Medium"),
        ("lead_time", "3 months", "Low"),
        ("change_failure_rate", "15%", "Medium"),
        ("change_failure_rate", "<5%", "Elite"),
        ("change_failure_rate", "64 %", "Low"),
        ("change_failure_rate", "0.15", None),
        ("mttr", "1 hour", "High"),
        ("mttr", "<1 hour", "Elite"),
        ("mttr", "Unknown", None),
        ("mttr", "a few hours", None),
        ("mttr", "2-3 hours", None),
    ],
)
def test_the_band_of_a_value(metric: str, text: str, expected: str | None) -> None:
    assert band(metric, text) == expected


def test_every_metric_of_every_strategy_is_shown(built: Built, in_use: dict[str, dict[str, Any]]) -> None:
    rows = {row[0]: row[1:] for row in page(built, "delivery").rows}
    metrics = ("deployment_frequency", "lead_time", "change_failure_rate", "mttr")
    said = {name: data["metrics"]["dora"] for name, data in in_use.items() if "dora" in data.get("metrics", {})}
    assert said
    for name, dora in said.items():
        texts = [dora.get(metric, {}).get(when) or "–" for metric in metrics for when in ("current", "target")]
        assert [re.sub(r" (Elite|High|Medium|Low)$", "", cell) for cell in rows[name]] == texts
    counted = page(built, "delivery").rows
    now = next(row for row in counted if row[:2] == ["MTTR", "now"])
    assert sum(map(int, now[3:])) == len(said)


def test_one_strategy_is_spoken_of_as_one(site: Callable[..., Built]) -> None:
    more = "overview: {maturity: {current: 2}}\nmetrics: {dora: {lead_time: {current: 1 day}}}"
    built = site({"mkdocs.yml": config(theme="material"), "docs/a/devops.yaml": strategy(more=more)}, strict=True)
    assert re.search("The strategy in use is [0-9]+ % complete[.]", page(built, "completeness").text)
    assert "1 of the strategies in use says how mature it is." in page(built, "maturity").text
    assert "1 of the strategies in use gives figures" in page(built, "delivery").text


def test_the_source_of_the_bands_is_named_with_its_date(built: Built) -> None:
    assert "Accelerate State of DevOps Report 2023" in page(built, "delivery").text
