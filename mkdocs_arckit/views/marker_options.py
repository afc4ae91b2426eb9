"""The options of a marker: YAML in braces, as in `<!-- arckit:index {status: [DRAFT], owner: Jane Doe} -->`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from mkdocs_arckit.findings import did_you_mean, quoted_value
from mkdocs_arckit.source.nodes import Node, Sequence
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.source.result import DEFAULT_LIMITS, Kind, YamlProblem

_MARKER = Kind("a marker", "index", placeholders=False)
_HINT = "write `{status: [DRAFT, IN_REVIEW]}`"


@dataclass(frozen=True)
class Option:
    """An option of a marker.

    Attributes:
        at: where its key is, in characters from the options' start.
        values: its values, each with its place.
    """

    at: int
    values: tuple[tuple[str, int], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The values alone."""
        return tuple(text for text, _ in self.values)


class OptionError(Exception):
    """Options that can't be followed.

    Attributes:
        message: what is wrong.
        hint: what to write.
        at: where, in characters from the options' start.
    """

    def __init__(self, message: str, hint: str, at: int) -> None:
        super().__init__(message)
        self.message, self.hint, self.at = message, hint, at


def read_options(text: str, line: int = 1) -> dict[str, Option]:
    """Read the options of a marker, by key.

    Args:
        text: what follows the marker's name.
        line: the line of the page in which it begins, for messages that name another line.

    Raises:
        OptionError: the text is not YAML in braces, or an option is neither a text nor a list of texts.
    """
    if not text.strip():
        return {}
    if not (text.startswith("{") and text.rstrip().endswith("}")):
        raise OptionError("options are YAML in braces", _HINT, 0)
    above = line - 1
    tree = read(("\n" * above + text).encode("utf-8", "replace"), DEFAULT_LIMITS, _MARKER)
    if tree.root is None or tree.problems:
        raise _unreadable(text, tree.problems[0], above)
    found: dict[str, Option] = {}
    for key in [*tree.root, *tree.root.empty]:
        placed = tree.root.find(key)
        assert placed
        if key in tree.root.empty:
            raise OptionError(*_no_value(key), placed.key_start.index - above)
        values = tuple(_values(key, placed.value, placed.start.index, above))
        found[key] = Option(placed.key_start.index - above, values)
    return found


def _no_value(key: str) -> tuple[str, str]:
    return f"{quoted_value(key)} has no value", f"write `{{{_short(key)}: …}}`"


def _short(key: str) -> str:
    return quoted_value(key)[1:-1]


def _unreadable(text: str, problem: YamlProblem, above: int) -> OptionError:
    at = 0
    if problem.mark:
        lines = islice(text.split("\n"), problem.mark.line - 1 - above)
        at = sum(len(line) + 1 for line in lines) + problem.mark.column - 1
    return OptionError(problem.message, problem.hint or _HINT, min(at, len(text)))


def _values(key: str, value: Node, at: int, above: int) -> Iterator[tuple[str, int]]:
    items: list[tuple[Node, int]] = [(value, at)]
    if isinstance(value, Sequence):
        items = list(zip(value, (start.index for start in value.starts), strict=True))
    for item, found in items:
        place = found - above
        if not isinstance(item, str):
            message = f"{quoted_value(key)} takes a text or a list of texts"
            raise OptionError(message, f"write `{{{_short(key)}: [one, other]}}`", place)
        yield item.strip(), place


def check_word(word: str, known: Iterable[str], what: str, at: int) -> None:
    """Refuse a word that is not known.

    Args:
        word: the word.
        known: the words that are.
        what: what it is not.
        at: where it is.

    Raises:
        OptionError: it is not known; the hint names the nearest one, or all.
    """
    words = list(known)
    if word not in words:
        shown = [name for name in words if not name.startswith("-")]
        hint = did_you_mean(word, words) or f"write one of {', '.join(shown)}"
        raise OptionError(f"{quoted_value(word)} is {what}", hint, at)
