"""The example for Zensical, built by Zensical itself in its strict mode, and seen in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.helpers.browser import diagrams, diagrams_in, reader, serve
from tests.helpers.handbook import STRATEGIES, WITHHELD, Handbook

pytestmark = [pytest.mark.neighbours, pytest.mark.slow, pytest.mark.browser]

CONFIG = """[project]
site_name = "Handbook"
docs_dir = "build/docs"
extra_css = ["assets/arckit/arckit.css"]
extra_javascript = ["assets/arckit/arckit.js"]
[project.plugins.literate-nav]
tab_length = 2
[project.theme]
font = false
palette = {scheme = "slate"}
"""
PERMITS = "projects/002-mooring-permits/devops"


def built(handbook: Handbook) -> Path:
    handbook.write("zensical.toml", CONFIG)
    done = handbook.run("mkdocs-arckit", "render", "build/docs", "--for", "zensical")
    assert done.returncode == 0, done.stderr
    done = handbook.run("zensical", "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    return handbook.folder / "site"


def test_zensical_shows_strategies_index_and_diagrams(handbook: Handbook, browser: Browser) -> None:
    site = built(handbook)
    files = [path for path in site.rglob("*") if path.is_file()]
    assert [path for path in files if path.suffix == ".yaml" or WITHHELD in path.read_bytes()] == []
    found = (site / "search.json").read_text(encoding="utf-8")
    for address, project in STRATEGIES.items():
        assert (site / address / "index.html").is_file()
        assert project in found
    with serve(site) as url, reader(browser) as visitor:
        page = visitor.open(f"{url}{PERMITS}/")
        meant = diagrams_in(site / PERMITS / "index.html")
        assert meant == 4
        assert all(diagrams(page, meant))
        expect(page.locator(".arckit-card").first).to_be_visible()
        named = page.locator(".md-nav--primary").get_by_role("link", name="Passage Booking", exact=True)
        expect(named.first).to_be_attached()  # the short title
        expect(page.locator(".md-nav--secondary a[href='#3-ci-pipeline-design']").first).to_be_attached()
        headings = [
            page.get_by_role("heading", name=name, level=2) for name in ("Document Control", "Revision History")
        ]
        left, below = (heading.bounding_box() for heading in headings)
        assert left
        assert below
        assert left["x"] == below["x"]  # not beside what is folded above it
        page.goto(f"{url}strategies/")
        expect(page.locator(".arckit-index form")).to_be_attached()  # the script is at work
        page.get_by_role("link", name="Mooring Permits").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Mooring Permits")
        assert visitor.errors == []
        assert visitor.left == []
