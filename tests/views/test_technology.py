"""The page of technologies, the list that a site brings, and what is found by it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mkdocs_arckit.portfolio.registers import read_technologies
from mkdocs_arckit.portfolio.technologies import Technologies, Technology, split_technologies, technology
from tests.helpers.command import call
from tests.helpers.findings import brief, named_in, names
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

PAGE = "strategies/portfolio/technology/index.html"


def stack(project: str, lines: str, **document: str) -> str:
    return strategy(project, f"P{project}", more=f"overview:\n  technology_stack:\n{lines}", **document)


def parts(built: Built) -> dict[str, list[list[str]]]:
    """The rows of the page by its headings, without those of the headings."""
    assert built.exit_code == 0, built.log
    found = re.split(r"<h2[^>]*>(.*?)<", re.sub(r"<footer.*", "", built.html(PAGE), flags=re.DOTALL))
    return {unescape(title): Html(f"<{body}").rows[1:] for title, body in zip(found[1::2], found[2::2], strict=True)}


def test_the_author_s_words_are_split_into_name_and_version() -> None:
    def split_up(words: str) -> tuple[str, str]:
        return tuple(technology(words))  # type: ignore[return-value]

    assert split_up("Python 3.12") == ("Python", "3.12")
    assert split_up("C# 14") == ("C#", "14")
    assert split_up("Node.js v22.x") == ("Node.js", "22.x")
    assert split_up("Oracle Database 19c") == ("Oracle Database", "19c")
    assert split_up("Ubuntu 24.04 LTS") == ("Ubuntu", "24.04 LTS")
    assert split_up("Kubernetes (Amazon EKS)") == ("Kubernetes", "")
    assert split_up("Java 21 (Temurin)") == ("Java", "21")
    for words in ("Oracle Database 19c on Amazon RDS", "S3", "3.12", "Python >=3.12", "React or Vue"):
        assert split_up(words) == (words, ""), "nothing is guessed"


def test_a_text_is_several_technologies_between_commas_outside_brackets() -> None:
    assert split_technologies("GitHub Actions, Argo CD") == ["GitHub Actions", "Argo CD"]
    assert split_technologies("AWS (London, eu-west-2), GCP") == ["AWS (London, eu-west-2)", "GCP"]
    assert split_technologies("a [b, c] {d, e}, , f),g") == ["a [b, c] {d, e}", "f)", "g"]


def test_layers_are_those_of_the_template_and_the_author_s(site: Callable[..., Built]) -> None:
    rows = (
        "    - {layer: languages, technology: [Go 1.26, 'Erlang, OTP 28']}\n    - {layer: Map tiles, technology: TBC}"
    )
    files = {
        "docs/a/devops.yaml": stack("001", "    Languages: Go 1.25, Rust\n    All of C#: [Fastly]"),
        "docs/b/devops.yaml": stack("002", rows),
        "docs/c/devops.yaml": stack("003", "    languages: Cobol", status="ARCHIVED"),
        "docs/d/devops.yaml": strategy("004", "P004", more="overview: {not_applicable: It is a library.}"),
    }
    built = site(files, strict=True)
    assert parts(built)["Languages"] == [
        ["Go", "2", "P001: Go 1.25 P002: Go 1.26"],
        ["Erlang, OTP 28".removesuffix(" 28"), "1", "P002: Erlang, OTP 28"],
        ["Rust", "1", "P001: Rust"],
    ]
    assert list(parts(built)) == ["Languages", "All of C#", "Used by one strategy only"]
    assert "4 technologies in 2 layers, of 3 strategies in use." in Html(built.html(PAGE)).text
    assert [row[0] for row in parts(built)["Used by one strategy only"]] == ["Erlang, OTP", "Fastly", "Rust"]


def test_the_page_is_absent_without_technologies(site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": stack("001", "    Map tiles: TBC")}, strict=True)
    assert not (built.site_dir / PAGE).exists()


LIST = """
aliases: {PostgreSQL: [Postgres, Aurora PostgreSQL], Oracle Database 19c: Oracle 19c on RDS}
approved: [Python 3, PostgreSQL 17, {technology: Go, layer: Languages}]
tolerated:
  - {technology: Python 3.9, reason: Slow to leave, instead: Python 3.13, end_of_life: 2026-11-22}
  - {technology: Oracle Database, end_of_life: 2027-02-21}
  - {technology: Perl, end_of_life: 2027-02-22}
banned: [{technology: Jenkins, reason: Unpatched, instead: GitHub Actions}]
"""


def listed(text: str) -> Technologies:
    found, findings = read_technologies(text.encode(), "technologies.yaml")
    assert findings == []
    assert found
    return found


def test_names_are_those_of_the_aliases() -> None:
    technologies = listed(LIST)
    assert technologies.named("postgres") == Technology("PostgreSQL")
    assert technologies.named("Aurora PostgreSQL 17") == Technology("PostgreSQL", "17")
    assert technologies.named("Oracle 19c on RDS") == Technology("Oracle Database", "19c")
    assert technologies.named("MariaDB 11") == Technology("MariaDB", "11")


@pytest.mark.parametrize(
    ("words", "layer", "standing"),
    [
        ("Python 3.13", "Languages", "approved"),
        ("python 3.9.7", "Languages", "tolerated"),
        ("Python 3.90", "Languages", "approved"),
        ("Python 2.7", "Languages", None),
        ("Python", "Languages", None),
        ("Go 1.26", "Languages", "approved"),
        ("Go 1.26", "Frameworks", None),
        ("Jenkins", "CI/CD Platform", "banned"),
        ("Postgres 16", "Database", None),
    ],
)
def test_the_entry_that_means_it_most_closely_counts(words: str, layer: str, standing: str | None) -> None:
    technologies = listed(LIST)
    found = technologies.find(technologies.named(words), layer)
    assert (found.standing if found else None) == standing


USED = """    languages: [Python 3.9, Perl 5, Python 2.7]
    ci_cd_platform: Jenkins, Drone
    Database: Oracle 19c on RDS"""


def test_what_is_found_has_its_place(site: Callable[..., Built]) -> None:
    options = {"technologies": "lists/technologies.yaml"}
    files = {"mkdocs.yml": config(options), "lists/technologies.yaml": LIST, "docs/a/devops.yaml": stack("001", USED)}
    built = site(files)
    place = "docs/a/devops.yaml"
    assert named_in(built.log) == [
        (f"{place}:8:17: warning [technology]", ["Python 3.9", "Python 3.13"]),
        (f"{place}:8:37: info [technology]", ["Python 2.7"]),
        (f"{place}:9:21: warning [technology]", ["Jenkins", "GitHub Actions"]),
        (f"{place}:9:21: info [technology]", ["Drone"]),
        (f"{place}:10:15: info [technology]", ["Oracle 19c on RDS"]),
    ]
    ended, version, banned, unknown, ends = (line for line in built.log.splitlines() if "[technology]" in line)
    assert ["2026-11-22" in ended, "2027-02-21" in ends, "Unpatched" in banned] == [True] * 3
    assert ["3, 3.9" in version, "versions" in unknown] == [True, False]
    assert built.found_as("WARNING") == [line for line in built.found if ": warning " in line]
    assert built.found_as("INFO") == [line for line in built.found if ": info " in line]
    shown = parts(built)
    assert shown["Banned"] == [["Jenkins", "CI/CD Platform", "P001", "Unpatched. Instead: GitHub Actions"]]
    assert [row[0] for row in shown["Tolerated"]] == ["Python 3.9", "Perl 5", "Oracle 19c on RDS"]
    assert [row[:3] for row in shown["End of support"]] == [
        ["Python 3.9", "2026-11-22", "ended yesterday"],
        ["Oracle 19c on RDS", "2027-02-21", "ends in 90 days"],
        ["Perl 5", "2027-02-22", "ends in 91 days"],
    ]
    assert [row[0] for row in shown["Not in the list"]] == ["Python 2.7", "Drone"]
    assert shown["Languages"][1] == [
        "Python",
        "1",
        "not listed tolerated",
        "P001: Python 3.9 tolerated, Python 2.7 not listed",
    ]
    assert site(files, strict=True).exit_code == 1, "a warning ends a strict build"


def test_the_command_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("devops.yaml").write_text(stack("001", USED), encoding="utf-8")
    Path("technologies.yaml").write_text(LIST, encoding="utf-8")
    result = call("validate", ".", "--technologies", "technologies.yaml")
    assert result.exit_code == 0
    assert len(named_in(result.stdout)) == result.stdout.count("[technology]") == 5
    assert ("devops.yaml:9:21: warning [technology]", ["Jenkins", "GitHub Actions"]) in named_in(result.stdout)
    assert call("validate", ".", "--technologies", "technologies.yaml", "--strict").exit_code == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = call("validate", ".", "--technologies", "technologies.yaml")
    assert (result.exit_code, "seconds since 1970" in result.stderr) == (2, True)


def test_without_an_allowing_list_the_rest_is_open(site: Callable[..., Built]) -> None:
    files = {"technologies.yaml": "banned: [Jenkins]", "docs/a/devops.yaml": stack("001", "    languages: Go")}
    built = site({"mkdocs.yml": config({"technologies": "technologies.yaml"}), **files}, strict=True)
    assert "[technology]" not in built.log
    assert "Not in the list" not in parts(built)


def test_what_is_not_in_use_is_not_compared(site: Callable[..., Built]) -> None:
    files = {"technologies.yaml": LIST, "docs/a/devops.yaml": stack("001", USED, status="SUPERSEDED")}
    built = site({"mkdocs.yml": config({"technologies": "technologies.yaml"}), **files}, strict=True)
    assert "[technology]" not in built.log
    assert not (built.site_dir / PAGE).exists()


@pytest.mark.parametrize(
    ("text", "finding", "named"),
    [
        ("aproved: [Go]", "1:1: error [unknown-key]", ["aproved", "approved"]),
        ("banned: [{technology: Go, reson: Old}]", "1:27: error [unknown-key]", ["reson", "reason"]),
        ("banned: [{reason: Old}]", "1:10: error [required]", ["technology", "technology: …"]),
        ("banned: [{technology: Go, end_of_life: soon}]", "1:40: error [date]", ["soon"]),
        ("approved: [Go 1.26]\nbanned: [{technology: go 1.26}]", "2:23: error [technology]", ["go 1.26"]),
        ("aliases: {A: [X], B: x}", "1:22: error [technology]", ["x", "A"]),
        ("approved: Go", "1:11: error [type]", ["approved:"]),
        ("- Go", "1:1: error [yaml]", ["aliases:"]),
    ],
)
def test_a_list_is_validated_like_a_strategy(
    text: str, finding: str, named: list[str], site: Callable[..., Built]
) -> None:
    found, findings = read_technologies(text.encode(), "technologies.yaml")
    assert found is None
    assert [(brief(f), names(f)) for f in findings] == [(f"technologies.yaml:{finding}", named)]
    files = {"technologies.yaml": text, "docs/a/devops.yaml": stack("001", "    languages: Go")}
    built = site({"mkdocs.yml": config({"technologies": "technologies.yaml"}), **files})
    assert built.exit_code == 1
    assert built.found_as("ERROR") == [f"technologies.yaml:{finding}"]
    built = site({"mkdocs.yml": config({"technologies": "technologies.yaml", "on_error": "warn"}), **files})
    assert built.exit_code == 0
    assert built.found_as("WARNING") == [f"technologies.yaml:{finding}"]
    assert parts(built)["Languages"] == [["Go", "1", "P001: Go"]]


def test_a_list_that_is_not_there_is_an_error_of_the_options(site: Callable[..., Built]) -> None:
    options = {"technologies": "nowhere.yaml"}
    built = site({"mkdocs.yml": config(options), "docs/a/devops.yaml": strategy()})
    assert built.exit_code == 1
    assert "'technologies'" in built.log or "nowhere.yaml" in built.log


def test_hostile_names_are_text(site: Callable[..., Built]) -> None:
    name = "<script>alert(1)</script> | **x** {{ 7 }}"
    hostile = json.dumps(name)
    built = site({"docs/a/devops.yaml": stack("001", f"    {hostile}: [{hostile}]")})
    assert "<script>alert" not in built.html(PAGE)
    lists = f"banned: [{{technology: {hostile}, reason: {hostile}, instead: {hostile}}}]"
    files = {"technologies.yaml": lists, "docs/a/devops.yaml": stack("001", f"    {hostile}: [{hostile}]")}
    built = site({"mkdocs.yml": config({"technologies": "technologies.yaml"}), **files})
    assert "<script>alert" not in built.html(PAGE)
    # What is an author's is read as a cell is, without its marks.
    assert parts(built)["Banned"][0][0] == "<script>alert(1)</script> | x {{ 7 }}"


def test_the_schema_of_the_list(tmp_path: Path) -> None:
    result = call("schema", "--technologies")
    schema = json.loads(result.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    text = (ROOT / "example-site/technologies.yaml").read_text(encoding="utf-8")
    jsonschema.validate(yaml.load(text, yaml.BaseLoader), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"aproved": ["Go"]}, schema)


# The example site, counted again from its YAML


def documents() -> list[dict[str, Any]]:
    """The strategies in use that are published."""
    found = []
    for path in sorted((ROOT / "example-site").rglob("devops.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        document = data["document"]
        if document["classification"] in {"PUBLIC", "OFFICIAL"} and document["status"] not in {
            "SUPERSEDED",
            "ARCHIVED",
        }:
            found.append(data)
    return found


TITLES = {"languages": "Languages", "frameworks": "Frameworks", "cloud_provider": "Cloud Provider",
          "container_runtime": "Container Runtime", "orchestration": "Orchestration",
          "ci_cd_platform": "CI/CD Platform", "iac_tool": "IaC Tool"}  # fmt: skip


def test_the_example_s_technologies_are_those_of_its_yaml(example_site: Callable[..., Built]) -> None:
    built = example_site()
    shown = parts(built)
    used: dict[str, dict[str, set[str]]] = {}  # layer, strategy, the author's words
    for data in documents():
        stack = data["overview"]["technology_stack"]
        cells = [(TITLES.get(k, k), v) for k, v in stack.items()] if isinstance(stack, dict) else [
            (row["layer"], row["technology"]) for row in stack
        ]  # fmt: skip
        for layer, cell in cells:
            words = cell if isinstance(cell, list) else re.split(r", (?![^(]*\))", cell)
            for word in words:
                if word != "TBC":
                    used.setdefault(layer, {}).setdefault(data["project"]["name"], set()).add(word)
    for layer, by_project in used.items():
        rows = shown[layer]
        said = " ".join(row[-1] for row in rows)
        for project, words in by_project.items():
            for word in words:
                assert f"{project}: {word}" in said, (layer, project, word)
        assert sum(int(row[1]) for row in rows) == sum(len(words) for words in by_project.values())
    rules = yaml.load((ROOT / "example-site/technologies.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    ends = {
        row["technology"]: date.fromisoformat(row["end_of_life"]) for row in rules["tolerated"] if "end_of_life" in row
    }
    assert [row[:3] for row in shown["End of support"]] == [
        ["Spring Boot 3", "2027-01-31", f"ends in {(ends['Spring Boot 3'] - date(2026, 11, 23)).days} days"],
        [
            "Oracle Database 19c on Amazon RDS",
            "2027-03-31",
            f"ends in {(ends['Oracle Database 19c'] - date(2026, 11, 23)).days} days",
        ],
    ]
    names = {row["technology"] if isinstance(row, dict) else row for row in [*rules["approved"], *rules["tolerated"]]}
    renamed = {
        "Amazon Aurora PostgreSQL 17": "PostgreSQL 17",
        "Oracle Database 19c on Amazon RDS": "Oracle Database 19c",
    }
    bare = {re.sub(r" \([^()]*\)$", "", w) for by in used.values() for ws in by.values() for w in ws}
    unlisted = {renamed.get(word, word) for word in bare} - names
    assert {row[0] for row in shown["Not in the list"]} == unlisted
    assert {row[0] for row in shown["Tolerated"]} == {
        "Express", "CloudFormation", "Spring Boot 3", "Oracle Database 19c on Amazon RDS",
    }  # fmt: skip
