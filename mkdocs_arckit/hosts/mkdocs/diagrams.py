"""The diagrams of a site: which of them can't be drawn, and the drawings of those that can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_arckit.diagrams import parser
from mkdocs_arckit.diagrams.results import Results
from mkdocs_arckit.site import ProblemOf


class DiagramCache:
    """What Mermaid said of a site's diagrams; it outlives a rebuild."""

    def __init__(self, *, serving: bool) -> None:
        self._serving = serving
        self._results: Results | None = None

    def checker(self, config: MkDocsConfig) -> ProblemOf | None:
        """Give the function that says why a diagram can't be drawn; `None` where the extra is not installed."""
        if not parser.installed():
            return None
        self._results = self._results or Results(cache_folder(config, serving=self._serving))
        return self._results.problem_of

    def save(self) -> None:
        """Keep what was found out, for the next build."""
        if self._results:
            self._results.save()

    def drawing(self) -> Callable[[str], str | None]:
        """Return what draws the diagrams of one page as SVG; `None` is left to the reader's browser."""
        return self._results.drawing() if self._results else lambda text: None

    def forget(self) -> None:
        """Remove drawings of earlier builds that this one had no use for."""
        if self._results and not self._serving:
            self._results.forget()


def cache_folder(config: MkDocsConfig, *, serving: bool) -> Path | None:
    """Say where results are kept between builds; nowhere if `mkdocs serve` would take them for an edit."""
    if not config.config_file_path:
        return None
    folder = Path(config.config_file_path).resolve().parent / ".cache/plugin/arckit/diagrams"
    watched = [config.docs_dir, *config.watch, *config.theme.dirs] if serving else []
    return None if any(folder.is_relative_to(Path(path).resolve()) for path in watched) else folder
