"""A document becomes a strategy: what the format has a place for is data, the rest stays where it stood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_arckit.authoring.compare import compare_texts, units
from mkdocs_arckit.authoring.importer import Imported, ImportFailedError, import_document
from mkdocs_arckit.authoring.outline import blocks, clean
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.source.result import Limits
from tests.helpers.properties import examples

DOCUMENTS = {
    "real/iou-modern/ARC-001-DEVOPS-v1.0.md": (1404, 54),
    "real/saas-condensed/ARC-001-DEVOPS-v1.0.md": (185, 3),
    "real/scts-genai-older/devops-strategy.md": (2115, 25),
    "real/scts-genai/ARC-001-DEVOPS-v1.2.md": (2227, 26),
    "template/devops-template-2026-08.md": (1101, 58),
    "template/devops-template.md": (1111, 57),
}
"""Real documents: how many texts each has, and how many of its tables become data at least."""

HEAD = """\
# DevOps Strategy: Payments

> **Template Origin**: Official | **ArcKit Version**: 4.3.1

## Document Control

| Field | Value |
|---|---|
| **Document ID** | ARC-007-DEVOPS-v1.0 |
| **Document Type** | DevOps Strategy |
| **Project** | Payments (Project 007) |
| **Classification** | official-sensitive |
| **Status** | In review |
| **Version** | 1.0 |
| **Created Date** | 3 March 2026 |
| **Last Modified** | last week |
| **Team** | Red |

"""


def imported(text: str, path: tuple[str, ...] = ("projects", "pay.md"), **options: Any) -> Imported:
    """Import a document, of which no word may be lost."""
    found = import_document(text, path, **options)
    assert found.comparison.missing == ()
    return found


def data(text: str, path: tuple[str, ...] = ("projects", "pay.md")) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(imported(text, path).yaml, yaml.BaseLoader)
    return found


def section(key: str, body: str) -> Any:
    """Import a document of one section."""
    return data(f"{HEAD}## {SECTION_TYPES[key].words()}\n\n{body}")[key]


def table(*rows: str) -> str:
    headings, *below = rows
    return "\n".join([f"| {headings} |", "|---" * (headings.count("|") + 1) + "|", *(f"| {row} |" for row in below)])


def test_document_control() -> None:
    found = imported(HEAD)
    said = yaml.load(found.yaml, yaml.BaseLoader)
    assert said["project"] == {"id": "007", "name": "Payments"}
    assert said["document"] == {
        "title": "DevOps Strategy",
        "id": "ARC-007-DEVOPS-v1.0",
        "version": "1.0",
        "status": "IN_REVIEW",
        "classification": "OFFICIAL-SENSITIVE",
        "created": "2026-03-03",
        "x-Last Modified (as written)": "last week",
        "x-Team": "Red",
    }
    assert found.yaml.startswith("# Template Origin: Official | ArcKit Version: 4.3.1\n\nproject:")
    assert {(c.was, c.now) for c in found.notes.changes if c.now} == {
        ("official-sensitive", "OFFICIAL-SENSITIVE"),
        ("In review", "IN_REVIEW"),
        ("3 March 2026", "2026-03-03"),
        ("last week", "last week"),
    }


def test_what_a_document_does_not_say_is_a_decision() -> None:
    found = imported("# Our pipelines\n\nSome words.\n\n## Builds\n\nNightly.\n")
    said = yaml.load(found.yaml, yaml.BaseLoader)
    assert said["project"] == {"id": "our-pipelines", "name": "Our pipelines"}
    assert said["document"]["version"] == "[VERSION]"
    assert said["document"]["classification"] == "[CLASSIFICATION]"
    assert said["summary"] == "Some words.\n"
    assert said["sections"] == [{"after": "document", "heading": "Builds", "body": "Nightly.\n"}]
    assert [d.loc for d in found.notes.decisions] == [
        ("project",),
        ("document", "version"),
        ("document", "status"),
        ("document", "classification"),
    ]
    assert found.yaml.count("# Line 1: ") == 4


@pytest.mark.parametrize(
    ("path", "key"), [(("a", "012-pay", "x.md"), "012"), (("a", "ARC-ab-DEVOPS-v1.md"), "ab"), (("a", "b.md"), "b")]
)
def test_the_path_says_which_project_it_is(path: tuple[str, ...], key: str) -> None:
    assert data("Words.\n", path)["project"]["id"] == key


def test_front_matter() -> None:
    said = data("---\ntitle: Ours\ntags: [a, b]\nstatus: draft\nowner: Jane Doe\n# why\n---\n\n# Ours\n\ntext\n")
    assert said["tags"] == ["a", "b"]
    assert (said["document"]["status"], said["document"]["owner"]) == ("DRAFT", "Jane Doe")


def test_rows_columns_and_headings_of_the_authors_own() -> None:
    body = f"### 3.2 Gates of Quality\n\nAbove.\n\n{table('Gate | Minimum Threshold | Owner', '**Lint** | 0 | QA')}\n\nBelow.\n"
    assert section("ci", body) == {
        "headings": {"quality_gates": "Gates of Quality"},
        "columns": {"quality_gates": {"threshold": "Minimum Threshold"}},
        "quality_gates": [{"gate": "**Lint**", "threshold": "0", "x-Owner": "QA"}],
        "notes": {"quality_gates": {"above": "Above.\n", "below": "Below.\n"}},
    }


def test_the_total_of_the_stages() -> None:
    rows = table("Stage | Jobs | Duration Target", "Build | a, b | 1 min", "**Total** | - | **9 min**")
    assert section("ci", f"### CI Stages\n\n{rows}\n") == {
        "stages": [{"stage": "Build", "jobs": "a, b", "duration_target": "1 min"}],
        "total": {"duration_target": "9 min"},
    }


@pytest.mark.parametrize("mark", ["**[Selected]** Rolling", "**Rolling (Selected)**"])
def test_choices(mark: str) -> None:
    rows = table("Strategy | Description", f"{mark} | Slow", "Canary | Few")
    assert section("cd", f"### Deployment Strategies\n\n{rows}\n\n**Rationale**: Safe.\n") == {
        "strategies": {
            "selected": "Rolling",
            "options": [{"strategy": "Rolling", "description": "Slow"}, {"strategy": "Canary", "description": "Few"}],
            "rationale": "Safe.",
        }
    }


def test_attributes() -> None:
    rows = table("Attribute | Value", "**Backend** | S3", "**Owner** | Us")
    assert section("iac", f"### State Management\n\n{rows}\n")["state"] == {"backend": "S3", "x-Owner": "Us"}


def test_maturity() -> None:
    rows = table(
        "Level | Current | Target | Timeline",
        "Level 1 (Manual) | Yes | - | -",
        "Level 2 (CI Automation) | ✅ | Yes | 2026-05-01",
        "**Level 3** - Both | No | Yes | -",
        "Level 4 (Continuous Deployment) | No | No | -",
        "Level 5 (Platform/GitOps) | No | No | -",
    )
    assert section("overview", f"### DevOps Maturity\n\n{rows}\n")["maturity"] == {
        "current": "2",
        "target": "3",
        "timeline": {"2": "2026-05-01"},
        "levels": [{"level": "2", "current": "✅"}, {"level": "3", "name": "Both"}],
    }


def test_layers_metrics_lists_flags_and_code() -> None:
    stack = table("Layer | Technology", "Languages | Go", "Queue | NATS")
    assert section("overview", f"### Technology Stack\n\n{stack}\n")["technology_stack"] == {
        "languages": "Go",
        "Queue": "NATS",
    }
    dora = table("Metric | Current | Industry Elite", "MTTR | 1 h | <1 hour", "Lead Time | 2 d | hours")
    assert section("metrics", f"### DORA Metrics\n\n{dora}\n")["dora"] == {
        "mttr": {"current": "1 h"},
        "lead_time": {"label": "Lead Time", "current": "2 d", "x-Elite (as written)": "hours"},
    }
    assert section("secrets", "### Secret Security\n\n- [x] Rotated\n- [ ] Audited\n")["controls"] == [
        {"control": "Rotated", "done": "true"},
        {"control": "Audited", "done": "false"},
    ]
    assert section("release", "### Hotfix Process\n\n1. Fix\n2. Ship\n")["hotfix"] == ["Fix", "Ship"]
    flags = f"{table('Platform | Purpose', 'Unleash | Flags')}\n\n{table('Flag Type | Use Case', 'Ops | Off')}\n"
    assert section("cd", f"### Feature Flags\n\n{flags}")["feature_flags"] == {
        "platforms": [{"platform": "Unleash", "purpose": "Flags"}],
        "types": [{"flag_type": "Ops", "use_case": "Off"}],
    }
    assert section("cd", "### Rollback Procedure\n\n```powershell\nundo\n```\n")["rollback"] == {
        "language": "powershell",
        "code": "undo\n",
    }


def test_a_diagram_is_kept_as_it_is() -> None:
    drawn = "### Pipeline Architecture\n\n```mermaid\nflowchart LR\n  A --> B\n```\n\nSo.\n"
    assert section("ci", drawn) == {
        "pipeline": {"diagram": "flowchart LR\n  A --> B\n"},
        "notes": {"pipeline": {"below": "So.\n"}},
    }


def test_what_has_no_place_stays_where_it_stood() -> None:
    text = f"""{HEAD}## 3. CI Pipeline Design

Words.

### Ours

- one

### Quality Gates

No table.

### More

#### Deeper

`x`

## 4b. Also ours

text

## Appendix A

z
"""
    said = data(text)
    assert said["ci"] == {
        "summary": "Words.\n",
        "notes": {"quality_gates": "No table.\n"},
        "extra": [
            {"after": "start", "heading": "Ours", "body": "- one\n"},
            {"after": "quality_gates", "heading": "More", "body": "#### Deeper\n\n`x`\n"},
        ],
    }
    assert said["sections"] == [{"after": "ci", "heading": "4b. Also ours", "body": "text\n"}]
    assert said["appendices"] == [{"heading": "Appendix A", "body": "z\n"}]


def test_sections_that_are_tables() -> None:
    text = f"""{HEAD}## Version History

{table("Version | Date | Author | Changes", "1.0 | March 3, 2026 | Jo | First", "1.1 | soon | Jo | More")}

## Requirements Traceability

Why.

{table("Requirement ID | Status", "FR-1 | ✅", "FR-2 | Later")}

After.

## External References

{table("Document | Type | Source | Key Extractions | Path", "*None provided* | — | — | — | —")}

### Citations

{table("Citation ID | Doc ID", "A-C1 | A")}
"""
    said = data(text)
    assert said["revisions"]["rows"][0] == {"version": "1.0", "date": "2026-03-03", "author": "Jo", "changes": "First"}
    assert said["revisions"]["rows"][1]["x-Date (as written)"] == "soon"
    assert said["traceability"] == {
        "summary": "Why.\n",
        "rows": [{"id": "FR-1", "status": "met"}, {"id": "FR-2", "status": "Later"}],
        "notes": {"rows": {"below": "After.\n"}},
    }
    assert said["references"] == {"rows": [], "citations": [{"citation_id": "A-C1", "doc_id": "A"}]}


def test_the_footer_and_what_follows_it() -> None:
    footer = "---\n\n**Generated by**: ArcKit\n**ArcKit Version**: 4\n**Project**: Pay\n**AI Model**: M\n"
    said = data(f"{HEAD}## Generation Metadata\n\n{footer}\n## Build Provenance\n\nBuilt.\n")
    assert said["generated"] == {"by": "ArcKit", "arckit_version": "4", "x-AI Model": "M", "provenance": "Built.\n"}
    assert said["closing"] == "## Generation Metadata\n"
    assert data(f"{HEAD}{footer}\nThe end.\n")["closing"] == "The end.\n"


def test_what_would_not_be_valid_stays_markdown() -> None:
    rows = table("Gate | Threshold", f"Lint | {'x' * 10_001}")
    assert "xxx" in section("ci", f"### Quality Gates\n\n{rows}\n")["notes"]["quality_gates"]
    with pytest.raises(ImportFailedError, match="summary"):
        import_document("word " * 30_000, limits=Limits(block=1000))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_no_word_of_a_real_document_is_lost(name: str, shared_dir: Path) -> None:
    path = shared_dir / name
    found = imported(path.read_text(encoding="utf-8"), path.parts)
    assert (found.comparison.units, found.notes.rows >= DOCUMENTS[name][1]) == (DOCUMENTS[name][0], True)


def test_every_real_document_is_imported(shared_dir: Path) -> None:
    found = [*shared_dir.glob("real/*/*.md"), *shared_dir.glob("template/*.md")]
    assert {path.relative_to(shared_dir).as_posix() for path in found} == set(DOCUMENTS)


def test_twice_imported_is_the_same() -> None:
    text = f"{HEAD}## 3. CI Pipeline Design\n\n### Quality Gates\n\n{table('Gate | Threshold', 'Lint | 0')}\n"
    assert imported(text).yaml == imported(text).yaml


_TITLES = [
    *(kind.words() for kind in SECTION_TYPES.values()),
    *(element.title for kind in SECTION_TYPES.values() for element in kind.elements.values()),
    *("Document Control", "Executive Summary", "Appendix A", "Section 3: Other", "`code` & <b>x</b>", ""),
]
_LABELS = [
    *(
        f.title or ""
        for k in SECTION_TYPES.values()
        for e in k.elements.values()
        if e.type
        for f in e.type.model_fields.values()
    ),
    *("Field", "Value", "Other", "**[Selected]**", ""),
]
_WORDS = st.text(st.sampled_from("ab *_`|\\<>[]()#-&;:1.!~\t§é\u2028"), max_size=12)
_CELLS = _WORDS | st.sampled_from(
    "**FR-1**: A;❌;**[Selected]** A;B (Selected);✅;Yes;2026-01-02;3 March 2026;PENDING;[OWNER];Level 2;MTTR;a<br>b;DRAFT;**Total**".split(
        ";"
    )
)
_TABLES = st.integers(1, 4).flatmap(
    lambda n: st.builds(
        lambda head, rows: table(*map(" | ".join, [head, *rows])),
        st.lists(st.sampled_from(_LABELS), min_size=n, max_size=n),
        st.lists(st.lists(_CELLS, min_size=n, max_size=n), max_size=3),
    )
)
_BLOCKS = st.sampled_from(
    """- a\n- b|1. x\n2. y|- [ ] a\n- [x] b|> q\n> r|```mermaid\nflowchart LR\n  A-->B\n```|~~~ yaml\na: b|    indented\n\tcode|---
<div>\nx\n</div>|<!-- c -->|[a]: http://x|**Generated by**: x\n**Generated on**: 2026|text\n===|[^1]: note|**Rationale**: because|
**Rationale:**\n- a\n- b|**Decision:** Us|**Selected**: `x`|**Backend:** S3\n**Owner**: Us|**Types:**|**Flag Platform:** A & B|**Canary Deployment:**|
- `a`: b\n- **c:** d|- Backend: S3\n- x - y""".split("|")
)
_HEADINGS = st.builds(lambda level, title: f"{'#' * level} {title}", st.integers(1, 5), st.sampled_from(_TITLES))


@examples(40)
@given(st.lists(_HEADINGS | _HEADINGS | _TABLES | _TABLES | _BLOCKS | _WORDS, max_size=12).map("\n\n".join))
@example("# Revision History\n\n# Revision History\n\n|  | Date |\n| --- | --- |\n|  |  |")
@example("#\n\n##\n\n" + "# " + "x" * 2000)
def test_no_word_of_any_document_is_lost(text: str) -> None:
    imported(text)


@examples(100)
@given(st.text(st.sampled_from("ab \n\t#|-=>`*[]:~1.<!&"), max_size=60))
def test_every_line_is_in_a_block(text: str) -> None:
    kept = "\n".join(block.text for block in blocks(clean(text)))
    assert [line.strip() for line in text.split("\n") if line.strip()] == [
        line.strip() for line in kept.split("\n") if line.strip()
    ]


@pytest.mark.parametrize(
    "text", ["<b>" * 20_000, "|" * 20_000, "# x\n" * 600, "*a " * 9000, "| a " * 2000 + "|\n" + "|-" * 2000 + "|\n| x |"],
    ids=["html", "bars", "headings", "marks", "columns"],
)  # fmt: skip
def test_odd_documents_are_imported(text: str) -> None:
    imported(text)


@pytest.mark.parametrize(
    "text", ["> " * 5000 + "x", "- " * 5000 + "x", "[" * 20_000], ids=["quotes", "lists", "brackets"]
)
def test_what_no_strategy_may_hold_is_refused(text: str) -> None:
    with pytest.raises(ImportFailedError, match="summary: "):
        import_document(text)


def test_a_comparison_finds_what_is_missing_once() -> None:
    text = "a\n\n- b\n\n| c |\n|---|\n| b |\n\n```\nd\n```\n"
    found = compare_texts(text, "b\n\n**a**\n", {(10, "d"): ()})
    assert [(unit.kind, unit.text, unit.line) for unit in found.missing] == [("cell", "c", 5), ("cell", "b", 7)]
    assert [unit.text for unit in found.changed] == ["d"]
    assert found.units == len(list(units(text))) == 5


def test_facts_stand_in_lines_too() -> None:
    said = data("# Ours\n\n**Owner:** Jane Doe\n**Version**: 0.2\nStatus: Draft\n\nWords: many\n")
    assert (said["document"]["owner"], said["document"]["version"], said["document"]["status"]) == (
        "Jane Doe",
        "0.2",
        "DRAFT",
    )
    assert said["summary"] == "Words: many\n"


def test_a_section_is_told_by_its_parts() -> None:
    gates = table("Gate | Threshold", "Lint | 0")
    said = data(
        f"{HEAD}## Builds\n\n### Gates\n\n{gates}\n\n## Secrets\n\nVault.\n\n## Risks\n\n### Gates\n\nnone\n\n### x\n\ny\n"
    )
    assert said["ci"]["quality_gates"] == [{"gate": "Lint", "threshold": "0"}]
    assert said["secrets"] == {"heading": "Secrets", "summary": "Vault.\n"}
    assert [own["heading"] for own in said["sections"]] == ["Risks"]


def test_characters_in_place_of_references() -> None:
    rows = table("Gate | Threshold", "a &lt; b &#42;c&#42; | `&lt;` <code>x&#124;y</code>")
    assert section("ci", f"### Quality Gates\n\n{rows}\n")["quality_gates"] == [
        {"gate": r"a \< b \*c\*", "threshold": "`&lt;` `x|y`"}
    ]


def test_a_table_that_is_turned() -> None:
    rows = table("Strategy | **Trunk**", "Branches | `main`", "Rationale | Simple", "Team | Red")
    assert section("source_control", f"### Branching Strategy\n\n{rows}\n")["branching"] == {
        "selected": "Trunk",
        "options": [{"strategy": "Trunk", "branches": "`main`", "x-Team": "Red"}],
        "rationale": "Simple",
    }
    flags = table("Platform | **Unleash**", "Purpose | Flags")
    assert section("cd", f"### Feature Flags\n\n{flags}\n")["feature_flags"] == {
        "platforms": [{"platform": "Unleash", "purpose": "Flags"}]
    }
    odd = table("Strategy | **Trunk**", "Team | Red", "Team | Blue")
    assert "Blue" in section("source_control", f"### Branching Strategy\n\n{odd}\n")["notes"]["branching"]


_LEVEL_ROWS = [f"Level {n} (x) | Yes | Yes | -" for n in range(1, 6)]
_LEVELS = "Level | Current | Target | Timeline"


@pytest.mark.parametrize(
    ("key", "element", "heading", "body"),
    [
        ("ci", "quality_gates", "Quality Gates", table("Threshold | Gate", "0 | Lint")),
        ("ci", "quality_gates", "Quality Gates", table("Gate | Threshold", " | 0")),
        ("ci", "stages", "CI Stages", table("Stage | Jobs", "Build | a", "**Total** | 3")),
        ("cd", "strategies", "Deployment Strategies", table("Strategy | Use Case", "A | x", "`A` | y")),
        ("cd", "feature_flags", "Feature Flags", f"Words.\n\n{table('Platform | Purpose', ' | x')}"),
        ("iac", "state", "State Management", table("Attribute | Value | Why", "Backend | S3 | x")),
        ("iac", "state", "State Management", table("Attribute | Value", "Backend | S3", "Backend | GCS")),
        ("iac", "state", "State Management", table("Attribute | Value", "Backend | ")),
        ("overview", "maturity", "DevOps Maturity", table(f"{_LEVELS} | Who", "Level 1 | Yes | Yes | - | x")),
        ("overview", "maturity", "DevOps Maturity", table(_LEVELS, *_LEVEL_ROWS[:4])),
        ("overview", "maturity", "DevOps Maturity", table(_LEVELS, "First | Yes | Yes | -")),
        ("metrics", "dora", "DORA Metrics", table("Metric | Current", "Happiness | 5")),
        ("metrics", "dora", "DORA Metrics", table("Metric | Current", "MTTR | ")),
        ("metrics", "dora", "DORA Metrics", table("Current | Metric", "1 | MTTR")),
        ("release", "hotfix", "Hotfix Process", "1. [ ] Fix\n2. [x] Ship"),
        ("release", "hotfix", "Hotfix Process", "- Fix"),
        ("secrets", "controls", "Secret Security", "- [ ] Fix\n- Ship"),
        ("secrets", "controls", "Secret Security", "- Fix\n\n  more\n- Ship"),
    ],
)  # fmt: skip
def test_what_does_not_fit_stays_markdown(key: str, element: str, heading: str, body: str) -> None:
    said = section(key, f"### {heading}\n\n{body}\n")
    assert said["notes"] == {element: f"{body}\n"}
    assert element not in said


def test_words_of_the_document_for_attributes_and_layers() -> None:
    rows = table("Feature | Setting", "**Backends** | S3")
    assert section("iac", f"### State Management\n\n{rows}\n") == {
        "columns": {"state": {"attribute": "Feature", "value": "Setting", "backend": "Backends"}},
        "state": {"backend": "S3"},
    }
    rows = table("Layer | Technology | Why", "Languages | Go | Fast")
    assert section("overview", f"### Technology Stack\n\n{rows}\n")["technology_stack"] == [
        {"layer": "Languages", "technology": "Go", "x-Why": "Fast"}
    ]


def test_a_choice_has_its_diagram() -> None:
    drawn = "```mermaid\ngitGraph\n  commit\n```"
    body = f"### Branching Strategy\n\n{table('Strategy | **[Selected]**', '[Selected] Trunk | `main`')}\n\n{drawn}\n"
    assert section("source_control", body)["branching"] == {
        "selected": "Trunk",
        "options": [{"strategy": "Trunk", "branches": "`main`"}],
        "diagram": "gitGraph\n  commit\n",
    }
    alone = section("source_control", f"### Branching Strategy\n\n{drawn}\n")
    assert alone["branching"] == {"diagram": "gitGraph\n  commit\n"}


def test_a_diagram_that_follows_from_other_data_is_left_out() -> None:
    rows = table("Environment | Approval", "Dev | Automatic")
    drawn = "```mermaid\nflowchart LR\n  A[Build & Test] --> B(Automatic) --> C[(Dev)]\n```"
    said = section("cd", f"### Deployment Pipeline\n\n{drawn}\n\n### Environment Promotion\n\n{rows}\n")
    assert said == {"promotion": [{"environment": "Dev", "approval": "Automatic"}]}


def test_an_older_document() -> None:
    control = table(
        "Name | Content", "Document ID | ARC-009-DEVOPS-v1", "Project | Pay", "Version | 1", "Status | unsure", "Team | ",
        "Date | 2026/02/03", "Owner | Jo",
    )  # fmt: skip
    revisions = table(
        "Version | Date | Author | Changes", "1 | 2026-02-30 | Jo | a", "2 | n/a | | b", "3 | 31 February 2026 | | c"
    )
    text = f"""---
title: Pay
people:
  - name: Jo
---

## Document Information

{control}

Read this first.

## Executive Summary

### Vision

Fast.

---

## Version History

{revisions}

## Section 15: Dutch Government Compliance

Ours.

## Generation

"""
    said = data(text)
    assert said["project"] == {"id": "009", "name": "Pay"}
    assert said["document"]["status"] == "DRAFT"
    assert said["document"]["x-Status (as written)"] == "unsure"
    assert said["document"]["x-Team"] == "-"
    assert said["summary"] == "Read this first.\n\n### Vision\n\nFast.\n"
    assert said["revisions"]["rows"][2] == {"version": "3", "x-Date (as written)": "31 February 2026", "changes": "c"}
    assert said["uk_government"]["heading"] == "Dutch Government Compliance"
    assert imported(text).yaml.startswith("# people:\n")


def test_decisions_in_lines() -> None:
    body = "### Secret Storage\n\nSo.\n\n**Selected Tool:** `Vault`\n\n**Rationale:**\n- Known\n- Audited\n\nMore.\n"
    assert section("secrets", body) == {
        "columns": {"storage": {"tool": "Selected Tool"}},
        "storage": {"selected": "`Vault`", "rationale": ["Known", "Audited"]},
        "notes": {"storage": {"above": "So.\n", "below": "More.\n"}},
    }
    assert section("secrets", "### Secret Storage\n\n**Selected**: Vault\n") == {"storage": "Vault"}
    rejected = section("secrets", "### Secret Storage\n\n**Rejected Tool:** Paper\n")
    assert rejected == {"notes": {"storage": "**Rejected Tool:** Paper\n"}}


@pytest.mark.parametrize("lines", ["**Backend:** S3\n**Owner**: Us", "- Backend: S3\n- **Owner** - Us"])
def test_attributes_in_lines(lines: str) -> None:
    assert section("iac", f"### State Management\n\n{lines}\n") == {"state": {"backend": "S3", "x-Owner": "Us"}}


@pytest.mark.parametrize(
    "lines", ["**Colour:** Red", "**Backend:** S3\nOthers", "- Backend: S3\n- Others", "**Backend:**"]
)
def test_lines_of_which_no_label_is_known_stay_markdown(lines: str) -> None:
    assert section("iac", f"### State Management\n\n{lines}\n") == {"notes": {"state": f"{lines}\n"}}


def test_a_label_may_say_more_than_the_template_does() -> None:
    assert section("observability", "### Logging\n\n**Log Format:** JSON\n") == {
        "columns": {"logging": {"format": "Log Format"}},
        "logging": {"format": "JSON"},
    }


def test_lists_in_place_of_tables() -> None:
    body = "### Commit Conventions\n\nTypes:\n\n- `feat`: New\n- **docs:** Words\n- **fix** \N{EN DASH} Mended,\n  at last\n"
    assert section("source_control", body) == {
        "commit_conventions": [
            {"type": "`feat`", "description": "New"},
            {"type": "docs", "description": "Words"},
            {"type": "fix", "description": "Mended, at last"},
        ],
        "notes": {"commit_conventions": "Types:\n"},
    }
    assert section("ci", "### Quality Gates\n\n- Lint: 0 errors\n- Tests\n")["quality_gates"] == [
        "Lint: 0 errors",
        "Tests",
    ]
    assert (
        section("source_control", "### Commit Conventions\n\n- *feat*: New\n- fix\n")["commit_conventions"][0]
        == "*feat*: New"
    )
    for odd in ("- Lint\n\nand\n\n1. Tests\n", "- [ ] Lint\n- [ ] Tests\n", "- Lint\n", "1. Lint\n2. Tests\n"):
        assert section("ci", f"### Quality Gates\n\n{odd}") == {"notes": {"quality_gates": odd}}


def test_a_table_of_which_no_column_is_known_stays_markdown() -> None:
    rows = table("Setting | Value", "SKU | Premium")
    assert section("containers", f"### Image Registry\n\n{rows}\n") == {"notes": {"registries": f"{rows}\n"}}


def test_an_element_below_a_label_of_its_own() -> None:
    rows = table("Phase | Duration", "1 | 10 min")
    body = (
        f"### Deployment Strategies\n\n**Primary Strategy:** Rolling\n\n**Canary Deployment (new):**\n\n{rows}\n\nSo.\n"
    )
    found = imported(f"{HEAD}## 4. CD Pipeline Design\n\n{body}")
    assert yaml.load(found.yaml, yaml.BaseLoader)["cd"] == {
        "headings": {"canary": "Canary Deployment (new)"},
        "columns": {"strategies": {"strategy": "Primary Strategy"}},
        "strategies": "Rolling",
        "canary": [{"phase": "1", "duration": "10 min"}],
        "notes": {"canary": {"below": "So.\n"}},
    }
    assert {(c.was, c.parts) for c in found.notes.changes if c.parts} == {
        ("**Canary Deployment (new):**", ("Canary Deployment (new)",)),
        ("**Primary Strategy:** Rolling", ("Primary Strategy", "Rolling")),
    }
    whole = section("cd", f"### Careful Steps\n\n#### Canary Deployment\n\n{rows}\n")
    assert whole["headings"] == {"canary": "Careful Steps"}
    assert whole["canary"] == [{"phase": "1", "duration": "10 min"}]
    assert whole["notes"] == {"canary": "#### Canary Deployment\n"}
    inside = imported(f"{HEAD}## 4. CD\n\n### Strategies for Deployment\n\nSo.\n\n#### Canary Deployment\n\n{rows}\n")
    assert yaml.load(inside.yaml, yaml.BaseLoader)["cd"]["canary"] == [{"phase": "1", "duration": "10 min"}]
    assert not [c for c in inside.notes.changes if c.parts]


def test_an_element_below_a_label_that_would_not_be_valid_stays_where_it_is() -> None:
    rows = table("Phase | Duration", f"1 | {'x' * 10_001}")
    said = section("cd", f"### Deployment Strategies\n\nSo.\n\n**Canary Deployment:**\n\n{rows}\n")
    assert said == {"notes": {"strategies": f"So.\n\n**Canary Deployment:**\n\n{rows}\n"}}


@pytest.mark.parametrize(
    ("before", "heading"), [("**Decision:** One repository\n\n", {}), ("So.\n\n**Folders:**\n\n", {"repository_layout": "Folders"})]
)  # fmt: skip
def test_code_that_follows_an_element_of_the_template(before: str, heading: dict[str, str]) -> None:
    said = section("source_control", f"### Repository Structure\n\n{before}```\na/\n```\n")
    assert said["repository_layout"] == "a/\n"
    assert said.get("headings", {}) == heading


def test_code_below_the_heading_of_what_it_follows() -> None:
    said = section("source_control", "### Repository Structure\n\n```text\na/\n```\n")
    assert said == {"headings": {"repository_layout": "Repository Structure"}, "repository_layout": "a/\n"}
    yaml_code = section("observability", "### Tracing\n\n```yaml\na: b\n```\n")
    assert yaml_code == {"notes": {"tracing": "```yaml\na: b\n```\n"}}


def test_code_is_known_by_its_language() -> None:
    assert section("iac", "### Module Structure\n\n```\na/\n```\n")["project_structure"] == "a/\n"
    assert "project_structure" not in section("iac", "### Module Structure\n\n```yaml\na: b\n```\n")


def test_flags_in_lines() -> None:
    rows = table("Type | Use Case", "Ops | Off")
    assert section("cd", f"### Feature Flags\n\n**Flag Platform:** Unleash\n\n**Kinds:**\n\n{rows}\n") == {
        "columns": {"feature_flags": {"platform": "Flag Platform", "flag_type": "Kinds"}},
        "feature_flags": {"platforms": ["Unleash"], "types": [{"flag_type": "Ops", "use_case": "Off"}]},
    }


def test_requirements_in_a_part_of_their_section() -> None:
    rows = table("Requirement | DevOps Element", "**NFR-P-001**: Fast | Tests", "FR-2 - Works | Builds")
    other = table("Principle | Way", "P-1 | Ours")
    said = section("traceability", f"So.\n\n### 17.1 Requirements\n\n{rows}\n\n### 17.2 Principles\n\n{other}\n")
    assert said == {
        "summary": "So.\n\n### Requirements\n",
        "rows": [
            {"id": "NFR-P-001", "requirement": "Fast", "element": "Tests"},
            {"id": "FR-2", "requirement": "Works", "element": "Builds"},
        ],
        "extra": [{"after": "rows", "heading": "Principles", "body": f"{other}\n"}],
    }
    unlike = table("Requirement | DevOps Element", "FR-1: Fast | Tests", "FR-2 to FR-4 | Builds")
    assert section("traceability", f"{unlike}\n") == {
        "columns": {"rows": {"id": "Requirement"}},
        "rows": [{"id": "FR-1: Fast", "element": "Tests"}, {"id": "FR-2 to FR-4", "element": "Builds"}],
    }
    assert section("traceability", f"### Principles\n\n{other}\n").keys() == {"extra"}


_STACK = "### Technology Stack\n\n" + table("Layer | Technology", "Languages | Go")


def test_what_the_summary_has_of_the_first_section_goes_there() -> None:
    text = f"{HEAD}## Executive Summary\n\n### Vision\n\nFast.\n\n{_STACK}\n\n## 1. DevOps Overview\n\nSo.\n"
    said = data(text)
    assert said["summary"] == "### Vision\n\nFast.\n"
    assert said["overview"] == {"summary": "So.\n", "technology_stack": {"languages": "Go"}}
    both = data(f"{text}\n{_STACK}\n".replace("Go", "Rust", 1))
    assert both["overview"]["technology_stack"] == {"languages": "Go"}
    assert "Rust" in both["summary"]
    alone = data(f"{HEAD}## Executive Summary\n\n{_STACK}\n\n## 1. DevOps Overview\n\nSo.\n")
    assert alone["sections"] == [{"after": "document", "heading": "Executive Summary"}]


def test_signs_in_place_of_yes_and_no() -> None:
    cells = ["❌ | ❌", "❌ | ❌", "✅ Starting | ❌", "❌ | ✅", "❌ | Partly"]
    rows = table("Level | Current | Target", *(f"Level {n} | {cell}" for n, cell in enumerate(cells, 1)))
    said = section("overview", f"### DevOps Maturity\n\n{rows}\n")["maturity"]
    assert (said["current"], said["target"]) == ("3", "4")
    assert said["levels"][2] == {"level": "3", "current": "✅ Starting", "target": "❌"}


def test_a_number_and_a_word_of_its_own_tell_a_section() -> None:
    rows = table("Gate | Source", "Lint | Us")
    text = f"{HEAD}## 3. CI/CD Detail\n\n### 3.1 Gates before merging\n\n{rows}\n\n## 4. Ways of delivery\n\nSo.\n"
    said = data(text)
    assert said["ci"]["quality_gates"] == [{"gate": "Lint", "x-Source": "Us"}]
    assert [own["heading"] for own in said["sections"]] == ["4. Ways of delivery"]


def test_a_table_about_the_one_option_of_a_choice() -> None:
    rows = table("Tool | **Stack Designer**", "Rationale | Ours")
    assert section("iac", f"### Stack Designer\n\n{rows}\n") == {
        "headings": {"tool": "Stack Designer"},
        "tool": {"selected": "Stack Designer", "rationale": "Ours"},
    }


def test_a_place_for_document_control_that_is_empty() -> None:
    found = imported("# Ours\n\n## Document Control\n\n<!-- HERE -->\n\n## 1. DevOps Overview\n\nSo.\n")
    assert found.yaml.startswith("# <!-- HERE -->\n\n")
    assert "sections" not in yaml.load(found.yaml, yaml.BaseLoader)


def test_parts_of_a_text_are_each_on_the_page() -> None:
    assert compare_texts("a: b\n", "a\n\nb\n", {(1, "a: b"): ("a", "b")}).missing == ()
    assert compare_texts("a: b\n\nb\n", "a\n\nb\n", {(1, "a: b"): ("a", "b")}).missing
