"""The classification ceiling: what may be published, decided before anything is made of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from mkdocs_arckit.validate import Validated

# In a file that is not YAML, every place that could name the classification counts.
_MENTION = re.compile(r"classification[\"']?[ \t]*:[ \t]*(?P<value>[^\n#,}]*)", re.IGNORECASE)


class Verdict(Enum):
    """What becomes of a file."""

    PUBLISH = "publish"
    ABOVE = "above"
    """Its classification is above the ceiling: nothing of it is published, which is as it should be."""
    UNKNOWN = "unknown"
    """Its classification cannot be known: nothing of it is published, and that is an error."""


def judge(validated: Validated, source: bytes, ceiling: str, scheme: Sequence[str]) -> Verdict:
    """Decide about a file.

    Args:
        validated: what is known of the file.
        source: its bytes.
        ceiling: the highest classification that is published.
        scheme: all classifications, lowest first.
    """
    if validated.root is not None and not any(finding.rule == "yaml" for finding in validated.findings):
        document = validated.data.get("document")
        value = document.get("classification") if isinstance(document, dict) else None
        named = [value.strip()] if isinstance(value, str) else []
    else:
        text = source.decode("utf-8", errors="replace")
        named = [m["value"].strip().strip("\"'").strip() for m in _MENTION.finditer(text)]
    if not named or any(name not in scheme for name in named):
        return Verdict.UNKNOWN
    allowed = scheme[: scheme.index(ceiling) + 1]
    if all(name in allowed for name in named):
        return Verdict.PUBLISH
    return Verdict.ABOVE if len(set(named)) == 1 else Verdict.UNKNOWN
