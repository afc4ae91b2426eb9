"""The figure that a diagram is in a page's HTML."""

from __future__ import annotations

import re
from html import escape

# The kinds of diagrams that arckit.css knows to colour; and what an author may have coloured already.
_KNOWN = re.compile(r"(?:flowchart|graph|gitGraph|sequenceDiagram|classDiagram|stateDiagram)\b")
_COMMENT = re.compile(r"\A(?:\s*%%[^\n]*\n)*\s*")
_KIND = re.compile(r"^ +class [\w,]+ (build|test|security|environment|approval|gate)$", re.MULTILINE)
_DRAWN = re.compile(r"^ +accDescr: ", re.MULTILINE)
_WIDTH = re.compile(r'style="max-width: ([\d.]+px)"')
_COLOURED = re.compile(r"^[ \t]*(?:style|classDef|linkStyle|rect|box)\s|:::|['\"]?theme", re.MULTILINE)


def figure(text: str, svg: str = "") -> str:
    """Write a diagram's figure: its Mermaid text, for `diagrams.js` to draw, or the picture that was drawn of it."""
    themed = " arckit-diagram--themed" if _takes_colours(text) else ""
    hidden = " hidden" if svg else ""
    svg = _WIDTH.sub(r'style="max-width: \1; --arckit-width: \1"', svg, count=1)  # no narrower than can be read
    source = f'<pre class="arckit-mermaid"{hidden}>{escape(text, quote=False)}</pre>'
    excluded = " data-search-exclude" if _DRAWN.search(text) else ""  # its words are in the list below it
    return f'<figure class="arckit-diagram{themed}"{excluded}>{svg}{source}{_legend(text)}</figure>'


def _legend(text: str) -> str:
    """Say which shape is which kind of stage, of the kinds that a drawing of ours has."""
    kinds = [f'<span class="arckit-kind {kind}">{kind}</span>' for kind in dict.fromkeys(_KIND.findall(text))]
    return f'<figcaption class="arckit-kinds">{" ".join(kinds)}</figcaption>' if kinds else ""


def _takes_colours(text: str) -> bool:
    """Say whether a diagram can have the theme's colours: one that its author coloured was made for paper."""
    kind = _COMMENT.sub("", text)
    return bool(_KNOWN.match(kind)) and not _COLOURED.search(text)
