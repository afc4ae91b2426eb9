"""MkDocs as the engine sees it: which pages there are, where they are written, where links lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_arckit.addresses import resolver
from mkdocs_arckit.findings import Finding
from mkdocs_arckit.host import HostPage, Source
from mkdocs_arckit.hosts.mkdocs.files import output_file, public_url
from mkdocs_arckit.hosts.mkdocs.sources import described, shown_file
from mkdocs_arckit.text.inline import Resolve


class MkDocsHost:
    """The files of one build.

    Args:
        files: the site's files, as they are when a question is asked.
        config: the site's configuration.
        findings: what is wrong with files that the engine does not see.
        placed: the pages that stand for strategies.
    """

    def __init__(
        self, files: Files, config: MkDocsConfig, findings: Iterable[Finding] = (), placed: Collection[File] = ()
    ) -> None:
        self._files, self._config, self._findings, self._placed = files, config, findings, placed

    def pages(self) -> Iterable[HostPage]:
        """List the pages that others have made."""
        for file in self._files.documentation_pages():
            if file in self._placed:
                continue
            shown, by_hand = shown_file(file, self._config), file.generated_by is None
            yield HostPage(file.src_uri, shown, described(file, self._config), by_hand, partial(_text_of, file))

    def output_file(self, address: str) -> str:
        """Say which file of the site the page with an address is written to."""
        return output_file(address, self._config)

    def occupant(self, path: str) -> str | None:
        """Say what is at the place of a file of the site already."""
        output = output_file(path, self._config)
        file = next((file for file in self._files if file.dest_uri == output), None)
        return shown_file(file, self._config) if file else None

    def url(self, address: str) -> str:
        """Give the public URL of a page."""
        return public_url(address, self._files, self._config)

    def resolver(self, source: Source, address: str, page_of_file: Mapping[str, str]) -> Resolve:
        """Make the function that finds where a link of a strategy leads from its page."""
        docs_dir = Path(self._config.docs_dir)
        return resolver(
            source.path, address, docs_dir, lambda path: self._files.get_file_from_path(path) is not None, page_of_file
        )

    def findings(self) -> Iterable[Finding]:
        """List what is wrong with files that the engine does not see."""
        return self._findings


def _text_of(file: File) -> str:
    """Read the text of a page; none if it cannot be read, which MkDocs itself reports when it makes the page."""
    try:
        return file.content_string
    except (OSError, UnicodeDecodeError):
        return ""
