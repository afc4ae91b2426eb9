"""Rules 12 and 13: unknown keys, keys of the author's own, enumerations, what a file may be."""

from __future__ import annotations

import pytest

from mkdocs_arckit.findings import RULES, Severity
from tests.helpers.contract import ATTRIBUTES, CHOICES, TABLES, nested
from tests.helpers.documents import APPROVED, HEAD, PROJECT, below, error, finding, look, page, strategy, table, tables
from tests.helpers.findings import brief, names, suggested

FIELDS = 'version: "1.0", status: DRAFT, classification: OFFICIAL'

# Rule 12: unknown keys, with the nearest known key as a hint


NOTHING = ("", "null", "''", "[]", "{}", "[[]]")
"""Values that count as missing."""


@pytest.mark.parametrize("value", NOTHING)
@pytest.mark.parametrize(
    "yaml",
    [
        "▸stagez: %s",
        "ci: {▸stagez: %s}",
        "cd: {▸promotoin: %s}",
        "ci: {stages: [{▸stagez: %s}]}",
        "ci: {stages: [{stage: A}, {▸jobz: %s}]}",
        "ci: {pipeline: {groups: [{▸nam: %s}]}}",
        "traceability: [{▸idd: %s}]",
        "traceability: {rows: [{▸idd: %s}]}",
        "secrets: {storage: {options: [{▸tol: %s}]}}",
        "sections: [{▸headng: %s}]",
        "overview: {extra: [{▸bdy: %s}]}",
        "overview: {notes: {▸objectivs: %s}}",
        "overview: {headings: {▸objectivs: %s}}",
        "overview: {columns: {▸objectivs: %s}}",
        "overview: {columns: {objectives: {▸targett: %s}}}",
        "overview: {technology_stack: {▸Hyper-V: %s}}",
        "overview: {technology_stack: [{▸layr: %s}]}",
        "overview: {maturity: {timeline: {▸7: %s}}}",
        "metrics: {dora: {mttr: {▸curent: %s}}}",
        "revisions: [{version: 1, approved_by: {▸nam: %s}}]",
        "summary: {▸words: %s}",
        "overview: {objectives: [{objective: {▸words: %s}}]}",
        "x-base: &base {▸stagez: %s}\nci: {<<: *base}",
    ],
)
def test_an_unknown_key_is_told_whatever_its_value(yaml: str, value: str) -> None:
    assert error(yaml % value + "\n").rule in {"unknown-key", "element", "layer", "integer"}


@pytest.mark.parametrize("value", NOTHING)
@pytest.mark.parametrize(
    "yaml",
    [
        "overview: {headings: {objectives: %s}}",
        "overview: {columns: {objectives: {target: %s}}}",
        "overview: {notes: {objectives: {above: %s}}}",
        "overview: {technology_stack: {languages: %s}}",
        "overview: {maturity: {timeline: {3: %s}}}",
        "ci: {stages: [{stage: %s}]}",
        "ci: {x-stages: %s}",
    ],
)
def test_a_known_key_without_a_value_is_missing(yaml: str, value: str) -> None:
    assert page(yaml % value + "\n") == page()


@pytest.mark.parametrize(
    ("yaml", "known"),
    [
        ("▸overveiw: {teams: [{team: A}]}", "overview"),
        ("overview: {▸objectivs: [{objective: A}]}", "objectives"),
        ("overview: {▸heding: x}", "heading"),
        ("overview: {teams: [{team: A, ▸sizes: 2}]}", "size"),
        ("overview: {maturity: {▸curent: 2}}", "current"),
        ("overview: {maturity: {levels: [{level: 2, ▸nam: x}]}}", "name"),
        ("overview: {notes: {teams: {▸belov: x}}}", "below"),
        ("overview: {extra: [{body: x, ▸headings: y}]}", "heading"),
        ("overview: {technology_stack: [{layer: A, ▸technologie: B}]}", "technology"),
        ("source_control: {branching: {▸select: A}}", "selected"),
        ("source_control: {branching: {options: [{strategy: A, ▸branch: B}]}}", "branches"),
        ("ci: {pipeline: {▸triggers: A}}", "trigger"),
        ("ci: {pipeline: {groups: [{name: A, ▸step: [B, C]}]}}", "steps"),
        ("ci: {total: {▸duration: A}}", "duration_target"),
        ("cd: {blue_green: {▸notes: A}}", "note"),
        ("cd: {feature_flags: {▸platform: [{platform: x}]}}", "platforms"),
        ("cd: {feature_flags: {types: [{flag_type: x, ▸usecase: y}]}}", "use_case"),
        ("cd: {deployment_pipeline: {▸diagramm: x}}", "diagram"),
        ("iac: {state: {▸lock: x}}", "locking"),
        ("iac: {pipeline: {▸step: [A, b]}}", "steps"),
        ("kubernetes: {architecture: {▸controlplane: [a]}}", "control_plane"),
        ("kubernetes: {architecture: {nodes: [{name: A, ▸pod: x}]}}", "pods"),
        ("secrets: {controls: [{control: A, ▸don: yes}]}", "done"),
        ("devsecops: {scanning_pipeline: {▸phase: [{name: x}]}}", "phases"),
        ("devsecops: {scanning_pipeline: {phases: [{name: x, ▸scan: y}]}}", "scans"),
        ("metrics: {dora: {▸lead_times: {current: x}}}", "lead_time"),
        ("metrics: {dora: {mttr: {▸curent: x}}}", "current"),
        ("traceability: [{id: A, ▸requirements: x}]", "requirement"),
        ("traceability: {rows: [{id: A, ▸requirements: x}]}", "requirement"),
        ("traceability: {▸row: [{id: A}]}", "rows"),
        ("references: {▸document: [{doc_id: A}]}", "documents"),
        ("references: {citations: [{citation_id: A, ▸page: x}]}", "page_section"),
        ("sections: [{heading: A, ▸bdy: x}]", "body"),
        ("appendices: [{▸headin: A, heading: B}]", "heading"),
        ("generated: {▸arkit_version: x}", "arckit_version"),
        ("revisions: [{version: 1, approved_by: {▸nam: x}}]", "name"),
        ("revisions: [{version: 1, ▸aprroved_by: x}]", "approved_by"),
        ("approval: [{role: A, ▸Name: x}]", "name"),
    ],
)
def test_an_unknown_key_is_an_error_with_the_nearest_known_key(yaml: str, known: str) -> None:
    problem = error(yaml + "\n")
    assert problem.rule == "unknown-key"
    assert suggested(problem) == [known] or known in {"page_section", "duration_target"}


@pytest.mark.parametrize(
    ("yaml", "known"),
    [("{id: pay, name: P, ▸nam: x}", ["name"]), ("{id: pay, name: P, ▸nonsense: x}", ["id", "name", "x-"])],
)
def test_an_unknown_key_of_the_project_is_an_error(yaml: str, known: list[str]) -> None:
    problem = error(f"project: {yaml}\ndocument: {{{FIELDS}}}\n", "")
    assert problem.rule == "unknown-key"
    assert suggested(problem) == known


def test_an_unknown_key_of_the_document_is_an_error() -> None:
    problem = error(f"{PROJECT}document: {{{FIELDS}, ▸onwer: x}}\n", "")
    assert (problem.rule, suggested(problem)) == ("unknown-key", ["owner"])


@pytest.mark.parametrize("path", [*TABLES, *(f"{path}.options" for path in CHOICES)])
def test_every_table_refuses_unknown_columns(path: str) -> None:
    first = next(iter(TABLES.get(path) or CHOICES[path.removesuffix(".options")]))
    for value in ("words", "''", "null", "[]"):
        problem = error(nested(path, f"[{{{first}: A, ▸zzz: {value}}}]"))
        assert problem.rule == "unknown-key"


@pytest.mark.parametrize("path", ATTRIBUTES)
def test_every_attribute_block_refuses_unknown_attributes(path: str) -> None:
    first = next(iter(ATTRIBUTES[path]))
    for value in ("words", "''"):
        assert error(nested(path, f"{{{first}: A, ▸zzz: {value}}}")).rule == "unknown-key"


def test_an_unknown_column_like_no_other_is_told_which_there_are() -> None:
    problem = error(nested("ci.stages", "[{stage: Build, ▸zzz: 5 min}]"))
    assert suggested(problem) == ["stage", "jobs", "duration_target", "failure_action", "x-"]


def test_an_element_in_the_wrong_place_is_told_where_it_belongs() -> None:
    assert suggested(error("▸teams: [{team: A}]\n"))[:2] == ["teams", "overview"]
    assert "approval" in suggested(error("overview: {▸approval: [{role: A}]}\n")), "at the top level"


@pytest.mark.parametrize(
    ("yaml", "keys"),
    [
        ("ci: ▸Every push is built", "not_applicable summary pipeline stages total quality_gates artifacts"),
        ("▸ci: [Build, Test]", "not_applicable summary pipeline stages total quality_gates artifacts"),
        ("containers: ▸n/a", "not_applicable summary base_images dockerfile registries security tagging"),
        ("approval: ▸Jane Doe", "role rows not_applicable"),
        ("overview: {maturity: ▸high}", "current target timeline levels"),
        ("overview: {technology_stack: ▸Go}", "languages frameworks cloud_provider orchestration iac_tool"),
        ("overview: {maturity: {timeline: ▸2027}}", "3:"),
        ("overview: {teams: ▸Platform}", "team"),
        ("overview: {notes: ▸words}", "objectives maturity teams technology_stack"),
        ("overview: {columns: {teams: ▸Heads}}", "team responsibility size"),
        ("▸overview: {teams: [[Platform, Run]]}", "team responsibility size"),
        ("ci: {▸pipeline: [Build, Test]}", "trigger groups flow diagram"),
        ("ci: {total: ▸30 min}", "duration_target failure_action"),
        ("ci: {extra: [▸words]}", "body heading after"),
        ("cd: {feature_flags: ▸LaunchDarkly}", "platforms types"),
        ("cd: {▸strategies: [Rolling, Canary]}", "selected rationale options"),
        ("observability: {logging: ▸Vector to Loki}", "format collector storage retention x-"),
        ("metrics: {dora: ▸Elite}", "deployment_frequency lead_time change_failure_rate mttr"),
        ("metrics: {dora: {▸mttr: [1 h, 2 h]}}", "current target label"),
        ("sections: [▸words]", "heading body after"),
        ("generated: ▸ArcKit 2.3", "by on arckit_version model"),
    ],
)
def test_the_hint_where_a_mapping_belongs_says_which_keys_there_are_and_guesses_none(yaml: str, keys: str) -> None:
    problem = error(yaml.replace("▸overview: {teams: [[", "overview: {teams: [▸[") + "\n")
    assert problem.rule == "type"
    assert [key for key in keys.split() if key not in " ".join(suggested(problem))] == []


def test_a_key_of_several_sections_is_told_all_of_them_and_a_key_of_a_row_none() -> None:
    assert {"ci", "iac"} <= {*suggested(error("cd: {▸pipeline: {steps: [Build]}}\n"))}
    assert "summary" not in suggested(error("ci: {stages: [{stage: Build, ▸summary: A}]}\n"))


def test_an_empty_key_in_the_wrong_place_is_told_where_it_belongs() -> None:
    assert "overview" in suggested(error("▸teams: []\n"))


def test_a_metric_may_be_its_current_value() -> None:
    text = page("metrics: {dora: {deployment_frequency: 12/day, mttr: {target: 1 h}}}\n")
    assert [row[:2] for row in tables(text)[-1]][1:] == [["Deployment Frequency", "12/day"], ["MTTR", ""]]


def test_the_rest_of_a_text_after_a_comma_is_an_unknown_key() -> None:
    problem = error("overview: {teams: [{team: A, responsibility: CI, ▸IaC, size: 2}]}\n")
    assert (problem.rule, names(problem)) == ("unknown-key", ["IaC"])


def test_every_problem_of_a_file_is_told() -> None:
    found = look(
        "nonsense: 1\noverview: {teams: [{size: 2}]}\nci: {stages: [{stage: {a: b}}], notes: {zzz: x}}\n", APPROVED
    )
    assert [f.rule for f in found.findings] == ["unknown-key", "required", "cell", "element"]
    assert found.strategy is None


# Rule 12: keys of the author's own


@pytest.mark.parametrize("path", [*TABLES, *(f"{path}.options" for path in CHOICES)])
@pytest.mark.parametrize(
    ("key", "heading"), [("x-Why", "Why"), ("x-why not", "why not"), ("'x-A: `b`'", "A: `b`"), ("x-X", "X")]
)
def test_an_own_key_of_a_row_is_a_column_headed_as_typed(path: str, key: str, heading: str) -> None:
    first = next(iter(TABLES.get(path) or CHOICES[path.removesuffix(".options")]))
    found = page(nested(path, f"[{{{first}: A, {key}: because}}]"))
    assert f" {heading} |\n" in found
    assert "| because |\n" in found


@pytest.mark.parametrize("path", [*TABLES, *(f"{path}.options" for path in CHOICES)])
def test_an_own_column_like_an_existing_heading_is_an_error(path: str) -> None:
    columns = TABLES.get(path) or CHOICES[path.removesuffix(".options")]
    first = next(iter(columns))
    for heading in columns.values():
        for name in (heading, heading.lower(), heading.upper(), f" {heading} "):
            problem = error(nested(path, f"[{{{first}: A, ▸'x-{name}': b}}]"))
            assert problem.rule == "column"


@pytest.mark.parametrize("path", ATTRIBUTES)
def test_an_own_attribute_is_a_row_and_not_one_that_is_there(path: str) -> None:
    section, element = path.split(".")
    first, label = next(iter(ATTRIBUTES[path].items()))
    found = page(nested(path, f"{{x-Own: words, {first}: A}}"))
    bold = "" if element == "cloud_first" else "**"
    assert f"| {bold}Own{bold} | words |\n| {bold}{label}{bold} | A |\n" in found
    assert error(nested(path, f"{{▸x-{label.lower()}: words}}")).rule == "column"
    assert section in nested(path, "x")


def test_an_own_column_like_a_heading_of_the_authors_own_words_is_an_error() -> None:
    yaml = "overview: {columns: {teams: {size: Head count}}, teams: [{team: A, ▸x-head count: 2}]}\n"
    assert error(yaml).rule == "column"
    page("overview: {columns: {teams: {size: Head count}}, teams: [{team: A, size: 2, x-Size: 3}]}\n")


@pytest.mark.parametrize("heading", ["Metric", "current", "Target", "industry elite"])
def test_an_own_column_like_one_of_dora_is_an_error(heading: str) -> None:
    assert error(f"metrics: {{dora: {{mttr: {{current: 1, ▸x-{heading}: 2}}}}}}\n").rule == "column"


@pytest.mark.parametrize("label", ["Generated by", "generated on", "ArcKit Version", "Project", "Model"])
def test_an_own_row_of_the_footer_like_an_existing_one_is_an_error(label: str) -> None:
    assert error(f"generated: {{by: me, ▸x-{label}: x}}\n").rule == "column"


def test_two_own_columns_that_are_alike_are_an_error() -> None:
    assert error("overview: {teams: [{team: A, x-Why: a}, {team: B, ▸x-why: b}]}\n").rule == "column"


@pytest.mark.parametrize(
    "yaml",
    [
        "x-note: {a: [b, {c: d}]}",
        "overview: {x-note: {a: b}, teams: [{team: A}]}",
        "overview: {teams: [{team: A}], maturity: {x-note: {a: b}, current: 1}}",
        "source_control: {branching: {x-note: {a: b}, selected: A}}",
        "overview: {notes: {teams: {above: x, x-note: {a: b}}}}",
        "overview: {notes: {teams: x, x-note: {a: b}}}",
        "overview: {headings: {teams: x, x-note: {a: b}}, teams: [{team: A}]}",
        "overview: {maturity: {current: 1, timeline: {2: x, x-note: {a: b}}}}",
        "overview: {columns: {teams: {team: x, x-note: {a: b}}, x-note: {a: b}}, teams: [{team: A}]}",
        "overview: {extra: [{body: x, x-note: {a: b}}]}",
        "overview: {technology_stack: {languages: Go, x-note: {a: b}}}",
        "ci: {pipeline: {x-note: {a: b}, groups: [{name: A, steps: [b, c], x-note: {a: b}}]}}",
        "cd: {feature_flags: {x-note: {a: b}, types: [{flag_type: A}]}}",
        "secrets: {controls: [{control: A, x-note: {a: b}}]}",
        "metrics: {dora: {x-note: {a: b}, mttr: {current: 1}}}",
        "sections: [{heading: A, body: b, x-note: {a: b}}]",
        "appendices: [{heading: A, x-note: {a: b}}]",
        "revisions: [{version: 1, approved_by: {name: A, x-note: {a: b}}}]",
        "revisions: {x-note: {a: b}, rows: [{version: 1}]}",
    ],
)
def test_own_keys_anywhere_else_are_kept_and_ignored(yaml: str) -> None:
    plain = yaml
    for own in (", x-note: {a: b}", "x-note: {a: b}, "):
        plain = plain.replace(own, "")
    plain = "" if plain.startswith("x-note") else plain
    assert page(yaml + "\n", findings=yaml.count("x-note")) == page(plain + "\n")


def test_own_keys_of_the_project_are_ignored() -> None:
    head = f"project: {{id: pay, name: P, x-a: {{b: c}}}}\ndocument: {{{FIELDS}}}\n"
    assert page(head=head, findings=1) == page(head=head.replace(", x-a: {b: c}", ""))


def test_an_own_key_is_a_place_for_anchors() -> None:
    yaml = """
    x-common: &row {responsibility: CI, size: 3}
    overview:
      teams:
        - {team: A, <<: *row}
        - {team: B, <<: *row, size: 4}
    """
    assert table(below(page(yaml), "### Team Structure"))[1:] == [["A", "CI", "3"], ["B", "CI", "4"]]


# Rule 12: layers of the technology stack


@pytest.mark.parametrize(
    "layer", ["Database", "Message broker", "CDN", "sidecars", "Languages", "CI/CD Platform", "langs", "cloud"]
)
def test_a_further_layer_is_printed_as_typed(layer: str) -> None:
    found = page(f"overview: {{technology_stack: {{{layer}: words}}}}\n")
    assert table(below(found, "### Technology Stack"))[1] == [layer, "words"]


@pytest.mark.parametrize(
    ("layer", "known"),
    [("langauges", "languages"), ("language", "languages"), ("framework", "frameworks"), ("cloud_providers", "cloud_provider"),
     ("Cloud-Provider", "cloud_provider"), ("container_runtimes", "container_runtime"), ("orchestrtion", "orchestration"),
     ("cicd_platform", "ci_cd_platform"), ("ci-cd-platform", "ci_cd_platform"), ("iac_tools", "iac_tool"), ("LANGUAGES", "languages")],
)  # fmt: skip
def test_a_near_miss_of_a_known_layer_is_a_warning(layer: str, known: str) -> None:
    problem = finding(f"overview: {{technology_stack: {{▸{layer}: words}}}}\n")
    assert (problem.rule, problem.severity) == ("layer", Severity.WARNING)
    assert suggested(problem) == [known]
    assert (
        table(below(page(f"overview: {{technology_stack: {{{layer}: words}}}}\n", findings=1), "### Technology Stack"))[
            1
        ][1]
        == "words"
    )


# Rule 13: enumerations


@pytest.mark.parametrize("status", ["DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"])
def test_every_status_is_known(status: str) -> None:
    assert strategy(head=HEAD.replace("DRAFT", status)).document.status == status


@pytest.mark.parametrize("word", ["PUBLIC", "OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET"])
def test_every_classification_is_known(word: str) -> None:
    assert strategy(head=HEAD.replace("OFFICIAL", word)).document.classification == word


@pytest.mark.parametrize("word", ["Monthly", "Quarterly", "Annual", "On-Demand"])
def test_every_review_cycle_is_known(word: str) -> None:
    assert strategy(head=f"{PROJECT}document: {{{FIELDS}, review_cycle: {word}}}\n").document.review_cycle == word


@pytest.mark.parametrize(
    ("key", "typed", "right"),
    [
        ("status", "draft", "DRAFT"),
        ("status", "Approved", "APPROVED"),
        ("status", "In_Review", "IN_REVIEW"),
        ("status", "In Review", "IN_REVIEW"),
        ("status", "in-review", "IN_REVIEW"),
        ("status", "DARFT", "DRAFT"),
        ("classification", "official", "OFFICIAL"),
        ("classification", "Official-Sensitive", "OFFICIAL-SENSITIVE"),
        ("classification", "official sensitive", "OFFICIAL-SENSITIVE"),
        ("classification", "OFFICIAL_SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("review_cycle", "quarterly", "Quarterly"),
        ("review_cycle", "ON-DEMAND", "On-Demand"),
        ("review_cycle", "on demand", "On-Demand"),
        ("review_cycle", "Anual", "Annual"),
    ],
)
def test_a_wrong_case_is_an_error_with_the_right_word(key: str, typed: str, right: str) -> None:
    fields = {"version": '"1.0"', "status": "DRAFT", "classification": "OFFICIAL"} | {key: f"▸{typed}"}
    problem = error(f"{PROJECT}document: {{{', '.join(f'{k}: {v}' for k, v in fields.items())}}}\n", "")
    assert problem.rule == ("classification" if key == "classification" else "enumeration")
    assert suggested(problem) == [right]


@pytest.mark.parametrize(
    ("key", "word", "near"),
    [
        *(("status", word, []) for word in ("UNAPPROVED", "NOT APPROVED", "DISAPPROVED")),
        *(("classification", word, []) for word in ("TOP SECRET", "UNOFFICIAL", "NON-PUBLIC")),
        *(("review_cycle", word, []) for word in ("Semi-annual", "Biannual")),
        *(("status", "APROVED", ["APPROVED"]), ("status", "REVIEW", ["IN_REVIEW"])),
        *(("classification", "SECRETS", ["SECRET"]), ("review_cycle", "Annually", ["Annual"])),
    ],
)
def test_no_word_is_suggested_that_means_something_else(key: str, word: str, near: list[str]) -> None:
    fields = {"version": "'1'", "status": "DRAFT", "classification": "OFFICIAL", key: word}
    (problem,) = look("", f"{PROJECT}document: {{{', '.join(f'{k}: {v}' for k, v in fields.items())}}}\n").findings
    assert suggested(problem) == near


@pytest.mark.parametrize(
    ("key", "value"), [("status", "LIVE"), ("status", "no"), ("review_cycle", "Weekly"), ("review_cycle", "1")]
)
def test_another_word_is_an_error_that_lists_the_known_ones(key: str, value: str) -> None:
    fields = {"version": '"1.0"', "status": "DRAFT", "classification": "OFFICIAL"} | {key: f"▸{value}"}
    problem = error(f"{PROJECT}document: {{{', '.join(f'{k}: {v}' for k, v in fields.items())}}}\n", "")
    assert problem.rule == "enumeration"
    assert {"status": "SUPERSEDED", "review_cycle": "On-Demand"}[key] in problem.message


@pytest.mark.parametrize("key", ["status", "review_cycle", "classification"])
@pytest.mark.parametrize("value", ["[DRAFT, APPROVED]", "{a: b}"])
def test_a_word_is_one_word(key: str, value: str) -> None:
    fields = {"version": '"1.0"', "status": "DRAFT", "classification": "OFFICIAL"} | {key: value}
    yaml = ", ".join(f"{'▸' * (k == key)}{k}: {v}" for k, v in fields.items())
    assert error(f"{PROJECT}document: {{{yaml}}}\n", "").rule in {"type", "enumeration", "classification"}


def test_the_classification_scheme_can_be_another() -> None:
    scheme = ("GREEN", "AMBER", "RED")
    head = HEAD.replace("OFFICIAL", "AMBER")
    assert strategy(head=head, classifications=scheme).document.classification == "AMBER"
    problem = error("", HEAD.replace("OFFICIAL", "▸amber"), classifications=scheme)
    assert (problem.rule, suggested(problem)) == ("classification", ["AMBER"])
    assert error("", HEAD.replace("OFFICIAL", "▸OFFICIAL"), classifications=scheme).rule == "classification"


# Rule 13: what the root is


@pytest.mark.parametrize("text", ["- a\n", "[a, b]\n", "words\n", "'words'\n", "|\n  words\n", "42\n"])
def test_a_root_that_is_no_mapping_is_an_error_with_line_and_column(text: str) -> None:
    problem = error(text, "")
    assert (problem.rule, problem.line, problem.column) == ("yaml", 1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "null\n", "~\n", "\ufeff"])
def test_an_empty_file_is_an_error(text: str) -> None:
    problem = error(text, "")
    assert (brief(problem), suggested(problem)) == ("devops.yaml: error [yaml]", ["project:"])


def test_an_empty_mapping_lacks_what_is_required() -> None:
    found = look("{}\n", "").findings
    assert [(f.rule, names(f.message)) for f in found] == [("required", ["project"]), ("required", ["document"])]


def test_keys_without_values_are_told_with_their_lines() -> None:
    found = look("project:\ndocument:\nnonsense:\n", "").findings
    assert [(f.key, f.line) for f in found] == [("project", 1), ("document", 2), ("nonsense", 3)]


def test_findings_name_rules_that_are_documented() -> None:
    found = look("nonsense: 1\nsummary: TBC\nci: {not_applicable: '', stages: [{stage: {a: b}}]}\n").findings
    assert len(found) >= 4
    assert {f.rule for f in found} <= set(RULES)
    for each in found:
        assert str(each).startswith(f"devops.yaml:{each.line}:{each.column}: {each.severity.value}: ")
        assert str(each).endswith(f" [{each.rule}]")
        assert "\n" not in str(each)


def test_too_many_findings_are_cut_and_counted() -> None:
    rows = ", ".join("{size: 1}" for _ in range(500))
    found = look(f"overview: {{teams: [{rows}]}}\n").findings
    assert len(found) == 201
    assert brief(found[-1]) == "devops.yaml: error [file]"
    assert "300" in found[-1].message


# Rule 12: keys of the author's own that are not shown


@pytest.mark.parametrize(
    "yaml",
    [
        "▸x-slos: [99.9%]",
        "▸x-slos: text",
        "ci: {▸x-nomad: yes, stages: [{stage: A}]}",
        "approval: {▸x-note: a, rows: [{role: A}]}",
        "overview: {maturity: {current: 1, ▸x-note: a}}",
        "overview: {technology_stack: {languages: Go, ▸x-Messaging: Kafka}}",
        "overview: {notes: {▸x-note: a}}",
        "secrets: {controls: [{control: A, ▸x-note: a}]}",
        "ci: {pipeline: {groups: [{name: A, ▸x-note: a}]}}",
        "sections: [{heading: A, ▸x-note: a}]",
        "▸x-base: {a: &a 1, b: 2}",
    ],
)
def test_an_own_key_that_is_not_shown_is_information(yaml: str) -> None:
    found = finding(yaml + "\n")
    assert (found.rule, found.severity) == ("own-key", Severity.INFO)


@pytest.mark.parametrize(
    ("yaml", "how"),
    [("x-a: 1", "`sections`"), ("ci: {x-a: 1, summary: b}", "`extra`"), ("approval: {x-a: 1, summary: b}", "`extra`")],
)
def test_its_hint_says_how_to_show_it(yaml: str, how: str) -> None:
    assert how in finding(yaml + "\n").hint


@pytest.mark.parametrize(
    "yaml",
    [
        "x-base: &base {stage: A}\nci: {stages: [*base]}",
        "x-base: {a: &a Go, b: [&b Rust]}\noverview: {technology_stack: {languages: [*a, *b]}}",
        "ci: {x-base: &base [A], stages: [{stage: B, jobs: *base}]}",
        "x-base:",
        "x-base: {a: }",
        "overview: {teams: [{team: A, x-Why: b}]}",
        "iac: {state: {x-Why: b}}",
        "generated: {x-Why: b}",
        "ci: {total: {x-Why: b}, stages: [{stage: A}]}",
        "metrics: {dora: {mttr: {x-Why: b}}}",
    ],
)
def test_a_place_for_anchors_and_a_key_that_is_shown_are_no_finding(yaml: str) -> None:
    strategy(yaml + "\n")


@pytest.mark.parametrize(("yaml", "names"), [("nonsense: 1", "`sections`"), ("ci: {nonsense: 1}", "`extra`")])
def test_the_hint_for_an_unknown_key_names_what_is_shown_before_what_is_not(yaml: str, names: str) -> None:
    hint = error(f"{yaml}\n".replace("nonsense", "▸nonsense")).hint
    assert 0 < hint.index(names) < hint.index("`x-`")


def test_the_rest_of_a_text_after_a_comma_is_told() -> None:
    found = error("overview: {technology_stack: {cloud_provider: none (on-prem, ▸Hyper-V)}}\n")
    assert found.rule == "layer"
    assert "quote" in found.hint
