"""Where in a strategy something changed, and how a sentence about it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mkdocs_arckit.changes.change import Change, ChangeKind, Sentence, Typed
from mkdocs_arckit.changes.values import cut
from mkdocs_arckit.changes.words import begin, join_parts, lower

_LONGEST = 300
"""More characters of what an author typed are not said."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in a strategy.

    Attributes:
        section: the heading of its section.
        key: the path of its key.
        title: the section's heading in the template, without its number.
        subject: what a sentence is about, from the whole to its part; empty for the section itself.
        name: the row that it is in.
        own: the author's own words for column headings and row labels, by key.
    """

    section: Sentence
    key: str
    title: str = ""
    subject: tuple[Sentence, ...] = ()
    name: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

    def below(self, key: str) -> At:
        """Return the place of a key in it."""
        return replace(self, key=f"{self.key}.{key}")

    def inside(self, *parts: Sentence, name: str = "") -> At:
        """Return a part of it, of which sentences are."""
        return replace(self, subject=(*self.subject, *parts), name=name or self.name)

    def say(self, label: str, *more: str, as_is: bool = False) -> Sentence:
        """Begin a sentence with what it is about.

        Args:
            label: what has changed of it; a label of the model, or an author's.
            more: how the sentence goes on.
            as_is: whether the label is a heading, which is written as it is.
        """
        if not isinstance(label, Typed) and not as_is:
            label = lower(label) if self.subject else begin(label)
        subject = (*join_parts(self.subject, ", "), ": ") if self.subject else ()
        return (*subject, label, *more)

    def change(
        self,
        kind: ChangeKind,
        sentence: Sentence,
        before: str = "",
        after: str = "",
        lines: tuple[tuple[str, str], ...] = (),
    ) -> Change:
        """Make a change here; what is too long for a sentence is cut in it."""
        short = tuple(type(part)(cut(part, _LONGEST)) if isinstance(part, Typed) else part for part in sentence)
        return Change(kind, self.section, self.key, self.name, short, before, after, lines)
