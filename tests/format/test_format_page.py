"""Rules 1 and 2: a page says only what its YAML says, in the template's order."""

from __future__ import annotations

import html
import re
from itertools import permutations
from pathlib import Path

import pytest

from mkdocs_arckit.portfolio.completeness import completeness
from tests.helpers.contract import ATTRIBUTES, CHOICES, ELEMENTS, MINIMAL, SECTIONS, TABLES, nested
from tests.helpers.documents import HEAD, below, error, headings, look, page, strategy, table, tables
from tests.helpers.findings import names

# Rule 1: nothing is invented


def test_page_of_a_minimal_strategy_holds_document_control_and_nothing_else() -> None:
    assert page().splitlines() == [
        '<p class="arckit-marking arckit-marking--official">OFFICIAL</p>',
        "",
        "# DevOps Strategy: Payments Platform",
        "",
        '<span class="arckit-badge arckit-badge--draft">DRAFT</span>',
        "",
        '<div class="arckit-card">',
        '<dl class="arckit-facts">',
        "<div><dt>Version</dt><dd>1.0</dd></div>",
        "<div><dt>Owner</dt><dd>PENDING</dd></div>",
        "<div><dt>Approved By</dt><dd><bdi>PENDING</bdi></dd></div>",
        "<div><dt>Next Review Date</dt><dd>PENDING</dd></div>",
        "<div><dt>Complete</dt><dd>0 %</dd></div>",
        "</dl>",
        "</div>",
        "",
        "## Document Control",
        "",
        "| Field | Value |",
        "| --- | --- |",
        "| **Document ID** | ARC-001-DEVOPS-v1.0 |",
        "| **Document Type** | DevOps Strategy |",
        "| **Project** | Payments Platform (Project 001) |",
        "| **Classification** | OFFICIAL |",
        "| **Status** | DRAFT |",
        "| **Version** | 1.0 |",
        "| **Created Date** | PENDING |",
        "| **Last Modified** | PENDING |",
        "| **Review Cycle** |  |",
        "| **Next Review Date** | PENDING |",
        "| **Owner** | PENDING |",
        "| **Reviewed By** | PENDING |",
        "| **Approved By** | PENDING |",
        "| **Distribution** |  |",
    ]


HEADINGS = ELEMENTS | {
    "references.documents": "Document Register",
    "references.citations": "Citations",
    "references.unreferenced": "Unreferenced Documents",
}
"""All sub-headings there are."""
DRAWN_FROM = {"ci.stages": "ci.pipeline", "cd.promotion": "cd.deployment_pipeline"}
"""What has a diagram under a heading of its own."""


@pytest.mark.parametrize("path", MINIMAL)
def test_an_element_gives_its_headings_and_nothing_else(path: str) -> None:
    section = path.split(".")[0]
    meant = [HEADINGS[p] for p in HEADINGS if p in {path, DRAWN_FROM.get(path)}]
    assert headings(page(nested(path, MINIMAL[path]))) == [
        "# DevOps Strategy: Payments Platform",
        *(f"## {heading}" for heading in sorted(["Document Control", SECTIONS[section]], key=PLACES.index)),
        *(f"### {heading}" for heading in meant),
    ]


PLACES = ["Document Control", *SECTIONS.values()]


@pytest.mark.parametrize("path", [path for path in MINIMAL if path != "references.rows"])
@pytest.mark.parametrize("empty", ["null", "~", "", "{}", "[]", "''", '""', "' '"])
def test_an_empty_element_is_missing(path: str, empty: str) -> None:
    assert page(nested(path, empty)) == page()


@pytest.mark.parametrize("section", [*SECTIONS])
@pytest.mark.parametrize("empty", ["null", "~", "", "{}", "''", "[null]", "[{}]", "[[], '']"])
def test_an_empty_section_is_missing(section: str, empty: str) -> None:
    if section != "references" or not empty.startswith("["):  # an empty list of references says that there are none
        assert page(f"{section}: {empty}\n") == page()


@pytest.mark.parametrize("key", ["tags", "summary", "sections", "appendices", "closing", "generated"])
@pytest.mark.parametrize("empty", ["null", "~", "", "{}", "[]", "''", '""', "' '"])
def test_an_empty_part_of_the_page_is_missing(key: str, empty: str) -> None:
    assert page(f"{key}: {empty}\n") == page()


@pytest.mark.parametrize("empty", ["null", "~", "", "{}", "[]", "''", '""', "[null]"])
def test_an_empty_cell_is_blank(empty: str) -> None:
    found = page(f"overview: {{objectives: [{{objective: A, target: {empty}}}, {{objective: B, target: C}}]}}\n")
    assert table(below(found, "### Strategic Objectives"))[1:] == [["A", ""], ["B", "C"]]


def test_an_empty_row_is_no_row() -> None:
    found = page("overview: {objectives: [{objective: ''}, {}, null, {objective: A}]}\n")
    assert table(below(found, "### Strategic Objectives")) == [["Objective"], ["A"]]


def test_what_is_empty_counts_as_missing() -> None:
    share = completeness(strategy("overview: {objectives: [{}], teams: [{team: A}]}\n"))
    assert share.missing["overview"] == ["objectives", "maturity", "technology_stack"]


@pytest.mark.parametrize("section", [s for s in SECTIONS if s != "references"])
def test_a_section_with_nothing_but_keys_of_the_authors_own_gives_no_heading(section: str) -> None:
    assert page(f"{section}: {{x-anchor: words}}\n", findings=1) == page()


@pytest.mark.parametrize("section", [*SECTIONS])
def test_other_words_for_a_heading_alone_give_no_section(section: str) -> None:
    assert page(f"{section}: {{heading: Words}}\n") == page()


def test_document_control_has_no_row_but_its_14_without_superseded_documents() -> None:
    assert len(table(below(page(), "## Document Control"))) == 1 + 14


@pytest.mark.parametrize("status", ["DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"])
def test_people_and_dates_not_known_yet_are_pending_in_every_status(status: str) -> None:
    rows = dict(table(below(page(head=HEAD.replace("DRAFT", status)), "## Document Control")))
    pending = [field for field, value in rows.items() if value == "PENDING"]
    assert pending == [
        f"**{field}**"
        for field in ("Created Date", "Last Modified", "Next Review Date", "Owner", "Reviewed By", "Approved By")
    ]


def test_revision_history_prints_pending_for_people_and_dates() -> None:
    assert table(below(page('revisions: [{version: "1.0"}]\n'), "## Revision History")) == [
        ["Version", "Date", "Author", "Changes", "Approved By", "Approval Date"],
        ["1.0", "PENDING", "PENDING", "", "PENDING", "PENDING"],
    ]


NONE_PROVIDED = [
    ["Document", "Type", "Source", "Key Extractions", "Path"],
    ["*None provided*", "—", "—", "—", "—"],
]


@pytest.mark.parametrize("references", ["[]", "{rows: []}", "{rows: [], summary: Words}"])
def test_an_empty_list_of_references_says_that_there_are_none(references: str) -> None:
    assert table(below(page(f"references: {references}\n"), "## External References")) == NONE_PROVIDED


@pytest.mark.parametrize("references", ["null", "~", "", "{}", "''"])
def test_references_that_are_missing_say_nothing(references: str) -> None:
    assert page(f"references: {references}\n") == page()


def test_every_word_of_a_page_is_the_authors_or_the_templates(shared_dir: Path) -> None:
    words = re.compile(r"[^\W\d_]{2,}")
    template = (shared_dir / "template/devops-template.md").read_text(encoding="utf-8")
    known = {word.casefold() for word in words.findall(template)}
    known |= set("executive summary rationale br now target".split())
    for source in sorted((shared_dir / "real").glob("*/devops.yaml")):
        yaml = source.read_text(encoding="utf-8")
        own = {word.casefold() for word in words.findall(yaml)}
        body = page(yaml, head="", findings=len(look(yaml, head="").findings))
        body = re.sub(r"<[^>]*>", " ", html.unescape(body))
        body = re.sub(r"^`{3,}mermaid\n.*?^`{3,}$", "", body, flags=re.MULTILINE | re.DOTALL)
        assert {word for word in words.findall(body) if word.casefold() not in own | known} == set()


# Rule 2: order


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_keeps_its_number_whatever_else_is_missing(key: str) -> None:
    path = next(path for path in MINIMAL if path.startswith(f"{key}."))
    assert f"## {SECTIONS[key]}" in headings(page(nested(path, MINIMAL[path])))


def whole(paths: list[str]) -> str:
    """The YAML of elements, each section once, in the order given."""
    sections: dict[str, list[str]] = {}
    for path in paths:
        section, element = path.split(".")
        sections.setdefault(section, []).append(f"  {element}: {MINIMAL[path]}\n")
    return "".join(f"{section}:\n{''.join(lines)}" for section, lines in sections.items())


def test_the_page_has_the_templates_order_whatever_the_files() -> None:
    top = "closing: Words\nappendices: [{heading: A}]\nsummary: Words\ngenerated: {by: Me}\n"
    found = page(top + whole([*reversed(MINIMAL)]))
    second = [f"## {heading}" for heading in SECTIONS.values()]
    second.insert(1, "## Executive Summary")
    assert [h for h in headings(found) if h.startswith("## ")] == ["## Document Control", *second, "## A"]
    assert [h for h in headings(found) if h.startswith("### ")] == [f"### {h}" for h in HEADINGS.values()]
    assert found.index("## A\n") < found.index("Words", found.index("## A\n")) < found.index("**Generated by**")


def test_rules_stand_where_they_stand_in_the_template(shared_dir: Path) -> None:
    def skeleton(text: str) -> list[str]:
        lines = re.findall(r"^(?:## .*|---|\*\*Generated by\*\*)", text, re.MULTILINE)
        return [line for line in lines if line != "## Executive Summary"]

    template = (shared_dir / "template/devops-template.md").read_text(encoding="utf-8")
    paths = [path for path in MINIMAL if path in ELEMENTS or path.endswith(".rows")]
    assert skeleton(page(whole(paths) + "generated: {by: Me}\n")) == skeleton(template)


def rows_of(path: str, rows: list[dict[str, str]]) -> str:
    """The YAML of a table's rows."""
    items = ", ".join("{" + ", ".join(f"{key}: {value}" for key, value in row.items()) + "}" for row in rows)
    return nested(path, f"[{items}]")


def first_table(path: str, markdown: str) -> list[list[str]]:
    element = ".".join(path.split(".")[:2])
    heading = f"### {HEADINGS[element]}" if element in HEADINGS else f"## {SECTIONS[path.split('.')[0]]}"
    return tables(below(markdown, heading))[0]


DATES = {"date", "approval_date"}


def values(columns: dict[str, str], n: int) -> dict[str, str]:
    """A value for each column; dates where dates belong."""
    return {key: f"2026-01-0{n}" if key in DATES else f"{heading} {n}" for key, heading in columns.items()}


@pytest.mark.parametrize("path", TABLES)
def test_rows_stand_as_the_author_wrote_them(path: str) -> None:
    columns = TABLES[path]
    rows = [values(columns, n) for n in (3, 1, 2)]
    found = first_table(path, page(rows_of(path, rows)))
    assert found == [[*columns.values()], *([*row.values()] for row in rows)]


@pytest.mark.parametrize("path", CHOICES)
def test_options_stand_as_the_author_wrote_them(path: str) -> None:
    columns = CHOICES[path]
    rows = [values(columns, n) for n in (3, 1, 2)]
    found = first_table(f"{path}.options", page(rows_of(f"{path}.options", rows)))
    assert found == [[*columns.values()], *([*row.values()] for row in rows)]


@pytest.mark.parametrize("path", ATTRIBUTES)
def test_attributes_stand_as_the_author_wrote_them(path: str) -> None:
    labels = [*ATTRIBUTES[path].items()]
    bold = "" if path == "uk_government.cloud_first" else "**"
    first = "Feature" if path == "environments.ephemeral" else "Attribute"
    for order in (labels, labels[::-1], labels[1:] + labels[:1]):
        yaml = "{" + ", ".join(f"{key}: Our {label}" for key, label in order) + "}"
        found = table(below(page(nested(path, yaml)), f"### {ELEMENTS[path]}"))
        assert found == [[first, "Value"], *([f"{bold}{label}{bold}", f"Our {label}"] for _, label in order)]


def test_dora_metrics_stand_as_the_author_wrote_them() -> None:
    names = ["deployment_frequency", "lead_time", "change_failure_rate", "mttr"]
    labels = ["Deployment Frequency", "Lead Time for Changes", "Change Failure Rate", "MTTR"]
    for order in permutations(range(4)):
        yaml = ", ".join(f"{names[i]}: {{current: x}}" for i in order)
        found = table(below(page(f"metrics: {{dora: {{{yaml}}}}}\n"), "### DORA Metrics"))
        assert [row[0] for row in found[1:]] == [labels[i] for i in order]


def test_layers_stand_as_the_author_wrote_them() -> None:
    found = page("overview: {technology_stack: {iac_tool: T, Database: D, languages: L, Queue: Q}}\n")
    assert table(below(found, "### Technology Stack"))[1:] == [
        ["IaC Tool", "T"], ["Database", "D"], ["Languages", "L"], ["Queue", "Q"],
    ]  # fmt: skip


@pytest.mark.parametrize("path", [*TABLES, *(f"{path}.options" for path in CHOICES)])
def test_own_columns_follow_the_templates_in_order_of_first_appearance(path: str) -> None:
    columns = TABLES.get(path) or CHOICES[path.removesuffix(".options")]
    first = next(iter(columns))
    rows = [{first: "A", "x-Two": "2"}, {"x-One": "1", "x-Two": "22"} | values(columns, 1), {"x-Six": "6", first: "C"}]
    found = first_table(path, page(rows_of(path, rows)))
    assert found[0] == [*columns.values(), "Two", "One", "Six"]
    assert [row[-3:] for row in found[1:]] == [["2", "", ""], ["22", "1", ""], ["", "", "6"]]


KEPT = {"revisions.rows", "approval.rows"}


@pytest.mark.parametrize("path", [path for path in TABLES if path not in KEPT])
def test_a_column_that_no_row_fills_is_dropped(path: str) -> None:
    columns = TABLES[path]
    for dropped in [*columns][1:]:
        rows = [{key: value for key, value in values(columns, 1).items() if key != dropped}] * 2
        found = first_table(path, page(rows_of(path, rows)))
        assert found[0] == [heading for key, heading in columns.items() if key != dropped]


@pytest.mark.parametrize("path", CHOICES)
def test_a_column_that_no_option_fills_is_dropped(path: str) -> None:
    columns = CHOICES[path]
    for dropped in [*columns][1:]:
        row = {key: value for key, value in values(columns, 1).items() if key != dropped}
        found = first_table(path, page(rows_of(f"{path}.options", [row])))
        assert found[0] == [heading for key, heading in columns.items() if key != dropped]


@pytest.mark.parametrize("path", sorted(KEPT))
def test_revision_history_and_approval_keep_all_columns(path: str) -> None:
    columns = TABLES[path]
    found = first_table(path, page(rows_of(path, [{next(iter(columns)): '"1"'}])))
    assert found[0] == [*columns.values()]


@pytest.mark.parametrize("path", [path for path in TABLES if path not in KEPT])
def test_a_cell_without_a_value_is_blank(path: str) -> None:
    columns = TABLES[path]
    rows = [{next(iter(columns)): "A"}, values(columns, 1)]
    assert first_table(path, page(rows_of(path, rows)))[1] == ["A", *[""] * (len(columns) - 1)]


def test_an_approval_without_a_name_is_blank() -> None:
    assert table(below(page("approval: [{role: Lead}]\n"), "## Approval"))[1] == ["Lead", "", "", ""]


def test_an_own_columns_cell_without_a_value_is_a_dash_in_the_total_row() -> None:
    yaml = "ci: {stages: [{stage: Build, jobs: Compile, x-Tool: Make}], total: {duration_target: 9 min}}\n"
    found = table(below(page(yaml), "### CI Stages"))
    assert found[-1] == ["**Total**", "-", "**9 min**", "-"]


def test_a_cell_without_a_value_is_a_dash_in_the_total_row() -> None:
    yaml = "ci: {stages: [{stage: B, jobs: J, failure_action: Block}], total: {duration_target: 9 min}}\n"
    assert table(below(page(yaml), "### CI Stages")) == [
        ["Stage", "Jobs", "Duration Target", "Failure Action"],
        ["B", "J", "", "Block"],
        ["**Total**", "-", "**9 min**", "-"],
    ]


def test_a_column_that_neither_stages_nor_total_fill_is_dropped() -> None:
    yaml = "ci: {stages: [{stage: B, duration_target: 1 min}], total: {duration_target: 9 min}}\n"
    assert table(below(page(yaml), "### CI Stages")) == [
        ["Stage", "Duration Target"],
        ["B", "1 min"],
        ["**Total**", "**9 min**"],
    ]


def test_a_cell_without_a_value_is_a_dash_in_maturity() -> None:
    yaml = "overview: {maturity: {current: 2, target: 3, timeline: {3: June}}}\n"
    found = table(below(page(yaml), "### DevOps Maturity"))
    assert [row[2:] for row in found[1:]] == [["-", "-"], ["Yes", "-"], ["Yes", "June"], ["No", "-"], ["No", "-"]]


@pytest.mark.parametrize("path", TABLES)
def test_the_first_column_of_a_row_is_required(path: str) -> None:
    first, second = [*TABLES[path]][:2]
    value = "2026-01-01" if second in DATES else "words"
    problem = error(rows_of(path, [{second: value}]).replace("[{", "[▸{"))
    assert (problem.rule, names(problem.message)) == ("required", [first])


@pytest.mark.parametrize("path", CHOICES)
def test_the_first_column_of_an_option_is_required(path: str) -> None:
    first, second = [*CHOICES[path]][:2]
    problem = error(rows_of(f"{path}.options", [{second: "words"}]).replace("[{", "[▸{"))
    assert (problem.rule, names(problem.message)) == ("required", [first])


@pytest.mark.parametrize("empty", ["''", "null", "[]", "{}"])
def test_an_empty_first_column_is_missing(empty: str) -> None:
    problem = error(f"overview: {{teams: [{{▸team: {empty}, size: 2}}]}}\n")
    assert (problem.rule, problem.key) == ("required", "overview.teams[0].team")
