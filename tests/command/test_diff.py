"""`mkdocs-arckit diff`, called as people call it: two files, and a repository with a history of several people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cmarkgfm
import jsonschema
import pytest

from tests.helpers.command import call
from tests.helpers.git import PEOPLE, Repo

CONTROL = 'document: {version: "1.0", status: DRAFT, classification: OFFICIAL}\n'
GATES = "ci:\n  quality_gates:\n    - {gate: Coverage, threshold: 80 %}\n    - {gate: Lint, threshold: '0'}\n"


def strategy(project: str, name: str, more: str = "") -> str:
    return f'project: {{id: "{project}", name: {name}}}\n{CONTROL}{more}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repo(folder: Path) -> Repo:
    """Three people: one writes, one moves a file on a branch, one changes it on main; then both are merged."""
    repo = Repo(folder)
    repo.write("docs/pay/devops.yaml", strategy("001", "Pay", GATES))
    repo.write("docs/tax/devops.yaml", strategy("002", "Tax", GATES.replace("Coverage", "Types") + "summary: Text\n"))
    repo.write("docs/other.yaml", "a: 1\n")
    repo.commit(PEOPLE[0])
    repo.git("tag", "first")
    repo.git("switch", "--quiet", "--create", "move")
    repo.git("mv", "docs/pay", "docs/payments")
    repo.commit(PEOPLE[1])
    repo.git("switch", "--quiet", "main")
    repo.write("docs/pay/devops.yaml", strategy("001", "Pay", GATES.replace("80 %", "85 %")))
    repo.commit(PEOPLE[2])
    repo.git("merge", "--quiet", "--no-edit", "move", author=PEOPLE[1])
    return repo


def said(*arguments: str) -> list[str]:
    """What changed: each title and each sentence."""
    result = call("diff", "--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    found = []
    for file in json.loads(result.stdout)["files"]:
        found.append(f"{file['before']} → {file['after']}")
        found += [change["sentence"] for change in file["changes"]]
    return found


def test_two_files(folder: Path) -> None:
    (folder / "a.yaml").write_text(strategy("001", "Pay", GATES), encoding="utf-8")
    (folder / "b.yaml").write_text(strategy("001", "Pay", GATES.replace("80 %", "85 %")), encoding="utf-8")
    result = call("diff", "a.yaml", "b.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        'Pay (b.yaml, before a.yaml)\n\n  3. CI Pipeline Design\n  - Quality gate "Coverage": threshold 80 % → 85 %\n'
    )
    assert "*Coverage*" in call("diff", "a.yaml", "b.yaml", "--format", "markdown").stdout
    assert "<em><bdi>Coverage</bdi></em>" in call("diff", "a.yaml", "b.yaml", "--format", "html").stdout


def test_the_schema_of_the_data(folder: Path) -> None:
    schema = json.loads(call("schema", "--changes").stdout)
    (folder / "a.yaml").write_text(strategy("001", "Pay", GATES), encoding="utf-8")
    (folder / "b.yaml").write_text(strategy("001", "Pay", GATES + "summary: |\n  a\n  b\n"), encoding="utf-8")
    data = json.loads(call("diff", "a.yaml", "b.yaml", "--format", "json").stdout)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["files"][0]["changes"][0]["lines"] == [{"sign": "+", "text": "a"}, {"sign": "+", "text": "b"}]


def test_the_exit_code_says_whether_a_reader_would_notice(folder: Path) -> None:
    text = strategy("001", "Pay", GATES)
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    (folder / "b.yaml").write_text(text.replace("0 %}", "1 %}"), encoding="utf-8")
    (folder / "c.yaml").write_text(f"# a comment\n{text}", encoding="utf-8")
    assert call("diff", "--exit-code", "a.yaml", "b.yaml").exit_code == 1
    assert call("diff", "a.yaml", "b.yaml").exit_code == 0
    assert call("diff", "--exit-code", "a.yaml", "c.yaml").exit_code == 0


def test_a_file_with_errors_is_named_with_its_findings(folder: Path) -> None:
    (folder / "a.yaml").write_text(strategy("001", "Pay"), encoding="utf-8")
    (folder / "b.yaml").write_text(strategy("001", "Pay", "nonsense: 1\n"), encoding="utf-8")
    result = call("diff", "a.yaml", "b.yaml")
    assert result.exit_code == 2
    assert "b.yaml has errors" in result.stderr
    assert "b.yaml:3:1: error: " in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "two files"),
        (["a.yaml"], "two files"),
        (["a.yaml", "b.yaml", "c.yaml"], "two files"),
        (["a.yaml", "."], "cannot be read"),
        (["a.yaml", "b.yaml"], "b.yaml cannot be read"),
        (["--git", "HEAD"], "not a git repository"),
        (["--git", "a", "--git", "b", "--git", "c"], "one revision, two, or"),
        (["--git", "a..b", "--git", "c"], "one revision, two, or"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(folder: Path, arguments: list[str], words: str) -> None:
    (folder / "a.yaml").write_text(strategy("001", "Pay"), encoding="utf-8")
    result = call("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_git_has_to_be_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    result = call("diff", "--git", "HEAD")
    assert result.exit_code == 2
    assert "`git` can't be called" in result.stderr


GATE = 'Quality gate "Coverage": threshold 80 % → 85 %'


@pytest.mark.parametrize(
    "arguments",
    [
        ["--git", "first"],
        ["--git", "first..HEAD"],
        ["--git", "first.."],
        ["--git", "first...main"],
        ["--git", "first", "--git", "main"],
        ["--git", "first", "docs"],
        ["--git", "first", "docs/payments", "docs/pay"],
    ],
)
def test_a_file_that_was_moved_by_one_and_changed_by_another(repo: Repo, arguments: list[str]) -> None:
    assert said(*arguments) == ["docs/pay/devops.yaml → docs/payments/devops.yaml", GATE]


def test_a_merge_as_github_shows_it_in_a_comment(repo: Repo) -> None:
    rows = GATES.splitlines(keepends=True)
    gates = "".join([*rows[:2], rows[3], rows[2].replace("80 %", "85 %")])
    repo.write("docs/payments/devops.yaml", strategy("001", "Pay", gates + "  stages: [{stage: Contract test}]\n"))
    repo.git("mv", "docs/tax", "docs/duty")
    repo.write("docs/duty/devops.yaml", strategy("002", "'<b>Duty</b> @all #1'", GATES.replace("Coverage", "Types")))
    repo.commit(PEOPLE[2])
    result = call("diff", "--git", "first...HEAD", "--format", "markdown")
    assert (result.exit_code, result.stderr) == (0, "")
    html = cmarkgfm.github_flavored_markdown_to_html(result.stdout)
    assert html == (
        "<h3><code>&lt;b&gt;Duty&lt;/b&gt; @all #1</code> (docs/duty/devops.yaml, before docs/tax/devops.yaml)</h3>\n"
        "<p><strong>Project</strong></p>\n"
        "<ul>\n<li>Project name Tax → <code>&lt;b&gt;Duty&lt;/b&gt; @all #1</code></li>\n</ul>\n"
        "<p><strong>Executive Summary</strong></p>\n"
        "<ul>\n<li>Executive summary removed: Text</li>\n</ul>\n"
        "<h3>Pay (docs/payments/devops.yaml, before docs/pay/devops.yaml)</h3>\n"
        "<p><strong>3. CI Pipeline Design</strong></p>\n"
        "<ul>\n<li>CI Stages added: <em>Contract test</em></li>\n"
        "<li>Quality gate <em>Coverage</em>: threshold 80 % → 85 %</li>\n</ul>\n"
    ), "that rows have changed places is not told"


def test_a_branch_is_compared_with_where_it_parted(repo: Repo) -> None:
    assert said("--git", "main^1..move") == [
        "docs/pay/devops.yaml → docs/payments/devops.yaml",
        GATE.replace("80 % → 85 %", "85 % → 80 %"),
    ]
    assert said("--git", "main^1...move") == ["docs/pay/devops.yaml → docs/payments/devops.yaml"]


def test_the_working_tree_has_changed_new_and_lost_files(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.write("docs/payments/devops.yaml", strategy("001", "Pay", GATES.replace("80 %", "90 %")))
    repo.write("docs/new/devops.yaml", strategy("003", "New"))
    (repo.folder / "docs/tax/devops.yaml").unlink()
    monkeypatch.chdir(repo.folder / "docs")
    every = [
        "docs/payments/devops.yaml → docs/payments/devops.yaml",
        'Quality gate "Coverage": threshold 85 % → 90 %',
    ]
    assert said("--git", "HEAD") == ["None → docs/new/devops.yaml", *every, "docs/tax/devops.yaml → None"]
    assert said("--git", "HEAD", "payments") == every
    assert said("--git", "HEAD", str(repo.folder / "docs" / "payments")) == every


def test_a_file_that_git_does_not_take_for_renamed_is_known_by_its_project(repo: Repo) -> None:
    (repo.folder / "docs/tax/devops.yaml").unlink()
    repo.write("docs/duty/devops.yaml", strategy("002", "Duty"))
    assert said("--git", "HEAD")[0] == "docs/tax/devops.yaml → docs/duty/devops.yaml"


def test_two_new_files_of_a_project_are_new(repo: Repo) -> None:
    (repo.folder / "docs/tax/devops.yaml").unlink()
    for name in ("a", "b"):
        repo.write(f"docs/{name}/devops.yaml", strategy("002", "Duty"))
    assert said("--git", "HEAD") == [
        "None → docs/a/devops.yaml",
        "None → docs/b/devops.yaml",
        "docs/tax/devops.yaml → None",
    ]


def test_files_of_other_names_are_found_by_them(repo: Repo) -> None:
    repo.write("docs/tax.devops.yaml", strategy("003", "New"))
    assert said("--git", "HEAD") == []
    assert said("--git", "HEAD", "--file-name", "*.devops.yaml") == ["None → docs/tax.devops.yaml"]


def test_a_file_that_had_errors_is_named_with_its_revision(repo: Repo) -> None:
    repo.write("docs/tax/devops.yaml", "nonsense: 1\n")
    repo.commit()
    repo.write("docs/tax/devops.yaml", strategy("002", "Tax"))
    repo.write("docs/payments/devops.yaml", strategy("001", "Pay", GATES))
    result = call("diff", "--git", "HEAD")
    assert result.exit_code == 2
    revision = repo.git("rev-parse", "HEAD")[:12]
    assert f"{revision}:docs/tax/devops.yaml:1:1: error" in result.stderr
    assert "85 % → 80 %" in result.stdout, "the others are compared"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--git", "nowhere"], "there is no revision `nowhere` here"),
        (["--git", "--output=x"], "not a revision"),
        (["--git", "first..--output=x"], "not a revision"),
        (["--git", "HEAD", "../elsewhere"], "outside of the repository"),
        (["--git", "HEAD:docs"], "no revision"),
    ],
)
def test_what_git_can_not_find(repo: Repo, arguments: list[str], words: str) -> None:
    before = sorted(repo.folder.iterdir())
    result = call("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert sorted(repo.folder.iterdir()) == before


def test_revisions_without_a_common_ancestor(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--orphan", "alone")
    repo.write("devops.yaml", strategy("009", "Alone"))
    repo.commit()
    result = call("diff", "--git", "main...alone")
    assert result.exit_code == 2
    assert "no common ancestor" in result.stderr


@pytest.mark.parametrize("name", ["-x", ":(glob)**", "*", "--output=x"])
def test_a_path_is_a_path(repo: Repo, name: str) -> None:
    repo.write(f"{name}/devops.yaml", strategy("004", "Odd"))
    assert said("--git", "HEAD", "--", name) == [f"None → {name}/devops.yaml"]


def test_links_are_not_followed_and_large_files_are_not_read(repo: Repo) -> None:
    repo.write("docs/secret", strategy("005", "Secret"))
    link = repo.folder / "docs/link/devops.yaml"
    link.parent.mkdir()
    link.symlink_to("../secret")
    result = call("diff", "--git", "HEAD")
    assert result.exit_code == 2
    assert "symbolic link" in result.stderr
    link.unlink()
    repo.write("docs/tax/devops.yaml", "# " + "x" * 1_000_001)
    result = call("diff", "--git", "HEAD")
    assert (result.exit_code, "limit" in result.stderr) == (2, True)
    repo.commit()
    repo.write("docs/tax/devops.yaml", strategy("002", "Tax"))
    result = call("diff", "--git", "HEAD")
    assert result.exit_code == 2
    assert "larger than 1,000,000 bytes" in result.stderr


def test_a_file_that_can_not_be_read(repo: Repo) -> None:
    path = repo.folder / "docs/tax/devops.yaml"
    path.unlink()
    path.mkdir()
    (path / "devops.yaml").write_text(strategy("002", "Tax"), encoding="utf-8")
    assert said("--git", "HEAD") == ["docs/tax/devops.yaml → docs/tax/devops.yaml/devops.yaml", *said_of_tax()]


def said_of_tax() -> list[Any]:
    return ["Executive summary removed: Text", "Section 3 removed"]
