"""The sections of a strategy, and how much of each is there: as links at the head of its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy
from mkdocs_arckit.portfolio.completeness import Completeness, Filled
from mkdocs_arckit.render.author_text import anchor
from mkdocs_arckit.text.plain import plain_text

SIGNS = {"complete": "●", "partly": "◐", "missing": "○", "not applicable": "–"}
"""The states of a section; each sign says the same as the word beside it."""


@dataclass(frozen=True)
class SectionPart:
    """A section, and how much of it is there.

    Attributes:
        title: its heading, with its number.
        anchor: where it is on the page; empty if it is not there.
        state: a word of `SIGNS`.
        words: the state, and of a section that is partly there, how much is.
        missing: the titles of the elements that it lacks.
    """

    title: str
    anchor: str
    state: str
    words: str
    missing: tuple[str, ...]

    @property
    def sign(self) -> str:
        """The state as a sign."""
        return SIGNS[self.state]


def contents(strategy: Strategy, filled: Completeness, on_page: Collection[str]) -> dict[str, Any]:
    """Collect what `contents.md` is given; every text in it is plain.

    Args:
        strategy: the strategy.
        filled: how much of it is there.
        on_page: the keys of the sections that the page has; of further ones of the site, their headings.
    """
    missing, sections = filled.missing, filled.sections
    parts = [_part(strategy, key, of, missing.get(key, []), key in on_page) for key, of in sections.items()]
    found = Counter(part.state for part in parts)
    return {
        "parts": parts,
        "counts": [(state, sign, found[state]) for state, sign in SIGNS.items() if found[state]],
        "lacking": [part for part in parts if part.missing and part.state != "missing"],
    }


def _part(strategy: Strategy, key: str, filled: Filled, missing: list[str], is_there: bool) -> SectionPart:
    kind = SECTION_TYPES.get(key)
    section = getattr(strategy, key, None) if kind else None
    title = plain_text((section and section.heading) or filled.title)
    state, words = _state(filled)
    where = anchor(kind.words() if kind else filled.title) if is_there else ""
    names = tuple(kind.elements[name].title for name in missing) if kind else ()
    return SectionPart(f"{filled.number}. {title}" if filled.number else title, where, state, words, names)


def _state(filled: Filled) -> tuple[str, str]:
    if filled.reason is not None:
        return "not applicable", "not applicable"
    if filled.present in {0, filled.total}:
        state = "complete" if filled.present else "missing"
        return state, state
    return "partly", f"partly, {filled.present} of {filled.total}"
