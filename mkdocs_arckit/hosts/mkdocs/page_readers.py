"""What plugins look for that read pages from the disk, make links between their files, or ask Git for them."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from mkdocs_arckit.hosts.mkdocs.docs_folders import docs_folders
from mkdocs_arckit.plan import Plan

NAME = "git-authors"
"""The one that asks while templates are rendered."""
LINKERS = frozenset({"autolinks", "ezlinks", "obsidian-bridge", "roamlinks"})
"""Plugins that make links from a page's place to another's while Markdown is read: both have to be in the docs."""

READERS = frozenset({"alias", "categories"})
"""Plugins that read every page from the disk as soon as there are pages."""


def on_disk_first(config: MkDocsConfig) -> bool:
    """Say whether pages are to be real files while others list them, rather than to have their places in the docs."""
    return bool(READERS & config.plugins.keys()) or not LINKERS & config.plugins.keys()


def leave_out(config: MkDocsConfig, plan: Plan) -> None:
    """Keep git-authors from pages that the build makes of all strategies: nobody has committed them."""
    if plugin := config.plugins.get(NAME):
        made = sorted(plan.generated - plan.sources.keys())
        plugin.config["exclude"] = [*(plugin.config.get("exclude") or ()), *made]


def show_source(page: Page, config: MkDocsConfig, plan: Plan) -> None:
    """Let the page of a strategy pass for its file."""
    source = plan.sources.get(page.file.src_uri)
    if source and source.content is None:
        page.file.abs_src_path = str(docs_folders(config).kept(source.path))
