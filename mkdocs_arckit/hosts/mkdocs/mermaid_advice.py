"""What to tell a site about its diagrams, with the lines that help."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from mkdocs_arckit.diagrams.parser import HINT
from mkdocs_arckit.hosts.mkdocs.files import asset
from mkdocs_arckit.hosts.mkdocs.mermaid import (
    BARE_THEMES,
    BUNDLED,
    DiagramMode,
    custom_fences,
    has_mermaid2,
    own_script,
)
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication

_log = get_plugin_logger("arckit")
_FENCE = """markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format"""


def log_mermaid_advice(plan: Plan, publication: Publication, mode: DiagramMode, config: MkDocsConfig) -> bool:
    """Log what the diagrams of a site need, if its strategies have any; return whether they have."""
    if plan.unchecked:
        if plan.unchecked.startswith(HINT):
            _log.info(f"the diagrams in strategies are not checked; {plan.unchecked}")
        else:
            _log.warning(f"the diagrams in strategies are not checked: {plan.unchecked}")
    if not any("```mermaid" in page.text for page in publication.pages.values()):
        return bool(plan.unchecked)
    if problem := _undrawn(mode, config):
        _log.warning(problem)
    if hint := _mermaid2_asks_a_cdn(config):
        _log.info(hint)
    return True


def _undrawn(drawing: DiagramMode, config: MkDocsConfig) -> str | None:
    """Say why nobody draws the diagrams of a site that leaves them to its theme, or return `None` if somebody can."""
    if drawing.script or drawing.mermaid2:
        return None
    if config.theme.name in BARE_THEMES and not own_script(config):
        return f"the theme {config.theme.name} draws no diagrams. Leave out `mermaid: theme`: then the plugin does."
    if config.theme.name == "material" and not any(fence.get("name") == "mermaid" for fence in custom_fences(config)):
        return (
            "the theme does not see the diagrams yet. Leave out `mermaid: theme`: then the plugin does, "
            f"or add to {config.config_file_path or 'mkdocs.yml'}:\n\n{_FENCE}\n"
        )
    return None


def _mermaid2_asks_a_cdn(config: MkDocsConfig) -> str | None:
    """Say what mermaid2 does if nobody tells it which Mermaid to take, and how to tell it."""
    plugin = next((config.plugins[name] for name in config.plugins if has_mermaid2([name])), None)
    if plugin is None or own_script(config) or plugin.config.get("javascript"):
        return None
    version = plugin.config.get("version")
    return (
        f"mermaid2 takes Mermaid {version} from a CDN, and looks there at each build: without a network it warns, and "
        f"`--strict` fails. Strategies need no mermaid2. To keep it, with the Mermaid 11 that comes with this plugin, "
        f"add to {config.config_file_path or 'mkdocs.yml'}:\n\nextra_javascript:\n  - {asset(BUNDLED)}\n"
    )
