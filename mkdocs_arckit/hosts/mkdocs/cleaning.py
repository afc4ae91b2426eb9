"""What authors wrote, on a site's pages: no template and kept apart while it is Markdown, cleaned once it is HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Extension, Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from mkdocs_arckit.render.clean import clean_html, clean_id, clean_label
from mkdocs_arckit.text.code_spans import fences

_log = get_plugin_logger("arckit")
_TOO_DEEP = "a text of a strategy is nested so deeply that the site's Markdown can't read it, so it is shown as typed"
EXTENSION = f"{__name__}:AuthorMarkdown"
"""What a site's configuration calls the extension of Python-Markdown that is here."""
_READ_AHEAD = ("fenced_raw_block", "fenced_code_block", "html_block")
"""The preprocessors that look for the end of something, if need be up to the end of the page."""
_BOUNDARY = re.compile(r"arckit[0-9a-f]{16}b")
_VEIL = re.compile(r"arckit[0-9a-f]{16}v")
_KNOWN_INFO = re.compile(r"\{[^\n]*\}|[\w#.+-]*(?:[ ]*hl_lines=(?:\"[^\"]*\"|'[^']*'))?")
"""What may follow the marks of a fence in Python-Markdown itself."""
_LANGUAGE = re.compile(r"[ ]*[\w#.+-]*")
_TEMPLATE = re.compile(r"(?<=\{)(?=[{%!#])|(?<=-8)(?=<-)")
"""Inside of what plugins and extensions take for a template (`{{ … }}`, `{% … %}`), or for a file to show."""


def veil(markdown: str, word: str) -> str:
    """Hide templates in Markdown: a file of the site's folder must not get onto a page because one is found.

    Args:
        markdown: the page.
        word: begins with what no author can write.
    """
    return _TEMPLATE.sub(f"{word}v", markdown)


def clean_page(html: str, page: Page, boundary: re.Pattern[str]) -> str:
    """Clean what the site's Markdown made of a strategy's page: its HTML, and the table of contents that themes print.

    Args:
        html: the page, before its inserts are put in.
        page: the page.
        boundary: what stands around each text of an author.
    """
    _clean_toc(page.toc)
    return clean_html(html, boundary)


def _clean_toc(items: Iterable[AnchorLink]) -> None:
    for item in items:
        item.title, item.id = clean_label(item.title), clean_id(item.id) or ""
        _clean_toc(item.children)


class AuthorMarkdown(Extension):
    """Lifts the veil once those who include files have had their turn, and ends at a boundary what is left open there.

    Otherwise Python-Markdown would take the rest of the page for a part of an author's HTML, and leave that as it is.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Come after snippets (32), and before all that looks for the end of something (25 and less)."""
        md.preprocessors.register(_Prepare(md), "arckit", 31.9)


class _Prepare(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Lift the veil, and let all that follows see one part of the page after the other."""
        assert self.md
        lines = [_VEIL.sub("", line) if "arckit" in line else line for line in lines]
        if any(map(_BOUNDARY.fullmatch, lines)):
            if isinstance(_named(self.md, "fenced_code_block"), FencedBlockPreprocessor):
                lines = _known_fences(lines)
            for name in _READ_AHEAD:
                if preprocessor := _named(self.md, name):
                    # The class's, not what an earlier page made of it.
                    run = partial(type(preprocessor).run, preprocessor)
                    preprocessor.run = partial(_run_parts, run)  # type: ignore[method-assign]
            self.md.parser.parseDocument = partial(_parse_parts, self.md.parser)  # type: ignore[method-assign]
        return lines


def _named(md: Markdown, name: str) -> Preprocessor | None:
    try:
        return md.preprocessors[name]
    except KeyError:
        return None


def _known_fences(lines: list[str]) -> list[str]:
    """Write fences as Python-Markdown itself knows them: no title behind the language, none in lists and quotations.

    In lists and quotations they become indented code.
    """
    out, at = list[str](), 0
    for fence in fences(lines):
        out += lines[at : fence.start]
        at = fence.end
        if not fence.lead:
            info = fence.info if _KNOWN_INFO.fullmatch(fence.info.strip(" ")) else _LANGUAGE.match(fence.info)[0]  # type: ignore[index]
            out += [fence.marks + info, *lines[fence.start + 1 : at]]
            continue
        lead = re.compile(rf"[ \t>]{{0,{len(fence.lead)}}}" if ">" in fence.lead else rf" {{0,{len(fence.lead)}}}")
        code = [lead.sub("", line, count=1) for line in lines[fence.start + 1 : at - fence.closed]]
        edge = fence.lead.rstrip()
        out += [edge, *(f"{fence.lead}    {line}".rstrip() for line in code), edge]
    return [*out, *lines[at:]]


def _parts(lines: Iterable[str]) -> Iterator[list[str]]:
    """Split lines at the boundaries; the boundaries are parts too."""
    part: list[str] = []
    for line in lines:
        if _BOUNDARY.fullmatch(line):
            yield from (part, [line])
            part = []
        else:
            part.append(line)
    yield part


def _run_parts(run: Callable[[list[str]], list[str]], lines: list[str]) -> list[str]:
    return [line for part in _parts(lines) for line in ["", *run(part), ""]]


def _parse_parts(parser: BlockParser, lines: list[str]) -> ElementTree:
    parser.root = Element(parser.md.doc_tag)
    for part in _parts(lines):
        root = Element(parser.md.doc_tag)
        try:
            parser.parseChunk(root, "\n".join(part))
        except RecursionError:  # an extension of the site calls itself more often than the limits can know
            _log.warning(_TOO_DEEP)
            parser.state.clear()
            root = Element(parser.md.doc_tag)
            SubElement(root, "pre").text = AtomicString("\n".join(part).strip("\n"))
        parser.root.extend(root)
    return ElementTree(parser.root)
