"""Read what an author typed into the kinds of value that the format knows.

Everything arrives as text, or as lists and mappings of texts. A function returns a placeholder such as `[OWNER_NAME]`
as it is, and raises `PydanticCustomError` with the rule that a value breaks, what is wrong and how to fix it.
"""

from __future__ import annotations

import re
from datetime import date as calendar_date
from typing import Any, Final

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from mkdocs_arckit.findings import did_you_mean, quoted_value
from mkdocs_arckit.model.patterns import NO_REASON
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS, PENDING, REVIEW_CYCLES, TRACE_WORDS
from mkdocs_arckit.source.placeholders import is_placeholder

LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9+#._-]{0,39}")
"""What the info string of a fence takes for a language."""
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def fail(rule: str, message: str, hint: str = "") -> PydanticCustomError:
    """Make the error of one of our rules, for pydantic to collect."""
    return PydanticCustomError("arckit", "{message}", {"message": message, "rule": rule, "hint": hint})


def kind(value: Any) -> str:
    """Say what a value is, in words for a message."""
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, (list, tuple)) else "text"


_QUOTE: Final = "quote the text if it holds `: ` or brackets"


def parse_text(value: Any) -> str:
    """Read a text."""
    if isinstance(value, str):
        return value
    raise fail("type", f"text belongs here, not {kind(value)}", _QUOTE)


def parse_cell(value: Any) -> Any:
    """Read a cell: a line of inline Markdown, or a list of them."""
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


def parse_one_text(value: Any) -> str:
    """Read a name or an ID: one line of text, as typed."""
    if isinstance(value, str):
        return " ".join(value.split())
    raise fail("type", f"one text belongs here, not {kind(value)}", _QUOTE)


def parse_block(value: Any) -> str:
    """Read a block: Markdown of any length."""
    if isinstance(value, str):
        return value
    raise fail("type", f"Markdown text belongs here, not {kind(value)}", "write it below `|`, indented")


def parse_code(value: Any) -> str:
    """Read the text of a code block."""
    if isinstance(value, str):
        return value
    raise fail("code", f"code is text, not {kind(value)}", "put `|` after the key and indent the code below it")


def parse_language(value: Any) -> str:
    """Read the name of a programming language."""
    text = parse_text(value).strip()
    if not LANGUAGE.fullmatch(text) and not is_placeholder(text):
        raise fail("code", f"{quoted_value(text)} is not a language", "write its name, such as powershell or hcl")
    return text


def parse_date(value: Any) -> str:
    """Read a day, `YYYY-MM-DD`."""
    text = parse_text(value).strip()
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


def parse_pending_date(value: Any) -> str | None:
    """Read a day, or `None` where it is not known yet."""
    return None if is_pending(value) else parse_date(value)


def parse_pending_text(value: Any) -> Any:
    """Read a cell, or `None` where it is not known yet."""
    return None if is_pending(value) else parse_cell(value)


def parse_yes_no(value: Any) -> bool | str:
    """Read yes or no."""
    text = parse_text(value).strip()
    if is_placeholder(text):
        return text
    word = text.lower()
    if word not in {"true", "yes", "false", "no"}:
        raise fail("boolean", f"{quoted_value(text)} is neither yes nor no", "write true, false, yes or no")
    return word in {"true", "yes"}


def parse_reason(value: Any) -> str:
    """Read why something does not apply: a text that gives a reason."""
    text = parse_one_text(value)
    if re.match(NO_REASON, text) and not is_placeholder(text):
        hint = "say why the section does not apply, or remove the key if it does"
        raise fail("not-applicable", f"{quoted_value(text)} is not a reason", hint)
    return text


def parse_diagram(value: Any) -> str | bool:
    """Read the Mermaid text of a diagram, or `False` for none."""
    if not isinstance(value, str):
        raise fail(
            "code",
            f"a diagram is Mermaid text, not {kind(value)}",
            "put `|` after the key and indent it below",
        )
    word = value.strip().lower()
    if word in {"true", "yes"}:
        raise fail(
            "boolean", "this diagram is drawn anyway", "remove `diagram`; `diagram: false` leaves the diagram out"
        )
    return False if word in {"false", "no"} else value


def parse_level(value: Any) -> int | str:
    """Read a maturity level, 0 to 5."""
    text = parse_text(value).strip()
    if is_placeholder(text):
        return text
    if not re.fullmatch("[0-5]", text):
        raise fail("integer", f"{quoted_value(text)} is not a maturity level", "write a whole number from 0 to 5")
    return int(text)


def parse_level_key(value: Any) -> int:
    """Read the maturity level that a row is for, 1 to 5."""
    text = parse_text(value).strip()
    if not re.fullmatch("[1-5]", text):
        raise fail("integer", f"{quoted_value(text)} is not a maturity level", "write a whole number from 1 to 5")
    return int(text)


def parse_word(value: Any, words: tuple[str, ...]) -> str:
    """Read one of some words, as it is spelled there."""
    text = parse_text(value).strip()
    if text in words or is_placeholder(text):
        return text
    right = next((w for w in words if w.casefold() == text.casefold().replace(" ", "_" if "_" in w else "-")), None)
    # Words with something before them are other words: of TOP SECRET, UNAPPROVED or semi-annual nobody means the rest.
    near = [word for word in words if text.casefold().find(word.casefold()) <= 0]
    hint = f"write `{right}`" if right else did_you_mean(text, near)
    raise fail("enumeration", f"{quoted_value(text)} is not one of {', '.join(words)}", hint)


def parse_review_cycle(value: Any) -> str:
    """Read how often something is reviewed: a word, and what may follow it."""
    text = parse_one_text(value)
    first = re.split(r"[\s,;:(]", text, maxsplit=1)[0].rstrip("–—-")
    cycle = any(first.casefold() == word.casefold() for word in REVIEW_CYCLES)
    parse_word(first if cycle else text, REVIEW_CYCLES)
    return text


def parse_classification(value: Any, info: ValidationInfo) -> str:
    """Read a word of the site's scheme of classifications, which validation passes as its context."""
    scheme = (info.context or {}).get("classifications", CLASSIFICATIONS)
    try:
        return parse_word(value, tuple(scheme))
    except PydanticCustomError as error:
        # A mislabelled document may be secret, so its message quotes nothing of it.
        hint = error.context.get("hint", "") if error.context else ""
        message = f"the classification is not one of {', '.join(scheme)}"
        raise fail("classification", message, hint) from None


def parse_trace_status(value: Any) -> Any:
    """Read the status of a requirement; a sign gives its word."""
    cell = parse_cell(value)
    return TRACE_WORDS.get(cell.strip().rstrip("\ufe0f"), cell) if isinstance(cell, str) else cell
