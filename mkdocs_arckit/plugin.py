"""The MkDocs plugin: a thin layer between MkDocs' events and the engine."""

from __future__ import annotations

import gc
import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit, urlunsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from mkdocs_arckit.addresses import address_in_docs, resolver
from mkdocs_arckit.config import ArckitConfig
from mkdocs_arckit.engine import Collected, Engine, Policy, Source
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host.files import asset, destination, place_pages, public_url, resolve_links
from mkdocs_arckit.host.handwritten import frame_index, has_marker, link_to_pages, place_index
from mkdocs_arckit.host.mermaid import drawing, is_there, publish
from mkdocs_arckit.host.mermaid_advice import mermaid2_asks_a_cdn, undrawn
from mkdocs_arckit.host.navigation import extend_nav
from mkdocs_arckit.host.sources import find_sources
from mkdocs_arckit.links import Links, check_links
from mkdocs_arckit.markdown.inline import escape
from mkdocs_arckit.portfolio.entries import Portfolio
from mkdocs_arckit.portfolio.exports import export
from mkdocs_arckit.portfolio.survey import Survey
from mkdocs_arckit.portfolio.views import VIEWS, VIEWS_HEADING
from mkdocs_arckit.render.index import error_page, index
from mkdocs_arckit.render.renderer import BrokenTemplateError, Renderer
from mkdocs_arckit.render.views import view_page
from mkdocs_arckit.source.result import Limits

log = get_plugin_logger("arckit")

_SNIPPET = re.compile(r"^([ \t]*;*)(?=-+8<-+)", re.MULTILINE)


class ArckitPlugin(BasePlugin[ArckitConfig]):
    """Makes pages of strategies. MkDocs keeps it over the rebuilds of `mkdocs serve` because it has `on_startup`."""

    def __init__(self) -> None:
        self._reset(serving=False)

    def _reset(self, *, serving: bool) -> None:
        self.serving = serving
        self.engine = Engine(remember=serving)
        self.told_about_mermaid = False
        self.marked: dict[str, str] = {}
        """The index for each hand-written page that holds the marker."""
        self.pages: dict[str, str] = {}
        """The page of each strategy, by the absolute path of its file."""
        self.made: frozenset[str] = frozenset()
        """The addresses of the pages that are the plugin's own."""
        self.diagrams: dict[str, tuple[str, dict[str, str]]] = {}
        """Each page's Markdown, and the diagrams taken out of it, until its HTML is there."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin afresh, and remember whether a person is watching: then a broken file must not end the server."""
        self._reset(serving=command == "serve")

    def on_config(self, config: MkDocsConfig) -> None:
        """Watch what lies outside the docs folder, and add the styles and the script."""
        watched = [*self.config.roots, *([self.config.templates] if self.config.templates else [])]
        config.watch.extend(path for path in watched if path not in config.watch)
        config.extra_css.append(asset("arckit.css"))
        self.drawing = drawing(self.config.mermaid, config)
        config.extra_javascript.append(asset("arckit.js"))

    # After those who generate pages (0, blog -50), before those who read all of them (literate-nav -100).
    @event_priority(-75)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put a page in the place of every strategy, make the index, and report all findings."""
        with _collector_paused():
            self._publish(files, config)
        return files

    def _publish(self, files: Files, config: MkDocsConfig) -> None:
        renderer = Renderer(Path(self.config.templates) if self.config.templates else None)
        written = {f.dest_uri: f.src_uri for f in files.documentation_pages()}
        collected = self.engine.collect(
            find_sources(files, config, self.config),
            self._policy(),
            lambda address: destination(address, config),
            written,
        )
        pages = {
            entry.address: collected.sources[entry.path]
            for entry in collected.portfolio.entries
            if not any(finding.rule == "address" for finding in entry.errors)
        }
        readable = {e.address for e in collected.portfolio.entries if (tree := e.validated.tree) and not tree.problems}
        self.pages = {str(source.path): address for address, source in pages.items()}
        raw = readable if self.config.publish_source else ()
        place_pages(files, config, pages, self.config.file_names, raw)
        publish(files, config, self.drawing)
        if not is_there(files, self.config.mermaid):
            self._fail(f"`mermaid: {self.config.mermaid}`: there is no such file in the docs folder")
        index_page = self._place_index(files, config)
        texts: dict[str, str] = {}
        views: list[str] = []
        try:
            texts = self._write(renderer, collected, pages, files, config)
            self._write_index(renderer, collected.portfolio, index_page, texts)
            views = self._write_views(renderer, collected.portfolio, files, config)
        except BrokenTemplateError as error:
            self._fail(str(error))
            text = f"# Template with an error\n\n```text\n{error}\n```\n"
            texts = dict.fromkeys([*pages, *([index_page] if index_page else [])], text)
        self.made = frozenset([*texts, *views])
        for address, text in texts.items():
            page = files.get_file_from_path(address)
            assert page is not None
            page.content_string = text
        if config.nav is not None:
            listed: list[str | dict[str, list[str]]] = [
                *([index_page] if index_page else []),
                {VIEWS_HEADING: views},
                *pages,
            ]
            in_docs = {source.in_docs: address for address, source in pages.items() if source.in_docs}
            hidden = {name for s in collected.hidden if s.in_docs for name in (s.in_docs, address_in_docs(s.in_docs))}
            config.nav = extend_nav(config.nav, listed, in_docs, self.config.index.nav_title, hidden)
        self._report(collected)
        self._advise_on_mermaid(config, files)

    def _on_page_markdown_by_hand(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """On hand-written pages, put the index at its marker, and lead links to strategy files to their pages."""
        if page.file.generated_by is not None:
            return None
        index_here = self.marked.get(page.file.src_uri)
        if index_here is not None:
            markdown = place_index(markdown, index_here)
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
        """Put the diagrams in, lead the index's links to their pages, and mark what is the plugin's, for its styles."""
        address = page.file.src_uri
        html = resolve_links(html, page.file, files)
        if address in self.diagrams:
            page.markdown, diagrams = self.diagrams.pop(address)
            html = self.drawing.embed(html, diagrams)
        return f'<div class="arckit">\n{html}\n</div>' if address in self.made else frame_index(html)

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Point the edit link of a strategy from outside the docs folder at its file."""
        if page.edit_url and "/../" in page.edit_url:
            parts = urlsplit(page.edit_url)
            key, equals, path = parts.query.rpartition("=")
            query = f"{key}{equals}{posixpath.normpath(path)}" if "/../" in path else parts.query
            page.edit_url = urlunsplit(parts._replace(path=posixpath.normpath(parts.path or "/"), query=query))

    def _policy(self) -> Policy:
        limits = self.config.limits
        return Policy(
            Limits(limits.file_size, limits.depth, limits.nodes),
            tuple(self.config.classifications),
            self.config.publish_up_to,
            self.config.output,
        )

    def _place_index(self, files: Files, config: MkDocsConfig) -> str | None:
        """Find the pages that hold the marker; without one, add a page for the index and return its address."""
        by_hand = [f for f in files.documentation_pages() if f.generated_by is None]
        self.marked = {f.src_uri: "" for f in by_hand if has_marker(f.content_string)}
        if self.marked:
            return None
        path = self.config.index.path
        taken = next((f for f in files.documentation_pages() if f.dest_uri == destination(path, config)), None)
        if taken is None:
            files.append(File.generated(config, path, content=""))
            return path
        docs = posixpath.basename(config.docs_dir)
        by_plugin = taken.generated_by is not None
        name = posixpath.normpath(f"{docs}/{taken.edit_uri}") if by_plugin else f"the hand-written {taken.src_uri}"
        hint = "Put `<!-- arckit:index -->` on a line of its own in it, or set `index.path`."
        self._fail(f"the index would stand where {name} stands. {hint}")
        return None

    def _write(
        self, renderer: Renderer, collected: Collected, pages: dict[str, Source], files: Files, config: MkDocsConfig
    ) -> dict[str, str]:
        """The text of all pages, by address; links that lead nowhere are added to the findings."""
        escape_snippets = "pymdownx.snippets" in config.markdown_extensions
        docs_dir, texts = Path(config.docs_dir), {}
        for entry in collected.portfolio.entries:
            source = collected.sources[entry.path]
            links = Links(resolver(source.path, entry.address, docs_dir, files.src_uris, self.pages))
            strategy = entry.strategy
            text = renderer.page(strategy, links.resolve) if strategy else ""
            if entry.validated.root is not None and (links.broken or not strategy):
                breaches = check_links(entry.validated.root, links.resolve)
                entry.findings += [entry.validated.finding(breach) for breach in breaches]
            if pages.get(entry.address) is source:
                text = text or error_page(renderer, entry)
                # A strategy cannot include files of the machine that builds the site.
                texts[entry.address] = _SNIPPET.sub(r"\1;", text) if escape_snippets else text
        return texts

    def _write_index(
        self, renderer: Renderer, portfolio: Portfolio, index_page: str | None, texts: dict[str, str]
    ) -> None:
        today, show = get_build_date(), self.config.show_withheld
        for address in self.marked:
            self.marked[address] = index(renderer, portfolio, address, today, show_withheld=show)
        if index_page:
            text = index(renderer, portfolio, index_page, today, show_withheld=show)
            texts[index_page] = f"---\nhide:\n  - toc\n---\n\n# {escape(self.config.index.title)}\n\n{text}"

    def _write_views(self, renderer: Renderer, portfolio: Portfolio, files: Files, config: MkDocsConfig) -> list[str]:
        """Add the pages of the portfolio's views, and its exports; return the addresses of the pages."""
        folder = posixpath.dirname(self.config.index.path) or self.config.output
        today, windows = get_build_date(), tuple(sorted(self.config.review_windows))
        survey = Survey(portfolio, today, lambda address: public_url(address, files, config), windows)
        written = {f.dest_uri: f.src_uri for f in files.documentation_pages()}
        addresses = []
        for view in VIEWS:
            chosen = self.config.views[view.key]
            title = chosen if isinstance(chosen, str) else view.title
            address = f"{folder}/{VIEWS_HEADING.lower()}/{view.key}.md"
            text = view_page(renderer, view, title, survey) if chosen else None
            if text and (there := written.get(destination(address, config))):
                self._fail(f"the view `{view.key}` would stand where {there} stands; switch it off, or rename the page")
            elif text:
                files.append(File.generated(config, address, content=text))
                addresses.append(address)
        if self.config.exports:
            for name, text in export(survey).items():
                files.append(File.generated(config, f"{folder}/{name}", content=text))
        return addresses

    def _fail(self, message: str) -> None:
        """End the build; while the server runs, an exception would leave its requests hanging, so only say it."""
        if not self.serving:
            raise PluginError(f"arckit: {message}")
        log.error(message)

    def _report(self, collected: Collected) -> None:
        if collected.withheld:
            count = len(collected.withheld)
            what = "1 strategy is" if count == 1 else f"{count} strategies are"
            paths = ", ".join(source.shown for source in collected.withheld)
            log.info(f"{what} above {self.config.publish_up_to} and withheld: {paths}")
        fail = self.config.on_error == "fail"
        levels = {
            Severity.ERROR: log.error if fail else log.warning,
            Severity.WARNING: log.warning,
            Severity.INFO: log.info,
        }
        findings: list[Finding] = list(collected.unclear)
        for entry in collected.portfolio.entries:
            findings += sorted(entry.findings, key=lambda f: (f.line, f.column))
        for finding in findings:
            levels[finding.severity](str(finding))
        broken = len({f.path for f in findings if f.severity is Severity.ERROR})
        if broken and fail and not self.serving:
            what = "1 strategy has" if broken == 1 else f"{broken} strategies have"
            raise PluginError(f"arckit: {what} errors, listed above. Mend them, or set `on_error: warn`.")

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


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: strategies have none, and looking for some takes as long as reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
