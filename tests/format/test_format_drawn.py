"""Rule 5: seven flowcharts, each drawn from the data beside it."""

from __future__ import annotations

import re

import pytest

from tests.helpers.contract import nested
from tests.helpers.documents import error, mermaid, page
from tests.helpers.findings import suggested
from tests.helpers.flowcharts import chain, groups, links, unset


def drawn(yaml: str) -> str:
    """The only diagram of a page."""
    return unset(mermaid(page(yaml)))


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


@pytest.mark.parametrize(
    "yaml",
    [
        "ci: {pipeline: {trigger: Push}}",
        "ci: {stages: [{stage: Build}]}",
        "iac: {pipeline: {steps: [One]}}",
        "release: {process: {steps: [One]}}",
        "kubernetes: {architecture: {load_balancer: LB}}",
        "devsecops: {scanning_pipeline: {phases: [{name: A}]}}",
    ],
)
def test_one_box_alone_is_no_diagram(yaml: str) -> None:
    assert "```mermaid" not in page(yaml + "\n")


def test_a_group_with_one_step_is_a_diagram() -> None:
    assert groups(ci("groups: [{name: Build, steps: [Compile]}]")) == {"Build": ["Compile"]}


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
    assert links(text) == {("Push", "Lint"), ("Cron", "Unit"), ("Checkout", "Compile")}


@pytest.mark.parametrize(
    ("flow", "meant"),
    [
        ("Checkout --> Lint", "Checkout-Lint Checkout-Compile Lint-Unit Unit-Push"),
        ("Lint --> Compile", "Lint-Compile Checkout-Compile Lint-Unit Unit-Push"),
        ("Build --> Ship", "Checkout-Compile Compile-Push Compile-Lint Lint-Unit"),
        ("Build --> Test, Build --> Ship", "Checkout-Compile Compile-Lint Lint-Unit Compile-Push"),
        ("Test --> Build/Compile", "Lint-Unit Unit-Compile Checkout-Compile Unit-Push"),
    ],
)
def test_a_flow_leaves_the_steps_that_it_does_not_name_in_the_order_of_their_groups(flow: str, meant: str) -> None:
    three = GROUPS.replace("}]", "}, {name: Ship, steps: [Push]}]")
    assert links(ci(f"{three}, flow: [{flow}]")) == {tuple(link.split("-")) for link in meant.split()}


def test_a_trigger_that_a_flow_does_not_name_starts_its_first_step() -> None:
    text = ci(f"trigger: [Push, Cron], {GROUPS}, flow: [Test --> Build]")
    inner = {("Lint", "Unit"), ("Unit", "Checkout"), ("Checkout", "Compile")}
    assert links(text) == {("Push", "Lint"), ("Cron", "Lint"), *inner}


def test_a_flow_names_the_trigger_as_a_group() -> None:
    text = ci(f"trigger: [Push, Cron], {GROUPS}, flow: [Trigger --> Test]")
    inner = {("Checkout", "Compile"), ("Lint", "Unit")}
    assert {("Push", "Lint"), ("Cron", "Lint")} | inner <= links(text)


def test_a_group_whose_name_another_has_too_is_an_error_in_a_flow() -> None:
    twice = "groups: [{name: A, steps: [x]}, {name: A, steps: [y]}, {name: B, steps: [z]}]"
    assert error(f"ci: {{pipeline: {{{twice}, flow: [▸A --> B]}}}}\n").rule == "flow"


def test_a_flow_draws_each_link_once() -> None:
    assert ci(f"{GROUPS}, flow: [Checkout --> Lint, Checkout --> Lint --> Unit]").count("-->") == 3


def test_a_flow_tells_steps_of_one_name_apart_by_their_groups() -> None:
    twice = "groups: [{name: A, steps: [Run, Scan]}, {name: B, steps: [Run]}]"
    text = ci(f"{twice}, flow: [A/Run --> Scan --> B/Run]")
    runs = re.findall(r'(n\d+)\["Run"\]', text)
    scan = re.search(r'(n\d+)\[\["Scan"\]\]', text)
    assert scan
    assert re.findall(r"n\d+ --> n\d+", text) == [f"{runs[0]} --> {scan[1]}", f"{scan[1]} --> {runs[1]}"]


def test_a_flow_names_steps_without_their_code_marks() -> None:
    text = ci("groups: [{name: A, steps: ['`make` all', 'Test `a --> b`']}], flow: ['make all --> Test `a --> b`']")
    assert links(text) == {("make all", "Test a --#62; b")} or len(links(text)) == 1


def test_a_flow_that_names_no_step_is_an_error() -> None:
    problem = error(f"ci: {{pipeline: {{{GROUPS}, flow: [Checkout --> Lint, ▸Lint --> Unti]}}}}\n")
    assert (problem.rule, suggested(problem)) == ("flow", ["Unit"])


def test_a_flow_that_names_nothing_is_told_which_stages_and_jobs_there_are() -> None:
    problem = error("ci: {stages: [{stage: Build, jobs: [Compile, Lint]}], pipeline: {flow: [▸Xyz --> Lint]}}\n")
    assert (problem.rule, suggested(problem)) == ("flow", ["Build", "Compile", "Lint"])


def test_a_flow_without_steps_is_told_where_they_are_written() -> None:
    assert suggested(error("ci: {pipeline: {flow: [▸Build]}}\n")) == ["groups", "stages"]


def test_a_flow_names_groups_without_steps() -> None:
    stages = "stages: [{stage: Build}, {stage: Test, jobs: [Unit]}]"
    text = drawn(f"ci: {{pipeline: {{flow: [Build --> Unit]}}, {stages}}}\n")
    assert links(text) == {("Build", "Unit")}


def test_a_flow_names_groups_whose_names_are_lists() -> None:
    text = ci("groups: [{name: [A, B], steps: [Run]}, {name: C, steps: [Run]}], flow: ['A, B/Run --> C/Run']")
    assert links(text) == {("Run", "Run")}


def test_a_flow_that_names_a_step_of_two_groups_is_an_error() -> None:
    twice = "groups: [{name: A, steps: [Run, Scan]}, {name: B, steps: [Run]}]"
    problem = error(f"ci: {{pipeline: {{{twice}, flow: [▸Run --> Scan]}}}}\n")
    assert (problem.rule, suggested(problem)) == ("flow", ["A/Run", "B/Run"])


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
    assert re.findall(r'n\d+\{"(.*?)"\}', text) == ["Manual, by ops"]
    assert re.findall(r'n\d+\("(.*?)"\)', text) == ["Automatic"]


@pytest.mark.parametrize("approval", ["none", "No", "-", "—", "N/A", "None required", "No approval needed", "`none`."])
def test_an_approval_that_says_there_is_none_is_no_gate(approval: str) -> None:
    text = drawn(f"cd: {{promotion: [{{environment: Dev, approval: '{approval}'}}, {{environment: Live}}]}}\n")
    assert chain(text) == ["Build & Test", "Dev", "Live"]


@pytest.mark.parametrize("approval", ["Auto", "automatic", "Automated on green", "Fully automatic"])
def test_an_automatic_approval_is_a_gate_without_a_question(approval: str) -> None:
    assert f'("{approval}")' in drawn(f"cd: {{promotion: [{{environment: Dev, approval: '{approval}'}}]}}\n")


@pytest.mark.parametrize(
    "approval", ["Auto / manual", "Automatic or the board", "Autumn board", "No one but Jo", "Auto?"]
)
def test_an_approval_that_somebody_may_have_to_give_is_a_question(approval: str) -> None:
    assert f'{{"{approval}"}}' in drawn(f"cd: {{promotion: [{{environment: Dev, approval: '{approval}'}}]}}\n")


@pytest.mark.parametrize(
    "yaml",
    [
        "cd: {promotion: [{environment: 'Live?'}]}",
        "cd: {blue_green: {load_balancer: 'LB?', blue: ['b?'], green: ['g?'], note: 'Ready?'}}",
        "kubernetes: {architecture: {load_balancer: 'LB?', control_plane: ['Api?'], nodes: [{name: 'A?', pods: ['p?']}]}}",
        "devsecops: {scanning_pipeline: {phases: [{name: 'P?', scans: ['s?']}, {name: 'Q?'}]}}",
        "ci: {pipeline: {trigger: 'Push?'}, stages: [{stage: Build}]}",
    ],
)
def test_only_a_step_is_a_question(yaml: str) -> None:
    text = drawn(yaml + "\n")
    assert '{"' not in text
    assert "Yes" not in text


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
    assert {*groups(text)} == {"Blue", "Green"}
    assert "%" not in text
    assert "Current" not in text


def test_a_load_balancer_that_is_not_given_is_not_drawn() -> None:
    assert links(blue_green("blue: [b1], green: [g1]")) == set()


@pytest.mark.parametrize("live", ["Blue", "GREEN", "red", "no"])
def test_another_live_environment_is_an_error(live: str) -> None:
    problem = error(f"cd: {{blue_green: {{live: ▸{live}}}}}\n")
    assert problem.rule == "enumeration"
    assert suggested(problem) == [word for word in ("blue", "green") if word == live.lower()]


def test_a_live_environment_is_one_text() -> None:
    assert error("cd: {blue_green: {▸live: [blue, green]}}\n").rule == "type"


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


@pytest.mark.parametrize(
    ("to", "meant"),
    [
        ("", {("LB", "Api"), ("Api", "Worker Nodes")}),
        (", to: control_plane", {("LB", "Api"), ("Api", "Worker Nodes")}),
        (", to: nodes", {("LB", "Worker Nodes"), ("Api", "Worker Nodes")}),
    ],
)
def test_a_load_balancer_leads_where_its_author_says(to: str, meant: set[tuple[str, str]]) -> None:
    text = cluster(f"load_balancer: {{name: LB{to}}}, control_plane: [Api], nodes: [{{name: A}}, {{name: B}}]")
    assert links(text) == meant


def test_a_load_balancer_leads_to_nothing_else() -> None:
    problem = error("kubernetes: {architecture: {load_balancer: {name: LB, to: ▸pods}}}\n")
    assert problem.rule == "enumeration"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("heading: Nomad", "Nomad"),
        ("headings: {architecture: Nomad Cluster}", "Nomad Cluster"),
        ("heading: Nomad, headings: {architecture: Topology}", "Nomad"),
        ("summary: Words", "Kubernetes Cluster"),
    ],
)
def test_the_cluster_is_called_what_the_page_calls_it(words: str, name: str) -> None:
    text = page(f"kubernetes: {{{words}, architecture: {{nodes: [{{name: A}}, {{name: B}}]}}}}\n")
    assert f'["{name}"]' in mermaid(text)
    assert ("Kubernetes cluster" in text.replace("a Kubernetes", "A Kubernetes")) == (name == "Kubernetes Cluster")


# Chains of steps


@pytest.mark.parametrize("path", ["iac.pipeline", "release.process"])
def test_steps_are_drawn_one_after_the_other(path: str) -> None:
    text = drawn(nested(path, "{steps: [One, '`two` *2*', [a, b], 4]}"))
    assert text.startswith("flowchart LR\n")
    assert chain(text) == ["One", "two 2", "a, b", "4"]


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
