"""A real `mkdocs serve` in a process of its own, which begins with everything imported."""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_PROCESSES = multiprocessing.get_context(_METHOD)
# Of what a server takes to its first answer, more than half goes into these.
_PROCESSES.set_forkserver_preload(["mkdocs.__main__", "mkdocs.commands.serve", "mkdocs_arckit.hosts.mkdocs.plugin"])


def start_mkdocs(arguments: list[str], log: Path) -> BaseProcess:
    """Start the command `mkdocs` with arguments; what it prints goes into a file."""
    process = _PROCESSES.Process(target=_mkdocs, args=(arguments, str(log)), daemon=True)
    process.start()
    return process


def _mkdocs(arguments: list[str], log: str) -> None:
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(file, stream)
    sys.stdout = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115 - the process ends with it
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    from mkdocs.__main__ import cli

    sys.argv = ["mkdocs", *arguments]
    cli(arguments, prog_name="mkdocs")
