"""What all tests share: golden files, small MkDocs projects built for real, and a browser."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser

from tests.helpers.browser import NO_CHROMIUM, chromium, find_chromium
from tests.helpers.handbook import Handbook
from tests.helpers.sites import ROOT, Built, mkdocs_build

hypothesis.settings.register_profile("arckit", deadline=None)  # machines are noisy, and no test is about time
hypothesis.settings.load_profile("arckit")

GOLDEN = ROOT / "tests" / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="update the golden files")


def lack(requirement: str, reason: str) -> None:
    """Skip the test, or fail it where the environment says that nothing may be lacking."""
    (pytest.fail if os.environ.get(requirement) == "1" else pytest.skip)(reason)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder `shared` beside the project: the template, its inventory, and real documents."""
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        lack("ARCKIT_REQUIRE_SHARED", "there is no ../shared with the template and the real documents")
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
            before, now = expected.splitlines(), text.splitlines()
            difference = "\n".join(difflib.unified_diff(before, now, name, "now", lineterm=""))
            pytest.fail(f"{difference}\nIf this is meant, run `make golden` and commit the difference.")

    return check


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


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    """The example site, to be changed at will."""
    folder = tmp_path / "handbook"
    shutil.copytree(ROOT / "example-site", folder, ignore=shutil.ignore_patterns("site"))
    return Handbook(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    if find_chromium() is None:
        lack("ARCKIT_REQUIRE_BROWSER", NO_CHROMIUM)
    with chromium() as started:
        yield started
