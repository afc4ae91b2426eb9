"""Diagrams in a page's HTML, whatever the site's Markdown would make of a fence.

What becomes of a `mermaid` fence is up to a site's extensions, and some of them forget that it was one. So fences are
taken out of the Markdown before it is rendered, with a word in their place, and put back as HTML.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from html import escape
from textwrap import dedent

_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})(.*)")
_MERMAID = re.compile(r"\s*(?:mermaid\b|\{\s*\.mermaid\b)")
_WORD = re.compile(r"<p>\s*(arckitdiagram[0-9a-f]{16})\s*</p>|(arckitdiagram[0-9a-f]{16})")

# The kinds of diagrams that arckit.css knows to colour; and what an author may have coloured already.
_KNOWN = re.compile(r"(?:flowchart|graph|gitGraph|sequenceDiagram|classDiagram|stateDiagram)\b")
_COMMENT = re.compile(r"\A(?:\s*%%[^\n]*\n)*\s*")
_COLOURED = re.compile(r"^\s*(?:style|classDef|linkStyle|rect|box)\s|:::|['\"]?theme", re.MULTILINE)


def take_out(markdown: str) -> tuple[str, dict[str, str]]:
    """A page with a word in the place of each Mermaid fence, and the diagram of each word."""
    lines, kept, found = markdown.splitlines(keepends=True), list[str](), dict[str, str]()
    at = 0
    while at < len(lines):
        start, opener = at, _FENCE.match(lines[at].rstrip())
        at += 1
        if opener:
            closer = re.compile(rf"[ \t]*{opener[1][0]}{{{len(opener[1])},}}\s*")
            while at < len(lines) and not closer.fullmatch(lines[at]):
                at += 1
            at += 1
        if not opener or at > len(lines) or not _MERMAID.match(opener[2]):
            kept += lines[start:at]
            continue
        text = dedent("".join(lines[start + 1 : at - 1])).strip("\n")
        word = "arckitdiagram" + hashlib.sha256(text.encode()).hexdigest()[:16]
        found[word] = text
        indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
        kept.append(f"\n{indent}{word}\n\n")
    return "".join(kept), found


def embed(html: str, diagrams: Mapping[str, str], figure: Callable[[str], str]) -> str:
    """A page's HTML with a figure in the place of each word.

    Args:
        html: the page.
        diagrams: the diagram of each word, as `take_out` found them.
        figure: the HTML of a diagram.
    """

    def put(match: re.Match[str]) -> str:
        text = diagrams.get(match[1] or match[2])
        return match[0] if text is None else figure(text)

    return _WORD.sub(put, html) if diagrams else html


def figure(text: str, svg: str = "") -> str:
    """The figure of a diagram: its Mermaid text, for `diagrams.js` to draw, or the picture that was drawn of it."""
    themed = " arckit-diagram--themed" if _takes_colours(text) else ""
    hidden = " hidden" if svg else ""
    source = f'<pre class="arckit-mermaid"{hidden}>{escape(text, quote=False)}</pre>'
    return f'<figure class="arckit-diagram{themed}">{svg}{source}</figure>'


def _takes_colours(text: str) -> bool:
    """Whether a diagram can have the theme's colours: one that its author coloured was made for paper."""
    kind = _COMMENT.sub("", text)
    return bool(_KNOWN.match(kind)) and not _COLOURED.search(text)
