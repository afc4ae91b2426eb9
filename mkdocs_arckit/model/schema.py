"""The JSON Schema of a `devops.yaml`, for editors and other tools."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Any

from mkdocs_arckit.model.base import Model, Row, models_in
from mkdocs_arckit.model.editors import contents_of, for_editors
from mkdocs_arckit.model.fields import CELL_SCHEMA, PLACEHOLDER_SCHEMAS, TEXT_SCHEMA
from mkdocs_arckit.model.patterns import words_pattern
from mkdocs_arckit.model.registers import RequirementList, TechnologyList
from mkdocs_arckit.model.runtime import Control
from mkdocs_arckit.model.site_sections import TEMPLATE, SiteSections
from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS

_ANNOTATIONS = ("title", "description", "default")
_NULL = {"type": "null"}
_SHARED: dict[str, Any] = {
    "Cell": CELL_SCHEMA,
    "Placeholder": {"anyOf": PLACEHOLDER_SCHEMAS},
    "Text": TEXT_SCHEMA,
}
_TABLE = r"^\s*\|.*\|\s*\n\s*\|[ :|-]*-[ :|-]*(\n|$)"
_ROW_MODELS: tuple[type[Model], ...] = (Control, *Row.__subclasses__())
_ROWS = frozenset(f"#/$defs/{row.__name__}" for row in _ROW_MODELS)
"""What the items of a table are."""


def json_schema(classifications: Sequence[str] = CLASSIFICATIONS, sections: SiteSections = TEMPLATE) -> dict[str, Any]:
    """Write the schema, draft 2020-12, with descriptions and the words of every enumeration.

    Args:
        classifications: the site's classification scheme.
        sections: what the site sets about the sections of all of its strategies.
    """
    schema = Strategy.model_json_schema(by_alias=True)
    for key, section in SECTION_TYPES.items():
        schema["properties"][key]["description"] = contents_of(section)
    for key, heading in sections.named:
        number = SECTION_TYPES[key].number
        schema["properties"][key]["title"] = f"{number}. {heading}" if number else heading
    for key in sections.off:
        schema["properties"][key]["description"] = "Not used in this site: it is shown, but does not count"
    if sections.further:
        schema["$defs"]["OwnSection"]["properties"]["heading"]["examples"] = list(sections.further)
    for choice in schema["$defs"]["DocumentControl"]["properties"]["classification"]["anyOf"]:
        if "enum" in choice:
            choice |= {"enum": list(classifications), "enumDescriptions": _steps(classifications)}
        elif "pattern" in choice:
            choice["pattern"] = words_pattern(classifications)
    schema = _take_nulls(_take_tables(_share(schema)))
    schema["$defs"] |= copy.deepcopy(_SHARED)
    for_editors(schema, _models(Strategy))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "DevOps strategy",
        "description": "A DevOps strategy as data, rendered by mkdocs-arckit",
        **{key: value for key, value in schema.items() if key not in {"title", "description"}},
    }


def _steps(classifications: Sequence[str]) -> list[str]:
    """Describe each classification by its place in the scheme."""
    last = len(classifications)
    ends = {1: ", the lowest", last: ", the highest"}
    return [f"{number} of {last}{ends.get(number, '')}" for number in range(1, last + 1)]


def _models(root: type[Model]) -> dict[str, type[Model]]:
    """Find the models in a model, by the names of their definitions."""
    found: dict[str, type[Model]] = {}
    pending = [root]
    while pending:
        model = pending.pop()
        name = re.sub(r"\W", "_", model.__name__)
        if name not in found:
            found[name] = model
            pending += [inner for field in model.model_fields.values() for inner in models_in(field.annotation)]
    return found


def register_schema(model: type[TechnologyList] | type[RequirementList]) -> dict[str, Any]:
    """Write the schema of a list that a site brings."""
    schema = model.model_json_schema(by_alias=True)
    kind = "technologies" if model is TechnologyList else "requirements"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"List of {kind}",
        **{key: value for key, value in schema.items() if key not in {"title", "description"}},
    }


def _take_tables(part: Any) -> Any:
    """Copy `part` with a pasted Markdown table wherever a list of rows may be, and with fewer alternatives.

    An editor that completes a key asks the value's own schema for `items`, not those of its alternatives.
    """
    if isinstance(part, list):
        return [_take_tables(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = {key: _take_tables(value) for key, value in part.items()}
    if part.get("items", {}).get("$ref", "") in _ROWS:
        part |= {"type": ["array", "string"], "pattern": _TABLE}
    if "anyOf" in part:
        part["anyOf"] = [inner for option in part["anyOf"] for inner in option.get("oneOf", [option])]
    match part.get("anyOf"):
        case [{"items": _, "type": kind} as listed, {"type": "null"}]:
            kinds = [kind] if isinstance(kind, str) else kind
            part = listed | {key: part[key] for key in _ANNOTATIONS if key in part} | {"type": [*kinds, "null"]}
    return part


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
