"""What `--dirty` builds anew: strategies that would look different, the index and the views."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from tests.helpers.rebuilds import Session
from tests.helpers.samples import Html, config, strategy

A, B = "a/devops.md", "b/devops.md"
OVERVIEW = {"strategies/index.md", "strategies/portfolio/completeness.md"}
LINK = 'summary: "See [the guide](../guide.md)."\n'
SITE = {
    "mkdocs.yml": config({"templates": "templates"}, theme="mkdocs"),
    "templates/README": "",
    "docs/index.md": "# Home",
    "docs/guide.md": "# Guide",
    "docs/a/devops.yaml": strategy("001", "Payments"),
    "docs/b/devops.yaml": strategy("002", "Permits", more=LINK),
}
EDITED = {"docs/a/devops.yaml": strategy("001", "Payments", owner="Jane")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two strategies."""
    for name, text in SITE.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture
def built(project: Path) -> Path:
    """The project, built with `--dirty`."""
    session = Session(project, "build", dirty=True)
    session.build()
    assert session.built >= {A, B}
    return project


def again(project: Path, files: dict[str, str] | None = None) -> set[str]:
    """The strategies' pages that a process of its own builds."""
    session = Session(project, "build", dirty=True)
    session.build(files)
    assert session.built >= OVERVIEW
    return session.built & {A, B}


@pytest.mark.parametrize("command", ["build", "serve"])
def test_only_what_changed_is_built(command: Literal["build", "serve"], project: Path) -> None:
    session = Session(project, command, dirty=True)
    session.build()
    before = {
        page: (session.site_dir / page).stat().st_mtime_ns for page in ("a/devops/index.html", "b/devops/index.html")
    }
    session.build(EDITED)
    assert A in session.built
    assert not {B, "index.md", "guide.md"} & session.built
    after = {page: (session.site_dir / page).stat().st_mtime_ns for page in before}
    assert after["a/devops/index.html"] > before["a/devops/index.html"]
    assert after["b/devops/index.html"] == before["b/devops/index.html"]
    assert "Jane" in session.html("a/devops/index.html")
    assert "Jane" in session.html("strategies/index.html")
    assert "Jane" not in session.html("b/devops/index.html")


def test_another_process_knows_what_was_built(built: Path) -> None:
    assert again(built) == set()
    assert again(built, EDITED) == {A}
    assert again(built) == set()


def test_navigation_names_the_pages_that_are_left(built: Path) -> None:
    session = Session(built, "build", dirty=True)
    session.build(EDITED)
    links = Html(session.html("strategies/index.html")).links
    assert links["Permits"] == "../b/devops/"
    assert "None" not in [text for text, target in links.items() if "devops" in target]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"docs/guide.md": ""}, set()),
        ({"docs/c/devops.yaml": strategy("003", "New")}, set()),
        ({"templates/sections/document.md": "## Ours\n"}, {A, B}),
        ({"mkdocs.yml": config({"templates": "templates", "show_missing": True}, theme="mkdocs")}, {A, B}),
        ({"mkdocs.yml": config({"templates": "templates"}, theme="readthedocs")}, {A, B}),
        ({"mkdocs.yml": config({"templates": "templates"}, theme="mkdocs", markdown_extensions=["attr_list"])}, {A, B}),
    ],
)
def test_whatever_a_page_shows_decides(files: dict[str, str], expected: set[str], built: Path) -> None:
    assert again(built, files) == expected


def test_a_link_that_leads_nowhere_now(built: Path) -> None:
    (built / "docs/guide.md").unlink()
    assert again(built) == {B}


def test_a_document_that_takes_the_place_of_another_one(built: Path) -> None:
    assert again(built, {"docs/a/devops.yaml": strategy("001", "Payments", status="SUPERSEDED")}) == {A}
    successor = strategy("001", "Payments", version='"2.0"', status="APPROVED", supersedes="ARC-001-DEVOPS-v1.0")
    assert again(built, {"docs/c/devops.yaml": successor}) == {A}


def test_another_version_of_the_plugin_builds_all(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_arckit.hosts.mkdocs.built_pages.__version__", "0.0.0")
    assert again(built) == {A, B}


def test_a_page_that_is_gone_or_another_one_is_built(built: Path) -> None:
    site = built.parent / "site"
    (site / "a/devops/index.html").unlink()
    assert again(built) == {A}
    (site / "b/devops/index.html").write_text("by somebody else", encoding="utf-8")
    assert again(built) == {B}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a/devops/index.html": 1}', "\udcff"])
def test_a_broken_memory_builds_all(text: str, built: Path) -> None:
    (built / ".cache/plugin/arckit/pages.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert again(built) == {A, B}


def test_a_build_without_dirty_remembers_nothing(project: Path) -> None:
    Session(project, "build").build()
    assert not (project / ".cache/plugin/arckit/pages.json").exists()
    # What is there are the pages for plugins that look for a file; nothing of it is read again.
    kept = [path.relative_to(project / ".cache/plugin/arckit").parts[0] for path in (project / ".cache").rglob("*.*")]
    assert {*kept} <= {"pages"}
    assert Session(project, "build", dirty=True).built == set()
    assert again(project) == {A, B}


def test_a_configuration_that_another_one_begins_with_counts(built: Path) -> None:
    text = SITE["mkdocs.yml"].rstrip().removesuffix("}") + ', "INHERIT": "base.yml"}'
    assert again(built, {"mkdocs.yml": text, "base.yml": "site_author: Jane\n"}) == {A, B}
    assert again(built) == set()
    assert again(built, {"base.yml": "site_author: Joe\n"}) == {A, B}
    assert again(built, {"mkdocs.yml": text.replace("base.yml", "./other.yml"), "other.yml": ""}) == {A, B}


def test_an_environment_variable_counts_if_the_configuration_asks_for_it(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTHOR", "Jane")
    assert again(built) == set()
    text = SITE["mkdocs.yml"].rstrip().removesuffix("}") + ', "site_author": !ENV [OWNER, AUTHOR]}'
    assert again(built, {"mkdocs.yml": text}) == {A, B}
    assert again(built) == set()
    monkeypatch.setenv("OWNER", "Joe")
    assert again(built) == {A, B}
