"""The portfolio as data, for other tools: files beside the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mkdocs_arckit.exports.answers import answer_paths, answers
from mkdocs_arckit.exports.badges import badge_names, badges
from mkdocs_arckit.exports.calendar import calendar
from mkdocs_arckit.exports.catalogue import SCHEMA
from mkdocs_arckit.exports.data import data
from mkdocs_arckit.exports.feed import FEED, feed
from mkdocs_arckit.exports.health import health
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import CALENDAR
from mkdocs_arckit.views.view import View

EXPORTS: tuple[Callable[[Portfolio], dict[str, str]], ...] = (data, health, badges, feed, calendar)
"""Each gives files, by their path below the index's folder."""
_DATA = ("strategies.json", "strategies.jsonl", "strategies.csv", SCHEMA, "health.json")
"""Files that are always there."""


def names(portfolio: Portfolio, found: Iterable[tuple[View[Any], Any]]) -> list[str]:
    """List the paths that files may have, without making any; the feed and the calendar may have nothing to tell."""
    return [
        *_DATA,
        FEED,
        CALENDAR,
        *badge_names(portfolio),
        *(path for view, _ in found for path in answer_paths(view)),
    ]


def export(portfolio: Portfolio, found: Iterable[tuple[View[Any], Any]]) -> dict[str, str]:
    """Return all files, by their path below the index's folder.

    Args:
        portfolio: the portfolio.
        found: the views that have something to show, and their answers.
    """
    return {path: text for make in EXPORTS for path, text in make(portfolio).items()} | answers(portfolio, found)
