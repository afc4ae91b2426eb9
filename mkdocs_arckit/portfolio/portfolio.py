"""The portfolio: all strategies of a site on one day, from which every view and export is made."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from mkdocs_arckit.portfolio.documents import DONE, BrokenFile, Document, PortfolioFile
from mkdocs_arckit.portfolio.requirements import Requirements, Trace
from mkdocs_arckit.portfolio.technologies import Technologies
from mkdocs_arckit.portfolio.versions import Versions


@dataclass(frozen=True)
class Portfolio:
    """All strategies of a site on one day.

    Attributes:
        files: every file that may be published, valid or not, ordered by project and page.
        today: the day that dates are compared with, `YYYY-MM-DD`.
        url: the public address of a page, given its path among the site's sources; absolute if the site's is known.
        withheld: how many files are not published because of their classification.
        review_windows: within how many days a review counts as due soon, ascending.
        exports: the folder of the exports among the site's sources; `None` if they are not published.
        technologies: the site's list of technologies, if it brings one.
        requirements: the site's requirements, if it has a list of them.
    """

    files: tuple[PortfolioFile, ...]
    today: str
    url: Callable[[str], str]
    withheld: int = 0
    review_windows: tuple[int, ...] = (30, 90)
    exports: str | None = None
    technologies: Technologies | None = None
    requirements: Requirements | None = None

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The valid strategies."""
        return tuple(file for file in self.files if isinstance(file, Document))

    @cached_property
    def broken(self) -> tuple[BrokenFile, ...]:
        """The files with errors."""
        return tuple(file for file in self.files if isinstance(file, BrokenFile))

    @property
    def soon(self) -> int:
        """Within how many days a review is due soon for the index: the first of the windows."""
        return min(self.review_windows, default=0)

    @cached_property
    def in_use(self) -> tuple[Document, ...]:
        """The valid strategies that are neither superseded nor archived."""
        return tuple(document for document in self.documents if document.strategy.document.status not in DONE)

    @cached_property
    def versions(self) -> Versions:
        """Which document supersedes which."""
        return Versions(self.documents)

    @cached_property
    def traces(self) -> list[Trace]:
        """Every requirement that is listed or claimed."""
        return (self.requirements or Requirements()).trace(self.in_use)

    def link(self, address: str) -> str:
        """Give a page's address for the exports: absolute if the site's is known, else relative to their folder."""
        url = self.url(address)
        if not url.startswith("/"):
            return url
        return posixpath.relpath(url, f"/{quote(self.exports or '')}") + ("/" if url.endswith("/") else "")
