"""Windows has no way from one drive to another: what lies on another is told of, and looked for, by its own path."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.command import call
from tests.helpers.findings import briefs_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to which no path leads from elsewhere."""
    relpath, services = os.path.relpath, tmp_path / "services"

    def on_one_drive(path: str | Path, start: str | Path = os.curdir) -> str:
        if os.fspath(path).startswith(str(services)) and not os.path.abspath(start).startswith(str(services)):
            raise ValueError("path is on mount 'D:', start on mount 'C:'")
        return relpath(path, start)

    monkeypatch.setattr(os.path, "relpath", on_one_drive)
    return services


def test_a_root_on_another_drive(site: Callable[..., Built], services: Path) -> None:
    settings = {"repo_url": "https://example.org/repo", "edit_uri": "edit/main/docs/"}
    more = "summary: '[Beside](beside.md)'"
    files = {
        "mkdocs.yml": config({"roots": ["services"], "on_error": "warn"}, **settings),
        "services/x/devops.yaml": strategy(more=more),
        "services/y/devops.yaml": strategy("002", status="WRONG"),
    }
    built = site(files)
    assert built.exit_code == 0, built.log
    page = built.html("strategies/001-payments/index.html")
    assert "DevOps Strategy: Payments" in Html(page).text
    assert "edit/main" not in page
    assert f"{services.as_posix()}/y/devops.yaml:4:11: error [enumeration]" in built.found_as("WARNING")
    assert "[link]" in built.log


def test_the_command_on_another_drive(services: Path) -> None:
    (services / "x").mkdir(parents=True)
    (services / "x/devops.yaml").write_text(strategy(status="WRONG"), encoding="utf-8")
    found = briefs_in(call("validate", str(services)).stdout)
    assert found == [f"{services.as_posix()}/x/devops.yaml:4:11: error [enumeration]"]
