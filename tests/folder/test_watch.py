"""`render --watch`: it writes again on every change, and an error ends nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from mkdocs_arckit.commands import render as command
from mkdocs_arckit.hosts.folder.watch import watch
from tests.helpers.browser import PATIENCE
from tests.helpers.folders import SITE, render, write_site


def wait_until(true: Callable[[], bool], most: float = PATIENCE / 1000) -> bool:
    """Wait until something is so, or for so many seconds."""
    end = time.monotonic() + most
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def test_it_follows_changes_and_survives_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_site(tmp_path))
    stop, began, runs = Event(), Event(), list[str]()

    def watched(paths: list[Path], out: Path, act: Callable[[], None], _: Event) -> None:
        def counted() -> None:
            act()
            runs.append("")

        began.set()
        watch(paths, out, counted, stop)

    monkeypatch.setattr(command, "watch", watched)
    result = []
    thread = Thread(target=lambda: result.append(render("plain", "--watch")))
    thread.start()
    try:
        assert began.wait(PATIENCE / 1000)
        config, page, out = tmp_path / "mkdocs.yml", tmp_path / "docs/new.md", tmp_path / "out/new.md"

        def again(act: Callable[[], object]) -> None:
            before, end = len(runs), time.monotonic() + PATIENCE / 1000
            while len(runs) == before:  # nobody says when an observer has begun
                assert time.monotonic() < end
                act()
                wait_until(lambda: len(runs) > before, 1)

        again(lambda: page.write_text("# New\n", encoding="utf-8"))
        assert wait_until(out.exists)
        again(lambda: config.write_text("plugins: [\n", encoding="utf-8"))
        again(lambda: config.write_text(SITE["mkdocs.yml"], encoding="utf-8"))
        monkeypatch.setattr(command, "make_folder", lambda *_: 1 / 0)
        again(lambda: page.write_text("# Newer\n", encoding="utf-8"))
        monkeypatch.undo()
        monkeypatch.chdir(tmp_path)
        again(lambda: page.unlink(missing_ok=True) or page.write_text("# Newest\n", encoding="utf-8"))
        assert wait_until(lambda: out.read_text(encoding="utf-8") == "# Newest\n")
    finally:
        stop.set()
        thread.join()
    assert result[0].exit_code == 0
    assert "cannot be read" in result[0].stderr
    assert "ZeroDivisionError" in result[0].stderr
