"""Every regular expression of the package takes time in proportion to its text, whatever the text says."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import mkdocs_arckit

try:
    from re import _parser as sre  # type: ignore[attr-defined]
except ImportError:  # before Python 3.11
    import sre_parse as sre  # type: ignore[no-redef]

PACKAGE = Path(mkdocs_arckit.__file__).parent
METHODS = frozenset("match fullmatch search sub subn finditer findall split".split())
LENGTH = 3_000
"""Repetitions of what is said again and again; a pattern that is not linear takes some ten milliseconds for them."""
A_MOMENT = 0.0015
"""Seconds below which nothing can be told, and nothing has to be."""


class Pattern(NamedTuple):
    """A pattern of the package, where it is, and how it is used."""

    where: str
    pattern: re.Pattern[str]
    method: str


def patterns() -> Iterator[Pattern]:
    """Find the patterns of all modules: those with a name, and those in the calls of `re`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        if name.endswith("__main__"):
            continue
        text, module = path.read_text(encoding="utf-8"), importlib.import_module(name)
        for key, value in vars(module).items():
            if isinstance(value, re.Pattern):
                used = {*re.findall(rf"\b{key}\.(\w+)", text)} & METHODS
                yield from (Pattern(f"{name}.{key}", value, method) for method in sorted(used))
        for call in ast.walk(ast.parse(text)):
            if found := _called(call):
                yield Pattern(f"{name}: {found[0].pattern}", *found)


def _called(call: ast.AST) -> tuple[re.Pattern[str], str] | None:
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[ast.Constant(value=str(text)), *rest]
        ) if method in METHODS:
            names = [n.attr for part in [*rest, *(k.value for k in call.keywords)] for n in _flags(part)]
            return re.compile(text, sum(getattr(re, name) for name in names)), method
    return None


def _flags(part: ast.AST) -> list[ast.Attribute]:
    return [n for n in ast.walk(part) if isinstance(n, ast.Attribute) and n.attr.isupper()]


def characters(pattern: re.Pattern[str]) -> list[str]:
    """The characters that a pattern names, and one of each class that it has."""
    classes = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
    found: list[str] = []

    def collect(part: Any) -> None:
        if isinstance(part, tuple) and len(part) == 2 and str(part[0]) in {"LITERAL", "NOT_LITERAL"}:
            found.append(chr(part[1]))
        elif isinstance(part, tuple) and len(part) == 2 and str(part[0]) == "RANGE":
            found.append(chr(part[1][0]))
        elif isinstance(part, tuple) and len(part) == 2 and str(part[0]) == "CATEGORY":
            found.append(classes.get(str(part[1]), "."))
        elif isinstance(part, (tuple, list, sre.SubPattern)):
            for inner in part:
                collect(inner)

    collect(sre.parse(pattern.pattern, pattern.flags))
    return list(dict.fromkeys(found))


def attacks(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Texts of any length in which a pattern nearly matches again and again."""
    own = characters(pattern)
    words = list(dict.fromkeys(re.findall(r"[\w<!\-\"=/:%{]{2,}", pattern.pattern.replace("\\", ""))))[:6]
    singles = [*own[:9], *(c for c in "a1 \n" if c not in own[:9])]
    pumps = [*singles, *(a + b for a in own[:5] for b in own[:5] if a != b), *words]
    for pump in pumps:
        for first in ("", *own[:2], *words[:2]):
            for last in ("", "\x01"):
                yield partial(_pumped, pump, first, last)


def _pumped(pump: str, first: str, last: str, times: int) -> str:
    return first + pump * times + last


def seconds(pattern: Pattern, text: str) -> float:
    before = time.process_time()
    if pattern.method in {"sub", "subn"}:
        pattern.pattern.sub("", text)
    elif pattern.method == "finditer":
        for _ in pattern.pattern.finditer(text):
            pass
    else:
        getattr(pattern.pattern, pattern.method)(text)
    return time.process_time() - before


def is_linear(pattern: Pattern, attack: Callable[[int], str]) -> bool:
    """Whether a text that is four times as long takes less than ten times as long: sixteen would be the square."""
    tenth = seconds(pattern, attack(LENGTH // 10))
    if tenth > 0.1:
        return False
    if 100 * tenth < A_MOMENT:  # the square of ten times as long
        return True
    if seconds(pattern, attack(LENGTH)) < A_MOMENT or min(_times(pattern, attack(LENGTH))) < A_MOMENT:
        return True
    return min(_times(pattern, attack(4 * LENGTH))) < 10 * min(_times(pattern, attack(LENGTH)))


def _times(pattern: Pattern, text: str) -> list[float]:
    return [seconds(pattern, text) for _ in range(3)]


def test_there_are_patterns() -> None:
    assert len(list(patterns())) > 150


@pytest.mark.parametrize("found", list(patterns()), ids=lambda p: p.where)
def test_a_pattern_is_linear(found: Pattern) -> None:
    for attack in attacks(found.pattern):
        assert is_linear(found, attack), f"{found.where}.{found.method} on {attack(2)!r}…"


@pytest.mark.parametrize(
    ("pattern", "attack"),
    [(r"\s*-->", "   "), (r"<!--.*?-->", "<!--"), (r"^\s*x", "\n"), (r"\[[^\]]*\]", "[")],
)
def test_this_test_would_find_one_that_is_not(pattern: str, attack: str) -> None:
    found = Pattern("", re.compile(pattern, re.DOTALL | re.MULTILINE), "finditer")
    assert not is_linear(found, lambda times: attack * times)
