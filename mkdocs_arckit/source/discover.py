"""Finds strategy files below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from pathspec.gitignore import GitIgnoreSpec

FILE_NAMES = ("devops.yaml",)
_NEVER_ENTERED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".nox"})


def is_named(name: str, file_names: Iterable[str]) -> bool:
    """Return whether a file's name is that of a strategy."""
    return any(fnmatchcase(name, pattern) for pattern in file_names)


def is_nearly_named(name: str, file_names: Iterable[str]) -> bool:
    """Return whether a file's name is almost that of a strategy: `Devops.yml`, `devops.yaml.bak`, `devops (1).yaml`.

    It holds a strategy's name as a word, and anywhere its ending or one of YAML's.
    """
    folded = name.casefold()
    for pattern in (*file_names, *FILE_NAMES):
        word, ending = os.path.splitext(pattern.casefold())
        has_ending = any(fnmatchcase(folded, f"*{known}*") for known in {ending, ".yaml", ".yml"} - {""})
        if has_ending and fnmatchcase(f" {folded} ", f"*[!a-z]{word}[!a-z]*"):
            return True
    return False


def discover(
    root: Path,
    file_names: Sequence[str] = FILE_NAMES,
    exclude: Iterable[str] = (),
    never: Iterable[Path] = (),
) -> list[Path]:
    """Find the strategy files below `root`, in the same order everywhere.

    Args:
        root: where to look; a file is taken as it is.
        file_names: names, or patterns such as `*.devops.yaml`.
        exclude: patterns as in a `.gitignore`, relative to `root`.
        never: folders that are not entered, such as the site's output.

    Symbolic links are followed, but no folder is entered twice, so a loop of links ends; its own name comes before
    those that links give it. Version control, `node_modules`, caches and virtual environments are never entered.
    """
    if root.is_file():
        return [root]
    exclude = list(exclude)
    patterns = GitIgnoreSpec.from_lines(exclude)
    # As in Git, `/old/**` leaves out what is in the folder, not the folder: a later pattern can take some of it back.
    folder_patterns = GitIgnoreSpec.from_lines(p for p in exclude if not p.rstrip().endswith("/**"))
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
        folders: list[Path] = []
        links: list[Path] = []
        for entry in entries:
            path = Path(entry.path)
            name = path.relative_to(root).as_posix()
            if os.path.isdir(path):  # unlike `Path.is_dir` it does not fail where it may not look
                closed = entry.name in _NEVER_ENTERED or os.path.isfile(path / "pyvenv.cfg")
                if not closed and not folder_patterns.match_file(f"{name}/"):
                    (links if entry.is_symlink() else folders).append(path)
            elif is_named(entry.name, file_names) and not patterns.match_file(name):
                found.append(path)
        pending = [*reversed(links), *pending, *reversed(folders)]
    return sorted(found, key=lambda path: path.relative_to(root).parts)
