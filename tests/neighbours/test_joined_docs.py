"""A site whose docs folder another plugin puts together, and one that is published in versions."""

from __future__ import annotations

import json
import re

import pytest

from tests.helpers.handbook import Handbook
from tests.helpers.samples import Html, config, strategy

pytestmark = [pytest.mark.neighbours, pytest.mark.slow]


def test_monorepo_joins_strategies_of_several_docs_folders(handbook: Handbook) -> None:
    payments = strategy("101", "Fees", more="closing: '[home](index.md), [permits](../../../docs/x/devops.yaml)'\n")
    handbook.write("teams/fees/mkdocs.yml", "site_name: fees\nnav: [{Home: index.md}]\n")
    handbook.write("teams/fees/docs/index.md", "# Fees\n")
    handbook.write("teams/fees/docs/devops.yaml", payments)
    handbook.write("teams/fees/docs/broken/devops.yaml", strategy("103", "Broken", status="DRAFTED"))
    handbook.write("teams/fees/docs/broken/devops.md", "# In the way\n")
    handbook.write("docs/x/devops.yaml", strategy("102", "Permits"))
    handbook.write(
        "neighbour.yml",
        config(
            {"on_error": "warn", "roots": ["teams"]},
            ["monorepo"],
            site_url="https://example.org/",
            repo_url="https://example.org/repo",
            edit_uri="edit/main/docs/",
            theme={"name": "material", "features": ["content.action.edit"]},
            nav=[{"Home": "index.md"}, {"Fees": "!include ./teams/fees/mkdocs.yml"}],
        ),
    )
    logs = []
    for _ in range(2):
        done = handbook.run("mkdocs", "build", "--config-file", "neighbour.yml")
        assert done.returncode == 0, done.stderr
        logs.append(re.sub(r"in [\d.]+ seconds", "", done.stderr))
    assert logs[0] == logs[1], "another folder each time"
    assert "teams/fees/docs/broken/devops.yaml:4:11: error" in logs[0]
    assert "hand-written teams/fees/docs/broken/devops.md" in logs[0]
    data = json.loads((handbook.folder / "site/strategies/strategies.json").read_text(encoding="utf-8"))
    sources = {entry["project_name"]: entry["source"] for entry in data["strategies"]}
    assert (sources["Fees"], sources["Permits"]) == ("teams/fees/docs/devops.yaml", "docs/x/devops.yaml")
    built = (handbook.folder / "site/fees/devops/index.html").read_text(encoding="utf-8")
    assert Html(built).links["permits"] == "../../x/devops/"
    assert "https://example.org/repo/edit/main/teams/fees/docs/devops.yaml" in built
