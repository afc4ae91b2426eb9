"""Makes a JSON Schema pleasant in an editor: one title for each value, rows with names for people.

Most editors have the YAML language server. It joins the titles of all alternatives of a value that it can't tell apart,
for which it looks at their properties, and offers an item of a list by the name of its definition if that has no title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_arckit.model.base import Attributes, Model, Ordered, Row
from mkdocs_arckit.model.section import Section

_KINDS: dict[type[Model], str] = {Row: "The column", Attributes: "The row", Ordered: "The row", Section: "The part"}
_SHOWN = 5
"""Of a row with more columns than these, only the first are named."""


def for_editors(schema: dict[str, Any], models: Mapping[str, type[Model]]) -> None:
    """Change a schema so that it allows the same, and reads better.

    Args:
        schema: the schema, with its definitions.
        models: the models by the names of their definitions.
    """
    definitions = schema["$defs"]
    rows = models.keys() & {name for part in _parts(schema) for name in _referred(part.get("items", {}))}
    for name, definition in definitions.items():
        if name in rows:
            _name(definition, models[name])
        if name not in rows or "anyOf" in definition:
            definition.setdefault("properties", {})
    apart = {**schema, "$defs": {k: v for k, v in definitions.items() if k not in rows}}
    for part in (*_parts(apart, of_lists=False), *(p for row in rows for p in _in_row(definitions[row]))):
        for option in part.get("anyOf", []):
            if option.get("type") == "array":
                option["title"] = part.get("title", "")
            elif "$ref" not in option and option != {"type": "null"}:
                option.setdefault("properties", {})
    _describe(schema.get("properties", {}), "The part")
    for name, model in models.items():
        kind = next((word for base, word in _KINDS.items() if issubclass(model, base)), "The value")
        for option in definitions.get(name, {}).get("anyOf", [definitions.get(name, {})]):
            _describe(option.get("properties", {}), kind)
    for name, model in models.items():
        if issubclass(model, Section):
            definitions[name].pop("description", None)
            _offer_elements(definitions[name], model)
    for part in _parts(schema):
        for inner in part.get("properties", {}).values():
            if "`" in inner.get("description", ""):
                inner["markdownDescription"] = inner["description"]
        if "`" in str(part.get("enumDescriptions", "")):
            part["markdownEnumDescriptions"] = part["enumDescriptions"]


def _offer_elements(definition: dict[str, Any], section: type[Section]) -> None:
    """Offer the keys of a section's elements where something is said by element; other keys stay what they were."""
    names = {"anyOf": [{"enum": list(section.elements)}, {"type": "string"}]}
    for option in definition.get("anyOf", [definition]):
        for key in ("headings", "columns", "notes"):
            for said in option.get("properties", {}).get(key, {}).get("anyOf", []):
                if "additionalProperties" in said:
                    said["propertyNames"] = names


def contents_of(section: type[Section]) -> str:
    """Describe a section by what it is made of."""
    titles = list(dict.fromkeys(element.title for element in section.elements.values()))
    if titles == [section.title]:
        return section.model_fields["rows"].description or section.title
    return ", ".join(titles)


def _parts(part: Any, *, of_lists: bool = True) -> Iterator[dict[str, Any]]:
    """Yield every schema in a schema; what is below `properties` and `$defs` has names, not keywords."""
    if not isinstance(part, dict):
        return
    yield part
    for key in ("properties", "$defs", "patternProperties"):
        for inner in part.get(key, {}).values():
            yield from _parts(inner, of_lists=of_lists)
    for key in ("items", "additionalProperties") if of_lists else ("additionalProperties",):
        yield from _parts(part.get(key), of_lists=of_lists)
    for inner in part.get("anyOf", []):
        yield from _parts(inner, of_lists=of_lists)


def _in_row(definition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every schema in the columns of a row."""
    for option in definition.get("anyOf", [definition]):
        for inner in option.get("properties", {}).values():
            yield from _parts(inner, of_lists=False)


def _referred(part: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the definitions that a schema or its alternatives are."""
    for option in (part, *part.get("anyOf", [])):
        if "$ref" in option:
            yield option["$ref"].rpartition("/")[2]


def _name(definition: dict[str, Any], model: type[Model]) -> None:
    """Name the items of a list for people: by their columns."""
    titles = [field.title or name for name, field in model.model_fields.items() if name != "x"]
    more = " | …" if len(titles) > _SHOWN else ""
    for option in definition.get("anyOf", [definition]):
        if option.get("properties"):
            option["title"] = " | ".join(titles[:_SHOWN]) + more


def _describe(properties: dict[str, Any], kind: str) -> None:
    """Say of keys whose descriptions only repeat their titles what they are."""
    for part in properties.values():
        if _folded(part.get("description")) == _folded(part.get("title")):
            part["description"] = f"{kind} “{part['title']}”"


def _folded(words: Any) -> str:
    return str(words or "").strip().rstrip(".").casefold()
