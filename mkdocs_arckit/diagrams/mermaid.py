"""Mermaid text: the one place where labels, names and descriptions are escaped."""

from __future__ import annotations

import json
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
_IN_BRANCH = re.compile(r"[\"'#;<>=&%{}`\\,]")
_LOOKALIKES = str.maketrans("<>=", "‹›＝")
_LIKE_AN_ESCAPE = re.compile(r"#(?=\w+;)|%(?=%\{)|(?<=%)%(?=\{)|\\(?=n)")


def label(text: str) -> str:
    """Write plain text as a quoted label."""
    if len(text) > MAX_LABEL:
        text = text[: MAX_LABEL - 1] + "…"
    if text[:1].isalpha() and text.replace(" ", "").isalnum():  # holds nothing that could be risky
        return f'"{text}"'
    return '"' + (_RISKY.sub(lambda m: "".join(f"#{ord(c)};" for c in m[0]), text) or " ") + '"'


def branch_name(text: str) -> str:
    """Write plain text as a quoted branch name."""
    return '"' + (_IN_BRANCH.sub(lambda m: f"#{ord(m[0])};", text[:MAX_LABEL].strip()) or " ") + '"'


def trunk_name(text: str) -> tuple[str, str]:
    """Write plain text as the name of the first branch: quoted, and as it is in the settings of a diagram.

    Mermaid compares the two, and reads its escapes in only one of them, so they have none. Look-alikes stand for the
    few marks that it would change.
    """
    text = text[:MAX_LABEL].strip().translate(_LOOKALIKES) or " "
    text = _LIKE_AN_ESCAPE.sub(lambda m: {"#": "＃", "%": "％"}.get(m[0], "＼"), text)
    settings = re.sub(r"['{}<>%]", lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"', settings


def alternative(title: str, description: str) -> list[str]:
    """Write the lines that describe a diagram to people who cannot see it."""
    return [f"accTitle: {_spelt_out(title)}", f"accDescr: {_spelt_out(description)}"]


def _spelt_out(text: str) -> str:
    return _MARKS.sub(lambda m: f"#{ord(m[0])};", " ".join(text.split()))
