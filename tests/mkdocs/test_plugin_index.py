"""The index of strategies: what it says, where it stands, and that it says the same every time."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.findings import named_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built, mkdocs_build

MARKER = "<!-- arckit:index -->"
HEADINGS = [
    "Project and document",
    "Status",
    "Version",
    "Approved by",
    "Next review",
    "Owner",
    "Classification",
    "Complete",
]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772539200")  # 2026-03-03, 12:00 UTC


def index(built: Built, page: str = "strategies/index.html") -> Html:
    assert built.exit_code == 0, built.log
    html = built.html(page)
    return Html(html[html.index('role="main"') : html.index("<footer")])


# What it says


def test_one_row_a_strategy(site: Callable[..., Built]) -> None:
    built = site(
        {
            "docs/a/devops.yaml": strategy(
                "001",
                "Payments",
                title="Release Strategy",
                status="APPROVED",
                version='"1.10"',
                classification="PUBLIC",
                owner="Jane Doe, Platform Lead",
                approved_by="{name: Sam Hill, date: 2026-03-01}",
                next_review="2026-06-02",
            ),
            "docs/b/devops.yaml": strategy("002", "Permits"),
        },
        strict=True,
    )
    pending = ["PENDING"] * 3
    assert index(built).rows == [
        HEADINGS,
        [
            "Payments (001) Release Strategy",
            "APPROVED",
            "1.10",
            "Sam Hill (2026-03-01)",
            "in 91 days 2026-06-02",
            "Jane Doe, Platform Lead",
            "PUBLIC",
            "0 %",
        ],
        ["Permits (002) DevOps Strategy", "DRAFT", "1.0", *pending, "OFFICIAL", "0 %"],
    ]
    assert index(built).links["Payments"] == "../a/devops/"


STATUSES = ["DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"]


@pytest.mark.parametrize("status", STATUSES)
def test_badges_read_as_text_on_the_index_and_on_the_page(status: str, site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy(status=status)})
    words, kind = status.replace("_", " "), status.lower().replace("_", "-")
    badge = f'<span class="arckit-badge arckit-badge--{kind}">{words}</span>'
    assert index(built).rows[1][1] == words
    assert built.html("strategies/index.html").count(badge) == 2, "in the row, and in the counts"
    assert built.html("a/devops/index.html").count(badge) == 1
    assert f"arckit-badge--{kind}" in built.html("assets/arckit/arckit.css")


def test_counts_by_status_in_the_order_of_a_document_s_life(site: Callable[..., Built]) -> None:
    statuses = ["ARCHIVED", "DRAFT", "APPROVED", "DRAFT", "IN_REVIEW", "SUPERSEDED", "PUBLISHED"]
    files = {f"docs/p{n}/devops.yaml": strategy(f"00{n}", status=status) for n, status in enumerate(statuses)}
    built = site({"mkdocs.yml": config({"on_error": "warn"}), **files, "docs/bad/devops.yaml": strategy(status="NO")})
    text = index(built).text
    expected = "8 strategies : 2 DRAFT , 1 IN REVIEW , 1 APPROVED , 1 PUBLISHED , 1 SUPERSEDED , 1 ARCHIVED , 1 INVALID"
    assert expected in text


def test_one_strategy_is_counted_in_the_singular(site: Callable[..., Built]) -> None:
    assert "1 strategy : 1 DRAFT" in index(site({"docs/a/devops.yaml": strategy()})).text


@pytest.mark.parametrize(
    ("status", "next_review", "overdue"),
    [
        ("APPROVED", "2026-03-02", True),
        ("APPROVED", "2026-03-03", False),
        ("APPROVED", "2026-03-04", False),
        ("DRAFT", "2025-12-31", True),
        ("IN_REVIEW", "2025-12-31", True),
        ("PUBLISHED", "2025-12-31", True),
        ("SUPERSEDED", "2025-12-31", False),
        ("ARCHIVED", "2025-12-31", False),
        ("DRAFT", "[YYYY-MM-DD]", False),
        ("DRAFT", "TBC", False),
        ("DRAFT", None, False),
    ],
)
def test_overdue(status: str, next_review: str | None, overdue: bool, site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy(status=status, next_review=next_review)})
    shown = index(built)
    assert ("overdue" in shown.rows[1][4]) is overdue
    assert ("1 overdue for review" in shown.text) is overdue


def test_completeness(site: Callable[..., Built]) -> None:
    """One of 17 sections that needs four elements has one; another does not apply: (1/4 + 1) / 17 = 7.35 %."""
    more = "ci: {quality_gates: [{gate: Coverage}]}\nkubernetes: {not_applicable: No cluster}\n"
    assert index(site({"docs/a/devops.yaml": strategy(more=more)})).rows[1][-1] == "7 %"


def test_awkward_text_in_a_row(site: Callable[..., Built]) -> None:
    name, title = "A | B <b>bold</b> *x* [y](z)", "T `code` | [link](gone.md)"
    built = site({"docs/a/devops.yaml": strategy("001", name, title=f"'{title}'", owner="'`a|b` **c** <i>'")})
    row = index(built).rows[1]
    assert len(row) == len(HEADINGS)
    assert row[0].startswith("A | B <b>bold</b> x [y](z) (001)")
    assert row[5] == "a|b c <i>"


def test_index_is_found_by_the_search(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config(plugins=["search"]), "docs/a/devops.yaml": strategy(owner="Zebedee")})
    docs = json.loads(built.html("search/search_index.json"))["docs"]
    assert any(doc["location"] == "strategies/" and "Zebedee" in doc["text"] for doc in docs)


def test_index_works_without_javascript(site: Callable[..., Built]) -> None:
    html = site({"docs/a/devops.yaml": strategy()}).html("strategies/index.html")
    main = html[html.index('role="main"') : html.index("<footer")]
    assert "<script" not in main
    assert "<table>" in main


def test_the_order_is_that_of_attention(site: Callable[..., Built]) -> None:
    """Wrong, overdue, due soon (each by its day), in review, the rest by project; what is superseded last."""
    said = [
        ("A", "DRAFT", None),
        ("B", "IN_REVIEW", None),
        ("C", "APPROVED", "2026-04-02"),
        ("D", "DRAFT", "2026-03-03"),
        ("E", "IN_REVIEW", "2026-03-02"),
        ("F", "PUBLISHED", "2026-01-01"),
        ("G", "SUPERSEDED", "2026-01-01"),
        ("H", "IN_REVIEW", "2026-04-03"),
        ("I", "APPROVED", None),
    ]
    files = {
        f"docs/{name}/devops.yaml": strategy(f"00{n}", name, status=status, next_review=due)
        for n, (name, status, due) in enumerate(said)
    }
    wrong = strategy("020", "J", status="APPROVED", approved_by="PENDING")
    settings = {
        "mkdocs.yml": config({"on_error": "warn"}),
        "docs/J/devops.yaml": wrong,
        "docs/K/devops.yaml": strategy(status="NO"),
    }
    shown = index(site({**files, **settings}))
    names = [row[0].split(" (")[0] for row in shown.rows if row[0] not in {HEADINGS[0], "File with errors"}]
    assert names == ["docs/K/devops.yaml", *"JFEDCBHAIG"]
    assert "2 invalid or not in order , 2 overdue for review , 2 due within 30 days" in shown.text
    assert "in 30 days 2026-04-02" in [row[4] for row in shown.rows if row[0].startswith("C ")]


# Where it stands


def test_index_path_and_title(site: Callable[..., Built]) -> None:
    options = {"index": {"path": "reference/devops/all.md", "title": "Who & *what* in C#"}}
    built = site({"mkdocs.yml": config(options), "docs/a/b/devops.yaml": strategy()}, strict=True)
    shown = index(built, "reference/devops/all/index.html")
    assert shown.links["Payments"] == "../../../a/b/devops/"
    assert shown.text.startswith("Who & *what* in C#", shown.text.index("Who"))
    assert not (built.site_dir / "strategies/index.html").exists()


def test_index_at_the_top(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config({"index": {"path": "index.md"}}), "docs/a/devops.yaml": strategy()}, strict=True)
    assert index(built, "index.html").links["Payments"] == "a/devops/"


@pytest.mark.parametrize(
    ("page", "html", "link"),
    [
        ("index.md", "index.html", "a/devops/"),
        ("strategies/index.md", "strategies/index.html", "../a/devops/"),
        ("x/y/z.md", "x/y/z/index.html", "../../../a/devops/"),
    ],
)
def test_marker_in_a_hand_written_page(page: str, html: str, link: str, site: Callable[..., Built]) -> None:
    text = f"# Ours\n\nBefore\n\n{MARKER}\n\nAfter\n"
    built = site({f"docs/{page}": text, "docs/a/devops.yaml": strategy()}, strict=True)
    shown = index(built, html)
    assert shown.links["Payments"] == link
    assert shown.text.index("Before") < shown.text.index("1 strategy") < shown.text.index("After")
    assert page == "strategies/index.md" or not (built.site_dir / "strategies/index.html").exists()


@pytest.mark.parametrize("marker", ["<!--arckit:index-->", "  <!-- arckit:index -->  ", "<!--\tarckit:index\t-->"])
def test_marker_may_be_spaced_as_one_likes(marker: str, site: Callable[..., Built]) -> None:
    built = site({"docs/index.md": f"# Home\n{marker}\nAfter", "docs/a/devops.yaml": strategy()})
    assert index(built, "index.html").links["Payments"] == "a/devops/"


def test_marker_on_several_pages_and_twice_on_one(site: Callable[..., Built]) -> None:
    files = {"docs/index.md": f"# Home\n\n{MARKER}\n\n{MARKER}\n", "docs/x/y.md": f"# Y\n\n{MARKER}\n"}
    built = site({**files, "docs/a/devops.yaml": strategy()}, strict=True)
    assert len(index(built, "index.html").rows) == 4
    assert index(built, "x/y/index.html").links["Payments"] == "../../a/devops/"


def test_marker_without_directory_urls(site: Callable[..., Built]) -> None:
    files = {"docs/x/y.md": f"# Y\n\n{MARKER}\n", "docs/a/devops.yaml": strategy()}
    built = site({"mkdocs.yml": config(use_directory_urls=False), **files}, strict=True)
    assert index(built, "x/y.html").links["Payments"] == "../a/devops.html"


@pytest.mark.parametrize("code", [f"```html\n{MARKER}\n```", f"~~~\n{MARKER}\n~~~", f"Write `{MARKER}` there."])
def test_marker_in_code_is_left_alone(code: str, site: Callable[..., Built]) -> None:
    built = site({"docs/how-to.md": f"# How to\n\n{code}\n", "docs/a/devops.yaml": strategy()}, strict=True)
    shown = index(built, "how-to/index.html")
    assert MARKER in shown.text
    assert "Payments" not in shown.links
    assert index(built).links["Payments"] == "../a/devops/", "no page holds the index, so it has its own"


def test_marker_in_code_beside_one_that_counts(site: Callable[..., Built]) -> None:
    text = f"# How to\n\n```html\n{MARKER}\n```\n\n{MARKER}\n"
    built = site({"docs/how-to.md": text, "docs/a/devops.yaml": strategy()}, strict=True)
    shown = index(built, "how-to/index.html")
    assert MARKER in shown.text
    assert shown.links["Payments"] == "../a/devops/"


def test_marker_in_a_strategy_is_inert(site: Callable[..., Built]) -> None:
    more = f"summary: |\n  Before\n\n  {MARKER}\n\n  After\nappendices: [{{heading: '{MARKER}', body: '{MARKER}'}}]\n"
    built = site({"docs/a/devops.yaml": strategy(more=more)})
    assert "1 strategy" not in index(built, "a/devops/index.html").text
    assert index(built).links["Payments"] == "../a/devops/"


def test_marker_on_a_page_that_is_not_published(site: Callable[..., Built]) -> None:
    files = {"docs/old/x.md": f"# X\n\n{MARKER}\n", "docs/a/devops.yaml": strategy()}
    built = site({"mkdocs.yml": config(exclude_docs="/old/"), **files}, strict=True)
    assert index(built).links["Payments"] == "../a/devops/"


@pytest.mark.parametrize("page", ["strategies/index.md", "strategies/README.md", "strategies.md"])
def test_a_hand_written_page_in_the_place_of_the_index(page: str, site: Callable[..., Built]) -> None:
    built = site({f"docs/{page}": "# Our strategies", "docs/a/devops.yaml": strategy()})
    assert built.exit_code == 1
    assert named_in(built.log) == [(f"docs/{page}: error [address]", [MARKER, "index.path"])]


def test_a_strategy_in_the_place_of_the_index(site: Callable[..., Built]) -> None:
    files = {"mkdocs.yml": config({"file_names": ["*.yaml"]}), "docs/strategies/index.yaml": strategy()}
    built = site(files)
    assert built.exit_code == 1
    assert named_in(built.log) == [("docs/strategies/index.yaml: error [address]", [MARKER, "index.path"])]
    assert "hand-written" not in built.log


# Files with errors


def test_a_file_with_errors_stands_in_the_index(site: Callable[..., Built]) -> None:
    bad = strategy("002", "Bad", status="Approved", more="ci: {stagess: []}\nsumary: x\n")
    built = site(
        {"mkdocs.yml": config({"on_error": "warn"}), "docs/a/devops.yaml": strategy(), "docs/b c/devops.yaml": bad}
    )
    shown = index(built)
    rows = [row for row in shown.rows if row[0] == "docs/b c/devops.yaml"]
    assert shown.rows[-1][0] == "Payments (001) DevOps Strategy", "what is wrong comes first"
    assert len(rows) == 1
    assert rows[0][1] == "INVALID"
    shown_there = ("docs/b c/devops.yaml:4:11", "document.status", "Approved", "sumary: ", "summary")
    assert [part for part in shown_there if part not in rows[0][2]] == []
    assert shown.links["docs/b c/devops.yaml"] == "../b%20c/devops/"


def test_the_page_of_a_file_with_errors(site: Callable[..., Built]) -> None:
    bad = strategy(status="Approved", owner="Jane", more="sumary: x\n")
    options = {"on_error": "warn"}
    built = site({"mkdocs.yml": config(options, ["search"], theme="material"), "docs/b/devops.yaml": bad})
    page = Html(built.html("b/devops/index.html"))
    assert "docs/b/devops.yaml:4:11 document.status: " in page.text
    assert "docs/b/devops.yaml:7:1 sumary: " in page.text
    assert "INVALID" in page.text
    assert "Jane" not in page.text
    docs = json.loads(built.html("search/search_index.json"))["docs"]
    assert [doc for doc in docs if doc["location"].startswith("b/devops/")] == []
    assert [doc for doc in docs if doc["location"].startswith("strategies/")], "the index is found all the same"


def test_show_withheld(site: Callable[..., Built]) -> None:
    files = {
        "docs/a/devops.yaml": strategy(),
        "docs/b/devops.yaml": strategy("002", classification="SECRET"),
        "docs/c/devops.yaml": strategy("003", classification="OFFICIAL-SENSITIVE"),
    }
    assert "withheld" not in index(site(files)).text
    built = site({**files, "mkdocs.yml": config({"show_withheld": True})})
    assert "1 strategy : 1 DRAFT" in index(built).text
    assert "2 strategies are withheld because of their classification." in index(built).text
    del files["docs/c/devops.yaml"]
    (built.site_dir.parent / "docs/c/devops.yaml").unlink()
    built = site({**files, "mkdocs.yml": config({"show_withheld": True})})
    assert "1 strategy is withheld because of its classification." in index(built).text


# The same every time


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_are_the_same_bytes(tmp_path: Path, shared_dir: Path) -> None:
    real = (shared_dir / "real/iou-modern/devops.yaml").read_text(encoding="utf-8")
    files = {
        "docs/index.md": "# Home",
        "docs/z/devops.yaml": strategy("003", "Z"),
        "docs/b/devops.yaml": strategy("002", "B", status="WRONG"),
        "services/real/devops.yaml": re.sub(r"\]\((?!http)[^)]*\)", "]", real),
        "services/a/devops.yaml": strategy("001", "A", more="tags: [x, y]"),
    }
    options = {"roots": ["services"], "on_error": "warn", "publish_source": True}
    settings = {"site_url": "https://example.org/x/", "theme": "material"}
    built = []
    for name, order in (("one", list(files)), ("two", list(reversed(files)))):
        for file in order:
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[file], encoding="utf-8")
        (tmp_path / name / "mkdocs.yml").write_text(config(options, ["search", "tags"], **settings), encoding="utf-8")
        built.append(mkdocs_build(tmp_path / name / "mkdocs.yml", tmp_path / name / "site"))
        assert built[-1].exit_code == 0, built[-1].log
    one, two = (digests(b.site_dir) for b in built)
    assert len(one) > 40
    assert one == two


def test_a_page_that_another_plugin_made_in_the_place_of_the_index(site: Callable[..., Built]) -> None:
    hook = """from mkdocs.plugins import event_priority
from mkdocs.structure.files import File


@event_priority(60)
def on_files(files, config):
    files.append(File.generated(config, "strategies/index.md", content="# Theirs"))
"""
    settings = config(hooks=["hook.py"])
    built = site({"mkdocs.yml": settings, "hook.py": hook, "docs/a/devops.yaml": strategy()})
    assert built.exit_code == 1
    (line,) = [line for line in built.log.splitlines() if "[address]" in line]
    assert "strategies/index.md, made by hook.py" in line
