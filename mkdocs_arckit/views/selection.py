"""Which strategies an index shows, and how: what the options of its marker say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mkdocs_arckit.findings import did_you_mean, quoted_value
from mkdocs_arckit.model.vocabulary import INVALID, STATUSES

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
_ONE = r"\"[^\"]*\"|'[^']*'|[^\s\"',=]+"
_VALUES = re.compile(_ONE)
_OPTION = re.compile(rf"\s*(?P<key>[^\s\"',=]+)(?:\s*=\s*(?P<values>(?:{_ONE})(?:\s*,\s*(?:{_ONE}))*)(?=\s|$))?")


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


class OptionError(Exception):
    """Options that can't be followed.

    Attributes:
        message: what is wrong.
        hint: what to write.
        at: where, in characters from the options' start.
    """

    def __init__(self, message: str, hint: str, at: int) -> None:
        super().__init__(message)
        self.message, self.hint, self.at = message, hint, at


def parse_selection(options: str, classifications: Sequence[str]) -> Selection:
    """Read options such as `status=DRAFT,IN_REVIEW owner="Jane Doe"`.

    Args:
        options: the text of the marker after its name.
        classifications: the site's classification scheme.

    Raises:
        OptionError: for an unknown key or value, or a quotation mark that is never closed.
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
    given: dict[str, tuple[str, ...]] = {}
    at, end = 0, len(options.rstrip())
    while at < end:
        match = _OPTION.match(options, at)
        if match is None:
            at = end - len(options[at:end].lstrip())
            raise OptionError(f"{quoted_value(options[at:])} is not an option", "write `key=value`", at)
        key, start, at = match["key"], match.start("key"), match.end()
        _check(key, _KEYS, "not an option of an index", start)
        if match["values"] is None:
            raise OptionError(*_no_value(key, options[at:].split("\n")[0]), start)
        if key in given:
            raise OptionError(f"`{key}` is given twice", f"write `{key}=one,other`", start)
        values = tuple(
            (value[1:-1] if value[0] in "\"'" else value).strip() for value in _VALUES.findall(match["values"])
        )
        for value in values if key in known else ():
            _check(value, known[key], f"not a value of `{key}`", match.start("values"))
        if key == "approved_since":
            for value in values:
                _check_day(value, match.start("values"))
        if key in {"sort", "group", "approved_since"} and len(values) > 1:
            raise OptionError(f"`{key}` takes one value", f"write `{key}={values[0]}`", match.start("values"))
        given[key] = values
    return Selection(
        {key: values for key, values in given.items() if key in FILTERS},
        given.get("columns", DEFAULT_COLUMNS),
        *(given.get(key, ("",))[0] for key in ("sort", "group")),
    )


def _check(word: str, known: Sequence[str], what: str, at: int) -> None:
    if word not in known:
        shown = [name for name in known if not name.startswith("-")]
        hint = did_you_mean(word, known) or f"write one of {', '.join(shown)}"
        raise OptionError(f"{quoted_value(word)} is {what}", hint, at)


def _check_day(word: str, at: int) -> None:
    try:
        is_day = date.fromisoformat(word).isoformat() == word
    except ValueError:
        is_day = False
    if not is_day:
        raise OptionError(f"{quoted_value(word)} is not a day", "write `YYYY-MM-DD`", at)


def _no_value(key: str, rest: str) -> tuple[str, str]:
    if rest.count('"') % 2 or (rest.count("'") % 2 and '"' not in rest):
        return f"a quotation mark after `{key}` is never closed", f'write `{key}="…"`'
    hint = f"write `{key}=value`; put straight quotes around spaces or commas; separate values with commas"
    return f"`{key}` has no value that can be read", hint
