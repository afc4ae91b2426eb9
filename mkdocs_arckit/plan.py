"""What a site is going to have: its strategies, the addresses of its pages, and what is wrong with it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs_arckit.collect import LastVersion
from mkdocs_arckit.findings import Finding
from mkdocs_arckit.host import Source
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.render.indexes import Indexes
from mkdocs_arckit.views.index import INDEX
from mkdocs_arckit.views.view import View


@dataclass(frozen=True)
class Plan:
    """Which pages a site has, before any of them is written.

    Attributes:
        options: the site's.
        portfolio: its strategies.
        sources: the file of each page of a strategy, by the page's address.
        source_of: each file of the portfolio, by its path as shown to people.
        readable: the addresses of the strategies whose files could be read to their end.
        withheld: the files above the ceiling.
        hidden: all files of which nothing is published.
        indexes: what the markers of hand-written pages ask for.
        index: the page for the index, if no hand-written page holds it.
        rows: the answer of the index, wherever it is; `None` if there are no files.
        views: the other views that have something to show, and the answer of each, by the addresses of their pages.
        findings: what is wrong with the site: its registers, its markers, pages in each other's way, and files whose
            classification cannot be known. What is wrong with a strategy is in the portfolio.
        salt: makes the slots of inserts; see `collect.salt_of`.
        unchecked: why nobody looked at the strategies' diagrams; empty if somebody did, or there are none.
        is_watched: whether an author is watching, so that a file with errors may show its lines.
        last_good: for a file with errors, its last version without them, if an author is watching.
    """

    options: Options
    portfolio: Portfolio
    sources: Mapping[str, Source]
    source_of: Mapping[str, Source]
    readable: frozenset[str]
    withheld: tuple[Source, ...]
    hidden: tuple[Source, ...]
    indexes: Indexes
    index: str | None
    rows: Any
    views: Mapping[str, tuple[View[Any], Any]]
    findings: tuple[Finding, ...]
    salt: str
    unchecked: str = ""
    is_watched: bool = False
    last_good: Mapping[str, LastVersion] = field(default_factory=dict)

    @property
    def generated(self) -> frozenset[str]:
        """The addresses of the pages that are the engine's own."""
        return frozenset([*self.sources, *([self.index] if self.index else []), *self.views])

    @property
    def answers(self) -> list[tuple[View[Any], Any]]:
        """All views that have something to show, and their answers."""
        return [*([(INDEX, self.rows)] if self.rows else []), *self.views.values()]

    @property
    def view_titles(self) -> dict[str, str]:
        """The title of each view below the index, by the address of its page: the site's, or else its own."""
        chosen = {address: self.options.views.get(view.key) for address, (view, _) in self.views.items()}
        return {
            address: title if isinstance(title := chosen[address], str) else view.title
            for address, (view, _) in self.views.items()
        }

    @property
    def page_of_file(self) -> dict[str, str]:
        """The page of each strategy, by the absolute path of its file."""
        return {str(source.path): address for address, source in self.sources.items()}


def beside_index(options: Options, name: str) -> str:
    """Give the address of a page or file that is in the folder of the index."""
    folder = posixpath.dirname(options.index_path) or options.output
    return posixpath.normpath(posixpath.join(folder, name))
