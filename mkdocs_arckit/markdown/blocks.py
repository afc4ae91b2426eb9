"""Markdown of any length, fitted into a page: headings shifted, lists recognised, links resolved, nothing left open."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_arckit.markdown.html import Tags
from mkdocs_arckit.markdown.inline import Resolve, is_safe_url
from mkdocs_arckit.markdown.scan import code_spans

_FENCE = re.compile(r"(?P<lead>[ \t>]*)(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_ATX = re.compile(r"(?P<lead>(?: {0,3}> ?)* *)(?P<marks>#{1,6})(?P<text>[ \t].*|$)")
_HASH = re.compile(r"(?P<lead>(?: {0,3}> ?)* {0,3})#")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap> +)(?=\S)")
_INTERRUPTS = re.compile(r" {0,3}(?:[-*+]|1[.)]) +\S")
_CONTAINER = re.compile(r" *(?:!!!|\?\?\?|===|///|: |\[\^[^\]]+\]:)")
_LIVE_TAG = re.compile(
    r"<(?=[!?/]|[A-Za-z][\w:-]*[\s/][^\n]*|(?:script|style|iframe|object|embed|svg|math|base|meta|link|form|template)\b)",
    re.IGNORECASE,
)
_DELIMITER_ROW = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_NO_PARAGRAPH = re.compile(r" *(?:[-*+] |\d{1,9}[.)] |>|#|\||!!!|\?\?\?|===|///)|.*\|.*\|")
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<label>(?:[^\[\]\\!]|!(?!\[)|\\.|!?\[[^\[\]]*\](?:\([^()]*\))?)*)\]"
    r"\([ \t\n]*(?P<target><[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"(?P<title>[ \t\n]+(?:\"[^\"]*\"|'[^']*'))?[ \t\n]*\)"
)
# What attr_list may set; one such group in a line, because some versions read from the first brace to the last.
_ATTRIBUTE = (
    r"(?:[.#][\w-]+|(?:data-[\w-]+|align|height|lang|loading|rel|start|target|title|width)"
    r"=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s\"'{}=]+))"
)
_ATTRIBUTES = re.compile(rf"\{{:?[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}}")
_DEFINITION = re.compile(r"^(?P<lead> {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(?P<target><[^<>\n]*>|\S+)", re.MULTILINE)


class _Part:
    """Some lines of a block: `fence` and `code` are left alone, `text` is Markdown."""

    __slots__ = ("kind", "lines", "nested")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.nested = False
        self.lines: list[str] = []


def block(text: str, level: int, resolve: Resolve) -> str:
    """An author's Markdown as part of a page.

    Args:
        text: the Markdown, as the author wrote it.
        level: the level that its highest heading gets, 1 to 6; the others keep their distance, none goes below 6.
        resolve: finds where a link leads; `None` means that its text stays and the link goes.
    """
    parts = _split(text)
    levels = [len(h["marks"]) for p in parts if p.kind == "text" for ln in p.lines if (h := _ATX.fullmatch(ln))]
    shift = level - min(levels) if levels else 0
    tags = Tags(lambda url: _safe(resolve, url))
    out: list[str] = []
    for part in parts:
        if part.kind == "text":
            lines = [_heading(line, shift) for line in part.lines]
            paragraphs = re.split(r"(\n[ \t]*\n)", "\n".join(lines))
            piece = "".join(_paragraph(p, resolve, tags) for p in paragraphs)
        elif part.kind == "code":  # as a fence it is code wherever it stands, in raw HTML too
            piece = fenced(textwrap.dedent("\n".join(part.lines).expandtabs(4)), "")
        else:
            piece = _fence(part)
        # Not every extension takes a fence that touches text.
        if out and not part.nested and out[-1].rpartition("\n")[2].strip() and piece.partition("\n")[0].strip():
            out.append("")
        out.append(piece)
    if missing := tags.close():
        out.append(missing)
    return "\n".join(out).strip("\n")


def _safe(resolve: Resolve, url: str) -> str | None:
    found = resolve(url)
    return found if found and is_safe_url(found) else None


def _split(text: str) -> list[_Part]:
    """The parts of a block, with blank lines put in where Markdown on GitHub needs none, and headings as `#`."""
    lines = re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text).strip("\n").split("\n")
    parts = [_Part("text")]
    closer: re.Pattern[str] | None = None
    lead = ""
    inside_list = False
    for i, line in enumerate(lines):
        if closer:
            parts[-1].lines.append(line)
            if closer.fullmatch(line):
                closer = None
                parts.append(_Part("text"))
            continue
        if opener := _FENCE.fullmatch(line):
            lead = opener["lead"]
            closer = _closer(opener, "[ \t>]*")
            parts.append(_Part("fence"))
            parts[-1].nested = inside_list or ">" in lead
            parts[-1].lines.append(line)
            continue
        before = parts[-1].lines[-1] if parts[-1].lines else ""
        if not line.strip():
            parts[-1].lines.append(line)
            continue
        if _ITEM.match(line) or _CONTAINER.match(line):
            inside_list = True
        elif not line.startswith((" ", "\t")) and not before.strip():
            inside_list = False
        goes_on = parts[-1].kind == "code" or not _paragraph_line(before)
        indented = line.startswith(("    ", "\t")) and not inside_list and goes_on
        if indented != (parts[-1].kind == "code"):
            parts.append(_Part("code" if indented else "text"))
            before = ""
        if not indented:
            if _SETEXT.fullmatch(line) and _paragraph_line(before) and not before.startswith(" " * 4):
                earlier = parts[-1].lines[-2] if len(parts[-1].lines) > 1 else ""
                if not _paragraph_line(earlier):
                    parts[-1].lines[-1] = ("# " if "=" in line else "## ") + before.strip()
                    continue
            starts_table = (
                "|" in line and i + 1 < len(lines) and "-" in lines[i + 1] and _DELIMITER_ROW.fullmatch(lines[i + 1])
            )
            if _paragraph_line(before) and (_INTERRUPTS.match(line) or (starts_table and "|" in lines[i + 1])):
                parts[-1].lines.append("")
        parts[-1].lines.append(line)
    if closer:
        width = len(re.sub(r"[ \t>]*", "", parts[-1].lines[0], count=1)) - len(
            re.sub(r"[ \t>]*(`+|~+)", "", parts[-1].lines[0], count=1)
        )
        mark = re.sub(r"[ \t>]*", "", parts[-1].lines[0], count=1)[0]
        parts[-1].lines.append(lead + mark * width)
    return [part for part in parts if part.lines]


def _fence(part: _Part) -> str:
    """A fenced block: moved to the margin, or, inside a list or a quotation, without tags that could come to life.

    Not every Markdown extension takes a fence that is not at the margin for one.
    """
    lead = re.match(r"[ \t>]*", part.lines[0])
    assert lead
    opener = _FENCE.fullmatch(part.lines[0])
    assert opener
    part.lines[0] = opener["lead"] + opener["fence"] + _info(opener["info"])
    if not part.nested:
        return "\n".join(re.sub(rf"^[ \t]{{0,{len(lead[0])}}}", "", line) for line in part.lines)
    return "\n".join(_LIVE_TAG.sub("&lt;", line) for line in part.lines)


def _info(info: str) -> str:
    """What follows a fence's marks, as far as every extension understands it; another would make it no fence."""
    if _ATTRIBUTES.fullmatch(info.strip()) or re.fullmatch(r"\s*[\w+#.-]*\s*", info):
        return info
    language = re.match(r"\s*[\w+#.-]+(?=\s)", info)
    options = re.findall(r"(?<=\s)(?:title|hl_lines|linenums)=\"[^\"<>`]*\"", info) if language else []
    return " ".join([language[0], *options]) if language else ""


def _paragraph_line(line: str) -> bool:
    return bool(line.strip()) and not _NO_PARAGRAPH.match(line)


def _heading(line: str, shift: int) -> str:
    if atx := _ATX.fullmatch(line):
        level = min(max(len(atx["marks"]) + shift, 1), 6)
        lead = atx["lead"] if ">" in atx["lead"] or len(atx["lead"]) > 3 else ""
        return f"{lead}{'#' * level}{atx['text']}"
    if hash_ := _HASH.match(line):  # to Python-Markdown, `#tag` is a heading
        return f"{hash_['lead']}\\#{line[hash_.end() :]}"
    return line


def _paragraph(text: str, resolve: Resolve, tags: Tags) -> str:
    """Clean a stretch of text that has no blank line; code spans are left alone."""
    if not any(mark in text for mark in ("<", "](", "]:", "{", "}")):
        return text
    out, at = [], 0
    text, codes = _mask(text)
    text = "\n".join(_braces(line) for line in text.split("\n"))
    text = _link_targets(text, resolve)
    text = tags.clean(text)
    for match in re.finditer("\x00(\\d+)\x00", text):
        out += [text[at : match.start()], codes[int(match[1])]]
        at = match.end()
    return "".join([*out, text[at:]])


def _braces(line: str) -> str:
    """A line in which braces are text, but for one group of harmless attributes."""
    if "{" not in line and "}" not in line:
        return line
    match = _ATTRIBUTES.search(line)
    start, end = match.span() if match else (len(line), len(line))
    before, after = (re.sub(r"[{}]", lambda m: f"&#{ord(m[0])};", part) for part in (line[:start], line[end:]))
    return before + line[start:end] + after


def _mask(text: str) -> tuple[str, list[str]]:
    """`text` with its code spans replaced by numbers between NULs, which no file can hold, and the code spans."""
    out: list[str] = []
    codes: list[str] = []
    at = 0
    for start, end, _ in code_spans(text):
        out += [text[at:start], f"\x00{len(codes)}\x00"]
        code = text[start:end]
        if "<" in code:  # shown as code even where the backticks are not taken for its marks
            inner = code.strip("`").strip()
            code = f"<code>{''.join(c if c.isalnum() or c == ' ' else f'&#{ord(c)};' for c in inner)}</code>"
        codes.append(code)
        at = end
    return "".join([*out, text[at:]]), codes


def _link_targets(text: str, resolve: Resolve) -> str:
    def link(match: re.Match[str]) -> str:
        label = _LINK.sub(link, match["label"]) if "](" in match["label"] else match["label"]
        url = _safe(resolve, match["target"].strip("<>")) if "\x00" not in match["target"] else None
        if url is None:
            return label
        target = re.sub(r"[\s()<>]", lambda m: f"%{ord(m[0]):02X}", url)
        return f"{match['image']}[{label}]({target}{match['title'] or ''})"

    def definition(match: re.Match[str]) -> str:
        url = _safe(resolve, match["target"].strip("<>"))
        return match["lead"] + url if url else "\\" + match[0].lstrip()

    return _DEFINITION.sub(definition, _LINK.sub(link, text))


class Code(NamedTuple):
    """Code in a text: its language if its fence names one, the code, and where its lines stand in the text."""

    language: str
    text: str
    line: int = 0
    """How many lines stand before its first."""
    column: int = 0
    """How many columns stand before each of its lines."""


def fences(text: str) -> Iterator[Code]:
    """The fenced code in a block."""
    closer, lead, language, first = None, "", "", 0
    found: list[str] = []
    for i, line in enumerate([*re.split(r"\r\n?|[\n\u2028\u2029\x85]", text), None]):
        if closer and (line is None or closer.fullmatch(line)):
            yield Code(language, "\n".join(found), first, len(lead))
            closer, found = None, []
        elif closer and line is not None:
            found.append(re.sub(rf"^[ \t>]{{0,{len(lead)}}}", "", line))
        elif line is not None and (opener := _FENCE.fullmatch(line)):
            closer, lead, first = _closer(opener, "[ \t>]*"), opener["lead"], i + 1
            word = re.match(r"\s*(?:\{[^}]*\.)?([\w+#-]+)", opener["info"])
            language = word[1] if word else ""


def _closer(opener: re.Match[str], lead: str) -> re.Pattern[str]:
    """What ends a fence."""
    return re.compile(rf"{lead}{re.escape(opener['fence'][0])}{{{len(opener['fence'])},}}[ \t]*")


def unfenced(code: str) -> Code:
    """Code without the fence that its author wrote around it."""
    code = code.replace("\r\n", "\n").replace("\r", "\n")
    before = len(code) - len(code.lstrip("\n"))
    lines = code.strip("\n").split("\n")
    opener = _FENCE.fullmatch(lines[0])
    if opener:
        closer = _closer(opener, "[ \t]*")
        if [i for i, line in enumerate(lines) if i and closer.fullmatch(line)] == [len(lines) - 1]:
            own = opener["info"].strip()
            language = own if re.fullmatch(r"[\w+#-]+", own) else ""
            return Code(language, "\n".join(lines[1:-1]).rstrip(), before + 1)
    return Code("", "\n".join(lines).rstrip(), before)


def fenced(code: str, language: str) -> str:
    """A fenced code block that no backtick in the code can end; a fence that the author wrote around it is dropped."""
    own = unfenced(code)
    language, code = own.language or language, own.text
    longest = max((len(run) for run in re.findall("`+", code)), default=0) if "```" in code else 2
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"
