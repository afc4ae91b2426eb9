"""Which row of a table is which: by its name, and where that is another one, by what else is in the row."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from mkdocs_arckit.changes.values import said_of
from mkdocs_arckit.model.base import Model

_SIMILAR = 0.55
"""How similar two rows have to be, of 1, to be one that was renamed."""
_MOST_PAIRS = 5_000
"""So many rows are compared with each other in two strategies; what is beyond was added and removed."""
_MOST_ALIKE = 50
"""So many rows of one name are looked through for one that is equal."""
_LONGEST = 80
"""More characters of a name are not compared."""


class Pair(NamedTuple):
    """A row before and after; `None` where there is none."""

    before: Model | None
    after: Model | None


def name_field(model: type[Model]) -> str:
    """Return the key of what a row is called: its first column, or its heading."""
    keys = model.model_fields
    return "heading" if "heading" in keys else next(key for key in keys if key != "x")


def row_name(row: Model) -> str:
    """Return what a row is called, as plain text."""
    return " ".join(said_of(getattr(row, name_field(type(row)))).split())


def cells_of(row: Model) -> dict[str, Any]:
    """Return what else is in a row, by key."""
    cells = {key: value for key, value in row if key not in {"x", name_field(type(row))}}
    return {key: value for key, value in (cells | row.x).items() if value is not None}


class RowMatcher:
    """Matches rows; one is for two strategies, so that a file with thousands of new names takes no longer."""

    def __init__(self) -> None:
        self._left = _MOST_PAIRS

    def match(self, before: Sequence[Model], after: Sequence[Model]) -> list[Pair]:
        """Match the rows of a table: those that are there in their order, then those that are not there any more."""
        waiting: dict[str, list[int]] = {}
        for at, row in enumerate(before):
            waiting.setdefault(row_name(row).casefold(), []).append(at)
        found: dict[int, int] = {}
        for at, row in enumerate(after):
            if named := waiting.get(row_name(row).casefold()):
                # Of several with one name, one that says the same; else the first.
                best = next((n for n in named[:_MOST_ALIKE] if before[n] == row), named[0])
                named.remove(best)
                found[at] = best
        gone = [at for named in waiting.values() for at in named]
        found |= self._renamed(before, sorted(gone), after, [at for at in range(len(after)) if at not in found])
        pairs = [Pair(before[found[at]] if at in found else None, row) for at, row in enumerate(after)]
        left = set(range(len(before))) - set(found.values())
        return pairs + [Pair(before[at], None) for at in sorted(left)]

    def _renamed(
        self, before: Sequence[Model], gone: Sequence[int], after: Sequence[Model], new: Sequence[int]
    ) -> dict[int, int]:
        """Find the rows that have another name and are otherwise similar, the most similar first."""
        self._left -= len(gone) * len(new)
        if self._left < 0:
            return {}
        old_rows, new_rows = (
            [(at, _compared(rows[at])) for at in places] for rows, places in ((before, gone), (after, new))
        )
        scored = sorted((-_similarity(old, row), at, was) for at, row in new_rows for was, old in old_rows)
        found: dict[int, int] = {}
        for score, at, was in scored:
            if -score >= _SIMILAR and at not in found and was not in found.values():
                found[at] = was
        return found


def _compared(row: Model) -> tuple[str, dict[str, Any]]:
    """Return what of a row is compared: the beginning of its name, and its cells."""
    return row_name(row)[:_LONGEST].casefold(), cells_of(row)


def _similarity(before: tuple[str, dict[str, Any]], after: tuple[str, dict[str, Any]]) -> float:
    """Compare two rows: how alike their names are, which counts twice, and how many of their cells are the same."""
    (old, first), (new, second) = before, after
    names = SequenceMatcher(None, old, new, autojunk=False).ratio()
    scores = [names, names, *(float(first.get(key) == second.get(key)) for key in {**first, **second})]
    return sum(scores) / len(scores)
