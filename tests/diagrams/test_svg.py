"""Diagrams that are drawn when a site is built: as a reader without JavaScript sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from textwrap import indent
from xml.etree.ElementTree import Element, fromstring

import pytest
from playwright.sync_api import Browser

from mkdocs_arckit.checks.diagrams import drawn_diagrams
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.diagrams import results, svg
from mkdocs_arckit.diagrams.figure import figure
from mkdocs_arckit.diagrams.flowchart import Flowchart
from mkdocs_arckit.diagrams.mermaid import alternative
from mkdocs_arckit.diagrams.results import Results
from mkdocs_arckit.hosts.disk import ASSETS
from tests.helpers.documents import HEAD
from tests.helpers.sites import ROOT, Built

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLE = ROOT / "example-site/docs/projects/001-licence-payments/devops.yaml"
FLOW = 'flowchart LR\n  accTitle: Title\n  accDescr: Words\n  a["x"] -->|"my-svg #my-svg"| b["y"]'
_render = svg.render
GIT = "gitGraph\n  commit\n  branch dev\n  commit"


@cache
def _drawn_before(text: str, settings: str) -> str:
    return _render(text, json.loads(settings))


@pytest.fixture(autouse=True)
def _draw_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Mermaid draw a text once for all tests here, which takes a second; what we make of it is made each time."""
    monkeypatch.setattr(svg, "render", lambda text, settings: _drawn_before(text, json.dumps(settings)))


def drawn(text: str) -> Element:
    found = svg.draw_svg(text)
    assert found
    return fromstring(found)


def texts(root: Element) -> str:
    return " ".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))


def test_a_drawing_is_a_picture_with_a_title_and_a_description() -> None:
    root = drawn(FLOW)
    assert (root.get("role"), root.get("width"), root.get("aria-label")) == ("img", "100%", None)
    named = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    assert (named[root.get("aria-labelledby")], named[root.get("aria-describedby")]) == ("Title", "Words")
    assert re.fullmatch(r"max-width: [\d.]+px", root.get("style", ""))
    assert drawn("flowchart LR\n  a --> b").get("aria-label") == "Diagram"


def test_labels_are_text_and_stand_as_they_are_written() -> None:
    label = '<b> & "q" #35; &amp; é 漢'
    chart = Flowchart("LR")
    chart.node(label)
    root = drawn(chart.mermaid(*alternative(label, label)))
    assert "".join(texts(root).split()) == "".join(label.split())  # it may be on several lines
    assert root.findtext(f"{SVG}title") == root.findtext(f"{SVG}desc") == label
    assert "my-svg #my-svg" in texts(drawn(FLOW))


@pytest.mark.parametrize(
    "text", [FLOW, GIT, "sequenceDiagram\n  A->>B: hi\n  Note over A: n", "stateDiagram-v2\n  a --> b"]
)
def test_all_ids_are_the_drawings_own_and_all_references_lead_to_one(text: str) -> None:
    found = svg.draw_svg(text)
    assert found
    ids = re.findall(r'\sid="([^"]+)"', found)
    assert len(ids) == len(set(ids))
    assert all(svg.name_of(text) in name for name in ids)
    assert set(re.findall(r'="url\(#([^)]+)\)', found)) <= set(ids)
    styles = re.findall(r"[^{}]*\{", found.partition("<style>")[2].partition("</style>")[0])
    scoped = (f"#{svg.name_of(text)}", "@keyframes", "from{", "to{")
    assert [rule for rule in styles if rule.strip() and not rule.strip(" }").startswith(scoped)] == []


def test_a_drawing_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "render", _render)
    assert svg.draw_svg(GIT) == svg.draw_svg(GIT)


@pytest.mark.parametrize(
    "text",
    [
        'flowchart LR\n  a@{ img: "https://example.org/x.png", label: "x" }',
        '%%{init: {"themeCSS": "rect { fill: url(https://example.org/x) }"}}%%\nflowchart LR\n  a --> b',
        '%%{init: {"themeCSS": "@import \'https://example.org/x\';"}}%%\nflowchart LR\n  a --> b',
        "flowchart LR\n  a --> b\n  style a fill:url(https://example.org/x)",
    ],
)
def test_nothing_comes_from_elsewhere(text: str) -> None:
    found = svg.draw_svg(text)
    assert found is None or "example.org" not in found


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>1</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><foreignObject><p>x</p></foreignObject></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><a href="javascript:alert(1)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><use href="https://example.org/x#y"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect fill="url(https://example.org/x)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>a{b:\\75rl(x)}</style></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>&lt;/style&gt;</style></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_what_is_not_allowed_is_left_to_the_browser(drawing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "render", lambda text, settings: drawing)
    assert svg.draw_svg("x") is None


def test_handlers_and_settings_of_events_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="x()"><g onclick="y()" class="a"/></svg>'
    )
    monkeypatch.setattr(svg, "render", lambda text, settings: drawing)
    found = svg.draw_svg("x")
    assert found
    assert found.endswith(
        ' aria-label="Diagram" width="100%" style="max-width: 1px" viewBox="0 0 1 1"><g class="a"/></svg>'
    )


def test_mermaid_gives_up_and_so_do_we(monkeypatch: pytest.MonkeyPatch) -> None:
    assert svg.draw_svg("no diagram") is None


def test_drawings_have_the_colours_that_the_browser_draws_with() -> None:
    script = (ASSETS / "diagrams.js").read_text(encoding="utf-8")
    colours = re.findall("#[0-9a-f]{6}", str(svg.SETTINGS))
    assert len(colours) > 15
    assert set(colours) == set(re.findall("#[0-9a-f]{6}", script))


# What is kept


def test_drawings_are_kept_and_the_unused_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Results(tmp_path)
    flow, git = first.drawing()(FLOW), first.drawing()(GIT)
    assert flow
    assert git
    monkeypatch.setattr(results.svg, "draw_svg", lambda text: pytest.fail("drawn again"))
    again = Results(tmp_path)
    assert (again.drawing()(FLOW), first.drawing()(GIT)) == (flow, git)
    assert len([*tmp_path.glob("*.svg")]) == 2
    again.forget()
    assert [file.read_text(encoding="utf-8") for file in tmp_path.glob("*.svg")] == [flow]


def test_one_diagram_twice_on_a_page_has_ids_twice() -> None:
    draw = Results().drawing()
    first, second = draw(FLOW), draw(FLOW)
    assert first
    assert second
    ids = [set(re.findall(r'\sid="([^"]+)"', found)) for found in (first, second)]
    assert ids[0].isdisjoint(ids[1])


# In a site

YAML = f"{HEAD}release:\n  process: {{steps: [Tag, Ship]}}\nsummary: |\n  ```mermaid\n{indent(GIT, '  ')}\n  ```\n"


@pytest.mark.parametrize("options", ["", ", mermaid: theme"])
@pytest.mark.parametrize("plugins", ["", "mermaid2"])
def test_the_pages_of_strategies_hold_drawings(options: str, plugins: str, site: Callable[..., Built]) -> None:
    config = f"site_name: S\nplugins:\n  - arckit: {{diagrams: svg{options}}}\n{f'  - {plugins}' if plugins else ''}\n"
    built = site({"mkdocs.yml": config, "docs/devops.yaml": YAML, "docs/index.md": f"# S\n\n```mermaid\n{GIT}\n```\n"})
    assert built.exit_code == 0, built.log
    page = built.html("devops/index.html")
    pictures = re.findall(r'<figure class="arckit-diagram[^>]*><svg [^>]*role="img".*?</svg>', page, re.DOTALL)
    assert len(pictures) == 2
    assert 'class="mermaid"' not in page
    assert "<svg xmlns" not in built.html("index.html")
    kept = built.site_dir.parent / ".cache/plugin/arckit/diagrams"
    assert sorted(file.suffix for file in kept.iterdir()) == [".json", ".svg", ".svg"]


def test_by_default_the_browser_draws(site: Callable[..., Built]) -> None:
    built = site({"docs/devops.yaml": YAML})
    assert built.exit_code == 0, built.log
    assert "<svg xmlns" not in built.html("devops/index.html")


def test_what_cannot_be_drawn_is_left_to_the_browser(site: Callable[..., Built]) -> None:
    picture = "flowchart LR\n    a@{ img: 'https://example.org/x.png', label: x }"
    yaml = f"{HEAD}release:\n  process:\n    diagram: |\n      {picture.replace(chr(10), chr(10) + '      ')}\n"
    built = site({"mkdocs.yml": "site_name: S\nplugins:\n  - arckit: {diagrams: svg}\n", "docs/devops.yaml": yaml})
    assert built.exit_code == 0, built.log
    assert '<pre class="arckit-mermaid">flowchart LR' in built.html("devops/index.html")


@pytest.mark.browser
def test_every_diagram_of_the_example_is_seen_without_javascript(browser: Browser) -> None:
    draw = Results().drawing()
    pictures = [draw(diagram.code.text) for diagram in drawn_diagrams(validate(EXAMPLE.read_bytes(), "devops.yaml"))]
    assert len(pictures) == 8
    assert None not in pictures
    with browser.new_context(java_script_enabled=False) as context:
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.set_content("<!doctype html><title>Diagrams</title>" + "".join(f"<figure>{p}</figure>" for p in pictures))
        assert page.locator("svg[role=img]").count() == 8
        for label in ("Merge?", "feature/*", "payments-api", "Secret detection", "100%"):
            assert page.locator("svg text", has_text=label).first.is_visible(), label
        assert asked == []


SMALLEST_LETTERS = """figure => {
  const svg = figure.querySelector("svg")
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  return Math.min(...[...svg.querySelectorAll("text")].map(e => parseFloat(getComputedStyle(e).fontSize) * scale))
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("width", "least"), [(1440, 11), (390, 10)])
def test_without_javascript_a_picture_stays_large_enough_and_scrolls(width: int, least: int, browser: Browser) -> None:
    steps = " --> ".join(f'n{n}["A rather long step {n}"]' for n in range(1, 8))
    text = f"flowchart LR\n  {steps}"
    html = figure(text, Results().drawing()(text) or "")
    style = (ASSETS / "arckit.css").read_text(encoding="utf-8")
    size = {"width": width, "height": 900}
    with browser.new_context(java_script_enabled=False, viewport=size) as context:
        page = context.new_page()
        page.set_content(f'<!doctype html><title>D</title><style>{style}</style><div class="arckit">{html}</div>')
        drawing = page.locator("figure.arckit-diagram")
        assert drawing.evaluate(SMALLEST_LETTERS) >= least
        assert drawing.evaluate("figure => figure.scrollWidth > figure.clientWidth") is (width == 390)
        assert page.evaluate("document.scrollingElement.scrollWidth") == width
