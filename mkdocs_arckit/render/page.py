"""A page: Markdown with slots for its inserts, which are words that nobody can guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from mkdocs_arckit.render.fences import extract_fences
from mkdocs_arckit.render.front_matter import front_matter
from mkdocs_arckit.render.inserts import Anchor, CodeTitle, Figure, Html, HtmlWriter, Insert, Marking

_NUMBER = r"\d{1,6}"
_CODE = (
    r'\s*(?:(?P<highlighted><div\b[^<>]*\bclass="[^"]*\bhighlight\b[^<>]*>)'
    r"|(?P<box><div\b[^<>]*>\s*)?(?P<pre><pre\b.*?</pre>))"
)
"""What follows the slot of a code's title."""
_WHOLE = re.compile(r"<(/?)(div|table|ul|ol|p|pre|details)\b")
"""The beginnings and ends of elements that may go on after a blank line."""
_AFTER_TEXT = re.compile(r"<(?<=\S<)(?=(?:caption|details|d[dlt]|div|h[1-6]|li|nav|[ou]l|p|pre|summary|table)\b)")
_CELL = re.compile(r"<t[dh]\b[^<>]*>(?=[^\s<]|<[^/])")
_BREAK = re.compile(r"<br>(?=\S)")
_ID = re.compile(r'\bid="([^"]*)"')


class Inserts:
    """The inserts of one page.

    Args:
        salt: makes their slots words that no author can write; see `collect.salt_of`.
    """

    def __init__(self, salt: str = "") -> None:
        word = f"arckit{salt or '0' * 16}"
        self.word = word
        """With this begins whatever stands for something else in the Markdown of a site."""
        self.boundary = f"{word}b"
        """A paragraph between what authors wrote and the rest, in the Markdown of a site."""
        self.boundary_in_html = re.compile(rf"<p>\s*{word}b\s*</p>\n?|{word}b")
        self._inserts: list[Insert] = []
        self._extracted: list[str] = []
        self._in_text = re.compile(rf"(?P<lead>^[ \t>]+)?{word}(?:n(?P<n>{_NUMBER})|b)(?P<gap>\n\n)?", re.MULTILINE)
        self._in_html = re.compile(
            rf"<p>\s*{word}n(?P<n>{_NUMBER})\s*</p>(?P<follows>{_CODE})?|{word}n(?P<bare>{_NUMBER})", re.DOTALL
        )
        self._line = re.compile(rf"<p>\s*{word}c(?P<n>{_NUMBER})\b(?P<html>.*?)</p>\n?", re.DOTALL)

    def slot(self, insert: Insert | None) -> str:
        """Keep an insert, and return the word that is its slot; it has to be a paragraph. Nothing for nothing."""
        if insert is None:
            return ""
        self._inserts.append(insert)
        return f"{self.word}n{len(self._inserts) - 1}"

    def slot_html(self, text: str, on_site: Callable[[str], str] | None = None) -> str:
        """Put slots for those paragraphs of a text that are HTML; `on_site` changes what a site shows."""

        def part(paragraph: str) -> str:
            if not _is_html(paragraph):
                return paragraph
            return self.slot(Html(paragraph, on_site=on_site(paragraph) if on_site else None))

        return "\n\n".join(map(part, re.split(r"\n{2,}", text)))

    def copy(self) -> Inserts:
        """Copy the inserts, to add others."""
        other = copy(self)
        other._inserts = list(self._inserts)
        return other

    def extract_fences(self, markdown: str, *, diagrams: bool = True, titles: bool = True) -> str:
        """Put slots into a page's Markdown for its diagrams, and for the titles of its code."""
        return extract_fences(markdown, self.slot, diagrams=diagrams, titles=titles)

    @property
    def all(self) -> tuple[Insert, ...]:
        """The inserts, in the order of their numbers."""
        return tuple(self._inserts)

    @property
    def anchors(self) -> set[str]:
        """The anchors of sections."""
        return {insert.name for insert in self._inserts if isinstance(insert, Anchor)}

    def plain(self, text: str, *, without: tuple[type[Insert], ...] = ()) -> str:
        """Write a page's text as plain Markdown; what says nothing there leaves no gap.

        Args:
            text: the page's text.
            without: kinds of inserts that are left out.
        """

        def put(match: re.Match[str]) -> str:
            if match["n"] is None:
                return ""
            insert = self._get(match["n"])
            if insert is None:
                return match[0]
            said, lead = "" if isinstance(insert, without) else insert.markdown(), match["lead"] or ""
            return lead + said.replace("\n", f"\n{lead}") + (match["gap"] or "") if said else ""

        return self._in_text.sub(put, text)

    def extract_lines(self, *, every: bool) -> str:
        """Write lines of the inserts as paragraphs that follow a page's Markdown; `fill` takes their HTML from there.

        Whoever leads links to pages, and checks them, does it with those in inserts too; so lines with links are always
        among them, and with `every` all lines are, so that extensions which look for words see them.
        """
        found = [line.markdown for insert in self._inserts for line in insert.lines() if line]
        self._extracted = list(dict.fromkeys(line for line in found if every or "](" in line))
        return "".join(f"\n\n{self.word}c{n} {line}" for n, line in enumerate(self._extracted))

    def are_in(self, html: str) -> bool:
        """Say whether a page's HTML has a slot for any of them."""
        return self.word in html

    def fill(self, html: str, figure: Callable[[str], str]) -> str:
        """Put the inserts into the slots of a page's HTML: whole paragraphs, in one pass, so that nothing nests.

        Args:
            html: the page.
            figure: the HTML of a diagram.
        """
        html, shown = self._take_lines(html)
        writer = HtmlWriter(lambda line: shown.get(line.markdown, line.html), figure)
        marking: list[Marking] = []
        taken = set(_ID.findall(html)) if self.anchors else set()

        def put(match: re.Match[str]) -> str:
            insert, follows = self._get(match["n"] or match["bare"]), match["follows"] or ""
            if insert is None:
                return match[0]
            if isinstance(insert, CodeTitle):
                return _titled(insert.html(writer), match)
            if isinstance(insert, Anchor) and insert.name in taken:
                return follows
            if isinstance(insert, Marking):
                marking.append(insert)
            text = insert.html(writer) if isinstance(insert, Figure) else _spaced(insert.html(writer))
            if isinstance(insert, Html) and insert.is_inline and match["n"]:
                text = f"<p>{text}</p>"
            return text + follows

        filled = self._in_html.sub(put, html)
        if marking:
            # The style comes late: a search that reads it shows the page's own words first.
            return f"{filled}\n{marking[0].style()}\n{marking[0].html(writer)}"
        return filled

    def _take_lines(self, html: str) -> tuple[str, dict[str, str]]:
        """Take the paragraphs of `extract_lines` out of a page's HTML; return it, and what a site made of each line."""
        if not self._extracted:
            return html, {}
        shown = {}

        def take(match: re.Match[str]) -> str:
            if int(match["n"]) < len(self._extracted):
                shown[self._extracted[int(match["n"])]] = match["html"].strip()
            return ""

        return self._line.sub(take, html), shown

    def _get(self, number: str) -> Insert | None:
        return self._inserts[int(number)] if int(number) < len(self._inserts) else None


def _spaced(html: str) -> str:
    """Put a blank before each item, line and cell: a search joins what stands side by side to one word.

    That of a cell is inside it: between cells it would be a text of its own, and most of what a search takes in.
    """
    return _BREAK.sub("<br>\n", _CELL.sub(r"\g<0> ", _AFTER_TEXT.sub("\n<", html)))


def _titled(title: str, match: re.Match[str]) -> str:
    """Put a title on code, in the frame that a highlighter made or in one of ours; no title without code."""
    if match["highlighted"]:
        return f"{match['highlighted']}{title}"
    if match["pre"]:
        return f'{match["box"] or ""}<div class="arckit-code">{title}{match["pre"]}</div>'
    return match["follows"] or ""


def _is_html(paragraph: str) -> bool:
    """Say whether a paragraph is HTML, and ends what it begins; one that does not is left to Markdown."""
    begins = re.match(r"<(?:!--|/?[a-zA-Z][\w-]*[\s>/])", paragraph)
    open_ones = Counter[str]()
    for end, name in _WHOLE.findall(paragraph):
        open_ones[name] += -1 if end else 1
    return bool(begins) and not any(open_ones.values())


@dataclass(frozen=True)
class RenderedPage:
    """A page.

    Attributes:
        meta: what a host is told of it.
        text: its Markdown, with slots for its inserts.
        inserts: what goes into them.
        name: what a navigation may call it, among pages of its kind; empty for its title.
    """

    meta: Mapping[str, Any]
    text: str
    inserts: Inserts
    name: str = ""

    def body(self) -> str:
        """Write the page as plain Markdown."""
        return self.inserts.plain(self.text).rstrip("\n") + "\n"

    def document(self) -> str:
        """Write what its authors say as plain Markdown: no status, card or marking above it, and no HTML of ours."""
        return self.inserts.plain(self.text, without=(Anchor, Html, Marking)).strip("\n") + "\n"

    def plain(self) -> str:
        """Write the page as plain Markdown, with what a host is told of it."""
        return front_matter(self.meta) + self.body()

    def decisive(self) -> str:
        """Sum up everything that decides what the page shows, as one text, whatever its slots are called."""
        return repr((self.meta, self.text, self.inserts.all)).replace(self.inserts.word, "")

    def for_site(self, *, diagrams: bool = True, every_line: bool = False) -> tuple[str, Inserts]:
        """Return what a site's Markdown is given, and what fills the HTML that it makes.

        Args:
            diagrams: whether diagrams are inserts too; otherwise the site's Markdown gets their fences.
            every_line: whether it has to see all text in inserts, and not only the lines with links.
        """
        inserts = self.inserts.copy()
        text = inserts.extract_fences(self.text, diagrams=diagrams)
        return front_matter(self.meta) + text + inserts.extract_lines(every=every_line), inserts
