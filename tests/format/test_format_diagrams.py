"""Rule 5, and what the comments of the document say of its eight diagrams."""

from __future__ import annotations

import re

import pytest

from tests.helpers.contract import DIAGRAMS, ELEMENTS, SECTIONS, nested
from tests.helpers.documents import below, error, headings, mermaid, page
from tests.helpers.findings import suggested
from tests.helpers.flowcharts import unset

DATA = DIAGRAMS | {"cd.deployment_pipeline": ""}
BESIDE = {"cd.deployment_pipeline": "  promotion: [{environment: Dev}]\n"}
"""Data of another element that a diagram is drawn from."""


def drawn(yaml: str) -> str:
    """The only diagram of a page."""
    return mermaid(page(yaml))


def with_diagram(path: str, diagram: str, findings: int = 0) -> str:
    """The page of a section whose diagram is given, beside the data that it would be drawn from."""
    section, element = path.split(".")
    data = DATA[path]
    own = f"{data[:-1]}, diagram: {diagram}}}" if data else f"{{diagram: {diagram}}}"
    return page(f"{section}:\n  {element}: {own}\n{BESIDE.get(path, '')}", findings=findings)


# Drawn from the data beside them


@pytest.mark.parametrize("path", DATA)
def test_a_diagram_appears_when_its_data_is_there(path: str) -> None:
    section, element = path.split(".")
    data = DATA[path]
    found = page(f"{section}:\n{f'  {element}: {data}' + chr(10) if data else ''}{BESIDE.get(path, '')}")
    assert mermaid(below(found, f"### {ELEMENTS[path]}"))


@pytest.mark.parametrize("path", DATA)
def test_own_mermaid_text_replaces_the_diagram(path: str) -> None:
    found = with_diagram(path, '"flowchart TB\\n    x --> y"')
    assert mermaid(below(found, f"### {ELEMENTS[path]}")) == "flowchart TB\n    x --> y"


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("fence", ["```mermaid", "```", "````mermaid", "~~~mermaid", "``` mermaid"])
def test_own_mermaid_text_may_have_its_fence(path: str, fence: str) -> None:
    close = re.sub("[^`~]", "", fence)
    found = with_diagram(path, f'"{fence}\\nflowchart TB\\n    x --> y\\n{close}\\n"')
    assert mermaid(below(found, f"### {ELEMENTS[path]}")) == "flowchart TB\n    x --> y"


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("no", ["false", "no", "'false'"])
def test_false_leaves_the_diagram_out(path: str, no: str) -> None:
    found = with_diagram(path, no)
    assert "```mermaid" not in found
    assert (f"### {ELEMENTS[path]}" in headings(found)) == (path == "source_control.branching")


@pytest.mark.parametrize("path", DATA)
def test_a_heading_stays_if_something_else_stands_below_it(path: str) -> None:
    section, element = path.split(".")
    found = page(f"{section}: {{{element}: {{diagram: false}}, notes: {{{element}: Note}}}}\n")
    assert below(found, f"### {ELEMENTS[path]}") == "Note"


@pytest.mark.parametrize("path", DATA)
def test_a_section_whose_only_diagram_is_left_out_is_missing(path: str) -> None:
    assert page(nested(path, "{diagram: false}")) == page()


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("value", ["{a: b}", "[flowchart LR, 'a --> b']"])
def test_a_diagram_of_another_shape_is_an_error_that_suggests_a_bar(path: str, value: str) -> None:
    problem = error(nested(path, f"{{▸diagram: {value}}}"))
    assert (problem.rule, suggested(problem)) == ("code", ["|"])


@pytest.mark.parametrize("value", ["true", "yes"])
def test_a_diagram_that_is_only_wanted_is_an_error(value: str) -> None:
    assert error(nested("iac.pipeline", f"{{steps: [Go], diagram: ▸{value}}}")).rule == "boolean"


# Decisions


@pytest.mark.parametrize(
    "yaml",
    [
        "iac: {pipeline: {steps: [Plan, 'Merge?', Apply]}}",
        "release: {process: {steps: [Plan, 'Merge?', Apply]}}",
        "ci: {pipeline: {groups: [{name: G, steps: [Plan, 'Merge?', Apply]}]}}",
        "ci: {pipeline: {groups: [{name: G, steps: [Plan, 'Merge?', Apply]}], flow: ['Plan --> Merge? --> Apply']}}",
        "ci: {stages: [{stage: G, jobs: [Plan, 'Merge?', Apply]}]}",
        "ci: {stages: [{stage: Plan}, {stage: 'Merge?'}, {stage: Apply}]}",
        "iac: {pipeline: {steps: [Plan, '`Merge?`', Apply]}}",
        "iac: {pipeline: {steps: [Plan, '**Merge?** ', Apply]}}",
    ],
)
def test_a_step_ending_in_a_question_mark_is_a_decision_whose_exit_is_yes(yaml: str) -> None:
    text = drawn(yaml + "\n")
    decision = re.search(r'(n\d+)\{"Merge\?"\}', text)
    assert decision
    after = re.search(r'(n\d+)\["Apply"\]', text)
    before = re.search(r'(n\d+)\["Plan"\]', text)
    assert after
    assert before
    assert f"{decision[1]} -->|Yes| {after[1]}" in text
    assert f"{before[1]} --> {decision[1]}" in text


def test_a_question_mark_inside_a_step_is_no_decision() -> None:
    assert "{" not in unset(drawn("iac: {pipeline: {steps: ['Why? Because', Apply]}}\n"))


def test_the_last_step_may_be_a_decision() -> None:
    text = drawn("iac: {pipeline: {steps: [Plan, 'Merge?']}}\n")
    assert '{"Merge?"}' in text
    assert "Yes" not in text


# gitGraph


def graph(selected: str, branches: str) -> str:
    return nested(
        "source_control.branching", f"{{selected: {selected}, options: [{{strategy: S, branches: {branches}}}]}}"
    )


def branches_of(text: str) -> tuple[str, list[str]]:
    """Trunk and branches of a gitGraph, each of which branches off the trunk and merges back."""
    trunk = re.search(r'"mainBranchName": "(.*?)"', text)
    assert trunk
    names = re.findall(r'^ *branch "(.*)"$', text, re.MULTILINE)
    at = 0
    for name in names:
        for line in (f'branch "{name}"', "commit", f'checkout "{trunk[1]}"', f'merge "{name}"'):
            at = text.index(line, at) + 1
    assert text.startswith("gitGraph\n")
    return trunk[1], names


@pytest.mark.parametrize(
    "branches",
    [
        "[main, develop, feature/*]",
        '"`main`, `develop` and `feature/*`"',
        '"`main`, short-lived `develop` (two days) + `feature/*`, see [x](y)"',
        "['`main`', '`develop`', '**feature/***']",
    ],
)
def test_branches_are_a_lists_items_or_a_texts_code_spans(branches: str) -> None:
    assert branches_of(drawn(graph("S", branches))) == ("main", ["develop", "feature/*"])


@pytest.mark.parametrize(
    "branches", ["[main]", '"`main`"', "main and develop", "[]", "''", '"`main` + `main`"', "[main, main]"]
)
def test_fewer_than_two_branches_give_no_diagram(branches: str) -> None:
    assert "```mermaid" not in page(graph("S", branches))


def test_without_selected_there_are_no_branches_to_draw() -> None:
    assert "```mermaid" not in page(graph("", "[main, dev]"))


def test_the_first_selected_strategy_with_branches_is_drawn() -> None:
    yaml = """
    source_control:
      branching:
        selected: [A, B, C]
        options: [{strategy: A}, {strategy: C, branches: [x, y]}, {strategy: B, branches: [t, u]}]
    """
    assert branches_of(drawn(yaml)) == ("t", ["u"])


def test_the_diagram_stands_below_the_table_of_its_choice() -> None:
    text = below(page(graph("S", "[main, dev]")), "### Branching Strategy")
    assert text.index("[Selected]") < text.index("```mermaid")


@pytest.mark.parametrize("key", SECTIONS)
def test_sections_without_data_have_no_diagram(key: str) -> None:
    assert "```mermaid" not in page(f"{key}: {{summary: Words}}\n")
