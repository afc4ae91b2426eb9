"""The pages of the portfolio's views."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from mkdocs_arckit.checks.cells import known_text
from mkdocs_arckit.exports.catalogue import SCHEMA
from mkdocs_arckit.exports.feed import FEED
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.model.vocabulary import STATUSES
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.documents import PortfolioFile
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.render.author_text import anchor
from mkdocs_arckit.render.badge import badge, document_badge
from mkdocs_arckit.render.decorate import label_cells
from mkdocs_arckit.render.front_matter import MACROS_OFF
from mkdocs_arckit.render.inserts import Html
from mkdocs_arckit.render.messages import disorders, lead_to_rows, prose
from mkdocs_arckit.render.page import Inserts, RenderedPage
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.sheets import sheet_style
from mkdocs_arckit.render.view_tables import cell_html, view_table_html
from mkdocs_arckit.text import inline
from mkdocs_arckit.views.selection import Selection

_DATA = {
    "JSON": "strategies.json",
    "JSON lines": "strategies.jsonl",
    "CSV": "strategies.csv",
    "schema": SCHEMA,
    "feed": FEED,
}
"""The files that the index leads to, by what it calls them."""
SCHEME = "arckit:"
"""Begins a link to a page by its path among the site's sources; the host puts the page's address in its place."""
_LINKED = re.compile(rf'href="({SCHEME}[^"#]+)')


def href(target: PortfolioFile | str, anchor: str = "") -> str:
    """Link to a strategy's page, or to any page by its path, for a template of HTML."""
    address = target if isinstance(target, str) else target.address
    return SCHEME + quote(address) + (f"#{anchor}" if anchor else "")


def page_heading(plain: str) -> Markup:
    """Write plain text for a heading, which is Markdown."""
    return Markup(inline.heading_text(inline.escape(plain)))


@cache
def section_anchor(key: str) -> str:
    """Return the anchor of a section in a strategy's page; none of a further section of the site."""
    return anchor(SECTION_TYPES[key].words()) if key in SECTION_TYPES else ""


def data_links(renderer: Renderer, exported: Collection[str], folder: str, files: Mapping[str, str] = _DATA) -> str:
    """Write a line that leads from a page to its data; nothing if that is not published.

    Args:
        renderer: the site's templates.
        exported: all data files, by their paths among the site's sources.
        folder: the folder of the index.
        files: the files that are wanted, by what they are called; those of the index unless given.
    """
    named = {title: posixpath.normpath(posixpath.join(folder, name)) for title, name in files.items()}
    links = [(title, name) for title, name in named.items() if name in exported]
    return renderer.templates.render("views/data_links.md", links=links, href=href) if links else ""


def tabs(renderer: Renderer, pages: Iterable[tuple[str, str]], current: str) -> str:
    """Write the links that the index and all views share, as HTML; nothing if there is only one page.

    Args:
        renderer: the site's templates.
        pages: the path among the site's sources and the title of each page, in order.
        current: the path of the page that they are on.
    """
    shown = list(pages)
    return renderer.templates.render("tabs.html", pages=shown, current=current, href=href) if len(shown) > 1 else ""


def view_body(renderer: Renderer, selection: Selection, answer: Any, portfolio: Portfolio, options: Options) -> str:
    """Render what a view shows, without a title: headings as Markdown, the rest as HTML.

    Args:
        renderer: the site's templates.
        selection: the view, and how its rows are shown.
        answer: what it found, or nothing.
        portfolio: the portfolio.
        options: the site's.
    """
    view = selection.view
    if answer is None and not view.template:
        return "<p>Nothing matches.</p>"
    own = view.template or f"views/{view.key}.md"
    body = renderer.templates.render(
        own if view.parts is None or renderer.templates.has(own) else "views/parts.md",
        today=portfolio.today,
        total=len(portfolio.documents),
        href=href,
        text=known_text,
        heading=page_heading,
        section_anchor=section_anchor,
        badge=lambda document: Markup(document_badge(document)),
        status_badge=lambda status: Markup(badge(status)),
        prose=prose,
        disorders=disorders,
        answer=answer,
        selection=selection,
        statuses=STATUSES,
        classifications=options.classifications,
        portfolio=portfolio,
        withheld=portfolio.withheld if options.show_withheld and not selection.is_extract else 0,
        parts=list(view.parts(answer)) if view.parts else (),
        cell=lambda cell: cell_html(cell, _section_href),
        table_html=lambda table: view_table_html(table, _section_href),
    )
    return body.strip()


def _section_href(target: PortfolioFile | str, section: str) -> str:
    return href(target, section_anchor(section))


def highest_marking(html: str, portfolio: Portfolio, classifications: Sequence[str]) -> str:
    """Find the highest classification among the strategies that a page leads to; empty if it leads to none.

    Args:
        html: what the page shows.
        portfolio: the portfolio; it holds nothing above the ceiling.
        classifications: the classification scheme, lowest first.
    """
    linked = set(_LINKED.findall(html))
    found = (d.strategy.document.classification for d in portfolio.documents if href(d) in linked)
    return max((word for word in found if word in classifications), key=classifications.index, default="")


def view_page(
    renderer: Renderer, title: str, body: str, above: str, below: str, *, marking: str, is_long: bool = False
) -> RenderedPage:
    """Render the page of a view: its title, what is `above` and `below`, and what `view_body` made.

    Its sheets bear the `marking`.
    """
    inserts = Inserts(renderer.salt)
    above += '\n\n<div class="arckit-filter" hidden></div>' if is_long else ""
    text = inserts.slot_html(f"# {page_heading(title)}\n\n{above}\n\n{body}\n\n{below.strip()}\n", on_site=label_cells)
    text += f"\n{_sheets(inserts, title, marking)}\n"
    hidden = {} if is_long else {"hide": ["toc"]}
    return RenderedPage({"title": title, **MACROS_OFF, **hidden}, text, inserts)


def _sheets(inserts: Inserts, title: str, marking: str) -> str:
    return inserts.slot(Html(sheet_style(title, marking, name="portfolio"), elsewhere=""))


def index_page(renderer: Renderer, title: str, index: str, marking: str) -> RenderedPage:
    """Render the page of the index.

    Args:
        renderer: the site's templates.
        title: the page's title.
        index: the index as HTML.
        marking: what its sheets bear.
    """
    inserts = Inserts(renderer.salt)
    shown = inserts.slot(Html(index, on_site=lead_to_rows(index)))
    text = f"# {page_heading(title)}\n\n{shown}\n\n{_sheets(inserts, title, marking)}\n"
    return RenderedPage({"hide": ["toc"]}, text, inserts)
