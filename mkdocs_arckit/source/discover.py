"""Finds strategy files below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from pathspec.gitignore import GitIgnoreSpec

FILE_NAMES = ("devops.yaml",)
_NEVER_ENTERED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".nox"})


def discover(
    root: Path,
    file_names: Sequence[str] = FILE_NAMES,
    exclude: Iterable[str] = (),
    never: Iterable[Path] = (),
) -> list[Path]:
    """The strategy files below `root`, in the same order everywhere.

    Args:
        root: where to look; a file is taken as it is.
        file_names: names, or patterns such as `*.devops.yaml`.
        exclude: patterns as in a `.gitignore`, relative to `root`.
        never: folders that are not entered, such as the site's output.

    Symbolic links are followed, but no folder is entered twice, so a loop of links ends. Version control,
    `node_modules`, caches and virtual environments are never entered.
    """
    if root.is_file():
        return [root]
    patterns = GitIgnoreSpec.from_lines(exclude)
    seen = {os.path.realpath(path) for path in never}
    found: list[Path] = []
    pending = [root]
    while pending:
        folder = pending.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue  # a folder that may not be read holds nothing for us
        folders = []
        for entry in entries:
            path = Path(entry.path)
            name = path.relative_to(root).as_posix()
            if entry.is_dir():
                if not (
                    entry.name in _NEVER_ENTERED or patterns.match_file(f"{name}/") or (path / "pyvenv.cfg").is_file()
                ):
                    folders.append(path)
            elif any(fnmatchcase(entry.name, p) for p in file_names) and not patterns.match_file(name):
                found.append(path)
        pending += reversed(folders)
    return sorted(found, key=lambda path: path.relative_to(root).parts)
