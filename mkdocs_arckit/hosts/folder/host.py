"""A folder of Markdown as the engine sees it: which pages there are, and where links lead."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote, urljoin

from pathspec.gitignore import GitIgnoreSpec

from mkdocs_arckit.addresses import relative_path, resolver, resolver_from, resolver_on_disk, shown_name
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host import HostPage, Source
from mkdocs_arckit.hosts.folder.settings import Settings
from mkdocs_arckit.hosts.folder.targets import Target
from mkdocs_arckit.raw_files import check_raw
from mkdocs_arckit.source.discover import discover, is_named
from mkdocs_arckit.text.inline import Resolve


class FolderHost:
    """A site's docs folder, its strategies, and the folder that is written.

    Args:
        settings: what the site is made of.
        target: what the folder is written for.
        out: the folder, absolute; nothing is read from it.

    Attributes:
        files: the site's other pages and files, by their paths in the docs folder.
        generated: the pages and data that there will be besides; known once there is a plan.
    """

    def __init__(self, settings: Settings, target: Target, out: Path) -> None:
        self.settings, self._target, self._out = settings, target, out
        self.generated: frozenset[str] = frozenset()
        self._findings: list[Finding] = []
        self._left_out = GitIgnoreSpec.from_lines(settings.left_out)
        self.files = dict(self._taken_over())

    def sources(self) -> list[Source]:
        """Find the strategies: of the docs folder, of the roots, and of the paths that are named."""
        docs, options = self.settings.docs, self.settings.options
        found: dict[str, Source] = {}
        for root in [*([docs] if docs else []), *options.roots, *self.settings.paths]:
            paths = discover(root, options.file_names, options.exclude, [self._out])
            for path in sorted(paths, key=os.path.islink):  # a file counts under its own name, not that of a link
                real = os.path.realpath(path)
                relative = path.relative_to(docs).as_posix() if docs and root == docs else None
                if relative is not None and self._is_left_out(relative):
                    continue
                if relative is None and docs and Path(real).is_relative_to(os.path.realpath(docs)):
                    continue  # what lies in the docs folder is found there, or left out there
                found.setdefault(real, Source(path.absolute(), self._shown(path), relative))
        return list(found.values())

    def pages(self) -> Iterable[HostPage]:
        """List the site's other pages."""
        for address, path in self.files.items():
            if is_page(address):
                shown = self._shown(path)
                yield HostPage(address, shown, f"the hand-written {shown}", True, partial(read_page, path))

    def output_file(self, address: str) -> str:
        """Say which file of the site the page with an address becomes."""
        return self._target.output_file(address)

    def occupant(self, path: str) -> str | None:
        """Say what is at the place of a file already."""
        return self._shown(self.files[path]) if path in self.files else None

    def url(self, address: str) -> str:
        """Give the public URL of a page; without the site's, its path from the root."""
        url = quote(self._target.url(address))
        return urljoin(f"{self.settings.site_url.rstrip('/')}/", url)

    def findings(self) -> Iterable[Finding]:
        """List what is wrong with files that the engine does not see."""
        return self._findings

    def resolver(self, source: Source, address: str, page_of_file: Mapping[str, str]) -> Resolve:
        """Make the function that finds where a link of a strategy leads from its page."""
        if docs := self.settings.docs:
            return resolver(source.path, address, docs, lambda path: path in self._known, page_of_file)
        to_page = resolver(source.path, address, self._out, lambda path: False, page_of_file)
        on_disk, moved = resolver_on_disk(source.path), resolver_from(source.path, (self._out / address).parent)
        return lambda url: to_page(url) or (moved(url) if on_disk(url) else None)

    @property
    def _known(self) -> frozenset[str]:
        return self.generated | self.files.keys()

    def _taken_over(self) -> Iterator[tuple[str, Path]]:
        """List the files of the docs folder that may be published, and note what is said of the others."""
        docs, options = self.settings.docs, self.settings.options
        for path in sorted(discover(docs, ["*"], never=[self._out])) if docs else ():
            relative = path.relative_to(docs).as_posix() if docs else ""
            if self._is_left_out(relative):
                continue
            if not is_page(relative):
                try:
                    finding = check_raw(relative, partial(_read, path), self._shown(path), options)
                except OSError as error:
                    finding = Finding("file", Severity.WARNING, f"cannot be read: {error.strerror}", "", str(path))
                if finding and not is_named(path.name, options.file_names):
                    self._findings.append(finding)
                if is_named(path.name, options.file_names) or (finding and finding.severity is Severity.WARNING):
                    continue
            yield relative, path

    def _is_left_out(self, relative: str) -> bool:
        parts = relative.split("/")
        hidden = any(part.startswith(".") for part in parts) or parts[0] == "templates"
        return hidden or self._left_out.match_file(relative)

    def _shown(self, path: Path) -> str:
        return shown_name(relative_path(path, self.settings.options.base.absolute()))


def is_page(address: str) -> bool:
    """Say whether a file of the docs folder is a page."""
    return address.lower().endswith((".md", ".markdown"))


def read_page(path: Path) -> str:
    """Read a page; what is not UTF-8 in it is shown as such."""
    return path.read_text(encoding="utf-8-sig", errors="replace")


def _read(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def relative_link(target: str, page: str) -> str:
    """Write a link from one page or file of the folder to another one."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))
