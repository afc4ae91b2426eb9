"""What searches, tabs and lists of tags are told of a page: words that are apart, and titles that say what applies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

SEARCHES = {"mkdocs": ["search"], "material": ["search", "tags"]}
TABLES = """
overview:
  teams: [{team: "Ops", responsibility: [Run, Build], size: "4"}]
metrics: {dora: {mttr: {current: 2 h, target: 1 h}}}
traceability: [{id: FR-1, requirement: Pay, element: CI, status: met}]
tags: [public]
"""


def words(text: str) -> str:
    """The words of a text, whatever stands between them."""
    return " ".join(re.findall(r"\w+", text))


def entries(built: Built) -> list[dict[str, Any]]:
    """What the search finds, in order; Material's keeps tags, MkDocs' own has a `<` of the text as it is."""
    found = json.loads(built.html("search/search_index.json"))["docs"]
    return [{**entry, "text": unescape(re.sub(r"</?[a-z][^>]*>", " ", entry["text"]))} for entry in found]


@pytest.mark.parametrize("theme", SEARCHES)
def test_cells_and_items_are_apart(theme: str, site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config(plugins=SEARCHES[theme], theme=theme),
            "docs/index.md": "# Home\n\n<!-- arckit:index -->\n",
            "docs/a/devops.yaml": strategy(status="APPROVED", owner="Helen", more=TABLES, next_review="2027-01-01"),
            "docs/b/devops.yaml": strategy("002", "Permits", status="DRAFTED"),
        }
        | {"mkdocs.yml": config({"on_error": "warn"}, SEARCHES[theme], theme=theme)}
    )
    assert built.exit_code == 0, built.log
    found = entries(built)
    pages = [path for path in built.site_dir.rglob("index.html") if 'class="arckit' in path.read_text("utf-8")]
    assert len(pages) > 6
    rows = 0
    for path in pages:
        address = path.parent.relative_to(built.site_dir).as_posix() + "/"
        address = "" if address == "./" else address
        texts = " ".join(entry["text"] for entry in found if entry["location"].partition("#")[0] == address)
        if not texts:
            continue  # a page that is not searched
        html = re.split(r'id="mkdocs_\w+_modal"', path.read_text("utf-8"))[0]  # with tables of the theme's own
        for row in Html(html).rows:
            rows += 1
            assert words(" ".join(row)) in words(texts), (address, row)
    assert rows > 30
    everything = " ".join(entry["text"] for entry in found)
    assert "Payments 001 DevOps Strategy APPROVED 1 0" in words(everything)
    assert "Version 1 0 Owner Helen" in words(everything)
    assert "MTTR 2 h" in everything or "Mean Time to Recovery 2 h" in everything


def test_material_finds_the_words_of_a_diagram_and_not_how_it_is_drawn(site: Callable[..., Built]) -> None:
    own = "summary: |\n  ```mermaid\n  flowchart LR\n    Zebra --> Okapi\n  ```\n"
    more = own + "ci: {stages: [Weave, Spin]}\n"
    built = site(
        {"mkdocs.yml": config(plugins=["search"], theme="material"), "docs/a/devops.yaml": strategy(more=more)}
    )
    everything = " ".join(entry["text"] for entry in entries(built))
    assert "Zebra" in everything, "of an author's own there is nothing else"
    assert everything.count("Weave") >= 2, "in the table, and in the list below the diagram"
    assert "wrappingWidth" not in everything


OLD, NEW = "projects/001/v1/devops/", "projects/001/v2/devops/"
VERSIONS = {
    "docs/projects/001/v1/devops.yaml": strategy(
        status="SUPERSEDED",
        more="tags: [public]\nrevisions: [{version: '1.0', date: 2026-01-05, author: Jo, changes: First}]\n",
    ),
    "docs/projects/001/v2/devops.yaml": strategy(
        version='"2.0"', supersedes="ARC-001-DEVOPS-v1.0", status="APPROVED", more="tags: [public]\n"
    ),
    "docs/old/devops.yaml": strategy("003", "Moorings", status="ARCHIVED"),
}


@pytest.mark.parametrize("theme", SEARCHES)
def test_the_title_of_what_no_longer_applies_says_so(theme: str, site: Callable[..., Built]) -> None:
    extra = {"docs/topics.md": "# Topics\n\n<!-- material/tags -->\n"} if theme == "material" else {}
    built = site({"mkdocs.yml": config({"on_error": "warn"}, SEARCHES[theme], theme=theme), **VERSIONS, **extra})
    assert built.exit_code == 0, built.log
    old, archived = "DevOps Strategy: Payments (version 1.0, superseded)", "(version 1.0, archived)"
    titles = {entry["location"]: entry["title"] for entry in reversed(entries(built))}
    assert (titles[OLD], titles[NEW]) == (old, "DevOps Strategy: Payments")
    assert f"<title>{old} - Test</title>" in built.html(f"{OLD}index.html")
    assert archived in built.html("old/devops/index.html").partition("</title>")[0]
    assert "<h1" in built.html(f"{OLD}index.html")
    assert old not in re.findall(r"<h1[^>]*>(.*?)</h1>", built.html(f"{OLD}index.html"))
    assert "Payments: version 1.0 (superseded)" in built.html("strategies/feed.xml")
    if theme == "material":
        assert Html(built.html("topics/index.html")).links[old] == f"../{OLD}"
        boosts = {entry["location"].partition("#")[0]: entry.get("boost", 1) for entry in entries(built)}
        assert boosts[OLD] < boosts[NEW] == 1
