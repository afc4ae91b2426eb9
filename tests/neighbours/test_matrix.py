"""The example site, built strictly under each theme, host and neighbour."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.handbook import Handbook, assert_sound

pytestmark = [pytest.mark.neighbours, pytest.mark.slow]

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
    handbook.write("docs/blog/index.md", "# News\n")
    handbook.commit("2026-01-05")
    # These two ask for their places; a site has one plugin for its navigation.
    names = ["i18n", *(name for name in NEIGHBOURS if name not in {"i18n", "literate-nav", "print-site"}), "print-site"]
    assert_sound(handbook.build({name: NEIGHBOURS[name] for name in names}))


THEMES: dict[str, dict[str, Any]] = {
    "material": {},
    "mkdocs": {"theme": {"name": "mkdocs", "highlightjs": False}, "plugins": PLAIN},
    "readthedocs": {"theme": {"name": "readthedocs", "highlightjs": False}, "plugins": PLAIN},
    # It would publish what pages are made from, and ends the build at a page that is made from no file.
    "shadcn": {"theme": {"name": "shadcn", "hide_source_files": True}, "plugins": PLAIN},
}


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("theme", THEMES)
def test_with_a_theme(theme: str, program: str, handbook: Handbook) -> None:
    handbook.commit("2026-01-05")  # shadcn warns outside a repository
    built = handbook.build(program=program, **THEMES[theme])
    assert_sound(built)
    assert not any(file.read_bytes().startswith(b"project:") for file in built.site_dir.rglob("*.md"))
