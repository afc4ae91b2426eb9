"""What a site folds: parts of a page that a reader opens, or a link, a search in the page, or the printer."""

from __future__ import annotations

import re

from mkdocs_arckit.render.inserts import Html
from mkdocs_arckit.render.page import Inserts

_HEADING = re.compile(r"^## .+\n\n", re.MULTILINE)
_SPECIAL = re.compile(
    r"[<{|]|^[ \t]*(?:[-*+>#~`:=]+(?:\s|$)|\d+[.)]|```|~~~|\*\[|\[[^\]\n]*\]:)|^(?: {4}|\t)", re.MULTILINE
)
"""Marks of anything but a paragraph of words."""
_ENDS = re.compile(r"[.!?][\"'*_)\]]*\s*\Z")
FIRST = 700
"""As many characters of a summary are seen at once, in whole paragraphs."""
REST = 250
"""With fewer characters than these left, nothing is folded."""


def fold_section(text: str, title: str, inserts: Inserts) -> str:
    """Fold all of a section but its heading; a text without a heading of its own stays as it is.

    Args:
        text: the section.
        title: what is read on the fold, beside the heading.
        inserts: the page's.
    """
    if not (heading := _HEADING.search(text)):
        return text
    begins = f'<details class="arckit-fold"><summary class="arckit-opener" data-search-exclude>{title}</summary>'
    rest = text[heading.end() :].strip("\n")
    return "\n\n".join([text[: heading.end()].strip("\n"), inserts.slot(_only_on_site(begins)), rest, _end(inserts)])


def fold_rest(text: str, title: str, inserts: Inserts, boundary: str) -> str:
    """Fold what follows the first paragraphs of a text of an author, if there is much of it.

    Args:
        text: Markdown, with the boundary before and after it.
        title: what is read on the fold.
        inserts: the page's.
        boundary: a paragraph that stands around each text of an author.
    """
    paragraphs = text.split("\n\n")
    seen, length = 1, 0  # the boundary
    for paragraph in paragraphs[1:]:
        length += len(paragraph)
        if (seen > 1 and length > FIRST) or _SPECIAL.search(paragraph):
            break
        seen += 1
    if seen > 2 and not _ENDS.search(paragraphs[seen - 1]):  # it leads into a list
        seen -= 1
    first, rest = paragraphs[:seen], paragraphs[seen:]
    if seen == 1 or sum(map(len, rest[:-1])) < REST:
        return text
    begins = f'<details class="arckit-more"><summary class="arckit-opener" data-search-exclude>{title}</summary>'
    return "\n\n".join([*first, boundary, inserts.slot(_only_on_site(begins)), boundary, *rest, _end(inserts)])


def _end(inserts: Inserts) -> str:
    return inserts.slot(_only_on_site("</details>"))


def _only_on_site(html: str) -> Html:
    return Html(html, elsewhere="")
