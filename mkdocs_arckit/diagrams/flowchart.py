"""A flowchart: nodes, groups and links, written as Mermaid for the eye and as a list for everybody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from mkdocs_arckit.diagrams.alt_text import bullets, escaped_html
from mkdocs_arckit.diagrams.mermaid import label


@dataclass(slots=True)
class FlowNode:
    """A step, the text of the group it is in, and whether it is a gate; a text that ends in `?` is a decision."""

    name: str
    text: str
    group: str
    gate: bool

    @property
    def decision(self) -> bool:
        return self.text.endswith("?")


@dataclass(slots=True)
class NodeGroup:
    """A box around nodes and other groups."""

    name: str
    text: str
    inside: list[FlowNode | NodeGroup] = field(default_factory=list)


class Edge(NamedTuple):
    """An arrow between two nodes or groups, by their IDs."""

    start: str
    end: str
    text: str
    dotted: bool


class Flowchart:
    """A flowchart under construction; each node has an ID of its own, whatever its label."""

    def __init__(self, direction: str) -> None:
        self.direction = direction
        self.links: list[Edge] = []
        self.parts: dict[str, FlowNode | NodeGroup] = {}
        """Every node and group, by its ID."""
        self._open = [NodeGroup("", "")]

    def _add(self, part: FlowNode | NodeGroup) -> str:
        self._open[-1].inside.append(part)
        self.parts[part.name] = part
        return part.name

    def node(self, text: str, *, gate: bool = False) -> str:
        """Add a node and return its ID; a decision or a gate is drawn as a diamond."""
        return self._add(FlowNode(f"n{len(self.parts) + 1}", text, self._open[-1].text, gate))

    def begin(self, title: str) -> str:
        """Open a group and return its ID."""
        group = NodeGroup(f"g{len(self.parts) + 1}", title)
        self._add(group)
        self._open.append(group)
        return group.name

    def end(self) -> None:
        """Close the group that was opened last."""
        self._open.pop()

    def group(self, title: str, texts: Iterable[str]) -> tuple[str, list[str]]:
        """Add a group of nodes, or one node in its place if there are none; return its ID and theirs."""
        texts = list(texts)
        if not texts:
            only = self.node(title)
            return only, [only]
        name = self.begin(title)
        nodes = [self.node(text) for text in texts]
        self.end()
        return name, nodes

    def link(self, start: str, end: str, text: str = "", *, dotted: bool = False) -> None:
        """Join two nodes; the exit of a decision is labelled Yes."""
        self.links.append(Edge(start, end, text or ("Yes" if self._decides(start) else ""), dotted))

    def chain(self, nodes: Iterable[str]) -> None:
        """Join nodes one after the other."""
        for start, end in pairwise(nodes):
            self.link(start, end)

    def _decides(self, name: str) -> bool:
        part = self.parts[name]
        return isinstance(part, FlowNode) and part.decision

    def decisions(self) -> list[str]:
        """List the texts of the decisions that something follows, once each."""
        starts = {link.start for link in self.links}
        return list(
            dict.fromkeys(self.parts[name].text for name in self.parts if name in starts and self._decides(name))
        )

    def ends(self, nodes: Collection[str]) -> tuple[list[str], list[str]]:
        """List the texts of those of some nodes that the links between them begin at, and of those that they end at."""
        nodes = set(nodes)
        inner = [link for link in self.links if link.start in nodes and link.end in nodes]
        starts, ends = {link.start: None for link in inner}, {link.end: None for link in inner}
        return (
            [self.parts[name].text for name in starts if name not in ends],
            [self.parts[name].text for name in ends if name not in starts],
        )

    def mermaid(self, *first: str) -> str:
        """Write the chart as Mermaid text.

        Args:
            first: lines that follow the first one.
        """
        lines = [f"flowchart {self.direction}", *(f"    {line}" for line in first)]
        lines += _mermaid(self._open[0].inside, "    ")
        for start, end, text, dotted in self.links:
            lines.append(f"    {start} {'-.->' if dotted else '-->'}{f'|{text}|' if text else ''} {end}")
        return "\n".join(lines)

    def as_html(self) -> str:
        """Write the chart as a list: numbered if it is one chain, else with what each node leads to."""
        nodes = [part for part in self.parts.values() if isinstance(part, FlowNode)]
        if [(link.start, link.end) for link in self.links] == [*pairwise(node.name for node in nodes)]:
            after = {node.name: " (approval)" for node in nodes if node.gate}
            after |= {link.start: f" (continues only on {link.text})" for link in self.links if link.text}
            return self._list(self._open[0].inside, after, ordered=True)
        texts = Counter(part.text for part in self.parts.values())
        to: dict[str, list[str]] = {}
        for start, end, text, _ in self.links:
            part = self.parts[end]
            group = part.group if isinstance(part, FlowNode) and texts[part.text] > 1 else ""
            to.setdefault(start, []).append(part.text + "".join(f" ({word})" for word in (group, text) if word))
        return self._list(self._open[0].inside, {start: f" → {', '.join(ends)}" for start, ends in to.items()})

    def _list(self, parts: Iterable[FlowNode | NodeGroup], after: dict[str, str], *, ordered: bool = False) -> str:
        return bullets(
            [
                escaped_html(part.text + after.get(part.name, ""))
                + (self._list(part.inside, after, ordered=ordered) if isinstance(part, NodeGroup) else "")
                for part in parts
            ],
            ordered=ordered,
        )


def _mermaid(parts: Iterable[FlowNode | NodeGroup], indent: str) -> Iterator[str]:
    for part in parts:
        if isinstance(part, NodeGroup):
            yield f"{indent}subgraph {part.name}[{label(part.text)}]"
            yield from _mermaid(part.inside, indent + "    ")
            yield f"{indent}end"
        else:
            left, right = "{}" if part.gate or part.decision else "[]"
            yield f"{indent}{part.name}{left}{label(part.text)}{right}"
