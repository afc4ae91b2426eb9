"""Reads of a site's configuration what has to be known to change it, without building anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from mkdocs_arckit.authoring.insert import Item, NoPlaceError, add_item, is_null, listed_names, read_tree, value_of

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What MkDocs looks for."""
PLUGIN = "arckit"
_LAST = ("print-site",)
"""Plugins that ask to be the last."""


class WrongConfigError(Exception):
    """A configuration can't be read; the text says where and why."""


@dataclass(frozen=True)
class SiteConfig:
    """A site's configuration file, and the one that it inherits from.

    Attributes:
        path: the file.
        text: what is in it.
        shown: its path, as people are told of it.
    """

    path: Path
    text: str
    shown: str
    tree: MappingNode | None
    parent: SiteConfig | None

    @classmethod
    def read(cls, path: Path, shown: str, seen: frozenset[str] = frozenset()) -> SiteConfig:
        """Read a file and those that it inherits from.

        Raises:
            WrongConfigError: one of them can't be read.
        """
        try:
            text = path.read_bytes().decode()
            tree = read_tree(text)
        except (OSError, ValueError, yaml.YAMLError, NoPlaceError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            place = f"{shown}:{mark.line + 1}:{mark.column + 1}" if mark else shown
            raise WrongConfigError(f"{place}: {getattr(error, 'problem', None) or error}") from None
        inherits, parent = value_of(tree, "INHERIT"), None
        if isinstance(inherits, ScalarNode) and not inherits.tag.startswith("!") and inherits.value:
            above = path.parent / inherits.value
            name = os.path.normpath(f"{Path(shown).parent.as_posix()}/{inherits.value}").replace(os.sep, "/")
            if os.path.realpath(above) in seen:
                raise WrongConfigError(f"{shown}: it inherits from itself")
            parent = cls.read(above, name, seen | {os.path.realpath(path)})
        return cls(path, text, shown, tree, parent)

    def value(self, key: str) -> Node | None:
        """Find a value in the file, or in one that it inherits from."""
        own = value_of(self.tree, key)
        return self.parent.value(key) if own is None and self.parent else own

    def words(self, key: str, default: str) -> str:
        """Return a text, or the name in a mapping such as `theme`."""
        node = self.value(key)
        if isinstance(node, MappingNode):
            node = value_of(node, "name")
        return node.value if isinstance(node, ScalarNode) and node.value else default

    @property
    def plugins(self) -> set[str]:
        """The names of all plugins, inherited ones too."""
        return set(self._plugins())

    def _plugins(self) -> Iterator[str]:
        own = value_of(self.tree, "plugins")
        yield from listed_names(own)
        if self.parent and (own is None or isinstance(own, MappingNode)):
            yield from self.parent._plugins()

    def with_plugin(self) -> str:
        """Write the file with the plugin in it.

        Raises:
            NoPlaceError: it has to be added by hand.
        """
        own = value_of(self.tree, "plugins")
        inherited = self.parent.value("plugins") if self.parent else None
        if own is None and isinstance(inherited, SequenceNode):
            assert self.parent
            raise NoPlaceError(
                f"it inherits its plugins, a list, from {self.parent.shown}, which one of its own would replace"
            )
        return add_item(
            self.text,
            "plugins",
            Item(PLUGIN, [PLUGIN]),
            before=["search"] if is_null(own) else [],
            last=_LAST,
            mapping=own is None and isinstance(inherited, MappingNode),  # MkDocs joins the two
        )
