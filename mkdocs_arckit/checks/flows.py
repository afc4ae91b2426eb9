"""The `flow` of a CI pipeline names steps and groups that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_arckit.checks.violation import PlainMap, Violation, as_list, as_map, cell_text, texts
from mkdocs_arckit.diagrams.flow import resolve_flow
from mkdocs_arckit.findings import did_you_mean_or_all, quoted_value
from mkdocs_arckit.source.nodes import Loc


def check_flow(data: PlainMap) -> Iterator[Violation]:
    """Check that every name in a flow is that of exactly one step, or of one group."""
    pipeline = as_map(as_map(data.get("ci")).get("pipeline"))
    if "flow" not in pipeline:
        return
    groups = [_named(group, "name", "steps") for group in as_list(pipeline.get("groups"))]
    if not groups:
        groups = [_named(stage, "stage", "jobs") for stage in as_list(as_map(data.get("ci")).get("stages"))]
    trigger = texts(pipeline.get("trigger"))
    if trigger:
        groups.insert(0, ("Trigger", trigger))
    flow = resolve_flow(groups, texts(pipeline["flow"]), has_trigger=bool(trigger))
    known = [name for group, steps in groups for name in (group, *steps)]
    given = pipeline["flow"]
    for i, name in flow.unknown:
        hint = did_you_mean_or_all(name, known) if known else "write the steps in `groups`, or in `stages`"
        yield Violation("flow", _place(given, i), f"{quoted_value(name)} is neither a step nor a group", hint)
    for i, name, owners in flow.doubled:
        if owners:
            message, hint = "is a step of more than one group", f"write {' or '.join(f'`{owner}`' for owner in owners)}"
        else:
            message, hint = "is the name of more than one group", "name their steps"
        yield Violation("flow", _place(given, i), f"{quoted_value(name)} {message}", hint)


def _place(given: Any, i: int) -> Loc:
    return ("ci", "pipeline", "flow", i) if isinstance(given, list) else ("ci", "pipeline", "flow")


def _named(part: Any, name: str, steps: str) -> tuple[str, list[str]]:
    """Return the name and the steps of a group or a stage; a plain text is its name."""
    return (part, []) if isinstance(part, str) else (cell_text(as_map(part).get(name)), texts(as_map(part).get(steps)))
