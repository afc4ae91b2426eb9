"""How much of the template a strategy fills in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mkdocs_arckit.model.base import Model
from mkdocs_arckit.model.strategy import NUMBERED, SECTION_TYPES, Strategy


@dataclass(frozen=True)
class Completeness:
    """The share of a strategy that is there.

    Attributes:
        share: 0 to 1, the mean over the 17 sections.
        missing: the keys of the elements that are not there, by section.
    """

    share: Fraction
    missing: dict[str, list[str]]

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means complete."""
        return int(self.share * 100)


def _says(value: object) -> bool:
    """Whether a value says anything; a mapping may hold nothing but keys that are ignored."""
    if isinstance(value, Model):
        return any(_says(getattr(value, name)) for name in type(value).model_fields)
    return bool(value) or value == 0


def completeness(strategy: Strategy) -> Completeness:
    """Measure a strategy. Diagrams that are drawn from other data do not count; a note makes an element present."""
    total, missing = Fraction(0), {}
    for key in NUMBERED:
        section = getattr(strategy, key)
        elements = [name for name, element in SECTION_TYPES[key].elements.items() if element.counted]
        if section is not None and section.not_applicable is not None:
            total += 1
            continue
        notes = (section.notes or {}) if section is not None else {}
        absent = [e for e in elements if not _says(getattr(section, e, None)) and not _says(notes.get(e))]
        total += Fraction(len(elements) - len(absent), len(elements))
        if absent:
            missing[key] = absent
    return Completeness(total / len(NUMBERED), missing)
