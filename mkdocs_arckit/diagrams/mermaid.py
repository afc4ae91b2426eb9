"""Mermaid text: the one place where labels, names and descriptions are escaped."""

from __future__ import annotations

import re

MAX_TEXT = 50_000
"""Characters of a diagram; Mermaid refuses more."""
MAX_LABEL = 500
"""Characters of a label."""

# Mermaid reads labels as Markdown, as HTML and for icons (`fa:fa-car`); its own `#35;` is safe from all three.
_RISKY = re.compile(
    r"[\"#;<>`%{}\[\]|*_~$^\\]|(?<=\w):(?=\S)|^[-+=:!](?=\s|$|[-+=:!])|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]"
    r"|&(?=[#\w])|(?<=http)s?:|(?<=www)\."
)
_MARKS = re.compile(r"[\"#;<>&%{}`\\]")  # what could end a description, begin a tag or be taken for Mermaid's own
_LOOKALIKES = str.maketrans("\"'#;<>=`%{}\\,", "”’＃；‹›＝ˋ％｛｝＼，")


def label(text: str) -> str:
    """Write plain text as a quoted label."""
    if len(text) > MAX_LABEL:
        text = text[: MAX_LABEL - 1] + "…"
    if text[:1].isalpha() and text.replace(" ", "").isalnum():  # holds nothing that could be risky
        return f'"{text}"'
    return '"' + (_RISKY.sub(lambda m: "".join(f"#{ord(c)};" for c in m[0]), text) or " ") + '"'


def branch_name(text: str) -> str:
    """Write plain text as a quoted branch name, with look-alikes for marks that Mermaid can't escape there."""
    text = re.sub(r"&(?=[#\w])", "＆", text[:MAX_LABEL])
    return '"' + (text.translate(_LOOKALIKES).strip() or " ") + '"'


def alternative(title: str, description: str) -> list[str]:
    """Write the lines that describe a diagram to people who cannot see it."""
    return [f"accTitle: {_spelt_out(title)}", f"accDescr: {_spelt_out(description)}"]


def _spelt_out(text: str) -> str:
    return _MARKS.sub(lambda m: f"#{ord(m[0])};", " ".join(text.split()))
