"""Sections 5 to 9: infrastructure, containers, orchestration, environments, secrets."""

from __future__ import annotations

from mkdocs_arckit.model.base import Attributes, Choice, DrawnDiagram, Model, Named, Row, key_field, required
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.fields import CELL_SCHEMA, BehindBalancer, Cell, Cells, YesNo
from mkdocs_arckit.model.section import Section, element

Rows = list  # for the section that has a key of that name


class ToolOption(Row):
    tool: Cell = required("Tool")
    description: Cell | None = key_field("Description")


class State(Attributes):
    """Where the state of the infrastructure is kept."""

    backend: Cell | None = key_field("Backend")
    locking: Cell | None = key_field("State Locking")
    encryption: Cell | None = key_field("State Encryption")
    per_environment: Cell | None = key_field("State per Environment")


class Steps(DrawnDiagram):
    """A chain of steps."""

    steps: Cells | None = key_field("Steps", "The steps, in order; one that ends in `?` is a decision")


class DriftRow(Row):
    check: Cell = required("Check")
    frequency: Cell | None = key_field("Frequency")
    action: Cell | None = key_field("Action")


class Iac(Section):
    """5. Infrastructure as Code."""

    number = 5
    title = "Infrastructure as Code"

    tool: Choice[ToolOption] | None = element("IaC Tool Selection", "The tool, and what else was considered")
    project_structure: Code | None = element("Project Structure", "The tree of folders, as text")
    state: State | None = element("State Management", "Where the state is kept, and how")
    pipeline: Steps | None = element("IaC Pipeline", "From a change of the code to the change of the infrastructure")
    drift_detection: list[DriftRow] | None = element("Drift Detection", "How drift is found")


class BaseImageRow(Row):
    application_type: Cell = required("Application Type")
    base_image: Cell | None = key_field("Base Image")
    size: Cell | None = key_field("Size")


class RegistryRow(Row):
    registry: Cell = required("Registry")
    url: Cell | None = key_field("URL")
    use: Cell | None = key_field("Use")


class ImageCheckRow(Row):
    check: Cell = required("Check")
    tool: Cell | None = key_field("Tool")
    when: Cell | None = key_field("When")


class TagRow(Row):
    tag: Cell = required("Tag")
    example: Cell | None = key_field("Example")
    use: Cell | None = key_field("Use")


class Containers(Section):
    """6. Container Strategy."""

    number = 6
    title = "Container Strategy"

    base_images: list[BaseImageRow] | None = element("Base Images", "What images are built on")
    dockerfile: Code | None = element("Dockerfile Best Practices", "An example Dockerfile")
    registries: list[RegistryRow] | None = element("Image Registry", "Where images are kept")
    security: list[ImageCheckRow] | None = element("Image Security", "How images are checked")
    tagging: list[TagRow] | None = element("Image Tagging Strategy", "How images are tagged")


class ClusterNode(Named):
    """A worker node of the cluster's diagram."""

    name: Cell = required("Name", "The node's name")
    pods: Cell | None = key_field("Pods", "What runs on it")


class LoadBalancer(Model):
    """What is in front of the cluster; a text is its name."""

    short = CELL_SCHEMA

    name: Cell = required("Name", "What it is called")
    to: BehindBalancer | None = key_field("To", "Where it leads; by default to the control plane")

    @classmethod
    def expand(cls, data: object) -> object:
        return {"name": data} if isinstance(data, (str, list)) else data


class Architecture(DrawnDiagram):
    """What the cluster's diagram shows."""

    control_plane: Cell | None = key_field("Control plane", "The parts of the control plane")
    nodes: list[ClusterNode] | None = key_field("Nodes", "The worker nodes and their pods")
    load_balancer: LoadBalancer | None = key_field("Load balancer", "What is in front of the cluster")


class Cluster(Attributes):
    """The cluster's configuration."""

    provider: Cell | None = key_field("Provider")
    version: Cell | None = key_field("Version")
    node_count: Cell | None = key_field("Node Count")
    node_size: Cell | None = key_field("Node Size")
    autoscaling: Cell | None = key_field("Autoscaling")


class NamespaceRow(Row):
    namespace: Cell = required("Namespace")
    purpose: Cell | None = key_field("Purpose")
    teams: Cell | None = key_field("Teams")


class ResourceRow(Row):
    resource_type: Cell = required("Resource Type")
    request: Cell | None = key_field("Request")
    limit: Cell | None = key_field("Limit")
    notes: Cell | None = key_field("Notes")


class Kubernetes(Section):
    """7. Kubernetes / Orchestration."""

    number = 7
    title = "Kubernetes / Orchestration"

    architecture: Architecture | None = element("Cluster Architecture", "The cluster's diagram")
    cluster: Cluster | None = element("Cluster Configuration", "How the cluster is set up")
    namespaces: list[NamespaceRow] | None = element("Namespace Strategy", "What each namespace is for")
    resources: list[ResourceRow] | None = element("Resource Management", "Requests and limits")
    gitops: Choice[ToolOption] | None = element("GitOps Tooling", "The tool, and what else was considered")
    argocd_application: Code | None = element("ArgoCD Application Structure", "An example application, as YAML text")


class EnvironmentRow(Row):
    environment: Cell = required("Environment")
    purpose: Cell | None = key_field("Purpose")
    data: Cell | None = key_field("Data")
    access: Cell | None = key_field("Access")


class ParityRow(Row):
    aspect: Cell = required("Aspect")
    parity_level: Cell | None = key_field("Parity Level")
    notes: Cell | None = key_field("Notes")


class Ephemeral(Attributes):
    """Environments that live for a short time."""

    headings = ("Feature", "Value")

    trigger: Cell | None = key_field("Trigger")
    lifetime: Cell | None = key_field("Lifetime")
    url_pattern: Cell | None = key_field("URL Pattern")
    resources: Cell | None = key_field("Resources")


class Environments(Section):
    """8. Environment Management."""

    number = 8
    title = "Environment Management"

    list: Rows[EnvironmentRow] | None = element("Environments", "The environments")
    parity: Rows[ParityRow] | None = element("Environment Parity", "How similar they are")
    ephemeral: Ephemeral | None = element("Ephemeral Environments", "Environments that live for a short time")


class SecretTypeRow(Row):
    type: Cell = required("Type")
    storage: Cell | None = key_field("Storage")
    rotation: Cell | None = key_field("Rotation")


class InjectionRow(Row):
    method: Cell = required("Method")
    use_case: Cell | None = key_field("Use Case")


class Control(Named):
    """An item of the checklist."""

    control: Cell = required("Control", "What has to be in place")
    done: YesNo | None = key_field("Done", "Whether it is in place; no by default")


class Secrets(Section):
    """9. Secret Management."""

    number = 9
    title = "Secret Management"

    storage: Choice[ToolOption] | None = element("Secret Storage", "The tool, and what else was considered")
    types: list[SecretTypeRow] | None = element(
        "Secret Types", "Where each type of secret is kept, and how it is rotated"
    )
    injection: list[InjectionRow] | None = element("Secret Injection", "How applications get their secrets")
    controls: list[Control] | None = element("Secret Security", "The checklist")
