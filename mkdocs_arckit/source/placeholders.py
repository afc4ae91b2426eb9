"""Which texts stand for a value that is not known yet: `[OWNER_NAME]`, `TBC`, and the brackets of the template."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from mkdocs_arckit.text.split import without_code

_WORDS = frozenset({"TBD", "TBC", "TODO"})
# Capitals, without a comma: `[SAST, DAST]` is a list of two scans, `[OWNER_NAME]` is nobody yet.
_CAPITALS = re.compile(r"\[(?=[^\]]*[A-Z])[A-Z0-9][A-Z0-9 _/.-]*\]")
CITATION = re.compile(r"\[(?=[A-Z0-9])[A-Z0-9-]{1,80}-C[0-9]{1,9}\]")
"""What says where something is quoted from: `[SL-C1]`, `[WEB-1-C1]`."""
_PENDING = "[PENDING]"
"""Says that something is not known yet, as ArcKit's templates write it."""
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
    if text[:1] != "[":
        return text in _WORDS
    if text == _PENDING or is_citation(text):
        return False
    return text in template_placeholders() or bool(_CAPITALS.fullmatch(text))


def is_citation(text: str) -> bool:
    """Return whether the whole of `text` is a citation, such as `[SL-C1]`."""
    return bool(CITATION.fullmatch(text))


def find_citations(text: str) -> list[str]:
    """Find the citations in a value, outside code, in order, each once."""
    return list(dict.fromkeys(CITATION.findall(without_code(text)))) if "-C" in text else []


def is_text_in_brackets(source: str) -> bool:
    """Return whether what YAML takes for a list of one, `[OWNER_NAME]`, is a text."""
    return is_placeholder(source) or is_citation(source) or source.upper() == _PENDING


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
