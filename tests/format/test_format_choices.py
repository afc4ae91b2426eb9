"""Rule 4: choices."""

from __future__ import annotations

import pytest

from tests.helpers.contract import CHOICES, ELEMENTS, nested
from tests.helpers.documents import below, error, mermaid, page, strategy, table, tables
from tests.helpers.findings import suggested

MARK = "**[Selected]**"


def shown(path: str, yaml: str) -> list[list[str]]:
    """The table of a choice."""
    return table(below(page(nested(path, yaml)), f"### {ELEMENTS[path]}"))


def names(path: str, yaml: str) -> list[str]:
    """The first column of a choice."""
    return [row[0] for row in shown(path, yaml)[1:]]


def options(path: str, *given: str) -> str:
    first = next(iter(CHOICES[path]))
    return "[" + ", ".join(f"{{{first}: {name}}}" for name in given) + "]"


STRUCTURE = "source_control.repository_structure"


@pytest.mark.parametrize("path", CHOICES)
def test_the_selected_option_is_marked_in_its_first_cell(path: str) -> None:
    given = options(path, "One", "Two", "Three")
    assert names(path, f"{{selected: Two, options: {given}}}") == ["One", f"{MARK} Two", "Three"]


@pytest.mark.parametrize("path", CHOICES)
def test_the_columns_of_a_choice_have_names(path: str) -> None:
    columns = CHOICES[path]
    row = "{" + ", ".join(f"{key}: our {heading}" for key, heading in columns.items()) + "}"
    found = shown(path, f"{{selected: 'our {next(iter(columns.values()))}', options: [{row}]}}")
    assert found[0] == [*columns.values()]
    assert found[1][0].startswith(MARK)


@pytest.mark.parametrize(
    ("option", "selected"),
    [
        ("Git", "Git"),
        ("'`Git`'", "Git"),
        ("Git", "'`Git`'"),
        ("'`Git`'", "'`Git`'"),
        ("'``Git``'", "'`Git`'"),
        ("' Git  '", "Git"),
        ("Git", "'  Git '"),
        ("'`Git` Flow'", "Git Flow"),
        ("'Git  Flow'", "'Git  Flow'"),
        ("'**Git**'", "'**Git**'"),
        ("[Git, Hub]", "'Git, Hub'"),
        ("no", "no"),
        ("1.10", "1.10"),
        ('"Git\\nFlow"', '"Git\\nFlow"'),
        ("[OPTION]", "[OPTION]"),
    ],
)
def test_an_option_is_found_by_its_first_column_without_code_marks_and_outer_blanks(option: str, selected: str) -> None:
    yaml = nested(STRUCTURE, f"{{selected: {selected}, options: [{{pattern: Other}}, {{pattern: {option}}}]}}")
    found = table(below(page(yaml, findings=2 if option == "[OPTION]" else 0), "### Repository Structure"))
    assert [row[0].startswith(MARK) for row in found[1:]] == [False, True]


@pytest.mark.parametrize("path", CHOICES)
@pytest.mark.parametrize(
    ("one", "two"), [("Git", "Git"), ("Git", "'`Git`'"), ("Git", "' Git '"), ("'``Git``'", "'`Git` '")]
)
def test_two_options_of_one_name_are_an_error(path: str, one: str, two: str) -> None:
    first = next(iter(CHOICES[path]))
    problem = error(nested(path, f"{{options: [{{{first}: {one}}}, {{{first}: Else}}, ▸{{{first}: {two}}}]}}"))
    assert problem.rule == "choice"
    assert "1" in problem.message, "its number"


@pytest.mark.parametrize("path", CHOICES)
def test_a_selected_that_names_no_option_is_an_error(path: str) -> None:
    problem = error(nested(path, f"{{selected: ▸Terrafrom, options: {options(path, 'Pulumi', 'Terraform')}}}"))
    assert (problem.rule, suggested(problem)) == ("choice", ["Terraform"])


@pytest.mark.parametrize("names", [["Git"], ["Git", "Hg"]])
def test_a_selected_that_is_like_no_option_is_told_which_there_are(names: list[str]) -> None:
    problem = error(nested(STRUCTURE, f"{{selected: ▸Other, options: [{', '.join(names)}]}}"))
    assert (problem.rule, suggested(problem)) == ("choice", names)


@pytest.mark.parametrize("selected", ["git", "Git Flow", "'**Git**'"])
def test_names_are_compared_exactly(selected: str) -> None:
    assert error(nested(STRUCTURE, f"{{selected: ▸{selected}, options: [{{pattern: Git}}]}}")).rule == "choice"


def test_each_of_several_selected_has_to_name_an_option() -> None:
    yaml = nested(STRUCTURE, "{selected: [Git, ▸Gut], options: [{pattern: Git}]}")
    assert error(yaml).key == f"{STRUCTURE}.selected[1]"


@pytest.mark.parametrize("path", CHOICES)
def test_several_options_may_be_selected(path: str) -> None:
    given = options(path, "One", "Two", "Three")
    assert names(path, f"{{selected: [Three, One], options: {given}}}") == [f"{MARK} One", "Two", f"{MARK} Three"]


@pytest.mark.parametrize("path", CHOICES)
@pytest.mark.parametrize("selected", ["", "selected: , ", "selected: [], ", "selected: '', "])
def test_without_selected_nothing_is_marked(path: str, selected: str) -> None:
    assert names(path, f"{{{selected}options: {options(path, 'One', 'Two')}}}") == ["One", "Two"]


@pytest.mark.parametrize("path", CHOICES)
def test_a_plain_text_for_the_whole_choice_is_selected(path: str) -> None:
    assert (
        shown(path, "Git") == shown(path, "{selected: Git}") == [[next(iter(CHOICES[path].values()))], [f"{MARK} Git"]]
    )


@pytest.mark.parametrize("path", CHOICES)
def test_a_plain_text_in_options_is_its_first_column(path: str) -> None:
    first, second = [*CHOICES[path]][:2]
    yaml = f"{{selected: One, options: [One, {{{first}: Two, {second}: words}}, Three]}}"
    assert [row[:2] for row in shown(path, yaml)[1:]] == [[f"{MARK} One", ""], ["Two", "words"], ["Three", ""]]


def test_plain_texts_in_options_are_names_too() -> None:
    assert error(nested(STRUCTURE, "{options: [Git, ▸Git]}")).rule == "choice"
    assert error(nested(STRUCTURE, "{selected: ▸Gut, options: [Git]}")).rule == "choice"


@pytest.mark.parametrize("path", CHOICES)
def test_without_options_there_is_a_row_for_each_selected(path: str) -> None:
    assert names(path, "{selected: [One, Two]}") == [f"{MARK} One", f"{MARK} Two"]


@pytest.mark.parametrize("path", CHOICES)
@pytest.mark.parametrize("given", ["selected: Git, options: [Git], ", "selected: Git, ", "options: [Git], ", ""])
def test_a_rationale_stands_below_the_table(path: str, given: str) -> None:
    found = below(page(nested(path, f"{{{given}rationale: Because of *this*}}")), f"### {ELEMENTS[path]}")
    assert found.endswith("**Rationale**: Because of *this*")
    assert len(tables(found)) == (1 if given else 0)


@pytest.mark.parametrize("path", CHOICES)
def test_a_rationale_that_is_a_list_is_bullets(path: str) -> None:
    found = below(page(nested(path, "{selected: Git, rationale: [One, '# Two', '- Three']}")), f"### {ELEMENTS[path]}")
    assert found.endswith("\n\n**Rationale**:\n\n- One\n- &#35; Two\n- &#45; Three")


def test_a_rationale_stands_between_the_table_and_the_diagram() -> None:
    yaml = "{selected: Git, rationale: Why, options: [{strategy: Git, branches: [main, dev]}]}"
    found = below(page(nested("source_control.branching", yaml)), "### Branching Strategy")
    assert found.index("[Selected]") < found.index("**Rationale**") < found.index("```mermaid")


@pytest.mark.parametrize(
    ("option", "selected"),
    [
        ("Git", "Git"),
        ("'`Git`'", "Git"),
        ("'**Git**'", "'**Git**'"),
        ("'Git  Flow'", "'Git  Flow'"),
        ("[Git, Hub]", "'Git, Hub'"),
        ("'<Git>'", "'<Git>'"),
    ],
)
def test_the_branches_of_a_marked_option_are_drawn(option: str, selected: str) -> None:
    yaml = f"{{selected: {selected}, options: [Other, {{strategy: {option}, branches: [trunk, topic]}}]}}"
    assert 'branch "topic"' in mermaid(page(nested("source_control.branching", yaml)))


def test_an_own_key_of_a_choice_is_ignored() -> None:
    own = nested(STRUCTURE, "{selected: Git, x-note: {a: [b]}}")
    assert page(own, findings=1) == page(nested(STRUCTURE, "{selected: Git}"))


@pytest.mark.parametrize("path", CHOICES)
def test_selected_options_are_known_by_their_text(path: str) -> None:
    section, element = path.split(".")
    choice = getattr(getattr(strategy(nested(path, "{selected: 1.10, options: [1.10]}")), section), element)
    assert choice.selected == ["1.10"]


@pytest.mark.parametrize("path", CHOICES)
@pytest.mark.parametrize("value", ["[Git, Hub]", "{selected: {a: b}}", "{options: {a: b}}", "{options: Git}"])
def test_a_choice_of_another_shape_is_an_error(path: str, value: str) -> None:
    assert error(nested(path, value)).rule in {"type", "unknown-key"}
