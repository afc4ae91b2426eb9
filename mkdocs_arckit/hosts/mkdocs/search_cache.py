"""What Material's search found in the pages of the last build of `mkdocs serve`.

To find it, the plugin takes the HTML of every page apart again after each edit, which is most of what is left of a
rebuild once pages keep their HTML. A page of ours whose HTML and front matter are the same keeps its entries.
"""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

_NAMES = ("material/search", "search")
_MADE_BY = "material.plugins.search."
"""Where the plugin comes from; MkDocs' own leaves no page out, so it can't be spared any."""


class SearchCache:
    """Keeps the entries of one build for the next one."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Any, list[dict[str, Any]]]] = {}
        self._fresh: dict[str, tuple[Any, list[dict[str, Any]]]] = {}
        self._start: int | None = None
        self._search: Any = None

    def before(self, page: Page, config: MkDocsConfig) -> None:
        """Tell the search to leave a page out whose entries are known; to be called before the search sees it."""
        entries, self._start = _entries(config), None
        if entries is None:
            return
        address, key = page.file.src_uri, _key(page, config)
        known = self._kept.get(address)
        if known and known[0] == key:
            self._fresh[address] = known
            self._search = page.meta.get("search")
            page.meta["search"] = {"exclude": True}
        else:
            self._fresh[address] = key, []
            self._start = len(entries)

    def after(self, page: Page, config: MkDocsConfig) -> None:
        """Add the known entries, or keep those that the search has just made."""
        entries = _entries(config)
        if entries is None:
            return
        _, kept = self._fresh[page.file.src_uri]
        if self._start is not None:
            kept += [dict(entry) for entry in entries[self._start :]]
            return
        entries += [dict(entry) for entry in kept]
        if self._search is None:
            del page.meta["search"]
        else:
            page.meta["search"] = self._search

    def forget(self) -> None:
        """Drop the entries that were not asked for in this build."""
        self._kept, self._fresh = self._fresh, {}


def _entries(config: MkDocsConfig) -> list[dict[str, Any]] | None:
    """Return the entries of Material's search, if the site has it."""
    plugin = next((config.plugins[name] for name in _NAMES if name in config.plugins), None)
    entries = getattr(getattr(plugin, "search_index", None), "entries", None)
    return entries if isinstance(entries, list) and type(plugin).__module__.startswith(_MADE_BY) else None


def _key(page: Page, config: MkDocsConfig) -> Any:
    """Sum up what the entries of a page are made of."""
    settings = [dict(config.plugins[name].config) for name in _NAMES if name in config.plugins]
    return page.content, page.url, str(page.title), repr(page.meta), settings
