"""The pages of strategies take part in a site as hand-written ones do."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

LONG = "ci:\n  quality_gates: [{gate: Coverage, threshold: 80 %}]\nsummary: Words zebra only here\n"
FILES = {
    "docs/index.md": "# Home",
    "docs/projects/001-pay/devops.yaml": strategy("001", "Payments", more=LONG),
    "services/permits/devops.yaml": strategy("002", "Permits"),
}


NO_VIEWS = {"completeness": False}
"""There is always something to say of completeness; the other views have no data here."""


def build(
    site: Callable[..., Built], arckit: dict[str, Any] | None = None, *, strict: bool = True, **more: Any
) -> Built:
    files = more.pop("files", FILES)
    built = site(
        {**files, "mkdocs.yml": config({"roots": ["services"], "views": NO_VIEWS, **(arckit or {})}, **more)},
        strict=strict,
    )
    assert built.exit_code == 0, built.log
    return built


def published(built: Built, suffix: str) -> list[str]:
    return sorted(path.relative_to(built.site_dir).as_posix() for path in built.site_dir.rglob(f"*{suffix}"))


# The raw files


def test_raw_yaml_is_not_published(site: Callable[..., Built]) -> None:
    built = build(site)
    assert published(built, ".yaml") == []


def test_publish_source(site: Callable[..., Built]) -> None:
    built = build(site, {"publish_source": True})
    assert published(built, ".yaml") == ["projects/001-pay/devops.yaml", "strategies/002-permits.yaml"]
    assert built.html("projects/001-pay/devops.yaml") == FILES["docs/projects/001-pay/devops.yaml"]
    assert built.html("strategies/002-permits.yaml") == FILES["services/permits/devops.yaml"]


def test_other_yaml_files_are_left_alone(site: Callable[..., Built]) -> None:
    built = build(site, files={**FILES, "docs/openapi.yaml": "openapi: 3.1.0", "services/compose.yaml": "services: {}"})
    assert published(built, ".yaml") == ["openapi.yaml"]


# Navigation


def navigation(built: Built, page: str = "index.html") -> list[str]:
    """What MkDocs' own theme lists, in order: headings and pages."""
    html = built.html(page)
    menu = html[html.index('id="navbar-collapse"') : html.index('<ul class="nav navbar-nav ms-md-auto">')]
    return list(Html(menu).links)


def test_automatic_navigation(site: Callable[..., Built]) -> None:
    assert navigation(build(site)) == [
        "Home",
        "Strategies",
        "Payments",
        "Permits",
    ]


def test_titles_are_short_in_the_navigation_alone(site: Callable[..., Built]) -> None:
    old = strategy("001", "Payments", version='"0.9"', status="SUPERSEDED")
    again = {f"docs/{n}/devops.yaml": strategy(f"00{n}", "Moorings") for n in (3, 4)}
    files = {**FILES, **again, "docs/old/devops.yaml": old}
    nav = [{"Pay": "projects/001-pay/devops.yaml"}]
    built = build(site, files=files, plugins=["search"])
    shown = ["Payments (version 0.9, superseded)", "Payments", "Permits"]
    assert [title for title in navigation(built) if title in shown] == shown
    assert "DevOps Strategy: Moorings" in navigation(built), "two of one name have their whole titles"
    html = built.html("old/devops/index.html")
    assert "<title>DevOps Strategy: Payments (version 0.9, superseded) - Test</title>" in html
    assert navigation(built, "old/devops/index.html") == navigation(built)
    assert 'class="dropdown-item active" aria-current="page">Payments (version 0.9, superseded)</a>' in html
    found = {doc["location"]: doc["title"] for doc in json.loads(built.html("search/search_index.json"))["docs"]}
    assert found["old/devops/"] == "DevOps Strategy: Payments (version 0.9, superseded)"
    assert found["projects/001-pay/devops/"] == "DevOps Strategy: Payments"
    assert navigation(build(site, files=files, nav=nav))[0] == "Pay", "the site's own title stays"


PAGES = ["Payments", "Permits"]


@pytest.mark.parametrize("suffix", ["yaml", "md"])
def test_explicit_nav_lists_a_strategy_by_its_file_or_page(suffix: str, site: Callable[..., Built]) -> None:
    nav = [{"Home": "index.md"}, {"Pay": f"projects/001-pay/devops.{suffix}"}]
    built = build(site, nav=nav)
    assert navigation(built) == ["Home", "Pay", "Strategies", "Permits"]
    assert Html(built.html("index.html")).links["Pay"] == "projects/001-pay/devops/"


def test_explicit_nav_lists_a_strategy_without_a_title(site: Callable[..., Built]) -> None:
    built = build(site, nav=["index.md", {"Deep": [{"Deeper": ["projects/001-pay/devops.yaml"]}]}])
    assert navigation(built) == ["Home", "Deep", "Deeper", PAGES[0], "Strategies", PAGES[1]]


def test_explicit_nav_gets_what_it_does_not_list(site: Callable[..., Built]) -> None:
    built = build(site, nav=[{"Home": "index.md"}])
    assert navigation(built) == ["Home", "Strategies", *PAGES]


def test_nav_title_option(site: Callable[..., Built]) -> None:
    built = build(site, {"index": {"nav_title": "Our DevOps"}}, nav=[{"Home": "index.md"}])
    assert navigation(built) == ["Home", "Our DevOps", "Strategies", *PAGES]


def test_a_section_of_that_title_is_extended(site: Callable[..., Built]) -> None:
    nav = [{"Strategies": [{"Why": "index.md"}]}, {"Later": "later.md"}]
    built = build(site, nav=nav, files={**FILES, "docs/later.md": "# Later"})
    assert navigation(built) == ["Strategies", "Why", *PAGES, "Later"]


def test_a_page_of_that_title_becomes_a_section(site: Callable[..., Built]) -> None:
    built = build(site, nav=[{"Home": "index.md"}, {"Strategies": "strategies/index.md"}])
    assert navigation(built) == ["Home", "Strategies", *PAGES]


def test_a_nav_that_lists_everything_stays_as_it_is(site: Callable[..., Built]) -> None:
    nav = [
        {"Home": "index.md"},
        {"All": "strategies/index.md"},
        {"Pay": "projects/001-pay/devops.yaml"},
        {"Permits": "strategies/002-permits.md"},
    ]
    assert navigation(build(site, nav=nav)) == ["Home", "All", "Pay", "Permits"]


def test_previous_and_next(site: Callable[..., Built]) -> None:
    built = build(site, nav=[{"Home": "index.md"}, {"Pay": "projects/001-pay/devops.yaml"}])
    links = Html(built.html("projects/001-pay/devops/index.html")).links
    assert (links["Previous"], links["Next"]) == ("../../..", "../../../strategies/")
    links = Html(built.html("strategies/002-permits/index.html")).links
    assert links["Previous"] == "../"
    assert not links.get("Next"), "it is the last page"


# What is in a page


def test_table_of_contents(site: Callable[..., Built]) -> None:
    links = Html(build(site).html("projects/001-pay/devops/index.html")).links
    assert links["Document Control"] == "#document-control"
    assert links["Executive Summary"] == "#executive-summary"
    assert links["3. CI Pipeline Design"] == "#3-ci-pipeline-design"


def test_title_and_description(site: Callable[..., Built]) -> None:
    html = build(site, theme="mkdocs").html("projects/001-pay/devops/index.html")
    assert "<title>DevOps Strategy: Payments - Test</title>" in html
    html = build(site, theme="material").html("projects/001-pay/devops/index.html")
    assert "<title>DevOps Strategy: Payments - Test</title>" in html
    assert '<meta name="description" content="DevOps Strategy: Payments, version 1.0, DRAFT">' in html


def test_title_and_description_of_awkward_text(site: Callable[..., Built]) -> None:
    name = "--- \"<b>\", & 'it': #1 {{ x }} %} </title> 🚀 العربية"
    html = build(site, theme="material", files={**FILES, "docs/a/devops.yaml": strategy("003", name)}).html(
        "a/devops/index.html"
    )
    head = html[: html.index("</head>")]
    assert "<b>" not in head, "a theme writes titles as they are"
    assert head.count("</title>") == 1
    assert "#1 {{ x }} %}" in head
    assert "🚀 العربية - Test</title>" in head
    assert Html(html).text.count(f"DevOps Strategy: {name}") >= 1


def test_page_opens_with_the_badge(site: Callable[..., Built]) -> None:
    html = build(site).html("projects/001-pay/devops/index.html")
    assert (
        '<h1 id="devops-strategy-payments">DevOps Strategy: Payments</h1>\n'
        '<p dir="auto"><span class="arckit-badge arckit-badge--draft">DRAFT</span></p>' in html
    )


def test_styles_are_there_wherever_the_page_is(site: Callable[..., Built]) -> None:
    built = build(site)
    assert ".arckit-badge" in built.html("assets/arckit/arckit.css")
    assert 'href="../../../assets/arckit/arckit.css"' in built.html("projects/001-pay/devops/index.html")
    assert 'href="../assets/arckit/arckit.css"' in built.html("strategies/index.html")


def test_search_finds_the_page(site: Callable[..., Built]) -> None:
    built = build(site, plugins=["search"])
    docs = json.loads(built.html("search/search_index.json"))["docs"]
    assert any("zebra" in doc["text"] and doc["location"].startswith("projects/001-pay/devops/#") for doc in docs)
    assert any(doc["location"] == "strategies/002-permits/" for doc in docs)


def test_tags(site: Callable[..., Built]) -> None:
    files = {
        "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
        "docs/a/devops.yaml": strategy("001", "Payments", more="tags: [citizen-facing, pay & ship]"),
        "services/b/devops.yaml": strategy("002", "Permits", more="tags: citizen-facing"),
    }
    built = build(site, theme="material", plugins=["tags"], files=files)
    page = Html(built.html("tags/index.html"))
    assert page.text.count("citizen-facing") >= 1
    assert page.links["DevOps Strategy: Payments"] == "../a/devops/"
    html = built.html("tags/index.html")
    listing = html[html.index("<h1") :]
    assert Html(listing).links["DevOps Strategy: Permits"] == "../strategies/002-permits/"
    assert "pay & ship" in Html(built.html("a/devops/index.html")).text


# Edit link, addresses


def edit_link(built: Built, page: str) -> str:
    links = Html(built.html(page)).links
    return next(href for text, href in links.items() if text.startswith("Edit"))


REPO = {"repo_url": "https://git.example.org/o/r", "edit_uri": "edit/main/docs/"}


def test_edit_link_leads_to_the_yaml(site: Callable[..., Built]) -> None:
    built = build(site, **REPO)
    base = "https://git.example.org/o/r/edit/main"
    assert edit_link(built, "projects/001-pay/devops/index.html") == f"{base}/docs/projects/001-pay/devops.yaml"
    assert edit_link(built, "strategies/002-permits/index.html") == f"{base}/services/permits/devops.yaml"
    assert edit_link(built, "index.html") == f"{base}/docs/index.md"


def test_edit_link_of_a_root_next_to_the_project(site: Callable[..., Built]) -> None:
    files = {
        "handbook/docs/index.md": "# Home",
        "code/payments/devops.yaml": strategy(),
        "mkdocs.yml": config(
            {"roots": ["code"]}, docs_dir="handbook/docs", **{**REPO, "edit_uri": "edit/main/handbook/docs/"}
        ),
    }
    built = site(files, strict=True)
    assert built.exit_code == 0, built.log
    link = edit_link(built, "strategies/001-payments/index.html")
    assert link == "https://git.example.org/o/r/edit/main/code/payments/devops.yaml"


def test_edit_link_by_template(site: Callable[..., Built]) -> None:
    built = build(site, edit_uri_template="https://git.example.org/o/r/edit/main/docs/{path}")
    link = edit_link(built, "strategies/002-permits/index.html")
    assert link == "https://git.example.org/o/r/edit/main/services/permits/devops.yaml"


def test_edit_link_in_a_query(site: Callable[..., Built]) -> None:
    built = build(site, repo_url="https://git.example.org/o/r", edit_uri="?path=docs/")
    assert edit_link(built, "strategies/002-permits/index.html").endswith("?path=services/permits/devops.yaml")


def test_generated_index_has_no_edit_link(site: Callable[..., Built]) -> None:
    """There is no file to edit."""
    links = Html(build(site, **REPO).html("strategies/index.html")).links
    assert not [text for text in links if text.startswith("Edit")]


def test_sitemap_of_a_site_in_a_subfolder(site: Callable[..., Built]) -> None:
    built = build(site, site_url="https://example.org/handbook/")
    sitemap = built.html("sitemap.xml")
    assert gzip.decompress((built.site_dir / "sitemap.xml.gz").read_bytes()).decode() == sitemap
    for page in ("projects/001-pay/devops/", "strategies/", "strategies/002-permits/"):
        assert f"<loc>https://example.org/handbook/{page}</loc>" in sitemap
    html = built.html("projects/001-pay/devops/index.html")
    assert '<link rel="canonical" href="https://example.org/handbook/projects/001-pay/devops/">' in html


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_every_theme(theme: str, site: Callable[..., Built]) -> None:
    built = build(site, theme=theme, strict=True)
    assert "DevOps Strategy: Payments" in Html(built.html("projects/001-pay/devops/index.html")).text
