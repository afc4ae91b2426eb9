"""What plugins look for that read pages from the disk, make links between their files, or ask Git for them."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_arckit.hosts.mkdocs.docs_folders import docs_folders
from mkdocs_arckit.hosts.mkdocs.files import publishes_sources
from mkdocs_arckit.hosts.mkdocs.page_files import PageFiles
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
    """Keep git-authors from pages that pass for no file of Git: those that nobody has committed, or all in shadcn."""
    if plugin := config.plugins.get(NAME):
        made = sorted(plan.generated if publishes_sources(config) else plan.generated - plan.sources.keys())
        plugin.config["exclude"] = [*(plugin.config.get("exclude") or ()), *made]


def show_to_redirects(config: MkDocsConfig, files: Files) -> None:
    """Show redirects the pages of strategies that others have brought after it looked which pages there are."""
    if (pages := getattr(config.plugins.get("redirects"), "doc_pages", None)) is not None:
        pages.update({file.src_uri: file for file in files.documentation_pages()})


def show_before_reading(page: Page, config: MkDocsConfig, plan: Plan) -> None:
    """Let the page of a strategy pass for its file while Markdown is read, unless links are made between places."""
    if not LINKERS & config.plugins.keys():
        show_source(page, config, plan)


def show_after_reading(page: Page, config: MkDocsConfig, plan: Plan, on_disk: PageFiles) -> None:
    """Let a page of ours pass for its real file, and that of a strategy for the strategy's, once links are made."""
    show_page(page, plan, on_disk)
    show_source(page, config, plan)


def show_in_template(page: Page, config: MkDocsConfig, plan: Plan) -> None:
    """Let the page of a strategy pass for its file if git-authors asks, unless the theme would publish that file."""
    if NAME in config.plugins and not publishes_sources(config):
        show_source(page, config, plan)


def show_page(page: Page, plan: Plan, on_disk: PageFiles) -> None:
    """Let a page of ours pass for its real file."""
    if page.file.src_uri in plan.generated:
        page.file.abs_src_path = on_disk.path(page.file.src_uri)


def show_source(page: Page, config: MkDocsConfig, plan: Plan) -> None:
    """Let the page of a strategy pass for its file."""
    source = plan.sources.get(page.file.src_uri)
    if source and source.content is None:
        page.file.abs_src_path = str(docs_folders(config).kept(source.path))
