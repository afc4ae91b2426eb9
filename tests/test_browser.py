"""What a reader of the example site sees: every diagram drawn, nothing broken, nothing fetched from elsewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import MERMAID, diagrams, reader, serve
from tests.conftest import ROOT, mkdocs_build

# All in one worker, so that one browser serves them.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def problems(browser: Browser, site_dir: Path) -> Iterator[str]:
    """Open every page of a site, and say what is wrong with it; `count` of a page are the diagrams in its HTML."""
    with serve(site_dir) as address, reader(browser) as visitor:
        for path in sorted(site_dir.rglob("*.html")):
            name = path.relative_to(site_dir).as_posix()
            count = diagrams_in(path)
            page = visitor.open(address + name)
            drawn = diagrams(page)
            if len(drawn) != count or None in drawn:
                yield f"{name}: {count} diagrams are meant, {len(drawn)} found, {drawn.count(None)} not drawn"
            if "Syntax error" in page.inner_text("body") or any("Syntax error" in text for text in drawn if text):
                yield f"{name}: a diagram has a syntax error"
            page.close()
        yield from (f"console: {error}" for error in visitor.errors)
        yield from (f"request to {left}" for left in visitor.left)


def diagrams_in(path: Path) -> int:
    return len(re.findall(r'<(?:pre|div)\b[^>]*\bclass="mermaid"', path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("config", ["mkdocs.yml", "mkdocs-mermaid2.yml"])
def test_example_site_shows_every_diagram(config: str, browser: Browser, tmp_path: Path) -> None:
    # The published site takes Mermaid from its CDN; here it stands beside the pages.
    script = "assets/javascripts/mermaid.min.js"
    built = mkdocs_build(ROOT / "example-site" / config, tmp_path, extra_javascript=[script])
    assert built.exit_code == 0, built.log
    shutil.copy(MERMAID, tmp_path / script)

    assert sum(map(diagrams_in, tmp_path.rglob("*.html"))) > 0
    assert list(problems(browser, tmp_path)) == []


PAGE = """<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>Page</title></head><body>
<script src="mermaid.js"></script>{body}</body></html>"""


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[[str], Path]:
    """A site of one page, written by hand."""

    def write(body: str) -> Path:
        shutil.copy(MERMAID, tmp_path / "mermaid.js")
        (tmp_path / "index.html").write_text(PAGE.format(body=body), encoding="utf-8")
        return tmp_path

    return write


def test_a_good_page_has_no_problems(page_of: Callable[[str], Path], browser: Browser) -> None:
    assert list(problems(browser, page_of('<pre class="mermaid">flowchart LR\n a --> b</pre>'))) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<pre class="mermaid">flowchart LR\n a --> end</pre>', "syntax error"),
        ('<pre class="mermaid" hidden>flowchart LR\n a --> b</pre>', "not drawn"),
        ("<script>console.error('broken')</script>", "console: broken"),
        ("<script>undefined.broken</script>", "console: "),
        ('<img src="http://example.org/picture.png" alt="">', "request to http://example.org/picture.png"),
    ],
)
def test_these_checks_can_fail(body: str, problem: str, page_of: Callable[[str], Path], browser: Browser) -> None:
    assert any(problem in found for found in problems(browser, page_of(body)))
