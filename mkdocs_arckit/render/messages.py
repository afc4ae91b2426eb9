"""Messages of findings as HTML, and where a page shows what they are about."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup

from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.text.code_spans import code_spans

_HEADINGS = {"document": "document-control", "approval": "approval", "revisions": "revision-history"}


def prose(message: str) -> Markup:
    """Write a message as HTML: what is in backticks is code."""
    html, at = Markup(), 0
    for start, end, width in code_spans(message):
        html += Markup("{}<code>{}</code>").format(message[at:start], message[start + width : end - width])
        at = end
    return html + message[at:]


class Disorder(NamedTuple):
    """Why a document is not in order, and where on its page one sees what to fix.

    Attributes:
        message: the reason.
        heading: the anchor of the heading above the place.
        row: the anchor of the row of Document Control, which only a site has; empty if it is in another table.
    """

    message: str
    heading: str
    row: str


def disorders(document: Document) -> list[Disorder]:
    """List why a document is not in order; none if it is, or is not approved yet."""
    found = []
    for finding in document.out_of_order:
        section, field = re.split(r"[.\[]", finding.about)[:2]  # `document.owner[0]`, `approval[0]`
        found.append(Disorder(finding.message, _HEADINGS[section], control_row(field) if section == "document" else ""))
    return found


def control_row(field: str) -> str:
    """Name the row of a field in Document Control."""
    return f"document-{field.replace('_', '-')}"


def lead_to_rows(html: str) -> str:
    """Lead links to Document Control on to their rows, which only a site's HTML has."""
    return html.replace('#document-control" data-row="', "#")
