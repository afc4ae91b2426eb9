"""Whole pages, compared with what was read and found right; `make golden` updates them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.findings import Severity
from mkdocs_arckit.render.renderer import Renderer
from tests.conftest import GOLDEN
from tests.helpers.hostile import published
from tests.helpers.rendered import MANY, elements

Golden = Callable[[str, str], None]
PAGES = ["complete", "sparse", "overrides", "choices", "diagrams", "hostile"]


def load(name: str) -> ValidationResult:
    return validate((GOLDEN / f"{name}.yaml").read_bytes(), f"{name}.yaml")


def body(name: str) -> str:
    strategy = load(name).strategy
    assert strategy is not None, [str(f) for f in load(name).findings]
    return Renderer().page(strategy).plain()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was(name: str, golden: Golden) -> None:
    golden(f"{name}.md", body(name))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_a_page_has_to_be_mended(name: str) -> None:
    assert [str(f) for f in load(name).findings if f.severity is not Severity.INFO] == []


def test_all_mistakes_are_told_as_they_were(golden: Golden) -> None:
    validated = load("mistakes")
    assert validated.strategy is None
    golden("mistakes.txt", "".join(f"{finding}\n" for finding in validated.findings))


@pytest.mark.parametrize("extensions", [["tables", "fenced_code"], MANY], ids=["plain", "many"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_html(name: str, extensions: list[str]) -> None:
    strategy = load(name).strategy
    assert strategy is not None
    text, inserts = Renderer().page(strategy).for_site()
    page = elements(inserts.fill(published(text, extensions, inserts), lambda diagram: ""))
    assert page.all("script", "iframe", "object", "svg", "form") == []
    assert len(page.all("style")) == 1  # which prints the classification
    assert [e.tag for e in page.all() if any(key.startswith("on") for key in e.attributes)] == []
    assert page.tags.count("h1") == len(page.all("h1")) == 1
    assert page.tags.count("h2") == len(page.all("h2")) == body(name).count("\n## ")
    for table in page.all("table"):
        assert len({len(row.tags) for row in table.all("tr")}) == 1
