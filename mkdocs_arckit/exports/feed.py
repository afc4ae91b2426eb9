"""Revisions and approvals as a feed to subscribe to (RFC 4287)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from mkdocs_arckit.portfolio.events import Event, events
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.text.printable import printable

FEED = "feed.xml"
"""The feed, beside the index."""
TITLE = "Strategies: revisions and approvals"
MAX_ENTRIES = 100
"""The newest; a reader's program keeps what it has seen."""
_ATOM = "http://www.w3.org/2005/Atom"


def feed(portfolio: Portfolio) -> dict[str, str]:
    """Write the feed's file; none if nothing has happened yet."""
    found = events(portfolio, ("revision", "approval"))
    if not found:
        return {}
    newest = sorted(sorted(found.items(), key=lambda item: item[0]), key=lambda item: item[1].on, reverse=True)[
        :MAX_ENTRIES
    ]
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "id", _urn(portfolio, TITLE))
    _add(root, "title", TITLE)
    _add(root, "updated", _midnight(newest[0][1].on))
    ET.SubElement(
        root, "link", rel="self", type="application/atom+xml", href=portfolio.link(f"{portfolio.exports}/{FEED}")
    )
    for name, event in newest:
        _entry(ET.SubElement(root, "entry"), event, _urn(portfolio, name), portfolio)
    ET.indent(root)
    return {FEED: f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'}


def _entry(element: ET.Element, event: Event, urn: str, portfolio: Portfolio) -> None:
    _add(element, "id", urn)
    _add(element, "title", event.title)
    _add(element, "updated", _midnight(event.on))
    for person in event.people.values() or [f"Project {event.document.strategy.project.id}"]:
        _add(ET.SubElement(element, "author"), "name", person)
    ET.SubElement(element, "category", term=event.kind)
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=portfolio.link(event.document.address))
    _add(element, "summary", event.text or event.title)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = printable(text)


def _midnight(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"


def _urn(portfolio: Portfolio, name: str) -> str:
    """Make an ID that is the site's own, and the same from build to build."""
    return uuid5(NAMESPACE_URL, f"{portfolio.url('')}#{printable(name)}").urn
