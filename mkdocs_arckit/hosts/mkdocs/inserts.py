"""What waits outside the Markdown of a site's pages until their HTML is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mkdocs.structure.pages import Page

from mkdocs_arckit.hosts.mkdocs.cleaning import clean_page, veil
from mkdocs_arckit.hosts.mkdocs.mermaid import DiagramMode
from mkdocs_arckit.render.page import Inserts, RenderedPage


class PageInserts:
    """The inserts of a site's pages.

    Args:
        pages: the pages of our own, by their addresses.
        salt: makes the words for the places of inserts.
        mode: how diagrams are drawn.
        every_line: whether the site's Markdown has to see all text in inserts.

    Attributes:
        texts: what the site's Markdown is given of each page.
    """

    def __init__(self, pages: Mapping[str, RenderedPage], salt: str, mode: DiagramMode, *, every_line: bool) -> None:
        self._pages, self._salt, self._mode = pages, salt, mode
        self._inserts: dict[str, Inserts] = {}
        self._by_hand: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        diagrams = mode.takes_out(ours=True)
        for address, page in pages.items():
            text, self._inserts[address] = page.for_site(diagrams=diagrams, every_line=every_line)
            self.texts[address] = veil(text, self._inserts[address].word)

    def begin(self, address: str) -> Inserts:
        """Return the inserts of a hand-written page, none yet."""
        self._inserts[address] = Inserts(self._salt)
        return self._inserts[address]

    def take_diagrams(self, address: str, markdown: str) -> str:
        """Return a hand-written page without the diagrams that the plugin draws."""
        inserts = self._inserts[address]
        self._by_hand[address] = inserts.plain(markdown)
        return inserts.extract_fences(markdown, titles=False) if self._mode.takes_out(ours=False) else markdown

    def clean(self, html: str, page: Page) -> str | None:
        """A page of our own, cleaned of what its authors should not put there; nothing for any other page."""
        address = page.file.src_uri
        return clean_page(html, page, self._inserts[address].boundary_in_html) if address in self._pages else None

    def fill(self, html: str, page: Page, draw: Callable[[str], str | None]) -> str:
        """Return a page's HTML with its inserts; whoever reads the page's Markdown from now on finds it plain."""
        address = page.file.src_uri
        inserts = self._inserts.get(address)
        if inserts is None or not inserts.are_in(html):
            return html
        if ours := self._pages.get(address):
            page.markdown = ours.body()
            page.present_anchor_ids = {*(page.present_anchor_ids or ()), *inserts.anchors}
        else:
            page.markdown = self._by_hand.pop(address, page.markdown)
        return inserts.fill(html, self._mode.figure(draw if ours else None))
