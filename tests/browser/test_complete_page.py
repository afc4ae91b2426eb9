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


@pytest.fixture(params=SCREENS)
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


BROKEN_WORDS = r"""() => {
  document.querySelectorAll(".arckit details").forEach(fold => { fold.open = true })
  const broken = []
  for (const cell of document.querySelectorAll(".arckit-table :is(td, th)")) {
    const head = cell.closest("thead")
    if (head && getComputedStyle(head).clipPath !== "none") continue  // each cell says its column instead
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode
      // `blue-green` may be broken after its hyphen, `NFR-005` and `a/b-c.md` may not.
      for (const word of text.data.matchAll(/(?!\S*[\d\/.]\w)\S+?(?:-(?=\S)|(?=\s)|$)|\S+/g)) {
        const range = document.createRange()
        range.setStart(text, word.index)
        range.setEnd(text, word.index + word[0].length)
        const pieces = [...range.getClientRects()].filter(piece => piece.width)
        const width = pieces.reduce((sum, piece) => sum + piece.width, 0)
        const room = cell.closest(".arckit-table").clientWidth - 10
        if (new Set(pieces.map(piece => Math.round(piece.top))).size > 1 && width < room) broken.push(word[0])
      }
    }
  }
  return broken
}"""


def test_no_word_of_a_table_is_broken_where_there_is_room(page: Page) -> None:
    assert page.evaluate(BROKEN_WORDS) == []
