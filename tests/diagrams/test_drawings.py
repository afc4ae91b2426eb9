"""Mermaid reads every diagram that is drawn from a strategy, whatever its author typed into every one of its cells.

Builds rely on it: they have Mermaid read what authors drew, and not what is drawn for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.diagrams.draw import DRAWN, draw
from mkdocs_arckit.diagrams.parser import problem_of
from tests.browser.test_mermaid import _PARSE, NASTY, generated, in_browser, page

__all__ = ["page"]  # the fixture

HEAD = {
    "project": {"id": "001", "name": "Payments"},
    "document": {"version": "1.0", "status": "DRAFT", "classification": "OFFICIAL"},
}
Text = Callable[[], str]


def branching(t: Text) -> dict[str, Any]:
    return {"branching": {"selected": "A", "options": [{"strategy": "A", "branches": [t() for _ in range(4)]}]}}


def branches_in_a_text(t: Text) -> dict[str, Any]:
    branches = ", ".join(f"`{t()}`" for _ in range(3))
    return {"branching": {"selected": "A", "options": [{"strategy": "A", "branches": branches}]}}


def pipeline(t: Text) -> dict[str, Any]:
    names = [t() for _ in range(4)]
    groups = [{"name": t(), "steps": [*names, f"{t()}?"]}, {"name": t()}, {"name": t(), "steps": [t(), [t(), t()]]}]
    return {"pipeline": {"trigger": [t(), t()], "groups": groups}}


def pipeline_with_a_flow(t: Text) -> dict[str, Any]:
    names = [t() for _ in range(4)]
    groups = [{"name": t(), "steps": names}]
    return {"pipeline": {"trigger": t(), "groups": groups, "flow": [" --> ".join(names), f"{t()} --> {names[0]}"]}}


def stages(t: Text) -> dict[str, Any]:
    return {"stages": [{"stage": t(), "jobs": [t(), f"{t()}?"]}, {"stage": t()}, {"stage": t(), "jobs": t()}]}


def deployment(t: Text) -> dict[str, Any]:
    return {"promotion": [{"environment": t(), "approval": t()}, {"environment": t()}, {"environment": f"{t()}?"}]}


def blue_green(t: Text) -> dict[str, Any]:
    sides = {"load_balancer": t(), "live": "blue", "blue": [t(), t()], "green": [t()], "note": t()}
    return {"blue_green": sides}


def steps(element: str) -> Callable[[Text], dict[str, Any]]:
    return lambda t: {element: {"steps": [t(), f"{t()}?", t(), [t(), t()]], "alt": [t(), t()]}}


def cluster(t: Text) -> dict[str, Any]:
    nodes = [{"name": t(), "pods": [t(), f"{t()}?"]}, {"name": t()}]
    return {"architecture": {"control_plane": [t(), t()], "nodes": nodes, "load_balancer": t(), "alt": t()}}


def phases(t: Text) -> dict[str, Any]:
    return {"scanning_pipeline": {"phases": [{"name": t(), "scans": [t(), f"{t()}?"]}, {"name": t()}]}}


def tools(t: Text) -> dict[str, Any]:
    return {"tools": [{"category": t(), "tool": "x", "when": t()} for _ in range(3)]}


SECTIONS: list[tuple[str, str, Callable[[Text], dict[str, Any]]]] = [
    ("source_control", "branching", branching),
    ("source_control", "branching", branches_in_a_text),
    ("ci", "pipeline", pipeline),
    ("ci", "pipeline", pipeline_with_a_flow),
    ("ci", "pipeline", stages),
    ("cd", "deployment_pipeline", deployment),
    ("cd", "blue_green", blue_green),
    ("iac", "pipeline", steps("pipeline")),
    ("kubernetes", "architecture", cluster),
    ("devsecops", "scanning_pipeline", phases),
    ("devsecops", "scanning_pipeline", tools),
    ("release", "process", steps("process")),
]


def _typed(texts: Iterator[str], *, marks: bool) -> Text:
    """Texts as an author types them: with marks that mean something, or with a backslash before each of them."""
    return lambda: next(texts) if marks else re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", next(texts))


def drawings(labels: list[str], rounds: int) -> Iterator[tuple[str, str, str]]:
    """Diagrams whose texts are some labels: section, element, and their Mermaid text."""
    texts = cycle([" ".join(label.split()) or "x" for label in labels])
    for n in range(rounds):
        for key, element, make in SECTIONS:
            t = _typed(texts, marks=bool(n % 2))
            data = {**HEAD, key: {"headings": {element: t()}, **make(t)}}
            strategy = validate(yaml.safe_dump(data, allow_unicode=True).encode(), "devops.yaml").strategy
            drawing = draw(key, element, getattr(strategy, key)) if strategy else None
            if drawing:
                yield key, element, drawing.mermaid


def test_all_kinds_are_drawn() -> None:
    assert {(key, element) for key, element, _ in SECTIONS} == {*DRAWN}
    drawn = [*drawings(NASTY, 10)]
    assert {(key, element) for key, element, _ in drawn} == {*DRAWN}
    assert len(drawn) > 100


@pytest.mark.usefixtures("page")
class TestInTheBrowser:
    """The Mermaid that sites use."""

    pytestmark = in_browser

    def test_any_text_in_any_cell_of_any_diagram_parses(self, page: Page) -> None:
        texts = [text for *_, text in drawings([*NASTY, *generated(600)], 60)]
        assert len(texts) > 600
        assert page.evaluate(_PARSE, texts) == []


@pytest.mark.slow
def test_any_text_in_any_cell_of_any_diagram_parses_in_the_mermaid_of_the_extra() -> None:
    wrong = {text: problem for *_, text in drawings([*NASTY, *generated(60)], 3) if (problem := problem_of(text))}
    assert wrong == {}
