"""`import`: documents become files beside them, nothing is overwritten, and the report says what went where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from mkdocs_arckit.authoring import importer
from mkdocs_arckit.authoring.compare import Comparison, Unit
from tests.helpers.command import call

DOCUMENT = """# DevOps Strategy: Pay

## Document Control

| Field | Value |
|---|---|
| **Project** | Pay (Project 001) |
| **Version** | 1.0 |
| **Status** | Draft |
| **Classification** | PUBLIC |

## 3. CI Pipeline Design

### Quality Gates

| Gate | Threshold |
|---|---|
| Lint | 0 |

### Ours

text
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "001-pay/ARC-001-DEVOPS-v1.0.md",
        "001-pay/ARC-001-DEVOPS-v1.10.md",
        "002-x/devops-strategy.md",
        "a.md",
    ):
        path = tmp_path / "projects" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DOCUMENT.replace("1.0 |", "1.10 |") if "1.10" in name else DOCUMENT, encoding="utf-8")
    return tmp_path


def test_a_document_becomes_a_file_beside_it(folder: Path) -> None:
    result = call("import", "projects/002-x/devops-strategy.md")
    assert result.exit_code == 0
    assert "projects/002-x/devops.yaml was written" in result.stderr
    written = folder / "projects/002-x/devops.yaml"
    data = yaml.safe_load(written.read_text(encoding="utf-8"))
    assert data["ci"]["quality_gates"] == [{"gate": "Lint", "threshold": "0"}]
    first, *lines = result.stdout.splitlines()
    assert first.startswith("projects/002-x/devops-strategy.md: all of its ")
    assert any("line 20" in line and "ci.extra" in line for line in lines)
    assert any("`Draft` → `DRAFT`" in line for line in lines)
    assert call("validate", "projects/002-x").exit_code == 0
    assert "up to date" in call("import", "projects/002-x/devops-strategy.md").stderr


def test_a_folder_has_the_newest_version_of_each_project(folder: Path) -> None:
    result = call("import", "projects", "--json")
    assert result.exit_code == 0
    reports = json.loads(result.stdout)
    assert [(report["document"], report["file"]) for report in reports] == [
        ("projects/001-pay/ARC-001-DEVOPS-v1.10.md", "projects/001-pay/devops.yaml"),
        ("projects/002-x/devops-strategy.md", "projects/002-x/devops.yaml"),
    ]
    assert {key for report in reports for key in report if not report[key]} == {"missing", "decisions", "findings"}
    assert reports[0]["tables_as_data"] == reports[0]["tables"] == 2
    assert {"line": 12, "heading": "3. CI Pipeline Design", "to": "ci"} in reports[0]["placed"]


def test_nothing_is_overwritten_without_force(folder: Path) -> None:
    target = folder / "projects/devops.yaml"
    for option in ("--check", "--dry-run"):
        assert call("import", "projects/a.md", option).exit_code == 0
        assert not target.exists()
    target.write_text("mine\n", encoding="utf-8")
    assert call("import", "projects/a.md").exit_code == 1
    assert target.read_text(encoding="utf-8") == "mine\n"
    assert call("import", "projects/a.md", "--force").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith('project: {id: "001", name: Pay}')


def test_the_first_line_names_the_schema_that_init_wrote(folder: Path) -> None:
    (folder / "devops.schema.json").write_text("{}", encoding="utf-8")
    assert call("import", "projects/a.md").exit_code == 0
    written = (folder / "projects/devops.yaml").read_text(encoding="utf-8")
    assert written.startswith("# yaml-language-server: $schema=../devops.schema.json\nproject: ")


def test_output(folder: Path) -> None:
    assert call("import", "projects/a.md", "--output", "new/x.yaml").exit_code == 0
    assert call("import", "projects", "--output", "docs").exit_code == 0
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")) == [
        "docs/001-pay/devops.yaml",
        "docs/002-x/devops.yaml",
        "new/x.yaml",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("projects", "--output", "x.yaml"),
        ("projects/001-pay/ARC-001-DEVOPS-v1.0.md", "projects/001-pay/ARC-001-DEVOPS-v1.10.md"),
        (),
        ("nowhere.md",),
    ],
)
def test_a_command_that_makes_no_sense(folder: Path, arguments: tuple[str, ...]) -> None:
    assert call("import", *arguments).exit_code == 2


def test_what_cannot_be_imported_is_said_and_the_rest_is_written(folder: Path) -> None:
    (folder / "projects/001-pay/ARC-001-DEVOPS-v2.0.md").write_bytes(b"\xff\xfea")
    (folder / "projects/003").mkdir()
    (folder / "projects/003/devops-strategy.md").write_text("x" * 1_000_001, encoding="utf-8")
    (folder / "projects/004").mkdir()
    (folder / "projects/004/devops-strategy.md").write_text("> " * 99 + "x", encoding="utf-8")
    result = call("import", "projects")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines() if ":" in line] == [
        "projects/001-pay/ARC-001-DEVOPS-v2.0.md",
        "projects/003/devops-strategy.md",
        "projects/004/devops-strategy.md",
    ]
    assert (folder / "projects/002-x/devops.yaml").exists()
    assert call("import", "projects", "--file-name", "no.md").exit_code == 1


def test_a_text_that_is_missing_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Comparison(9, (), tuple(Unit("cell", f"w{n}", n) for n in range(1, 23)))
    monkeypatch.setattr(importer, "compare_texts", lambda *_: lost)
    result = call("import", "projects/a.md", "--check")
    assert result.exit_code == 1
    assert "22 of its 9 texts are not on the page" in result.stdout
    assert "line 3: cell `w3`" in result.stdout
    assert "and 2 more" in result.stdout


_LINKS = """
[a](notes/a.md#x) ![b](<b c.png>) [other](../002-x/devops-strategy.md) [here](there.md) [none](none.md) [web](https://example.org)
`[code](notes/a.md)`

    [code](notes/a.md)

[a]: notes/
"""


def test_links_lead_to_the_same_files_from_another_folder(folder: Path) -> None:
    document = folder / "projects/001-pay/ARC-001-DEVOPS-v1.10.md"
    document.write_text(DOCUMENT + _LINKS, encoding="utf-8")
    for name in ("projects/001-pay/notes/a.md", "projects/001-pay/b c.png", "projects/001-pay/there.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "docs/001-pay").mkdir(parents=True)
    (folder / "docs/001-pay/there.md").write_text("x", encoding="utf-8")
    result = call("import", f"../{folder.name}/projects", "--output", "docs", "--json")
    assert result.exit_code == 0
    old = "../../projects/001-pay"
    assert (folder / "docs/001-pay/devops.yaml").read_text(encoding="utf-8").split("text\n\n")[1].split() == (
        f"[a]({old}/notes/a.md#x) ![b](<{old}/b%20c.png>) [other](../002-x/devops.yaml) [here](there.md) [none](none.md) "
        f"[web](https://example.org) `[code](notes/a.md)` [code](notes/a.md) [a]: {old}/notes/"
    ).split()
    changes = {change["was"]: change["now"] for change in json.loads(result.stdout)[0]["changed"]}
    assert changes["notes/a.md#x"] == f"{old}/notes/a.md#x"
    assert call("import", "projects/001-pay", "--force").exit_code == 0
    beside = (folder / "projects/001-pay/devops.yaml").read_text(encoding="utf-8")
    assert "[a](notes/a.md#x)" in beside


def test_a_document_of_one_line_is_told_in_the_singular(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("hi\n", encoding="utf-8")
    assert "its one text is on the page" in call("import", str(tmp_path / "a.md"), "--check").stdout
