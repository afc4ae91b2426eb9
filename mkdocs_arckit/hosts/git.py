"""The strategy files of a Git repository, as they were in a revision and as they are."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs_arckit.addresses import shown_name
from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.source.discover import is_named

_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"}
"""So that messages are English, nothing is written, and a path is a path and no pattern."""


class GitError(Exception):
    """Git can't say what is asked; the message is for the person who asked."""


@dataclass(frozen=True)
class Version:
    """A file at some time.

    Attributes:
        path: its path from the top of the repository, as Git has it.
        revision: the revision's ID; empty for the working tree.
    """

    path: str
    revision: str

    @property
    def shown(self) -> str:
        """The path as people can read it."""
        return shown_name(self.path)


class Repository:
    """The repository that a folder is in.

    Args:
        folder: the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prefix = os.fsdecode(self._run("rev-parse", "--show-prefix").removesuffix(b"\n"))
        self._folder = Path(os.fsdecode(self._run("rev-parse", "--show-toplevel").removesuffix(b"\n")))

    def revision(self, name: str) -> str:
        """Find the ID of a commit by any name that Git knows it by; nothing means `HEAD`, as in Git."""
        if name.startswith("-"):
            raise GitError(f"{quoted_value(name)} is not a revision: none begins with a hyphen")
        try:
            found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name or 'HEAD'}^{{commit}}")
        except GitError:
            hint = "see `git log`; a shallow clone, as in CI, lacks older commits: fetch all (`fetch-depth: 0`)"
            raise GitError(f"there is no revision {quoted_value(name or 'HEAD')} here; {hint}") from None
        return found.decode().strip()

    def revisions(self, names: Sequence[str]) -> tuple[str, str]:
        """Find two revisions: `REV` and the working tree, `REV1..REV2`, or `REV1...REV2` from where they parted.

        Args:
            names: one of these forms, or two revisions.

        Returns:
            Their IDs; that of the working tree is empty.
        """
        if len(names) == 2:
            return self.revision(names[0]), self.revision(names[1])
        (name,) = names
        if "..." in name:
            first, second = map(self.revision, name.split("...", 1))
            try:
                return self._run("merge-base", first, second).decode().strip(), second
            except GitError:
                hint = "a shallow clone lacks older commits: fetch all (`fetch-depth: 0`)"
                raise GitError(f"the revisions of {quoted_value(name)} have no common ancestor here; {hint}") from None
        if ".." in name:
            first, second = map(self.revision, name.split("..", 1))
            return first, second
        return self.revision(name), ""

    def changed(
        self, before: str, after: str, paths: Iterable[str], file_names: Sequence[str]
    ) -> Iterator[tuple[Version | None, Version | None]]:
        """List the strategy files that differ, in the order of their paths; renamed ones as Git finds them.

        Args:
            before: a revision's ID.
            after: another; empty for the working tree, with files that Git doesn't know yet.
            paths: files and folders to look at, from the current folder; all if there are none.
            file_names: names of strategy files, or patterns.
        """
        inside = [self._inside(path) for path in paths]
        asked = [before, after] if after else [before]
        listed = self._run(
            *("diff", "--no-ext-diff", "--no-relative", "--find-renames", "--name-status", "-z"), *asked, "--", *inside
        )
        fields = iter(os.fsdecode(listed).split("\0")[:-1])
        pairs: list[tuple[str | None, str | None]] = []
        for status in fields:
            path = next(fields)
            moved = next(fields) if status[0] == "R" else path
            pairs.append((None if status[0] == "A" else path, None if status[0] == "D" else moved))
        if not after:
            others = self._run("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *inside)
            pairs += [(None, path) for path in os.fsdecode(others).split("\0")[:-1]]
        for old, new in sorted(dict.fromkeys(pairs), key=lambda pair: pair[1] or pair[0] or ""):
            first, second = (
                Version(name, revision) if name and is_named(posixpath.basename(name), file_names) else None
                for name, revision in [(old, before), (new, after)]
            )
            if first or second:
                yield first, second

    def read(self, version: Version, most: int) -> bytes:
        """Read a file, unless it has more than `most` bytes. A link is not followed: it may lead anywhere."""
        if version.revision:
            name = f"{version.revision}:{version.path}"
            if int(self._run("cat-file", "-s", name)) > most:
                raise GitError(f"{version.shown} is larger than {most:,} bytes in {version.revision[:12]}")
            return self._run("cat-file", "blob", name)
        path = self._folder / version.path
        if path.is_symlink():
            raise GitError(f"{version.shown} is a symbolic link, which is not followed")
        try:
            with path.open("rb") as file:
                return file.read(most + 1)
        except OSError as error:
            raise GitError(f"{version.shown} cannot be read: {error.strerror}") from None

    def earlier(self, path: Path) -> Iterator[bytes]:
        """Yield what a file held in each revision, newest first, also under the names that it had.

        There is nothing where the history is not whole: what is cut off could have been what is looked for.
        """
        if self._run("rev-parse", "--is-shallow-repository").strip() != b"false":
            return
        name = self._inside(os.fspath(path))
        listed = self._run("log", "--follow", "--diff-filter=d", "-z", "--format=%H", "--name-only", "HEAD", "--", name)
        fields = iter(os.fsdecode(listed).split("\0")[:-1])
        for revision, found in zip(fields, fields, strict=True):
            yield self._run("cat-file", "blob", f"{revision}:{found.removeprefix(chr(10))}")

    @property
    def folder(self) -> Path:
        """The top of the repository."""
        return self._folder

    def state(self) -> bytes:
        """Return what has another value whenever the history of a file may be another one."""
        return self._run("rev-parse", "--is-shallow-repository", "HEAD")

    def _inside(self, path: str) -> str:
        """Write a path from the top of the repository."""
        if os.path.isabs(path):
            found = os.path.relpath(os.path.realpath(path), os.path.realpath(self._folder))
        else:
            found = os.path.normpath(os.path.join(self._prefix, path))
        if found.split(os.sep)[0] == os.pardir:
            raise GitError(f"{quoted_value(shown_name(path))} is outside of the repository")
        return Path(found).as_posix()

    def _run(self, *arguments: str) -> bytes:
        """Call Git in the folder; no shell reads the arguments. Return what it prints."""
        try:
            done = subprocess.run(
                ["git", "-C", os.fspath(self._folder), *arguments],
                check=False,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env={**os.environ, **_ENVIRONMENT},
            )
        except OSError as error:
            raise GitError(f"`git` can't be called ({error.strerror}); install it, or compare two files") from None
        if done.returncode:
            said = quoted_value(done.stderr.decode(errors="replace"), 200)
            raise GitError(f"Git says {said}")
        return done.stdout


class History:
    """What files held before. Git is asked once about a file, and again only when there is another commit."""

    def __init__(self) -> None:
        self._repositories: dict[Path, Repository] = {}
        self._states: dict[Path, bytes] = {}
        self._known: dict[Path, tuple[bytes, list[bytes], Iterator[bytes]]] = {}

    def begin(self) -> None:
        """Begin a build: there may be commits since the last one."""
        self._states.clear()

    def of(self, path: Path) -> Iterator[bytes]:
        """Yield what a file held in each revision, newest first; nothing if Git doesn't know."""
        try:
            repository = self._repositories.get(path.parent) or Repository(path.parent)
            self._repositories[path.parent] = repository
            state = self._states.get(repository.folder) or repository.state()
            self._states[repository.folder] = state
            if path not in self._known or self._known[path][0] != state:
                self._known[path] = state, [], repository.earlier(path)
            _, told, more = self._known[path]
            yield from told
            for content in more:
                told.append(content)
                yield content
        except GitError:
            return
