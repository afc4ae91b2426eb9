"""How charts are laid out: narrow enough for a phone, in rows and columns, each kind of stage in its shape."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mkdocs_arckit.diagrams.flowchart import Flowchart
from mkdocs_arckit.diagrams.gitgraph import GitGraph
from mkdocs_arckit.diagrams.layout import WIDEST, lay_out, node_width
from mkdocs_arckit.diagrams.parts import FlowNode, NodeGroup
from mkdocs_arckit.diagrams.stages import stage_of


def steps(*texts: str, direction: str = "LR") -> Flowchart:
    chart = Flowchart(direction)
    chart.chain([chart.node(text, "step") for text in texts])
    return chart


def in_groups(*groups: list[str]) -> Flowchart:
    chart = Flowchart("LR")
    nodes = [chart.group(f"Group {n}", texts)[1] for n, texts in enumerate(groups)]
    chart.chain([node for group in nodes for node in group])
    return chart


def test_a_short_chain_leads_from_the_left_to_the_right() -> None:
    assert steps("Freeze", "Tag", "Announce").mermaid().startswith("flowchart LR\n")


def test_a_chain_that_is_too_wide_leads_from_the_top_to_the_bottom() -> None:
    text = steps(*(f"Step with the number {n}" for n in range(4))).mermaid()
    assert text.startswith("flowchart TB\n")
    assert "subgraph" not in text
    assert text.count("-->") == 3


def test_a_long_chain_has_two_columns_that_one_arrow_joins() -> None:
    text = steps(*(f"Step with the number {n}" for n in range(12))).mermaid()
    assert text.startswith("flowchart LR\n")
    assert text.index('c1[" "]') < text.index("number 5") < text.index('c2[" "]') < text.index("number 6")
    assert "c1 --> c2" in text
    assert "n6 --> n7" not in text
    assert text.count("-->") == 11


def test_the_exit_of_a_decision_at_the_end_of_a_column_is_still_yes() -> None:
    text = steps(*(f"Step with the number {n}{'?' if n == 5 else ''}" for n in range(12))).mermaid()
    assert "c1 -->|Yes| c2" in text


def test_a_chain_that_is_too_wide_for_two_columns_has_one() -> None:
    assert steps(*("x" * 40 + str(n) for n in range(12))).mermaid().startswith("flowchart TB\n")


def test_groups_are_rows_below_one_another() -> None:
    chart = in_groups(["Checkout", "Install", "Compile"], ["Lint", "Unit", "Contract"], ["Image", "Push"])
    text = chart.mermaid()
    assert text.startswith("flowchart TB\n")
    assert text.count("direction LR") == 3
    assert {"    g1 --> g5", "    g5 --> g9"} <= {*text.splitlines()}


def test_a_group_that_is_too_wide_for_a_row_is_a_column() -> None:
    text = in_groups(["Checkout", "Compile"], [f"Contract tests {n}" for n in range(5)]).mermaid()
    assert [line.split()[1] for line in text.splitlines() if "direction" in line] == ["LR", "TB"]


def test_groups_beside_one_another_share_the_width() -> None:
    chart = Flowchart("LR")
    ways = [
        chart.group(name, [f"{name} {n}" for n in range(3)])[1] for name in ("Build", "Quality", "Security", "Ship")
    ]
    for way in ways:
        chart.chain(way)
    for before, after in ((0, 1), (0, 2), (1, 3), (2, 3)):
        chart.link(ways[before][-1], ways[after][0])
    assert [line.split()[1] for line in chart.mermaid().splitlines() if "direction" in line] == ["LR", "TB", "TB", "LR"]


def test_arrows_that_lead_into_the_middle_of_a_group_stay_where_they_lead() -> None:
    chart = in_groups([f"Checkout {n}" for n in range(4)], [f"Lint {n}" for n in range(4)])
    chart.link("n2", "n8")
    text = chart.mermaid()
    assert text.startswith("flowchart TB\n")
    assert "    n2 --> n8" in text.splitlines()
    assert "direction" not in text


def test_what_leads_back_to_its_start_is_laid_out_too() -> None:
    chart = in_groups([f"Checkout {n}" for n in range(4)], [f"Lint {n}" for n in range(4)])
    chart.link("n10", "n2")
    assert chart.mermaid().count("-->") == 8


def test_things_beside_one_another_go_below_one_another_where_there_is_no_room() -> None:
    texts = []
    for count in (2, 6):
        chart = Flowchart("TB")
        chart.begin("Production")
        balancer = chart.node("Load balancer")
        for side in ("Blue", "Green"):
            chart.link(balancer, chart.group(side, [f"{side} {n}" for n in range(count)])[0])
        chart.end()
        texts.append(chart.mermaid())
    assert ["direction LR" in text for text in texts] == [False, True]


def test_things_that_an_arrow_leads_into_are_in_rows_of_as_many_where_there_is_no_room() -> None:
    chart = Flowchart("TB")
    entry = chart.node("Load balancer")
    chart.begin("Cluster")
    parts = chart.group("Control Plane", ["API Server", "etcd", "Scheduler", "Controller Manager", "Cloud controller"])[
        1
    ]
    workers = chart.group("Worker Nodes", ["a"])[0]
    chart.end()
    chart.chain([entry, parts[0], workers])
    below = [line.strip() for line in chart.mermaid().splitlines() if "~~~" in line]
    assert below[:2] == ["n1 ~~~ n5", "n1 ~~~ n6"]
    assert below[2:] == ["n4 ~~~ n7", "n5 ~~~ n8", "n6 ~~~ n8", "n7 ~~~ g9", "n8 ~~~ g9"]


def test_a_note_stands_below() -> None:
    chart = Flowchart("TB")
    chart.group("Production", ["a", "b"])
    chart.node("Switch by DNS")
    assert "    g1 ~~~ n4" in chart.mermaid().splitlines()


@pytest.mark.parametrize("count", range(1, 30))
def test_rows_and_columns_are_no_wider_than_a_phone_can_show(count: int) -> None:
    for chart in (steps(*(f"Step {n} of it" for n in range(count))), in_groups(*[["Unit tests", "Lint it"]] * count)):
        parts = chart._open[0].inside
        layout = lay_out("LR", parts, chart.links)
        for part in layout.parts:
            nodes = part.inside if isinstance(part, NodeGroup) else [part]
            widths = [node_width(node) for node in nodes if isinstance(node, FlowNode)]
            across = (
                layout.direction if layout.direction == "LR" and not layout.inside else layout.inside.get(part.name)
            )
            assert (sum(widths) if across == "LR" else max(widths)) <= WIDEST


def test_no_step_and_no_way_is_lost() -> None:
    for count in range(2, 30):
        text = steps(*(f"Step {n} of it" for n in range(count))).mermaid()
        assert [f'"Step {n} of it"' in text for n in range(count)] == [True] * count
        joined = [(f"n{n}", f"n{n + 1}") for n in range(1, count)]
        drawn = [(a, b) for a, b in pairwise(f"n{n}" for n in range(1, count + 1)) if f"    {a} --> {b}" in text]
        assert len(drawn) + text.count("c1 --> c2") == len(joined)


@pytest.mark.parametrize(("names", "direction"), [(3, ""), (5, " TB:")])
def test_many_branches_stand_beside_one_another(names: int, direction: str) -> None:
    branches = ["main", "develop", "feature/*", "release/*", "hotfix/*"][:names]
    assert GitGraph(branches).mermaid().startswith(f"gitGraph{direction}\n")


@pytest.mark.parametrize(
    ("step", "group", "stage"),
    [
        ("Unit tests", "", "test"),
        ("Compile", "", "build"),
        ("Build image", "Artifacts", "build"),
        ("SAST", "Quality", "security"),
        ("Scan image", "Build", "security"),
        ("Security tests", "", "security"),
        ("Checkout", "Build", "build"),
        ("pytest", "Unit Test", "test"),
        ("Checkout", "Build and test", ""),
        ("Build and test", "Build", ""),
        ("Deploy to Test", "Test", ""),
        ("Contest the latest", "Attestation", ""),
        ("Lint", "", ""),
        ("", "", ""),
    ],
)
def test_a_stage_is_what_its_name_says_or_its_groups(step: str, group: str, stage: str) -> None:
    assert stage_of(step, group) == stage


def test_each_kind_of_stage_has_a_shape_of_its_own() -> None:
    chart = Flowchart("LR")
    for stage in ("build", "test", "security", "environment"):
        chart.node("x", "step", stage)  # type: ignore[arg-type]
    chart.node("x", "approval")
    chart.node("x", "gate")
    lines = [line.strip() for line in chart.mermaid().splitlines() if '"x"' in line]
    assert len({line[2:] for line in lines}) == 6
    assert "class n3 security" in chart.mermaid()
