"""Rule 7, and the comments on maturity, totals, controls and steps: what a value is."""

from __future__ import annotations

from html import unescape

import pytest

from mkdocs_arckit.findings import Severity
from tests.helpers.contract import TABLES, nested
from tests.helpers.documents import HEAD, PROJECT, below, error, look, page, strategy, table
from tests.helpers.findings import names, suggested

TYPED = [
    "1.10", "001", "no", "No", "yes", "on", "off", "y", "true", "False", "2e3", "1:30", "0x1F", "0o17", "017", "1_000", ".5", "+1",
    "-0", "1.", ".inf", ".NaN", "2026-01-01", "2026-01-01 10:00:00", "2026-01-01T10:00:00Z", "NULL", "Null", "nil", "None", "=",
    "1,000", "5%", "v1.0", "1.0.0", "12e03", "0b11", "685_230.15", "190:20:30",
]  # fmt: skip


def cell(yaml: str, findings: int = 0) -> str:
    """What a cell prints."""
    found = page(f"overview: {{teams: [{{team: A, size: {yaml}}}]}}\n", findings=findings)
    return table(below(found, "### Team Structure"))[1][1]


# Text stays text, keys too


@pytest.mark.parametrize("text", TYPED)
def test_a_scalar_is_what_its_author_typed(text: str) -> None:
    read = strategy(f"overview:\n  teams:\n    - team: A\n      size: {text}\n").overview
    assert read is not None
    assert read.teams is not None
    assert read.teams[0].size == text


@pytest.mark.parametrize("text", TYPED)
def test_a_key_is_what_its_author_typed(text: str) -> None:
    found = page(f"overview:\n  technology_stack:\n    {text}: words\n")
    assert unescape(table(below(found, "### Technology Stack"))[1][0]) == text


@pytest.mark.parametrize("text", TYPED)
def test_an_own_column_is_headed_as_its_author_typed(text: str) -> None:
    found = page(f"overview:\n  teams:\n    - team: A\n      x-{text}: words\n")
    assert unescape(table(below(found, "### Team Structure"))[0][1]) == text


def test_the_documents_own_values_stay_text() -> None:
    document = strategy(
        head="project: {id: 001, name: on}\ndocument: {version: 1.10, status: DRAFT, classification: PUBLIC}\n"
    )
    assert (document.project.id, document.project.name, document.document.version) == ("001", "on", "1.10")
    assert document.document_id == "ARC-001-DEVOPS-v1.10"


def test_the_footers_key_on_is_text() -> None:
    generated = strategy("generated: {on: 2026-01-01}\n").generated
    assert generated is not None
    assert generated.on == "2026-01-01"


@pytest.mark.parametrize("empty", ["null", "~", ""])
def test_unquoted_nulls_are_empty(empty: str) -> None:
    assert page(f"summary: {empty}\n") == page()


@pytest.mark.parametrize("text", ["null", "~"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_quoted_nulls_are_text(text: str, quote: str) -> None:
    assert cell(quote + text + quote) == {"~": "&#126;"}.get(text, text)


def test_nulls_in_blocks_are_text() -> None:
    assert page("summary: |\n  null\n").endswith("\nnull\n")


# Dates

DATES = [
    ("document", f"{PROJECT}document: {{version: 1, status: DRAFT, classification: PUBLIC, %s: ▸%%s}}\n" % key)
    for key in ("created", "last_modified", "next_review")
]
PEOPLE = [
    (
        "person",
        f"{PROJECT}document: {{version: 1, status: DRAFT, classification: PUBLIC, {key}: {{name: Jo, date: ▸%s}}}}\n",
    )
    for key in ("reviewed_by", "approved_by")
]
ROWS = [
    ("row", HEAD + "revisions: [{version: 1, date: ▸%s}]\n"),
    ("row", HEAD + "revisions: [{version: 1, approval_date: ▸%s}]\n"),
    ("row", HEAD + "revisions: [{version: 1, approved_by: {name: Jo, date: ▸%s}}]\n"),
    ("row", HEAD + "approval: [{role: Lead, date: ▸%s}]\n"),
]
DATE_FIELDS = [yaml for _, yaml in [*DATES, *PEOPLE, *ROWS]]


@pytest.mark.parametrize("field", DATE_FIELDS)
@pytest.mark.parametrize("date", ["2026-01-15", "'2026-01-15'", '"2026-01-15"', "2024-02-29", " 2026-01-15 "])
def test_a_date_is_a_date_quoted_or_not(field: str, date: str) -> None:
    assert date.strip(" '\"") in page(field.replace("▸", "") % date, head="")


@pytest.mark.parametrize("field", DATE_FIELDS)
@pytest.mark.parametrize(
    "date",
    ["2026-1-15", "26-01-15", "15/01/2026", "20260115", "2026-02-30", "2025-02-29", "2026-13-01", "2026-01-15T10:00",
     "2026-01-15 10:00:00", "January 2026", "2026-W03", "2026", "soon", "no", "٢٠٢٦-٠١-١٥", "0000-01-01"],
)  # fmt: skip
def test_anything_else_is_no_date(field: str, date: str) -> None:
    assert error(field % date, head="").rule == "date"


@pytest.mark.parametrize("field", DATE_FIELDS)
@pytest.mark.parametrize("word", ["PENDING", "pending"])
def test_every_date_may_be_pending(field: str, word: str) -> None:
    assert page(field.replace("▸", "") % word, head="") == page(field.replace("▸", "") % "''", head="")


@pytest.mark.parametrize("path", TABLES)
def test_no_other_column_is_a_date(path: str) -> None:
    for key in TABLES[path]:
        if key not in {"date", "approval_date", "approved_by", "status"}:
            first = next(iter(TABLES[path]))
            row = {first: "A"} | {key: "2026-1-1"}
            yaml = ", ".join(f"{k}: {v}" for k, v in row.items())
            assert "2026-1-1" in page(nested(path, f"[{{{yaml}}}]"))


# Booleans


@pytest.mark.parametrize(("done", "mark"), [("true", "x"), ("yes", "x"), ("'yes'", "x"), ("false", " "), ("no", " ")])
def test_a_control_is_done_or_not(done: str, mark: str) -> None:
    found = page(f"secrets: {{controls: [{{control: Rotate, done: {done}}}]}}\n")
    assert below(found, "### Secret Security") == f"- [{mark}] Rotate"


@pytest.mark.parametrize("done", ["maybe", "1", "on", "off", "x", "y", "done", "2026-01-01"])
def test_another_word_is_no_boolean(done: str) -> None:
    problem = error(f"secrets: {{controls: [{{control: Rotate, done: ▸{done}}}]}}\n")
    assert (problem.rule, names(problem)) == ("boolean", [done])


def test_where_no_control_says_whether_it_is_done_there_are_no_boxes() -> None:
    found = page("secrets: {controls: [Rotate, {control: Audit}, {control: Encrypt, done: }]}\n")
    assert below(found, "### Secret Security") == "- Rotate\n- Audit\n- Encrypt"


def test_where_one_control_says_so_a_plain_text_is_not_done_yet() -> None:
    found = page("secrets: {controls: [Rotate, {control: Audit, done: no}, {control: Encrypt, done: yes}]}\n")
    assert below(found, "### Secret Security") == "- [ ] Rotate\n- [ ] Audit\n- [x] Encrypt"


# Integers


@pytest.mark.parametrize("level", ["0", "1", "5", "'3'"])
@pytest.mark.parametrize("key", ["current", "target"])
def test_a_level_is_a_whole_number_from_0_to_5(key: str, level: str) -> None:
    maturity = getattr(strategy(f"overview: {{maturity: {{{key}: {level}}}}}\n").overview, "maturity")  # noqa: B009
    assert getattr(maturity, key) == int(level.strip("'"))


@pytest.mark.parametrize("level", ["6", "-1", "2.0", "2.5", "two", "Level 2", "٣", "1e0", "no", "03"])
@pytest.mark.parametrize("key", ["current", "target"])
def test_anything_else_is_no_level(key: str, level: str) -> None:
    assert error(f"overview: {{maturity: {{{key}: ▸{level}}}}}\n").rule == "integer"


@pytest.mark.parametrize("level", ["0", "6", "2.0", "two", "2026"])
def test_the_keys_of_a_timeline_are_levels(level: str) -> None:
    assert error(f"overview: {{maturity: {{current: 1, timeline: {{2: x, ▸{level}: y}}}}}}\n").rule == "integer"


# The comments on maturity


def levels(maturity: str) -> list[list[str]]:
    return table(below(page(f"overview: {{maturity: {maturity}}}\n"), "### DevOps Maturity"))


WORDS = ["Manual", "CI Automation", "CI/CD", "Continuous Deployment", "Platform/GitOps"]


def test_maturity_has_five_levels_and_says_which_are_reached() -> None:
    assert levels("{current: 2, target: 4, timeline: {3: 2026-06, 4: 2027-01}}") == [
        ["Level", "Current", "Target", "Timeline"],
        ["Level 1 (Manual)", "Yes", "-", "-"],
        ["Level 2 (CI Automation)", "Yes", "Yes", "-"],
        ["Level 3 (CI/CD)", "No", "Yes", "2026-06"],
        ["Level 4 (Continuous Deployment)", "No", "Yes", "2027-01"],
        ["Level 5 (Platform/GitOps)", "No", "No", "-"],
    ]


@pytest.mark.parametrize("n", range(6))
def test_every_level_up_to_current_is_reached(n: int) -> None:
    found = levels(f"{{current: {n}, target: {n}}}")
    assert [row[1] for row in found[1:]] == ["Yes"] * n + ["No"] * (5 - n)
    assert [row[2] for row in found[1:]] == ["-", *(["Yes"] * n + ["No"] * (5 - n))[1:]]


@pytest.mark.parametrize(
    ("maturity", "columns"),
    [
        ("{current: 1}", ["Level", "Current"]),
        ("{target: 1}", ["Level", "Target"]),
        ("{timeline: {2: x}}", ["Level", "Timeline"]),
        ("{levels: [{level: 2, name: x}]}", ["Level"]),
    ],
)
def test_columns_of_maturity_that_nothing_fills_are_dropped(maturity: str, columns: list[str]) -> None:
    assert levels(maturity)[0] == columns


def test_levels_override_cells_as_text_and_may_contradict() -> None:
    found = levels(
        "{current: 4, target: 4, timeline: {2: June, 3: July}, levels: [{level: 2, name: Builds, current: '**No**', timeline: May},"
        " {level: 1, target: Maybe, timeline: Never}, {level: 3, target: false}]}"
    )
    assert found[1:] == [
        ["Level 1 (Manual)", "Yes", "Maybe", "Never"],
        ["Level 2 (Builds)", "**No**", "Yes", "May"],
        ["Level 3 (CI/CD)", "Yes", "false", "July"],
        ["Level 4 (Continuous Deployment)", "Yes", "Yes", "-"],
        ["Level 5 (Platform/GitOps)", "No", "No", "-"],
    ]


def test_a_level_that_is_overridden_twice_is_an_error() -> None:
    yaml = "overview: {maturity: {current: 1, levels: [{level: 2, name: A}, {level: ▸2, name: B}]}}\n"
    assert error(yaml).severity is Severity.ERROR


@pytest.mark.parametrize("level", ["0", "6", "x"])
def test_an_override_names_a_level(level: str) -> None:
    assert error(f"overview: {{maturity: {{levels: [{{level: ▸{level}, name: A}}]}}}}\n").rule == "integer"


# The comments on the technology stack, totals, steps, DORA


def test_a_layer_is_a_technology_or_a_list() -> None:
    found = page("overview: {technology_stack: {languages: [Go, C], iac_tool: Pulumi}}\n")
    assert table(below(found, "### Technology Stack")) == [
        ["Layer", "Technology"], ["Languages", "Go, C"], ["IaC Tool", "Pulumi"],
    ]  # fmt: skip


def test_the_seven_layers_have_the_templates_labels() -> None:
    keys = "languages frameworks cloud_provider container_runtime orchestration ci_cd_platform iac_tool".split()
    found = page(f"overview: {{technology_stack: {{{', '.join(f'{key}: x' for key in keys)}}}}}\n")
    assert [row[0] for row in table(below(found, "### Technology Stack"))[1:]] == [
        "Languages", "Frameworks", "Cloud Provider", "Container Runtime", "Orchestration", "CI/CD Platform", "IaC Tool",
    ]  # fmt: skip


def test_the_technology_stack_may_be_rows() -> None:
    found = page("overview: {technology_stack: [{layer: languages, technology: [Go, C], x-Why: Speed}, {layer: DB}]}\n")
    assert table(below(found, "### Technology Stack")) == [
        ["Layer", "Technology", "Why"], ["languages", "Go, C", "Speed"], ["DB", "", ""],
    ]  # fmt: skip


def test_the_total_is_the_bold_last_row() -> None:
    found = page("ci: {total: {duration_target: 9 min, failure_action: Block}, stages: [{stage: B, jobs: [a, b]}]}\n")
    assert table(below(found, "### CI Stages"))[1:] == [
        ["B", "a, b", "", ""],
        ["**Total**", "-", "**9 min**", "**Block**"],
    ]


def test_an_own_key_of_the_total_fills_its_column() -> None:
    found = page(
        "ci: {total: {duration_target: 9 min, x-Tool: All}, stages: [{stage: B, duration_target: 1, x-Tool: Make}]}\n"
    )
    assert table(below(found, "### CI Stages"))[-1] == ["**Total**", "**9 min**", "**All**"]


def test_hotfix_steps_are_numbered() -> None:
    found = page("release: {hotfix: [Branch, '2. Fix', [a, b], '`code`']}\n")
    assert below(found, "### Hotfix Process") == "1. Branch\n2. 2&#46; Fix\n3. a, b\n4. `code`"


def test_dora_rows_have_labels_own_columns_and_what_is_elite() -> None:
    yaml = """
    metrics:
      dora:
        mttr: {current: 3 h, x-Source: PagerDuty}
        deployment_frequency: {label: How often, current: 1, target: 2}
        lead_time: {target: 1 day}
        change_failure_rate: {current: 5%}
    """
    assert table(below(page(yaml), "### DORA Metrics")) == [
        ["Metric", "Current", "Target", "Industry Elite", "Source"],
        ["MTTR", "3 h", "", "&lt;1 hour", "PagerDuty"],
        ["How often", "1", "2", "On-demand", ""],
        ["Lead Time for Changes", "", "1 day", "&lt;1 hour", ""],
        ["Change Failure Rate", "5%", "", "&lt;15%", ""],
    ]


def test_what_is_elite_is_not_the_authors() -> None:
    assert error("metrics: {dora: {mttr: {current: 1, ▸elite: 2}}}\n").rule == "unknown-key"


@pytest.mark.parametrize("key", ["jobs", "rules"])
def test_cells_that_name_several_things_are_text_or_a_list(key: str) -> None:
    path, heading, first = {
        "jobs": ("ci.stages", "### CI Stages", "stage"),
        "rules": ("source_control.branch_protection", "### Branch Protection Rules", "branch"),
    }[key]
    for value in ("'One, Two'", "[One, Two]"):
        assert table(below(page(nested(path, f"[{{{first}: A, {key}: {value}}}]")), heading))[1] == ["A", "One, Two"]


@pytest.mark.parametrize(
    ("path", "value", "shape"),
    [
        ("overview.teams", "words", "a list"),
        ("overview.teams", "{team: A}", "a list"),
        ("overview", "[a, b]", "a mapping"),
        ("iac.state", "words", "a mapping"),
        ("iac.state", "[{backend: x}]", "a mapping"),
        ("ci.total", "9 min", "a mapping"),
        ("release.hotfix", "words", "a list"),
        ("metrics.dora", "[{mttr: x}]", "a mapping"),
        ("sections", "{heading: x}", "a list"),
        ("generated", "me", "a mapping"),
        ("overview.columns", "[a, b]", "a mapping"),
        ("overview.columns.teams", "words", "a mapping"),
        ("overview.technology_stack", "words", "a mapping"),
    ],
)
def test_a_value_of_another_shape_is_an_error_that_names_the_right_one(path: str, value: str, shape: str) -> None:
    found = look(nested(path, value)).findings
    assert len(found) == 1, [str(f) for f in found]
    assert found[0].rule == "type"
    # A list is written below a key; a mapping has keys of its own.
    assert {text.endswith(":") for text in suggested(found[0])} == {shape == "a list"}
