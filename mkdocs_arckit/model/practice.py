"""Sections 10 to 17: from developer experience to traceability."""

from __future__ import annotations

from typing import ClassVar

from mkdocs_arckit.model.base import Attributes, DrawnDiagram, Named, Ordered, Row, key_field, required
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.fields import Cell, Cells, TraceStatus
from mkdocs_arckit.model.runtime import Steps
from mkdocs_arckit.model.section import RowsSection, Section, element


class InnerLoopRow(Row):
    activity: Cell = required("Activity")
    target_time: Cell | None = key_field("Target Time")
    tools: Cell | None = key_field("Tools")


class SelfServiceRow(Row):
    capability: Cell = required("Capability")
    how: Cell | None = key_field("How")
    access: Cell | None = key_field("Access")


class DeveloperExperience(Section):
    """10. Developer Experience."""

    number = 10
    title = "Developer Experience"

    local_setup: Code | None = element("Local Development Setup", "Shell commands")
    dev_container: Code | None = element("Development Containers", "A `devcontainer.json`, as text")
    inner_loop: list[InnerLoopRow] | None = element("Inner Loop Optimization", "How fast the inner loop is to be")
    self_service: list[SelfServiceRow] | None = element(
        "Self-Service Capabilities", "What developers can do themselves"
    )


class Logging(Attributes):
    """How logs are kept."""

    format: Cell | None = key_field("Format")
    collector: Cell | None = key_field("Collector")
    storage: Cell | None = key_field("Storage")
    retention: Cell | None = key_field("Retention")


class MetricsSetup(Attributes):
    """How metrics are kept."""

    format: Cell | None = key_field("Format")
    collector: Cell | None = key_field("Collector")
    storage: Cell | None = key_field("Storage")
    visualization: Cell | None = key_field("Visualization")


class Tracing(Attributes):
    """How traces are kept."""

    protocol: Cell | None = key_field("Protocol")
    sampling: Cell | None = key_field("Sampling")
    storage: Cell | None = key_field("Storage")


class Observability(Section):
    """11. Observability Integration."""

    number = 11
    title = "Observability Integration"

    logging: Logging | None = element("Logging", "How logs are kept")
    log_schema: Code | None = element("Log Schema", "An example log entry, as JSON text")
    metrics: MetricsSetup | None = element("Metrics", "How metrics are kept")
    tracing: Tracing | None = element("Tracing", "How traces are kept")
    dashboards: Code | None = element("Dashboard as Code", "An example dashboard, as YAML text")


class Phase(Named):
    """A phase of the scanning pipeline."""

    name: Cell = required("Name", "The phase's name")
    scans: Cell | None = key_field("Scans", "What is scanned in it")


class ScanningPipeline(DrawnDiagram):
    """The scanning pipeline; without phases, it is drawn from `tools`, grouped by `when`."""

    phases: list[Phase] | None = key_field("Phases", "The phases and their scans")


class SecurityToolRow(Row):
    category: Cell = required("Category")
    tool: Cell | None = key_field("Tool")
    when: Cell | None = key_field("When")


class SlaRow(Row):
    severity: Cell = required("Severity")
    sla: Cell | None = key_field("SLA")
    action: Cell | None = key_field("Action")


class ComplianceRow(Row):
    framework: Cell = required("Framework")
    tool: Cell | None = key_field("Tool")
    checks: Cell | None = key_field("Checks")


class DevSecOps(Section):
    """12. DevSecOps."""

    number = 12
    title = "DevSecOps"

    scanning_pipeline: ScanningPipeline | None = element("Security Scanning Pipeline", "The scans and when they run")
    tools: list[SecurityToolRow] | None = element("Security Tools", "What scans what, and when")
    vulnerability_slas: list[SlaRow] | None = element("Vulnerability Management", "How fast a vulnerability is fixed")
    compliance_as_code: list[ComplianceRow] | None = element("Compliance as Code", "What checks compliance")


class VersioningRow(Row):
    type: Cell = required("Type")
    format: Cell | None = key_field("Format")
    example: Cell | None = key_field("Example")


class ChangelogRow(Row):
    tool: Cell = required("Tool")
    integration: Cell | None = key_field("Integration")


class Release(Section):
    """13. Release Management."""

    number = 13
    title = "Release Management"

    versioning: list[VersioningRow] | None = element("Versioning", "How versions are written")
    process: Steps | None = element("Release Process", "From a finished feature to the release")
    changelog: list[ChangelogRow] | None = element("Changelog Generation", "How the changelog is made")
    hotfix: Cells | None = element("Hotfix Process", "The numbered steps of a hotfix")


class ComponentRow(Row):
    component: Cell = required("Component")
    tool: Cell | None = key_field("Tool")
    purpose: Cell | None = key_field("Purpose")


class GoldenPathRow(Row):
    path: Cell = required("Path")
    description: Cell | None = key_field("Description")
    includes: Cell | None = key_field("Includes")


class ApiRow(Row):
    api: Cell = required("API")
    purpose: Cell | None = key_field("Purpose")
    access: Cell | None = key_field("Access")


class Platform(Section):
    """14. Platform Engineering."""

    number = 14
    title = "Platform Engineering"

    components: list[ComponentRow] | None = element("Internal Developer Platform (IDP)", "What the platform is made of")
    golden_paths: list[GoldenPathRow] | None = element("Golden Paths", "The ways that are paved")
    apis: list[ApiRow] | None = element("Platform APIs", "The APIs that the platform offers")


class CodeOfPracticeRow(Row):
    point: Cell = required("Point")
    requirement: Cell | None = key_field("Requirement")
    implementation: Cell | None = key_field("Implementation")


class CloudFirst(Attributes):
    """How the cloud-first policy is followed."""

    bold = False

    primary_cloud: Cell | None = key_field("Primary Cloud")
    multi_cloud: Cell | None = key_field("Multi-cloud Strategy")
    egress: Cell | None = key_field("Egress Strategy")


class StandardRow(Row):
    area: Cell = required("Area")
    standard: Cell | None = key_field("Standard")


class UkGovernment(Section):
    """15. UK Government Compliance."""

    number = 15
    title = "UK Government Compliance"

    technology_code_of_practice: list[CodeOfPracticeRow] | None = element(
        "Technology Code of Practice", "How its points are met"
    )
    cloud_first: CloudFirst | None = element("Cloud First Implementation", "How the cloud-first policy is followed")
    open_standards: list[StandardRow] | None = element("Open Standards Used", "The open standards in use")


class DoraRow(Row):
    """A DORA metric; the last column is DORA's own. A plain text is its current value."""

    label: Cell | None = key_field("Metric", "Other words for the metric's name")
    current: Cell | None = key_field("Current")
    target: Cell | None = key_field("Target")

    @classmethod
    def expand(cls, data: object) -> object:
        return {"current": data} if isinstance(data, str) else data


class Dora(Ordered):
    """The four DORA metrics, a row each."""

    headings: ClassVar[dict[str, str]] = {
        "metric": "Metric",
        "current": "Current",
        "target": "Target",
        "elite": "Industry Elite",
    }
    elite: ClassVar[dict[str, str]] = {
        "deployment_frequency": "On-demand",
        "lead_time": "<1 hour",
        "change_failure_rate": "<15%",
        "mttr": "<1 hour",
    }

    deployment_frequency: DoraRow | None = key_field("Deployment Frequency")
    lead_time: DoraRow | None = key_field("Lead Time for Changes")
    change_failure_rate: DoraRow | None = key_field("Change Failure Rate")
    mttr: DoraRow | None = key_field("MTTR")


class MetricRow(Row):
    metric: Cell = required("Metric")
    current: Cell | None = key_field("Current")
    target: Cell | None = key_field("Target")


class ImprovementRow(Row):
    activity: Cell = required("Activity")
    frequency: Cell | None = key_field("Frequency")
    owner: Cell | None = key_field("Owner")


class Metrics(Section):
    """16. Metrics & Improvement."""

    number = 16
    title = "Metrics & Improvement"

    dora: Dora | None = element("DORA Metrics", "The four DORA metrics, current and target")
    engineering: list[MetricRow] | None = element("Engineering Metrics", "Further metrics")
    improvement: list[ImprovementRow] | None = element("Continuous Improvement", "What is done to get better")


class TraceRow(Row):
    id: Cell = required("Requirement ID", "An ID, a list of them, or a range such as `FR-033 to FR-038`")
    requirement: Cell | None = key_field("Requirement")
    element: Cell | None = key_field("DevOps Element")
    status: TraceStatus | None = key_field("Status", "met, partial, planned or not_met, or your own words")


class Traceability(RowsSection):
    """17. Requirements Traceability."""

    number = 17
    title = "Requirements Traceability"

    rows: list[TraceRow] | None = element("Requirements Traceability", "Which requirement is met by what")
