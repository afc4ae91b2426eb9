"""Words for sentences, made of the labels that the model gives to tables, columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mkdocs_arckit.changes.change import Name, Sentence
from mkdocs_arckit.changes.values import cut

MOST_NAMES = 6
"""More names are counted."""


def lower(label: str) -> str:
    """Write a label within a sentence: `Duration Target` is `duration target`, and `SLA` stays `SLA`."""
    return " ".join(word.lower() if word[1:] == word[1:].lower() else word for word in label.split(" "))


def begin(label: str) -> str:
    """Write a label at the beginning of a sentence: `Duration Target` is `Duration target`."""
    said = lower(label)
    return said[:1].upper() + said[1:]


def plural(word: str) -> str:
    """Write a label of the model for several."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def singular(word: str) -> str:
    """Write a heading of the model for one of what is below it."""
    if word.endswith("ices"):
        return f"{word[:-4]}ix"
    return word[:-1] if word.endswith("s") else word


def row_noun(title: str, column: str, section: str) -> tuple[str, ...]:
    """Say what a row of a table is, to go before its name.

    Args:
        title: the table's heading, such as `Quality Gates`.
        column: the heading of its first column, such as `Gate`.
        section: the heading of its section.

    Returns:
        `Quality gate` where the heading says it; else both, such as `Team Structure` and `team`.
    """
    column = column.removesuffix(" ID")
    for ending in (plural(column), column):
        if f" {title}".endswith(f" {ending}"):
            first, _, rest = f"{title[: -len(ending)]}{column}".partition(" ")
            is_known = rest and first.isupper() and first in section.split()
            return (begin(rest if is_known else f"{first} {rest}".strip()),)
    if title == section:
        return (begin(column),)
    return title, lower(column)


def list_names(names: Sequence[str]) -> Sentence:
    """List names; of many the first, and how many more there are."""
    shown = names if len(names) <= MOST_NAMES else names[: MOST_NAMES - 1]
    said = join_parts([(Name(cut(name)),) for name in shown], ", ")
    return (*said, f" and {len(names) - len(shown)} more") if len(names) > len(shown) else said


def join_parts(parts: Iterable[Sentence], between: str) -> Sentence:
    """Join parts of a sentence."""
    said: list[str] = []
    for part in parts:
        said += [between, *part] if said else part
    return tuple(said)


def count_of(number: int, word: str) -> str:
    """Write a number and what is counted."""
    return f"{number:,} {word if number == 1 else plural(word)}"
