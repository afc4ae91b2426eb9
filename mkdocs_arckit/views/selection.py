"""What a marker asks of a view: which of its rows, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.views.marker_options import OptionError, check_word, read_options
from mkdocs_arckit.views.view import View

_SINGLE = frozenset({"sort", "group"})
"""Options that take one value; days do too."""


@dataclass(frozen=True)
class Selection:
    """What is asked for.

    Attributes:
        view: the view.
        filters: the values that a row has one of, by key; all of them have to agree.
        columns: the keys of the columns; the view's own if there are none.
        sort: the column that rows are sorted by, after `-` if descending; empty for the view's own order.
        group: what they are grouped by, or nothing.
    """

    view: View[Any]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    sort: str = ""
    group: str = ""

    @property
    def is_extract(self) -> bool:
        """Whether some rows may be left out."""
        return bool(self.filters)


def parse_selection(view: View[Any], options: str, classifications: Sequence[str], line: int = 1) -> Selection:
    """Read options such as `{status: [DRAFT, IN_REVIEW], owner: Jane Doe}`.

    Args:
        view: the view that the marker names.
        options: the text of the marker after its name.
        classifications: the site's classification scheme.
        line: the line of the page in which it begins.

    Raises:
        OptionError: the options can't be read, or the view has no such option, or the option no such value.
    """
    known: dict[str, Sequence[str]] = {**view.words, "classification": classifications}
    given = read_options(options, line)
    for key, option in given.items():
        check_word(key, view.options, f"not an option of `arckit:{view.key}`", option.at)
        for value, at in option.values:
            if key in known:
                check_word(value, known[key], f"not a value of `{key}`", at)
            elif key in view.since:
                _check_day(value, at)
        if key in _SINGLE.union(view.since) and len(option.values) > 1:
            raise OptionError(f"`{key}` takes one value", f"write `{{{key}: {option.texts[0]}}}`", option.values[1][1])
    texts = {key: option.texts for key, option in given.items()}
    return Selection(
        view,
        {key: values for key, values in texts.items() if key in {*view.filters, *view.since}},
        texts.get("columns", ()),
        *(texts.get(key, ("",))[0] for key in ("sort", "group")),
    )


def _check_day(word: str, at: int) -> None:
    try:
        is_day = date.fromisoformat(word).isoformat() == word
    except ValueError:
        is_day = False
    if not is_day:
        raise OptionError(f"{quoted_value(word)} is not a day", "write `YYYY-MM-DD`", at)
