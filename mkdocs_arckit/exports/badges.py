"""Badges: the status of each project's strategy, as SVG and as an endpoint for shields.io, for a README."""

from __future__ import annotations

import json
import re
import unicodedata
from html import escape
from typing import NamedTuple

from mkdocs_arckit.addresses import stem
from mkdocs_arckit.checks.violation import as_map
from mkdocs_arckit.model.vocabulary import OPEN, STATUSES
from mkdocs_arckit.portfolio.documents import DONE, NOT_IN_ORDER, BrokenFile, Document, PortfolioFile
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import is_overdue
from mkdocs_arckit.portfolio.versions import Versions
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.text.printable import printable

LABEL = "DevOps strategy"
_ID = re.compile("[A-Za-z0-9_-]+")
_MAX_VERSION = 24
# The colours of the badges on the pages; their texts are dark on the bright ones.
_BAD, _GOOD, _GREY, _BRIGHT = "942514", "00602f", "505a5f", ("f3d19c", "eeefef")
_COLOURS = {"DRAFT": _GREY, "IN_REVIEW": _BRIGHT[0], "APPROVED": _GOOD, "PUBLISHED": _GOOD} | dict.fromkeys(
    DONE, _BRIGHT[1]
)
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{text}">
<title>{text}</title>
<clipPath id="c"><rect width="{width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#c)"><path fill="#383f43" d="M0 0h{left}v20H0z"/>\
<path fill="#{colour}" d="M{left} 0h{right}v20H{left}z"/></g>
<g text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">\
<text x="{x1}" y="14" fill="#fff" textLength="{left_text}">{label}</text>\
<text x="{x2}" y="14" fill="#{ink}" textLength="{right_text}">{message}</text></g>
</svg>
"""


class Badge(NamedTuple):
    """What a badge says, and the colour of it."""

    message: str
    colour: str

    @property
    def endpoint(self) -> str:
        """What shields.io asks an endpoint for."""
        answer = {"schemaVersion": 1, "label": LABEL, "message": self.message, "color": self.colour}
        return json.dumps(answer, ensure_ascii=False) + "\n"

    @property
    def svg(self) -> str:
        """The picture; it needs nothing from elsewhere, and says in words what it shows."""
        left_text, right_text = width(LABEL), width(self.message)
        left, right = left_text + 12, right_text + 12
        return _SVG.format(
            text=escape(f"{LABEL}: {self.message}"),
            label=LABEL,
            message=escape(self.message),
            colour=self.colour,
            ink="1d2021" if self.colour in _BRIGHT else "fff",
            width=left + right,
            left=left,
            right=right,
            left_text=left_text,
            right_text=right_text,
            x1=left / 2,
            x2=left + right / 2,
        )


def width(text: str) -> int:
    """Estimate how wide a text is in Verdana of 11 pixels; the picture stretches it to that."""
    return round(sum(map(_advance, text)))


def _advance(char: str) -> float:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return 11
    if char in "fijlrtI.,:;'|!()[]/- ":
        return 4.4
    return 10.5 if char in "mwMW@%—" else 7.6 if char.isupper() else 6.9


def badges(portfolio: Portfolio) -> dict[str, str]:
    """Write two files for each project, named by its ID: their addresses stay when a new version replaces the old."""
    projects = _projects(portfolio)
    files: dict[str, str] = {}
    for name in sorted(projects):
        # Of several, what is in force; then what is to be approved, what is broken, what is over; the highest version.
        badge = _badge(max(projects[name], key=lambda document: _rank(portfolio.versions, document)), portfolio.today)
        path = f"badges/{stem(name)}"
        files |= {f"{path}.json": badge.endpoint, f"{path}.svg": badge.svg}
    return files


def badge_names(portfolio: Portfolio) -> list[str]:
    """List the files of `badges` without writing them."""
    return [f"badges/{name}.{ending}" for name in _projects(portfolio) for ending in ("json", "svg")]


def _projects(portfolio: Portfolio) -> dict[str, list[PortfolioFile]]:
    """Collect the files of each project that is known, by its folded ID."""
    projects: dict[str, list[PortfolioFile]] = {}
    for document in portfolio.files:
        if name := _name(document):
            projects.setdefault(name, []).append(document)
    return projects


def _name(file: PortfolioFile) -> str | None:
    """Return the project's ID, if it is known."""
    project = as_map(as_map(file.validation.root).get("project"))
    found = file.strategy.project.id if isinstance(file, Document) else project.get("id")
    return found.casefold() if isinstance(found, str) and _ID.fullmatch(found) else None


def _rank(versions: Versions, document: PortfolioFile) -> tuple[int, list[int]]:
    if isinstance(document, BrokenFile):
        return 1, []
    strategy = document.strategy
    numbers = [int(number) for number in re.findall("[0-9]{1,9}", strategy.document.version)]
    if strategy.document.status in DONE or versions.is_replaced(document):
        return 0, numbers
    return 2 if strategy.document.status in OPEN else 3, numbers


def _badge(document: PortfolioFile, today: str) -> Badge:
    if isinstance(document, BrokenFile):
        return Badge("invalid", _BAD)
    strategy = document.strategy
    control = strategy.document
    known = control.status in STATUSES
    said = [control.status.lower().replace("_", " ") if known else "no status yet"]
    if not find_placeholders(control.version):
        version = printable(plain_text(control.version))
        said.insert(0, version if len(version) <= _MAX_VERSION else f"{version[: _MAX_VERSION - 1]}…")
    if document.out_of_order:
        said.append(f", {NOT_IN_ORDER}")
    late = is_overdue(strategy, today)
    colour = _BAD if late or document.out_of_order else _COLOURS[control.status] if known else _GREY
    return Badge(" ".join(said).replace(" ,", ",") + (", review overdue" if late else ""), colour)
