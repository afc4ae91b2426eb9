"""All files of the folder: pages, index, views, data, assets, what is taken over, and a summary."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_arckit.diagrams import parser
from mkdocs_arckit.exports.registry import names
from mkdocs_arckit.findings import Finding
from mkdocs_arckit.host import Progress, silent
from mkdocs_arckit.hosts.disk import ASSETS
from mkdocs_arckit.hosts.folder.host import FolderHost, is_page, read_page, relative_link
from mkdocs_arckit.hosts.folder.parts import lead_to_pages
from mkdocs_arckit.hosts.folder.plain_pages import plain_insert, plain_page
from mkdocs_arckit.hosts.folder.settings import Settings
from mkdocs_arckit.hosts.folder.site_pages import html_block, site_page
from mkdocs_arckit.hosts.folder.targets import Target
from mkdocs_arckit.plan import Plan, beside_index
from mkdocs_arckit.publication import Publication, source_copy
from mkdocs_arckit.render.front_matter import front_matter
from mkdocs_arckit.render.inserts import Html, HtmlWriter
from mkdocs_arckit.render.page import Inserts, RenderedPage
from mkdocs_arckit.site import Site, collector_paused
from mkdocs_arckit.text.handwritten import link_to_pages
from mkdocs_arckit.text.inline import escape
from mkdocs_arckit.text.printable import for_title

SUMMARY = "SUMMARY.md"
Content = bytes | Path
"""What a file holds: these bytes, or what a file of the site does."""


@dataclass(frozen=True)
class Folder:
    """What a folder will hold.

    Attributes:
        files: the content of each file, by its path in the folder.
        findings: everything that is wrong.
        strategies: how many strategies were read.
        unchecked: why nobody looked at the strategies' diagrams.
    """

    files: dict[str, Content]
    findings: tuple[Finding, ...]
    strategies: int
    unchecked: str


def make_folder(settings: Settings, target: Target, out: Path, today: str, progress: Progress = silent) -> Folder:
    """Decide what a folder holds; nothing is written.

    Args:
        settings: what the site is made of.
        target: the host that the folder is for.
        out: the folder, absolute.
        today: the day, `YYYY-MM-DD`.
        progress: tells somebody who waits how far the work has come.
    """
    host = FolderHost(settings, target, out)
    problem_of = parser.problem_of if parser.installed() else None
    site = Site(settings.options, today, problem_of=problem_of, progress=progress)
    with collector_paused():
        plan = site.plan(host.sources(), host)
        host.generated = plan.generated | _data(plan)
        publication = site.publish(plan, host)
    files = dict(_Maker(settings, target, host, plan, publication, progress).files())
    return Folder(files, publication.findings, len(plan.source_of) + len(plan.hidden), plan.unchecked)


def _data(plan: Plan) -> set[str]:
    """List where data may be, for links that lead to it."""
    data = names(plan.portfolio, plan.answers) if plan.options.exports else []
    return {beside_index(plan.options, name) for name in data}


@dataclass(frozen=True)
class _Maker:
    settings: Settings
    target: Target
    host: FolderHost
    plan: Plan
    publication: Publication
    progress: Progress

    def files(self) -> Iterator[tuple[str, Content]]:
        """Make each file; what is named later takes no place that is taken."""
        pages = self.publication.pages
        for address, path in self.host.files.items():
            yield address, self._taken_over(address, path)
        nav_titles = self.publication.nav_titles
        for address, page in self.progress(pages.items(), "Writing pages"):
            yield address, self._page(address, page, nav_titles[address]).encode()
        for address, content in self.publication.files.items():
            yield address, content.encode() if isinstance(content, str) else content
        if self.plan.options.publish_source:
            for address, source in self.plan.sources.items():
                if source.in_docs and address in self.plan.readable:
                    yield source_copy(address), source.path
        if self.target.inserts:
            yield from ((f"assets/arckit/{path.name}", path) for path in sorted(ASSETS.iterdir()) if path.is_file())
        if SUMMARY not in self.host.files:
            yield SUMMARY, (front_matter(self.target.aside) + self._summary()).encode()

    def _page(self, address: str, page: RenderedPage, nav_title: str) -> str:
        clean = self.settings.clean
        if self.target.inserts:
            links = self.publication.requirement_links.get(address, {})
            cited = self.publication.citations.get(address, ())
            text = site_page(address, page, clean=clean, requirements=links, citations=cited)
        else:
            text = plain_page(address, page, self.target, clean=clean)
        return front_matter(self.target.head(page.meta, nav_title)) + text.strip("\n") + "\n"

    def _taken_over(self, address: str, path: Path) -> Content:
        """Put the index at the marker of a hand-written page, and lead links to strategy files to their pages."""
        if not is_page(address):
            return path
        inserts, docs = Inserts(self.plan.salt), self.settings.docs
        assert docs
        given = read_page(path)
        text = self.publication.indexes.put_slots(address, given, inserts)
        text = link_to_pages(text, address, docs, self.plan.page_of_file)
        for number, insert in enumerate(inserts.all):
            if self.target.inserts:
                written = html_block(insert.html(HtmlWriter()))
            else:
                written = plain_insert(Html(insert.html(HtmlWriter())))
            text = text.replace(f"{inserts.word}n{number}\n", lead_to_pages(written, address) + "\n")
        return path if text == given else text.encode()

    def _summary(self) -> str:
        """List all pages, as mdBook and others take their navigation from."""
        plan, titles = self.plan, self.publication.nav_titles
        lines = ["# Summary", ""]

        def add(address: str, title: str, depth: int = 0) -> None:
            lines.append(f"{'  ' * depth}- [{escape(for_title(title))}]({relative_link(address, SUMMARY)})")

        for page in self.host.pages():
            heading = re.search(r"^# +(.+)$", page.text(), re.MULTILINE)
            title = heading[1].rstrip("# ") if heading else ""
            add(page.address, title or posixpath.splitext(page.address)[0])
        if plan.index:
            add(plan.index, plan.options.index_title)
        for address in plan.views:
            add(address, titles[address], depth=1 if plan.index else 0)
        for address in plan.sources:
            add(address, titles[address])
        return "\n".join(lines) + "\n"
