"""Where the files of the docs folder are kept, if another plugin has put copies of them into a temporary one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig


class DocsFolders:
    """The docs folders of a site: one, or those that monorepo joins in a temporary folder, another one for each build.

    Args:
        config: the site's configuration, before other plugins change it.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self.main = Path(config.docs_dir)
        """The docs folder that `mkdocs.yml` names."""

    @property
    def now(self) -> Path:
        """The docs folder that the site is built from."""
        return Path(self._config.docs_dir)

    @cached_property
    def _parts(self) -> list[tuple[str, Path]]:
        """Each folder of which there is a copy, by where in the docs folder the copy is; the innermost first."""
        copied = self.now != self.main
        return sorted(self._joined(self._config), key=lambda part: -len(part[0])) if copied else []

    def _joined(self, config: MkDocsConfig) -> Iterator[tuple[str, Path]]:
        yield "", self.main
        for plugin in config.plugins.values():
            merged: Any = getattr(getattr(plugin, "merger", None), "docs_dirs", None)  # monorepo's
            for alias, folder in merged or ():
                yield alias, Path(os.path.normpath(folder))

    def kept(self, path: Path) -> Path:
        """Give the file that a file of the docs folder is a copy of; the file itself, if it is none."""
        if not self._parts or not path.is_relative_to(self.now):
            return path
        relative = path.relative_to(self.now)
        found = [folder / relative.relative_to(part) for part, folder in self._parts if relative.is_relative_to(part)]
        return next((path for path in found if path.exists()), found[-1])

    def copy(self, path: str) -> str:
        """Give the place in the docs folder where the copy of a file is; the file itself, if it is none."""
        for part, folder in self._parts:
            if Path(path).is_relative_to(folder):
                return os.path.normpath(self.now / part / Path(path).relative_to(folder))
        return path

    def hold(self, path: str) -> bool:
        """Return whether a real path lies in one of the folders."""
        folders = [self.now, *(folder for _, folder in self._parts)]
        return any(Path(path).is_relative_to(os.path.realpath(folder)) for folder in folders)


def docs_folders(config: MkDocsConfig) -> DocsFolders:
    """Return the docs folders that the plugin knows of; without it, there is one."""
    known = (getattr(plugin, "docs_folders", None) for plugin in config.plugins.values())
    return next((found for found in known if isinstance(found, DocsFolders)), None) or DocsFolders(config)
