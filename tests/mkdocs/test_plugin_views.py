"""The pages below the index: where they stand, how they are switched, that they are absent without data."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from tests.helpers.findings import named_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772539200")  # 2026-03-03, 12:00 UTC


LATE = {"docs/a/devops.yaml": strategy("001", "Payments & <Fees>", next_review="2026-03-02")}


def test_a_view_names_its_day_and_leads_to_the_strategies(site: Callable[..., Built]) -> None:
    built = site(LATE, strict=True)
    page = Html(built.html("strategies/portfolio/reviews/index.html"))
    assert "On 2026-03-03 , from 1 strategy." in page.text
    assert page.links["Payments & <Fees>"] == "../../../a/devops/"
    assert ["Payments & <Fees>", "DRAFT", "", "2026-03-02", "1 day overdue"] in page.rows


def test_without_directory_urls(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config(use_directory_urls=False), **LATE}, strict=True)
    assert Html(built.html("strategies/portfolio/reviews.html")).links["Payments & <Fees>"] == "../../a/devops.html"


def test_a_view_without_data_is_absent(site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy("001", "Payments")}, strict=True)
    assert not (built.site_dir / "strategies/portfolio/reviews").exists()


def test_a_view_can_be_switched_off_and_titled(site: Callable[..., Built]) -> None:
    off = site({"mkdocs.yml": config({"views": {"reviews": False}}), **LATE}, strict=True)
    assert not (off.site_dir / "strategies/portfolio/reviews").exists()
    titled = site({"mkdocs.yml": config({"views": {"reviews": "When we look again"}}), **LATE}, strict=True)
    assert "<h1" in (html := titled.html("strategies/portfolio/reviews/index.html"))
    assert re.search(r"<h1[^>]*>When we look again", html)


def menu(html: str) -> list[str]:
    """What Material's navigation lists, in order."""
    found = re.findall(r'md-nav__link.*?<span class="md-ellipsis">\s*([^<]*?)\s*</span>', html, re.DOTALL)
    return [unescape(title) for title in found]


def test_views_follow_the_index_in_the_navigation(site: Callable[..., Built]) -> None:
    outside = strategy("002", "Permits", next_review="2026-09-01")
    files = {
        "mkdocs.yml": config({"roots": ["services"]}, theme="material"),
        "services/devops.yaml": outside,
        "docs/index.md": "# Home\n",
    }
    files |= LATE
    built = site(files, strict=True)
    assert menu(built.html("index.html"))[1:] == [
        *("Strategies", "Strategies", "Portfolio", "Reviews", "Completeness"),
        *("Payments & ‹Fees›", "Permits"),
    ]


def test_an_explicit_nav_gets_the_views_under_one_heading(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config(nav=[{"Home": "a/devops.yaml"}], theme="material"), **LATE}, strict=True)
    assert menu(built.html("strategies/index.html")) == [
        *("Home", "Strategies", "Strategies", "Portfolio", "Reviews", "Completeness")
    ]


def test_a_view_in_the_place_of_a_written_page_is_an_error(site: Callable[..., Built]) -> None:
    built = site({"docs/strategies/portfolio/reviews.md": "# Mine\n", **LATE})
    assert built.exit_code == 1
    place = "docs/strategies/portfolio/reviews.md: error [address]"
    assert named_in(built.log) == [(place, ["reviews", "views: {reviews: false}"])]


def test_what_a_view_shows_never_is_markdown(site: Callable[..., Built]) -> None:
    hook = "def on_page_markdown(markdown, **_):\n    return markdown.replace('Payments', 'Broken')\n"
    files = {"mkdocs.yml": config(hooks=["hook.py"]), "hook.py": hook}
    page = Html(site(files | LATE, strict=True).html("strategies/portfolio/reviews/index.html"))
    assert "Payments & <Fees>" in page.links
    assert "Broken" not in page.text


def test_a_template_of_a_view_may_mix_html_and_markdown(site: Callable[..., Built]) -> None:
    own = (
        '{% extends "arckit/views/reviews.md" %}\n{% block months %}\n<p>*As* HTML</p>\n\n'
        "Words with *emphasis*.\n\n<div>\n\n<p>Apart</p>\n\n</div>\n{% endblock %}\n"
    )
    files = {"mkdocs.yml": config({"templates": "own"}), "own/views/reviews.md": own}
    html = site(files | LATE, strict=True).html("strategies/portfolio/reviews/index.html")
    assert '<p dir="auto">*As* HTML</p>' in html
    assert '<p dir="auto">Words with <em>emphasis</em>.</p>' in html
    assert re.search(r'<div>\s*<p dir="auto">Apart</p>\s*</div>', html)
    assert "data-arckit-view" not in html


@pytest.mark.parametrize(
    "name", ["strategies/strategies.json", "strategies/badges/001.svg", "strategies/001-payments.yaml"]
)
def test_a_file_in_the_place_of_an_export_or_a_source(name: str, site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"roots": ["services"], "publish_source": True}),
            "services/x/devops.yaml": strategy(),
            f"docs/{name}": "by hand",
        }
    )
    assert built.exit_code == 1
    assert built.found == [f"docs/{name}: error [address]"]


def tabs(html: str) -> tuple[dict[str, str], list[str]]:
    """What the tabs of a page lead to, by their words, and which of them is said to be the page itself."""
    (nav,) = re.findall(r'<nav class="arckit-tabs".*?</nav>', html, re.DOTALL)
    return Html(nav).links, re.findall(r'aria-current="page">([^<]+)<', nav)


def test_the_index_and_all_views_share_their_tabs(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config({"views": {"completeness": "How & <much>"}}), **LATE}, strict=True)
    for page, there in {
        "": "Index",
        "portfolio/reviews/": "Reviews",
        "portfolio/completeness/": "How & <much>",
    }.items():
        links, current = tabs(built.html(f"strategies/{page}index.html"))
        assert list(links) == ["Index", "Reviews", "How & <much>"]
        assert [unescape(word) for word in current] == [there]
        assert all((built.site_dir / "strategies" / page / link / "index.html").is_file() for link in links.values())


def test_tabs_lead_to_the_page_that_holds_the_index(site: Callable[..., Built]) -> None:
    pages = {"docs/all.md": "# All\n\n<!-- arckit:index {sort: owner} -->\n"}
    pages["docs/part.md"] = "# Part\n\n<!-- arckit:index {status: DRAFT} -->\n"
    built = site({**pages, **LATE}, strict=True)
    links, current = tabs(built.html("strategies/portfolio/reviews/index.html"))
    assert (links["Index"], current) == ("../../../all/", ["Reviews"])
    assert tabs(built.html("all/index.html"))[1] == ["Index"]
    assert "arckit-tabs" not in built.html("part/index.html")


def test_an_index_without_views_has_no_tabs(site: Callable[..., Built]) -> None:
    views = {"completeness": False}
    built = site({"mkdocs.yml": config({"views": views}), "docs/a/devops.yaml": strategy("001", "P")}, strict=True)
    assert "arckit-tabs" not in built.html("strategies/index.html")


ELSEWHERE = {
    "services/devops.yaml": strategy("002", "Permits"),
    "docs/index.md": "# Home\n",
    "docs/a/devops.yaml": strategy("001", "Payments"),
    "docs/a/notes.md": "# Notes\n",
    "docs/b/c/devops.yaml": strategy("003", "Moorings"),
}
ALL = ["Payments", "Permits", "Moorings"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, ["Home", "A", "Notes", "Strategies", "Strategies", "Portfolio", "Completeness", *ALL]),
        (
            {"exports": False, "views": {"completeness": False}},
            ["Home", "A", "Notes", "Strategies", "Strategies", *ALL],
        ),
        (
            {"index": {"path": "a/all.md"}},
            ["Home", "A", "Strategies", "Portfolio", "Completeness", "Notes", *ALL],
        ),
        (
            {"index": {"path": "all.md", "nav_title": "Ours"}},
            ["Home", "Strategies", "A", "Notes", "Strategies", "Portfolio", "Completeness", *ALL],
        ),
    ],
)
def test_all_strategies_are_in_one_place_of_the_navigation(
    options: dict[str, object], expected: list[str], site: Callable[..., Built]
) -> None:
    settings = config({"roots": ["services"], **options}, theme="material")
    built = site({"mkdocs.yml": settings, **ELSEWHERE}, strict=True)
    assert menu(built.html("index.html")) == expected


def test_strategies_without_a_section_get_one(site: Callable[..., Built]) -> None:
    options = {"index": {"path": "all.md", "nav_title": "Ours"}, "views": {"completeness": False}}
    files = {path: text for path, text in ELSEWHERE.items() if path.startswith("docs")}
    built = site({"mkdocs.yml": config(options, theme="material"), **files}, strict=True)
    assert menu(built.html("index.html")) == ["Home", "Strategies", "A", "Notes", "Ours", ALL[0], ALL[2]]
    following = re.search(
        r'<a href="([^"]*)"[^>]*rel="next"|rel="next"[^>]*href="([^"]*)"', built.html("a/devops/index.html")
    )
    assert following
    assert following[1] or following[2] == "../../b/c/devops/"
