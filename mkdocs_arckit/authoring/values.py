"""Fits the values of a document to the fields of the model: dates, words of a list, and what else is not just text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from mkdocs_arckit.authoring.compare import bare
from mkdocs_arckit.authoring.notes import Notes
from mkdocs_arckit.model.base import Model
from mkdocs_arckit.model.parse import parse_pending_date
from mkdocs_arckit.model.vocabulary import REVIEW_CYCLES, STATUSES

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+([A-Za-z]{3,9})\.?[ ,-]+([0-9]{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_NONE = re.compile(r"(?:-|–|—|n/?a|none|tb[cda])?", re.IGNORECASE)


def read_date(text: str) -> str | None:
    """Read a day in words or with slashes, if they leave no doubt which day is meant."""
    text = text.strip()
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found[1], found[2], found[3]
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found[1], found[2], found[3]
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found[1], found[2], found[3]
    else:
        return None
    if month[:3].lower() in _MONTHS:
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def read_word(text: str, words: Sequence[str]) -> str | None:
    """Find the word of a list that a text begins with, in whatever case, with spaces or hyphens."""
    folded = re.sub(r"[\s_-]+", " ", bare(text)).strip().casefold()
    for word in sorted(words, key=len, reverse=True):
        wanted = re.sub(r"[\s_-]+", " ", word).casefold()
        if folded == wanted:
            return word
    return None


def fit_values(
    model: type[Model],
    data: dict[str, Any],
    lines: Mapping[str, int],
    notes: Notes,
    classifications: Sequence[str],
) -> dict[str, Any]:
    """Make the values of a mapping valid, in its order: read what can be read, keep the rest beside it.

    Args:
        model: what the mapping is.
        data: the mapping, all values as the document has them.
        lines: where each value stands in the document.
        notes: is told of each change.
        classifications: the words that a classification may be.
    """
    wrong = _wrong(model, data, classifications)
    fitted: dict[str, Any] = {}
    for key, value in data.items():
        if key not in wrong:
            fitted[key] = as_day(value) if _is_date(model, key) else value
            continue
        known = {"status": STATUSES, "classification": classifications, "review_cycle": REVIEW_CYCLES}.get(key)
        read = read_word(value, known) if known else read_date(bare(value)) if _is_date(model, key) else None
        if read is not None:
            why = "a date is written YYYY-MM-DD" if known is None else "the vocabulary has this word"
            notes.change(lines[key], value, read, why)
            fitted[key] = as_day(read) if known is None else read
        elif _is_date(model, key) and _NONE.fullmatch(bare(value)):
            notes.change(lines[key], value, "", "no date")
        else:
            own = f"{model.model_fields[key].title or key} (as written)"
            notes.change(lines[key], value, value, f"not known here, so it is kept as {own!r}")
            fitted[f"x-{own}"] = value
    return fitted


def as_day(value: Any) -> Any:
    """Make a day of a text that is one, so that it is written without quotation marks."""
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return value
    return value


def _wrong(model: type[Model], data: Mapping[str, Any], classifications: Sequence[str]) -> set[str]:
    try:
        model.model_validate(dict(data), context={"classifications": tuple(classifications)})
    except ValidationError as error:
        return {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]} & data.keys()
    return set()


def _is_date(model: type[Model], key: str) -> bool:
    found = model.model_fields.get(key)
    return found is not None and any(getattr(m, "func", None) is parse_pending_date for m in found.metadata)
