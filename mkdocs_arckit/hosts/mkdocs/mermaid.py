"""Who draws the diagrams of a site: this plugin with its own Mermaid, the theme, or the plugin mermaid2."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_arckit.diagrams.figure import figure
from mkdocs_arckit.hosts.disk import ASSETS
from mkdocs_arckit.hosts.mkdocs.cleaning import EXTENSION
from mkdocs_arckit.hosts.mkdocs.config import is_url
from mkdocs_arckit.hosts.mkdocs.extensions import configured_names
from mkdocs_arckit.hosts.mkdocs.files import add_asset, add_text, asset

BUNDLED = "mermaid.min.js"
BARE_THEMES = {"mkdocs", "readthedocs"}
"""Themes that draw nothing, so that hand-written diagrams are drawn too."""


@dataclass(frozen=True)
class DiagramMode:
    """How a site's diagrams are drawn.

    Attributes:
        script: the Mermaid that `arckit.js` loads, as an address seen from there; `None` if others draw.
        everywhere: whether diagrams of hand-written pages are drawn as well.
        mermaid2: the elements that mermaid2 looks for, `div` or `pre`; `None` without it.
        svg: whether the build draws what it can.
    """

    script: str | None
    everywhere: bool = False
    mermaid2: str | None = None
    svg: bool = False

    def takes_out(self, *, ours: bool) -> bool:
        """Say whether the plugin puts a page's diagrams into its HTML; otherwise their fences are the theme's."""
        return bool((self.script and (ours or self.everywhere)) or (ours and (self.mermaid2 or self.svg)))

    def figure(self, draw: Callable[[str], str | None] | None) -> Callable[[str], str]:
        """Return what makes the figures of a page; what `draw` doesn't draw is left to the reader's browser."""

        def put(text: str) -> str:
            picture = draw(text) if draw and self.svg else None
            return self._for_mermaid2(text) if self.mermaid2 and not picture else figure(text, picture or "")

        return put

    def _for_mermaid2(self, text: str) -> str:
        source = escape(text, quote=False)
        inner = f"<code>{source}</code>" if self.mermaid2 == "pre" else source
        return f'<figure class="arckit-diagram"><{self.mermaid2} class="mermaid">{inner}</{self.mermaid2}></figure>'


def diagram_mode(option: str, config: MkDocsConfig, *, svg: bool = False) -> DiagramMode:
    """Decide how the diagrams of a site are drawn, as its options, its theme and its plugins want it."""
    if has_mermaid2(config.plugins):
        formats = {getattr(fence.get("format"), "__name__", "") for fence in custom_fences(config)}
        return DiagramMode(None, mermaid2="pre" if "fence_mermaid_custom" in formats else "div", svg=svg)
    if option == "theme" and not svg:
        return DiagramMode(None)
    bare = config.theme.name in BARE_THEMES and not own_script(config)
    if option in {"bundled", "theme"}:
        return DiagramMode(BUNDLED, bare and option == "bundled", svg=svg)
    script = option if is_url(option) else posixpath.relpath(option, posixpath.dirname(asset(BUNDLED)))
    return DiagramMode(script, bare, svg=svg)


def has_mermaid2(plugins: Iterable[str]) -> bool:
    """Say whether mermaid2 is among the plugins."""
    return any(name.rpartition("/")[2] in {"mermaid2", "markdownmermaid"} for name in plugins)


def own_script(config: MkDocsConfig) -> bool:
    """Say whether the site brings a Mermaid script of its own; mermaid2 goes by the same name."""
    return any("mermaid" in posixpath.basename(str(script)).lower() for script in config.extra_javascript)


def custom_fences(config: MkDocsConfig) -> list[dict[str, Any]]:
    """List the fences that the site's superfences know."""
    settings = [config.mdx_configs.get(name) or {} for name in configured_names("pymdownx.superfences", config)]
    fences = [fence for setting in settings for fence in setting.get("custom_fences") or []]
    return [fence for fence in fences if isinstance(fence, dict)]


def is_there(files: Files, option: str) -> bool:
    """Say whether the Mermaid that the option names is there, as far as it is a file of the site."""
    return option in {"bundled", "theme"} or is_url(option) or files.get_file_from_path(option) is not None


def add_to_config(config: MkDocsConfig) -> None:
    """Give every page the styles and the script, and its Markdown the extension; once, if there are several builds."""
    if asset("arckit.css") not in config.extra_css:  # static-i18n builds once for each language
        config.extra_css.append(asset("arckit.css"))
        config.extra_javascript.append(asset("arckit.js"))
        config.markdown_extensions.append(EXTENSION)


def add_assets(files: Files, config: MkDocsConfig, diagram_mode: DiagramMode) -> None:
    """Put the styles and scripts among the files of the site; Mermaid only if it is used, or mermaid2 could use it."""
    stub = (ASSETS / "arckit.js").read_text(encoding="utf-8")
    add_text(files, config, "arckit.js", stub.replace(f'"{BUNDLED}"', json.dumps(diagram_mode.script), 1))
    mermaid = [BUNDLED, "mermaid.LICENSE.txt"] if diagram_mode.script == BUNDLED or diagram_mode.mermaid2 else []
    own = sorted(path.name for path in ASSETS.iterdir() if path.suffix in {".css", ".js"})
    others = {"arckit.js", BUNDLED}
    for name in [*(name for name in own if name not in others), *mermaid]:
        add_asset(files, config, name)
