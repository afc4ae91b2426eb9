"""Reads the simple flowcharts of ArcKit's documents, so that data takes their place where it says the same."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from mkdocs_arckit.diagrams.draw import chart_of, draw
from mkdocs_arckit.diagrams.flowchart import Flowchart
from mkdocs_arckit.diagrams.parts import FlowNode, nodes_in
from mkdocs_arckit.model.strategy import SECTION_TYPES

_HEADER = re.compile(r"(?:flowchart|graph)\s+(?:LR|RL|TB|TD|BT)\s*;?")
_SKIPPED = re.compile(r"(?:%%|accTitle\s*:|accDescr\s*:|class(?:Def)?\s|style\s|linkStyle\s|direction\s).*")
_GROUP = re.compile(r'subgraph\s+(?:(?P<id>[\w-]+)\s*\[\s*"?(?P<title>[^"\[\]]+?)"?\s*\]|"?(?P<alone>[^"\[\]]+?)"?)')
_ARROW = re.compile(r"\s{0,99}(?:-->|---|-\.->|==>)\s*(?:\|([^|]*)\|\s*)?")
_NODE = re.compile(r'([\w-]+)(?:\s*(?:[\[({]|\[\(|\[\[|\(\[)\s*(?:"([^"]*)"|([^"\[\](){}]*))\s*[\])}]{1,2})?')
_CODE = re.compile(r"#(\w+);")
_LONGEST = 20_000


@dataclass
class ReadFlow:
    """What a flowchart shows.

    Attributes:
        labels: of each node its label, in the order of the chart.
        groups: the titles of the groups, and the nodes in each; a group without a title only says where nodes stand.
        named: the nodes of each group by its name, which arrows may use: from its last node, and to its first.
        links: from which node to which, and with which label.
    """

    labels: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[str, list[str]]] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)

    def said(self) -> tuple[Any, ...]:
        """Sum up the chart without the names of its nodes."""
        groups = [(title, [self.labels[node] for node in nodes]) for title, nodes in self.groups if nodes]
        grouped = {node for _, nodes in self.groups for node in nodes}
        alone = [label for node, label in self.labels.items() if node not in grouped]
        links = sorted((self.labels[a], self.labels[b], label) for a, b, label in self.links)
        return groups, sorted(alone), links

    def words(self) -> Iterator[str]:
        """Yield every text in the chart."""
        yield from (title for title, _ in self.groups)
        yield from self.labels.values()
        yield from (label for _, _, label in self.links if label)


def read_flow(text: str) -> ReadFlow | None:
    """Read a flowchart; return `None` if it has anything but nodes, groups and arrows."""
    lines = [line.strip().rstrip(";") for line in text.strip().split("\n")]
    if len(text) > _LONGEST or not _HEADER.fullmatch(lines[0]):
        return None
    flow, depth, inside = ReadFlow(), 0, list[str]()
    for line in lines[1:]:
        if not line or _SKIPPED.fullmatch(line):
            continue
        if line == "end" and depth:
            depth, inside = 0, []
        elif (group := _GROUP.fullmatch(line)) and not depth:
            depth, inside = 1, []
            if title := _label(group["title"] or group["alone"]):
                flow.groups.append((title, inside))
            flow.named[group["id"] or title] = inside
        elif not _statement(line, flow, inside if depth else None):
            return None
    return flow if flow.labels and not depth else None


def _statement(line: str, flow: ReadFlow, inside: list[str] | None) -> bool:
    """Read a line with nodes and arrows between them; say whether it is one."""
    parts = _ARROW.split(line)
    nodes = []
    for n, part in enumerate(parts[::2]):
        match = _NODE.fullmatch(part)
        if group := flow.named.get(part):
            nodes.append(group[0 if n else -1])
            continue
        label = match and (match[2] if match[2] is not None else match[3])
        if not match or "<" in (label or ""):
            return False
        if label is not None or match[1] not in flow.labels:
            if inside is None and label is None:
                return False  # a group's name, perhaps
            flow.labels[match[1]] = _label(match[1] if label is None else label)
            if inside is not None:
                inside.append(match[1])
        nodes.append(match[1])
    flow.links += [
        (a, b, _label((label or "").strip(' "'))) for a, b, label in zip(nodes, nodes[1:], parts[1::2], strict=False)
    ]
    return True


def _label(text: str) -> str:
    decoded = _CODE.sub(lambda m: html.unescape(f"&#{m[1]};" if m[1].isdigit() else f"&{m[1]};"), text)
    return " ".join(html.unescape(decoded).split())


def chart_as_data(key: str, element: str, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Find the data that an element's diagram is drawn from, in place of the diagram; `None` if there is none.

    Args:
        key: the section's key.
        element: the element's.
        data: the section's data; the diagram is a text in it.
    """
    text = str(data[element]["diagram"])
    flow = read_flow(text)
    rest = {name: value for name, value in data[element].items() if name != "diagram"}
    for found in ({}, *(_candidates(element, flow) if flow else ())):
        if _says(key, element, {**data, element: {**rest, **found}}, text, flow):
            return {**rest, **found}
    return None


def _says(key: str, element: str, data: Mapping[str, Any], text: str, flow: ReadFlow | None) -> bool:
    """Return whether the diagram that data gives says what a text says."""
    try:
        section = SECTION_TYPES[key].model_validate(data)
    except ValidationError:
        return False
    chart, drawing = chart_of(key, element, section), draw(key, element, section)
    if chart is None or drawing is None:
        return False
    if drawing.mermaid.split() == text.split():
        return True
    return flow is not None and isinstance(chart[0], Flowchart) and _flow_of(chart[0]).said() == flow.said()


def _flow_of(chart: Flowchart) -> ReadFlow:
    flow = ReadFlow(links=[(link.start, link.end, link.text) for link in chart.links])
    for part in chart.parts.values():
        if isinstance(part, FlowNode):
            flow.labels[part.name] = part.text
        else:
            flow.groups.append((part.text, [node.name for node in nodes_in(part)]))
    return flow


def _candidates(element: str, flow: ReadFlow) -> Iterator[dict[str, Any]]:
    """Yield the data that may say what a chart shows."""
    groups = [(title, [flow.labels[node] for node in nodes]) for title, nodes in flow.groups]
    if not groups:
        yield {"steps": list(flow.labels.values())}
    elif element == "scanning_pipeline":
        yield {"phases": [{"name": title, "scans": scans} for title, scans in groups]}
    elif element == "pipeline":
        trigger = {}
        if groups[0][0] == "Trigger":
            trigger = {"trigger": groups[0][1] if len(groups[0][1]) > 1 else groups[0][1][0]} if groups[0][1] else {}
            groups = groups[1:]
        whole = {**trigger, "groups": [{"name": title, "steps": steps} for title, steps in groups]}
        yield whole
        started = {node for title, nodes in flow.groups for node in nodes if title == "Trigger"}
        for links in ([link for link in flow.links if link[0] not in started], flow.links):
            yield {**whole, "flow": list(_chains(flow, links))}


def _chains(flow: ReadFlow, links: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Yield the ways through a chart, each link once: `A --> B --> C`."""
    names = list(flow.labels.values())
    where = {node: title for title, nodes in flow.groups for node in nodes}

    def name(node: str) -> str:
        label = flow.labels[node]
        return f"{where[node]}/{label}" if names.count(label) > 1 and node in where else label

    chain: list[str] = []
    for start, end, _ in links:
        if chain and chain[-1] == start:
            chain.append(end)
            continue
        if chain:
            yield " --> ".join(map(name, chain))
        chain = [start, end]
    if chain:
        yield " --> ".join(map(name, chain))
