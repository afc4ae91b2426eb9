"""A progress bar, where somebody waits for long in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from time import monotonic
from typing import TypeVar

import click

_Item = TypeVar("_Item")

PATIENCE = 1.0
"""Seconds that nobody minds to wait without being told for how long."""


def with_bar(items: Collection[_Item], doing: str) -> Iterator[_Item]:
    """Yield what there is to do, and show how far that is: on the error stream, if it is a terminal and takes long.

    Args:
        items: what there is to do.
        doing: what is done with it, as a label: `Reading files`.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    began, bar = monotonic(), None
    with ExitStack() as stack:
        for done, item in enumerate(items):
            if bar is None and monotonic() - began > PATIENCE:
                shown = click.progressbar(length=len(items), label=doing, file=sys.stderr, show_pos=True)
                bar = stack.enter_context(shown)
            if bar:
                bar.update(done - bar.pos)
            yield item
        if bar:
            bar.update(len(items) - bar.pos)
