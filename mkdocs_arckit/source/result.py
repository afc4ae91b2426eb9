"""What reading a file may cost, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from mkdocs_arckit.source.nodes import Mapping, Mark


@dataclass(frozen=True)
class Limits:
    """How much one file may hold.

    Attributes:
        file_size: bytes of the file.
        depth: mappings and lists inside one another, 200 at most; lists and quotations of Markdown too.
        nodes: values and cells of tables, counted after aliases are followed; a long text counts once for each 100
            characters.
        cell: characters of a text of one line, such as a cell.
        heading: characters of a heading, a name, a title or a key.
        block: characters of a text of many lines, Markdown or code.
        markup: how much work a site's Markdown has with the texts of the file; see `text.work`.
        diagram: characters of one diagram that the author wrote.
        findings: how many findings are listed; the others are counted.
    """

    file_size: int = 1_000_000
    depth: int = 40
    nodes: int = 30_000
    cell: int = 10_000
    heading: int = 1_000
    block: int = 100_000
    markup: int = 3_000_000
    diagram: int = 20_000
    findings: int = 200


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Kind:
    """What a file is.

    Attributes:
        name: with its article, for messages.
        first: the key that it begins with.
        placeholders: whether an unquoted `[OWNER_NAME]` is a placeholder; else it is a list of one, as in any YAML.
    """

    name: str = "a strategy"
    first: str = "project"
    placeholders: bool = True


STRATEGY = Kind()


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """A violation of the YAML rules: what is wrong, how to fix it, and where (`None`: the whole file)."""

    message: str
    hint: str = ""
    mark: Mark | None = None
    rule: str = "yaml"


@dataclass(slots=True)
class Tree:
    """A file that was read: its root, unless a problem prevented that, and all problems in the order of the file."""

    root: Mapping | None
    problems: list[YamlProblem] = field(default_factory=list)
    has_empty_keys: bool = False
    doubtful: dict[str, Mark] = field(default_factory=dict)
    """The keys that are in one mapping twice, or whose value has a tag, and where the first such problem is."""
    bracketed: AbstractSet[Mark] = frozenset()
    """The places of placeholders in unquoted brackets, which YAML takes for a list of one."""
    anchored: AbstractSet[Mark] = frozenset()
    """The places of the values that have an anchor."""
    warnings: Sequence[YamlProblem] = ()
    """What can be read here, and not everywhere."""
