"""The filter of a long view: what it leaves, what it says, and that it takes a script to be there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.helpers.browser import reader
from tests.helpers.samples import config, strategy
from tests.helpers.sites import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILES = {
    "mkdocs.yml": config(use_directory_urls=False),
    "docs/a/devops.yaml": strategy(
        "001",
        "Ant",
        more="overview: {technology_stack: {languages: Go, Database: Redís}}\n"
        "traceability:\n  - {id: FR-1 to FR-2, status: met}\n  - {id: FR-3, requirement: Pay, status: met}\n",
    ),
    "docs/b/devops.yaml": strategy("002", "Bee", more="overview: {technology_stack: {languages: Go}}\n"),
}


def test_a_filter_leaves_what_has_the_words(browser: Browser, site: Callable[..., Built]) -> None:
    built = site(FILES)
    folder = built.site_dir / "strategies" / "portfolio"
    with reader(browser) as visitor:
        page = visitor.open((folder / "technology.html").as_uri())
        field, said = page.get_by_role("searchbox", name="Filter"), page.get_by_role("status")
        headings = page.locator("h2:visible")
        expect(headings).to_have_text(["Languages", "Database", "Used by one strategy only"])
        field.fill(" redis ANT")
        expect(said).to_have_text("2 of 3 rows")
        expect(headings).to_have_text(["Database", "Used by one strategy only"])
        expect(page.locator("tbody tr:visible")).to_have_count(2)
        field.fill("zig")
        expect(said).to_have_text("0 of 3 rows")
        expect(headings).to_have_count(0)
        field.fill("")
        expect(said).to_have_text("")
        expect(headings).to_have_count(3)
        page = visitor.open((folder / "traceability.html").as_uri())
        page.get_by_role("searchbox", name="Filter").fill("pay")
        expect(page.get_by_role("status")).to_have_text("1 of 2 rows")
        expect(page.locator("tbody tr:visible")).to_have_count(1)
    with reader(browser, java_script_enabled=False) as visitor:
        expect(visitor.open((folder / "technology.html").as_uri()).locator(".arckit-filter")).to_be_hidden()
