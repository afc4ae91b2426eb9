"""A site that is read from a folder, and diagrams that are not drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.helpers.browser import reader, serve
from tests.helpers.samples import config, strategy
from tests.helpers.sites import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DIAGRAM = "release: {process: {steps: [Freeze, Ship]}}\n"
INSTANT = {"name": "material", "font": False, "features": ["navigation.instant"]}


@pytest.mark.parametrize(
    "features", [[], ["navigation.instant"], ["navigation.instant", "navigation.instant.progress"]]
)
def test_all_is_there_from_the_disk(features: list[str], site: Callable[..., Built], browser: Browser) -> None:
    built = site(
        {
            "mkdocs.yml": config(
                {"on_error": "warn"}, theme={**INSTANT, "features": features}, use_directory_urls=False
            ),
            "docs/a/devops.yaml": strategy(more=DIAGRAM, next_review="2020-01-01"),
            "docs/b/devops.yaml": strategy("002", "Permits"),
        }
    )
    assert built.exit_code == 0, built.log
    with reader(browser) as visitor:
        page = visitor.open((built.site_dir / "a/devops.html").as_uri())
        expect(page.locator(".arckit-diagram svg[viewBox]")).to_have_count(1)
        expect(page.locator(".arckit-mermaid")).to_be_hidden()
        index = visitor.open((built.site_dir / "strategies/index.html").as_uri())
        index.get_by_role("searchbox", name="Search", exact=True).fill("permits")
        expect(index.locator("tr[data-status]:visible")).to_have_count(1)
        reviews = visitor.open((built.site_dir / "strategies/portfolio/reviews.html").as_uri())
        expect(reviews.locator("td[data-arckit-due]").first).to_contain_text("overdue")


def test_the_next_page_of_instant_navigation(site: Callable[..., Built], browser: Browser) -> None:
    built = site(
        {
            "mkdocs.yml": config(theme=INSTANT, site_url="http://127.0.0.1/"),
            "docs/a/devops.yaml": strategy(more=DIAGRAM),
            "docs/index.md": "# Home\n\n[Payments](a/devops.yaml)\n",
        },
        strict=True,
    )
    with serve(built.site_dir) as start, reader(browser) as visitor:
        page = visitor.open(start)
        page.get_by_role("link", name="Payments", exact=True).click()
        expect(page.locator(".arckit-diagram svg[viewBox]")).to_have_count(1)


def long_diagram(characters: int) -> str:
    """A flowchart of about as many characters."""
    lines = [f"        n{n:06}[Step {n}]" for n in range(characters // 15)]
    return "ci:\n  pipeline:\n    diagram: |\n        flowchart TB\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("missing", ["", "mermaid.min.js", "diagrams.js"])
def test_a_diagram_that_is_not_drawn_is_its_text(missing: str, site: Callable[..., Built], browser: Browser) -> None:
    text = DIAGRAM if missing else long_diagram(60_000)
    options = {"limits": {"diagram": 100_000}}
    built = site({"mkdocs.yml": config(options, theme=INSTANT), "docs/a/devops.yaml": strategy(more=text)})
    assert built.exit_code == 0, built.log
    if missing:
        (built.site_dir / "assets/arckit" / missing).unlink()
    with serve(built.site_dir) as start, reader(browser) as visitor:
        page = visitor.open(start + "a/devops/")
        expect(page.locator(".arckit-diagram--text")).to_have_count(1)
        expect(page.locator(".arckit-mermaid")).to_contain_text("Ship" if missing else "Step 7")
        expect(page.locator(".arckit-mermaid")).to_be_visible()
        expect(page.locator(".arckit-diagram svg[viewBox]")).to_have_count(0)
        if missing != "diagrams.js":
            expect(page.locator(".arckit-diagram__error")).to_contain_text("cannot be drawn")
