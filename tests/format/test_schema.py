"""The JSON Schema, with a real validator, over documents read as an editor reads them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.model.schema import json_schema
from tests.helpers.documents import HEAD, PROJECT
from tests.helpers.portfolios import errors_of
from tests.helpers.sites import ROOT

SCHEMA = json_schema()
EXAMPLES = sorted((ROOT / "example-site").rglob("devops.yaml"))


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2's core types, which is what the YAML language server reads: `on` and `2026-01-01` are texts."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def read(text: str) -> Any:
    def with_text_keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): with_text_keys(inner) for key, inner in value.items()}
        return [with_text_keys(item) for item in value] if isinstance(value, list) else value

    return with_text_keys(yaml.load(text, EditorLoader))


def complaints(document: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_pass(path: Path) -> None:
    assert not complaints(read(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["iou-modern", "scts-genai"])
def test_real_strategies_pass(name: str, shared_dir: Path) -> None:
    assert not complaints(read((shared_dir / "real" / name / "devops.yaml").read_text(encoding="utf-8")))


MINIMAL = {
    "project": {"id": "001", "name": "Pay"},
    "document": {"version": 1.1, "status": "DRAFT", "classification": "OFFICIAL"},
}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"document": {"version": "1", "status": "draft", "classification": "OFFICIAL"}}, "a word in the wrong case"),
        ({"document": {"version": "1", "status": "DRAFT", "classification": "TOP"}}, "an unknown word"),
        ({"document": {"status": "DRAFT", "classification": "OFFICIAL"}}, "a missing key"),
        ({"nonsense": 1}, "an unknown key"),
        ({"ci": {"stages": [{"stage": "Build", "duration": 1}]}}, "an unknown key in a row"),
        ({"ci": {"stages": [{"jobs": "x"}]}}, "a row without its first column"),
        ({"ci": {"stages": {"stage": "Build"}}}, "a mapping for a list"),
        ({"cd": {"rollback": {"a": 1}}}, "a mapping for code"),
        ({"teams": []}, "an element outside its section"),
        ({"overview": {"maturity": {"current": 7}}}, "a level that is none"),
        ({"overview": {"teams": [{"team": {"a": 1}}]}}, "a mapping in a cell"),
    ],
)
def test_what_is_wrong_is_refused(change: dict[str, Any], why: str) -> None:
    assert not complaints(MINIMAL)
    assert complaints(MINIMAL | change), why


@pytest.mark.parametrize(
    "text",
    [
        "document: {version: 2, status: DRAFT, classification: PUBLIC, owner: [OWNER_NAME], next_review: [YYYY-MM-DD]}",
        "document: {version: [VERSION], status: [STATUS], classification: PUBLIC, reviewed_by: pending, approved_by: }",
        "overview: {technology_stack: {languages: [Go, C], Other: 1.5}, maturity: {current: TBC, timeline: {3: x}}}",
        "ci: {stages: [Build: x]}\nx-note: {a: [1]}",
        "traceability: [{id: [A, B], status: met, x-Why: y}]\nreferences: []\nrevisions: {rows: [{version: 1}]}",
        "iac: {tool: Terraform, pipeline: {diagram: false}}\nsecrets: {controls: [one, {control: two, done: yes}]}",
        "source_control: {branching: {selected: [A, B], options: [A, {strategy: B, x-By: me}]}, notes: {branching: x}}",
        "generated: {by: me, date: 2026-01-01, x-Origin: here}\nsections: [{heading: H, body: B}]",
    ],
)
def test_the_schema_agrees_with_the_validator(text: str) -> None:
    document = copy.deepcopy(MINIMAL) | read(text)
    source = PROJECT if "document:" in text else HEAD
    validated = validate((source + text).encode(), "devops.yaml")
    assert bool(complaints(document)) == bool(errors_of(validated)), [
        *complaints(document),
        *map(str, errors_of(validated)),
    ]


def _properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, definition in {"": schema, **schema["$defs"]}.items():
        for key, prop in definition.get("properties", {}).items():
            yield f"{name}.{key}", prop


def test_every_key_has_a_description_for_the_editor() -> None:
    found = dict(_properties(SCHEMA))
    assert len(found) > 300
    assert not [name for name, prop in found.items() if not prop.get("description")]


def test_an_editor_can_complete_the_words_of_an_enumeration() -> None:
    status = SCHEMA["$defs"]["DocumentControl"]["properties"]["status"]
    assert {"DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"} == {
        word for choice in status["anyOf"] for word in choice.get("enum", [])
    }
