"""Build one site in this process, and print what it cost as JSON. `run.py` starts it, once for each measurement."""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import logging
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from time import process_time
from typing import Any

from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page

PARTS = {
    "mkdocs_arckit.hosts.mkdocs.plugin:find_sources": "discover",
    "mkdocs_arckit.site:_read": "read",
    "mkdocs_arckit.checks.validate:read": "read",
    "mkdocs_arckit.site:validate": "validate",
    "mkdocs_arckit.hosts.mkdocs.plugin:Renderer.page": "render",
    "mkdocs_arckit.hosts.mkdocs.plugin:index": "index",
    "mkdocs_arckit.hosts.mkdocs.plugin:PortfolioPages.place": "views",
    "mkdocs_arckit.hosts.mkdocs.plugin:PortfolioPages.write": "views",
    "mkdocs_arckit.hosts.mkdocs.plugin:PortfolioPages.export": "exports",
    "mkdocs_arckit.hosts.mkdocs.plugin:decorate_html": "look",
    "mkdocs_arckit.hosts.mkdocs.plugin:PageInserts.fill": "look",
    "mkdocs_arckit.hosts.mkdocs.diagrams:DiagramCache.check": "diagrams",
}
"""Where the parts of the plugin's work begin. What its event handlers do besides is `places`: addresses, navigation."""

HANDLERS = "on_startup on_config on_files on_nav on_env on_pre_page on_page_markdown on_page_content on_page_context"
HANDLERS += " on_post_page on_post_build on_serve on_shutdown"


class Clock:
    """The CPU time of each part; a part that begins inside another one stops the other's clock."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.running = ["host"]
        self.whole = False
        self.since = 0.0  # the process's start

    def _stop(self) -> None:
        now = process_time()
        self.spent[self.running[-1]] += now - self.since
        self.since = now

    @contextmanager
    def part(self, name: str, *, whole: bool = False) -> Iterator[None]:
        """Count for a part what runs inside; with `whole`, the parts that begin there too."""
        if self.whole:
            yield
            return
        self._stop()
        self.running.append(name)
        self.whole = whole
        try:
            yield
        finally:
            self._stop()
            self.running.pop()
            self.whole = False

    def watch(self, owner: Any, name: str, part: str) -> None:
        """Count every call of a function, or of the functions of one event, for a part."""
        function = getattr(owner, name)
        if isinstance(function, CombinedEvent):
            setattr(owner, name, CombinedEvent(*(self._watched(method, part) for method in function.methods)))
        else:
            setattr(owner, name, self._watched(function, part))

    def _watched(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def watched(*args: Any, **kwargs: Any) -> Any:
            with self.part(part):
                return function(*args, **kwargs)

        return watched

    def read(self) -> dict[str, float]:
        """Seconds by part up to now."""
        self._stop()
        return dict(self.spent)


def watch_plugin(clock: Clock) -> None:
    """Import the plugin, and set the clock at the beginning of each of its parts."""
    with clock.part("import"):
        plugin = importlib.import_module("mkdocs_arckit.hosts.mkdocs.plugin").ArckitPlugin
    for handler in HANDLERS.split():
        if handler in vars(plugin):
            clock.watch(plugin, handler, "places")
    for place, part in PARTS.items():
        module, _, path = place.partition(":")
        *owners, name = path.split(".")
        clock.watch(functools.reduce(getattr, owners, importlib.import_module(module)), name, part)


def watch_overview(clock: Clock) -> None:
    """Count apart what becomes of the pages of index and views: their HTML, and their way into theme and search."""
    for name, part in {"_populate_page": "overview content", "_build_page": "overview page"}.items():
        function = getattr(build, name)

        def watched(page: Page, *args: Any, function: Any = function, part: str = part, **kwargs: Any) -> None:
            ours = page.file.generated_by == "arckit"
            with clock.part(part, whole=True) if ours else nullcontext():
                function(page, *args, **kwargs)

        setattr(build, name, watched)


def leave_diagrams_unchecked() -> None:
    """Go without the extra `diagrams`: its parser takes longer for new diagrams than all the rest of a build."""
    importlib.import_module("mkdocs_arckit.diagrams.parser").installed = lambda: None  # type: ignore[attr-defined]


def run_plugins(config: MkDocsConfig) -> int:
    """Go no further than the plugins' `on_files`; returns by how much it raised the peak of memory, in bytes."""
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    files = get_files(config)
    before = peak_memory()
    config.plugins.on_files(files, config=config)
    return peak_memory() - before


def peak_memory() -> int:
    """The most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Build the site."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measure", description=__doc__)
    parser.add_argument("site", type=Path, help="a folder with mkdocs.yml")
    parser.add_argument("--plugins-only", action="store_true", help="stop when the plugins have made their pages")
    parser.add_argument("--overview", action="store_true", help="count the pages of index and views apart")
    options = parser.parse_args()
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    file = str(options.site / "mkdocs.yml")
    clock = Clock()
    if "arckit" in (options.site / "mkdocs.yml").read_text(encoding="utf-8"):
        watch_plugin(clock)
    if options.overview:
        leave_diagrams_unchecked()
        watch_overview(clock)
    memory = 0
    if options.plugins_only:
        memory = run_plugins(load_config(file))
    else:
        config = load_config(file)
        config.plugins.on_startup(command="build", dirty=False)
        build.build(config)
    print(json.dumps({"seconds": clock.read(), "memory": memory}))


if __name__ == "__main__":
    main()
