"""Indexes in hand-written pages: what their markers choose, and what is said of wrong ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from mkdocs_arckit.views.index import INDEX
from mkdocs_arckit.views.marker_options import OptionError
from mkdocs_arckit.views.selection import Selection, parse_selection
from tests.helpers.findings import named_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

SCHEME = ("PUBLIC", "OFFICIAL")
GO = "overview: {technology_stack: {languages: 'Go 1.26, Python (3.13, slim)', Database: Redis}}\n"
FILES = {
    "docs/pay/a/devops.yaml": strategy(
        "001",
        "A",
        status="APPROVED",
        owner="Jane Doe, Lead",
        next_review="2026-03-02",
        version='"1.9"',
        supersedes="ARC-005-DEVOPS-v1.0",
    ),
    "docs/pay/b/devops.yaml": strategy(
        "002", "B", owner="Sam Hill", classification="PUBLIC", version='"1.10"', more="tags: [aws, web]\n" + GO
    ),
    "docs/c/devops.yaml": strategy("003", "C", status="PUBLISHED", owner="Jane Doe (CTO)", next_review="2027-01-01"),
    "docs/old/devops.yaml": strategy("004", "D", status="SUPERSEDED", owner="Dwayne 'The Rock'", more="tags: [Aws]\n"),
    "docs/left/devops.yaml": strategy("005", "E", status="APPROVED", superseded_by="ARC-001-DEVOPS-v1.9"),
}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772539200")  # 2026-03-03, 12:00 UTC


def shown(site: Callable[..., Built], options: str, **settings: str) -> Html:
    page = f"# Home\n\nBefore\n\n<!-- arckit:index {options} -->\n\nAfter\n"
    built = site({**FILES, **settings, "docs/index.md": page})
    assert built.exit_code == 0, built.log
    return main(built, "index.html")


def main(built: Built, page: str) -> Html:
    html = built.html(page)
    return Html(html[html.index('role="main"') : html.index("<footer")])


def names(html: Html) -> str:
    """The projects of an index, in order, and its group headings."""
    return " ".join(row[0].split(" ")[0] if "DevOps Strategy" in row[0] else f"[{row[0]}]" for row in html.rows[1:])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("{status: APPROVED}", "A E"),
        ("{status: [APPROVED, PUBLISHED]}", "A C E"),
        ("{status: [DRAFT, PUBLISHED]}", "B C"),
        ("{status: SUPERSEDED}", "D"),
        ("{classification: PUBLIC}", "B"),
        ("{owner: Jane Doe}", "A C"),
        ("{owner: jane doe}", "A C"),
        ('{owner: "Jane Doe, Lead"}', "A"),
        ("{owner: [Jane Doe, Sam Hill]}", "A B C"),
        ("{owner: Dwayne 'The Rock', superseded: yes}", "D"),
        ("{owner: Olive Kent}", "E"),
        ("{tag: aws}", "B D"),
        ("{tag: web}", "B"),
        ("{technology: redis}", "B"),
        ("{technology: Go 1.26}", "B"),
        ('{technology: "Python (3.13, slim)"}', "B"),
        ("{technology: [python, zig]}", "B"),
        ("{approved_by: Helen Ashdown, superseded: no}", "A C"),
        ("{approved_by: PENDING}", "B"),
        ("{approved_since: 2019-01-02}", ""),
        ("{approved_since: 2019-01-01, superseded: no}", "A C"),
        ("{attention: [overdue, due]}", "A"),
        ("{overdue: yes}", "A"),
        ("{overdue: no}", "B C D E"),
        ("{superseded: yes}", "D E"),
        ("{superseded: no}", "A B C"),
        ("{folder: docs/pay}", "A B"),
        ("{folder: [docs/pay/b, docs/c]}", "B C"),
        ("{folder: docs/pa}", ""),
        ("{status: APPROVED, superseded: no, owner: Jane Doe}", "A"),
        ("{status: APPROVED, tag: aws}", ""),
        ("{superseded: no, sort: -project}", "C B A"),
        ("{superseded: no, sort: status}", "B A C"),
        ("{sort: version}", "C D E A B"),
        ("{sort: -next_review}", "C A B D E"),
        ("{superseded: no, group: status}", "[DRAFT (1)] B [APPROVED (1)] A [PUBLISHED (1)] C"),
        ("{superseded: no, group: owner}", "[Jane Doe (2)] A C [Sam Hill (1)] B"),
        ("{superseded: no, group: folder, sort: -project}", "[docs (1)] C [docs/pay (2)] B A"),
        ("{group: classification}", "[PUBLIC (1)] B [OFFICIAL (4)] A C D E"),
    ],
)
def test_what_a_marker_chooses(options: str, expected: str, site: Callable[..., Built]) -> None:
    html = shown(site, options)
    assert names(html) == expected
    count = len([n for n in "ABCDE" if n in expected.split()])
    assert (f"{count} strateg" if count else "No strategy matches.") in html.text


def test_where_nothing_matches_it_says_what_was_asked_for(site: Callable[..., Built]) -> None:
    assert (
        "No strategy matches. Asked for: status=DRAFT,PUBLISHED, owner=Nobody."
        in shown(site, "{status: [DRAFT, PUBLISHED], owner: Nobody}").text
    )


def test_versions_of_any_length_are_sorted(site: Callable[..., Built]) -> None:
    long = "9" * 5000  # more digits than Python takes for a number
    files = {"docs/x/devops.yaml": strategy("006", "X", version=f'"2.{long}"')}
    files["mkdocs.yml"] = config({"limits": {"heading": 6000}})
    assert names(shown(site, "{sort: version}", **files)) == "C D E A B X"


def test_columns(site: Callable[..., Built]) -> None:
    html = shown(site, "{tag: web, columns: [project, technology, tags, folder, owner]}")
    assert html.rows == [
        ["Project and document", "Technology", "Tags", "Folder", "Owner"],
        ["B (002) DevOps Strategy", "Go 1.26, Python (3.13, slim), Redis", "aws, web", "docs/pay", "Sam Hill"],
    ]


def test_where_nobody_is_named_the_owner_is_pending(site: Callable[..., Built]) -> None:
    assert names(shown(site, "{owner: PENDING}", **{"docs/x/devops.yaml": strategy("006", "X")})) == "X"


def test_technologies_are_those_of_the_technology_view(site: Callable[..., Built]) -> None:
    stack = "technology_stack: {iac_tool: [PENDING, Redis], Custom: 'x [VERSION], **Go**, TBD', '**Bold**': 'Zig'}"
    files = {
        "docs/x/devops.yaml": strategy("006", "X", more=f"tags: [x]\noverview: {{{stack}}}\n"),
        "docs/y/devops.yaml": strategy(
            "007", "Y", more=f"tags: [x]\noverview: {{not_applicable: Elsewhere, {stack}}}\n"
        ),
    }
    page = "# Home\n\n<!-- arckit:index {tag: x, columns: [project, technology]} -->\n"
    built = site({**files, "docs/index.md": page})
    assert [row[1] for row in main(built, "index.html").rows[1:]] == ["Redis, Go, Zig", ""]
    assert "IaC Tool\tRedis\nCustom\tGo\nBold\tZig" in unescape(built.html("index.html"))


def test_options_over_several_lines(site: Callable[..., Built]) -> None:
    assert names(shown(site, "{\n  status: APPROVED,\n  owner: Jane Doe\n}")) == "A"


def test_superseded_ones_stand_last(site: Callable[..., Built]) -> None:
    built = site({**FILES, "docs/a0/devops.yaml": strategy("000", "Z", status="SUPERSEDED")})
    assert names(main(built, "strategies/index.html")) == "A B C Z D E"


def test_an_extract_does_not_take_the_index_s_place(site: Callable[..., Built]) -> None:
    home = "# Home\n\n<!-- arckit:index {tag: web} -->\n\n<!-- arckit:index {overdue: yes, columns: project} -->\n"
    files = {**FILES, "docs/index.md": home, "docs/x/y.md": "# Y\n\n<!-- arckit:index {tag: web} -->\n"}
    built = site(files)
    assert names(main(built, "strategies/index.html")) == "A B C D E"
    assert main(built, "index.html").links["B"] == "pay/b/devops/"
    assert main(built, "index.html").links["A"] == "pay/a/devops/"
    assert main(built, "x/y/index.html").links["B"] == "../../pay/b/devops/"


def test_an_index_in_another_order_takes_its_place(site: Callable[..., Built]) -> None:
    assert names(shown(site, "{sort: -project}")) == "E D C B A"
    built = site({**FILES, "docs/index.md": "# Home\n\n<!-- arckit:index {sort: -project} -->\n"})
    assert not (built.site_dir / "strategies/index.html").exists()


def test_withheld_ones_are_not_to_be_found(site: Callable[..., Built]) -> None:
    secret = strategy("009", "Zq", classification="SECRET", owner="Jane Doe", more="tags: [web]\n")
    settings = {"docs/s/devops.yaml": secret, "mkdocs.yml": config({"show_withheld": True})}
    for options in ("{tag: web}", "{owner: Jane Doe}", "{classification: SECRET}", "{folder: docs}"):
        html = shown(site, options, **settings)
        assert "Zq" not in html.text
        assert "withheld" not in html.text


def test_files_with_errors_are_no_strategies_of_anyone(site: Callable[..., Built]) -> None:
    bad = strategy("007", "Bad", status="Approved", owner="Jane Doe")
    files = {**FILES, "docs/bad/devops.yaml": bad, "mkdocs.yml": config({"on_error": "warn"})}
    home = "# Home\n\n<!-- arckit:index {owner: Jane Doe} -->\n\n<!-- arckit:index {status: INVALID} -->\n"
    text = Html(site({**files, "docs/index.md": home}).html("index.html")).text
    assert "2 strategies : 1 overdue for review , 1 APPROVED , 1 PUBLISHED" in text
    assert "1 strategy : 1 INVALID" in text


HOSTILE = "{{ config }} --8<-- 'x' *a* :smile: <b>"


def test_no_extension_or_plugin_reads_what_an_author_typed(site: Callable[..., Built]) -> None:
    extensions = ["md_in_html", "attr_list", "abbr", "pymdownx.snippets", "pymdownx.emoji", "pymdownx.smartsymbols"]
    settings = {"mkdocs.yml": config(markdown_extensions=extensions)}
    settings["docs/h/devops.yaml"] = strategy("008", HOSTILE, owner=f'"{HOSTILE}"', more="tags: ['--8<-- \"x\"']\n")
    html = shown(site, "{sort: project, columns: [project, owner, tags]}", **settings)
    (row,) = [row for row in html.rows if "(008)" in row[0]]
    plain = HOSTILE.replace("*a*", "a")
    assert row == [f"{plain} (008) DevOps Strategy", plain, '--8<-- "x"']


# Wrong ones

WRONG = {
    "{statsu: DRAFT}": ("5:20", ["statsu", "arckit:index", "status"]),
    "{colour: red}": ("5:20", ["colour", "arckit:index"]),
    "{status: Approved}": ("5:28", ["Approved", "status", "APPROVED"]),
    '{status: "DRAFT, APPROVED"}': ("5:28", ["DRAFT, APPROVED", "status"]),
    "{classification: TOP}": ("5:36", ["TOP", "classification"]),
    "{overdue: maybe}": ("5:29", ["maybe", "overdue"]),
    "{attention: dues}": ("5:31", ["dues", "attention", "due"]),
    "{approved_since: 20260101}": ("5:36", ["20260101", "YYYY-MM-DD"]),
    "{approved_since: May}": ("5:36", ["May", "YYYY-MM-DD"]),
    "{columns: [project, statuss]}": ("5:39", ["statuss", "columns", "status"]),
    "{sort: colour}": ("5:26", ["colour", "sort"]),
    "{sort: [status, owner]}": ("5:35", ["sort", "{sort: status}"]),
    "{group: tag}": ("5:27", ["tag", "group"]),
    "{status: {x: DRAFT}}": ("5:28", ["status", "{status: [one, other]}"]),
    "{owner: Jane Doe, Lead}": ("5:37", ["Lead", "{Lead: …}"]),
    "{owner: }": ("5:20", ["owner", "{owner: …}"]),
    "{tag: a, tag: b}": ("5:28", ["tag"]),
    "status=DRAFT": ("5:19", ["{status: [DRAFT, IN_REVIEW]}"]),
    "{status: DRAFT,\n  tagg: x}": ("6:3", ["tagg", "arckit:index", "tag"]),
}
"""Where each is wrong, and what is named: what is wrong, and what to write instead."""
LISTED = {
    "{colour: red}": "status, classification, owner,",
    '{status: "DRAFT, APPROVED"}': "DRAFT, IN_REVIEW,",
    "{classification: TOP}": "PUBLIC, OFFICIAL,",
    "{overdue: maybe}": "yes, no",
    "{sort: colour}": "project, status,",
    "{group: tag}": "status, classification, owner, folder",
}
"""What there is, where nothing is near to what was typed."""


@pytest.mark.parametrize("options", WRONG)
def test_a_wrong_marker_ends_the_build_and_says_where(options: str, site: Callable[..., Built]) -> None:
    place, named = WRONG[options]
    built = site({**FILES, "docs/x/home.md": f"---\nt: 1\n---\n\n<!-- arckit:index {options} -->\n"})
    assert built.exit_code == 1
    assert named_in(built.log, "ERROR") == [(f"docs/x/home.md:{place}: error [marker]", named)]
    assert LISTED.get(options, "") in built.log
    assert "1 file has errors, listed above." in built.log
    assert "Traceback" not in built.log


def test_an_unknown_marker(site: Callable[..., Built]) -> None:
    built = site({**FILES, "docs/index.md": "# Home\n\n<!-- arckit:indx -->\n"})
    assert built.exit_code == 1
    assert named_in(built.log, "ERROR") == [("docs/index.md:3:13: error [marker]", ["arckit:indx", "index"])]


def test_a_wrong_marker_is_shown_in_its_place_and_the_others_stay(site: Callable[..., Built]) -> None:
    home = "# Home\n\nBefore\n\n<!-- arckit:index {tagg: web} -->\n\n<!-- arckit:index {tag: web} -->\n\nAfter\n"
    built = site({**FILES, "mkdocs.yml": config({"on_error": "warn"}), "docs/index.md": home})
    assert built.exit_code == 0, built.log
    assert ("docs/index.md:5:20: error [marker]", ["tagg", "arckit:index", "tag"]) in named_in(built.log, "WARNING")
    text = Html(built.html("index.html")).text
    places = [re.search(words, text) for words in ("Before", r"\btagg\b", r"\btag\b", "1 strategy", "After")]
    assert [found.start() for found in places if found] == sorted(found.start() for found in places if found)
    assert all(places)
    assert built.html("strategies/index.html"), "the index keeps its own page"


def test_a_wrong_marker_where_the_index_would_stand(site: Callable[..., Built]) -> None:
    page = "# All\n\n<!-- arckit:index {colums: status} -->\n"
    built = site({**FILES, "mkdocs.yml": config({"on_error": "warn"}), "docs/strategies/index.md": page})
    assert built.exit_code == 0, built.log
    text = Html(built.html("strategies/index.html")).text
    assert ["colums" in text, re.search(r"\bcolumns\b", text) is not None] == [True, True]


def test_pages_and_strategies_with_errors_are_counted_apart(site: Callable[..., Built]) -> None:
    pages = {
        f"docs/{name}.md": "# X\n\n<!-- arckit:index {x: 1} -->\n\n<!-- arckit:index {y: 1} -->\n" for name in "xy"
    }
    built = site({**pages, "docs/a/devops.yaml": strategy(status="NO")})
    assert "3 files have errors, listed above." in built.log


def test_what_stands_in_code_is_no_marker(site: Callable[..., Built]) -> None:
    built = site({**FILES, "docs/index.md": "# Home\n\n```html\n<!-- arckit:index {tagg: web} -->\n```\n"})
    assert "<!-- arckit:index {tagg: web} -->" in Html(built.html("index.html")).text


def test_no_options_are_the_whole_index() -> None:
    assert parse_selection(INDEX, "", SCHEME) == parse_selection(INDEX, " \n ", SCHEME) == Selection(INDEX)


def test_the_place_of_an_error_counts_from_the_options_start() -> None:
    with pytest.raises(OptionError) as caught:
        parse_selection(INDEX, "{status: DRAFT, what: x}", SCHEME)
    assert caught.value.at == len("{status: DRAFT, ")
