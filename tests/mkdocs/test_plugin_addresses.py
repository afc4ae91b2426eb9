"""Where the pages of strategies stand in a built site, and that no two things stand in one place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from mkdocs_arckit.addresses import address_from_root, slug
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

ROOTS = config({"roots": ["services"]})
REVISION = "revisions: [{version: '1.0', date: 2026-01-05, author: Jo, changes: First}]\n"
EDIT = re.compile(r'href="(https://example.org/repo/[^"]+)"')


def pages(built: Built) -> list[str]:
    """The pages of the site, but for those that every site has."""
    names = sorted(path.relative_to(built.site_dir).as_posix() for path in built.site_dir.rglob("*.html"))
    always = {"404.html", "index.html", "strategies/index.html"}
    return [name for name in names if name not in always and "/portfolio/" not in name]


# One strategy


def test_a_strategy_in_docs_dir_is_published_where_it_lies(site: Callable[..., Built]) -> None:
    built = site({"docs/projects/001-pay/devops.yaml": strategy()}, strict=True)
    assert built.exit_code == 0, built.log
    assert pages(built) == ["projects/001-pay/devops/index.html"]


def test_a_strategy_at_the_top_of_docs_dir(site: Callable[..., Built]) -> None:
    built = site({"docs/devops.yaml": strategy()}, strict=True)
    assert (built.exit_code, pages(built)) == (0, ["devops/index.html"]), built.log


def test_a_strategy_from_a_root_stands_under_its_id_and_name(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": ROOTS, "services/x/y/devops.yaml": strategy("001", "Payments Platform")}, strict=True)
    assert (built.exit_code, pages(built)) == (0, ["strategies/001-payments-platform/index.html"]), built.log


@pytest.mark.parametrize("output", ["teams/strategies", "teams/strategies/", "/teams/strategies"])
def test_output_option(output: str, site: Callable[..., Built]) -> None:
    built = site(
        {"mkdocs.yml": config({"roots": ["services"], "output": output}), "services/x/devops.yaml": strategy()}
    )
    assert (built.exit_code, pages(built)) == (0, ["teams/strategies/001-payments/index.html"]), built.log


def test_output_at_the_top(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config({"roots": ["services"], "output": "."}), "services/x/devops.yaml": strategy()})
    assert (built.exit_code, pages(built)) == (0, ["001-payments/index.html"]), built.log
    assert Html(built.html("strategies/index.html")).links["Payments"] == "../001-payments/"
    assert "DevOps Strategy: Payments" in Html(built.html("001-payments/index.html")).text


def test_everything_at_the_top(site: Callable[..., Built]) -> None:
    options = {"roots": ["services"], "output": "./", "index": {"path": "index.md"}, "publish_source": True}
    due = strategy(next_review="2020-01-01")
    built = site({"mkdocs.yml": config(options), "services/x/devops.yaml": due}, strict=True)
    assert built.exit_code == 0, built.log
    links = Html(built.html("index.html")).links
    assert (links["Payments"], links["JSON"]) == ("001-payments/", "strategies.json")
    assert "Payments" in Html(built.html("portfolio/reviews/index.html")).text
    assert (built.site_dir / "001-payments.yaml").is_file()
    assert '"../../reviews.ics"' in built.html("portfolio/reviews/index.html")


def test_without_directory_urls(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"roots": ["services"]}, use_directory_urls=False),
            "services/x/devops.yaml": strategy("002", "Permits"),
            "docs/projects/001-pay/devops.yaml": strategy(),
        }
    )
    assert pages(built) == ["projects/001-pay/devops.html", "strategies/002-permits.html"]
    links = Html(built.html("strategies/index.html")).links
    assert links["Payments"] == "../projects/001-pay/devops.html"
    assert links["Permits"] == "002-permits.html"


# Names that would lead elsewhere


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Payments Platform", "payments-platform"),
        ("../../etc/passwd", "etc-passwd"),
        ("/absolute/path", "absolute-path"),
        ("C:\\Windows\\system32", "c-windows-system32"),
        ("Ünï cöde Straße", "ünï-cöde-strasse"),
        ("支付平台", "支付平台"),
        ("ﬁx A", "fix-a"),
        ("a.md", "a-md"),
        ("a\u202eb\u200bc", "a-b-c"),
        ("snake_case", "snake-case"),
        ("…", "strategy"),
        ("..", "strategy"),
        ("", "strategy"),
        ("🚀", "strategy"),
        ("x" * 300, "x" * 80),
        ("x" * 79 + " " + "y" * 9, "x" * 79),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize("name", ["../../../out", "/etc/out", "..\\..\\out", "a/../../../out", "out/.", "%2e%2e%2fout"])
def test_an_address_from_a_root_is_a_file_directly_in_the_output_folder(name: str) -> None:
    address = address_from_root("strategies", name, name)
    assert address.startswith("strategies/")
    assert "/" not in address.removeprefix("strategies/")
    assert ".." not in address
    assert "\\" not in address
    assert "%" not in address


@pytest.mark.parametrize("name", ["../../../out", "/out", "..", "\\\\server\\out", "out/index", "🚀", "Ünï/côde"])
def test_no_name_leads_out_of_the_output_folder(name: str, site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": ROOTS, "services/x/devops.yaml": strategy("001", name)}, strict=True)
    assert built.exit_code == 0, built.log
    (page,) = pages(built)
    folder, _, rest = page.partition("/")
    assert folder == "strategies"
    assert rest.startswith("001-")
    assert rest.count("/") == 1
    outside = [p for p in built.site_dir.parent.rglob("*.html") if not p.is_relative_to(built.site_dir)]
    assert outside == []


@pytest.mark.parametrize("project_id", ["../../../out", "..", "/out", "a/b"])
def test_an_id_that_leads_elsewhere_is_an_error_and_leads_nowhere(project_id: str, site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"roots": ["services"], "on_error": "warn"}),
            "services/x/devops.yaml": strategy(project_id),
        }
    )
    assert built.found == ["services/x/devops.yaml:1:15: error [project-id]"]
    (page,) = pages(built)
    assert page.startswith("strategies/")
    assert page.count("/") == 2
    assert not [p for p in built.site_dir.parent.rglob("*.html") if not p.is_relative_to(built.site_dir)]


# Two in one place


def fails_naming(built: Built, *names: str) -> str:
    """The one line of the log that names all of `names`, in a build that failed."""
    assert built.exit_code == 1, built.log
    lines = [line for line in built.log.splitlines() if all(name in line for name in names)]
    assert len(lines) == 1, built.log
    assert lines[0].startswith("ERROR - ")
    return lines[0]


def test_two_strategies_from_roots_with_one_address(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": ROOTS,
            "services/a/devops.yaml": strategy("001", "Pay-ments", id="A"),
            "services/b/devops.yaml": strategy("001", "pay MENTS", id="B"),
        }
    )
    line = fails_naming(built, "services/a/devops.yaml", "services/b/devops.yaml")
    assert "services/b/devops.yaml:1:" in line
    assert "[address]" in line


def test_addresses_that_differ_in_case_only_are_one_address(site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy("001"), "docs/A/devops.yaml": strategy("002")})
    fails_naming(built, "docs/a/devops.yaml", "docs/A/devops.yaml", "[address]")


def test_one_strategy_in_docs_dir_and_one_from_a_root_with_one_address(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"roots": ["services"], "file_names": ["*.yaml"]}),
            "docs/strategies/001-payments.yaml": strategy("002"),
            "services/b/devops.yaml": strategy("001", "Payments"),
        }
    )
    fails_naming(built, "docs/strategies/001-payments.yaml", "services/b/devops.yaml", "[address]")


@pytest.mark.parametrize(
    ("one", "other"),
    [("a/devops.yaml", "a/devops.yml"), ("a/b.yaml", "a/b/index.yaml"), ("a/index.yaml", "a/README.yaml")],
)
def test_two_strategies_in_docs_dir_with_one_address(one: str, other: str, site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"file_names": ["*.yaml", "*.yml"]}),
            f"docs/{one}": strategy("001"),
            f"docs/{other}": strategy("002"),
        }
    )
    fails_naming(built, f"docs/{one}", f"docs/{other}", "[address]")


def test_no_clash_without_directory_urls(site: Callable[..., Built]) -> None:
    """`a/b.yaml` is `a/b.html` then, and `a/b/index.yaml` is `a/b/index.html`."""
    built = site(
        {
            "mkdocs.yml": config({"file_names": ["*.yaml"]}, use_directory_urls=False),
            "docs/a/b.yaml": strategy("001"),
            "docs/a/b/index.yaml": strategy("002"),
        }
    )
    assert built.exit_code == 0, built.log
    assert pages(built) == ["a/b.html", "a/b/index.html"]


def test_three_with_one_address_are_two_errors(site: Callable[..., Built]) -> None:
    files = {f"services/{x}/devops.yaml": strategy("001", "Pay", id=x) for x in "abc"}
    built = site({"mkdocs.yml": ROOTS, **files})
    assert built.exit_code == 1
    assert built.log.count("[address]") == 2


@pytest.mark.parametrize("page", ["devops.md", "devops/index.md", "devops/README.md"])
def test_a_hand_written_page_in_the_place_of_a_strategy(page: str, site: Callable[..., Built]) -> None:
    built = site({"docs/pay/devops.yaml": strategy(), f"docs/pay/{page}": "# By hand"})
    fails_naming(built, "docs/pay/devops.yaml:1:", f"pay/{page}", "[address]")


@pytest.mark.parametrize("page", ["001-payments.md", "001-payments/index.md", "001-payments/README.md"])
def test_a_hand_written_page_in_the_place_of_a_strategy_from_a_root(page: str, site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": ROOTS, "services/a/devops.yaml": strategy(), f"docs/strategies/{page}": "# By hand"})
    fails_naming(built, "services/a/devops.yaml:1:", f"strategies/{page}", "[address]")


def test_hand_written_pages_win_where_the_rest_is_published(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"on_error": "warn"}),
            "docs/pay/devops.yaml": strategy(),
            "docs/pay/devops.md": "# By hand",
            "docs/other/devops.yaml": strategy("002", "Other"),
        }
    )
    assert built.exit_code == 0, built.log
    assert "WARNING - " in built.log
    assert "By hand" in Html(built.html("pay/devops/index.html")).text
    assert "DevOps Strategy: Other" in Html(built.html("other/devops/index.html")).text
    text = Html(built.html("strategies/index.html")).text
    assert "docs/pay/devops.yaml:1:1" in text
    assert "docs/pay/devops.md" in text


def test_the_first_of_two_wins_where_the_rest_is_published(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"roots": ["services"], "on_error": "warn"}),
            "services/a/devops.yaml": strategy("001", "Pay", id="A", owner="First"),
            "services/b/devops.yaml": strategy("001", "Pay", id="B", owner="Second"),
        }
    )
    assert built.exit_code == 0, built.log
    text = Html(built.html("strategies/001-pay/index.html")).text
    assert "First" in text
    assert "Second" not in text
    index = Html(built.html("strategies/index.html"))
    assert [row[0] for row in index.rows if "(001)" in row[0]] == ["Pay (001) DevOps Strategy"]
    assert "services/b/devops.yaml" in index.text


# Two with one document ID


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (strategy("001"), strategy("001", "Other")),
        (strategy("001", id="ARC-7"), strategy("002", id="ARC-7")),
        (strategy("001", id="ARC-7"), strategy("002", id="arc-7")),
        (strategy("001"), strategy("002", id="ARC-001-DEVOPS-v1.0")),
    ],
)
def test_two_strategies_with_one_document_id(one: str, other: str, site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": one, "docs/b/devops.yaml": other})
    fails_naming(built, "docs/a/devops.yaml", "docs/b/devops.yaml", "[document-id]")


def test_document_id_error_stands_at_the_id(site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy("001", id="X"), "docs/b/devops.yaml": strategy("002", id="X")})
    line = fails_naming(built, "docs/a/devops.yaml", "docs/b/devops.yaml")
    assert "docs/b/devops.yaml:6:7: error: document.id: " in line


def test_two_versions_of_a_strategy_have_two_document_ids(site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy(), "docs/b/devops.yaml": strategy(version='"2.0"')}, strict=True)
    assert built.exit_code == 0, built.log


def test_document_ids_with_placeholders_wait(site: Callable[..., Built]) -> None:
    draft = strategy("001", version="[VERSION]")
    built = site({"docs/a/devops.yaml": draft, "docs/b/devops.yaml": draft}, strict=True)
    assert built.exit_code == 0, built.log


def test_a_withheld_strategy_takes_nobodys_address_or_document_id(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": ROOTS,
            "services/a/devops.yaml": strategy(classification="SECRET"),
            "services/b/devops.yaml": strategy(),
        }
    )
    assert (built.exit_code, pages(built)) == (0, ["strategies/001-payments/index.html"]), built.log


# What other plugins make of the site's address and of its docs folder


def test_a_site_whose_address_has_no_slash_at_its_end(site: Callable[..., Built]) -> None:
    """So mike sets it: the version is a folder."""
    hook = "def on_config(config):\n    config.site_url = 'https://example.org/docs/1.0'\n"
    built = site(
        {
            "mkdocs.yml": config(site_url="https://example.org/docs/", hooks=["hook.py"]),
            "hook.py": hook,
            "docs/a/devops.yaml": strategy(next_review="2027-01-01", more=REVISION),
        },
        strict=True,
    )
    assert built.exit_code == 0, built.log
    page = "https://example.org/docs/1.0/a/devops/"
    assert json.loads(built.html("strategies/strategies.json"))["strategies"][0]["page"] == page
    for name in ("strategies/feed.xml", "strategies/reviews.ics", "strategies/strategies.csv"):
        assert page in built.html(name).replace("\r\n ", ""), name


MOVE_DOCS = """\
import shutil, tempfile

def on_config(config):
    folder = tempfile.mkdtemp("", "moved-away.")
    shutil.copytree(config.docs_dir, folder, dirs_exist_ok=True)
    config.docs_dir = folder

def on_post_build(config):
    shutil.rmtree(config.docs_dir)
"""


def test_a_docs_folder_that_is_copied_elsewhere(site: Callable[..., Built]) -> None:
    """Nothing says where the copy is, and links lead as they do without it."""
    link = "closing: '[Permits](../../services/b/devops.yaml), [handbook](../by-hand.md)'\n"
    back = "closing: '[Payments](../../docs/a/devops.yaml), [handbook](../../docs/by-hand.md)'\n"
    built = site(
        {
            "mkdocs.yml": config(
                {"roots": ["services", "."], "on_error": "warn"},
                theme={"name": "material", "features": ["content.action.edit"]},
                hooks=["hook.py"],
                repo_url="https://example.org/repo/",
                edit_uri="edit/main/docs/",
            ),
            "hook.py": MOVE_DOCS,
            "docs/by-hand.md": "# By hand\n\n[Permits](../services/b/devops.yaml)\n",
            "docs/a/devops.yaml": strategy("001", "Payments", more=link),
            "docs/c/devops.yaml": strategy("003", "Moorings", status="DRAFTED"),
            "docs/c/devops.md": "# By hand\n",
            "services/b/devops.yaml": strategy("002", "Permits", more=back),
        }
    )
    assert built.exit_code == 0, built.log
    folder = built.site_dir.parent
    assert "moved-away." not in built.log, built.log
    assert built.found == [
        "docs/c/devops.yaml:1:1: error [address]",
        "docs/c/devops.yaml:4:11: error [enumeration]",
    ], built.log
    assert Html(built.html("a/devops/index.html")).links["Permits"] == "../../strategies/002-permits/"
    permits = Html(built.html("strategies/002-permits/index.html")).links
    assert (permits["Payments"], permits["handbook"]) == ("../../a/devops/", "../../by-hand/")
    assert Html(built.html("by-hand/index.html")).links["Permits"] == "../strategies/002-permits/"
    edits = {page: EDIT.search(built.html(f"{page}/index.html")) for page in ("a/devops", "strategies/002-permits")}
    assert {page: found[1] for page, found in edits.items() if found} == {
        "a/devops": "https://example.org/repo/edit/main/docs/a/devops.yaml",
        "strategies/002-permits": "https://example.org/repo/edit/main/services/b/devops.yaml",
    }
    for file in built.site_dir.rglob("*"):
        if file.is_file():
            assert b"moved-away." not in file.read_bytes(), file.relative_to(folder)
