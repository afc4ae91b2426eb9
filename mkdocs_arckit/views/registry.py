"""The views of the portfolio: the index, and below it a page for each of the others that has something to show."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from mkdocs_arckit import views
from mkdocs_arckit.views.view import View


def _declared() -> list[View[Any]]:
    """Find the views that the modules of this folder declare."""
    modules = [import_module(f"{views.__name__}.{module.name}") for module in iter_modules(views.__path__)]
    found = {value.key: value for module in modules for value in vars(module).values() if isinstance(value, View)}
    return sorted(found.values(), key=lambda view: view.order)


VIEWS = tuple(_declared())
"""All views, in the order of the tabs and of the navigation: that of the questions that people ask."""
BELOW_INDEX = VIEWS[1:]
"""All views but the index, which comes first."""
VIEWS_HEADING = "Portfolio"
"""The heading of the navigation that holds these; the name of their folder, in lower case."""
