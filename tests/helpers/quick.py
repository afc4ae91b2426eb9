"""What all builds of a run can share, whatever they build: compiled templates, and the lists of what is installed."""

from __future__ import annotations

import os
import sysconfig
from functools import cache
from types import CodeType
from typing import Any

import mkdocs.plugins
import mkdocs.utils
from jinja2 import Environment, FileSystemLoader

_compile = Environment.compile
_compiled: dict[Any, CodeType | str] = {}


def share_between_builds() -> None:
    """Compile a template once in a process, and look once for themes and plugins, and for what is in a theme's folder.

    A small site takes less than half the time then. What a template shows still comes from each build's own environment.
    """
    Environment.compile = _compile_once  # type: ignore[method-assign,assignment]
    FileSystemLoader.list_templates = _list_templates  # type: ignore[method-assign]
    for module in (mkdocs.plugins, mkdocs.utils):
        module.entry_points = cache(module.entry_points)  # type: ignore[attr-defined]
    mkdocs.utils.get_themes = cache(mkdocs.utils.get_themes)  # MkDocs forgets its own with each theme


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


_INSTALLED = os.path.realpath(sysconfig.get_path("purelib"))


def _list_templates(self: FileSystemLoader) -> list[str]:
    """List what is in the folders of a theme; MkDocs, who asks, leaves out what is hidden, such as Material's icons."""
    return sorted({name for folder in self.searchpath for name in _listed(str(folder))})


def _listed(folder: str) -> frozenset[str]:
    installed = os.path.realpath(folder).startswith(_INSTALLED + os.sep)
    return _listed_once(folder) if installed else _walked(folder)  # a site's own folder may be another one each time


def _walked(folder: str) -> frozenset[str]:
    found = set()
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found |= {os.path.relpath(os.path.join(inside, name), folder).replace(os.sep, "/") for name in names}
    return frozenset(found)


_listed_once = cache(_walked)
