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

from mkdocs_arckit.addresses import address_in_docs
from mkdocs_arckit.hosts.mkdocs.built_pages import BuiltPages
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig
from mkdocs_arckit.hosts.mkdocs.diagrams import DiagramCache, cache_folder
from mkdocs_arckit.hosts.mkdocs.files import (
    asset,
    detach_sources,
    fill,
    generated_page,
    output_file,
    place_pages,
    public_url,
    resolve_links,
    without_detours,
)
from mkdocs_arckit.hosts.mkdocs.handwritten import link_to_pages
from mkdocs_arckit.hosts.mkdocs.indexes import Indexes
from mkdocs_arckit.hosts.mkdocs.mermaid import diagram_mode, is_there, publish
from mkdocs_arckit.hosts.mkdocs.mermaid_advice import mermaid2_asks_a_cdn, undrawn
from mkdocs_arckit.hosts.mkdocs.navigation import extend_nav
from mkdocs_arckit.hosts.mkdocs.page_cache import PageCache
from mkdocs_arckit.hosts.mkdocs.portfolio import PortfolioPages, views_folder
from mkdocs_arckit.hosts.mkdocs.registers import Registers, read_registers
from mkdocs_arckit.hosts.mkdocs.report import log_withheld, report, warn_templates, warn_unread
from mkdocs_arckit.hosts.mkdocs.sources import described, find_sources, policy_of, shown_file, shown_path, text_of
from mkdocs_arckit.hosts.mkdocs.strategies import collector_paused, write_strategies
from mkdocs_arckit.hosts.mkdocs.templates import check_templates
from mkdocs_arckit.portfolio.survey import Survey
from mkdocs_arckit.render.decorate import decorate_html
from mkdocs_arckit.render.index import index
from mkdocs_arckit.render.renderer import BrokenTemplateError, Renderer, front_matter
from mkdocs_arckit.render.requirements import link_requirements
from mkdocs_arckit.render.views import data_links, page_heading
from mkdocs_arckit.site import Collected, Engine, Source
from mkdocs_arckit.views.registry import VIEWS_HEADING
from mkdocs_arckit.views.selection import Selection

log = get_plugin_logger("arckit")


class ArckitPlugin(BasePlugin[ArckitConfig]):
    """Makes pages of strategies. MkDocs keeps it over the rebuilds of `mkdocs serve` because it has `on_startup`."""

    def __init__(self) -> None:
        self._reset(serving=False, dirty=False)

    def _reset(self, *, serving: bool, dirty: bool) -> None:
        self.serving = serving
        self.engine = Engine(remember=serving)
        self.told_about_mermaid = False
        self.drawn = DiagramCache(serving=serving)
        self.page_cache = PageCache() if serving else None
        self.built_pages = BuiltPages() if dirty else None
        self.indexes = Indexes()
        self.pages: dict[str, str] = {}
        """The page of each strategy, by the absolute path of its file."""
        self.diagrams: dict[str, tuple[str, dict[str, str]]] = {}
        """Each page's Markdown, and the diagrams taken out of it, until its HTML is there."""
        self.collected: Collected
        self.lists: Registers
        self.portfolio: PortfolioPages
        self.placed: dict[str, Source] = {}
        """The strategies that have pages, by the addresses of these."""
        self.index_page: str | None = None
        """The page made for the index, if no hand-written page holds the marker."""
        self.made: frozenset[str] = frozenset()
        """The addresses of the pages that are the plugin's own."""

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
        self.drawing = diagram_mode(self.config.mermaid, config, svg=self.config.diagrams == "svg")

    # Before those who ask which pages there are (redirects 0, literate-nav -100) or move them (static-i18n -100).
    @event_priority(50)
    def _on_files_place(self, files: Files, *, config: MkDocsConfig) -> Files:
        with collector_paused():
            self._place(files, config)
        return files

    # After those who generate pages, to which a strategy may link, or move them.
    @event_priority(-110)
    def _on_files_write(self, files: Files, *, config: MkDocsConfig) -> Files:
        with collector_paused():
            self._publish(files, config)
        return files

    on_files = CombinedEvent(_on_files_place, _on_files_write)
    """Put a page in the place of every strategy; later write them and the index, and report all findings."""

    def _place(self, files: Files, config: MkDocsConfig) -> None:
        written = {f.dest_uri: described(f, config) for f in files.documentation_pages()}
        policy = policy_of(self.config)
        collected = self.engine.collect(
            find_sources(files, config, self.config),
            policy,
            lambda address: output_file(address, config),
            written,
        )
        self.drawn.check(collected.portfolio.entries, config)
        pages = {
            entry.address: collected.sources[entry.path]
            for entry in collected.portfolio.entries
            if not any(finding.rule == "address" for finding in entry.errors)
        }
        readable = {e.address for e in collected.portfolio.entries if (tree := e.validated.tree) and not tree.problems}
        self.lists = read_registers(files, config, self.config, policy.limits)
        windows = tuple(sorted(set(self.config.review_windows)))
        self.lists.check(collected.portfolio.entries, get_build_date(), max(windows, default=0))
        self.collected, self.placed = collected, pages
        self.pages = {str(source.path): address for address, source in pages.items()}
        raw = readable if self.config.publish_source else ()
        unread, problems = place_pages(files, config, pages, self.config, raw)
        warn_unread([shown_file(file, config) for file in unread], self.config.file_names)
        if not is_there(files, self.config.mermaid):
            self._fail(f"`mermaid: {self.config.mermaid}`: there is no such file in the docs folder")
        self.index_page = self._place_index(files, config)
        survey = Survey(
            collected.portfolio,
            get_build_date(),
            lambda address: public_url(address, files, config),
            windows,
            views_folder(self.config) if self.config.exports else None,
            self.lists.technologies,
            self.lists.requirements,
        )
        self.portfolio = PortfolioPages(survey, self.config)
        for problem in [*problems, *self.portfolio.place(files, config)]:
            self._fail(problem)
        self.made = frozenset([*pages, *([self.index_page] if self.index_page else []), *self.portfolio.views])
        if config.nav is not None:
            listed: list[str | dict[str, list[str]]] = [
                *([self.index_page] if self.index_page else []),
                {VIEWS_HEADING: list(self.portfolio.views)},
                *pages,
            ]
            in_docs = {source.in_docs: address for address, source in pages.items() if source.in_docs}
            hidden = {name for s in collected.hidden if s.in_docs for name in (s.in_docs, address_in_docs(s.in_docs))}
            config.nav = extend_nav(config.nav, listed, in_docs, self.config.index.nav_title, hidden)

    def _publish(self, files: Files, config: MkDocsConfig) -> None:
        templates = Path(self.config.templates) if self.config.templates else None
        renderer = Renderer(templates, show_missing=self.config.show_missing)
        try:
            if templates:
                warn_templates(check_templates(templates, renderer.environment), shown_path(templates, config))
            texts = write_strategies(
                renderer, self.collected, self.portfolio.survey.versions, self.placed, files, config
            )
            for problem in self.portfolio.export(files, config):
                self._fail(problem)
            self._write_index(renderer, texts)
            texts |= self.portfolio.write(renderer)
        except BrokenTemplateError as error:
            self._fail(str(error))
            text = f"# Template with an error\n\n```text\n{error}\n```\n"
            texts = dict.fromkeys(self.made, text)
        for address, text in texts.items():
            fill(files, config, address, text, self.placed.get(address))
        if self.built_pages:
            made_of = {a: (texts[a], self.portfolio.requirement_links.get(a)) for a in self.placed}
            folder = None if self.serving else cache_folder(config, serving=False)
            self.built_pages.leave_unchanged(files, config, folder and folder.parent, made_of)
        publish(files, config, self.drawing)
        self._report()
        self._advise_on_mermaid(config, files)

    def on_nav(self, nav: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Name in the navigation, with `--dirty`, the pages that are left as they are."""
        if self.built_pages:
            self.built_pages.name_unchanged(config)

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let a page of ours take its HTML from the last build, while an author is watching."""
        if self.page_cache and page.file.src_uri in self.made:
            self.page_cache.attach(page)
        return page

    def _on_page_markdown_by_hand(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """On hand-written pages, put the index at its marker, and lead links to strategy files to their pages."""
        if page.file.src_uri in self.made:
            return None
        markdown = self.indexes.place(page.file.src_uri, markdown)
        return link_to_pages(markdown, page.file.src_uri, Path(config.docs_dir), self.pages)

    # After those who change Markdown, so that they meet fences.
    @event_priority(-100)
    def _on_page_markdown_with_diagrams(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Take out the diagrams that are put into the page's HTML."""
        without, diagrams = self.drawing.take_out(markdown, ours=page.file.src_uri in self.made)
        if diagrams:
            self.diagrams[page.file.src_uri] = markdown, diagrams
        return without

    on_page_markdown = CombinedEvent(_on_page_markdown_by_hand, _on_page_markdown_with_diagrams)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in diagrams and indexes, lead links to their pages, and mark what is the plugin's, for its styles."""
        address = page.file.src_uri
        html = link_requirements(html, self.portfolio.requirement_links.get(address, {}))
        if address in self.diagrams:
            page.markdown, diagrams = self.diagrams.pop(address)
            html = self.drawing.embed(html, diagrams, self.drawn.drawing() if address in self.made else None)
        if address not in self.made:
            return resolve_links(self.indexes.fill(html), page.file, files)
        dressed = decorate_html(self.portfolio.fill(html), page.markdown or "")
        html = resolve_links(self.indexes.fill(dressed), page.file, files)
        # Sections have anchors that Markdown did not make; links to them are right.
        found = re.findall(r'<div class="arckit-anchor" id="([\w-]+)">', html)
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *found}
        return f'<div class="arckit">\n{html}\n</div>'

    @event_priority(100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Part the pages from the strategies' files: there are themes that publish what a page was made from."""
        detach_sources(files, self.placed)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Forget drawings and pages of earlier builds that this one had no use for."""
        if self.page_cache:
            self.page_cache.forget()
        if self.built_pages:
            self.built_pages.remember()
        else:
            self.drawn.forget()

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Point the edit link of a strategy from outside the docs folder at its file."""
        if page.edit_url and "/../" in page.edit_url:
            page.edit_url = without_detours(page.edit_url)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Tell readers of feeds, on pages with the index, where the feed is."""
        has_index = page.file.src_uri in {self.index_page, *self.indexes.pages}
        return self.portfolio.announce_feed(output, page) if has_index else None

    def _place_index(self, files: Files, config: MkDocsConfig) -> str | None:
        """Find the markers of pages; if none asks for the whole index, add a page for it and return its address."""
        by_hand = [f for f in files.documentation_pages() if f.generated_by is None]
        pages = [(f.src_uri, shown_file(f, config), text_of(f)) for f in by_hand]
        self.indexes = Indexes(pages, self.config.classifications)
        if self.indexes.stands_in_a_page:
            return None
        path = self.config.index.path
        taken = next((f for f in files.documentation_pages() if f.dest_uri == output_file(path, config)), None)
        if taken is None:
            files.append(generated_page(path, config))
            return path
        if self.indexes.findings and taken.src_uri in self.indexes.pages:  # it will hold the index once it is mended
            return None
        source = self.placed.get(taken.src_uri)
        name = source.shown if source else described(taken, config)
        hint = "Put `<!-- arckit:index -->` on a line of its own in it, or set `index.path`."
        self._fail(f"the index would stand where {name} stands. {hint}")
        return None

    def _write_index(self, renderer: Renderer, texts: dict[str, str]) -> None:
        scheme, show = tuple(self.config.classifications), self.config.show_withheld
        as_data = data_links(renderer, self.portfolio.exported)

        def whole_or_part(selection: Selection) -> str:
            html = index(renderer, self.portfolio.survey, selection, scheme, show_withheld=show)
            return html if selection.is_extract else html + as_data

        self.indexes.write(whole_or_part)
        if self.index_page:
            title = f"# {page_heading(self.config.index.title)}"
            texts[self.index_page] = front_matter({"hide": ["toc"]}) + f"{title}\n\n{self.indexes.slot()}\n"

    def _fail(self, message: str) -> None:
        """End the build; while the server runs, an exception would leave its requests hanging, so only say it."""
        if not self.serving:
            raise PluginError(f"arckit: {message}")
        log.error(message)

    def _report(self) -> None:
        log_withheld(self.collected.withheld, self.config.publish_up_to)
        findings = list(self.collected.unclear)
        for entry in self.collected.portfolio.entries:
            findings += sorted(entry.findings, key=lambda f: (f.line, f.column))
        fail = self.config.on_error == "fail"
        message = report(findings, self.indexes.findings, self.lists.findings, fail=fail)
        if message and not self.serving:
            self._fail(message)

    def _advise_on_mermaid(self, config: MkDocsConfig, files: Files) -> None:
        if self.told_about_mermaid:
            return
        made = (files.get_file_from_path(address) for address in self.made)
        if not any(f and "```mermaid" in f.content_string for f in made):
            return
        self.told_about_mermaid = True
        if problem := undrawn(self.drawing, config):
            log.warning(problem)
        if hint := mermaid2_asks_a_cdn(config):
            log.info(hint)
