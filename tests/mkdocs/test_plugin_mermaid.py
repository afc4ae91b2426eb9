"""Who draws a site's diagrams, and what a site is told about it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import mermaid
from tests.helpers.findings import names
from tests.helpers.samples import config, strategy
from tests.helpers.sites import Built

DIAGRAM = strategy(more="release: {process: {steps: [Freeze, Ship]}}\n")

SUPERFENCES = """markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format"""
THEME_DRAWS = "plugins: [{arckit: {mermaid: theme}}]\n"


def told(built: Built, word: str) -> list[str]:
    return re.findall(
        rf"^(?:WARNING|INFO) - arckit: .*(?:{word}).*$(?:\n(?!WARNING|INFO).*$)*", built.log, re.MULTILINE
    )


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
@pytest.mark.parametrize("extensions", ["", "markdown_extensions: [pymdownx.superfences]\n"])
def test_diagrams_need_no_settings(theme: str, extensions: str, site: Callable[..., Built]) -> None:
    yml = f"site_name: Test\ntheme: {theme}\nplugins: [arckit]\n{extensions}"
    built = site({"mkdocs.yml": yml, "docs/a/devops.yaml": DIAGRAM}, strict=True)
    assert (built.exit_code, told(built, "ermaid")) == (0, [])
    assert built.html("a/devops/index.html").count('<pre class="arckit-mermaid">') == 1


@pytest.mark.parametrize("extensions", ["", "markdown_extensions: [pymdownx.superfences]\n"])
def test_a_theme_that_does_not_see_diagrams_yet(extensions: str, site: Callable[..., Built]) -> None:
    head = f"site_name: Test\ntheme: material\n{THEME_DRAWS}"
    files = {"docs/a/devops.yaml": DIAGRAM, "docs/b/devops.yaml": DIAGRAM.replace("001", "002")}
    built = site({**files, "mkdocs.yml": head + extensions})
    (advice,) = told(built, "does not see the diagrams")
    assert advice.startswith("WARNING")
    assert f"add to {built.site_dir.parent / 'mkdocs.yml'}:\n\n{SUPERFENCES}\n" in advice
    for name in ("pymdownx.superfences", "pymdownx.superfences:SuperFencesCodeExtension"):
        fences = SUPERFENCES.replace("pymdownx.superfences:\n", f"'{name}':\n")
        built = site({**files, "mkdocs.yml": f"{head}{fences}\n"}, strict=True)
        assert (built.exit_code, told(built, "diagram")) == (0, [])
        assert '<pre class="mermaid">' in built.html("a/devops/index.html")


def test_a_theme_that_draws_none(site: Callable[..., Built]) -> None:
    yml = f"site_name: Test\ntheme: mkdocs\n{THEME_DRAWS}"
    (advice,) = told(site({"mkdocs.yml": yml, "docs/a/devops.yaml": DIAGRAM}), "draws no diagrams")
    assert (advice.startswith("WARNING"), names(advice)) == (True, ["mermaid: theme"])
    assert told(site({"mkdocs.yml": yml, "docs/a/devops.yaml": strategy()}, strict=True), "diagram") == []


def test_mermaid2_that_asks_a_cdn(site: Callable[..., Built], monkeypatch: pytest.MonkeyPatch) -> None:
    # What it answers when it cannot reach the CDN, without the waiting.
    monkeypatch.setattr("mermaid2.plugin.url_exists", lambda *_, **__: True)
    yml = "site_name: Test\ntheme: mkdocs\nplugins: [mermaid2, arckit]\n"
    files = {"docs/a/devops.yaml": DIAGRAM}
    built = site({**files, "mkdocs.yml": yml}, strict=True)
    assert built.exit_code == 0
    (advice,) = told(built, "mermaid2 takes Mermaid 10.4.0 from a CDN")
    assert advice.startswith("INFO")
    lines = advice.partition(f"{built.site_dir.parent / 'mkdocs.yml'}:\n\n")[2]
    assert lines.strip() == "extra_javascript:\n  - assets/arckit/mermaid.min.js"
    monkeypatch.undo()
    monkeypatch.setattr("requests.get", lambda *_, **__: pytest.fail("it asks the CDN"))
    built = site({**files, "mkdocs.yml": yml + lines}, strict=True)
    assert (built.exit_code, told(built, "CDN")) == (0, []), built.log
    assert (built.site_dir / "assets/arckit/mermaid.min.js").exists()
    html = built.html("a/devops/index.html")
    assert '<div class="mermaid">flowchart' in html
    assert html.count("mermaid.min.js") == 1


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("lib/none.js", ["mermaid: lib/none.js"]),
        ("../mermaid.js", []),
        ("bundeld", ["bundled", "theme", "bundled"]),
        ("Theme", ["bundled", "theme", "theme"]),
        ("cdn", ["bundled", "theme"]),
        ("lib/mermaid", []),
        ("mermaid.css", []),
        ("https://example.org/mermaid.esm.min.mjs", ["mermaid.min.js"]),
    ],
)
def test_another_mermaid_has_to_be_a_script(value: str, named: list[str], site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config({"mermaid": value}), "docs/index.md": "# Home\n"})
    assert built.exit_code == 1
    said = next(line for line in built.log.splitlines() if value in line)
    assert ("mermaid" in said, names(said)) == (True, named)


def test_a_hand_written_page_stays_as_it_is(site: Callable[..., Built]) -> None:
    page = "# Page\n\n```mermaid\npie\n```\n"
    yml = f"site_name: Test\ntheme: material\nplugins: [arckit]\n{SUPERFENCES}\n"
    html = site({"mkdocs.yml": yml, "docs/page.md": page}).html("page/index.html")
    assert '<pre class="mermaid"><code>pie</code></pre>' in html
    assert 'class="arckit' not in html


def test_what_is_the_plugins_stands_in_a_frame(site: Callable[..., Built]) -> None:
    page = "# Page\n\nBefore\n\n<!-- arckit:index -->\n\nAfter\n"
    built = site({"docs/page.md": page, "docs/a/devops.yaml": strategy()})
    assert built.html("a/devops/index.html").count('<div class="arckit">') == 1
    html = built.html("page/index.html")
    frame = html.index('<div class="arckit arckit-index"')
    assert html.index("Before") < frame < html.index("<table", frame) < html.index("After")


def test_the_bundled_mermaid_is_the_one_on_record(tmp_path: Path) -> None:
    assert mermaid.problems() == []
    shutil.copytree(mermaid.ASSETS, tmp_path, dirs_exist_ok=True)
    (tmp_path / mermaid.SCRIPT).write_text("/* 99.0.0 */")
    (tmp_path / mermaid.LICENCE).write_text("All rights reserved")
    assert [problem.split()[0] for problem in mermaid.problems(tmp_path)] == [mermaid.SCRIPT] * 2 + [mermaid.LICENCE]
