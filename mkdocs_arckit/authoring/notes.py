"""What an import did: what it changed, what a person has to decide, and what it wrote where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mkdocs_arckit.authoring.compare import bare, bare_heading
from mkdocs_arckit.source.nodes import Loc


@dataclass(frozen=True)
class Rewording:
    """A text that the strategy has in other words.

    Attributes:
        line: where it stands in the document.
        was: the text there.
        now: the text in the strategy; empty if it says so elsewhere, or in no words.
        why: the reason, for people.
        parts: the texts on the page that say it, if there are several.
    """

    line: int
    was: str
    now: str
    why: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Something that the document does not say, and a person has to decide; it is a comment in the file too."""

    loc: Loc
    line: int
    question: str


@dataclass(frozen=True)
class Placed:
    """A part of the document, and where it went."""

    line: int
    title: str
    to: str


@dataclass
class Notes:
    """Collects what an import did."""

    changes: list[Rewording] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    tables: int = 0
    """The tables of the document."""
    rows: int = 0
    """Those of them that became data."""

    def change(self, line: int, was: str, now: str, why: str) -> None:
        """Remember a text that is said in other words."""
        self.changes.append(Rewording(line, was, now, why))

    def split(self, line: int, was: str, parts: Sequence[str], why: str) -> None:
        """Remember a text that became several: a label and its value, say."""
        self.changes.append(Rewording(line, was, " | ".join(parts), why, tuple(parts)))

    def as_units(self) -> dict[tuple[int, str], Sequence[str]]:
        """Map the units that were changed to what they are now; nothing if they are said elsewhere."""
        return {
            (change.line, text): change.parts or ((change.now,) if change.now else ())
            for change in self.changes
            for text in (bare(change.was), bare_heading(change.was))
        }
