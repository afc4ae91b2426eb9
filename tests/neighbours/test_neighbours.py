"""Strategies beside other people's plugins: what the users of these rely on."""

from __future__ import annotations

import json
import re
from importlib import import_module

import pytest

from tests.helpers.handbook import STRATEGIES, Handbook, assert_sound, page
from tests.helpers.samples import Html, strategy

pytestmark = [pytest.mark.neighbours, pytest.mark.slow]

LICENCES = "projects/001-licence-payments/devops"


def menu(html: str) -> list[str]:
    """What Material's navigation lists, in order."""
    nav = html[html.index("md-nav--primary") : html.index('<div class="md-content"')]
    nav = re.sub(r'<nav class="md-nav md-nav--secondary".*?</nav>', "", nav, flags=re.DOTALL)
    titles = [title.strip() for title in re.findall(r'<span class="md-ellipsis">\s*([^<]+)', nav)]
    return list(dict.fromkeys(titles))


def test_awesome_nav_names_the_pages_of_strategies(handbook: Handbook) -> None:
    handbook.write("docs/.nav.yml", f"nav:\n  - index.md\n  - Licences: {LICENCES}.md\n  - strategies\n  - standards\n")
    built = handbook.build({"awesome-nav": {}})
    assert_sound(built)
    titles = menu(page(built, "index"))
    assert titles[1] == "Licences"
    assert {"Strategies", "Vessel Registry"} <= set(titles)
    assert "How we work" not in titles


def test_literate_nav_names_the_pages_of_strategies(handbook: Handbook) -> None:
    handbook.write(
        "docs/SUMMARY.md", f"* [Home](index.md)\n* [Licences]({LICENCES}.md)\n* [All strategies](strategies/)\n"
    )
    built = handbook.build({"literate-nav": {}}, exclude_docs="SUMMARY.md")
    assert_sound(built)
    titles = menu(page(built, "index"))
    assert titles[1] == "Licences"
    assert {"All strategies", "Vessel Registry"} <= set(titles)
    assert "How we work" not in titles


def test_section_index_makes_the_index_the_sections_page(handbook: Handbook) -> None:
    built = handbook.build({"section-index": {}})
    assert_sound(built)
    section = re.search(
        r'<a href="strategies/" class="md-nav__link[^"]*">\s*<span class="md-ellipsis">\s*Strategies',
        page(built, "index"),
    )
    assert section, "the section does not lead to the index"
    assert "Vessel Registry" in menu(page(built, "index"))


def test_macros_leave_pipelines_alone(handbook: Handbook) -> None:
    handbook.write("docs/macro.md", "# Macro\n\nHere: {{ config.site_name }}.\n")
    pipeline = "summary: |\n  ```yaml\n  run: deploy ${{ github.sha }}\n  ```\n"
    handbook.write("docs/projects/009/devops.yaml", strategy("009", more=pipeline))
    built = handbook.build({"macros": {"on_undefined": "strict"}})
    assert_sound(built)
    assert "Here: WLA Engineering Handbook." in page(built, "macro")
    assert "deploy ${{ github.sha }}" in re.sub("<[^>]+>", "", page(built, "projects/009/devops"))


def test_git_dates_are_those_of_the_strategys_file(handbook: Handbook) -> None:
    handbook.commit("2026-01-05")
    for name, day in {
        f"docs/{LICENCES}.yaml": "2026-02-06",
        "services/vessel-registry/devops.yaml": "2026-03-07",
    }.items():
        handbook.write(name, (handbook.folder / name).read_text(encoding="utf-8") + "\n")
        handbook.commit(day)
    dates = {"type": "iso_date", "enable_creation_date": True}
    built = handbook.build({"git-revision-date-localized": dates})
    assert_sound(built)

    def shown(address: str) -> list[str]:
        return re.findall(r'localized-plugin-iso_date"[^>]*>([\d-]+)<', page(built, address))

    assert shown(LICENCES) == ["2026-02-06", "2026-01-05"]
    assert shown("strategies/004-vessel-registry") == ["2026-03-07", "2026-01-05"]
    assert shown("projects/003-passage-booking/devops") == ["2026-01-05"] * len(shown("glossary"))


def test_redirects_lead_to_strategies(handbook: Handbook) -> None:
    moved = {"old/licences.md": f"{LICENCES}.md", "old/index.md": "strategies/index.md#arckit"}
    built = handbook.build({"redirects": {"redirect_maps": moved}})
    assert_sound(built)
    assert 'url=../../projects/001-licence-payments/devops/"' in page(built, "old/licences")
    assert 'url=../strategies/#arckit"' in page(built, "old/index")


TWO = {"languages": [{"locale": "en", "name": "English", "default": True}, {"locale": "cy", "name": "Cymraeg"}]}


def test_static_i18n_publishes_strategies_in_each_language(handbook: Handbook) -> None:
    handbook.write(
        "docs/how-we-work.cy.md", f"# Sut\n\n## Oes {{: #a-strategys-life}}\n\n[Taliadau]({LICENCES}.yaml)\n"
    )
    built = handbook.build({"i18n": TWO})
    assert_sound(built)
    assert_sound(built, "cy/")
    calendar = (built.site_dir / "strategies/reviews.ics").read_text(encoding="utf-8").replace("\n ", "")
    assert LICENCES in calendar
    assert "/cy/" not in calendar
    for prefix in ("", "cy/"):
        view = f"{prefix}strategies/portfolio/reviews/"
        (link,) = re.findall(r'href="([^"]+/reviews\.ics)"', page(built, view))
        assert (built.site_dir / view / link).is_file()
    assert '<html lang="cy"' in page(built, f"cy/{LICENCES}")
    assert Html(page(built, "cy/how-we-work")).links["Taliadau"] == f"../{LICENCES}/"
    for prefix in ("", "cy/"):
        assert page(built, f"{prefix}strategies/004-vessel-registry").count("arckit.css") == 1
        edit = re.search(r'href="([^"]+)"[^>]*rel="edit"', page(built, f"{prefix}{LICENCES}"))
        assert edit
        assert edit[1].endswith(f"edit/main/docs/{LICENCES}.yaml")


def test_static_i18n_takes_a_translation_by_hand(handbook: Handbook) -> None:
    anchors = ("hotfix-process", "vulnerability-management", "cluster-configuration", "approval")
    headings = "".join(f"## {a} {{: #{a}}}\n" for a in anchors)
    handbook.write(f"docs/{LICENCES}.cy.md", f"# Strategaeth\n{headings}")
    built = handbook.build({"i18n": TWO})
    assert_sound(built)
    assert "Strategaeth" in page(built, f"cy/{LICENCES}")
    assert "<h1>" not in page(built, f"cy/{LICENCES}")
    assert Html(page(built, "cy/strategies/index")).links["Boat Licence Payments"] == f"../{LICENCES}/"


def test_static_i18n_with_a_folder_for_each_language(handbook: Handbook) -> None:
    docs = handbook.folder / "docs"
    docs.rename(handbook.folder / "en")
    docs.mkdir()
    (handbook.folder / "en").rename(docs / "en")
    for name in ("vessel-registry", "open-waterways-data"):
        text = (handbook.folder / f"services/{name}/devops.yaml").read_text(encoding="utf-8")
        handbook.write(f"services/{name}/devops.yaml", text.replace("/docs/", "/docs/en/"))
    handbook.write("docs/cy/index.md", "# Llawlyfr\n\n[Strategaethau](strategies/index.md)\n")
    ours = {"output": "en/strategies", "index": {"path": "en/strategies/index.md"}}
    built = handbook.build({"i18n": {**TWO, "docs_structure": "folder"}, "arckit": ours})
    assert_sound(built)
    assert_sound(built, "cy/")
    assert Html(page(built, "cy/index")).links["Strategaethau"] == "strategies/"


def test_tags_list_strategies(handbook: Handbook) -> None:
    built = handbook.build()
    topics = Html(page(built, "topics"))
    assert topics.links["DevOps Strategy: Vessel Registry"] == "../strategies/004-vessel-registry/"
    assert 'class="md-tag"' in page(built, LICENCES)


def test_a_blog_post_links_to_a_strategy(handbook: Handbook) -> None:
    handbook.write(
        "docs/blog/posts/approved.md",
        f"---\ndate: 2026-05-04\n---\n# Approved\n\n[Payments](../../{LICENCES}.yaml) and [all](../../strategies/index.md).\n",
    )
    handbook.write("docs/blog/index.md", "# News\n")
    built = handbook.build({"blog": {}})
    assert_sound(built)
    post = Html(page(built, "blog/2026/05/04/approved"))
    assert post.links["Payments"] == f"../../../../../{LICENCES}/"
    assert post.links["all"] == "../../../../../strategies/"
    assert "2026/05/04/approved" in page(built, "blog/index")


def test_social_cards_of_strategies(handbook: Handbook) -> None:
    image_font = import_module("PIL.ImageFont")
    # The plugin fetches its font from Google once, into its cache.
    fonts = handbook.folder / ".cards/fonts/Roboto"
    fonts.mkdir(parents=True)
    (fonts / "Regular.ttf").write_bytes(image_font.load_default(20).font_bytes)
    built = handbook.build({"social": {"cache_dir": ".cards"}})
    assert_sound(built)
    card = re.search(r'property="og:image" content="[^"]+?/(assets/images/social/[^"]+)"', page(built, LICENCES))
    assert card
    assert (built.site_dir / card[1]).read_bytes().startswith(b"\x89PNG")


def test_print_site_holds_every_strategy(handbook: Handbook) -> None:
    built = handbook.build({"print-site": {}})
    assert_sound(built)
    printed = page(built, "print_page")
    for project in STRATEGIES.values():
        assert f"DevOps Strategy: {project}" in printed.replace("&nbsp;", " ")
    ids = set(re.findall(r'\sid="([^"]+)"', printed))
    anchors = {href[1:] for href in re.findall(r'href="(#[^"]+)"', printed)}
    # print-site itself loses the anchors of a page's title and of lines of code.
    kept = {a for a in anchors if "devops" in a and "codelineno" not in a and "devops-strategy-" not in a}
    assert "projects-001-licence-payments-devops-12-devsecops" in kept
    assert kept <= ids


def test_mike_deploys_strategies(handbook: Handbook) -> None:
    handbook.configure({"mike": {}})
    handbook.commit("2026-01-05")
    done = handbook.run("mike", "deploy", "--config-file", "neighbour.yml", "1.0", "latest")
    assert done.returncode == 0, done.stderr

    def published(path: str) -> str:
        return handbook.run("git", "show", f"gh-pages:{path}").stdout

    assert [v["version"] for v in json.loads(published("versions.json"))] == ["1.0"]
    for address, project in STRATEGIES.items():
        assert f"DevOps Strategy: {project}" in published(f"1.0/{address}/index.html")
    assert "arckit-badge" in published("1.0/strategies/index.html")
    urls = [strategy["page"] for strategy in json.loads(published("1.0/strategies/strategies.json"))["strategies"]]
    assert len(urls) >= len(STRATEGIES)
    assert all("/1.0/" in url for url in urls)
    for name in ("feed.xml", "reviews.ics"):
        assert "/1.0/projects/" in published(f"1.0/strategies/{name}").replace("\r\n ", ""), name


def test_search_finds_strategies(handbook: Handbook) -> None:
    built = handbook.build()
    docs = json.loads((built.site_dir / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    assert any(d["location"].startswith("strategies/004-vessel-registry/") for d in docs)
