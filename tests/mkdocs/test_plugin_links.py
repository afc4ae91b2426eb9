"""Links from hand-written pages to strategies, and from strategies to everything in the site."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

from mkdocs_arckit.hosts.mkdocs.files import without_detours
from tests.helpers.findings import named_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

SITE = {
    "mkdocs.yml": config({"roots": ["services"]}),
    "docs/index.md": "# Home",
    "docs/policy.md": "# Policy\n\n## Rules\n",
    "docs/guides/index.md": "# Guides",
    "docs/guides/how to.md": "# How to",
    "docs/img/plan.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "docs/projects/002/devops.yaml": strategy("002", "Permits"),
    "services/cases/devops.yaml": strategy("003", "Cases"),
}


def leads_to(built: Built, page: str, href: str) -> str:
    """The file of the site that a link on a page leads to."""
    parts = urlsplit(href)
    assert not parts.scheme
    assert not parts.netloc
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if parts.path.endswith(("/", "..")) or parts.path in {"", "."}:
        path = posixpath.normpath(f"{path}/index.html") if parts.path else page
    assert (built.site_dir / path).is_file(), f"{href} on {page} leads to nothing"
    return path + (f"#{parts.fragment}" if parts.fragment else "")


def linked(site: Callable[..., Built], place: str, text: str, href: str, target: str) -> None:
    """Build with one link in a cell and in a block of a strategy, and see where both lead."""
    owner = f"'[in a cell]({href})'"
    more = f"summary: |\n  Words\n\n  [in a block]({href})\n"
    page = "strategies/001-payments/index.html" if place.startswith("services") else "a/b/devops/index.html"
    built = site({**SITE, place: strategy(owner=owner, more=more)}, strict=True)
    assert built.exit_code == 0, f"{text}: {built.log}"
    links = Html(built.html(page)).links
    assert leads_to(built, page, links["in a cell"]) == target
    assert leads_to(built, page, links["in a block"]) == target


TARGETS = {
    "a page": ("policy.md", "policy/index.html"),
    "an anchor of a page": ("policy.md#rules", "policy/index.html#rules"),
    "the home page": ("index.md", "index.html"),
    "a folder": ("guides/", "guides/index.html"),
    "a page without its ending": ("policy", "policy/index.html"),
    "a page with a blank": ("guides/how%20to.md", "guides/how to/index.html"),
    "another strategy": ("projects/002/devops.yaml", "projects/002/devops/index.html"),
    "another strategy's page": ("projects/002/devops.md", "projects/002/devops/index.html"),
    "a part of another strategy": (
        "projects/002/devops.yaml#document-control",
        "projects/002/devops/index.html#document-control",
    ),
    "a strategy of a root": ("../services/cases/devops.yaml", "strategies/003-cases/index.html"),
    "a part of a strategy of a root": (
        "../services/cases/devops.yaml#document-control",
        "strategies/003-cases/index.html#document-control",
    ),
    "the index": ("strategies/index.md", "strategies/index.html"),
    "an image": ("img/plan.svg", "img/plan.svg"),
}


@pytest.mark.parametrize("what", TARGETS)
def test_links_from_a_strategy_in_docs_dir(what: str, site: Callable[..., Built]) -> None:
    href, target = TARGETS[what]
    linked(site, "docs/a/b/devops.yaml", what, f"../../{href}", target)


@pytest.mark.parametrize("what", TARGETS)
def test_links_from_a_strategy_of_a_root(what: str, site: Callable[..., Built]) -> None:
    href, target = TARGETS[what]
    linked(site, "services/x/devops.yaml", what, f"../../docs/{href}", target)


@pytest.mark.parametrize("place", ["docs/a/b/devops.yaml", "services/x/devops.yaml"])
def test_links_within_a_page(place: str, site: Callable[..., Built]) -> None:
    page = "strategies/001-payments/index.html" if place.startswith("services") else "a/b/devops/index.html"
    linked(site, place, "within", "#document-control", f"{page}#document-control")
    linked(site, place, "to itself", "devops.yaml", page)


@pytest.mark.parametrize("place", ["docs/a/b/devops.yaml", "services/x/devops.yaml"])
def test_links_to_elsewhere_stay(place: str, site: Callable[..., Built]) -> None:
    owner = "'[web](https://example.org/a?b=c&d#e) [mail](mailto:a@example.org) <https://example.org/auto>'"
    built = site({**SITE, place: strategy(owner=owner)}, strict=True)
    assert built.exit_code == 0, built.log
    page = "strategies/001-payments/index.html" if place.startswith("services") else "a/b/devops/index.html"
    links = Html(built.html(page)).links
    assert links["web"] == "https://example.org/a?b=c&d#e"
    assert links["mail"] == "mailto:a@example.org"
    assert links["https://example.org/auto"] == "https://example.org/auto"


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("place", ["docs/a/b/devops.yaml", "services/x/devops.yaml"])
def test_images_in_blocks(place: str, directories: bool, site: Callable[..., Built]) -> None:
    """However the site writes its addresses."""
    up = "../../docs" if place.startswith("services") else "../.."
    built = site(
        {
            **SITE,
            "mkdocs.yml": config({"roots": ["services"]}, use_directory_urls=directories),
            place: strategy(more=f"summary: |\n  ![Plan]({up}/img/plan.svg)\n"),
        },
        strict=True,
    )
    assert built.exit_code == 0, built.log
    page = "strategies/001-payments" if place.startswith("services") else "a/b/devops"
    page += "/index.html" if directories else ".html"
    (image,) = [src for src in Html(built.html(page)).images if "plan" in src]
    assert leads_to(built, page, image) == "img/plan.svg"


def test_links_without_directory_urls(site: Callable[..., Built]) -> None:
    built = site(
        {
            **SITE,
            "mkdocs.yml": config({"roots": ["services"]}, use_directory_urls=False),
            "docs/a/devops.yaml": strategy(owner="'[x](../../services/cases/devops.yaml) [y](../policy.md#rules)'"),
        },
        strict=True,
    )
    assert built.exit_code == 0, built.log
    links = Html(built.html("a/devops.html")).links
    assert (links["x"], links["y"]) == ("../strategies/003-cases.html", "../policy.html#rules")


# Links that lead to nothing


@pytest.mark.parametrize("place", ["docs/a/devops.yaml", "services/x/devops.yaml"])
@pytest.mark.parametrize("href", ["gone.md", "../gone/devops.yaml", "gone.png", "../../../outside.md", "README.md"])
def test_a_link_to_nothing_is_a_warning_and_its_text_stays(href: str, place: str, site: Callable[..., Built]) -> None:
    files = {**SITE, place: strategy(owner=f"'Ask [the team]({href})'"), "services/x/README.md": "# Not in the site"}
    built = site(files)
    assert built.exit_code == 0, built.log
    (warning,) = [line for line in built.log.splitlines() if line.startswith("WARNING")]
    assert named_in(warning, "WARNING") == [(f"{place}:6:10: warning [link]", [href])]
    page = "strategies/001-payments/index.html" if place.startswith("services") else "a/devops/index.html"
    shown = Html(built.html(page))
    assert "Ask the team" in shown.text
    assert "the team" not in shown.links
    assert site(files, strict=True).exit_code == 1


def test_a_link_to_nothing_in_a_block(site: Callable[..., Built]) -> None:
    more = "summary: |\n  First line\n\n  See [the plan](plan.md) and ![a picture](gone.png).\n"
    built = site({**SITE, "docs/a/devops.yaml": strategy(more=more)})
    warnings = [line for line in built.log.splitlines() if line.startswith("WARNING")]
    assert [named_in(line) for line in warnings] == [
        [("docs/a/devops.yaml:6:10: warning [link]", [url])] for url in ("plan.md", "gone.png")
    ]
    shown = Html(built.html("a/devops/index.html"))
    assert "See the plan and a picture." in shown.text
    assert not any("gone" in src for src in shown.images)


def test_a_link_in_code_is_none(site: Callable[..., Built]) -> None:
    more = "summary: |\n  `[a](gone.md)`\n\n  ```\n  [b](gone.md)\n  ```\nci: {quality_gates: [{gate: '`[c](gone.md)`'}]}\n"
    built = site({**SITE, "docs/a/devops.yaml": strategy(more=more)}, strict=True)
    assert built.exit_code == 0, built.log
    text = Html(built.html("a/devops/index.html")).text
    assert all(f"[{letter}](gone.md)" in text for letter in "abc")


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd"]
)
def test_a_scheme_that_is_not_allowed_is_a_warning(scheme: str, site: Callable[..., Built]) -> None:
    more = f"summary: |\n  [block]({scheme})\n"
    built = site({**SITE, "docs/a/devops.yaml": strategy(owner=f"'[cell](<{scheme}>)'", more=more)})
    assert named_in(built.log) == [
        ("docs/a/devops.yaml:6:10: warning [link]", [scheme]),
        ("docs/a/devops.yaml:7:10: warning [link]", [scheme]),
    ]
    assert built.log.count("https") == 2, "what is allowed is said"
    shown = Html(built.html("a/devops/index.html"))
    assert "cell" in shown.text
    assert not any(scheme.split(":")[0].lower() in href.lower() for href in shown.links.values())


def test_a_file_with_errors_tells_of_its_links_too(site: Callable[..., Built]) -> None:
    built = site({**SITE, "docs/a/devops.yaml": strategy(status="DRAFTED", owner="'[x](gone.md)'")})
    assert built.exit_code == 1
    assert named_in(built.log) == [
        ("docs/a/devops.yaml:4:11: error [enumeration]", ["DRAFTED", "DRAFT"]),
        ("docs/a/devops.yaml:6:10: warning [link]", ["gone.md"]),
    ]


def test_what_only_looks_like_a_link_to_a_strategy_stays_as_typed(site: Callable[..., Built]) -> None:
    files = {**SITE, "docs/a/devops.yaml": strategy("001", "A [y](devops.yaml)", owner="'\\[z](devops.yaml)'")}
    built = site(files, strict=True)
    assert built.exit_code == 0, built.log
    text = Html(built.html("a/devops/index.html")).text
    assert "A [y](devops.yaml)" in text
    assert "[z](devops.yaml)" in text


def test_a_name_holds_no_links(site: Callable[..., Built]) -> None:
    document = strategy("001", "A `[w](gone.md)` [y](gone.md)", title="'T [z](gone.md)'", more="generated: {by: me}")
    built = site({**SITE, "docs/a/devops.yaml": document}, strict=True)
    assert built.exit_code == 0, built.log
    for page in ("a/devops", "strategies"):
        html = Html(built.html(f"{page}/index.html"))
        assert "A [w](gone.md) [y](gone.md)" in html.text
        assert "T [z](gone.md)" in html.text
        assert not any("gone" in href for href in html.links.values() if not href.startswith("#"))


# From hand-written pages


@pytest.mark.parametrize(
    ("page", "href", "target"),
    [
        ("docs/home.md", "projects/002/devops.md", "projects/002/devops/index.html"),
        ("docs/home.md", "projects/002/devops.yaml", "projects/002/devops/index.html"),
        ("docs/x/y.md", "../projects/002/devops.yaml", "projects/002/devops/index.html"),
        ("docs/projects/002/y.md", "devops.yaml", "projects/002/devops/index.html"),
        (
            "docs/home.md",
            "./projects/002/devops.yaml#document-control",
            "projects/002/devops/index.html#document-control",
        ),
        ("docs/home.md", "strategies/003-cases.md", "strategies/003-cases/index.html"),
        ("docs/home.md", "strategies/index.md", "strategies/index.html"),
        (
            "docs/x/y.md",
            "../strategies/003-cases.md#document-control",
            "strategies/003-cases/index.html#document-control",
        ),
        ("docs/home.md", "../services/cases/devops.yaml", "strategies/003-cases/index.html"),
    ],
)
def test_links_from_hand_written_pages(page: str, href: str, target: str, site: Callable[..., Built]) -> None:
    text = f"# Page\n\nSee [inline]({href}), [titled]({href} 'Title') and [by reference][r].\n\n[r]: {href}\n"
    validation = {"links": {"anchors": "warn", "unrecognized_links": "warn"}}
    built = site(
        {**SITE, "mkdocs.yml": config({"roots": ["services"]}, validation=validation), page: text}, strict=True
    )
    assert built.exit_code == 0, built.log
    html = page.removeprefix("docs/").removesuffix(".md") + "/index.html"
    links = Html(built.html(html)).links
    assert [leads_to(built, html, links[name]) for name in ("inline", "titled", "by reference")] == [target] * 3


def test_a_link_to_the_raw_file_stays_code_in_code(site: Callable[..., Built]) -> None:
    text = "# Page\n\n`[x](projects/002/devops.yaml)`\n\n```\n[y](projects/002/devops.yaml)\n```\n"
    built = site({**SITE, "docs/home.md": text}, strict=True)
    shown = Html(built.html("home/index.html")).text
    assert "[x](projects/002/devops.yaml)" in shown
    assert "[y](projects/002/devops.yaml)" in shown


@pytest.mark.parametrize(
    "text",
    [
        "\\[x](projects/002/devops.yaml)",
        "a\n\n`b\n\n\\[x](projects/002/devops.yaml)`",
        "- a\n\n    ~~~\n    [x](projects/002/devops.yaml)\n    ~~~",
        "\\[x]: projects/002/devops.yaml",
    ],
)
def test_what_only_looks_like_a_link_on_a_page_stays_as_typed(text: str, site: Callable[..., Built]) -> None:
    mkdocs = config(markdown_extensions=["pymdownx.superfences"])
    built = site({**SITE, "mkdocs.yml": mkdocs, "docs/home.md": f"# Page\n\n{text}\n"}, strict=True)
    assert built.exit_code == 0, built.log
    assert "projects/002/devops.yaml" in Html(built.html("home/index.html")).text


@pytest.mark.parametrize(
    "text", ["it`s [x](projects/002/devops.yaml)\n\nit`s", "[x [y [z]]](projects/002/devops.yaml)"]
)
def test_what_looks_like_no_link_on_a_page_may_be_one(text: str, site: Callable[..., Built]) -> None:
    built = site({**SITE, "docs/home.md": f"# Page\n\n{text}\n"}, strict=True)
    assert built.exit_code == 0, built.log
    href = next(href for name, href in Html(built.html("home/index.html")).links.items() if name.startswith("x"))
    assert leads_to(built, "home/index.html", href) == "projects/002/devops/index.html"


def test_a_published_raw_file_can_still_be_linked_to(site: Callable[..., Built]) -> None:
    """Its address on the site is one that nobody has to guess: by HTML, which MkDocs leaves alone."""
    options = {"roots": ["services"], "publish_source": True}
    text = '# Page\n\n<a href="../projects/002/devops.yaml">raw</a>\n'
    built = site({**SITE, "mkdocs.yml": config(options), "docs/home.md": text}, strict=True)
    assert built.exit_code == 0, built.log
    href = Html(built.html("home/index.html")).links["raw"]
    assert leads_to(built, "home/index.html", href) == "projects/002/devops.yaml"


def test_a_link_to_a_strategy_through_a_symbolic_link(site: Callable[..., Built], tmp_path: Path) -> None:
    (tmp_path / "real/x").mkdir(parents=True)
    (tmp_path / "services").symlink_to("real", target_is_directory=True)
    owner = "'[x](../x/devops.yaml)'"
    built = site(
        {**SITE, "services/x/devops.yaml": strategy(), "services/y/devops.yaml": strategy("4444", owner=owner)}
    )
    assert built.exit_code == 0, built.log
    page = "strategies/4444-payments/index.html"
    assert leads_to(built, page, Html(built.html(page)).links["x"]) == "strategies/001-payments/index.html"


@pytest.mark.parametrize(
    "folder", ["a (old)", "c# & co", "100% sure", "a)b", "a?b", "ä ö", "it's", "[x](y)", "a_b*c*", "a|b"]
)
def test_folders_with_awkward_names(folder: str, site: Callable[..., Built]) -> None:
    """From the index, from a strategy, and from a hand-written page."""
    href = quote(f"{folder}/devops.yaml")
    files = {
        f"docs/{folder}/devops.yaml": strategy("888", "Awkward"),
        "docs/b/devops.yaml": strategy(
            "777", "Other", owner=f"'[x](<../{href}>)'", more=f"summary: '[y](<../{href}>)'"
        ),
        "docs/home.md": f"# Home\n\n[z](<{href}>)\n",
    }
    built = site({**SITE, **files}, strict=True)
    assert built.exit_code == 0, built.log
    target = f"{folder}/devops/index.html"
    for page, text in (("strategies", "Awkward"), ("b/devops", "x"), ("b/devops", "y"), ("home", "z")):
        file = f"{page}/index.html"
        assert leads_to(built, file, Html(built.html(file)).links[text]) == target


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://e.org/r/edit/main/docs/../svc/x.yaml", "https://e.org/r/edit/main/svc/x.yaml"),
        ("https://e.org/r?path=/docs/../svc/x.yaml", "https://e.org/r?path=/svc/x.yaml"),
        ("https://e.org/r?path=/docs/../svc/x.yaml&version=GBmain", "https://e.org/r?path=/svc/x.yaml&version=GBmain"),
        ("https://e.org/r?a=b//c&path=/d/../x&e#f", "https://e.org/r?a=b//c&path=/x&e#f"),
    ],
)
def test_edit_links_without_detours(url: str, expected: str) -> None:
    assert without_detours(url) == expected
