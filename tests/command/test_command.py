"""The command, called as people call it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from mkdocs_arckit import __version__
from mkdocs_arckit.commands.main import main
from tests.helpers.command import call
from tests.helpers.findings import briefs_in, named_in

GOOD = 'project: {id: "001", name: Pay}\ndocument: {version: "1.0", status: DRAFT, classification: OFFICIAL}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_valid_strategy_prints_nothing_and_exits_with_0(folder: Path) -> None:
    write(folder, "devops.yaml", GOOD)
    result = call("validate", ".")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 strategy checked: nothing to fix.\n"


def test_all_problems_of_all_files_are_printed_in_one_run(folder: Path) -> None:
    write(folder, "a/devops.yaml", GOOD + "ci: {artifacts: [{artifact: Image, retension: 3}]}\nnonsense: 1\n")
    write(folder, "b/devops.yaml", GOOD.replace("DRAFT", "draft").replace("001", "002"))
    result = call("validate", ".")
    assert result.exit_code == 1
    assert named_in(result.stdout) == [
        ("a/devops.yaml:3:36: error [unknown-key]", ["retension", "retention"]),
        ("a/devops.yaml:4:1: error [unknown-key]", ["nonsense", "sections", "x-"]),
        ("b/devops.yaml:2:36: error [enumeration]", ["draft", "DRAFT"]),
    ]
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr == "2 strategies checked: 3 errors.\n"


def test_information_does_not_fail_and_warnings_only_with_strict(folder: Path) -> None:
    write(folder, "devops.yaml", GOOD + "summary: TBC, see [this](nowhere.md)\nclosing: TBC\n")
    result = call("validate", "devops.yaml")
    assert result.exit_code == 0
    assert briefs_in(result.stdout) == ["devops.yaml:3:10: warning [link]", "devops.yaml:4:10: info [placeholder]"]
    assert call("validate", "--strict", "devops.yaml").exit_code == 1


def test_two_strategies_with_one_document_id_are_an_error_that_names_both(folder: Path) -> None:
    write(folder, "a/devops.yaml", GOOD)
    write(folder, "b/devops.yaml", GOOD)
    result = call("validate", ".")
    assert result.exit_code == 1
    assert briefs_in(result.stdout) == ["b/devops.yaml:2:1: error [document-id]"]
    assert "a/devops.yaml" in result.stdout.replace("b/devops.yaml", "")


def test_names_excludes_and_the_scheme_can_be_given(folder: Path) -> None:
    write(folder, "pay.strategy.yaml", GOOD.replace("OFFICIAL", "AMBER"))
    write(folder, "old/old.strategy.yaml", "nonsense")
    options = ["--file-name", "*.strategy.yaml", "--exclude", "old/", "--classification", "GREEN"]
    assert call("validate", *options, ".").exit_code == 1
    assert call("validate", *options, "--classification", "AMBER", ".").exit_code == 0


def test_nothing_found_is_an_error_that_says_what_to_do(folder: Path) -> None:
    result = call("validate", ".")
    assert result.exit_code == 1
    assert "devops.yaml" in result.stderr
    result = call("validate", "--file-name", "*.yml", ".")
    assert "no file here is called *.yml." in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["validate", "missing"],
        ["nonsense"],
        ["validate", "--nonsense", "."],
        ["schema", "--catalogue", "--technologies"],
    ],
)
def test_a_wrong_command_exits_with_2(arguments: list[str], folder: Path) -> None:
    assert call(*arguments).exit_code == 2


def test_a_file_that_is_named_twice_is_checked_once(folder: Path) -> None:
    write(folder, "devops.yaml", GOOD)
    result = call("validate", ".", str(folder))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 strategy checked: nothing to fix.\n"


def test_the_schema_is_printed_as_json(folder: Path) -> None:
    result = call("schema", "--classification", "GREEN")
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert schema["title"] == "DevOps strategy"
    assert "GREEN" in json.dumps(schema)


def test_the_command_runs_as_a_program(folder: Path) -> None:
    write(folder, "devops.yaml", "project: [\n")
    command = [sys.executable, "-m", "mkdocs_arckit"]
    done = subprocess.run([*command, "validate", "devops.yaml"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert briefs_in(done.stdout) == ["devops.yaml:2:1: error [yaml]"]
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.strip() == f"mkdocs-arckit, version {__version__}"


# What holds for every command

COMMANDS = main.list_commands(click.Context(main))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_and_says_how_the_command_ends(command: str) -> None:
    text = " ".join(call(command, "--help").stdout.split())
    assert f"mkdocs-arckit {command} " in text.partition("Example")[2]
    assert [code for code in "012" if not re.search(rf"Exits with .*\b{code}\b", text)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_what_writes_files_can_be_tried_and_has_to_be_told_to_overwrite_some(command: str) -> None:
    text = call(command, "--help").stdout
    writes = command in {"export", "import", "init", "new", "render"}
    assert ("--dry-run" in text, "--force" in text) == (writes, writes)


def test_no_sentence_in_the_list_of_commands_is_cut_off() -> None:
    text = call("--help").stdout
    assert "Example" in text
    assert "..." not in text.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("mkdocs-arckit e", ["export"]),
        ("mkdocs-arckit render out --for z", ["zensical"]),
        ("mkdocs-arckit diff --ex", ["--exit-code"]),
        ("mkdocs-arckit new --start m", ["mobile"]),
    ],
)
def test_a_shell_completes_commands_options_and_their_words(typed: str, completed: list[str]) -> None:
    _, *words, last = typed.split()
    found = ShellComplete(main, {}, "mkdocs-arckit", "_MKDOCS_ARCKIT_COMPLETE").get_completions(words, last)
    assert [item.value for item in found] == completed


# Consoles and files that are not UTF-8


def ran(encoding: str, *arguments: str) -> tuple[int, bytes, bytes]:
    """Run the command with a console that has an encoding: its exit code, and what it wrote to its two streams."""
    streams = [io.BytesIO(), io.BytesIO()]
    code = 0
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in zip(("stdout", "stderr"), streams, strict=True):
            # As Python itself makes them: what the first can't write is an error, in the second it is escaped.
            errors = "strict" if name == "stdout" else "backslashreplace"
            patch.setattr(sys, name, io.TextIOWrapper(stream, encoding=encoding, errors=errors, write_through=True))
        try:
            main(arguments, standalone_mode=True)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        return code, streams[0].getvalue(), streams[1].getvalue()


@pytest.mark.parametrize("encoding", ["cp1252", "cp932", "ascii", "utf-8"])
def test_a_console_that_lacks_a_character_shows_another_one_in_its_place(folder: Path, encoding: str) -> None:
    write(folder, "devops.yaml", GOOD + '"✓ ✗ é \U0001f680": 1\n')
    code, printed, told = ran(encoding, "validate", "devops.yaml")
    assert code == 1
    assert b"unknown-key" in printed
    assert b"Traceback" not in told


def test_a_program_s_console_may_lack_a_character_too(folder: Path) -> None:
    write(folder, "devops.yaml", GOOD + '"✓ ✗ é \U0001f680": 1\n')
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "mkdocs_arckit", "validate", "devops.yaml"]
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.returncode == 1
    assert b"unknown-key" in done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["", "--catalogue", "--technologies", "--requirements"])
def test_a_schema_in_a_file_is_utf_8_whatever_the_console_is(folder: Path, option: str) -> None:
    code, printed, told = ran("cp1252", "schema", "--classification", "Vertraulich ✓", *filter(None, [option]))
    assert code == 0, told
    assert json.loads(printed.decode("utf-8"))
    assert b"\r" not in printed
    assert option or "Vertraulich ✓".encode() in printed
