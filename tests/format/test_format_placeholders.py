"""Rule 11: placeholders, and values that YAML cannot take unquoted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_arckit.findings import Severity
from mkdocs_arckit.source.placeholders import find_placeholders, is_placeholder
from tests.helpers.contract import ATTRIBUTES, CHOICES, CODE, TABLES, nested
from tests.helpers.documents import APPROVED, HEAD, PROJECT, below, error, finding, look, page, table
from tests.helpers.findings import names

CLOSED = ["APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"]
OPEN = ["DRAFT", "IN_REVIEW"]


def placeholder(body: str, head: str = HEAD) -> str:
    """The placeholder at `▸`, as the only finding, which is information, names it."""
    found = finding(body, head)
    assert (found.rule, found.severity) == ("placeholder", Severity.INFO)
    (named,) = names(found.message)
    return named


# An unquoted one-line `[…]` that is a placeholder is read as that text


@pytest.mark.parametrize(
    "text",
    ["[OWNER_NAME]", "[TEAM]", "[YYYY-MM-DD]", "[X]", "[Details]", "[AWS / Azure / GCP]", "[Python, TypeScript, Go, etc.]",
     "[Min: X, Max: Y]", "[100% dev, 10% prod]", "[<X hours/days]", "[99.9% availability]", "[90 days / permanent for releases]",
     "[NFR-SEC-001]", "[service]", "[A B C]", "[V1.0]"],
)  # fmt: skip
def test_an_unquoted_placeholder_is_text(text: str) -> None:
    yaml = f"overview: {{teams: [{{team: A, size: ▸{text}}}]}}\n"
    assert placeholder(yaml) == text
    assert placeholder(yaml.replace(text, f"'{text}'")) == text
    body = f"overview:\n  teams:\n    - team: A\n      size: ▸{text}\n"
    assert placeholder(body) == text
    shown = table(below(page(body, findings=1), "### Team Structure"))[1][1]
    assert re.sub("&#(\\d+);", lambda m: chr(int(m[1])), shown).replace("&lt;", "<") == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[SAST, DAST]", "SAST, DAST"),
        ("[Go]", "Go"),
        ("[one, two]", "one, two"),
        ("['TEAM']", "TEAM"),
        ("[x]", "x"),
        ("[Terraform]", "Terraform"),
        ("[\n  TEAM\n  ]", "TEAM"),
        ("[1]", "1"),
        ("[ Details ]", "Details"),
    ],
)
def test_another_list_stays_a_list(text: str, shown: str) -> None:
    found = page(f"overview: {{teams: [{{team: A, size: {text}}}]}}\n")
    assert table(below(found, "### Team Structure"))[1][1] == shown


def test_a_placeholder_that_may_be_meant_as_a_list_says_how_to_write_one() -> None:
    bare, quoted = (finding(f"iac: {{state: {{backend: ▸{text}}}}}\n") for text in ("[NFS]", "'[NFS]'"))
    assert bare.message == quoted.message
    assert len(bare.hint) > len(quoted.hint), "and how"


# What a placeholder is


def test_every_bracketed_text_of_the_template_is_a_placeholder(shared_dir: Path) -> None:
    template = (shared_dir / "template/devops-template.md").read_text(encoding="utf-8")
    template = re.sub(r"^```mermaid\n.*?^```$", "", template, flags=re.MULTILINE | re.DOTALL)
    texts = set(re.findall(r"\[[^\[\]\n]+\]", template))
    no_placeholders = {text for text in texts if '"' in text} | {"[Selected]", "[ ]"}
    assert {text for text in texts - no_placeholders if not is_placeholder(text)} == set()
    assert {text for text in no_placeholders if is_placeholder(text)} == set()


@pytest.mark.parametrize(
    "text",
    ["[TEAM]", "[TEAM NAME]", "[TEAM_2]", "[A-B]", "[X/Y]", "[2 X]", "[YYYY-MM-DD]", "TBD", "TBC", "TODO", " TBC "],
)
def test_texts_in_capitals_are_placeholders(text: str) -> None:
    assert find_placeholders(text) == [text.strip()]


@pytest.mark.parametrize(
    "text",
    ["[team]", "[Team]", "[1]", "[2026-01-01]", "[ ]", "[x]", "[Selected]", "**[Selected]** Git", "tbd", "Tbc", "todo", "TBD.", "TBC soon",
     "a TODO", "[]", "[[]]", "[TEAM", "TEAM]", "[^1]", "[!NOTE]", "[ÄÖÜ?]"],
)  # fmt: skip
def test_other_texts_are_none(text: str) -> None:
    assert find_placeholders(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask [TEAM] or [TEAM], then [Details].", ["[TEAM]", "[Details]"]),
        ("`[TEAM]`", []),
        ("``a ` [TEAM]`` [OWNER]", ["[OWNER]"]),
        ("\\`[TEAM]\\`", ["[TEAM]"]),
        ("[TEAM](https://x.org)", []),
        ("[TEAM][ref]", []),
        ("![LOGO](x.png)", []),
        ("[TEAM]\n\n[TEAM]: https://x.org", []),
        ("```\n[TEAM]\n```\n[OWNER]", ["[OWNER]"]),
        ("~~~\n[TEAM]\n~~~", []),
        ("```mermaid\nflowchart LR\n  A[TEAM]\n```", []),
        ("> ```\n> [TEAM]\n> ```", []),
        ("- x\n\n  ```\n  [TEAM]\n  ```", []),
        ("Text\n\n    [TEAM] in indented code\n\nText", []),
        ("- [X] done", []),
        ("- [ ] [TEAM]", ["[TEAM]"]),
        ("1. [X] done", []),
        (">[X]%", ["[X]"]),
        ("TBC", ["TBC"]),
        ("a\nTBC\nb", []),
        ("pr-[number].[domain]", ["[number]", "[domain]"]),
        ("[TEAM] (the second one)", ["[TEAM]"]),
    ],
)
def test_placeholders_are_found_outside_code_links_and_checkboxes(text: str, found: list[str]) -> None:
    assert find_placeholders(text) == found


@pytest.mark.parametrize("path", CODE)
def test_code_holds_no_placeholders(path: str) -> None:
    page(nested(path, "'[TEAM] [Details]'"))
    page(nested(path, "TBC"))


def test_diagrams_hold_no_placeholders() -> None:
    page("iac: {pipeline: {diagram: 'flowchart LR; A[TEAM]'}}\n")


@pytest.mark.parametrize("key", ["summary", "closing"])
def test_blocks_hold_placeholders(key: str) -> None:
    assert placeholder(f"{key}: ▸|\n  Ask [TEAM].\n\n  ```\n  [OWNER]\n  ```\n") == "[TEAM]"


# Every field accepts one

FIELDS = "version: '1', status: DRAFT, classification: PUBLIC"


@pytest.mark.parametrize(
    "key",
    "title id version created last_modified review_cycle next_review owner reviewed_by approved_by distribution supersedes superseded_by".split(),
)
@pytest.mark.parametrize("text", ["[OWNER_NAME]", "'[OWNER_NAME]'", "TBC"])
def test_every_field_of_document_control_accepts_one(key: str, text: str) -> None:
    fields = FIELDS.replace("version: '1', ", "") if key == "version" else FIELDS
    placeholder("", f"{PROJECT}document: {{{fields}, {key}: ▸{text}}}\n")


@pytest.mark.parametrize("key", ["status", "classification"])
@pytest.mark.parametrize("text", ["[TO_BE_SET]", "TBC", "[PUBLIC / OFFICIAL / OFFICIAL-SENSITIVE / SECRET]"])
def test_required_words_accept_one(key: str, text: str) -> None:
    fields = re.sub(f"{key}: \\w+", f"{key}: ▸{text}", FIELDS)
    placeholder("", f"{PROJECT}document: {{{fields}}}\n")


@pytest.mark.parametrize("key", ["id", "name"])
def test_the_project_accepts_one(key: str) -> None:
    other = {"id": "name: P", "name": "id: pay"}[key]
    placeholder("", f"project: {{{other}, {key}: ▸[PROJECT_ID]}}\ndocument: {{{FIELDS}}}\n")


def test_a_person_accepts_a_name_and_a_date() -> None:
    for value in ("{name: [REVIEWER_NAME], date: [YYYY-MM-DD]}", "'[REVIEWER_NAME] ([YYYY-MM-DD])'"):
        found = look("", f"{PROJECT}document: {{{FIELDS}, reviewed_by: {value}}}\n")
        assert [names(f) for f in found.findings] == [["[REVIEWER_NAME]"], ["[YYYY-MM-DD]"]]
        assert found.strategy is not None
        people = found.strategy.document.reviewed_by
        assert people is not None
        assert [(person.name, person.date) for person in people] == [("[REVIEWER_NAME]", "[YYYY-MM-DD]")]


@pytest.mark.parametrize("path", [*TABLES, *(f"{path}.options" for path in CHOICES)])
def test_every_cell_of_every_table_accepts_one(path: str) -> None:
    columns = TABLES.get(path) or CHOICES[path.removesuffix(".options")]
    for text in ("[OWNER_NAME]", "TBC"):
        row = "{" + ", ".join(f"{key}: {text}" for key in columns) + "}"
        found = look(nested(path, f"[{row}]")).findings
        assert [(f.rule, f.severity) for f in found] == [("placeholder", Severity.INFO)] * len(columns)


@pytest.mark.parametrize("path", ATTRIBUTES)
def test_every_attribute_accepts_one(path: str) -> None:
    for key in [*ATTRIBUTES[path], "x-own"]:
        placeholder(nested(path, f"{{{key}: ▸[OWNER_NAME]}}"))


@pytest.mark.parametrize(
    "yaml",
    [
        "overview: {maturity: {current: ▸[X]}}",
        "overview: {maturity: {current: 1, target: ▸TBC}}",
        "overview: {maturity: {timeline: {2: ▸[Date]}}}",
        "overview: {maturity: {levels: [{level: 1, name: ▸[NAME]}]}}",
        "overview: {technology_stack: {languages: ▸[LANGUAGES]}}",
        "overview: {technology_stack: {Database: ▸TBC}}",
        "secrets: {controls: [{control: A, done: ▸[Yes/No]}]}",
        "secrets: {controls: [{control: A, done: ▸TBC}]}",
        "secrets: {controls: [▸'[CONTROL]']}",
        "cd: {blue_green: {live: ▸[COLOUR]}}",
        "cd: {blue_green: {blue: ▸[INSTANCES]}}",
        "cd: {feature_flags: {platforms: [{platform: ▸[PLATFORM]}]}}",
        "ci: {total: {duration_target: ▸[X min]}}",
        "ci: {pipeline: {trigger: ▸[TRIGGER]}}",
        "ci: {pipeline: {groups: [{name: ▸[GROUP], steps: [Go]}]}}",
        "kubernetes: {architecture: {control_plane: ▸[PARTS]}}",
        "metrics: {dora: {mttr: {current: ▸[X hours]}}}",
        "iac: {tool: ▸[TOOL]}",
        "iac: {tool: {selected: ▸TBC, options: [A, B]}}",
        "iac: {tool: {rationale: ▸[WHY], options: [A, B]}}",
        "generated: {by: ▸[NAME]}",
        "generated: {x-own: ▸[NAME]}",
        "tags: ▸[TAG_ONE]",
        "tags: [one, ▸TBC]",
        "sections: [{heading: ▸[HEADING], body: x}]",
        "sections: [{heading: x, body: ▸[BODY]}]",
        "appendices: [{heading: x, body: ▸TBC}]",
        "ci: {summary: ▸[SUMMARY]}",
        "ci: {not_applicable: ▸[REASON]}",
        "ci: {notes: {stages: ▸[NOTE]}}",
        "ci: {notes: {stages: {below: ▸[NOTE]}}}",
        "ci: {extra: [{heading: ▸[HEADING], body: x}]}",
        "ci: {heading: ▸[HEADING], summary: x}",
        "ci: {headings: {stages: ▸[HEADING]}, summary: x}",
        "ci: {columns: {stages: {jobs: ▸[WORDS]}}, summary: x}",
        "traceability: [{id: x, status: ▸[STATUS]}]",
        # lists of cells
        "release: {hotfix: ▸[STEPS]}",
        "release: {hotfix: ▸TBC}",
        "iac: {pipeline: {steps: ▸[STEPS]}}",
        "release: {process: {steps: ▸TBC}}",
        "ci: {pipeline: {groups: [{name: A, steps: ▸[STEPS]}]}}",
    ],
)
def test_every_other_field_accepts_one(yaml: str) -> None:
    placeholder(yaml + "\n")


@pytest.mark.parametrize(
    ("maturity", "cells"),
    [
        ("{current: TBC, target: 2}", ["TBC", "TBC", "TBC", "TBC", "TBC"]),
        ("{current: 1, target: TBC}", ["Yes", "No", "No", "No", "No"]),
    ],
)
def test_a_level_that_is_not_known_yet_is_shown(maturity: str, cells: list[str]) -> None:
    found = table(below(page(f"overview: {{maturity: {maturity}}}\n", findings=1), "### DevOps Maturity"))
    assert [row[1] for row in found[1:]] == cells


def test_a_selected_option_that_is_not_known_yet_is_shown() -> None:
    found = table(below(page("iac: {tool: {selected: TBC, options: [A, B]}}\n", findings=1), "### IaC Tool Selection"))
    assert [row[0] for row in found[1:]] == ["A", "B", "**[Selected]** TBC"]


def test_a_control_whose_state_is_not_known_yet_is_not_done() -> None:
    found = page("secrets: {controls: [{control: A, done: TBC}]}\n", findings=1)
    assert below(found, "### Secret Security").startswith("- [ ] A")


# Information in two statuses, an error in the other four


@pytest.mark.parametrize("status", OPEN)
def test_placeholders_are_information_before_approval(status: str) -> None:
    validated = look("summary: TBC\n", HEAD.replace("DRAFT", status))
    assert [f.severity for f in validated.findings] == [Severity.INFO]
    assert validated.strategy is not None


@pytest.mark.parametrize("status", CLOSED)
@pytest.mark.parametrize("text", ["TBC", "[OWNER_NAME]", "Ask [TEAM]."])
def test_placeholders_are_errors_after_approval(status: str, text: str) -> None:
    problem = error(f"summary: ▸{text if ' ' not in text else repr(text)}\n", HEAD.replace("DRAFT", status))
    assert problem.rule == "placeholder"
    assert status in problem.message


@pytest.mark.parametrize("status", ["TBC", "[DRAFT / IN_REVIEW / APPROVED / PUBLISHED / SUPERSEDED / ARCHIVED]"])
def test_a_status_that_is_a_placeholder_is_information(status: str) -> None:
    placeholder("", HEAD.replace("DRAFT", f"▸{status}"))


@pytest.mark.parametrize(
    "yaml",
    [
        "x-note: '[TEAM]'",
        "x-note: {a: [TBC]}",
        "ci: {x-note: '[TEAM]', summary: x}",
        "project: {id: pay, name: P, x-a: TBC}",
    ],
)
def test_what_is_ignored_holds_no_placeholders(yaml: str) -> None:
    head = APPROVED.replace(PROJECT, "") if "project" in yaml else APPROVED
    assert [f.rule for f in look(yaml + "\n", head).findings] == ["own-key"]


def test_an_own_row_of_document_control_holds_placeholders() -> None:
    assert placeholder("", HEAD.replace("status", "x-Entity: ▸TBC, status")) == "TBC"


# What is none


@pytest.mark.parametrize("text", ["[SL-C1]", "[WEB-1-C1]", "[A6-C12]", "[1-C2]"])
def test_a_citation_is_text_and_no_placeholder(text: str) -> None:
    found = page(f"overview: {{teams: [{{team: A, size: {text}}}]}}\nsummary: '{text}{text} x'\n", APPROVED)
    assert table(below(found, "### Team Structure"))[1][1] == text.replace("[", "&#91;").replace("]", "&#93;")


@pytest.mark.parametrize("text", ["[SL-C]", "[SL-CX]", "[SL C1]", "[SLC1]"])
def test_what_only_looks_like_a_citation_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


CITED = "references: {citations: [{citation_id: SL-C1}, {citation_id: '[A6-C2]'}]}\n"


def test_a_citation_without_a_row_is_a_warning_where_there_are_rows() -> None:
    assert not look("summary: As said [SL-C1][A6-C2], `[NO-C9]`\n" + CITED).findings
    assert not look("summary: As said [NO-C9]\n").findings
    found = finding("summary: ▸As said [SL-C2]\n" + CITED)
    assert (found.rule, found.severity) == ("citation", Severity.WARNING)
    assert finding("iac: {state: {backend: ▸[SL-C2]}}\n" + CITED).rule == "citation"
    assert not look("cd: {rollback: 'a[SL-C2]'}\n" + CITED).findings


@pytest.mark.parametrize("value", ["[PENDING]", "'[PENDING]'", "[Pending]"])
def test_pending_in_brackets_says_pending(value: str) -> None:
    head = APPROVED.replace("status", f"approved_by: {value}, created: {value}, owner: {value}, status")
    plain = APPROVED.replace("status", "approved_by: PENDING, created: PENDING, owner: PENDING, status")
    assert page("", head) == page("", plain)
    for key in ("author", "approved_by", "approval_date", "date"):
        assert page(f"revisions: [{{version: 1, {key}: {value}}}]\n") == page("revisions: [{version: 1}]\n")


def test_an_own_column_holds_placeholders() -> None:
    assert placeholder("overview: {teams: [{team: A, x-Why: ▸TBC}]}\n") == "TBC"


def test_each_placeholder_of_a_value_is_named_once() -> None:
    found = look("summary: Ask [TEAM] or [OWNER] of [TEAM]\n").findings
    assert [(f.rule, names(f)) for f in found] == [("placeholder", ["[TEAM]"]), ("placeholder", ["[OWNER]"])]


def test_a_placeholder_in_quotes_is_the_same() -> None:
    assert page("summary: '[TEAM]'\n", findings=1) == page("summary: [TEAM]\n", findings=1)
