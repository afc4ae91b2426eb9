"""Sections that contradict themselves, and layers that are probably misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_arckit.checks.violation import PlainMap, Violation, as_list, as_map, held, keys_in, sections_of
from mkdocs_arckit.findings import Severity, nearest, quoted_value
from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.source.nodes import Loc


def check_not_applicable(data: PlainMap) -> Iterator[Violation]:
    """Check that a section that does not apply has no other content."""
    for section, content in sections_of(data):
        if "not_applicable" in content:
            kind = SECTION_TYPES[section]
            shown = {*kind.elements, *kind.parts, "summary", "notes", "extra"}
            other = [key for key in content if key in shown]
            if other:
                left_out = f"`{'`, `'.join(other)}` {'is' if len(other) == 1 else 'are'} not shown"
                message = f"the section is not applicable, so {left_out}"
                hint = f"remove `not_applicable`, or the other {'key' if len(other) == 1 else 'keys'}"
                yield Violation("not-applicable", (section, "not_applicable"), message, hint, Severity.WARNING)


def check_levels(data: PlainMap) -> Iterator[Violation]:
    """Check that each level of the maturity table is overridden only once, and that each of the timeline is one."""
    seen: set[str] = set()
    maturity = held(held(data, "overview"), "maturity")
    timeline = held(maturity, "timeline")
    for key in keys_in(timeline):
        if key not in as_map(timeline) and not key.startswith("x-") and not re.fullmatch("[1-5]", key.strip()):
            loc: Loc = ("overview", "maturity", "timeline", key)
            hint = "write a whole number from 1 to 5; if it belongs to the text before the comma, quote that text"
            yield Violation("integer", loc, f"{quoted_value(key)} is not a maturity level", hint, at_key=True)
    for i, level in enumerate(as_list(as_map(maturity).get("levels"))):
        number = as_map(level).get("level")
        if isinstance(number, str) and number.strip() in seen:
            loc = ("overview", "maturity", "levels", i, "level")
            yield Violation("integer", loc, f"level {quoted_value(number)} already exists", "keep one of the two")
        elif isinstance(number, str):
            seen.add(number.strip())


def check_layers(data: PlainMap) -> Iterator[Violation]:
    """Ask about a layer whose name is almost one of the seven, and refuse another without a value."""
    stack = held(held(data, "overview"), "technology_stack")
    for layer in keys_in(stack):
        folded = layer.strip().casefold().replace(" ", "_").replace("/", "_").replace("-", "_")
        if layer in LAYERS or layer in LAYERS.values() or layer.startswith("x-"):
            continue
        loc = ("overview", "technology_stack", layer)
        if layer not in as_map(stack):
            hint = "name its technology; if it belongs to the text before the comma, quote that text"
            yield Violation("layer", loc, f"layer {quoted_value(layer)} has no value", hint, at_key=True)
        elif near := nearest(folded, LAYERS, 0.82):
            hint = f"did you mean `{near}`? If not, it is printed as typed"
            yield Violation(
                "layer", loc, f"layer {quoted_value(layer)} looks like a known one", hint, Severity.WARNING, at_key=True
            )
