"""Requirement IDs in the text of a page, as links to what is known of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from mkdocs_arckit.render.decorate import TAG

_WORD = re.compile(r"(?<![\w.&#-])\w[\w.-]*\w(?![\w-])")
_NOT_IN = frozenset(
    "a abbr button code figure h1 h2 h3 h4 h5 h6 head kbd label pre samp script style svg textarea title var".split()
)
"""What is a link, code, a heading or a diagram stays as it is."""


def link_requirements(html: str, links: Mapping[str, str]) -> str:
    """Link each known ID in the HTML of a page to its document.

    Only text is looked at, outside of links, code, headings and diagrams, and only whole words that hold a digit;
    they are compared without case, and stay as typed.

    Args:
        html: the page.
        links: where each ID leads.
    """
    known = {name.casefold(): url for name, url in links.items() if any(c.isdigit() for c in name)}
    if not known:
        return html

    def link(match: re.Match[str]) -> str:
        url = known.get(match[0].casefold())
        return f'<a class="arckit-requirement" href="{escape(url)}">{match[0]}</a>' if url else match[0]

    return replace_words(html, _WORD, link)


def replace_words(html: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> str:
    """Replace what a pattern finds in the text of a page, outside of links, code, headings and diagrams."""
    out: list[str] = []
    at, inside = 0, 0
    for tag in TAG.finditer(html):
        text = html[at : tag.start()]
        out += [text if inside else pattern.sub(replacement, text), tag[0]]
        at = tag.end()
        name = (tag["name"] or "").lower()
        if name.lstrip("/") in _NOT_IN and not (tag["attributes"] or "").endswith("/"):
            inside = max(0, inside + (-1 if name.startswith("/") else 1))
    text = html[at:]
    return "".join([*out, text if inside else pattern.sub(replacement, text)])
