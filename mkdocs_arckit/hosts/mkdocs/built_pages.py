"""What `--dirty` leaves as it is: the pages of strategies that would be built as they stand in the site already.

MkDocs compares the times of a page's source and of its HTML, which says nothing of a page that is made in memory, so it
builds all of those again. A strategy's page depends on more than its file: on the strategies that it links to or that
supersede it, on templates, options and the day. So what a page was made of is remembered with its HTML, and compared.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_arckit.diagrams.results import read_text, write_text
from mkdocs_arckit.hosts.mkdocs.diagrams import cache_folder
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication
from mkdocs_arckit.version import __version__

_FILE = "pages.json"
_INHERIT = re.compile(r"""\bINHERIT["']?\s*:\s*(["']?)(?P<file>.+?)\1\s*(?:[,}#\n]|$)""")


class BuiltPages:
    """The pages of strategies in a site that is built with `--dirty`."""

    def __init__(self, *, serving: bool) -> None:
        self._serving = serving
        self._known: dict[str, list[Any]] | None = None
        """What each page was made of, and the size and the time of its HTML, by the place of the HTML in the site."""
        self._kept_in: Path | None = None
        self._made_of: dict[str, tuple[File, str]] = {}
        self._unchanged: list[File] = []

    def leave_unchanged(self, files: Files, config: MkDocsConfig, plan: Plan, publication: Publication) -> None:
        """Make MkDocs leave the pages that stand in the site as they would be built."""
        if self._known is None:
            folder = None if self._serving else cache_folder(config, serving=False)
            self._kept_in = folder.parent / _FILE if folder else None
            self._known = _load(self._kept_in)
        self._made_of, self._unchanged = {}, []
        site = _settings(config)
        for address in plan.sources:
            file = files.get_file_from_path(address)
            if file is None:  # another plugin took it away
                continue
            links = publication.requirement_links.get(address)
            digest = _digest(site, file.url, file.edit_uri, publication.pages[address].decisive(), links)
            self._made_of[file.dest_uri] = file, digest
            entry = _entry(file, digest)
            if entry and entry == self._known.get(file.dest_uri):
                file.is_modified = lambda: False  # type: ignore[method-assign]
                self._unchanged.append(file)

    def name_unchanged(self, config: MkDocsConfig) -> None:
        """Read the front matter of the pages that MkDocs will not read: navigation shows titles of all pages."""
        for file in self._unchanged:
            if file.page:
                file.page.read_source(config)

    def remember(self) -> None:
        """Remember what stands in the site now."""
        entries = {place: _entry(file, digest) for place, (file, digest) in self._made_of.items()}
        self._known = {place: entry for place, entry in entries.items() if entry}
        if self._kept_in:
            write_text(self._kept_in, json.dumps(self._known, indent=0))


def _entry(file: File, digest: str) -> list[Any] | None:
    """Describe a page as it is in the site; `None` if it is not there."""
    try:
        found = Path(file.abs_dest_path).stat()
    except OSError:
        return None
    return [digest, found.st_size, found.st_mtime_ns]


def _digest(*parts: Any) -> str:
    return hashlib.sha256("\0".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _settings(config: MkDocsConfig) -> str:
    """Sum up what decides of all pages; no other version, theme or option leaves a page as it is."""
    text = _config_text(Path(config.config_file_path))
    words = sorted(set(re.findall(r"\w+", text))) if "!ENV" in text else []
    environment = [(word, os.environ.get(word)) for word in words]
    options = (config.site_dir, config.site_url, config.theme.name, config.use_directory_urls)
    return _digest(__version__, mkdocs.__version__, *options, text, environment)


def _config_text(file: Path) -> str:
    """Read a `mkdocs.yml`, after the one that it begins with; the text is never the same if they can't be read."""
    try:
        text = file.read_text(encoding="utf-8")
        parent = _INHERIT.search(text)
        return _config_text(file.parent / parent["file"]) + text if parent else text
    except (OSError, ValueError, RecursionError):
        return secrets.token_hex()


def _load(file: Path | None) -> dict[str, list[Any]]:
    try:
        found = json.loads(read_text(file) or "{}") if file else {}
    except ValueError:  # not ours
        return {}
    return found if isinstance(found, dict) else {}
