"""What is written as YAML is read as it was meant, by every reader, and looks as people write it."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from mkdocs_arckit.authoring.yaml_writer import WIDTH, write_yaml
from mkdocs_arckit.source.reader import read
from tests.helpers.properties import examples

TEXTS = st.one_of(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1
    ),
    st.text(" \t\nab:#-?[]{},'\"|>*&!%@`\\.0_\u2028\xa0", min_size=1),
    st.sampled_from(
        "no Yes on ~ null 1.10 1e3 0o17 0x1F 12:30 2026-01-02 = << .inf -.NaN y 1_000 TEAM [TEAM] #a".split()
    ),
).filter(lambda text: not text.isspace() and not set(text) & set("\x85\ufeff"))
VALUES = st.recursive(
    TEXTS | st.booleans(),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(TEXTS, inner, min_size=1, max_size=4),
    max_leaves=12,
)


def said(value: Any) -> Any:
    """A value as our reader gives it: every scalar as text."""
    if isinstance(value, dict):
        return {key: said(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [said(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else value


def written(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


@examples(40)
@given(data=st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
@example(data={"a": "\tx\n\n  y \n", "b": ["TEAM"], "c": {"d": ["a?b", True]}, "e": "x\n\n", "f": " x\ny"})
@example(data={"a": "x\n ", "?" * 200: {"b": {"\n": "a"}}})
def test_what_is_written_is_what_is_read(data: dict[str, Any]) -> None:
    text = write_yaml(data, {(): ["top"], (next(iter(data)),): ["first"]})
    tree = read(text.encode())
    assert tree.problems == []
    assert not tree.warnings
    assert tree.root == said(data)
    assert yaml.safe_load(text) == data
    assert YAML(typ="safe", pure=True).load(text) == data
    assert write_yaml(data, {(): ["top"], (next(iter(data)),): ["first"]}) == text


def test_it_looks_as_people_write() -> None:
    data = {
        "project": {"id": "001", "name": "Payments: all"},
        "document": {"version": "1.10", "created": date(2026, 1, 2), "distribution": ["Board", "Team"]},
        "summary": "One line.\n\n- and a list\n",
        "ci": {
            "stages": [{"stage": "Build", "jobs": ["lint", "test"]}, {"stage": "no", "jobs": 'it\'s "so"'}],
            "quality_gates": [{"gate": "Coverage", "threshold": "x" * WIDTH}, {"gate": "Lint"}],
        },
        "secrets": {"controls": [{"control": "Rotation", "done": True}]},
    }
    assert write_yaml(data) == written(
        f"""
        project: {{id: "001", name: "Payments: all"}}

        document:
          version: "1.10"
          created: 2026-01-02
          distribution: [Board, Team]

        summary: |
          One line.

          - and a list

        ci:
          stages:
            - {{stage: Build, jobs: [lint, test]}}
            - {{stage: "no", jobs: it's "so"}}
          quality_gates:
            - gate: Coverage
              threshold: {"x" * WIDTH}
            - {{gate: Lint}}

        secrets:
          controls:
            - {{control: Rotation, done: true}}
        """
    )


def test_comments_stand_above_what_they_are_about() -> None:
    data = {"a": "x\ny\n", "b": {"c": [{"d": "1st", "e": "f"}, "g"]}}
    comments = {
        (): ["top"],
        ("a",): ["of a"],
        ("b",): ["of b", "more"],
        ("b", "c", 0, "e"): ["of e"],
        ("b", "c", 1): ["g"],
    }
    assert write_yaml(data, comments) == written(
        """
        # top

        # of a
        a: |
          x
          y

        # of b
        # more
        b:
          c:
            # of e
            - {d: 1st, e: f}
            # g
            - g
        """
    )


@pytest.mark.parametrize("width", [WIDTH, WIDTH + 1])
def test_a_row_that_is_too_wide_is_a_block(width: int) -> None:
    lines = write_yaml({"a": {"b": [{"c": "x" * (width - len("    - {c: }"))}]}}).split("\n")
    assert len(lines[2]) == (WIDTH if width == WIDTH else WIDTH - 1)
    assert ("{" in lines[2]) == (width == WIDTH)
