"""What a build says about files with errors and wrong options, and how it ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.findings import briefs_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

BROKEN = {
    "docs/index.md": "# Home",
    "docs/good/devops.yaml": strategy("001", "Good"),
    "docs/syntax/devops.yaml": strategy("002") + 'summary: "never closed\n',
    "docs/two/devops.yaml": strategy("003", status="Draft", more="ci: {retension: 1}\nsumary: x\n"),
    "docs/type/devops.yaml": strategy("004", created="03/02/2026", more="overview: {teams: us}\n"),
    "services/root/devops.yaml": strategy("no id", version=None),
}
ROOTS = {"roots": ["services"]}
EXPECTED = [
    "docs/syntax/devops.yaml:7:10: error [classification]",
    "docs/two/devops.yaml:4:11: error [enumeration]",
    "docs/two/devops.yaml:6:6: error [unknown-key]",
    "docs/two/devops.yaml:7:1: error [unknown-key]",
    "docs/type/devops.yaml:6:12: error [date]",
    "docs/type/devops.yaml:7:19: error [type]",
    "services/root/devops.yaml:1:15: error [project-id]",
    "services/root/devops.yaml:2:1: error [required]",
]


def said(built: Built, level: str) -> list[str]:
    start = f"{level} - arckit: "
    return [line.removeprefix(start) for line in built.log.splitlines() if line.startswith(start)]


def test_all_problems_of_all_files_in_one_build(site: Callable[..., Built]) -> None:
    built = site({**BROKEN, "mkdocs.yml": config(ROOTS)})
    assert built.exit_code == 1
    assert sorted(built.found) == EXPECTED
    *_, end = said(built, "ERROR")
    assert end == "4 files have errors, listed above. Fix them, or set `on_error: warn`."
    assert "Traceback" not in built.log


def test_exit_code_of_the_command(tmp_path: Path, site: Callable[..., Built]) -> None:
    site({"docs/index.md": "# Home", "docs/bad/devops.yaml": strategy(status="WRONG")})
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(tmp_path / "mkdocs.yml")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ})
    assert run.returncode == 1
    assert briefs_in(run.stderr) == ["docs/bad/devops.yaml:4:11: error [enumeration]"]
    assert "1 file has errors, listed above." in run.stderr
    assert "Traceback" not in run.stderr


def test_on_error_warn_publishes_the_rest(site: Callable[..., Built]) -> None:
    files = {**BROKEN, "mkdocs.yml": config({**ROOTS, "on_error": "warn"})}
    built = site(files)
    assert built.exit_code == 0, built.log
    assert len(said(built, "WARNING")) == len(EXPECTED)
    assert said(built, "ERROR") == []
    assert "DevOps Strategy: Good" in Html(built.html("good/devops/index.html")).text
    assert not (built.site_dir / "syntax").exists(), "what is not YAML has no classification"
    for name in ("two", "type"):
        page = Html(built.html(f"{name}/devops/index.html")).text
        assert f"docs/{name}/devops.yaml:" in page
        assert "This strategy is not shown because its file has errors." in page
    assert "services/root/devops.yaml:1:15" in Html(built.html("strategies/index.html")).text


def test_on_error_warn_fails_a_strict_build(site: Callable[..., Built]) -> None:
    built = site({**BROKEN, "mkdocs.yml": config({**ROOTS, "on_error": "warn"})}, strict=True)
    assert built.exit_code == 1
    assert f"Aborted with {len(EXPECTED)} warnings in strict mode!" in built.log


def test_a_broken_file_of_a_root_has_a_page(site: Callable[..., Built]) -> None:
    files = {**BROKEN, "mkdocs.yml": config({**ROOTS, "on_error": "warn"})}
    built = site(files)
    shown = Html(built.html("strategies/index.html"))
    page = built.site_dir / "strategies" / shown.links["services/root/devops.yaml"] / "index.html"
    assert "services/root/devops.yaml:1:15" in Html(page.read_text(encoding="utf-8")).text


def test_unreadable_file(site: Callable[..., Built], tmp_path: Path) -> None:
    (tmp_path / "services/a").mkdir(parents=True)
    (tmp_path / "services/a/devops.yaml").symlink_to(tmp_path / "gone")
    built = site({"mkdocs.yml": config(ROOTS), "docs/index.md": "# Home"})
    assert built.exit_code == 1
    assert built.found == ["services/a/devops.yaml: error [file]"]
    assert "No such file or directory" in built.log


def test_the_nav_entry_of_an_unreadable_file_is_not_told_as_well(site: Callable[..., Built], tmp_path: Path) -> None:
    (tmp_path / "docs/a").mkdir(parents=True)
    (tmp_path / "docs/a/devops.yaml").symlink_to(tmp_path / "gone")
    settings = config({"on_error": "warn"}, nav=["index.md", {"A": "a/devops.yaml"}])
    built = site({"mkdocs.yml": settings, "docs/index.md": "# Home"})
    assert (built.exit_code, built.log.count("WARNING")) == (0, 1), built.log


@pytest.mark.parametrize("requirements", [False, True])
@pytest.mark.parametrize(("gone", "said_of_it"), [(False, "Encoding error reading file: "), (True, "File not found: ")])
def test_a_page_that_cannot_be_read_is_told_as_without_the_plugin(
    requirements: bool, gone: bool, said_of_it: str, site: Callable[..., Built], tmp_path: Path, caplog: Any
) -> None:
    name = "projects/001/ARC-001-REQ-v1.0.md" if requirements else "latin.md"
    page = tmp_path / "docs" / name
    page.parent.mkdir(parents=True)
    if gone:
        page.symlink_to(tmp_path / "gone")
    else:
        page.write_bytes(b"# Caf\xe9\n")
    with pytest.raises((UnicodeDecodeError, FileNotFoundError)):
        site({"docs/a/devops.yaml": strategy()})
    assert f"{said_of_it}{name}" in caplog.text


@pytest.mark.parametrize("content", ["", "\n", "- a\n- b\n", "just text", "---\n", "\ufeff"])
def test_files_that_hold_no_strategy_are_errors(content: str, site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": content})
    assert built.exit_code == 1
    (found,) = built.found_as("ERROR")
    assert (found.startswith("docs/a/devops.yaml"), found.endswith(": error [classification]")) == (True, True)


# Placeholders


PLACEHOLDERS = {"owner": "[OWNER_NAME]", "next_review": "[YYYY-MM-DD]", "reviewed_by": "TBC"}


@pytest.mark.parametrize("status", ["DRAFT", "IN_REVIEW"])
def test_placeholders_do_not_fail_a_strict_build_of_a_draft(status: str, site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy(status=status, **PLACEHOLDERS)}, strict=True)
    assert built.exit_code == 0, built.log
    assert "[OWNER_NAME]" in Html(built.html("a/devops/index.html")).text
    assert built.found == [f"docs/a/devops.yaml:{place}: info [placeholder]" for place in ("6:10", "7:16", "8:16")]


@pytest.mark.parametrize("status", ["APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"])
def test_placeholders_are_errors_later(status: str, site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy(status=status, **PLACEHOLDERS)})
    assert built.exit_code == 1
    assert built.found == [f"docs/a/devops.yaml:{place}: error [placeholder]" for place in ("6:10", "7:16", "8:16")]


# Options


@pytest.mark.parametrize(
    ("limits", "more", "place"),
    [
        ({"file_size": 200}, "summary: " + "x" * 200, "devops.yaml"),
        ({"depth": 4}, "x-a: {b: {c: {d: {e: f}}}}", "devops.yaml:6:18"),
        ({"nodes": 50}, "x-a: [" + "1, " * 50 + "]", "devops.yaml:6:106"),
    ],
)
def test_limits_of_what_is_read(limits: dict[str, int], more: str, place: str, site: Callable[..., Built]) -> None:
    files = {"docs/a/devops.yaml": strategy(more=more)}
    assert site(files).exit_code == 0
    built = site({**files, "mkdocs.yml": config({"limits": limits})})
    assert built.exit_code == 1
    assert built.found == [f"docs/a/{place}: error [classification]"]  # what comes after that place can't be known
    assert all(f" {most} " in built.log for most in limits.values())


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"roots": ["gone"]}, ["gone"]),
        ({"templates": "gone"}, ["gone"]),
        ({"publish_up_to": "CONFIDENTIAL"}, ["'CONFIDENTIAL'", "PUBLIC, OFFICIAL,"]),
        ({"publish_up_to": "official"}, ["'official'", "PUBLIC, OFFICIAL,"]),
        ({"output": "../x"}, ["'../x'"]),
        ({"output": "a/../../x"}, ["'a/../../x'"]),
        ({"output": ""}, ["''"]),
        ({"output": "C:\\x"}, ["'C:\\x'"]),
        ({"index": {"path": "../index.md"}}, ["'../index.md'"]),
        ({"index": {"path": "strategies"}}, ["'strategies'", "'.md'"]),
        ({"on_error": "ignore"}, ["'ignore'"]),
        ({"show_withheld": "often"}, []),
        ({"limits": {"depth": 0}}, ["'0'"]),
        ({"limits": {"nodes": True}}, ["'True'"]),
        ({"limits": {"depth": 201}}, ["'201'", "200"]),
        ({"limits": {"file_size": "big"}}, []),
        ({"file_names": "devops.yaml"}, []),
        ({"file_names": ["a/devops.yaml"]}, ["'a/devops.yaml'"]),
        ({"classifications": []}, []),
        ({"exclude": [3]}, []),
    ],
)
def test_wrong_options(options: dict[str, Any], named: list[str], site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config(options), "docs/a/devops.yaml": strategy()})
    assert built.exit_code == 1
    ((option, _),) = options.items()
    (said,) = re.findall(f"option '{option}': (.*)", built.log)
    assert [value for value in named if value not in said] == []
    assert "Aborted with a configuration error!" in built.log


def test_a_scheme_without_the_ceiling(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config({"classifications": ["GREEN", "AMBER"]}), "docs/a/devops.yaml": strategy()})
    assert built.exit_code == 1
    (said,) = re.findall("option 'publish_up_to': (.*)", built.log)
    assert [value for value in ("GREEN, AMBER", "OFFICIAL", "`classifications`") if value not in said] == []
    assert "Aborted with a configuration error!" in built.log


@pytest.mark.parametrize(("options", "name"), [({"rots": ["x"]}, "rots"), ({"index": {"pth": "x.md"}}, "pth")])
def test_misspelt_options_are_a_warning(options: dict[str, Any], name: str, site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config(options), "docs/a/devops.yaml": strategy()})
    assert built.exit_code == 0, built.log
    assert f"Unrecognised configuration name: {name}" in built.log
