"""A change as a value: where it is, what it was, what it is, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Typed(str):
    """What an author typed, as plain text, in a sentence of ours."""

    __slots__ = ()


class Name(Typed):
    """What an author calls something, in a sentence of ours."""

    __slots__ = ()


Sentence = tuple[str, ...]
"""Words of ours, and between them `Typed`s and `Name`s, which each writer keeps from being anything but text."""


class ChangeKind(str, Enum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed.

    Attributes:
        kind: what became of it.
        section: the heading of the section that it is in.
        key: the path of its key, such as `ci.quality_gates.threshold`; rows are not counted in it.
        name: the row that it is about, or whose cell it is; empty if it is about none.
        sentence: what is said of it.
        before: what there was, as plain text; empty if there was nothing.
        after: what there is; empty if there is nothing.
        lines: of a text of many lines, those that went (`-`), those that came (`+`), and some beside them.
    """

    kind: ChangeKind
    section: Sentence
    key: str
    name: str
    sentence: Sentence
    before: str = ""
    after: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What changed in a file.

    Attributes:
        project: the project's name, as plain text.
        before: the path of the file before, as shown to people; `None` if there was none.
        after: its path now; `None` if there is none any more.
        changes: what readers would notice, in the order of the document.
    """

    project: str
    before: str | None
    after: str | None
    changes: tuple[Change, ...] = ()

    @property
    def kind(self) -> ChangeKind | None:
        """What became of the file; `None` if its readers would notice nothing."""
        if self.before is None:
            return ChangeKind.ADDED
        if self.after is None:
            return ChangeKind.REMOVED
        return ChangeKind.CHANGED if self.changes else None

    @property
    def sections(self) -> list[tuple[Sentence, list[Change]]]:
        """The changes, by the sections that they are in."""
        found: dict[Sentence, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.section, []).append(change)
        return list(found.items())


def as_words(sentence: Iterable[str]) -> str:
    """Write a sentence as plain text; names are in quotation marks."""
    return "".join(f'"{piece}"' if isinstance(piece, Name) else piece for piece in sentence)
