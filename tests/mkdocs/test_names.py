"""Names of folders, projects and options that no file of a site can have."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.command import call
from tests.helpers.samples import config, strategy
from tests.helpers.sites import Built

HOME = {"docs/index.md": "# Home"}
LONG = {
    "ASCII": "x" * 300,
    "two bytes": "é" * 300,
    "three": "語" * 80,
    "four": "\U00020000" * 80,
    "four that NFKC shortens": "𝒳" * 80,
    "four, no letters": "😀" * 300,
}


@pytest.mark.parametrize("kind", LONG)
def test_a_long_name_has_a_page(kind: str, site: Callable[..., Built]) -> None:
    settings = config({"roots": ["services"], "publish_source": True})
    built = site({**HOME, "mkdocs.yml": settings, "services/a/devops.yaml": strategy("001", LONG[kind])}, strict=True)
    assert built.exit_code == 0, built.log
    (page,) = (path for path in (built.site_dir / "strategies").glob("001-*") if path.is_dir())
    assert len(page.name.encode()) <= 210


def test_long_ids_have_pages_and_badges_of_their_own(site: Callable[..., Built]) -> None:
    ids = ["a" * 300, "a" * 299 + "b"]
    files = {f"docs/{n}/devops.yaml": strategy(project, f"P{n}") for n, project in enumerate(ids)}
    built = site({**HOME, **files, "mkdocs.yml": config()}, strict=True)
    assert built.exit_code == 0, built.log
    badges = [*(built.site_dir / "strategies/badges").glob("*.svg")]
    assert len(badges) == 2


def test_a_long_id_and_a_long_name(site: Callable[..., Built]) -> None:
    files = {"services/0/devops.yaml": strategy("a" * 300, LONG["four"])}
    built = site({**HOME, **files, "mkdocs.yml": config({"roots": ["services"], "publish_source": True})}, strict=True)
    assert built.exit_code == 0, built.log


def with_folder(folder: bytes, tmp_path: Path, place: str) -> None:
    """Put a strategy into a folder whose name may be any bytes."""
    path = os.path.join(os.fsencode(tmp_path / place), folder)
    try:
        os.makedirs(path)
    except OSError:
        if sys.platform == "linux":
            raise
        pytest.skip("this system has no such names")
    with open(os.path.join(path, b"devops.yaml"), "w", encoding="utf-8") as file:
        file.write(strategy("001", "Quokka"))


ODD = [b"caf\xe9", b"\xff\xfe", b"<img src=x onerror=pwned(1)>", b'a" onclick="pwned(1)', b"a\nb", b"a\x1bb"]


@pytest.mark.parametrize("folder", ODD)
def test_a_folder_of_the_docs_that_no_address_can_hold_is_refused(
    folder: bytes, site: Callable[..., Built], tmp_path: Path
) -> None:
    with_folder(folder, tmp_path, "docs")
    settings: dict[str, Any] = {"repo_url": "https://example.org/r", "edit_uri": "edit/main/docs/"}
    built = site({**HOME, "mkdocs.yml": config({"on_error": "warn"}, ["search"], **settings)})
    assert built.exit_code == 0, built.log
    assert "/devops.yaml: error: its path" in built.log
    assert not any(b"Quokka" in path.read_bytes() for path in built.site_dir.rglob("*") if path.is_file())
    assert "pwned" not in built.html("index.html")


@pytest.mark.parametrize("folder", ODD)
def test_a_folder_of_a_root_may_have_any_name(folder: bytes, site: Callable[..., Built], tmp_path: Path) -> None:
    with_folder(folder, tmp_path, "services")
    settings: dict[str, Any] = {"repo_url": "https://example.org/r", "edit_uri": "edit/main/docs/"}
    built = site({**HOME, "mkdocs.yml": config({"roots": ["services"]}, ["search"], **settings)}, strict=True)
    assert built.exit_code == 0, built.log
    page = built.html("strategies/001-quokka/index.html")
    assert "Quokka" in page
    assert "<img src=x" not in page
    assert "onclick=" not in page


@pytest.mark.parametrize("folder", ODD[:4])
def test_the_command_names_such_a_folder(folder: bytes, tmp_path: Path) -> None:
    with_folder(folder, tmp_path, "services")
    result = call("validate", str(tmp_path / "services"))
    assert (result.exit_code, "1 strategy checked" in result.output + result.stderr) == (0, True)


@pytest.mark.parametrize("folder", ODD)
def test_a_broken_file_in_such_a_folder(folder: bytes, site: Callable[..., Built], tmp_path: Path) -> None:
    with_folder(folder, tmp_path, "services")
    path = os.path.join(os.fsencode(tmp_path / "services"), folder, b"devops.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(strategy("001", "Quokka", status="WRONG"))
    built = site({**HOME, "mkdocs.yml": config({"roots": ["services"], "on_error": "warn"})})
    assert built.exit_code == 0, built.log
    (found,) = built.found
    assert found.startswith("services/"), "on one line"
    assert "<img src=x" not in built.html("strategies/index.html")
    assert "/devops.yaml:4:11" in built.html("strategies/index.html")


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize(
    "options",
    [
        {"output": "sitemap.xml"},
        {"output": "404.html"},
        {"output": "sitemap.xml.gz/a"},
        {"output": "assets/arckit/arckit.css"},
        {"output": "search/search_index.json"},
        {"output": "taken"},
        {"output": "taken/deep"},
        {"index": {"path": "sitemap.xml/index.md"}},
        {"index": {"path": "taken/index.md"}},
    ],
)
def test_a_folder_that_is_a_file_of_the_site(
    options: dict[str, Any], directory_urls: bool, site: Callable[..., Built]
) -> None:
    files = {**HOME, "docs/taken": "a file", "services/a/devops.yaml": strategy()}
    settings = config({"roots": ["services"], **options}, ["search"], use_directory_urls=directory_urls)
    built = site({**files, "mkdocs.yml": settings})
    assert built.exit_code == 1
    assert "is a file of the site" in built.log


def test_an_index_in_the_place_of_a_page_of_the_theme(site: Callable[..., Built]) -> None:
    settings = config({"index": {"path": "404.md"}}, use_directory_urls=False)
    built = site({**HOME, "docs/a/devops.yaml": strategy(), "mkdocs.yml": settings})
    assert built.exit_code == 1
    assert "`404.html` is a file of the site" in built.log
