"""Reads the `flow` of a pipeline: chains of names of steps and groups, `A --> B --> Group/C`."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import NamedTuple

from mkdocs_arckit.text.code_spans import bare_name, code_spans

Step = tuple[int, int]
"""A step by the number of its group and its number in it."""
Groups = list[tuple[str, list[str]]]

MAX_OWNERS = 10
"""More groups that have the same step are not named."""
_ARROW = re.compile("-->")


class Flow(NamedTuple):
    """What a flow says.

    Attributes:
        links: which step follows which, each once; first those of the flow, then those of the steps that it leaves out.
        unknown: names that are neither step nor group, with the number of their chain.
        doubled: names of several steps or groups, likewise, and how to write each of them; nothing for groups.
    """

    links: list[tuple[Step, Step]]
    unknown: list[tuple[int, str]]
    doubled: list[tuple[int, str, list[str]]]


class _Place(NamedTuple):
    """Where arrows to a name end, and where those from it begin."""

    entries: list[Step]
    exits: list[Step]


def chain(text: str) -> list[str]:
    """Split one chain into names; an arrow inside a code span is part of a name."""
    inside = {i for start, end, _ in code_spans(text) for i in range(start, end)}
    names, at = [], 0
    for arrow in _ARROW.finditer(text):
        if arrow.start() not in inside:
            names.append(text[at : arrow.start()])
            at = arrow.end()
    return [bare_name(name) for name in [*names, text[at:]]]


def resolve_flow(groups: Groups, flow: list[str], *, has_trigger: bool = False) -> Flow:
    """Find what the names of a flow mean, and link the steps that it leaves out in their groups' order.

    A group without steps is one itself. The name of a group stands for its steps, one after the other; those of the
    trigger, which is the first group, stand beside one another.

    Args:
        groups: the groups and their steps.
        flow: the chains.
        has_trigger: whether the first group is the trigger.
    """
    members = [[(g, s) for s in range(len(steps) or 1)] for g, (_, steps) in enumerate(groups)]
    by_step: dict[str, list[Step]] = {}
    by_group: dict[str, list[int]] = {}
    owners: dict[str, dict[int, None]] = {}
    for g, (group, steps) in enumerate(groups):
        by_group.setdefault(bare_name(group), []).append(g)
        for s, step in enumerate(steps or [group]):
            for name in (bare_name(step), f"{bare_name(group)}/{bare_name(step)}"):
                by_step.setdefault(name, []).append((g, s))
                owners.setdefault(name, {})[g] = None
    links: dict[tuple[Step, Step], None] = {}
    joined: set[tuple[str, str]] = set()
    named: set[Step] = set()
    whole: set[int] = set()
    unknown: list[tuple[int, str]] = []
    doubled: list[tuple[int, str, list[str]]] = []
    for i, text in enumerate(flow):
        before: _Place | None = None
        last = ""
        for name in chain(text):
            here: _Place | None = None
            if found := by_step.get(name):
                if len(owners[name]) > 1:
                    doubled.append((i, name, [f"{groups[g][0]}/{name}" for g in islice(owners[name], MAX_OWNERS)]))
                here = _Place(found[:1], found[:1])
                named.add(found[0])
            elif alike := by_group.get(name):
                if len(alike) > 1:
                    doubled.append((i, name, []))
                steps_of = members[alike[0]]
                beside = has_trigger and alike[0] == 0
                here = _Place(steps_of, steps_of) if beside else _Place(steps_of[:1], steps_of[-1:])
                whole.add(alike[0])
            else:
                unknown.append((i, name))
            if before and here and (last, name) not in joined:
                # Of several beside one another, only one side is joined to all of the other.
                ends = here.entries if len(before.exits) == 1 else here.entries[:1]
                for start in before.exits:
                    links.update(((start, end), None) for end in ends)
                joined.add((last, name))
            before, last = here, name
    rest = _others(members, named, whole, links, has_trigger=has_trigger)
    return Flow([*(links | dict.fromkeys(rest))], unknown, doubled)


def _others(
    members: list[list[Step]],
    named: set[Step],
    whole: set[int],
    links: dict[tuple[Step, Step], None],
    *,
    has_trigger: bool,
) -> list[tuple[Step, Step]]:
    """Link the steps that a flow leaves out, and those in groups that it names."""
    found: list[tuple[Step, Step]] = []
    first = 1 if has_trigger else 0
    for g, steps in enumerate(members[first:], first):
        found += [(a, b) for a, b in pairwise(steps) if g in whole or a not in named or b not in named]
        if g > first and g not in whole and named.isdisjoint(steps):
            found.append((members[g - 1][-1], steps[0]))
    steps = [step for group in members[first:] for step in group]
    if has_trigger and steps and 0 not in whole:
        ends = {end for _, end in [*links, *found]}
        start = next((step for step in steps if step not in ends), steps[0])
        found += [(step, start) for step in members[0] if step not in named]
    return found
