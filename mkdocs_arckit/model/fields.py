"""The kinds of value: cells, blocks, code, dates, levels, yes/no, words of a list.

Each kind says what reads it (`parse`), and what the JSON Schema says of it: numbers and
booleans too wherever text is allowed, because an editor reads `version: 1.10` as a number.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from mkdocs_arckit.model.parse import (
    LANGUAGE,
    parse_block,
    parse_cell,
    parse_classification,
    parse_code,
    parse_diagram,
    parse_language,
    parse_level,
    parse_level_key,
    parse_one_text,
    parse_pending_date,
    parse_pending_text,
    parse_reason,
    parse_review_cycle,
    parse_trace_status,
    parse_word,
    parse_yes_no,
)
from mkdocs_arckit.model.patterns import NO_REASON, any_case, words_pattern
from mkdocs_arckit.model.vocabulary import (
    BEHIND_BALANCER,
    CLASSIFICATIONS,
    MEANINGS,
    PENDING,
    REVIEW_CYCLES,
    SIDES,
    STATUSES,
    TRACE_WORDS,
    shown_as,
)
from mkdocs_arckit.source.placeholders import is_placeholder

JsonSchema = dict[str, Any]

TEXT_SCHEMA: JsonSchema = {"type": ["string", "number", "boolean"]}
CELL_SCHEMA: JsonSchema = {
    "anyOf": [TEXT_SCHEMA, {"type": "array", "items": {"type": ["string", "number", "boolean", "null"]}}]
}
# Unquoted, `[OWNER_NAME]` is a list of one text to an editor.
PLACEHOLDER_SCHEMAS: list[JsonSchema] = [
    {"type": "string", "pattern": r"^\s*(\[.*\]|TBD|TBC|TODO)\s*$"},
    {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 1},
]


def _placeholder_or(*schemas: JsonSchema) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [*schemas, {"anyOf": PLACEHOLDER_SCHEMAS}]})


def words_schema(words: tuple[str, ...]) -> WithJsonSchema:
    """Write the JSON Schema of a value that is one of some words."""
    said = [MEANINGS[word] for word in words if word in MEANINGS]
    described = {"enumDescriptions": said} if len(said) == len(words) else {}
    enum = {"type": "string", "enum": list(words), **described}
    return _placeholder_or(enum, {"type": "string", "pattern": words_pattern(words)})


_TRACE_SCHEMA: JsonSchema = {
    "type": "string",
    "enum": [*TRACE_WORDS.values()],
    "enumDescriptions": [shown_as(sign) for sign in TRACE_WORDS],
}
_DATE_SCHEMA: JsonSchema = {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"}
_PENDING_SCHEMA: JsonSchema = {"type": "string", "pattern": rf"^\s*(?:\[PENDING\]|{any_case(PENDING)})\s*$"}
_YES_NO = "|".join(map(any_case, ("true", "false", "yes", "no")))
_WORDS_AFTER = r"(?:[\s,;:(–—-].*)?"

Cell = Annotated[str | list[str], PlainValidator(parse_cell), WithJsonSchema(CELL_SCHEMA)]
"""One line of inline Markdown, or a list of lines, joined with `, `."""
Cells = Annotated[
    list[Cell],
    BeforeValidator(lambda v: [v] if isinstance(v, str) and is_placeholder(v) else v),
    _placeholder_or({"type": "array", "items": CELL_SCHEMA}),
]
"""A list of lines, or a placeholder in its place."""
Text = Annotated[str, PlainValidator(parse_one_text), _placeholder_or(TEXT_SCHEMA)]
"""A name or an ID: one line, spaces collapsed."""
Reason = Annotated[
    str,
    PlainValidator(parse_reason),
    _placeholder_or({"type": "number"}, {"type": "string", "not": {"pattern": NO_REASON}}),
]
"""Why something does not apply."""
Block = Annotated[str, PlainValidator(parse_block), _placeholder_or(TEXT_SCHEMA)]
"""Markdown of any length."""
CodeText = Annotated[str, PlainValidator(parse_code), _placeholder_or(TEXT_SCHEMA)]
"""The text of a code block."""
Language = Annotated[
    str,
    PlainValidator(parse_language),
    _placeholder_or({"type": "string", "pattern": f"^\\s*{LANGUAGE.pattern}\\s*$"}),
]
"""The name of a programming language, or a placeholder."""
PendingDate = Annotated[
    str | None,
    PlainValidator(parse_pending_date),
    _placeholder_or(_DATE_SCHEMA, _PENDING_SCHEMA, {"type": "null"}),
]
"""A day, or `None` for `PENDING`."""
PendingCell = Annotated[
    str | list[str] | None,
    PlainValidator(parse_pending_text),
    WithJsonSchema({"anyOf": [CELL_SCHEMA, {"type": "null"}]}),
]
"""A cell, or `None` for `PENDING`."""
YesNo = Annotated[
    bool | str,
    PlainValidator(parse_yes_no),
    _placeholder_or(
        {"type": "boolean", "enum": [True, False], "enumDescriptions": [MEANINGS["yes"], MEANINGS["no"]]},
        {"type": "string", "pattern": rf"^\s*(?:{_YES_NO})\s*$"},
    ),
]
"""A boolean, or a placeholder."""
Diagram = Annotated[str | bool, PlainValidator(parse_diagram), WithJsonSchema({"type": ["string", "boolean"]})]
"""Mermaid text that replaces the diagram drawn from the data, or `False` for no diagram."""
Level = Annotated[
    int | str,
    PlainValidator(parse_level),
    _placeholder_or({"type": "integer", "minimum": 0, "maximum": 5}, {"type": "string", "pattern": r"^\s*[0-5]\s*$"}),
]
"""A maturity level, 0 to 5, or a placeholder."""
LevelKey = Annotated[
    int, PlainValidator(parse_level_key), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5})
]
"""The maturity level of a row, 1 to 5."""
Status = Annotated[str, PlainValidator(lambda v: parse_word(v, STATUSES)), words_schema(STATUSES)]
Classification = Annotated[str, PlainValidator(parse_classification), words_schema(CLASSIFICATIONS)]
Side = Annotated[str, PlainValidator(lambda v: parse_word(v, SIDES)), words_schema(SIDES)]
BehindBalancer = Annotated[str, PlainValidator(lambda v: parse_word(v, BEHIND_BALANCER)), words_schema(BEHIND_BALANCER)]
ReviewCycle = Annotated[
    str,
    PlainValidator(parse_review_cycle),
    _placeholder_or(
        {
            "type": "string",
            "enum": list(REVIEW_CYCLES),
            "enumDescriptions": [MEANINGS[word] for word in REVIEW_CYCLES],
        },
        {"type": "string", "pattern": words_pattern(REVIEW_CYCLES, _WORDS_AFTER)},
    ),
]
"""How often something is reviewed: a word, and after it words of the author's own."""
TraceStatus = Annotated[
    str | list[str],
    PlainValidator(parse_trace_status),
    WithJsonSchema({"anyOf": [_TRACE_SCHEMA, CELL_SCHEMA]}),
]
"""`met`, `partial`, `planned`, `not_met`, or the author's own words."""
