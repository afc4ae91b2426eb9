"""Strategies in which every field that takes text holds one: made from the model, so that new fields are among them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.model.schema import json_schema
from tests.helpers.portfolios import errors_of

Place = tuple[str | int, ...]
"""Where something stands in a strategy: keys, and numbers of items."""

_SCHEMA = json_schema()
_GIVEN = {("document", "status"): "DRAFT", ("document", "classification"): "OFFICIAL"}
_BY_ELEMENT = {"headings", "columns", "notes"}
"""Keys of a section below which the keys of its elements stand."""
_PLACEHOLDER = {"$ref": "#/$defs/Placeholder"}


def everything(
    text: Callable[[Place], str], project: str = "001", *, not_applicable: bool = False
) -> tuple[str, list[Place]]:
    """A valid strategy as YAML, and the places of the texts in it.

    Args:
        text: gives the text of a place.
        project: the ID of its project.
        not_applicable: whether sections say why they don't apply, in place of all else.
    """
    data = _value(_SCHEMA, (), text, not_applicable)
    data["project"]["id"] = project
    errors = []
    for _ in range(9):
        written = list(_written(data, ()))
        yaml = "".join(f"{line}\n" for line, _ in written)
        errors = errors_of(validate(yaml.encode(), "devops.yaml"))
        if not errors:
            return yaml, [place for place, leaf in _leaves(data, ()) if leaf == text(place)]
        for line in {error.line for error in errors}:  # a field that doesn't take any text
            _remove(data, written[line - 1][1])
    raise AssertionError([str(error) for error in errors])


def _value(schema: dict[str, Any], place: Place, text: Callable[[Place], str], not_applicable: bool) -> Any:
    if place in _GIVEN:
        return _GIVEN[place]
    options = sorted(
        _options(schema), key=lambda option: not option.get("properties")
    )  # a mapping holds more than a list

    def below(schema: dict[str, Any], *key: str | int) -> Any:
        return _value(schema, (*place, *key), text, not_applicable)

    for option in options:
        if free := option.get("additionalProperties"):  # the keys that it names besides are offered in editors
            return {name: below(free, name) for name in _names(place)}
        if properties := option.get("properties"):
            keys = [key for key in properties if not key.startswith("x-")]
            if "not_applicable" in keys:
                keys = ["not_applicable"] if not_applicable else [key for key in keys if key != "not_applicable"]
            own = {"x-own": text((*place, "x-own"))} if option.get("patternProperties") else {}
            return {key: below(properties[key], key) for key in keys} | own
        if "array" in option.get("type", "") and any(o.get("properties") for o in _options(option["items"])):
            return [below(option["items"], 0)]
    if any("enum" in option for option in options):
        return next(option["enum"][0] for option in options if "enum" in option)
    if any("[0-9]{4}" in option.get("pattern", "") for option in options):
        return "2026-01-31"
    if any(option.get("type") == "integer" for option in options):
        return 3
    return text(place)


def _options(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a schema allows, references followed, placeholders and nothing left out."""
    if schema == _PLACEHOLDER or schema.get("type") == "null":
        return
    if reference := schema.get("$ref"):
        schema = _SCHEMA["$defs"][reference.rpartition("/")[2]]
    if alternatives := schema.get("anyOf") or schema.get("oneOf"):
        for alternative in alternatives:
            yield from _options(alternative)
    else:
        yield schema


def _names(place: Place) -> list[str]:
    """The keys to try where any may stand: the elements of a section, the columns of an element, a level."""
    section = next(o for o in _options(_SCHEMA["properties"].get(str(place[0]), {})) if o.get("properties"))
    if len(place) > 1 and place[1] in _BY_ELEMENT:
        if len(place) == 2:
            return [key for key in section["properties"] if key not in {"heading", "summary", "extra", *_BY_ELEMENT}]
        return sorted(set(_keys(section["properties"].get(str(place[2]), {}))))
    return ["1", "languages", "own layer"]


def _keys(schema: dict[str, Any], depth: int = 3) -> Iterator[str]:
    for option in _options(schema):
        for key, value in option.get("properties", {}).items():
            yield key
            if depth:
                yield from _keys(value, depth - 1)
        if depth and isinstance(option.get("items"), dict):
            yield from _keys(option["items"], depth - 1)


def _written(value: Any, place: Place, before: str = "", after: str = "") -> Iterator[tuple[str, Place]]:
    """Lines of YAML with what stands on each; it is JSON, a value to a line."""
    if isinstance(value, dict) and value:
        yield f"{before}{{", place
        for key, part in value.items():
            yield from _written(part, (*place, key), f"{json.dumps(key)}: ", ",")
        yield f"}}{after}", place
    elif isinstance(value, list) and value:
        yield f"{before}[", place
        for number, part in enumerate(value):
            yield from _written(part, (*place, number), "", ",")
        yield f"]{after}", place
    else:
        yield f"{before}{json.dumps(value)}{after}", place


def _leaves(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(part, (*place, key))
    else:
        yield place, value


def _remove(data: Any, place: Place) -> None:
    """Remove what stands somewhere, and what is empty then."""
    for end in range(len(place), 0, -1):
        holder = data
        try:
            for key in place[: end - 1]:
                holder = holder[key]
            del holder[place[end - 1]]
        except (KeyError, IndexError, TypeError):
            return
        if holder:
            return
