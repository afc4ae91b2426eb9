"""The MkDocs plugin: a thin layer between MkDocs' events and the engine."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from mkdocs_arckit.hosts.mkdocs import page_readers
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig, options_of, tolerate_missing
from mkdocs_arckit.hosts.mkdocs.docs_folders import DocsFolders
from mkdocs_arckit.hosts.mkdocs.files import detach_sources
from mkdocs_arckit.hosts.mkdocs.last_build import LastBuild
from mkdocs_arckit.hosts.mkdocs.last_look import encrypted_pages, missing_pages
from mkdocs_arckit.hosts.mkdocs.mermaid import add_assets, add_to_config, diagram_mode, is_there
from mkdocs_arckit.hosts.mkdocs.mermaid_advice import log_mermaid_advice
from mkdocs_arckit.hosts.mkdocs.navigation import gather, name_views
from mkdocs_arckit.hosts.mkdocs.page_files import PageFiles
from mkdocs_arckit.hosts.mkdocs.pages import SitePages
from mkdocs_arckit.hosts.mkdocs.placement import Placement
from mkdocs_arckit.hosts.mkdocs.report import end_build, log_late, report
from mkdocs_arckit.hosts.mkdocs.sources import base_folder
from mkdocs_arckit.hosts.mkdocs.watch import Watch
from mkdocs_arckit.site import Site


class ArckitPlugin(BasePlugin[ArckitConfig]):
    """Makes pages of strategies. MkDocs keeps it over the rebuilds of `mkdocs serve` because it has `on_startup`."""

    pages: SitePages  # from the last part of `on_files` on

    def __init__(self) -> None:
        self.on_startup(command="build", dirty=False)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin afresh, and remember whether a person is watching: then a broken file must not end the server."""
        self.serving = command == "serve"
        self.fail = partial(end_build, serving=self.serving)
        self.last_build = LastBuild(serving=self.serving, dirty=dirty)
        self.watch = Watch()
        self.page_files = PageFiles(serving=self.serving)
        self.advised = False  # of what the diagrams need

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> Any:
        """Check the options. While a server runs, what they name may be away: in another branch, say."""
        failed, warnings = super().load_config(options, config_file_path)
        if self.serving:
            tolerate_missing(failed, warnings)
        return failed, warnings

    def on_shutdown(self) -> None:
        """Leave nothing behind that is not a cache."""
        self.page_files.close()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Watch the site's files so that no change of them goes unseen."""
        self.watch.take_over(server, config.watch)

    @event_priority(100)
    def _on_config_first(self, config: MkDocsConfig) -> None:
        """Remember where the docs folder is, before another plugin (monorepo) puts one in its place."""
        self.docs_folders = DocsFolders(config)

    def _on_config_set_up(self, config: MkDocsConfig) -> None:
        """Watch what lies outside the docs folder, and add the styles and the script."""
        self.watch.add([path for _, path, _ in self.config.places], config)
        add_to_config(config)
        self.diagram_mode = diagram_mode(self.config.mermaid, config, svg=self.config.diagrams == "svg")
        self.page_files.begin(config)
        options, check = options_of(self.config, base_folder(config)), self.last_build.diagrams.checker(config)
        self.site = Site(options, get_build_date(), memory=self.last_build.memory, problem_of=check)

    on_config = CombinedEvent(_on_config_first, _on_config_set_up)

    # Before those who ask which pages there are (redirects 0, literate-nav -100) or move them (static-i18n -100).
    @event_priority(50)
    def _on_files_place(self, files: Files, *, config: MkDocsConfig) -> None:
        """Put a page in the place of every strategy."""
        self.placement = Placement(self.site, config, self.config.index.nav_title, self.page_files, self.last_build)
        self.placement.place(files)
        if not is_there(files, self.config.mermaid):
            self.fail(f"`mermaid: {self.config.mermaid}`: this file is not in the docs folder")

    # After those who bring files (gen-files, multirepo and hooks 0, blog -50) or take some away (exclude 0), and before
    # those who read or move what there is (literate-nav, static-i18n -100).
    @event_priority(-90)
    def _on_files_place_late(self, files: Files, *, config: MkDocsConfig) -> None:
        """Put a page in the place of every strategy that another plugin brought; what one took away is gone."""
        self.placement.revise(files)

    # After those who generate pages, to which a strategy may link, or move them.
    @event_priority(-110)
    def _on_files_write(self, files: Files, *, config: MkDocsConfig) -> None:
        """Write the pages, the index and the data, and report all findings."""
        plan, (publication, blocked) = self.placement.plan, self.placement.publish(files)
        for path, way in blocked.items():
            self.fail(f"`{way}` is a file of the site, so `{path}` can't be there: see `output` and `index.path`")
        self.pages = SitePages(plan, publication, self.diagram_mode, config)
        self.placement.fill(files, self.pages, blocked)
        self.last_build.compare(files, config, plan, publication)
        add_assets(files, config, self.diagram_mode)
        report(plan, publication, self.config, serving=self.serving)
        self.advised = self.advised or log_mermaid_advice(plan, publication, self.diagram_mode, config)

    on_files = CombinedEvent(_on_files_place, _on_files_place_late, _on_files_write)

    # Before awesome-nav (100) and others who arrange the navigation as the site wants it.
    @event_priority(150)
    def _on_nav_gather(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Bring the strategies together, unless the site says itself where they are."""
        if config.nav is None:
            gather(nav, self.placement.plan, self.config.index.nav_title)

    # Before section-index (0), which takes the first page without a title for that of its section.
    @event_priority(50)
    def _on_nav_name(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Name in the navigation the pages that `--dirty` leaves, and the views."""
        self.last_build.name_pages(config)
        name_views(files, self.placement.plan)

    on_nav = CombinedEvent(_on_nav_gather, _on_nav_name)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a page take its HTML from the last build, while an author is watching."""
        page_readers.show_before_reading(page, config, self.placement.plan)
        return self.last_build.attach(page)

    def _on_page_markdown_prepare(self, /, markdown: str, *, page: Page, **_: Any) -> str | None:
        """Put the index at the marker of hand-written pages, and lead links to strategy files to their pages."""
        return self.pages.prepare(markdown, page)

    # After those who change Markdown, so that they meet fences.
    @event_priority(-100)
    def _on_page_markdown_take_diagrams(self, /, markdown: str, *, page: Page, **_: Any) -> str | None:
        """Take out the diagrams that are put into a hand-written page's HTML."""
        return self.pages.take_diagrams(markdown, page)

    on_page_markdown = CombinedEvent(_on_page_markdown_prepare, _on_page_markdown_take_diagrams)

    # Before those who read the HTML: Material's typeset copies headings of it into the table of contents.
    @event_priority(100)
    def _on_page_content_clean(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Clean what the site's Markdown made of authors' text, before anything of ours is put in."""
        page_readers.show_after_reading(page, config, self.pages.plan, self.page_files)
        return self.pages.clean(html, page, trusted=not self.config.clean_html)

    def _on_page_content_finish(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in a page's inserts, lead links to their pages, and mark what is the plugin's, for its styles."""
        return self.pages.finish(html, page, files, self.last_build.diagrams.drawing())

    on_page_content = CombinedEvent(_on_page_content_clean, _on_page_content_finish)

    @event_priority(100)
    def _on_env_detach(self, /, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Detach the pages from the strategies' files before a theme publishes what a page was made from."""
        detach_sources(files, config, self.pages.publication, self.page_files)

    # After everybody who still brings files: what is among them now is copied.
    @event_priority(float("-inf"))
    def _on_env_hold_back(self, /, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Keep back the strategies that came after the pages were written, and look at what is encrypted."""
        self.pages.before_templates(files)
        log_late(self.placement.hold_back(files), encrypted_pages(self.pages.plan, self.pages.publication, files))

    on_env = CombinedEvent(_on_env_detach, _on_env_hold_back)

    # After everybody who writes into the site; only a hook with this priority comes later.
    @event_priority(float("-inf"))
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Remove strategies that somebody put into the site, and forget what only earlier builds had use for."""
        log_late(self.placement.raw_files.sweep(), missing_pages(self.placement.plan, self.pages.files, config))
        self.last_build.end()
        self.page_files.forget()

    @event_priority(100)
    def _on_page_context_before_search(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Point the edit link of a strategy from outside the docs folder at its file, and spare the search a page."""
        page_readers.show_in_template(page, config, self.placement.plan)
        self.pages.before_search(page)
        self.last_build.before_search(page, config)

    @event_priority(-100)
    def _on_page_context_after_search(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Give the search what it was spared, and the navigation short titles."""
        page_readers.show_page(page, self.placement.plan, self.page_files)
        self.last_build.after_search(page, config)
        self.pages.titles.show(page, context)

    on_page_context = CombinedEvent(_on_page_context_before_search, _on_page_context_after_search)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Announce the feed to feed readers, on pages with the index."""
        return self.pages.announce_feed(output, page)
