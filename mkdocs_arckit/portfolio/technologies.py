"""Technologies: which ones strategies name, and what a site's list says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mkdocs_arckit.checks.cells import known_names
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.model.registers import ListedTechnology, TechnologyList
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.source.nodes import Loc
from mkdocs_arckit.text.inline import plain
from mkdocs_arckit.text.plain import plain_items

STANDINGS = ("approved", "tolerated", "banned")
_VERSION = re.compile(r"(?P<name>.*\S)\s+v?(?P<version>\d+(?:\.\d+)*(?:\.x)?[a-z]{0,2}\+?(?: LTS)?)", re.IGNORECASE)
_REMARK = re.compile(r"(?P<name>.*\S)\s*\([^()]*\)")
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


class Technology(NamedTuple):
    """A technology as it is compared: its name, and its version if it ends in one."""

    name: str
    version: str = ""

    @property
    def key(self) -> str:
        """The name without case."""
        return self.name.casefold()

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class Mention(NamedTuple):
    """A technology in a strategy.

    Attributes:
        layer: its layer: the template's title of it, or the author's.
        words: what the author wrote.
        loc: where.
    """

    layer: str
    words: str
    loc: Loc


def technology(words: str) -> Technology:
    """Find the name and the version in an author's words: a remark in brackets at the end is neither.

    The version is a last word that begins with a digit; nothing else is taken for one.
    """
    text = found["name"] if (found := _REMARK.fullmatch(words)) else words
    found = _VERSION.fullmatch(text)
    return Technology(found["name"], found["version"]) if found else Technology(text)


def split_technologies(text: str) -> list[str]:
    """Split a text at its commas, but not at those in brackets."""
    parts, depth = [""], 0
    for char in text:
        depth = max(0, depth + _BRACKETS.get(char, 0))
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts if part.strip()]


def layer_title(layer: str) -> str:
    """Return a layer's title in the template, for its key or its title in any case; else the layer as typed."""
    folded = " ".join(layer.split()).casefold()
    return next((title for key, title in LAYERS.items() if folded in {key, title.casefold()}), " ".join(layer.split()))


def mentions(strategy: Strategy) -> Iterator[Mention]:
    """Yield the technologies of a stack: each item of a list is one, a text may name several between commas."""
    overview = strategy.overview
    stack = overview.technology_stack if overview and overview.not_applicable is None else None
    base: Loc = ("overview", "technology_stack")
    cells: list[tuple[str, str | list[str] | None, Loc]]
    if isinstance(stack, dict):
        cells = [(layer, cell, (*base, layer)) for layer, cell in stack.items()]
    else:
        cells = [
            (", ".join(known_names(row.layer)), row.technology, (*base, i, "technology"))
            for i, row in enumerate(stack or [])
        ]
    for layer, cell, loc in cells:
        if isinstance(cell, list):
            found = [(words, (*loc, i)) for i, item in enumerate(cell) for words in known_names(item)]
        else:
            found = [
                (part, loc)
                for text in plain_items(cell)
                for words in split_technologies(text)
                for part in known_names(words)
            ]
        for words, place in found:
            yield Mention(layer_title(plain(layer)), words, place)


class Listed(NamedTuple):
    """An entry of a site's list."""

    standing: str
    technology: Technology
    layer: str
    row: ListedTechnology

    @property
    def end_of_life(self) -> date | None:
        """The last day of its support, if it is known."""
        try:
            return date.fromisoformat(self.row.end_of_life or "")
        except ValueError:  # a placeholder
            return None


class Technologies:
    """What a site's list says of technologies; without a list, that each is what it is called.

    Args:
        listed: the list.
    """

    def __init__(self, listed: TechnologyList | None = None) -> None:
        listed = listed or TechnologyList()
        self._aliases = {
            " ".join(other.split()).casefold(): technology(name)
            for name, others in (listed.aliases or {}).items()
            for other in [name, *others]
        }
        self.entries = [
            Listed(standing, self.named(plain(row.technology)), layer_title(row.layer or ""), row)
            for standing in STANDINGS
            for row in getattr(listed, standing) or []
        ]
        self._by_key: dict[str, list[Listed]] = {}
        for entry in self.entries:
            self._by_key.setdefault(entry.technology.key, []).append(entry)
        self.names_all = bool(listed.approved or listed.tolerated)
        """Whether to report what is not in the list: not if the list has only banned technologies."""

    def named(self, words: str) -> Technology:
        """Return a technology by the name that the site uses for it."""
        if alias := self._aliases.get(words.casefold()):
            return alias
        found = technology(words)
        alias = self._aliases.get(str(found).casefold())
        if alias is None and (name := self._aliases.get(found.key)):
            alias = Technology(name.name, found.version or name.version)
        return alias or found

    def find(self, found: Technology, layer: str) -> Listed | None:
        """Find what the list says of a technology in a layer: the entry that says most closely which one it means."""
        fitting = [
            entry
            for entry in self._by_key.get(found.key, ())
            if entry.layer.casefold() in {"", layer.casefold()} and _covers(entry.technology.version, found.version)
        ]
        return max(fitting, key=lambda e: (len(e.technology.version), bool(e.layer)), default=None)

    def versions(self, found: Technology, layer: str) -> list[str]:
        """List the versions of a technology that the list has in a layer."""
        return [
            entry.technology.version
            for entry in self._by_key.get(found.key, ())
            if entry.layer.casefold() in {"", layer.casefold()}
        ]


def _covers(listed: str, version: str) -> bool:
    """Say whether a listed version means another: `3` means `3.12` too, none means all."""
    listed, version = listed.casefold().removesuffix(".x"), version.casefold()
    return not listed or version == listed or version.startswith((f"{listed}.", f"{listed} "))


def contradictions(listed: TechnologyList) -> Iterator[Violation]:
    """Report one name for two technologies, and a technology that is in the list twice."""
    owners: dict[str, str] = {}
    first: str | None
    for name, others in (listed.aliases or {}).items():
        for i, other in enumerate(others):
            first = owners.setdefault(other.casefold(), name)
            if first != name:
                message = f"{quoted_value(other)} is a name of {quoted_value(first)} already"
                yield Violation("technology", ("aliases", name, i), message, "keep one of the two")
    seen: dict[tuple[str, str, str], str] = {}
    numbers = dict.fromkeys(STANDINGS, 0)
    for entry in Technologies(listed).entries:
        key = (entry.technology.key, entry.technology.version.casefold(), entry.layer.casefold())
        loc = (entry.standing, numbers[entry.standing], "technology")
        numbers[entry.standing] += 1
        if first := seen.get(key):
            message = f"{quoted_value(str(entry.technology))} is already in the list: {first}"
            yield Violation("technology", loc, message, "keep one of the two")
        seen.setdefault(key, entry.standing)
