"""Adds an item to a list in somebody's YAML file, and leaves every other byte as it is.

A YAML library that reads a file and writes it again loses or moves something: a quote, a blank line, a comment, `~`.
So the parser only says where the list ends, a line is put there, and what came out is read and compared with what was
meant. Nothing is constructed: tags such as `!ENV` and `!!python/name:…` are read as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

_NULL = "tag:yaml.org,2002:null"
_TEXT = "tag:yaml.org,2002:str"
_LISTS = frozenset({"tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})


class NoPlaceError(Exception):
    """Nothing can be added without changing something else; the text says why."""


class Item(NamedTuple):
    """What is added to a list, in its two forms.

    Attributes:
        name: what it is called in a list, or its key in a mapping.
        lines: the item as YAML, on as many lines as it needs.
    """

    name: str
    lines: Sequence[str]

    @property
    def dashed(self) -> list[str]:
        """The lines as an item of a list."""
        return [("- " if number == 0 else "  ") + line for number, line in enumerate(self.lines)]


def read_tree(text: str) -> MappingNode | None:
    """Read YAML into nodes, which know their places; `None` if it holds nothing.

    Raises:
        yaml.YAMLError: it is not YAML.
        NoPlaceError: it is no mapping.
    """
    # The loader in Python: only its marks say where in the text they are.
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is not None and not isinstance(node, MappingNode):
        raise NoPlaceError("it holds no keys")
    return node


def value_of(tree: MappingNode | None, key: str) -> Node | None:
    """Find the value of a key at the top of a file."""
    return next((value for name, value in tree.value if name.value == key), None) if tree else None


def is_null(node: Node | None) -> bool:
    """Return whether a value is missing or empty."""
    return node is None or node.tag == _NULL


def listed_names(node: Node | None) -> Iterator[str]:
    """Yield the names in a list of names, or of mappings of one name, or in a mapping; what is in a group too."""
    if isinstance(node, ScalarNode):
        yield node.value
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from listed_names(item)
    elif isinstance(node, MappingNode):
        for name, value in node.value:
            yield from listed_names(name)
            if isinstance(value, MappingNode):
                yield from listed_names(value_of(value, "plugins"))


def add_item(
    text: str, key: str, item: Item, *, before: Sequence[str] = (), last: Collection[str] = (), mapping: bool = False
) -> str:
    """Add an item to the list or mapping below a key at the top of a file.

    Args:
        text: the file.
        key: the key; it is added if it is missing.
        item: what to add.
        before: what a list that is missing begins with.
        last: names of items that have to stay at the end.
        mapping: whether a key that is missing becomes a mapping, and not a list.

    Raises:
        NoPlaceError: the list can't be found, or nothing can be added to it.
    """
    try:
        tree = read_tree(text)
        found = [(name, value) for name, value in tree.value if name.value == key] if tree else []
        if found:
            changed = _with_item(text, found, item, before, last)
        else:
            changed = _with_key(text, key, [f"{item.name}: {{}}"] if mapping else _list(before, item))
        if _added(tree, read_tree(changed), key, item, before):
            return changed
    except (yaml.YAMLError, RecursionError):
        pass
    raise NoPlaceError(f"`{key}` is written in a way that can't be changed safely")


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _list(before: Sequence[str], item: Item) -> list[str]:
    return [*(f"- {name}" for name in before), *item.dashed]


def _with_key(text: str, key: str, below: Sequence[str]) -> str:
    newline = _newline(text)
    end = text if not text or text.endswith("\n") else text + newline
    return end + newline.join([*([""] if text.strip() else []), f"{key}:", *(f"  {line}" for line in below), ""])


def _with_item(
    text: str, found: list[tuple[Node, Node]], item: Item, before: Sequence[str], last: Collection[str]
) -> str:
    (name, value), *more = found
    key = name.value
    if more:
        raise NoPlaceError(f"`{key}` is there {len(found)} times")
    if value.start_mark.index < name.end_mark.index:
        raise NoPlaceError(f"`{key}` is an alias of something else")
    if value.tag == _NULL:
        text = text[: value.start_mark.index] + text[value.end_mark.index :]
        return _below(text, value.start_mark.index, [f"  {line}" for line in _list(before, item)])
    if not isinstance(value, CollectionNode) or value.tag not in _LISTS:
        raise NoPlaceError(f"`{key}` is not a list")
    entries = [part if isinstance(part, tuple) else (part, part) for part in value.value]
    while len(entries) > 1 and set(listed_names(entries[-1][0])) & set(last):
        entries.pop()
    short = item.lines[0] if isinstance(value, SequenceNode) else f"{item.name}: {{}}"
    if value.flow_style:
        if len(item.lines) > 1:
            raise NoPlaceError(f"`{key}` is written in brackets")
        at = entries[-1][1].end_mark.index if entries else value.end_mark.index - 1
        return f"{text[:at]}{', ' if entries else ''}{short}{text[at:]}"
    column = _dash(text, value) if isinstance(value, SequenceNode) else entries[0][0].start_mark.column
    lines = item.dashed if isinstance(value, SequenceNode) else [short]
    return _below(text, _end(text, entries[-1][1]), [" " * column + line for line in lines], column)


def _dash(text: str, node: SequenceNode) -> int:
    """Return the column of a list's dashes."""
    first, last = node.value[0].start_mark.index, node.start_mark.index
    marks = (token.start_mark for token in yaml.scan(text) if isinstance(token, yaml.BlockEntryToken))
    return next(int(mark.column) for mark in marks if last <= mark.index <= first)


def _end(text: str, node: Node) -> int:
    """Return where a value ends; the parser says of a block that it ends where the next thing begins."""
    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return len(text[: node.end_mark.index].rstrip())


def _below(text: str, at: int, lines: list[str], column: int = 0) -> str:
    """Put lines below the line of a place, and below the comments there that belong to it by their indentation."""
    end = _line_end(text, at)
    while column and end < len(text):
        following = text[end : _line_end(text, end)]
        if not following.strip().startswith("#") or len(following) - len(following.lstrip()) < column:
            break
        end += len(following)
    newline = _newline(text)
    head = text[:end] if text[:end].endswith("\n") else text[:end] + newline
    return head + newline.join([*lines, ""]) + text[end:]


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _added(old: MappingNode | None, new: MappingNode | None, key: str, item: Item, before: Sequence[str]) -> bool:
    """Return whether a file says the same as before, and the item besides."""
    then, now = _plain(old) if old else {}, _plain(new)
    was = None if is_null(value_of(old, key)) else then.get(key)
    if [*then, *([] if key in then else [key])] != list(now) or any(now[k] != then[k] for k in then if k != key):
        return False
    if isinstance(now[key], dict):
        return {k: v for k, v in now[key].items() if k != item.name} == (was or {}) and item.name in now[key]
    added = _plain(yaml.compose("\n".join(item.dashed), Loader=yaml.SafeLoader))
    kept = was if isinstance(was, list) else [(_TEXT, name) for name in before]
    return any([*kept[:at], *added, *kept[at:]] == now[key] for at in range(len(kept) + 1))


def _plain(node: Node | None) -> Any:
    """Write a node for comparison: what it says and of which type, not where or how it is written."""
    if isinstance(node, MappingNode):
        return {name.value if isinstance(name, ScalarNode) else str(_plain(name)): _plain(v) for name, v in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    assert isinstance(node, ScalarNode)
    return (node.tag, node.value)
