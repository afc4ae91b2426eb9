"""Reads one YAML file into a tree, and says of everything that the format forbids where it stands and how to mend it.

PyYAML's scanner (libyaml's where it is there) does the reading; the tree is built here, from its events, because the
format differs from what PyYAML constructs: text stays text, keys are never lost, aliases are never multiplied, and a
`[PLACEHOLDER]` is no list. Nothing is ever constructed from a tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from mkdocs_arckit.findings import one_line
from mkdocs_arckit.source.advice import advise
from mkdocs_arckit.source.nodes import Bracketed, Entry, Mapping, Mark, Node, Scalar, Sequence, is_empty
from mkdocs_arckit.source.placeholders import is_placeholder
from mkdocs_arckit.source.result import DEFAULT_LIMITS, Limits, Problem, Tree

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)  # only its scanner is used, through `yaml.parse`
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_HARMLESS_TAGS = frozenset({None, "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
_NULLS = frozenset({"", "~", "null"})


class _MergeKey(Scalar):
    """An unquoted `<<`: as a key it merges, as a value it is text."""

    __slots__ = ()


class _UnreadableError(Exception):
    """Reading on would be pointless or dangerous; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read yet."""

    node: Mapping | Sequence
    anchor: str | None
    size: int = 1
    key: Scalar | None = None  # of a mapping, the key that waits for its value
    merges: list[Node] = field(default_factory=list)
    flow: bool = False


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Tree:
    """Read the bytes of a file. Never raises for what they hold."""
    if len(data) > limits.file_size:
        size = f"the file is larger than the {limits.file_size:,} bytes that are allowed"
        return Tree(None, [Problem(size, "split it, or raise the limit `file_size`", rule="file")])
    try:
        text = _decode(data)
        return _Composer(text, limits).compose()
    except _UnreadableError as stop:
        return Tree(None, [stop.problem])


def _decode(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _UnreadableError(Problem("the file is UTF-16", "save it as UTF-8", Mark(1, 1)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise _UnreadableError(
            Problem(f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8", _mark_at(before))
        ) from None
    text = text.removeprefix("\ufeff")
    if bad := _FORBIDDEN.search(text):
        raise _UnreadableError(
            Problem(f"control character {_name(bad[0])}", "remove it", _mark_at(text[: bad.start()]))
        )
    return text


def _name(char: str) -> str:
    return f"U+{ord(char):04X}"


def _mark_at(before: str) -> Mark:
    """The place that follows the text `before`."""
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1)


class _Composer:
    """Builds the tree with a stack of its own, so that no depth of nesting can exhaust Python's."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text, self.limits = text, limits
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.has_empty_keys = False
        self.doubtful: set[str] = set()

    def compose(self) -> Tree:
        documents = 0
        event: Any  # PyYAML's types know only what all events have
        try:
            for event in yaml.parse(self.text, Loader=_LOADER):
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    size = 1 + len(event.value) // 100
                    self.add(self.scalar(event), size, event.anchor)
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    self.open(event)
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self.close(event)
                elif kind is yaml.AliasEvent:
                    self.alias(event)
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        self.root = None
                        where = _mark(event.start_mark)
                        return self.stopped(
                            Problem("a second document begins here", "keep one strategy in a file", where)
                        )
        except yaml.MarkedYAMLError as error:
            return self.stopped(self.syntax(error))
        except yaml.YAMLError as error:
            return self.stopped(Problem(f"cannot be read as YAML: {one_line(str(error), 200)}"))
        except _UnreadableError as stop:
            return self.stopped(stop.problem)
        if not isinstance(self.root, Mapping):
            what = "a list" if isinstance(self.root, Sequence) else "empty" if self.nothing() else "a single text"
            place = self.root.mark if self.root and not self.nothing() else None
            self.problems.append(
                Problem(f"the file is {what}, but a strategy is keys and values", "begin with `project:`", place)
            )
            return Tree(None, self.problems)
        return Tree(self.root, self.problems, self.has_empty_keys, doubtful=frozenset(self.doubtful))

    def stopped(self, problem: Problem) -> Tree:
        root = self.stack[0].node if self.stack else self.root
        partial = root if isinstance(root, Mapping) else None
        return Tree(None, [*self.problems, problem], partial=partial, doubtful=frozenset(self.doubtful))

    def nothing(self) -> bool:
        return self.root is None or (isinstance(self.root, Scalar) and not self.root.text)

    def syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        opened = _mark(error.context_mark) if error.context_mark else None
        where = _mark(error.problem_mark) if error.problem_mark else opened
        if "nesting depth" in (error.problem or ""):  # libyaml's scanner, which looks ahead, has a limit of its own
            return self.too_deep(where)
        return Problem(*advise(self.text, error.problem or "unreadable", error.context or "", where, opened))

    def too_deep(self, where: Mark | None) -> Problem:
        message = f"values are nested deeper than {self.limits.depth} levels"
        return Problem(message, "flatten them, or raise the limit `depth`", where)

    def complain(self, message: str, hint: str, start: Any) -> None:
        self.problems.append(Problem(message, hint, _mark(start)))

    def check_tag(self, event: Any) -> None:
        if event.tag not in _HARMLESS_TAGS:
            message = f"tag {one_line(event.tag)} is not allowed"
            self.complain(message, "remove it; every value is text", event.start_mark)
            if self.stack and self.stack[-1].key:
                self.doubtful.add(self.stack[-1].key.text or "")

    def scalar(self, event: Any) -> Scalar:
        value, start = event.value, event.start_mark
        if event.tag is not None:
            self.check_tag(event)
        if not event.style:
            if value == "<<":
                return _MergeKey(value, start)
            return Scalar(None if value in _NULLS else value, start)
        if event.style == '"' and (bad := _FORBIDDEN.search(value)):
            self.complain(f"control character {_name(bad[0])} written as an escape", "remove it", start)
            value = _FORBIDDEN.sub("\ufffd", value)
        return Scalar(value, start)

    def open(self, event: Any) -> None:
        self.check_tag(event)
        if len(self.stack) >= self.limits.depth:
            raise _UnreadableError(self.too_deep(_mark(event.start_mark)))
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        opened = _Open(kind(event.start_mark), event.anchor, flow=bool(event.flow_style))
        if event.anchor:
            self.anchors[event.anchor] = (opened.node, -1)
        self.stack.append(opened)

    def close(self, event: Any) -> None:
        done = self.stack.pop()
        node: Node = done.node
        if done.flow and isinstance(node, Sequence) and node.start.line == event.end_mark.line:
            source = self.text[node.start.index : event.end_mark.index]
            if is_placeholder(source):
                node = Bracketed(source, node.start)
        elif isinstance(node, Mapping) and done.merges:
            self.merge(node, done.merges)
        self.add(node, done.size, done.anchor)

    def alias(self, event: Any) -> None:
        known = self.anchors.get(event.anchor)
        if known is None:
            hint = f"name a value `&{event.anchor}` above it, or quote the text"
            raise _UnreadableError(Problem(f"alias `*{event.anchor}` refers to nothing", hint, _mark(event.start_mark)))
        node, size = known
        if size < 0:
            message = f"alias `*{event.anchor}` contains itself"
            raise _UnreadableError(Problem(message, "write the value out", _mark(event.start_mark)))
        self.add(node, size, None, event.start_mark)

    def add(self, node: Node, size: int, anchor: str | None, start: Any = None) -> None:
        """Put a finished value where it belongs; `start` is where it is used if that is not where it stands."""
        if anchor:
            self.anchors[anchor] = (node, size)
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.size += size
        if parent.size > self.limits.nodes:
            message = f"the file holds more than {self.limits.nodes:,} values once its aliases are followed"
            hint = "write less, or raise the limit `nodes`"
            raise _UnreadableError(Problem(message, hint, _mark(start or node.start)))
        collection, key = parent.node, parent.key
        if isinstance(collection, Sequence):
            if not is_empty(node):
                collection.items.append(node)
        elif key is None:
            parent.key = self.as_key(node, start)
        else:
            parent.key = None
            self.set(parent, collection, key, node)

    def as_key(self, node: Node, start: Any) -> Scalar:
        if isinstance(node, Scalar) and node.text is not None:
            return Scalar(node.text, start) if start else node
        self.complain("a key has to be text", "quote it, or remove the `?`", start or node.start)
        return Scalar(None, start or node.start)

    def set(self, parent: _Open, mapping: Mapping, key: Scalar, node: Node) -> None:
        name = key.text
        if name is None:
            return
        if isinstance(key, _MergeKey):
            parent.merges.extend(node.items if isinstance(node, Sequence) else [node])
        elif first := mapping.entries.get(name) or mapping.empty.get(name):
            self.doubtful.add(name)
            message = f"key {one_line(name)} is there already, in line {first.mark.line}"
            self.complain(message, "keep one of the two", key.start)
        elif is_empty(node):
            mapping.empty[name] = Entry(key.start, node)
            self.has_empty_keys = True
        else:
            mapping.entries[name] = Entry(key.start, node)

    def merge(self, node: Mapping, sources: list[Node]) -> None:
        """Add the keys of the merged mappings that the mapping has not itself; earlier ones win."""
        for source in sources:
            if not isinstance(source, Mapping):
                self.complain(
                    "`<<` merges mappings only", "write `<<: *name`, where `&name` is a mapping", source.start
                )
                continue
            for key, entry in source.entries.items():
                if key not in node.empty:
                    node.entries.setdefault(key, entry)
