"""A flowchart: nodes, groups and links, written as Mermaid for the eye and as a list for everybody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from mkdocs_arckit.diagrams.alt_text import bullets, escaped_html
from mkdocs_arckit.diagrams.layout import Layout, lay_out
from mkdocs_arckit.diagrams.mermaid import label
from mkdocs_arckit.diagrams.parts import Edge, FlowNode, Look, NodeGroup, NodeKind, Stage, names_in, nodes_in

_SHAPES: dict[Look, tuple[str, str]] = {
    "test": ("([", "])"),
    "security": ("[[", "]]"),
    "environment": ("[(", ")]"),
    "approval": ("{", "}"),
    "gate": ("(", ")"),
}
_BOX = ("[", "]")
_SAID = {"approval": " (approval)", "gate": " (gate)"}
_COLOURED: tuple[Look, ...] = ("build", "test", "security", "environment", "approval", "gate")


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

    def node(self, text: str, kind: NodeKind = "box", stage: Stage = "") -> str:
        """Add a node and return its ID; a decision or an approval is drawn as a diamond."""
        return self._add(FlowNode(f"n{len(self.parts) + 1}", text, self._open[-1].text, kind, stage))

    def box(self, text: str, *, among_groups: bool) -> None:
        """Add a node that nothing leads to; among groups it is one that holds nothing, which Mermaid keeps in order."""
        if among_groups:
            self.begin(text)
            self.end()
        else:
            self.node(text)

    def begin(self, title: str, *, fixed: bool = False) -> str:
        """Open a group and return its ID."""
        group = NodeGroup(f"g{len(self.parts) + 1}", title, fixed)
        self._add(group)
        self._open.append(group)
        return group.name

    def end(self) -> None:
        """Close the group that was opened last."""
        self._open.pop()

    def group(
        self, title: str, texts: Iterable[str], *, stage: Stage = "", fixed: bool = False
    ) -> tuple[str, list[str]]:
        """Add a group of nodes, or one node in its place if there are none; return its ID and theirs."""
        texts = list(texts)
        if not texts:
            only = self.node(title, stage=stage)
            return only, [only]
        name = self.begin(title, fixed=fixed)
        nodes = [self.node(text, stage=stage) for text in texts]
        self.end()
        return name, nodes

    @property
    def shows_something(self) -> bool:
        """Whether it is more than one box."""
        return sum(not (isinstance(part, NodeGroup) and part.fixed) for part in self.parts.values()) > 1

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
        top = self._open[0].inside
        layout = lay_out(self.direction, top, self.links)
        lines = [f"flowchart {layout.direction}", *(f"    {line}" for line in (layout.settings, *first))]
        lines += self._parts(layout.parts, layout, "    ")
        for start, end, text, dotted in layout.links:
            lines.append(f"    {start} {'-.->' if dotted else '-->'}{f'|{text}|' if text else ''} {end}")
        lines += [f"    {above} ~~~ {below}" for above, below in layout.below]
        nodes = [node for part in top for node in nodes_in(part)]
        for kind in _COLOURED:
            if names := [node.name for node in nodes if node.look == kind]:
                lines.append(f"    class {','.join(names)} {kind}")
        return "\n".join(lines)

    def _parts(self, parts: Iterable[FlowNode | NodeGroup], layout: Layout, indent: str) -> Iterator[str]:
        for part in self._as_laid_out([*parts], layout):
            if isinstance(part, NodeGroup):
                yield f"{indent}subgraph {part.name}[{label(part.text)}]"
                if direction := layout.inside.get(part.name):
                    yield f"{indent}    direction {direction}"
                yield from self._parts(part.inside, layout, indent + "    ")
                yield f"{indent}end"
            else:
                yield f"{indent}{_node(part)}"

    @staticmethod
    def _as_laid_out(parts: list[FlowNode | NodeGroup], layout: Layout) -> list[FlowNode | NodeGroup]:
        """Order the parts so that Mermaid shows them in theirs: it begins with the last of unlinked groups."""
        groups = [part for part in parts if isinstance(part, NodeGroup)]
        if len(groups) < 2:
            return parts
        owners = {name: group.name for group in groups for name in names_in(group)}
        links = [*((link.start, link.end) for link in layout.links), *layout.below]
        if any(start in owners and owners[start] != owners.get(end) for start, end in links):
            return parts
        return [groups.pop() if isinstance(part, NodeGroup) else part for part in parts]

    def as_html(self) -> str:
        """Write the chart as a list: numbered if it is one chain, else with what each node leads to."""
        nodes = [part for part in self.parts.values() if isinstance(part, FlowNode)]
        if [(link.start, link.end) for link in self.links] == [*pairwise(node.name for node in nodes)]:
            after = {node.name: _SAID[node.kind] for node in nodes if node.kind in _SAID}
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


def _node(node: FlowNode) -> str:
    left, right = _SHAPES.get(node.look, _BOX)
    return f"{node.name}{left}{label(node.text)}{right}"
