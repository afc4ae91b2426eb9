"""Build one site in this process, and print what that cost as JSON. `run.py` starts it, once for each measurement."""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import resource
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

SERVER = "http://127.0.0.1:8000/"
EDITS = 3
"""How often a file is edited in one measurement; the cheapest rebuild counts."""


def cpu() -> float:
    """Seconds of CPU that this process and its children have used up to now."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_memory() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def leave_diagrams_unchecked() -> None:
    """Go without the extra `diagrams`."""
    importlib.import_module("mkdocs_arckit.diagrams.parser").installed = lambda: None  # type: ignore[attr-defined]


def first_build(site: Path) -> dict[str, float]:
    """Build like `mkdocs build` in a fresh clone; returns the CPU time of the whole process, imports and all."""
    shutil.rmtree(site / ".cache", ignore_errors=True)
    config = load_config(str(site / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build.build(config)
    return {"seconds": cpu()}


def rebuild(site: Path, *, dirty: bool) -> dict[str, float]:
    """Build like `mkdocs serve`, edit one page, and build again; returns the CPU time of the rebuild."""

    def load() -> MkDocsConfig:
        return load_config(str(site / "mkdocs.yml"), site_dir=folder)

    def once(config: MkDocsConfig) -> float:
        config.site_url = SERVER
        start = cpu()
        build.build(config, serve_url=SERVER, dirty=dirty)
        return cpu() - start

    edited = min((site / "docs/projects").glob("*/devops.*"))
    text = edited.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        config = load()
        config.plugins.on_startup(command="serve", dirty=dirty)
        once(config)
        seconds = []
        for number in range(EDITS):
            word = f"Edit {number}."
            new = text.replace("summary: |\n", f"summary: |\n  {word}\n", 1)
            edited.write_text(new if new != text else f"{text}\n{word}\n", encoding="utf-8")
            start = cpu()
            config = load()
            seconds.append(cpu() - start + once(config))
    edited.write_text(text, encoding="utf-8")
    return {"seconds": min(seconds)}


def make_pages(site: Path) -> dict[str, float]:
    """Go no further than the HTML of all pages: what a theme makes of them grows with the square of their number.

    Returns:
        The CPU time of what plugins do with the site's files, that of the pages' HTML, and the peak of memory.
    """
    config = load_config(str(site / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    start = cpu()
    files = config.plugins.on_files(get_files(config), config=config)
    made = cpu()
    config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages():
        build._populate_page(file.page or Page(None, file, config), config, files)
    return {"files": made - start, "pages": cpu() - made, "memory": peak_memory()}


MODES: dict[str, Callable[[Path], dict[str, float]]] = {
    "build": first_build,
    "rebuild": lambda site: rebuild(site, dirty=False),
    "dirty": lambda site: rebuild(site, dirty=True),
    "pages": make_pages,
}


def main() -> None:
    """Build the site."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measure", description=__doc__)
    parser.add_argument("site", type=Path, help="a folder with mkdocs.yml")
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("--without-diagrams", action="store_true", help="as if the extra `diagrams` was not installed")
    options = parser.parse_args()
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    if options.without_diagrams:
        leave_diagrams_unchecked()
    print(json.dumps(MODES[options.mode](options.site)))


if __name__ == "__main__":
    main()
