"""The page of the example's complete strategy as a reader has it: what is on its first screen, and words in its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

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


FORMS = """() => {
  const lefts = elements => [...new Set([...elements].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().left))]
  const forms = [...document.querySelectorAll(".arckit-table--attributes")].filter(table => table.checkVisibility())
  const long = [...document.querySelectorAll(".arckit-table--attributes tr.arckit-long")].filter(row => row.checkVisibility())
  const line = document.querySelector(".arckit-table--line")
  const cells = [...line.querySelectorAll("td:not(:empty)")]
  return {
    columns: forms.map(form => lefts(form.querySelectorAll("tr")).length),
    across: long.map(row => row.getBoundingClientRect().width / row.closest("tbody").getBoundingClientRect().width),
    rows: line.querySelectorAll("tbody tr").length,
    head: getComputedStyle(line.querySelector("thead")).clipPath,
    inline: cells.map(cell => getComputedStyle(cell).display),
    labels: cells.slice(1).map(cell => getComputedStyle(cell, "::before").content),
  }
}"""


def test_names_and_values_stand_in_two_columns_where_there_is_room_and_one_row_is_a_line(page: Page) -> None:
    found = page.evaluate(FORMS)
    is_wide = page.evaluate("innerWidth") == SCREENS["wide"]["width"]
    assert found["columns"]
    assert set(found["columns"]) == ({2} if is_wide else {1})
    assert found["across"]
    assert min(found["across"]) > 0.99, "a long value has all the width"
    assert found["rows"] == 1
    assert found["head"] != "none", "the headings are for screen readers; each cell says its column"
    assert set(found["inline"]) == {"inline"}
    assert found["labels"]
    assert all(label not in {"none", '""'} for label in found["labels"])


@pytest.mark.parametrize("page", ["wide"], indirect=True)
def test_a_link_leads_to_a_section_and_everything_says_so(page: Page) -> None:
    page.locator(".arckit-contents a", has_text="Secret Management").click()
    expect(page.locator(".md-nav--secondary .md-nav__link--active").last).to_contain_text("Secret Management")
    # No other section is named above its heading; once that is out of sight, the section is.
    expect(page.locator(".arckit-now")).to_be_hidden()
    page.mouse.wheel(0, 300)
    expect(page.locator(".arckit-now")).to_contain_text("Secret Management")


@pytest.mark.parametrize("page", ["wide"], indirect=True)
def test_a_table_that_fits_once_it_is_opened_does_not_say_that_it_goes_on(page: Page) -> None:
    revisions = page.locator("details.arckit-fold", has_text="4 revisions")
    revisions.locator("summary").click()
    expect(revisions.locator("table")).to_be_visible()
    expect(revisions.locator(".arckit-wide")).to_have_count(0)


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
