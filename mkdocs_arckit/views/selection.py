"""Which strategies an index shows, and how: what the options of its marker say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.model.vocabulary import INVALID, STATUSES
from mkdocs_arckit.views.marker_options import OptionError, check_word, read_options

ATTENTION = ("wrong", "overdue", "due", "review")
"""Why somebody has to look at a strategy, the most urgent first: it is invalid or not in order, its review is overdue
or due soon, it is in review."""
FILTERS = (
    *("status", "classification", "owner", "tag", "technology", "folder", "approved_by", "approved_since"),
    *("attention", "overdue", "superseded"),
)
GROUPS = ("status", "classification", "owner", "folder")
ALL_COLUMNS = (
    *("project", "status", "version", "approved_by", "next_review", "owner", "classification", "complete"),
    *("tags", "technology", "folder"),
)
DEFAULT_COLUMNS = ALL_COLUMNS[:8]
_KEYS = (*FILTERS, "columns", "sort", "group")


@dataclass(frozen=True)
class Selection:
    """What an index shows.

    Attributes:
        filters: the values that a strategy has one of, by key; all of them have to agree.
        columns: the keys of its columns.
        sort: the column that it is sorted by, after `-` if descending; empty for what needs attention first.
        group: what it is grouped by, or nothing.
    """

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    sort: str = ""
    group: str = ""

    @property
    def is_extract(self) -> bool:
        """Whether some strategies are left out."""
        return bool(self.filters)

    @property
    def wants_superseded(self) -> bool:
        """Whether it asks for strategies that others have taken the place of."""
        return "superseded" in self.filters or "SUPERSEDED" in self.filters.get("status", ())


def parse_selection(options: str, classifications: Sequence[str], line: int = 1) -> Selection:
    """Read options such as `{status: [DRAFT, IN_REVIEW], owner: Jane Doe}`.

    Args:
        options: the text of the marker after its name.
        classifications: the site's classification scheme.
        line: the line of the page in which it begins.

    Raises:
        OptionError: the options can't be read, or a key or a value is unknown.
    """
    known: dict[str, Sequence[str]] = {
        "status": (*STATUSES, INVALID),
        "classification": classifications,
        "attention": ATTENTION,
        "overdue": ("yes", "no"),
        "superseded": ("yes", "no"),
        "columns": ALL_COLUMNS,
        "sort": (*ALL_COLUMNS, *(f"-{column}" for column in ALL_COLUMNS)),
        "group": GROUPS,
    }
    given = read_options(options, line)
    for key, option in given.items():
        check_word(key, _KEYS, "not an option of an index", option.at)
        for value, at in option.values if key in known else ():
            check_word(value, known[key], f"not a value of `{key}`", at)
        if key == "approved_since":
            for value, at in option.values:
                _check_day(value, at)
        if key in {"sort", "group", "approved_since"} and len(option.values) > 1:
            raise OptionError(f"`{key}` takes one value", f"write `{{{key}: {option.texts[0]}}}`", option.values[1][1])
    texts = {key: option.texts for key, option in given.items()}
    return Selection(
        {key: values for key, values in texts.items() if key in FILTERS},
        texts.get("columns", DEFAULT_COLUMNS),
        *(texts.get(key, ("",))[0] for key in ("sort", "group")),
    )


def _check_day(word: str, at: int) -> None:
    try:
        is_day = date.fromisoformat(word).isoformat() == word
    except ValueError:
        is_day = False
    if not is_day:
        raise OptionError(f"{quoted_value(word)} is not a day", "write `YYYY-MM-DD`", at)
