"""The elements of the format, written down a second time: what `format.md` and the template say, not what the code does.

Each line is `section.element: key Heading | key Heading`. Headings and labels are the template's.
"""

from __future__ import annotations

_TABLES = """
revisions.rows: version Version | date Date | author Author | changes Changes | approved_by Approved By | approval_date Approval Date
overview.objectives: objective Objective | target Target | rationale Rationale
overview.teams: team Team | responsibility Responsibility | size Size
source_control.branch_protection: branch Branch | rules Rules
source_control.commit_conventions: type Type | description Description | example Example
ci.stages: stage Stage | jobs Jobs | duration_target Duration Target | failure_action Failure Action
ci.quality_gates: gate Gate | threshold Threshold | enforcement Enforcement
ci.artifacts: artifact Artifact | registry Registry | retention Retention
cd.promotion: environment Environment | trigger Trigger | approval Approval | duration Duration
cd.canary: phase Phase | traffic Traffic to Canary | duration Duration | success_criteria Success Criteria
cd.feature_flags.platforms: platform Platform | purpose Purpose
cd.feature_flags.types: flag_type Flag Type | use_case Use Case
iac.drift_detection: check Check | frequency Frequency | action Action
containers.base_images: application_type Application Type | base_image Base Image | size Size
containers.registries: registry Registry | url URL | use Use
containers.security: check Check | tool Tool | when When
containers.tagging: tag Tag | example Example | use Use
kubernetes.namespaces: namespace Namespace | purpose Purpose | teams Teams
kubernetes.resources: resource_type Resource Type | request Request | limit Limit | notes Notes
environments.list: environment Environment | purpose Purpose | data Data | access Access
environments.parity: aspect Aspect | parity_level Parity Level | notes Notes
secrets.types: type Type | storage Storage | rotation Rotation
secrets.injection: method Method | use_case Use Case
developer_experience.inner_loop: activity Activity | target_time Target Time | tools Tools
developer_experience.self_service: capability Capability | how How | access Access
devsecops.tools: category Category | tool Tool | when When
devsecops.vulnerability_slas: severity Severity | sla SLA | action Action
devsecops.compliance_as_code: framework Framework | tool Tool | checks Checks
release.versioning: type Type | format Format | example Example
release.changelog: tool Tool | integration Integration
platform.components: component Component | tool Tool | purpose Purpose
platform.golden_paths: path Path | description Description | includes Includes
platform.apis: api API | purpose Purpose | access Access
uk_government.technology_code_of_practice: point Point | requirement Requirement | implementation Implementation
uk_government.open_standards: area Area | standard Standard
metrics.engineering: metric Metric | current Current | target Target
metrics.improvement: activity Activity | frequency Frequency | owner Owner
traceability.rows: id Requirement ID | requirement Requirement | element DevOps Element | status Status
approval.rows: role Role | name Name | signature Signature | date Date
references.rows: document Document | type Type | source Source | key_extractions Key Extractions | path Path
references.documents: doc_id Doc ID | filename Filename | type Type | source_location Source Location | description Description
references.citations: citation_id Citation ID | doc_id Doc ID | page_section Page/Section | category Category | quoted_passage Quoted Passage
references.unreferenced: filename Filename | source_location Source Location | reason Reason
"""

_CHOICES = """
source_control.repository_structure: pattern Pattern | description Description | when_to_use When to Use
source_control.branching: strategy Strategy | branches Branches
cd.strategies: strategy Strategy | description Description | use_case Use Case | rollback_time Rollback Time
iac.tool: tool Tool | description Description
kubernetes.gitops: tool Tool | description Description
secrets.storage: tool Tool | description Description
"""

_ATTRIBUTES = """
iac.state: backend Backend | locking State Locking | encryption State Encryption | per_environment State per Environment
kubernetes.cluster: provider Provider | version Version | node_count Node Count | node_size Node Size | autoscaling Autoscaling
environments.ephemeral: trigger Trigger | lifetime Lifetime | url_pattern URL Pattern | resources Resources
observability.logging: format Format | collector Collector | storage Storage | retention Retention
observability.metrics: format Format | collector Collector | storage Storage | visualization Visualization
observability.tracing: protocol Protocol | sampling Sampling | storage Storage
uk_government.cloud_first: primary_cloud Primary Cloud | multi_cloud Multi-cloud Strategy | egress Egress Strategy
"""

Columns = dict[str, str]


def _read(text: str) -> dict[str, Columns]:
    found = {}
    for line in text.strip().splitlines():
        path, _, columns = line.partition(": ")
        found[path] = dict(column.split(" ", 1) for column in columns.split(" | "))
    return found


TABLES: dict[str, Columns] = _read(_TABLES)
"""Tables of rows: path → key → heading."""
CHOICES: dict[str, Columns] = _read(_CHOICES)
"""The six choices: path → key → heading of their options."""
ATTRIBUTES: dict[str, Columns] = _read(_ATTRIBUTES)
"""Attribute blocks: path → key → label."""
CODE: dict[str, str] = {
    "source_control.repository_layout": "",
    "cd.rollback": "bash",
    "iac.project_structure": "",
    "containers.dockerfile": "dockerfile",
    "kubernetes.argocd_application": "yaml",
    "developer_experience.local_setup": "bash",
    "developer_experience.dev_container": "json",
    "observability.log_schema": "json",
    "observability.dashboards": "yaml",
}
"""Code blocks and their language; the template names none for trees of folders."""
DIAGRAMS: dict[str, str] = {
    "source_control.branching": '{selected: Git, options: [{strategy: Git, branches: ["main", "dev"]}]}',
    "ci.pipeline": "{groups: [{name: Build, steps: [Compile]}]}",
    "cd.deployment_pipeline": "",
    "cd.blue_green": "{blue: [one], green: [two]}",
    "iac.pipeline": "{steps: [Plan, Apply]}",
    "kubernetes.architecture": "{control_plane: [API Server]}",
    "devsecops.scanning_pipeline": "{phases: [{name: CI, scans: [Static]}]}",
    "release.process": "{steps: [Tag, Ship]}",
}
"""Diagrams, and the least data that each is drawn from (the deployment pipeline has none of its own)."""
OTHERS: tuple[str, ...] = (
    "overview.maturity",
    "overview.technology_stack",
    "cd.feature_flags",
    "secrets.controls",
    "release.hotfix",
    "metrics.dora",
)
"""Elements of a shape of their own."""

SECTIONS: dict[str, str] = {
    "revisions": "Revision History",
    "overview": "1. DevOps Overview",
    "source_control": "2. Source Control Strategy",
    "ci": "3. CI Pipeline Design",
    "cd": "4. CD Pipeline Design",
    "iac": "5. Infrastructure as Code",
    "containers": "6. Container Strategy",
    "kubernetes": "7. Kubernetes / Orchestration",
    "environments": "8. Environment Management",
    "secrets": "9. Secret Management",
    "developer_experience": "10. Developer Experience",
    "observability": "11. Observability Integration",
    "devsecops": "12. DevSecOps",
    "release": "13. Release Management",
    "platform": "14. Platform Engineering",
    "uk_government": "15. UK Government Compliance",
    "metrics": "16. Metrics & Improvement",
    "traceability": "17. Requirements Traceability",
    "approval": "Approval",
    "references": "External References",
}
"""Every section but Document Control, in order: key → heading."""
LISTS: tuple[str, ...] = ("revisions", "traceability", "approval", "references")
"""The sections that are tables."""

ELEMENTS: dict[str, str] = {
    "overview.objectives": "Strategic Objectives",
    "overview.maturity": "DevOps Maturity",
    "overview.teams": "Team Structure",
    "overview.technology_stack": "Technology Stack",
    "source_control.repository_structure": "Repository Structure",
    "source_control.repository_layout": "Repository Layout",
    "source_control.branching": "Branching Strategy",
    "source_control.branch_protection": "Branch Protection Rules",
    "source_control.commit_conventions": "Commit Conventions",
    "ci.pipeline": "Pipeline Architecture",
    "ci.stages": "CI Stages",
    "ci.quality_gates": "Quality Gates",
    "ci.artifacts": "Artifact Management",
    "cd.deployment_pipeline": "Deployment Pipeline",
    "cd.promotion": "Environment Promotion",
    "cd.strategies": "Deployment Strategies",
    "cd.blue_green": "Blue-Green Deployment",
    "cd.canary": "Canary Deployment",
    "cd.rollback": "Rollback Procedure",
    "cd.feature_flags": "Feature Flags",
    "iac.tool": "IaC Tool Selection",
    "iac.project_structure": "Project Structure",
    "iac.state": "State Management",
    "iac.pipeline": "IaC Pipeline",
    "iac.drift_detection": "Drift Detection",
    "containers.base_images": "Base Images",
    "containers.dockerfile": "Dockerfile Best Practices",
    "containers.registries": "Image Registry",
    "containers.security": "Image Security",
    "containers.tagging": "Image Tagging Strategy",
    "kubernetes.architecture": "Cluster Architecture",
    "kubernetes.cluster": "Cluster Configuration",
    "kubernetes.namespaces": "Namespace Strategy",
    "kubernetes.resources": "Resource Management",
    "kubernetes.gitops": "GitOps Tooling",
    "kubernetes.argocd_application": "ArgoCD Application Structure",
    "environments.list": "Environments",
    "environments.parity": "Environment Parity",
    "environments.ephemeral": "Ephemeral Environments",
    "secrets.storage": "Secret Storage",
    "secrets.types": "Secret Types",
    "secrets.injection": "Secret Injection",
    "secrets.controls": "Secret Security",
    "developer_experience.local_setup": "Local Development Setup",
    "developer_experience.dev_container": "Development Containers",
    "developer_experience.inner_loop": "Inner Loop Optimization",
    "developer_experience.self_service": "Self-Service Capabilities",
    "observability.logging": "Logging",
    "observability.log_schema": "Log Schema",
    "observability.metrics": "Metrics",
    "observability.tracing": "Tracing",
    "observability.dashboards": "Dashboard as Code",
    "devsecops.scanning_pipeline": "Security Scanning Pipeline",
    "devsecops.tools": "Security Tools",
    "devsecops.vulnerability_slas": "Vulnerability Management",
    "devsecops.compliance_as_code": "Compliance as Code",
    "release.versioning": "Versioning",
    "release.process": "Release Process",
    "release.changelog": "Changelog Generation",
    "release.hotfix": "Hotfix Process",
    "platform.components": "Internal Developer Platform (IDP)",
    "platform.golden_paths": "Golden Paths",
    "platform.apis": "Platform APIs",
    "uk_government.technology_code_of_practice": "Technology Code of Practice",
    "uk_government.cloud_first": "Cloud First Implementation",
    "uk_government.open_standards": "Open Standards Used",
    "metrics.dora": "DORA Metrics",
    "metrics.engineering": "Engineering Metrics",
    "metrics.improvement": "Continuous Improvement",
}
"""The 69 elements that have a sub-heading, in order: path → heading."""

MINIMAL: dict[str, str] = (
    {path: f"[{{{next(iter(columns))}: words}}]" for path, columns in TABLES.items() if path.count(".") == 1}
    | {path: f"{{options: [{{{next(iter(columns))}: words}}]}}" for path, columns in CHOICES.items()}
    | {path: f"{{{next(iter(columns))}: words}}" for path, columns in ATTRIBUTES.items()}
    | dict.fromkeys(CODE, "words")
    | {path: data for path, data in DIAGRAMS.items() if data}
    | {
        "cd.deployment_pipeline": "{diagram: 'flowchart LR'}",
        "overview.maturity": "{current: 1}",
        "overview.technology_stack": "{languages: words}",
        "cd.feature_flags": "{types: [{flag_type: words}]}",
        "secrets.controls": "[words]",
        "release.hotfix": "[words]",
        "metrics.dora": "{mttr: {current: words}}",
        "revisions.rows": '[{version: "1"}]',
        "ci.stages": "[{stage: words}, {stage: more}]",  # one alone draws nothing
    }
)
"""The least YAML that makes each element present."""


def nested(path: str, yaml: str) -> str:
    """`a.b.c` and a value as YAML: `a: {b: {c: value}}`."""
    *outer, last = path.split(".")
    return "".join(f"{key}: {{" for key in outer) + f"{last}: {yaml}" + "}" * len(outer) + "\n"
