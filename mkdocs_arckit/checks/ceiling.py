"""The classification ceiling: what may be published, decided before anything is made of a file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from mkdocs_arckit.findings import did_you_mean
from mkdocs_arckit.source.nodes import Loc, Mapping, Node
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


def judge(tree: Tree | None, ceiling: str, scheme: Sequence[str]) -> Verdict:
    """Decide whether a file is published, withheld, or withheld with an error.

    A file that is not YAML to its end has no classification: what follows the problem could name another one.

    Args:
        tree: what could be read of the file.
        ceiling: the highest classification that is published.
        scheme: all classifications, lowest first.
    """
    root = tree and tree.root
    if not tree or not root or tree.doubtful.keys() & DECISIVE or look_alike(root):
        return Verdict.UNKNOWN
    document = root.get("document")
    value = document.get("classification") if isinstance(document, Mapping) else None
    named = value.strip() if isinstance(value, str) else None
    if named not in scheme:
        return Verdict.UNKNOWN
    if scheme.index(named) <= scheme.index(ceiling):
        return Verdict.PUBLISH
    return Verdict.UNKNOWN if tree.problems else Verdict.ABOVE


def look_alike(root: Mapping) -> Loc:
    """Find another key that could be meant for a decisive one, misspelt or in other letters; an empty path if none."""
    document = root.get("document")
    places: tuple[tuple[Loc, Node, str], ...] = (((), root, "document"), (("document",), document, "classification"))
    for loc, mapping, key in places:
        for name in mapping if isinstance(mapping, Mapping) else ():
            near = name != key and abs(len(name) - len(key)) <= 2 and not name.startswith("x-")
            if near and did_you_mean(name, [key]):
                return *loc, name
    return ()
