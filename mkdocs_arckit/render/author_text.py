"""Text of an author as Markdown, with the links of one page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mkdocs_arckit.model.strategy import Person
from mkdocs_arckit.text import blocks, inline
from mkdocs_arckit.text.inline import Resolve

Cellish = str | list[str] | int | bool | None


class AuthorText:
    """Text of an author as Markdown, with the links of one page."""

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve

    def cell(self, value: Cellish | Person) -> str:
        """A table cell; a list is joined with `, `, a person is `Name (date)`."""
        if type(value) is str:
            return inline.cell(value, self.resolve)
        if value is None:
            return ""
        if isinstance(value, Person):
            return self.person(value)
        if isinstance(value, list):
            return ", ".join(inline.cell(part, self.resolve) for part in value)
        return inline.cell(str(value), self.resolve)

    def line(self, value: Cellish) -> str:
        """A paragraph, a list item or the like."""
        return inline.lead(self.cell(value))

    def person(self, person: Person | None) -> str:
        """`Name (date)`, or nothing if nobody is named yet."""
        if person is None or person.name is None:
            return ""
        return self.cell(person.name) + (f" ({self.cell(person.date)})" if person.date else "")

    def heading(self, level: int, value: Cellish, number: int | None = None) -> str:
        """A heading line."""
        return f"{'#' * level} {f'{number}. ' if number else ''}{inline.heading_text(self.cell(value))}"

    def block(self, text: str | None, level: int) -> str:
        """Markdown whose highest heading gets `level`."""
        return blocks.block(text, level, self.resolve) if text else ""


def join(parts: Iterable[str]) -> str:
    """Parts of a page, those that say nothing left out, with blank lines between."""
    return "\n\n".join(part for part in parts if part)


def anchor(heading: str) -> str:
    """What Python-Markdown calls a heading in an address, if nothing tells it otherwise."""
    ascii_only = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())
