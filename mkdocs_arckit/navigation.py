"""Puts the strategies into an explicit `nav`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def extend_nav(nav: Sequence[Any], pages: Sequence[str], sources: Mapping[str, str], title: str) -> list[Any]:
    """A copy of a site's `nav` in which every page is listed.

    Args:
        nav: the `nav` as configured.
        pages: the pages that have to be in it, in order.
        sources: the page of each strategy that the `nav` may name by its YAML file.
        title: the heading below which pages are added that the `nav` does not list; one that is there is extended.
    """
    listed: set[str] = set()

    def copy(item: Any) -> Any:
        if isinstance(item, str):
            path = sources.get(item, item)
            listed.add(path)
            return path
        if isinstance(item, dict):
            return {key: copy(value) for key, value in item.items()}
        return [copy(part) for part in item] if isinstance(item, list) else item

    items = [copy(item) for item in nav]
    missing = [page for page in pages if page not in listed]
    if not missing:
        return items
    for item in items:
        if isinstance(item, dict) and title in item:
            there = item[title]
            item[title] = [*(there if isinstance(there, list) else [there]), *missing]
            return items
    return [*items, {title: missing}]
