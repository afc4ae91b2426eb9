"""Rule 7, last sentence: the JSON Schema takes and refuses what the validator takes and refuses, value by value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.model.schema import json_schema
from tests.conftest import GOLDEN
from tests.format.test_schema import read
from tests.helpers.documents import HEAD
from tests.helpers.portfolios import errors_of

Path = tuple[str | int, ...]
REQUIRED = read(HEAD)


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where the values stand that hold no others, in the first row of each list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        yield from leaves(value[0], (*path, 0))
    else:
        yield path


@cache
def document() -> Any:
    return read((GOLDEN / "complete.yaml").read_text(encoding="utf-8"))


LEAVES = sorted({path for path in leaves(document()) if path[-1] != "flow" and "flow" not in path}, key=str)


def put(path: Path, value: Any) -> Any:
    """The part of the complete strategy that holds the path, with a value in its place."""
    top = path[0]
    assert isinstance(top, str)
    part = json.loads(json.dumps(document()[top]))
    at: Any = {top: part}
    whole = REQUIRED | at
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return whole


@cache
def checker() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


def as_yaml(value: Any) -> str:
    """JSON is YAML, and `true`, `1.5` and `null` are typed in it as in YAML."""
    return json.dumps(value, ensure_ascii=False)


VALUES = {
    "text": "words",
    "number": 1.5,
    "boolean": True,
    "null": None,
    "list": ["one", "two"],
    "list of numbers": [1, 2.5],
    "list in a list": [["one"]],
    "mapping": {"a": "b"},
    "placeholder": "[OWNER_NAME]",
    "unquoted placeholder": ["OWNER_NAME"],
    "TBC": "TBC",
}


@pytest.mark.parametrize("kind", VALUES)
def test_schema_and_validator_agree_about_every_value(kind: str) -> None:
    disagree = []
    for path in LEAVES:
        if kind == "unquoted placeholder" and isinstance(path[-1], int):
            continue  # a list in a list, to an editor
        whole = put(path, VALUES[kind])
        text = as_yaml(whole).replace('["OWNER_NAME"]', "[OWNER_NAME]")
        errors = errors_of(validate(text.encode(), "devops.yaml"))
        # What the schema cannot know: whether names name something.
        known = [f for f in errors if f.rule not in {"choice", "flow", "element", "column", "project-id"}]
        refused = next(checker().iter_errors(whole), None) is not None
        if refused != bool(known):
            disagree.append(
                f"{'.'.join(map(str, path))}: schema {'refuses' if refused else 'accepts'}, {[str(f) for f in known]}"
            )
    assert not disagree, "\n".join(disagree)


def test_the_values_are_those_of_every_part_of_the_format() -> None:
    assert len(LEAVES) > 250
    assert {path[0] for path in LEAVES} == set(json_schema()["properties"])
