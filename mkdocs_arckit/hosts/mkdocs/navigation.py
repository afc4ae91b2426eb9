"""Puts the strategies into a site's navigation: its own `nav`, or what MkDocs makes of the folders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_arckit.addresses import address_in_docs
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.views.registry import VIEWS_HEADING


class ExplicitNav:
    """The `nav` of one build, as it is given and as it is extended for the latest plan.

    Args:
        config: the site's configuration.
        title: the heading below which pages are added that the `nav` does not list.
    """

    def __init__(self, config: MkDocsConfig, title: str) -> None:
        self._config, self._title = config, title
        self._given = self._extended = config.nav

    def extend(self, plan: Plan) -> None:
        """List every page of a plan, and none of an earlier one."""
        if self._config.nav is not self._extended:  # another plugin has a nav of its own
            self._given = self._config.nav
        if self._given is not None:
            self._config.nav = self._extended = extend_nav(self._given, plan, self._title)


def extend_nav(nav: Sequence[Any], plan: Plan, title: str) -> list[Any]:
    """List every page of a plan in a copy of a site's explicit `nav`; leave out what is withheld.

    Args:
        nav: the `nav` as configured.
        plan: which pages there are.
        title: the heading below which pages are added that the `nav` does not list; one that is there is extended.
    """
    pages: list[str | dict[str, list[str]]] = [
        *([plan.index] if plan.index else []),
        {VIEWS_HEADING: list(plan.views)},
        *plan.sources,
    ]
    in_docs = {source.in_docs: address for address, source in plan.sources.items() if source.in_docs}
    hidden = {name for s in plan.hidden if s.in_docs for name in (s.in_docs, address_in_docs(s.in_docs))}
    return _with_pages(nav, pages, in_docs, title, hidden)


def name_views(files: Files, plan: Plan) -> None:
    """Give the pages of views their titles before they are read, except those that the `nav` names."""
    for address, title in plan.view_titles.items():
        file = files.src_uris.get(address)
        if file and file.page and file.page.title is None:
            file.page.title = title


def gather(nav: Navigation, plan: Plan, title: str) -> None:
    """Bring all strategies together in a navigation that MkDocs made of the folders, after the index and the views.

    They join the section of the index, wherever their files are; a section that only held strategies disappears.

    Args:
        nav: the navigation, which is changed.
        plan: which pages there are.
        title: the heading for a section of their own, if there is none that they can join.
    """
    pages = {page.file.src_uri: page for page in nav.pages if not page.is_homepage}
    index = [pages[address] for address in [plan.index] if address in pages]
    views = [pages[address] for address in plan.views if address in pages]
    strategies = [pages[address] for address in plan.sources if address in pages]
    if not strategies:
        return
    folder = views[0].parent if views else None
    outside = (pages[address] for address, source in plan.sources.items() if address in pages and not source.in_docs)
    homes: Iterable[StructureItem | None] = (*index, folder, *outside)
    section = next((item.parent for item in homes if item and item.parent), None)
    nav.items = list(_without(nav.items, strategies))
    if section is None:
        section = Section(title, [])
        nav.items.append(section)
    elif section not in _sections(nav.items):  # it held nothing else
        nav.items.append(section)
    if isinstance(folder, Section):
        folder.children = list[StructureItem](views)
    first = [*(index if index and index[0].parent else ()), *([folder] if folder else ())]
    section.children = [
        *first,
        *(item for item in section.children if all(item is not one for one in first)),
        *strategies,
    ]
    for item in section.children:
        item.parent = section
    nav.pages = list(_pages(nav.items))
    for page, before, after in zip(nav.pages, [None, *nav.pages], [*nav.pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after


def _without(items: Iterable[StructureItem], moved: Collection[StructureItem]) -> Iterator[StructureItem]:
    """Take pages out of a navigation, and the sections that are empty then."""
    for item in items:
        if isinstance(item, Section):
            item.children = list(_without(item.children, moved))
            if item.children:
                yield item
        elif all(item is not page for page in moved):
            yield item


def _pages(items: Iterable[StructureItem]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from _pages(item.children)


def _sections(items: Iterable[StructureItem]) -> Iterator[Section]:
    for item in items:
        if isinstance(item, Section):
            yield item
            yield from _sections(item.children)


def _with_pages(
    nav: Sequence[Any],
    pages: Sequence[str | dict[str, list[str]]],
    sources: Mapping[str, str],
    title: str,
    hidden: Collection[str],
) -> list[Any]:
    """Copy a site's `nav`, so that every page is listed.

    Args:
        nav: the `nav` as configured.
        pages: the pages that have to be in it, in order, and groups of such under a heading.
        sources: the page of each strategy that the `nav` may name by its YAML file.
        title: the heading below which pages are added that the `nav` does not list; one that is there is extended.
        hidden: what is left out of the copy, because it is withheld from the site.
    """
    listed: set[str] = set()

    def copy(item: Any) -> Any:
        """Copy an item; `None` if nothing of it is left."""
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
