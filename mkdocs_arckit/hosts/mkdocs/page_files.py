"""A real file for each page and each piece of data that is made in memory, for plugins that look for one.

What is in these files is what the site publishes, and nothing else.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_arckit.hosts.mkdocs.diagrams import cache_folder


class PageFiles:
    """The files of one build, below the cache; where that is watched, in a temporary folder of the process.

    Args:
        serving: whether an author is watching.
    """

    def __init__(self, *, serving: bool) -> None:
        self._serving = serving
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._folder = Path()
        self._written: set[Path] = set()

    def begin(self, config: MkDocsConfig) -> None:
        """Begin a build."""
        if cache := cache_folder(config, serving=self._serving):
            self._folder = cache.parent / "pages"
        else:
            self._temporary = self._temporary or tempfile.TemporaryDirectory(prefix="arckit-")
            self._folder = Path(self._temporary.name)
        self._written = set()

    def path(self, address: str) -> str:
        """Say where the file of an address is."""
        return os.path.normpath(self._folder / address)

    def write(self, address: str, text: str | bytes) -> str:
        """Write the file of an address, and return its path; nobody misses one that can't be written."""
        path = Path(self.path(address))
        self._written.add(path)
        with suppress(OSError, UnicodeError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def forget(self) -> None:
        """Remove the files of earlier builds."""
        for folder, _, names in os.walk(self._folder, topdown=False):
            for path in (Path(folder) / name for name in names):
                if path not in self._written:
                    with suppress(OSError):
                        path.unlink()
            with suppress(OSError):
                Path(folder).rmdir()  # if it is empty

    def close(self) -> None:
        """Remove the temporary folder, if there is one."""
        if self._temporary:
            self._temporary.cleanup()
            self._temporary = None
