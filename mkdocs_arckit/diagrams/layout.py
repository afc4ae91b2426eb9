"""How a flowchart is laid out, so that its letters can be read where it stands, on a phone too.

A page shows a drawing in its column, which has about 700 pixels on a screen and 350 on a phone. Letters have 16 pixels
as Mermaid draws them and need 10 on a phone, so a drawing that is no wider than `WIDEST` is never moved sideways. How
wide a label is depends on the reader's letters; here it is estimated.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise, product

from mkdocs_arckit.diagrams.parts import Edge, FlowNode, Look, NodeGroup, names_in, nodes_in

WIDEST = 560
"""Pixels that a drawing may be wide."""
TALLEST = 600
"""Pixels of a chain whose steps stand below one another; a longer one has two columns."""

LETTER = 9
"""Pixels of a letter, with room for wide ones."""

_LINE = 24
_WRAP, _WRAP_OF_NOTES = 130, 260
_PADDING, _FRAME, _LABEL = 8, 46, 40
_BESIDE = 24
_APART = 28
_CLOSE = 20
_TITLE = 36  # a group that arrows lead into has no more room for its title
_DEEPER = 25  # Mermaid adds this for each group that it lays out by itself, because no arrows lead into it
_WIDER: dict[Look, int] = {"security": 16, "test": 16}
_HIGHER: dict[Look, int] = {"environment": 20}

ChartPart = FlowNode | NodeGroup


@dataclass(slots=True)
class Layout:
    """Where things stand.

    Attributes:
        direction: where arrows lead to, `LR` or `TB`.
        parts: what is drawn; a long chain is cut into columns.
        links: the arrows that are drawn.
        apart: pixels between what an arrow joins.
        wrap: pixels of a line of a label.
        inside: the direction inside a group, by its ID; what no arrows join stands across it.
        below: what stands below what without an arrow.
    """

    direction: str
    parts: Sequence[ChartPart]
    links: list[Edge]
    apart: int = _APART
    wrap: int = _WRAP
    inside: dict[str, str] = field(default_factory=dict)
    below: list[tuple[str, str]] = field(default_factory=list)

    @property
    def settings(self) -> str:
        """The line of Mermaid text that says how long lines are, and how much room is between boxes."""
        space = {"wrappingWidth": self.wrap, "nodeSpacing": _BESIDE, "rankSpacing": self.apart, "padding": _PADDING}
        around = {"diagramPadding": 4, "subGraphTitleMargin": {"top": 2, "bottom": 6}}
        return f"%%{{init: {json.dumps({'flowchart': space | around})}}}%%"


def lay_out(direction: str, parts: Sequence[ChartPart], links: list[Edge]) -> Layout:
    """Choose the layout of a chart.

    Args:
        direction: `LR` for a way that leads from the left to the right if there is room, `TB` for things in others.
        parts: what it is made of.
        links: its arrows.
    """
    if direction == "TB":
        return _nested(parts, links)
    if _across(parts, links) <= WIDEST:
        return Layout("LR", parts, links)
    if any(isinstance(part, NodeGroup) for part in parts):
        return _rows(parts, links) or Layout("TB", parts, links, _TITLE)
    return _columns([node for part in parts for node in nodes_in(part)], links) or Layout("TB", parts, links)


def node_width(node: FlowNode, wrap: int = _WRAP) -> float:
    """Estimate how wide a node is."""
    text = len(node.text) * LETTER
    longest = max(map(len, node.text.split()), default=0) * LETTER
    wide = max(min(text, wrap), longest) + 2 * _PADDING
    if node.look == "approval":  # as wide as it is high
        return wide + _lines(node, wrap) * _LINE
    return wide + _WIDER.get(node.look, 0)


def _height(node: FlowNode) -> float:
    return (
        node_width(node)
        if node.look == "approval"
        else _lines(node, _WRAP) * _LINE + 2 * _PADDING + _HIGHER.get(node.look, 0)
    )


def _lines(node: FlowNode, wrap: int) -> float:
    return len(node.text) * LETTER // wrap + 1


def _ends(links: Iterable[Edge]) -> list[tuple[str, str]]:
    return [(link.start, link.end) for link in links]


def _is_chain(nodes: Sequence[FlowNode], links: Iterable[Edge]) -> bool:
    return _ends(links) == [*pairwise(node.name for node in nodes)]


def _row(nodes: Sequence[FlowNode], gap: float, wrap: int = _WRAP) -> float:
    """Say how wide some nodes beside one another are."""
    return sum(node_width(node, wrap) + gap for node in nodes) - gap


def _across(parts: Iterable[ChartPart], links: Sequence[Edge]) -> float:
    """Say how wide a chart is if its way leads from the left to the right."""
    linked = {*_ends(links)}
    total = 0.0
    for part in parts:
        nodes = [*nodes_in(part)]
        beside = any((a.name, b.name) in linked for a, b in pairwise(nodes))
        total += (_row(nodes, _APART) if beside else max(map(node_width, nodes), default=0)) + _APART
        total += _FRAME if isinstance(part, NodeGroup) else 0
    return total - _APART + sum(_LABEL for link in links if link.text)


def _columns(nodes: Sequence[FlowNode], links: list[Edge]) -> Layout | None:
    """Lay out a long chain in two columns, the second of which goes on where the first ends."""
    half = -(-len(nodes) // 2)
    columns = [NodeGroup("c1", "", inside=[*nodes[:half]]), NodeGroup("c2", "", inside=[*nodes[half:]])]
    tall = sum(map(_height, nodes)) + _APART * (len(nodes) - 1)
    wide = sum(max(map(node_width, nodes_in(column))) + _FRAME for column in columns) + _APART + _LABEL
    if tall <= TALLEST or wide > WIDEST or not _is_chain(nodes, links):
        return None
    between = links[half - 1]._replace(start="c1", end="c2")
    drawn = [*links[: half - 1], *links[half:], between]
    return Layout("LR", columns, drawn, _CLOSE, inside=dict.fromkeys(["c1", "c2"], "TB"))


def _rows(parts: Sequence[ChartPart], links: list[Edge]) -> Layout | None:
    """Lay out groups as rows below one another, if arrows lead from a whole group to a whole group."""
    owners = {name: at for at, part in enumerate(parts) for name in names_in(part)}
    inner: list[list[Edge]] = [[] for _ in parts]
    between: dict[tuple[int, int], list[Edge]] = {}
    for link in links:
        start, end = owners[link.start], owners[link.end]
        if start == end:
            inner[start].append(link)
        else:
            between.setdefault((start, end), []).append(link)
    nodes = [[*nodes_in(part)] for part in parts]
    if not all(not found or _is_chain(nodes[at], found) for at, found in enumerate(inner)):
        return None
    firsts = [[n.name for n in (nodes[at][:1] if found else nodes[at])] for at, found in enumerate(inner)]
    lasts = [[n.name for n in (nodes[at][-1:] if found else nodes[at])] for at, found in enumerate(inner)]
    for (start, end), found in between.items():
        if {*_ends(found)} != {*product(lasts[start], firsts[end])} or len({link.text for link in found}) > 1:
            return None
    levels = _levels(len(parts), between)
    if levels is None:
        return None
    layout = Layout("TB", parts, [link for found in inner for link in found], _CLOSE)
    parts_on = Counter(levels)
    for at, part in enumerate(parts):
        if isinstance(part, NodeGroup):
            beside = parts_on[levels[at]]
            room = (WIDEST - _BESIDE * (beside - 1)) / beside - _FRAME - sum(_LABEL for link in inner[at] if link.text)
            fits = _row(nodes[at], _CLOSE + _DEEPER if inner[at] else _BESIDE) <= room
            layout.inside[part.name] = "LR" if fits == bool(inner[at]) else "TB"
    for (start, end), found in between.items():
        layout.links.append(found[0]._replace(start=parts[start].name, end=parts[end].name))
    return layout


def _levels(count: int, between: Iterable[tuple[int, int]]) -> list[int] | None:
    """Say on which level each part stands, below all that lead to it; nothing if they go round in a cycle."""
    above: dict[int, set[int]] = {part: set() for part in range(count)}
    for start, end in between:
        above[end].add(start)
    levels = [0] * count
    try:
        for part in TopologicalSorter(above).static_order():
            levels[part] = max((levels[other] + 1 for other in above[part]), default=0)
    except CycleError:
        return None
    return levels


def _nested(parts: Sequence[ChartPart], links: list[Edge]) -> Layout:
    """Lay out things that are in others: beside one another where there is room, else below one another."""
    groups = [part for part in parts if isinstance(part, NodeGroup)]
    ends = {name for link in links for name in (link.start, link.end)}
    notes = [part for part in parts if part.name not in ends and not isinstance(part, NodeGroup)]
    for wrap in (_WRAP_OF_NOTES, _WRAP) if notes else (_WRAP,):
        layout = Layout("TB", parts, links, _TITLE, wrap)
        if max((_arrange(group, WIDEST, ends, layout) for group in groups), default=0) <= WIDEST:
            break
    layout.below += [(group.name, note.name) for group in groups for note in notes]
    return layout


def _arrange(group: NodeGroup, room: float, ends: set[str], layout: Layout) -> float:
    """Arrange what is in a group, and say how wide it becomes."""
    room -= _FRAME
    layout.inside[group.name] = "TB"
    groups = [part for part in group.inside if isinstance(part, NodeGroup)]
    nodes = [part for part in group.inside if isinstance(part, FlowNode)]
    joined = any(part.name in ends for part in group.inside)
    if not groups:
        wide = _row(nodes, _BESIDE, layout.wrap)
        widest = max((node_width(node, layout.wrap) for node in nodes), default=0)
        if joined:
            return _grid(nodes, room, layout) + _FRAME
        if wide > room:
            layout.inside[group.name] = "LR"
        return (wide if wide <= room else widest) + _FRAME
    if len(groups) > 1 and not _lead_to_each_other(groups, layout.links):
        each = (room - _BESIDE * (len(groups) - 1)) / len(groups)
        least = [max((node_width(node, layout.wrap) for node in nodes_in(part)), default=0) + _FRAME for part in groups]
        if max(least) <= each or joined:
            wide = sum(_arrange(part, each, ends, layout) for part in groups)
            return wide + _BESIDE * (len(groups) - 1) + _FRAME
        layout.inside[group.name] = "LR"
    return max(_arrange(part, room, ends, layout) for part in groups) + _FRAME


def _grid(nodes: Sequence[FlowNode], room: float, layout: Layout) -> float:
    """Lay out the nodes of a group that arrows lead into in as many rows as they need, and say how wide these are.

    What leads to one of them stands above the middle of the first row, and where one leads to below that of the last.
    """
    names = [node.name for node in nodes]
    most = min(len(nodes), max(1, int(room // _BESIDE)))  # no more gaps fit, so no more rows are tried either
    columns = next(n for n in range(most, 0, -1) if n == 1 or _widest_row(nodes, n, layout) <= room)
    columns = -(-len(nodes) // -(-len(nodes) // columns))  # as many in each row
    inside = {*names}
    for link in layout.links:
        if link.end in inside:
            layout.below += [(link.start, name) for name in names[:columns] if name != link.end]
    rows = [names[at : at + columns] for at in range(0, len(names), columns)]
    for row, after in pairwise(rows):
        layout.below += [(name, after[min(at, len(after) - 1)]) for at, name in enumerate(row)]
    for link in layout.links:
        if link.start in inside:
            layout.below += [(name, link.end) for name in rows[-1] if name != link.start]
    return _widest_row(nodes, columns, layout)


def _widest_row(nodes: Sequence[FlowNode], columns: int, layout: Layout) -> float:
    rows = [nodes[at : at + columns] for at in range(0, len(nodes), columns)]
    return max(_row(row, _BESIDE, layout.wrap) for row in rows)


def _lead_to_each_other(groups: Sequence[NodeGroup], links: Iterable[Edge]) -> bool:
    owners = {name: group.name for group in groups for name in names_in(group)}
    among = [(owners[link.start], owners[link.end]) for link in links if link.start in owners and link.end in owners]
    return any(start != end for start, end in among)
