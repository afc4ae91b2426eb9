"""Markdown of any length, fitted into a page: headings shifted, lists recognised, links resolved, nothing left open."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_arckit.text.code_spans import Span, code_spans, fences, replaced
from mkdocs_arckit.text.html import Tags, comments
from mkdocs_arckit.text.inline import Resolve, is_safe_url
from mkdocs_arckit.text.link_targets import resolved
from mkdocs_arckit.text.printable import without_long_references
from mkdocs_arckit.text.split import split_blocks

_ATX = re.compile(r"(?P<lead>(?:[ >]*>)? *)(?P<marks>#{1,6})(?P<text>[ \t].*|$)")
_HASH = re.compile(r"(?P<lead>(?:[ >]*> ?)? {0,3})#")


def block(text: str, level: int, resolve: Resolve) -> str:
    """Write an author's Markdown as part of a page.

    Args:
        text: the Markdown, as the author wrote it.
        level: the level that its highest heading gets, 1 to 6; the others keep their distance, none goes below 6.
        resolve: finds where a link leads; `None` means that its text stays and the link goes.
    """
    parts = split_blocks(without_long_references(text))
    levels = [len(h["marks"]) for p in parts if p.kind == "text" for ln in p.lines if (h := _ATX.fullmatch(ln))]
    shift = level - min(levels) if levels else 0
    tags = Tags(lambda url: found if (found := resolve(url)) and is_safe_url(found) else None)
    out: list[str] = []
    for part in parts:
        if part.kind == "text":
            lines = [_heading(line, shift) for line in part.lines]
            paragraphs = re.split(r"(\n[ \t]*\n)", "\n".join(lines))
            piece = "".join(_paragraph(p, resolve, tags) for p in paragraphs)
        elif part.kind == "code" and part.nested:
            code = fenced(textwrap.dedent("\n".join(part.lines)), "").split("\n")
            piece = "\n".join(f"{part.lead}{line}".rstrip() for line in [*code, ""])
        elif part.kind == "code":  # as a fence it is code wherever it stands, in raw HTML too
            piece = fenced(textwrap.dedent("\n".join(part.lines).expandtabs(4)), "")
        else:
            piece = "\n".join(part.lines)
        # Not every extension takes a fence that touches text.
        if out and not part.nested and out[-1].rpartition("\n")[2].strip() and piece.partition("\n")[0].strip():
            out.append("")
        out.append(piece)
    if missing := tags.close():
        out.append(missing)
    return "\n".join(out).strip("\n")


def _heading(line: str, shift: int) -> str:
    if atx := _ATX.fullmatch(line):
        level = min(max(len(atx["marks"]) + shift, 1), 6)
        lead = atx["lead"] if ">" in atx["lead"] or len(atx["lead"]) > 3 else ""
        return f"{lead}{'#' * level}{atx['text']}"
    if hash_ := _HASH.match(line):  # to Python-Markdown, `#tag` is a heading
        return f"{hash_['lead']}\\#{line[hash_.end() :]}"
    return line


def _paragraph(text: str, resolve: Resolve, tags: Tags) -> str:
    """Resolve the links of a stretch of text that has no blank line; code spans and comments are left alone."""
    if not any(mark in text for mark in ("<", "](", "]:")):
        return text
    text, kept = _mask(text, [(start, end) for start, end, _ in code_spans(text)])
    text, commented = _mask(text, list(comments(text)), len(kept))
    kept += commented
    text = tags.resolved(resolved(text, resolve))
    while "\0" in text:  # a comment may hold code
        text = re.sub("\0(\\d+)\0", lambda match: kept[int(match[1])], text)
    return text


def _mask(text: str, spans: list[Span], first: int = 0) -> tuple[str, list[str]]:
    """Replace some parts of `text` by numbers between NULs, which no file can hold; return it, and these parts."""
    masked = replaced(text, [(span, f"\0{i}\0") for i, span in enumerate(spans, first)])
    return masked, [text[start:end] for start, end in spans]


class CodeBlock(NamedTuple):
    """Code in a text: its language if its fence names one, the code, and where its lines stand in the text."""

    language: str
    text: str
    line: int = 0
    """How many lines stand before its first."""
    column: int = 0
    """How many columns stand before each of its lines."""


def codes(text: str) -> Iterator[CodeBlock]:
    """Yield the fenced code in a block."""
    lines = re.split(r"\r\n?|[\n\u2028\u2029\x85]", text)
    for fence in fences(lines):
        width = len(fence.lead)
        inner = lines[fence.start + 1 : fence.end - fence.closed]
        word = re.match(r"\s*(?:\{[^}]*\.)?([\w+#-]+)", fence.info)
        code = "\n".join(re.sub(rf"^[ \t>]{{0,{width}}}", "", line) for line in inner)
        yield CodeBlock(word[1] if word else "", code, fence.start + 1, width)


def unfenced(code: str) -> CodeBlock:
    """Take code out of the fence that its author wrote around it."""
    code = code.replace("\r\n", "\n").replace("\r", "\n")
    before = len(code) - len(code.lstrip("\n"))
    lines = code.strip("\n").split("\n")
    own = next(fences(lines), None) if lines[0].lstrip()[:3] in {"```", "~~~"} else None
    if own and own.closed and (own.start, own.end) == (0, len(lines)) and ">" not in own.lead:
        info = own.info.strip()
        language = info if re.fullmatch(r"[\w+#-]+", info) else ""
        return CodeBlock(language, "\n".join(lines[1:-1]).rstrip(), before + 1)
    return CodeBlock("", "\n".join(lines).rstrip(), before)


def fenced(code: str, language: str) -> str:
    """Fence code so that no backtick in it can end the block; a fence that the author wrote around it is dropped."""
    own = unfenced(code)
    language, code = own.language or language, own.text
    longest = max((len(run) for run in re.findall("`+", code)), default=0) if "```" in code else 2
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"
