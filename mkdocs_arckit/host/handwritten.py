"""What hand-written pages can say about strategies: where indexes stand, and links to strategy files."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_arckit.markdown.scan import code_spans, fences

_MARKER = re.compile(
    r"^[ \t]*<!--\s*arckit:(?P<name>[\w-]+)(?:\s+(?P<options>(?:(?!-->)[\s\S])*?))?\s*-->[ \t]*$", re.MULTILINE
)
_TARGET = re.compile(
    r"\]\(<?(?P<path>[^()<>\s#?]+)(?=[)>\s#?])|^ {0,3}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^<>\s#?]+)", re.MULTILINE
)


@dataclass(frozen=True)
class Marker:
    """A comment such as `<!-- arckit:index status=DRAFT -->`, on lines of its own and outside code.

    Attributes:
        name: what stands behind `arckit:`.
        options: what follows the name.
        at: where the name stands in the page, in characters.
        options_at: where the options begin.
    """

    name: str
    options: str
    at: int
    options_at: int


def _outside_code(matches: Iterable[re.Match[str]], markdown: str) -> list[re.Match[str]]:
    found = list(matches)
    if not found:  # most pages: they need no look at where their code stands
        return []
    code = [*fences(markdown), *((start, end) for start, end, _ in code_spans(markdown))]
    return [m for m in found if not any(start <= m.start() < end for start, end in code)]


def _replace(markdown: str, replacements: list[tuple[tuple[int, int], str]]) -> str:
    for (start, end), text in reversed(replacements):
        markdown = markdown[:start] + text + markdown[end:]
    return markdown


def _found(markdown: str) -> list[tuple[tuple[int, int], Marker]]:
    matches = _outside_code(_MARKER.finditer(markdown), markdown)
    return [(m.span(), Marker(m["name"], m["options"] or "", m.start("name"), m.start("options"))) for m in matches]


def find_markers(markdown: str) -> list[Marker]:
    """The markers of a page."""
    return [marker for _, marker in _found(markdown)]


def replace_markers(markdown: str, replacement: Callable[[Marker], str]) -> str:
    """The page with something in the place of each of its markers."""
    return _replace(markdown, [(span, f"\n{replacement(marker)}\n") for span, marker in _found(markdown)])


def link_to_pages(markdown: str, source: str, docs_dir: Path, pages: Mapping[str, str]) -> str:
    """The page with links to strategy files leading to their pages.

    Args:
        markdown: the page.
        source: its path in the docs folder.
        docs_dir: the docs folder, absolute.
        pages: the page of each strategy, by the absolute path of its file.
    """
    folder = posixpath.dirname(source)

    def group(match: re.Match[str]) -> str:
        return "path" if match["path"] else "defined"

    def page(match: re.Match[str]) -> str | None:
        return pages.get(os.path.normpath(docs_dir / folder / unquote(match[group(match)])))

    found = _outside_code((m for m in _TARGET.finditer(markdown) if page(m)), markdown)
    links = [(m.span(group(m)), quote(posixpath.relpath(str(page(m)), folder or "."))) for m in found]
    return _replace(markdown, links)
