"""What is written into a folder, and what an earlier run wrote there: nobody else's file is changed or removed."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from mkdocs_arckit.hosts.disk import write_whole
from mkdocs_arckit.hosts.folder.build import Content

MANIFEST = ".arckit-manifest.json"
_ABOUT = "Written by `mkdocs-arckit render`: what it wrote here, so that it removes only that."
_MOST = 50_000_000


class ManifestError(Exception):
    """The manifest is not one that an earlier run wrote; the text says why."""


@dataclass(frozen=True)
class FileChange:
    """What has to be done to a file of the folder.

    Attributes:
        path: the file, by its path in the folder.
        kind: what is done; `keep` if it is not done because the file is somebody else's.
        why: why it is not done.
    """

    path: str
    kind: Literal["add", "update", "remove", "keep"]
    why: str = ""


def file_changes(folder: Path, files: Mapping[str, Content], *, force: bool) -> list[FileChange]:
    """Compare a folder with what it has to hold.

    Args:
        folder: the folder.
        files: what it has to hold.
        force: whether files of others may be overwritten.

    Raises:
        ManifestError: nobody can say what an earlier run wrote.
    """
    known = {} if force and not _is_manifest(folder) else _read_manifest(folder)
    return [*_wanted(folder, files, known, force), *_left(folder, files, known)]


def apply(folder: Path, files: Mapping[str, Content], found: list[FileChange], *, force: bool) -> None:
    """Make a folder hold what it has to; what is kept stays as it is.

    Raises:
        OSError: a file cannot be written.
    """
    for change in found:
        if change.kind == "remove":
            _remove(folder, change.path)
        elif change.kind in {"add", "update"}:
            write_whole(folder / change.path, _bytes(files[change.path]))
    known = _read_manifest(folder) if _is_manifest(folder) else {}
    kept = {change.path for change in found if change.kind == "keep"}
    ours = kept & known.keys() | {change.path for change in found if change.kind in {"add", "update"}}
    ours |= (files.keys() if force else files.keys() & known.keys()) - kept
    _write_manifest(folder, {path: known[path] if path in kept else _digest(_bytes(files[path])) for path in ours})


def _wanted(folder: Path, files: Mapping[str, Content], known: Mapping[str, str], force: bool) -> Iterator[FileChange]:
    for path, content in sorted(files.items()):
        if why := _blocked(folder, path):
            yield FileChange(path, "keep", why)
            continue
        there = _read(folder / path)
        if there is None and not os.path.lexists(folder / path):
            yield FileChange(path, "add")
        elif there is not None and _digest(there) == _digest(_bytes(content)):
            continue
        elif force or (there is not None and known.get(path) == _digest(there)):
            yield FileChange(path, "update")
        else:
            was = "was changed since this command wrote it" if path in known else "was not written by this command"
            yield FileChange(path, "keep", was)


def _left(folder: Path, files: Mapping[str, Content], known: Mapping[str, str]) -> Iterator[FileChange]:
    """List what an earlier run wrote and nothing asks for any more."""
    for path, digest in sorted(known.items()):
        if path in files or not _is_inside(path) or _blocked(folder, path):
            continue
        there = _read(folder / path)
        if there is not None and _digest(there) == digest:
            yield FileChange(path, "remove")
        elif there is not None:
            yield FileChange(path, "keep", "is no longer part of the site, but was changed since this command wrote it")


def _is_inside(path: str) -> bool:
    """Say whether a path of a manifest is one of a file in the folder, whatever a system takes for a path."""
    parts = PurePosixPath(path).parts
    plain = path == "/".join(parts) and not any(c in path for c in "\\:\0")
    return plain and bool(parts) and not path.startswith("/") and ".." not in parts and path != MANIFEST


def _blocked(folder: Path, path: str) -> str:
    """Say what keeps a file from being where it should: a link, which leads out of the folder, or a file."""
    for parent in reversed(PurePosixPath(path).parents[:-1]):
        try:
            mode = os.lstat(folder / parent).st_mode
        except FileNotFoundError:
            return ""
        if not stat.S_ISDIR(mode):
            return f"`{parent}` is not a folder" if not stat.S_ISLNK(mode) else f"`{parent}` is a link"
    if os.path.isdir(folder / path):
        return "is a folder"
    return ""


def _read(path: Path) -> bytes | None:
    """Read a file; `None` if it is not there, or is a link or something else."""
    try:
        return path.read_bytes() if stat.S_ISREG(os.lstat(path).st_mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return None


def _remove(folder: Path, path: str) -> None:
    (folder / path).unlink()
    for parent in PurePosixPath(path).parents[:-1]:
        with suppress(OSError):  # something else is in it
            (folder / parent).rmdir()


def _bytes(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _digest(content: bytes) -> str:
    """Name a file's content, whatever line ends Git gives it."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _is_manifest(folder: Path) -> bool:
    try:
        _read_manifest(folder)
    except ManifestError:
        return False
    return True


def _read_manifest(folder: Path) -> dict[str, str]:
    path = folder / MANIFEST
    if not os.path.lexists(path):
        return {}
    content = _read(path)
    try:
        if content is None or len(content) > _MOST:
            raise ValueError
        files = json.loads(content)["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ManifestError(f"{path} is not what an earlier run wrote; remove it, or use --force") from None


def _write_manifest(folder: Path, files: Mapping[str, str]) -> None:
    text = json.dumps({"about": _ABOUT, "files": dict(sorted(files.items()))}, indent=1, ensure_ascii=False) + "\n"
    if (content := text.encode()) != _read(folder / MANIFEST):
        write_whole(folder / MANIFEST, content)
