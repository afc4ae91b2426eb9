"""What is too long, or makes too much work, is refused where it is, and nothing real is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_arckit.checks.diagrams import check_diagrams
from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.source.result import DEFAULT_LIMITS, Limits
from tests.helpers.documents import HEAD, error, look
from tests.helpers.sites import ROOT

LIMITS = Limits(cell=20, heading=17, block=200, markup=20_000, diagram=1_000)


def refused(body: str, head: str = HEAD, limits: Limits = LIMITS) -> Finding:
    """The only finding of a file that is too long, which is at `▸`."""
    found = error(body, head, limits=limits)
    assert found.rule == "limit"
    return found


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ("overview: {objectives: [{objective: ▸123456789 123456789 1}]}\n", "cell"),
        ("overview: {objectives: [{objective: [a, ▸123456789 123456789 1]}]}\n", "cell"),
        ("release: {hotfix: [▸123456789 123456789 1]}\n", "cell"),
        ("overview: {heading: ▸123456789 12345678}\n", "heading"),
        ("overview: {headings: {teams: ▸123456789 12345678}}\n", "heading"),
        ("overview: {extra: [{heading: ▸123456789 12345678, body: a}]}\n", "heading"),
        ("tags: [▸123456789 12345678]\n", "heading"),
        ("overview: {technology_stack: {▸123456789 12345678: a}}\n", "heading"),
        ("overview: {teams: [{team: a, ▸x-123456789 123456: a}]}\n", "heading"),
        ("▸123456789 abcdefgh: 1\n", "heading"),
        (f"summary: ▸{'a' * 201}\n", "block"),
        (f"overview: {{notes: {{teams: ▸{'a' * 201}}}}}\n", "block"),
        (f"cd: {{rollback: ▸{'a' * 201}}}\n", "block"),
        (f"release: {{process: {{diagram: ▸{'a' * 1001}}}}}\n", "diagram"),
    ],
)
def test_a_text_that_is_too_long(body: str, limit: str) -> None:
    assert f"`{limit}`" in refused(body).hint


@pytest.mark.parametrize("value", ["123456789 12345678", "[123456789 12345678]"])
def test_a_name_that_is_too_long(value: str) -> None:
    refused("", HEAD.replace("Payments Platform", f'▸"{value}"'))


def test_a_text_that_is_as_long_as_it_may_be() -> None:
    limits = Limits(cell=20, heading=17, block=30)
    body = "overview: {objectives: [{objective: 123456789 123456789 }], summary: 123456789 123456789 123456789}\n"
    assert look(body, limits=limits).findings == ()


def test_own_values_that_are_not_shown_may_be_as_long_as_they_like() -> None:
    assert look(f"x-a: {'a' * 1000}\n", limits=Limits(cell=20, heading=20)).strategy


def test_a_pasted_table_is_a_block() -> None:
    table = "| Stage | Jobs |\n  |---|---|\n  | a | b |\n"
    found = look(f"ci:\n  stages: |\n  {table}", limits=Limits(cell=10, heading=17))
    assert "limit" not in {f.rule for f in found.findings}


@pytest.mark.parametrize(
    "body",
    [
        r'overview: {objectives: [{objective: ▸"|a|\n|b|\n|c|\n|d|\n|e|\n|f|"}]}',
        r'overview: {objectives: [{objective: ▸"|a|\n|-|\n|c|\n|d|\n|e|\n|f|"}]}',
        r'overview: {heading: ▸"|a|\n|-|\n|c|\n|d|\n|e|\n|f|"}',
        r'release: {hotfix: [▸"|a|\n|-|\n|c|\n|d|\n|e|\n|f|"]}',
    ],
)
def test_a_cell_that_looks_like_a_table_is_a_cell(body: str) -> None:
    assert "shorten it" in refused(f"{body}\n").hint


@pytest.mark.parametrize("pump", ["[", "![", "[a](", "<a ", "[a][", "`a", "*_", "# a\n", "a\n: b\n", "~~~\n~~~\n"])
def test_markdown_that_makes_too_much_work(pump: str) -> None:
    limits = Limits(heading=20)
    text = json.dumps(pump * (limits.block // len(pump)))
    assert "`markup`" in refused(f"summary: ▸{text}\n", limits=limits).hint


def test_the_work_of_all_blocks_of_a_file_counts() -> None:
    body = "".join(f"  - {{heading: a{n}, body: '{'*a* ' * 40}'}}\n" for n in range(4))
    assert look(f"sections:\n{body}", limits=Limits(markup=40_000)).findings == ()
    (found,) = look(f"sections:\n{body}", limits=Limits(markup=30_000)).findings
    assert (found.rule, found.key) == ("limit", "sections[3].body")


MARKS = "*a* " * 2_000
"""Some 4,000 marks: a seventh of what a file may have."""


@pytest.mark.parametrize(
    ("above", "row", "last"),
    [
        ("overview:\n  objectives:\n", "  - {objective: '%'}\n", "  - {objective: ▸'%'}\n"),
        ("release:\n  hotfix:\n", "  - '%'\n", "  - ▸'%'\n"),
        ("release:\n  process:\n    steps:\n", "    - '%'\n", "    - ▸'%'\n"),
        ("traceability:\n", "  - {id: FR-1, requirement: '%'}\n", "  - {id: FR-1, requirement: ▸'%'}\n"),
        ("overview:\n  technology_stack:\n    languages:\n", "    - '%'\n", "    - ▸'%'\n"),
    ],
)
def test_the_work_of_all_cells_of_a_file_counts(above: str, row: str, last: str) -> None:
    limits = Limits(markup=1_000_000)
    assert look((above + row + row).replace("%", MARKS), limits=limits).findings == ()
    assert "`markup`" in refused((above + row + row + last).replace("%", MARKS), limits=limits).hint


@pytest.mark.parametrize("pump", ["*a", "[a](", "<br>", "a\n", "A-1 ", "a/b "])
def test_cells_that_make_too_much_work(pump: str) -> None:
    text = json.dumps(pump * (9_000 // len(pump)))
    body = "overview:\n  objectives:\n" + f"  - {{objective: {text}}}\n" * 70
    (found,) = look(body, limits=DEFAULT_LIMITS).findings
    assert (found.rule, "`markup`" in found.hint) == ("limit", True)


def test_the_work_of_headings_and_names_counts() -> None:
    heading = "*" * 900
    parts = "".join(f"  - {{heading: '{heading}', body: a}}\n" for _ in range(40))
    (found,) = look(f"sections:\n{parts}").findings
    assert (found.rule, "`markup`" in found.hint) == ("limit", True)
    layers = "".join(f"    '{n} {'a ' * 450}': a\n" for n in range(950))
    (found,) = look(f"overview:\n  technology_stack:\n{layers}").findings
    assert (found.rule, "`markup`" in found.hint) == ("limit", True)
    layers = "".join(f"    '{n} {heading}': a\n" for n in range(40))
    (found,) = look(f"overview:\n  technology_stack:\n{layers}").findings
    assert (found.rule, "`markup`" in found.hint) == ("limit", True)


@pytest.mark.parametrize("sign", [*"*[<\\`", *"]>|"])
def test_signs_in_headings_are_work(sign: str) -> None:
    """All that Markdown looks at, and all that is escaped so that it does not."""
    parts = "".join(f"  - {{heading: {json.dumps('a ' + sign * 900)}, body: a}}\n" for _ in range(120))
    (found,) = look(f"sections:\n{parts}").findings
    assert (found.rule, "`markup`" in found.hint) == ("limit", True)


@pytest.mark.parametrize(
    "body",
    [
        "sections:\n" + "".join(f"  - {{heading: a{n}, body: b}}\n" for n in range(2_500)),
        "appendices:\n" + "".join(f"  - {{heading: a{n}, body: b}}\n" for n in range(2_500)),
        "overview:\n  technology_stack:\n" + "".join(f"    layer{n}: a\n" for n in range(2_500)),
        "overview:\n  technology_stack:\n    languages: [" + ", ".join(f"T{n}" for n in range(3_100)) + "]\n",
        "overview:\n  technology_stack:\n    languages: '" + ", ".join(f"T{n}" for n in range(1_500)) + "'\n",
        "summary: |\n" + "  # a\n" * 2_500,
    ],
)
def test_headings_and_technologies_are_work(body: str) -> None:
    (found,) = look(body, limits=Limits(markup=500_000 if "'T" in body else DEFAULT_LIMITS.markup)).findings
    assert (found.rule, "`markup`" in found.hint) == ("limit", True)


def test_cells_without_marks_make_no_work() -> None:
    rows = "".join(f"  - {{objective: {'a ' * 4_000}}}\n" for _ in range(100))
    assert look(f"overview:\n  objectives:\n{rows}", limits=Limits(markup=1)).findings == ()


def test_code_between_fences_makes_little_work() -> None:
    code = "```json\n" + "[[[[[[[[[[\n" * 500 + "```\n"
    assert look(f"summary: {json.dumps(code)}\n").findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "> " * 41 + "a",
        "- " * 41 + "a",
        "1. " * 41 + "a",
        "> - " * 21 + "a",
        "\n".join("  " * n + "- a" for n in range(42)),
        "\n".join("    " * n + "- a" for n in range(42)),
        "- a\n\n" + "    " + "> " * 41 + "a",
    ],
)
def test_markdown_that_is_nested_too_deeply(text: str) -> None:
    assert "`depth`" in refused(f"summary: ▸{json.dumps(text)}\n", limits=DEFAULT_LIMITS).hint


def test_a_diagram_in_a_block_that_is_too_long() -> None:
    fence = f"```mermaid\n{'A' * 1001}\n```\n"
    assert "`diagram`" in refused(f"summary: ▸{json.dumps(fence)}\n", limits=Limits(diagram=1_000)).hint
    assert look(f"summary: {json.dumps(fence)}\n", limits=Limits(diagram=1_001)).findings == ()


def test_columns_of_ones_own_make_cells() -> None:
    rows = "".join(f"  - {{team: a, x-{n}: b}}\n" for n in range(20))
    assert look(f"overview:\n  teams:\n{rows}", limits=Limits(nodes=400)).findings == ()
    (found,) = look(f"overview:\n  teams:\n{rows}", limits=Limits(nodes=399)).findings
    assert (found.rule, found.key, found.line) == ("limit", "overview.teams", 4)


def test_nothing_else_of_a_file_that_is_too_long_is_looked_at() -> None:
    found = look("unknown: 1\nsummary: 123456789 1\n", limits=Limits(block=9, heading=20))
    assert [f.rule for f in found.findings] == ["limit"]
    assert (found.strategy, found.root) == (None, None)


def test_of_many_findings_the_worst_are_listed_and_the_others_counted() -> None:
    rows = "".join(f"  - {{team: a, teem{n}: b}}\n" for n in range(30))
    found = look(f"revisions: [{{version: TBC}}]\noverview:\n  teams:\n{rows}", limits=Limits(findings=10)).findings
    assert [f.severity for f in found] == [Severity.ERROR] * 11
    assert "21 more" in found[-1].message


def _real() -> list[Path]:
    beside = ROOT.parent / "shared" / "real"
    return [*ROOT.glob("example-site/**/devops.yaml"), *ROOT.glob("docs/**/devops.yaml"), *beside.rglob("devops.yaml")]


@pytest.mark.parametrize("path", _real(), ids=lambda path: path.parent.name)
def test_no_real_strategy_comes_near_the_limits(path: Path) -> None:
    fifth = Limits(**{name: value // 5 for name, value in vars(DEFAULT_LIMITS).items() if name != "findings"})

    def rules(result: ValidationResult) -> set[str]:
        return {finding.rule for finding in result.findings}

    assert not rules(validate(path.read_bytes(), path.name, fifth)) & {"limit", "file", "yaml"}


# Diagrams, which Mermaid reads in a time that grows with the square of their words


def read_and_told(body: str) -> tuple[list[str], list[Finding]]:
    """What Mermaid is given of a strategy's diagrams, and what is told of them."""
    given: list[str] = []

    def problem_of(text: str) -> None:
        given.append(text)

    validated = look(body)
    return given, [validated.finding(violation) for violation in check_diagrams(validated, problem_of)]


@pytest.mark.parametrize("pump", ["a --> b\n", "style A fill:#fff\n", ";", " ", "subgraph a\n"])
def test_a_diagram_that_mermaid_would_read_for_long_is_not_read(pump: str) -> None:
    large = "flowchart LR\n" + pump * (19_000 // len(pump))
    given, told = read_and_told(f"summary: {json.dumps(f'```mermaid{chr(10)}{large}{chr(10)}```')}\n")
    assert given == []
    assert [(f.rule, f.severity) for f in told] == [("diagram", Severity.INFO)]


def test_many_diagrams_are_read_until_they_take_too_long() -> None:
    fences = "".join(f"```mermaid\nflowchart LR\n  a{n} --> b\n```\n\n" for n in range(600))
    given, told = read_and_told(f"sections: [{{heading: a, body: {json.dumps(fences)}}}]\n")
    assert 300 < len(given) < 400
    assert len(given) + len(told) == 600
