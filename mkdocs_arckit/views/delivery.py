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
from mkdocs_arckit.views.view import OF_DOCUMENTS, OfDocument, View

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
    """What an author says of a metric.

    Attributes:
        text: the author's words; empty if nothing is said.
        band: the performance band that it is in; `None` if the text is not a number of its kind.
    """

    text: str
    band: str | None


@dataclass(frozen=True)
class Metric:
    """The values of one metric.

    Attributes:
        current: the value now.
        target: the target.
    """

    current: Value
    target: Value


@dataclass(frozen=True)
class Delivery:
    """What one document says of the four metrics.

    Attributes:
        document: the document.
        metrics: the values, by the metric's key.
    """

    document: OfDocument
    metrics: dict[str, Metric]


@dataclass(frozen=True)
class DeliveryAnswer:
    """The four DORA metrics of the strategies in use.

    Attributes:
        strategies: those that say something about the metrics.
        bands: the names of the performance bands, best first.
        limits: by the metric's key, the limit of each band but the last, which has all else.
        source: the report that the bands are from.
        url: the address of that report.
    """

    strategies: tuple[Delivery, ...]
    bands: tuple[str, ...]
    limits: dict[str, tuple[str, ...]]
    source: str
    url: str

    @property
    def titles(self) -> dict[str, str]:
        """The title of each metric, by its key."""
        return {metric: Dora.model_fields[metric].title or metric for metric in METRICS}

    @property
    def names(self) -> tuple[str, ...]:
        """What is counted: the bands, and what has none."""
        return (*self.bands, UNREAD, UNSAID)

    @property
    def spread(self) -> list[tuple[str, list[tuple[str, list[tuple[str, int]]]]]]:
        """How many values are in which band: for the title of each metric, now and as targets."""
        found = []
        for key, title in self.titles.items():
            metrics = [delivery.metrics[key] for delivery in self.strategies]
            now, target = [m.current for m in metrics], [m.target for m in metrics]
            found.append((title, [("now", self._counted(now)), ("target", self._counted(target))]))
        return found

    def _counted(self, values: Sequence[Value]) -> list[tuple[str, int]]:
        counts = Counter(value.band or (UNREAD if value.text else UNSAID) for value in values)
        return [(name, counts[name]) for name in self.names]


def _value(metric: str, cell: str | list[str] | None) -> Value:
    text = plain_text(cell) if cell else ""
    return Value(text, band(metric, text) if text else None)


def delivery(document: Document) -> Delivery | None:
    """Return what a document says of the four metrics; `None` if it says nothing."""
    section = document.strategy.metrics
    data = section.dora if section and section.not_applicable is None else None
    if data is None:
        return None
    rows = {metric: getattr(data, metric) for metric in METRICS}
    metrics = {
        metric: Metric(_value(metric, row and row.current), _value(metric, row and row.target))
        for metric, row in rows.items()
    }
    says = any(value.text for metric in metrics.values() for value in (metric.current, metric.target))
    return Delivery(document, metrics) if says else None


def _build(portfolio: Portfolio) -> DeliveryAnswer | None:
    found = tuple(filter(None, map(delivery, portfolio.in_use)))
    if not found:
        return None
    data = bands()
    limits = {metric: tuple(data["limits"][metric]) for metric in METRICS}
    return DeliveryAnswer(found, tuple(data["bands"]), limits, data["source"], data["url"])


DELIVERY_VIEW = View(
    "delivery",
    "Delivery",
    "Which values of the four DORA metrics are in which performance band?",
    DeliveryAnswer,
    _build,
    order=30,
    section="metrics",
    rows=("strategies",),
    filters={
        **OF_DOCUMENTS,
        "band": lambda row: (metric.current.band or "" for metric in row.metrics.values()),
    },
)
