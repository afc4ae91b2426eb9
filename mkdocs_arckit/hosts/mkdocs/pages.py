"""The pages of one build: what the site's Markdown is given of each, and what becomes of its HTML."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_arckit.addresses import relative_path
from mkdocs_arckit.hosts.mkdocs.cleaning import clean_page, veil
from mkdocs_arckit.hosts.mkdocs.docs_folders import docs_folders
from mkdocs_arckit.hosts.mkdocs.extensions import changes_text
from mkdocs_arckit.hosts.mkdocs.files import announce_feed, resolve_links, shorten_edit_link
from mkdocs_arckit.hosts.mkdocs.mermaid import DiagramMode
from mkdocs_arckit.hosts.mkdocs.nav_titles import NavTitles
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication
from mkdocs_arckit.render.citations import link_citations
from mkdocs_arckit.render.decorate import decorate_html
from mkdocs_arckit.render.direction import isolated
from mkdocs_arckit.render.front_matter import front_matter
from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.render.requirements import link_requirements
from mkdocs_arckit.text.handwritten import link_to_pages


class SitePages:
    """The pages of one build, and the inserts that wait until their HTML is there.

    Args:
        plan: which pages there are.
        publication: what they show.
        mode: how diagrams are drawn.
        config: the site's configuration.

    Attributes:
        titles: what the navigation calls them.
        files: all files of the site, once nobody brings any more.
        texts: what the site's Markdown is given of each page of our own.
    """

    def __init__(self, plan: Plan, publication: Publication, mode: DiagramMode, config: MkDocsConfig) -> None:
        self.plan, self.publication = plan, publication
        self._mode, self._docs_dir = mode, Path(config.docs_dir)
        main = docs_folders(config).main
        self._page_of_file = plan.page_of_file | {  # as seen from a copy of the docs folder, where there is one
            os.path.normpath(self._docs_dir / relative_path(source.path, main)): address
            for address, source in plan.sources.items()
        }
        self.titles = NavTitles(publication)
        self._inserts: dict[str, Inserts] = {}
        self._by_hand: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        diagrams, every_line = mode.takes_out(ours=True), changes_text(config)
        for address, page in publication.pages.items():
            text, self._inserts[address] = page.for_site(diagrams=diagrams, every_line=every_line)
            head = front_matter(page.meta)  # which hosts read, and no Markdown
            self.texts[address] = head + veil(text.removeprefix(head), self._inserts[address].word)

    def is_ours(self, page: Page) -> bool:
        """Say whether a page is one that the plugin made."""
        return page.file.src_uri in self.plan.generated

    def prepare(self, markdown: str, page: Page) -> str | None:
        """Put the index at the marker of a hand-written page, and lead links to strategy files to their pages."""
        if self.is_ours(page):
            return None
        address = page.file.src_uri
        inserts = self._inserts[address] = Inserts(self.plan.salt)
        markdown = self.publication.indexes.put_slots(address, markdown, inserts)
        return link_to_pages(markdown, address, self._docs_dir, self._page_of_file)

    def take_diagrams(self, markdown: str, page: Page) -> str | None:
        """Take out of a hand-written page the diagrams that the plugin draws."""
        if self.is_ours(page):
            return None
        inserts = self._inserts[page.file.src_uri]
        self._by_hand[page.file.src_uri] = inserts.plain(markdown)
        return inserts.extract_fences(markdown, titles=False) if self._mode.takes_out(ours=False) else markdown

    def clean(self, html: str, page: Page, *, trusted: bool) -> str | None:
        """Clean the HTML of a page of our own of what its authors should not put there, unless they are trusted."""
        if not self.is_ours(page):
            return None
        boundary = self._inserts[page.file.src_uri].boundary_in_html
        return boundary.sub("", html) if trusted else clean_page(html, page, boundary)

    def finish(self, html: str, page: Page, files: Files, draw: Callable[[str], str | None]) -> str:
        """Put in a page's inserts, lead links to their pages, and mark what is the plugin's, for its styles."""
        if not self.is_ours(page):
            return resolve_links(self._filled(html, page, None), page.file, files)
        html = self._filled(decorate_html(html), page, draw)
        html = link_requirements(html, self.publication.requirement_links.get(page.file.src_uri, {}))
        html = isolated(link_citations(html, self.publication.citations.get(page.file.src_uri, ())))
        return f'<div class="arckit" dir="auto">\n{resolve_links(html, page.file, files)}\n</div>'

    def before_templates(self, files: Files) -> None:
        """Give the navigation short titles; by now all files are there."""
        self.files = files
        self.titles.shorten(files)

    def before_search(self, page: Page) -> None:
        """Point the edit link of a page at its source, and let plugins have the whole title."""
        shorten_edit_link(page)
        self.titles.lengthen(page)

    def announce_feed(self, output: str, page: Page) -> str | None:
        """Announce the feed in the head of a page with the index."""
        has_index = page.file.src_uri in {self.plan.index, *self.plan.indexes.pages}
        return announce_feed(output, self.publication, page) if has_index else None

    def _filled(self, html: str, page: Page, draw: Callable[[str], str | None] | None) -> str:
        """Put in a page's inserts; whoever reads the page's Markdown from now on finds it plain."""
        address = page.file.src_uri
        inserts = self._inserts.get(address)
        if inserts is None or not inserts.are_in(html):
            return html
        if ours := self.publication.pages.get(address):
            page.markdown = ours.body()
            page.present_anchor_ids = {*(page.present_anchor_ids or ()), *inserts.anchors}
        else:
            page.markdown = self._by_hand.pop(address, page.markdown)
        return inserts.fill(html, self._mode.figure(draw))
