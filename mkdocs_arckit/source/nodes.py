"""The tree that a YAML file is read into: text, lists and mappings, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

Loc = tuple[str | int, ...]
"""Keys and list positions from the root to a value."""


class Mark(NamedTuple):
    """A place in a file; line and column count from 1, columns in characters."""

    line: int
    column: int


class Scalar:
    """Text as its author typed it, or `None` for an unquoted `null`, `~` or nothing."""

    __slots__ = ("mark", "text")

    def __init__(self, text: str | None, mark: Mark) -> None:
        self.text, self.mark = text, mark


class Bracketed(Scalar):
    """A placeholder in unquoted brackets, which YAML takes for a list of one."""

    __slots__ = ()


class Sequence:
    """A list of nodes."""

    __slots__ = ("items", "mark")

    def __init__(self, mark: Mark) -> None:
        self.items: list[Node] = []
        self.mark = mark


class Entry(NamedTuple):
    """A key's place and its value."""

    mark: Mark
    value: Node


class Mapping:
    """Keys, always text, in the order of the file; `empty` holds the places of those that `prune` took out."""

    __slots__ = ("empty", "entries", "mark")

    def __init__(self, mark: Mark) -> None:
        self.entries: dict[str, Entry] = {}
        self.empty: dict[str, Mark] = {}
        self.mark = mark


Node = Scalar | Sequence | Mapping
Data = str | list["Data"] | dict[str, "Data"] | None
"""What a tree says, without places."""


def is_empty(node: Node) -> bool:
    """Whether a node counts as missing: null, blank text, `[]`, `{}`, or nothing but such."""
    if isinstance(node, Scalar):
        return node.text is None or not node.text.strip()
    if isinstance(node, Sequence):
        return all(is_empty(item) for item in node.items)
    return all(is_empty(entry.value) for entry in node.entries.values())


def prune(node: Node, keep: frozenset[str] = frozenset()) -> None:
    """Take what counts as missing out of a tree, in place; a top-level key in `keep` stays if it is an empty list."""
    if isinstance(node, Sequence):
        node.items = [item for item in node.items if not is_empty(item)]
        for item in node.items:
            prune(item)
    elif isinstance(node, Mapping):
        for key, entry in list(node.entries.items()):
            if not is_empty(entry.value):
                prune(entry.value)
            elif not (key in keep and isinstance(entry.value, Sequence)):
                node.empty[key] = node.entries.pop(key).mark


def to_data(node: Node) -> Data:
    """The plain value of a tree."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [to_data(item) for item in node.items]
    return {key: to_data(entry.value) for key, entry in node.entries.items()}


def find(root: Node, loc: Loc) -> tuple[Mark, Loc]:
    """The place of the value at `loc`, or of its nearest ancestor that exists, and the part of `loc` that does.

    A step that the tree lacks is skipped, so that the names a model puts between (a union's branch, say) do no harm.
    The place of a mapping's entry is that of its key.
    """
    node, mark = root, root.mark
    path: list[str | int] = []
    for step in loc:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            mark, node = node.entries[step]
        elif isinstance(node, Mapping) and isinstance(step, str) and step in node.empty:
            return node.empty[step], (*path, step)
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            mark = node.mark
        else:
            continue
        path.append(step)
    if isinstance(node, Scalar):
        mark = node.mark
    return mark, tuple(path)


def walk(root: Node) -> Iterator[tuple[Loc, Scalar]]:
    """Every text of a tree with its location, in the order of the file."""
    stack: list[tuple[Loc, Node]] = [((), root)]
    while stack:
        loc, node = stack.pop()
        if isinstance(node, Scalar):
            yield loc, node
        elif isinstance(node, Sequence):
            stack.extend(((*loc, i), node.items[i]) for i in reversed(range(len(node.items))))
        else:
            stack.extend(((*loc, key), node.entries[key].value) for key in reversed(node.entries))


def dotted(loc: Loc) -> str:
    """A location as people write it: `ci.stages[2].jobs`."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
