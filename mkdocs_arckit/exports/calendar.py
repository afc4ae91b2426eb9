"""The reviews as a calendar to subscribe to (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from mkdocs_arckit.checks.people import people_text
from mkdocs_arckit.model.vocabulary import OPEN, PENDING
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import CALENDAR, Review, upcoming
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.text.printable import printable

_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//mkdocs-arckit//Reviews//EN",
    "NAME:Strategy reviews",
    "X-WR-CALNAME:Strategy reviews",
    "REFRESH-INTERVAL;VALUE=DURATION:P1D",
)


def calendar(portfolio: Portfolio) -> dict[str, str]:
    """Write the calendar's file; none without reviews, because a calendar may not be empty."""
    reviews = upcoming(portfolio)
    if not reviews:
        return {}
    lines = [*_HEAD]
    # A project with two documents in use: the approved one, then the first one, is the project's review.
    owners: dict[str, Review] = {}
    for review in sorted(reviews, key=lambda r: (r.document.strategy.document.status in OPEN, r.document.address)):
        owners.setdefault(review.document.strategy.project.id.casefold(), review)
    for review in reviews:
        project = review.document.strategy.project.id.casefold()
        name = project if owners[project] is review else f"{project} {review.document.address}"
        lines += _event(review, f"{uuid5(NAMESPACE_URL, portfolio.url(f'review of {name}'))}", portfolio)
    return {CALENDAR: "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])}


def _event(review: Review, uid: str, portfolio: Portfolio) -> Iterator[str]:
    """Write an event of a whole day, which makes nobody busy. Its identity outlives the version and the day."""
    control = review.document.strategy.document
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{portfolio.today.replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{review.due.isoformat().replace('-', '')}"
    document_id = plain_text(review.document.strategy.document_id)
    yield f"SUMMARY:{ics_text(f'Review: {review.document.project_name} ({document_id})')}"
    owner = people_text(control.owner) or PENDING
    yield f"DESCRIPTION:{ics_text(f'Status: {review.document.status}')}\\n{ics_text(f'Owner: {owner}')}"
    url = portfolio.url(review.document.address)
    if urlsplit(url).scheme:
        yield f"URL:{url}"
    yield f"STATUS:{'TENTATIVE' if control.status in OPEN or review.document.out_of_order else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def ics_text(plain: str) -> str:
    """Escape plain text as a value of the calendar."""
    return re.sub(r"([\\;,])", r"\\\1", printable(plain))


def fold(line: str) -> str:
    """Fold a line into lines of at most 75 octets, without dividing a character."""
    parts, room = [""], 75
    for char in line:
        width = len(char.encode())
        if width > room:
            parts.append("")
            room = 74  # a space begins the next line
        parts[-1] += char
        room -= width
    return "\r\n ".join(parts)
