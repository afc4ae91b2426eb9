"""The figure that a diagram is in a page's HTML."""

from __future__ import annotations

import re
from html import escape

# The kinds of diagrams that arckit.css knows to colour; and what an author may have coloured already.
_KNOWN = re.compile(r"(?:flowchart|graph|gitGraph|sequenceDiagram|classDiagram|stateDiagram)\b")
_COMMENT = re.compile(r"\A(?:\s*%%[^\n]*\n)*\s*")
_COLOURED = re.compile(r"^[ \t]*(?:style|classDef|linkStyle|rect|box)\s|:::|['\"]?theme", re.MULTILINE)


def figure(text: str, svg: str = "") -> str:
    """Write a diagram's figure: its Mermaid text, for `diagrams.js` to draw, or the picture that was drawn of it."""
    themed = " arckit-diagram--themed" if _takes_colours(text) else ""
    hidden = " hidden" if svg else ""
    source = f'<pre class="arckit-mermaid"{hidden}>{escape(text, quote=False)}</pre>'
    return f'<figure class="arckit-diagram{themed}">{svg}{source}</figure>'


def _takes_colours(text: str) -> bool:
    """Say whether a diagram can have the theme's colours: one that its author coloured was made for paper."""
    kind = _COMMENT.sub("", text)
    return bool(_KNOWN.match(kind)) and not _COLOURED.search(text)
