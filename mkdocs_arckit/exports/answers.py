"""The answers of the views as files, each with its schema: what a page shows, for other tools."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.text.printable import printable
from mkdocs_arckit.views.view import View

ANSWERS = "data"
"""The folder of the answers, beside the index."""
_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.*(?:\n {8,}.*)*)$", re.MULTILINE)


def answer_paths(view: View[Any]) -> tuple[str, str]:
    """Return the paths of a view's data and of its schema, below the index's folder."""
    return f"{ANSWERS}/{view.key}.json", f"{ANSWERS}/{view.key}.schema.json"


def answers(portfolio: Portfolio, found: Iterable[tuple[View[Any], Any]]) -> dict[str, str]:
    """Write what views found, and the schemas of that."""
    folder = replace(portfolio, exports=posixpath.join(portfolio.exports or "", ANSWERS))
    files = {}
    for view, answer in found:
        data, schema = answer_paths(view)
        record = {
            "$schema": posixpath.basename(schema),
            "version": view.version,
            "date": portfolio.today,
            "question": view.question,
            **_adapter(view).dump_python(answer, mode="json", context=folder),
        }
        files[data] = json_text(printed(record))
        files[schema] = _schema_text(view)
    return files


@cache
def _adapter(view: View[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(view.answer)


@cache
def _schema_text(view: View[Any]) -> str:
    return json_text(answer_schema(view))


def json_text(value: object) -> str:
    """Write JSON as files have it."""
    return _ANYTHING.dump_json(value, indent=2).decode() + "\n"  # faster than `json.dumps`, which indents in Python


def printed(value: Any) -> Any:
    """Write each text on one line, without what other tools could not hold."""
    if isinstance(value, dict):
        return {printable(key): printed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [printed(inner) for inner in value]
    return printable(value) if isinstance(value, str) else value


def answer_schema(view: View[Any]) -> dict[str, Any]:
    """Return the JSON Schema of a view's data, draft 2020-12; the docstrings of its rows say what is in them."""
    schema = with_descriptions(_adapter(view).json_schema(mode="serialization"))
    first = {
        "$schema": {"type": "string", "description": "The address of the schema, relative to this file"},
        "version": {
            "type": "string",
            "pattern": rf"^{view.version.partition('.')[0]}\.[0-9]+$",
            "description": "The version of this format",
        },
        "date": {"type": "string", "format": "date", "description": "The day of the data"},
        "question": {"type": "string", "description": "What the data answers"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": view.title,
        "properties": {**first, **schema["properties"]},
        "required": [*first, *schema["required"]],
    }


def with_descriptions(schema: dict[str, Any]) -> dict[str, Any]:
    """Give each property of a schema the description that its dataclass's docstring has of it."""
    inner = {name: with_descriptions(found) for name, found in schema.get("$defs", {}).items()}
    says, _, rest = schema.get("description", "").partition("\n\nAttributes:")
    told = {name: " ".join(text.split()).replace("`None`", "null") for name, text in _ATTRIBUTE.findall(rest)}
    properties = {
        name: {"description": _sentence(told[name]), **found} if name in told else found
        for name, found in schema.get("properties", {}).items()
    }
    changed = {"description": says, "properties": properties, "$defs": inner}
    return schema | {key: value for key, value in changed.items() if key in schema}


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:].rstrip(".")
