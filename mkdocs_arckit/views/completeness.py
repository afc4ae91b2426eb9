"""Completeness: which strategy says how much in which section."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.portfolio.completeness import Completeness, Filled
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.text.inline import plain
from mkdocs_arckit.text.printable import for_title


@dataclass(frozen=True)
class CompletenessCell:
    """What one strategy says in one section.

    Attributes:
        section: the section's key.
        kind: `all`, `some` or `none` of its elements are there, or it is `na`, not applicable.
        sign: the text of the cell: `4/5`, or `n/a`.
        words: the same as a sentence, with what is missing by name.
    """

    section: str
    kind: str
    sign: str
    words: str


def _cell(key: str, filled: Filled, missing: list[str]) -> CompletenessCell:
    title = for_title(filled.title)
    if filled.reason is not None:
        return CompletenessCell(key, "na", "n/a", f"{title}: not applicable, {for_title(plain(filled.reason))}")
    kind = "all" if not missing else "some" if filled.present else "none"
    said = f"{title}: {filled.present} of {filled.total}"
    if filled.number is None:
        return CompletenessCell(
            key, kind, f"{filled.present}/1", f"{title}: {'there' if filled.present else 'missing'}"
        )
    names = ", ".join(SECTION_TYPES[key].elements[element].title for element in missing)
    return CompletenessCell(
        key, kind, f"{filled.present}/{filled.total}", f"{said}, missing {names}" if missing else said
    )


def _row(measured: Completeness) -> list[CompletenessCell]:
    return [_cell(key, filled, measured.missing.get(key, [])) for key, filled in measured.sections.items()]


def build_completeness(portfolio: Portfolio) -> dict[str, Any] | None:
    """Build the table of strategies and sections; `None` without a strategy in use, or if no section counts."""
    measured = [document.completeness for document in portfolio.in_use]
    if not measured or not measured[0].sections:
        return None
    sections = measured[0].sections
    means = [int(100 * sum((m.sections[key].share for m in measured), Fraction(0)) / len(measured)) for key in sections]
    last = max((filled.number or 0 for filled in sections.values()), default=0)
    further = [filled.title for filled in sections.values() if filled.number is None]
    return {
        "sections": [
            (filled.number or last + 1 + further.index(filled.title), filled.title) for filled in sections.values()
        ],
        "rows": [(document, _row(document.completeness)) for document in portfolio.in_use],
        "means": means,
        "mean": int(100 * sum((m.share for m in measured), Fraction(0)) / len(measured)),
    }
