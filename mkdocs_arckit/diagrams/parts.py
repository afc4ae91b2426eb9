"""What a flowchart is made of: nodes, groups and the arrows between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

NodeKind = Literal["box", "step", "approval", "gate"]
"""What a node is: a thing, a step, an approval that somebody gives, or a gate that opens by itself."""
Stage = Literal["", "build", "test", "security", "environment"]
"""What kind of stage a node is, if that is known."""
Look = Literal["", "build", "test", "security", "environment", "approval", "gate"]
"""What a node looks like; without any it is a plain box."""


@dataclass(slots=True)
class FlowNode:
    """A node, the text of the group it is in, and what it is; a step whose text ends in `?` is a decision."""

    name: str
    text: str
    group: str
    kind: NodeKind
    stage: Stage = ""

    @property
    def decision(self) -> bool:
        return self.kind != "box" and self.text.endswith("?")

    @property
    def look(self) -> Look:
        """What it looks like: a decision like an approval, an approval like a gate, anything else like its stage."""
        if self.decision:
            return "approval"
        return self.kind if self.kind in {"approval", "gate"} else self.stage


@dataclass(slots=True)
class NodeGroup:
    """A box around nodes and other groups; `fixed` if it is there whatever the author says."""

    name: str
    text: str
    fixed: bool = False
    inside: list[FlowNode | NodeGroup] = field(default_factory=list)


class Edge(NamedTuple):
    """An arrow between two nodes or groups, by their IDs."""

    start: str
    end: str
    text: str
    dotted: bool


def names_in(part: FlowNode | NodeGroup) -> Iterator[str]:
    """Yield the IDs of a part and all that is in it."""
    yield part.name
    for inner in part.inside if isinstance(part, NodeGroup) else ():
        yield from names_in(inner)


def nodes_in(part: FlowNode | NodeGroup) -> Iterator[FlowNode]:
    """Yield the nodes of a part, in their order."""
    if isinstance(part, FlowNode):
        yield part
    else:
        for inner in part.inside:
            yield from nodes_in(inner)
