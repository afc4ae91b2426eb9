"""The pages of strategies: their text, and the links in them that lead nowhere."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import get_build_date

from mkdocs_arckit.addresses import resolver
from mkdocs_arckit.checks.links import Links, check_links
from mkdocs_arckit.portfolio.versions import Versions
from mkdocs_arckit.render.index import error_page
from mkdocs_arckit.render.notices import notices
from mkdocs_arckit.render.page import RenderedPage
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.site import Collected, Source


def write_strategies(
    renderer: Renderer,
    collected: Collected,
    versions: Versions,
    placed: Mapping[str, Source],
    files: Files,
    config: MkDocsConfig,
) -> dict[str, RenderedPage]:
    """All strategies' pages, by address; links that lead nowhere are added to the findings.

    Args:
        renderer: the site's templates.
        collected: the strategies.
        versions: which of them takes the place of which.
        placed: those that have pages, by the addresses of these.
        files: the site's files, to which links may lead.
        config: the site's configuration.
    """
    docs_dir, today = Path(config.docs_dir), get_build_date()
    pages = {str(source.path): address for address, source in placed.items()}
    written = {}

    def is_there(path: str) -> bool:
        return files.get_file_from_path(path) is not None

    for entry in collected.portfolio.entries:
        source = collected.sources[entry.path]
        links = Links(resolver(source.path, entry.address, docs_dir, is_there, pages))
        strategy = entry.strategy
        above = notices(renderer, entry, versions, today)
        page = renderer.page(strategy, links.resolve, today, above) if strategy else None
        if entry.validated.root is not None and (links.broken or not strategy):
            violations = check_links(entry.validated.root, links.resolve)
            entry.findings += [entry.validated.finding(violation) for violation in violations]
        if placed.get(entry.address) is source:
            written[entry.address] = page or error_page(renderer, entry)
    return written


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: strategies have none, and looking for some takes as long as reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
