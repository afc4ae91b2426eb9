"""What all builds of a run can share, whatever they build: compiled templates, and the list of what is installed."""

from __future__ import annotations

from functools import cache
from types import CodeType
from typing import Any

import mkdocs.plugins
import mkdocs.utils
from jinja2 import Environment

_compile = Environment.compile
_compiled: dict[Any, CodeType | str] = {}


def share_between_builds() -> None:
    """Compile a template once in a process, and look once for themes and plugins.

    A small site takes less than half the time then. What a template shows still comes from each build's own environment.
    """
    Environment.compile = _compile_once  # type: ignore[method-assign,assignment]
    for module in (mkdocs.plugins, mkdocs.utils):
        module.entry_points = cache(module.entry_points)  # type: ignore[attr-defined]


def _compile_once(
    self: Environment, source: Any, name: str | None = None, filename: str | None = None, *options: bool, **named: bool
) -> CodeType | str:
    if not isinstance(source, str):
        return _compile(self, source, name, filename, *options, **named)
    key = (
        *(source, name, filename, options, *named.items()),
        *(self.autoescape, self.trim_blocks, self.lstrip_blocks, self.keep_trailing_newline, self.undefined),
        *(type(self), *self.extensions, *self.filters.items(), *self.tests.items()),  # constants are folded with these
    )
    if key not in _compiled:
        _compiled[key] = _compile(self, source, name, filename, *options, **named)
    return _compiled[key]
