"""An allow-list for what the site's Markdown made of an author's text: no script, nothing that poses as the site.

It reads the HTML of the page rather than the Markdown, because only the HTML says what a browser will get:
Python-Markdown finds headings, tables, links and quotes in places where nobody who reads the source would look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

import nh3

from mkdocs_arckit.text.inline import is_safe_url
from mkdocs_arckit.text.printable import for_title

_SHAPES = frozenset("circle ellipse g line path polygon polyline rect svg".split())
TAGS = _SHAPES | frozenset(
    "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div"
    " dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p picture pre q rp rt ruby s"
    " samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var"
    " wbr".split()
)
"""The elements that an author's part of a page may hold; of any other, only what it holds stays."""

_DRAWN = frozenset("class d fill fill-rule height points stroke stroke-width transform viewBox width xmlns".split())
_PLACED = frozenset("cx cy r rx ry x x1 x2 y y1 y2 stroke-linecap stroke-linejoin clip-rule opacity".split())
ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset("align aria-hidden aria-label class data-linenos dir id lang style title".split()),
    "a": frozenset("data-preview download href hreflang name rel target".split()),
    "blockquote": frozenset({"cite"}),
    "code": frozenset({"hl_lines", "linenums"}),
    "col": frozenset({"span", "width"}),
    "colgroup": frozenset({"span", "width"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "div": frozenset({"data-tabs"}),
    "img": frozenset("alt height loading src srcset sizes width".split()),
    "input": frozenset("checked disabled name type".split()),
    "ins": frozenset({"cite", "datetime"}),
    "label": frozenset({"for"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "pre": frozenset({"hl_lines", "linenums"}),
    "q": frozenset({"cite"}),
    "source": frozenset("height media sizes srcset type width".split()),
    "table": frozenset({"width"}),
    "td": frozenset("colspan headers height rowspan valign width".split()),
    "th": frozenset("abbr colspan headers height rowspan scope valign width".split()),
    "time": frozenset({"datetime"}),
    "tr": frozenset({"valign"}),
    "ul": frozenset({"type"}),
    **dict.fromkeys(_SHAPES, _DRAWN | _PLACED),
}
"""The attributes of each element, and of all of them; what they may say is checked as well."""
SCHEMES = frozenset("ftp http https mailto tel".split())
"""The schemes of links; pictures come over HTTP and HTTPS, or stand in the page as the extension b64 writes them."""

# What extensions call what they make: tabs, lines of code, numbered figures, footnotes.
_TABS = r"__tabbed_\d+"
_LINE = r"__[a-z]\w*-[\w.:-]+-\d+"
_FIGURE = r"__(?:figure|table|[a-z]+-[a-z]+)(?:_\d+)+"
_MADE_ID = re.compile(rf"{_TABS}_\d+|{_LINE}|{_FIGURE}|fn(?:ref\d*)?:[^\s\"'<>&`]+")
# Anything else may be called as it pleases, but not what scripts and styles of themes and of this plugin look for,
# or what scripts of a site ask for in `window` before they set it.
_NAME = re.compile(r"(?!__)\w[\w.:-]*")
_TAKEN_ID = re.compile(
    r"mkdocs[-_].*|(?:search|keyboard)Modal.*|hljs-(?:light|dark)|theme-menu|(?:navbar|toc)-collapse|rtd-.*|wy-.*"
    r"|arckit-(?:index|diagram)-.*|arckit-[0-9a-f]{10}.*"
    r"|MathJax|mermaid[A-Z].*|dataLayer|gtag|ga|GLightbox|Tablesort|base_url|shortcuts|min_search_length"
)
_CLASS = re.compile(r"[^\W\d][\w-]*(?::[\w-]+)?|language-[\w.+#/-]+")
_TAKEN_CLASS = re.compile(
    r"arckit.*|md-(?!button(?:--primary)?$).*|js|no-js|mkdocs.*|wy-.*|rst-.*|toctree.*|bs-.*|affix|shortcut"
    r"|(?:carousel|collaps|dropdown|modal|navbar|offcanvas|popover|toast|tooltip).*"
    r"|(?:fixed|sticky|position)-.*|stretched-link|visually-hidden.*|invisible|shift|current"
)

# Nothing that grows from one element to the next in it, and nothing that lies over what stands beside it.
_WORD = r"(?:#[0-9A-Fa-f]{3,8}|[a-z]+(?:-[a-z]+)*|\d{1,3}(?:\.\d+)?%|\dpx)"
_STYLE = re.compile(
    r"(?:text-align|width|(?:background-)?color|background|border|font-(?:weight|style)|text-decoration|line-height"
    rf"|list-style-type|padding-(?:left|right))\s*:\s*{_WORD}(?: {_WORD}){{0,2}}"
    r"|font-size\s*:\s*(?:(?:x{1,3}-)?(?:small|large)|medium|smaller)"
)
_PICTURE = re.compile(r"data:image/(?:avif|gif|jpeg|png|webp);base64,[A-Za-z0-9+/=\s]*")
_DRAWING = re.compile(r"[\w\s#.,%()+-]*")
_RELATIONS = frozenset("external license me nofollow noopener noreferrer tag ugc".split())
_VALUES = {
    "align": re.compile(r"[a-z]+"),
    "data-linenos": re.compile(r"[\s\d]*"),
    "data-tabs": re.compile(r"\d+:\d+"),
    **dict.fromkeys(("hl_lines", "linenums"), re.compile(r"[\d\s-]*")),
    "target": re.compile(r"_(?:blank|self)"),
    "name": re.compile(rf"{_TABS}|{_LINE}"),
    "xmlns": re.compile(r"http://www\.w3\.org/2000/svg"),
}
_INPUTS = re.compile(r"checkbox|radio")
# What arithmatex makes unless it is told to be `generic`, and what in formulas makes links, styles and IDs.
_OLD_MATH = re.compile(
    r"(?:<(span|div) class=\"MathJax_Preview\">[^<]*</\1>\s*)?"
    r"<script type=\"math/tex(?P<display>; mode=display)?\">(?P<tex>(?:[^<]|<(?!/script))*)</script>"
)
_TEX = re.compile(
    r"(?P<code><(?P<element>pre|code)[ >].*?</(?P=element)>)"
    r"|\\(?=(?:bbox|class|cssId|data|html(?:Class|Data|Id|Style)|href|style|url)(?![A-Za-z]))(?!href\{https?://[^{}\\]*\})",
    re.DOTALL,
)
# Without any of these, no script looks for a formula, so that `C:\data\style` can stay as it is.
_FORMULA = re.compile(r"\\[(\[]|\\begin\b|\$[^$]*\$|class=\"[^\"]*(?:math|tex(?!t))", re.IGNORECASE)
_FIRST_LINE = re.compile(r"(<pre[^<>]*>)\n")
# What Material's script looks for in a set of tabs; it stops where that is missing, and the page's search with it.
_TAB_SET = re.compile(
    r'(?P<tag><div[^<>]*?) data-tabs="[\d:]+"'
    r'(?P<rest>[^<>]*>\s*(?P<inputs>(?:<input[^<>]*>\s*)*)(?P<labels><div class="tabbed-labels">)?)'
)
_TEXT_FIELD = re.compile(r'<input(?: (?!type=)[^\s="<>]+="[^"]*")*>')

_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*)")
_VOID = frozenset("br col hr img input source wbr".split())
_MANY = 2_000
_DEEP = 20
_TOO_MUCH = 1_000_000

_OPENING = re.compile(r'(?<![^\s(\[])"')


def clean_html(html: str, boundary: re.Pattern[str] | None = None) -> str:
    """Clean what the site's Markdown made of an author's text.

    Args:
        html: the HTML of a page, or of a part of one.
        boundary: what separates parts that can't reach into each other: an element that one leaves open ends there.
            What matches is not part of the result.

    Returns:
        HTML without any element, attribute, URL, ID or class that is not allowed, in which every element is closed.
    """
    parts = boundary.split(html) if boundary else [html]
    return "".join(_clean(part) for part in parts)


def clean_label(html: str) -> str:
    """Clean HTML for a place that shows one line of text: the text of it, in which marks are character references.

    Quotation marks are curled: older versions of Material (9.6.5, say) put them into an attribute as they are.
    """
    return _OPENING.sub("“", _TEXT.clean(html)).replace('"', "”")


def clean_id(value: str) -> str | None:
    """Return what an element may have as its ID: a `_` before it if scripts or styles look for it, `None` for no name.

    So a heading that is called *Shortcuts* or *GA* keeps its place in the table of contents.
    """
    if _MADE_ID.fullmatch(value):
        return value
    if not _NAME.fullmatch(value):
        return None
    return f"_{value}" if _TAKEN_ID.fullmatch(value) else value


def _clean(html: str) -> str:
    if html.count("<") > _MANY and _is_too_much(html):
        return f"<pre>{escape(html, quote=False)}</pre>"
    if "<script" in html:
        html = _OLD_MATH.sub(_generic_math, html)
    # A line break after `<pre>` is not part of the text, so a parser drops it; the next must find it again.
    html = _CLEANER.clean(_FIRST_LINE.sub("\\1\n\n", html))
    # A field that no extension makes is one to type into, and nobody would know where that goes.
    html = _TEXT_FIELD.sub("", html)
    if " data-tabs=" in html:
        html = _TAB_SET.sub(lambda found: found[0] if _are_tabs(found) else found["tag"] + found["rest"], html)
    if "\\" in html and _FORMULA.search(html):
        html = _TEX.sub(lambda found: found["code"] or "\\ ", html)
    return html


def _are_tabs(found: re.Match[str]) -> bool:
    """Say whether a set of tabs has a label for each of its tabs."""
    names = re.findall(r' id="([^"]*)"', found["inputs"])
    return bool(names and found["labels"]) and all(f'<label for="{name}"' in found.string for name in names)


def _generic_math(found: re.Match[str]) -> str:
    """Write a formula as text, which every version of MathJax and KaTeX finds, in place of a script that holds it."""
    begins, ends = ("\\[", "\\]") if found["display"] else ("\\(", "\\)")
    tex = found["tex"].replace("<", "&lt;")  # before Python 3.11 Python-Markdown leaves it as it is
    return f"{begins}{tex}{ends}"


def _is_too_much(html: str) -> bool:
    """Say whether elements are so deep in one another that reading them, as browsers do, takes more than a moment."""
    stands_open: dict[str, int] = {}
    tags = depth = deepest = 0
    for tag in _TAG.finditer(html):
        tags, name = tags + 1, tag["name"].lower()
        if not tag["slash"]:
            if name not in _VOID:
                stands_open[name] = stands_open.get(name, 0) + 1
                depth += 1
                deepest = max(deepest, depth)
        elif stands_open.get(name):
            stands_open[name] -= 1
            depth -= 1
    return deepest > _DEEP and deepest * tags > _TOO_MUCH


@lru_cache(maxsize=16384)
def _attribute(tag: str, name: str, value: str) -> str | None:
    """Say what an attribute may hold, or return `None` if it has to go."""
    if name == "class":
        return _classes(value.split())
    if name in {"id", "for"}:
        return clean_id(value)
    if name in {"title", "aria-label", "alt"}:
        return for_title(value)
    if name == "style":
        return _style(value)
    if name == "href" and value.startswith("#"):
        return f"#{clean_id(value[1:]) or value[1:]}"
    if name in {"href", "cite"}:
        return value if is_safe_url(value) else None
    if name == "src":
        return value if _is_picture(value) else None
    if name == "srcset":
        return value if all(_is_picture(url) for url in re.split(r"\s+[^,]*,?\s*|,\s+", value.strip()) if url) else None
    if name == "rel":
        return " ".join(word for word in value.split() if word in _RELATIONS) or None
    if tag == "input" and name == "type":
        return value if _INPUTS.fullmatch(value) else None
    if tag in _SHAPES and name != "xmlns":
        return value if _DRAWING.fullmatch(value) and "url" not in value.lower() else None
    return value if name not in _VALUES or _VALUES[name].fullmatch(value) else None


def _classes(names: Iterable[str]) -> str | None:
    kept = [name for name in names if _CLASS.fullmatch(name) and not _TAKEN_CLASS.fullmatch(name)]
    return " ".join(kept) or None


def _style(text: str) -> str | None:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    kept = [part for part in parts if _STYLE.fullmatch(part)]
    return text if kept == parts else "; ".join(kept) or None


def _is_picture(url: str) -> bool:
    if _PICTURE.fullmatch(url):
        return True
    return is_safe_url(url) and not re.match(r"\s*(?!https?:)[A-Za-z][A-Za-z0-9+.\-]*:", url, re.IGNORECASE)


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=_attribute,
    link_rel=None,
    url_schemes={*SCHEMES, "data"},  # of which only pictures get past `_attribute`
)
_TEXT = nh3.Cleaner(tags=set(), attributes={})
