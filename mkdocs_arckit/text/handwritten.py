"""What hand-written pages can say about strategies: where indexes stand, and links to strategy files."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_arckit.text.code_spans import blank_code, replaced
from mkdocs_arckit.text.link_targets import urls

_MARKER = re.compile(
    r"^[ \t]*<!--\s*arckit:(?P<name>[\w-]+)(?:\s+(?P<options>(?:(?!-->)[\s\S])*?))?\s*-->[ \t]*$", re.MULTILINE
)


@dataclass(frozen=True)
class Marker:
    """A comment such as `<!-- arckit:index {status: DRAFT} -->`, on lines of its own and outside code.

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


def _found(markdown: str) -> list[tuple[tuple[int, int], Marker]]:
    matches = list(_MARKER.finditer(markdown))
    text = blank_code(markdown) if matches else ""  # most pages need no look at where their code stands
    return [
        (m.span(), Marker(m["name"], m["options"] or "", m.start("name"), m.start("options")))
        for m in matches
        if not text[m.start() : m.end()].isspace()
    ]


def find_markers(markdown: str) -> list[Marker]:
    """Find the markers of a page."""
    return [marker for _, marker in _found(markdown)]


def replace_markers(markdown: str, replacement: Callable[[Marker], str]) -> str:
    """Put something in the place of each of a page's markers."""
    return replaced(markdown, [(span, f"\n{replacement(marker)}\n") for span, marker in _found(markdown)])


def link_to_pages(markdown: str, source: str, docs_dir: Path, pages: Mapping[str, str]) -> str:
    """Lead a page's links to strategy files to their pages.

    Args:
        markdown: the page.
        source: its path in the docs folder.
        docs_dir: the docs folder, absolute.
        pages: the page of each strategy, by the absolute path of its file.
    """
    folder = posixpath.dirname(source)
    changes = []
    for start, end in urls(blank_code(markdown)) if pages else ():
        path = re.split("[#?]", markdown[start:end], maxsplit=1)[0]
        if page := pages.get(os.path.normpath(docs_dir / folder / unquote(path))):
            changes.append(((start, start + len(path)), quote(posixpath.relpath(page, folder or "."))))
    return replaced(markdown, changes)
