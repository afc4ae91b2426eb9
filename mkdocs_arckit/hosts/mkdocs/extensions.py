"""Which Markdown extensions a site has."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_arckit.hosts.mkdocs.cleaning import EXTENSION


def configured_names(extension: str, config: MkDocsConfig) -> list[str]:
    """List the names that a site has an extension under: that of its module, perhaps with its class (`a.b:Class`)."""
    return [name for name in config.markdown_extensions if str(name).partition(":")[0] == extension]


_LEAVES_TEXT = frozenset(
    "admonition attr_list codehilite def_list fenced_code footnotes legacy_attrs legacy_em md_in_html meta"
    " nl2br sane_lists tables toc wikilinks".split()
)
_LEAVES_TEXT_TOO = frozenset(
    "arithmatex b64 betterem caret critic details emoji escapeall fancylists highlight inlinehilite keys mark"
    " progressbar saneheaders snippets striphtml superfences tabbed tasklist tilde".split()
)


def changes_text(config: MkDocsConfig) -> bool:
    """Say whether a site has an extension that finds something in plain text, such as an abbreviation or an address.

    Those that want marks find none in a cell, where each mark stands as a character reference; of one that nobody knows
    here it is assumed that it finds something.
    """
    return not all(_leaves_text(str(name)) for name in config.markdown_extensions if name != EXTENSION)


def _leaves_text(extension: str) -> bool:
    name = extension.partition(":")[0]
    of_python_markdown = name.removeprefix("markdown.extensions.")
    of_pymdownx = name.removeprefix("pymdownx.")
    return of_python_markdown in _LEAVES_TEXT or (
        of_pymdownx != name and (of_pymdownx in _LEAVES_TEXT_TOO or of_pymdownx.startswith("blocks."))
    )
