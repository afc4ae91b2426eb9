"""Completeness: which strategy says how much in which section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pydantic import computed_field

from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.portfolio.completeness import Filled
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.text.inline import plain
from mkdocs_arckit.text.printable import for_title
from mkdocs_arckit.views.view import OF_DOCUMENTS, OfDocument, View

CellKind = Literal["all", "most", "some", "none", "na"]


@dataclass(frozen=True)
class CompletenessCell:
    """What one strategy says in one section.

    Attributes:
        section: the section's key.
        kind: `all`, `most` (at least half), `some` or `none` of its elements are there, or it is `na`, not applicable.
        sign: the text of the cell: `4/5`, or `n/a`.
        words: the same as a sentence, with what is missing by name.
    """

    section: str
    kind: CellKind
    sign: str
    words: str


def _cell(key: str, filled: Filled, missing: list[str]) -> CompletenessCell:
    title = for_title(filled.title)
    if filled.reason is not None:
        return CompletenessCell(key, "na", "n/a", f"{title}: not applicable, {for_title(plain(filled.reason))}")
    some: CellKind = "most" if 2 * filled.present >= filled.total else "some"
    kind: CellKind = "all" if not missing else some if filled.present else "none"
    said = f"{title}: {filled.present} of {filled.total}"
    if filled.number is None:
        return CompletenessCell(
            key, kind, f"{filled.present}/1", f"{title}: {'there' if filled.present else 'missing'}"
        )
    names = ", ".join(SECTION_TYPES[key].elements[element].title for element in missing)
    return CompletenessCell(
        key, kind, f"{filled.present}/{filled.total}", f"{said}, missing {names}" if missing else said
    )


@dataclass(frozen=True)
class CompletenessRow:
    """What one document says in each section.

    Attributes:
        document: the document.
        percent: its completeness in whole percent, rounded down.
        sections: how much of each section is there.
    """

    document: OfDocument
    percent: int
    sections: tuple[CompletenessCell, ...]


def _row(document: Document) -> CompletenessRow:
    measured = document.completeness
    cells = (_cell(key, filled, measured.missing.get(key, [])) for key, filled in measured.sections.items())
    return CompletenessRow(document, measured.percent, tuple(cells))


@dataclass(frozen=True)
class SectionMean:
    """A section, and how much of it is there on average.

    Attributes:
        key: its key in devops.yaml; of a further section of the site, its heading.
        number: its number; further sections of the site follow the last.
        title: what the site calls it.
        percent: the mean over the strategies in whole percent, rounded down.
    """

    key: str
    number: int
    title: str
    percent: int


@dataclass(frozen=True)
class CompletenessAnswer:
    """How much the strategies in use say.

    Attributes:
        strategies: the strategies in use.
    """

    strategies: tuple[CompletenessRow, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def percent(self) -> int:
        """The mean over the strategies in whole percent, rounded down."""
        return _mean(row.document.completeness.share for row in self.strategies)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sections(self) -> tuple[SectionMean, ...]:
        """The sections that count, and how much of them is there on average."""
        measured = [row.document.completeness for row in self.strategies]
        sections = measured[0].sections
        last = max((filled.number or 0 for filled in sections.values()), default=0)
        further = [key for key, filled in sections.items() if filled.number is None]
        return tuple(
            SectionMean(
                key,
                filled.number or last + 1 + further.index(key),
                filled.title,
                _mean(m.sections[key].share for m in measured),
            )
            for key, filled in sections.items()
        )


def _mean(shares: Iterable[Fraction]) -> int:
    every = list(shares)
    return int(100 * sum(every, Fraction(0)) / len(every))


def _build(portfolio: Portfolio) -> CompletenessAnswer | None:
    rows = tuple(map(_row, portfolio.in_use))
    return CompletenessAnswer(rows) if rows and rows[0].sections else None


COMPLETENESS_VIEW = View(
    "completeness",
    "Completeness",
    "Which strategy says how much in which of the 17 sections?",
    CompletenessAnswer,
    _build,
    order=20,
    rows=("strategies",),
    filters={
        **OF_DOCUMENTS,
        "missing": lambda row: (cell.section for cell in row.sections if cell.kind in {"most", "some", "none"}),
    },
)
