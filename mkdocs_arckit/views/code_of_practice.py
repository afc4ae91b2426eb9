"""UK government: the Technology Code of Practice, open standards, cloud first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from mkdocs_arckit.checks.cells import known_names, known_text
from mkdocs_arckit.model.practice import CloudFirst
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.views.view import OF_DOCUMENTS, OfDocument, View

_NUMBERED = re.compile(
    r"(?:tcop )?(?P<word>point )?(?P<number>\d{1,2})(?P<mark>\s*[.:)](?=\s|$)|\s+[–-](?=\s)|(?=\s|$))\s*(?P<title>.*)"
)
_CLOUD_HEADINGS = {name: field.title or name for name, field in CloudFirst.model_fields.items() if name != "x"}
"""The headings of what a strategy says about cloud first."""


@dataclass(frozen=True)
class Point:
    """A point of the code.

    Attributes:
        number: its number.
        title: its title.
        url: its address.
        formerly: titles that it had before.
    """

    number: int
    title: str
    url: str
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class PointClaim:
    """How a document meets a point.

    Attributes:
        number: the number of the point; `None` if the words name none.
        point: the point, in the author's words.
        requirement: what is required, in the author's words.
        implementation: how it is met, in the author's words.
    """

    number: int | None
    point: str
    requirement: str
    implementation: str


@dataclass(frozen=True)
class StandardUse:
    """A document uses an open standard.

    Attributes:
        document: the document.
        area: what for, in the author's words.
    """

    document: OfDocument
    area: str


@dataclass(frozen=True)
class OpenStandard:
    """An open standard.

    Attributes:
        standard: its name.
        uses: who uses it, and what for.
    """

    standard: str
    uses: tuple[StandardUse, ...]


@dataclass(frozen=True)
class Practice:
    """What a document says about the code.

    Attributes:
        not_applicable: why the section does not apply; empty if it does.
        points: the numbers of the points that it claims.
        claims: how it meets them, in the order of the file.
        cloud_first: what it says about cloud first, by key; `None` if it says nothing.
    """

    not_applicable: str
    points: tuple[int, ...]
    claims: tuple[PointClaim, ...]
    cloud_first: dict[str, str] | None


@dataclass(frozen=True)
class PracticeRow:
    """What one document says about the code.

    Attributes:
        document: the document.
        practice: what it says.
    """

    document: OfDocument
    practice: Practice


@dataclass(frozen=True)
class CodeOfPracticeAnswer:
    """Who claims what of the code.

    Attributes:
        source: what the points and their titles are from.
        url: the address of that.
        read: the day on which it was read.
        points: the points of the code.
        strategies: the strategies in use.
        standards: the open standards, by name.
    """

    source: str
    url: str
    read: str
    points: tuple[Point, ...]
    strategies: tuple[PracticeRow, ...]
    standards: tuple[OpenStandard, ...]

    @property
    def by_point(self) -> list[tuple[Point, list[tuple[Document, PointClaim]]]]:
        """The claims of each point."""
        return [(point, [said for said in self._claims if said[1].number == point.number]) for point in self.points]

    @property
    def unmatched(self) -> list[tuple[Document, PointClaim]]:
        """The claims that name no point."""
        return [said for said in self._claims if said[1].number is None]

    @property
    def _claims(self) -> list[tuple[Document, PointClaim]]:
        return [(row.document, claim) for row in self.strategies for claim in row.practice.claims]

    @property
    def cloud_headings(self) -> dict[str, str]:
        """The headings of what a strategy says about cloud first, by key."""
        return _CLOUD_HEADINGS

    @property
    def clouds(self) -> list[PracticeRow]:
        """The strategies that say something about cloud first."""
        return [row for row in self.strategies if row.practice.cloud_first]


@cache
def code() -> tuple[list[Point], dict[str, str]]:
    """Return the points of the code, and where they are from."""
    text = files("mkdocs_arckit").joinpath("views/code_of_practice.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    points = [Point(int(p["number"]), p["title"], p["url"], tuple(p.get("formerly", ()))) for p in data["points"]]
    return points, {key: data[key] for key in ("source", "url", "read")}


def find_point(text: str) -> Point | None:
    """Find the point that an author's words name: by its number, its title, or both if they agree."""
    points, _ = code()
    folded = " ".join(text.split()).casefold()
    titles = {title.casefold(): point for point in points for title in (point.title, *point.formerly)}
    match = _NUMBERED.fullmatch(folded)
    if not match:
        return titles.get(folded)
    point = next((p for p in points if p.number == int(match["number"])), None)
    named = titles.get(match["title"])
    counts = match["word"] or match["mark"] or named or not match["title"]  # `5 July` is no point
    return point if counts and named in {None, point} else None


def _reason(strategy: Strategy) -> str:
    """Say why the section does not apply, if it does not."""
    section = strategy.uk_government
    return (section.not_applicable if section else None) or ""


def _claims(strategy: Strategy) -> Iterator[PointClaim]:
    section = strategy.uk_government
    rows = (section.technology_code_of_practice if section and not _reason(strategy) else None) or []
    for row in rows:
        said = (known_text(row.point), known_text(row.requirement), known_text(row.implementation))
        for point in dict.fromkeys(find_point(text) for text in known_names(row.point)):
            yield PointClaim(point.number if point else None, *said)


def _cloud(strategy: Strategy) -> CloudFirst | None:
    section = strategy.uk_government
    cloud = section.cloud_first if section and not _reason(strategy) else None
    said = cloud and any(known_names(getattr(cloud, name)) for name in CloudFirst.model_fields if name != "x")
    return cloud if said else None


def _standards(in_use: Iterable[Document]) -> Iterator[OpenStandard]:
    """List each open standard with the strategies that use it, and for what; names are compared without case."""
    found: dict[str, tuple[str, list[StandardUse]]] = {}
    for document in in_use:
        strategy = document.strategy
        section = strategy.uk_government
        for row in (section.open_standards if section and not _reason(strategy) else None) or []:
            for words in known_names(row.standard):
                use = StandardUse(document, ", ".join(known_names(row.area)))
                found.setdefault(words.casefold(), (words, []))[1].append(use)
    yield from (OpenStandard(words, tuple(uses)) for _, (words, uses) in sorted(found.items()))


def practice_of(document: Document) -> Practice:
    """Return what a document says about the code."""
    strategy = document.strategy
    claims, cloud = tuple(_claims(strategy)), _cloud(strategy)
    numbers = sorted({claim.number for claim in claims if claim.number})
    said = {name: known_text(getattr(cloud, name)) for name in _CLOUD_HEADINGS} if cloud else None
    return Practice(known_text(_reason(strategy)), tuple(numbers), claims, said)


def _build(portfolio: Portfolio) -> CodeOfPracticeAnswer | None:
    """Collect which strategy claims which point; `None` if no strategy in use says anything about it."""
    points, source = code()
    rows = tuple(PracticeRow(document, practice_of(document)) for document in portfolio.in_use)
    standards = tuple(_standards(portfolio.in_use))
    if not (standards or any(row.practice.claims or row.practice.cloud_first for row in rows)):
        return None
    return CodeOfPracticeAnswer(source["source"], source["url"], source["read"], tuple(points), rows, standards)


CODE_OF_PRACTICE_VIEW = View(
    "code_of_practice",
    "Technology Code of Practice",
    "Who claims which point of the UK government's Technology Code of Practice, and which open standards are used?",
    CodeOfPracticeAnswer,
    _build,
    order=60,
    section="uk_government",
    rows=("strategies",),
    filters={
        **OF_DOCUMENTS,
        "point": lambda row: map(str, row.practice.points),
    },
)
