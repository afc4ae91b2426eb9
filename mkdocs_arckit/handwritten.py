"""What hand-written pages can say about strategies: where the index stands, and links to strategy files."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_arckit.markdown.scan import code_spans, fences

_MARKER = re.compile(r"^[ \t]*<!--[ \t]*arckit:index[ \t]*-->[ \t]*$", re.MULTILINE)
_TARGET = re.compile(
    r"\]\(<?(?P<path>[^()<>\s#?]+)(?=[)>\s#?])|^ {0,3}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^<>\s#?]+)", re.MULTILINE
)


def _outside_code(pattern: re.Pattern[str], markdown: str) -> Iterator[re.Match[str]]:
    code = fences(markdown)
    code += [(start, end) for start, end, _ in code_spans(markdown)]
    return (m for m in pattern.finditer(markdown) if not any(a <= m.start() < b for a, b in code))


def _replace(markdown: str, replacements: list[tuple[tuple[int, int], str]]) -> str:
    for (start, end), text in reversed(replacements):
        markdown = markdown[:start] + text + markdown[end:]
    return markdown


def has_marker(markdown: str) -> bool:
    """Whether a page holds the marker, on a line of its own and outside code."""
    return "arckit:index" in markdown and any(_outside_code(_MARKER, markdown))


def place_index(markdown: str, index: str) -> str:
    """The page with the index in the place of its markers."""
    return _replace(markdown, [(m.span(), f"\n{index}\n") for m in _outside_code(_MARKER, markdown)])


def link_to_pages(markdown: str, source: str, docs_dir: Path, pages: Mapping[str, str]) -> str:
    """The page with links to strategy files leading to their pages.

    Args:
        markdown: the page.
        source: its path in the docs folder.
        docs_dir: the docs folder, absolute.
        pages: the page of each strategy, by the absolute path of its file.
    """
    folder = posixpath.dirname(source)
    found = []
    for match in _outside_code(_TARGET, markdown):
        group = "path" if match["path"] else "defined"
        page = pages.get(os.path.normpath(docs_dir / folder / unquote(match[group])))
        if page:
            found.append((match.span(group), quote(posixpath.relpath(page, folder or "."))))
    return _replace(markdown, found)
