"""What a page shows at first sight, and what is made of its HTML: the header card, markings, anchors, tables, lists, code."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.diagrams.figure import figure
from mkdocs_arckit.hosts.disk import ASSETS
from mkdocs_arckit.portfolio.measure import amount, to_scale
from mkdocs_arckit.render.decorate import decorate_html
from mkdocs_arckit.render.renderer import Renderer
from tests.helpers import samples
from tests.helpers.documents import HEAD, headings, strategy
from tests.helpers.rendered import MANY, PLAIN, html, shown
from tests.helpers.sites import ROOT, Built

DUE = HEAD.replace("OFFICIAL}", "OFFICIAL, next_review: 2026-06-02}")


def card(body: str = "", head: str = HEAD, today: str = "") -> str:
    """What is read in the header card."""
    page = shown(Renderer().page(strategy(body, head), today=today).body())
    (found,) = [div for div in page.all("div") if div.attributes.get("class") == "arckit-card"]
    return " ".join(found.text.split())


# The header card


def test_people_and_dates_of_the_card_are_those_of_document_control() -> None:
    more = "owner: '*Ada* & Co', approved_by: {name: Ben, date: 2026-03-01}, next_review: 2026-06-02}"
    said = card(head=HEAD.replace("OFFICIAL}", f"OFFICIAL, {more}"))
    assert said.startswith("Version1.0 OwnerAda & Co Approved ByBen 2026-03-01 Next Review Date2026-06-02")


def test_what_an_author_wrote_is_no_html() -> None:
    page = Renderer().page(strategy("", HEAD.replace("OFFICIAL}", "OFFICIAL, owner: '<img src=x onerror=y>'}"))).body()
    assert not shown(page).all("img")
    assert "<img" in shown(page).text


@pytest.mark.parametrize(
    ("today", "status", "overdue"),
    [
        ("2026-06-02", "DRAFT", False),
        ("2026-06-03", "DRAFT", True),
        ("2026-06-03", "ARCHIVED", False),
        ("", "DRAFT", False),
    ],
)
def test_a_review_is_overdue_from_the_day_after(today: str, status: str, overdue: bool) -> None:
    head = DUE.replace("DRAFT", status)
    assert ("overdue" in card(head=head, today=today)) is overdue
    due = 'class="arckit-due" datetime="2026-06-02"' in Renderer().page(strategy("", head), today=today).body()
    assert due is (status == "DRAFT"), "what is archived is reviewed no more"


@pytest.mark.parametrize(
    ("maturity", "said"),
    [
        ("{current: 2, target: 4}", "Level 2 of 5 now, target level 4 CI Automation → Continuous Deployment"),
        ("{current: 3}", "Level 3 of 5 now CI/CD"),
        ("{target: 3}", "Target level 3 of 5 CI/CD"),
        ("{current: 3, target: 3}", "Level 3 of 5 now, on target CI/CD"),
        ("{current: 0, target: 1, levels: [{level: 1, name: By hand}]}", "Level 0 of 5 now, target level 1 By hand"),
    ],
)
def test_maturity_reads_as_a_sentence(maturity: str, said: str) -> None:
    assert card(f"overview: {{maturity: {maturity}}}\n").endswith(f"DevOps Maturity {said}")


def test_metrics_read_as_the_author_wrote_them() -> None:
    dora = "{lead_time: {current: 2 days, target: <1 day}, mttr: {target: soon, label: Repair}, change_failure_rate: {current: 9%}}"
    assert card(f"metrics: {{dora: {dora}}}\n").endswith(
        "DORA Metrics Lead Time for Changes2 days → now, target <1 day Repairsoon (target) Change Failure Rate9% now"
    )


def test_what_does_not_apply_is_not_at_a_glance() -> None:
    yaml = "overview: {maturity: {current: 2}}\niac: {tool: Terraform}\n"
    assert "Terraform" in card(yaml)
    section = strategy(yaml).overview
    assert section
    absent = strategy(yaml).model_copy(update={"overview": section.model_copy(update={"not_applicable": "Why"})})
    assert "Level 2" not in Renderer().page(absent).body()[:1500]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("<30 min", ("time", 30)),
        ("1.5 days", ("time", 2160)),
        ("Daily", ("rate", 1 / 1440)),
        ("2 per day", ("rate", 2 / 1440)),
        ("11%", ("share", 11)),
        ("2-3 days", None),
        ("On-demand", None),
        ("Unknown", None),
        ("99", None),
        ("9" * 400 + "%", None),
    ],
)
def test_amounts(text: str, meant: tuple[str, float] | None) -> None:
    assert amount(text) == meant


def test_only_amounts_of_one_kind_have_a_scale() -> None:
    assert to_scale("4/week", "1/day") == (57, 100)
    assert to_scale("55 min", "<30 min") == (100, 55)
    assert to_scale("0/week", "1/week") == (0, 100)
    assert to_scale("55 min", "<30 min", more_is_better=False) == (55, 100)
    assert to_scale("0%", "5%", more_is_better=False) == (100, 0)
    assert to_scale("0%", "0%") is to_scale("9%", "1 day") is to_scale("soon", "1 day") is None


# Sections


def test_a_draft_says_what_it_lacks_if_the_site_asks() -> None:
    data = strategy("overview: {teams: [{team: A}]}\nci: {heading: Ours}\n")
    silent, page = Renderer().page(data).body(), Renderer(show_missing=True).page(data).body()
    assert "arckit-missing" not in silent
    assert len(headings(page)) == len(headings(silent)) + 16
    assert "## 3. Ours" in headings(page)
    assert page.count('<div class="arckit-missing"') == 16, (
        "not of what is there in part, nor of lists without a number"
    )
    assert "<li>Quality Gates</li>" in page
    approved = strategy("", HEAD.replace("DRAFT", "APPROVED"))
    assert Renderer(show_missing=True).page(approved).body() == Renderer().page(approved).body()


def test_a_section_keeps_its_anchor_whatever_its_heading(site: Callable[..., Built]) -> None:
    secrets = "secrets: {heading: Keys, types: [{type: A}]}\nmetrics: {engineering: [{metric: A}]}\n"
    links = "[a](p/devops.yaml#9-secret-management) [b](p/devops.yaml#16-metrics-improvement)\n"
    slugs = (
        "markdown_extensions: [{toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: none}}}}]\n"
    )
    built = site(
        {
            "mkdocs.yml": f"site_name: T\nplugins: [arckit]\nvalidation: {{anchors: warn}}\n{slugs}",
            "docs/index.md": links,
            "docs/p/devops.yaml": samples.strategy(more=secrets),
        },
        strict=True,
    )
    assert built.exit_code == 0, built.log
    page = built.html("p/devops/index.html")
    for anchor in ("9-secret-management", "16-metrics-improvement"):
        assert page.count(f'id="{anchor}"') == 1


# The page's HTML


@pytest.mark.parametrize("extensions", [PLAIN, MANY], ids=["plain", "many"])
def test_a_checklist_says_what_is_done(extensions: list[str]) -> None:
    text = "- [x] One\n- [ ] Two\n"
    found = decorate_html(html(text, extensions))
    assert '<p class="arckit-progress">1 of 2 done</p>' in found
    assert "Done: </span>One</li>" in found
    assert "Open: </span>Two</li>" in found
    assert "[x]" not in found
    assert "<input" not in found


def test_the_selected_option_and_the_cells_are_marked() -> None:
    text = "| A | B<br>C |\n| --- | --- |\n| **[Selected]** X | Y |\n| Z | 2026-01-01 |\n"
    assert decorate_html(html(text)).replace("\n", "") == (
        '<div class="arckit-table arckit-table--2"><table><thead><tr><th>A</th><th>B<br>C</th></tr></thead><tbody><tr>'
        '<td class="arckit-selected"><strong>[Selected]</strong> X</td><td data-label="B C">Y</td></tr><tr>'
        '<td>Z</td><td class="arckit-nowrap" data-label="B C">2026-01-01</td></tr></tbody></table></div>'
    )


def test_the_day_of_a_person_is_not_broken() -> None:
    text = "| A | B |\n| --- | --- |\n| Approved By | Ada (Lead) (2026-01-01) |\n| When | Ada (2026-01-01), maybe |\n"
    found = decorate_html(html(text))
    assert '">Ada (Lead) <span class="arckit-nowrap">(2026-01-01)</span></td>' in found
    assert found.count("arckit-nowrap") == 1


@pytest.mark.parametrize("attributes", ["", ' class="arckit-grid arckit-lines"'])
def test_a_cell_is_its_columns_below_cells_of_several_rows(attributes: str) -> None:
    rows = (
        '<th rowspan="2">1</th><td rowspan="2">2</td><td>3</td>',
        "<td>4</td>",
        '<th>5</th><td colspan="2">6</td>',
        "<td>7</td><td>8</td>",
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    head = "<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
    found = decorate_html(f"<table{attributes}>{head}<tbody>{body}</tbody></table>")
    assert re.findall(r"<td([^>]*)>(\d)", found) == [
        (' rowspan="2" data-label="B"', "2"),
        (' data-label="C"', "3"),
        (' data-label="C"', "4"),
        (' colspan="2"', "6"),
        ("", "7"),
        (' data-label="B"', "8"),
    ]
    assert 'class="arckit-table arckit-table--3"' in found


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (['<td rowspan="2" colspan="2">1</td><td>2</td>', "<td>3</td>", "<td>4</td><td>5</td>"], "2C 3C 5B"),
        (['<td rowspan="0">1</td><td>2</td>', "<td>3</td>", "<td>4</td>"], "2B 3B 4B"),
        (['<td colspan="0">1</td><td rowspan="2" colspan="9999">2</td>', "<td>3</td><td>4</td>"], ""),
    ],
)
def test_a_cell_reaches_into_several_rows_and_columns(rows: list[str], cells: str) -> None:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    found = decorate_html(f"<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>{body}</table>")
    said = re.findall(r'<td[^>]* data-label="(\w)">(\d)', found)
    assert " ".join(f"{cell}{column}" for column, cell in said) == cells


@pytest.mark.parametrize(
    "page",
    [
        '<p title="<table><td><strong>[Selected]</strong><li>[x] ">words</p>',
        "<!-- <table><tr><td>1</td></tr></table> -->",
        '<table class="own"><tr><td>1</td></tr></table>',
        "<pre>&lt;table&gt;</pre>",
    ],
)
def test_what_only_looks_like_a_part_is_left_alone(page: str) -> None:
    assert decorate_html(page) == page


def test_what_a_page_without_diagrams_loads_is_light() -> None:
    styles = [(ASSETS / name).read_bytes() for name in ("arckit.css", "page.js")]
    assert sum(len(gzip.compress(text)) for text in styles) < 15_000


def test_the_example_has_it_all() -> None:
    source = ROOT / "example-site/docs/projects/001-licence-payments/devops.yaml"
    data = validate(source.read_bytes(), "devops.yaml").strategy
    assert data
    page = Renderer().page(data, today="2026-12-18")
    given, inserts = page.for_site()
    found = inserts.fill(html(given.split("---\n", 2)[2], MANY), figure)
    for part in ("overdue", "Level 3 of 5 now, target level 4", "--now: 57%", "5 of 6 done", ">Dockerfile</span>"):
        assert part in found
