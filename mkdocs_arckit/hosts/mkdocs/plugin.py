"""The MkDocs plugin: a thin layer between MkDocs' events and the engine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from mkdocs_arckit.collect import Memory
from mkdocs_arckit.hosts.mkdocs.built_pages import BuiltPages
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig, options_of
from mkdocs_arckit.hosts.mkdocs.diagrams import DiagramCache
from mkdocs_arckit.hosts.mkdocs.files import (
    add_data,
    announce_feed,
    asset,
    detach_sources,
    fill,
    find_misnamed,
    place_pages,
    resolve_links,
    without_detours,
)
from mkdocs_arckit.hosts.mkdocs.host import MkDocsHost
from mkdocs_arckit.hosts.mkdocs.mermaid import add_assets, diagram_mode, is_there
from mkdocs_arckit.hosts.mkdocs.mermaid_advice import log_mermaid_advice
from mkdocs_arckit.hosts.mkdocs.navigation import extend_nav
from mkdocs_arckit.hosts.mkdocs.page_cache import PageCache
from mkdocs_arckit.hosts.mkdocs.report import log_withheld, report
from mkdocs_arckit.hosts.mkdocs.search_cache import SearchCache
from mkdocs_arckit.hosts.mkdocs.sources import base_folder, find_sources
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication
from mkdocs_arckit.render.decorate import decorate_html
from mkdocs_arckit.render.requirements import link_requirements
from mkdocs_arckit.site import Site, collector_paused
from mkdocs_arckit.text.handwritten import link_to_pages

_log = get_plugin_logger("arckit")


class ArckitPlugin(BasePlugin[ArckitConfig]):
    """Makes pages of strategies. MkDocs keeps it over the rebuilds of `mkdocs serve` because it has `on_startup`."""

    def __init__(self) -> None:
        self._reset(serving=False, dirty=False)

    def _reset(self, *, serving: bool, dirty: bool) -> None:
        self.serving = serving
        self.memory = Memory() if serving else None
        self.diagram_cache = DiagramCache(serving=serving)
        self.page_cache = PageCache() if serving else None
        self.search_cache = SearchCache() if serving and not dirty else None
        self.built_pages = BuiltPages(serving=serving) if dirty else None
        self.advised = False
        """Whether it was said once in this session what the diagrams need."""
        self.diagrams: dict[str, tuple[str, dict[str, str]]] = {}
        """Each page's Markdown, and the diagrams taken out of it, until its HTML is there."""
        self.plan: Plan | None = None
        """Which pages this build has, from the first `on_files` on."""
        self.publication: Publication | None = None
        """What they show, from the second `on_files` on."""

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
        self.diagram_mode = diagram_mode(options.mermaid, config, svg=options.diagrams == "svg")
        check = self.diagram_cache.checker(config)
        engine_options = options_of(options, base_folder(config))
        self.plan = self.publication = None
        self.site = Site(engine_options, get_build_date(), memory=self.memory, problem_of=check)

    # Before those who ask which pages there are (redirects 0, literate-nav -100) or move them (static-i18n -100).
    @event_priority(50)
    def _on_files_place(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put a page in the place of every strategy."""
        options = self.site.options
        self.host = MkDocsHost(files, config, find_misnamed(files, config, options))
        with collector_paused():
            self.plan = self.site.plan(find_sources(files, config, options), self.host)
        place_pages(files, config, self.plan)
        self.diagram_cache.save()
        if not is_there(files, self.config.mermaid):
            self._fail(f"`mermaid: {self.config.mermaid}`: this file is not in the docs folder")
        if config.nav is not None:
            config.nav = extend_nav(config.nav, self.plan, self.config.index.nav_title)
        return files

    # After those who generate pages, to which a strategy may link, or move them.
    @event_priority(-110)
    def _on_files_write(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Write the pages, the index and the data, and report all findings."""
        assert self.plan
        with collector_paused():
            self.publication = self.site.publish(self.plan, self.host)
        fill(files, config, self.plan, self.publication)
        if self.built_pages:
            self.built_pages.leave_unchanged(files, config, self.plan, self.publication)
        add_data(files, config, self.publication.files)
        add_assets(files, config, self.diagram_mode)
        log_withheld(self.plan.withheld, self.config.publish_up_to)
        message = report(self.publication, fail=self.config.on_error == "fail")
        if message and not self.serving:
            self._fail(message)
        if not self.advised:
            self.advised = log_mermaid_advice(self.plan, self.publication, self.diagram_mode, config)
        return files

    on_files = CombinedEvent(_on_files_place, _on_files_write)

    def on_nav(self, nav: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Name in the navigation, with `--dirty`, the pages that are left as they are."""
        if self.built_pages:
            self.built_pages.name_unchanged(config)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a page of ours take its HTML from the last build, while an author is watching."""
        if self.page_cache and self.plan and page.file.src_uri in self.plan.generated:
            self.page_cache.attach(page)
        return page

    def _on_page_markdown_by_hand(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """On hand-written pages, put the index at its marker, and lead links to strategy files to their pages."""
        assert self.plan
        assert self.publication
        if page.file.src_uri in self.plan.generated:
            return None
        markdown = self.publication.indexes.place(page.file.src_uri, markdown)
        return link_to_pages(markdown, page.file.src_uri, Path(config.docs_dir), self.plan.page_of_file)

    # After those who change Markdown, so that they meet fences.
    @event_priority(-100)
    def _on_page_markdown_with_diagrams(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Take out the diagrams that are put into the page's HTML."""
        assert self.plan
        without, diagrams = self.diagram_mode.take_out(markdown, ours=page.file.src_uri in self.plan.generated)
        if diagrams:
            self.diagrams[page.file.src_uri] = markdown, diagrams
        return without

    on_page_markdown = CombinedEvent(_on_page_markdown_by_hand, _on_page_markdown_with_diagrams)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in diagrams and indexes, lead links to their pages, and mark what is the plugin's, for its styles."""
        assert self.plan
        assert self.publication
        address, publication = page.file.src_uri, self.publication
        ours = address in self.plan.generated
        html = link_requirements(html, publication.requirement_links.get(address, {}))
        if address in self.diagrams:
            page.markdown, diagrams = self.diagrams.pop(address)
            html = self.diagram_mode.embed(html, diagrams, self.diagram_cache.drawing() if ours else None)
        if not ours:
            return resolve_links(publication.indexes.fill(html), page.file, files)
        dressed = decorate_html(publication.slots.fill(html), page.markdown or "")
        html = resolve_links(publication.indexes.fill(dressed), page.file, files)
        # Sections have anchors that Markdown did not make; links to them are right.
        found = re.findall(r'<div class="arckit-anchor" id="([\w-]+)">', html)
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *found}
        return f'<div class="arckit">\n{html}\n</div>'

    @event_priority(100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Detach the pages from the strategies' files before a theme publishes what a page was made from."""
        assert self.plan
        detach_sources(files, self.plan.sources)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Forget drawings and pages of earlier builds that this one had no use for."""
        if self.page_cache:
            self.page_cache.forget()
        if self.search_cache:
            self.search_cache.forget()
        if self.built_pages:
            self.built_pages.remember()
        else:
            self.diagram_cache.forget()

    @event_priority(100)
    def _on_page_context_before_search(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Spare Material's search a page that it knows; and point the edit link of a strategy at its file."""
        if page.edit_url and "/../" in page.edit_url:
            page.edit_url = without_detours(page.edit_url)
        if self.search_cache and self.plan and page.file.src_uri in self.plan.generated:
            self.search_cache.before(page, config)

    @event_priority(-100)
    def _on_page_context_after_search(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Give the search the entries of a page that it was spared."""
        if self.search_cache and self.plan and page.file.src_uri in self.plan.generated:
            self.search_cache.after(page, config)

    on_page_context = CombinedEvent(_on_page_context_before_search, _on_page_context_after_search)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Announce the feed to feed readers, on pages with the index."""
        assert self.plan
        assert self.publication
        has_index = page.file.src_uri in {self.plan.index, *self.plan.indexes.pages}
        return announce_feed(output, self.publication, page) if has_index else None

    def _fail(self, message: str) -> None:
        """End the build; while the server runs, an exception would leave its requests hanging, so only log it."""
        if not self.serving:
            raise PluginError(f"arckit: {message}")
        _log.error(message)
