"""Reads one YAML file into a tree, and says of everything that the format forbids where it is and how to fix it.

PyYAML's scanner (libyaml's where it is there) does the reading; the tree is built here, from its events, because the
format differs from what PyYAML constructs: text stays text, keys are never lost, aliases are never multiplied, and a
`[PLACEHOLDER]` is not a list. Nothing is ever constructed from a tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.source.advice import advise, quoted
from mkdocs_arckit.source.nodes import Empty, Mapping, Mark, Node, Sequence, is_empty, mark_of
from mkdocs_arckit.source.placeholders import is_placeholder, is_text_in_brackets
from mkdocs_arckit.source.portable import Portable
from mkdocs_arckit.source.result import DEFAULT_LIMITS, STRATEGY, Kind, Limits, Tree, YamlProblem

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)  # only its events are used
MAX_DEPTH = 200
"""No limit allows more levels than these."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))
_HARMLESS_TAGS = frozenset({None, "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
_SIGN = re.compile(r"(?:[|>][+-]?\d|&)[^\s,\]}]*")
"""What begins a block of text, or names a value, and may be meant as text: `>3`, `&fast`."""
_NULLS = frozenset({"", "~", "null"})


class _UnreadableError(Exception):
    """Reading on would be pointless or dangerous; carries the problem that says why."""

    def __init__(self, problem: YamlProblem) -> None:
        self.problem = problem


def read(data: bytes, limits: Limits = DEFAULT_LIMITS, kind: Kind = STRATEGY) -> Tree:
    """Read the bytes of a file. Never raises for what they hold.

    Args:
        data: the bytes.
        limits: how much they may hold.
        kind: what the file is.
    """
    if len(data) > limits.file_size:
        size = f"the file is larger than the {limits.file_size:,} bytes that are allowed"
        return Tree(None, [YamlProblem(size, "split it, or raise the limit `file_size`", rule="file")])
    try:
        text = _decode(data)
        return _Composer(text, limits, kind).compose()
    except _UnreadableError as stop:
        return Tree(None, [stop.problem])


def _decode(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _UnreadableError(YamlProblem("the file is UTF-16", "save it as UTF-8", Mark(1, 1)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise _UnreadableError(
            YamlProblem(f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8", _mark_at(before))
        ) from None
    text = text.removeprefix("\ufeff")
    # A quick look first, which tells most files from those that are worth a search.
    suspicious = b"\xc2" in data or b"\xef" in data or len(data.translate(None, _CONTROLS)) < len(data)
    if suspicious and (bad := _FORBIDDEN.search(text)):
        raise _UnreadableError(
            YamlProblem(f"control character {_name(bad[0])}", "remove it", _mark_at(text[: bad.start()]))
        )
    return text


def _name(char: str) -> str:
    return f"U+{ord(char):04X}"


def _mark_at(before: str) -> Mark:
    """Return the place that follows the text `before`."""
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


class _Composer:
    """Builds the tree; calls itself for each level, so no more of them are read than Python's own stack can hold."""

    def __init__(self, text: str, limits: Limits, kind: Kind) -> None:
        self.text, self.kind = text, kind
        self.nodes, self.depth = limits.nodes, min(limits.depth, MAX_DEPTH)
        self.next_event: Callable[[], Any] = _LOADER(text).get_event  # PyYAML's types know only what all events have
        self.problems: list[YamlProblem] = []
        self.anchors: dict[str, tuple[Node, Any, int]] = {}
        """Of each anchor the value, where it begins, and its size, below zero while it is being read."""
        self.open: list[Mapping | Sequence] = []
        """The collections whose ends have not been read yet."""
        self.root: Node = None
        self.start: Any = None
        self.size, self.has_empty_keys = 0, False
        self.doubtful: dict[str, Mark] = {}
        self.bracketed: set[Mark] = set()
        self.anchored: set[Mark] = set()
        self.portable = Portable(text)

    def compose(self) -> Tree:
        try:
            self.documents()
        except yaml.MarkedYAMLError as error:
            return self.stopped(self.syntax(error))
        except yaml.YAMLError as error:
            return self.stopped(YamlProblem(f"cannot be read as YAML: {quoted_value(str(error), 200)}"))
        except _UnreadableError as stop:
            return self.stopped(stop.problem)
        root = self.root
        if isinstance(root, Mapping):
            places = self.doubtful, self.bracketed, self.anchored
            return Tree(root, self.problems, self.has_empty_keys, *places, self.portable.warnings())
        what = "a list" if isinstance(root, Sequence) else "a single text" if root else "empty"
        place = mark_of(self.start) if isinstance(root, Sequence) or root else None
        message = f"the file is {what}, but {self.kind.name} is keys and values"
        problem = YamlProblem(message, f"begin with `{self.kind.first}:`", place)
        return Tree(None, [*self.problems, problem])

    def documents(self) -> None:
        count = 0
        while (event := self.next_event()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                count += 1
                if count > 1:
                    self.root = None
                    where = mark_of(event.start_mark)
                    hint = f"keep {self.kind.name.replace('a ', 'one ', 1)} in a file"
                    raise _UnreadableError(YamlProblem("a second document begins here", hint, where))
            elif isinstance(event, (yaml.NodeEvent, yaml.AliasEvent)):
                self.root, self.start = self.value(event)

    def stopped(self, problem: YamlProblem) -> Tree:
        return Tree(None, [*self.problems, problem])

    def syntax(self, error: yaml.MarkedYAMLError) -> YamlProblem:
        opened = mark_of(error.context_mark) if error.context_mark else None
        where = mark_of(error.problem_mark) if error.problem_mark else opened
        if "nesting depth" in (error.problem or ""):  # libyaml's scanner, which looks ahead, has a limit of its own
            return self.too_deep(where)
        return YamlProblem(*advise(self.text, error.problem or "unreadable", error.context or "", where, opened))

    def too_deep(self, where: Mark | None) -> YamlProblem:
        message = f"values are nested deeper than {self.depth} levels"
        return YamlProblem(message, "flatten them, or raise the limit `depth`", where, "limit")

    def complain(self, message: str, hint: str, start: Any) -> None:
        self.problems.append(YamlProblem(message, hint, mark_of(start)))

    def check_tag(self, event: Any, key: str | None) -> None:
        if event.tag not in _HARMLESS_TAGS:
            message = f"tag {quoted_value(event.tag)} is not allowed"
            self.complain(message, "remove it; every value is text", event.start_mark)
            if key is not None:
                self.doubtful.setdefault(key, mark_of(event.start_mark))

    def too_many(self, start: Any) -> _UnreadableError:
        message = f"the file holds more than {self.nodes:,} values once its aliases are followed"
        return _UnreadableError(YamlProblem(message, "write less, or raise the limit `nodes`", mark_of(start), "limit"))

    def value(self, event: Any, key: str | None = None) -> tuple[Node, Any]:
        """Read the value that an event begins, and where it is; `key` is the key that it is the value of."""
        kind, start = type(event), event.start_mark
        if kind is yaml.ScalarEvent:
            text = event.value
            self.size += 1 + len(text) // 100
            if self.size > self.nodes:
                raise self.too_many(start)
            if self.portable.watches:
                self.portable.scalar(event)
            if not text or event.style == '"' or event.tag or event.anchor:
                return self.scalar(event, key), start
            return (None if text in _NULLS and not event.style else text), start
        if kind is yaml.AliasEvent:
            return self.alias(event)
        if event.tag:
            self.check_tag(event, key)
        if len(self.open) >= self.depth:
            raise _UnreadableError(self.too_deep(mark_of(start)))
        before = self.size
        self.size += 1
        node: Node = self.mapping(event) if kind is yaml.MappingStartEvent else self.sequence(event)
        if event.anchor:
            self.anchors[event.anchor] = (node, start, self.size - before)
        return node, start

    def scalar(self, event: Any, key: str | None) -> str | None:
        """Read a text of which something has to be checked or remembered."""
        text: str | None = event.value
        if event.tag:
            self.check_tag(event, key)
        if not event.style and text in _NULLS:
            text = None
        elif event.style == '"' and (bad := _FORBIDDEN.search(event.value)):
            self.complain(f"control character {_name(bad[0])} written as an escape", "remove it", event.start_mark)
            text = _FORBIDDEN.sub("\ufffd", event.value)
        if event.anchor:
            self.anchors[event.anchor] = (text, event.start_mark, 1 + len(event.value) // 100)
            self.anchored.add(mark_of(event.start_mark))
        if not event.value and (sign := _SIGN.match(self.text, event.start_mark.index)):
            hint = f"if it is meant as text, quote it: {quoted(sign[0])}"
            self.complain(f"{quoted_value(sign[0])} is YAML for a text that is missing here", hint, event.start_mark)
        return text

    def alias(self, event: Any) -> tuple[Node, Any]:
        used = event.start_mark
        known = self.anchors.get(event.anchor)
        if known is None:
            hint = f"name a value `&{event.anchor}` above it, or quote the text"
            raise _UnreadableError(YamlProblem(f"alias `*{event.anchor}` refers to nothing", hint, mark_of(used)))
        node, start, size = known
        if size < 0:
            message = f"alias `*{event.anchor}` contains itself"
            raise _UnreadableError(YamlProblem(message, "write the value out", mark_of(used)))
        self.size += size
        if self.size > self.nodes:
            raise self.too_many(used)
        return node, start

    def sequence(self, begin: Any) -> Sequence | str:
        node = Sequence(begin.start_mark)
        self.begin(node, begin)
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            item, start = self.value(event)
            if not is_empty(item):
                node.add(item, start)
            elif isinstance(item, (Mapping, Sequence)):
                node.empty.append(item)
        self.open.pop()
        self.portable.end(begin)
        opened: Any = begin.start_mark
        closed: Any = event.end_mark
        if self.kind.placeholders and begin.flow_style and opened.line == closed.line:
            source = self.text[opened.index : closed.index]
            if is_text_in_brackets(source):
                self.bracketed |= {mark_of(opened)} if is_placeholder(source) else set()
                return source
        return node

    def mapping(self, begin: Any) -> Mapping:
        node = Mapping(begin.start_mark)
        merged: list[tuple[Node, Any]] = []
        self.begin(node, begin)
        while type(event := self.next_event()) is not yaml.MappingEndEvent:
            key, _ = self.value(event)
            key_start = event.start_mark
            if not isinstance(key, str):
                self.complain("a key has to be text", "quote it, or remove the `?`", key_start)
                key = None
            value, start = self.value(self.next_event(), key)
            if key is None:
                continue
            if key == "<<" and type(event) is yaml.ScalarEvent and not event.style:
                merged += zip(value, value.starts, strict=True) if isinstance(value, Sequence) else [(value, start)]
            elif key in node or key in node.empty:
                self.doubled(node, key, key_start)
            elif is_empty(value):
                node.empty[key] = Empty(value, key_start, start)
                self.has_empty_keys = True
            else:
                node.add(key, value, key_start, start)
        self.open.pop()
        self.portable.end(begin)
        for source, start in merged:
            self.merge(node, source, start)
        return node

    def begin(self, node: Mapping | Sequence, event: Any) -> None:
        self.portable.begin(event)
        if event.anchor:
            self.anchors[event.anchor] = (node, event.start_mark, -1)
            self.anchored.add(mark_of(event.start_mark))
        self.open.append(node)

    def doubled(self, node: Mapping, key: str, start: Any) -> None:
        first = node.find(key)
        assert first
        self.doubtful.setdefault(key, mark_of(start))
        message = f"key {quoted_value(key)} already exists, in line {first.key_start.line + 1}"
        self.complain(message, "keep one of the two", start)

    def merge(self, node: Mapping, source: Node, start: Any) -> None:
        """Add the keys of a merged mapping that the mapping has not itself; earlier ones win."""
        if not isinstance(source, Mapping):
            self.complain("`<<` merges mappings only", "write `<<: *name`, where `&name` is a mapping", start)
            return
        for key, value, key_start, value_start in source.placed():
            if key not in node and key not in node.empty:
                node.add(key, value, key_start, value_start)
        for key, missing in source.empty.items():
            if key not in node:
                node.empty.setdefault(key, missing)
