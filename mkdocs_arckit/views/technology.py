"""The technology radar: which technologies are used, by whom, and whether they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.technologies import Technologies
from mkdocs_arckit.portfolio.technology_uses import Use, technology_uses


@dataclass
class TechnologyRow:
    """A technology of a layer.

    Attributes:
        name: its name.
        layer: the layer.
        uses: where it is used.
    """

    name: str
    layer: str
    uses: list[Use] = field(default_factory=list)

    @property
    def standings(self) -> list[str]:
        """What the list says of its versions."""
        return sorted({use.standing for use in self.uses})

    @property
    def users(self) -> list[tuple[Document, list[Use]]]:
        """The strategies that use it, each with what it says of it."""
        found: dict[str, tuple[Document, list[Use]]] = {}
        for use in self.uses:
            found.setdefault(use.document.address, (use.document, []))[1].append(use)
        return list(found.values())


def build_technology(portfolio: Portfolio) -> dict[str, Any] | None:
    """Collect the technologies by layer; `None` if no strategy in use names one."""
    technologies = portfolio.technologies or Technologies()
    rows: dict[tuple[str, str], TechnologyRow] = {}
    for use in technology_uses(portfolio.in_use, technologies):
        key = (use.mention.layer.casefold(), use.technology.key)
        rows.setdefault(key, TechnologyRow(use.technology.name, use.mention.layer)).uses.append(use)
    if not rows:
        return None
    everything = list(rows.values())
    layers: dict[str, list[TechnologyRow]] = {title: [] for title in LAYERS.values()}
    titles = {title.casefold(): title for title in layers}
    for row in everything:
        layers.setdefault(titles.setdefault(row.layer.casefold(), row.layer), []).append(row)
    today = date.fromisoformat(portfolio.today)
    found = [use for row in everything for use in row.uses]
    return {
        "in_use": len(portfolio.in_use),
        "listed": bool(technologies.entries),
        "technologies": len({row.name.casefold() for row in everything}),
        "layers": [(title, sorted(group, key=_by_use)) for title, group in layers.items() if group],
        "banned": [use for use in found if use.listed and use.listed.standing == "banned"],
        "tolerated": [use for use in found if use.listed and use.listed.standing == "tolerated"],
        "unlisted": [use for use in found if use.listed is None] if technologies.names_all else [],
        "ends": list(_ends(found, today)),
        "singles": list(_singles(everything)),
    }


def _by_use(row: TechnologyRow) -> tuple[int, str]:
    return -len(row.users), row.name.casefold()


def _ends(found: Iterable[Use], today: date) -> list[tuple[date, str, Use]]:
    """List the uses of what has an end of support, earliest first."""
    dated = [(use.listed.end_of_life, use) for use in found if use.listed]
    ends = [(end, _when((end - today).days), use) for end, use in dated if end]
    return sorted(ends, key=lambda e: (e[0], e[2].technology.key, e[2].document.address))


def _when(days: int) -> str:
    if days < 0:
        return "ended yesterday" if days == -1 else f"ended {-days} days ago"
    return {0: "ends today", 1: "ends tomorrow"}.get(days, f"ends in {days} days")


def _singles(rows: Iterable[TechnologyRow]) -> Iterator[tuple[str, list[Use]]]:
    """List the technologies that one strategy alone uses, in whichever layers, by name."""
    by_name: dict[str, list[Use]] = {}
    for row in rows:
        by_name.setdefault(row.name.casefold(), []).extend(row.uses)
    for _, group in sorted(by_name.items()):
        if len({use.document.address for use in group}) == 1:
            yield group[0].technology.name, group
