"""A diagram whose words and arrows are those of the data becomes data; any other stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_arckit.authoring.charts import chart_as_data, read_flow

CI = """flowchart LR
    subgraph Trigger
        A[Push/PR]
    end
    subgraph Build
        B[Checkout]
        C["Compile (all)"]
    end
    subgraph Test
        D[Unit]
        E[System]
    end
    A --> B --> C
    C --> D
    C --> E
"""


def as_data(key: str, element: str, diagram: str, **more: Any) -> Any:
    return chart_as_data(key, element, {element: {"diagram": diagram}, **more})


def test_groups_and_the_ways_between_them() -> None:
    assert as_data("ci", "pipeline", CI) == {
        "trigger": "Push/PR",
        "groups": [
            {"name": "Build", "steps": ["Checkout", "Compile (all)"]},
            {"name": "Test", "steps": ["Unit", "System"]},
        ],
        "flow": ["Checkout --> Compile (all) --> Unit", "Compile (all) --> System"],
    }


def test_steps_and_phases() -> None:
    steps = "graph TD\n  A[Plan] --> B{Merge?}\n  B -->|Yes| C[Apply];\n"
    assert as_data("iac", "pipeline", steps) == {"steps": ["Plan", "Merge?", "Apply"]}
    phases = 'flowchart LR\n subgraph p["Pre"]\n  A[a]\n end\n subgraph CI\n  B[b]\n end\n A --> B\n'
    assert as_data("devsecops", "scanning_pipeline", phases) == {
        "phases": [{"name": "Pre", "scans": ["a"]}, {"name": "CI", "scans": ["b"]}]
    }


def test_what_other_data_says_needs_nothing() -> None:
    promotion = [{"environment": "Dev", "approval": "Automatic"}]
    drawn = "flowchart LR\n  A[Build #amp; Test] --> B(Automatic) --> C[(Dev)]\n"
    assert as_data("cd", "deployment_pipeline", drawn, promotion=promotion) == {}


@pytest.mark.parametrize(
    "diagram",
    [
        "flowchart LR\n  A[Plan] --> B[Do]\n  A --> C[Not]\n",
        "flowchart LR\n  A[Plan] --> B[a<br/>b]\n",
        "flowchart LR\n  A --> B\n",
        "flowchart LR\n  subgraph X\n  A[a]\n",
        "flowchart LR\n",
        "sequenceDiagram\n  A->>B: x\n",
    ],
)
def test_what_says_something_else_stays(diagram: str) -> None:
    assert as_data("iac", "pipeline", diagram) is None


def test_a_diagram_that_is_no_data_of_its_element_stays() -> None:
    assert as_data("cd", "blue_green", "flowchart LR\n  A[a] --> B[b]\n") is None
    assert read_flow("flowchart LR\n" + "  A[a] --> B[b]\n" * 2000) is None
