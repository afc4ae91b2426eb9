"""The public interface: small, documented, and complete; and no two public names alike."""

from __future__ import annotations

import ast
import inspect
import re
import typing
from collections import defaultdict
from collections.abc import Iterator

import pytest

import mkdocs_arckit
from tests.docs.test_imports import MODULES
from tests.helpers.sites import ROOT

PAGE = ROOT / "docs" / "reference" / "python.md"
PUBLIC = [name for name in mkdocs_arckit.__all__ if name != "__version__"]
INNER = {
    "Violation": "what a check yields, before it has a place",
    "Tree": "what the reader saw",
    "Inserts": "what fills the HTML of a page",
    "Indexes": "how indexes are placed",
    "View": "how a view is made",
    "Versions": "reckoned by the portfolio",
    "Trace": "reckoned by the portfolio",
    "Technologies": "a site's list, read by the engine",
    "Requirements": "a site's list, read by the engine",
    "Completeness": "reckoned by the document",
    "DiagramProblem": "what checks a diagram returns",
    "Loc": "an alias of tuple",
    "Mapping": "the tree",
}
"""Types of attributes that users pass on and need not name, and why."""


def _named_types(annotation: object) -> Iterator[type]:
    if isinstance(annotation, type) and not typing.get_args(annotation):
        yield annotation
    for part in typing.get_args(annotation):
        if isinstance(part, list):
            for inner in part:
                yield from _named_types(inner)
        else:
            yield from _named_types(part)


def _annotations(value: object) -> Iterator[type]:
    """The types in what a public object takes, gives and has."""
    callables = [value] if inspect.isfunction(value) else []
    if inspect.isclass(value):
        for name, member in vars(value).items():
            if not name.startswith("_") or name == "__init__":
                callables.append(member.fget if isinstance(member, property) else member)
        for annotation in typing.get_type_hints(value).values():
            yield from _named_types(annotation)
    for call in callables:
        if inspect.isfunction(call):
            for annotation in typing.get_type_hints(call).values():
                yield from _named_types(annotation)


def test_all_is_what_can_be_imported() -> None:
    assert sorted(mkdocs_arckit.__all__) == sorted(set(mkdocs_arckit.__all__))
    assert all(hasattr(mkdocs_arckit, name) for name in mkdocs_arckit.__all__)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_object_is_documented(name: str) -> None:
    value = getattr(mkdocs_arckit, name)
    page = PAGE.read_text(encoding="utf-8")
    assert re.search(rf"^\| `{name}` \| .{{15,}} \|$", page, re.MULTILINE), (
        f"docs/reference/python.md says nothing of {name}"
    )
    if inspect.isclass(value) or inspect.isfunction(value):
        assert value.__doc__
    if inspect.isclass(value) and not issubclass(value, (dict, str)) and name != "Strategy":
        undocumented = [n for n, m in vars(value).items() if inspect.isfunction(m) and n[0] != "_" and not m.__doc__]
        assert undocumented == []


def test_the_page_documents_nothing_else() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(PUBLIC)


@pytest.mark.parametrize("name", [name for name in PUBLIC if name not in {"RULES", "Strategy"}])
def test_what_a_public_object_takes_and_gives_is_public_too(name: str) -> None:
    value = getattr(mkdocs_arckit, name)
    ours = {found.__name__ for found in _annotations(value) if found.__module__.startswith("mkdocs_arckit")}
    assert ours - set(PUBLIC) - set(INNER) == set()


def test_no_two_public_names_are_alike() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for module, path in MODULES.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names = [node.name]
            elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = [target.id for target in targets if isinstance(target, ast.Name)]
            else:
                continue
            for name in names:
                if not name.startswith("_"):
                    owners[name].add(module)
    twice = {name: sorted(modules) for name, modules in owners.items() if len(modules) > 1}
    assert twice == {}
