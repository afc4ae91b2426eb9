"""Diagrams as SVG for a page: drawn by Mermaid, then rewritten from what an allowlist lets through."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from mkdocs_arckit.diagrams.parser import render
from mkdocs_arckit.text.inline import is_safe_url
from mkdocs_arckit.text.printable import unescaped

_SERIES = ("#2f6fd0", "#1a8245", "#7c55d9", "#c2500c", "#0e7c86", "#c9368f", "#747614", "#64748b")
# Colours for paper, as in the browser: on the screen arckit.css puts the theme's in their place. Labels are SVG's own
# text, because HTML in SVG is lost in feeds and PDF.
SETTINGS: dict[str, Any] = {
    "startOnLoad": False,
    "securityLevel": "strict",
    "fontFamily": "inherit",
    "theme": "default",
    "themeVariables": {
        "fontFamily": "inherit",
        "textColor": "#24292f",
        "lineColor": "#57606a",
        "mainBkg": "#eef2fa",
        "nodeBorder": "#6e7f9f",
        "clusterBkg": "#f6f8fa",
        "clusterBorder": "#afb8c1",
        "edgeLabelBackground": "#ffffff",
        "commitLabelColor": "#24292f",
        "commitLabelBackground": "#eef2fa",
        "tagLabelColor": "#24292f",
        "tagLabelBackground": "#eef2fa",
        "tagLabelBorder": "#6e7f9f",
        **{f"git{i}": colour for i, colour in enumerate(_SERIES)},
        **{f"gitBranchLabel{i}": "#ffffff" for i in range(len(_SERIES))},
    },
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
    # Mermaid's own list, and what would break SVG's text inside its escapes if it were narrower than Mermaid's lines.
    "secure": [
        *["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges"],
        "wrappingWidth",
    ],
    "class": {"htmlLabels": False},
    "state": {"htmlLabels": False},
    "timeline": {"textPlacement": "tspan"},
}

_MERMAIDS = "my-svg"  # the ID that the engine gives every drawing
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan textPath marker defs linearGradient radialGradient"
    " stop filter feDropShadow feGaussianBlur feOffset feMerge feMergeNode feFlood feComposite title desc style symbol"
    " use clipPath mask pattern a".split()
)
_LEFT_OUT = frozenset({"width", "height", "style", "role", "id", "aria-roledescription"})  # of the outermost element
_REFERENCE = re.compile(r"url\(\s*([\"']?)#([^\"')\s]+)\1\s*\)")
_FOREIGN = re.compile(r"@import|url\(\s*[\"']?(?!#)|expression\(|\\", re.IGNORECASE)


class _RefusedError(Exception):
    """A drawing holds what does not belong into a page."""


def name_of(text: str) -> str:
    """Return the ID of a text's drawing, with which all of its IDs begin or end."""
    return f"arckit-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def draw_svg(text: str) -> str | None:
    """Draw a Mermaid text in which there is no problem.

    Returns:
        An `svg` element whose IDs are the text's own, or `None` if it needs what only a browser has, such as pictures
        from elsewhere or HTML.

    Raises:
        UnusableError: nothing can be drawn.
    """
    try:
        return _Writer(fromstring(render(text, SETTINGS)), name_of(text)).write()
    except (ParseError, RuntimeError, _RefusedError):  # RuntimeError: Mermaid could parse, but not draw it
        return None


class _Writer:
    """Writes a drawing with IDs of its own, so that several can be in one page."""

    def __init__(self, root: Element, name: str) -> None:
        self.root, self.name = root, name
        self.ids = {found: self._renamed(found) for e in root.iter() if (found := e.get("id"))}

    def _renamed(self, found: str) -> str:
        return found.replace(_MERMAIDS, self.name) if _MERMAIDS in found else f"{self.name}-{found}"

    def write(self) -> str:
        box = (self.root.get("viewBox") or "").split()
        if len(box) != 4:
            raise _RefusedError
        width = float(box[2])
        labelled = "" if self.root.get("aria-labelledby") else ' aria-label="Diagram"'
        start = f'<svg xmlns="http://www.w3.org/2000/svg" id="{self.name}" role="img"{labelled} width="100%"'
        rest = {key: value for key, value in self.root.attrib.items() if key not in _LEFT_OUT}
        style = f' style="max-width: {width:g}px"'
        return f"{start}{style}{''.join(self._attributes(rest, 'svg'))}>{self._inside(self.root)}</svg>"

    def _element(self, element: Element) -> str:
        tag = self._tag(element)
        start = f"<{tag}{''.join(self._attributes(element.attrib, tag))}"
        inside = self._inside(element)
        return f"{start}>{inside}</{tag}>" if inside else f"{start}/>"

    def _tag(self, element: Element) -> str:
        tag = str(element.tag).removeprefix(_SVG)
        if tag not in _ELEMENTS:
            raise _RefusedError
        return tag

    def _inside(self, element: Element) -> str:
        if element.tag == f"{_SVG}style":
            if len(element):
                raise _RefusedError
            return self._styles(element.text or "")
        # Mermaid leaves its references, such as `&#60;` for `#60;`, to browsers that read labels as HTML.
        told = unescaped if element.tag in {f"{_SVG}text", f"{_SVG}tspan"} else str
        parts = [escape(told(element.text or ""), quote=False)]
        for inner in element:
            parts += [self._element(inner), escape(told(inner.tail or ""), quote=False)]
        return "".join(parts)

    def _styles(self, text: str) -> str:
        if _FOREIGN.search(text) or "<" in text:
            raise _RefusedError
        text = re.sub(r"#([A-Za-z][\w-]*)", lambda m: f"#{self.ids.get(m[1], m[1])}", text)
        return text.replace(f"#{_MERMAIDS}", f"#{self.name}")

    def _attributes(self, attributes: dict[str, str], tag: str) -> Iterator[str]:
        for key, value in sorted(attributes.items()):
            name = key.replace(_XLINK, "").replace(_XML, "xml:")
            if name.startswith(("on", "{")):
                continue
            if name == "href":
                if value.startswith("#"):
                    value = f"#{self.ids.get(value[1:], value[1:])}"
                elif tag != "a" or not is_safe_url(value):
                    raise _RefusedError
            elif name == "id":
                value = self.ids[value]
            elif name in {"aria-labelledby", "aria-describedby"}:
                value = " ".join(self.ids.get(word, word) for word in value.split())
            elif _FOREIGN.search(value) and name not in {"class", "aria-label"} and not name.startswith("data-"):
                raise _RefusedError
            else:
                value = _REFERENCE.sub(lambda m: f"url(#{self.ids.get(m[2], m[2])})", value)
            yield f' {name}="{escape(value)}"'
