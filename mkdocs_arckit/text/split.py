"""Splits a block into text and code; everything stands where Python-Markdown takes it for what it is on GitHub."""

from __future__ import annotations

import re

from mkdocs_arckit.text.code_spans import Fence, blank_code, fences, is_rule
from mkdocs_arckit.text.indented import IndentedCode
from mkdocs_arckit.text.nesting import Nesting

# What may stand in braces after the marks of a fence.
_ATTRIBUTE = (
    r"(?:[.#][\w-]+|(?:data-[\w-]+|hl_lines|lang|linenums|linenums_style|title|width)"
    r"=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s\"'{}=]+))"
)
_ATTRIBUTES = re.compile(rf"\{{:?[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}}")

_MAY_BE_CODE = re.compile(r"^(?:[ >]*>)?(?: {4}|\t)", re.MULTILINE)
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_INTERRUPTS = re.compile(r" {0,3}(?:[-*+]|1[.)]) +\S")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BLOCK = re.compile(r" *///+ *\w")
_NO_PARAGRAPH = re.compile(r" *(?:[-*+] |\d{1,9}[.)] |>|#|\||!!!|\?\?\?|===|///)|.*\|.*\|")


class Part:
    """Some lines of a block: `text` is Markdown, `code` is indented code, a `fence` is done with.

    Attributes:
        lead: what stands before each line of code that is in a list or a quotation.
    """

    __slots__ = ("kind", "lead", "lines", "nested")

    def __init__(self, kind: str, lead: str = "", *, nested: bool = False) -> None:
        self.kind = kind
        self.lead = lead
        self.nested = nested
        self.lines: list[str] = []


def split_blocks(text: str) -> list[Part]:
    """Split a block into its parts.

    Lists and tables have a blank line above them, lists in lists are indented by four, headings begin with `#`.
    """
    lines = re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", text).strip("\n").split("\n")
    parts = [Part("text")]
    nesting = Nesting()
    code = IndentedCode(nesting)
    at = 0
    for fence in fences(lines):
        _add(parts, lines[at : fence.start], nesting, code)
        above, fenced = parts[-1].lines[-1:], lines[fence.start : fence.end]
        if fence.begins_item:
            _add(parts, [f"{fence.lead}x"], nesting, code)
            parts[-1].lines[-1] = parts[-1].lines[-1].removesuffix("x")
            above, (fence, fenced) = [], _below_its_item(fence, fenced)
        parts += [_fence(fenced, fence, nesting, above), Part("text")]
        at = fence.end
    _add(parts, lines[at:], nesting, code)
    return [part for part in parts if part.lines]


def without_code(text: str) -> str:
    """Put spaces in place of all code in `text`; of a block with indented code, return what is left without it."""
    if _MAY_BE_CODE.search(text):
        text = "\n\n".join("\n".join(part.lines) for part in split_blocks(text) if part.kind != "code")
    return blank_code(text)


def _add(parts: list[Part], lines: list[str], nesting: Nesting, nested: IndentedCode) -> None:
    """Add what stands between two fences."""
    nested.end()
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        if (code_line := nested.going_on(line)) is not None:
            parts[-1].lines.append(code_line)
            continue
        if parts[-1].nested and parts[-1].kind == "code":
            parts.append(Part("text"))
        above = parts[-1].lines
        if line.strip():
            before = above[-1] if above and above[-1].strip() else ""
            apart = nesting.apart
            lacking = nesting.lacking(line, before)
            line = _indented(line, lacking)
            if (code_line := nested.beginning(line, before, lacking)) is not None:
                parts.append(Part("code", nested.lead, nested=True))
                parts[-1].lines.append(code_line)
                continue
            in_code = parts[-1].kind == "code"
            is_text = _is_text(before) or _BLOCK.match(before)  # whose options are indented
            code = line.startswith(("    ", "\t")) and not nesting.inside and (in_code or not is_text)
            if code != in_code:
                parts.append(Part("code" if code else "text"))
            elif nesting.leaves:
                above.append("")
            elif not code and apart and _begins(line, below, above, nesting.base):
                continue
        parts[-1].lines.append(line)


def _begins(line: str, below: str, above: list[str], base: int) -> bool:
    """Separate what begins directly under a paragraph or a quotation from it; whether the line is done with."""
    margin = " " * base
    inner, before = line.removeprefix(margin), above[-1].removeprefix(margin) if above else ""
    is_text = _is_text(before)
    if (
        is_text
        and _SETEXT.fullmatch(inner)
        and not before.startswith("    ")
        and not (len(above) > 1 and _is_text(above[-2]))
    ):
        above[-1] = f"{margin}{'#' if '=' in inner else '##'} {before.strip()}"
        return True
    begins_table = is_text and "|" in line and "|" in below and _DELIMITER_ROW.fullmatch(below.strip())
    if begins_table or ((is_text or before.lstrip().startswith(">")) and _INTERRUPTS.match(inner)):
        above.append("")
    return False


def _is_text(line: str) -> bool:
    """Say whether a line is text of a paragraph."""
    return bool(line.strip()) and not _NO_PARAGRAPH.match(line) and not is_rule(line)


def _indented(line: str, blanks: int) -> str:
    if not blanks or not line.strip():
        return line
    text = line.lstrip(" \t")
    return " " * (blanks + len(line[: len(line) - len(text)].expandtabs(4))) + text


def _fence(lines: list[str], fence: Fence, nesting: Nesting, above: list[str]) -> Part:
    """Move a fenced block to the margin, unless it is in a list or a quotation."""
    part = Part("fence")
    lacking = nesting.lacking(lines[0], above[0] if above else "")
    part.nested = nesting.inside or ">" in fence.lead
    marks = fence.lead + fence.marks  # extensions want the same at both ends
    lines = [marks + _info(fence.info), *lines[1 : -1 if fence.closed else None], marks]
    if part.nested:
        part.lines = [_indented(line, lacking) for line in lines]
    else:
        part.lines = [re.sub(rf"^[ \t]{{0,{len(fence.lead)}}}", "", line) for line in lines]
    return part


def _below_its_item(fence: Fence, lines: list[str]) -> tuple[Fence, list[str]]:
    """Take a fence out of the first line of its item, which stays above it without a text."""
    quotes = fence.lead.rpartition(">")[0]
    lead = f"{quotes}>     " if quotes or ">" in fence.lead else " " * len(fence.lead)
    lines = [lead + re.sub(rf"^[ \t>]{{0,{len(fence.lead)}}}", "", line) for line in lines]
    return fence._replace(lead=lead, begins_item=False), lines


def _info(info: str) -> str:
    """Keep what follows a fence's marks as far as every extension understands it; with more it would not be a fence."""
    if _ATTRIBUTES.fullmatch(info.strip()) or re.fullmatch(r"[\w+#.-]*", info.strip()):
        return info
    language = re.match(r"\s*[\w+#.-]+(?=\s)", info)
    options = re.findall(r"(?<=\s)(?:title|hl_lines|linenums)=\"[^\"<>`]*\"", info) if language else []
    return " ".join([language[0], *options]) if language else ""
