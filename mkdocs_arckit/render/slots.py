"""Places in a page's Markdown that are filled in its HTML.

So no extension and no other plugin reads as Markdown, or as a template, what a strategy's author typed; and a table
of a thousand rows costs Python-Markdown nothing.
"""

from __future__ import annotations

import re

_WHOLE = ("div", "table", "ul", "ol", "p", "details")
"""Elements that may go on behind a blank line."""


class Slots:
    """HTML that waits for its place.

    Args:
        name: says whose the slots are.

    Attributes:
        html: what stands in each slot.
    """

    def __init__(self, name: str) -> None:
        self.html: list[str] = []
        self._name = f"data-arckit-{name}"
        self._slot = re.compile(rf'(?:<p>)?<div {self._name}="(\d+)"></div>(?:</p>)?')

    def at(self, number: int) -> str:
        """The Markdown of a slot."""
        return f'<div {self._name}="{number}"></div>'

    def take_out(self, markdown: str) -> str:
        """Markdown whose paragraphs of HTML stand in slots."""

        def part(paragraph: str) -> str:
            if not _is_html(paragraph):
                return paragraph
            self.html.append(paragraph)
            return self.at(len(self.html) - 1)

        return "\n\n".join(map(part, re.split(r"\n{2,}", markdown)))

    def fill(self, html: str) -> str:
        """A page's HTML, with what belongs in its slots."""
        if self._name not in html:
            return html
        return self._slot.sub(lambda slot: self.html[int(slot[1])] if int(slot[1]) < len(self.html) else "", html)


def _is_html(paragraph: str) -> bool:
    """Whether a paragraph is HTML, and ends what it begins; one that does not is left to Markdown."""
    return paragraph[:1] == "<" and all(paragraph.count(f"<{t}") == paragraph.count(f"</{t}>") for t in _WHOLE)
