"""HTML of our own templates, such as the index and the views, as Markdown: where a host shows no styles, or no HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

from mkdocs_arckit.hosts.folder.parts import named_anchor
from mkdocs_arckit.text.inline import escape

_SILENT = frozenset({"script", "style", "svg"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset("p div dl dt dd ul ol li table caption details summary section nav blockquote".split())
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "dt": "**", "summary": "**", "caption": "**"}
_SPACES = re.compile(r"[ \t\r\n]+")
_NOTHING = re.compile(r"(\*\*|`)([ ]*)\1")
_ANCHOR = re.compile(r'<a id="[^"]*" name="[^"]*"></a>')
_ITEM = re.compile(r" *(?:-|1\.) ")


def to_markdown(html: str) -> str:
    """Write what a template of ours made as Markdown: headings, paragraphs, lists, tables and links.

    Colours, bars and what only scripts need go; of a picture its words stay.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    writer.end_block()
    return "\n\n".join(writer.blocks)


class _Writer(HTMLParser):
    """Collects blocks; a table is one, and so is a list."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.line: list[str] = []
        self.lists: list[str] = []
        self.links: list[str] = []
        self.silent: list[str] = []
        self.in_code = False
        self.table: _Table | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if self.silent or tag in _SILENT or "hidden" in given or given.get("aria-hidden") == "true":
            self.silent += [tag] if tag not in _VOID else []
            return
        if given.get("role") == "img":
            self.end_block()
            self.line.append(escape(given.get("aria-label", "")))
            self.silent.append(tag)
            return
        if tag == "table":
            self.end_block()
            self.table = _Table()
        elif self.table and tag in {"tr", "td", "th", "thead"}:
            self.line = [part for part in self.line if part.startswith("<a id=")]  # that of the row
            self.table.begin(tag, given)
        elif tag in _BLOCKS or "arckit-milestone" in classes:
            self._begin_block(tag)
        if "id" in given:
            self.line.append(named_anchor(quote(given["id"])))
        if tag == "a":
            self.links.append(quote(given.get("href", ""), safe="/:#?&=%+@,;~-._"))
            self.line.append("[")
        elif tag == "br":
            self.line.append("<br/>")
        elif tag in _MARKS:
            self.line.append(_MARKS[tag])
            self.in_code = self.in_code or tag == "code"

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent.pop()
            return
        if tag == "a" and self.links:
            self.line.append(f"]({self.links.pop()})")
        elif tag in _MARKS:
            self.line.append(_MARKS[tag])
            self.in_code = self.in_code and tag != "code"
        if self.table and tag in {"td", "th"}:
            self.table.end(self._take())
        elif self.table and tag == "table":
            if written := self.table.markdown():
                self.blocks.append(written)
            self.table = None
        elif tag in _BLOCKS and (not self.table or tag == "caption"):
            self.end_block(tag)
            if tag in {"ul", "ol"} and self.lists:
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            text = _SPACES.sub(" ", data)
            self.line.append(text.replace("`", "'").replace("|", "\\|") if self.in_code else escape(text))

    def end_block(self, tag: str = "") -> None:
        """End a paragraph, a heading or an item."""
        text = self._take()
        if not text:
            return
        if tag in _HEADINGS:
            text = f"{'#' * int(tag[1])} {text}"
        elif self.lists:
            mark = "1." if self.lists[-1] == "ol" else "-"
            text = f"{'   ' * (len(self.lists) - 1)}{mark} {text}"
            if self.blocks and _ITEM.match(self.blocks[-1]):
                self.blocks[-1] += f"\n{text}"
                return
        self.blocks.append(text)

    def _begin_block(self, tag: str) -> None:
        if self.table and tag != "caption":
            self.line.append("<br/>" if "".join(self.line[-1:]).strip() not in {"", "<br/>"} else "")
            return
        self.end_block()
        if tag in {"ul", "ol"}:
            self.lists.append(tag)

    def _take(self) -> str:
        """Take what was said since the last block began; marks around nothing go."""
        text, self.line = _NOTHING.sub(r"\2", "".join(self.line)), []
        return re.sub(r"(?<=\[) |(?:<br/>[ ]*)+$", "", _SPACES.sub(" ", text).strip())


class _Table:
    """A table; what spans several rows is said in each of them, and columns without anything go."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.has_head = False
        self.spans: tuple[int, int] = (1, 1)
        self.below: dict[int, tuple[int, str]] = {}

    def begin(self, tag: str, given: dict[str, str]) -> None:
        """Begin a row, a cell, or the head."""
        if tag == "thead":
            self.has_head = True
        elif tag == "tr":
            self.rows.append([])
            self._fill()
        else:
            self.spans = (int(given.get("colspan") or 1), int(given.get("rowspan") or 1))

    def end(self, text: str) -> None:
        """End a cell."""
        columns, rows = self.spans
        if not self.rows:
            return
        if rows > 1:
            self.below[len(self.rows[-1])] = (rows - 1, _ANCHOR.sub("", text))
        self.rows[-1] += [text, *[""] * (columns - 1)]
        self._fill()

    def _fill(self) -> None:
        row = self.rows[-1]
        while (found := self.below.get(len(row))) and found[0] and len(self.rows) > 1:
            self.below[len(row)] = (found[0] - 1, found[1])
            row.append(found[1])

    def markdown(self) -> str:
        """Write the table with pipes."""
        rows = [row for row in self.rows if any(row)]
        if not rows:
            return ""
        width = max(map(len, rows))
        head, *body = rows if self.has_head else [[], *rows]
        padded = [[*row, *[""] * (width - len(row))] for row in (head, *body)]
        filled = [n for n in range(width) if any(row[n] for row in padded[1:])] or list(range(width))
        lines = [[row[n] for n in filled] for row in padded]
        return "\n".join(f"| {' | '.join(row)} |" for row in [lines[0], ["---"] * len(filled), *lines[1:]])
