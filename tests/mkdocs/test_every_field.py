"""Every hostile text in every kind of field, in sites that are built and read as text.

What scripts of themes make of such pages is in `tests/browser/test_hostile.py`, which opens some of these pairs.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest

from tests.helpers.everything import Place, everything
from tests.helpers.hostile import SETS, TEXTS
from tests.helpers.hostile_sites import Harmless, build, diagram, pages

PARTS = 4
"""How many sites the texts are spread over, so that all cores have something to do."""


@cache
def kinds() -> dict[str, list[Place]]:
    """The places where a strategy can have text, by the name of the field; columns of one's own are one kind."""
    _, places = everything(lambda place: "x")
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault([key for key in place if isinstance(key, str)][-1], []).append(place)
    del found["selected"]  # which repeats what another field says
    return found


def strategy(number: int) -> str:
    """A strategy with one of the texts in a field of each kind: of several such fields, another one for each text."""
    chosen = set()
    for kind, places in kinds().items():
        digest = hashlib.sha256(f"{number} {kind}".encode()).digest()
        chosen.add(places[int.from_bytes(digest, "big") % len(places)])

    def text(place: Place) -> str:
        if place[-1] == "diagram":
            return diagram(number)
        if place == ("document", "id"):  # no two documents may have the same
            return f"{number} {TEXTS[number]}"
        return TEXTS[number] if place in chosen else "x"

    written, places = everything(text, f"{number:03}")
    assert chosen <= set(places)
    return written


def plain() -> str:
    """A strategy with something in every field, and no harm in it."""
    words = {"diagram": "", "id": "999"}
    return everything(lambda place: words.get(str(place[-1]), "x"), "999")[0]


def hostile(part: int) -> dict[str, str]:
    """The strategies of a part."""
    return {f"text-{number}": strategy(number) for number in range(part, len(TEXTS), PARTS)}


def site(folder: Path, extensions: str, strategies: dict[str, str]) -> Path:
    """A site in the theme that needs the least time."""
    folder.mkdir()
    return build(folder, "mkdocs", extensions, strategies)


@pytest.mark.slow
@pytest.mark.matrix
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("extensions", SETS)
def test_no_text_does_harm_in_any_field(extensions: str, part: int, tmp_path: Path) -> None:
    harmless = Harmless.of(site(tmp_path / "harmless", extensions, {"plain": plain()}))
    built = site(tmp_path / "hostile", extensions, hostile(part))
    found = {str(page.relative_to(built)): list(harmless.complaints(page)) for page in pages(built)}
    assert {page: told for page, told in found.items() if told} == {}
    assert sum("arckit-marking" in page.read_text(encoding="utf-8") for page in pages(built)) >= len(TEXTS) // PARTS


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
