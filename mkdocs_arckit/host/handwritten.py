"""What hand-written pages can say about strategies: where the index stands, and links to strategy files."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_arckit.markdown.scan import code_spans, fences

_MARKER = re.compile(r"^[ \t]*<!--[ \t]*arckit:index[ \t]*-->[ \t]*$", re.MULTILINE)
_BEGIN, _END = "<!-- arckit:begin -->", "<!-- arckit:end -->"  # comments pass through any Markdown
_TARGET = re.compile(
    r"\]\(<?(?P<path>[^()<>\s#?]+)(?=[)>\s#?])|^ {0,3}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^<>\s#?]+)", re.MULTILINE
)


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


def has_marker(markdown: str) -> bool:
    """Whether a page holds the marker, on a line of its own and outside code."""
    return bool(_outside_code(_MARKER.finditer(markdown), markdown))


def place_index(markdown: str, index: str) -> str:
    """The page with the index in the place of its markers."""
    index = f"\n{_BEGIN}\n\n{index}\n\n{_END}\n"
    return _replace(markdown, [(m.span(), index) for m in _outside_code(_MARKER.finditer(markdown), markdown)])


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

    def group(match: re.Match[str]) -> str:
        return "path" if match["path"] else "defined"

    def page(match: re.Match[str]) -> str | None:
        return pages.get(os.path.normpath(docs_dir / folder / unquote(match[group(match)])))

    found = _outside_code((m for m in _TARGET.finditer(markdown) if page(m)), markdown)
    links = [(m.span(group(m)), quote(posixpath.relpath(str(page(m)), folder or "."))) for m in found]
    return _replace(markdown, links)
