"""The command, called in this process: its exit code, what it prints, and, apart from that, its errors."""

from __future__ import annotations

from inspect import signature

from click.testing import CliRunner, Result

from mkdocs_arckit.commands.main import main

# Before 8.2, click mixes both unless told not to; since then it can't be told.
_RUNNER = CliRunner(**({"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}))


def call(*arguments: str, typed: str | None = None) -> Result:
    """Call `mkdocs-arckit` with arguments, and type something when it asks."""
    return _RUNNER.invoke(main, arguments, input=typed)
