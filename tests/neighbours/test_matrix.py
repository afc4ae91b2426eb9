"""The example site, built strictly under each theme, host and neighbour."""

from __future__ import annotations

from typing import Any

import pytest

from tests.neighbours.conftest import Handbook, assert_sound

PLAIN: list[Any] = ["search", {"arckit": {"roots": ["services"]}}]
"""For themes other than Material: the example's `tags` belongs to that."""

NEIGHBOURS: dict[str, dict[str, Any]] = {
    "awesome-nav": {},
    "blog": {},
    "git-revision-date-localized": {},
    "i18n": {"languages": [{"locale": "en", "name": "English", "default": True}]},
    "literate-nav": {},
    "macros": {},
    "mike": {},
    "minify": {"minify_html": True, "minify_css": True, "minify_js": True, "htmlmin_opts": {"remove_comments": True}},
    "offline": {},
    "print-site": {},
    "privacy": {"assets_exclude": ["unpkg.com/*"]},  # the address of Mermaid in Material's own script
    "redirects": {"redirect_maps": {"old.md": "strategies/index.md"}},
    "section-index": {},
}


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_beside_a_neighbour(name: str, handbook: Handbook) -> None:
    if name == "git-revision-date-localized":
        handbook.commit("2026-01-05")
    assert_sound(handbook.build({name: NEIGHBOURS[name]}))


def test_beside_all_neighbours_at_once(handbook: Handbook) -> None:
    handbook.commit("2026-01-05")
    together = {name: options for name, options in NEIGHBOURS.items() if name not in {"literate-nav", "offline"}}
    assert_sound(handbook.build({**together, "i18n": NEIGHBOURS["i18n"]}))


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "shadcn"])
def test_with_a_theme(theme: str, handbook: Handbook) -> None:
    assert_sound(handbook.build(PLAIN, theme=theme))


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_with_properdocs(theme: str, handbook: Handbook) -> None:
    own = {} if theme == "material" else {"plugins": PLAIN, "theme": theme}
    built = handbook.build(program="properdocs", **own)
    assert_sound(built)
