"""The Makefile rebuilds its environment for a Python that is named, and only then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.helpers.sites import ROOT

ANOTHER = "#!/bin/sh\necho 3-99-0-final-0-/opt/python\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder in which everything is made, with this Python."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    for folder, stamp in ((".venv", "demo"), (".venv-neighbours", "ready")):
        venv.create(tmp_path / folder, with_pip=False, symlinks=True)
        (tmp_path / folder / stamp).touch()
    (tmp_path / "another").write_text(ANOTHER, encoding="utf-8")
    (tmp_path / "another").chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("target", [".venv/demo", ".venv-neighbours/ready"])
@pytest.mark.parametrize(
    ("named", "rebuilt"),
    [
        ([], False),
        ([f"PYTHON={sys.executable}"], False),
        (["PYTHON=./another"], True),
        (["PYTHON=./there-is-none"], True),  # and then the recipe says so
    ],
)
def test_another_python(target: str, named: list[str], rebuilt: bool, project: Path) -> None:
    outer = ("MAKEFLAGS", "MAKEOVERRIDES", "PYTHON")  # of the `make test` that runs this
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    asked = subprocess.run(["make", "--question", target, *named], cwd=project, env=environment)
    assert asked.returncode == int(rebuilt)
