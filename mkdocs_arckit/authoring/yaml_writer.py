"""Writes the data of a strategy as YAML that a person would write, and that every reader reads as it was meant.

PyYAML's own emitter writes. What is decided here is what people decide: which rows fit on a line, which texts are
blocks, which texts need quotation marks, and where comments and empty lines stand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import yaml

from mkdocs_arckit.source.nodes import Loc
from mkdocs_arckit.source.nodes import find as place_of
from mkdocs_arckit.source.placeholders import is_text_in_brackets
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.source.result import Limits

Data: TypeAlias = "str | bool | int | date | Sequence[Data] | Mapping[Any, Data]"
"""What can be written: texts, yes and no, whole numbers, days, lists and mappings. Keys are texts or numbers."""

WIDTH = 120
"""What is wider does not stand on one line."""
_NOT_IN_BLOCKS = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Characters that a block of text can't hold, or that some readers take for the end of a line."""
_NO_LIMITS = Limits(file_size=sys.maxsize, depth=200, nodes=sys.maxsize)


def write_yaml(data: Mapping[str, Data], comments: Mapping[Loc, Iterable[str]] | None = None) -> str:
    """Write YAML: keys in the order given, an empty line between the parts of the top level.

    Args:
        data: the data. Its texts hold no control characters, as no YAML file may.
        comments: lines to write above a key or an item, by its location; `()` for the top of the file. A part of a row
            that stands on one line has its comment above the row.
    """
    text = yaml.serialize(_node(data, 0), Dumper=_Dumper, allow_unicode=True, width=sys.maxsize)
    root = read(text.encode(), _NO_LIMITS).root
    assert root is not None, "what is written can be read"

    def line_of(*loc: str | int) -> int:
        return place_of(root, loc, at_key=True)[0].line - 1

    lines: list[str] = text.split("\n")
    above: dict[int, list[str]] = {line_of(str(key)): [""] for key in [*data][1:]}
    for loc, said in (comments or {}).items():
        number = line_of(*loc) if loc else -1
        indent = re.match(" *", lines[max(number, 0)])
        above.setdefault(number, []).extend(f"{indent and indent[0]}# {part}" for part in said)
    top = [*above[-1], ""] if -1 in above else []
    return "\n".join([*top, *(part for n, line in enumerate(lines) for part in (*above.get(n, ()), line))])


class _Dumper(yaml.SafeDumper):
    """PyYAML's emitter with people's habits: indented lists, double quotation marks, tabs and hard breaks in blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def analyze_scalar(self, scalar: str) -> Any:
        analysis = super().analyze_scalar(scalar)
        analysis.allow_block = analysis.allow_block or _is_block(scalar)
        return analysis

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        text = self.event.value  # type: ignore[union-attr] # it is a scalar's
        plainly = re.search(r'["\\]', text) and "\n" not in text and not _NOT_IN_BLOCKS.search(text)
        return '"' if style == "'" and not plainly else style

    def determine_block_hints(self, text: str) -> Any:
        hints = super().determine_block_hints(text)
        return f"{self.best_indent}{hints}" if text.startswith("\t") else hints


for _pattern, _first in (  # what YAML 1.2, or YAML 1.1 as others read it, takes for a number, yes or no
    (r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+", "-+.0123456789"),
    (r"[yYnN]|\.[nN][aA][nN]|[-+]?\.[iI][nN][fF]", "yYnN.-+"),
):
    _Dumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(rf"^(?:{_pattern})$"), list(_first))


def _node(data: Data, depth: int, column: int = 0) -> yaml.Node:
    """Make what PyYAML writes: `depth` counts the levels above, `column` says where on its line the value begins."""
    if isinstance(data, Mapping):
        keyed = [(_key(k), _node(v, depth + 1, 2 * depth + len(str(k)) + 2)) for k, v in data.items()]
        node = yaml.MappingNode("tag:yaml.org,2002:map", keyed, flow_style=False)
        short = all(_is_flat(value) for _, value in keyed) and (depth != 1 or len(keyed) < 3)
        node.flow_style = not data or (depth > 0 and short and _fits(node, column))
        return node
    if isinstance(data, (str, bool, int, date)):
        return _scalar(data)
    items = [_node(item, depth + 1, 2 * depth + 2) for item in data]
    if len(items) == 1 and isinstance(data[0], str) and is_text_in_brackets(f"[{data[0]}]"):
        items[0] = yaml.ScalarNode("tag:yaml.org,2002:str", data[0], style='"')
    found = yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=False)
    found.flow_style = all(isinstance(i, yaml.ScalarNode) and i.style != "|" for i in items) and _fits(found, column)
    return found


def _key(data: str | int) -> yaml.ScalarNode:
    node = _scalar(data)
    node.style = None if node.style == "|" else node.style
    return node


def _scalar(data: Any) -> yaml.ScalarNode:
    if isinstance(data, bool):
        return yaml.ScalarNode("tag:yaml.org,2002:bool", "true" if data else "false")
    if isinstance(data, str):
        return yaml.ScalarNode("tag:yaml.org,2002:str", data, style="|" if _is_block(data) else None)
    return yaml.ScalarNode(f"tag:yaml.org,2002:{'int' if isinstance(data, int) else 'timestamp'}", str(data))


def _is_block(text: str) -> bool:
    """Return whether a text is written below `|`."""
    lines = text.split("\n", 1)
    return len(lines) > 1 and bool(lines[0].strip()) and not text.endswith("\n\n") and not _NOT_IN_BLOCKS.search(text)


def _is_flat(node: Any) -> bool:
    """Return whether a value may stand in a row on one line: a short text, or a list of them."""
    return node.style != "|" if isinstance(node, yaml.ScalarNode) else bool(node.flow_style)


def _fits(node: yaml.CollectionNode, column: int) -> bool:
    """Return whether a collection has room on one line, in braces or brackets."""
    if _length(node, WIDTH - column) < 0:
        return False
    node.flow_style = True
    written: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=sys.maxsize)
    return len(written.rstrip("\n")) + column <= WIDTH


def _length(node: yaml.Node, room: int) -> int:
    """Return how much of the room a value leaves at most; below zero, it does not fit."""
    if isinstance(node, yaml.ScalarNode):
        return room - len(node.value)
    for part in node.value:
        for inner in part if isinstance(part, tuple) else (part,):
            room = _length(inner, room - 2) if room >= 0 else room
    return room
