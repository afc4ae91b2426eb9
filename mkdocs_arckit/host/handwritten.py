"""What hand-written pages can say about strategies: where the index stands, and links to strategy files."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_arckit.markdown.scan import blank_code, replaced
from mkdocs_arckit.markdown.targets import urls

_MARKER = re.compile(r"^[ \t]*<!--[ \t]*arckit:index[ \t]*-->[ \t]*$", re.MULTILINE)
_BEGIN, _END = "<!-- arckit:begin -->", "<!-- arckit:end -->"  # comments pass through any Markdown


def _markers(markdown: str) -> list[re.Match[str]]:
    if not _MARKER.search(markdown):  # most pages: they need no look at where their code stands
        return []
    return list(_MARKER.finditer(blank_code(markdown)))


def has_marker(markdown: str) -> bool:
    """Whether a page holds the marker, on a line of its own and outside code."""
    return bool(_markers(markdown))


def place_index(markdown: str, index: str) -> str:
    """The page with the index in the place of its markers."""
    index = f"\n{_BEGIN}\n\n{index}\n\n{_END}\n"
    return replaced(markdown, [(marker.span(), index) for marker in _markers(markdown)])


def frame_index(html: str) -> str:
    """The page's HTML with its index marked as the plugin's, for the styles."""
    return html.replace(_BEGIN, '<div class="arckit">').replace(_END, "</div>")


def link_to_pages(markdown: str, source: str, docs_dir: Path, pages: Mapping[str, str]) -> str:
    """The page with links to strategy files leading to their pages.

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
