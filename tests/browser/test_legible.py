"""Every drawing can be read where it stands: on a screen, on a phone and on paper, and its boxes lead to their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.helpers.browser import at_rest, diagrams, diagrams_in, reader, serve, until
from tests.helpers.samples import strategy
from tests.helpers.sites import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = "projects/001-licence-payments/devops/"
OWN = "Who is called"
"""The heading above the only drawing of that page that its author made."""
SMALLEST = {1440: 11.0, 390: 10.0}
"""Pixels of the smallest letters, by the width of the window."""
ON_PAPER = 7 / 72 * 96

_DRAWINGS = """
() => [...document.querySelectorAll(".arckit-diagram svg")].filter(svg => svg.getBoundingClientRect().width).map(svg => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  const figure = svg.closest("figure")
  const labels = [...svg.querySelectorAll("text, foreignObject span, foreignObject p")].filter(e => e.textContent.trim())
  let heading = figure
  while (!/^H[1-6]$/.test(heading.tagName)) heading = heading.previousElementSibling ?? heading.parentElement
  return {
    heading: heading.textContent.replace("¶", "").trim(),
    smallest: Math.min(...labels.map(e => parseFloat(getComputedStyle(e).fontSize) * scale)),
    scrolls: figure.scrollWidth > figure.clientWidth + 1,
    height: svg.getBoundingClientRect().height,
    focusable: figure.tabIndex === 0,
    enlarge: figure.querySelector(".arckit-diagram__enlarge").checkVisibility(),
  }
})
"""


def drawings(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(_DRAWINGS)
    return found


@pytest.fixture(scope="module", params=[1440, 390])
def opened(
    request: pytest.FixtureRequest, example_site: Callable[..., Built], browser: Browser
) -> Iterator[tuple[Page, int]]:
    """The example's complete strategy, in a window of some width."""
    size = {"width": request.param, "height": 900}
    folder = example_site("mkdocs.yml").site_dir
    with serve(folder) as address, reader(browser, viewport=size) as visitor:
        page = visitor.open(f"{address}{PAGE}")
        diagrams(page, diagrams_in(folder / PAGE / "index.html"))
        at_rest(page)
        yield page, request.param


def test_letters_are_large_enough(opened: tuple[Page, int]) -> None:
    page, width = opened
    found = drawings(page)
    assert len(found) == 9
    assert [f for f in found if f["smallest"] < SMALLEST[width]] == []


def test_only_what_is_too_wide_scrolls_and_keys_can_move_it(opened: tuple[Page, int]) -> None:
    page, width = opened
    found = drawings(page)
    scrolling = [f["heading"] for f in found if f["scrolls"]]
    assert OWN in scrolling
    if width == 1440:
        assert scrolling == [OWN]
        assert max(f["height"] for f in found) < 1.3 * 900
    for drawing in found:
        assert drawing["focusable"] == drawing["scrolls"]
        assert drawing["enlarge"] or not drawing["scrolls"]
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("opened", [1440], indirect=True)  # sheets are as wide for everybody
def test_on_paper_letters_have_seven_points_and_nothing_is_cut_off(opened: tuple[Page, int]) -> None:
    page, width = opened
    page.set_viewport_size({"width": 640, "height": 900})  # an A4 sheet between its margins
    page.emulate_media(media="print")
    at_rest(page)
    found = drawings(page)
    assert len(found) >= 9
    assert [f for f in found if f["smallest"] < ON_PAPER] == []
    assert page.evaluate("document.querySelectorAll('.arckit-diagram + .arckit-data > summary').length") > 0
    assert not page.locator(".arckit-diagram + .arckit-data > summary:visible").count()
    assert not page.locator(".arckit-diagram__enlarge:visible").count()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": width, "height": 900})


def test_what_no_sheet_is_wide_enough_for_is_cut_between_its_labels(
    site: Callable[..., Built], browser: Browser
) -> None:
    steps = " --> ".join(f'n{n}["A rather long step with the number {n}"]' for n in range(1, 10))
    own = f"release:\n  process:\n    diagram: |\n      flowchart LR\n      {steps}\n"
    config = "site_name: Test\ntheme: {name: material, font: false}\nplugins: [arckit]\n"
    built = site({"docs/devops.yaml": strategy(more=own), "mkdocs.yml": config}, strict=True)
    with serve(built.site_dir) as address, reader(browser, viewport={"width": 640, "height": 900}) as visitor:
        page = visitor.open(f"{address}devops/")
        diagrams(page, 1)
        assert page.locator(".arckit-diagram__strips").count() == 0
        page.emulate_media(media="print")
        strips = page.locator(".arckit-diagram__strips svg")
        expect(strips).to_have_count(3)
        assert min(f["smallest"] for f in drawings(page)) >= ON_PAPER
        shown = page.evaluate("""() => [...document.querySelectorAll(".arckit-diagram__strips svg")].flatMap(svg => {
          const {left, right} = svg.getBoundingClientRect()
          const inside = e => e.left >= left - 1 && e.right <= right + 1
          return [...svg.querySelectorAll(".node")].filter(e => inside(e.getBoundingClientRect())).map(e => e.textContent.trim())
        })""")
        assert shown == [f"A rather long step with the number {n}" for n in range(1, 10)]
        page.emulate_media(media="screen")
        expect(strips).to_have_count(0)


_ROW_IN_VIEW = """() => {
  const row = document.querySelector("tr:target")?.getBoundingClientRect()
  return row && row.top >= 0 && row.bottom <= innerHeight && !document.querySelector(".arckit-viewer")
}"""


def test_a_box_leads_to_its_row(opened: tuple[Page, int]) -> None:
    page, _ = opened
    link = page.locator("figure.arckit-diagram svg a", has_text="Production").last

    def follow() -> None:
        link.focus()  # scrolls, which a reader waits for
        assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#row-")
        page.keyboard.press("Enter")

    until(follow, lambda wait: page.wait_for_function(_ROW_IN_VIEW, timeout=wait))
    assert page.locator("tr:target td").first.inner_text() == "Production"
    page.evaluate("history.replaceState(null, '', ' ')")


@pytest.mark.parametrize("opened", [390], indirect=True)  # in a wide window no drawing with rows has to be enlarged
def test_a_box_leads_to_its_row_out_of_the_enlarged_drawing(opened: tuple[Page, int]) -> None:
    page, _ = opened
    figure = page.locator("figure.arckit-diagram:has(svg a)").filter(has=page.locator("button:visible")).first

    def follow() -> None:
        figure.locator("button").click()
        page.locator(".arckit-viewer svg a").first.focus()
        page.keyboard.press("Enter")

    until(follow, lambda wait: page.wait_for_function(_ROW_IN_VIEW, timeout=wait))
