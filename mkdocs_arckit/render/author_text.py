"""Text of an author as Markdown, with the links of one page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mkdocs_arckit.model.people import Person
from mkdocs_arckit.model.vocabulary import PENDING
from mkdocs_arckit.text import blocks, inline
from mkdocs_arckit.text.inline import Resolve
from mkdocs_arckit.text.inline_text import EMPTY, Inline, inline_text, joined, literal

Cellish = str | list[str] | int | bool | None


class AuthorText:
    """Text of an author as Markdown, with the links of one page.

    Args:
        resolve: finds where a link leads.
        boundary: a paragraph that stands around each block, beyond which nothing in the block reaches.
    """

    def __init__(self, resolve: Resolve, boundary: str = "") -> None:
        self.resolve, self.boundary = resolve, boundary

    def line(self, value: Cellish | list[Person]) -> Inline:
        """Read a cell, a list item or the like; a list is joined with `, `, a person is `Name, Role (date)`."""
        if type(value) is str:
            return inline_text(value, self.resolve)
        if value is None:
            return EMPTY
        if isinstance(value, list):
            return joined(
                self.person(part) if isinstance(part, Person) else inline_text(part, self.resolve) for part in value
            )
        return inline_text(str(value), self.resolve)

    def cell(self, value: Cellish | list[Person]) -> str:
        """Write a line as Markdown, for a template."""
        return self.line(value).markdown

    def person(self, person: Person) -> Inline:
        """Write `Name, Role (date)`; who is not known yet is `PENDING`."""
        name = self.line(person.words) or literal(PENDING)
        return name + literal(" (") + self.line(person.date) + literal(")") if person.date else name

    def heading(self, level: int, value: Cellish, number: int | None = None) -> str:
        """Write a heading line."""
        return f"{'#' * level} {f'{number}. ' if number else ''}{inline.heading_text(self.cell(value))}"

    def block(self, text: str | None, level: int) -> str:
        """Write Markdown whose highest heading gets `level`."""
        written = blocks.block(text, level, self.resolve) if text else ""
        return join([self.boundary, written, self.boundary]) if written else ""


def join(parts: Iterable[str]) -> str:
    """Join parts of a page with blank lines between, those that say nothing left out."""
    return "\n\n".join(part for part in parts if part)


def anchor(heading: str) -> str:
    """Name a heading in an address as Python-Markdown does, if nothing tells it otherwise."""
    ascii_only = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())
