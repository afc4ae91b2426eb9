"""Turns a YAML syntax error into advice: which value has to be quoted, and how."""

from __future__ import annotations

import re

from mkdocs_arckit.findings import quoted_value
from mkdocs_arckit.source.nodes import Mark

_VALUE = re.compile(r"^(?P<lead>\s*(?:- +)*)(?:(?P<key>[^\s#'\"\[{][^:#]*?|\"[^\"]*\"):[ \t]+)?(?P<value>\S.*)$")
_FLOW_VALUE = re.compile(r"[:\[{,]\s*(?P<value>[`>*%@|!&][^,}\]]*)")
_STARTS = {
    "`": "a backtick",
    ">": "`>`",
    "*": "`*`",
    "%": "`%`",
    "@": "`@`",
    "&": "`&`",
    "!": "`!`",
    "|": "`|`",
    "-": "`-`",
    "?": "`?`",
}


def advise(
    text: str, problem: str, context: str, where: Mark | None, opened: Mark | None = None
) -> tuple[str, str, Mark | None]:
    """Turn a syntax error of the scanner into a problem and advice.

    Args:
        text: the whole file.
        problem: PyYAML's words for what it met.
        context: PyYAML's words for what it was reading.
        where: the place of the problem.
        opened: the place where that which it was reading began.

    Returns:
        The message, the hint and the place, which may move to the line that is really to blame.
    """
    lines = [line.rstrip("\r") for line in text.split("\n")]
    if where is None or where.line > len(lines):
        return f"not valid YAML: {problem}", "", where
    line = lines[where.line - 1]
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        return (
            "a tab indents this line",
            "indent YAML with spaces",
            Mark(where.line, line.find("\t") + 1),
        )
    if "got '?'" in problem:  # of PyYAML without libyaml
        return "an unquoted `?` is in brackets", "quote the text that holds it", where
    if "escape" in problem:
        hint = "write the character itself, or put the text in single quotes, in which a backslash is text"
        return "YAML does not know this backslash escape", hint, where
    # The scanner often stops one line after the unfinished one: blame the nearest that has an odd value.
    for number in range(where.line, max(where.line - 3, 0), -1):
        if found := _odd(lines[number - 1]):
            value, column, why = found
            return (
                f"{why}, which YAML does not take as text",
                f"quote it: {quoted(value)}",
                Mark(number, column),
            )
    if "simple key" in context or "could not find expected ':'" in problem:
        hint = "write `key: value`; indent a longer text below `key: |`"
        return "this line is neither a key with a value nor a list item", hint, opened or where
    if "quoted scalar" in context:
        return "this quotation mark is never closed", "close it", opened or where
    if "flow" in context and opened == where:
        return (
            "a value or a closing bracket is missing here",
            "write it, or quote the text that holds the bracket",
            where,
        )
    if "flow" in context:
        hint = "close it, or quote the text that it belongs to"
        return "this bracket is never closed, or a comma is missing after it", hint, opened or where
    if "mapping values are not allowed" in problem:
        return "a key cannot begin here", "check the indentation of this line and the one above", where
    if "expected" in problem:
        return (
            f"not valid YAML here: {problem}",
            "check the indentation of this line and the one above",
            where,
        )
    return f"not valid YAML: {problem}", "", where


def quoted(value: str) -> str:
    """Quote `value` as a YAML author would."""
    value = value if len(value) <= 80 else value[:79] + "…"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if "'" in value else f"'{value}'"


def _odd(line: str) -> tuple[str, int, str] | None:
    """Find the value in a line that YAML cannot take unquoted: its text, its column and what is odd about it."""
    match = _VALUE.match(line)
    if not match or line.lstrip().startswith("#"):
        return None
    value = re.sub(r"(?<!\s)\s+#.*$", "", match["value"]).rstrip()
    column = match.start("value") + 1
    first = value[:1]
    if first in "{[" and (end := _flow_end(value)) is not None:
        rest = value[end:].strip()
        if rest not in {"", ","} and not (rest.startswith(":") and match["key"] is None):
            return value, column, f"after {quoted_value(value[:end])} more text follows"
    if first == "[" and "/" in value and value.endswith("]") and re.search(r"[`>%@*]", value[1:2]):
        return value, column, f"{quoted_value(value)} begins with {_STARTS[value[1]]}"
    if first in "{[":
        if inner := _FLOW_VALUE.search(value):
            odd = inner["value"].rstrip()
            name = _STARTS[odd[0]]
            return odd, column + inner.start("value"), f"{quoted_value(odd)} begins with {name}"
        return None
    if first in {"'", '"'}:
        closing = value.find(first, 1)
        if 0 < closing < len(value) - 1 and not value[closing + 1 :].lstrip().startswith((":", "#", first)):
            return value, column, f"after {quoted_value(value[: closing + 1])} more text follows"
        return None
    if first in "`%@*&!" or (first in ">|" and not re.fullmatch(r"[>|][-+0-9]{0,2}", value)):
        return value, column, f"{quoted_value(value)} begins with {_STARTS[first]}"
    if ": " in value or value.endswith(":"):
        if match["key"] is None:
            return None
        return value, column, f"{quoted_value(value)} has a colon inside"
    if first in "-?" and value[1:2] == " " and match["key"] is not None:
        return value, column, f"{quoted_value(value)} begins with {_STARTS[first]}"
    return None


def _flow_end(value: str) -> int | None:
    """Find where the bracket that opens `value` closes, quotes apart; `None` if it does not on this line."""
    depth, quote = 0, ""
    for i, char in enumerate(value):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
            if not depth:
                return i + 1
    return None
