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
from mkdocs.utils import get_build_date, get_relative_url

from mkdocs_arckit.addresses import address_in_docs, resolver
from mkdocs_arckit.config import ArckitConfig
from mkdocs_arckit.engine import Collected, Engine, Policy, Source
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host.diagrams import Diagrams
from mkdocs_arckit.host.files import (
    announce,
    asset,
    destination,
    fill,
    generated_page,
    part_from_sources,
    place_pages,
    public_url,
    resolve_links,
)
from mkdocs_arckit.host.handwritten import link_to_pages
from mkdocs_arckit.host.indexes import Indexes
from mkdocs_arckit.host.lists import Lists, read_lists
from mkdocs_arckit.host.mermaid import drawing, is_there, publish
from mkdocs_arckit.host.mermaid_advice import mermaid2_asks_a_cdn, undrawn
from mkdocs_arckit.host.navigation import extend_nav
from mkdocs_arckit.host.sources import find_sources, shown_path
from mkdocs_arckit.links import Links, check_links
from mkdocs_arckit.markdown.inline import escape
from mkdocs_arckit.portfolio.exports import export
from mkdocs_arckit.portfolio.feed import FEED, TITLE
from mkdocs_arckit.portfolio.radar import check_technologies
from mkdocs_arckit.portfolio.requirements import Requirements, check_requirements
from mkdocs_arckit.portfolio.selection import Selection
from mkdocs_arckit.portfolio.survey import Survey
from mkdocs_arckit.portfolio.traceability import anchors_for
from mkdocs_arckit.portfolio.versions import Versions
from mkdocs_arckit.portfolio.views import VIEWS, VIEWS_HEADING, View
from mkdocs_arckit.render.dress import dress
from mkdocs_arckit.render.index import error_page, index
from mkdocs_arckit.render.notices import notices
from mkdocs_arckit.render.renderer import BrokenTemplateError, Renderer, front_matter
from mkdocs_arckit.render.requirements import link_requirements
from mkdocs_arckit.render.views import data_links, href, view_page
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
        self.drawn = Diagrams(serving=serving)
        self.indexes = Indexes()
        self.pages: dict[str, str] = {}
        """The page of each strategy, by the absolute path of its file."""
        self.diagrams: dict[str, tuple[str, dict[str, str]]] = {}
        """Each page's Markdown, and the diagrams taken out of it, until its HTML is there."""
        self.collected: Collected
        self.survey: Survey
        self.lists: Lists
        self.placed: dict[str, Source] = {}
        """The strategies that have pages, by the addresses of these."""
        self.index_page: str | None = None
        """The page made for the index, if no hand-written page holds the marker."""
        self.made: frozenset[str] = frozenset()
        """The addresses of the pages that are the plugin's own."""
        self.requirement_links: dict[str, dict[str, str]] = {}
        """Where requirement IDs lead to, for the page of each strategy; nothing if the site does not want it."""
        self.views: dict[str, View] = {}
        """The views of the portfolio that there is something to show in, by the addresses of their pages."""
        self.exported: dict[str, str] = {}
        """The portfolio as data: the text of each file, by its path."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin afresh, and remember whether a person is watching: then a broken file must not end the server."""
        self._reset(serving=command == "serve")

    def on_config(self, config: MkDocsConfig) -> None:
        """Watch what lies outside the docs folder, and add the styles and the script."""
        options = self.config
        watched = [*options.roots, *filter(None, (options.templates, options.technologies, options.requirements))]
        config.watch.extend(path for path in watched if path not in config.watch)
        if asset("arckit.css") not in config.extra_css:  # static-i18n builds once for each language
            config.extra_css.append(asset("arckit.css"))
            config.extra_javascript.append(asset("arckit.js"))
        self.drawing = drawing(self.config.mermaid, config, svg=self.config.diagrams == "svg")

    # Before those who ask which pages there are (redirects 0, literate-nav -100) or move them (static-i18n -100).
    @event_priority(50)
    def _on_files_place(self, files: Files, *, config: MkDocsConfig) -> Files:
        with _collector_paused():
            self._place(files, config)
        return files

    # After those who generate pages, to which a strategy may link, or move them.
    @event_priority(-110)
    def _on_files_write(self, files: Files, *, config: MkDocsConfig) -> Files:
        with _collector_paused():
            self._publish(files, config)
        return files

    on_files = CombinedEvent(_on_files_place, _on_files_write)
    """Put a page in the place of every strategy; later write them and the index, and report all findings."""

    def _place(self, files: Files, config: MkDocsConfig) -> None:
        written = {f.dest_uri: f.src_uri for f in files.documentation_pages()}
        collected = self.engine.collect(
            find_sources(files, config, self.config),
            self._policy(),
            lambda address: destination(address, config),
            written,
        )
        self.drawn.check(collected.portfolio.entries, config)
        pages = {
            entry.address: collected.sources[entry.path]
            for entry in collected.portfolio.entries
            if not any(finding.rule == "address" for finding in entry.errors)
        }
        readable = {e.address for e in collected.portfolio.entries if (tree := e.validated.tree) and not tree.problems}
        self.lists = read_lists(files, config, self.config, self._policy().limits)
        self._check_lists(collected)
        self.collected, self.placed = collected, pages
        self.pages = {str(source.path): address for address, source in pages.items()}
        raw = readable if self.config.publish_source else ()
        place_pages(files, config, pages, self.config.file_names, raw)
        if not is_there(files, self.config.mermaid):
            self._fail(f"`mermaid: {self.config.mermaid}`: there is no such file in the docs folder")
        self.index_page = self._place_index(files, config)
        self._place_views(files, config)
        self.made = frozenset([*pages, *([self.index_page] if self.index_page else []), *self.views])
        if config.nav is not None:
            listed: list[str | dict[str, list[str]]] = [
                *([self.index_page] if self.index_page else []),
                {VIEWS_HEADING: list(self.views)},
                *pages,
            ]
            in_docs = {source.in_docs: address for address, source in pages.items() if source.in_docs}
            hidden = {name for s in collected.hidden if s.in_docs for name in (s.in_docs, address_in_docs(s.in_docs))}
            config.nav = extend_nav(config.nav, listed, in_docs, self.config.index.nav_title, hidden)

    def _check_lists(self, collected: Collected) -> None:
        """Compare the strategies with what the site lists."""
        entries, technologies, requirements = (
            collected.portfolio.entries,
            self.lists.technologies,
            self.lists.requirements,
        )
        if technologies:
            check_technologies(entries, technologies, get_build_date(), max(self.config.review_windows, default=0))
        if requirements:
            check_requirements(entries, requirements)

    def _publish(self, files: Files, config: MkDocsConfig) -> None:
        templates = Path(self.config.templates) if self.config.templates else None
        renderer = Renderer(templates, show_missing=self.config.show_missing)
        try:
            texts = self._write(renderer, files, config)
            self._export(files, config)
            self._write_index(renderer, texts)
            self._write_views(renderer, files, config, texts)
        except BrokenTemplateError as error:
            self._fail(str(error))
            text = f"# Template with an error\n\n```text\n{error}\n```\n"
            texts = dict.fromkeys(self.made, text)
        for address, text in texts.items():
            fill(files, config, address, text, self.placed.get(address))
        publish(files, config, self.drawing)
        self._report(self.collected)
        self._advise_on_mermaid(config, files)

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
        html = link_requirements(html, self.requirement_links.get(address, {}))
        if address in self.diagrams:
            page.markdown, diagrams = self.diagrams.pop(address)
            html = self.drawing.embed(html, diagrams, self.drawn.drawing() if address in self.made else None)
        if address not in self.made:
            return resolve_links(self.indexes.fill(html), page.file, files)
        html = resolve_links(self.indexes.fill(dress(html, page.markdown or "")), page.file, files)
        # Sections have anchors that Markdown did not make; links to them are right.
        found = re.findall(r'<div class="arckit-anchor" id="([\w-]+)">', html)
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *found}
        return f'<div class="arckit">\n{html}\n</div>'

    @event_priority(100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Part the pages from the strategies' files: there are themes that publish what a page was made from."""
        part_from_sources(files, self.placed)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Remove drawings of earlier builds that this one had no use for."""
        self.drawn.forget()

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> None:
        """Point the edit link of a strategy from outside the docs folder at its file."""
        if page.edit_url and "/../" in page.edit_url:
            parts = urlsplit(page.edit_url)
            key, equals, path = parts.query.rpartition("=")
            query = f"{key}{equals}{posixpath.normpath(path)}" if "/../" in path else parts.query
            page.edit_url = urlunsplit(parts._replace(path=posixpath.normpath(parts.path or "/"), query=query))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Tell readers of feeds, on pages with the index, where the feed is."""
        has_index = page.file.src_uri in {self.index_page, *self.indexes.pages}
        feed = f"{self._views_folder()}/{FEED}"
        return (
            announce(output, TITLE, get_relative_url(feed, page.url)) if has_index and feed in self.exported else None
        )

    def _policy(self) -> Policy:
        limits = self.config.limits
        return Policy(
            Limits(limits.file_size, limits.depth, limits.nodes),
            tuple(self.config.classifications),
            self.config.publish_up_to,
            self.config.output,
        )

    def _place_index(self, files: Files, config: MkDocsConfig) -> str | None:
        """Find the markers of pages; if none asks for the whole index, add a page for it and return its address."""
        by_hand = [f for f in files.documentation_pages() if f.generated_by is None]
        shown = [shown_path(Path(f.abs_src_path or f.src_uri), config) for f in by_hand]
        pages = [(f.src_uri, name, f.content_string) for f, name in zip(by_hand, shown, strict=True)]
        self.indexes = Indexes(pages, self.config.classifications)
        if self.indexes.stands_in_a_page:
            return None
        path = self.config.index.path
        taken = next((f for f in files.documentation_pages() if f.dest_uri == destination(path, config)), None)
        if taken is None:
            files.append(generated_page(path, config))
            return path
        docs = posixpath.basename(config.docs_dir)
        by_plugin = taken.generated_by is not None
        name = posixpath.normpath(f"{docs}/{taken.edit_uri}") if by_plugin else f"the hand-written {taken.src_uri}"
        hint = "Put `<!-- arckit:index -->` on a line of its own in it, or set `index.path`."
        self._fail(f"the index would stand where {name} stands. {hint}")
        return None

    def _write(self, renderer: Renderer, files: Files, config: MkDocsConfig) -> dict[str, str]:
        """The text of all strategies' pages, by address; links that lead nowhere are added to the findings."""
        escape_snippets = "pymdownx.snippets" in config.markdown_extensions
        docs_dir, texts, today = Path(config.docs_dir), {}, get_build_date()
        versions = Versions(self.collected.portfolio.entries)

        def is_there(path: str) -> bool:
            return files.get_file_from_path(path) is not None

        for entry in self.collected.portfolio.entries:
            source = self.collected.sources[entry.path]
            links = Links(resolver(source.path, entry.address, docs_dir, is_there, self.pages))
            strategy = entry.strategy
            above = notices(renderer, entry, versions, today)
            text = renderer.page(strategy, links.resolve, today, above) if strategy else ""
            if entry.validated.root is not None and (links.broken or not strategy):
                breaches = check_links(entry.validated.root, links.resolve)
                entry.findings += [entry.validated.finding(breach) for breach in breaches]
            if self.placed.get(entry.address) is source:
                text = text or error_page(renderer, entry)
                # A strategy cannot include files of the machine that builds the site.
                texts[entry.address] = _SNIPPET.sub(r"\1;", text) if escape_snippets else text
        return texts

    def _write_index(self, renderer: Renderer, texts: dict[str, str]) -> None:
        scheme, show = tuple(self.config.classifications), self.config.show_withheld
        as_data = data_links(renderer, self.exported)

        def whole_or_part(selection: Selection) -> str:
            html = index(renderer, self.survey, selection, scheme, show_withheld=show)
            return html if selection.is_extract else html + as_data

        self.indexes.write(whole_or_part)
        if self.index_page:
            title = f"# {escape(self.config.index.title)}"
            texts[self.index_page] = front_matter({"hide": ["toc"]}) + f"{title}\n\n{self.indexes.slot()}\n"

    def _views_folder(self) -> str:
        return posixpath.dirname(self.config.index.path) or self.config.output

    def _place_views(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pages of the portfolio's views."""
        windows = tuple(sorted(self.config.review_windows))
        # static-i18n gives pages further addresses, from which exports and views must not change.
        self.survey = Survey(
            self.collected.portfolio,
            get_build_date(),
            lambda address: public_url(address, files, config),
            windows,
            self._views_folder() if self.config.exports else None,
            self.lists.technologies,
            self.lists.requirements,
        )
        written = {f.dest_uri: f.src_uri for f in files.documentation_pages()}
        self.views, self.requirement_links = {}, {}
        for view in VIEWS:
            address = f"{self._views_folder()}/{VIEWS_HEADING.lower()}/{view.key}.md"
            if not self.config.views[view.key] or view.build(self.survey) is None:
                continue
            if there := written.get(destination(address, config)):
                self._fail(f"the view `{view.key}` would stand where {there} stands; switch it off, or rename the page")
            else:
                files.append(generated_page(address, config))
                self.views[address] = view
                if view.key == "traceability" and self.config.link_requirements:
                    self.requirement_links = self._requirement_links(address)

    def _requirement_links(self, address: str) -> dict[str, dict[str, str]]:
        """Where the requirement IDs on the page of each strategy lead to, given the page of all requirements."""
        entries = self.collected.portfolio.entries
        traces = (self.lists.requirements or Requirements()).trace(entries)
        return {
            entry.address: {name: href(address, at) for name, at in anchors_for(strategy.project.id, traces).items()}
            for entry in entries
            if (strategy := entry.strategy)
        }

    def _write_views(self, renderer: Renderer, files: Files, config: MkDocsConfig, texts: dict[str, str]) -> None:
        """Write the pages of the portfolio's views."""
        for address, view in self.views.items():
            chosen = self.config.views[view.key]
            text = view_page(renderer, view, chosen if isinstance(chosen, str) else view.title, self.survey)
            assert text is not None
            texts[address] = text

    def _export(self, files: Files, config: MkDocsConfig) -> None:
        """Add the portfolio as data."""
        self.exported = {}
        if self.config.exports:
            self.exported = {f"{self._views_folder()}/{name}": text for name, text in export(self.survey).items()}
        for address, text in self.exported.items():  # as bytes, so that no line end changes
            files.append(File.generated(config, address, content=text.encode()))

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
        findings: list[Finding] = [*self.lists.findings, *self.indexes.findings, *collected.unclear]
        for entry in collected.portfolio.entries:
            findings += sorted(entry.findings, key=lambda f: (f.line, f.column))
        for finding in findings:
            levels[finding.severity](str(finding))
        lists = list(dict.fromkeys(f.path for f in self.lists.findings))
        if lists and fail:
            self._fail(f"{' and '.join(lists)} cannot be used, see above. Mend it, or set `on_error: warn`.")
        pages = len({f.path for f in self.indexes.findings})
        broken = len({f.path for f in findings if f.severity is Severity.ERROR}) - pages - len(lists)
        if (broken or pages) and fail and not self.serving:
            whose = [f"{broken} {'strategy' if broken == 1 else 'strategies'}"] if broken else []
            whose += [f"{pages} hand-written {'page' if pages == 1 else 'pages'}"] if pages else []
            what = f"{' and '.join(whose)} {'has' if broken + pages == 1 else 'have'}"
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
