"""Strategies whose every text is hostile: no script runs, nothing is asked for elsewhere, and the page still works.

A text goes one of two ways onto a page, as a line or as a block. So every text of the corpus stands in a block and in a
heading of its own, and every field of the model holds texts of the corpus, one in each of several strategies.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.helpers.browser import serve
from tests.helpers.everything import Place, everything
from tests.helpers.hostile import ATTRIBUTES, ELEMENTS, SETS, TEXTS
from tests.helpers.hostile_sites import THEMES, build, diagram

pytestmark = pytest.mark.browser

# Before any script of the page: what a script of an author would call, and what tells that it did.
_WATCH = """
window.calls = []
Object.defineProperty(window, "pwned", {value: () => window.calls.push(new Error().stack)})
"""
# What readers do, and what comes of it later: every handler that an author could set has had its turn.
_TOUCH = """
async () => {
  for (const element of document.querySelectorAll("body *")) {
    for (const type of ["mouseover", "mouseenter", "pointerenter", "focus", "toggle", "animationstart", "wheel"]) {
      element.dispatchEvent(new Event(type, {bubbles: type === "mouseover"}))
    }
    if (element.matches("details")) element.open = true
  }
}
"""
_SETTLED = """
() => [...document.images].every(image => image.complete)
  && [...document.querySelectorAll(".arckit-diagram")].every(
    figure => figure.matches(".arckit-diagram--text") || figure.querySelector("svg") || figure.closest("[hidden]"))
"""
# Bootstrap can't read `#1-devops-overview`, and stops before it has set what a later script reads; and Material says
# in the console which diagram can't be drawn.
_THEMES_OWN = re.compile(
    r"Failed to execute 'querySelector'.*not a valid selector|Cannot read properties of undefined \(reading '\d+'\)"
    r"|No diagram type detected"
)
_RESULTS = {
    "material": ("?q=onerror", ".md-search-result__item"),
    "mkdocs": ("?q=onerror", "#mkdocs-search-results article"),
    "readthedocs": ("search.html?q=onerror", "#mkdocs-search-results article"),
}
"""Where each theme shows what it found, and what it shows then."""
_LOOK = """
({elements, attributes}) => {
  const found = []
  for (const element of document.querySelectorAll(".arckit *")) {
    const tag = element.localName
    const ours = [...element.classList].some(name => /^(arckit|md)-/.test(name)) || element.closest("svg, .arckit-diagram, .arckit-index, .arckit-scroll, .tabbed-control")
    if (!ours && !elements.includes(tag) && tag !== "style") found.push(`<${tag}>`)
    for (const {name, value} of element.attributes) {
      if (name.startsWith("on")) found.push(`<${tag} ${name}>`)
      const known = attributes.includes(name) || /^(aria-|data-(arckit|focus|label|md))|^(role|tabindex|hidden)$/.test(name)
      if (!ours && !known) found.push(`<${tag} ${name}>`)
      if (["href", "src", "xlink:href", "action"].includes(name) && /^\\s*(javascript|vbscript|data:text)/i.test(value)) {
        found.push(`<${tag} ${name}=${value}>`)
      }
    }
  }
  for (const id of ["__config", "mkdocs-search-results", "mkdocs-search-query", "MathJax"]) {
    if (document.querySelector(`.arckit [id="${id}"]`)) found.push(`#${id}`)
  }
  return found
}
"""


def text_of(place: Place, turn: int) -> str:
    """The text of a place: another one in each turn, and the same on each run."""
    if place[-1] == "diagram":
        return diagram(turn)
    digest = hashlib.sha256(repr((place, turn)).encode()).digest()
    text = TEXTS[int.from_bytes(digest, "big") % len(TEXTS)]
    return f"{turn} {text}" if place == ("document", "id") else text  # no two documents may have the same


def strategies() -> Iterator[tuple[str, str]]:
    """Hostile strategies."""
    for turn in range(3):
        text, places = everything(lambda place, turn=turn: text_of(place, turn), f"00{turn}")
        assert len(places) > 800
        yield f"fields-{turn}", text
    text, places = everything(lambda place: text_of(place, 3), "003", not_applicable=True)
    assert len(places) > 60
    yield "not-applicable", text
    blocks = [{"heading": text, "body": text} for text in TEXTS]
    head = {
        "project": {"id": "004", "name": "Pay &#z <img src=x onerror=pwned(1)>"},
        "document": {"version": "1.0", "status": "DRAFT", "classification": "OFFICIAL"},
        "tags": TEXTS,
    }
    yield "blocks", json.dumps({**head, "sections": blocks})


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return dict(strategies())


@dataclass
class Watched:
    """What pages asked for elsewhere, and what went wrong in them."""

    context: BrowserContext
    left: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        """Note what is asked for elsewhere, which no name leads to in the browser of the tests."""
        if urlsplit(request.url).hostname == "127.0.0.1" or request.url.startswith(("data:", "blob:")):
            return
        if request.resource_type != "image" or "leak" in request.url:  # authors may show pictures from elsewhere
            self.left.append(f"{request.resource_type} {request.url}")

    def problems(self, address: str) -> list[str]:
        """Open a page, do what readers do, and tell what should not be."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self._error(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(f"{address}: {dialog.message}"), dialog.dismiss()))
        page.goto(address)
        page.evaluate(_TOUCH)
        page.wait_for_function(_SETTLED)
        self._enlarge(page)
        found = [f"{address}: a script ran: {stack}" for stack in page.evaluate("window.calls")]
        look = page.evaluate(_LOOK, {"elements": sorted(ELEMENTS), "attributes": sorted(ATTRIBUTES)})
        found += [f"{address}: {what}" for what in sorted(set(look))]
        page.close()
        return found

    def _error(self, text: str) -> None:
        if not _THEMES_OWN.match(text):
            self.errors.append(text)

    def search(self, address: str, theme: str) -> list[str]:
        """Look for a word of the hostile texts, and tell what ran."""
        query, result = _RESULTS[theme]
        page = self.context.new_page()
        page.goto(address + query)
        page.wait_for_selector(result, state="attached")
        page.wait_for_function(_SETTLED)
        return [f"{address}{query}: a script ran: {stack}" for stack in page.evaluate("window.calls")]

    def _enlarge(self, page: Page) -> None:
        page.evaluate("document.querySelectorAll('.arckit-diagram__enlarge').forEach(button => button.hidden = false)")
        for button in page.query_selector_all(".arckit-diagram__enlarge")[:3]:
            button.evaluate("button => button.click()")
            page.wait_for_selector("dialog.arckit-viewer[open]")
            page.evaluate("document.querySelector('dialog.arckit-viewer').close()")


@contextmanager
def watched(browser: Browser) -> Iterator[Watched]:
    with browser.new_context(service_workers="block") as context:
        context.set_default_timeout(90_000)
        context.add_init_script(_WATCH)
        watched = Watched(context)
        context.on("request", watched.note)  # to route them would turn the browser's cache off
        yield watched


ALWAYS = {("material", "material"), ("mkdocs", "mkdocs"), ("pymdownx", "readthedocs")}
"""Each theme once, with another set of extensions; `make test-matrix` has the others."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extensions", "theme"),
    [
        pytest.param(extensions, theme, marks=() if (extensions, theme) in ALWAYS else pytest.mark.matrix)
        for extensions in SETS
        for theme in THEMES
    ],
)
def test_no_script_runs(theme: str, extensions: str, written: dict[str, str], browser: Browser, tmp_path: Path) -> None:
    if extensions != "material":  # all that differs passes Markdown
        turn = f"fields-{[name for name in SETS if name != 'material'].index(extensions)}"
        written = {name: written[name] for name in (turn, "blocks")}
    site = build(tmp_path, theme, extensions, written)
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    if extensions != "material":
        pages = [path for path in pages if path.split("/")[0] in written]
    with watched(browser) as visitor, serve(site) as address:
        found = [problem for path in pages for problem in visitor.problems(address + path)]
        found += visitor.search(address, theme) if extensions == "material" else []
    assert found == []
    assert visitor.left == []
    assert visitor.errors == []
