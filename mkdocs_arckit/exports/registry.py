"""The portfolio as data, for other tools: files beside the index."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs_arckit.exports.badges import badges
from mkdocs_arckit.exports.calendar import calendar
from mkdocs_arckit.exports.data import data
from mkdocs_arckit.exports.feed import feed
from mkdocs_arckit.exports.health import health
from mkdocs_arckit.portfolio.portfolio import Portfolio

EXPORTS: tuple[Callable[[Portfolio], dict[str, str]], ...] = (data, health, badges, feed, calendar)
"""Each gives files, by their path below the index's folder."""


def export(portfolio: Portfolio) -> dict[str, str]:
    """Return all files, by their path below the index's folder."""
    return {path: text for make in EXPORTS for path, text in make(portfolio).items()}
