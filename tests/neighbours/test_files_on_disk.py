"""Plugins that read every page from the disk, ask Git for it, or look for the target of every link."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.helpers.handbook import STRATEGIES, Handbook, assert_sound, page
from tests.helpers.sites import Built
from tests.neighbours.test_neighbours import LICENCES, menu

pytestmark = [pytest.mark.neighbours, pytest.mark.slow]

READERS: dict[str, Any] = {
    "alias": {},
    "autolinks": {},
    "categories": {},
    "git-authors": {"strict": True},
    "htmlproofer": {"raise_error_after_finish": True, "validate_external_urls": False},
    "rss": {"match_path": ".*", "use_git": True},
}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", READERS)
def test_a_reader_of_files(name: str, first: bool, handbook: Handbook) -> None:
    handbook.commit("2026-01-05")
    plugins: Any = {name: READERS[name]}
    if first:
        own = ["search", "tags", {"arckit": {"roots": ["services"], "technologies": "technologies.yaml"}}]
        plugins = [{name: READERS[name]}, *own]
    built = handbook.build(plugins)
    assert_sound(built)
    assert "Traceback" not in built.log


def test_obsidian_bridge(handbook: Handbook) -> None:
    """It calls every link that leaves a folder an error, and leaves it as it is: on pages by hand too."""
    handbook.write("docs/more.md", "# More\n\n[[004-vessel-registry]]\n")
    handbook.configure({"obsidian-bridge": {}})
    log = handbook.run("mkdocs", "build", "--config-file", "neighbour.yml")
    built = Built(log.returncode, log.stderr + log.stdout, handbook.folder / "site")
    assert_sound(built)
    problems = [line for line in built.log.splitlines() if line.startswith(("WARNING", "ERROR"))]
    assert all("[ObsidianBridge] No candidates for filepath '../" in line for line in problems), problems
    assert '<a href="../strategies/004-vessel-registry/">004-vessel-registry' in page(built, "more")


def test_a_site_with_all_of_them(handbook: Handbook) -> None:
    handbook.commit("2026-01-05")
    built = handbook.build({name: READERS[name] for name in READERS if name != "categories"})  # which moves its pages
    assert_sound(built)
    feed = json.loads((built.site_dir / "feed_json_created.json").read_text(encoding="utf-8"))
    urls = {item["url"] for item in feed["items"]}
    assert any(LICENCES in url for url in urls)


def test_automatic_links_lead_to_strategies(handbook: Handbook) -> None:
    handbook.write("docs/deep/more.md", "# More\n\n[Vessels](004-vessel-registry.md)\n")
    built = handbook.build({"autolinks": {}})
    assert_sound(built)
    assert 'href="../../strategies/004-vessel-registry/"' in page(built, "deep/more")


def test_git_authors_names_those_of_the_strategys_file(handbook: Handbook) -> None:
    handbook.commit("2026-01-05")
    handbook.write(
        "overrides/main.html", "{% extends 'base.html' %}{% block footer %}By {{ git_page_authors }}{% endblock %}"
    )
    own = {"INHERIT": "mkdocs.yml", "theme": {"custom_dir": "overrides"}, "plugins": {"git-authors": {"strict": True}}}
    handbook.write("neighbour.yml", json.dumps(own))
    log = handbook.run("mkdocs", "build", "--strict", "--config-file", "neighbour.yml")
    built = Built(log.returncode, log.stderr + log.stdout, handbook.folder / "site")
    assert_sound(built)
    for address in (LICENCES, "strategies/004-vessel-registry"):
        assert "test@example.org" in page(built, address), address


def test_git_authors_has_nothing_to_say_where_the_theme_publishes_what_pages_are_made_of(handbook: Handbook) -> None:
    handbook.commit("2026-01-05")
    plugins = ["search", {"arckit": {"roots": ["services"]}}, {"git-authors": {"strict": True}}]
    assert_sound(handbook.build(plugins, theme={"name": "shadcn"}))


def test_section_index_leaves_the_views_under_their_heading(handbook: Handbook) -> None:
    built = handbook.build({"section-index": {}})
    assert_sound(built)
    titles = menu(page(built, "strategies/index"))
    assert {"Strategies", "Portfolio", "Reviews", "Technology Code of Practice", "Versions"} <= set(titles)
    order = [
        titles.index(title) for title in ("Portfolio", "Reviews", "Completeness", "Delivery", "Maturity", "Technology")
    ]
    assert order == sorted(order)


def test_a_page_is_not_published_as_its_yaml(handbook: Handbook) -> None:
    """shadcn publishes the file that each page was made from."""
    handbook.commit("2026-01-05")
    plugins = ["search", {"arckit": {"roots": ["services"]}}]
    built = handbook.build(plugins, theme={"name": "shadcn"})
    assert built.exit_code == 0, built.log
    for address, project in STRATEGIES.items():
        source = (built.site_dir / f"{address}.md").read_text(encoding="utf-8")
        assert "# DevOps Strategy: " + project in source
        assert "\nproject:" not in source
