"""Sections 3 and 4: continuous integration and continuous deployment."""

from __future__ import annotations

from mkdocs_arckit.model.base import Choice, DrawnDiagram, Model, Named, Row, WithOwnKeys, key_field, required
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.fields import Cell, Cells, Side
from mkdocs_arckit.model.section import Section, element


class StepGroup(Named):
    """Steps that belong together in a diagram."""

    name: Cell = required("Name", "The group's name")
    steps: Cells | None = key_field("Steps", "Its steps, in order; one that ends in `?` is a decision")


class CiPipeline(DrawnDiagram):
    """The CI pipeline; without it, the diagram is drawn from `stages`."""

    trigger: Cell | None = key_field("Trigger", "What starts the pipeline; it is the first group")
    groups: list[StepGroup] | None = key_field("Groups", "Groups of steps")
    flow: Cells | None = key_field(
        "Flow", "Chains of step names, `A --> B --> C`, or `Group/Step`; without it, one after the other"
    )


class StageRow(Row):
    stage: Cell = required("Stage")
    jobs: Cell | None = key_field("Jobs")
    duration_target: Cell | None = key_field("Duration Target")
    failure_action: Cell | None = key_field("Failure Action")


class StageTotal(WithOwnKeys):
    """The bold last row of the stages."""

    duration_target: Cell | None = key_field("Duration Target")
    failure_action: Cell | None = key_field("Failure Action")


class GateRow(Row):
    gate: Cell = required("Gate")
    threshold: Cell | None = key_field("Threshold")
    enforcement: Cell | None = key_field("Enforcement")


class ArtifactRow(Row):
    artifact: Cell = required("Artifact")
    registry: Cell | None = key_field("Registry")
    retention: Cell | None = key_field("Retention")


class Ci(Section):
    """3. CI Pipeline Design."""

    number = 3
    title = "CI Pipeline Design"
    parts = frozenset({"total"})

    pipeline: CiPipeline | None = element("Pipeline Architecture", "The pipeline's diagram")
    stages: list[StageRow] | None = element("CI Stages", "The stages, and the jobs of each")
    total: StageTotal | None = key_field("Total", "The bold last row of the stages")
    quality_gates: list[GateRow] | None = element("Quality Gates", "What has to pass before a change continues")
    artifacts: list[ArtifactRow] | None = element("Artifact Management", "What is kept, where, for how long")


class DeploymentPipeline(DrawnDiagram):
    """The deployment pipeline; it is drawn from `promotion`."""


class PromotionRow(Row):
    environment: Cell = required("Environment")
    trigger: Cell | None = key_field("Trigger")
    approval: Cell | None = key_field("Approval")
    duration: Cell | None = key_field("Duration")


class StrategyOption(Row):
    strategy: Cell = required("Strategy")
    description: Cell | None = key_field("Description")
    use_case: Cell | None = key_field("Use Case")
    rollback_time: Cell | None = key_field("Rollback Time")


class BlueGreen(DrawnDiagram):
    """Two environments, one of them live."""

    load_balancer: Cell | None = key_field("Load balancer", "What directs the traffic")
    live: Side | None = key_field("Live", "The environment that has the traffic")
    blue: Cell | None = key_field("Blue", "Its instances")
    green: Cell | None = key_field("Green", "Its instances")
    note: Cell | None = key_field("Note", "A note in the diagram")


class CanaryRow(Row):
    phase: Cell = required("Phase")
    traffic: Cell | None = key_field("Traffic to Canary")
    duration: Cell | None = key_field("Duration")
    success_criteria: Cell | None = key_field("Success Criteria")


class FlagPlatformRow(Row):
    platform: Cell = required("Platform")
    purpose: Cell | None = key_field("Purpose")


class FlagTypeRow(Row):
    flag_type: Cell = required("Flag Type")
    use_case: Cell | None = key_field("Use Case")


class FeatureFlags(Model):
    """Two tables: the platforms and the types of flag."""

    platforms: list[FlagPlatformRow] | None = key_field("Platforms", "What serves the flags")
    types: list[FlagTypeRow] | None = key_field("Types", "The types of flag in use")


class Cd(Section):
    """4. CD Pipeline Design."""

    number = 4
    title = "CD Pipeline Design"

    deployment_pipeline: DeploymentPipeline | None = element("Deployment Pipeline", "Drawn from `promotion`")
    promotion: list[PromotionRow] | None = element(
        "Environment Promotion", "How a release gets from one environment to the next"
    )
    strategies: Choice[StrategyOption] | None = element(
        "Deployment Strategies", "How a release replaces the one before"
    )
    blue_green: BlueGreen | None = element("Blue-Green Deployment", "The two environments of a blue-green deployment")
    canary: list[CanaryRow] | None = element("Canary Deployment", "The phases of a canary deployment")
    rollback: Code | None = element("Rollback Procedure", "Shell commands")
    feature_flags: FeatureFlags | None = element(
        "Feature Flags", "What switches features, and which switches there are"
    )
