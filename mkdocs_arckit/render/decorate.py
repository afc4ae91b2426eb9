"""The tables and checklists that authors write in Markdown of their own, marked for the styles of a page.

Tags are found whole, quoted attributes included, so that nothing in an attribute is taken for a tag.
"""

from __future__ import annotations

import re
from html import escape

from mkdocs_arckit.render.inserts import check_item, progress
from mkdocs_arckit.render.tables import SHORT_CODE
from mkdocs_arckit.text.printable import unescaped

TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<name>/?[a-zA-Z][\w-]*)(?![\w-])(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
"""A tag or a comment, whole."""
_TASK = re.compile(
    r"(?:<label class=\"task-list-control\">)?<input(?=[^<>]*checkbox)(?P<input>[^<>]*)>"
    r"(?:<span class=\"task-list-indicator\"></span></label>)?\s*|\[(?P<mark>[ xX])\]\s+"
)
_OURS = ' class="arckit-grid arckit-lines"'  # a view's table with words in its cells
_SPAN = re.compile(r"\b(row|col)span=\"(\d{1,4})\"")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}</td>")
_DAY_OF_SOMEBODY = re.compile(r"[^<]*(\(\d{4}-\d{2}-\d{2}\))</td>")
_NOWRAP = ' class="arckit-nowrap"'


def decorate_html(html: str) -> str:
    """Make the author's tables and checklists in a page's HTML look like the template's."""
    return _Decorated(html, lists=True).done()


def label_cells(html: str) -> str:
    """Let each cell in HTML say its column, for tables where a row has no room."""
    return _Decorated(html, lists=False).done() if "<table" in html else html


class _Decorated:
    """One way through the tags of a page."""

    def __init__(self, html: str, *, lists: bool) -> None:
        self.html = html
        self.acts = {
            "table": self._table,
            "/table": self._end_table,
            "tr": self._row,
            "th": self._place,
            "td": self._cell,
            "code": self._code,
            **({"ul": self._list, "li": self._item} if lists else {}),
        }
        self.out: list[str] = []
        self.at = 0  # as far as the page is copied
        self.labels: list[str] | None = None  # inside a table, the attribute that names each column
        self.row = self.column = 0
        self.free: dict[int, int] = {}  # the first row of a column that no cell from above reaches into

    def done(self) -> str:
        """Go through, and return the page."""
        for tag in TAG.finditer(self.html):
            if (act := self.acts.get((tag["name"] or "").lower())) and tag.start() >= self.at:
                act(tag)
        return "".join([*self.out, self.html[self.at :]])

    def _put(self, at: int, text: str, skip_to: int | None = None) -> None:
        """Copy the page as far as `at`, put a text there, and go on, or go on at `skip_to`."""
        self.out += [self.html[self.at : at], text]
        self.at = at if skip_to is None else skip_to

    def _until(self, tag: re.Match[str], closing: str) -> str:
        """Return what is between a tag and the next closing tag."""
        end = self.html.find(closing, tag.end())
        return self.html[tag.end() : end] if end >= 0 else ""

    # A table turns into a list of rows where it has no room; then each cell but the first says what its column says.

    def _table(self, tag: re.Match[str]) -> None:
        inside = self._until(tag, "</table>")
        if self.labels is not None or not inside or "<table" in inside:
            return
        if tag["attributes"].strip() and tag["attributes"] != _OURS:
            return
        headings = re.findall(r"<th\b[^<>]*>([^<]*(?:<(?!/?th\b)[^<]*)*)</th>", inside.partition("</thead>")[0])
        words = (" ".join(unescaped(re.sub(r"<[^<>]*>", "", h.replace("<br", " <br"))).split()) for h in headings)
        self.labels = [f' data-label="{escape(label)}"' for label in words]
        self.row, self.free = 0, {}
        self._put(tag.start(), f'<div class="arckit-table arckit-table--{min(len(headings), 7)}">')

    def _end_table(self, tag: re.Match[str]) -> None:
        if self.labels is not None:
            self._put(tag.end(), "</div>")
            self.labels = None

    def _row(self, _: re.Match[str]) -> None:
        self.row, self.column = self.row + 1, 0

    def _place(self, tag: re.Match[str]) -> int:
        while self.free.get(self.column, 0) > self.row:
            self.column += 1
        at, wide = self.column, 1
        if self.labels is not None and "span=" in tag["attributes"]:
            spans = dict(_SPAN.findall(tag["attributes"]))
            wide = int(spans.get("col", 1)) or 1
            below = self.row + (int(spans.get("row", 1)) or 9999)  # 0 says: all that follow
            self.free |= dict.fromkeys(range(at, min(at + wide, len(self.labels))), below)
        self.column += wide
        return at

    def _cell(self, tag: re.Match[str]) -> None:
        at = self._place(tag)
        if self.labels is None:
            return
        own = ""
        if "class=" not in tag["attributes"]:
            selected = self.html.startswith("<strong>[Selected]</strong>", tag.end())
            own = ' class="arckit-selected"' if selected else _NOWRAP if _DAY.match(self.html, tag.end()) else ""
        if 0 < at < len(self.labels) and "colspan=" not in tag["attributes"]:
            own += self.labels[at]
        self._put(tag.end() - 1, own)
        if day := _DAY_OF_SOMEBODY.match(self.html, tag.end()):
            self._put(day.start(1), f"<span{_NOWRAP}>{day[1]}</span>", day.end(1))

    def _code(self, tag: re.Match[str]) -> None:
        if self.labels is not None and SHORT_CODE.match(self.html, tag.start()):
            self._put(tag.end() - 1, _NOWRAP)

    # A checklist looks the same with and without an extension for it.

    def _list(self, tag: re.Match[str]) -> None:
        inside = self._until(tag, "</ul>")
        items = [_TASK.match(inside, item.end()) for item in re.finditer(r"<li\b[^<>]*>", inside)]
        if all(items) and "<ul" not in inside:
            self._put(tag.start(), progress([_is_done(item) for item in items if item]))

    def _item(self, tag: re.Match[str]) -> None:
        if task := _TASK.match(self.html, tag.end()):
            self._put(tag.start(), check_item(_is_done(task)), task.end())


def _is_done(task: re.Match[str]) -> bool:
    return (task["mark"] or "").lower() == "x" or "checked" in (task["input"] or "")
