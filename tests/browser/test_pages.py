"""What a reader of the example site sees: every diagram drawn, nothing broken, nothing fetched elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.helpers.browser import MERMAID, diagrams, diagrams_in, reader, serve
from tests.helpers.sites import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def problems(browser: Browser, site_dir: Path) -> list[str]:
    """Open every page of a site, and say what is wrong with it."""
    found = []
    with serve(site_dir) as address, reader(browser) as visitor:
        for path in sorted(site_dir.rglob("*.html")):
            name = path.relative_to(site_dir).as_posix()
            page = visitor.open(address + name)
            meant = diagrams_in(path)
            drawn = diagrams(page, meant)
            if len(drawn) != meant or None in drawn:
                found.append(f"{name}: {meant} diagrams meant, {len(drawn)} there, {drawn.count(None)} not drawn")
            texts = [page.inner_text("body"), *filter(None, drawn)]
            if any("Syntax error" in text for text in texts):
                found.append(f"{name}: a diagram has a syntax error")
            page.close()
    found += [f"console: {error}" for error in visitor.errors]
    found += [f"request to {left}" for left in visitor.left]
    return sorted(set(found))


@pytest.mark.parametrize("config", ["mkdocs.yml", "mkdocs-mermaid2.yml"])
def test_example_site_shows_every_diagram(config: str, browser: Browser, example_site: Callable[..., Built]) -> None:
    built = example_site(config)
    assert built.exit_code == 0, built.log
    assert sum(map(diagrams_in, built.site_dir.rglob("*.html"))) > 0
    assert problems(browser, built.site_dir) == []


PAGE = """<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>Page</title></head><body>
{body}<script src="mermaid.js"></script><script>
mermaid.initialize({{startOnLoad: false}})
mermaid.run({{querySelector: ".mermaid", suppressErrors: true}}).finally(() => {{ document.documentElement.dataset.settled = "" }})
</script></body></html>"""


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[[str], Path]:
    """A site of one page, written by hand."""

    def write(body: str) -> Path:
        shutil.copy(MERMAID, tmp_path / "mermaid.js")
        (tmp_path / "index.html").write_text(PAGE.format(body=body), encoding="utf-8")
        return tmp_path

    return write


def test_a_good_page_has_no_problems(page_of: Callable[[str], Path], browser: Browser) -> None:
    assert problems(browser, page_of('<pre class="mermaid">flowchart LR\n a --> b</pre>')) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<pre class="mermaid">flowchart LR\n a --> end</pre>', "syntax error"),
        ('<div hidden><pre class="mermaid">flowchart LR\n a --> b</pre></div>', "not drawn"),
        ("<script>console.error('broken')</script>", "console: broken"),
        ("<script>undefined.broken</script>", "console: "),
        ('<img src="http://example.org/picture.png" alt="">', "request to http://example.org/picture.png"),
    ],
)
def test_checks_can_fail(body: str, problem: str, page_of: Callable[[str], Path], browser: Browser) -> None:
    assert any(problem in found for found in problems(browser, page_of(body)))
