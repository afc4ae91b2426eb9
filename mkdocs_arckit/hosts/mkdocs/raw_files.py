"""Keeps strategies from being published as they are, whatever they are called and whoever brought them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_arckit.addresses import shown_name
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.hosts.mkdocs.sources import shown_file
from mkdocs_arckit.options import Options
from mkdocs_arckit.raw_files import check_raw


class RawFiles:
    """The files of one build that are not pages, and would be published as they are.

    Others can bring files at any time: in their own `on_files`, before or after ours, later, or directly into the site.

    Args:
        config: the site's configuration.
        options: the engine's.

    Attributes:
        findings: what was said of them so far.
    """

    def __init__(self, config: MkDocsConfig, options: Options) -> None:
        self._config, self._options = config, options
        self._excluded = GitIgnoreSpec.from_lines(options.exclude)
        self.findings: list[Finding] = []
        self._known: dict[File, object] = {}
        """The files that were looked at, and what each was made from then."""
        self._told: set[str] = set()
        """The files on the disk of which something was said: in a loop of links each has many names."""

    def hold_back(self, files: Files, placed: Collection[File] = (), copies: Collection[str] = ()) -> list[Finding]:
        """Take strategies out of the files that will be published as they are; return what is to be said of them.

        What `exclude` names is taken out without a word, as is what MkDocs leaves out itself.

        Args:
            files: the site's files.
            placed: those that were judged already.
            copies: the paths of our own copies of strategies: that they are published as they are needs no word.
        """
        found = []
        for file in list(files):
            made_from = file.abs_src_path or id(file._content)
            if file.is_documentation_page() or file in placed or self._known.get(file) == made_from:
                continue
            self._known[file] = made_from
            finding = check_raw(file.src_uri, partial(_read, file), shown_file(file, self._config), self._options)
            if finding is None:
                continue
            if finding.severity is Severity.WARNING:
                files.remove(file)
            elif file.src_uri in copies:
                continue
            real = os.path.realpath(file.abs_src_path) if file.abs_src_path else f"{file.src_uri} in memory"
            excluded = file.inclusion.is_excluded() or self._excluded.match_file(file.src_uri)
            if not excluded and real not in self._told:
                self._told.add(real)
                found.append(finding)
        self.findings += found
        return found

    def sweep(self) -> Iterator[Finding]:
        """Remove strategies from the site that was built; the findings say which.

        This is the last look, at what there is and not at what anybody said that there would be.
        """
        site_dir = self._config.site_dir
        for path, link in _built(site_dir):
            name = path.relative_to(site_dir).as_posix()
            shown = shown_name(f"{Path(site_dir).name}/{name}")
            try:
                finding = check_raw(name, partial(_read_path, path), shown, self._options)
                if finding and finding.severity is Severity.WARNING:
                    (link or path).unlink()
                    yield finding
            except FileNotFoundError:
                continue  # a link that leads nowhere, or somebody else's temporary file


def _built(folder: str, link: Path | None = None) -> Iterator[tuple[Path, Path | None]]:
    """Yield the files of a site that was built, each with the link to the folder that it is in, if there is one."""
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]  # of a site that is kept in Git
        yield from ((Path(inside, name), link) for name in names)
        for path in (Path(inside, name) for name in folders):
            if link is None and path.is_symlink():
                yield from _built(str(path), path)


def _read(file: File, size: int) -> bytes:
    """Read the beginning of a file of the site; nothing if it is gone, which MkDocs reports when it copies the file."""
    if file.abs_src_path is None or file._content is not None:
        return file.content_bytes[:size]
    try:
        return _read_path(Path(file.abs_src_path), size)
    except OSError:
        return b""


def _read_path(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)
