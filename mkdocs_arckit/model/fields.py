"""The kinds of value: cells, blocks, code, dates, levels, yes/no, words of a list.

Everything arrives as the text that its author typed, or as lists and mappings of texts. Each kind says what it takes,
and what the JSON Schema says of it: numbers and booleans too wherever text is allowed, because an editor reads
`version: 1.10` as a number. Every kind takes a placeholder such as `[OWNER_NAME]`.
"""

from __future__ import annotations

import re
from datetime import date as calendar_date
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from mkdocs_arckit.findings import did_you_mean, quoted_value
from mkdocs_arckit.model.meanings import MEANINGS, shown_as
from mkdocs_arckit.model.patterns import NO_REASON, any_case, words_pattern
from mkdocs_arckit.source.placeholders import is_placeholder

JsonSchema = dict[str, Any]

STATUSES = ("DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED")
OPEN = frozenset({"DRAFT", "IN_REVIEW"})
"""The statuses before approval."""
INVALID: Final = "INVALID"
"""The status of a file with errors."""
PENDING: Final = "PENDING"
"""What is not known yet."""
CLASSIFICATIONS = ("PUBLIC", "OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET")
SIDES = ("blue", "green")
BEHIND_BALANCER = ("control_plane", "nodes")
REVIEW_CYCLES = ("Monthly", "Quarterly", "Half-yearly", "Annual", "On-Demand")

LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9+#._-]{0,39}")
"""What the info string of a fence takes for a language."""
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

TEXT_SCHEMA: JsonSchema = {"type": ["string", "number", "boolean"]}
CELL_SCHEMA: JsonSchema = {
    "anyOf": [TEXT_SCHEMA, {"type": "array", "items": {"type": ["string", "number", "boolean", "null"]}}]
}
# Unquoted, `[OWNER_NAME]` is a list of one text to an editor.
PLACEHOLDER_SCHEMAS: list[JsonSchema] = [
    {"type": "string", "pattern": r"^\s*(\[.*\]|TBD|TBC|TODO)\s*$"},
    {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 1},
]


def fail(rule: str, message: str, hint: str = "") -> PydanticCustomError:
    """Make the error of one of our rules, for pydantic to collect."""
    return PydanticCustomError("arckit", "{message}", {"message": message, "rule": rule, "hint": hint})


def kind(value: Any) -> str:
    """Say what a value is, in words for a message."""
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, (list, tuple)) else "text"


_QUOTE: Final = "quote the text if it holds `: ` or brackets"


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise fail("type", f"text belongs here, not {kind(value)}", _QUOTE)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    inside = (
        ""
        if isinstance(value, dict)
        else next(f", not a list with {kind(i)} in it" for i in value if not isinstance(i, str))
    )
    message = f"a cell takes text or a list of texts{inside or ', not a mapping'}"
    raise fail("cell", message, _QUOTE)


def _one_text(value: Any) -> str:
    """Read a name or an ID: one line of text, as typed."""
    if isinstance(value, str):
        return " ".join(value.split())
    raise fail("type", f"one text belongs here, not {kind(value)}", _QUOTE)


def _block(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise fail("type", f"Markdown text belongs here, not {kind(value)}", "write it below `|`, indented")


def _code(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise fail("code", f"code is text, not {kind(value)}", "put `|` after the key and indent the code below it")


def _language(value: Any) -> str:
    text = _text(value).strip()
    if not LANGUAGE.fullmatch(text) and not is_placeholder(text):
        raise fail("code", f"{quoted_value(text)} is not a language", "write its name, such as powershell or hcl")
    return text


def _date(value: Any) -> str:
    text = _text(value).strip()
    if is_placeholder(text):
        return text
    if not _ISO_DATE.fullmatch(text):
        raise fail("date", f"{quoted_value(text)} is not a date", "write YYYY-MM-DD, such as 2026-03-31")
    try:
        calendar_date.fromisoformat(text)
    except ValueError:
        raise fail("date", f"{quoted_value(text)} is not a day of the calendar", "write YYYY-MM-DD") from None
    return text


def is_pending(value: Any) -> bool:
    """Return whether a value says that something is not known yet."""
    return isinstance(value, str) and value.strip().upper().strip("[]") == PENDING


def _pending_date(value: Any) -> str | None:
    return None if is_pending(value) else _date(value)


def _pending_text(value: Any) -> Any:
    return None if is_pending(value) else _cell(value)


def _yes_no(value: Any) -> bool | str:
    text = _text(value).strip()
    if is_placeholder(text):
        return text
    word = text.lower()
    if word not in {"true", "yes", "false", "no"}:
        raise fail("boolean", f"{quoted_value(text)} is neither yes nor no", "write true, false, yes or no")
    return word in {"true", "yes"}


def _reason(value: Any) -> str:
    text = _one_text(value)
    if re.match(NO_REASON, text) and not is_placeholder(text):
        hint = "say why the section does not apply, or remove the key if it does"
        raise fail("not-applicable", f"{quoted_value(text)} is not a reason", hint)
    return text


def _diagram(value: Any) -> str | bool:
    if not isinstance(value, str):
        raise fail(
            "code",
            f"a diagram is Mermaid text, not {kind(value)}",
            "put `|` after the key and indent it below",
        )
    word = value.strip().lower()
    if word in {"true", "yes"}:
        raise fail(
            "boolean", "a diagram that is to be drawn needs no `diagram`", "remove the key; `false` leaves it out"
        )
    return False if word in {"false", "no"} else value


def _level(value: Any) -> int | str:
    text = _text(value).strip()
    if is_placeholder(text):
        return text
    if not re.fullmatch("[0-5]", text):
        raise fail("integer", f"{quoted_value(text)} is not a maturity level", "write a whole number from 0 to 5")
    return int(text)


def _level_key(value: Any) -> int:
    text = _text(value).strip()
    if not re.fullmatch("[1-5]", text):
        raise fail("integer", f"{quoted_value(text)} is not a maturity level", "write a whole number from 1 to 5")
    return int(text)


def _word(value: Any, words: tuple[str, ...]) -> str:
    text = _text(value).strip()
    if text in words or is_placeholder(text):
        return text
    right = next((w for w in words if w.casefold() == text.casefold().replace(" ", "_" if "_" in w else "-")), None)
    hint = f"write `{right}`" if right else did_you_mean(text, words)
    raise fail("enumeration", f"{quoted_value(text)} is not one of {', '.join(words)}", hint)


def _review_cycle(value: Any) -> str:
    text = _one_text(value)
    first = re.split(r"[\s,;:(]", text, maxsplit=1)[0].rstrip("–—-")
    cycle = any(first.casefold() == word.casefold() for word in REVIEW_CYCLES)
    _word(first if cycle else text, REVIEW_CYCLES)
    return text


def _classification(value: Any, info: ValidationInfo) -> str:
    scheme = (info.context or {}).get("classifications", CLASSIFICATIONS)
    try:
        return _word(value, tuple(scheme))
    except PydanticCustomError as error:
        # A mislabelled document may be secret, so its message quotes nothing of it.
        hint = error.context.get("hint", "") if error.context else ""
        message = f"the classification is not one of {', '.join(scheme)}"
        raise fail("classification", message, hint) from None


_SIGNS = {"✅": "met", "🟡": "partial", "⏳": "planned", "❌": "not_met"}
TRACE_SIGNS = {word: sign for sign, word in _SIGNS.items()}


def _trace_status(value: Any) -> Any:
    cell = _cell(value)
    return _SIGNS.get(cell.strip().rstrip("\ufe0f"), cell) if isinstance(cell, str) else cell


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
    "enum": [*_SIGNS.values()],
    "enumDescriptions": [shown_as(sign) for sign in _SIGNS],
}
_DATE_SCHEMA: JsonSchema = {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"}
_PENDING_SCHEMA: JsonSchema = {"type": "string", "pattern": rf"^\s*(?:\[PENDING\]|{any_case(PENDING)})\s*$"}
_YES_NO = "|".join(map(any_case, ("true", "false", "yes", "no")))
_WORDS_AFTER = r"(?:[\s,;:(–—-].*)?"

Cell = Annotated[str | list[str], PlainValidator(_cell), WithJsonSchema(CELL_SCHEMA)]
"""One line of inline Markdown, or a list of lines, joined with `, `."""
Cells = Annotated[
    list[Cell],
    BeforeValidator(lambda v: [v] if isinstance(v, str) and is_placeholder(v) else v),
    _placeholder_or({"type": "array", "items": CELL_SCHEMA}),
]
"""A list of lines, or a placeholder in its place."""
Text = Annotated[str, PlainValidator(_one_text), _placeholder_or(TEXT_SCHEMA)]
"""A name or an ID: one line, spaces collapsed."""
Reason = Annotated[
    str,
    PlainValidator(_reason),
    _placeholder_or({"type": "number"}, {"type": "string", "not": {"pattern": NO_REASON}}),
]
"""Why something does not apply."""
Block = Annotated[str, PlainValidator(_block), _placeholder_or(TEXT_SCHEMA)]
"""Markdown of any length."""
CodeText = Annotated[str, PlainValidator(_code), _placeholder_or(TEXT_SCHEMA)]
"""The text of a code block."""
Language = Annotated[
    str,
    PlainValidator(_language),
    _placeholder_or({"type": "string", "pattern": f"^\\s*{LANGUAGE.pattern}\\s*$"}),
]
"""The name of a programming language, or a placeholder."""
PendingDate = Annotated[
    str | None,
    PlainValidator(_pending_date),
    _placeholder_or(_DATE_SCHEMA, _PENDING_SCHEMA, {"type": "null"}),
]
"""A day, or `None` for `PENDING`."""
PendingCell = Annotated[
    str | list[str] | None,
    PlainValidator(_pending_text),
    WithJsonSchema({"anyOf": [CELL_SCHEMA, {"type": "null"}]}),
]
"""A cell, or `None` for `PENDING`."""
YesNo = Annotated[
    bool | str,
    PlainValidator(_yes_no),
    _placeholder_or(
        {"type": "boolean"},
        {
            "type": "string",
            "enum": ["yes", "no", "true", "false"],
            "enumDescriptions": [MEANINGS[word] for word in ("yes", "no", "yes", "no")],
        },
        {"type": "string", "pattern": rf"^\s*(?:{_YES_NO})\s*$"},
    ),
]
"""A boolean, or a placeholder."""
Diagram = Annotated[str | bool, PlainValidator(_diagram), WithJsonSchema({"type": ["string", "boolean"]})]
"""Mermaid text that replaces the diagram drawn from the data, or `False` for no diagram."""
Level = Annotated[
    int | str,
    PlainValidator(_level),
    _placeholder_or({"type": "integer", "minimum": 0, "maximum": 5}, {"type": "string", "pattern": r"^\s*[0-5]\s*$"}),
]
"""A maturity level, 0 to 5, or a placeholder."""
LevelKey = Annotated[int, PlainValidator(_level_key), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5})]
"""The maturity level of a row, 1 to 5."""
Status = Annotated[str, PlainValidator(lambda v: _word(v, STATUSES)), words_schema(STATUSES)]
Classification = Annotated[str, PlainValidator(_classification), words_schema(CLASSIFICATIONS)]
Side = Annotated[str, PlainValidator(lambda v: _word(v, SIDES)), words_schema(SIDES)]
BehindBalancer = Annotated[str, PlainValidator(lambda v: _word(v, BEHIND_BALANCER)), words_schema(BEHIND_BALANCER)]
ReviewCycle = Annotated[
    str,
    PlainValidator(_review_cycle),
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
    PlainValidator(_trace_status),
    WithJsonSchema({"anyOf": [_TRACE_SCHEMA, CELL_SCHEMA]}),
]
"""`met`, `partial`, `planned`, `not_met`, or the author's own words."""
