"""The portfolio in a site: the pages of its views, its exports, and where requirement IDs lead to."""

from __future__ import annotations

import posixpath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_arckit.exports.feed import FEED, TITLE
from mkdocs_arckit.exports.registry import export
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig
from mkdocs_arckit.hosts.mkdocs.files import add_files, announce, generated_page, output_file
from mkdocs_arckit.portfolio.survey import Survey
from mkdocs_arckit.render.page import RenderedPage
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.views import href, view_page
from mkdocs_arckit.views.registry import VIEWS, VIEWS_HEADING, View
from mkdocs_arckit.views.traceability import anchors_for


def views_folder(options: ArckitConfig) -> str:
    """Where the views and the exports stand: beside the index."""
    return posixpath.dirname(options.index.path) or options.output


class PortfolioPages:
    """The portfolio of one build.

    Attributes:
        views: the views that there is something to show in, and what each shows, by the addresses of their pages.
        requirement_links: where requirement IDs lead to, for the page of each strategy; nothing if the site does not
            want it.
        exported: the portfolio as data: the text of each file, by its path.
    """

    def __init__(self, survey: Survey, options: ArckitConfig) -> None:
        self.survey, self._options, self._folder = survey, options, views_folder(options)
        self.views: dict[str, tuple[View, dict[str, Any]]] = {}
        self.requirement_links: dict[str, dict[str, str]] = {}
        self.exported: dict[str, str] = {}

    def place(self, files: Files, config: MkDocsConfig) -> list[str]:
        """Add the pages of the views, still empty; returns what stands in their way."""
        written = {f.dest_uri: f.src_uri for f in files.documentation_pages()}
        problems = []
        for view in VIEWS:
            address = self._beside_index(f"{VIEWS_HEADING.lower()}/{view.key}.md")
            context = view.build(self.survey) if self._options.views[view.key] else None
            if context is None:
                continue
            if there := written.get(output_file(address, config)):
                hint = "switch it off, or rename the page"
                problems.append(f"the view `{view.key}` would stand where {there} stands; {hint}")
                continue
            files.append(generated_page(address, config))
            self.views[address] = view, context
            if view.key == "traceability" and self._options.link_requirements:
                self.requirement_links = self._links_to(address)
        return problems

    def _beside_index(self, name: str) -> str:
        return posixpath.normpath(posixpath.join(self._folder, name))

    def _links_to(self, address: str) -> dict[str, dict[str, str]]:
        traces = self.survey.traces
        return {
            entry.address: {name: href(address, at) for name, at in anchors_for(strategy.project.id, traces).items()}
            for entry, strategy in self.survey.strategies
        }

    def write(self, renderer: Renderer) -> dict[str, RenderedPage]:
        """The views' pages, by address."""
        texts = {}
        for address, (view, context) in self.views.items():
            chosen = self._options.views[view.key]
            title = chosen if isinstance(chosen, str) else view.title
            texts[address] = view_page(renderer, view.key, title, self.survey, context)
        return texts

    def export(self, files: Files, config: MkDocsConfig) -> list[str]:
        """Add the portfolio as data; returns what stands in its way."""
        if self._options.exports:
            self.exported = {self._beside_index(name): text for name, text in export(self.survey).items()}
        made = [  # as bytes, so that no line end changes
            File.generated(config, address, content=text.encode()) for address, text in self.exported.items()
        ]
        return add_files(files, config, made, "rename it, or set `exports: false`")

    def announce_feed(self, output: str, page: Page) -> str | None:
        """A page that says where the feed is, if there is one."""
        feed = self._beside_index(FEED)
        return announce(output, TITLE, get_relative_url(feed, page.url)) if feed in self.exported else None
