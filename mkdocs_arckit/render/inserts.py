"""What a page shows beside its author's Markdown: values with two writers, Markdown and HTML.

On a site the HTML of an insert never passes Markdown: no extension reads what an author typed into a cell, nothing has
to be found again in the page, and a table costs Python-Markdown nothing. Elsewhere the same page is plain Markdown.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from mkdocs_arckit.render.sheets import sheet_style
from mkdocs_arckit.text.inline import lead
from mkdocs_arckit.text.inline_text import Inline, literal

_INLINE = re.compile(r"<(?:a|abbr|b|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|time|u)\b")


@dataclass(frozen=True)
class HtmlWriter:
    """How a site shows what an insert holds.

    Attributes:
        line: the HTML of a line of text.
        figure: the HTML of a diagram.
    """

    line: Callable[[Inline], str] = lambda line: line.html
    figure: Callable[[str], str] = lambda text: f"<pre>{escape(text, quote=False)}</pre>"


class Insert(ABC):
    """Something on a page that is not its author's Markdown."""

    @abstractmethod
    def markdown(self) -> str:
        """Write the insert for a page of plain Markdown."""

    @abstractmethod
    def html(self, writer: HtmlWriter) -> str:
        """Write the insert for a page's HTML."""

    def lines(self) -> Iterable[Inline]:
        """List the lines of text that it shows, as `html` asks the writer for them."""
        return ()


@dataclass(frozen=True)
class Html(Insert):
    """HTML of a template of ours.

    Attributes:
        text: the HTML.
        elsewhere: what stands for it in plain Markdown, if not the same.
        on_site: what stands for it on a site, if not the same.
    """

    text: str
    elsewhere: str | None = None
    on_site: str | None = None

    @property
    def is_inline(self) -> bool:
        """Whether it is part of a paragraph, or a paragraph's whole text."""
        return bool(_INLINE.match(self.text))

    def markdown(self) -> str:
        """Return the HTML, or what replaces it."""
        return self.text if self.elsewhere is None else self.elsewhere

    def html(self, writer: HtmlWriter) -> str:
        """Return the HTML, or what replaces it."""
        return self.text if self.on_site is None else self.on_site


@dataclass(frozen=True)
class Items(Insert):
    """A list.

    Attributes:
        items: its items.
        ordered: whether they are numbered.
    """

    items: tuple[Inline, ...]
    ordered: bool = False

    def markdown(self) -> str:
        """Write a list, each item on a line."""
        marks = [f"{n}." if self.ordered else "-" for n in range(1, len(self.items) + 1)]
        return "\n".join(f"{mark} {lead(item.markdown)}" for mark, item in zip(marks, self.items, strict=True))

    def html(self, writer: HtmlWriter) -> str:
        """Write a list."""
        tag = "ol" if self.ordered else "ul"
        items = "".join(f"<li>{writer.line(item)}</li>\n" for item in self.items)
        return f"<{tag}>\n{items}</{tag}>"

    def lines(self) -> Iterable[Inline]:
        """Return the items."""
        return self.items


@dataclass(frozen=True)
class Checklist(Insert):
    """A list of what is done and what is open."""

    items: tuple[tuple[bool, Inline], ...]

    def markdown(self) -> str:
        """Write a list with boxes."""
        return "\n".join(f"- [{'x' if done else ' '}] {lead(item.markdown)}" for done, item in self.items)

    def html(self, writer: HtmlWriter) -> str:
        """Write a list with boxes that looks the same with and without an extension; above it how many are done."""
        items = "".join(f"{check_item(done)}{writer.line(item)}</li>\n" for done, item in self.items)
        return f"{progress([done for done, _ in self.items])}<ul>\n{items}</ul>"

    def lines(self) -> Iterable[Inline]:
        """Return the items."""
        return [item for _, item in self.items]


def progress(done: Sequence[bool]) -> str:
    """Write what is above a checklist of several items: how many are done."""
    return f'<p class="arckit-progress">{sum(done)} of {len(done)} done</p>\n' if len(done) > 1 else ""


def check_item(done: bool) -> str:
    """Begin an item of a checklist."""
    kind, sign, word = ("done", "☑", "Done") if done else ("open", "☐", "Open")
    box = f'<span class="arckit-box" aria-hidden="true">{sign}</span> <span class="arckit-hidden">{word}: </span>'
    return f'<li class="arckit-check arckit-check--{kind}">{box}'


@dataclass(frozen=True)
class Figure(Insert):
    """A diagram, as Mermaid text."""

    text: str

    def markdown(self) -> str:
        """Say nothing: there it is a fence."""
        return ""

    def html(self, writer: HtmlWriter) -> str:
        """Draw a figure."""
        return writer.figure(self.text)


@dataclass(frozen=True)
class CodeTitle(Insert):
    """What stands above the code that follows it; it is part of the code's frame.

    Attributes:
        title: its words.
        prose: whether the code is sentences, so that its lines may be broken.
    """

    title: str
    prose: bool = False

    def markdown(self) -> str:
        """Say nothing: its fence says it."""
        return ""

    def html(self, writer: HtmlWriter) -> str:
        """Write the title."""
        kind = "filename arckit-prose" if self.prose else "filename"
        return f'<span class="{kind}">{escape(self.title)}</span>'


@dataclass(frozen=True)
class Anchor(Insert):
    """The anchor that a section keeps, whatever the site makes of its heading.

    Attributes:
        name: the anchor.
        needed: whether its heading has other words than the template's, so that it can't have this anchor.
    """

    name: str
    needed: bool = False

    def markdown(self) -> str:
        """Write an element with the anchor, where the heading can't have it."""
        return self._element if self.needed else ""

    def html(self, writer: HtmlWriter) -> str:
        """Write an element with the anchor."""
        return self._element

    @property
    def _element(self) -> str:
        return f'<div class="arckit-anchor" id="{self.name}"></div>'


@dataclass(frozen=True)
class Marking(Insert):
    """A classification as the UK government marks it: at the head of the page, at its foot, and on each sheet.

    Attributes:
        words: the classification.
        running: what else each sheet says: the title of the page.
    """

    words: str
    running: str = ""

    @property
    def _kind(self) -> str:
        return re.sub(r"[^\w-]+", "-", self.words.lower())

    def markdown(self) -> str:
        """Write a line of its own."""
        return f'<p class="arckit-marking arckit-marking--{self._kind}">{literal(self.words).markdown}</p>'

    def html(self, writer: HtmlWriter) -> str:
        """Write a line of its own."""
        return f'<p class="arckit-marking arckit-marking--{self._kind}">{escape(self.words, quote=False)}</p>'

    def style(self) -> str:
        """Write the style that prints it at the head and the foot of each sheet."""
        return sheet_style(self.running, self.words, name=self._kind)
