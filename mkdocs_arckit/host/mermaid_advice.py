"""Whether a site can show Mermaid diagrams, and what to add if it cannot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

_FENCE = """markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:{format}"""

_MATERIAL = _FENCE.format(format="pymdownx.superfences.fence_code_format")
_MERMAID2 = _FENCE.format(format="mermaid2.fence_mermaid_custom")
_PLUGIN = "plugins:\n  - mermaid2        # pip install mkdocs-mermaid2-plugin"


def advise(
    theme: str | None, plugins: Collection[str], extensions: Collection[str], settings: Mapping[str, Any]
) -> str | None:
    """The lines that a site's `mkdocs.yml` lacks, or `None` if it can show diagrams.

    Args:
        theme: the theme's name.
        plugins: the names of the plugins.
        extensions: the names of the Markdown extensions.
        settings: the Markdown extensions' settings, by name.
    """
    superfences = "pymdownx.superfences" in extensions
    fences = (settings.get("pymdownx.superfences") or {}).get("custom_fences") or []
    has_fence = superfences and any(isinstance(f, dict) and f.get("name") == "mermaid" for f in fences)
    has_mermaid2 = any(name.rpartition("/")[2] in {"mermaid2", "markdownmermaid"} for name in plugins)
    if theme == "material":
        if has_fence:
            return None
        return _MERMAID2 if has_mermaid2 else _MATERIAL
    if not has_mermaid2:
        return _PLUGIN if not superfences or has_fence else f"{_PLUGIN}\n{_MERMAID2}"
    return None if has_fence or not superfences else _MERMAID2
