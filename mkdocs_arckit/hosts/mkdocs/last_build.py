"""What a build takes over from the one before, so that nobody who saves a file waits for what is the same."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_arckit.collect import Memory
from mkdocs_arckit.hosts.git import History
from mkdocs_arckit.hosts.mkdocs.built_pages import BuiltPages
from mkdocs_arckit.hosts.mkdocs.diagrams import DiagramCache
from mkdocs_arckit.hosts.mkdocs.page_cache import PageCache
from mkdocs_arckit.hosts.mkdocs.search_cache import SearchCache
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication


class LastBuild:
    """What is kept of a build: some always, the rest if the build is one of `mkdocs serve` or has `--dirty`.

    Args:
        serving: whether an author is watching.
        dirty: whether pages that would be built as they are may stay.
    """

    def __init__(self, *, serving: bool, dirty: bool) -> None:
        self.memory = Memory() if serving else None
        self.diagrams = DiagramCache(serving=serving)
        self.history = History()
        self.pages = PageCache() if serving else None
        self.search = SearchCache() if serving and not dirty else None
        self.built = BuiltPages(serving=serving) if dirty else None
        self._ours: frozenset[str] = frozenset()

    def compare(self, files: Files, config: MkDocsConfig, plan: Plan, publication: Publication) -> None:
        """Compare what is to be built with what was, once the texts of all pages are known."""
        self._ours = frozenset(plan.generated)
        if self.built:
            self.built.leave_unchanged(files, config, plan, publication)

    def name_pages(self, config: MkDocsConfig) -> None:
        """Give the navigation the titles of pages that will not be read."""
        if self.built:
            self.built.name_unchanged(config)

    def attach(self, page: Page) -> Page:
        """Let a page of ours keep its HTML, if rendering it would give the same again."""
        if self.pages and page.file.src_uri in self._ours:
            self.pages.attach(page)
        return page

    def before_search(self, page: Page, config: MkDocsConfig) -> None:
        """Spare Material's search a page of ours that it knows."""
        if self.search and page.file.src_uri in self._ours:
            self.search.before(page, config)

    def after_search(self, page: Page, config: MkDocsConfig) -> None:
        """Give the search what it has found in that page before."""
        if self.search and page.file.src_uri in self._ours:
            self.search.after(page, config)

    def end(self) -> None:
        """Keep what this build has made, and nothing of earlier ones."""
        if self.pages:
            self.pages.forget()
        if self.search:
            self.search.forget()
        if self.built:
            self.built.remember()
        else:  # `--dirty` has no use for the drawings of pages that it leaves
            self.diagrams.forget()
