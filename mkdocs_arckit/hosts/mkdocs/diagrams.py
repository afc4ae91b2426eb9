"""The diagrams of a site: which of them can't be drawn, and the drawings of those that can."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from mkdocs_arckit.checks.diagrams import check_diagrams, own_diagrams
from mkdocs_arckit.diagrams import parser
from mkdocs_arckit.diagrams.results import Results
from mkdocs_arckit.portfolio.documents import Entry

log = get_plugin_logger("arckit")


class DiagramCache:
    """What is known of a site's diagrams; it outlives a rebuild."""

    def __init__(self, *, serving: bool) -> None:
        self._serving = serving
        self._results: Results | None = None
        self._told = False

    def check(self, entries: Iterable[Entry], config: MkDocsConfig) -> None:
        """Add to the findings which diagrams can't be drawn, or say once that nobody looked."""
        if parser.installed():
            self._results = self._results or Results(cache_folder(config, serving=self._serving))
            try:
                for entry in entries:
                    violations = check_diagrams(entry.validated, self._results.problem_of)
                    entry.findings += [entry.validated.finding(violation) for violation in violations]
                self._results.save()
            except parser.UnusableError as error:
                if not self._told:
                    log.warning(f"the diagrams in strategies are not checked: {error}")
                self._told = True
        elif not self._told and any(any(own_diagrams(entry.validated)) for entry in entries):
            self._told = True
            log.info(f"the diagrams in strategies are not checked; {parser.HINT} does that")

    def drawing(self) -> Callable[[str], str | None]:
        """What draws the diagrams of one page as SVG; `None` is left to the reader's browser."""
        return self._results.drawing() if self._results else lambda text: None

    def forget(self) -> None:
        """Remove drawings of earlier builds that this one had no use for."""
        if self._results and not self._serving:
            self._results.forget()


def cache_folder(config: MkDocsConfig, *, serving: bool) -> Path | None:
    """Where results are kept between builds; nowhere if `mkdocs serve` would take them for an edit."""
    if not config.config_file_path:
        return None
    folder = Path(config.config_file_path).resolve().parent / ".cache/plugin/arckit/diagrams"
    watched = [config.docs_dir, *config.watch, *config.theme.dirs] if serving else []
    return None if any(folder.is_relative_to(Path(path).resolve()) for path in watched) else folder
