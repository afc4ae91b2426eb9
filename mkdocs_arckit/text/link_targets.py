"""Where the links and images of Markdown lead: found as Python-Markdown finds them, and nothing that only looks so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_arckit.text.code_spans import Span, blank_code, replaced
from mkdocs_arckit.text.inline import Resolve, encoded, is_safe_url, link_destination, without_backslashes

_BRACKET = re.compile(r"\\.|(?P<opens>!?\[)|(?P<closes>\])(?P<points>\()?|(?P<paragraph>\n[ \t]*(?=\n))", re.DOTALL)
_ATOM = r"(?:[^\s()<>\\]|\\[!-/:-@\[-`{-~]|\\(?![!-/:-@\[-`{-~]))"
_TARGET = re.compile(
    rf"\(\s*(?!\s)(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:{_ATOM}|\({_ATOM}*\))*))"
    r"(?:(?:\s+|(?<=\s))(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'))?\s*\)"
)
_DEFINITION = re.compile(
    r"^(?P<before>(?:[ \t>]|(?:[-*+:]|\d{1,9}\.|\[\^[^\]\n]+\]:)[ \t])*)"
    r"(?P<label>\[(?!\^)(?:[^\[\]\\]|\\.)*\]:[ \t]*(?:\n[ \t>]*)?)(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<]\S*))"
    r"(?=[ \t]*(?:\n[ \t>]*)?(?:[\"'(][^\n]*[\"')][ \t]*)?$)",
    re.MULTILINE,
)


def _pointers(text: str) -> Iterator[tuple[Span | None, int, re.Match[str] | None]]:
    """Yield each `](`: the bracket that it closes, its place, and what it points to, if that is well-formed."""
    openers: list[Span] = []
    at = 0
    while bracket := _BRACKET.search(text, at):
        at = bracket.end()
        if bracket["opens"]:
            openers.append(bracket.span())
        elif bracket["paragraph"]:
            openers.clear()
        elif bracket["closes"]:
            opener = openers.pop() if openers else None
            if bracket["points"]:
                found = _TARGET.match(text, at - 1)
                yield opener, bracket.start(), found
                at = found.end() if opener and found else at


def _url(found: re.Match[str]) -> Span:
    return found.span("bare" if found["angled"] is None else "angled")


def urls(text: str) -> list[Span]:
    """Find where the URLs of links, images and definitions are in a text without code."""
    inline = [found for opener, _, found in _pointers(text) if opener and found]
    return [_url(found) for found in (*inline, *_DEFINITION.finditer(text))]


def resolved(text: str, resolve: Resolve) -> str:
    """Lead the links of a paragraph without code where `resolve` says; of one that leads nowhere the label stays."""

    def lead(found: re.Match[str]) -> str | None:
        start, end = _url(found)
        written = without_backslashes(text[start:end])
        url = resolve(written) if "\0" not in written else None  # where code stood
        return url if url and is_safe_url(url) else None

    changes: list[tuple[Span, str]] = []
    for opener, start, found in _pointers(text):
        if not opener or not found:
            continue
        if url := lead(found):
            changes.append(
                ((start, found.end()), "]" + link_destination(url, found["double"] or found["single"] or ""))
            )
        else:
            changes += [(opener, ""), ((start, found.end()), "")]
    text = replaced(text, changes)
    changes = []
    for found in _DEFINITION.finditer(text):
        url, at = lead(found), found.start("label")
        changes.append(((found.end("label"), found.end()), encoded(url)) if url else ((at, at), "\\"))
    return replaced(text, changes)


def unlinked(line: str) -> str:
    """Write a line for the name of something, such as a page's title: what looks like a link is shown as typed."""
    return replaced(line, [(found.span(), "]\\(") for found in re.finditer(r"\]\(", blank_code(line))])
