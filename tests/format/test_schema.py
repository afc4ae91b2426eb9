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

from mkdocs_arckit.authoring.snippets import editor_schema
from mkdocs_arckit.checks.validate import validate
from tests.helpers.documents import HEAD, PROJECT
from tests.helpers.portfolios import errors_of
from tests.helpers.sites import ROOT

SCHEMA = editor_schema()
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


# What an editor shows


def parts(part: Any) -> Iterator[dict[str, Any]]:
    """Every schema in a schema."""
    if isinstance(part, dict):
        yield part
        for key in ("properties", "$defs", "patternProperties"):
            for inner in part.get(key, {}).values():
                yield from parts(inner)
        for inner in (part.get("items"), part.get("additionalProperties"), *part.get("anyOf", [])):
            yield from parts(inner)


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    return SCHEMA["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part


def test_no_title_is_said_twice() -> None:
    twice = [p for p in parts(SCHEMA) if p.get("title") and p.get("description", "").strip(".") == p["title"]]
    assert twice == []


def test_an_editor_can_tell_the_alternatives_of_a_value_apart() -> None:
    """The YAML language server joins the titles of those that it can't: `CI Stages || CI Stages`."""
    alike = []
    for part in parts({**SCHEMA, "$defs": {}}):
        options = [resolved(option) for option in part.get("anyOf", [])]
        seen = [
            (o.get("title"), o.get("description"), id(o["properties"]) if "properties" in o else 0) for o in options
        ]
        alike += [part] if len(set(seen)) < len(seen) else []
    assert alike == []
    for definition in SCHEMA["$defs"].values():
        for column in definition.get("properties", {}).values():
            options = [resolved(option) for option in column.get("anyOf", [])]
            plain = [o for o in options if not o.keys() & {"title", "description", "properties"}]
            assert len(plain) < 2, column


def test_rows_are_offered_by_their_columns_and_never_by_names_of_the_code() -> None:
    names = set()
    for part in parts(SCHEMA):
        items = part.get("items", {})
        for option in (items, *items.get("anyOf", [])):
            row = resolved(option)
            names |= {o.get("title") for o in row.get("anyOf", [row]) if o.get("properties")}
    assert {"Stage | Jobs | Duration Target | Failure Action", "Control | Done", "Name | Steps"} <= names
    assert None not in names
    assert not names & set(SCHEMA["$defs"])


def test_every_word_of_an_enumeration_is_described() -> None:
    enums = [part for part in parts(SCHEMA) if "enum" in part]
    assert len(enums) > 5
    assert [part["enum"] for part in enums if len(part.get("enumDescriptions", ())) != len(part["enum"])] == []


def _filled(value: Any) -> Any:
    """A snippet with what it proposes."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(item) for item in value]
    return re.sub(r"\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*)\}", r"\1\2", value)


def _places(part: dict[str, Any], *path: str) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every snippet, with the keys that lead to its place."""
    yield from ((path, snippet) for snippet in part.get("defaultSnippets", []))
    for option in (*([resolved(part)] if "$ref" in part else []), *part.get("anyOf", [])):
        yield from _places(option, *path)
    for key, inner in part.get("properties", {}).items():
        yield from _places(inner, *path, key)
    yield from _places(part["items"], *path) if "items" in part else ()


SNIPPETS = list(_places(SCHEMA))


def test_sections_tables_and_code_blocks_have_snippets() -> None:
    found = {(".".join(path), snippet["label"]) for path, snippet in SNIPPETS}
    assert {("", "smallest strategy"), ("", "first draft"), ("ci", "whole section"), ("cd", "whole section")} <= found
    assert {("ci.stages", "whole row"), ("iac.tool", "whole part"), ("cd.rollback", "code block")} <= found
    assert {("traceability", "whole row"), ("references.citations", "whole row")} <= found
    keys = [(key, inner) for part in parts(SCHEMA) for key, inner in part.get("properties", {}).items()]
    tables = [(key, inner) for key, inner in keys if "string" in inner.get("type", ()) and "items" in inner]
    assert len(tables) > 40
    assert [key for key, inner in tables if "defaultSnippets" not in inner] == []


def test_words_of_a_scheme_cannot_end_a_choice() -> None:
    (snippet, _) = editor_schema(["A, B", "C|D"])["defaultSnippets"]
    assert snippet["body"]["document"]["classification"] == r"${4|A\, B,C\|D|}"


def test_what_a_snippet_puts_into_a_file_is_valid() -> None:
    assert len(SNIPPETS) > 100
    for path, snippet in SNIPPETS:
        value = _filled(snippet["body"])
        if isinstance(value, str):
            assert value.startswith("|\n  ")
            value = value.removeprefix("|\n  ")
        value = [value] if snippet.get("type") == "array" else value  # an editor puts the dash there
        for key in reversed(path):
            value = {key: value}
        text = yaml.safe_dump(MINIMAL | value, sort_keys=False).replace("'", "")  # nothing is quoted in a snippet
        assert "$" not in text
        assert not complaints(read(text)), (path, text)
        assert not errors_of(validate(text.encode(), "devops.yaml")), (path, text)


# Every spelling that the validator takes, as an editor that reads YAML 1.2 sees it


def spellings(*words: str) -> list[str]:
    """Words in any case, quoted, with spaces around them, and as a block of text."""
    cased = [form for word in words for form in (word, word.upper(), word.capitalize(), word[:1].upper() + word[1:])]
    return [
        *cased,
        *(f"'{word}'" for word in cased),
        *(f"' {word} '" for word in words),
        *(f"|\n         {w}\n" for w in words),
    ]


SPELT = {
    "secrets:\n controls:\n - control: A\n   done: %s": spellings("yes", "no", "true", "false"),
    "overview:\n maturity:\n  current: %s": ["0", "5", "'3'", "' 3 '", "|\n         3\n"],
    "approval:\n - role: A\n   date: %s": ["2026-01-31", "'2026-01-31'", "' 2026-01-31 '", *spellings("pending")],
    "approval:\n - role: A\n   name: %s": [*spellings("pending"), "[PENDING]", "[A, B]"],
    "revisions:\n - version: 1\n   approved_by: %s": [
        *("A", "A, CTO (2026-01-31)", "[A (2026-01-31), B]", "{name: A, role: B, date: 2026-01-31}", "[PENDING]"),
        *("[{name: A, date: PENDING}, B, null]", "{name: [A, B]}", "7"),
    ],
    "cd:\n blue_green:\n  live: %s\n  blue: [a]": ["blue", "'green'", "' blue '"],
    "traceability:\n - id: A\n   status: %s": ["met", "✅", "'not_met'", "later"],
    "iac:\n not_applicable: %s": ["No servers", "7", "'Elsewhere'"],
}


@pytest.mark.parametrize(("yaml", "value"), [(yaml, value) for yaml, values in SPELT.items() for value in values])
def test_what_the_validator_takes_the_schema_takes(yaml: str, value: str) -> None:
    text = HEAD + yaml % value + "\n"
    assert not errors_of(validate(text.encode(), "devops.yaml"))
    assert not complaints(read(text))


@pytest.mark.parametrize("key", ["status", "classification", "review_cycle", "next_review"])
@pytest.mark.parametrize("form", ["%s", "'%s'", "' %s '", "|\n   %s"])
def test_the_words_of_document_control_may_be_quoted(key: str, form: str) -> None:
    fields = {"version": "1", "status": "DRAFT", "classification": "OFFICIAL", "review_cycle": "Annual, or sooner"}
    fields |= {"next_review": "2026-01-31"}
    fields[key] = form % fields[key]
    text = PROJECT + "document:\n" + "".join(f"  {name}: {value}\n" for name, value in fields.items())
    assert not errors_of(validate(text.encode(), "devops.yaml"))
    assert not complaints(read(text))


@pytest.mark.parametrize("value", ["maybe", "2", "'1'"])
def test_what_neither_takes(value: str) -> None:
    text = f"{HEAD}secrets: {{controls: [{{control: A, done: {value}}}]}}\n"
    assert errors_of(validate(text.encode(), "devops.yaml"))
    assert complaints(read(text))


def test_patterns_are_fit_for_javascript() -> None:
    """It knows no flags in a pattern, and with `u`, as editors read it, only the escapes that are needed."""

    def patterns(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from (value for key, value in part.items() if key == "pattern" and isinstance(value, str))
            yield from (key for key in part.get("patternProperties", {}))
            for value in part.values():
                yield from patterns(value)
        elif isinstance(part, list):
            for item in part:
                yield from patterns(item)

    for pattern in {*patterns(SCHEMA)}:
        assert not re.search(r"\(\?(?![:!])", pattern), pattern
        assert not set(re.findall(r"\\(.)", pattern)) - set("sdSDwWnrt^$\\.*+?()[]{}|/"), pattern
