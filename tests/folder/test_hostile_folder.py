"""What authors might type, on pages for hosts that show HTML as it is: nothing of it runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import pytest

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.hosts.folder.plain_pages import plain_page
from mkdocs_arckit.hosts.folder.site_pages import site_page
from mkdocs_arckit.hosts.folder.targets import TARGETS
from mkdocs_arckit.render.page import RenderedPage
from mkdocs_arckit.render.renderer import Renderer
from tests.format.test_golden import load
from tests.helpers.documents import HEAD
from tests.helpers.folders import shown
from tests.helpers.hostile import ELEMENTS, TEXTS, complaints_about_values, outline

RENDERER = Renderer(salt="0123456789abcdef")
OURS = {"style", "button", "nav"}
"""What a page of ours has besides what authors may use."""


@cache
def pages() -> tuple[tuple[str, RenderedPage], ...]:
    """A page for each text that is accepted, where an author's Markdown is."""
    read = [(text, validate(f"{HEAD}summary: {json.dumps(text)}\n".encode(), "devops.yaml").strategy) for text in TEXTS]
    found = [(text, RENDERER.page(strategy)) for text, strategy in read if strategy]
    assert len(found) > 100
    hostile = load("hostile").strategy
    assert hostile
    return (*found, ("every field", RENDERER.page(hostile)))


def written(page: RenderedPage, host: str, *, clean: bool = True) -> str:
    if host == "zensical":
        return site_page("a.md", page, clean=clean, requirements={}, citations=())
    return plain_page("a.md", page, TARGETS[host], clean=clean)


def harm(html: str) -> Iterator[str]:
    for tag, attributes, _, _ in outline(html)[1:]:
        if tag not in ELEMENTS | OURS:
            yield f"<{tag}>"
        yield from (f"<{tag} {name}>" for name in attributes if name.startswith("on"))
        if "--" not in attributes.get("style", ""):  # our bars
            yield from complaints_about_values(tag, attributes)


@pytest.mark.slow
@pytest.mark.parametrize("host", ["zensical", "docusaurus"])
def test_nothing_of_an_author_runs(host: str) -> None:
    found = {}
    for text, page in pages():
        whole = written(page, host)
        before, mark, part = whole.partition("## Executive Summary")
        assert mark
        assert "Document ID" in before
        if wrong := sorted(set(harm(shown(mark + part, host)))):
            found[text] = wrong
    assert found == {}


def test_where_authors_are_trusted_their_html_stays() -> None:
    page = dict(pages())["every field"]
    assert "<script>alert(1)</script>" in shown(written(page, "zensical", clean=False), "zensical")
    assert "<script>alert(1)</script>" in written(page, "docusaurus", clean=False)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Plain *text*, < 5 and [a link](https://example.org).\n\n```yaml\na: 1\n```", True),
        ("A {: onclick=x }", False),
        ("{{ config }}", False),
        ('```python exec="on"\nx\n```', False),
        ('--8<-- "mkdocs.yml"', False),
        ("::: os", False),
        ("/// html | script", False),
        ("<details>\n\nx\n\n</details>", False),
    ],
)
def test_what_is_only_text_stays_markdown(text: str, stays: bool) -> None:
    strategy = validate(f"{HEAD}summary: {json.dumps(text)}\n".encode(), "devops.yaml").strategy
    assert strategy
    page = written(RENDERER.page(strategy), "zensical")
    assert (f"\n{text}\n" in page) is stays
    assert not [line for line in page.splitlines() if line.startswith(("--8<", ":::", "///"))]


def test_code_that_names_a_file_to_show_is_html() -> None:
    body = 'cd:\n  rollback: |\n    --8<-- "mkdocs.yml"\n    ``` {{ x }}\n\n    end\n'
    strategy = validate((HEAD + body).encode(), "devops.yaml").strategy
    assert strategy
    page = written(RENDERER.page(strategy), "zensical")
    assert "--8<" not in page
    html = shown(page, "zensical")
    assert '--8&lt;-- "mkdocs.yml"' in html.replace("&quot;", '"')
    assert "&#10;\nend" in page
