"""`mkdocs-arckit diff`: what changed between two strategies, or in a Git repository, in the words of their readers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from mkdocs_arckit.changes.change import FileChanges
from mkdocs_arckit.changes.compare import compare
from mkdocs_arckit.changes.record import record
from mkdocs_arckit.changes.writers import as_html, as_markdown, as_text
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.commands.common import classifications_option, file_name_option, print_errors, print_utf8, shown
from mkdocs_arckit.commands.progress_bar import with_bar
from mkdocs_arckit.hosts.git import GitError, Repository, Version
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.source.result import DEFAULT_LIMITS
from mkdocs_arckit.text.link_targets import unlinked
from mkdocs_arckit.text.plain import plain_text

WRITERS: dict[str, Callable[[Sequence[FileChanges]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": lambda files: json.dumps(record(files).model_dump(mode="json"), indent=2, ensure_ascii=False),
}


@dataclass(frozen=True)
class ComparedFile:
    """A file that is compared.

    Attributes:
        path: the file, as shown to people.
        where: the same for messages, with its revision.
        content: what it holds.
    """

    path: str
    where: str
    content: bytes


Pairs = list[tuple[ComparedFile | None, ComparedFile | None]]


@click.command("diff")
@click.argument("paths", nargs=-1, metavar="[A B | PATH...]", type=click.Path(path_type=Path))
@click.option(
    "--git",
    "revisions",
    multiple=True,
    metavar="REV",
    help="Compare the working tree with a revision, or two revisions: REV1..REV2, REV1...REV2 (from where they "
    "parted), or the option twice. PATH limits it to files and folders.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(WRITERS)),
    default="text",
    show_default=True,
    help="The output.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if something changed.")
@file_name_option("With --git: name or pattern of the files to compare.")
@classifications_option
def diff_command(
    paths: tuple[Path, ...],
    revisions: tuple[str, ...],
    form: str,
    exit_code: bool,
    file_names: tuple[str, ...],
    classifications: tuple[str, ...],
) -> None:
    """List what changed in strategies.

    Compares two files, or with --git all strategies of a repository. Rows are matched by their first column. How the
    YAML is written, comments, and the order of rows don't count.

    Exits with 0; with 1 if something changed and --exit-code is given; with 2 if a file has errors or the command is
    wrong.

    \b
    Examples:
      mkdocs-arckit diff old/devops.yaml devops.yaml
      mkdocs-arckit diff --git HEAD
      mkdocs-arckit diff --git origin/main...HEAD --format markdown
    """
    if len(revisions) > 2 or (len(revisions) == 2 and any(".." in name for name in revisions)):
        raise click.UsageError("name one revision, two, or REV1..REV2")
    if not revisions and len(paths) != 2:
        raise click.UsageError("name two files, or a revision with --git")
    try:
        pairs: Pairs = (
            _in_git(revisions, paths, file_names) if revisions else [(_on_disk(paths[0]), _on_disk(paths[1]))]
        )
    except GitError as error:
        raise click.UsageError(str(error)) from None
    read, broken = _read(pairs, classifications)
    files = [_changes(before, after) for before, after in _moved(read)]
    print_utf8(WRITERS[form](files))
    if broken:
        raise SystemExit(2)
    raise SystemExit(1 if exit_code and any(file.kind for file in files) else 0)


def _on_disk(path: Path) -> ComparedFile:
    try:
        with path.open("rb") as file:
            content = file.read(DEFAULT_LIMITS.file_size + 1)
    except OSError as error:
        raise click.UsageError(f"{shown(path)} cannot be read: {error.strerror}") from None
    return ComparedFile(shown(path), shown(path), content)


def _in_git(revisions: Sequence[str], paths: Iterable[Path], file_names: Sequence[str]) -> Pairs:
    """Read the files that differ."""
    repository = Repository(Path())
    before, after = repository.revisions(revisions)

    def side(version: Version | None) -> ComparedFile | None:
        if version is None:
            return None
        content = repository.read(version, DEFAULT_LIMITS.file_size)
        where = f"{version.revision[:12]}:{version.shown}" if version.revision else version.shown
        return ComparedFile(version.shown, where, content)

    found = list(repository.changed(before, after, [str(path) for path in paths], file_names))
    return [(side(old), side(new)) for old, new in with_bar(found, "Reading files")]


@dataclass(frozen=True)
class _Read:
    """A valid file, and what it says."""

    path: str
    strategy: Strategy


def _read(pairs: Pairs, classifications: Sequence[str]) -> tuple[list[tuple[_Read | None, _Read | None]], bool]:
    """Read files; report errors in them. Return the pairs without errors, and whether there were others."""
    found, broken = [], []
    for pair in with_bar(pairs, "Checking files"):
        results = [validate(s.content, s.where, classifications=classifications) if s else None for s in pair]
        errors = [result for result in results if result and not result.strategy]
        broken += errors
        if not errors:
            before, after = (
                _Read(side.path, result.strategy) if side and result and result.strategy else None
                for side, result in zip(pair, results, strict=True)
            )
            found.append((before, after))
    for result in broken:
        click.echo(f"{result.path} has errors, so it is not compared:", err=True)
        print_errors(result.findings)
    return found, bool(broken)


def _moved(pairs: Iterable[tuple[_Read | None, _Read | None]]) -> list[tuple[_Read | None, _Read | None]]:
    """Join a file that is gone with one that is new, where only these two are of one project."""
    pairs = list(pairs)
    gone, new = (defaultdict[str, list[int]](list) for _ in range(2))
    for at, (before, after) in enumerate(pairs):
        if before and not after:
            gone[before.strategy.project.id.casefold()].append(at)
        elif after and not before:
            new[after.strategy.project.id.casefold()].append(at)
    joined = {new[project][0]: old[0] for project, old in gone.items() if len(old) == len(new[project]) == 1}
    return [
        (pairs[joined[at]][0], pair[1]) if at in joined else pair
        for at, pair in enumerate(pairs)
        if at not in joined.values()
    ]


def _changes(before: _Read | None, after: _Read | None) -> FileChanges:
    last = after or before
    assert last is not None
    return FileChanges(
        plain_text(unlinked(last.strategy.project.name)),
        before.path if before else None,
        after.path if after else None,
        compare(before.strategy, after.strategy) if before and after else (),
    )
