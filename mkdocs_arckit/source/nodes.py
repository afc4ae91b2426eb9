"""The tree that a YAML file is read into: plain text, lists and mappings that know the places of what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Loc = tuple[str | int, ...]
"""Keys and list positions from the root to a value."""


class Mark(NamedTuple):
    """A place in a file; line and column count from 1, columns in characters."""

    line: int
    column: int


class Empty(NamedTuple):
    """A value that counts as missing, and where its key and it begin."""

    value: Node
    key_start: Any
    start: Any


class Sequence(list["Node"]):
    """A list of values, without those that count as missing.

    Places are the scanner's own marks, kept apart from the values and read only when somebody asks for one.
    """

    __slots__ = ("empty", "start", "starts")

    def __init__(self, start: Any) -> None:
        self.start = start
        self.starts: list[Any] = []
        """Where each item begins."""
        self.empty: list[Node] = []
        """The lists and mappings that count as missing because nothing in them has a value."""

    def add(self, item: Node, start: Any) -> None:
        """Append an item."""
        self.append(item)
        self.starts.append(start)


class Mapping(dict[str, "Node"]):
    """Keys, always text, and their values, in the order of the file; `empty` holds those that count as missing."""

    __slots__ = ("_numbers", "empty", "start", "starts")

    def __init__(self, start: Any) -> None:
        self.start = start
        self.starts: list[Any] = []
        """Where each key and its value begin, in turn."""
        self.empty: dict[str, Empty] = {}
        self._numbers: dict[str, int] = {}

    def add(self, key: str, value: Node, key_start: Any, start: Any) -> None:
        """Append a key that is not there yet."""
        self[key] = value
        self.starts += (key_start, start)

    def placed(self) -> Iterator[tuple[str, Node, Any, Any]]:
        """Yield each key with its value, and where both begin."""
        return zip(self, self.values(), self.starts[::2], self.starts[1::2], strict=True)

    def find(self, key: str) -> Empty | None:
        """Find a key's value, whether it counts as missing or not, and where both begin."""
        if key in self:
            if key not in self._numbers:
                self._numbers = {known: n for n, known in enumerate(self)}
            at = 2 * self._numbers[key]
            return Empty(self[key], self.starts[at], self.starts[at + 1])
        return self.empty.get(key)


Node = str | Sequence | Mapping | None
"""What a file says: plain values, of which lists and mappings know places. Text is as its author typed it, and `None`
is an unquoted `null`, `~` or nothing."""


def is_empty(node: Node) -> bool:
    """Return whether a value counts as missing: null, blank text, or a list or mapping that holds nothing else."""
    return not node or (isinstance(node, str) and node.isspace())


def mark_of(start: Any) -> Mark:
    """Turn a mark of the scanner into a place."""
    return Mark(start.line + 1, start.column + 1)


def find(root: Mapping, loc: Loc, *, at_key: bool = False) -> tuple[Mark, Loc]:
    """Find the place of the value at `loc`, or of its nearest ancestor that exists, and the part of `loc` that does.

    A step that the tree lacks is skipped, so that the names a model puts between (a union's branch, say) do no harm.
    The place of a text is where it begins, or with `at_key` where its key does; that of a list or a mapping is that of
    its key.
    """
    node: Node = root
    key_start = start = root.start
    path: list[str | int] = []
    for step in loc:
        if isinstance(node, Mapping) and isinstance(step, str) and (found := node.find(step)):
            missing = step not in node
            node, key_start, start = found
            start = key_start if missing else start
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node):
            key_start = start = node.starts[step]
            node = node[step]
        else:
            continue
        path.append(step)
    is_text = not isinstance(node, (Mapping, Sequence))
    return mark_of(start if is_text and not at_key else key_start), tuple(path)


def walk(root: Node, wanted: Callable[[str], bool]) -> Iterator[tuple[Loc, str]]:
    """Yield the texts of a tree that are `wanted`, with their locations, in the order of the file."""
    stack: list[tuple[Loc, Node]] = [((), root)]
    while stack:
        loc, node = stack.pop()
        if isinstance(node, str):
            yield loc, node
            continue
        steps: list[tuple[str | int, Node]] = []
        if isinstance(node, Sequence):
            steps = list(enumerate(node))
        elif isinstance(node, Mapping):
            steps = list(node.items())
        for step, inner in reversed(steps):
            if not isinstance(inner, str) or wanted(inner):
                stack.append(((*loc, step), inner))


def dotted(loc: Loc) -> str:
    """Write a location as people do: `ci.stages[2].jobs`."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
