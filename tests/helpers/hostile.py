"""What authors might type to make a script run, the sets of extensions that sites have, and a judge of what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import html5lib
import markdown
import yaml
from material.extensions.emoji import to_svg, twemoji
from pymdownx.arithmatex import arithmatex_fenced_format, arithmatex_inline_format
from pymdownx.emoji import emojione, gemoji, to_png, to_png_sprite
from pymdownx.emoji import to_svg as to_svg_image
from pymdownx.slugs import slugify
from pymdownx.superfences import fence_code_format

from mkdocs_arckit.hosts.mkdocs.cleaning import EXTENSION
from mkdocs_arckit.render.clean import clean_html
from mkdocs_arckit.render.page import Inserts

CORPUS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8"))
TEXTS = [text for texts in CORPUS.values() for text in texts]
_PARTS = re.split(
    r"^# (.+)\n", Path(__file__).with_name("constructs.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)
CONSTRUCTS: dict[str, str] = dict(zip(_PARTS[1::2], _PARTS[2::2], strict=True))
"""Everything that the reference pages of Material and of pymdownx show, by the subject of the page."""

_FORMULA = {"name": "math", "class": "arithmatex"}
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
            " progressbar saneheaders smartsymbols snippets superfences tabbed tasklist tilde"
            " blocks.admonition blocks.caption blocks.definition blocks.details blocks.html blocks.tab"
        ).split()
        if find_spec(f"pymdownx.{name}")  # older ones, which older versions of Material need, have no `bracketspan`
    },
    "pymdownx.highlight": {"linenums": True, "anchor_linenums": True, "auto_title": True},
    "pymdownx.quotes": {"callouts": True},
}
_ACCENTS: dict[str, Any] = {"slugify": slugify(case="lower"), "combine_header_slug": True}
OPTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "styles and numbers": {
        **{name: {} for name in "abbr admonition attr_list def_list footnotes md_in_html tables".split()},
        "toc": {"anchorlink": True, "permalink": "#", "permalink_leading": True, "toc_depth": "2-4"},
        "smarty": {},
        "pymdownx.arithmatex": {},
        "pymdownx.blocks.caption": {"auto_level": 2, "prepend": True},
        "pymdownx.blocks.tab": {"alternate_style": True, **_ACCENTS},
        "pymdownx.critic": {"raw_view": True},
        "pymdownx.emoji": {"emoji_index": gemoji, "emoji_generator": to_png, "title": "long"},
        "pymdownx.escapeall": {"hardbreak": True, "nbsp": True},
        "pymdownx.fancylists": {"inject_style": True},
        "pymdownx.highlight": {"noclasses": True, "linenums": True, "line_anchors": "__line_x", "line_spans": "__l"},
        "pymdownx.inlinehilite": {"custom_inline": [_FORMULA | {"format": arithmatex_inline_format(mode="generic")}]},
        "pymdownx.keys": {"strict": True, "separator": ""},
        "pymdownx.magiclink": {"hide_protocol": True, "repo_url_shortener": True, "social_url_shorthand": True},
        "pymdownx.progressbar": {"add_classes": "candystripe", "progress_increment": 5},
        "pymdownx.saneheaders": {},
        "pymdownx.superfences": {"custom_fences": [_FORMULA | {"format": arithmatex_fenced_format(mode="generic")}]},
        "pymdownx.tabbed": {"alternate_style": True, **_ACCENTS},
        "pymdownx.tasklist": {"clickable_checkbox": True},
    },
    "no Pygments": {
        "pymdownx.extra": {},
        "codehilite": {"use_pygments": False},
        "admonition": {},
        "sane_lists": {},
        "wikilinks": {},
        "toc": {"permalink": True, "anchorlink": False},
        "pymdownx.emoji": {"emoji_generator": to_svg_image, "emoji_index": emojione, "alt": "short"},
        "pymdownx.fancylists": {"inject_class": True},
        "pymdownx.highlight": {"use_pygments": False, "linenums": True, "code_attr_on_pre": True},
        "pymdownx.inlinehilite": {"style_plain_text": True},
        "pymdownx.quotes": {},
        "pymdownx.striphtml": {},
        "pymdownx.tasklist": {"custom_checkbox": True, "clickable_checkbox": True},
    },
    "numbers in the lines": {
        "extra": {},
        "toc": {},
        "codehilite": {"linenums": True, "anchorlinenos": True},
        "pymdownx.emoji": {"emoji_generator": to_png_sprite},
        "pymdownx.highlight": {
            "linenums": True,
            "linenums_style": "pymdownx-inline",
            "linenums_special": 2,
            "line_spans": "__codeline",
            "line_anchors": "__codelineno",
            "anchor_linenums": True,
            "stripnl": False,
            "guess_lang": True,
        },
        "pymdownx.superfences": {"preserve_tabs": True, "relaxed_headers": True},
        "pymdownx.tabbed": {"alternate_style": True},
    },
}
"""Sets of extensions with the options that few sites set, and that change what the extensions make."""
SETS: dict[str, dict[str, dict[str, Any]]] = {
    "none": {},
    "mkdocs": {"toc": {}, "tables": {}, "fenced_code": {}},
    "material": MATERIAL,
    "pymdownx": PYMDOWNX,
}
"""Sets of extensions with their settings: none at all, MkDocs' own, what Material's pages recommend, all of pymdownx."""


@cache
def _converter(extensions: str) -> markdown.Markdown:
    settings = {**SETS, **OPTIONS}[extensions]
    return markdown.Markdown(extensions=list(settings), extension_configs=settings)


def converted(text: str, extensions: str) -> str:
    """Markdown as HTML, by one of the `SETS` or `OPTIONS`."""
    converter = _converter(extensions)
    converter.reset()
    return str(converter.convert(text))


def published(text: str, extensions: tuple[str, ...] | list[str] = (), inserts: Inserts | None = None) -> str:
    """What a site makes of a page's Markdown, cleaned: with the extension of the plugin, and before inserts are put in."""
    inserts = inserts or Inserts()
    html = _site_converter(tuple(extensions)).reset().convert(text)
    return clean_html(html, inserts.boundary_in_html)


@cache
def _site_converter(extensions: tuple[str, ...]) -> markdown.Markdown:
    return markdown.Markdown(extensions=[*extensions, EXTENSION])


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
    " data-tabs datetime dir disabled download fill fill-rule for headers height hl_lines href hreflang id lang linenums"
    " loading media"
    " name opacity open points r rel reversed rowspan rx ry scope sizes span src srcset start stroke stroke-linecap"
    " stroke-linejoin stroke-width style target title transform type valign value viewBox width x x1 x2 xmlns y y1 y2".split()
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_MADE = re.compile(r"__tabbed_\d+(_\d+)?|__[a-z_]+-[\w.:-]+-\d+|__[a-z]+-caption(_\d+)+")


def complaints(html: str) -> Iterator[str]:
    """What an author's part of a page must not hold; said without the module that cleans it."""
    for tag, attributes, _, _ in outline(html)[1:]:
        yield from complaints_about(tag, attributes)


def complaints_about(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """What an author's element must not be, have or say."""
    if tag not in ELEMENTS:
        yield f"<{tag}>"
    if tag == "input" and attributes.get("type") not in {"checkbox", "radio"}:
        yield "a field to type into"
    for name, value in attributes.items():
        shown = f"<{tag} {name}={value!r}>"
        if name not in ATTRIBUTES:
            yield shown
        if name in {"id", "name", "for"} and value.startswith("__") and not _MADE.fullmatch(value):
            yield shown
        if name in {"id", "name", "for"} and re.search(r"[\s\"'<>]|^mkdocs[-_]|^hljs-|^MathJax$|^base_url$", value):
            yield shown
        if name == "name" and not _MADE.fullmatch(value):
            yield shown
        if name == "class" and any(re.match(r"arckit|md-(?!button)|modal|wy-|rst-|mkdocs", c) for c in value.split()):
            yield shown
    yield from complaints_about_values(tag, attributes)


def complaints_about_values(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """What nobody's element must say: where it leads, what it looks like, and what scripts would take for HTML."""
    for name, value in attributes.items():
        shown = f"<{tag} {name}={value!r}>"
        plain = re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]", "", unescape(value))
        if name in {"href", "src", "srcset", "cite", "action", "xlink:href"} and (found := _SCHEME.match(plain)):
            schemes = {"http", "https", "mailto", "tel", "ftp"} if name in {"href", "cite"} else {"http", "https"}
            picture = name == "src" and re.match(r"data:image/(png|gif|jpeg|webp|avif);base64,", plain)
            if found[1].lower() not in schemes and not picture:
                yield shown
        if name in {"title", "aria-label", "alt"} and "<" in value:
            yield shown
        if name == "style" and re.search(r"url|position|display|expression|\\|@|/\*|image", value, re.IGNORECASE):
            yield shown
        if local(tag) in {"rect", "path", "circle"} and "url" in value.lower():
            yield shown
