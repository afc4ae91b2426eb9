"""The MkDocs plugin: a thin layer between MkDocs' events and the engine."""

from __future__ import annotations

from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from mkdocs_arckit.collect import Memory
from mkdocs_arckit.hosts.mkdocs.cleaning import EXTENSION
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig, MissingError, options_of
from mkdocs_arckit.hosts.mkdocs.diagrams import DiagramCache
from mkdocs_arckit.hosts.mkdocs.docs_folders import DocsFolders
from mkdocs_arckit.hosts.mkdocs.files import (
    add_data,
    asset,
    detach_sources,
    fill,
    find_misnamed,
    place_data,
    place_pages,
    publishes_sources,
    settle,
    without_detours,
)
from mkdocs_arckit.hosts.mkdocs.host import MkDocsHost
from mkdocs_arckit.hosts.mkdocs.last_build import LastBuild
from mkdocs_arckit.hosts.mkdocs.mermaid import add_assets, diagram_mode, is_there
from mkdocs_arckit.hosts.mkdocs.mermaid_advice import log_mermaid_advice
from mkdocs_arckit.hosts.mkdocs.navigation import extend_nav, name_views
from mkdocs_arckit.hosts.mkdocs.page_files import PageFiles
from mkdocs_arckit.hosts.mkdocs.page_readers import LINKERS, NAME, leave_out, on_disk_first, show_source
from mkdocs_arckit.hosts.mkdocs.pages import SitePages
from mkdocs_arckit.hosts.mkdocs.report import log_withheld, report
from mkdocs_arckit.hosts.mkdocs.sources import base_folder, find_sources
from mkdocs_arckit.hosts.mkdocs.watch import Watch
from mkdocs_arckit.plan import Plan
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
        self.watch = Watch()
        self.page_files = PageFiles(serving=serving)
        self.advised = False  # whether it was said in this session what the diagrams need
        self.plan: Plan | None = None  # which pages this build has, from the first `on_files` on
        self.pages: SitePages | None = None  # what they show, from the second one on

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin afresh, and remember whether a person is watching: then a broken file must not end the server."""
        self._reset(serving=command == "serve", dirty=dirty)

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> Any:
        """Check the options. While a server runs, what they name may be away: in another branch, say."""
        failed, warnings = super().load_config(options, config_file_path)
        if self.serving:
            away = [(option, error) for option, error in failed if isinstance(error, MissingError)]
            failed = [problem for problem in failed if problem not in away]
            warnings += [(option, f"{error} The site is built without it.") for option, error in away]
        return failed, warnings

    def on_shutdown(self) -> None:
        """Leave nothing behind that is not a cache."""
        self.page_files.close()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Watch the site's files so that no change of them goes unseen."""
        self.watch.take_over(server, config.watch)

    # Before those who put another docs folder in its place (monorepo).
    @event_priority(100)
    def _on_config_first(self, config: MkDocsConfig) -> None:
        """Remember where the docs folder is."""
        self.docs_folders = DocsFolders(config)

    def _on_config_set_up(self, config: MkDocsConfig) -> None:
        """Watch what lies outside the docs folder, and add the styles and the script."""
        options = self.config
        watched = [path for _, path, _ in options.places]
        config.watch.extend(path for path in watched if path not in config.watch)
        self.watch.add(watched)
        if asset("arckit.css") not in config.extra_css:  # static-i18n builds once for each language
            config.extra_css.append(asset("arckit.css"))
            config.extra_javascript.append(asset("arckit.js"))
            config.markdown_extensions.append(EXTENSION)
        self.diagram_mode = diagram_mode(options.mermaid, config, svg=options.diagrams == "svg")
        check = self.diagram_cache.checker(config)
        engine_options = options_of(options, base_folder(config))
        self.plan = self.pages = None
        self.placed: list[File] = []
        self.page_files.begin(config)
        self.site = Site(engine_options, get_build_date(), memory=self.memory, problem_of=check)

    on_config = CombinedEvent(_on_config_first, _on_config_set_up)

    # Before those who ask which pages there are (redirects 0, literate-nav -100) or move them (static-i18n -100).
    @event_priority(50)
    def _on_files_place(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put a page in the place of every strategy."""
        options = self.site.options
        self.host = MkDocsHost(files, config, find_misnamed(files, config, options))
        with collector_paused():
            self.plan = self.site.plan(find_sources(files, config, options), self.host)
        place_pages(files, config, self.plan, self.page_files)
        self.placed = place_data(files, config, self.plan, self.page_files)
        if not on_disk_first(config):
            settle(files, config, self.plan)
        leave_out(config, self.plan)
        self.diagram_cache.save()
        if not is_there(files, self.config.mermaid):
            self._fail(f"`mermaid: {self.config.mermaid}`: this file is not in the docs folder")
        if config.nav is not None:
            config.nav = extend_nav(config.nav, self.plan, self.config.index.nav_title)
        return files

    # After those who read all files or list them (0), before those who move pages (static-i18n -100).
    @event_priority(-90)
    def _on_files_settle(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Let the pages pass for files of the docs folder."""
        assert self.plan
        settle(files, config, self.plan, self.placed)
        return files

    # After those who generate pages, to which a strategy may link, or move them.
    @event_priority(-110)
    def _on_files_write(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Write the pages, the index and the data, and report all findings."""
        assert self.plan
        with collector_paused():
            publication = self.site.publish(self.plan, self.host)
        self.pages = SitePages(self.plan, publication, self.diagram_mode, config)
        fill(files, config, self.plan, self.pages.texts)
        self.last_build.compare(files, config, self.plan, publication)
        add_data(files, config, publication.files, self.page_files)
        add_assets(files, config, self.diagram_mode)
        log_withheld(self.plan.withheld, self.config.publish_up_to)
        message = report(publication, fail=self.config.on_error == "fail")
        if message and not self.serving:
            self._fail(message)
        if not self.advised:
            self.advised = log_mermaid_advice(self.plan, publication, self.diagram_mode, config)
        return files

    on_files = CombinedEvent(_on_files_place, _on_files_settle, _on_files_write)

    # Before section-index (0), which takes the first page without a title for that of its section.
    @event_priority(50)
    def on_nav(self, nav: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Name in the navigation the pages that `--dirty` leaves, and the views."""
        assert self.plan
        self.last_build.name_pages(config)
        name_views(files, self.plan)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a page take its HTML from the last build, while an author is watching."""
        assert self.plan
        if not LINKERS & config.plugins.keys():
            show_source(page, config, self.plan)
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
    def _on_page_content_clean(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Clean what the site's Markdown made of authors' text, before anything of ours is put in."""
        assert self.pages
        if self.pages.is_ours(page):
            page.file.abs_src_path = self.page_files.path(page.file.src_uri)
            show_source(page, config, self.pages.plan)
        return self.pages.clean(html, page) if self.config.clean_html else None

    def _on_page_content_finish(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in a page's inserts, lead links to their pages, and mark what is the plugin's, for its styles."""
        assert self.pages
        return self.pages.finish(html, page, files, self.diagram_cache.drawing())

    on_page_content = CombinedEvent(_on_page_content_clean, _on_page_content_finish)

    @event_priority(100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Detach the pages from the strategies' files before a theme publishes what a page was made from."""
        assert self.pages
        detach_sources(files, config, self.pages.publication, self.page_files)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Forget pages and drawings of earlier builds that this one had no use for."""
        self.last_build.end()
        self.page_files.forget()
        if not self.dirty:  # which has no use for those of pages that it leaves
            self.diagram_cache.forget()

    @event_priority(100)
    def _on_page_context_before_search(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Point the edit link of a strategy from outside the docs folder at its file, and spare the search a page."""
        assert self.plan
        if NAME in config.plugins and not publishes_sources(config):
            show_source(page, config, self.plan)
        if page.edit_url and "/../" in page.edit_url:
            page.edit_url = without_detours(page.edit_url)
        self.last_build.before_search(page, config)

    @event_priority(-100)
    def _on_page_context_after_search(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Give the search what it was spared."""
        if self.pages and self.pages.is_ours(page):
            page.file.abs_src_path = self.page_files.path(page.file.src_uri)
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
