"""Imports run one way: no circle of modules or rooms, and no arrow from a lower room to a higher one."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.helpers.sites import ROOT

PACKAGE = ROOT / "mkdocs_arckit"
ROOMS = (
    ("findings", "version"),
    ("text",),
    ("source",),
    ("model",),
    ("diagrams",),
    ("checks",),
    ("options", "addresses"),
    ("host",),
    ("collect", "raw_files"),
    ("portfolio",),
    ("registers",),
    ("views", "changes"),
    ("exports",),
    ("render",),
    ("plan",),
    ("publication",),
    ("site",),
    ("__init__",),
    ("hosts",),
    ("authoring",),
    ("commands",),
    ("__main__",),
)
"""The rooms of the house from the ground up; each may import what is below it. Rooms of one floor do not meet."""
FLOORS = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}


def _module(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


MODULES = {_module(path): path for path in PACKAGE.rglob("*.py")}


def imports_of(path: Path) -> set[str]:
    """The package's modules that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("mkdocs_arckit"):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in MODULES or node.module != "mkdocs_arckit":
                    found.add(whole if whole in MODULES else node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in MODULES}
    return found


GRAPH = {name: imports_of(path) for name, path in MODULES.items()}


def room(module: str) -> str:
    """The room that a module is in."""
    return module.partition(".")[2].partition(".")[0] or "__init__"


def test_every_room_has_a_floor() -> None:
    assert {room(module) for module in MODULES} == set(FLOORS)


def test_no_module_imports_itself_in_a_circle() -> None:
    try:
        TopologicalSorter(GRAPH).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_no_arrow_runs_up() -> None:
    up = [
        f"{module} imports {other}"
        for module, others in sorted(GRAPH.items())
        for other in sorted(others)
        if room(module) != room(other) and FLOORS[room(other)] >= FLOORS[room(module)]
    ]
    assert up == []


def test_only_the_hosts_and_commands_import_mkdocs_or_click() -> None:
    found = []
    for name, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        names += [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
        if any(n.split(".")[0] in {"mkdocs", "properdocs", "click"} for n in names):
            found.append(name)
    assert [name for name in found if not name.startswith(("mkdocs_arckit.hosts", "mkdocs_arckit.commands"))] == []


def test_modules_are_small_and_the_plugin_is_glue() -> None:
    lines = {name: path.read_text(encoding="utf-8").count("\n") for name, path in MODULES.items()}
    assert {name: count for name, count in lines.items() if count > 300} == {}
    assert lines["mkdocs_arckit.hosts.mkdocs.plugin"] <= 200
