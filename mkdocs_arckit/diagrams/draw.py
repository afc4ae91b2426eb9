"""The eight diagrams of the template, each drawn from the data that stands beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from mkdocs_arckit.diagrams.flow import Groups, resolve_flow
from mkdocs_arckit.diagrams.mermaid import Flowchart, branch_name, items, words
from mkdocs_arckit.markdown.scan import bare_name, code_spans
from mkdocs_arckit.model.base import DrawnDiagram
from mkdocs_arckit.model.overview import Branching, SourceControl
from mkdocs_arckit.model.pipelines import Cd, Ci
from mkdocs_arckit.model.practice import DevSecOps, Release
from mkdocs_arckit.model.runtime import Iac, Kubernetes


def branching(section: SourceControl) -> str | None:
    """The branches of the selected strategy: the first is the trunk, each other branches off it and merges back."""
    choice = section.branching
    names = _branches(choice) if choice else []
    if len(names) < 2:
        return None
    trunk, *others = names
    settings = {"gitGraph": {"mainBranchName": trunk.strip('"'), "showCommitLabel": False}}
    lines = ["gitGraph", f"%%{{init: {json.dumps(settings, ensure_ascii=False)}}}%%", "commit"]
    for name in others:
        lines += [f"branch {name}", "commit", f"checkout {trunk}", f"merge {name}"]
    return "\n    ".join(lines)


def _branches(choice: Branching) -> list[str]:
    for selected in choice.selected or []:
        for option in choice.options or []:
            if bare_name(option.strategy) == bare_name(selected) and option.branches is not None:
                cell = option.branches
                names = items(cell) if isinstance(cell, list) else _codes(cell)
                return list(dict.fromkeys(branch_name(name) for name in names))
    return []


def _codes(text: str) -> list[str]:
    return [words(text[start:end]) for start, end, _ in code_spans(text)]


def ci_pipeline(section: Ci) -> str | None:
    """The groups of the pipeline, or the stages and their jobs, joined as `flow` says or one after the other."""
    pipeline = section.pipeline
    typed = [(", ".join(_typed(g.name)), _typed(g.steps)) for g in (pipeline and pipeline.groups) or []]
    typed = typed or [(", ".join(_typed(stage.stage)), _typed(stage.jobs)) for stage in section.stages or []]
    trigger = _typed(pipeline.trigger) if pipeline else []
    groups: Groups = [("Trigger", trigger), *typed] if trigger else typed
    if not groups:
        return None
    chart = Flowchart("LR")
    nodes = [chart.group(words(name), items(steps))[1] for name, steps in groups]
    if pipeline and pipeline.flow:
        for (g, s), (h, t) in resolve_flow(groups, _typed(pipeline.flow))[0]:
            chart.link(nodes[g][s], nodes[h][t])
        return str(chart)
    starts = nodes.pop(0) if trigger else []
    steps = [node for group in nodes for node in group]
    for start in starts if steps else []:
        chart.link(start, steps[0])
    chart.chain(steps)
    return str(chart)


def _typed(cell: str | Sequence[str | list[str]] | None) -> list[str]:
    parts = [cell] if isinstance(cell, str) else cell or []
    return [part if isinstance(part, str) else ", ".join(part) for part in parts]


def deployment_pipeline(section: Cd) -> str | None:
    """Build and test, then each environment behind its approval."""
    if not section.promotion:
        return None
    chart = Flowchart("LR")
    nodes = [chart.node("Build & Test")]
    for row in section.promotion:
        if row.approval is not None:
            nodes.append(chart.node(words(row.approval), gate=True))
        nodes.append(chart.node(words(row.environment)))
    chart.chain(nodes)
    return str(chart)


def blue_green(section: Cd) -> str | None:
    """The two environments behind the load balancer; the live one has all the traffic."""
    data = section.blue_green
    if data is None or not (data.blue or data.green or data.live or data.load_balancer):
        return None
    live = data.live if data.live in {"blue", "green"} else None
    chart = Flowchart("TB")
    chart.begin("Production")
    balancer = chart.node(words(data.load_balancer)) if data.load_balancer else None
    sides = {}
    for side, instances in (("blue", data.blue), ("green", data.green)):
        role = f" ({'Current' if side == live else 'New'})" if live else ""
        sides[side] = chart.group(side.title() + role, items(instances))[0]
    chart.end()
    for side, node in sides.items():
        if balancer:
            share = ("100%" if side == live else "0%") if live else ""
            chart.link(balancer, node, share, dotted=bool(live) and side != live)
    if data.note:
        chart.node(words(data.note))
    return str(chart)


def _steps(cell: list[Any] | None) -> str | None:
    if not cell:
        return None
    chart = Flowchart("LR")
    chart.chain([chart.node(words(step)) for step in cell])
    return str(chart)


def iac_pipeline(section: Iac) -> str | None:
    """The steps of the IaC pipeline."""
    return _steps(section.pipeline.steps if section.pipeline else None)


def release_process(section: Release) -> str | None:
    """The steps of a release."""
    return _steps(section.process.steps if section.process else None)


def cluster(section: Kubernetes) -> str | None:
    """The cluster's control plane and nodes, behind the load balancer."""
    data = section.architecture
    if data is None or not (data.control_plane or data.nodes or data.load_balancer):
        return None
    chart = Flowchart("TB")
    chart.begin("Kubernetes Cluster")
    first = workers = None
    if data.control_plane:
        first = chart.group("Control Plane", items(data.control_plane))[1][0]
    if data.nodes:
        workers = chart.begin("Worker Nodes")
        for node in data.nodes:
            chart.group(words(node.name), items(node.pods))
        chart.end()
    chart.end()
    ends = [chart.node(words(data.load_balancer))] if data.load_balancer else []
    chart.chain([*ends, *(end for end in (first, workers) if end)])
    return str(chart)


def scanning_pipeline(section: DevSecOps) -> str | None:
    """The phases and their scans, or the tools' categories grouped by when they run."""
    pipeline = section.scanning_pipeline
    phases = [(words(p.name), items(p.scans)) for p in (pipeline and pipeline.phases) or []]
    if not phases:
        by_time: dict[str, dict[str, None]] = {}
        for tool in section.tools or []:
            if tool.when is not None:
                by_time.setdefault(words(tool.when), {})[words(tool.category)] = None
        phases = [(when, list(categories)) for when, categories in by_time.items()]
    if not phases:
        return None
    chart = Flowchart("LR")
    chart.chain([node for phase in phases for node in chart.group(*phase)[1]])
    return str(chart)


_DRAWN: dict[tuple[str, str], Callable[[Any], str | None]] = {
    ("source_control", "branching"): branching,
    ("ci", "pipeline"): ci_pipeline,
    ("cd", "deployment_pipeline"): deployment_pipeline,
    ("cd", "blue_green"): blue_green,
    ("iac", "pipeline"): iac_pipeline,
    ("kubernetes", "architecture"): cluster,
    ("devsecops", "scanning_pipeline"): scanning_pipeline,
    ("release", "process"): release_process,
}


def draw(key: str, element: str, section: Any) -> str | None:
    """The Mermaid text of an element's diagram.

    Args:
        key: the section's key.
        element: the element's key.
        section: the section.

    Returns:
        The author's own text if there is one, else what the data gives; `None` if there is nothing to draw or the
        author wants no diagram.
    """
    data = getattr(section, element)
    own = data.diagram if isinstance(data, DrawnDiagram) else None
    if own is None:
        return _DRAWN[key, element](section)
    return own if isinstance(own, str) else None
