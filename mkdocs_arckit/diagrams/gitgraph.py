"""A graph of branches: written as Mermaid for the eye and as a list for everybody else."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_arckit.diagrams.alt_text import bullets, escaped_html
from mkdocs_arckit.diagrams.layout import LETTER, WIDEST
from mkdocs_arckit.diagrams.mermaid import branch_name, trunk_name


class GitGraph:
    """A trunk, and branches that branch off it and merge back.

    Args:
        names: the branches, the trunk first; of two that Mermaid could not tell apart, the first counts.
    """

    def __init__(self, names: Sequence[str]) -> None:
        distinct: dict[str, str] = {}
        for name in names:
            distinct.setdefault(branch_name(name), name)
        self.trunk, *self.others = distinct.values() if distinct else [""]

    @property
    def shows_something(self) -> bool:
        """Whether there is more than one branch."""
        return bool(self.others)

    def mermaid(self, *first: str) -> str:
        """Write the graph as Mermaid text.

        Args:
            first: lines that follow the first two.
        """
        trunk, in_settings = trunk_name(self.trunk)
        settings = f'{{"gitGraph": {{"mainBranchName": {in_settings}, "showCommitLabel": false}}}}'
        lines = [f"gitGraph{self._direction}", f"%%{{init: {settings}}}%%", *first, "commit"]
        for name in map(branch_name, self.others):
            lines += [f"branch {name}", "commit", f"checkout {trunk}", f"merge {name}"]
        return "\n    ".join(lines)

    @property
    def _direction(self) -> str:
        """How branches are laid out: below one another, or beside one another if that is narrower."""
        labels = [len(name) * LETTER for name in (self.trunk, *self.others)]
        below = max(labels) + 100 * len(self.others) + 90
        beside = sum(50 + label / 2 for label in labels)
        return " TB:" if below > WIDEST and beside < below else ""

    def as_html(self) -> str:
        """Write the graph as a list: the branches below their trunk."""
        return bullets([escaped_html(self.trunk) + bullets([escaped_html(name) for name in self.others])])
