"""Delivery: the four DORA metrics across the portfolio, and the performance bands that their values are in."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mkdocs_arckit.model.practice import Dora
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.measure import amount
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.text.plain import plain_text

METRICS = tuple(Dora.elite)
UNREAD = "Not a number"
"""Takes the place of a band where the text has no value that can be read."""
UNSAID = "Not said"
_BELOW = re.compile(r"\s*(?:<(?!=)|under\b|below\b)", re.IGNORECASE)
_ABOVE = re.compile(r"\s*(?:>(?!=)|over\b)", re.IGNORECASE)


@cache
def bands() -> dict[str, Any]:
    """Return the bands as their file has them: `source`, `url`, `bands`, `limits` and `words`."""
    text = files("mkdocs_arckit").joinpath("views/dora_bands.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def _keeps(text: str, limit: str) -> bool | None:
    """Say whether a value keeps a limit, both as people write them; `None` if it cannot be compared."""
    value, bound = amount(text), amount(limit)
    if value is None or bound is None or value[0] != bound[0]:
        return None
    equal = math.isclose(value[1], bound[1], rel_tol=1e-9)
    if limit.startswith("<"):
        return (value[1] < bound[1] and not equal) or (equal and (limit[1] == "=" or bool(_BELOW.match(text))))
    return (value[1] > bound[1] and not equal) or (equal and (limit[1] == "=" or bool(_ABOVE.match(text))))


def band(metric: str, text: str) -> str | None:
    """Return the performance band of a metric's value; `None` if it is not a number of its kind. Nothing is guessed."""
    data = bands()
    if known := data["words"].get(metric, {}).get(" ".join(text.lower().split())):
        return str(known)
    kept = [_keeps(text, limit) for limit in data["limits"][metric]]
    if None in kept:
        return None
    names: list[str] = data["bands"]
    return names[kept.index(True)] if True in kept else names[-1]


@dataclass(frozen=True)
class Value:
    """What an author says of a metric, and the band that it is in; no text means that nothing is said."""

    text: str
    band: str | None


@dataclass(frozen=True)
class Delivery:
    """A strategy's metrics: the current value and the target, by the metric's key."""

    document: Document
    values: dict[str, tuple[Value, Value]]


def _value(metric: str, cell: str | list[str] | None) -> Value:
    text = plain_text(cell) if cell else ""
    return Value(text, band(metric, text) if text else None)


def deliveries(portfolio: Portfolio) -> list[Delivery]:
    """Return the strategies in use that say something about the four metrics."""
    found = []
    for document in portfolio.in_use:
        section = document.strategy.metrics
        data = section.dora if section and section.not_applicable is None else None
        if data is None:
            continue
        rows = {metric: getattr(data, metric) for metric in METRICS}
        values = {
            metric: (_value(metric, row and row.current), _value(metric, row and row.target))
            for metric, row in rows.items()
        }
        if any(value.text for pair in values.values() for value in pair):
            found.append(Delivery(document, values))
    return found


def _counted(values: Sequence[Value]) -> list[tuple[str, int]]:
    counts = Counter(value.band or (UNREAD if value.text else UNSAID) for value in values)
    return [(name, counts[name]) for name in (*bands()["bands"], UNREAD, UNSAID)]


def build_delivery(portfolio: Portfolio) -> dict[str, Any] | None:
    """Build the view; `None` if no strategy in use says anything about the four metrics."""
    found = deliveries(portfolio)
    if not found:
        return None
    data, names = bands(), [*bands()["bands"], UNREAD, UNSAID]
    titles = {metric: Dora.model_fields[metric].title or metric for metric in METRICS}
    spread = []
    for metric, title in titles.items():
        now, target = zip(*(delivery.values[metric] for delivery in found), strict=True)
        spread.append((title, [("now", _counted(now)), ("target", _counted(target))]))
    limits = [
        (title, list(zip(data["bands"], [*data["limits"][metric], "all else"], strict=True)))
        for metric, title in titles.items()
    ]
    return {
        "deliveries": found,
        "titles": titles,
        "spread": spread,
        "names": names,
        "limits": limits,
        "source": data["source"],
        "url": data["url"],
    }
