"""What a site sets about the sections of all of its strategies: names, which are not used, and further ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = re.compile(r"^\d+\.\s+")


@dataclass(frozen=True)
class SiteSections:
    """The sections of a site.

    Attributes:
        off: keys of numbered sections that count nowhere; where a strategy has one, it is shown.
        named: keys of sections and the headings that they have where a strategy gives no other.
        further: headings of sections that every strategy is to have, in `sections`; they count as the others do.
    """

    off: frozenset[str] = frozenset()
    named: tuple[tuple[str, str], ...] = ()
    further: tuple[str, ...] = ()

    def heading(self, key: str) -> str | None:
        """Return the heading that the site gives a section; `None` for the template's."""
        return dict(self.named).get(key)


TEMPLATE = SiteSections()
"""The template's sections."""


def same_heading(first: str, second: str) -> bool:
    """Return whether two headings name one section, whatever their case, marks and numbers."""
    return _folded(first) == _folded(second)


def has_heading(headings: Iterable[str], wanted: str) -> bool:
    """Return whether a heading is among others."""
    return any(same_heading(heading, wanted) for heading in headings)


def _folded(heading: str) -> str:
    return _NUMBER.sub("", " ".join(heading.replace("*", "").split())).casefold()
