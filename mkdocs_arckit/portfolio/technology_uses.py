"""Which strategy uses which technology, and what the site's list says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.portfolio.documents import Complaints, Document
from mkdocs_arckit.portfolio.technologies import Listed, Mention, Technologies, Technology, mentions

_HINTS = {"banned": "choose another one", "listed": "use one that is in the list, or add it to the list"}


class Use(NamedTuple):
    """A technology in a strategy, and what the list says of it."""

    document: Document
    mention: Mention
    technology: Technology
    listed: Listed | None

    @property
    def standing(self) -> str:
        """What the list says of it, in a word."""
        return self.listed.standing if self.listed else "not listed"


def technology_uses(in_use: Iterable[Document], technologies: Technologies | None) -> Iterator[Use]:
    """Yield the technologies of strategies in use, and what the site's list says of them, if it has one."""
    technologies = technologies or Technologies()
    for document in in_use:
        for mention in mentions(document.strategy):
            named = technologies.named(mention.words)
            yield Use(document, mention, named, technologies.find(named, mention.layer))


def check_technologies(in_use: Iterable[Document], technologies: Technologies, today: str, soon: int) -> Complaints:
    """Report what is banned or out of support as a warning; what soon will be, or is not in the list, as information.

    Args:
        in_use: the strategies.
        technologies: the site's list.
        today: the day, `YYYY-MM-DD`.
        soon: within how many days the end of support is reported.
    """
    for use in technology_uses(in_use, technologies):
        for severity, message, hint in _verdicts(use, technologies, date.fromisoformat(today), soon):
            yield use.document, Violation("technology", use.mention.loc, message, hint, severity)


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
