"""What authors might type to make a script run, the sets of extensions that sites have, and a judge of what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import html5lib
import markdown
import yaml
from material.extensions.emoji import to_svg, twemoji
from pymdownx.superfences import fence_code_format

from mkdocs_arckit.hosts.mkdocs.cleaning import EXTENSION
from mkdocs_arckit.render.clean import clean_html
from mkdocs_arckit.render.page import Inserts

CORPUS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8"))
TEXTS = [text for texts in CORPUS.values() for text in texts]
CONSTRUCTS = Path(__file__).with_name("constructs.md").read_text(encoding="utf-8")
"""Everything that the reference pages of Material and of pymdownx show."""

MERMAID = {"name": "mermaid", "class": "mermaid", "format": fence_code_format}
MATERIAL: dict[str, dict[str, Any]] = {
    **{name: {} for name in "abbr admonition attr_list def_list footnotes md_in_html tables".split()},
    "toc": {"permalink": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.betterem": {"smart_enable": "all"},
    "pymdownx.blocks.caption": {},
    "pymdownx.caret": {},
    "pymdownx.critic": {},
    "pymdownx.details": {},
    "pymdownx.emoji": {"emoji_index": twemoji, "emoji_generator": to_svg},
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
    "pymdownx.inlinehilite": {},
    "pymdownx.keys": {},
    "pymdownx.magiclink": {"repo_url_shorthand": True, "user": "u", "repo": "r"},
    "pymdownx.mark": {},
    "pymdownx.smartsymbols": {},
    "pymdownx.snippets": {"check_paths": False},
    "pymdownx.superfences": {"custom_fences": [MERMAID]},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.tilde": {},
}
PYMDOWNX: dict[str, dict[str, Any]] = {
    **{name: {} for name in "abbr admonition attr_list def_list footnotes md_in_html tables toc".split()},
    **{name: {} for name in "nl2br sane_lists smarty".split()},
    "pymdownx.arithmatex": {"generic": True},
    **{
        f"pymdownx.{name}": {}
        for name in (
            "b64 betterem bracketspan caret critic details emoji escapeall fancylists inlinehilite keys magiclink mark"
            " progressbar quotes saneheaders smartsymbols snippets superfences tabbed tasklist tilde"
            " blocks.admonition blocks.caption blocks.definition blocks.details blocks.html blocks.tab"
        ).split()
    },
    "pymdownx.highlight": {"linenums": True, "anchor_linenums": True, "auto_title": True},
}
SETS: dict[str, dict[str, dict[str, Any]]] = {
    "none": {},
    "mkdocs": {"toc": {}, "tables": {}, "fenced_code": {}},
    "material": MATERIAL,
    "pymdownx": PYMDOWNX,
}
"""Sets of extensions with their settings: none at all, MkDocs' own, what Material's pages recommend, all of pymdownx."""


@cache
def _converter(extensions: str) -> markdown.Markdown:
    settings = SETS[extensions]
    return markdown.Markdown(extensions=list(settings), extension_configs=settings)


def converted(text: str, extensions: str) -> str:
    """Markdown as HTML, by one of the `SETS`."""
    converter = _converter(extensions)
    converter.reset()
    return str(converter.convert(text))


def published(text: str, extensions: tuple[str, ...] | list[str] = (), inserts: Inserts | None = None) -> str:
    """What a site makes of a page's Markdown, cleaned: with the extension of the plugin, and before inserts are put in."""
    inserts = inserts or Inserts()
    html = markdown.markdown(text, extensions=[*extensions, EXTENSION])
    return clean_html(html, inserts.boundary_in_html)


def tree(html: str) -> Any:
    """HTML as a browser reads it."""
    return html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)


def outline(html: str) -> list[tuple[str, dict[str, str], str, str]]:
    """HTML as a browser reads it: each element with its attributes, the text in it and the text after it."""
    return [
        (local(e.tag), {local(name): value for name, value in e.attrib.items()}, e.text or "", e.tail or "")
        for e in tree(html).iter()
        if isinstance(e.tag, str)
    ]


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


ELEMENTS = frozenset(
    "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div"
    " dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p picture pre q rp rt ruby s"
    " samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var"
    " wbr circle ellipse g line path polygon polyline rect svg".split()
)
ATTRIBUTES = frozenset(
    "abbr align alt aria-hidden aria-label checked cite class clip-rule colspan cx cy d data-linenos data-preview"
    " data-tabs datetime dir disabled download fill fill-rule for headers height href hreflang id lang loading media"
    " name opacity open points r rel reversed rowspan rx ry scope sizes span src srcset start stroke stroke-linecap"
    " stroke-linejoin stroke-width style target title transform type valign value viewBox width x x1 x2 xmlns y y1 y2".split()
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_MADE = re.compile(r"__tabbed_\d+(_\d+)?|__[a-z]+-[\w.:]+-\d+")


def complaints(html: str) -> Iterator[str]:
    """What an author's part of a page must not hold; said without the module that cleans it."""
    for tag, attributes, _, _ in outline(html)[1:]:
        if tag not in ELEMENTS:
            yield f"<{tag}>"
        if tag == "input" and attributes.get("type") not in {"checkbox", "radio"}:
            yield "a field to type into"
        for name, value in attributes.items():
            shown = f"<{tag} {name}={value!r}>"
            plain = re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]", "", unescape(value))
            if name not in ATTRIBUTES:
                yield shown
            if name in {"href", "src", "srcset", "cite"} and (found := _SCHEME.match(plain)):
                schemes = {"http", "https", "mailto", "tel", "ftp"} if name in {"href", "cite"} else {"http", "https"}
                picture = name == "src" and re.match(r"data:image/(png|gif|jpeg|webp|avif);base64,", plain)
                if found[1].lower() not in schemes and not picture:
                    yield shown
            if name in {"title", "aria-label", "alt"} and "<" in value:
                yield shown
            if name in {"id", "name", "for"} and value.startswith("__") and not _MADE.fullmatch(value):
                yield shown
            if name in {"id", "name", "for"} and re.search(r"[\s\"'<>]|^mkdocs[-_]|^hljs-|^MathJax$|^base_url$", value):
                yield shown
            if name == "name" and not _MADE.fullmatch(value):
                yield shown
            if name == "class" and any(
                re.match(r"arckit|md-(?!button)|modal|wy-|rst-|mkdocs", c) for c in value.split()
            ):
                yield shown
            if name == "style" and re.search(r"url|position|display|expression|\\|@|/\*|image", value, re.IGNORECASE):
                yield shown
            if local(tag) in {"rect", "path", "circle"} and "url" in value.lower():
                yield shown
