"""Markdown as a site's readers get it: rendered by Python-Markdown with the extensions that sites use, and taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import markdown

VOID = frozenset("br hr img input source wbr col".split())
MANY = (
    "tables attr_list md_in_html footnotes def_list admonition abbr toc "
    "pymdownx.superfences pymdownx.tilde pymdownx.caret pymdownx.mark pymdownx.keys pymdownx.emoji "
    "pymdownx.tasklist pymdownx.details pymdownx.tabbed pymdownx.inlinehilite pymdownx.critic "
    "pymdownx.snippets pymdownx.arithmatex pymdownx.betterem pymdownx.escapeall pymdownx.progressbar pymdownx.saneheaders "
    "pymdownx.highlight"
).split()
"""Extensions that change what a line means, more than any one site has."""
PLAIN = ("toc", "tables", "fenced_code")
"""What MkDocs has by itself."""
SETTINGS = {
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.snippets": {"check_paths": False},
    "pymdownx.highlight": {"use_pygments": False},
}


@dataclass
class Element:
    """An element of a page; its children are elements and texts."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        """The elements inside, in order; those of some tags only, if tags are named."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if not tags or child.tag in tags else []
                found += child.all(*tags)
        return found

    @property
    def text(self) -> str:
        """What is read; a line break is one."""
        return "".join(
            child if isinstance(child, str) else "\n" if child.tag == "br" else child.text for child in self.children
        )

    @property
    def tags(self) -> list[str]:
        """The tags of its children."""
        return [child.tag for child in self.children if isinstance(child, Element)]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("body")
        self.open = [self.root]
        self.stray: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
        elif tag not in VOID:
            self.stray.append(tag)
            if any(element.tag == tag for element in self.open):
                while self.open.pop().tag != tag:
                    pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.open[-1].children.append(Element("!--", {"text": data}))


@cache
def _markdown(extensions: tuple[str, ...]) -> markdown.Markdown:
    settings = {name: SETTINGS[name] for name in extensions if name in SETTINGS}
    return markdown.Markdown(extensions=list(extensions), extension_configs=settings)


def html(text: str, extensions: tuple[str, ...] | list[str] = PLAIN) -> str:
    """Markdown as HTML."""
    converter = _markdown(tuple(extensions))
    converter.reset()
    return str(converter.convert(text))


def shown(text: str, extensions: tuple[str, ...] | list[str] = PLAIN, *, balanced: bool = True) -> Element:
    """Markdown as the elements of a page; tags that are never closed, or closed twice, fail the test."""
    return elements(html(text, extensions), balanced=balanced)


def elements(source: str, *, balanced: bool = True) -> Element:
    """HTML as the elements of a page."""
    builder = _Builder()
    builder.feed(source)
    builder.close()
    if balanced:
        assert not builder.stray, f"</{builder.stray[0]}> closes nothing in\n{source}"
        assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed in\n{source}"
    return builder.root
