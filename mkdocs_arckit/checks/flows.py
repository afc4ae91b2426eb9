"""The `flow` of a CI pipeline names steps that exist."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.checks.violation import PlainMap, Violation, as_list, as_map, cell_text, texts
from mkdocs_arckit.diagrams.flow import resolve_flow
from mkdocs_arckit.findings import did_you_mean_or_all, quoted_value


def check_flow(data: PlainMap) -> Iterator[Violation]:
    """Check that every name in a flow is a step, and of exactly one group."""
    pipeline = as_map(as_map(data.get("ci")).get("pipeline"))
    if "flow" not in pipeline:
        return
    groups = [
        (cell_text(as_map(group).get("name")), texts(as_map(group).get("steps")))
        for group in as_list(pipeline.get("groups"))
    ]
    if not groups:
        stages = as_list(as_map(data.get("ci")).get("stages"))
        groups = [(cell_text(as_map(s).get("stage")), texts(as_map(s).get("jobs"))) for s in stages]
    trigger = texts(pipeline.get("trigger"))
    if trigger:
        groups.insert(0, ("Trigger", trigger))
    _, unknown, doubled = resolve_flow(groups, texts(pipeline["flow"]))
    known = [step for group, steps in groups for step in steps or [group]]
    given = pipeline["flow"]
    for i, name in unknown:
        loc = ("ci", "pipeline", "flow", i) if isinstance(given, list) else ("ci", "pipeline", "flow")
        hint = did_you_mean_or_all(name, known) if known else "write the steps in `groups`, or in `stages`"
        yield Violation("flow", loc, f"{quoted_value(name)} is not a step of the pipeline", hint)
    for i, name, owners in doubled:
        loc = ("ci", "pipeline", "flow", i) if isinstance(given, list) else ("ci", "pipeline", "flow")
        hint = "write " + " or ".join(f"`{owner}/{name}`" for owner in owners)
        yield Violation("flow", loc, f"{quoted_value(name)} is a step of more than one group", hint)
