"""A copy of the example site, to build with other people's themes, hosts and plugins, as their users do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.helpers.sites import ROOT, Built

STRATEGIES = {
    "projects/001-licence-payments/devops": "Boat Licence Payments",
    "projects/002-mooring-permits/devops": "Mooring Permits",
    "projects/003-passage-booking/devops": "Passage Booking",
    "projects/archive/001-licence-payments-v1.4/devops": "Boat Licence Payments",
    "strategies/004-vessel-registry": "Vessel Registry",
    "strategies/005-open-waterways-data": "Open Waterways Data",
}
"""The pages of the example's strategies that are published, and their projects."""

WITHHELD = b"Enforcement Case"


@dataclass(frozen=True)
class Handbook:
    """The example site in a folder of its own."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        """Write a file of the site."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, plugins: Any = None, program: str = "mkdocs", **settings: Any) -> Built:
        """Build it strictly; `plugins` come to those of the example, or, as a list, in their place."""
        self.configure(plugins, **settings)
        log = self.run(program, "build", "--strict", "--config-file", "neighbour.yml")
        return Built(log.returncode, log.stderr + log.stdout, self.folder / "site")

    def configure(self, plugins: Any = None, **settings: Any) -> None:
        """Write a configuration that inherits the example's, whose theme and plugins are Material's."""
        own = {"site_name": "Handbook"} if "theme" in settings else {"INHERIT": "mkdocs.yml"}
        config = {**own, **settings, **({"plugins": plugins} if plugins else {})}
        self.write("neighbour.yml", json.dumps(config))

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a program of this environment, or of the machine, in the site's folder."""
        quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        env = {**os.environ, **quiet, "PATH": path, "PYTHONPATH": str(ROOT), **environment}
        return subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=300)

    def commit(self, day: str) -> None:
        """Commit all of it, on a day; the first time into a new repository."""
        who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        date = f"{day}T12:00:00+00:00"
        for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", f"What changed on {day}")):
            done = self.run("git", *who, *command, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date)
            assert done.returncode == 0, done.stderr


def page(built: Built, address: str) -> str:
    """The HTML of a page, whether or not addresses are folders."""
    file = built.site_dir / f"{address}.html"
    return (file if file.is_file() else built.site_dir / address / "index.html").read_text(encoding="utf-8")


def assert_sound(built: Built, prefix: str = "") -> None:
    """A strict build with all strategies and their index, and nothing of the one that is withheld."""
    assert built.exit_code == 0, "\n".join(line for line in built.log.splitlines() if not line.startswith("INFO"))
    index = page(built, f"{prefix}strategies/index")
    for address, project in STRATEGIES.items():
        assert f"DevOps Strategy: {project}" in page(built, prefix + address).replace("&nbsp;", " ")
        assert project in index
        assert address.removeprefix("strategies/") in index
    for file in built.site_dir.rglob("*"):
        assert not file.is_file() or WITHHELD not in file.read_bytes(), f"{file} tells of a withheld strategy"
