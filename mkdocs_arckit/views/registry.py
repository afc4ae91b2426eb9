"""The views of the portfolio: each is a page of its own below the index, and absent when it has no data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.views import (
    code_of_practice,
    completeness,
    delivery,
    maturity,
    reviews,
    technology,
    traceability,
    versions,
)


class View(NamedTuple):
    """A view.

    Attributes:
        key: the name of its page, its template and its option.
        title: its title, unless the option gives another.
        build: what its template is given, or `None` if there is nothing to show.
        section: the key of the section that it is about; a site that does not use that has no such view.
    """

    key: str
    title: str
    build: Callable[[Portfolio], dict[str, Any] | None]
    section: str = ""


VIEWS = (
    View("reviews", "Reviews", reviews.build_reviews),
    View("completeness", "Completeness", completeness.build_completeness),
    View("delivery", "Delivery", delivery.build_delivery, "metrics"),
    View("maturity", "Maturity", maturity.build_maturity, "overview"),
    View("technology", "Technology", technology.build_technology),
    View("code_of_practice", "Technology Code of Practice", code_of_practice.build_code_of_practice, "uk_government"),
    View("traceability", "Traceability", traceability.build_traceability, "traceability"),
    View("versions", "Versions", versions.build_versions),
)
"""All views, in the order of the tabs and of the navigation: that of the questions that people ask."""
VIEWS_HEADING = "Portfolio"
"""The heading of the navigation that holds them; the name of their folder, in lower case."""
