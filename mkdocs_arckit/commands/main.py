"""The command `mkdocs-arckit`."""

from __future__ import annotations

import io
import sys
from importlib import import_module

import click

from mkdocs_arckit.version import __version__

_MODULES = {
    name.removesuffix("_"): name
    for name in ("diff", "export", "import_", "init", "new", "render", "schema", "validate")
}
"""The module of each command."""


class _Commands(click.Group):
    """Imports a command when it is called, and not what only the others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULES:
            return None
        command: click.Command = getattr(
            import_module(f"mkdocs_arckit.commands.{_MODULES[cmd_name]}"), f"{cmd_name}_command"
        )
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-arckit")
def main() -> None:
    """Write, check and publish DevOps strategies: files called devops.yaml.

    A strategy becomes a page of a MkDocs site, or of another host. Each command has a --help of its own.

    \b
    Example: a new site with a strategy, in an empty folder
      mkdocs-arckit init
      mkdocs-arckit new
      mkdocs serve
    """
    for stream in (sys.stdout, sys.stderr):  # a console that has no ✓ shows something in its place
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
