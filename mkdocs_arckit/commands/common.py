"""What several commands need: shared options, the day, and paths as the caller would write them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from mkdocs_arckit.addresses import relative_path, shown_name
from mkdocs_arckit.authoring.set_up import SCHEMA_FILE
from mkdocs_arckit.authoring.site_config import CONFIG_NAMES
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.hosts.disk import write_whole
from mkdocs_arckit.model.ladders import scheme
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.discover import FILE_NAMES

_Command = TypeVar("_Command", bound=Callable[..., Any])

classifications_option = click.option(
    "--classification",
    "classifications",
    multiple=True,
    default=CLASSIFICATIONS,
    callback=lambda context, parameter, words: scheme(words),
    help="A classification of your scheme, lowest first; repeat the option. Or the name of a ready-made scheme.",
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def file_name_option(about: str, default: tuple[str, ...] = FILE_NAMES) -> Callable[[_Command], _Command]:
    """Make the option for what files are called in folders."""
    return click.option("--file-name", "file_names", multiple=True, default=default, show_default=True, help=about)


def paths_options(command: _Command) -> _Command:
    """Give a command the options that say, with PATH, what otherwise the site's configuration says."""
    for option in (
        click.option("--requirements", type=FILE, help="With PATH: the list of requirements, YAML or CSV."),
        click.option("--technologies", type=FILE, help="With PATH: the list of technologies, YAML."),
        classifications_option,
        click.option(
            "--exclude", multiple=True, help="With PATH: pattern of files and folders to leave out, as in a .gitignore."
        ),
        file_name_option("With PATH: name or pattern of the files to look for in folders."),
    ):
        command = option(command)
    return command


def check_paths_options(
    context: click.Context, names: Iterable[str], paths: tuple[Path, ...], config_file: object
) -> None:
    """Refuse a configuration beside PATH, and without PATH the options that go with it.

    Args:
        context: the call.
        names: the names of these options' parameters.
        paths: what PATH is.
        config_file: the configuration that is named, if one is.

    Raises:
        click.UsageError: the command is wrong.
    """
    given = [name for name in names if context.get_parameter_source(name) is not ParameterSource.DEFAULT]
    if given and not paths:
        option = next(parameter.opts[0] for parameter in context.command.params if parameter.name == given[0])
        raise click.UsageError(f"{option} needs PATH; without PATH, set it in the site's configuration")
    if paths and config_file:
        raise click.UsageError("name files or folders, or the configuration of a site, not both")


def shown(path: Path) -> str:
    """Write a path as the person who called the command would."""
    relative = relative_path(path, os.curdir)
    return shown_name(path.as_posix() if relative.startswith("..") else relative)


def today() -> str:
    """Give the day of the check: that of `SOURCE_DATE_EPOCH`, or today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        day = datetime.fromtimestamp(int(epoch), timezone.utc) if epoch else datetime.now(timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; set it to seconds since 1970, or unset it") from None
    return day.date().isoformat()


def schema_above(file: Path) -> str:
    """Find the schema that `init` wrote in a folder above a file, as a path from there; empty if there is none."""
    for folder in file.absolute().parents:
        if (folder / SCHEMA_FILE).is_file():
            return relative_path(folder / SCHEMA_FILE, file.absolute().parent)
    return ""


def print_utf8(text: str) -> None:
    """Print a document: on a console as it can show it, into a file or a pipe as UTF-8, whatever the console is."""
    if sys.stdout.isatty():
        click.echo(text)
    else:
        sys.stdout.buffer.write(f"{text}\n".encode())


def config_here() -> Path | None:
    """Find the configuration of a site in this folder."""
    return next((Path(name) for name in CONFIG_NAMES if Path(name).is_file()), None)


def print_errors(findings: Iterable[Finding]) -> None:
    """Print why a file is of no use, a line for each error."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            click.echo(str(finding), err=True)


def site_options(config_file: Path) -> Options:
    """Read the options of a site."""
    from mkdocs.exceptions import MkDocsException

    from mkdocs_arckit.hosts.mkdocs.validate import NoPluginError, options_of_site

    try:
        return options_of_site(str(config_file))
    except NoPluginError as error:
        raise click.UsageError(str(error)) from None
    except MkDocsException as error:
        raise click.ClickException(str(error)) from None


def write_output(path: Path, text: str, *, force: bool, dry_run: bool) -> None:
    """Write a file and say so; nothing if it is as it should be, and no file of somebody else without `force`.

    Raises:
        click.ClickException: the file is there, or cannot be written.
    """
    content = text.encode()
    try:
        there = path.read_bytes() if os.path.lexists(path) else None
        if there == content:
            click.echo(f"{shown(path)} is up to date.", err=True)
            return
        if there is not None and not force:
            raise click.ClickException(f"{shown(path)} is there already; use --force to overwrite it")
        if not dry_run:
            write_whole(path, content)
    except OSError as error:
        raise click.ClickException(f"{shown(path)} cannot be written: {error.strerror}") from None
    verb = "overwritten" if there is not None else "written"
    click.echo(f"{shown(path)} {f'would be {verb}' if dry_run else f'was {verb}'}.", err=True)
