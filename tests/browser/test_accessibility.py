"""Pages for everyone: axe-core finds nothing serious, nothing overflows a phone, every diagram is drawn."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from mkdocs_arckit.views import registry
from tests.helpers.browser import at_rest, diagrams, diagrams_in, reader, serve
from tests.helpers.samples import strategy
from tests.helpers.sites import ROOT, mkdocs_build

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STRATEGY = "projects/001-licence-payments/devops/"
BROKEN = "projects/999-broken/devops/"
VIEWS = [f"strategies/portfolio/{view.key}/" for view in registry.BELOW_INDEX]
PAGES = [STRATEGY, "", "strategies/", "strategies/?group=status", *VIEWS, BROKEN]
"""A strategy that has everything, a page with a part of the index, the index, the views of the portfolio, and what
stands for a file with errors."""

WITHOUT_LISTS = "{roots: [], technologies: null, requirements: null, link_requirements: false}"
REAL = {"iou-modern": [], "scts-genai": ["research/ARC-001-AZRS-v1.0.md"]}
"""The real strategies, and the documents that they link to."""

THEMES = {
    "mkdocs": "{name: mkdocs, color_mode: auto, highlightjs: false}",
    "readthedocs": "{name: readthedocs, highlightjs: false}",
}
"""Without the script for highlighting that they fetch from elsewhere. The second knows no dark."""
PHONE: Any = {"width": 360, "height": 740}
EXTENSIONS = "[admonition, pymdownx.superfences, {pymdownx.highlight: {anchor_linenums: true}}]"

OF_THEMES = ("'#1-devops-overview' is not a valid selector", "(reading '191')", "(setting 'disabled')")
"""What the theme `mkdocs` says of any page with a heading that begins with a number, and of `color_mode` without the
script for highlighting."""

# Two rules are about colours alone, and take longer than all others together. A page says most things in the same few
# ways, so they look at three places of each: the first, one in the middle and the last of all texts that have the same
# colours, sizes and lines, inside of elements with the same colours.
_CHECK = """
async where => {
  const own = element => {
    const {color, fontSize, fontWeight, textShadow, textDecoration, borderBottom} = getComputedStyle(element)
    return [element.localName === "a", color, fontSize, fontWeight, textShadow, textDecoration, borderBottom]
  }
  const around = element => {
    if (!element) return []
    const {backgroundColor, backgroundImage, opacity, filter, mixBlendMode} = getComputedStyle(element)
    return [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, ...around(element.parentElement)]
  }
  const alike = new Map()
  for (const element of document.querySelectorAll(`:is(${where}) *`)) {
    // The rules leave single letters alone.
    const written = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 1)
    if (!written || !element.checkVisibility({visibilityProperty: true})) continue
    const look = JSON.stringify([own(element), own(element.parentElement), ...around(element)])
    alike.set(look, [...(alike.get(look) ?? []), element])
  }
  for (const those of alike.values()) {
    for (const one of [those[0], those[those.length >> 1], those.at(-1)]) one.dataset.seen = ""
  }
  const colours = ["color-contrast", "link-in-text-block"]
  const resultTypes = ["violations"] // nobody reads the other results, and to name them takes long
  const others = Object.fromEntries(colours.map(rule => [rule, {enabled: false}]))
  const found = [await axe.run(where, {resultTypes, rules: others})]
  if (alike.size) found.push(await axe.run({include: [["[data-seen]"]]}, {resultTypes, runOnly: colours}))
  return found.flatMap(results => results.violations)
}
"""

_OVERFLOWING = """
() => {
  const scrolls = element => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX)
  const kept = element => element && element !== document.body && (scrolls(element) || kept(element.parentElement))
  const wide = [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect()
    return box.width && box.right > innerWidth + 1 && box.left < innerWidth && !kept(element.parentElement)
  })
  const page = document.documentElement.scrollWidth
  const found = wide.map(element => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.slice(0, 60)}`)
  return page > innerWidth ? [`the page is ${page} wide`, ...found] : found
}
"""

_DARKEN = """
() => {
  document.querySelector("#__palette_1")?.click()
  document.documentElement.dataset.bsTheme &&= "dark"
}
"""

_IS_DARK = """
() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(part => part < 100)
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _build(folder: Path, config: str, name: str = "material") -> Path:
    _write(folder / f"of-{name}.yml", config)
    built = mkdocs_build(folder / f"of-{name}.yml", folder / "site" / name)
    assert built.exit_code == 0, built.log
    return built.site_dir


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, with a strategy that has errors."""
    folder = tmp_path_factory.mktemp("example") / "site"
    shutil.copytree(ROOT / "example-site", folder, ignore=shutil.ignore_patterns("site"))
    _write(folder / "docs" / BROKEN.replace("/devops/", "/devops.yaml"), strategy("999", more="sumary: misspelt"))
    return folder


@pytest.fixture(scope="session")
def material(example: Path) -> Path:
    """The example with Material."""
    return _build(example, "INHERIT: mkdocs.yml\nplugins: {arckit: {on_error: warn}}\n")


@pytest.fixture(scope="session")
def in_theme(example: Path) -> Callable[[str], Path]:
    """The example with one of MkDocs' own themes."""

    @cache
    def build(theme: str) -> Path:
        plugins = "{search: {}, arckit: {roots: [services], on_error: warn}}"
        config = f"site_name: Test\ntheme: {THEMES[theme]}\nplugins: {plugins}\nmarkdown_extensions: {EXTENSIONS}\n"
        return _build(example, config, theme)

    return build


@pytest.fixture(scope="session")
def real(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the real strategies."""
    folder = tmp_path_factory.mktemp("real")
    for name, linked in REAL.items():
        _write(folder / f"docs/{name}/devops.yaml", (shared_dir / "real" / name / "devops.yaml").read_text("utf-8"))
        for document in linked:
            _write(folder / f"docs/{name}/{document}", "# A document\n")
    _write(folder / "docs/index.md", "# Home\n")
    for own in ("stylesheets", "javascripts"):
        shutil.copytree(ROOT / "example-site/docs" / own, folder / "docs" / own)
    config = ROOT / "example-site/mkdocs.yml"
    return _build(folder, f"INHERIT: {config}\nplugins: {{arckit: {WITHOUT_LISTS}}}\n")


@contextmanager
def opened(browser: Browser, site: Path, address: str, **options: Any) -> Iterator[Page]:
    """A page as a reader has it; afterwards its console has to be empty, and nothing may have left the machine."""
    with serve(site) as start, reader(browser, **options) as visitor:
        page = visitor.open(start + address)
        meant = diagrams_in(site / urlsplit(address).path / "index.html")
        drawn = diagrams(page, meant)
        assert (len(drawn), drawn.count(None)) == (meant, 0)
        yield page
        errors = [error for error in visitor.errors if not any(part in error for part in OF_THEMES)]
        assert (errors, visitor.left) == ([], [])


def violations(page: Page, where: str = "html") -> list[str]:
    """What axe-core finds that is serious or critical, on the whole page or in our part of it."""
    page.evaluate(Axe().axe_script)
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in page.evaluate(_CHECK, where)
        for node in violation["nodes"]
        if violation["impact"] in {"serious", "critical"}
    ]


def darken(page: Page) -> None:
    """Choose the dark colours, as the theme's own button does."""
    page.evaluate(_DARKEN)
    at_rest(page)
    assert page.evaluate(_IS_DARK)


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_for_everyone(address: str, material: Path, browser: Browser) -> None:
    with opened(browser, material, address, color_scheme="light", viewport=PHONE) as page:
        assert page.evaluate(_OVERFLOWING) == []
        assert violations(page) == []
        page.set_viewport_size({"width": 1280, "height": 740})
        darken(page)
        assert page.evaluate(_OVERFLOWING) == []
        assert violations(page) == []


@pytest.mark.parametrize("name", REAL)
def test_real_strategies_are_shown(name: str, real: Path, browser: Browser) -> None:
    assert diagrams_in(real / name / "devops/index.html") > 0
    with opened(browser, real, f"{name}/devops/", viewport=PHONE) as page:
        assert page.evaluate(_OVERFLOWING) == []
        assert violations(page) == []


@pytest.mark.parametrize(("theme", "knows_dark"), [("mkdocs", True), ("readthedocs", False)])
@pytest.mark.parametrize("address", PAGES)
def test_built_in_themes_are_for_everyone_too(
    address: str, theme: str, knows_dark: bool, in_theme: Callable[[str], Path], browser: Browser
) -> None:
    with opened(browser, in_theme(theme), address, color_scheme="light", viewport=PHONE) as page:
        assert page.evaluate(_OVERFLOWING) == []
        assert violations(page, ".arckit") == []
        if knows_dark:
            darken(page)
            assert page.evaluate(_OVERFLOWING) == []
            assert violations(page, ".arckit") == []


INSTANT = """
INHERIT: mkdocs.yml
theme: {features: [navigation.instant, navigation.tabs, content.code.copy]}
plugins: {arckit: {on_error: warn}}
"""


def test_instant_navigation(example: Path, browser: Browser) -> None:
    site = example / "site/instant"
    with serve(site) as start, reader(browser) as visitor:
        _build(example, f"{INSTANT}site_url: {start}\n", "instant")
        meant = diagrams_in(site / STRATEGY / "index.html")
        page = visitor.open(f"{start}strategies/", until="sitemap.xml")
        page.evaluate("window.stayed = true")
        for _ in range(2):
            page.locator(f'article a[href$="{STRATEGY}"]').first.click()
            page.wait_for_url(f"**/{STRATEGY}")
            drawn = diagrams(page, meant)
            assert (len(drawn), drawn.count(None)) == (meant, 0)
            assert page.locator("article .highlight button").count() > 0  # to copy
            page.go_back()
            page.wait_for_url("**/strategies/")
            page.locator("article h1", has_text="Strategies").wait_for()
        assert page.evaluate("window.stayed"), "the pages were loaded anew"
        assert (visitor.errors, visitor.left) == ([], [])


CHECKED = (
    '<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>x</title></head><body>{}</body></html>'
)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<main><p style="color: #aaa">pale</p></main>', "color-contrast"),
        (
            '<main><p>one</p><p>two</p><div style="opacity: 0.4"><p>three</p></div><p>four</p><p>five</p></main>',
            "color-contrast",
        ),
        (
            '<main><p>some text with <a href="#" style="color: #222; text-decoration: none">a link</a> in it</p></main>',
            "link-in-text-block",
        ),
        ('<main><button style="width: 2em"></button></main>', "button-name"),
        ('<main><p style="width: 500px">wide</p></main>', "the page is 5"),
        ('<main><div style="width: 380px">wide</div></main>', "div."),
    ],
)
def test_the_checks_can_fail(body: str, problem: str, tmp_path: Path, browser: Browser) -> None:
    _write(tmp_path / "index.html", CHECKED.format(body))
    with opened(browser, tmp_path, "", viewport=PHONE) as page:
        assert any(problem in found for found in [*violations(page), *page.evaluate(_OVERFLOWING)])
