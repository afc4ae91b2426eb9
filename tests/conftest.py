"""What all tests share: golden files, small MkDocs projects built for real, and a browser."""

from __future__ import annotations

import difflib
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from playwright.sync_api import Browser

from tests.browser import NO_CHROMIUM, chromium, find_chromium

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def _lack(requirement: str, reason: str) -> None:
    """Skip the test, or fail it where the environment says that nothing may be lacking."""
    (pytest.fail if os.environ.get(requirement) == "1" else pytest.skip)(reason)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder `shared` beside the project: the template, its inventory, and real documents."""
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        _lack("ARCKIT_REQUIRE_SHARED", "there is no folder ../shared with the template and the real documents")
    return shared


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/<name>`; `--update-golden` writes it there instead."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists():
            pytest.fail(f"{path.relative_to(ROOT)} is missing; `make golden` writes it")
        elif (expected := path.read_text(encoding="utf-8")) != text:
            difference = difflib.unified_diff(expected.splitlines(), text.splitlines(), name, "now", lineterm="")
            pytest.fail("\n".join([*difference, "If this is meant, run `make golden` and commit the difference."]))

    return check


@dataclass
class Built:
    """What a `mkdocs build` left behind."""

    exit_code: int
    log: str
    """A line for each message: `WARNING - …`; what ended the build stands last."""
    site_dir: Path

    def html(self, path: str) -> str:
        return (self.site_dir / path).read_text(encoding="utf-8")


def mkdocs_build(config_file: Path, site_dir: Path, *, strict: bool = False, **options: object) -> Built:
    """Do what `mkdocs build` does, in this process, and keep its exit code and its messages."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(f"{record.levelname} - {record.getMessage()}")  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    exit_code = 0
    try:
        config = load_config(str(config_file), site_dir=str(site_dir), strict=strict, **options)
        _build(config)
    except click.ClickException as error:
        exit_code = error.exit_code
        lines.append(error.format_message())
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    return Built(exit_code, "\n".join(lines), site_dir)


def _build(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Built]:
    """Write a small project (file name → text) and build it; without a `mkdocs.yml` it gets the plainest."""

    def make(files: Mapping[str, str], *, strict: bool = False) -> Built:
        for name, text in {"mkdocs.yml": "site_name: Test\nplugins: [arckit]\n", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (tmp_path / "docs").mkdir(exist_ok=True)
        return mkdocs_build(tmp_path / "mkdocs.yml", tmp_path / "site", strict=strict)

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    if find_chromium() is None:
        _lack("ARCKIT_REQUIRE_BROWSER", NO_CHROMIUM)
    with chromium() as started:
        yield started
