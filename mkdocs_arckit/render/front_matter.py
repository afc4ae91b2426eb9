"""What a host is told of a page, at its head."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from mkdocs_arckit.text.printable import for_theme

MACROS_OFF = {"render_macros": False}
"""For pages that show data: mkdocs-macros would evaluate `${{ … }}` in it."""
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def front_matter(meta: Mapping[str, Any]) -> str:
    """Write what the host is told of a page, as YAML between fences; nothing if there is nothing to tell."""
    if not meta:
        return ""
    dumped: str = yaml.dump(_harmless(meta), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{dumped}---\n\n"


def _harmless(value: Any) -> Any:
    """Write each text of the same as a theme may print it."""
    if isinstance(value, Mapping):
        return {key: _harmless(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_harmless(part) for part in value]
    if isinstance(value, str):
        return for_theme(value)
    return value
