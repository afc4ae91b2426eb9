"""The technology radar: which technologies are used, by whom, and whether they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.technologies import Technologies
from mkdocs_arckit.portfolio.technology_uses import Use, technology_uses
from mkdocs_arckit.views.cells import (
    Listing,
    Tag,
    ViewCell,
    ViewPart,
    ViewTable,
    Words,
    how_many,
    strategy_link,
    with_commas,
)
from mkdocs_arckit.views.view import OfDay, OfDocument, View, of_several

_AHEAD = {0: "ends today", 1: "ends tomorrow"}


@dataclass(frozen=True)
class UsedTechnology:
    """A technology in a strategy, and what the site's list says of it.

    Attributes:
        name: its name.
        layer: the layer of the stack: the template's title, or the author's.
        words: the author's words.
        version: the version in them; empty if there is none.
        standing: `approved`, `tolerated` or `banned` in the site's list of technologies, or `not listed`.
        reason: why, as the list says.
        instead: what to use instead, as the list says.
        end_of_life: the last day of support, as the list says.
    """

    name: str
    layer: str
    words: str
    version: str
    standing: str
    reason: str | None
    instead: str | None
    end_of_life: date | None


@dataclass(frozen=True)
class TechnologyUse:
    """A document uses a technology.

    Attributes:
        document: the document.
        used: what it says of it.
    """

    document: OfDocument
    used: UsedTechnology


@dataclass(frozen=True)
class TechnologyRow:
    """A technology of a layer.

    Attributes:
        name: its name.
        layer: the layer.
        uses: where it is used.
    """

    name: str
    layer: str
    uses: tuple[TechnologyUse, ...]

    @property
    def users(self) -> list[tuple[Document, list[UsedTechnology]]]:
        """The strategies that use it, each with what it says of it."""
        found: dict[str, tuple[Document, list[UsedTechnology]]] = {}
        for use in self.uses:
            found.setdefault(use.document.address, (use.document, []))[1].append(use.used)
        return list(found.values())


@dataclass(frozen=True)
class TechnologyAnswer:
    """The technologies of the strategies in use.

    Attributes:
        today: the day that ends of support are compared with.
        in_use: how many strategies are in use.
        listed: whether the site brings a list of technologies.
        names_all: whether that list has more than banned technologies, so that others are reported.
        technologies: the technologies, in the order in which they are first named.
    """

    today: OfDay
    in_use: int
    listed: bool
    names_all: bool
    technologies: tuple[TechnologyRow, ...]


def used_technology(use: Use) -> UsedTechnology:
    """Describe a use of a technology."""
    listed = use.listed
    return UsedTechnology(
        use.technology.name,
        use.mention.layer,
        use.mention.words,
        use.technology.version,
        use.standing,
        listed.row.reason if listed else None,
        listed.row.instead if listed else None,
        listed.end_of_life if listed else None,
    )


def _use(use: Use) -> TechnologyUse:
    return TechnologyUse(use.document, used_technology(use))


def _build(portfolio: Portfolio) -> TechnologyAnswer | None:
    technologies = portfolio.technologies or Technologies()
    titles = {title.casefold(): title for title in LAYERS.values()}
    uses: dict[tuple[str, str], list[Use]] = {}
    for use in technology_uses(portfolio.in_use, technologies):
        folded = use.mention.layer.casefold()
        titles.setdefault(folded, use.mention.layer)
        uses.setdefault((folded, use.technology.key), []).append(use)
    if not uses:
        return None
    rows = tuple(
        TechnologyRow(found[0].technology.name, titles[layer], tuple(map(_use, found)))
        for (layer, _), found in uses.items()
    )
    return TechnologyAnswer(
        date.fromisoformat(portfolio.today),
        len(portfolio.in_use),
        bool(technologies.entries),
        technologies.names_all,
        rows,
    )


def _parts(answer: TechnologyAnswer) -> Iterator[ViewPart]:
    layers: dict[str, list[TechnologyRow]] = {title: [] for title in LAYERS.values()}
    for row in answer.technologies:
        layers.setdefault(row.layer, []).append(row)
    layers = {title: sorted(rows, key=_by_use) for title, rows in layers.items() if rows}
    uses = [use for row in answer.technologies for use in row.uses]
    names = {row.name.casefold() for row in answer.technologies}
    yield ViewPart(
        says=f"{how_many(len(names), 'technology', 'technologies')} in {how_many(len(layers), 'layer', 'layers')}, of "
        f"{how_many(answer.in_use, 'strategy', 'strategies')} in use. What is superseded or archived does not count."
        f"{' Compared with the list of technologies of this site.' if answer.listed else ''}"
    )
    for standing in ("banned", "tolerated"):
        verdicts = [_verdict(use) for use in uses if use.used.standing == standing]
        yield from _table(standing.capitalize(), ("Technology", "Layer", "Project", "Reason"), verdicts)
    ends = sorted(_ends(uses, answer.today), key=lambda end: (end[0], end[2].document.address))
    yield from _table(
        "End of support",
        ("Technology", "Last day", "When", "Project", "Instead"),
        [(use.used.words, day, when, _overview(use.document), use.used.instead or "") for day, when, use in ends],
    )
    unlisted = [use for use in uses if use.used.standing == "not listed"] if answer.names_all else []
    yield from _table(
        "Not in the list",
        ("Technology", "Layer", "Project"),
        [(use.used.words, use.used.layer, _overview(use.document)) for use in unlisted],
    )
    listed = ("In the list",) if answer.listed else ()
    for title, rows in layers.items():
        headings = ("Technology", "Strategies", *listed, "Used by, in the author's words")
        yield from _table(title, headings, [_row(row, listed=answer.listed) for row in rows])
    singles = list(_singles(answer.technologies))
    yield from _table("Used by one strategy only", ("Technology", "Layer", "Project"), singles)


def _by_use(row: TechnologyRow) -> tuple[int, str]:
    return -len(row.users), row.name.casefold()


def _table(title: str, headings: tuple[str, ...], rows: Sequence[tuple[ViewCell, ...]]) -> Iterator[ViewPart]:
    if rows:
        yield ViewPart(title, tables=(ViewTable(title, headings, tuple(rows)),))


def _overview(document: Document) -> ViewCell:
    return strategy_link(document, "overview")


def _verdict(use: TechnologyUse) -> tuple[ViewCell, ...]:
    reason = use.used.reason or ""
    if use.used.instead:
        gap = "" if not reason else " " if reason.endswith(".") else ". "
        reason += f"{gap}Instead: {use.used.instead}"
    return use.used.words, use.used.layer, _overview(use.document), reason


def _ends(uses: Iterable[TechnologyUse], today: date) -> Iterator[tuple[date, str, TechnologyUse]]:
    """Yield the uses of what has an end of support, with that day, and how far away it is."""
    for use in uses:
        if end := use.used.end_of_life:
            days = (end - today).days
            past = "ended yesterday" if days == -1 else f"ended {-days} days ago"
            yield end, past if days < 0 else _AHEAD.get(days, f"ends in {days} days"), use


def _row(row: TechnologyRow, *, listed: bool) -> tuple[ViewCell, ...]:
    standings = sorted({use.used.standing for use in row.uses}) if listed else []
    users: list[ViewCell] = []
    for document, uses in row.users:
        said = [(Words(u.words), " ", Tag(u.standing)) if len(standings) > 1 else Words(u.words) for u in uses]
        users.append((_overview(document), ": ", with_commas(tuple(said))))
    words: tuple[ViewCell, ...] = tuple(part for word in standings for part in (Tag(word), " "))
    return row.name, len(row.users), *((words,) if listed else ()), Listing(tuple(users))


def _singles(rows: Iterable[TechnologyRow]) -> Iterator[tuple[ViewCell, ...]]:
    """Yield the technologies that one strategy alone uses, in whichever layers, by name."""
    by_name: dict[str, list[TechnologyUse]] = {}
    names: dict[str, str] = {}
    for row in rows:
        by_name.setdefault(row.name.casefold(), []).extend(row.uses)
        names.setdefault(row.name.casefold(), row.name)
    for folded, uses in sorted(by_name.items()):
        if len({use.document.address for use in uses}) == 1:
            layers = ", ".join(dict.fromkeys(use.used.layer for use in uses))
            yield names[folded], layers, _overview(uses[0].document)


TECHNOLOGY_VIEW = View(
    "technology",
    "Technology",
    "Which technologies are used, by whom, and which of them are approved, tolerated or banned?",
    TechnologyAnswer,
    _build,
    order=50,
    parts=_parts,
    rows=("technologies",),
    is_long=True,
    filters={
        "layer": lambda row: (row.layer,),
        "technology": lambda row: (row.name, *(use.used.words for use in row.uses)),
        "standing": lambda row: (use.used.standing for use in row.uses),
        **of_several(lambda row: row.uses),
    },
)
