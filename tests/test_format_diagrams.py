"""Rule 5, and what the comments of the document say of its eight diagrams."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.contract import DIAGRAMS, ELEMENTS, SECTIONS, nested
from tests.documents import below, error, headings, mermaid, page

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


def chain(text: str) -> list[str]:
    """The labels of a flowchart's nodes, in the order of its links, which have to be one chain."""
    labels = dict(re.findall(r'(n\d+)[\[{]{1,2}"(.*?)"[\]}]', text))
    links = re.findall(r"(\w+) -->(?:\|\w+\|)? (\w+)", text)
    names = [links[0][0], *(end for _, end in links)]
    assert links == [*pairwise(names)]
    return [labels[name] for name in names]


def links(text: str) -> set[tuple[str, str]]:
    """The links of a flowchart, by labels; a group counts as its label."""
    labels = dict(re.findall(r'([ng]\d+)[\[{]+"(.*?)"[\]}]', text))
    return {(labels[a], labels[b]) for a, b in re.findall(r"(\w+) -\.?->(?:\|[^|]*\|)? (\w+)", text)}


def groups(text: str) -> dict[str, list[str]]:
    """The labels in each group of a flowchart that holds no other group."""
    found: dict[str, list[str]] = {}
    inside: list[tuple[str, list[str]]] = []
    for line in map(str.strip, text.splitlines()):
        if title := re.fullmatch(r'subgraph \w+\["(.*)"\]', line):
            inside.append((title[1], []))
        elif line == "end":
            name, labels = inside.pop()
            found[name] = labels
        elif inside and (node := re.fullmatch(r'n\d+[\[{]"(.*)"[\]}]', line)):
            inside[-1][1].append(node[1])
    return {
        name: labels
        for name, labels in found.items()
        if name not in {"Production", "Kubernetes Cluster", "Worker Nodes"}
    }


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
    assert problem.rule == "code"
    assert "`|`" in problem.hint


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
    assert "{" not in drawn("iac: {pipeline: {steps: ['Why? Because', Apply]}}\n")


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


# CI pipeline

GROUPS = "groups: [{name: Build, steps: [Checkout, Compile]}, {name: Test, steps: [Lint, Unit]}]"


def ci(pipeline: str) -> str:
    return drawn(f"ci: {{pipeline: {{{pipeline}}}}}\n")


def test_groups_are_drawn_one_after_the_other() -> None:
    text = ci(GROUPS)
    assert text.startswith("flowchart LR\n")
    assert groups(text) == {"Build": ["Checkout", "Compile"], "Test": ["Lint", "Unit"]}
    assert chain(text) == ["Checkout", "Compile", "Lint", "Unit"]


@pytest.mark.parametrize("trigger", ["[Push, Pull request]", "Push"])
def test_a_trigger_is_the_first_group(trigger: str) -> None:
    text = ci(f"trigger: {trigger}, {GROUPS}")
    starts = ["Push", "Pull request"] if "[" in trigger else ["Push"]
    assert next(iter(groups(text).items())) == ("Trigger", starts)
    assert {(start, "Checkout") for start in starts} <= links(text)
    assert ("Push", "Pull request") not in links(text)


def test_a_trigger_alone_is_drawn() -> None:
    assert groups(ci("trigger: Push")) == {"Trigger": ["Push"]}


def test_without_groups_the_stages_and_their_jobs_are_drawn() -> None:
    for pipeline in ("", "pipeline: {trigger: Push}, "):
        yaml = f"ci: {{{pipeline}stages: [{{stage: Build, jobs: [Checkout, Compile]}}, {{stage: Test, jobs: Unit}}]}}\n"
        text = drawn(yaml)
        assert groups(text) == ({"Trigger": ["Push"]} if pipeline else {}) | {
            "Build": ["Checkout", "Compile"],
            "Test": ["Unit"],
        }
        assert chain(text)[-3:] == ["Checkout", "Compile", "Unit"]


def test_a_stage_without_jobs_is_a_step() -> None:
    assert chain(drawn("ci: {stages: [{stage: Build}, {stage: Test}]}\n")) == ["Build", "Test"]


def test_a_flow_says_what_follows_what() -> None:
    text = ci(f"{GROUPS}, flow: [Checkout --> Lint --> Unit, Checkout-->Compile]")
    assert links(text) == {("Checkout", "Lint"), ("Lint", "Unit"), ("Checkout", "Compile")}


def test_a_flow_names_steps_of_the_trigger() -> None:
    text = ci(f"trigger: [Push, Cron], {GROUPS}, flow: [Push --> Lint, Trigger/Cron --> Unit]")
    assert links(text) == {("Push", "Lint"), ("Cron", "Unit")}


def test_a_flow_draws_each_link_once() -> None:
    assert ci(f"{GROUPS}, flow: [Checkout --> Lint, Checkout --> Lint --> Unit]").count("-->") == 2


def test_a_flow_tells_steps_of_one_name_apart_by_their_groups() -> None:
    twice = "groups: [{name: A, steps: [Run, Scan]}, {name: B, steps: [Run]}]"
    text = ci(f"{twice}, flow: [A/Run --> Scan --> B/Run]")
    runs = re.findall(r'(n\d+)\["Run"\]', text)
    scan = re.search(r'(n\d+)\["Scan"\]', text)
    assert scan
    assert re.findall(r"n\d+ --> n\d+", text) == [f"{runs[0]} --> {scan[1]}", f"{scan[1]} --> {runs[1]}"]


def test_a_flow_names_steps_without_their_code_marks() -> None:
    text = ci("groups: [{name: A, steps: ['`make` all', 'Test `a --> b`']}], flow: ['make all --> Test `a --> b`']")
    assert links(text) == {("make all", "Test a --#62; b")} or len(links(text)) == 1


def test_a_flow_that_names_no_step_is_an_error() -> None:
    problem = error(f"ci: {{pipeline: {{{GROUPS}, flow: [Checkout --> Lint, ▸Lint --> Unti]}}}}\n")
    assert (problem.rule, problem.hint) == ("flow", "did you mean `Unit`?")


def test_a_flow_that_names_a_step_of_two_groups_is_an_error() -> None:
    twice = "groups: [{name: A, steps: [Run, Scan]}, {name: B, steps: [Run]}]"
    problem = error(f"ci: {{pipeline: {{{twice}, flow: [▸Run --> Scan]}}}}\n")
    assert (problem.rule, problem.hint) == ("flow", "write `A/Run` or `B/Run`")


def test_a_flow_may_name_the_jobs_of_stages() -> None:
    yaml = "ci: {pipeline: {flow: [B --> A]}, stages: [{stage: S, jobs: [A, B]}]}\n"
    assert links(drawn(yaml)) == {("B", "A")}


# Deployment pipeline


def test_each_environment_stands_behind_its_approval() -> None:
    text = drawn(
        "cd: {promotion: [{environment: Dev, approval: Automatic}, {environment: Staging}, "
        "{environment: Live, approval: 'Manual, by `ops`'}]}\n"
    )
    assert chain(text) == ["Build & Test", "Automatic", "Dev", "Staging", "Manual, by ops", "Live"]
    assert re.findall(r'n\d+\{"(.*?)"\}', text) == ["Automatic", "Manual, by ops"]


# Blue-green


def blue_green(data: str) -> str:
    return drawn(f"cd: {{blue_green: {{{data}}}}}\n")


SIDES = "load_balancer: LB, blue: [b1, b2], green: [g1], note: Switch"


@pytest.mark.parametrize(("live", "other"), [("blue", "green"), ("green", "blue")])
def test_the_live_environment_is_current_and_has_all_traffic(live: str, other: str) -> None:
    text = blue_green(f"{SIDES}, live: {live}")
    assert text.startswith("flowchart TB\n")
    assert groups(text) == {
        f"{'Blue'} ({'Current' if live == 'blue' else 'New'})": ["b1", "b2"],
        f"{'Green'} ({'Current' if live == 'green' else 'New'})": ["g1"],
    }
    ids = {title.split()[0].lower(): name for name, title in re.findall(r'subgraph (\w+)\["(.*?)"\]', text)}
    balancer = re.search(r'(n\d+)\["LB"\]', text)
    assert balancer
    assert f"{balancer[1]} -->|100%| {ids[live]}" in text
    assert f"{balancer[1]} -.->|0%| {ids[other]}" in text
    assert '["Production"]' in text
    assert '["Switch"]' in text


def test_without_live_nothing_says_which_environment_has_the_traffic() -> None:
    text = blue_green(SIDES)
    assert [*groups(text)] == ["Blue", "Green"]
    assert "%" not in text
    assert "Current" not in text


def test_a_load_balancer_that_is_not_given_is_not_drawn() -> None:
    assert links(blue_green("blue: [b1], green: [g1]")) == set()


@pytest.mark.parametrize("live", ["Blue", "GREEN", "red", "no"])
def test_another_live_environment_is_an_error(live: str) -> None:
    problem = error(f"cd: {{blue_green: {{live: ▸{live}}}}}\n")
    assert problem.rule == "enumeration"
    assert problem.hint == (f"write `{live.lower()}`" if live.lower() in {"blue", "green"} else "write blue or green")


# Cluster


def cluster(data: str) -> str:
    return drawn(f"kubernetes: {{architecture: {{{data}}}}}\n")


def test_the_cluster_has_control_plane_nodes_and_pods() -> None:
    text = cluster(
        "load_balancer: LB, control_plane: [Api, etcd], nodes: [{name: A, pods: [p1, p2]}, {name: B, pods: p3}, {name: C}]"
    )
    assert text.startswith("flowchart TB\n")
    assert {"Control Plane": ["Api", "etcd"], "A": ["p1", "p2"], "B": ["p3"]}.items() <= groups(text).items()
    assert '["Kubernetes Cluster"]' in text
    assert links(text) == {("LB", "Api"), ("Api", "Worker Nodes")}
    assert '["C"]' in text


@pytest.mark.parametrize(
    ("data", "meant"),
    [
        ("load_balancer: LB", set()),
        ("control_plane: [Api]", set()),
        ("nodes: [{name: A}]", set()),
        ("load_balancer: LB, nodes: [{name: A}]", {("LB", "Worker Nodes")}),
        ("control_plane: [Api], nodes: [{name: A}]", {("Api", "Worker Nodes")}),
        ("load_balancer: LB, control_plane: Api", {("LB", "Api")}),
    ],
)
def test_a_cluster_is_drawn_from_what_is_there(data: str, meant: set[tuple[str, str]]) -> None:
    text = cluster(data)
    assert links(text) == meant
    assert ("Worker Nodes" in text) == ("nodes" in data)
    assert ("Control Plane" in text) == ("control_plane" in data)


# Chains of steps


@pytest.mark.parametrize("path", ["iac.pipeline", "release.process"])
def test_steps_are_drawn_one_after_the_other(path: str) -> None:
    text = drawn(nested(path, "{steps: [One, '`two` *2*', [a, b], 4]}"))
    assert text.startswith("flowchart LR\n")
    assert chain(text) == ["One", "two 2", "a, b", "4"]


def test_a_single_step_is_drawn() -> None:
    assert '["One"]' in drawn("iac: {pipeline: {steps: [One]}}\n")


# Scanning pipeline


def test_phases_and_their_scans_are_drawn() -> None:
    yaml = "devsecops: {scanning_pipeline: {phases: [{name: P, scans: [a, b]}, {name: Q}, {name: R, scans: c}]}}\n"
    assert groups(drawn(yaml)) == {"P": ["a", "b"], "R": ["c"]}
    assert chain(drawn(yaml)) == ["a", "b", "Q", "c"]


def test_without_phases_the_tools_are_drawn_grouped_by_when() -> None:
    tools = "[{category: A, when: CI}, {category: B, when: Live}, {category: C, when: CI}, {category: D}, {category: A, when: CI}]"
    text = drawn(f"devsecops: {{tools: {tools}}}\n")
    assert groups(text) == {"CI": ["A", "C"], "Live": ["B"]}
    assert chain(text) == ["A", "C", "B"]


def test_phases_replace_the_tools() -> None:
    text = drawn(
        "devsecops: {tools: [{category: A, when: CI}], scanning_pipeline: {phases: [{name: P, scans: [x]}]}}\n"
    )
    assert groups(text) == {"P": ["x"]}


def test_tools_without_when_give_no_diagram() -> None:
    assert "```mermaid" not in page("devsecops: {tools: [{category: A}]}\n")


@pytest.mark.parametrize("key", SECTIONS)
def test_sections_without_data_have_no_diagram(key: str) -> None:
    assert "```mermaid" not in page(f"{key}: {{summary: Words}}\n")
