"""Every hostile text in every kind of field, in sites that are built and read as text.

What scripts of themes make of such pages is in `tests/browser/test_hostile.py`, which opens some of these pairs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mkdocs_arckit.model.strategy import SECTION_TYPES
from tests.helpers.everything import Place, everything
from tests.helpers.hostile import SETS, TEXTS
from tests.helpers.hostile_sites import Harmless, build, diagram, pages

MANY = 4
"""How many texts a strategy has in its sections."""
PARTS = 2
"""How many sites the strategies are spread over, so that all cores have something to do."""


@cache
def kinds() -> dict[Place, str]:
    """The places where a strategy can have text, each with its kind of field.

    Outside of sections each is a kind of its own. In sections those of one name are one kind, and names that stand in
    few places are one together: they are all cells of tables.
    """
    _, places = everything(lambda place: "x")
    names = {place: [str(key) for key in place if isinstance(key, str)] for place in places}
    common: dict[str, int] = {}
    for place in filter(in_section, places):
        common[names[place][-1]] = common.get(names[place][-1], 0) + 1
    found = {}
    for place in places:
        last = names[place][-1]
        if last != "selected":  # which repeats what another field says
            in_kind = last if common.get(last, 0) >= MANY else "a cell"
            found[place] = in_kind if in_section(place) else ".".join(names[place])
    return found


def in_section(place: Place) -> bool:
    """Whether a place is in one of the numbered sections."""
    return place[0] in SECTION_TYPES


@cache
def spread() -> dict[Place, int]:
    """Places in sections, numbered in each of their kinds."""
    counts: dict[str, int] = {}
    found = {}
    for place, kind in kinds().items():
        found[place] = counts[kind] = counts.get(kind, -1) + 1
    return found


def front(number: int) -> tuple[str, list[tuple[str, str]]]:
    """A strategy whose sections don't apply, one text in all its fields; and which text stands in which kind of field."""

    def kind(place: Place) -> str | None:
        return "not_applicable" if place[-1] == "not_applicable" else None if in_section(place) else kinds().get(place)

    def text(place: Place) -> str:
        if not kind(place):
            return ""
        return f"{number} {TEXTS[number]}" if place == ("document", "id") else TEXTS[number]  # no two may have the same

    written, places = everything(text, f"{number:03}", not_applicable=True)
    return written, [(found, TEXTS[number]) for place in places if (found := kind(place))]


def sections(number: int) -> tuple[str, list[tuple[str, str]]]:
    """A strategy with some of the texts in its sections, each in all kinds of fields; and which stands in which."""

    def text(place: Place) -> str:
        if place[-1] == "diagram":
            return diagram(number)
        if place not in kinds():
            return ""
        if not in_section(place):
            return f"{number} in sections" if place[-1] == "id" else "x"
        return TEXTS[(MANY * number + spread()[place] % MANY) % len(TEXTS)]

    written, places = everything(text, f"{500 + number}")
    return written, [(kinds()[place], text(place)) for place in places if in_section(place) and place in kinds()]


@cache
def strategies() -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """All of them, by their names."""
    fronts = {f"front-{number}": front(number) for number in range(len(TEXTS))}
    return fronts | {f"sections-{number}": sections(number) for number in range(-(-len(TEXTS) // MANY))}


def plain() -> str:
    """A strategy with something in every field, and no harm in it."""
    words = {"diagram": "", "id": "999"}
    return everything(lambda place: words.get(str(place[-1]), "x"), "999")[0]


def site(folder: Path, extensions: str, written: dict[str, str]) -> Path:
    """A site in the theme that needs the least time."""
    folder.mkdir()
    return build(folder, "mkdocs", extensions, written)


@pytest.mark.slow
@pytest.mark.matrix
def test_every_text_is_in_every_kind_of_field() -> None:
    there = {pair for _, pairs in strategies().values() for pair in pairs}
    wanted = {kind for place, kind in kinds().items() if place[-1] != "diagram"} | {"not_applicable"}
    assert len(wanted) > 60
    assert [(kind, text) for kind in wanted for text in TEXTS if (kind, text) not in there] == []


@pytest.mark.slow
@pytest.mark.matrix
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("extensions", SETS)
def test_no_text_does_harm_in_any_field(extensions: str, part: int, tmp_path: Path) -> None:
    harmless = Harmless.of(site(tmp_path / "harmless", extensions, {"plain": plain()}))
    written = {name: text for name, (text, _) in list(strategies().items())[part::PARTS]}
    built = site(tmp_path / "hostile", extensions, written)
    found = {str(page.relative_to(built)): list(harmless.complaints(page)) for page in pages(built)}
    assert {page: told for page, told in found.items() if told} == {}
    assert len(found) > len(written)


def test_the_judge_sees_what_a_site_without_the_allow_list_has(tmp_path: Path) -> None:
    """And what an author could have written between the theme's parts."""
    harmless = Harmless.of(site(tmp_path / "harmless", "mkdocs", {"plain": plain()}))
    for number, html in enumerate(
        (
            "<script>pwned(1)</script>",
            "<!-- x",
            "<p onclick=x>",
            '<b title="<img>">',
            "<a href=javascript:x>",
            "a < b",
            "<style>*{}</style>",
            "<svg><script>",
            "<form>",
        )
    ):
        page = tmp_path / f"{number}.html"
        page.write_text(f"<p>x</p>{html}<p>y</p>", encoding="utf-8")
        assert list(harmless.complaints(page)), html
