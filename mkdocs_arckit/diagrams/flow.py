"""Reads the `flow` of a pipeline: chains of step names, `A --> B --> Group/C`."""

from __future__ import annotations

import re
from itertools import islice

from mkdocs_arckit.text.code_spans import bare_name, code_spans

Step = tuple[int, int]
"""A step by the number of its group and its number in it."""
Groups = list[tuple[str, list[str]]]

MAX_OWNERS = 10
"""More groups that have the same step are not named."""
_ARROW = re.compile("-->")


def chain(text: str) -> list[str]:
    """Split one chain into names; an arrow inside a code span is part of a name."""
    inside = {i for start, end, _ in code_spans(text) for i in range(start, end)}
    names, at = [], 0
    for arrow in _ARROW.finditer(text):
        if arrow.start() not in inside:
            names.append(text[at : arrow.start()])
            at = arrow.end()
    return [bare_name(name) for name in [*names, text[at:]]]


def resolve_flow(
    groups: Groups, flow: list[str]
) -> tuple[list[tuple[Step, Step]], list[tuple[int, str]], list[tuple[int, str, list[str]]]]:
    """Find the steps that a flow's names mean; a group without steps is one itself.

    Returns:
        The links, each once, in the order of the flow; names that are not steps, with the number of their chain; and
        those that several groups have, with the groups.
    """
    by_name: dict[str, list[Step]] = {}
    owners: dict[str, dict[int, None]] = {}
    for g, (group, steps) in enumerate(groups):
        for s, step in enumerate(steps or [group]):
            for name in (bare_name(step), f"{bare_name(group)}/{bare_name(step)}"):
                by_name.setdefault(name, []).append((g, s))
                owners.setdefault(name, {})[g] = None
    links: dict[tuple[Step, Step], None] = {}
    unknown: list[tuple[int, str]] = []
    doubled: list[tuple[int, str, list[str]]] = []
    before: Step | None
    for i, text in enumerate(flow):
        before = None
        for name in chain(text):
            found = by_name.get(name, [])
            if not found:
                unknown.append((i, name))
            elif len(owners[name]) > 1:
                doubled.append((i, name, [groups[g][0] for g in islice(owners[name], MAX_OWNERS)]))
            here = found[0] if found else None
            if before is not None and here is not None:
                links[before, here] = None
            before = here
    return list(links), unknown, doubled
