"""The command `mkdocs-arckit`."""

from __future__ import annotations

import io
import sys

import click

from mkdocs_arckit.commands.diff import diff_command
from mkdocs_arckit.commands.export import export_command
from mkdocs_arckit.commands.import_ import import_command
from mkdocs_arckit.commands.init import init_command
from mkdocs_arckit.commands.new import new_command
from mkdocs_arckit.commands.render import render_command
from mkdocs_arckit.commands.schema import schema_command
from mkdocs_arckit.commands.validate import validate_command
from mkdocs_arckit.version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-arckit")
def main() -> None:
    """DevOps strategies as pages of a MkDocs site."""
    for stream in (sys.stdout, sys.stderr):  # a console that has no ✓ shows something in its place
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


for command in (
    diff_command,
    export_command,
    import_command,
    init_command,
    new_command,
    render_command,
    schema_command,
    validate_command,
):
    main.add_command(command)
