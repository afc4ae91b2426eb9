"""Who is named and who has signed, and dates of people that are written in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from mkdocs_arckit.checks.cells import known_names, known_text
from mkdocs_arckit.checks.violation import PlainMap, Violation, as_list, as_map, texts
from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.model.people import Person, read_person, several
from mkdocs_arckit.model.strategy import ApprovalRow
from mkdocs_arckit.source.nodes import Loc

_NOBODY = frozenset({"n/a", "na", "none", "nobody", "no one", "tba", "unknown", "not yet", "not known", "not assigned"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?"
_TH = r"(?:st|nd|rd|th)?"
_ODD_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<day>[0-9]{{1,2}}){_TH}[ -](?:of )?{_MONTH}(?:,? |-)(?P<year>[0-9]{{4}})\b",
        rf"\b{_MONTH}[ -](?P<day>[0-9]{{1,2}}){_TH},? (?P<year>[0-9]{{4}})\b",
        r"\b(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})\b",
        r"\b(?P<first>[0-9]{1,2})[-/.](?P<second>[0-9]{1,2})[-/.](?P<year>[0-9]{4})\b",
        r"\b(?P<year>20[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])\b",
        r"\b(?P<year>[0-9]{4})(?:年|년 ?)(?P<month>[0-9]{1,2})(?:月|월 ?)(?P<day>[0-9]{1,2})(?:日|일)",
        rf"\b{_MONTH},? [0-9]{{4}}\b",
        r"\b[0-9]{1,2}\.? (?:d[ei] )?[^\W\d_]{3,12}\.?(?: del?)? [0-9]{4}\b",  # in any language
        r"\bQ[1-4][ /-]?[0-9]{4}\b",
        rf"\b[0-9]{{1,2}}{_TH} {_MONTH}(?![a-z])",
        r"\b[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}\b",
    )
)
"""Dates that people write and that are not read as dates; those that say which day it is come first."""


class Signatory(NamedTuple):
    """Somebody who is named.

    Attributes:
        name: plain text.
        role: plain text; empty if none is given.
        date: the day that is given for it, if it is known.
    """

    name: str
    role: str
    date: date | None


def day(text: Any) -> date | None:
    """Return a day as text; `None` for a placeholder and whatever else is not a day."""
    try:
        return date.fromisoformat(text.strip()) if isinstance(text, str) else None
    except ValueError:
        return None


def people_in(cell: str | list[str] | None) -> list[str]:
    """List the names in a cell, without what says that nobody is named."""
    return [name for name in known_names(cell) if name.casefold() not in _NOBODY and name.strip("-–—.?… ")]


def named(people: Iterable[Person] | None) -> list[Signatory]:
    """List everybody who is named, each with role and date of their own; brackets after a name hold a role too."""
    found = []
    for person in people or ():
        for name in people_in(person.name):
            alone, _, rest = name.partition(" (")
            role = known_text(person.role) or rest.partition(")")[0]
            found.append(Signatory(alone, role, day(person.date)))
    return found


def people_text(people: Iterable[Person] | None, *, dates: bool = False) -> str:
    """Write people as plain text, each as `Name, Role (date)`; nothing if nobody is known yet.

    Args:
        people: who.
        dates: whether to add the dates.
    """
    return ", ".join(
        known_text(person.words) + (f" ({person.date})" if dates and person.date else "")
        for person in people or ()
        if person.words
    )


def signed_on(people: list[Person] | None) -> date | None:
    """Return the day on which the last of several signed; `None` if one of them has not, or nobody is named."""
    dates = [day(person.date) if people_in(person.name) else None for person in people or ()]
    known = [on for on in dates if on]
    return max(known) if known and len(known) == len(dates) else None


def has_signed(row: ApprovalRow) -> bool:
    """Return whether a row of Approval is signed: there is a signature, or a name with a date."""
    return bool(people_in(row.signature) or (people_in(row.name) and day(row.date)))


def check_people(data: PlainMap) -> Iterator[Violation]:
    """Warn of dates of people that are not written as dates, which would be part of the name."""
    control, revisions = as_map(data.get("document")), data.get("revisions")
    cells: list[tuple[Loc, Any]] = [
        (("document", key), control.get(key)) for key in ("owner", "reviewed_by", "approved_by")
    ]
    base: Loc = ("revisions",) if isinstance(revisions, list) else ("revisions", "rows")
    rows = as_list(revisions) or as_list(as_map(revisions).get("rows"))
    cells += [((*base, i, "approved_by"), as_map(row).get("approved_by")) for i, row in enumerate(rows)]
    for loc, cell in cells:
        for place, text in _texts(loc, cell):
            if found := _odd_date(text):
                message = f"{quoted_value(found[0])} is not read as a date, but as part of the name"
                hint = f"write it after the name as `({found[1] or 'YYYY-MM-DD'})`"
                yield Violation("date", place, message, hint, Severity.WARNING)


def _texts(loc: Loc, cell: Any) -> Iterator[tuple[Loc, str]]:
    """Yield the names and roles of people, without the dates that are read, and their places."""
    if isinstance(cell, list):
        for i, item in enumerate(cell):
            yield from _texts((*loc, i), item)
    elif isinstance(cell, str):
        for person in map(read_person, several(cell)):
            yield loc, ", ".join(filter(None, (person["name"], person.get("role"))))
    else:
        for key in ("name", "role"):
            for text in texts(as_map(cell).get(key)):
                yield (*loc, key), text


def _odd_date(text: str) -> tuple[str, str] | None:
    """Find the first date in a text, and how to write it if that is certain."""
    for pattern in _ODD_DATES:
        if found := pattern.search(" ".join(text.split())):
            return found[0], _iso(found.groupdict())
    return None


def _iso(parts: dict[str, str | None]) -> str:
    """Write a date as `YYYY-MM-DD`; nothing if that is not certain: of `03/04/2026`, nobody knows which is the day."""
    year, month, number = (parts.get(key) or "" for key in ("year", "month", "day"))
    if first := parts.get("first"):
        number, month = first, parts["second"] or ""
        if int(number) <= 12:
            number, month = month, number
            if int(number) <= 12 and number != month:
                return ""
    if month and not month.isdigit():
        month = str(_MONTHS.index(month[:3].casefold()) + 1)
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return ""
