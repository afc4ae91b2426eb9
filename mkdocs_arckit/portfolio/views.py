"""The views of the portfolio: each is a page of its own below the index, and absent when it has no data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from mkdocs_arckit.portfolio import dora, heatmap, maturity, practice, radar, reviews, traceability, versions
from mkdocs_arckit.portfolio.survey import Survey


class View(NamedTuple):
    """A view.

    Attributes:
        key: the name of its page, its template and its option.
        title: its title, unless the option gives another.
        build: what its template is given, or `None` if there is nothing to show.
    """

    key: str
    title: str
    build: Callable[[Survey], dict[str, Any] | None]


VIEWS = (
    View("reviews", "Reviews", reviews.build),
    View("completeness", "Completeness", heatmap.build),
    View("maturity", "Maturity", maturity.build),
    View("delivery", "Delivery", dora.build),
    View("technology", "Technology", radar.build),
    View("code_of_practice", "Technology Code of Practice", practice.build),
    View("traceability", "Traceability", traceability.build),
    View("versions", "Versions", versions.build),
)
"""All views, in the order of the navigation."""
VIEWS_HEADING = "Portfolio"
"""The heading of the navigation that holds them; the name of their folder, in lower case."""
