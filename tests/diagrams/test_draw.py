"""The Mermaid text of each of the eight diagrams, to the letter."""

from __future__ import annotations

import re
from textwrap import dedent, indent

import pytest

from mkdocs_arckit.diagrams.draw import draw
from mkdocs_arckit.diagrams.mermaid import MAX_LABEL, branch_name, label, trunk_name
from tests.helpers.documents import strategy
from tests.helpers.flowcharts import unset


def drawn(place: str, yaml: str) -> str | None:
    """The diagram of an element, `section.element`, from the YAML of its section, without its description."""
    key, element = place.split(".")
    section = strategy(f"{key}:\n{indent(dedent(yaml).strip(chr(10)), '  ')}\n")
    drawing = draw(key, element, getattr(section, key))
    return re.sub(r"(?m)^ +acc(Title|Descr): .*\n", "", unset(drawing.mermaid)) if drawing else None


def text(mermaid: str) -> str:
    return dedent(mermaid).strip()


GIT = """
    gitGraph
        %%{init: {"gitGraph": {"mainBranchName": "main", "showCommitLabel": false}}}%%
        commit
        branch "develop"
        commit
        checkout "main"
        merge "develop"
        branch "feature/*"
        commit
        checkout "main"
        merge "feature/*"
"""


@pytest.mark.parametrize(
    "branches",
    [
        "[main, develop, feature/*]",
        "['`main`', '`develop`', '`feature/*`']",
        "'`main`, then `develop`; `feature/*`, `main`'",
    ],
)
def test_branches_of_the_selected_strategy(branches: str) -> None:
    options = f"[{{strategy: Trunk, branches: [x, y]}}, {{strategy: '`GitFlow`', branches: {branches}}}]"
    assert drawn("source_control.branching", f"branching: {{selected: GitFlow, options: {options}}}") == text(GIT)


@pytest.mark.parametrize("branches", ["[main]", "main and develop", "'`main` only'", "[main, main]", ""])
def test_fewer_than_two_branches_give_none(branches: str) -> None:
    yaml = f"branching: {{selected: A, options: [{{strategy: A, description: x, branches: {branches}}}]}}"
    assert drawn("source_control.branching", yaml.replace("description: x, ", "")) is None


def test_groups_behind_their_triggers() -> None:
    yaml = """
    pipeline:
      trigger: [Push, PR]
      groups: [{name: Build, steps: [Compile, 'Passed?']}, {name: Test, steps: [Unit, End]}, {name: Alone}]
    stages: [{stage: Not drawn, jobs: Nor this}]
    """
    mermaid = """
    flowchart TB
        subgraph g1["Trigger"]
            direction TB
            n2["Push"]
            n3["PR"]
        end
        subgraph g4["Build"]
            direction LR
            n5["Compile"]
            n6{"Passed?"}
        end
        subgraph g7["Test"]
            direction LR
            n8(["Unit"])
            n9(["End"])
        end
        n10["Alone"]
        n5 --> n6
        n8 --> n9
        g1 --> g4
        g4 -->|Yes| g7
        g7 --> n10
        class n5 build
        class n8,n9 test
        class n6 approval
    """
    assert drawn("ci.pipeline", yaml) == text(mermaid)


def test_a_flow_with_a_step_that_two_groups_have() -> None:
    yaml = """
    pipeline:
      trigger: Push
      groups: [{name: Build, steps: ['`make`', Scan]}, {name: Test, steps: ['Fine?', Scan]}]
      flow: [Push --> make --> Build/Scan, 'make --> Fine? --> Test/Scan', Push --> make]
    """
    mermaid = """
    flowchart TB
        subgraph g1["Trigger"]
            n2["Push"]
        end
        subgraph g3["Build"]
            n4["make"]
            n5[["Scan"]]
        end
        subgraph g6["Test"]
            n7{"Fine?"}
            n8[["Scan"]]
        end
        n2 --> n4
        n4 --> n5
        n4 --> n7
        n7 -->|Yes| n8
        class n4 build
        class n5,n8 security
        class n7 approval
    """
    assert drawn("ci.pipeline", yaml) == text(mermaid)


def test_stages_in_place_of_groups() -> None:
    yaml = "stages: [{stage: Build, jobs: [Compile, Lint]}, {stage: Deploy}, {stage: Test, jobs: '**Unit**, `pytest`'}]"
    mermaid = """
    flowchart LR
        subgraph g1["Build"]
            n2["Compile"]
            n3["Lint"]
        end
        n4["Deploy"]
        subgraph g5["Test"]
            n6(["Unit, pytest"])
        end
        n2 --> n3
        n3 --> n4
        n4 --> n6
        class n2,n3 build
        class n6 test
    """
    assert drawn("ci.pipeline", yaml) == text(mermaid)


def test_environments_behind_their_gates() -> None:
    yaml = "promotion: [{environment: Dev, trigger: Merge}, {environment: Prod, approval: Change board}]"
    mermaid = """
    flowchart LR
        n1["Build & Test"]
        n2[("Dev")]
        n3{"Change board"}
        n4[("Prod")]
        n1 --> n2
        n2 --> n3
        n3 --> n4
        class n2,n4 environment
        class n3 approval
    """
    assert drawn("cd.deployment_pipeline", yaml) == text(mermaid)


BLUE_GREEN = """
    flowchart TB
        subgraph g1["Production"]
            direction TB
            n2["ALB"]
            subgraph g6["Green{green}"]
                direction TB
                n7["G 1"]
                n8["G 2"]
            end
            subgraph g3["Blue{blue}"]
                direction TB
                n4["B 1"]
                n5["B 2"]
            end
        end
        n9["Switch: DNS"]
        n2 {to_blue} g3
        n2 {to_green} g6
        g1 ~~~ n9
"""


@pytest.mark.parametrize(
    ("live", "words"),
    [
        ("blue", {"blue": " (Current)", "green": " (New)", "to_blue": "-->|100%|", "to_green": "-.->|0%|"}),
        ("green", {"blue": " (New)", "green": " (Current)", "to_blue": "-.->|0%|", "to_green": "-->|100%|"}),
        ("", {"blue": "", "green": "", "to_blue": "-->", "to_green": "-->"}),
    ],
)
def test_blue_and_green(live: str, words: dict[str, str]) -> None:
    yaml = f"blue_green: {{load_balancer: ALB, live: {live}, blue: [B 1, B 2], green: [G 1, G 2], note: 'Switch: DNS'}}"
    assert drawn("cd.blue_green", yaml) == text(BLUE_GREEN.format(**words))


def test_a_question_is_a_decision_whose_exit_is_yes() -> None:
    mermaid = """
    flowchart LR
        n1["Plan"]
        n2{"Approved?"}
        n3["Apply"]
        n1 --> n2
        n2 -->|Yes| n3
        class n2 approval
    """
    assert drawn("iac.pipeline", "pipeline: {steps: [Plan, 'Approved?', Apply]}") == text(mermaid)
    assert drawn("release.process", "process: {steps: [Plan, '**Approved?**', '`Apply`']}") == text(mermaid)


def test_a_cluster() -> None:
    yaml = """
    architecture:
      control_plane: [API server, etcd]
      nodes: [{name: Node 1, pods: [a, b]}, {name: Node 2}]
      load_balancer: LB
    """
    mermaid = """
    flowchart TB
        subgraph g1["Kubernetes Cluster"]
            direction TB
            subgraph g2["Control Plane"]
                direction TB
                n3["API server"]
                n4["etcd"]
            end
            subgraph g5["Worker Nodes"]
                direction TB
                subgraph g9["Node 2"]
                    direction TB
                end
                subgraph g6["Node 1"]
                    direction TB
                    n7["a"]
                    n8["b"]
                end
            end
        end
        n10["LB"]
        n10 --> n3
        n3 --> g5
        n10 ~~~ n4
        n4 ~~~ g5
    """
    assert drawn("kubernetes.architecture", yaml) == text(mermaid)


SCANS = """
    flowchart LR
        subgraph g1["Commit"]
            n2[["Secrets"]]
            n3[["SAST"]]
        end
        subgraph g4["Build"]
            n5[["Image"]]
        end
        n2 --> n3
        n3 --> n5
        class n2,n3,n5 security
"""


def test_scans_of_the_phases() -> None:
    phases = "phases: [{name: Commit, scans: [Secrets, SAST]}, {name: Build, scans: Image}]"
    tools = "tools: [{category: Not drawn, when: Never}]"
    assert drawn("devsecops.scanning_pipeline", f"scanning_pipeline: {{{phases}}}\n{tools}") == text(SCANS)


def test_scans_by_the_time_of_their_tools() -> None:
    yaml = """
    tools:
      - {category: Secrets, tool: gitleaks, when: Commit}
      - {category: Image, tool: trivy, when: Build}
      - {category: SAST, tool: semgrep, when: Commit}
      - {category: Secrets, tool: trufflehog, when: '`Commit`'}
      - {category: Pentest, tool: people}
    """
    assert drawn("devsecops.scanning_pipeline", yaml) == text(SCANS)


def test_an_own_diagram_or_none() -> None:
    own = "process:\n  steps: [Tag]\n  diagram: |\n    flowchart LR\n      a --> b\n"
    assert drawn("release.process", own) == "flowchart LR\n  a --> b\n"
    assert drawn("release.process", "process: {steps: [Tag], diagram: false}") is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", " "),
        ("plain text, 1.10 (new) & é 漢", "plain text, 1.10 (new) & é 漢"),
        ('a"b', "a#34;b"),
        ("#35;", "#35;35#59;"),
        ("&amp;", "#38;amp#59;"),
        ("fa:fa-car", "fa#58;fa-car"),
        ("12. x", "12#46; x"),
        ("- x", "#45; x"),
        ("x" * (MAX_LABEL + 1), "x" * (MAX_LABEL - 1) + "…"),
    ],
)
def test_what_mermaid_would_read_is_written_as_references(words: str, meant: str) -> None:
    assert label(words) == f'"{meant}"'


@pytest.mark.parametrize(
    ("words", "meant"),
    [("release/1.x", "release/1.x"), ('"main"', "#34;main#34;"), ("a;b<c>", "a#59;b#60;c#62;"), (" ", " ")],
)
def test_references_stand_in_branch_names(words: str, meant: str) -> None:
    assert branch_name(words) == f'"{meant}"'


@pytest.mark.parametrize(
    ("words", "quoted", "in_settings"),
    [
        ("main", '"main"', '"main"'),
        ("it's", '"it\'s"', '"it\\u0027s"'),
        ('a"b\\c', '"a\\"b\\\\c"', '"a\\"b\\\\c"'),
        ("#42 {x}", '"#42 {x}"', '"#42 \\u007bx\\u007d"'),
        ("#42; a<b", '"＃42; a‹b"', '"＃42; a‹b"'),
        ("%%{x", '"％％{x"', '"％％\\u007bx"'),
    ],
)
def test_look_alikes_stand_in_the_name_of_a_trunk_only_where_mermaid_would_change_it(
    words: str, quoted: str, in_settings: str
) -> None:
    assert trunk_name(words) == (quoted, in_settings)
