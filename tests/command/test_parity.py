"""`mkdocs-arckit validate` without a path reports what `mkdocs build` of the site reports, whatever the site is."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.command import call
from tests.helpers.findings import named_in
from tests.helpers.properties import examples
from tests.helpers.samples import config, strategy
from tests.helpers.sites import mkdocs_build

pytestmark = pytest.mark.slow

_FINDING = re.compile(r"^\w+ - arckit: (.*: (?:error|warning|info): .* \[[\w-]+\])$")


def nested(levels: int) -> str:
    """A file with keys inside one another, which the format keeps and does not show."""
    deep = "\n".join(f"{'  ' * level}x-a:" for level in range(1, levels))
    return strategy("deep", "Deep", more=f"x-deep:\n{deep}\n{'  ' * levels}x-a: b")


TECHNOLOGIES = "approved:\n  - {technology: Python, end_of_life: 2027-05-01}\nbanned:\n  - {technology: PHP}\n"
STACK = "overview:\n  technology_stack: {languages: [Python, PHP, COBOL]}"
CLAIM = "traceability: [{id: [FR-1, FR-99], requirement: Pay}]"
DOCUMENT = "# Requirements\n\n## FR-1: Pay\n"

# Each is a piece of a site: files by path. Any set of them is a site.
PIECES: dict[str, dict[str, str]] = {
    "valid": {"docs/valid/devops.yaml": strategy("valid", "Valid")},
    "beside a page": {"docs/a/devops.yaml": strategy("a", "A"), "docs/a/devops.md": "# Mine\n"},
    "two of one ID": {"docs/x/devops.yaml": strategy("100", "X"), "docs/y/devops.yaml": strategy("100", "Y")},
    "deep": {"docs/deep/devops.yaml": nested(50)},
    "not YAML": {"docs/broken/devops.yaml": "project: {id: [\n"},
    "not classified": {"docs/unknown/devops.yaml": strategy("unknown", "U", classification="INTERNAL")},
    "secret": {"docs/secret/devops.yaml": strategy("secret", "S", classification="SECRET", owner="[X]")},
    "placeholder": {"docs/todo/devops.yaml": strategy("todo", "T", status="APPROVED", owner="TBC")},
    "unknown key": {"docs/key/devops.yaml": strategy("key", "K", more="overveiw: {}\nci: {stagez: [a]}")},
    "links": {
        "docs/links/devops.yaml": strategy("links", "L", more="summary: '[a](../index.md) [b](no.md) [c](made.md)'")
    },
    "supersedes": {
        "docs/old/devops.yaml": strategy("old", "Old", status="APPROVED", superseded_by="ARC-new-DEVOPS-v1.0"),
        "docs/new/devops.yaml": strategy("new", "New", status="APPROVED"),
    },
    "uses": {"docs/uses/devops.yaml": strategy("uses", "Uses", more=STACK)},
    "claims": {"docs/claims/devops.yaml": strategy("200", "Claims", more=CLAIM)},
    "requirements beside": {"docs/claims/ARC-200-REQ-v1.0.md": DOCUMENT},
    "outside": {
        "services/s/devops.yaml": strategy("300", "Service"),
        "services/t/devops.yaml": strategy("300", "Service"),
    },
    "almost named": {"docs/almost/devops.yml": strategy("almost", "A")},
    "marker": {"docs/marked.md": "# M\n\n<!-- arckit:index {status: NEVER} -->\n\n<!-- arckit:idnex -->\n"},
    "index taken": {"docs/strategies/index.md": "# Ours\n"},
    "view taken": {"docs/strategies/portfolio/reviews.md": "# Ours\n"},
    "dangling": {},
    "templates": {
        "arckit/sections/cii.md": "x",
        "arckit/sections/ci.md": '{% extends "arckit/sections/ci.md" %}{% block no %}{% endblock %}',
    },
}
OPTIONS: dict[str, Any] = {
    "limits": {"depth": 80},
    "roots": ["services"],
    "classifications": ["PUBLIC", "INTERNAL", "OFFICIAL", "SECRET"],
    "review_windows": [200],
    "technologies": "technologies.yaml",
    "requirements": "requirements.csv",
    "on_error": "warn",
    "exclude": ["broken/"],
    "views": {"reviews": False},
    "templates": "arckit",
    "publish_source": True,
}


def make_site(folder: Path, pieces: set[str], options: set[str]) -> Path:
    """Write a site with pieces and options, and return its configuration."""
    files = {"docs/index.md": "# Home\n", "technologies.yaml": TECHNOLOGIES, "requirements.csv": "id,title\nFR-1,Pay\n"}
    for piece in sorted(pieces):
        files |= PIECES[piece]
    for path in ("services", "arckit"):
        (folder / path).mkdir()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    if "dangling" in pieces:
        (folder / "docs/gone").mkdir()
        os.symlink(folder / "nowhere.yaml", folder / "docs/gone/devops.yaml")
    arckit = {name: OPTIONS[name] for name in sorted(options)}
    (folder / "mkdocs.yml").write_text(config(arckit, theme={"name": "mkdocs"}), encoding="utf-8")
    return folder / "mkdocs.yml"


def reported_by_build(configuration: Path) -> list[str]:
    """The findings that a build logs."""
    log = mkdocs_build(configuration, configuration.parent / "site").log
    return sorted(match[1] for line in log.splitlines() if (match := _FINDING.match(line)))


def reported_by_command(configuration: Path) -> list[str]:
    """The findings that the command prints."""
    answer = call("validate", "--config-file", str(configuration))
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    return sorted(answer.stdout.splitlines())


@examples(40)
@given(st.sets(st.sampled_from(sorted(PIECES)), max_size=8), st.sets(st.sampled_from(sorted(OPTIONS)), max_size=5))
def test_command_and_build_report_the_same(pieces: set[str], options: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        configuration = make_site(Path(folder), pieces, options)
        assert reported_by_command(configuration) == reported_by_build(configuration)


@pytest.mark.parametrize("piece", sorted(PIECES))
def test_each_piece_is_reported_alike(piece: str, tmp_path: Path) -> None:
    configuration = make_site(tmp_path, {piece, "valid"}, {"roots", "technologies", "templates"})
    assert reported_by_command(configuration) == reported_by_build(configuration)


SAID = {
    "beside a page": ("docs/a/devops.yaml:1:1: error [address]", ["a/devops.md"]),
    "two of one ID": ("docs/y/devops.yaml:2:1: error [document-id]", ["ARC-100-DEVOPS-v1.0"]),
    "dangling": ("docs/gone/devops.yaml: error [file]", []),
    "not classified": ("docs/unknown/devops.yaml:5:19: error [classification]", ["document.classification"]),
    "almost named": ("docs/almost/devops.yml: warning [raw-file]", []),
    "index taken": ("docs/strategies/index.md: error [address]", ["<!-- arckit:index -->", "index.path"]),
    "uses": ("docs/uses/devops.yaml:7:47: info [technology]", ["COBOL"]),
    "templates": ("arckit/sections/ci.md:1:1: warning [template]", ["no"]),
    "links": ("docs/links/devops.yaml:6:10: warning [link]", ["no.md"]),
}


@pytest.mark.parametrize("piece", sorted(SAID))
def test_what_is_reported(piece: str, tmp_path: Path) -> None:
    """So that both are not equal by reporting nothing."""
    configuration = make_site(tmp_path, {piece}, {"technologies", "templates"})
    reported = named_in("\n".join(reported_by_command(configuration)))
    place, named = SAID[piece]
    assert (place, named) in [(found, names[: len(named)]) for found, names in reported], json.dumps(reported, indent=1)


def test_a_deep_file_passes_where_the_site_allows_it(tmp_path: Path) -> None:
    [line] = reported_by_command(make_site(tmp_path, {"deep"}, {"limits"}))
    assert line.endswith("[own-key]")


def test_requirements_beside_strategies_count(tmp_path: Path) -> None:
    configuration = make_site(tmp_path, {"claims", "requirements beside"}, set())
    [line] = reported_by_command(configuration)
    assert named_in(line) == [("docs/claims/devops.yaml:6:17: info [requirement]", ["FR-99"])]


@pytest.mark.parametrize("path", ["docs", "docs/claims", "docs/claims/devops.yaml"])
def test_requirements_count_without_a_site(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_site(tmp_path, {"claims", "requirements beside"}, set())
    (tmp_path / "docs/claims/ARC-200-REQ-v2.0.md").write_bytes(b"# \xff\n\n<!-- arckit:idnex -->\n\n## FR-1: Pay\n")
    monkeypatch.chdir(tmp_path)
    answer = call("validate", path)
    assert named_in(answer.stdout) == [("docs/claims/devops.yaml:6:17: info [requirement]", ["FR-99"])]
    excluded = call("validate", path, "--exclude", "*.md")
    assert excluded.stdout == (answer.stdout if path.endswith(".yaml") else ""), "a file that is named is not excluded"


def test_how_soon_a_technology_ends_is_the_sites_business(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 2026-11-30, 152 days before
    configuration = make_site(tmp_path, {"uses"}, {"technologies", "review_windows"})
    (line,) = [line for line in reported_by_command(configuration) if "`Python`" in line]
    assert (named_in(line)[0][0].partition(": ")[2], "2027-05-01" in line) == ("info [technology]", True)
