"""People: who owns, reviews or approves a document, in which role, and on which day."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from mkdocs_arckit.model.base import Model, key_field
from mkdocs_arckit.model.fields import TEXT_SCHEMA, Cell, JsonSchema, PendingCell, PendingDate
from mkdocs_arckit.model.vocabulary import PENDING

_DATE = re.compile(r"\((?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}|\[YYYY-MM-DD\]|[Pp][Ee][Nn][Dd][Ii][Nn][Gg])\)")
_BETWEEN = re.compile(r"\s*(?:[,;&]|and\b)?\s*")
"""What divides two people in one text."""


class Person(Model):
    """Who did something, in which role and when; a text such as `Sam Hill, CTO (2026-03-01)` may stand for it."""

    short = TEXT_SCHEMA

    name: PendingCell = key_field("Name", "The person's name, or PENDING")
    role: Cell | None = key_field("Role", "The person's role")
    date: PendingDate = key_field("Date", "The day, YYYY-MM-DD")

    @classmethod
    def expand(cls, data: Any) -> Any:
        return read_person(data) if isinstance(data, str) else data

    @property
    def words(self) -> str:
        """Name and role as one text; empty if neither is known yet."""
        parts = [self.name or (PENDING if self.role else ""), self.role or ""]
        return ", ".join(filter(None, (part if isinstance(part, str) else ", ".join(part) for part in parts)))


def read_person(text: str) -> dict[str, str]:
    """Read `Name`, `Name, Role` or either with `(YYYY-MM-DD)` after it."""
    text = text.strip()
    dated = [match for match in _DATE.finditer(text) if match.start() and match.end() == len(text)]
    name, role = _with_role(text[: dated[0].start()].strip() if dated else text)
    return {"name": name} | ({"role": role} if role else {}) | ({"date": dated[0]["date"]} if dated else {})


def _with_role(text: str) -> tuple[str, str]:
    """Split a name from the role after its first comma; commas in brackets divide nothing."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth <= 0 and text[:at].strip() and text[at + 1 :].strip():
            return text[:at].strip(), text[at + 1 :].strip()
    return text, ""


def _each(value: Any) -> Any:
    """List people: a person alone is one, and `A (2026-03-01), B (2026-03-02)` is two."""
    if isinstance(value, str):
        return several(value)
    if isinstance(value, list):
        return [person for item in value for person in (several(item) if isinstance(item, str) else [item])]
    return [value]


def several(text: str) -> list[str]:
    """Divide a text that names several people, each with a date, after each date; any other text is one person."""
    text, found, at = text.strip(), list[str](), 0
    for match in _DATE.finditer(text):
        if match.start() == at or not (between := _BETWEEN.match(text, match.end())):
            return [text]
        found.append(text[at : match.end()])
        at = between.end()
    return found if found and at == len(text) else [text]


class _OneOrMore:
    """Says in the JSON Schema that a person alone may stand for a list of people."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        schema = handler(core_schema)
        return {"anyOf": [schema["items"], schema]}


People = Annotated[list[Person], BeforeValidator(_each), _OneOrMore()]
"""A person, or a list of people, each with a date of their own."""
