"""Rule 2: in a list of rows a text is a row's first column, and a pasted Markdown table is a list of rows."""

from __future__ import annotations

from itertools import chain

import pytest

from mkdocs_arckit.findings import Severity
from mkdocs_arckit.source.tables import pasted_table
from tests.helpers.contract import CHOICES, TABLES, nested
from tests.helpers.documents import below, error, finding, look, mermaid, page, strategy, table

STAGES = """
ci:
  stages: |
    | Stage | Jobs | **Failure action** | Owner |
    |-------|:----:|---|--|
    | Build | `make a \\| b`, lint | | Jo |
    | Test<br>all | unit
"""


def rows(yaml: str, heading: str) -> list[list[str]]:
    return table(below(page(yaml), heading))


def block(path: str, text: str) -> str:
    """A text below `|` at a path."""
    *outer, last = path.split(".")
    lines = [f"{'  ' * n}{key}:" for n, key in enumerate(outer)] + [f"{'  ' * len(outer)}{last}: |"]
    return "\n".join([*lines, *(f"{'  ' * len(outer)}  {line}" for line in text.split("\n")), ""])


@pytest.mark.parametrize("path", [*TABLES, "secrets.controls"])
def test_a_text_is_the_first_column_of_a_row(path: str) -> None:
    first = next(iter(TABLES.get(path, {"control": ""})))
    mixed = page(nested(path, f"[one, {{{first}: two}}]"))
    assert mixed == page(nested(path, f"[{{{first}: one}}, {{{first}: two}}]"))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("ci.pipeline.groups", "name"),
        ("kubernetes.architecture.nodes", "name"),
        ("devsecops.scanning_pipeline.phases", "name"),
    ],
)
def test_a_text_is_the_name_of_a_group(path: str, key: str) -> None:
    assert page(nested(path, "[one, two]")) == page(nested(path, f"[{{{key}: one}}, {{{key}: two}}]"))


def test_a_flow_names_stages_that_are_texts() -> None:
    text = mermaid(page("ci: {stages: [Build, Test], pipeline: {flow: [Test --> Build]}}\n"))
    assert text.count("-->") == 1


@pytest.mark.parametrize("path", [*TABLES, *(f"{path}.options" for path in CHOICES)])
@pytest.mark.parametrize("by", ["title", "key"])
def test_every_list_of_rows_may_be_a_markdown_table(path: str, by: str) -> None:
    columns = TABLES.get(path) or CHOICES[path.removesuffix(".options")]
    days = {key: "2026-01-31" for key in columns if key == "date" or key.endswith("_date")}
    cells = {key: days.get(key, f"cell {n}") for n, key in enumerate(columns)}
    names = [title.upper() if by == "title" else key for key, title in columns.items()]
    pasted = "\n".join(f"| {' | '.join(line)} |" for line in (names, ["---"] * len(names), cells.values()))
    typed = "[{" + ", ".join(f'{key}: "{cell}"' for key, cell in cells.items()) + "}]"
    assert page(block(path, pasted)) == page(nested(path, typed))


def test_a_table_brings_columns_of_its_own_bars_and_breaks() -> None:
    assert rows(STAGES, "### CI Stages") == [
        ["Stage", "Jobs", "Owner"],
        ["Build", "<code>make a &#124; b</code>, lint", "Jo"],
        ["Test<br>all", "unit", ""],
    ]


def test_the_headings_that_a_strategy_gives_to_columns_are_known() -> None:
    pasted = "| Objective | success measure |\n|-|-|\n| Fast | 1 day |"
    text = block("overview.objectives", pasted) + "  columns: {objectives: {target: Success Measure}}\n"
    found = strategy(text).overview
    assert found
    assert found.objectives
    assert (found.objectives[0].target, found.objectives[0].x) == ("1 day", {})


@pytest.mark.parametrize("section", ["traceability", "traceability.rows", "approval", "references", "revisions"])
def test_a_section_may_be_a_table(section: str) -> None:
    first = next(iter(TABLES.get(section) or TABLES[f"{section}.rows"]))
    assert page(block(section, f"| {first} |\n|---|\n| words |")) == page(nested(section, f"[{{{first}: words}}]"))


def test_layers_and_controls_may_be_tables() -> None:
    layers = block("overview.technology_stack", "| Layer | Technology |\n|---|---|\n| Languages | Go |")
    assert page(layers) == page("overview: {technology_stack: [{layer: Languages, technology: Go}]}\n")
    controls = block("secrets.controls", "| Control | Done |\n|---|---|\n| Scans | yes |\n| Keys | no |")
    assert page(controls) == page("secrets: {controls: [{control: Scans, done: yes}, {control: Keys, done: no}]}\n")


@pytest.mark.parametrize("path", ["iac.tool", "iac.tool.options"])
def test_the_options_of_a_choice_are_pasted_as_the_template_has_them(path: str) -> None:
    pasted = "| Tool | **[Selected]** |\n|---|---|\n| **[Selected]** Terraform | Many clouds |\n| Pulumi | Python |"
    typed = "{selected: Terraform, options: [{tool: Terraform, description: Many clouds}, {tool: Pulumi, description: Python}]}"
    assert page(block(path, pasted)) == page(nested("iac.tool", typed))


def test_the_last_row_of_stages_may_be_their_total() -> None:
    pasted = "| Stage | Duration Target |\n|---|---|\n| Build | 5 min |\n| Test | 5 min |\n| **Total** | **10 min** |"
    typed = "{stages: [{stage: Build, duration_target: 5 min}, {stage: Test, duration_target: 5 min}], total: {duration_target: 10 min}}"
    assert page(block("ci.stages", pasted)) == page(f"ci: {typed}\n")


@pytest.mark.parametrize(
    ("yaml", "rule"),
    [
        (STAGES + "    | ▸ | Nothing |\n", "required"),
        (STAGES + "    | Ship | a | b | c | ▸d | e |\n", "table"),
        (STAGES + "    | Ship | a | b |   ▸[OWNER] |\n", "placeholder"),
        (block("ci.stages", "| ▸Step | Jobs |\n|---|---|\n| Build | a |"), "table"),
        (block("ci.stages", "| Stage | ▸stage |\n|---|---|\n| Build | a |"), "table"),
        (block("ci.stages", "| Stage | |\n|---|---|\n| Build | ▸a |"), "table"),
        (block("revisions", "| Version | Date |\n|---|---|\n| 1.0 | 2026-01-01 |\n| 1.1 |  ▸soon |"), "date"),
        (block("secrets.controls", "| Control | Done |\n|---|---|\n| Scans | ▸maybe |"), "boolean"),
        ('ci: {stages: ▸"| Step |\\n|---|\\n| Build |"}\n', "table"),
        ("ci: {stages: ▸Build and Test}\n", "type"),
        ("ci:\n  stages: ▸>\n    | Stage |\n    |---|\n    | Build |\n", "type"),
    ],
)
def test_a_mistake_in_a_table_is_told_at_its_own_line_and_column(yaml: str, rule: str) -> None:
    found = finding(yaml)
    assert found.rule == rule
    assert found.severity is (Severity.INFO if rule == "placeholder" else Severity.ERROR)


def test_a_table_without_its_first_column_is_told_which_headings_there_are() -> None:
    problem = error(block("ci.stages", "| ▸Step | Jobs |\n|---|---|\n| Build | a |"))
    assert {"`Step`", "`Jobs`"} <= set(problem.message.replace(",", "").split())
    assert "`Stage`" in problem.hint


def test_text_that_is_no_table_stays_text() -> None:
    assert strategy(block("iac.tool", "| is a bar |\n| Terraform |")).iac
    assert strategy(block("overview.summary", "| A | B |\n|---|---|\n| 1 | 2 |")).overview


@pytest.mark.parametrize(
    "text", ["", "|", "| a |", "|\n|", "a\n|-|", "| a |\n| b |", "| a |\n|--", "||\n||", "| a |\n\\|-|"]
)
def test_odd_texts_are_no_tables_or_empty_ones(text: str) -> None:
    found = pasted_table(text)
    assert found is None or found.rows == []


@pytest.mark.parametrize("part", ["| ", "\\\\", "|-", "| :-: ", "|\\n", "<br", "-", " |"])
def test_a_table_of_many_bars_is_read_as_quickly_as_it_grows(part: str) -> None:
    for line in (f"| a |\n|---|\n|{part * 100_000}", f"| a |\n|{part * 100_000}x"):
        pasted_table(line)  # a pattern that goes back and forth would need hours


def test_every_mistake_of_a_large_table_is_found() -> None:
    lines = chain(["| Stage | Jobs |", "|---|---|"], (f"| S{n} | a | b |" for n in range(150)))
    found = look(block("ci.stages", "\n".join(lines))).findings
    assert [(f.line, f.column) for f in found] == [(7 + n, len(f"    | S{n} | a | ") + 1) for n in range(150)]
