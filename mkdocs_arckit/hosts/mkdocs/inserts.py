"""What waits outside the Markdown of a site's pages until their HTML is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from mkdocs.structure.pages import Page

from mkdocs_arckit.hosts.mkdocs.cleaning import clean_page, veil
from mkdocs_arckit.hosts.mkdocs.mermaid import DiagramMode
from mkdocs_arckit.render.page import Inserts, RenderedPage, salt_of
from mkdocs_arckit.site import Source


def salt_of_files(sources: Iterable[Source]) -> str:
    """What makes the words for the places of inserts: the content of all strategies."""

    def contents() -> Iterable[bytes]:
        for source in sources:
            with suppress(OSError):
                yield source.path.read_bytes()

    return salt_of(contents())


class PageInserts:
    """The inserts of a site's pages.

    Args:
        mode: how diagrams are drawn.
        salt: makes the words for their places.
        every_line: whether the site's Markdown has to see all text in inserts.
    """

    def __init__(self, mode: DiagramMode, salt: str, *, every_line: bool) -> None:
        self._mode, self._salt, self._every_line = mode, salt, every_line
        self.rendered: dict[str, RenderedPage] = {}
        """The pages of our own, by their addresses."""
        self._inserts: dict[str, Inserts] = {}
        self._by_hand: dict[str, str] = {}

    def write(self, address: str, page: RenderedPage) -> str:
        """Keep a page of our own, and return what the site's Markdown is given of it."""
        diagrams = self._mode.takes_out(ours=True)
        text, self._inserts[address] = page.for_site(diagrams=diagrams, every_line=self._every_line)
        self.rendered[address] = page
        return veil(text, self._inserts[address].word)

    def begin(self, address: str) -> Inserts:
        """The inserts of a hand-written page, none yet."""
        self._inserts[address] = Inserts(self._salt)
        return self._inserts[address]

    def take_diagrams(self, address: str, markdown: str) -> str:
        """A hand-written page without the diagrams that the plugin draws."""
        inserts = self._inserts[address]
        self._by_hand[address] = inserts.plain(markdown)
        return inserts.extract_fences(markdown, titles=False) if self._mode.takes_out(ours=False) else markdown

    def clean(self, html: str, page: Page) -> str | None:
        """A page of our own, cleaned of what its authors should not put there; nothing for any other page."""
        address = page.file.src_uri
        return clean_page(html, page, self._inserts[address].boundary_in_html) if address in self.rendered else None

    def fill(self, html: str, page: Page, draw: Callable[[str], str | None]) -> str:
        """A page's HTML with its inserts; whoever reads the page's Markdown from now on finds it plain."""
        address = page.file.src_uri
        inserts = self._inserts.get(address)
        if inserts is None or not inserts.are_in(html):
            return html
        if rendered := self.rendered.get(address):
            page.markdown = rendered.body()
            page.present_anchor_ids = {*(page.present_anchor_ids or ()), *inserts.anchors}
        else:
            page.markdown = self._by_hand.pop(address, page.markdown)
        return inserts.fill(html, self._mode.figure(draw if rendered else None))
