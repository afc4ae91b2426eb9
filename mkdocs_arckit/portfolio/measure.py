"""Amounts as people write them, so that two of one kind can be drawn to one scale."""

from __future__ import annotations

import re

_MINUTES = {
    "s": 1 / 60,
    "min": 1,
    "h": 60,
    "day": 24 * 60,
    "week": 7 * 24 * 60,
    "fortnight": 14 * 24 * 60,
    "month": 365 / 12 * 24 * 60,
    "quarter": 365 / 4 * 24 * 60,
    "year": 365 * 24 * 60,
}
_NAMES = {
    **dict.fromkeys("s sec secs second seconds".split(), "s"),
    **dict.fromkeys("m min mins minute minutes".split(), "min"),
    **dict.fromkeys("h hr hrs hour hours".split(), "h"),
    **dict.fromkeys("d day days".split(), "day"),
    **dict.fromkeys("w wk week weeks".split(), "week"),
    **dict.fromkeys("fortnight fortnights".split(), "fortnight"),
    **dict.fromkeys("mo month months".split(), "month"),
    **dict.fromkeys("quarter quarters".split(), "quarter"),
    **dict.fromkeys("y yr year years".split(), "year"),
}
_ADVERBS = {
    "hourly": "h",
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
}
_AMOUNT = re.compile(
    r"(?:[<>≤≥~≈]=?|under|below|over|about|up to|at most|at least)?\s*"
    r"(?P<number>\d{1,9}(?:\.\d{1,9})?)\s*"
    r"(?:(?P<percent>%)|(?P<unit>[a-z]+)|(?:x|times)?\s*(?:/|per|an?)\s*(?P<each>[a-z]+))"
)


def amount(text: str) -> tuple[str, float] | None:
    """Read the kind and size of an amount: `<30 min`, `4/week`, `Daily`, `11%`; `None` for anything else."""
    words = " ".join(text.lower().split())
    if unit := _ADVERBS.get(words):
        return "rate", 1 / _MINUTES[unit]
    if not (found := _AMOUNT.fullmatch(words)):
        return None
    number = float(found["number"])
    if found["percent"]:
        return "share", number
    unit = _NAMES.get(found["unit"] or found["each"])
    if unit is None:
        return None
    return ("time", number * _MINUTES[unit]) if found["unit"] else ("rate", number / _MINUTES[unit])


def to_scale(now: str, target: str, *, more_is_better: bool = True) -> tuple[int, int] | None:
    """Bring two amounts to whole percent of the better one, so that a longer bar is always better.

    Returns:
        Both, or `None` if they can't be compared.
    """
    first, second = amount(now), amount(target)
    if first is None or second is None or first[0] != second[0]:
        return None
    values = (first[1], second[1])
    if more_is_better:
        best = max(values)
        return (round(100 * values[0] / best), round(100 * values[1] / best)) if best else None
    best = min(values)
    return (_share(best, values[0]), _share(best, values[1]))


def _share(best: float, value: float) -> int:
    return round(100 * best / value) if value else 100
