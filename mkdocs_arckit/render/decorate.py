"""What Markdown has no words for: tables, checklists, code and selected options of a page, marked for its styles.

The Markdown of a page stays plain, so that every tool can read it. This is about the HTML that a site made of it. Tags
are found whole, quoted attributes included, so that nothing in an attribute is taken for a tag.
"""

from __future__ import annotations

import re
from html import escape, unescape

from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.render.author_text import anchor

TAG = re.compile(r"<!--.*?-->|<(?P<name>/?[a-zA-Z][\w-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
"""A tag or a comment, whole."""
_HIGHLIGHT = re.compile(r"\bclass=\"[^\"]*\bhighlight\b")
_TASK = re.compile(
    r"(?:<label class=\"task-list-control\">)?<input(?=[^<>]*checkbox)(?P<input>[^<>]*)>"
    r"(?:<span class=\"task-list-indicator\"></span></label>)?\s*|\[(?P<mark>[ xX])\]\s+"
)
_FENCE = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>.*)\n(?P<code>(?:.*\n)*?)[ \t>]*(?P=fence)[`~]*[ \t]*$", re.MULTILINE
)
_PRE = re.compile(r"<pre\b(?![^>]*\bmermaid\b)[^>]*>(?!\s*<code[^>]*\bmermaid\b)")
_LANGUAGES = {
    **dict.fromkeys(("bash", "console", "sh", "shell"), "Shell"),
    **dict.fromkeys(("dockerfile", "docker"), "Dockerfile"),
    **dict.fromkeys(("hcl", "terraform"), "Terraform"),
    **dict.fromkeys(("json", "toml", "xml", "sql", "css", "html"), ""),
    **dict.fromkeys(("yaml", "yml"), "YAML"),
}
_OURS = ' class="arckit-grid arckit-lines"'  # a view's table with words in its cells
_SPAN = re.compile(r"\b(row|col)span=\"(\d{1,4})\"")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}</td>")
_DAY_OF_SOMEBODY = re.compile(r"[^<]*(\(\d{4}-\d{2}-\d{2}\))</td>")
_NOWRAP = ' class="arckit-nowrap"'
_MARKING = re.compile(r"<p class=\"arckit-marking arckit-marking--(?P<kind>[\w-]*)\">(?P<words>[^<]*)</p>")
_ANCHORS = {section.words(): anchor(section.words()) for section in SECTION_TYPES.values()}


def decorate_html(html: str, markdown: str) -> str:
    """The HTML of a page, dressed.

    Args:
        html: what the site's Markdown made of the page.
        markdown: the page's Markdown, which still knows the language of each code block.
    """
    dressed = _Dress(html, _code_titles(html, markdown)).done()
    if marking := _MARKING.search(html):
        return f"{_printed(marking)}\n{dressed}\n{marking[0]}"
    return dressed


def _printed(found: re.Match[str]) -> str:
    """The style that prints a classification at the head and the foot of each sheet."""
    text = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in unescape(found["words"]).upper())
    name, margin = f"arckit-{found['kind']}", f'{{content:"{text}";font:700 11pt sans-serif}}'
    page = f"@page {name}{{margin:18mm 15mm;@top-center{margin}@bottom-center{margin}}}"
    # The whole body, so that nothing before it gets a page of its own; by kind, for pages that hold several strategies.
    mark = f".arckit-marking--{found['kind']}"
    return f"<style>{page}@media print{{body:has({mark}),.arckit:has(>{mark}){{page:{name}}}}}</style>"


def _code_titles(html: str, markdown: str) -> dict[int, str]:
    """The title of each code block, by where its `<pre>` stands; none if Markdown and HTML do not match."""
    fences = [fence for fence in _FENCE.finditer(markdown) if fence["info"].strip() != "mermaid"]
    blocks = [block.start() for block in _PRE.finditer(html)]
    if len(blocks) != len(fences):
        return {}
    return {at: _code_title(fence) for at, fence in zip(blocks, fences, strict=True)}


def _code_title(fence: re.Match[str]) -> str:
    language = re.sub(r"[^\w+#-].*", "", fence["info"].strip().lower())
    if not language:
        return "Folders" if "── " in fence["code"] else "Text"
    return _LANGUAGES.get(language, language.capitalize()) or language.upper()


class _Dress:
    """One way through the tags of a page."""

    def __init__(self, html: str, titles: dict[int, str]) -> None:
        self.html, self.titles = html, titles
        self.out: list[str] = []
        self.at = 0  # as far as the page is copied
        self.labels: list[str] | None = None  # inside a table, the attribute that names each column
        self.row = self.column = 0
        self.free: dict[int, int] = {}  # the first row of a column that no cell from above reaches into
        self.wrapped = False  # whether the code block has a wrapper

    def done(self) -> str:
        """Go through, and return the page."""
        acts = {
            "table": self._table,
            "/table": self._end_table,
            "tr": self._row,
            "th": self._place,
            "td": self._cell,
            "ul": self._list,
            "li": self._item,
            "div": self._highlight,
            "pre": self._code,
            "/pre": self._end_code,
            "h2": self._heading,
        }
        for tag in TAG.finditer(self.html):
            if (act := acts.get((tag["name"] or "").lower())) and tag.start() >= self.at:
                act(tag)
        return "".join([*self.out, self.html[self.at :]])

    def _put(self, at: int, text: str, skip_to: int | None = None) -> None:
        """Copy the page as far as `at`, put a text there, and go on, or go on at `skip_to`."""
        self.out += [self.html[self.at : at], text]
        self.at = at if skip_to is None else skip_to

    def _until(self, tag: re.Match[str], closing: str) -> str:
        """What stands between a tag and the next closing tag."""
        end = self.html.find(closing, tag.end())
        return self.html[tag.end() : end] if end >= 0 else ""

    # A table turns into a list of rows where it has no room; then each cell but the first says what its column says.

    def _table(self, tag: re.Match[str]) -> None:
        inside = self._until(tag, "</table>")
        if self.labels is not None or not inside or "<table" in inside:
            return
        if tag["attributes"].strip() and tag["attributes"] != _OURS:
            return
        headings = re.findall(r"<th\b[^>]*>(.*?)</th>", inside.partition("</thead>")[0], re.DOTALL)
        words = (" ".join(unescape(re.sub(r"<[^>]*>", " ", heading)).split()) for heading in headings)
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

    # A checklist looks the same with and without an extension for it.

    def _list(self, tag: re.Match[str]) -> None:
        inside = self._until(tag, "</ul>")
        items = [_TASK.match(inside, item.end()) for item in re.finditer(r"<li\b[^>]*>", inside)]
        if len(items) > 1 and all(items) and "<ul" not in inside:
            done = sum(_is_done(item) for item in items if item)
            self._put(tag.start(), f'<p class="arckit-progress">{done} of {len(items)} done</p>\n')

    def _item(self, tag: re.Match[str]) -> None:
        if task := _TASK.match(self.html, tag.end()):
            kind, sign, word = ("done", "☑", "Done") if _is_done(task) else ("open", "☐", "Open")
            box = (
                f'<span class="arckit-box" aria-hidden="true">{sign}</span> <span class="arckit-hidden">{word}: </span>'
            )
            self._put(tag.start(), f'<li class="arckit-check arckit-check--{kind}">{box}', task.end())

    # Code says what it is; a title that its author gave stays.

    def _highlight(self, tag: re.Match[str]) -> None:
        if _HIGHLIGHT.search(tag["attributes"]):
            title = self.titles.pop(self.html.find("<pre", tag.end()), "")
            if title and '<span class="filename">' not in self._until(tag, "<pre"):
                self._put(tag.end(), f'<span class="filename">{title}</span>')

    def _code(self, tag: re.Match[str]) -> None:
        if title := self.titles.pop(tag.start(), ""):
            self._put(tag.start(), f'<div class="arckit-code"><span class="filename">{title}</span>')
            self.wrapped = True

    def _end_code(self, tag: re.Match[str]) -> None:
        if self.wrapped:
            self._put(tag.end(), "</div>")
            self.wrapped = False

    # A section keeps its anchor, whatever the site makes of headings.

    def _heading(self, tag: re.Match[str]) -> None:
        words = " ".join(unescape(re.sub(r"<a\b.*?</a>|<[^>]*>", "", self._until(tag, "</h2>"))).split())
        stable = _ANCHORS.get(words)
        if stable and f'id="{stable}"' not in self.html:
            self._put(tag.start(), f'<div class="arckit-anchor" id="{stable}"></div>')


def _is_done(task: re.Match[str]) -> bool:
    return (task["mark"] or "").lower() == "x" or "checked" in (task["input"] or "")
