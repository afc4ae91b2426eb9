"""The MkDocs plugin: a thin layer between MkDocs' events and the engine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from mkdocs_arckit.collect import Memory
from mkdocs_arckit.hosts.mkdocs.cleaning import EXTENSION
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig, options_of
from mkdocs_arckit.hosts.mkdocs.diagrams import DiagramCache
from mkdocs_arckit.hosts.mkdocs.files import (
    add_data,
    asset,
    blocked_paths,
    detach_sources,
    fill,
    place_pages,
    taken_away,
    without_detours,
)
from mkdocs_arckit.hosts.mkdocs.host import MkDocsHost
from mkdocs_arckit.hosts.mkdocs.last_build import LastBuild
from mkdocs_arckit.hosts.mkdocs.last_look import encrypted_pages, missing_pages
from mkdocs_arckit.hosts.mkdocs.mermaid import add_assets, diagram_mode, is_there
from mkdocs_arckit.hosts.mkdocs.mermaid_advice import log_mermaid_advice
from mkdocs_arckit.hosts.mkdocs.navigation import extend_nav
from mkdocs_arckit.hosts.mkdocs.pages import SitePages
from mkdocs_arckit.hosts.mkdocs.raw_files import RawFiles
from mkdocs_arckit.hosts.mkdocs.report import log_finding, log_withheld, report
from mkdocs_arckit.hosts.mkdocs.sources import base_folder, find_late_sources, find_sources
from mkdocs_arckit.site import Site, collector_paused

_log = get_plugin_logger("arckit")


class ArckitPlugin(BasePlugin[ArckitConfig]):
    """Makes pages of strategies. MkDocs keeps it over the rebuilds of `mkdocs serve` because it has `on_startup`."""

    def __init__(self) -> None:
        self._reset(serving=False, dirty=False)

    def _reset(self, *, serving: bool, dirty: bool) -> None:
        self.serving, self.dirty = serving, dirty
        self.memory = Memory() if serving else None
        self.diagram_cache = DiagramCache(serving=serving)
        self.last_build = LastBuild(serving=serving, dirty=dirty)
        self.advised = False  # whether it was said in this session what the diagrams need
        self.pages: SitePages | None = None  # what they show, from the second one on

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin afresh, and remember whether a person is watching: then a broken file must not end the server."""
        self._reset(serving=command == "serve", dirty=dirty)

    def on_config(self, config: MkDocsConfig) -> None:
        """Watch what lies outside the docs folder, and add the styles and the script."""
        options = self.config
        watched = [*options.roots, *filter(None, (options.templates, options.technologies, options.requirements))]
        config.watch.extend(path for path in watched if path not in config.watch)
        if asset("arckit.css") not in config.extra_css:  # static-i18n builds once for each language
            config.extra_css.append(asset("arckit.css"))
            config.extra_javascript.append(asset("arckit.js"))
            config.markdown_extensions.append(EXTENSION)
        self.diagram_mode = diagram_mode(options.mermaid, config, svg=options.diagrams == "svg")
        check = self.diagram_cache.checker(config)
        engine_options = options_of(options, base_folder(config))
        self.pages = None
        self.site = Site(engine_options, get_build_date(), memory=self.memory, problem_of=check)

    # Before those who ask which pages there are (redirects 0, literate-nav -100) or move them (static-i18n -100).
    @event_priority(50)
    def _on_files_place(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put a page in the place of every strategy."""
        options = self.site.options
        self.raw_files = RawFiles(config, options)
        in_docs = {file for file in files if file.src_dir == config.docs_dir}
        self.sources = [*find_sources(files, config, options), *find_late_sources(files, config, options, in_docs)]
        self.placed: frozenset[File] = frozenset()
        self.nav, self.extended_nav = config.nav, config.nav
        self._plan(files, config)
        self.placed = place_pages(files, config, self.plan, for_now=True)
        self.raw_files.hold_back(files, self.placed)
        if not is_there(files, self.config.mermaid):
            self._fail(f"`mermaid: {self.config.mermaid}`: this file is not in the docs folder")
        return files

    # After those who bring files (gen-files, multirepo and hooks 0, blog -50) or take some away (exclude 0), and before
    # those who read or move what there is (literate-nav, static-i18n -100).
    @event_priority(-90)
    def _on_files_place_late(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put a page in the place of every strategy that another plugin brought; what one took away is gone."""
        late = list(find_late_sources(files, config, self.site.options, self.placed))
        gone = taken_away(files, config, self.plan)
        if late or gone:
            left_out = {source for address, source in self.plan.sources.items() if address in gone}
            replaced = {source.in_docs for source in late}
            kept = [s for s in self.sources if s not in left_out and (s.in_docs is None or s.in_docs not in replaced)]
            self.sources = [*kept, *late]
            self._plan(files, config, gone)
        self.placed = place_pages(files, config, self.plan, self.placed)
        self.raw_files.hold_back(files, self.placed)
        return files

    def _plan(self, files: Files, config: MkDocsConfig, without: Collection[str] = ()) -> None:
        """Plan the site, `without` pages that others have taken away, and bring its pages into the navigation."""
        with collector_paused():
            plan = self.site.plan(self.sources, MkDocsHost(files, config, placed=self.placed))
        index = None if plan.index in without else plan.index
        views = {address: view for address, view in plan.views.items() if address not in without}
        self.plan = replace(plan, index=index, views=views)
        self.diagram_cache.save()
        if config.nav is not self.extended_nav:  # another plugin has a nav of its own
            self.nav = config.nav
        if self.nav is not None:
            config.nav = self.extended_nav = extend_nav(self.nav, self.plan, self.config.index.nav_title)

    # After those who generate pages, to which a strategy may link, or move them.
    @event_priority(-110)
    def _on_files_write(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Write the pages, the index and the data, and report all findings."""
        self.raw_files.hold_back(files, self.placed)
        host = MkDocsHost(files, config, self.raw_files.findings)
        with collector_paused():
            publication = self.site.publish(self.plan, host)
        blocked = blocked_paths(files, config, self.plan, publication.files)
        for path, way in blocked.items():
            if file := files.get_file_from_path(path):
                files.remove(file)
            self._fail(f"`{way}` is a file of the site, so `{path}` can't be there: see `output` and `index.path`")
        self.pages = SitePages(self.plan, publication, self.diagram_mode, config)
        fill(files, config, self.plan, self.pages.texts)
        self.last_build.compare(files, config, self.plan, publication)
        add_data(files, config, {path: data for path, data in publication.files.items() if path not in blocked})
        add_assets(files, config, self.diagram_mode)
        log_withheld(self.plan.withheld, self.config.publish_up_to)
        message = report(publication, fail=self.config.on_error == "fail")
        if message and not self.serving:
            self._fail(message)
        if not self.advised:
            self.advised = log_mermaid_advice(self.plan, publication, self.diagram_mode, config)
        return files

    on_files = CombinedEvent(_on_files_place, _on_files_place_late, _on_files_write)

    def on_nav(self, nav: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Name in the navigation the pages that `--dirty` leaves."""
        self.last_build.name_pages(config)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a page take its HTML from the last build, while an author is watching."""
        return self.last_build.attach(page)

    def _on_page_markdown_prepare(self, /, markdown: str, *, page: Page, **_: Any) -> str | None:
        """Put the index at the marker of hand-written pages, and lead links to strategy files to their pages."""
        assert self.pages
        return self.pages.prepare(markdown, page)

    # After those who change Markdown, so that they meet fences.
    @event_priority(-100)
    def _on_page_markdown_take_diagrams(self, /, markdown: str, *, page: Page, **_: Any) -> str | None:
        """Take out the diagrams that are put into a hand-written page's HTML."""
        assert self.pages
        return self.pages.take_diagrams(markdown, page)

    on_page_markdown = CombinedEvent(_on_page_markdown_prepare, _on_page_markdown_take_diagrams)

    # Before those who read the HTML: Material's typeset copies headings of it into the table of contents.
    @event_priority(100)
    def _on_page_content_clean(self, html: str, *, page: Page, **_: Any) -> str | None:
        """Clean what the site's Markdown made of authors' text, before anything of ours is put in."""
        assert self.pages
        return self.pages.clean(html, page, trusted=not self.config.clean_html)

    def _on_page_content_finish(self, html: str, *, page: Page, files: Files, **_: Any) -> str:
        """Put in a page's inserts, lead links to their pages, and mark what is the plugin's, for its styles."""
        assert self.pages
        return self.pages.finish(html, page, files, self.diagram_cache.drawing())

    on_page_content = CombinedEvent(_on_page_content_clean, _on_page_content_finish)

    @event_priority(100)
    def _on_env_detach(self, /, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Detach the pages from the strategies' files before a theme publishes what a page was made from."""
        detach_sources(files, self.plan.sources)

    # After everybody who still brings files: what is among them now is copied.
    @event_priority(-1000)
    def _on_env_hold_back(self, /, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Keep back the strategies that came after the pages were written, and look at what is encrypted."""
        assert self.pages
        self.files = files
        for finding in self.raw_files.hold_back(files, self.placed):
            log_finding(finding)
        for message in encrypted_pages(self.plan, self.pages.publication, files):
            _log.warning(message)

    on_env = CombinedEvent(_on_env_detach, _on_env_hold_back)

    # After everybody who writes into the site.
    @event_priority(-1000)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Remove strategies that somebody put into the site, and forget what only earlier builds had use for."""
        for finding in self.raw_files.sweep():
            log_finding(finding)
        for message in missing_pages(self.plan, self.files, config):
            _log.warning(message)
        self.last_build.end()
        if not self.dirty:  # which has no use for those of pages that it leaves
            self.diagram_cache.forget()

    @event_priority(100)
    def _on_page_context_before_search(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Point the edit link of a strategy from outside the docs folder at its file, and spare the search a page."""
        if page.edit_url and "/../" in page.edit_url:
            page.edit_url = without_detours(page.edit_url)
        self.last_build.before_search(page, config)

    @event_priority(-100)
    def _on_page_context_after_search(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Give the search what it was spared."""
        self.last_build.after_search(page, config)

    on_page_context = CombinedEvent(_on_page_context_before_search, _on_page_context_after_search)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Announce the feed to feed readers, on pages with the index."""
        assert self.pages
        return self.pages.announce_feed(output, page)

    def _fail(self, message: str) -> None:
        """End the build; while the server runs, an exception would leave its requests hanging, so only log it."""
        if not self.serving:
            raise PluginError(f"arckit: {message}")
        _log.error(message)
