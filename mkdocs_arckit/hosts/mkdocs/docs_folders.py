"""Where the files of the docs folder are kept, if another plugin has put copies of them into a temporary one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig


class DocsFolders:
    """The docs folders of a site: one, or those that monorepo joins in a temporary folder, another one for each build.

    Args:
        config: the site's configuration, as other plugins have left it.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self.now = Path(config.docs_dir)
        named = next((given["docs_dir"] for given in reversed(config.user_configs) if "docs_dir" in given), "docs")
        base = Path(config.config_file_path).parent if config.config_file_path else Path()
        self.main = Path(os.path.normpath(base / named))
        """The docs folder that `mkdocs.yml` names."""
        copied = self.now != self.main and self.now != Path(named)
        self._parts = sorted(self._joined(config), key=lambda part: -len(part[0])) if copied else []

    def _joined(self, config: MkDocsConfig) -> Iterator[tuple[str, Path]]:
        """List each folder of which there is a copy, by where in the docs folder the copy is."""
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
