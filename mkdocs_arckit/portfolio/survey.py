"""What every view of the portfolio and every export is made from."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.documents import DONE, Entry, Portfolio
from mkdocs_arckit.portfolio.requirements import Requirements, Trace
from mkdocs_arckit.portfolio.technologies import Technologies
from mkdocs_arckit.portfolio.versions import Versions


@dataclass(frozen=True)
class Survey:
    """The portfolio on one day.

    Attributes:
        portfolio: the strategies.
        today: the day that dates are compared with, `YYYY-MM-DD`.
        url: the public address of a page, given its path among the site's sources; absolute if the site's is known.
        review_windows: within how many days a review counts as due soon, ascending.
        exports: the folder of the exports among the site's sources; `None` if they are not published.
        technologies: the site's list of technologies, if it brings one.
        requirements: the site's requirements, if it has a list of them.
    """

    portfolio: Portfolio
    today: str
    url: Callable[[str], str]
    review_windows: tuple[int, ...] = (30, 90)
    exports: str | None = None
    technologies: Technologies | None = None
    requirements: Requirements | None = None

    @cached_property
    def strategies(self) -> list[tuple[Entry, Strategy]]:
        """The entries that are valid, with what they say."""
        return [(entry, entry.strategy) for entry in self.portfolio.entries if entry.strategy is not None]

    @cached_property
    def in_use(self) -> list[tuple[Entry, Strategy]]:
        """The valid entries that are neither superseded nor archived, with what they say."""
        return [(entry, strategy) for entry, strategy in self.strategies if strategy.document.status not in DONE]

    @cached_property
    def versions(self) -> Versions:
        """Which document takes the place of which."""
        return Versions(self.portfolio.entries)

    @cached_property
    def traces(self) -> list[Trace]:
        """Every requirement that is listed or claimed."""
        return (self.requirements or Requirements()).trace(self.portfolio.entries)

    def link(self, address: str) -> str:
        """A page's address for the exports: absolute if the site's is known, else from the folder that they are in."""
        url = self.url(address)
        if not url.startswith("/"):
            return url
        return posixpath.relpath(url, f"/{quote(self.exports or '')}") + ("/" if url.endswith("/") else "")
