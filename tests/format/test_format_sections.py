"""Rule 3: what every section takes."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from mkdocs_arckit.findings import Severity
from mkdocs_arckit.model.schema import json_schema
from mkdocs_arckit.portfolio.completeness import completeness
from tests.format.test_schema import read
from tests.helpers.contract import ATTRIBUTES, CHOICES, CODE, ELEMENTS, LISTS, MINIMAL, SECTIONS, TABLES
from tests.helpers.documents import APPROVED, HEAD, below, error, finding, headings, look, page, strategy, table, tables
from tests.helpers.findings import names, suggested

FIRST = {section: next(path for path in MINIMAL if path.startswith(f"{section}.")) for section in SECTIONS}
"""An element of each section."""
SUB_HEADINGS = ELEMENTS | {
    "references.documents": "Document Register",
    "references.citations": "Citations",
    "references.unreferenced": "Unreferenced Documents",
}


def section(key: str, more: str, path: str | None = None) -> str:
    """The YAML of a section with one element and something more."""
    path = path or FIRST[key]
    return f"{key}:\n  {path.split('.')[1]}: {MINIMAL[path]}\n  {more}\n"


# `heading` replaces the heading's words, not its number


@pytest.mark.parametrize("key", SECTIONS)
def test_heading_replaces_the_words_and_not_the_number(key: str) -> None:
    number = f"{SECTIONS[key].split('.')[0]}. " if SECTIONS[key][0].isdigit() else ""
    found = [h for h in headings(page(section(key, "heading: Our *own* words"))) if h.startswith("## ")]
    assert f"## {number}Our *own* words" in found
    assert f"## {SECTIONS[key]}" not in found


# `headings: {element: text}`


@pytest.mark.parametrize("path", SUB_HEADINGS)
def test_headings_replace_the_words_of_a_sub_heading(path: str) -> None:
    key, element = path.split(".")
    found = headings(page(section(key, f"headings: {{{element}: Our own words}}", path)))
    assert "### Our own words" in found
    assert f"### {SUB_HEADINGS[path]}" not in found


# `columns: {element: {key: text}}`: other words for column headings and row labels


@pytest.mark.parametrize("path", [path for path in TABLES if "feature_flags" not in path])
def test_columns_replace_the_headings_of_a_table(path: str) -> None:
    key, element = path.split(".")
    columns = TABLES[path]
    row = {name: "2026-01-01" if "date" in name.split("_") else f"our {name}" for name in columns}
    for name, heading in columns.items():
        yaml = f"{key}: {{{element}: [{row}], columns: {{{element}: {{{name}: Our words}}}}}}\n"
        found = tables(page(yaml))[1]
        assert found[0] == ["Our words" if own == heading else own for own in columns.values()]


@pytest.mark.parametrize("path", CHOICES)
def test_columns_replace_the_headings_of_a_choice(path: str) -> None:
    key, element = path.split(".")
    columns = CHOICES[path]
    for name, heading in columns.items():
        row = {name: f"our {name}" for name in columns}
        yaml = f"{key}: {{{element}: {{options: [{row}]}}, columns: {{{element}: {{{name}: Our words}}}}}}\n"
        found = table(below(page(yaml), f"### {ELEMENTS[path]}"))
        assert found[0] == ["Our words" if own == heading else own for own in columns.values()]


@pytest.mark.parametrize("path", ATTRIBUTES)
def test_columns_replace_the_labels_of_attributes(path: str) -> None:
    key, element = path.split(".")
    bold = "" if element == "cloud_first" else "**"
    for name in ATTRIBUTES[path]:
        yaml = f"{key}: {{{element}: {{{name}: words}}, columns: {{{element}: {{{name}: Our words}}}}}}\n"
        assert table(below(page(yaml), f"### {ELEMENTS[path]}"))[1] == [f"{bold}Our words{bold}", "words"]


def test_columns_replace_the_headings_of_maturity() -> None:
    words = "{level: Stage, current: Now, target: Later, timeline: When}"
    yaml = f"overview: {{maturity: {{current: 1, target: 2, timeline: {{2: x}}}}, columns: {{maturity: {words}}}}}\n"
    assert table(below(page(yaml), "### DevOps Maturity"))[0] == ["Stage", "Now", "Later", "When"]


def test_columns_replace_headings_and_layers_of_the_technology_stack() -> None:
    words = "{layer: Part, technology: What, languages: Tongues}"
    yaml = f"overview: {{technology_stack: {{languages: Go}}, columns: {{technology_stack: {words}}}}}\n"
    assert table(below(page(yaml), "### Technology Stack")) == [["Part", "What"], ["Tongues", "Go"]]


def test_columns_replace_headings_and_metrics_of_dora() -> None:
    words = "{metric: Measure, current: Now, target: Then, elite: Best, mttr: Recovery}"
    yaml = f"metrics: {{dora: {{mttr: {{current: 1, target: 2}}}}, columns: {{dora: {words}}}}}\n"
    assert table(below(page(yaml), "### DORA Metrics")) == [
        ["Measure", "Now", "Then", "Best"],
        ["Recovery", "1", "2", "&lt;1 hour"],
    ]


def test_tables_inside_an_element_give_their_keys_flat_to_columns() -> None:
    flags = "{platforms: [{platform: P, purpose: Q}], types: [{flag_type: T, use_case: U}]}"
    words = "{platform: A, purpose: B, flag_type: C, use_case: D}"
    yaml = f"cd: {{feature_flags: {flags}, columns: {{feature_flags: {words}}}}}\n"
    assert tables(below(page(yaml), "### Feature Flags")) == [[["A", "B"], ["P", "Q"]], [["C", "D"], ["T", "U"]]]


# `summary`: Markdown under the section's heading


@pytest.mark.parametrize("key", SECTIONS)
def test_summary_stands_under_the_sections_heading(key: str) -> None:
    found = page(section(key, 'summary: "One\\n\\n- two"'))
    assert below(found, f"## {SECTIONS[key]}").startswith("One\n\n- two")


@pytest.mark.parametrize("key", SECTIONS)
def test_a_summary_alone_is_a_section(key: str) -> None:
    assert page(f"{key}: {{summary: Words}}\n").endswith(f"\n## {SECTIONS[key]}\n\nWords\n")


# `notes`: directly under the element's heading, or after all of its content


def around(path: str, note: str) -> str:
    """What stands below an element's heading if it has a note."""
    key, element = path.split(".")
    heading = f"### {SUB_HEADINGS[path]}" if path in SUB_HEADINGS else f"## {SECTIONS[key]}"
    return below(page(section(key, f"notes: {{{element}: {note}}}", path)), heading)


@pytest.mark.parametrize("path", MINIMAL)
def test_a_note_stands_directly_under_the_heading(path: str) -> None:
    for note in ("Note", "{above: Note}"):
        text = around(path, note)
        assert text.startswith("Note\n\n")
        assert text.count("Note") == 1
        assert len(text) > len("Note\n\n")


@pytest.mark.parametrize("path", MINIMAL)
def test_a_note_below_stands_after_all_content(path: str) -> None:
    text = around(path, "{above: Before, below: After}")
    assert text.startswith("Before\n\n")
    assert text.endswith("\n\nAfter")
    assert len(text) > len("Before\n\n\n\nAfter")


def test_a_note_below_stands_after_the_diagram_and_the_rationale() -> None:
    options = '[{strategy: Git, branches: ["main", "dev"]}]'
    yaml = f"""
    source_control:
      branching: {{selected: Git, rationale: Why, options: {options}}}
      notes: {{branching: {{below: After}}}}
    """
    text = below(page(yaml), "### Branching Strategy")
    assert text.index("Rationale") < text.index("```mermaid") < text.index("After")


@pytest.mark.parametrize("path", SUB_HEADINGS)
@pytest.mark.parametrize("note", ["Note", "{above: Note}", "{below: Note}"])
def test_a_note_alone_gives_the_element_its_heading(path: str, note: str) -> None:
    key, element = path.split(".")
    found = page(f"{key}: {{notes: {{{element}: {note}}}}}\n")
    assert found.endswith(f"\n## {SECTIONS[key]}\n\n### {SUB_HEADINGS[path]}\n\nNote\n")


@pytest.mark.parametrize("key", LISTS)
def test_a_note_alone_gives_a_list_its_section(key: str) -> None:
    assert page(f"{key}: {{notes: {{rows: Note}}}}\n").endswith(f"\n## {SECTIONS[key]}\n\nNote\n")


@pytest.mark.parametrize("note", ["Note", "{above: Note}", "{below: Note}"])
def test_a_note_alone_counts_as_present(note: str) -> None:
    missing = completeness(strategy(f"overview: {{notes: {{objectives: {note}}}}}\n")).missing["overview"]
    assert missing == ["maturity", "teams", "technology_stack"]


@pytest.mark.parametrize("note", ["''", "null", "{}", "{above: ''}", "{x-why: words}"])
def test_a_note_that_says_nothing_is_none(note: str) -> None:
    yaml = f"overview: {{notes: {{objectives: {note}}}, teams: [{{team: A}}]}}\n"
    assert "### Strategic Objectives" not in headings(page(yaml, findings="x-" in note))
    found = look(yaml).strategy
    assert found is not None
    assert "objectives" in completeness(found).missing["overview"]


# `extra`: parts of the author's own


@pytest.mark.parametrize("path", MINIMAL)
def test_an_extra_part_follows_its_element(path: str) -> None:
    key, element = path.split(".")
    found = page(section(key, f"extra: [{{after: {element}, heading: Own, body: Text}}]", path))
    assert found.endswith("\n\n### Own\n\nText\n") or "\n\n### Own\n\nText\n\n" in found
    elements = [h for h in headings(found) if h.startswith("### ")]
    if path in SUB_HEADINGS:
        assert elements[elements.index("### Own") - 1] == f"### {SUB_HEADINGS[path]}"
    else:
        assert elements[0] == "### Own"


def test_extra_parts_stand_where_they_say_and_in_file_order() -> None:
    yaml = """
    ci:
      summary: Summary
      artifacts: [{artifact: A}]
      stages: [{stage: S}]
      extra:
        - {heading: Last, body: x}
        - {after: stages, heading: Two, body: x}
        - {after: start, heading: Zero, body: x}
        - {after: stages, heading: Three, body: x}
        - {after: quality_gates, heading: Four, body: x}
        - {heading: Very last, body: x}
      pipeline: {diagram: false}
    """
    found = page(yaml)
    assert [h[4:] for h in headings(found) if h.startswith("### ")] == [
        "Zero", "CI Stages", "Two", "Three", "Four", "Artifact Management", "Last", "Very last",
    ]  # fmt: skip
    assert found.index("Summary") < found.index("### Zero")


@pytest.mark.parametrize("path", SUB_HEADINGS)
def test_the_place_of_an_extra_part_holds_even_if_its_element_is_absent(path: str) -> None:
    key, element = path.split(".")
    others = [other for other in SUB_HEADINGS if other.startswith(f"{key}.") and other != path and other in MINIMAL]
    others = [other for other in others if other not in {"ci.stages", "cd.promotion"}]
    lines = [f"  {other.split('.')[1]}: {MINIMAL[other]}" for other in others]
    found = headings(
        page("\n".join([f"{key}:", *lines, f"  extra: [{{after: {element}, heading: Own, body: x}}]", ""]))
    )
    meant = [*(path_ for path_ in SUB_HEADINGS if path_ in others or path_ == path)]
    expected = ["Own" if p == path else SUB_HEADINGS[p] for p in meant]
    assert [h[4:] for h in found if h.startswith("### ")] == expected


@pytest.mark.parametrize("after", ["start", "teams", "maturity", None])
def test_an_extra_part_without_a_heading_is_its_body(after: str | None) -> None:
    place = f"after: {after}, " if after else ""
    found = page(f"overview: {{teams: [{{team: A}}], extra: [{{{place}body: Words}}]}}\n")
    assert [h for h in headings(found) if h.startswith("### ")] == ["### Team Structure"]
    words, teams = found.index("\n\nWords\n"), found.index("### Team Structure")
    assert words < teams if after in {"start", "maturity"} else words > teams


def test_an_extra_part_alone_is_a_section() -> None:
    assert page("ci: {extra: [{heading: Own, body: Text}]}\n").endswith(
        "\n## 3. CI Pipeline Design\n\n### Own\n\nText\n"
    )


# `not_applicable`


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_that_does_not_apply_shows_its_reason(key: str) -> None:
    text = below(page(f"{key}: {{not_applicable: No *containers* here}}\n"), f"## {SECTIONS[key]}")
    assert "No *containers* here" in text
    assert text.count("\n") == 0


@pytest.mark.parametrize("key", [key for key in SECTIONS if SECTIONS[key][0].isdigit()])
def test_a_section_that_does_not_apply_is_complete(key: str) -> None:
    assert key not in completeness(strategy(f"{key}: {{not_applicable: Elsewhere}}\n")).missing


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_that_does_not_apply_needs_a_reason(key: str) -> None:
    assert error(f"{key}: {{▸not_applicable: ''}}\n").rule == "not-applicable"


@pytest.mark.parametrize("reason", ["''", "null", "~", "", "{}", "[]", "' '"])
def test_a_reason_that_says_nothing_is_an_error(reason: str) -> None:
    assert error(f"ci: {{summary: x, ▸not_applicable: {reason}}}\n").rule == "not-applicable"


CONTENT = [
    "summary: x",
    "teams: [{team: A}]",
    "notes: {teams: x}",
    "extra: [{body: x}]",
]


@pytest.mark.parametrize(
    "words",
    [
        "true",
        "True",
        "yes",
        "YES",
        "n/a",
        "N/A",
        "n.a.",
        "na",
        "none",
        "None.",
        "'-'",
        "—",
        "false",
        "no",
        "Not applicable",
        "'✓'",
    ],
)
def test_a_word_that_gives_no_reason_is_an_error(words: str) -> None:
    yaml = f"kubernetes: {{not_applicable: ▸{words}}}\n"
    assert error(yaml).rule == "not-applicable"
    assert next(Draft202012Validator(json_schema()).iter_errors(read((HEAD + yaml).replace("▸", ""))), None)


@pytest.mark.parametrize(
    "words", ["No cluster", "None of it runs in containers", "true for Nomad only", "7", "é", "[REASON]"]
)
def test_other_words_are_a_reason(words: str) -> None:
    yaml = f"kubernetes: {{not_applicable: {words}}}\n"
    assert look(yaml).strategy is not None
    assert not [*Draft202012Validator(json_schema()).iter_errors(read(HEAD + yaml))]


@pytest.mark.parametrize("content", CONTENT)
def test_other_content_of_a_section_that_does_not_apply_is_a_warning(content: str) -> None:
    yaml = f"overview: {{not_applicable: ▸Elsewhere, {content}}}\n"
    problem = finding(yaml)
    assert (problem.rule, problem.severity) == ("not-applicable", Severity.WARNING)
    assert names(problem) == [content.split(":")[0], "not_applicable"]


def test_all_other_content_of_a_section_that_does_not_apply_is_named() -> None:
    problem = finding("overview: {not_applicable: ▸Elsewhere, summary: x, notes: {teams: y}}\n")
    assert names(problem) == ["summary", "notes", "not_applicable"]


@pytest.mark.parametrize("content", CONTENT)
def test_other_content_of_a_section_that_does_not_apply_is_not_shown(content: str) -> None:
    alone = page("overview: {not_applicable: Elsewhere}\n")
    assert page(f"overview: {{not_applicable: Elsewhere, {content}}}\n", findings=1) == alone


def test_the_total_of_stages_is_content_too() -> None:
    yaml = "ci: {not_applicable: ▸Elsewhere, total: {duration_target: 9 min}}\n"
    assert finding(yaml).rule == "not-applicable"


@pytest.mark.parametrize("key", LISTS)
def test_rows_of_a_list_that_does_not_apply_are_a_warning(key: str) -> None:
    yaml = f"{key}: {{not_applicable: ▸Elsewhere, rows: {MINIMAL[key + '.rows']}}}\n"
    assert finding(yaml).rule == "not-applicable"


def test_a_section_that_does_not_apply_keeps_its_own_heading_and_what_follows_it() -> None:
    yaml = """
    iac: {heading: Infra, not_applicable: Elsewhere}
    sections: [{after: iac, heading: Own}]
    """
    assert [h for h in headings(page(yaml)) if h.startswith("## ")][1:] == ["## 5. Infra", "## Own"]


# An element is named by its key


@pytest.mark.parametrize("option", ["headings: {▸team: x}", "columns: {▸team: {team: x}}", "notes: {▸team: x}"])
def test_an_unknown_element_is_an_error_with_the_nearest_name(option: str) -> None:
    problem = error(f"overview: {{teams: [{{team: A}}], {option}}}\n")
    assert (problem.rule, suggested(problem)) == ("element", ["teams"])


def test_an_unknown_place_of_an_extra_part_is_an_error_with_the_nearest_name() -> None:
    problem = error("overview: {extra: [{after: ▸team, body: x}]}\n")
    assert (problem.rule, suggested(problem)) == ("element", ["teams"])


def test_an_unknown_column_is_an_error_with_the_nearest_name() -> None:
    problem = error("overview: {teams: [{team: A}], columns: {teams: {▸sise: x}}}\n")
    assert (problem.rule, suggested(problem)) == ("element", ["size"])


@pytest.mark.parametrize("name", ["total", "summary", "start", "Team Structure"])
def test_what_is_no_element_cannot_have_a_note(name: str) -> None:
    assert error(f"ci: {{notes: {{▸{name}: x}}, stages: [{{stage: A}}]}}\n").rule == "element"


@pytest.mark.parametrize("key", ["repository_structure", "repository_layout", "branching"])
def test_elements_are_named_by_their_keys(key: str) -> None:
    found = page(f"source_control: {{notes: {{{key}: Note}}}}\n")
    assert f"### {ELEMENTS['source_control.' + key]}\n\nNote" in found


# Sections that are lists also come as `{rows: …}`


@pytest.mark.parametrize("key", LISTS)
def test_a_list_also_comes_as_rows(key: str) -> None:
    rows = MINIMAL[f"{key}.rows"]
    assert page(f"{key}: {rows}\n") == page(f"{key}: {{rows: {rows}}}\n")


@pytest.mark.parametrize("key", LISTS)
def test_rows_have_no_sub_heading(key: str) -> None:
    assert [h for h in headings(page(f"{key}: {MINIMAL[f'{key}.rows']}\n")) if h.startswith("### ")] == []


@pytest.mark.parametrize("key", LISTS)
def test_a_list_takes_what_a_section_takes(key: str) -> None:
    first = next(iter(TABLES[f"{key}.rows"]))
    yaml = f"""
    {key}:
      heading: Own heading
      summary: Own summary
      columns: {{rows: {{{first}: Own column}}}}
      notes: {{rows: {{above: Own above, below: Own below}}}}
      extra: [{{after: rows, heading: Own extra, body: Own body}}, {{after: start, body: Own start}}]
      rows: [{{{first}: words}}]
    """
    found = page(yaml)
    order = ["heading", "summary", "start", "above", "column", "below", "extra", "body"]
    places = [found.index(f"Own {word}") for word in order]
    assert places == sorted(places)


# `document` takes none of this


@pytest.mark.parametrize(
    "option",
    ["heading: x", "headings: {id: x}", "columns: {id: x}", "summary: x", "notes: {id: x}", "extra: [{body: x}]",
     "not_applicable: x"],
)  # fmt: skip
def test_document_takes_none_of_what_sections_take(option: str) -> None:
    head = 'project: {id: "001", name: P}\n'
    problem = error(f"document: {{version: 1, status: DRAFT, classification: PUBLIC, ▸{option}}}\n", head)
    assert problem.rule == "unknown-key"


@pytest.mark.parametrize("path", CODE)
def test_a_note_above_code_stands_outside_of_it(path: str) -> None:
    assert around(path, "Note").startswith("Note\n\n```")


def test_a_section_that_does_not_apply_can_be_approved() -> None:
    assert strategy("kubernetes: {not_applicable: Serverless}\n", APPROVED).kubernetes is not None
