"""Citations in the text of a page, as links to their rows under Citations."""

from __future__ import annotations

import re
from collections.abc import Collection

from mkdocs_arckit.render.requirements import replace_words
from mkdocs_arckit.source.placeholders import CITATION, is_citation


def citation_anchor(name: str) -> str:
    """Write the anchor of a citation's row; empty for a name that no text can cite."""
    return f"citation-{name[1:-1].lower()}" if is_citation(name) else ""


def link_citations(html: str, names: Collection[str]) -> str:
    """Lead each citation in the HTML of a page to its row.

    Args:
        html: the page.
        names: the citations that have a row, in brackets.
    """

    def link(match: re.Match[str]) -> str:
        anchor = citation_anchor(match[0])
        return f'<a class="arckit-citation" href="#{anchor}">{match[0]}</a>' if match[0] in names else match[0]

    return replace_words(html, CITATION, link) if names else html
