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
def strategies() -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """All of them, in two families."""
    many = range(-(-len(TEXTS) // MANY))
    return {"front": [front(n) for n in range(len(TEXTS))], "sections": [sections(n) for n in many]}


def harmless_site(folder: Path, extensions: str) -> Harmless:
    """What is in a site of strategies with something in every field, and no harm in them."""
    words = {"diagram": "", "superseded_by": "y"}
    whole, _ = everything(lambda place: words.get(str(place[-1]), "1" if place[-1] == "id" else "x"), "998")
    reasons, _ = everything(
        lambda place: words.get(str(place[-1]), "2" if place[-1] == "id" else "x"), "999", not_applicable=True
    )
    several = {"id": "FR-1 to FR-3"}  # which one row claims
    own = {"diagram": "flowchart LR\n  a --> b", "superseded_by": "y", "id": "3"}
    long, _ = everything(
        lambda place: (several if place[0] == "traceability" else own).get(str(place[-1]), "many words " * 9),
        "997",
    )
    return Harmless.of(site(folder, extensions, {"whole": whole, "reasons": reasons, "long": long}))


def site(folder: Path, extensions: str, written: dict[str, str]) -> Path:
    """A site in the theme that needs the least time."""
    folder.mkdir()
    return build(folder, "mkdocs", extensions, written)


@pytest.mark.slow
@pytest.mark.matrix
def test_every_text_is_in_every_kind_of_field() -> None:
    there = {pair for family in strategies().values() for _, pairs in family for pair in pairs}
    # A language that is no name of one is refused.
    wanted = {kind for place, kind in kinds().items() if place[-1] not in {"diagram", "language"}} | {"not_applicable"}
    assert len(wanted) > 60
    assert [(kind, text) for kind in wanted for text in TEXTS if (kind, text) not in there] == []


SITES = [
    *((extensions, "sections") for extensions in SETS),
    # What is not in sections is lines. They pass the site's Markdown or they don't; it is the same one that others pass.
    *((extensions, "front") for extensions in ("mkdocs", "pymdownx")),
]


@pytest.mark.slow
@pytest.mark.matrix
@pytest.mark.parametrize(("extensions", "family"), SITES)
def test_no_text_does_harm_in_any_field(extensions: str, family: str, tmp_path: Path) -> None:
    harmless = harmless_site(tmp_path / "harmless", extensions)
    written = {f"{family}-{number}": text for number, (text, _) in enumerate(strategies()[family])}
    built = site(tmp_path / "hostile", extensions, written)
    found = {page.relative_to(built).as_posix(): list(harmless.complaints(page)) for page in pages(built)}
    assert len(found) > len(written)
    assert {page: told for page, told in found.items() if told} == {}


def test_the_judge_sees_what_authors_must_not_write(tmp_path: Path) -> None:
    harmless = Harmless(set(), set())
    hostile = [
        *("<script>pwned(1)</script>", "<!-- x -->", "<!-- x", "<style>*{}</style>", "<textarea>x</textarea>", "a < b"),
        *("<p onclick=x>", '<b title="<img>">', "<a href=javascript:x>", "<svg><script>", "<form>", "<p\nx='>'>"),
    ]
    missed = []
    for html in hostile:
        page = tmp_path / "page.html"
        page.write_text(f"<p>x</p>{html}<p>y</p>", encoding="utf-8")
        missed += [] if list(harmless.complaints(page)) else [html]
    assert missed == []
