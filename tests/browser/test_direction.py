"""Texts keep their order: English on a site that runs from right to left, and Arabic or Hebrew on one that does not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

import pytest
from playwright.sync_api import Browser, Page

from tests.helpers.browser import reader, serve
from tests.helpers.samples import config, strategy
from tests.helpers.sites import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_PLACES = """
text => {
  const walker = document.createTreeWalker(document.querySelector(".md-content, [role=main]"), NodeFilter.SHOW_TEXT)
  const letters = [], found = []
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.parentElement.checkVisibility()) for (let i = 0; i < node.length; i++) letters.push([node, i])
  }
  const whole = letters.map(([node, i]) => node.data[i]).join("")
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) {
    const places = []
    for (const [node, i] of letters.slice(at, at + text.length)) {
      if (!node.data[i].trim()) continue
      const range = document.createRange()
      range.setStart(node, i)
      range.setEnd(node, i + 1)
      const {left, top} = range.getBoundingClientRect()
      places.push([left, Math.round(top / 8)])
    }
    found.push(places)
  }
  return found
}
"""
_ALIGNED = """
() => [...new Set([...document.querySelectorAll(".arckit-index td:not([data-label=Complete])")].map(
  cell => getComputedStyle(cell).textAlign))]
"""
ARABIC, HEBREW = "الإصدار (1)", "שלום (2)"
MORE = f"""
overview: {{objectives: [{{objective: "<8%", target: "4/week → 1/day", rationale: "{ARABIC}"}}]}}
metrics:
  dora: {{deployment_frequency: {{current: 4/week, target: 1/day}}, mttr: {{current: <1 h, target: "{HEBREW}"}}}}
  engineering: [{{metric: "100% (of 3)", current: "-5", target: "+7"}}]
source_control: {{branching: {{selected: "2.0 (old)"}}}}
"""


def runs(page: Page, text: str) -> set[str]:
    """Which way a text runs, wherever it stands."""
    places = page.evaluate(_PLACES, text)
    assert places, f"{text} is not on the page"
    ways = set()
    for found in places:
        for _, line in groupby(found, key=itemgetter(1)):
            lefts = [left for left, _ in line]
            right, left = lefts == sorted(lefts), lefts == sorted(lefts, reverse=True)
            if len(lefts) > 1:
                ways.add("to the right" if right else "to the left" if left else f"mixed: {lefts}")
    return ways


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_text_runs_its_own_way(language: str, site: Callable[..., Built], browser: Browser) -> None:
    built = site(
        {
            "mkdocs.yml": config(theme={"name": "material", "language": language, "font": False}),
            "docs/index.md": "---\nhide: [navigation, toc]\n---\n# Home\n\n<!-- arckit:index -->\n",
            "docs/a/devops.yaml": strategy("001", "Payments (new)", owner="Jane Doe (Ops)", more=MORE),
            "docs/b/devops.yaml": strategy("002", "השירות (ב)", status="IN_REVIEW"),
        },
        strict=True,
    )
    assert built.exit_code == 0, built.log
    with serve(built.site_dir) as start, reader(browser, viewport={"width": 1600, "height": 900}) as visitor:
        page = visitor.open(start + "a/devops/")
        for text in ("<8%", "4/week → 1/day", "100% (of 3)", "-5", "+7", "2.0 (old)", "<1 h", "1. DevOps Overview"):
            assert runs(page, text) == {"to the right"}, text
        now, target = (page.locator(".arckit-dora bdi").nth(n).bounding_box() for n in (0, 1))
        assert now
        assert target
        assert now["x"] < target["x"], "now → target"
        for text in ("الإصدار", "שלום"):
            assert runs(page, text) == {"to the left"}, text
        for text in (ARABIC, HEBREW):
            number = page.evaluate(_PLACES, text)[0]
            assert min(number[-3:]) < min(number[:-3]), text  # on one line
        index = visitor.open(start)
        for text in ("Payments (new)", "Jane Doe (Ops)", "2 strategies", "DevOps Strategy"):
            assert runs(index, text) == {"to the right"}, text
        assert runs(index, "השירות") == {"to the left"}
        # Material says left on a site from left to right, which is where most texts begin there.
        assert index.evaluate(_ALIGNED) == ["start" if language == "ar" else "left"], "where a cell's text begins"
        index.get_by_role("searchbox", name="Search", exact=True).fill("payments")
        index.wait_for_function("document.querySelector('.arckit-index-counts').textContent.includes('1 of 2')")
        assert runs(index, "1 of 2 strategies") == {"to the right"}
        assert not visitor.errors
