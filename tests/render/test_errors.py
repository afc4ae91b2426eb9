"""What a site says of a file with errors, and what of the file itself it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.collect import Memory
from mkdocs_arckit.host import Source
from mkdocs_arckit.hosts.disk import DiskHost
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.documents import BrokenFile, filed
from mkdocs_arckit.render.errors import error_page, errors
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.site import Site
from tests.helpers.portfolios import TODAY
from tests.helpers.samples import Html, strategy


def broken(text: str) -> BrokenFile:
    validation = validate(text.encode(), "devops.yaml")
    file = filed(validation, "devops.md", validation.findings)
    assert isinstance(file, BrokenFile)
    return file


def excerpts(text: str) -> list[str]:
    html = errors(Renderer(), broken(text), with_lines=True)
    return [Html(found).text for found in re.findall(r'<pre class="arckit-excerpt">.*?</pre>', html, re.DOTALL)]


def test_the_line_stands_between_its_neighbours_and_the_place_is_marked() -> None:
    file = broken(
        "project: {id: '001', name: A}\ndocument:\n  version: '1.0'\n  status: DONE\n  classification: OFFICIAL\n"
    )
    html = errors(Renderer(), file, with_lines=True)
    assert "status: <mark>D</mark>ONE" in html
    assert ">3</span>   version: &#39;1.0&#39;\n" in html
    assert ">5</span>   classification: OFFICIAL\n" in html
    assert html.count("arckit-excerpt__number") == 3


def test_a_build_shows_no_line_of_the_file() -> None:
    html = errors(Renderer(), broken(strategy(status="DONE")), with_lines=False)
    assert "devops.yaml:4:11" in html
    assert "arckit-excerpt" not in html


def test_what_the_file_holds_is_text() -> None:
    (shown,) = excerpts(strategy(status="'<img src=x onerror=y>'"))
    assert "<img src=x onerror=y>" in shown


def test_of_a_long_line_the_part_with_the_place_is_shown() -> None:
    text = strategy(more="ci: {" + ", ".join(f"x-{n}: {'y' * 20}" for n in range(90)) + ", stagse: 1}\n")
    shown = next(s for s in excerpts(text) if "tagse" in s)
    assert max(map(len, shown.splitlines())) < 130


def test_the_page_is_called_after_the_project_only_while_its_author_watches() -> None:
    file = broken(strategy("001", "Payments", status="DONE"))
    assert "# Payments\n" in error_page(Renderer(), file, with_lines=True).body()
    assert "# devops.yaml\n" in error_page(Renderer(), file, with_lines=False).body()


class TestLastVersion:
    """The last version without errors of a file that is watched."""

    GOOD = strategy("001", "Payments")

    def last(self, then: str, memory: Memory, now: str = GOOD, **changed: str) -> list[str]:
        """The files of which a last version is known, after two plans of one server."""
        for text, options in ((now, {}), (then, changed)):
            source = Source(Path("devops.yaml"), "devops.yaml", "devops.yaml", text.encode())
            plan = Site(Options(**options), TODAY, memory=memory).plan([source], DiskHost())
        return [*plan.last_good]

    def test_stays_while_the_file_has_errors(self) -> None:
        assert self.last(self.GOOD.replace("DRAFT", "DONE"), Memory()) == ["devops.yaml"]

    @pytest.mark.parametrize("then", [GOOD + "closing: 'never closed\n", GOOD.replace("OFFICIAL", "SECRT")])
    def test_is_not_shown_for_a_file_whose_classification_is_not_known(self, then: str) -> None:
        assert self.last(then, Memory()) == []

    def test_does_not_outlive_a_lower_ceiling(self) -> None:
        then = self.GOOD.replace("DRAFT", "DONE").replace("OFFICIAL", "PUBLIC")
        assert self.last(then, Memory(), publish_up_to="PUBLIC") == []
        assert self.last(then, Memory()) == ["devops.yaml"]
