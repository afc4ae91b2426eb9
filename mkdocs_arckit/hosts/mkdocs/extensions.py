"""Which Markdown extensions a site has."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig


def configured_names(extension: str, config: MkDocsConfig) -> list[str]:
    """The names that a site has an extension under: that of its module, perhaps with its class (`a.b:Class`)."""
    return [name for name in config.markdown_extensions if str(name).partition(":")[0] == extension]
