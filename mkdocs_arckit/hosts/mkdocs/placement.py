"""What stands for strategies among the files of one build, while other plugins bring files and take some away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_arckit.findings import Finding
from mkdocs_arckit.host import Source
from mkdocs_arckit.hosts.mkdocs.files import (
    add_data,
    fill,
    place_data,
    place_pages,
    remove_blocked,
    remove_data,
    settle,
    taken_away,
)
from mkdocs_arckit.hosts.mkdocs.host import MkDocsHost
from mkdocs_arckit.hosts.mkdocs.last_build import LastBuild
from mkdocs_arckit.hosts.mkdocs.navigation import ExplicitNav
from mkdocs_arckit.hosts.mkdocs.page_files import PageFiles
from mkdocs_arckit.hosts.mkdocs.page_readers import leave_out, on_disk_first, show_to_redirects
from mkdocs_arckit.hosts.mkdocs.pages import SitePages
from mkdocs_arckit.hosts.mkdocs.raw_files import RawFiles
from mkdocs_arckit.hosts.mkdocs.sources import find_late_sources, find_sources
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication, source_copy
from mkdocs_arckit.site import Site, collector_paused


class Placement:
    """The plan of one build and what is placed for it, in three steps; each is told the site's files.

    Args:
        site: makes the plan.
        config: the site's configuration.
        nav_title: the heading below which an explicit `nav` is extended.
        on_disk: where pages have files.
        last: what is kept from the last build.

    Attributes:
        plan: the latest; there is one after the first step.
        raw_files: the files that are not pages.
    """

    plan: Plan

    def __init__(self, site: Site, config: MkDocsConfig, nav_title: str, on_disk: PageFiles, last: LastBuild) -> None:
        self._site, self._config, self._on_disk, self._last = site, config, on_disk, last
        last.history.begin()
        self._nav = ExplicitNav(config, nav_title)
        self.raw_files = RawFiles(config, site.options)
        self._sources: list[Source] = []
        self._placed: frozenset[File] = frozenset()
        self._data: list[File] = []

    def place(self, files: Files) -> None:
        """Put an empty page in the place of every strategy, beside the strategy itself."""
        self._sources = find_sources(files, self._config, self._site.options, self._last.history)
        self._make_plan(files)
        self._placed = place_pages(files, self._config, self.plan, self._on_disk, for_now=True)
        self.hold_back(files)
        self._data = place_data(files, self._config, self.plan, self._on_disk)
        if not on_disk_first(self._config):
            settle(files, self._config, self.plan)

    def revise(self, files: Files) -> None:
        """Place the strategies too that others have brought, and no longer what they have taken away."""
        remove_data(files, self._data)
        late = list(find_late_sources(files, self._config, self._site.options, self._placed))
        gone = taken_away(files, self._config, self.plan)
        if late or gone:
            left_out = {source for address, source in self.plan.sources.items() if address in gone}
            replaced = {source.in_docs for source in late}
            kept = [s for s in self._sources if s not in left_out and (s.in_docs is None or s.in_docs not in replaced)]
            self._sources = [*kept, *late]
            self._make_plan(files, gone)
        self._placed = place_pages(files, self._config, self.plan, self._on_disk, self._placed)
        settle(files, self._config, self.plan)
        leave_out(self._config, self.plan)
        show_to_redirects(self._config, files)
        self.hold_back(files)

    def publish(self, files: Files) -> tuple[Publication, dict[str, str]]:
        """Decide what all pages show and what the data is; remove what can't be there.

        Returns:
            What is published, and the paths in it that are blocked, with the file that is in the way of each.
        """
        self.hold_back(files)
        host = MkDocsHost(files, self._config, self.raw_files.findings)
        with collector_paused():
            publication = self._site.publish(self.plan, host)
        return publication, remove_blocked(files, self._config, self.plan, publication.files)

    def fill(self, files: Files, pages: SitePages, blocked: Collection[str]) -> None:
        """Give the pages their texts, and add the data, except what is blocked."""
        fill(files, self._config, self.plan, pages.texts)
        data = {path: content for path, content in pages.publication.files.items() if path not in blocked}
        add_data(files, self._config, data, self._on_disk)

    def hold_back(self, files: Files) -> list[Finding]:
        """Take out the strategies that would be published as they are; return what is to be said of them."""
        copies = {source_copy(address) for address in self.plan.sources}
        return self.raw_files.hold_back(files, self._placed, copies)

    def _make_plan(self, files: Files, without: Collection[str] = ()) -> None:
        """Plan the site, `without` pages that others have taken away, and bring its pages into the navigation."""
        with collector_paused():
            plan = self._site.plan(self._sources, MkDocsHost(files, self._config, placed=self._placed))
        index = None if plan.index in without else plan.index
        views = {address: view for address, view in plan.views.items() if address not in without}
        self.plan = replace(plan, index=index, views=views)
        self._last.diagrams.save()
        self._nav.extend(self.plan)
