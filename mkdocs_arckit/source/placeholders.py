"""Which texts stand for a value that is not known yet: `[OWNER_NAME]`, `TBC`, and the brackets of the template."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from mkdocs_arckit.text.code_spans import without_code

_WORDS = frozenset({"TBD", "TBC", "TODO"})
# Capitals, without a comma: `[SAST, DAST]` is a list of two scans, `[OWNER_NAME]` is nobody yet.
_CAPITALS = re.compile(r"\[(?=[^\]]*[A-Z])[A-Z0-9][A-Z0-9 _/.-]*\]")
_BRACKETS = re.compile(r"\[[^\[\]\n]{1,120}\]")
_TARGETS = re.compile(r"(\[[^\[\]\n]{1,120}\]):")
_ANY_BRACKETS = re.compile(r"\[[^\[\]]{1,200}\]")
_CHECKBOX = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\]", re.MULTILINE)


@lru_cache(maxsize=1)
def template_placeholders() -> frozenset[str]:
    """Return the bracketed texts of the template document, brackets included."""
    data = files("mkdocs_arckit").joinpath("source/placeholders.txt").read_text(encoding="utf-8")
    return frozenset(data.splitlines())


def is_placeholder(text: str) -> bool:
    """Return whether the whole of `text` is one placeholder."""
    text = text.strip()
    return text in _WORDS or (text[:1] == "[" and (text in template_placeholders() or bool(_CAPITALS.fullmatch(text))))


def may_hold_placeholder(text: str) -> bool:
    """Return quickly whether a text is worth a search for placeholders; most are not."""
    return "[" in text or (len(text) < 12 and text.strip() in _WORDS)


def mentions_placeholder(source: str) -> bool:
    """Return whether the source text of a file holds what may be a placeholder, broken over lines or not."""
    if any(word in source for word in _WORDS):
        return True
    return any(is_placeholder(" ".join(found.split())) for found in _ANY_BRACKETS.findall(source))


def find_placeholders(text: str) -> list[str]:
    """Find the placeholders in a value, outside code, links and checkboxes, in order, each once."""
    if text.strip() in _WORDS:
        return [text.strip()]
    if "[" not in text:
        return []
    text = _CHECKBOX.sub(" ", without_code(text))
    targets = set(_TARGETS.findall(text))
    found = []
    for match in _BRACKETS.finditer(text):
        word, after = match[0], text[match.end() : match.end() + 1]
        linked = after in {"(", "["} or word in targets  # a link, or one whose target stands elsewhere
        if is_placeholder(word) and not linked:
            found.append(word)
    return list(dict.fromkeys(found))
