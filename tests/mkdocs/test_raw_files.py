"""No strategy is published as it is unless its classification allows it, whatever the file's name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.samples import config, strategy
from tests.helpers.sites import Built
from tests.mkdocs.test_ceiling import CANARY, FOLDER, leaks, secret

AS_JSON = json.dumps(yaml.load(secret(), yaml.BaseLoader))
HOME = {"docs/index.md": "# Home"}


@pytest.mark.parametrize(
    "name",
    [
        *("devops.yam", "devops.txt", "DevOpsStrategy.yaml", "dev\u043eps.yaml", "devops\uff0eyaml", "4913", "sedAb12Cd"),
        *("devops.yaml/4913", "devops.yaml/a.txt", "strategy~", "notes", "data.json", "payments.csv", "a.html", "a.css"),
    ],
)
def test_no_byte_of_a_strategy_with_another_name(name: str, site: Callable[..., Built]) -> None:
    options = {"publish_source": True, "file_names": ["strategy" if name == "strategy~" else "devops.yaml"]}
    built = site({**HOME, "mkdocs.yml": config(options, ["search"]), f"docs/{FOLDER}/{name}": secret()})
    assert (built.exit_code, leaks(built)) == (0, []), built.log
    assert built.found == [f"docs/{FOLDER}/{name}: warning [raw-file]"]


@pytest.mark.parametrize("how", ["json", "utf-16", "utf-16-le", "latin-1", "gz"])
def test_no_byte_of_a_strategy_in_another_form(how: str, site: Callable[..., Built], tmp_path: Path) -> None:
    contents = {"json": AS_JSON.encode(), "latin-1": secret().encode() + b"summary: \xe4\n", "gz": b"\x1f\x8b\x08\0\xff"}
    name = "devops.yaml.gz" if how == "gz" else "backup"
    path = tmp_path / "docs" / FOLDER / name
    path.parent.mkdir(parents=True)
    path.write_bytes(contents[how] if how in contents else secret().encode(how))
    built = site(HOME)
    assert (built.exit_code, leaks(built)) == (0, []), built.log
    assert built.found == [f"docs/{FOLDER}/{name}: warning [raw-file]"]


@pytest.mark.parametrize("classification", [None, "SECRET", "Official", "'[CLASSIFICATION]'", "OFFICIAL\n  a: b: c"])
def test_what_is_not_known_to_be_within_the_ceiling_is_held_back(
    classification: str | None, site: Callable[..., Built]
) -> None:
    built = site({**HOME, "docs/sample.txt": strategy(classification=classification)})
    assert not (built.site_dir / "sample.txt").exists()
    assert built.found == ["docs/sample.txt: warning [raw-file]"]


def test_what_is_within_the_ceiling_is_published_as_any_file_of_the_site(site: Callable[..., Built]) -> None:
    built = site({**HOME, "docs/sample.txt": strategy()}, strict=True)
    assert built.exit_code == 0, built.log
    assert built.html("sample.txt") == strategy()
    assert built.found == ["docs/sample.txt: info [raw-file]"]


@pytest.mark.parametrize("setting", ["exclude_docs", "exclude"])
def test_no_word_about_what_is_left_out(setting: str, site: Callable[..., Built]) -> None:
    settings: Any = {"arckit": {"exclude": ["old/"]}} if setting == "exclude" else {"exclude_docs": "old/\n"}
    built = site({**HOME, "mkdocs.yml": config(**settings), "docs/old/a.txt": secret()}, strict=True)
    assert (built.exit_code, leaks(built), built.found) == (0, [], []), built.log
    assert not (built.site_dir / "old").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("azure-devops.yml", "trigger: [main]\nsteps: [{script: make}]\n"),
        ("devops.yml", "# not a strategy\na: b\n"),
        ("openapi.yaml", "openapi: 3.1.0\ncomponents:\n  document: {}\n  project: {}\n  classification: {}\n"),
        ("strategies.jsonl", '{"project_id":"1","document_id":"2","classification":"SECRET"}\n'),
        ("page.html", f"<pre>\n{strategy(classification='SECRET')}</pre>\n"),
    ],
)
def test_what_is_not_a_strategy_is_the_site_s(name: str, text: str, site: Callable[..., Built]) -> None:
    built = site({**HOME, f"docs/{name}": text}, strict=True)
    assert (built.exit_code, built.found) == (0, []), built.log
    assert built.html(name) == text


def test_a_link_to_what_is_held_back_is_reported(site: Callable[..., Built]) -> None:
    files = {"docs/a/devops.yaml": strategy(owner="'[notes](notes.txt)'"), "docs/a/notes.txt": secret()}
    built = site({**HOME, **files})
    assert built.found == ["docs/a/notes.txt: warning [raw-file]", "docs/a/devops.yaml:6:10: warning [link]"]
    assert CANARY not in built.html("a/devops/index.html")
