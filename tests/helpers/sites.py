"""Real builds by MkDocs, in this process, and what they leave behind."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.helpers.findings import briefs_in
from tests.helpers.samples import Html

ROOT = Path(__file__).parents[2]

NOON = "1795435200"
"""The day of all tests, as `SOURCE_DATE_EPOCH`: 2026-11-23, 12:00 UTC."""


@dataclass(frozen=True)
class Built:
    """What a build left behind."""

    exit_code: int
    log: str
    """A line for each message, `WARNING - …`; what ended the build stands last."""
    site_dir: Path

    @property
    def found(self) -> list[str]:
        """Each finding that was logged, as `docs/a/devops.yaml:7:1: error [unknown-key]`: where, how bad, which rule."""
        return briefs_in(self.log)

    def found_as(self, level: str) -> list[str]:
        """Each finding that was logged as an `ERROR`, a `WARNING` or an `INFO`: that differs where errors are lenient."""
        return briefs_in(self.log, level)

    def html(self, path: str) -> str:
        """The text of a file of the site, named as in its address."""
        return (self.site_dir / path).read_text(encoding="utf-8")

    def parts(self, path: str) -> dict[str, Html]:
        """Take a page of the site apart at its headings of the second level."""
        assert self.exit_code == 0, self.log
        found = re.split(r"<h2[^>]*>(.*?)<", re.sub(r"<footer.*", "", self.html(path), flags=re.DOTALL))
        return {title: Html(f"<{body}") for title, body in zip(found[1::2], found[2::2], strict=True)}


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} - {record.getMessage()}")


def mkdocs_build(config_file: Path, site_dir: Path, *, strict: bool = False) -> Built:
    """Do what `mkdocs build` does, and keep its exit code and its messages."""
    handler = _Lines()
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    exit_code = 0
    try:
        config = load_config(str(config_file), site_dir=str(site_dir), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except click.ClickException as error:  # what the command line of MkDocs answers with this exit code
        exit_code = error.exit_code
        handler.lines.append(error.format_message())
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    return Built(exit_code, "\n".join(handler.lines), site_dir)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write a tree of files: their names in the folder, and their texts."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def build_site(folder: Path, files: Mapping[str, str], *, strict: bool = False) -> Built:
    """Write a small project into a folder and build it; without a `mkdocs.yml` it gets the plainest."""
    write_files(folder, {"mkdocs.yml": "site_name: Test\nplugins: [arckit]\n", **files})
    (folder / "docs").mkdir(exist_ok=True)
    return mkdocs_build(folder / "mkdocs.yml", folder / "site", strict=strict)


def build_example(config: str, site_dir: Path) -> Built:
    """Build the example site."""
    return mkdocs_build(ROOT / "example-site" / config, site_dir, strict=True)
