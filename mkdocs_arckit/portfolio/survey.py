"""What every view of the portfolio and every export is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.entries import Entry, Portfolio
from mkdocs_arckit.portfolio.requirements import Requirements
from mkdocs_arckit.portfolio.technologies import Technologies


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
