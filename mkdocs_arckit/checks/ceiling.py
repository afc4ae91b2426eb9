"""The classification ceiling: what may be published, decided before anything is made of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from mkdocs_arckit.source.nodes import Mapping
from mkdocs_arckit.source.result import Tree


class Verdict(Enum):
    """What becomes of a file."""

    PUBLISH = "publish"
    ABOVE = "above"
    """Its classification is above the ceiling: nothing of it is published, which is as it should be."""
    UNKNOWN = "unknown"
    """Its classification cannot be known: nothing of it is published, and that is an error."""


DECISIVE = frozenset({"document", "classification"})
"""The keys that a classification can't be known without; none may be there twice or have a tag."""

# In a file that could not be read to its end, every place that could name the classification counts.
_MENTION = re.compile(r"classification[\"']?[ \t]*:[ \t]*(?P<value>[^\n#,}]*)", re.IGNORECASE)


def judge(tree: Tree | None, source: bytes, ceiling: str, scheme: Sequence[str]) -> Verdict:
    """Decide whether a file is published, withheld, or withheld with an error.

    A file that is not YAML to its end is judged by its `document`, if that was complete before the problem, and if
    nothing in the whole file names another classification.

    Args:
        tree: what could be read of the file.
        source: its bytes.
        ceiling: the highest classification that is published.
        scheme: all classifications, lowest first.
    """
    root = tree and (tree.root or tree.partial)
    if not tree or not root or tree.doubtful.keys() & DECISIVE:
        return Verdict.UNKNOWN
    document = root.get("document")
    value = document.get("classification") if isinstance(document, Mapping) else None
    named = value.strip() if isinstance(value, str) else None
    if named not in scheme:
        return Verdict.UNKNOWN
    if scheme.index(named) <= scheme.index(ceiling):
        text = source.decode("utf-8", errors="replace") if tree.partial else ""
        others = {m["value"].strip().strip("\"'").strip() for m in _MENTION.finditer(text)} - {named}
        return Verdict.UNKNOWN if others else Verdict.PUBLISH
    return Verdict.UNKNOWN if tree.problems else Verdict.ABOVE
