"""What several commands need: shared options, the day, and paths as the caller would write them."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timezone
from pathlib import Path

import click

from mkdocs_arckit.addresses import relative_path, shown_name
from mkdocs_arckit.authoring.set_up import SCHEMA_FILE
from mkdocs_arckit.hosts.disk import write_whole
from mkdocs_arckit.model.ladders import scheme
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from mkdocs_arckit.options import Options

classifications_option = click.option(
    "--classification",
    "classifications",
    multiple=True,
    default=CLASSIFICATIONS,
    callback=lambda context, parameter, words: scheme(words),
    help="A classification of your scheme, lowest first; repeat the option. Or the name of a ready-made scheme.",
)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
