"""What all tests share: golden files, small MkDocs projects built for real, and a browser."""

from __future__ import annotations

import difflib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.helpers.browser import NO_CHROMIUM, chromium, find_chromium
from tests.helpers.handbook import Handbook
from tests.helpers.properties import register_profiles
from tests.helpers.quick import share_between_builds
from tests.helpers.sites import NOON, ROOT, Built, build_example, build_site

register_profiles()
share_between_builds()

# Every build and every command has the same day, here and in the processes that tests start; a test that is about
# another day sets its own.
os.environ["SOURCE_DATE_EPOCH"] = NOON

GOLDEN = ROOT / "tests" / "golden"


def pytest_configure() -> None:
    """Skip tests that need a link where Windows doesn't let its user make one."""
    if sys.platform == "win32":
        Path.symlink_to = _link_or_skip  # type: ignore[method-assign]


_symlink_to = Path.symlink_to


def _link_or_skip(self: Path, target: str | Path, target_is_directory: bool = False) -> None:
    try:
        _symlink_to(self, target, target_is_directory)
    except OSError as error:
        if getattr(error, "winerror", None) == 1314:  # a privilege that only administrators and developers have
            pytest.skip("this user may not make links")
        raise


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no lines and branches in tests that take long and would find none that others don't: counting takes time.

    Property tests go the same ways many times.
    """
    for item in items:
        if item.get_closest_marker("hypothesis") or item.path.name == "test_linear.py":
            item.add_marker("no_cover")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="update the golden files")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Send whole files to workers where that saves time; pytest-xdist's own groups don't work with pytest 9.2."""
    from tests.helpers.schedule import WholeFiles

    return WholeFiles(config, log)


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
    """Write a small project (file name → text) and build it; a second one comes over the first."""

    def make(files: Mapping[str, str], *, strict: bool = False) -> Built:
        return build_site(tmp_path, files, strict=strict)

    return make


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """The example site, built once with each of its configurations, for all who only read it."""

    @cache
    def build(config: str = "mkdocs.yml") -> Built:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", NOON)
            return build_example(config, tmp_path_factory.mktemp("example"))

    return build


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    """The example site, to be changed at will."""
    folder = tmp_path / "handbook"
    shutil.copytree(ROOT / "example-site", folder, ignore=shutil.ignore_patterns("site"))
    return Handbook(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once in a worker."""
    if find_chromium() is None:
        lack("ARCKIT_REQUIRE_BROWSER", NO_CHROMIUM)
    with chromium() as started:
        yield started
