"""The page of the example's complete strategy as a reader has it: what is on its first screen, and words in its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.helpers.browser import reader, serve
from tests.helpers.sites import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = "projects/001-licence-payments/devops/"
SCREENS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module", params=SCREENS)
def page(request: pytest.FixtureRequest, example_site: Callable[..., Built], browser: Browser) -> Iterator[Page]:
    with (
        serve(example_site("mkdocs.yml").site_dir) as address,
        reader(browser, viewport=SCREENS[request.param]) as visitor,
    ):
        yield visitor.open(f"{address}{PAGE}")


FIRST_SCREEN = """() => Object.fromEntries(
  ["h1", ".arckit-badge", ".arckit-marking", ".arckit-facts", ".arckit-more", ".arckit-maturity", ".arckit-dora dl",
   ".arckit-choices", ".arckit-contents"].map(name => {
    const box = document.querySelector(`.arckit ${name}`).getBoundingClientRect()
    return [name, box.height > 0 && box.bottom + scrollY <= innerHeight]
  }))"""


@pytest.mark.parametrize("page", ["wide"], indirect=True)
def test_the_first_screen_is_the_strategy(page: Page) -> None:
    seen = page.evaluate(FIRST_SCREEN)
    assert [name for name, is_seen in seen.items() if not is_seen] == []
