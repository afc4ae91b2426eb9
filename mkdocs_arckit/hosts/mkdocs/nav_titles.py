"""Short titles of strategies in the navigation; everything else has the whole ones."""

from __future__ import annotations

from copy import copy
from typing import Any

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_arckit.publication import Publication
from mkdocs_arckit.text.printable import for_theme


class _PageInTemplate(Page):
    """A page as its own template has it: the one in the navigation, with its whole title."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and self.file == other.file


class NavTitles:
    """Exchanges titles while the pages of one build are written, because themes print `page.title` in either place.

    Args:
        publication: what the pages show.
    """

    def __init__(self, publication: Publication) -> None:
        self._wanted = {
            address: (for_theme(str(publication.pages[address].meta["title"])), for_theme(title))
            for address, title in publication.nav_titles.items()
            if publication.pages[address].name
        }
        self._titles: dict[str, tuple[str, str]] = {}

    def shorten(self, files: Files) -> None:
        """Shorten all titles, once plugins have read them, but none that the site's `nav` or somebody else gave."""
        for address, (whole, short) in self._wanted.items():
            page = file.page if (file := files.src_uris.get(address)) else None
            if type(page) is Page and page.title == whole != short:
                page.title, self._titles[address] = short, (whole, short)

    def lengthen(self, page: Page) -> None:
        """Let plugins that see a page before its template, such as a search, have its whole title."""
        if titles := self._titles.get(page.file.src_uri):
            page.title = titles[0]

    def show(self, page: Page, context: Any) -> None:
        """Give a page's template its whole title, and its navigation the short one."""
        if titles := self._titles.get(page.file.src_uri):
            context["page"] = copy(page)
            context["page"].__class__ = _PageInTemplate
            page.title = titles[1]
