"""Mermaid text: the one place where labels are escaped and flowcharts are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mkdocs_arckit.markdown.inline import plain

MAX_LABEL = 500
"""Characters of a label; Mermaid refuses a diagram of more than 50,000 in all."""

# Mermaid reads labels as Markdown, as HTML and for icons (`fa:fa-car`); its own `#35;` is safe from all three.
_RISKY = re.compile(
    r"[\"#;<>`%{}\[\]|*_~$^\\]|(?<=\w):(?=\S)|^[-+=:!](?=\s|$|[-+=:!])|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]"
    r"|&(?=[#\w])|(?<=http)s?:|(?<=www)\."
)
_LOOKALIKES = str.maketrans("\"'#;<>=`%{}\\,", "”’＃；‹›＝ˋ％｛｝＼，")


def words(cell: str | list[str]) -> str:
    """The plain text of a cell, on one line."""
    text = cell if isinstance(cell, str) else ", ".join(part.strip() for part in cell)
    return " ".join(plain(text).split())


def items(cell: str | Sequence[str | list[str]] | None) -> list[str]:
    """The plain texts of a cell that is a list, or of a text as the only item."""
    if cell is None:
        return []
    return [words(part) for part in ([cell] if isinstance(cell, str) else cell)]


def label(text: str) -> str:
    """Plain text as a quoted label."""
    if len(text) > MAX_LABEL:
        text = text[: MAX_LABEL - 1] + "…"
    if text[:1].isalpha() and text.replace(" ", "").isalnum():  # holds nothing that could be risky
        return f'"{text}"'
    return '"' + (_RISKY.sub(lambda m: "".join(f"#{ord(c)};" for c in m[0]), text) or " ") + '"'


def branch_name(text: str) -> str:
    """Plain text as a quoted branch name; Mermaid knows no escapes there, so look-alikes stand for them."""
    text = re.sub(r"&(?=[#\w])", "＆", text[:MAX_LABEL])
    return '"' + (text.translate(_LOOKALIKES).strip() or " ") + '"'


class Flowchart:
    """A flowchart under construction; each node has an ID of its own, whatever its label."""

    def __init__(self, direction: str) -> None:
        self._lines = [f"flowchart {direction}"]
        self._links: list[str] = []
        self._depth = 1
        self._count = 0
        self._decisions: set[str] = set()

    def _write(self, line: str) -> None:
        self._lines.append("    " * self._depth + line)

    def _id(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}"

    def node(self, text: str, *, gate: bool = False) -> str:
        """Add a node and return its ID; a text that ends in `?` is a decision."""
        name = self._id("n")
        decision = text.endswith("?")
        if decision:
            self._decisions.add(name)
        self._write(f"{name}{{{label(text)}}}" if decision or gate else f"{name}[{label(text)}]")
        return name

    def begin(self, title: str) -> str:
        """Open a group and return its ID."""
        name = self._id("g")
        self._write(f"subgraph {name}[{label(title)}]")
        self._depth += 1
        return name

    def end(self) -> None:
        """Close the group that was opened last."""
        self._depth -= 1
        self._write("end")

    def group(self, title: str, texts: Iterable[str]) -> tuple[str, list[str]]:
        """Add a group of nodes, or one node in its place if there are none; return its ID and theirs."""
        texts = list(texts)
        if not texts:
            only = self.node(title)
            return only, [only]
        name = self.begin(title)
        nodes = [self.node(text) for text in texts]
        self.end()
        return name, nodes

    def link(self, start: str, end: str, text: str = "", *, dotted: bool = False) -> None:
        """Join two nodes; the exit of a decision is labelled Yes."""
        text = text or ("Yes" if start in self._decisions else "")
        arrow = "-.->" if dotted else "-->"
        self._links.append(f"    {start} {arrow}{f'|{text}|' if text else ''} {end}")

    def chain(self, nodes: Iterable[str]) -> None:
        """Join nodes one after the other."""
        for start, end in pairwise(nodes):
            self.link(start, end)

    def __str__(self) -> str:
        return "\n".join([*self._lines, *self._links])
