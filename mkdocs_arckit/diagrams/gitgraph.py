"""A graph of branches: written as Mermaid for the eye and as a list for everybody else."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mkdocs_arckit.diagrams.alt_text import bullets, escaped_html
from mkdocs_arckit.diagrams.mermaid import branch_name


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

    def mermaid(self, *first: str) -> str:
        """Write the graph as Mermaid text.

        Args:
            first: lines that follow the first two.
        """
        trunk = branch_name(self.trunk)
        settings = {"gitGraph": {"mainBranchName": trunk.strip('"'), "showCommitLabel": False}}
        lines = ["gitGraph", f"%%{{init: {json.dumps(settings, ensure_ascii=False)}}}%%", *first, "commit"]
        for name in map(branch_name, self.others):
            lines += [f"branch {name}", "commit", f"checkout {trunk}", f"merge {name}"]
        return "\n    ".join(lines)

    def as_html(self) -> str:
        """Write the graph as a list: the branches below their trunk."""
        return bullets([escaped_html(self.trunk) + bullets([escaped_html(name) for name in self.others])])
