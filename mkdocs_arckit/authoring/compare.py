"""Compares two documents by what they say: paragraphs, items, cells, headings and lines of code, in whatever order."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_arckit.authoring.charts import read_flow
from mkdocs_arckit.authoring.outline import clean, front_matter_of, parser
from mkdocs_arckit.text.inline import encoded

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SELECTED = re.compile(r"[\[(]selected[\])]", re.IGNORECASE)
_MARKS = re.compile(r"[*_`~\\\ufe0f]+|<(?=(?:https?|mailto):)|(?<=\S)>(?=\s|$)")
_ANGLED = re.compile(r"\]\(<([^<>\n]*)>")
_TAG = re.compile(r"<!--(?:(?!<!--).)*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
NUMBER = re.compile(r"^(?:section\s+)?[0-9]{1,3}(?:\.[0-9]{1,3})*[.:)]*(?:\s+|$)", re.IGNORECASE)
"""The number that a heading begins with."""


@dataclass(frozen=True)
class Unit:
    """Something that a document says.

    Attributes:
        kind: `heading`, `paragraph`, `item`, `cell`, `code` or `html`.
        text: its words, without marks and needless spaces.
        line: where it stands, from 1.
    """

    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Comparison:
    """What a document says, and which of it another one does not.

    Attributes:
        units: how many units the document has.
        changed: those that the other one says in other words, which were told.
        missing: those that it does not say.
    """

    units: int
    changed: tuple[Unit, ...]
    missing: tuple[Unit, ...]


def bare(text: str) -> str:
    """Write a text without its marks, so that it can be compared."""
    for _ in range(3):
        if "&" not in text or (plain := html.unescape(text)) == text:
            break
        text = plain
    text = _ANGLED.sub(lambda match: f"]({encoded(match[1])}", text)
    return " ".join(_MARKS.sub("", _SELECTED.sub(" ", _BREAK.sub(" ", text))).split())


def bare_heading(text: str) -> str:
    """Write a heading without marks and without its number."""
    words = bare(text)
    return NUMBER.sub("", words) or words


def units(text: str) -> Iterator[Unit]:
    """Yield what a document says, in its order."""
    text = clean(text)
    front = front_matter_of(text)
    for number, line in enumerate(front.split("\n")[1:-2], 2):
        if words := bare(line):
            yield Unit("front matter", words, number)
    before = front.count("\n")
    inside = ["paragraph"]
    for token in parser().parse(text[len(front) :]):
        at = before + (token.map[0] if token.map else 0) + 1
        if token.type == "inline":
            kind = {"heading": "heading", "th": "cell", "td": "cell", "list_item": "item"}.get(inside[-1], "paragraph")
            lines = token.content.split("\n") if kind != "item" else [" ".join(token.content.split())]
            for number, line in enumerate(lines):
                if words := bare_heading(line) if kind == "heading" else bare(line):
                    yield Unit(kind, words, at + number)
        elif token.type in {"fence", "code_block", "html_block"}:
            is_html = token.type == "html_block"
            drawn = read_flow(token.content) if token.info.strip() == "mermaid" else None
            if drawn:
                yield from (Unit("diagram", words, at) for text in drawn.words() if (words := bare(text)))
                continue
            content = _TAG.sub(lambda m: "\n" * m[0].count("\n"), token.content) if is_html else token.content
            for number, line in enumerate(content.split("\n"), int(token.type == "fence")):
                if words := bare(line):
                    yield Unit("html" if is_html else "code", words, at + number)
        elif token.nesting > 0 and token.type != "paragraph_open":
            inside.append(token.type.removesuffix("_open"))
        elif token.nesting < 0 and token.type != "paragraph_close":
            inside.pop()


def compare_texts(original: str, other: str, changes: Mapping[tuple[int, str], Sequence[str]]) -> Comparison:
    """Find what a document says and another one does not.

    Args:
        original: the document.
        other: the other one.
        changes: what was changed: the line and the text of a unit, and the texts that say the same in the other one;
            none if it says that elsewhere.
    """
    there = Counter(unit.text for unit in units(other))
    counted, changed, missing = 0, list[Unit](), list[Unit]()
    for unit in units(original):
        counted += 1
        now = changes.get((unit.line, unit.text))
        if now is not None and all(there[bare(part)] for part in now):
            changed.append(unit)
            for part in now if len(now) > 1 else ():
                there[bare(part)] -= 1
        elif there[unit.text] > 0:
            there[unit.text] -= 1
        else:
            missing.append(unit)
    return Comparison(counted, tuple(changed), tuple(missing))
