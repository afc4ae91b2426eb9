"""The findings of a site, exactly as `mkdocs build` reports them."""

from __future__ import annotations

import logging

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import get_files

from mkdocs_arckit.host import Progress, silent
from mkdocs_arckit.hosts.mkdocs.config import options_of
from mkdocs_arckit.hosts.mkdocs.plugin import ArckitPlugin
from mkdocs_arckit.hosts.mkdocs.sources import base_folder
from mkdocs_arckit.options import Options
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication


class NoPluginError(Exception):
    """A site does not have the plugin; the text says what to do."""


class _Messages(logging.Handler):
    """Collects what other plugins and MkDocs itself warn of; the findings are printed without it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "mkdocs.plugins.arckit":
            self.lines.append(f"{record.levelname.lower()}: {record.getMessage()}")


def options_of_site(config_file: str) -> Options:
    """Read the plugin's options from a site's configuration.

    Raises:
        mkdocs.exceptions.MkDocsException: the configuration is wrong.
        NoPluginError: the site does not have the plugin.
    """
    config = load_config(config_file)
    return options_of(_plugin_of(config).config, base_folder(config))


def _plugin_of(config: MkDocsConfig) -> ArckitPlugin:
    plugin = next((p for p in config.plugins.values() if isinstance(p, ArckitPlugin)), None)
    if plugin is None:
        raise NoPluginError(f"{config.config_file_path} does not have the plugin: add `arckit` to `plugins`")
    return plugin


def plan_of_site(config_file: str | None, progress: Progress = silent) -> tuple[Plan, Publication, list[str]]:
    """Do what `mkdocs build` does until all findings are known; nothing is written.

    Other plugins take part as in a build, because they can add the pages that a strategy links to.

    Args:
        config_file: the site's configuration; `None` for `mkdocs.yml` or `mkdocs.yaml` in the current folder.
        progress: tells somebody who waits how far the work has come.

    Returns:
        What the site has, what it shows, and what MkDocs and other plugins warned of meanwhile.

    Raises:
        mkdocs.exceptions.MkDocsException: the site cannot be built, whatever its strategies say.
        NoPluginError: the site does not have the plugin.
    """
    messages, logger = _Messages(), logging.getLogger("mkdocs")
    logger.addHandler(messages)
    try:
        config = load_config(config_file)
        plugin = _plugin_of(config)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            config = config.plugins.on_config(config)
            plugin.site.progress = progress
            config.plugins.on_pre_build(config=config)
            files = get_files(config)
            files.add_files_from_theme(config.theme.get_env(), config)
            config.plugins.on_files(files, config=config)
        except PluginError:
            if not hasattr(plugin, "pages"):  # another plugin ended the build, or an option is wrong
                raise
        finally:
            config.plugins.on_shutdown()
        return plugin.pages.plan, plugin.pages.publication, messages.lines
    finally:
        logger.removeHandler(messages)
