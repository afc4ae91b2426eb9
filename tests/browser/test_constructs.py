"""What readers see of everything that Material's and pymdownx's pages show: the same, whether it was cleaned or not.

One strategy holds all of it, built once with the allow-list and once without; all tests ask the two pages the same.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.helpers.browser import Reader, at_rest, diagrams, reader, serve, until
from tests.helpers.hostile import CONSTRUCTS, MATERIAL, SETS
from tests.helpers.sites import mkdocs_build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FEATURES = "content.code.annotate content.code.copy content.code.select content.footnote.tooltips content.tabs.link content.tooltips"
EXTENSIONS = {
    **MATERIAL,
    **{
        name: SETS["pymdownx"][name]
        for name in SETS["pymdownx"]
        if name.startswith("pymdownx.") and name not in {*MATERIAL, "pymdownx.b64", "pymdownx.blocks.tab"}
    },
    "pymdownx.blocks.tab": {"alternate_style": True},
}
# What can be taken hold of: a picture, and colours for what authors name themselves.
PICTURE = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(b"\0" + b"\x99" * 40 for _ in range(30)))),
        (b"IEND", b""),
    )
)
STYLES = """
*, ::before, ::after { animation: none !important; transition: none !important }
.pied-piper, .youtube { color: rgb(1, 2, 3) }
.spanned, .lead, .special, .list-class, .general { outline: 2px solid rgb(4, 5, 6) }
.progress { display: block; height: 20px; border: 1px solid } .progress-bar { height: 20px; background: red }
.thin { height: 5px } .candystripe .progress-bar { background: blue }
.lg { height: 40px } .middle { vertical-align: middle } .language-c\\+\\+ { color: rgb(7, 8, 9) }
"""

EMOJI = "https://cdn.jsdelivr.net/gh/jdecked/twemoji@*/assets/svg/"
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
ANNOTATIONS, DIAGRAMS = 10, 2
READY = f"""() =>
  document.querySelectorAll(".md-annotation").length >= {ANNOTATIONS}
  && document.querySelectorAll(".arckit-diagram svg, .mermaid svg").length >= {DIAGRAMS}
  && [...document.images].every(image => image.complete)
"""
LOOK = """
() => {
  const styles = [
    "backgroundColor", "borderLeftColor", "borderTopWidth", "clear", "color", "cursor", "direction", "display", "float",
    "fontFamily", "fontSize", "fontStyle", "fontWeight", "listStyleType", "outlineWidth", "textAlign",
    "textDecorationLine", "verticalAlign", "visibility", "whiteSpace"]
  const root = document.querySelector(".arckit")
  const left = root.getBoundingClientRect().left
  let subject = "", top = 0
  return [...root.querySelectorAll("*")].filter(e => !e.closest("svg svg, svg > *") && e.localName !== "style").map(e => {
    const box = e.getBoundingClientRect()
    if (e.localName === "h2") [subject, top] = [e.textContent.replace("¶", "").trim(), box.top]
    const style = getComputedStyle(e), before = getComputedStyle(e, "::before")
    const text = [...e.childNodes].filter(n => n.nodeType === Node.TEXT_NODE).map(n => n.data).join("\\u2042")
    return [
      subject, e.localName, text, [box.left - left, box.top - top, box.width, box.height].map(Math.round),
      styles.map(name => style[name]), [before.content, before.maskImage],
      [e.checked, e.disabled, e.open, e.start, e.type, e.value, e.currentSrc && e.complete && e.naturalWidth, e.getAttribute("href")]
    ]
  })
}
"""


@dataclass
class Shown:
    """A page, and who reads it."""

    page: Page
    visitor: Reader


@dataclass
class Pair:
    """The same page, cleaned and not."""

    cleaned: Shown
    as_made: Shown

    def __iter__(self) -> Iterator[Page]:
        return iter((self.cleaned.page, self.as_made.page))

    def evaluate(self, script: str) -> list[Any]:
        """What both pages answer."""
        return [page.evaluate(script) for page in self]


def build(folder: Path, *, clean: bool) -> Path:
    """A site of one strategy, a section for each subject."""
    sections = [{"heading": subject, "body": text} for subject, text in CONSTRUCTS.items()]
    head = {
        "project": {"id": "001", "name": "Pay"},
        "document": {"version": "1.0", "status": "DRAFT", "classification": "OFFICIAL"},
    }
    docs = folder / "docs"
    docs.mkdir()
    (docs / "devops.yaml").write_text(json.dumps({**head, "sections": sections}), encoding="utf-8")
    (docs / "picture.png").write_bytes(PICTURE)
    (docs / "extra.css").write_text(STYLES, encoding="utf-8")
    config = {
        "site_name": "Test",
        "use_directory_urls": False,  # with them, MkDocs leads no link of raw HTML to where a page's neighbours are
        "theme": {"name": "material", "font": False, "features": FEATURES.split()},
        "extra_css": ["extra.css"],
        "plugins": [{"arckit": {"clean_html": clean}}],
        "markdown_extensions": [{name: options} for name, options in EXTENSIONS.items()],
    }
    (folder / "mkdocs.yml").write_text(yaml.dump(config), encoding="utf-8")
    built = mkdocs_build(folder / "mkdocs.yml", folder / "site")
    assert built.exit_code == 0, built.log
    return built.site_dir


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same site cleaned and as it was made."""
    return [build(tmp_path_factory.mktemp("site"), clean=clean) for clean in (True, False)]


@contextmanager
def opened(browser: Browser, sites: list[Path]) -> Iterator[Pair]:
    """Open both."""
    # As tall as the page, so that nothing waits until it is in sight.
    options: dict[str, Any] = {
        "viewport": {"width": 1280, "height": 20_000},
        "permissions": ["clipboard-read", "clipboard-write"],
    }
    with ExitStack() as stack:
        shown = []
        for site in sites:
            address = stack.enter_context(serve(site))
            visitor = stack.enter_context(reader(browser, **options))
            # Material shows emoji as pictures from elsewhere, which authors may do.
            visitor.context.route(f"{EMOJI}*", lambda route: route.fulfill(content_type="image/svg+xml", body=DOT))
            page = visitor.open(address + "devops.html")
            page.wait_for_function(READY)
            at_rest(page)
            shown.append(Shown(page, visitor))
        yield Pair(*shown)


@pytest.fixture(scope="module")
def read(browser: Browser, sites: list[Path]) -> Iterator[Pair]:
    """Both, for tests that only read."""
    with opened(browser, sites) as pair:
        yield pair


@pytest.fixture(scope="module")
def hovered(browser: Browser, sites: list[Path]) -> Iterator[Pair]:
    """Both, for tests that bring something up and let it go."""
    with opened(browser, sites) as pair:
        yield pair


@pytest.fixture
def pair(browser: Browser, sites: list[Path]) -> Iterator[Pair]:
    """Both, for a test that changes them."""
    with opened(browser, sites) as pair:
        yield pair


# Nothing may differ. What the allow-list changes on purpose is in `tests/render/test_clean.py`: tabs of the old style lose
# an attribute that stops Material's script, and formulas in scripts become text; neither is what Material's pages advise.


def by_subject(rows: list[list[Any]]) -> dict[str, list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {}
    for subject, *row in rows:
        found.setdefault(subject, []).append(row)
    return found


def test_everything_looks_the_same(read: Pair) -> None:
    cleaned, as_made = map(by_subject, read.evaluate(LOOK))
    assert set(CONSTRUCTS) < set(as_made)
    for subject, rows in as_made.items():
        assert cleaned.get(subject) == rows, subject


def test_everything_is_called_the_same(read: Pair) -> None:
    """Roles, names and states, as assistive technology is told them."""
    cleaned, as_made = (page.locator(".arckit").aria_snapshot() for page in read)
    assert len(as_made) > 5_000
    assert cleaned == as_made


def test_the_table_of_contents_is_the_same(read: Pair) -> None:
    links = "[...document.querySelectorAll('.md-sidebar--secondary a')].map(a => [a.hash, a.innerText, !!document.getElementById(decodeURI(a.hash.slice(1)))])"
    cleaned, as_made = read.evaluate(links)
    assert len(as_made) > len(CONSTRUCTS)
    assert all(there for _, _, there in cleaned)
    assert cleaned == as_made


def test_linked_tabs_change_together(pair: Pair) -> None:
    chosen = """() => [...document.querySelectorAll(".tabbed-set")].map(set => [
        set.querySelector(`label[for="${set.querySelector(":scope > input:checked")?.id}"]`)?.innerText,
        [...set.querySelectorAll(":scope > .tabbed-content > .tabbed-block")].map(b => b.checkVisibility() && b.innerText)])"""
    before, _ = pair.evaluate(chosen)
    for page in pair:
        page.locator(".tabbed-labels label", has_text="C++").first.click()
        page.wait_for_function(
            "document.querySelectorAll('.tabbed-labels label').length &&"
            "[...document.querySelectorAll('input:checked')].filter(i =>"
            " document.querySelector(`label[for='${i.id}']`)?.innerText === 'C++').length === 2"
        )
    cleaned, as_made = pair.evaluate(chosen)
    assert cleaned == as_made
    assert [name for name, _ in before].count("C++") == 0
    assert "Outer, selected" in [name for name, _ in before]
    assert len(before) > 8


def shown(page: Page, selector: str, *, act: Callable[[], None], undo: Callable[[], None]) -> str:
    """The text of what an act brings up once Material's scripts listen to it; it is gone again afterwards."""
    until(act, lambda wait: page.wait_for_selector(selector, timeout=wait), undo)
    text = page.inner_text(selector)
    undo()
    page.wait_for_selector(selector, state="detached")
    return text


def test_annotations_open(hovered: Pair) -> None:
    for number in (0, ANNOTATIONS // 2, ANNOTATIONS - 1):
        opened = []
        for page in hovered:
            annotation = page.locator(".md-annotation .md-annotation__index").nth(number)
            undo = partial(page.evaluate, "document.activeElement.blur()")
            opened.append(shown(page, ".md-tooltip--active", act=annotation.focus, undo=undo))
        assert opened[0] == opened[1] != ""


@pytest.mark.parametrize("what", ['a[title="A tooltip"]', "abbr", "sup .footnote-ref", '.twemoji[title="Important"]'])
def test_tooltips_show(what: str, hovered: Pair) -> None:
    texts = []
    for page in hovered:
        host = page.locator(f".arckit {what}").first
        texts.append(shown(page, ".md-tooltip2--active", act=host.hover, undo=partial(page.mouse.move, 0, 0)))
    assert texts[0] == texts[1] != ""


def test_code_is_copied(pair: Pair) -> None:
    buttons = "[...document.querySelectorAll('.md-code__button')].map(b => [b.dataset.mdType, b.closest('.highlight').innerText])"
    cleaned, as_made = pair.evaluate(buttons)
    assert cleaned == as_made
    assert {kind for kind, _ in cleaned} == {"copy", "select"}
    for page in pair:
        page.evaluate("navigator.clipboard.writeText('something else')")
        page.locator('.highlight:has-text("return x") .md-code__button[data-md-type=copy]').first.click()
        page.wait_for_function("async () => (await navigator.clipboard.readText()).startsWith('def f(x):')")


def test_details_open(pair: Pair) -> None:
    """They come last in their subject, and what stands below them moves."""
    for page in pair:
        page.evaluate("document.querySelectorAll('.arckit details:not([open]) > summary').forEach(s => s.click())")
        at_rest(page)
    cleaned, as_made = pair.evaluate(
        "[...document.querySelectorAll('.arckit details')].map(d => [d.open, d.innerText])"
    )
    assert cleaned == as_made
    assert all(is_open for is_open, _ in cleaned)
    assert len(cleaned) > 7


def test_formulas_are_where_mathjax_and_katex_look(read: Pair) -> None:
    cleaned, as_made = read.evaluate(
        "[...document.querySelectorAll('.arithmatex')].map(e => [e.localName, e.textContent])"
    )
    assert cleaned == as_made
    assert len(cleaned) > 6


def test_diagrams_are_drawn(read: Pair) -> None:
    cleaned, as_made = (diagrams(page, DIAGRAMS) for page in read)
    assert cleaned == as_made
    assert None not in cleaned
    assert len(cleaned) == DIAGRAMS


def test_nothing_goes_wrong_and_nothing_is_asked_for_elsewhere(read: Pair) -> None:
    assert (read.cleaned.visitor.errors, read.as_made.visitor.errors) == ([], [])
    for visitor in (read.cleaned.visitor, read.as_made.visitor):
        assert [address for address in visitor.left if not fnmatch(address, f"{EMOJI}*")] == []
