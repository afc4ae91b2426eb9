"""A bar shows how far long work is: on the error stream, if that is a terminal, and nowhere else."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from mkdocs_arckit.commands import progress_bar
from mkdocs_arckit.commands.main import main
from tests.helpers.git import Repo
from tests.helpers.samples import config, strategy

Run = Callable[..., tuple[str, str]]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command where the errors go to a terminal and everything takes long; give what both streams got."""
    seconds = count()

    def call(*arguments: str, terminal: bool = True) -> tuple[str, str]:
        streams = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), Terminal() if terminal else io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            patch.setattr(progress_bar, "monotonic", lambda: 10.0 * next(seconds))
            with pytest.raises(SystemExit):
                main(arguments)
        printed = streams[0].buffer.getvalue().decode()  # type: ignore[attr-defined]
        return printed, streams[1].getvalue()

    repo = Repo(tmp_path)
    for number in ("001", "002"):
        repo.write(f"docs/{number}/devops.yaml", strategy(number))
        repo.write(f"old/{number}/devops-strategy.md", f"# DevOps Strategy: P{number}\n")
    repo.write("mkdocs.yml", config())
    repo.commit()
    repo.write("docs/001/devops.yaml", strategy("001", "Parking"))
    repo.write("docs/002/devops.yaml", strategy("002", "Parking"))
    monkeypatch.chdir(tmp_path)
    return call


@pytest.mark.parametrize(
    ("arguments", "doing"),
    [
        (["validate", "docs"], ["Reading files", "Checking diagrams"]),
        (["validate"], ["Reading files", "Checking diagrams", "Making pages"]),
        (["render", "out", "docs", "--for", "plain"], ["Reading files", "Making pages", "Writing pages"]),
        (["diff", "--git", "HEAD"], ["Reading files", "Checking files"]),
        (["import", "old"], ["Reading documents"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_long_work_shows_how_far_it_is(run: Run, arguments: list[str], doing: list[str]) -> None:
    printed, told = run(*arguments)
    for label in doing:
        steps = re.findall(rf"{label}  \[.*?\]  ([0-9]+)/([0-9]+)", told)
        assert steps[0][0] == "0"
        assert steps[-1][0] == steps[-1][1]
    assert "  [" not in printed
    assert "\r" not in printed


def test_where_no_terminal_is_there_is_no_bar(run: Run) -> None:
    assert "[" not in run("validate", "docs", terminal=False)[1]


def test_what_is_soon_done_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert list(progress_bar.with_bar("abc", "Reading")) == ["a", "b", "c"]
    assert terminal.getvalue() == ""
