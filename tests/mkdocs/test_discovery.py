"""Which files are strategies: names, folders that are left out, links, and the order."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_arckit.source.discover import discover
from tests.helpers.command import call
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built, mkdocs_build


def put(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")


def found(root: Path, *args: object, **options: object) -> list[str]:
    return [path.relative_to(root).as_posix() for path in discover(root, *args, **options)]  # type: ignore[arg-type]


def projects(built: Built) -> list[str]:
    """The first cell of each row of the index, or of the list of files with errors."""
    assert built.exit_code == 0, built.log
    rows = Html(built.html("strategies/index.html")).rows
    return [row[0] for row in rows if row and row[-1].endswith("%")]


# Names and patterns


def test_only_files_called_devops_yaml_are_strategies(tmp_path: Path) -> None:
    put(tmp_path, "devops.yaml", "a/devops.yaml", "a/devops.yml", "a/DevOps.yaml", "a/my-devops.yaml", "a/devops.yaml~")
    assert found(tmp_path) == ["a/devops.yaml", "devops.yaml"]


def test_a_folder_with_the_name_of_a_strategy_is_none(tmp_path: Path) -> None:
    put(tmp_path, "devops.yaml/readme.md", "devops.yaml/devops.yaml")
    assert found(tmp_path) == ["devops.yaml/devops.yaml"]


def test_names_are_configurable(tmp_path: Path) -> None:
    put(tmp_path, "devops.yaml", "strategy.yml", "a/pay.devops.yaml", "a/other.yaml")
    assert found(tmp_path, ["strategy.yml", "*.devops.yaml"]) == ["a/pay.devops.yaml", "strategy.yml"]


def test_file_names_option(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"file_names": ["strategy.yml", "*.devops.yaml"]}),
            "docs/a/strategy.yml": strategy("001", "One"),
            "docs/b/two.devops.yaml": strategy("002", "Two"),
            "docs/c/devops.yaml": strategy("003", "Three"),
        }
    )
    assert projects(built) == ["One (001) DevOps Strategy", "Two (002) DevOps Strategy"]
    assert Html(built.html("b/two.devops/index.html")).text.count("DevOps Strategy: Two")
    assert not (built.site_dir / "c/devops/index.html").exists()


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["old"], ["new/a/devops.yaml", "new/devops.yaml"]),
        (["old/"], ["new/a/devops.yaml", "new/devops.yaml"]),
        (["a/"], ["new/devops.yaml", "old/devops.yaml"]),
        (["/a/"], ["new/a/devops.yaml", "new/devops.yaml", "old/a/devops.yaml", "old/devops.yaml"]),
        (["**/a/devops.yaml"], ["new/devops.yaml", "old/devops.yaml"]),
        (["/old/**", "!/old/devops.yaml"], ["new/a/devops.yaml", "new/devops.yaml", "old/devops.yaml"]),
        (["devops.yaml"], []),
    ],
)
def test_exclude_reads_like_a_gitignore(patterns: list[str], left: list[str], tmp_path: Path) -> None:
    put(tmp_path, "old/devops.yaml", "old/a/devops.yaml", "new/devops.yaml", "new/a/devops.yaml")
    assert found(tmp_path, exclude=patterns) == left


def test_exclude_option_counts_in_docs_dir_and_in_roots(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"exclude": ["archive/"], "roots": ["services"]}),
            "docs/archive/devops.yaml": strategy("001", "One"),
            "docs/live/devops.yaml": strategy("002", "Two"),
            "services/archive/devops.yaml": strategy("003", "Three"),
            "services/live/devops.yaml": strategy("004", "Four"),
        }
    )
    assert projects(built) == ["Two (002) DevOps Strategy", "Four (004) DevOps Strategy"]


# Folders that are not entered


@pytest.mark.parametrize(
    "name", [".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".nox"]
)
def test_never_entered(name: str, tmp_path: Path) -> None:
    put(tmp_path, "a/devops.yaml", f"{name}/devops.yaml", f"a/{name}/b/devops.yaml")
    assert found(tmp_path) == ["a/devops.yaml"]


def test_a_folder_that_may_be_listed_but_not_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a/devops.yaml", "closed/below/devops.yaml")
    stat = os.stat

    def denied(path: str | Path, **options: object) -> os.stat_result:
        if str(path).startswith(f"{tmp_path / 'closed'}{os.sep}"):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", denied)  # as permissions do, though not to an administrator
    assert found(tmp_path) == ["a/devops.yaml"]


def test_virtual_environments_of_any_name_are_never_entered(tmp_path: Path) -> None:
    put(tmp_path, "py312/pyvenv.cfg", "py312/lib/pkg/devops.yaml", "a/devops.yaml")
    assert found(tmp_path) == ["a/devops.yaml"]


def test_a_root_that_is_a_repository_of_its_own_is_entered(tmp_path: Path) -> None:
    put(tmp_path, "venv/a/devops.yaml")
    assert found(tmp_path / "venv") == ["a/devops.yaml"]


def test_own_output_is_never_entered(site: Callable[..., Built], tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": config({"roots": ["."], "publish_source": True}),
        "services/a/devops.yaml": strategy("001", "One"),
        "docs/b/devops.yaml": strategy("002", "Two"),
    }
    site(files)
    assert (tmp_path / "site/b/devops.yaml").exists(), "the output holds nothing that could be found"
    assert projects(site(files)) == ["One (001) DevOps Strategy", "Two (002) DevOps Strategy"]


def test_own_output_is_not_entered_where_it_was_not_cleaned(site: Callable[..., Built], tmp_path: Path) -> None:
    settings = {"roots": ["."], "publish_source": True}
    site({"mkdocs.yml": config(settings), "services/a/devops.yaml": strategy(), "docs/index.md": "# Home"})
    assert list((tmp_path / "site").rglob("*.yaml")), "the output holds nothing that could be found"
    (tmp_path / "mkdocs.yml").write_text(config({**settings, "file_names": ["*.yaml"]}), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--dirty", "-f", str(tmp_path / "mkdocs.yml")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


# Links


def test_loops_of_links_end(tmp_path: Path) -> None:
    put(tmp_path, "a/b/devops.yaml")
    (tmp_path / "a/b/up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a/b/here").symlink_to(".", target_is_directory=True)
    (tmp_path / "a/self").symlink_to("self")
    assert found(tmp_path) == ["a/b/devops.yaml"]


def test_a_folder_that_is_linked_to_is_found_once(tmp_path: Path) -> None:
    put(tmp_path, "root/a/devops.yaml", "elsewhere/devops.yaml")
    (tmp_path / "root/b").symlink_to(tmp_path / "root/a", target_is_directory=True)
    (tmp_path / "root/c").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert found(tmp_path / "root") == ["a/devops.yaml", "c/devops.yaml"]


def test_a_folder_is_found_under_its_own_name_before_those_of_links(tmp_path: Path) -> None:
    put(tmp_path, "b/devops.yaml", "x/y/devops.yaml")
    (tmp_path / "a").symlink_to("b", target_is_directory=True)
    (tmp_path / "b/deep").symlink_to("../x/y", target_is_directory=True)
    assert found(tmp_path) == ["b/devops.yaml", "x/y/devops.yaml"]


def test_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path) -> None:
    put(tmp_path, "a/devops.yaml")
    (tmp_path / "b").symlink_to(tmp_path / "gone")
    assert found(tmp_path) == ["a/devops.yaml"]


@pytest.mark.parametrize("link", ["a", "z"])
def test_a_file_with_two_names_is_one_strategy(link: str, site: Callable[..., Built], tmp_path: Path) -> None:
    (tmp_path / "docs" / link).mkdir(parents=True)
    (tmp_path / "docs" / link / "devops.yaml").symlink_to("../m/devops.yaml")
    built = site({"docs/m/devops.yaml": strategy("001", "One")})
    assert projects(built) == ["One (001) DevOps Strategy"]
    assert (built.site_dir / "m/devops/index.html").exists()
    assert not list(built.site_dir.rglob("*.yaml"))


def test_a_loop_of_links_ends_in_a_build(site: Callable[..., Built], tmp_path: Path) -> None:
    (tmp_path / "services/a").mkdir(parents=True)
    (tmp_path / "services/a/loop").symlink_to("..", target_is_directory=True)
    built = site({"mkdocs.yml": config({"roots": ["services"]}), "services/a/devops.yaml": strategy("001", "One")})
    assert projects(built) == ["One (001) DevOps Strategy"]


def test_a_loop_of_links_repeats_no_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs/a").mkdir(parents=True)
    (tmp_path / "docs/a/loop").symlink_to(".", target_is_directory=True)
    (tmp_path / "docs/a/devops-old.txt").write_text(strategy("001", "One"), encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(config(), encoding="utf-8")
    assert call("validate").stdout.count("[raw-file]") == 1


# Order, and roots that overlap


def test_order_does_not_depend_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["a-b/devops.yaml", "a/b/devops.yaml", "a/devops.yaml", "B/devops.yaml", "ä/devops.yaml", "b/devops.yaml"]
    put(tmp_path, *names)
    orders = {tuple(found(tmp_path))}
    scandir = os.scandir
    shuffled = random.Random(7)

    def in_any_order(path: Path) -> list[os.DirEntry[str]]:
        entries = list(scandir(path))
        shuffled.shuffle(entries)
        return entries

    monkeypatch.setattr(os, "scandir", in_any_order)
    orders |= {tuple(found(tmp_path)) for _ in range(10)}
    # Folder by folder, by code point: what stands in `a` is together, and `a-b` follows it.
    assert orders == {
        ("B/devops.yaml", "a/b/devops.yaml", "a/devops.yaml", "a-b/devops.yaml", "b/devops.yaml", "ä/devops.yaml")
    }


@pytest.mark.parametrize(
    "roots", [["services", "services"], ["services", "services/a"], ["services/a", "services"], ["."], [".", "docs"]]
)
def test_overlapping_roots_give_each_strategy_once(roots: list[str], site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"roots": roots}),
            "services/a/devops.yaml": strategy("001", "One"),
            "services/a/b/devops.yaml": strategy("002", "Two"),
            "docs/c/devops.yaml": strategy("003", "Three"),
        }
    )
    names = projects(built)
    assert names == [f"{name} DevOps Strategy" for name in ("One (001)", "Two (002)", "Three (003)")]
    assert (built.site_dir / "c/devops/index.html").exists(), "it lies in docs_dir, and is published where it is"


def test_what_is_excluded_in_docs_dir_stays_out_of_a_root_around_it(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"roots": ["."], "exclude": ["/old/"]}),
            "docs/old/devops.yaml": strategy("001", "One"),
            "docs/new/devops.yaml": strategy("002", "Two"),
        }
    )
    assert projects(built) == ["Two (002) DevOps Strategy"]


# What the site leaves out


@pytest.mark.parametrize("setting", ["exclude_docs", "draft_docs"])
def test_what_mkdocs_excludes_is_no_strategy(setting: str, site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config(**{setting: "/old/\n*.draft.yaml\n"}),
            "docs/old/devops.yaml": strategy("001", "One"),
            "docs/new/devops.yaml": strategy("002", "Two"),
        }
    )
    assert projects(built) == ["Two (002) DevOps Strategy"]
    assert not (built.site_dir / "old").exists()


def test_what_mkdocs_excludes_stays_out_of_a_root_around_it(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"roots": ["."]}, exclude_docs="/old/\n"),
            "docs/old/devops.yaml": strategy("001", "One"),
            "docs/new/devops.yaml": strategy("002", "Two"),
        }
    )
    assert projects(built) == ["Two (002) DevOps Strategy"]


def test_folders_with_a_dot_in_docs_dir_are_left_out_as_mkdocs_does(site: Callable[..., Built]) -> None:
    built = site(
        {
            "docs/.drafts/devops.yaml": strategy("001", "One"),
            "docs/a/.b/devops.yaml": strategy("002", "Two"),
            "docs/a/devops.yaml": strategy("003", "Three"),
        }
    )
    assert projects(built) == ["Three (003) DevOps Strategy"]


@pytest.mark.parametrize("setting", ["exclude_docs", "exclude"])
def test_no_raw_file_of_what_is_excluded_is_published(setting: str, site: Callable[..., Built]) -> None:
    settings = {"arckit": {"exclude": ["old/"]}} if setting == "exclude" else {"exclude_docs": "old/\n"}
    built = site({"mkdocs.yml": config(**settings), "docs/old/devops.yaml": strategy()})
    assert built.exit_code == 0, built.log
    assert not list(built.site_dir.rglob("*.yaml"))


@pytest.mark.parametrize("name", ["node_modules/a", "venv"])
def test_no_raw_file_of_a_folder_that_is_never_entered_is_published(name: str, site: Callable[..., Built]) -> None:
    built = site({f"docs/{name}/devops.yaml": strategy()})
    assert built.exit_code == 0, built.log
    assert not list(built.site_dir.rglob("*.yaml"))


def test_a_site_without_strategies_builds(site: Callable[..., Built], tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    built = site({"mkdocs.yml": config({"roots": ["services"]}), "docs/index.md": "# Home"}, strict=True)
    assert built.exit_code == 0, built.log
    assert "No strategy has been found yet." in Html(built.html("strategies/index.html")).text


def test_index_has_the_same_order_wherever_the_files_lie(tmp_path: Path) -> None:
    for folder, places in (("x", ("c", "b", "a")), ("y", ("a", "c", "b"))):
        for number, place in enumerate(places, 1):
            path = tmp_path / folder / "docs" / place / "devops.yaml"
            path.parent.mkdir(parents=True)
            path.write_text(strategy(f"00{number}", f"P{number}"), encoding="utf-8")
        (tmp_path / folder / "mkdocs.yml").write_text(config(), encoding="utf-8")
    orders = [projects(mkdocs_build(tmp_path / f / "mkdocs.yml", tmp_path / f / "site")) for f in "xy"]
    assert orders[0] == orders[1] == [f"P{n} (00{n}) DevOps Strategy" for n in (1, 2, 3)]
