"""What readers see where other people's themes and plugins have their hands on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import violations
from tests.helpers.browser import diagrams, diagrams_in, reader, serve
from tests.helpers.handbook import Handbook, assert_sound
from tests.neighbours.test_matrix import NEIGHBOURS, THEMES

pytestmark = [
    pytest.mark.neighbours,
    pytest.mark.browser,
    pytest.mark.slow,
]

EXCUSED = (
    "Failed to execute 'querySelector' on 'Element': '#1-devops-overview' is not a valid selector.",
    "Cannot read properties of undefined (reading '191')",
)
"""What the theme `mkdocs` says of any page with a heading that begins with a number; see docs/neighbours.md."""

LICENCES = "projects/001-licence-payments/devops/"


def assert_drawn(page: Page, html: Path, at_least: int = 1) -> None:
    """All diagrams of a page are drawn."""
    meant = diagrams_in(html)
    assert meant >= at_least
    drawn = diagrams(page, meant)
    assert (len(drawn), drawn.count(None)) == (meant, 0)


def assert_shown(site: Path, address: str, browser: Browser, at_least: int = 1, excused: Sequence[str] = ()) -> None:
    """All diagrams of a page are drawn, the console is empty, and nothing is fetched elsewhere."""
    with serve(site) as start, reader(browser) as visitor:
        assert_drawn(visitor.open(start + address), site / address / "index.html", at_least)
        errors = [error for error in visitor.errors if error not in excused]
        assert (errors, visitor.left) == ([], [])


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_strategy_with_a_theme(theme: str, program: str, handbook: Handbook, browser: Browser) -> None:
    handbook.commit("2026-01-05")
    built = handbook.build(program=program, **THEMES[theme])
    assert_sound(built)
    assert_shown(built.site_dir, LICENCES, browser, excused=EXCUSED if theme == "mkdocs" else ())


@pytest.mark.parametrize("name", ["minify", "privacy", "i18n"])
def test_a_strategy_beside_a_neighbour(name: str, handbook: Handbook, browser: Browser) -> None:
    built = handbook.build({name: NEIGHBOURS[name]})
    assert_sound(built)
    assert_shown(built.site_dir, LICENCES, browser)


def test_print_site_shows_the_diagrams_of_all_strategies(handbook: Handbook, browser: Browser) -> None:
    built = handbook.build({"print-site": {}})
    assert_sound(built)
    of_strategies = sum(map(diagrams_in, built.site_dir.rglob("devops/index.html")))
    assert_shown(built.site_dir, "print_page/", browser, of_strategies)


def test_offline_from_the_disk(handbook: Handbook, browser: Browser) -> None:
    built = handbook.build({"offline": {}})
    assert_sound(built)
    html = built.site_dir / f"{LICENCES.rstrip('/')}.html"
    with reader(browser) as visitor:
        assert_drawn(visitor.open(html.as_uri()), html)
        # Material's search asks for a script, which its plugin privacy brings into the site, with a network.
        assert set(visitor.left) == {"https://unpkg.com/iframe-worker/shim"}
        assert set(visitor.errors) == {"Failed to load resource: net::ERR_NAME_NOT_RESOLVED"}


def test_shadcn_in_the_dark_and_on_a_phone(handbook: Handbook, browser: Browser) -> None:
    handbook.commit("2026-01-05")
    built = handbook.build(**THEMES["shadcn"])
    assert_sound(built)
    phone: Any = {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}}
    with serve(built.site_dir) as start, reader(browser, **phone) as visitor:
        page = visitor.open(start + LICENCES)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert violations(page, ".arckit") == []
