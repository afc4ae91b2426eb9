"""The eight diagrams of the template, each drawn from the data beside it, and described in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs_arckit.diagrams.alt_text import bullets, counted, escaped_html, folded, listed, sentence, shortened
from mkdocs_arckit.diagrams.flow import Groups, resolve_flow
from mkdocs_arckit.diagrams.flowchart import Flowchart
from mkdocs_arckit.diagrams.gitgraph import GitGraph
from mkdocs_arckit.diagrams.mermaid import alternative
from mkdocs_arckit.diagrams.stages import approval_of, is_automatic, stage_of
from mkdocs_arckit.model.base import DrawnDiagram
from mkdocs_arckit.model.overview import Branching, SourceControl
from mkdocs_arckit.model.pipelines import Cd, Ci
from mkdocs_arckit.model.practice import DevSecOps, Release
from mkdocs_arckit.model.runtime import Iac, Kubernetes
from mkdocs_arckit.text.code_spans import bare_name, code_spans
from mkdocs_arckit.text.plain import plain_items, plain_text

Chart = Flowchart | GitGraph
TextAlternative = tuple[Chart, str] | None
"""A diagram and its sentence, or `None` if there is nothing to draw."""


@dataclass(frozen=True)
class Drawing:
    """A diagram for the eye and for everybody else.

    Attributes:
        mermaid: its Mermaid text.
        html: what it shows, folded; empty if its author draws it and tells nothing.
    """

    mermaid: str
    html: str = ""


def branching(section: SourceControl) -> TextAlternative:
    """Draw the branches of the selected strategy: the first is the trunk; each other one leaves it and merges back."""
    graph = GitGraph(_branches(section.branching) if section.branching else [])
    if not graph.others:
        return None
    verbs = "branches off {} and merges back" if len(graph.others) == 1 else "branch off {} and merge back"
    number = counted(len(graph.others), "branch", "es")
    return graph, sentence(f"{number}, {listed(graph.others)}, {verbs.format(shortened(graph.trunk))}")


def _branches(choice: Branching) -> list[str]:
    for selected in choice.selected or []:
        for option in choice.options or []:
            if bare_name(option.strategy) == bare_name(selected) and option.branches is not None:
                cell = option.branches
                return plain_items(cell) if isinstance(cell, list) else _codes(cell)
    return []


def _codes(text: str) -> list[str]:
    return [plain_text(text[start:end]) for start, end, _ in code_spans(text)]


def ci_pipeline(section: Ci) -> TextAlternative:
    """Draw the groups of the pipeline, or the stages and their jobs, joined as `flow` says or one after the other."""
    pipeline = section.pipeline
    typed = [(", ".join(_typed(g.name)), _typed(g.steps)) for g in (pipeline and pipeline.groups) or []]
    typed = typed or [(", ".join(_typed(stage.stage)), _typed(stage.jobs)) for stage in section.stages or []]
    trigger = _typed(pipeline.trigger) if pipeline else []
    groups: Groups = [("Trigger", trigger), *typed] if trigger else typed
    if not groups:
        return None
    chart = Flowchart("LR")
    starts = chart.group("Trigger", plain_items(trigger), fixed=True)[1] if trigger else []
    nodes = [starts] if trigger else []
    nodes += [_stage(chart, plain_text(name), plain_items(steps)) for name, steps in typed]
    steps = [node for group in nodes[1 if trigger else 0 :] for node in group]
    if pipeline and pipeline.flow:
        for (g, s), (h, t) in resolve_flow(groups, _typed(pipeline.flow), has_trigger=bool(trigger)).links:
            chart.link(nodes[g][s], nodes[h][t])
    else:
        for start in starts if steps else []:
            chart.link(start, steps[0])
        chart.chain(steps)
    if not steps:
        return chart, sentence(f"the pipeline is started by {listed(plain_items(trigger), ' or ')}")
    told = counted(len(steps), "step")
    if any(jobs for _, jobs in typed):
        told += f" in {counted(len(typed), 'group')} ({listed([plain_text(name) for name, _ in typed])})"
    return chart, sentence(
        told
        + _from_to(chart, steps)
        + (f", started by {listed(plain_items(trigger), ' or ')}" if trigger else "")
        + _decisions(chart)
    )


def _stage(chart: Flowchart, name: str, steps: list[str]) -> list[str]:
    """Add a stage of the pipeline and return the IDs of its steps, each drawn as what kind of step it is."""
    if not steps:
        return [chart.node(name, "step", stage_of(name))]
    chart.begin(name)
    nodes = [chart.node(step, "step", stage_of(step, name)) for step in steps]
    chart.end()
    return nodes


def _from_to(chart: Flowchart, steps: list[str]) -> str:
    """Say where the way through some steps begins and ends, if it is one way."""
    starts, ends = chart.ends(steps)
    return f", from {shortened(starts[0])} to {shortened(ends[0])}" if len(starts) == len(ends) == 1 else ""


def _decisions(chart: Flowchart) -> str:
    decisions = chart.decisions()
    quoted = listed([f"“{shortened(text)}”" for text in decisions]) if decisions else ""
    return f"; after {quoted} it continues only on Yes" if quoted else ""


def _typed(cell: str | Sequence[str | list[str]] | None) -> list[str]:
    parts = [cell] if isinstance(cell, str) else cell or []
    return [part if isinstance(part, str) else ", ".join(part) for part in parts]


def deployment_pipeline(section: Cd) -> TextAlternative:
    """Draw build and test, then each environment behind its approval."""
    if not section.promotion:
        return None
    chart = Flowchart("LR")
    nodes, environments = [chart.node("Build & Test")], []
    for row in section.promotion:
        environments.append(plain_text(row.environment))
        if approval := approval_of(row.approval):
            nodes.append(chart.node(approval, "gate" if is_automatic(approval) else "approval"))
            environments[-1] += f" behind {approval}"
        nodes.append(chart.node(plain_text(row.environment), stage="environment"))
    chart.chain(nodes)
    many = counted(len(environments), "environment")
    return chart, sentence(f"after build and test, {many}: {listed(environments, ', then ', ', then ')}")


def blue_green(section: Cd) -> TextAlternative:
    """Draw the two environments behind the load balancer; the live one has all the traffic."""
    data = section.blue_green
    if data is None or not (data.blue or data.green or data.live or data.load_balancer):
        return None
    live = data.live if data.live in {"blue", "green"} else None
    chart = Flowchart("TB")
    chart.begin("Production", fixed=True)
    balancer = chart.node(plain_text(data.load_balancer)) if data.load_balancer else None
    sides = {}
    for side, instances in (("blue", data.blue), ("green", data.green)):
        role = f" ({'Current' if side == live else 'New'})" if live else ""
        sides[side] = chart.group(side.title() + role, plain_items(instances))[0]
    chart.end()
    for side, node in sides.items():
        if balancer:
            share = ("100%" if side == live else "0%") if live else ""
            chart.link(balancer, node, share, dotted=bool(live) and side != live)
    if data.note:
        chart.node(plain_text(data.note))
    told = "two environments, blue and green" + (
        f", behind {shortened(plain_text(data.load_balancer))}" if data.load_balancer else ""
    )
    if live:
        other, traffic = "green" if live == "blue" else "blue", bool(data.load_balancer)
        told += f"; {live} is current{' and has all the traffic' if traffic else ''}"
        told += f", {other} is new{' and has none' if traffic else ''}"
    return chart, sentence(told)


def _steps(cell: list[Any] | None) -> TextAlternative:
    if not cell:
        return None
    chart = Flowchart("LR")
    nodes = [chart.node(text, "step", stage_of(text)) for text in map(plain_text, cell)]
    chart.chain(nodes)
    way = _from_to(chart, nodes) or f": {shortened(plain_text(cell[0]))}"
    return chart, sentence(counted(len(nodes), "step") + way + _decisions(chart))


def iac_pipeline(section: Iac) -> TextAlternative:
    """Draw the steps of the IaC pipeline."""
    return _steps(section.pipeline.steps if section.pipeline else None)


def release_process(section: Release) -> TextAlternative:
    """Draw the steps of a release."""
    return _steps(section.process.steps if section.process else None)


def cluster(section: Kubernetes) -> TextAlternative:
    """Draw the cluster's control plane and nodes, behind the load balancer."""
    data = section.architecture
    if data is None or not (data.control_plane or data.nodes or data.load_balancer):
        return None
    chart = Flowchart("TB")
    own = section.heading or (section.headings or {}).get("architecture")
    name = plain_text(own) if own else "Kubernetes Cluster"
    chart.begin(name, fixed=True)
    first = workers = None
    told = []
    if data.control_plane:
        parts = chart.group("Control Plane", plain_items(data.control_plane))[1]
        first = parts[0]
        told.append(f"a control plane of {counted(len(parts), 'part')}")
    if data.nodes:
        workers = chart.begin("Worker Nodes")
        among_groups = any(node.pods for node in data.nodes)
        for node in data.nodes:
            if node.pods:
                chart.group(plain_text(node.name), plain_items(node.pods))
            else:
                chart.box(plain_text(node.name), among_groups=among_groups)
        chart.end()
        names = listed([plain_text(node.name) for node in data.nodes])
        told.append(f"{counted(len(data.nodes), 'worker node')}, {names}")
    chart.end()
    balancer = data.load_balancer
    if balancer:
        to = (workers or first) if balancer.to == "nodes" else (first or workers)
        entry = chart.node(plain_text(balancer.name))
        chart.chain([entry, *([to] if to else [])])
    chart.chain([end for end in (first, workers) if end])
    told_name = name if own else "a Kubernetes cluster"
    behind = f" behind {shortened(plain_text(balancer.name))}" if balancer else ""
    where = ""
    if balancer and balancer.to == "nodes" and first and workers:
        where = f"; {shortened(plain_text(balancer.name))} leads to the worker nodes"
    return chart, sentence(f"{told_name}{behind}{': ' if told else ''}{' and '.join(told)}{where}")


def scanning_pipeline(section: DevSecOps) -> TextAlternative:
    """Draw the phases and their scans, or the tools' categories grouped by when they run."""
    pipeline = section.scanning_pipeline
    phases = [(plain_text(p.name), plain_items(p.scans)) for p in (pipeline and pipeline.phases) or []]
    if not phases:
        by_time: dict[str, dict[str, None]] = {}
        for tool in section.tools or []:
            if tool.when is not None:
                by_time.setdefault(plain_text(tool.when), {})[plain_text(tool.category)] = None
        phases = [(when, list(categories)) for when, categories in by_time.items()]
    if not phases:
        return None
    chart = Flowchart("LR")
    chart.chain([node for phase in phases for node in chart.group(*phase, stage="security")[1]])
    scans = sum(len(scans) for _, scans in phases)
    told = (f"{counted(scans, 'scan')} in " if scans else "") + counted(len(phases), "phase")
    return chart, sentence(f"{told}: {listed([name for name, _ in phases], ', then ', ', then ')}{_decisions(chart)}")


_DRAWN: dict[tuple[str, str], Callable[[Any], TextAlternative]] = {
    ("source_control", "branching"): branching,
    ("ci", "pipeline"): ci_pipeline,
    ("cd", "deployment_pipeline"): deployment_pipeline,
    ("cd", "blue_green"): blue_green,
    ("iac", "pipeline"): iac_pipeline,
    ("kubernetes", "architecture"): cluster,
    ("devsecops", "scanning_pipeline"): scanning_pipeline,
    ("release", "process"): release_process,
}


DRAWN = tuple(_DRAWN)
"""The elements that have a diagram: section and key."""


def chart_of(key: str, element: str, section: Any) -> TextAlternative:
    """Return the diagram that an element's data gives, and its sentence; `None` if there is nothing to draw."""
    return told if (told := _DRAWN[key, element](section)) and told[0].shows_something else None


def draw(key: str, element: str, section: Any) -> Drawing | None:
    """Draw an element's diagram: from its author's text, or else from the data.

    Args:
        key: the section's key.
        element: the element's key.
        section: the section.

    Returns:
        The author's own text if there is one, else what the data gives; `None` if there is nothing to draw or the
        author wants no diagram. What the author says about it replaces our sentence.
    """
    data = getattr(section, element)
    own, alt = (data.diagram, plain_items(data.alt)) if isinstance(data, DrawnDiagram) else (None, [])
    said = (
        [f"<p>{escaped_html(alt[0])}</p>" if len(alt) == 1 else bullets([escaped_html(text) for text in alt])]
        if alt
        else []
    )
    if own is not None:
        return Drawing(own, folded(*said) if said else "") if isinstance(own, str) else None
    if (told := chart_of(key, element, section)) is None:
        return None
    chart, description = told
    title = plain_text((section.headings or {}).get(element, type(section).elements[element].title))
    lines = alternative(title, " ".join(alt) or description)
    return Drawing(chart.mermaid(*lines), folded(*(said or [f"<p>{escaped_html(description)}</p>"]), chart.as_html()))
