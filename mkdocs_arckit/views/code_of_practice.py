"""UK government: the Technology Code of Practice, open standards, cloud first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from mkdocs_arckit.checks.cells import known_names
from mkdocs_arckit.model.practice import CloudFirst, CodeOfPracticeRow
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio

_NUMBERED = re.compile(
    r"(?:tcop )?(?P<word>point )?(?P<number>\d{1,2})(?P<mark>\s*[.:)](?=\s|$)|\s+[–-](?=\s)|(?=\s|$))\s*(?P<title>.*)"
)


class Point(NamedTuple):
    """A point of the code."""

    number: int
    title: str
    url: str
    formerly: tuple[str, ...] = ()


class PointClaim(NamedTuple):
    """A row of a strategy's table, for the point that it names; `None` if it names none."""

    document: Document
    point: Point | None
    row: CodeOfPracticeRow


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


def build_code_of_practice(portfolio: Portfolio) -> dict[str, Any] | None:
    """Collect which strategy claims which point; `None` if no strategy in use says anything about it."""
    points, source = code()
    in_use = portfolio.in_use
    claims = [claim for document in in_use for claim in _claims(document)]
    clouds = [(document, cloud) for document in in_use if (cloud := _cloud(document.strategy))]
    standards = list(_standards(in_use))
    if not (claims or clouds or standards):
        return None
    claimed = {(claim.document.address, claim.point) for claim in claims}
    return {
        "source": source,
        "points": points,
        "rows": [
            (document, _reason(document.strategy), [(point, (document.address, point) in claimed) for point in points])
            for document in in_use
        ],
        "by_point": [(point, [claim for claim in claims if claim.point == point]) for point in points],
        "unmatched": [claim for claim in claims if claim.point is None],
        "standards": standards,
        "clouds": clouds,
        "cloud_headings": {name: field.title for name, field in CloudFirst.model_fields.items() if name != "x"},
    }


def _reason(strategy: Strategy) -> str:
    """Say why the section does not apply, if it does not."""
    section = strategy.uk_government
    return (section.not_applicable if section else None) or ""


def _claims(document: Document) -> Iterator[PointClaim]:
    strategy = document.strategy
    section = strategy.uk_government
    rows = (section.technology_code_of_practice if section and not _reason(strategy) else None) or []
    for row in rows:
        found = list(dict.fromkeys(find_point(text) for text in known_names(row.point)))
        for point in found:
            yield PointClaim(document, point, row)


def _cloud(strategy: Strategy) -> CloudFirst | None:
    section = strategy.uk_government
    cloud = section.cloud_first if section and not _reason(strategy) else None
    said = cloud and any(known_names(getattr(cloud, name)) for name in CloudFirst.model_fields if name != "x")
    return cloud if said else None


Standards = tuple[str, list[tuple[Document, str]]]


def _standards(in_use: Iterable[Document]) -> Iterator[Standards]:
    """List each open standard with the strategies that use it, and for what; names are compared without case."""
    found: dict[str, Standards] = {}
    for document in in_use:
        strategy = document.strategy
        section = strategy.uk_government
        for row in (section.open_standards if section and not _reason(strategy) else None) or []:
            for words in known_names(row.standard):
                found.setdefault(words.casefold(), (words, []))[1].append((document, ", ".join(known_names(row.area))))
    yield from (found[key] for key in sorted(found))
