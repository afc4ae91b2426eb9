"""Diagrams as readers meet them: in each theme, without a network, in tabs, in the dark, large and broken ones."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mkdocs_arckit.diagrams import parser
from mkdocs_arckit.hosts.disk import ASSETS
from tests.helpers.browser import MERMAID, Reader, at_rest, diagrams, reader, serve
from tests.helpers.samples import config, strategy
from tests.helpers.sites import Built

in_browser = [pytest.mark.browser, pytest.mark.slow]

Site = Callable[..., Built]

# Ours are never as wide as this one of an author.
STEPS = [f'n{n}["A rather long step with the number {n}"]' for n in range(1, 10)]
WIDE = ["flowchart LR", "    accTitle: Release Process", f"    {' --> '.join(STEPS)}"]
LARGE = strategy(more="release:\n  process:\n    diagram: |\n" + "".join(f"      {line}\n" for line in WIDE))
SMALL = strategy("002", "Small", more="release: {process: {steps: [Freeze, Ship]}}\n")
NONE = strategy("003", "None")
FENCE = "```mermaid\nflowchart LR\n  hand --> written\n```\n"
FILES = {
    "docs/index.md": "# Home\n\n[Large](large/devops.yaml), [by hand](hand.md)\n",
    "docs/hand.md": f"# By hand\n\n{FENCE}",
    "docs/large/devops.yaml": LARGE,
    "docs/small/devops.yaml": SMALL,
    "docs/none/devops.yaml": NONE,
}
FENCES = """markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
"""
MERMAID2_PLUGIN = "plugins: [mermaid2, arckit]\nextra_javascript: [assets/arckit/mermaid.min.js]\n"


QUIET = {"name": "mkdocs", "highlightjs": False}


def yml(theme: str, more: str = "", plugins: str = "plugins: [arckit]\n") -> str:
    asks = "font" if theme == "material" else "highlightjs"  # what the theme would fetch from elsewhere
    return f"site_name: Test\ntheme: {{name: {theme}, {asks}: false}}\n{plugins}{more}"


# What the theme mkdocs stumbles over by itself: headings that begin with a number, and `highlightjs: false` in the dark.
OF_THE_THEME = ("is not a valid selector.", "(reading 'backdrop')", "(setting 'disabled')")


@contextmanager
def visit(browser: Browser, site_dir: Path, **options: Any) -> Iterator[tuple[Reader, str]]:
    """A reader who meets no error and asks nobody else."""
    with serve(site_dir) as address, reader(browser, **options) as visitor:
        yield visitor, address
        assert ours(visitor) == ([], [])


@contextmanager
def instant(browser: Browser, site: Site, folder: Path) -> Iterator[tuple[Reader, str]]:
    """The same in a site with instant navigation, which works at the address only that the site knows of."""
    features = "{name: material, font: false, features: [navigation.instant]}"
    with visit(browser, folder / "site") as (visitor, address):
        settings = f"site_name: Test\nsite_url: {address}\ntheme: {features}\nplugins: [arckit]\n{FENCES}"
        assert site({**FILES, "mkdocs.yml": settings}, strict=True).exit_code == 0
        yield visitor, address


def ours(visitor: Reader) -> tuple[list[str], list[str]]:
    return [error for error in visitor.errors if not error.endswith(OF_THE_THEME)], visitor.left


@pytest.mark.parametrize(
    ("settings", "by_hand"),
    [
        (yml("material"), 0),
        (yml("material", FENCES), 1),
        (yml("material", "markdown_extensions: [pymdownx.superfences, pymdownx.highlight]\n"), 0),
        (yml("mkdocs"), 1),
        (yml("mkdocs", "markdown_extensions: [codehilite]\n"), 1),
        (yml("readthedocs"), 1),
        (yml("mkdocs", plugins=MERMAID2_PLUGIN), 1),
        (
            yml(
                "mkdocs",
                FENCES.replace("pymdownx.superfences.f", "mermaid2.f").replace("code_format", "mermaid"),
                MERMAID2_PLUGIN,
            ),
            1,
        ),
    ],
    ids=[
        "material",
        "material-fences",
        "material-highlight",
        "mkdocs",
        "mkdocs-codehilite",
        "readthedocs",
        "mermaid2",
        "mermaid2-fences",
    ],
)
class TestThemes:
    pytestmark = in_browser

    def test_diagrams_are_drawn_and_other_pages_load_nothing(
        self, settings: str, by_hand: int, site: Site, browser: Browser
    ) -> None:
        built = site({**FILES, "mkdocs.yml": settings}, strict=True)
        assert built.exit_code == 0, built.log
        # One folder up, so that the site stands in a subfolder.
        with visit(browser, built.site_dir.parent) as (visitor, root):
            address = f"{root}site/"
            page = visitor.open(f"{address}none/devops/")
            scripts = [path for path in visitor.asked if "/arckit/" in path and path.endswith(".js")]
            if "mermaid2" not in settings:
                assert {path.rpartition("/")[2] for path in scripts} <= {
                    "arckit.js",
                    "print.js",
                    "scroll.js",
                    "sections.js",
                }
            visitor.asked.clear()
            page = visitor.open(f"{address}large/devops/")
            (drawn,) = diagrams(page, 1)
            assert drawn
            assert "number 9" in drawn
            assert sum("mermaid" in path for path in visitor.asked) == 1
            expect(page.locator(".arckit-diagram__enlarge")).to_be_visible()
            page = visitor.open(f"{address}small/devops/")
            assert "Ship" in str(diagrams(page, 1)[0])
            page.wait_for_selector(".arckit-diagram__enlarge", state="attached")
            at_rest(page)  # it is shown once the sizes are known
            assert not page.locator(".arckit-diagram__enlarge").is_visible()
            drawn_by_hand = diagrams(visitor.open(f"{address}hand/"), by_hand)
            assert [bool(text and "written" in text) for text in drawn_by_hand] == [True] * by_hand


class TestPages:
    pytestmark = in_browser

    def test_instant_navigation_draws_each_page_and_loads_mermaid_once(
        self, site: Site, browser: Browser, tmp_path: Path
    ) -> None:
        with instant(browser, site, tmp_path) as (visitor, address):
            page = visitor.open(address, until="sitemap.xml")
            page.evaluate("window.marked = true")
            for _ in range(2):
                page.click(".md-content >> text=Large")
                page.wait_for_selector(".arckit-diagram")
                assert "number 9" in str(diagrams(page, 1)[0])
                page.go_back()
                page.click(".md-content >> text=by hand")
                page.wait_for_selector("h1:has-text('By hand')")
                assert "written" in str(diagrams(page, 1)[0])
                page.go_back()
            assert page.evaluate("window.marked"), "the pages were loaded instantly"
            assert sum("mermaid.min" in path for path in visitor.asked) == 1

    def test_hidden_ones_are_drawn_in_their_size(self, site: Site, browser: Browser) -> None:
        body = 'ci:\n  summary: |\n    === "A"\n\n        Text\n\n    === "B"\n\n        ```mermaid\n        flowchart LR\n          a[One label here] --> b[Another label there]\n        ```\n\n    ??? note "Closed"\n\n        ```mermaid\n        flowchart LR\n          a[One label here] --> b[Another label there]\n        ```\n\n    ```mermaid\n    flowchart LR\n      a[One label here] --> b[Another label there]\n    ```\n'
        extensions = "markdown_extensions: [pymdownx.superfences, pymdownx.details, {pymdownx.tabbed: {alternate_style: true}}]\n"
        built = site(
            {"docs/a/devops.yaml": strategy(more=body), "mkdocs.yml": yml("material", extensions)}, strict=True
        )
        with visit(browser, built.site_dir) as (visitor, address):
            page = visitor.open(f"{address}a/devops/")
            page.wait_for_function("document.querySelectorAll('.arckit-diagram > svg').length === 3")
            sizes = page.eval_on_selector_all(
                ".arckit-diagram > svg", "all => all.map(svg => svg.getAttribute('viewBox'))"
            )
            assert len(set(sizes)) == 1
            assert page.locator(".arckit-diagram > svg:visible").count() == 1
            page.click("text=Closed")
            page.click(".tabbed-labels >> text=B")
            expect(page.locator(".arckit-diagram > svg:visible")).to_have_count(3)

    def test_light_and_dark_need_no_new_drawing(self, site: Site, browser: Browser) -> None:
        palette = "palette: [{scheme: default, toggle: {icon: material/eye, name: Dark}}, {scheme: slate, toggle: {icon: material/eye, name: Light}}]"
        settings = f"site_name: Test\ntheme: {{name: material, font: false, {palette}}}\nplugins: [arckit]\n"
        built = site({**FILES, "mkdocs.yml": settings}, strict=True)
        color = "getComputedStyle(document.querySelector('.arckit-diagram .nodeLabel')).color"
        with visit(browser, built.site_dir) as (visitor, address):
            page = visitor.open(f"{address}small/devops/")
            diagrams(page, 1)
            drawn, light = page.query_selector(".arckit-diagram svg"), page.evaluate(color)
            page.click("label[title=Dark]")
            page.wait_for_function(f"{color} !== {light!r}")
            assert drawn
            assert drawn.evaluate("svg => svg.isConnected")
            page.emulate_media(media="print")
            assert page.evaluate(color) == "rgb(36, 41, 47)", "on paper it is dark on white"

    def test_a_file_needs_no_server(self, site: Site, browser: Browser) -> None:
        settings = yml("mkdocs", "use_directory_urls: false\nsite_url: ''\n")
        built = site({**FILES, "mkdocs.yml": settings}, strict=True)
        with reader(browser) as visitor:
            page = visitor.open(f"file://{built.site_dir}/small/devops.html")
            assert "Ship" in str(diagrams(page, 1)[0])
            assert ours(visitor) == ([], [])

    def test_a_broken_one_shows_its_text_and_says_so(
        self, site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parser, "installed", lambda: None)  # which would not let it through
        more = (
            "iac: {pipeline: {diagram: 'flowchart LR\n\n      a -->|x[y]| b'}}\nrelease: {process: {steps: [A, B]}}\n"
        )
        built = site({"docs/a/devops.yaml": strategy(more=more), "mkdocs.yml": yml("readthedocs")})
        with visit(browser, built.site_dir) as (visitor, address):
            page = visitor.open(f"{address}a/devops/")
            page.wait_for_selector(".arckit-diagram > svg")
            assert page.inner_text(".arckit-diagram__error").startswith(
                "This diagram cannot be drawn. Parse error on line"
            )
            assert page.locator(".arckit-diagram--text .arckit-mermaid").is_visible()
            assert "x[y]" in page.inner_text(".arckit-diagram--text .arckit-mermaid")
            assert "bomb" not in page.content()
            assert page.locator("svg[aria-roledescription=error]").count() == 0

    def test_without_javascript_the_text_is_there(self, site: Site, browser: Browser) -> None:
        built = site({**FILES, "mkdocs.yml": yml("material")})
        with visit(browser, built.site_dir, java_script_enabled=False) as (visitor, address):
            page = visitor.open(f"{address}small/devops/")
            assert page.locator("pre.arckit-mermaid").is_visible()
            assert "Ship" in page.inner_text("pre.arckit-mermaid")

    def test_a_script_of_the_site_is_used_and_one_from_elsewhere_is_asked_for(
        self, site: Site, browser: Browser
    ) -> None:
        own = {"docs/scripts/own.js": MERMAID.read_text(encoding="utf-8")}
        built = site({**FILES, **own, "mkdocs.yml": config({"mermaid": "scripts/own.js"}, theme=QUIET)}, strict=True)
        assert not (built.site_dir / "assets/arckit/mermaid.min.js").exists()
        with visit(browser, built.site_dir) as (visitor, address):
            assert "Ship" in str(diagrams(visitor.open(f"{address}small/devops/"), 1)[0])
            assert "/scripts/own.js" in visitor.asked
        built = site(
            {**FILES, "mkdocs.yml": config({"mermaid": "https://example.org/mermaid.min.js"}, theme=QUIET)}, strict=True
        )
        with serve(built.site_dir) as address, reader(browser) as visitor:
            page = visitor.open(f"{address}small/devops/")
            page.wait_for_selector(".arckit-diagram__error")
            assert visitor.left == ["https://example.org/mermaid.min.js"]
            assert page.locator("pre.arckit-mermaid").is_visible()

    def test_a_mermaid_of_the_site_stays_where_it_is(self, site: Site, browser: Browser) -> None:
        files = {"docs/own.js": "window.mermaid = {render() {}, theirs: true}"}
        more = "extra_javascript: [own.js]\n"
        built = site({**FILES, **files, "mkdocs.yml": yml("material", more)}, strict=True)
        with visit(browser, built.site_dir) as (visitor, address):
            page = visitor.open(f"{address}small/devops/")
            assert "Ship" in str(diagrams(page, 1)[0])
            assert page.evaluate("window.mermaid.theirs")


WIDTH = "document.querySelector('.arckit-viewer svg').getBoundingClientRect().width"
SCROLLED = "(({scrollLeft, scrollTop}) => [scrollLeft, scrollTop])(document.querySelector('.arckit-viewer__stage'))"


class TestViewer:
    """A large diagram on the whole screen."""

    pytestmark = in_browser

    @pytest.fixture(params=["material", "readthedocs", "mermaid2"])
    def settings(self, request: pytest.FixtureRequest) -> str:
        return yml("mkdocs", plugins=MERMAID2_PLUGIN) if request.param == "mermaid2" else yml(request.param)

    @contextmanager
    def opened(self, site: Site, browser: Browser, settings: str, **options: Any) -> Iterator[Page]:
        built = site({**FILES, "mkdocs.yml": settings}, strict=True)
        with visit(browser, built.site_dir, **options) as (visitor, address):
            page = visitor.open(f"{address}large/devops/")
            diagrams(page, 1)
            page.click(".arckit-diagram__enlarge")
            page.wait_for_selector(".arckit-viewer[open] svg")
            yield page

    def test_wheel_keys_and_mouse(self, settings: str, site: Site, browser: Browser) -> None:
        with self.opened(site, browser, settings) as page:
            fit = page.evaluate(WIDTH)
            assert 1000 < fit <= 1280
            page.keyboard.press("+")
            assert page.evaluate(WIDTH) == pytest.approx(fit * 1.25, rel=0.01)
            page.keyboard.press("-")
            assert page.evaluate(WIDTH) == pytest.approx(fit, rel=0.01)
            page.mouse.move(900, 360)
            page.mouse.wheel(0, -600)
            page.wait_for_function(f"{WIDTH} > {fit * 3}")
            assert page.evaluate(SCROLLED)[0] > 900, "the point under the mouse stays"
            left = page.evaluate(SCROLLED)[0]
            page.keyboard.press("ArrowLeft")
            page.wait_for_function(f"{SCROLLED}[0] === {left - 80}")
            page.mouse.down()
            page.mouse.move(700, 360)
            page.wait_for_function(f"Math.abs({SCROLLED}[0] - {left + 120}) <= 1")
            page.mouse.up()
            page.mouse.move(600, 360)
            at_rest(page)
            assert page.evaluate(SCROLLED)[0] == pytest.approx(left + 120, abs=1)
            page.click("[data-do=fit]")
            assert page.evaluate(WIDTH) == pytest.approx(fit, rel=0.01)
            page.keyboard.press("Escape")
            page.wait_for_selector(".arckit-viewer", state="detached")
            assert page.evaluate("document.activeElement.matches('.arckit-diagram__enlarge')")
            assert page.locator(".arckit-diagram svg").is_visible()

    def test_fingers_on_a_phone(self, site: Site, browser: Browser) -> None:
        phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
        with self.opened(site, browser, yml("material"), **phone) as page:
            before = page.evaluate(WIDTH)
            assert before > 1500, "large enough to read"
            assert page.evaluate("document.documentElement.scrollWidth") == 360
            devtools = page.context.new_cdp_session(page)

            def touch(kind: str, *points: tuple[int, int]) -> None:
                touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
                devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

            touch("touchStart", (120, 400), (240, 400))
            touch("touchMove", (60, 400), (300, 400))
            touch("touchEnd")
            page.wait_for_function(f"{WIDTH} > {before * 1.8}")
            scrolled = page.evaluate(SCROLLED)[0]
            touch("touchStart", (300, 400))
            for x in range(280, 80, -20):
                touch("touchMove", (x, 400))
            touch("touchEnd")
            page.wait_for_function(f"{SCROLLED}[0] > {scrolled + 50}")
            page.locator("[data-do=close]").click()  # a touch might only stop the diagram, which may still move
            page.wait_for_selector(".arckit-viewer", state="detached")

    def test_copies(self, site: Site, browser: Browser) -> None:
        allowed = {"permissions": ["clipboard-read", "clipboard-write"], "color_scheme": "dark"}
        with self.opened(
            site,
            browser,
            yml("mkdocs", "").replace("highlightjs: false", "highlightjs: false, color_mode: dark"),
            **allowed,
        ) as page:
            page.click("[data-do=mermaid]")
            page.wait_for_selector("text=Mermaid text copied")
            text = page.evaluate("navigator.clipboard.readText()")
            assert text.startswith("flowchart LR\n    accTitle: Release Process\n")
            page.click("[data-do=svg]")
            page.wait_for_selector("text=SVG copied")
            svg = page.evaluate("navigator.clipboard.readText()")
            assert svg.startswith("<svg ")
            assert 'width="' in svg
            assert "foreignObject" not in svg
            assert "var(--arckit" not in svg
            blank = browser.new_page()
            blank.set_content(svg)
            words = " ".join(blank.locator("svg .node text").all_text_contents())
            assert [f"number {n}" in words for n in range(1, 10)] == [True] * 9
            assert blank.evaluate("getComputedStyle(document.querySelector('.node text')).fill") == "rgb(36, 41, 47)"
            blank.close()

    def test_copies_without_a_clipboard(self, site: Site, browser: Browser) -> None:
        with self.opened(site, browser, yml("mkdocs")) as page:
            page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
            page.evaluate("document.execCommand = () => { window.copied = String(document.activeElement.value) }")
            page.click("[data-do=mermaid]")
            page.wait_for_function("window.copied?.startsWith('flowchart LR')")

    def test_screen_readers_are_told(self, site: Site, browser: Browser) -> None:
        with self.opened(site, browser, yml("mkdocs")) as page:
            assert page.get_by_role("dialog", name="Release Process").is_visible()
            for name in ("Zoom in", "Zoom out", "Show all", "Copy SVG", "Copy Mermaid", "Close"):
                assert page.get_by_role("button", name=name, exact=True).is_visible()
            assert page.get_by_role("region", name="Diagram.").evaluate("stage => stage === document.activeElement")

    def test_it_closes_when_the_reader_goes_back(self, site: Site, browser: Browser, tmp_path: Path) -> None:
        with instant(browser, site, tmp_path) as (visitor, address):
            page = visitor.open(address, until="sitemap.xml")
            page.click(".md-content >> text=Large")
            page.click(".arckit-diagram__enlarge")
            page.wait_for_selector(".arckit-viewer[open]")
            page.go_back()
            page.wait_for_selector(".arckit-viewer", state="detached")


def test_a_page_without_diagrams_stays_light() -> None:
    stub = len(gzip.compress((ASSETS / "arckit.js").read_bytes(), mtime=0))
    styles = len(gzip.compress((ASSETS / "arckit.css").read_bytes(), mtime=0))
    assert stub < 1_000
    assert stub + styles < 15_000


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_branches_can_be_read_in_light_and_dark() -> None:
    text = (ASSETS / "diagrams.js").read_text(encoding="utf-8")
    found = re.search(r"const branches = \[(.*)\]", text)
    assert found
    colors = re.findall(r"#\w{6}", found[1])
    assert len(colors) == 8
    for color in colors:
        assert contrast(color, "#ffffff") >= 4.5
        for dark in ("#1e2129", "#212529"):  # Material's slate, the mkdocs theme
            assert contrast(color, dark) >= 3
