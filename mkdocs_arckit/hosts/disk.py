"""Files on the disk, without a site: a link leads to what is there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from mkdocs_arckit.addresses import resolver_on_disk
from mkdocs_arckit.findings import Finding
from mkdocs_arckit.host import HostPage, Progress, Source, silent
from mkdocs_arckit.options import Options
from mkdocs_arckit.site import ProblemOf, Site
from mkdocs_arckit.text.inline import Resolve

ASSETS = Path(__file__).parent.parent / "assets"
"""The styles and scripts of the pages."""


class DiskHost:
    """A host that shows nothing: each file has an address of its own, and nothing is in its way.

    Args:
        documents: Markdown that may hold requirements, as a page of a site may, and each as people are told of it.
    """

    def __init__(self, documents: Mapping[Path, str] | None = None) -> None:
        self._documents = documents or {}

    def pages(self) -> Iterable[HostPage]:
        """List the documents."""
        for path, shown in self._documents.items():
            yield HostPage(quote(shown), shown, shown, False, partial(_text, path))

    def output_file(self, address: str) -> str:
        """Give each address a file of its own."""
        return address

    def occupant(self, path: str) -> str | None:
        """Say that nothing is there."""
        return None

    def url(self, address: str) -> str:
        """Give the address itself."""
        return address

    def findings(self) -> Iterable[Finding]:
        """List nothing: the engine sees every file."""
        return ()

    def resolver(self, source: Source, address: str, page_of_file: Mapping[str, str]) -> Resolve:
        """Make the function that finds whether a link leads to something on the disk."""
        return resolver_on_disk(source.path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all, with the folders that it is in.

    A link in its place is replaced, and what it leads to stays as it is.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".arckit-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return which permissions new files do not get; it can only be read by setting it."""
    os.umask(mask := os.umask(0o077))
    return mask


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def check_files(
    files: Mapping[Path, str],
    options: Options,
    today: str,
    problem_of: ProblemOf | None,
    progress: Progress = silent,
    documents: Mapping[Path, str] | None = None,
) -> tuple[tuple[Finding, ...], str]:
    """Check strategy files without a site.

    Args:
        files: the files, and each as people are told of it.
        options: what a site would choose; everything is read, whatever its classification.
        today: the day, `YYYY-MM-DD`.
        problem_of: checks diagrams; without it they are not checked.
        progress: tells somebody who waits how far the work has come.
        documents: those that may hold requirements, and each as people are told of it.

    Returns:
        All findings, and why diagrams were not checked; empty if they were, or if there are none.
    """
    options = replace(options, publish_up_to=None, index_path=".index.md", views={}, exports=False)
    sources = [Source(path.absolute(), shown, quote(shown)) for path, shown in files.items()]
    site, host = Site(options, today, problem_of=problem_of, progress=progress), DiskHost(documents)
    plan = site.plan(sources, host)
    return site.check(plan, host), plan.unchecked
