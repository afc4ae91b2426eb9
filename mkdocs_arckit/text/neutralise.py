"""What must not come to life: what is harmless text or code to us may be something else to an extension."""

from __future__ import annotations

import re

from mkdocs_arckit.text.inline import is_safe_url

_POINTER = re.compile(r"\](?P<mark>[(:])(?=(?P<to>[^\]]*))")
_TAG = re.compile(
    r"<(?=[!?/]|[A-Za-z][\w:-]*[\s/][^\n]*|(?:script|style|iframe|object|embed|svg|math|base|meta|link|form|template)\b)",
    re.IGNORECASE,
)
_HANDLER = re.compile(r"\b(?:on\w+|href|src\w*|style|action|formaction)\s*=", re.IGNORECASE)
# Generic blocks: `/// name`, below it options, indented. One block is any HTML, and one option any attribute.
_HTML_BLOCK = re.compile(r"(?<![^\s>])/(?=/{2,}[ \t]*html\b)")
_BLOCK = re.compile(r"(?<![^\s>])(?P<head>/{3,}[ \t]*[\w-]+[^\n]*\n)(?P<options>(?:[ \t>]{4,}[^\s>][^\n]*(?:\n|$))+)")
_OPTION = re.compile(r"[ \t>]*(?!attrs)[a-z_]+:[ \t]+[\w. -]+")


def neutralise_links(text: str) -> str:
    """`text` in which nothing that a link or its definition could be made of leads to an unsafe URL."""

    def disarm(match: re.Match[str]) -> str:
        url = re.sub(r"[<>\\]", " ", match["to"])
        if match["mark"] == ":":
            url = "".join(url.split()[:1])
        return match[0] if is_safe_url(url) else f"]&#{ord(match['mark'])};"

    return _POINTER.sub(disarm, text) if "](" in text or "]:" in text else text


def neutralise_blocks(text: str) -> str:
    """`text` in which no generic block makes any HTML or sets any attribute."""
    if "///" not in text:
        return text

    def separate(block: re.Match[str]) -> str:
        harmless = all(_OPTION.fullmatch(line) for line in block["options"].splitlines())
        return block[0] if harmless else f"{block['head']}\n{block['options']}"

    return _BLOCK.sub(separate, _HTML_BLOCK.sub("&#47;", text))


def inert(code: str) -> str:
    """Code that stays harmless where it is taken for text; as code it shows that it was changed."""
    code = neutralise_blocks(neutralise_links(_TAG.sub("&lt;", code)))
    return "\n".join(line.replace("{", "&#123;") if _HANDLER.search(line) else line for line in code.split("\n"))
