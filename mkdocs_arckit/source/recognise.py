"""Recognises a strategy by what a file holds, because names are endless: copies, temporary files, misspellings."""

from __future__ import annotations

import re

HEAD = 100_000
"""How many bytes of a file are looked at."""
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_MARKUP = re.compile(r"\s*<[!?A-Za-z]")
_FLOW = re.compile(r"(?:\s|---|#[^\n]*\n)*[\[{]")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:(?!---).*\n)*---[ \t]*\n(?=\s*[^\s%])")
_FENCED = re.compile(r"^(`{3,}(?!`)|~{3,}(?!~))[^`\n]*\n(?:(?!\1).*\n)*\1[`~]*[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"^(?P<margin> *)(?P<first>[^\s#])", re.MULTILINE)
_BEFORE_KEY = r"(?:[-?:+>] {0,3}){0,2}(?:[&!]\S{0,100}[ \t]{1,3})?[\"']?"
"""What may be before a key: a dash, `?`, a mark of a patch, an anchor or a tag, a quote."""
_IN_FLOW = re.compile(
    r'\\[\s\S]|"(?P<quoted>(?:[^"\\]|\\[\s\S])*)"(?P<colon>\s*:)?|(?<!\w)(?P<bare>\w{1,40})\'?\s{0,9}:|[{}]'
)


def reads_like_strategy(head: bytes, *, markdown: bool = False) -> bool:
    """Return whether a file reads like a strategy, whatever its name.

    At its top level it has `project` or `document`, and somewhere a `classification`, or both and the rest of document
    control. So an API description with properties of these names is none, nor is a text that quotes a strategy.

    Args:
        head: what the file begins with, `HEAD` bytes of it.
        markdown: whether it is Markdown, which may have front matter and quote strategies.
    """
    if not markdown and not _has_the_words(head):  # so it is with most of what themes bring, scripts and pictures
        return False
    text = _text(head)
    if text is None or _MARKUP.match(text):
        return False
    if markdown:
        text = _FENCED.sub("", _FRONT_MATTER.sub("", text, count=1))
    keys = (_keys_in_flow(text) if _FLOW.match(text) else _keys_at_margin(text)) & {"project", "document"}
    if len(keys) == 2 and _has_key(text, "version") and _has_key(text, "status"):
        return True
    return bool(keys) and _has_key(text, "classification")


def may_be_strategy(head: bytes) -> bool:
    """Return whether a file may be a strategy whose name is only similar: it has one of its keys, or is not text."""
    text = _text(head)
    return text is None or any(_has_key(text, key) for key in ("project", "document", "classification"))


def _has_the_words(head: bytes) -> bool:
    """Return whether a file has the words of the keys of a strategy anywhere, which is told at once."""
    # Two letters that have no others in ASCII are taken for some where case doesn't count: `ſ` for s, `ı` for i.
    text = _decoded(head).casefold().replace("ı", "i")
    project, document = "project" in text, "document" in text
    return ((project or document) and "classification" in text) or (
        project and document and "version" in text and "status" in text
    )


def _decoded(head: bytes) -> str:
    """Decode what a file begins with; without its zeros UTF-16 is like UTF-8, as far as the letters of keys go."""
    return head.lstrip(_BYTE_ORDER_MARKS).replace(b"\0", b"").decode("utf-8", errors="replace")


def _text(head: bytes) -> str | None:
    """Decode what a file begins with, its lines ended alike; `None` if it is not text."""
    text = _decoded(head)
    if b"\0" in head[:1000]:
        start = text[:1000]
        letters = sum(char.isascii() and (char.isprintable() or char.isspace()) for char in start)
        if letters < 0.7 * len(start):
            return None
    return _LINE_ENDS.sub("\n", text)


def _has_key(text: str, key: str) -> bool:
    """Return whether a text has a key, at whatever depth, in any of the ways in which YAML and JSON write keys."""
    pattern = rf"(?:^|[{{,])[ \t]*{_BEFORE_KEY}{key}[\"']?\s*:"
    return re.search(pattern, text, re.IGNORECASE | re.MULTILINE) is not None


def _keys_at_margin(text: str) -> set[str]:
    """Find the keys of the outer mapping of a text that is written in lines."""
    margin = min((len(line["margin"]) for line in _LINE.finditer(text) if line["first"] not in "-%"), default=0)
    pattern = rf"^ {{{margin}}}{_BEFORE_KEY}(project|document)[\"']?\s*:"
    return {key[1].casefold() for key in re.finditer(pattern, text, re.IGNORECASE | re.MULTILINE)}


def _keys_in_flow(text: str) -> set[str]:
    """Find the keys of the outer mapping, or mappings, of a text in brackets."""
    depth, found = 0, set[str]()
    for token in _IN_FLOW.finditer(text):
        if token[0] in "{}":
            depth += 1 if token[0] == "{" else -1
        elif depth == 1 and (token["bare"] or token["colon"]):
            found.add((token["bare"] or token["quoted"]).casefold())
    return found
