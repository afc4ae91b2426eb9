"""The answers of the views as data: against their schemas, against the YAML, and nothing of what is withheld."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from mkdocs_arckit.exports.answers import answer_schema, answers
from mkdocs_arckit.exports.catalogue import catalogue_schema
from mkdocs_arckit.views.registry import VIEWS
from tests.helpers.command import call
from tests.helpers.portfolios import portfolio_of
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

EXAMPLE = ROOT / "example-site"
ABOVE = EXAMPLE / "services" / "enforcement-cases" / "devops.yaml"
KEYS = [view.key for view in VIEWS]
BY_KEY = {view.key: view for view in VIEWS}


@pytest.fixture
def folder(example_site: Callable[..., Built]) -> Path:
    """The folder of the example site that holds the answers."""
    built = example_site()
    assert built.exit_code == 0, built.log
    return built.site_dir / "strategies" / "data"


def load(path: Path) -> Any:
    return json.loads(path.read_bytes())


def complaints(document: Any, schema: Any) -> list[str]:
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(document)]


def in_use() -> dict[str, dict[str, Any]]:
    """The example's published strategies that are in use, by project ID, as plain YAML."""
    found = {}
    for path in sorted(set(EXAMPLE.rglob("devops.yaml")) - {ABOVE}):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        if data["document"]["status"] not in {"SUPERSEDED", "ARCHIVED"}:
            found[data["project"]["id"]] = data
    return found


def one(view: str, **said: Any) -> Any:
    """What a view says of one strategy, as data beside an index in `s`, where addresses are not absolute."""
    document = {"version": "1.0", "status": "DRAFT", "classification": "OFFICIAL"}
    project = {"project": {"id": "001", "name": said.pop("name", "Pay")}, "document": document}
    portfolio = portfolio_of(project | said, exports="s")
    answer = BY_KEY[view].build(portfolio)
    return json.loads(answers(portfolio, [(BY_KEY[view], answer)])[f"data/{view}.json"])


@pytest.mark.parametrize("key", KEYS)
def test_data_fits_the_schema_beside_it(folder: Path, key: str) -> None:
    found = load(folder / f"{key}.json")
    schema = load(folder / found["$schema"])
    Draft202012Validator.check_schema(schema)
    assert complaints(found, schema) == []
    for name in schema["required"]:
        assert complaints({k: v for k, v in found.items() if k != name}, schema)
    assert complaints(found | {"version": "2.0"}, schema)
    for rows in set(BY_KEY[key].rows) & set(found):
        assert complaints(found | {rows: [{}]}, schema)


def properties(schema: Any) -> Iterator[tuple[str, Any]]:
    for kind in [schema, *schema.get("$defs", {}).values()]:
        for name, found in kind.get("properties", {}).items():
            yield f"{kind['title']}.{name}", found


@pytest.mark.parametrize("schema", [catalogue_schema(), *map(answer_schema, VIEWS)], ids=lambda schema: schema["title"])
def test_schemas_say_what_everything_is(schema: Any) -> None:
    assert [name for name, found in properties(schema) if "description" not in found] == []
    assert "Attributes:" not in json.dumps(schema)


@pytest.mark.parametrize("key", KEYS)
def test_the_command_prints_the_schema(folder: Path, key: str) -> None:
    printed = call("schema", "--view", key)
    assert (printed.exit_code, printed.stdout) == (0, (folder / f"{key}.schema.json").read_text(encoding="utf-8"))


def test_dora_is_what_authors_wrote(folder: Path) -> None:
    rows = {row["document"]["project_id"]: row["metrics"] for row in load(folder / "delivery.json")["strategies"]}
    said = {key: data["metrics"]["dora"] for key, data in in_use().items() if "dora" in data.get("metrics", {})}
    assert set(rows) == set(said)
    for key, metrics in rows.items():
        for name, pair in metrics.items():
            for when, value in pair.items():
                assert value["text"] == said[key].get(name, {}).get(when, "")
    bands = {value["band"] for metrics in rows.values() for pair in metrics.values() for value in pair.values()}
    assert {"Elite", "High"} <= bands
    records = load(folder.parent / "strategies.json")["strategies"]
    assert {r["project_id"]: r["dora"] for r in records if r["dora"] and r["status"] != "SUPERSEDED"} == rows


def test_the_index_says_what_the_catalogue_says(folder: Path) -> None:
    catalogue, index = load(folder.parent / "strategies.json"), load(folder / "index.json")
    records = {record["document_id"]: record for record in catalogue["strategies"]}
    rows = {row["document"]["document_id"]: row for row in index["strategies"]}
    assert rows.keys() == records.keys()
    for key, row in rows.items():
        record = records[key]
        same = {"classification": "classification", "percent": "complete", "approved": "approved_on", "tags": "tags"}
        assert {name: row[name] for name in same} == {name: record[told] for name, told in same.items()}
        assert ("overdue" in row["attention"]) == record["overdue"]
        assert row["superseded"] == record["replaced"]
        assert {t["words"] for t in row["technologies"]} == {t["words"] for t in record["technologies"]}
    assert {len(row["attention"]) > 0 for row in rows.values()} == {True, False}


def test_a_strategys_own_answers_are_in_its_record(folder: Path) -> None:
    records = {r["document_id"]: r for r in load(folder.parent / "strategies.json")["strategies"]}
    for row in load(folder / "maturity.json")["strategies"]:
        assert records[row["document"]["document_id"]]["maturity"] == row["maturity"]
    for row in load(folder / "code_of_practice.json")["strategies"]:
        assert records[row["document"]["document_id"]]["code_of_practice"] == row["practice"]
    for row in load(folder / "technology.json")["technologies"]:
        for use in row["uses"]:
            assert use["used"] in records[use["document"]["document_id"]]["technologies"]
    for row in load(folder / "traceability.json")["requirements"]:
        for claim in row["claims"]:
            assert claim["claim"] in records[claim["document"]["document_id"]]["requirements"]


def test_nothing_of_what_is_withheld(folder: Path) -> None:
    secret = yaml.safe_load(ABOVE.read_text(encoding="utf-8"))["project"]
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == sorted(f"{key}{end}" for key in KEYS for end in (".json", ".schema.json"))
    assert [path.name for path in files if secret["name"].encode() in path.read_bytes()] == []


def test_addresses_lead_from_the_folder_of_the_data() -> None:
    (row,) = one("maturity", overview={"maturity": {"current": "2"}})["strategies"]
    assert row["document"]["page"] == "../../0/devops.md"


def test_texts_are_plain_and_on_one_line() -> None:
    stack = {"technology_stack": {"languages": ["**Go** \x1b 1.26\n2"]}}
    found = one("technology", name="a \x1b `b`", overview=stack)
    (row,) = found["technologies"]
    (use,) = row["uses"]
    assert use["used"]["words"].split() == ["Go", "1.26", "2"]
    assert use["document"]["project_name"].split() == ["a", "b"]
    assert "\\u00" not in json.dumps(found)


def test_a_file_with_errors_is_named_and_nothing_else_of_it_is_known(site: Callable[..., Built]) -> None:
    files = {
        "mkdocs.yml": config({"on_error": "warn"}),
        "docs/a/devops.yaml": strategy(next_review="2026-12-01"),
        "docs/b/devops.yaml": strategy("002", "Permits", status="NO", next_review="2026-12-01"),
    }
    found = load(site(files).site_dir / "strategies" / "data" / "reviews.json")
    assert found["invalid"] == [{"source": "docs/b/devops.yaml", "status": "INVALID", "page": "../../b/devops/"}]
    assert complaints(found, answer_schema(BY_KEY["reviews"])) == []
    assert "Permits" not in json.dumps(found)


def test_a_view_leads_to_its_data_and_has_none_where_it_is_off(site: Callable[..., Built]) -> None:
    more = "overview: {maturity: {current: 2}}\n"
    settings = {"views": {"completeness": False}}
    files = {"mkdocs.yml": config(settings), "docs/a/devops.yaml": strategy(more=more)}
    built = site(files, strict=True)
    links = Html(built.html("strategies/portfolio/maturity/index.html")).links
    assert (links["JSON"], links["schema"]) == ("../../data/maturity.json", "../../data/maturity.schema.json")
    names = {path.name for path in (built.site_dir / "strategies/data").iterdir()}
    assert names == {f"{key}{end}" for key in ("index", "maturity") for end in (".json", ".schema.json")}
    first = {name: (built.site_dir / "strategies/data" / name).read_bytes() for name in names}
    again = site(files, strict=True)
    assert {name: (again.site_dir / "strategies/data" / name).read_bytes() for name in names} == first
