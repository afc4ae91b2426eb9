"""The technology radar: which technologies are used, by whom, and whether they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.portfolio.documents import DONE, Entry
from mkdocs_arckit.portfolio.survey import Survey
from mkdocs_arckit.portfolio.technologies import Listed, Mention, Technologies, Technology, mentions

_HINTS = {"banned": "choose another one", "listed": "use one that is in the list, or add it to the list"}


class Use(NamedTuple):
    """A technology in a strategy, and what the list says of it."""

    entry: Entry
    strategy: Strategy
    mention: Mention
    technology: Technology
    listed: Listed | None

    @property
    def standing(self) -> str:
        """What the list says of it, in a word."""
        return self.listed.standing if self.listed else "not listed"


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
    def users(self) -> list[tuple[Entry, Strategy, list[Use]]]:
        """The strategies that use it, each with what it says of it."""
        found: dict[str, tuple[Entry, Strategy, list[Use]]] = {}
        for use in self.uses:
            found.setdefault(use.entry.address, (use.entry, use.strategy, []))[2].append(use)
        return list(found.values())


def uses(entries: Iterable[Entry], technologies: Technologies) -> Iterator[Use]:
    """Yield the technologies of all strategies in use."""
    for entry in entries:
        strategy = entry.strategy
        if strategy is None or strategy.document.status in DONE:
            continue
        for mention in mentions(strategy):
            named = technologies.named(mention.words)
            yield Use(entry, strategy, mention, named, technologies.find(named, mention.layer))


def check_technologies(entries: Iterable[Entry], technologies: Technologies, today: str, soon: int) -> None:
    """Warn about what is banned or out of support; inform about what is so soon, or is not in the list.

    Args:
        entries: the strategies.
        technologies: the site's list.
        today: the day, `YYYY-MM-DD`.
        soon: within how many days the end of support is reported.
    """
    for use in uses(entries, technologies):
        for severity, message, hint in _verdicts(use, technologies, date.fromisoformat(today), soon):
            use.entry.findings.append(
                use.entry.validated.finding(Violation("technology", use.mention.loc, message, hint, severity))
            )


def _verdicts(use: Use, technologies: Technologies, today: date, soon: int) -> Iterator[tuple[Severity, str, str]]:
    listed, words = use.listed, quoted_value(use.mention.words)
    if listed is None:
        if technologies.names_all:
            versions = technologies.versions(use.technology, use.mention.layer)
            which = f"; listed versions: {', '.join(v or 'any version' for v in versions)}" if versions else ""
            yield Severity.INFO, f"{words} is not in the list of technologies{which}", _HINTS["listed"]
        return
    instead = f"use {quoted_value(listed.row.instead)}" if listed.row.instead else ""
    if listed.standing == "banned":
        why = f": {quoted_value(listed.row.reason, 200).strip('`')}" if listed.row.reason else ""
        yield Severity.WARNING, f"{words} is banned{why}", instead or _HINTS["banned"]
    end = listed.end_of_life
    if end and end < today:
        yield Severity.WARNING, f"the support of {words} ended on {end}", instead or "plan its replacement"
    elif end and (end - today).days <= soon:
        yield Severity.INFO, f"the support of {words} ends on {end}", instead or "plan its replacement"


def build_technology(survey: Survey) -> dict[str, Any] | None:
    """Collect the technologies by layer; `None` if no strategy in use names one."""
    technologies = survey.technologies or Technologies()
    rows: dict[tuple[str, str], TechnologyRow] = {}
    for use in uses(survey.portfolio.entries, technologies):
        key = (use.mention.layer.casefold(), use.technology.key)
        rows.setdefault(key, TechnologyRow(use.technology.name, use.mention.layer)).uses.append(use)
    if not rows:
        return None
    everything = list(rows.values())
    layers: dict[str, list[TechnologyRow]] = {title: [] for title in LAYERS.values()}
    for row in everything:
        layers.setdefault(next((t for t in layers if t.casefold() == row.layer.casefold()), row.layer), []).append(row)
    today = date.fromisoformat(survey.today)
    found = [use for row in everything for use in row.uses]
    return {
        "in_use": len(survey.in_use),
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
    """The uses of what has an end of support, earliest first."""
    dated = [(use.listed.end_of_life, use) for use in found if use.listed]
    ends = [(end, _when((end - today).days), use) for end, use in dated if end]
    return sorted(ends, key=lambda e: (e[0], e[2].technology.key, e[2].entry.address))


def _when(days: int) -> str:
    if days < 0:
        return "ended yesterday" if days == -1 else f"ended {-days} days ago"
    return {0: "ends today", 1: "ends tomorrow"}.get(days, f"ends in {days} days")


def _singles(rows: Iterable[TechnologyRow]) -> Iterator[tuple[str, list[Use]]]:
    """The technologies that one strategy alone uses, in whichever layers, by name."""
    by_name: dict[str, list[Use]] = {}
    for row in rows:
        by_name.setdefault(row.name.casefold(), []).extend(row.uses)
    for _, group in sorted(by_name.items()):
        if len({use.entry.address for use in group}) == 1:
            yield group[0].technology.name, group
