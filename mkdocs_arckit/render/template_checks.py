"""A site's own templates: what in them has no effect, and which of them lead to themselves."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, PackageLoader, TemplateError, nodes
from jinja2.meta import find_referenced_templates

from mkdocs_arckit.findings import Finding, Severity, did_you_mean_or_all
from mkdocs_arckit.render.templates import BrokenTemplateError
from mkdocs_arckit.views.registry import VIEWS

_NEAR = 0.8
"""How much two names have to be alike, from 0 to 1: `cii` and `ci` are."""


def check_templates(folder: Path, environment: Environment, shown: str) -> Iterator[Finding]:
    """Warn of files that replace no template though they seem to be meant to, and of blocks that are never shown.

    Args:
        folder: the site's templates.
        environment: renders them.
        shown: the folder, as people are told of it.

    Raises:
        BrokenTemplateError: a template extends itself.
    """
    ours = PackageLoader("mkdocs_arckit", "templates").list_templates()
    ours += [f"views/{view.key}.md" for view in VIEWS if view.parts]
    own = FileSystemLoader(folder).list_templates()
    for name in own:
        if name in ours:
            yield from _lost_blocks(name, environment, shown)
        elif (meant := _meant(name, ours, own)) and not _is_used(name, own, environment):
            says = "no template of the plugin has this name, and none of yours uses it"
            hint = f"did you mean {' or '.join(f'`{m}`' for m in meant)}?"
            yield Finding("template", Severity.WARNING, says, hint, f"{shown}/{name}")


def _meant(name: str, ours: Iterable[str], own: Iterable[str]) -> list[str]:
    """List the names of the package's templates, not replaced yet, that are nearly that of a file."""
    folder, stem, ending = _parts(name.removeprefix("arckit/"))
    home = next(iter(get_close_matches(folder, {_parts(known)[0] for known in ours}, 1, _NEAR)), None)
    if home is None or ending not in {".md", ".html"}:
        return []
    free = {known: _parts(known) for known in ours if known not in own}
    if namesakes := [known for known, (_, called, _) in free.items() if called == stem]:
        return namesakes
    beside = {called: known for known, (where, called, _) in free.items() if where == home}
    return [beside[called] for called in get_close_matches(stem, beside, 1, _NEAR)]


def _parts(name: str) -> tuple[str, str, str]:
    """Split a file's name into folder, name and ending."""
    folder, file = posixpath.split(name.casefold())
    return folder, *posixpath.splitext(file)


def _is_used(name: str, own: Iterable[str], environment: Environment) -> bool:
    """Say whether another of the site's templates names a file, or one that only rendering it would tell."""
    trees = (_parse(other, environment) for other in own if other != name)
    return any(not {name, None}.isdisjoint(find_referenced_templates(tree)) for tree in trees if tree)


def _lost_blocks(name: str, environment: Environment, shown: str) -> Iterator[Finding]:
    """List the blocks of a template that are in no other, and that nothing that it extends has."""
    tree = _parse(name, environment)
    blocks = list(tree.find_all(nodes.Block)) if tree else []
    inner = {block.name for outer in blocks for block in outer.find_all(nodes.Block)}
    known: dict[str, None] = {}
    above = set()
    while tree and (parent := _parent(tree)) and parent not in above:
        if parent == name:
            why = f'it extends itself; to change the plugin\'s, write `{{% extends "arckit/{name}" %}}`'
            raise BrokenTemplateError(name, ValueError(why))
        above.add(parent)
        tree = _parse(parent, environment)
        if tree is None:  # what can't be read may have any block
            return
        known |= {block.name: None for block in tree.find_all(nodes.Block)}
    for block in blocks if above else ():
        if block.name not in inner and block.name not in known:
            says = f"no template that it extends has a block `{block.name}`, so the block is never shown"
            hint = did_you_mean_or_all(block.name, known)
            yield Finding("template", Severity.WARNING, says, hint, f"{shown}/{name}", block.lineno, 1)


def _parent(tree: nodes.Template) -> str | None:
    """Return the name of what a template extends, as far as it is written there."""
    found = next((node for node in tree.body if isinstance(node, nodes.Extends)), None)
    return found.template.value if found and isinstance(found.template, nodes.Const) else None


def _parse(name: str, environment: Environment) -> nodes.Template | None:
    """Parse a template as Jinja reads it; what is wrong with it is told where it is rendered."""
    assert environment.loader
    try:
        return environment.parse(environment.loader.get_source(environment, name)[0], name)
    except (TemplateError, OSError, ValueError):
        return None
