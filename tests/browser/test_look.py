"""What a reader sees of the look: nothing runs over on a phone, code is copied, paper bears the classification."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.helpers import samples
from tests.helpers.browser import at_rest, reader, serve
from tests.helpers.sites import ROOT, build_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

THEMES = {
    "material": "{name: material, font: false}",
    "mkdocs": "{name: mkdocs, highlightjs: false}",
    "readthedocs": "{name: readthedocs, highlightjs: false}",
}
PAGES = ("p/devops/", "strategies/?superseded=yes", "broken/devops/", "old/devops/")
OLD = samples.strategy(
    "003", "Old", status="SUPERSEDED", approved_by="Josephine Doe (2025-02-01)", next_review="2026-02-01"
)


@pytest.fixture(scope="module", params=THEMES)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site in one of the themes, with a complete strategy and one that has errors."""
    complete = (ROOT / "tests/golden/complete.yaml").read_text(encoding="utf-8")
    long = "x" * 90
    config = f"site_name: T\ntheme: {THEMES[request.param]}\nplugins: [{{arckit: {{on_error: warn, publish_up_to: SECRET}}}}]\n"
    built = build_site(
        tmp_path_factory.mktemp(request.param),
        {
            "mkdocs.yml": config,
            "docs/index.md": "# Home\n",
            "docs/p/devops.yaml": complete,
            "docs/old/devops.yaml": OLD,
            "docs/broken/devops.yaml": samples.strategy("002", "Broken", more=f"{long}: 1"),
        },
    )
    assert built.exit_code == 0, built.log
    with serve(built.site_dir) as address:
        yield address


def test_nothing_runs_over_on_a_phone(address: str, browser: Browser) -> None:
    with reader(browser, viewport={"width": 360, "height": 740}) as visitor:
        for path in PAGES:
            page = visitor.open(address + path)
            # Material's own header pushes a long title out of the window, on any page.
            page.evaluate("document.querySelector('.md-header')?.remove()")
            page.evaluate("document.querySelectorAll('.arckit details').forEach(fold => { fold.open = true })")
            at_rest(page)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= 360, path
            wide = "[...document.querySelectorAll('.arckit-table')].filter(e => e.scrollWidth > e.clientWidth).length"
            assert page.evaluate(wide) == 0, path
        page = visitor.open(address + "strategies/portfolio/completeness/")
        hint = "getComputedStyle(document.querySelector('.arckit-wide'), '::before').content"
        assert page.evaluate(hint) == '"Goes on sideways →"'
        seen = "document.querySelector('.arckit-tabs [aria-current]').getBoundingClientRect().right <= innerWidth"
        assert page.evaluate(seen)


BROKEN_DAYS = """() => {
  const broken = []
  const texts = document.createTreeWalker(document.querySelector(".arckit"), NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode
    if (!text.parentElement.closest("td, th, dd") || text.parentElement.closest("code")) continue
    for (const day of text.data.matchAll(/\\d{4}-\\d\\d-\\d\\d/g)) {
      const range = document.createRange()
      range.setStart(text, day.index)
      range.setEnd(text, day.index + 10)
      if (range.getClientRects().length > 1) broken.push(text.data)
    }
  }
  return broken
}"""


def test_days_are_not_broken_at_their_hyphens(address: str, browser: Browser) -> None:
    with reader(browser, viewport={"width": 360, "height": 740}) as visitor:
        for path in PAGES:
            page = visitor.open(address + path)
            for width in (320, 340, 360, 600):
                page.set_viewport_size({"width": width, "height": 740})
                assert page.evaluate(BROKEN_DAYS) == [], (path, width)


def test_no_column_of_the_index_is_out_of_sight(address: str, browser: Browser) -> None:
    hidden = """[...document.querySelectorAll(".arckit-scroll")].filter(box =>
        [...box.querySelectorAll("th, td")].some(cell =>
            cell.getBoundingClientRect().right > box.getBoundingClientRect().right + 1)).length"""
    for width in (360, 820, 1024, 1280):
        with reader(browser, viewport={"width": width, "height": 740}) as visitor:
            assert visitor.open(address + "strategies/").evaluate(hidden) == 0, width


MARGINS = """[...document.querySelector(".arckit > style").sheet.cssRules[0].cssRules].map(
    rule => [rule.name, rule.style.content])"""
PAGE_NUMBERS = '"Page " counter(page) " of " counter(pages)'


def test_every_sheet_bears_the_classification(address: str, browser: Browser) -> None:
    with reader(browser) as visitor:
        page = visitor.open(address + PAGES[0])
        page.emulate_media(media="print")
        assert page.evaluate(MARGINS) == [
            ["top-left", '"DevOps Strategy: Harbour Lights, version 1.10"'],
            ["top-center", '"OFFICIAL-SENSITIVE"'],
            ["top-right", 'var(--arckit-printed,"")'],
            ["bottom-center", '"OFFICIAL-SENSITIVE"'],
            ["bottom-right", PAGE_NUMBERS],
        ]
        assert page.evaluate("getComputedStyle(document.body).page").startswith("arckit-official-sensitive-")
        assert not page.locator("nav:visible, .md-header:visible, .wy-nav-side:visible").count()
        # A table that was too wide for the window keeps its mark; on paper nothing goes on sideways.
        page.locator(".arckit-table").first.evaluate("table => table.classList.add('arckit-wide')")
        assert page.evaluate("getComputedStyle(document.querySelector('.arckit-wide'), '::before').content") == "none"


def test_every_sheet_says_when_it_was_printed_and_what_it_is_of(address: str, browser: Browser) -> None:
    with reader(browser) as visitor:
        page = visitor.open(address + "strategies/")
        page.clock.set_fixed_time("2027-02-03T12:00")
        assert page.evaluate(MARGINS) == [
            ["top-left", '"Strategies"'],
            ["top-center", '"OFFICIAL-SENSITIVE"'],
            ["top-right", 'var(--arckit-printed,"")'],
            ["bottom-center", '"OFFICIAL-SENSITIVE"'],
            ["bottom-right", PAGE_NUMBERS],
        ]
        page.pdf()
        said = page.evaluate("document.documentElement.style.getPropertyValue('--arckit-printed')")
        assert said == '"Printed 2027-02-03"'


def test_code_is_copied_where_the_clipboard_refuses(address: str, browser: Browser) -> None:
    with reader(browser, permissions=["clipboard-read", "clipboard-write"]) as visitor:
        page = visitor.open(address + PAGES[0])
        page.evaluate(
            """async () => {
                await navigator.clipboard.writeText("something else")
                navigator.clipboard.writeText = () => Promise.reject(new Error("refused"))
            }"""
        )
        button = page.get_by_role("button", name="Copy Shell").first
        button.evaluate(  # it says so for two seconds only
            """button => {
                window.said = []
                new MutationObserver(() => window.said.push(button.textContent)).observe(button, {childList: true})
            }"""
        )
        button.click()
        page.wait_for_function("window.said.includes('Copied')")
        assert page.evaluate("navigator.clipboard.readText()") == "# look first\nlampctl undo --all\n"


def test_code_is_copied(address: str, browser: Browser) -> None:
    with reader(browser, permissions=["clipboard-read", "clipboard-write"]) as visitor:
        page = visitor.open(address + PAGES[0])
        page.get_by_role("button", name="Copy Shell").first.click()
        page.wait_for_function(
            "async () => await navigator.clipboard.readText() === '# look first\\nlampctl undo --all\\n'"
        )
