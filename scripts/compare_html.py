"""Compare two builds of a site: `python -m scripts.compare_html BEFORE AFTER`.

Pages have to say the same: text, headings, anchors, links, and tables cell by cell, with the marks in each cell. Every
other difference is told by its kind, how often it is there, and where first. Whitespace never counts outside of code.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_IN_LINE = frozenset("a abbr b code del em i ins kbd mark q s small span strong sub sup time u".split())
_UNREAD = frozenset({"script", "style"})


@dataclass
class Element:
    """An element of a page; its children are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element, and all inside."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def text(self) -> str:
        """What is read, with spaces where a block or a line ends."""
        if self.tag in _UNREAD:
            return ""
        parts = (child if isinstance(child, str) else child.text() for child in self.children)
        edge = "" if self.tag in _IN_LINE else " "
        return f"{edge}{''.join(parts)}{edge}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("html")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """A page as a tree."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def _words(text: str) -> str:
    return " ".join(text.split())


def _headings(page: Element) -> list[str]:
    found = (e for e in page.walk() if re.fullmatch("h[1-6]", e.tag))
    return [f"{e.tag} #{e.attributes.get('id', '')} {_words(e.text())}" for e in found]


def _anchors(page: Element) -> list[str]:
    return sorted(e.attributes["id"] for e in page.walk() if "id" in e.attributes)


def _links(page: Element) -> list[str]:
    return [f"{_words(e.text())} → {e.attributes['href']}" for e in page.walk() if "href" in e.attributes]


def _cells(page: Element) -> list[str]:
    """The cells of all tables, in order: where each stands, and what it holds, marks included."""
    found = []
    for number, table in enumerate((e for e in page.walk() if e.tag == "table"), 1):
        for n, row in enumerate((e for e in table.walk() if e.tag == "tr"), 1):
            cells = [c for c in row.children if isinstance(c, Element) and c.tag in {"th", "td"}]
            found += [f"table {number}, row {n}, {c.tag} {m}: {_marked(c)}" for m, c in enumerate(cells, 1)]
    return found


def _marked(element: Element) -> str:
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "br":
            parts.append("⏎")
        elif child.tag in {"a", "code", "em", "strong", "abbr"}:
            parts.append(f"‹{child.tag} {child.attributes.get('href', '')}: {_marked(child)}›")
        else:
            parts.append(_marked(child))
    return _words("".join(parts))


SAME: dict[str, Callable[[Element], list[str]]] = {
    "text": lambda page: _words(page.text()).split(),
    "headings": _headings,
    "anchors": _anchors,
    "links": _links,
    "cells": _cells,
}
"""What two pages have to have in common."""


def _tokens(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            if words := _words(child):
                yield words
        else:
            attributes = "".join(f' {name}="{value}"' for name, value in sorted(child.attributes.items()))
            yield f"<{child.tag}{attributes}>"
            yield from _tokens(child)
            if child.tag not in _VOID:
                yield f"</{child.tag}>"


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each stretch that differs, before and after."""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield " ".join(before[a:b]), " ".join(after[c:d])


def _kind(change: str) -> str:
    """A stretch without what differs from place to place."""
    return re.sub(r"\d+", "0", re.sub(r'="[^"]{30,}"', '="…"', change))[:200] or "nothing"


def compare(before: Path, after: Path) -> tuple[list[str], Counter[str], dict[str, str]]:
    """What two folders don't have in common, the kinds of all other differences, and the first page of each kind."""
    problems: list[str] = []
    kinds: Counter[str] = Counter()
    first: dict[str, str] = {}
    pages = {path.relative_to(folder) for folder in (before, after) for path in folder.rglob("*.html")}
    for page in sorted(pages):
        if not ((before / page).is_file() and (after / page).is_file()):
            problems.append(f"{page} is not in both")
            continue
        old, new = (read((folder / page).read_text(encoding="utf-8")) for folder in (before, after))
        for what, found in SAME.items():
            for a, b in _changes(found(old), found(new)):
                problems.append(f"{page}: {what}: {a[:300] or 'nothing'} → {b[:300] or 'nothing'}")
        for a, b in _changes(list(_tokens(old)), list(_tokens(new))):
            kind = f"{_kind(a)} → {_kind(b)}"
            kinds[kind] += 1
            first.setdefault(kind, f"{page}")
    return problems, kinds, first


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the differences; exits with 1 if the pages don't say the same."""
    parser = argparse.ArgumentParser(prog="python -m scripts.compare_html", description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    options = parser.parse_args(arguments)
    problems, kinds, first = compare(options.before, options.after)
    print(f"{len(problems)} differences in what pages say")
    for problem in problems:
        print(f"  {problem}")
    print(f"{sum(kinds.values())} other differences, of {len(kinds)} kinds")
    for kind, count in kinds.most_common():
        print(f"  {count} × {kind}\n      first in {first[kind]}")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
