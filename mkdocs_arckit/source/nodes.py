"""The tree that a YAML file is read into: text, lists and mappings, each with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Loc = tuple[str | int, ...]
"""Keys and list positions from the root to a value."""


class Mark(NamedTuple):
    """A place in a file; line and column count from 1, columns in characters."""

    line: int
    column: int


class _Placed:
    """Something with a place. The scanner's own mark is kept, and read only when somebody asks for the place."""

    __slots__ = ("start",)

    def __init__(self, start: Any) -> None:
        self.start = start

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return Mark(self.start.line + 1, self.start.column + 1)


class Scalar(_Placed):
    """Text as its author typed it, or `None` for an unquoted `null`, `~` or nothing."""

    __slots__ = ("text",)

    def __init__(self, text: str | None, start: Any) -> None:
        self.text, self.start = text, start


class Bracketed(Scalar):
    """A placeholder in unquoted brackets, which YAML takes for a list of one."""

    __slots__ = ()


class Sequence(_Placed):
    """A list of nodes, without those that count as missing."""

    __slots__ = ("items",)

    def __init__(self, start: Any) -> None:
        self.items: list[Node] = []
        self.start = start


class Entry(_Placed):
    """A key's place and its value."""

    __slots__ = ("value",)

    def __init__(self, start: Any, value: Node) -> None:
        self.start, self.value = start, value


class Mapping(_Placed):
    """Keys, always text, in the order of the file; `empty` holds those whose value counts as missing."""

    __slots__ = ("empty", "entries")

    def __init__(self, start: Any) -> None:
        self.entries: dict[str, Entry] = {}
        self.empty: dict[str, Entry] = {}
        self.start = start


Node = Scalar | Sequence | Mapping
Data = str | list["Data"] | dict[str, "Data"] | None
"""What a tree says, without places."""


def is_empty(node: Node) -> bool:
    """Whether a node counts as missing: null, blank text, or a list or mapping that holds nothing else."""
    if isinstance(node, Scalar):
        return not node.text or node.text.isspace()
    return not (node.items if isinstance(node, Sequence) else node.entries)


def to_data(node: Node) -> Data:
    """The plain value of a tree."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [to_data(item) for item in node.items]
    return {key: to_data(entry.value) for key, entry in node.entries.items()}


def find(root: Node, loc: Loc, *, at_key: bool = False) -> tuple[Mark, Loc]:
    """The place of the value at `loc`, or of its nearest ancestor that exists, and the part of `loc` that does.

    A step that the tree lacks is skipped, so that the names a model puts between (a union's branch, say) do no harm.
    The place of a text is where it begins, or with `at_key` where its key does; that of a list or a mapping is that of
    its key.
    """
    node, mark, empty = root, root.mark, False
    path: list[str | int] = []
    for step in loc:
        if isinstance(node, Mapping) and isinstance(step, str):
            entry = node.entries.get(step) or node.empty.get(step)
            if entry is None:
                continue
            empty = step not in node.entries
            mark, node = entry.mark, entry.value
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            mark = node.mark
        else:
            continue
        path.append(step)
    if isinstance(node, Scalar) and not (at_key or empty):
        mark = node.mark
    return mark, tuple(path)


def walk(root: Node, wanted: Callable[[str], bool]) -> Iterator[tuple[Loc, Scalar]]:
    """The texts of a tree that are `wanted`, with their locations, in the order of the file."""
    stack: list[tuple[Loc, Node]] = [((), root)]
    while stack:
        loc, node = stack.pop()
        if isinstance(node, Scalar):
            yield loc, node
            continue
        steps: list[tuple[str | int, Node]] = (
            list(enumerate(node.items))
            if isinstance(node, Sequence)
            else [(key, entry.value) for key, entry in node.entries.items()]
        )
        for step, inner in reversed(steps):
            if not isinstance(inner, Scalar) or (inner.text is not None and wanted(inner.text)):
                stack.append(((*loc, step), inner))


def dotted(loc: Loc) -> str:
    """A location as people write it: `ci.stages[2].jobs`."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
