"""Pages for a host that shows our HTML, styles and scripts: Zensical."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import markdown

from mkdocs_arckit.diagrams.figure import figure
from mkdocs_arckit.hosts.folder.parts import is_risky, lead_to_pages, split_page
from mkdocs_arckit.render.citations import link_citations
from mkdocs_arckit.render.clean import clean_html
from mkdocs_arckit.render.decorate import decorate_html
from mkdocs_arckit.render.direction import isolated
from mkdocs_arckit.render.inserts import Anchor, Html, HtmlWriter, Marking
from mkdocs_arckit.render.page import RenderedPage
from mkdocs_arckit.render.requirements import link_requirements

_EXTENSIONS = ("tables", "fenced_code", "sane_lists", "footnotes", "def_list", "abbr", "admonition")
_HIDDEN = {ord("{"): "&#123;", ord("`"): "&#96;", ord("~"): "&#126;"}
"""What extensions look for before they look for HTML: templates, attributes and fences."""
_TEMPLATE = re.compile(r"\{(?=[{%#])")
_WRITER = HtmlWriter(figure=figure)


def author_html(text: str) -> str:
    """Write an author's Markdown as HTML that can do no harm."""
    return decorate_html(clean_html(markdown.markdown(text, extensions=_EXTENSIONS)))


def html_block(html: str) -> str:
    """Write HTML so that nothing in it is Markdown: a blank line would end it, and extensions look into it before."""
    html = re.sub(r"\n(?=[ \t]*\n)", "&#10;", html.translate(_HIDDEN))
    return f'<div class="arckit" dir="auto">{html}</div>'


def site_page(
    address: str, page: RenderedPage, *, clean: bool, requirements: Mapping[str, str], citations: Collection[str]
) -> str:
    """Write a page: headings, code and harmless text of its author as Markdown, all else as HTML.

    Args:
        address: where it is.
        page: the page.
        clean: whether its author's HTML is cleaned.
        requirements: where the requirement IDs in it lead.
        citations: the citations that have a row in it.
    """
    inserts = page.inserts.copy()
    text = inserts.extract_fences(page.text, titles=False)
    out: list[str] = []
    html: list[str] = []
    marking: Marking | None = None

    def end_html() -> None:
        if html:
            linked = link_citations(link_requirements("\n".join(html), requirements), citations)
            out.append(html_block(isolated(lead_to_pages(linked, address))))
            html.clear()

    for kind, part in split_page(text, inserts):
        if kind == "insert":
            insert = inserts.all[int(part)]
            marking = insert if isinstance(insert, Marking) else marking
            if isinstance(insert, Anchor) and not insert.needed:
                continue
            written = insert.html(_WRITER)
            html.append(f"<p>{written}</p>" if isinstance(insert, Html) and insert.is_inline else written)
        elif kind == "text":
            html.append(markdown.markdown(part))
        elif kind == "author" and (inserts.are_in(part) or (clean and is_risky(part, with_extensions=True))):
            html.append(inserts.fill(author_html(part) if clean else markdown.markdown(part), figure))
        elif kind == "code" and "--8<" in part:
            html.append(markdown.markdown(part, extensions=["fenced_code"]))
        else:
            end_html()
            out.append(_TEMPLATE.sub("&#123;", part) if kind == "heading" else part)
    if marking:
        html.append(marking.html(_WRITER))
    end_html()
    return "\n\n".join([*out, *([marking.style()] if marking else [])])
