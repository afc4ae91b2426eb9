"""`mkdocs-arckit render`: pages, index, views and data for a host that runs no plugins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import click

from mkdocs_arckit.commands.common import FILE, check_paths_options, config_here, paths_options, shown, today
from mkdocs_arckit.commands.progress_bar import with_bar
from mkdocs_arckit.findings import Severity
from mkdocs_arckit.hosts.folder.build import Folder, make_folder
from mkdocs_arckit.hosts.folder.settings import Settings, SettingsError, read_settings
from mkdocs_arckit.hosts.folder.targets import TARGETS
from mkdocs_arckit.hosts.folder.watch import watch
from mkdocs_arckit.hosts.folder.written import FileChange, ManifestError, apply, file_changes
from mkdocs_arckit.options import Options

_SIGNS = {"add": "+", "update": "~", "remove": "-"}
_LISTED = 20
"""More files than these are only counted."""


@click.command("render", epilog="Example: mkdocs-arckit render build/docs --for zensical")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=click.Path(exists=True, path_type=Path))
@click.option("--for", "host", type=click.Choice(list(TARGETS)), required=True, help="The host that shows OUT.")
@click.option("-f", "--config-file", type=FILE, help="The site's configuration, instead of mkdocs.yml in this folder.")
@click.option("--site-url", help="Where the site will be, for feed, calendar and data.")
@click.option("--publish-up-to", help="With PATH: the highest classification that is published.  [default: OFFICIAL]")
@paths_options
@click.option("--check", is_flag=True, help="Write nothing; fail if OUT is not what it would be.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be written.")
@click.option("--force", is_flag=True, help="Overwrite files that this command did not write.")
@click.option("--watch", "watches", is_flag=True, help="Stay, and write again whenever a file changes.")
@click.pass_context
def render_command(
    context: click.Context,
    /,
    out: Path,
    paths: tuple[Path, ...],
    host: str,
    config_file: Path | None,
    site_url: str | None,
    check: bool,
    dry_run: bool,
    force: bool,
    watches: bool,
    **options: Any,
) -> None:
    """Write strategies as Markdown, for hosts without plugins.

    OUT gets a page for each strategy, the index, its views, data, and SUMMARY.md, which lists all pages.

    Without PATH it reads mkdocs.yml and writes a whole docs folder: the site's other pages and files are taken
    over, and nothing that is withheld. With PATH it needs no site: it writes the strategies of files and folders.

    Only what changes is written. What an earlier run wrote and nothing asks for any more is removed; files of others
    stay as they are. Exits with 0 if all is as it should be, 1 if a strategy has an error or a file could not be
    written (with --check: if OUT differs), 2 if the command is wrong.
    """
    check_paths_options(context, options, paths, config_file)
    run = _Run(out.absolute(), host, site_url, check, check or dry_run, force)
    run.settings = partial(_of_paths, paths, host, **options) if paths else partial(_of_site, config_file)
    failed = run()
    if not watches:
        raise SystemExit(1 if failed else 0)
    click.echo("Watching for changes; Ctrl+C ends it.", err=True)
    with suppress(KeyboardInterrupt):
        watch(run.watched, run.out, run.again, Event())


def _of_site(config_file: Path | None) -> Settings:
    """Read the settings of a site."""
    found = config_file or config_here()
    if found is None:
        raise click.UsageError("there is no mkdocs.yml in this folder; name files or folders, or use --config-file")
    try:
        return read_settings(found)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None


def _of_paths(
    paths: tuple[Path, ...], host: str, publish_up_to: str | None, classifications: tuple[str, ...], **options: Any
) -> Settings:
    """Make the settings of a folder that holds strategies only; GitHub shows a README.md below the list of files."""
    ceiling = publish_up_to or Options.publish_up_to
    if ceiling not in classifications:
        raise click.UsageError(f"--publish-up-to is {ceiling}; write one of {', '.join(classifications)}")
    index = "README.md" if host == "github" else "index.md"
    chosen = Options(classifications=classifications, publish_up_to=ceiling, index_path=index, output=".", **options)
    return Settings(chosen, paths=paths)


@dataclass
class _Run:
    """One call of the command.

    Attributes:
        out: the folder, absolute.
        host: the host that it is for.
        site_url: where the site will be, if the command says so.
        check: whether OUT has to be what it would be.
        dry: whether nothing is written.
        force: whether files of others are overwritten.
        settings: reads the settings.
        watched: what the last run was made of.
    """

    out: Path
    host: str
    site_url: str | None
    check: bool
    dry: bool
    force: bool
    settings: Callable[[], Settings] = field(init=False)
    watched: list[Path] = field(init=False, default_factory=list)

    def __call__(self) -> bool:
        """Do what the command does once; return whether it failed."""
        settings = self.settings()
        if self.site_url is not None:
            settings = replace(settings, site_url=self.site_url)
        _check_places(self.out, settings)
        self.watched = _places(settings)
        made = make_folder(settings, TARGETS[self.host], self.out, today(), with_bar)
        for finding in made.findings:
            click.echo(str(finding))
        if made.unchecked:
            click.echo(f"Diagrams were not checked: {made.unchecked}.", err=True)
        try:
            found = file_changes(self.out, made.files, force=self.force)
            if not self.dry:
                apply(self.out, made.files, found, force=self.force)
        except ManifestError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            raise click.ClickException(
                f"{shown(Path(error.filename or self.out))} can't be read or written: {error.strerror}"
            ) from None
        _tell(found, made, self.out, dry=self.dry)
        has_error = settings.on_error == "fail" and any(f.severity is Severity.ERROR for f in made.findings)
        fatal = any(f.rule in {"address", "template"} and f.severity is Severity.ERROR for f in made.findings)
        is_other = bool(found) if self.check else any(change.kind == "keep" for change in found)
        return has_error or fatal or is_other

    def again(self) -> None:
        """Do it again, and say what went wrong instead of ending."""
        try:
            self()
        except click.ClickException as error:
            error.show()
        except Exception as error:  # whatever it is, the next change may end it
            click.echo(f"Error: {type(error).__name__}: {error}", err=True)


def _places(settings: Settings) -> list[Path]:
    """List the files and folders that the folder is made of."""
    options = settings.options
    named = [settings.docs, settings.watched, options.technologies, options.requirements, options.templates]
    return [*options.roots, *settings.paths, *filter(None, named)]


def _check_places(out: Path, settings: Settings) -> None:
    """Refuse to write over what the folder is made of."""
    docs, real = settings.docs, out.resolve()
    if docs and not docs.is_dir():
        raise click.UsageError(f"the docs folder {shown(docs)} does not exist; set `docs_dir` in the configuration")
    for place in (docs, *settings.options.roots) if docs else ():
        if place and (real.is_relative_to(place.resolve()) or place.resolve().is_relative_to(real)):
            raise click.UsageError(
                f"OUT ({shown(out)}) overlaps a folder that is read ({shown(place)}); choose another OUT"
            )


def _tell(found: list[FileChange], made: Folder, out: Path, *, dry: bool) -> None:
    """Say what was done, or would be."""
    for change in found:
        if change.kind == "keep":
            click.echo(
                f"{shown(out / change.path)} {change.why}; it was left as it is. Move it, or use --force.", err=True
            )
    told = [change for change in found if change.kind != "keep"]
    for change in told[:_LISTED]:
        click.echo(f"{_SIGNS[change.kind]} {shown(out / change.path)}", err=True)
    if len(told) > _LISTED:
        click.echo(f"… and {len(told) - _LISTED} more files", err=True)
    counts = Counter[str](change.kind for change in found)
    words = {"add": "new", "update": "changed", "remove": "removed", "keep": "left as they are"}
    said = ", ".join(f"{counts[kind]} {word}" for kind, word in words.items() if counts[kind]) or "nothing to do"
    many = "strategy" if made.strategies == 1 else "strategies"
    click.echo(
        f"{made.strategies} {many}, {len(made.files)} files{' would be in' if dry else ' in'} {shown(out)}: {said}.",
        err=True,
    )
