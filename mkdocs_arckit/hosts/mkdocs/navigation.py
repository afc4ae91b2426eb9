"""Puts the strategies into an explicit `nav`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any


def extend_nav(
    nav: Sequence[Any],
    pages: Sequence[str | dict[str, list[str]]],
    sources: Mapping[str, str],
    title: str,
    hidden: Collection[str] = (),
) -> list[Any]:
    """A copy of a site's `nav` in which every page is listed.

    Args:
        nav: the `nav` as configured.
        pages: the pages that have to be in it, in order, and groups of such under a heading.
        sources: the page of each strategy that the `nav` may name by its YAML file.
        title: the heading below which pages are added that the `nav` does not list; one that is there is extended.
        hidden: what is left out of the copy, because it is withheld from the site.
    """
    listed: set[str] = set()

    def copy(item: Any) -> Any:
        """A copy, or `None` if nothing of the item is left."""
        if isinstance(item, str):
            path = sources.get(item, item)
            listed.add(path)
            return None if path in hidden else path
        if isinstance(item, dict):
            return {key: kept for key, value in item.items() if (kept := copy(value)) is not None} or None
        if isinstance(item, list):
            return [kept for part in item if (kept := copy(part)) is not None] or None
        return item

    items = copy(list(nav)) or []
    missing: list[Any] = []
    for page in pages:
        if isinstance(page, str):
            missing += [page] if page not in listed else []
        else:
            groups = {heading: [p for p in group if p not in listed] for heading, group in page.items()}
            missing += [{heading: group} for heading, group in groups.items() if group]
    if not missing:
        return items
    for item in items:
        if isinstance(item, dict) and title in item:
            there = item[title]
            item[title] = [*(there if isinstance(there, list) else [there]), *missing]
            return items
    return [*items, {title: missing}]
