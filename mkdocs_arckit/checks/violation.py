"""What a rule yields, and careful ways to look into data whose shape is not known yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from mkdocs_arckit.findings import Severity
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.source.nodes import Loc, Mapping, Mark

PlainMap = dict[str, Any]


class Violation(NamedTuple):
    """A rule that does not hold, and where in the data."""

    rule: str
    loc: Loc
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    at_key: bool = False
    """Whether it is the key that is wrong, not its value."""
    within: tuple[int, int] | None = None
    """Line and column, from 1, in the text at `loc`, if that is not wrong from its beginning."""
    mark: Mark | None = None
    """The place in the file, if it cannot be found by `loc`: what counts as missing is not in the data."""


def as_map(value: Any) -> PlainMap:
    """Return `value` if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def keys_in(value: Any) -> list[str]:
    """Return the keys of a mapping, those without a value too."""
    return [*value, *value.empty] if isinstance(value, Mapping) else [*as_map(value)]


def held(value: Any, key: str) -> Any:
    """Return the value of a key, even if it counts as missing because nothing in it has one."""
    if isinstance(value, Mapping) and key in value.empty:
        return value.empty[key].value
    return as_map(value).get(key)


def as_list(value: Any) -> list[Any]:
    """Return `value` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """Return the texts of a cell: itself, or its items."""
    return [value] if isinstance(value, str) else [v for v in as_list(value) if isinstance(v, str)]


def cell_text(value: Any) -> str:
    """Return a cell as one text."""
    return ", ".join(texts(value))


def sections_of(data: PlainMap) -> Iterator[tuple[str, PlainMap]]:
    """Yield the sections that are there, by key; one written as a list comes as `{"rows": list}`."""
    for key in SECTION_TYPES:
        value = data.get(key)
        if isinstance(value, list):
            yield key, {"rows": value}
        elif isinstance(value, dict):
            yield key, value
