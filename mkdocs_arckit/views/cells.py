"""What tables of views hold: values that know what they are, and nothing of how a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mkdocs_arckit.portfolio.documents import Document, PortfolioFile


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere.

    Attributes:
        text: the text.
        target: the file whose page it leads to, or the path of a page.
        section: the key of the section of a strategy that it leads to.
    """

    text: str
    target: PortfolioFile | str
    section: str = ""


@dataclass(frozen=True)
class StatusBadge:
    """The status of a document."""

    document: Document


@dataclass(frozen=True)
class Tag:
    """A word with a frame, whose kind decides its colours."""

    word: str


@dataclass(frozen=True)
class Words:
    """An author's words among others; they run their own way."""

    text: str


@dataclass(frozen=True)
class Strong:
    """A text that stands out."""

    text: str


@dataclass(frozen=True)
class Bar:
    """A number, and its share of the largest as a bar.

    Attributes:
        number: the number.
        most: the largest.
    """

    number: int
    most: int


@dataclass(frozen=True)
class Listing:
    """Several values below one another."""

    items: tuple[ViewCell, ...]


ViewCell = str | int | date | Link | StatusBadge | Tag | Words | Strong | Bar | Listing | tuple["ViewCell", ...]
"""A text, a number, a day, one of the above, or several of them one after another."""


@dataclass(frozen=True)
class ViewTable:
    """A table; the first cell of each row is its heading.

    Attributes:
        label: what it is, for people who do not see what is above it.
        headings: the headings of its columns.
        rows: its rows.
    """

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[ViewCell, ...], ...]


@dataclass(frozen=True)
class DotLine:
    """What comes one after another, as dots on a line.

    Attributes:
        label: what it is.
        steps: each step.
        current: the numbers of those that stand out.
    """

    label: str
    steps: tuple[ViewCell, ...]
    current: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ViewPart:
    """A part of a page.

    Attributes:
        title: its heading; empty if it has none.
        says: words below it.
        tables: its tables, and what is drawn.
    """

    title: str = ""
    says: ViewCell = ""
    tables: tuple[ViewTable | DotLine, ...] = ()


def strategy_link(document: Document, section: str = "") -> Link:
    """Lead from the name of a project to its strategy, or to a section of it."""
    return Link(document.project_name, document, section)


def with_commas(cells: tuple[ViewCell, ...]) -> ViewCell:
    """Put commas between values."""
    return tuple(part for n, cell in enumerate(cells) for part in ((", ", cell) if n else (cell,)))


def how_many(number: int, one: str, many: str) -> str:
    """Say how many there are: `1 strategy`, `2 strategies`."""
    return f"{number} {one if number == 1 else many}"
