"""Sections that contradict themselves, and layers that are probably misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.checks.violation import PlainMap, Violation, as_list, as_map, sections_of
from mkdocs_arckit.findings import Severity, nearest, quoted_value
from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.model.strategy import SECTION_TYPES


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
    """Check that each level of the maturity table is overridden only once."""
    seen: set[str] = set()
    for i, level in enumerate(as_list(as_map(as_map(data.get("overview")).get("maturity")).get("levels"))):
        number = as_map(level).get("level")
        if isinstance(number, str) and number.strip() in seen:
            loc = ("overview", "maturity", "levels", i, "level")
            yield Violation("integer", loc, f"level {quoted_value(number)} already exists", "keep one of the two")
        elif isinstance(number, str):
            seen.add(number.strip())


def check_layers(data: PlainMap) -> Iterator[Violation]:
    """Ask about a layer whose name is almost one of the seven: it is probably meant to be that one."""
    for layer in as_map(as_map(data.get("overview")).get("technology_stack")):
        folded = layer.strip().casefold().replace(" ", "_").replace("/", "_").replace("-", "_")
        if layer in LAYERS or layer in LAYERS.values() or layer.startswith("x-"):
            continue
        if near := nearest(folded, LAYERS, 0.82):
            loc = ("overview", "technology_stack", layer)
            hint = f"did you mean `{near}`? If not, it is printed as typed"
            yield Violation(
                "layer", loc, f"layer {quoted_value(layer)} looks like a known one", hint, Severity.WARNING, at_key=True
            )
