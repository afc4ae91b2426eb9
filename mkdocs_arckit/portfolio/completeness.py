"""How much of the template a strategy fills in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mkdocs_arckit.model.base import Model
from mkdocs_arckit.model.site_sections import has_heading
from mkdocs_arckit.model.strategy import NUMBERED, SECTION_TYPES, Strategy
from mkdocs_arckit.text.plain import plain_text

_COUNTED = {key: [e.key for e in SECTION_TYPES[key].elements.values() if e.counted] for key in NUMBERED}
"""The elements of each section that count."""


@dataclass(frozen=True)
class Filled:
    """How much of one section is there.

    Attributes:
        title: what the site calls the section.
        number: its number; `None` for a further one of the site.
        present: how many of its elements are there.
        total: how many it has.
        reason: why it does not apply, as Markdown; `None` if it does.
    """

    title: str
    number: int | None
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
        share: 0 to 1, the mean over the sections.
        missing: the keys of the elements that are not there, by section; of a further section, its heading.
        sections: how much of each section that counts is there, by its key; of a further one, by its heading.
    """

    share: Fraction
    missing: dict[str, list[str]]
    sections: dict[str, Filled]

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means complete."""
        return int(self.share * 100)


def _says(value: object) -> bool:
    """Say whether a value says anything: 0 does, `false` does not; a mapping may hold only keys that are ignored."""
    if isinstance(value, Model):
        return any(_says(getattr(value, name)) for name in type(value).model_fields)
    return bool(value) or (value == 0 and value is not False)


def completeness(strategy: Strategy) -> Completeness:
    """Measure a strategy: the template's sections less those that the site does not use, and further ones of the site.

    Diagrams that are drawn from other data do not count; a note makes an element present.
    """
    missing: dict[str, list[str]] = {}
    sections: dict[str, Filled] = {}
    site = strategy.site
    for key in (key for key in NUMBERED if key not in site.off):
        section, kind, elements = getattr(strategy, key), SECTION_TYPES[key], _COUNTED[key]
        title = site.heading(key) or kind.title
        if section is not None and section.not_applicable is not None:
            sections[key] = Filled(title, kind.number, 0, len(elements), section.not_applicable)
            continue
        notes = (section.notes or {}) if section is not None else {}
        absent = [e for e in elements if not _says(getattr(section, e, None)) and not _says(notes.get(e))]
        sections[key] = Filled(title, kind.number, len(elements) - len(absent), len(elements))
        if absent:
            missing[key] = absent
    written = further_headings(strategy)
    for heading in site.further:
        is_there = has_heading(written, heading)
        sections[heading] = Filled(heading, None, int(is_there), 1)
        if not is_there:
            missing[heading] = [heading]
    shares = [filled.share for filled in sections.values()]
    return Completeness(sum(shares, Fraction(0)) / len(shares) if shares else Fraction(1), missing, sections)


def further_headings(strategy: Strategy) -> list[str]:
    """List the headings of the author's own sections that say something, as plain text."""
    return [plain_text(section.heading) for section in strategy.sections or [] if _says(section.body)]
