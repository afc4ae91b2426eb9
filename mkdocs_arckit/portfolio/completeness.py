"""How much of the template a strategy fills in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mkdocs_arckit.model.base import Model
from mkdocs_arckit.model.strategy import NUMBERED, SECTION_TYPES, Strategy

_COUNTED = {key: [e.key for e in SECTION_TYPES[key].elements.values() if e.counted] for key in NUMBERED}
"""The elements of each section that count."""


@dataclass(frozen=True)
class Filled:
    """How much of one section is there.

    Attributes:
        present: how many of its elements are there.
        total: how many it has.
        reason: why it does not apply, as Markdown; `None` if it does.
    """

    present: int
    total: int
    reason: str | None = None

    @property
    def share(self) -> Fraction:
        """0 to 1; 1 if the section does not apply."""
        return Fraction(1) if self.reason is not None else Fraction(self.present, self.total)


@dataclass(frozen=True)
class Completeness:
    """The share of a strategy that is there.

    Attributes:
        share: 0 to 1, the mean over the 17 sections.
        missing: the keys of the elements that are not there, by section.
        sections: how much of each of the 17 sections is there, by its key.
    """

    share: Fraction
    missing: dict[str, list[str]]
    sections: dict[str, Filled]

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means complete."""
        return int(self.share * 100)


def _says(value: object) -> bool:
    """Say whether a value says anything: 0 does, `false` does not; a mapping may hold nothing but ignored keys."""
    if isinstance(value, Model):
        return any(_says(getattr(value, name)) for name in type(value).model_fields)
    return bool(value) or (value == 0 and value is not False)


def completeness(strategy: Strategy) -> Completeness:
    """Measure a strategy. Diagrams that are drawn from other data do not count; a note makes an element present."""
    missing: dict[str, list[str]] = {}
    sections: dict[str, Filled] = {}
    for key in NUMBERED:
        section = getattr(strategy, key)
        elements = _COUNTED[key]
        if section is not None and section.not_applicable is not None:
            sections[key] = Filled(0, len(elements), section.not_applicable)
            continue
        notes = (section.notes or {}) if section is not None else {}
        absent = [e for e in elements if not _says(getattr(section, e, None)) and not _says(notes.get(e))]
        sections[key] = Filled(len(elements) - len(absent), len(elements))
        if absent:
            missing[key] = absent
    share = sum((filled.share for filled in sections.values()), Fraction(0)) / len(NUMBERED)
    return Completeness(share, missing, sections)
