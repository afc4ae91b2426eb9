"""Tells editors of the schema: in the settings of Visual Studio Code, and in the first line of a strategy."""

from __future__ import annotations

import json
import re
from typing import Any

from mkdocs_arckit.authoring.insert import NoPlaceError

SCHEMA_LINE = "# yaml-language-server: $schema={}\n"
_SECTION = "yaml.schemas"
_NAMED = re.compile(r"^#[ \t]*yaml-language-server[ \t]*:.*\$schema", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


def with_schema(text: str, entry: dict[str, Any]) -> str:
    """Add an entry to settings.

    Args:
        text: the file; empty if there is none.
        entry: `yaml.schemas` with one schema.

    Raises:
        NoPlaceError: they hold comments, which JSON has not, or are not a mapping.
    """
    if not text.strip():
        return json.dumps(entry, indent=2, ensure_ascii=False) + "\n"
    try:
        settings = json.loads(text)
    except (ValueError, RecursionError):
        raise NoPlaceError("it holds comments, or is not plain JSON") from None
    if not isinstance(settings, dict) or not isinstance(settings.get(_SECTION, {}), dict):
        raise NoPlaceError("its content has another form than such a file should have")
    wanted = settings | {_SECTION: {**entry[_SECTION], **settings.get(_SECTION, {})}}
    found = re.search(r'^([ \t]*)"', text, re.MULTILINE)
    indent = found[1] if found else "  "
    changed = _spliced(text, entry, indent or "  ")
    return changed if json.loads(changed) == wanted else json.dumps(wanted, indent=indent, ensure_ascii=False) + "\n"


def _spliced(text: str, entry: dict[str, Any], indent: str) -> str:
    """Put the entry first into the section that is there, or into the file."""
    section = re.search(rf'"{re.escape(_SECTION)}"\s*:\s*{{', text)
    holder = section or re.search(r"\{", text)
    assert holder
    inner, depth = (entry[_SECTION], 2) if section else (entry, 1)
    lines = json.dumps(inner, indent=indent, ensure_ascii=False).splitlines()[1:-1]
    body = "\n".join(indent * (depth - 1) + line for line in lines)
    rest = text[holder.end() :]
    if rest.lstrip().startswith("}"):
        rest = f"\n{indent * (depth - 1)}{rest.lstrip()}"
    else:
        body += ","
    return f"{text[: holder.end()]}\n{body}{rest}"


def with_schema_line(data: bytes, schema: str) -> bytes:
    """Put the line that names the schema above everything else in a strategy, which stays as it is, byte for byte.

    Args:
        data: the file.
        schema: the path of the schema from the file's folder.
    """
    text = data.removeprefix(_BOM)
    if _NAMED.search(text.decode(errors="replace")) or b"\0" in text:  # UTF-16, which the build refuses
        return data
    first = SCHEMA_LINE.format(schema).encode()
    if text.partition(b"\n")[0].endswith(b"\r"):
        first = first.replace(b"\n", b"\r\n")
    return data[: len(data) - len(text)] + first + text
