"""What is said of two strategies that differ, sentence by sentence."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mkdocs_arckit.changes.change import Change, ChangeKind, as_words
from mkdocs_arckit.changes.compare import compare
from mkdocs_arckit.checks.validate import fit, validate
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.source.nodes import Mapping, Sequence, walk
from mkdocs_arckit.source.reader import read
from tests.helpers.documents import HEAD, look
from tests.helpers.sites import ROOT

COMPLETE = (ROOT / "tests" / "golden" / "complete.yaml").read_bytes()


def changes(before: str, after: str, head: str = HEAD, new_head: str = "") -> list[Change]:
    """What changed between two strategies, each given by what follows its head."""
    old, new = look(before, head).strategy, look(after, new_head or head).strategy
    assert old
    assert new
    return list(compare(old, new))


def said(before: str, after: str, head: str = HEAD, new_head: str = "") -> list[str]:
    return [as_words(change.sentence) for change in changes(before, after, head, new_head)]


def strategy(source: bytes) -> Strategy:
    found = validate(source, "devops.yaml").strategy
    assert found
    return found


GATES = "ci: {quality_gates: [{gate: Coverage, threshold: 80 %, enforcement: Block}, {gate: Lint, threshold: '0'}]}"
STAGES = "ci: {stages: [{stage: Build, jobs: [compile, lint]}, {stage: Test}]}"
CHOICE = """
cd:
  strategies:
    selected: Blue-green
    rationale: Simple
    options: [{strategy: Blue-green, rollback_time: Seconds}, {strategy: Canary}]
"""


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        # rows
        (GATES, GATES.replace("80 %", "85 %"), ['Quality gate "Coverage": threshold 80 % → 85 %']),
        (GATES, GATES.replace(", threshold: '0'", ""), ['Quality gate "Lint": threshold removed: 0']),
        (GATES.replace(", threshold: '0'", ""), GATES, ['Quality gate "Lint": threshold added: 0']),
        (
            STAGES,
            STAGES.replace("Test}", "Test}, {stage: Contract test, jobs: Pact}"),
            ['Stage "Contract test" added: jobs Pact'],
        ),
        (STAGES, STAGES.replace(", {stage: Test}", ""), ['Stage "Test" removed']),
        (STAGES, STAGES.replace("compile, lint", "compile, lint, scan"), ['Stage "Build": jobs "scan" added']),
        (
            STAGES,
            STAGES.replace("compile, lint", "scan"),
            ['Stage "Build": jobs "scan" added, "compile", "lint" removed'],
        ),
        (STAGES, STAGES.replace("lint", "ruff"), ['Stage "Build": jobs lint → ruff']),
        (GATES, "ci: {stages: [Build]}", ['CI Stages added: "Build"', "Quality Gates removed"]),
        (
            GATES,
            GATES.replace("Coverage, threshold: 80 %", "Test coverage, threshold: 85 %"),
            [
                'Quality gate "Coverage" is now called "Test coverage"',
                'Quality gate "Test coverage": threshold 80 % → 85 %',
            ],
        ),
        (
            GATES,
            GATES.replace("{gate: Coverage, threshold: 80 %, enforcement: Block}", "{gate: SAST, threshold: '1'}"),
            ['Quality gate "SAST" added: threshold 1', 'Quality gate "Coverage" removed'],
        ),
        (
            "overview: {teams: [{team: SRE, size: '4'}]}",
            "overview: {teams: [{team: SRE, size: '5', x-Lead: Ann}]}",
            ['Team Structure, team "SRE": size 4 → 5', 'Team Structure, team "SRE": "Lead" added: Ann'],
        ),
        (
            "overview: {technology_stack: {languages: Go}}",
            "overview: {technology_stack: [{layer: Languages, technology: Zig}]}",
            ['Technology Stack, layer "Languages": technology Go → Zig'],
        ),
        (
            "overview: {technology_stack: {languages: '[Go](https://go.dev)'}}",
            "overview: {technology_stack: {languages: '[Go](https://golang.org)'}}",
            ['Technology Stack, layer "Languages": technology [Go](https://go.dev) → [Go](https://golang.org)'],
        ),
        (
            "ci: {stages: [{stage: '[Build](https://a.example)'}]}",
            "ci: {stages: [{stage: '[Build](https://b.example)'}]}",
            ['Stage "Build": stage [Build](https://a.example) → [Build](https://b.example)'],
        ),
        (
            "ci: {quality_gates: [Lint], columns: {quality_gates: {threshold: Goal}}}",
            "ci: {quality_gates: [Lint, {gate: SAST, threshold: '0', x-Tool: CodeQL}],"
            " columns: {quality_gates: {threshold: Goal}}}",
            ['Quality gate "SAST" added: Goal 0, "Tool" CodeQL'],
        ),
        (
            "revisions: ['1']",
            "revisions: ['1', {version: '2', changes: a, author: b, date: 2026-01-01, x-A: c, x-B: d}]",
            ['Version "2" added: date 2026-01-01, author b, changes a, "A" c, "B" d'],
        ),
        (
            "revisions: ['1']",
            "revisions: ['1', {version: '2', changes: a, author: b, date: 2026-01-01, x-A: c, x-B: d, x-C: e}]",
            ['Version "2" added: date 2026-01-01, author b, changes a, "A" c, 2 more'],
        ),
        (
            "sections: [{heading: Law}]",
            "sections: [{heading: Law}, {heading: On call, body: 'a\n\n  b'}]",
            ['Section "On call" added: body of 2 lines'],
        ),
        (
            "secrets: {controls: [Rotate keys]}",
            "secrets: {controls: [Rotate keys, {control: Scan, done: yes}]}",
            ['Secret Security, control "Scan" added: done'],
        ),
        # a list in the place of a text of many lines
        (
            "cd:\n  strategies:\n    selected: Canary\n    rationale: |\n      One.\n      Two.\n",
            "cd: {strategies: {selected: Canary, rationale: [One., Three.]}}",
            ["Deployment Strategies: rationale One. Two. → One., Three."],
        ),
        # choices
        (
            CHOICE,
            CHOICE.replace("selected: Blue-green", "selected: Canary"),
            ['Deployment strategy: "Canary" selected instead of "Blue-green"'],
        ),
        (
            CHOICE,
            CHOICE.replace("selected: Blue-green", "selected: [Blue-green, Canary]"),
            ['Deployment strategy: "Canary" selected'],
        ),
        (
            CHOICE,
            CHOICE.replace("    selected: Blue-green\n", ""),
            ['Deployment strategy: "Blue-green" no longer selected'],
        ),
        (
            CHOICE,
            CHOICE.replace("Blue-green", "Blue/green"),
            ['Deployment strategy "Blue-green" is now called "Blue/green"'],
        ),
        (CHOICE, CHOICE.replace("Simple", "Cheap"), ["Deployment Strategies: rationale Simple → Cheap"]),
        (
            "cd: {strategies: Canary}",
            "cd: {strategies: Rolling}",
            ['Deployment strategy: "Rolling" selected instead of "Canary"'],
        ),
        (
            "cd: {strategies: Canary}",
            "cd: {strategies: {selected: Canary, options: [Canary]}}",
            ['Deployment Strategies: options added: "Canary"'],
        ),
        ("cd: {canary: ['1']}", CHOICE + "  canary: ['1']", ['Deployment Strategies added: "Blue-green" selected']),
        (CHOICE + "  canary: ['1']", "cd: {canary: ['1']}", ["Deployment Strategies removed"]),
        # checklists
        (
            "secrets: {controls: [{control: Rotate keys, done: no}, {control: No secrets in Git, done: yes}]}",
            "secrets: {controls: [{control: Rotate keys, done: yes}, {control: No secrets in Git}]}",
            [
                'Secret Security, control "Rotate keys" is done',
                'Secret Security, control "No secrets in Git" is no longer done',
            ],
        ),
        # mappings
        (
            "iac: {state: {backend: S3, locking: DynamoDB}}",
            "iac: {state: {backend: GCS, x-Owner: SRE}}",
            [
                "State Management: backend S3 → GCS",
                "State Management: state locking removed: DynamoDB",
                'State Management: "Owner" added: SRE',
            ],
        ),
        ("iac: {summary: S}", "iac: {summary: S, state: {backend: S3}}", ["State Management added: backend S3"]),
        ("iac: {summary: S, state: {backend: S3}}", "iac: {summary: S}", ["State Management removed"]),
        (
            "metrics: {dora: {mttr: {current: 5 hours, target: 1 hour}}}",
            "metrics: {dora: {mttr: {current: 55 min, target: 1 hour}, lead_time: 1 day}}",
            [
                "DORA Metrics: lead time for changes added: current 1 day",
                "DORA Metrics, MTTR: current 5 hours → 55 min",
            ],
        ),
        (
            "overview: {maturity: {current: 2, target: 4, timeline: {3: 2026-06}}}",
            "overview: {maturity: {current: 3, target: 4, timeline: {3: 2026-09}}}",
            ["DevOps Maturity: current 2 → 3", 'DevOps Maturity: timeline of "3" 2026-06 → 2026-09'],
        ),
        (
            "cd: {feature_flags: {platforms: [Unleash]}}",
            "cd: {feature_flags: {platforms: [Unleash, Flagd], types: [{flag_type: Ops, use_case: Off}]}}",
            ['Feature Flags, platform "Flagd" added', 'Feature Flags: types added: "Ops"'],
        ),
        (
            "ci: {pipeline: {groups: [{name: Build, steps: [A, B]}]}}",
            "ci: {pipeline: {groups: [{name: Build, steps: [A, C]}, {name: Test, steps: [D, E]}]}}",
            [
                'Pipeline Architecture, group "Build": steps B → C',
                'Pipeline Architecture, group "Test" added: steps D, E',
            ],
        ),
        # texts of many lines
        (
            "cd: {rollback: |\n one\n two\n}".replace(
                "{rollback: |\n one\n two\n}", "\n  rollback: |\n    one\n    two\n"
            ),
            "cd:\n  rollback: |\n    one\n      two\n    three\n",
            ["Rollback Procedure changed: 2 lines added, 1 line removed"],
        ),
        ("summary: |\n  A b\n  c\n", "summary: |\n  A\n  b c\n", []),
        (
            "summary: |\n  A b\n  c\n",
            "summary: |\n  A b\n  d\n",
            ["Executive summary changed: 1 line added, 1 line removed"],
        ),
        ("", "summary: |\n  A\n  b\n", ["Executive summary added, 2 lines"]),
        ("summary: |\n  A\n  b\n", "", ["Executive summary removed, 2 lines"]),
        ("summary: A b", "summary: A c", ["Executive summary A b → A c"]),
        (
            f"summary: {'word ' * 30}old {'more ' * 30}",
            f"summary: {'word ' * 30}new {'more ' * 30}",
            [
                "Executive summary … word word word word old more more more more …"
                " → … word word word word new more more more more …"
            ],
        ),
        (
            "cd: {rollback: {language: sh, code: a}}",
            "cd: {rollback: {language: powershell, code: a}}",
            ["Rollback Procedure: language sh → powershell"],
        ),
        # diagrams
        (
            "cd: {deployment_pipeline: {diagram: false}}",
            "cd: {deployment_pipeline: {alt: Text}}",
            ["Deployment Pipeline: diagram left out → drawn from the data", "Deployment Pipeline: alt added: Text"],
        ),
        (
            "cd:\n  deployment_pipeline:\n    diagram: |\n      graph LR\n      A --> B\n",
            "cd:\n  deployment_pipeline:\n    diagram: |\n      graph LR\n      A --> C\n",
            ["Deployment Pipeline: diagram changed: 1 line added, 1 line removed"],
        ),
        (
            "cd: {deployment_pipeline: {diagram: no}}",
            "cd: {deployment_pipeline: {diagram: 'graph LR'}}",
            ["Deployment Pipeline: diagram left out → the author's own"],
        ),
        # sections
        ("", "platform: {apis: [{api: Keys}]}", ['Section 14 added: "Platform APIs"']),
        ("platform: {apis: [{api: Keys}]}", "", ["Section 14 removed"]),
        ("", "traceability: [{id: FR-1}]", ["Section 17 added"]),
        (
            "platform: {apis: [{api: Keys}]}",
            "platform: {not_applicable: The platform team has a strategy of its own}",
            ["Section 14: now not applicable, because The platform team has a strategy of its own"],
        ),
        ("", "platform: {not_applicable: No platform}", ["Section 14: now not applicable, because No platform"]),
        (
            "platform: {not_applicable: No platform}",
            "platform: {not_applicable: Too small}",
            ["Section 14: why it is not applicable: No platform → Too small"],
        ),
        (
            "platform: {not_applicable: No platform}",
            "platform: {apis: [{api: Keys}]}",
            ['Section 14: no longer marked as not applicable: "Platform APIs"'],
        ),
        ("platform: {not_applicable: No platform}", "", ["Section 14: no longer marked as not applicable"]),
        (
            "ci: {stages: [Build]}",
            "ci: {stages: [Build], heading: Integration, headings: {stages: Steps}, notes: {stages: Fast},"
            " columns: {stages: {jobs: Tasks}}, summary: One, extra: [{heading: More, body: Text}]}",
            [
                "Heading added: Integration",
                "Summary added: One",
                "Heading of CI Stages added: Steps",
                "Column Jobs of CI Stages added: Tasks",
                "Note above CI Stages added: Fast",
                'Extra added: "More"',
            ],
        ),
        (
            "ci: {stages: [{stage: Build}], headings: {stages: Steps}, columns: {stages: {jobs: Tasks}}}",
            "ci: {stages: [{stage: Build, jobs: a}], headings: {stages: Steps}, columns: {stages: {jobs: Tasks}}}",
            ['Steps, stage "Build": Tasks added: a'],
        ),
        (
            "sections: [{heading: On call, body: A}]",
            "sections: [{heading: On call, body: B}, {heading: Law}]",
            ['Section "On call": body A → B', 'Section "Law" added'],
        ),
        ("appendices: [{heading: A, body: A}]", "appendices: [{heading: A, body: B}]", ['Appendix "A": body A → B']),
        ("ci: {extra: [{body: A}], summary: S}", "ci: {extra: [{body: B}], summary: S}", ["Extra: body A → B"]),
        ("references: []", "", ["External References removed"]),
        ("tags: [a]", "tags: [a, b, c]", ['Tags: "b", "c" added']),
        ("generated: {by: A}", "generated: {by: B}", ["Generated by A → B"]),
        ("", "generated: {by: B}", ["Footer added: generated by B"]),
        # approval
        (
            "approval: [{role: CTO, name: PENDING}, {role: Owner, name: Ann, date: 2026-01-01, signature: A}]",
            "approval: [{role: CTO, name: Sam Hill, date: 2026-03-01}, {role: Owner, name: Ann, date: 2026-01-01}]",
            ['Role "CTO": signed by Sam Hill on 2026-03-01', 'Role "Owner": signature removed: A'],
        ),
        (
            "traceability: [{id: FR-1, status: planned}]",
            "traceability: [{id: FR-1, status: met}]",
            ['Requirement "FR-1": status planned → met'],
        ),
    ],
)
def test_what_is_said(before: str, after: str, sentences: list[str]) -> None:
    assert said(before, after) == sentences


PROJECT = "project: {id: '001', name: Pay}\n"
CONTROL = PROJECT + "document: {version: '1.0', status: DRAFT, classification: OFFICIAL, …}\n"


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        ("approved_by: PENDING", "approved_by: Sam Hill (2026-03-01)", ["Approved by Sam Hill on 2026-03-01"]),
        ("approved_by: Sam Hill", "approved_by: 'Sam Hill, CTO (2026-03-01)'", ["Approved by Sam Hill, CTO on 2026-03-01"]),
        ("approved_by: Sam Hill (2025-03-01)", "approved_by: Sam Hill (2026-03-01)", ["Approved by Sam Hill on 2026-03-01"]),
        ("owner: Ann", "owner: Ann, reviewed_by: Ben", ["To be reviewed by Ben"]),
        ("approved_by: Sam Hill (2025-03-01)", "approved_by: Ann", [
            "To be approved by Ann", "No longer approved by Sam Hill (2025-03-01)"
        ]),
        ("approved_by: [{name: Ann, role: CTO}]", "approved_by: [{name: Ann, role: CEO}]", [
            "Approved by Ann, CTO → Ann, CEO"
        ]),
        ("id: A-1", "id: A-2", ["Document ID A-1 → A-2"]),
        ("owner: Ann", "owner: Ben, next_review: 2026-09-01", ["Next review date added: 2026-09-01", "Owner Ann → Ben"]),
        ("x-Cost: '1'", "x-Cost: '2'", ['"Cost" 1 → 2']),
    ],
)  # fmt: skip
def test_what_is_said_of_document_control(before: str, after: str, sentences: list[str]) -> None:
    assert said("", "", CONTROL.replace("…", before), CONTROL.replace("…", after)) == sentences


def test_a_new_version_is_told_once_although_it_is_part_of_the_documents_id() -> None:
    after = HEAD.replace('"1.0"', '"1.1"').replace("DRAFT", "IN_REVIEW")
    assert said("", "", HEAD, after) == ["Version 1.0 → 1.1", "Status DRAFT → IN_REVIEW"]
    assert said("", "", HEAD, HEAD.replace("001", "002")) == [
        "Project ID 001 → 002",
        "Document ID ARC-001-DEVOPS-v1.0 → ARC-002-DEVOPS-v1.0",
    ]


def test_a_change_says_where_it_is_what_was_and_what_is() -> None:
    (change,) = changes(GATES, GATES.replace("80 %", "85 %"))
    assert (change.kind, as_words(change.section), change.key, change.name, change.before, change.after) == (
        ChangeKind.CHANGED,
        "3. CI Pipeline Design",
        "ci.quality_gates.threshold",
        "Coverage",
        "80 %",
        "85 %",
    )


def test_the_section_has_the_authors_heading() -> None:
    (change,) = changes("ci: {heading: Builds, stages: [Go]}", "ci: {heading: Builds, stages: [Go, Zig]}")
    assert "".join(change.section) == "3. Builds"
    (change,) = changes("revisions: {heading: Log, rows: ['1']}", "revisions: {heading: Log, rows: ['1', '2']}")
    assert "".join(change.section) == "Log"


def test_the_lines_of_a_text_that_changed() -> None:
    before = "summary: |\n" + "".join(f"  line {n}\n" for n in range(9))
    (change,) = changes(before, before.replace("line 4", "line four"))
    assert change.lines == ((" ", "line 3"), ("-", "line 4"), ("+", "line four"), (" ", "line 5"))


def test_very_long_texts_are_counted() -> None:
    texts = ["summary: |\n" + "".join(f"  {letter} {n}\n" for n in range(600)) for letter in "ab"]
    (change,) = changes(*texts)
    assert (as_words(change.sentence), change.lines) == ("Executive summary changed: 600 lines → 600 lines", ())


def test_thousands_of_new_names_are_compared_with_few_others() -> None:
    gates = [[f"{letter}{n}" for n in range(300)] for letter in "ab"]
    found = changes(*(f"ci: {{quality_gates: [{', '.join(names)}]}}" for names in gates))
    assert [change.kind for change in found].count(ChangeKind.ADDED) == 300


def test_rows_of_one_name_are_matched_in_order_but_for_those_that_are_equal() -> None:
    before = "ci: {stages: [{stage: T, jobs: a}, {stage: T, jobs: b}]}"
    after = "ci: {stages: [{stage: T, jobs: b}, {stage: T, jobs: c}]}"
    assert said(before, after) == ['Stage "T": jobs a → c']


def test_more_names_than_a_sentence_takes_are_counted() -> None:
    gates = ", ".join(f"Gate {n}" for n in range(9))
    names = ", ".join(f'"Gate {n}"' for n in range(5))
    assert said("ci: {summary: S}", f"ci: {{summary: S, quality_gates: [{gates}]}}") == [
        f"Quality Gates added: {names} and 4 more"
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (GATES, "# a comment\nci:\n  quality_gates:\n  - gate: 'Coverage'\n    threshold: \"80 %\"\n    enforcement: Block\n"
         "  - {gate: Lint, threshold: 0}\n"),
        (GATES, "ci:\n  quality_gates: |\n    | Gate | Threshold | Enforcement |\n    |---|---|---|\n"
         "    | Lint | 0 | |\n    | Coverage | 80 % | Block |\n"),
        ("ci: {stages: [{stage: Build, jobs: [a, b]}]}", "ci: {stages: [{stage: '**Build**', jobs: 'a, b'}]}"),
        ("ci: {stages: [{stage: Build, jobs: [a, b]}]}", "ci: {stages: {- stage: Build}}".replace("{- stage: Build}", "[{stage: Build, jobs: [b, a]}]")),
        ("revisions: ['1']", "revisions: {rows: ['1']}"),
        ("iac: {state: {backend: S3, locking: DB}}", "iac: {state: {locking: DB, backend: S3}}"),
        ("cd:\n  rollback: |\n    a\n    b\n", "cd:\n  rollback:\n    code: |\n      a   \n      b\n\n"),
        ("cd: {strategies: Canary}", "cd: {strategies: {selected: [Canary]}}"),
        ("ci: {pipeline: {trigger: [A, B]}}", "ci: {pipeline: {trigger: [B, A]}}"),
        ("tags: [a, b]", "tags: [b, a]"),
        ("overview: {technology_stack: {languages: Go}}", "overview: {technology_stack: [{layer: Languages, technology: Go}]}"),
    ],
)  # fmt: skip
def test_form_and_order_are_not_told(before: str, after: str) -> None:
    assert said(before, after) == []


def test_nothing_changed_in_a_strategy_whose_rows_are_in_any_order() -> None:
    root = read(COMPLETE).root
    assert root
    before = strategy(COMPLETE)
    _shuffle(root, random.Random(1))
    after, problems = fit(Strategy, root)
    assert not problems
    assert after
    assert [as_words(change.sentence) for change in compare(before, after)] == []


def _shuffle(node: object, chance: random.Random) -> None:
    if isinstance(node, Sequence):
        chance.shuffle(node)
    for inner in node.values() if isinstance(node, Mapping) else node if isinstance(node, Sequence) else ():
        _shuffle(inner, chance)


def test_no_text_of_a_strategy_changes_unnoticed() -> None:
    root = read(COMPLETE).root
    assert root
    before, unnoticed, tried = strategy(COMPLETE), [], 0
    for loc, text in list(walk(root, lambda _: True)):
        node = root
        for step in loc[:-1]:
            node = node[step]  # type: ignore[call-overload, index, assignment]
        node[loc[-1]] = f"{text} and more"  # type: ignore[index]
        after, _ = fit(Strategy, root)
        if after is not None:  # a date, say, is none with more words
            tried += 1
            found = compare(before, after)
            if not found or len(found) > 2 or not any(change.key.startswith(str(loc[0])) for change in found):
                unnoticed.append((loc, [as_words(change.sentence) for change in found]))
        node[loc[-1]] = text  # type: ignore[index]
    assert unnoticed == []
    assert tried > 400


def test_a_strategy_that_gets_and_loses_everything() -> None:
    sparse = strategy((Path(ROOT) / "tests" / "golden" / "sparse.yaml").read_bytes())
    complete = strategy(COMPLETE)
    there, back = compare(sparse, complete), compare(complete, sparse)
    assert {change.kind for change in there} == set(ChangeKind) == {change.kind for change in back}
    assert compare(complete, complete) == ()


def test_a_sentence_has_an_end() -> None:
    reason = "because " * 300
    (change,) = changes("", f"platform: {{not_applicable: {reason}}}")
    assert len(as_words(change.sentence)) < 400
    assert change.after == reason.strip()
