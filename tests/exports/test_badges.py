"""Badges for READMEs: what they say, of which version, at which address."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_arckit.exports.badges import badges
from tests.helpers.portfolios import portfolio_of
from tests.helpers.samples import config, strategy
from tests.helpers.sites import Built

SVG = "{http://www.w3.org/2000/svg}"


def made(*documents: dict[str, Any], project: str = "001") -> dict[str, str]:
    fields = {"version": "1.0", "status": "DRAFT", "classification": "OFFICIAL"}
    said = [{"project": {"id": project, "name": "Pay"}, "document": fields | document} for document in documents]
    return badges(portfolio_of(*said))


def message(*documents: dict[str, Any]) -> str:
    return str(json.loads(made(*documents)["badges/001.json"])["message"])


def test_an_endpoint_is_what_shields_asks_for() -> None:
    said = json.loads(made({"status": "APPROVED"})["badges/001.json"])
    assert said == {"schemaVersion": 1, "label": "DevOps strategy", "message": "1.0 approved", "color": "00602f"}


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"status": "IN_REVIEW"}, "1.0 in review"),
        ({"status": "APPROVED", "next_review": "2026-11-22"}, "1.0 approved, review overdue"),
        ({"status": "APPROVED", "next_review": "2026-11-23"}, "1.0 approved"),
        ({"status": "SUPERSEDED", "next_review": "2026-11-22"}, "1.0 superseded"),
        ({"status": "[STATUS]", "version": "[VERSION]"}, "no status yet"),
        ({"version": "x" * 99}, f"{'x' * 23}… draft"),
    ],
)
def test_a_badge_says_where_the_document_stands(document: dict[str, Any], says: str) -> None:
    assert message(document) == says


def test_of_several_versions_the_one_in_force_counts() -> None:
    old = {"version": "1.9", "status": "SUPERSEDED"}
    now = {"version": "1.10", "status": "APPROVED"}
    draft = {"version": "2.0", "status": "DRAFT", "supersedes": "ARC-001-DEVOPS-v1.10"}
    assert message(old, now, draft) == message(draft, now, old) == "1.10 approved"
    assert message(old, draft) == "2.0 draft"
    assert message(old, {**old, "version": "1.10"}) == "1.10 superseded"
    assert message(now, {**now, "version": "1.9"}) == "1.10 approved"
    replaced = {**now, "superseded_by": "ARC-001-DEVOPS-v2.0"}
    assert message(replaced, {**draft, "status": "PUBLISHED"}) == "2.0 published"


def test_the_address_is_the_project_s() -> None:
    assert list(made({}, project="Pay-2")) == ["badges/pay-2.json", "badges/pay-2.svg"]
    assert made({}, project="[PROJECT_ID]") == {}


def test_a_file_with_errors_has_a_badge_if_it_says_whose(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": config({"on_error": "warn"}),
            "docs/a/devops.yaml": strategy("001", status="NONE"),
            "docs/b/devops.yaml": strategy("../../../../evil"),
        }
    )
    assert built.exit_code == 0, built.log
    folder = built.site_dir / "strategies" / "badges"
    assert sorted(path.name for path in folder.iterdir()) == ["001.json", "001.svg"]
    assert json.loads((folder / "001.json").read_bytes())["message"] == "invalid"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip))
@example("</title><script>alert(1)</script>")
@example("\x00\x0b&#0;\ufffe")
def test_any_version_makes_a_picture_that_says_it(version: str) -> None:
    files = made({"version": version})
    root = ET.fromstring(files["badges/001.svg"])
    said = json.loads(files["badges/001.json"])
    text = f"DevOps strategy: {said['message']}"
    assert said["message"].endswith("draft") or said["message"] == "no status yet"
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == text
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg",
        "title",
        "clipPath",
        "rect",
        "g",
        "path",
        "text",
    }
    label, shown = root.iter(f"{SVG}text")
    assert (label.text, shown.text) == ("DevOps strategy", said["message"])
    room = int(root.get("width") or 0)
    assert room == int(label.get("textLength") or 0) + int(shown.get("textLength") or 0) + 24
