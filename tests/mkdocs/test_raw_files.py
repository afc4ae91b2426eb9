"""No strategy is published as it is unless its classification allows it, whatever the file's name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built
from tests.mkdocs.test_ceiling import CANARY, FOLDER, leaks, secret

AS_JSON = json.dumps(yaml.load(secret(), yaml.BaseLoader))
HOME = {"docs/index.md": "# Home"}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "devops.yam",
            "devops.txt",
            "DevOpsStrategy.yaml",
            "dev\u043eps.yaml",
            "devops\uff0eyaml",
            "4913",
            "sedAb12Cd",
        ),
        *(
            "devops.yaml/4913",
            "devops.yaml/a.txt",
            "strategy~",
            "notes",
            "data.json",
            "payments.csv",
            "a.html",
            "a.css",
        ),
    ],
)
def test_no_byte_of_a_strategy_with_another_name(name: str, site: Callable[..., Built]) -> None:
    options = {"publish_source": True, "file_names": ["strategy" if name == "strategy~" else "devops.yaml"]}
    built = site({**HOME, "mkdocs.yml": config(options, ["search"]), f"docs/{FOLDER}/{name}": secret()})
    assert (built.exit_code, leaks(built)) == (0, []), built.log
    assert built.found == [f"docs/{FOLDER}/{name}: warning [raw-file]"]


@pytest.mark.parametrize("how", ["json", "utf-16", "utf-16-le", "latin-1", "gz"])
def test_no_byte_of_a_strategy_in_another_form(how: str, site: Callable[..., Built], tmp_path: Path) -> None:
    contents = {
        "json": AS_JSON.encode(),
        "latin-1": secret().encode() + b"summary: \xe4\n",
        "gz": b"\x1f\x8b\x08\0\xff",
    }
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


# Brought by others: hooks run after every plugin that has the same priority


def hook(event: str, name: str, text: str, priority: float = 0) -> dict[str, str]:
    """A site with a hook that brings a file in an event: among the files, or where the site is built."""
    bring = {
        "on_post_build": f"path = pathlib.Path(config.site_dir, {name!r}); path.parent.mkdir(exist_ok=True); path.write_text(TEXT, 'utf-8')",
    }.get(event, f"files.append(File.generated(config, {name!r}, content=TEXT))")
    first = "config" if event == "on_post_build" else {"on_files": "files, config"}.get(event, "item, config, files")
    code = (
        "import pathlib\nfrom mkdocs.plugins import event_priority\nfrom mkdocs.structure.files import File\n"
        f"TEXT = {text!r}\n\n@event_priority({priority})\ndef {event}({first}):\n    {bring}\n"
    )
    return {**HOME, "hooks.py": code, "mkdocs.yml": config({"on_error": "warn"}, ["search"], hooks=["hooks.py"])}


LATE = [("on_post_build", 0), ("on_post_build", -500), ("on_post_build", -1e308)]
EVENTS = [("on_files", 100), ("on_files", 0), ("on_files", -95), ("on_files", -500), ("on_nav", 0), ("on_env", 0)]


@pytest.mark.parametrize("name", ["devops.yaml", "notes.txt", "devops.yml"])
@pytest.mark.parametrize(("event", "priority"), [*EVENTS, *LATE])
def test_no_byte_of_what_a_hook_brings(event: str, priority: float, name: str, site: Callable[..., Built]) -> None:
    built = site(hook(event, f"{FOLDER}/{name}", secret(), priority))
    assert built.exit_code == 0, built.log
    assert [path for path in built.site_dir.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()] == []
    assert f"{FOLDER}/{name}" in built.log
    assert CANARY not in built.log


@pytest.mark.parametrize("priority", [100, 0])
def test_a_strategy_that_a_hook_brings_has_a_page(priority: int, site: Callable[..., Built]) -> None:
    text = strategy("007", "Brought", owner="'[Home](../index.md)'")
    built = site(hook("on_files", "a/devops.yaml", text, priority), strict=True)
    assert (built.exit_code, built.found) == (0, []), built.log
    assert Html(built.html("strategies/index.html")).links["Brought"] == "../a/devops/"
    assert Html(built.html("a/devops/index.html")).links["Home"] == "../.."
    assert not list(built.site_dir.rglob("*.yaml"))


def test_a_strategy_that_a_hook_puts_in_the_place_of_another(site: Callable[..., Built]) -> None:
    files = hook("on_files", "a/devops.yaml", strategy("007", "Brought"))
    remove = "    files.remove(files.get_file_from_path('a/devops.yaml'))\n"  # MkDocs asks for it
    files["hooks.py"] = files["hooks.py"].replace("    files.append(", f"{remove}    files.append(")
    built = site({**files, "docs/a/devops.yaml": strategy("001", "Replaced")}, strict=True)
    assert built.exit_code == 0, built.log
    links = Html(built.html("strategies/index.html")).links
    assert "Brought" in links
    assert "Replaced" not in links


@pytest.mark.parametrize("event", ["on_nav", "on_post_build"])
def test_a_strategy_that_comes_too_late_is_refused_with_a_message(event: str, site: Callable[..., Built]) -> None:
    built = site(hook(event, "a/devops.yaml", strategy()), strict=True)
    assert built.exit_code == 1
    assert [found.partition(": ")[2] for found in built.found] == ["warning [raw-file]"]
    assert not list(built.site_dir.rglob("*.yaml"))


def test_a_folder_that_is_linked_into_the_site(site: Callable[..., Built], tmp_path: Path) -> None:
    """What is looked at is what a web server finds; what the link leads to stays."""
    notes = tmp_path / "elsewhere" / "notes.txt"
    notes.parent.mkdir()
    notes.write_text(secret(), encoding="utf-8")
    code = (
        "import pathlib\n\ndef on_post_build(config):\n"
        f"    pathlib.Path(config.site_dir, 'linked').symlink_to({str(notes.parent)!r}, True)\n"
    )
    built = site({**HOME, "hooks.py": code, "mkdocs.yml": config(hooks=["hooks.py"])}, strict=True)
    assert (built.exit_code, built.found) == (1, ["site/linked/notes.txt: warning [raw-file]"]), built.log
    assert not (built.site_dir / "linked").exists()
    assert notes.read_text(encoding="utf-8") == secret()


def test_what_a_hook_brings_stays_raw_if_it_may(site: Callable[..., Built]) -> None:
    files = hook("on_files", "a/devops.yaml", strategy("007", "Brought"))
    files["mkdocs.yml"] = config({"publish_source": True}, hooks=["hooks.py"])
    built = site(files, strict=True)
    assert built.exit_code == 0, built.log
    assert built.html("a/devops.yaml") == strategy("007", "Brought")
    assert "Brought" in built.html("a/devops/index.html")


def test_a_source_that_changes_while_the_site_is_built(site: Callable[..., Built]) -> None:
    """What is copied counts, not what was read before."""
    code = f"import pathlib\n\ndef on_nav(nav, config, files):\n    pathlib.Path(config.docs_dir, 'a/devops.yaml').write_text({secret()!r})\n"
    files = {"hooks.py": code, "docs/a/devops.yaml": strategy()}
    built = site({**HOME, **files, "mkdocs.yml": config({"publish_source": True}, hooks=["hooks.py"])})
    assert built.exit_code == 0, built.log
    assert leaks(built) == []
    assert [found.partition(": ")[2] for found in built.found] == ["warning [raw-file]"]
