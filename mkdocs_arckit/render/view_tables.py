"""Tables of views, as HTML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from markupsafe import Markup, escape

from mkdocs_arckit.portfolio.documents import PortfolioFile
from mkdocs_arckit.render.badge import document_badge
from mkdocs_arckit.text.printable import for_title
from mkdocs_arckit.views.cells import Bar, DotLine, Link, Listing, StatusBadge, Strong, Tag, ViewCell, ViewTable, Words

Href = Callable[[PortfolioFile | str, str], str]
"""Links to a section of a strategy, or to a page."""


def cell_html(cell: ViewCell, href: Href) -> Markup:
    """Write what a cell holds."""
    if isinstance(cell, (str, int)):
        return escape(cell)
    if isinstance(cell, date):
        return Markup('<time datetime="{0}">{0}</time>').format(cell)
    if isinstance(cell, tuple):
        return Markup("").join(cell_html(part, href) for part in cell)
    match cell:
        case Link(text, target, section):
            return Markup('<a href="{}">{}</a>').format(href(target, section), text)
        case StatusBadge(document):
            return Markup(document_badge(document))
        case Tag(word):
            kind = word.replace(" ", "-")
            return Markup('<span class="arckit-standing arckit-standing--{}">{}</span>').format(kind, word)
        case Words(text):
            return Markup("<bdi>{}</bdi>").format(text)
        case Strong(text):
            return Markup("<strong>{}</strong>").format(text)
        case Bar(number, most):
            share = round(100 * number / most, 1)
            return Markup('<span class="arckit-column" style="--arckit-share: {}%">{}</span>').format(share, number)
        case Listing(items):
            listed = Markup("").join(Markup("<li>{}</li>\n").format(cell_html(item, href)) for item in items)
            return Markup('<ul class="arckit-plain">\n{}</ul>').format(listed)


def dot_line_html(steps: DotLine, href: Href) -> Markup:
    """Write steps as a list, which styles draw as dots on a line."""
    items = Markup("").join(
        Markup("<li{}>{}</li>\n").format(
            Markup(' class="arckit-chain__current"') if n in steps.current else "", cell_html(step, href)
        )
        for n, step in enumerate(steps.steps)
    )
    return Markup('<ol class="arckit-chain" aria-label="{}">\n{}</ol>').format(for_title(steps.label), items)


def view_table_html(table: ViewTable | DotLine, href: Href) -> Markup:
    """Write a table that is read with the headings of its rows and columns, and goes on sideways on a phone."""
    if isinstance(table, DotLine):
        return dot_line_html(table, href)
    out = [
        Markup('<div class="arckit-scroll" tabindex="0" role="region" aria-label="{}">\n').format(
            for_title(table.label)
        ),
        Markup('<table class="arckit-grid arckit-lines">\n<thead><tr>'),
        *(Markup('<th scope="col">{}</th>').format(heading) for heading in table.headings),
        Markup("</tr></thead>\n<tbody>\n"),
    ]
    for first, *others in table.rows:
        out.append(Markup('<tr><th scope="row">{}</th>').format(cell_html(first, href)))
        out += [
            Markup('<td class="arckit-nowrap">{}</td>' if isinstance(other, date) else "<td>{}</td>").format(
                cell_html(other, href)
            )
            for other in others
        ]
        out.append(Markup("</tr>\n"))
    return Markup("").join([*out, Markup("</tbody>\n</table>\n</div>")])
