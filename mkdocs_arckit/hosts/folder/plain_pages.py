"""Pages for a host that shows Markdown only, or takes our HTML apart: Docusaurus, GitHub and others."""

from __future__ import annotations

import re

from mkdocs_arckit.hosts.folder.parts import github_anchor, is_risky, lead_to_pages, named_anchor, split_page
from mkdocs_arckit.hosts.folder.site_pages import author_html
from mkdocs_arckit.hosts.folder.targets import Target
from mkdocs_arckit.hosts.folder.to_markdown import to_markdown
from mkdocs_arckit.render.inserts import Anchor, Html, Insert, Marking
from mkdocs_arckit.render.page import RenderedPage

_CARD = '<div class="arckit-card'
_DETAILS = "<details"
_PAGE = re.compile(r'(?<=href=")((?![a-z]+:)[^"#]*?)(?:(?<![^/])(?:index|README))?\.md(?=[#"])')
"""A page in a link of HTML, which the host doesn't lead there."""
_BLANK = re.compile(r"\n(?=[ \t]*\n)")


def plain_insert(insert: Insert) -> str:
    """Write an insert as Markdown. Of a card nothing is lost: Document Control and the sections say it too."""
    if not isinstance(insert, Html) or insert.text.startswith(_DETAILS):
        return insert.markdown()
    return "" if insert.text.startswith(_CARD) else to_markdown(insert.text)


def plain_page(address: str, page: RenderedPage, target: Target, *, clean: bool) -> str:
    """Write a page as Markdown.

    Args:
        address: where it is.
        page: the page.
        target: what shows it.
        clean: whether its author's HTML is cleaned, where the host does not.
    """
    out: list[str] = []
    anchor = marking = ""
    for kind, part in split_page(page.text, page.inserts):
        if kind == "insert":
            insert = page.inserts.all[int(part)]
            if isinstance(insert, Anchor):
                anchor = insert.name
            elif isinstance(insert, Marking):
                marking = f"**{to_markdown(insert.markdown())}**"
            else:
                written = lead_to_pages(plain_insert(insert), address)
                is_html = target.is_site and written.startswith(_DETAILS)
                out.append(_PAGE.sub(r"\1", written) if is_html else written)
        elif kind == "heading":
            if anchor and anchor != github_anchor(part):
                named = f"{part} {{#{anchor}}}" if target.heading_ids else f"{named_anchor(anchor)}\n\n{part}"
                part = named
            out += [part, marking]
            anchor = marking = ""
        elif kind == "author" and target.cleaned and clean and is_risky(part, with_extensions=False):
            html = _PAGE.sub(r"\1", author_html(page.inserts.plain(part)))
            out.append(f"<div>\n{_BLANK.sub('&#10;', html)}\n</div>")
        else:
            out.append(page.inserts.plain(part))
    return lead_to_pages("\n\n".join(part.strip("\n") for part in out if part.strip()), address)
