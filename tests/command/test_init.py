"""`mkdocs-arckit init`, called as people call it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from mkdocs_arckit.authoring import set_up
from mkdocs_arckit.authoring.site_config import SiteConfig
from mkdocs_arckit.authoring.snippets import editor_schema
from tests.helpers.command import call
from tests.helpers.sites import ROOT, build_site

PROJECT_WORKFLOW = ROOT / ".github" / "workflows" / "pages.yml"

_SCHEMA = cache(editor_schema)
"""The schema, which takes long to make."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "our-handbook"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(set_up, "editor_schema", _SCHEMA)
    return folder


@pytest.fixture
def docs(folder: Path) -> Path:
    """The docs folder, without which MkDocs reads no configuration."""
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Home\n")
    return folder / "docs"


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git/" not in path.as_posix())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def states(output: str) -> dict[str, str]:
    """What became of each file."""
    return {name: state for state, name in re.findall(r"^(\w+(?: hand)?) +(\S+):", output, re.MULTILINE)}


def test_an_empty_folder_becomes_a_site_that_builds(folder: Path) -> None:
    result = call("init")
    assert (result.exit_code, set(states(result.stdout).values())) == (0, {"written"})
    assert yaml.safe_load(Path("mkdocs.yml").read_text())["site_name"] == "Our handbook"
    assert set(files_in(folder)) == set(states(result.stdout))
    built = build_site(folder, {}, strict=True)
    assert built.exit_code == 0, built.log
    assert not (built.site_dir / "strategies" / "index.html").exists()  # the first page has the index


def test_without_material_the_site_has_a_theme_of_mkdocs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "find_spec", lambda name: None)
    assert call("init", "--pages", "github").exit_code == 0
    assert yaml.safe_load(Path("mkdocs.yml").read_text())["theme"] == {"name": "mkdocs"}
    assert "[material]'" not in Path(".github/workflows/pages.yml").read_text(encoding="utf-8")


def test_repeated_it_does_nothing_and_says_so(folder: Path) -> None:
    arguments = ["init", "--pages", "gitlab", "--pre-commit"]
    assert call(*arguments).exit_code == 0
    made = files_in(folder)
    result = call(*arguments)
    assert (result.exit_code, set(states(result.stdout).values())) == (0, {"kept"})
    assert "nothing was changed" in result.stdout
    assert files_in(folder) == made


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    Path("mkdocs.yml").write_text("site_name: A\n")
    result = call("init", "--dry-run", "--pages", "github")
    assert result.exit_code == 0
    assert states(result.stdout)["mkdocs.yml"] == "change"
    assert set(files_in(folder)) == {"mkdocs.yml"}


def test_a_site_that_is_there_gets_the_plugin_and_keeps_the_rest(folder: Path) -> None:
    config = "site_name: A # ours\nplugins:\n  - search\n  # - tags\n\ntheme: readthedocs\nextra: !ENV [X, '']\n"
    Path("mkdocs.yaml").write_text(config)
    Path("docs").mkdir()
    Path("docs/README.md").write_text("# Home\n")
    assert call("init").exit_code == 0
    assert Path("mkdocs.yaml").read_text() == config.replace("tags\n", "tags\n  - arckit\n")
    assert set(files_in(folder)) == {"mkdocs.yaml", "docs/README.md", "devops.schema.json", ".vscode/settings.json"}


def test_a_first_page_that_is_there_stays(folder: Path) -> None:
    Path("docs").mkdir()
    Path("docs/README.md").write_text("# Home\n")
    assert states(call("init").stdout)["docs/README.md"] == "kept"
    assert not Path("docs/index.md").exists()


def test_a_site_that_inherits_a_mapping_of_plugins_adds_its_own(docs: Path) -> None:
    Path("base.yml").write_text("site_name: A\nplugins: {search: {}}\n")
    Path("mkdocs.yml").write_text("INHERIT: base.yml\n")
    assert call("init").exit_code == 0
    assert Path("mkdocs.yml").read_text() == "INHERIT: base.yml\n\nplugins:\n  arckit: {}\n"
    assert states(call("init").stdout)["mkdocs.yml"] == "kept"


def test_a_site_that_inherits_a_list_of_plugins_says_what_to_do(docs: Path) -> None:
    Path("base.yml").write_text("site_name: A\nplugins: [search]\n")
    Path("mkdocs.yml").write_text("INHERIT: ./base.yml\n")
    result = call("init")
    assert (result.exit_code, states(result.stdout)["mkdocs.yml"]) == (1, "by hand")
    assert "base.yml" in result.stdout
    assert Path("mkdocs.yml").read_text() == "INHERIT: ./base.yml\n"
    Path("base.yml").write_text("site_name: A\nplugins: [search, arckit]\n")
    assert (call("init").exit_code, states(call("init").stdout)["mkdocs.yml"]) == (0, "kept")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("site_name: A\nplugins: [\n", "mkdocs.yml:3:1"),
        ("- a\n", "mkdocs.yml"),
        ("INHERIT: none.yml\n", "none.yml"),
        ("INHERIT: mkdocs.yml\n", "mkdocs.yml"),
        ("plugins: [arckit]\n", "Aborted"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_an_error(docs: Path, text: str, place: str) -> None:
    Path("mkdocs.yml").write_text(text)
    result = call("init")
    assert result.exit_code == 1
    assert place in result.stderr
    assert set(files_in(docs.parent)) == {"mkdocs.yml", "docs/index.md"}


def test_a_group_of_plugins_is_looked_through(folder: Path) -> None:
    path = folder / "mkdocs.yml"
    path.write_text("site_name: A\nplugins: [{search: {}}, {group: {enabled: !ENV CI, plugins: [arckit]}}]\n")
    assert SiteConfig.read(path, "mkdocs.yml").plugins == {"search", "group", "arckit"}


def test_the_schema_is_that_of_the_sites_options(docs: Path) -> None:
    options = "{classifications: [LOW, HIGH], publish_up_to: LOW, file_names: ['*.devops.yaml']}"
    Path("mkdocs.yml").write_text(f"site_name: A\nplugins: [arckit: {options}]\n")
    assert call("init").exit_code == 0
    assert '"HIGH"' in Path("devops.schema.json").read_text()
    settings = json.loads(Path(".vscode/settings.json").read_text())
    assert settings == {"yaml.schemas": {"./devops.schema.json": ["*.devops.yaml"]}}


def test_a_schema_that_differs_is_replaced_only_by_force(folder: Path) -> None:
    Path("devops.schema.json").write_text("{}")
    assert states(call("init").stdout)["devops.schema.json"] == "kept"
    assert Path("devops.schema.json").read_text() == "{}"
    assert states(call("init", "--force").stdout)["devops.schema.json"] == "changed"
    assert Path("devops.schema.json").read_text() == call("schema").stdout


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{ }", '{\n  "yaml.schemas": {\n    "./devops.schema.json": [\n      "devops.yaml"\n    ]\n  }\n}'),
        (
            '{\n\t"a": [1, 2]\n}\n',
            '{\n\t"yaml.schemas": {\n\t\t"./devops.schema.json": [\n\t\t\t"devops.yaml"\n\t\t]\n\t},\n\t"a": [1, 2]\n}\n',
        ),
        (
            '{\n  "yaml.schemas": {\n    "a": "b"\n  }\n}\n',
            '{\n  "yaml.schemas": {\n    "./devops.schema.json": [\n      "devops.yaml"\n    ],\n    "a": "b"\n  }\n}\n',
        ),
        (
            '{"a": {"yaml.schemas": {}}, "yaml.schemas": {"a": "b"}}',
            '{\n  "a": {\n    "yaml.schemas": {}\n  },\n  "yaml.schemas": {\n    "./devops.schema.json": [\n'
            '      "devops.yaml"\n    ],\n    "a": "b"\n  }\n}\n',
        ),
    ],
)
def test_settings_of_an_editor_are_merged(folder: Path, before: str, after: str) -> None:
    Path(".vscode").mkdir()
    Path(".vscode/settings.json").write_text(before)
    assert call("init").exit_code == 0
    assert Path(".vscode/settings.json").read_text() == after


@pytest.mark.parametrize("settings", ['{\n  // mine\n  "a": 1,\n}\n', "[]", '{"yaml.schemas": 1}'])
def test_settings_with_comments_stay_and_the_lines_are_printed(folder: Path, settings: str) -> None:
    Path(".vscode").mkdir()
    Path(".vscode/settings.json").write_text(settings)
    result = call("init")
    assert (result.exit_code, states(result.stdout)[".vscode/settings.json"]) == (1, "by hand")
    assert '"./devops.schema.json": [' in result.stdout
    assert Path(".vscode/settings.json").read_text() == settings


def test_files_for_the_repository_are_at_its_top(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "wiki").mkdir()
    (folder / "wiki" / "mkdocs.yml").write_text("site_name: A\nsite_dir: out\ntheme: mkdocs\n")
    assert call("init", "-f", "wiki/mkdocs.yml", "--pages", "github", "--pre-commit").exit_code == 0
    workflow = yaml.safe_load(Path(".github/workflows/pages.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [
        "pip install 'mkdocs-arckit'",
        "mkdocs build --strict --config-file wiki/mkdocs.yml",
    ]
    assert steps[-1]["with"]["path"] == "wiki/out"
    assert json.loads(Path(".vscode/settings.json").read_text()) == {
        "yaml.schemas": {"./wiki/devops.schema.json": ["devops.yaml"]}
    }
    assert Path(".pre-commit-config.yaml").exists()


def test_the_workflow_is_that_of_this_project(folder: Path) -> None:
    call("init", "--pages", "github")
    made, model = Path(".github/workflows/pages.yml").read_text(encoding="utf-8"), PROJECT_WORKFLOW.read_text("utf-8")
    assert re.findall("uses: .*", made) == re.findall("uses: .*", model)
    lines = {line.split(" # change")[0] for line in model.splitlines()}
    assert set(made.splitlines()[6:]) - lines == {
        "          fetch-depth: 0 # all of the history, for whatever shows when a page was changed",
        "      - run: pip install 'mkdocs-arckit[material]'",
        "      - run: mkdocs build --strict",
        "          path: site",
    }


def test_what_publishes_already_stays(folder: Path) -> None:
    Path(".gitlab-ci.yml").write_text("test:\n  script: [make test]\n")
    result = call("init", "--pages", "gitlab")
    assert (result.exit_code, states(result.stdout)[".gitlab-ci.yml"]) == (1, "by hand")
    assert "pages:" in result.stdout
    Path(".gitlab-ci.yml").write_text("pages:\n  script: [mkdocs build]\n")
    result = call("init", "--pages", "gitlab")
    assert (result.exit_code, states(result.stdout)[".gitlab-ci.yml"]) == (0, "kept")


def test_a_hook_is_added_to_those_that_are_there(folder: Path) -> None:
    before = "# ours\nrepos:\n- repo: https://example.org/hooks\n  rev: v1\n  hooks:\n  - id: a\n"
    Path(".pre-commit-config.yaml").write_text(before)
    assert call("init", "--pre-commit").exit_code == 0
    after = Path(".pre-commit-config.yaml").read_text()
    assert after.startswith(before)
    (hook,) = yaml.safe_load(after)["repos"][1]["hooks"]
    assert hook["entry"] == "mkdocs-arckit validate"
    assert re.search(hook["files"], "docs/projects/001/devops.yaml")


@pytest.mark.parametrize("data", [b"repos: *x\n", b"repos: [] # \xe4\n"])
def test_hooks_that_cannot_be_read_stay_and_the_lines_are_printed(folder: Path, data: bytes) -> None:
    Path(".pre-commit-config.yaml").write_bytes(data)
    result = call("init", "--pre-commit")
    assert (result.exit_code, states(result.stdout)[".pre-commit-config.yaml"]) == (1, "by hand")
    assert "- repo: local" in result.stdout
    assert Path(".pre-commit-config.yaml").read_bytes() == data


def test_a_link_stays_a_link(folder: Path) -> None:
    (folder / "site.yml").write_text("site_name: A\n")
    (folder / "mkdocs.yml").symlink_to("site.yml")
    assert call("init").exit_code == 0
    assert (folder / "mkdocs.yml").is_symlink()
    assert "arckit" in (folder / "site.yml").read_text()


def test_what_cannot_be_written_is_an_error(folder: Path) -> None:
    (folder / "docs").write_text("")
    result = call("init")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: docs/index.md cannot be written: ")
    assert set(files_in(folder)) == {"docs", "mkdocs.yml"}


def test_what_cannot_be_read_is_an_error(folder: Path) -> None:
    (folder / ".vscode" / "settings.json").mkdir(parents=True)
    result = call("init")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: .vscode/settings.json cannot be read: ")
    assert files_in(folder) == {}


@pytest.mark.parametrize(
    ("before", "start", "newline"),
    [
        (b"project: {id: a}\n", b"", b"\n"),
        (b"\xef\xbb\xbf# ours\r\n---\r\nproject: {id: a}\r\n", b"\xef\xbb\xbf", b"\r\n"),
        (b"%YAML 1.2\n---\nproject: caf\xe9", b"", b"\n"),
        (b"", b"", b"\n"),
    ],
    ids=["plain", "mark and Windows", "directive", "empty"],
)
def test_strategies_name_the_schema_and_stay_as_they_are(
    docs: Path, before: bytes, start: bytes, newline: bytes
) -> None:
    file = docs / "projects" / "a" / "devops.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(before)
    arguments = ["init", "--dry-run"]
    assert states(call(*arguments).stdout)["docs/projects/a/devops.yaml"] == "change"
    assert file.read_bytes() == before
    assert states(call("init").stdout)["docs/projects/a/devops.yaml"] == "changed"
    line = b"# yaml-language-server: $schema=../../../devops.schema.json" + newline
    assert file.read_bytes() == start + line + before.removeprefix(start)
    again = call("init")
    assert "nothing was changed" in again.stdout
    assert "devops.yaml" not in states(again.stdout)


@pytest.mark.parametrize(
    "data", [b"# Ours\n# yaml-language-server: $schema=https://example.org/x.json\na: b\n", "a: b\n".encode("utf-16")]
)
def test_a_strategy_that_names_a_schema_or_is_no_text_stays(docs: Path, data: bytes) -> None:
    (docs / "devops.yaml").write_bytes(data)
    assert "docs/devops.yaml" not in states(call("init").stdout)
    assert (docs / "devops.yaml").read_bytes() == data


def test_strategies_are_those_of_the_sites_options(docs: Path) -> None:
    Path("mkdocs.yml").write_text(
        "site_name: A\ndocs_dir: pages\nplugins: [{arckit: {file_names: ['*.ops.yaml'], exclude: [old/]}}]\n"
    )
    for name in ("pages/a.ops.yaml", "pages/devops.yaml", "pages/old/a.ops.yaml", "docs/a.ops.yaml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("a: b\n")
    assert {name for name, state in states(call("init").stdout).items() if state == "changed"} == {"pages/a.ops.yaml"}
