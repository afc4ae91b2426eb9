"""`mkdocs-arckit new`: drafts of strategies, called for as people call for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_arckit.authoring.drafts import DRAFTS, FULL, MINIMAL, STARTS, Answers, draft, next_review
from mkdocs_arckit.checks.control import check_control
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.commands import new
from mkdocs_arckit.findings import Severity
from mkdocs_arckit.model.schema import json_schema
from mkdocs_arckit.model.strategy import NUMBERED, Strategy
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.source.result import Limits
from tests.helpers.command import call
from tests.helpers.sites import build_site

SITE = "site_name: Test\nplugins: [search, arckit]\n"
PERMITS = ("--project", "Parking Permits", "--owner", "Jane Doe, Lead")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795996800")  # 2026-11-30
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Path:
    (folder / "mkdocs.yml").write_text(SITE)
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Home\n")
    return folder


def parts(path: str | Path) -> dict[str, Any]:
    """A strategy's data; every value is text."""
    return read(Path(path).read_bytes()).root or {}


def strategy_of(source: str) -> Strategy:
    found = validate(source.encode(), "devops.yaml", Limits(findings=1000))
    assert [str(f) for f in found.findings if f.rule != "placeholder"] == []
    assert {f.severity for f in found.findings} <= {Severity.INFO}
    assert found.root is not None
    assert list(check_control(found.root, "2026-11-30")) == []
    assert found.strategy
    return found.strategy


def answers(number: int = 1) -> Answers:
    return Answers("Pay", f"{number:03}", "[OWNER_NAME]", "OFFICIAL", "Quarterly", date(2026, 11, 30))


# What is in a draft


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_has_nothing_but_placeholders_to_fix(kind: str) -> None:
    source = draft(kind, answers())
    strategy = strategy_of(source)
    assert "Pay" in Renderer().page(strategy).document()
    assert max(map(len, source.splitlines())) <= 120
    assert source.endswith("\n")
    assert not source.endswith("\n\n")


@pytest.mark.parametrize("kind", STARTS)
def test_a_starting_point_has_every_section_or_says_why_not(kind: str) -> None:
    strategy = strategy_of(draft(kind, answers()))
    assert [key for key in NUMBERED if getattr(strategy, key) is None] == ["traceability"]
    reasons = [section.not_applicable for key in NUMBERED if (section := getattr(strategy, key))]
    assert all(len(reason) > 40 or reason == "[REASON]" for reason in reasons if reason)
    assert strategy.kubernetes
    assert (strategy.kubernetes.not_applicable is None) == (kind == "kubernetes")


@pytest.mark.slow
def test_all_drafts_build_strictly(folder: Path) -> None:
    files = {f"docs/projects/{kind}/devops.yaml": draft(kind, answers(n)) for n, kind in enumerate(DRAFTS, 1)}
    built = build_site(folder, {"mkdocs.yml": SITE, "docs/index.md": "# Home\n", **files}, strict=True)
    assert built.exit_code == 0, built.log
    assert all((built.site_dir / f"projects/{kind}/devops/index.html").exists() for kind in DRAFTS)


def test_the_full_draft_has_every_key_of_the_schema() -> None:
    source = draft(FULL, answers())
    comments = "\n".join(line for line in source.splitlines() if line.lstrip().startswith("#"))
    schema = json_schema()

    def options(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        yield part
        for option in part.get("anyOf", []):
            yield from options(option)

    def missing(part: dict[str, Any], data: Any, path: str) -> Iterator[str]:
        for option in options(part):
            if isinstance(data, list) and option.get("items"):
                yield from missing(option["items"], data[0], path)
            for key, inner in option.get("properties", {}).items():
                if isinstance(data, dict) and key in data:
                    yield from missing(inner, data[key], f"{path}.{key}")
                elif not re.search(rf"\b{key}: ", comments) and not (isinstance(data, list) and key == "rows"):
                    yield f"{path}.{key}"

    assert list(missing(schema, yaml.safe_load(source), "")) == []
    for description in ("How a release gets from one environment to the next", "Where the state is kept, and how"):
        assert description in comments


def test_the_full_draft_names_the_sites_scheme() -> None:
    source = draft(FULL, answers(), ("GREEN", "AMBER"))
    assert "one of GREEN, AMBER" in source
    assert "OFFICIAL-SENSITIVE" not in source


@pytest.mark.parametrize(
    ("today", "cycle", "expected"),
    [
        (date(2026, 1, 31), "Monthly", date(2026, 2, 28)),
        (date(2026, 11, 30), "Quarterly", date(2027, 2, 28)),
        (date(2027, 8, 31), "Half-yearly", date(2028, 2, 29)),
        (date(2026, 12, 1), "Annual", date(2027, 12, 1)),
        (date(2026, 12, 1), "On-Demand", None),
    ],
)
def test_the_next_review_follows_from_the_cycle(today: date, cycle: str, expected: date | None) -> None:
    assert next_review(today, cycle) == expected


def test_on_demand_has_no_next_review(folder: Path) -> None:
    assert call("new", "--minimal", "--review-cycle", "On-Demand").exit_code == 0
    assert "next_review" not in parts("devops.yaml")["document"]


# Where it goes, and what it says of the project


def test_in_a_site_it_goes_into_the_docs_folder(site: Path) -> None:
    (site / "devops.schema.json").write_text("{}")
    result = call("new", "--start", "nomad", *PERMITS)
    assert result.exit_code == 0, result.stderr
    path = site / "docs/projects/001-parking-permits/devops.yaml"
    assert path.read_text().startswith("# yaml-language-server: $schema=../../../devops.schema.json\n")
    data = parts(path)
    assert data["project"] == {"id": "001", "name": "Parking Permits"}
    assert (data["document"]["owner"], data["document"]["status"]) == ("Jane Doe, Lead", "DRAFT")
    assert (data["document"]["created"], data["document"]["next_review"]) == ("2026-11-30", "2027-02-28")
    assert call("validate").exit_code == 0


def test_the_next_number_is_free(site: Path) -> None:
    for name, text in {
        "docs/pay/devops.yaml": draft(MINIMAL, answers(7)),
        "docs/odd/devops.yaml": "project: [",
        "docs/list/devops.yaml": "- a",
        "docs/gone/devops.yaml": "project: {id: x}",
        "docs/projects/012-old/notes.md": "",
    }.items():
        (site / name).parent.mkdir(parents=True)
        (site / name).write_text(text)
    (site / "docs/gone/devops.yaml").unlink()
    (site / "docs/gone/devops.yaml").symlink_to("nothing")
    assert call("new", "--minimal", "--project", "Pay").exit_code == 0
    assert parts("docs/projects/013-pay/devops.yaml")["project"]["id"] == "013"
    assert call("new", "--minimal", "--project", "Pay", "--id", "pay").exit_code == 0
    assert parts("docs/projects/pay-pay/devops.yaml")["project"]["id"] == "pay"


@pytest.mark.parametrize(
    ("path", "project", "file", "project_id"),
    [
        (None, "Parking Permits", "devops.yaml", "parking-permits"),
        ("a", "Pay", "a/devops.yaml", "pay"),
        ("a/b.yml", "Pay", "a/b.yml", "pay"),
        ("projects/004-pay", "Pay", "projects/004-pay/devops.yaml", "004"),
        ("a", '\'#: "Pay" <b>', "a/devops.yaml", "pay-b"),
        ("a", "Zürich", "a/devops.yaml", "zurich"),
    ],
)
def test_the_path_says_where(folder: Path, path: str | None, project: str, file: str, project_id: str) -> None:
    result = call("new", *([path] if path else []), "--minimal", "--project", project)
    assert result.exit_code == 0, result.stderr
    assert parts(file)["project"] == {"id": project_id, "name": project}
    strategy_of(Path(file).read_text())


def test_a_dash_prints(folder: Path) -> None:
    result = call("new", "-", "--full")
    assert (result.exit_code, result.stderr) == (0, "")
    strategy_of(result.stdout)
    assert list(folder.iterdir()) == []
    assert result.stdout == call("new", "-", "--full").stdout


def test_the_sites_names_and_scheme_hold(site: Path) -> None:
    options = {"file_names": ["*.devops.yaml"], "classifications": ["GREEN", "AMBER"], "publish_up_to": "GREEN"}
    (site / "mkdocs.yml").write_text(json.dumps({"site_name": "A", "plugins": [{"arckit": options}]}))
    result = call("new", "--minimal", "--project", "Pay")
    path = "docs/projects/001-pay/pay.devops.yaml"
    assert parts(path)["document"]["classification"] == "GREEN"
    assert "publish_up_to" not in result.stderr
    result = call("new", "--minimal", "--project", "Pay", "--classification", "AMBER")
    assert "publish_up_to" in result.stderr
    result = call("new", "--minimal", "--classification", "amber")
    assert (result.exit_code, "AMBER" in result.stderr) == (2, True)


def test_a_site_without_the_plugin_is_told_how_to_get_it(site: Path) -> None:
    (site / "mkdocs.yml").write_text("site_name: Test\n")
    assert "mkdocs-arckit init" in call("new", "--minimal").stderr


def test_a_configuration_that_cannot_be_read_is_an_error(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("site_name: [")
    assert call("new", "--minimal").exit_code == 1


def test_nothing_is_overwritten_without_force(folder: Path) -> None:
    Path("devops.yaml").write_text("mine")
    assert call("new", "--minimal").exit_code == 1
    assert call("new", "--minimal", "--force", "--dry-run").exit_code == 0
    assert Path("devops.yaml").read_text() == "mine"
    assert call("new", "--minimal", "--force").exit_code == 0
    assert parts("devops.yaml")["project"]["name"] == "[PROJECT_NAME]"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--project", "Pay"],
        ["--minimal", "--start", "data"],
        ["--start", "mainframe"],
        ["--minimal", "--project", "a\x1b[2J"],
        ["--minimal", "--project", "a\nb"],
        ["--minimal", "--project", "許可"],
        ["--minimal", "--project", "1. Pay"],
        ["--minimal", "--id", "1"],
        ["--minimal", "--owner", "Jane (3 March 2026)"],
    ],
)
def test_a_wrong_command_writes_nothing(folder: Path, arguments: list[str]) -> None:
    assert call("new", *arguments).exit_code == 2
    assert list(folder.iterdir()) == []


# Questions


@pytest.mark.parametrize("owner", ["Jane Doe, Lead", ""])
def test_in_a_terminal_it_asks(site: Path, monkeypatch: pytest.MonkeyPatch, owner: str) -> None:
    monkeypatch.setattr(new, "_in_a_terminal", lambda: True)
    result = call("new", typed=f"mainframe\nserverless\nPay\n{owner}\n\n")
    assert result.exit_code == 0, result.stderr
    data = parts("docs/projects/001-pay/devops.yaml")
    assert data["document"]["owner"] == (owner or "[OWNER_NAME]")
    assert data["document"]["classification"] == "OFFICIAL"
    assert data["containers"]["not_applicable"]
    assert result.stdout == ""


def test_whoever_knows_nothing_yet_gets_the_smallest_draft(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "_in_a_terminal", lambda: True)
    assert call("new", typed="\nPay\n\n\n").exit_code == 0
    assert set(parts("docs/projects/001-pay/devops.yaml")) == {"project", "document"}


def test_what_options_say_is_not_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "_in_a_terminal", lambda: True)
    result = call("new", "--start", "data", *PERMITS, "--classification", "PUBLIC", typed="")
    assert result.exit_code == 0, result.stderr
    assert call("new", "--full", "--force", typed="").exit_code == 0
