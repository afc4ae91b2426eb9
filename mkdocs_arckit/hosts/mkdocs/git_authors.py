"""What the plugin git-authors looks for: a file that Git knows, for each page while its template is rendered."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from mkdocs_arckit.hosts.mkdocs.docs_folders import docs_folders
from mkdocs_arckit.hosts.mkdocs.files import publishes_sources
from mkdocs_arckit.plan import Plan

_NAME = "git-authors"


def leave_out(config: MkDocsConfig, plan: Plan) -> None:
    """Keep the plugin from pages that the build makes of all strategies: nobody has committed them."""
    if plugin := config.plugins.get(_NAME):
        made = sorted(plan.generated - plan.sources.keys())
        plugin.config["exclude"] = [*(plugin.config.get("exclude") or ()), *made]


def show_source(page: Page, config: MkDocsConfig, plan: Plan) -> None:
    """Let the page of a strategy pass for its file, unless the theme publishes what a page was made from."""
    source = plan.sources.get(page.file.src_uri)
    if source and _NAME in config.plugins and not publishes_sources(config):
        page.file.abs_src_path = str(docs_folders(config).kept(source.path))
