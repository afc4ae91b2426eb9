"""Raw HTML in an author's Markdown: harmless tags stay and are closed, all else is shown as text."""

from __future__ import annotations

import re
from collections.abc import Callable

_ALLOWED = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"
    " h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp small source span strong sub"
    " summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_VOID = frozenset("br col hr img source wbr".split())
_TAG = re.compile(
    r"<(?:https?://|mailto:)[^\s<>]*>"
    r"|<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+))?")
_URLS = frozenset({"href", "src", "srcset", "cite", "poster"})


def without_comments(text: str) -> str:
    """`text` without its comments, which are for nobody who reads the page."""
    out, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        out.append(text[at:start])
        at = end + 3
    return "".join([*out, text[at:]])


class Tags:
    """Cleans the tags of a block, one stretch of text after another, and closes what stays open at its end."""

    def __init__(self, resolve: Callable[[str], str | None]) -> None:
        self._resolve = resolve
        self._open: list[str] = []

    def clean(self, text: str) -> str:
        """`text` with harmless tags and `<https://…>` as they are, every other `<` as text.

        Of what is refused only the `<` is done with.
        """
        out, at = [], 0
        while match := _TAG.search(text, at):
            clean = self._tag(match)
            out += [text[at : match.start()], "&lt;" if clean is None else clean]
            at = match.start() + 1 if clean is None else match.end()
        return "".join([*out, text[at:]])

    def close(self) -> str:
        """The closing tags that are missing."""
        missing = "".join(f"</{name}>" for name in reversed(self._open))
        self._open.clear()
        return missing

    def _tag(self, match: re.Match[str]) -> str | None:
        whole, name = match[0], (match["name"] or "").lower()
        if not name:
            return None if whole == "<" else whole
        if name not in _ALLOWED:
            return None
        if match["slash"]:
            if name not in self._open:
                return None
            inner = []
            while (last := self._open.pop()) != name:
                inner.append(f"</{last}>")
            return "".join(inner) + f"</{name}>"
        attributes = match["attributes"]
        if name not in _VOID and not attributes.rstrip().endswith("/"):
            self._open.append(name)
        kept = "".join(self._attribute(a) for a in _ATTRIBUTE.finditer(attributes.rstrip().rstrip("/")))
        return f"<{name}{kept}{' /' if attributes.rstrip().endswith('/') else ''}>"

    def _attribute(self, match: re.Match[str]) -> str:
        name, value = match["name"], match["value"]
        if name.lower().startswith("on") or name.lower() in {"style", "srcdoc", "formaction", "http-equiv"}:
            return ""
        if value and name.lower() in _URLS:
            url = self._resolve(value.strip("\"'"))
            return f' {name}="{url.replace(chr(34), "%22")}"' if url else ""
        return f" {name}={value}" if value else f" {name}"
