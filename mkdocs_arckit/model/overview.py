"""Sections 1 and 2: the overview and the source control strategy."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Tag, WithJsonSchema

from mkdocs_arckit.model.base import Choice, DrawnDiagram, Model, Row, key_field, required, without_own_keys
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.fields import CELL_SCHEMA, Cell, JsonSchema, Level, LevelKey
from mkdocs_arckit.model.section import Section, element

LAYERS = {
    "languages": "Languages",
    "frameworks": "Frameworks",
    "cloud_provider": "Cloud Provider",
    "container_runtime": "Container Runtime",
    "orchestration": "Orchestration",
    "ci_cd_platform": "CI/CD Platform",
    "iac_tool": "IaC Tool",
}
LEVELS = ("Manual", "CI Automation", "CI/CD", "Continuous Deployment", "Platform/GitOps")


class ObjectiveRow(Row):
    objective: Cell = required("Objective")
    target: Cell | None = key_field("Target")
    rationale: Cell | None = key_field("Rationale")


class MaturityLevel(Model):
    """Overrides the cells of one level's row."""

    level: LevelKey = required("Level", "The level, 1 to 5")
    name: Cell | None = key_field("Name", "Replaces the words in brackets")
    current: Cell | None = key_field("Current", "Replaces the Yes or No")
    target: Cell | None = key_field("Target", "Replaces the Yes or No")
    timeline: Cell | None = key_field("Timeline", "Replaces the entry of `timeline`")


class Maturity(Model):
    """How far along the five levels the project is, and will be."""

    current: Level | None = key_field("Current", "The level reached, 0 to 5")
    target: Level | None = key_field("Target", "The target level, 0 to 5")
    timeline: Annotated[dict[LevelKey, Cell] | None, BeforeValidator(without_own_keys)] = key_field(
        "Timeline", "By when each level is reached"
    )
    levels: list[MaturityLevel] | None = key_field("Level", "Overrides of single cells")


class TeamRow(Row):
    team: Cell = required("Team")
    responsibility: Cell | None = key_field("Responsibility")
    size: Cell | None = key_field("Size")


class LayerRow(Row):
    layer: Cell = required("Layer")
    technology: Cell | None = key_field("Technology")


def _stack_form(value: Any) -> str:
    return "rows" if isinstance(value, list) else "layers"


# Only a known layer may be left empty: any other is more likely the rest of a text after a comma.
_LAYERS_SCHEMA: JsonSchema = {
    "type": "object",
    "properties": {
        key: {
            "title": title,
            "description": "A text, or a list of texts",
            "anyOf": [*CELL_SCHEMA["anyOf"], {"type": "null"}],
        }
        for key, title in LAYERS.items()
    },
    "patternProperties": {f"^(?!x-|(?:{'|'.join(LAYERS)})$)": CELL_SCHEMA, "^x-": {}},
    "additionalProperties": CELL_SCHEMA,
}
TechnologyStack = Annotated[
    Annotated[dict[str, Cell], BeforeValidator(without_own_keys), WithJsonSchema(_LAYERS_SCHEMA), Tag("layers")]
    | Annotated[list[LayerRow], Tag("rows")],
    Discriminator(_stack_form),
]


class Overview(Section):
    """1. DevOps Overview."""

    number = 1
    title = "DevOps Overview"

    objectives: list[ObjectiveRow] | None = element("Strategic Objectives", "What the strategy is to achieve")
    maturity: Maturity | None = element("DevOps Maturity", "The current maturity level and the target")
    teams: list[TeamRow] | None = element("Team Structure", "Who does what")
    technology_stack: TechnologyStack | None = element(
        "Technology Stack", f"Technology by layer ({', '.join(LAYERS)}, or any other), or a list of rows"
    )


class PatternOption(Row):
    pattern: Cell = required("Pattern")
    description: Cell | None = key_field("Description")
    when_to_use: Cell | None = key_field("When to Use")


class BranchingOption(Row):
    strategy: Cell = required("Strategy")
    branches: Cell | None = key_field(
        "Branches", "A list of branches, or a text that names them as code; the first is the trunk"
    )


class Branching(Choice[BranchingOption], DrawnDiagram):
    """The branching strategy; its diagram shows the selected option's branches."""


class BranchRow(Row):
    branch: Cell = required("Branch")
    rules: Cell | None = key_field("Rules")


class CommitRow(Row):
    type: Cell = required("Type")
    description: Cell | None = key_field("Description")
    example: Cell | None = key_field("Example")


class SourceControl(Section):
    """2. Source Control Strategy."""

    number = 2
    title = "Source Control Strategy"

    repository_structure: Choice[PatternOption] | None = element("Repository Structure", "One repository or several")
    repository_layout: Code | None = element("Repository Layout", "The tree of folders, as text")
    branching: Branching | None = element("Branching Strategy", "How branches are used")
    branch_protection: list[BranchRow] | None = element("Branch Protection Rules", "What each branch requires")
    commit_conventions: list[CommitRow] | None = element("Commit Conventions", "The types of commit message")
