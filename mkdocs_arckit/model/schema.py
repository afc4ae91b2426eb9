"""The JSON Schema of a `devops.yaml`, for editors and other tools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mkdocs_arckit.model.fields import CELL_SCHEMA, CLASSIFICATIONS, PLACEHOLDER_SCHEMAS, TEXT_SCHEMA
from mkdocs_arckit.model.patterns import words_pattern
from mkdocs_arckit.model.registers import RequirementList, TechnologyList
from mkdocs_arckit.model.strategy import Strategy

_ANNOTATIONS = ("title", "description", "default")
_NULL = {"type": "null"}
_SHARED: dict[str, Any] = {
    "Cell": CELL_SCHEMA,
    "Placeholder": {"anyOf": PLACEHOLDER_SCHEMAS},
    "Text": TEXT_SCHEMA,
}


def json_schema(classifications: Sequence[str] = CLASSIFICATIONS) -> dict[str, Any]:
    """Write the schema, draft 2020-12, with descriptions and the words of every enumeration.

    Args:
        classifications: the site's classification scheme.
    """
    schema = Strategy.model_json_schema(by_alias=True)
    for choice in schema["$defs"]["DocumentControl"]["properties"]["classification"]["anyOf"]:
        if "enum" in choice:
            choice["enum"] = list(classifications)
        elif "pattern" in choice:
            choice["pattern"] = words_pattern(classifications)
    schema = _take_nulls(_share(schema))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "DevOps strategy",
        "description": "A DevOps strategy as data, rendered by mkdocs-arckit",
        **{key: value for key, value in schema.items() if key not in {"title", "description"}},
        "$defs": _SHARED | schema["$defs"],
    }


def register_schema(model: type[TechnologyList] | type[RequirementList]) -> dict[str, Any]:
    """Write the schema of a list that a site brings."""
    schema = model.model_json_schema(by_alias=True)
    kind = "technologies" if model is TechnologyList else "requirements"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"List of {kind}",
        **{key: value for key, value in schema.items() if key not in {"title", "description"}},
    }


def _take_nulls(part: Any) -> Any:
    """Allow null in `part` wherever a value may be missing: under a key not required, in a list, in free keys."""
    if isinstance(part, list):
        return [_take_nulls(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = {key: _take_nulls(value) for key, value in part.items()}
    for key in ("items", "additionalProperties"):
        if isinstance(part.get(key), dict):
            part[key] = _or_null(part[key])
    required = part.get("required", [])
    for key, value in part.get("properties", {}).items():
        if key not in required:
            part["properties"][key] = _or_null(value)
    return part


def _or_null(part: dict[str, Any]) -> dict[str, Any]:
    if "null" in part.get("type", "") or _NULL in part.get("anyOf", []):
        return part
    kinds = part.get("anyOf") or [{key: value for key, value in part.items() if key not in _ANNOTATIONS}]
    return {"anyOf": [*kinds, _NULL]} | {key: value for key, value in part.items() if key in _ANNOTATIONS}


def _share(part: Any) -> Any:
    """Put references into `part` in place of what occurs everywhere."""
    for name, shared in _SHARED.items():
        if part == shared:
            return {"$ref": f"#/$defs/{name}"}
    if isinstance(part, list):
        return [_share(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _share(value) for key, value in part.items()}
