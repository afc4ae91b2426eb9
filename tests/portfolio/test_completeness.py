"""Rule 14: what counts as complete."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mkdocs_arckit.portfolio.completeness import completeness
from tests.helpers.contract import DIAGRAMS, ELEMENTS, MINIMAL, SECTIONS, nested
from tests.helpers.documents import look, strategy

# A diagram is drawn from other data; branching gives a table too.
COUNTED = [path for path in ELEMENTS if path not in DIAGRAMS or path == "source_control.branching"] + [
    "traceability.rows"
]
NUMBERED = [key for key, heading in SECTIONS.items() if heading[0].isdigit()]


def of(section: str) -> list[str]:
    return [path.split(".")[1] for path in COUNTED if path.split(".")[0] == section]


def test_the_elements_are_those_that_give_a_table_code_or_a_list() -> None:
    assert len(COUNTED) == 63
    assert completeness(strategy()).missing == {section: of(section) for section in NUMBERED}


@pytest.mark.parametrize("path", COUNTED)
def test_an_element_counts_in_its_section(path: str) -> None:
    section, element = path.split(".")
    found = completeness(strategy(nested(path, MINIMAL[path])))
    assert found.missing.get(section, []) == [e for e in of(section) if e != element]
    assert found.share == Fraction(1, len(of(section)) * 17)


@pytest.mark.parametrize("path", [path for path in DIAGRAMS if path not in COUNTED])
def test_a_diagram_does_not_count(path: str) -> None:
    assert completeness(strategy(nested(path, MINIMAL[path]))).share == 0


@pytest.mark.parametrize("key", ["revisions", "approval", "references"])
def test_other_sections_do_not_count(key: str) -> None:
    assert completeness(strategy(nested(f"{key}.rows", MINIMAL[f"{key}.rows"]))).share == 0


@pytest.mark.parametrize("section", NUMBERED)
def test_a_section_that_does_not_apply_is_complete(section: str) -> None:
    found = completeness(strategy(f"{section}: {{not_applicable: Elsewhere}}\n"))
    assert found.share == Fraction(1, 17)
    assert section not in found.missing


@pytest.mark.parametrize("more", ["summary: x", "heading: x", "extra: [{body: x}]", "x-own: y", "headings: {rows: x}"])
def test_what_is_no_element_does_not_count(more: str) -> None:
    found = look(f"traceability: {{{more}}}\n").strategy
    assert found is not None
    assert completeness(found).share == 0


def test_a_strategy_is_as_complete_as_the_mean_of_its_sections() -> None:
    yaml = (
        "iac: {not_applicable: Elsewhere}\n"
        + nested("ci.stages", MINIMAL["ci.stages"])
        + nested("traceability.rows", "[{id: A}]")
    )
    found = completeness(strategy(yaml))
    assert found.share == Fraction(1 + 1 + Fraction(1, 3)) / 17
    assert found.percent == 13


def test_a_complete_strategy_is_complete() -> None:
    sections: dict[str, list[str]] = {}
    for path in COUNTED:
        sections.setdefault(path.split(".")[0], []).append(f"  {path.split('.')[1]}: {MINIMAL[path]}\n")
    whole = "".join(f"{section}:\n{''.join(lines)}" for section, lines in sections.items())
    found = completeness(strategy(whole))
    assert (found.share, found.percent, found.missing) == (1, 100, {})


def test_percent_is_100_only_if_nothing_is_missing() -> None:
    lines = "".join(f"{section}: {{not_applicable: Elsewhere}}\n" for section in NUMBERED if section != "cd")
    cd = "".join(f"  {element}: {MINIMAL[f'cd.{element}']}\n" for element in of("cd")[:-1])
    found = completeness(strategy(f"{lines}cd:\n{cd}"))
    assert found.missing == {"cd": ["feature_flags"]}
    assert found.percent == 98
