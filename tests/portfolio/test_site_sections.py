"""Rules 6 and 14: sections of the site's own choosing are off, renamed, further ones that count, everywhere alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from mkdocs_arckit.hosts.mkdocs.schemes import SectionsOption
from mkdocs_arckit.model.schema import json_schema
from mkdocs_arckit.model.site_sections import SiteSections, has_heading
from mkdocs_arckit.portfolio.completeness import completeness
from mkdocs_arckit.render.renderer import Renderer
from tests.helpers.command import call
from tests.helpers.documents import HEAD, headings, strategy
from tests.helpers.sites import Built

Site = Callable[..., Built]


def built(site: Site, strategies: dict[str, str], **options: object) -> Built:
    config = {"site_name": "Site", "use_directory_urls": True, "plugins": [{"arckit": options}]}
    files = {"mkdocs.yml": yaml.safe_dump(config, allow_unicode=True), "docs/index.md": "# Home\n"}
    return site(files | {f"docs/{name}": text for name, text in strategies.items()})


SECTIONS = SiteSections(
    frozenset({"uk_government"}), (("kubernetes", "Nomad"), ("approval", "Sign-off")), ("Service Levels", "Costs")
)
OPTION = {"uk_government": False, "kubernetes": "Nomad", "approval": "Sign-off", "further": ["Service Levels", "Costs"]}
NOMAD = "kubernetes: {architecture: {nodes: [a, b]}}\n"
LEVELS = "sections: [{heading: 18. service **levels**, body: 99.9 %}, {heading: Costs}]\n"


def of_site(body: str = "", sections: SiteSections = SECTIONS) -> str:
    page = Renderer(show_missing=True).page(strategy(body).for_site(sections))
    return page.body()


def test_a_section_that_is_off_counts_nowhere_and_further_ones_count() -> None:
    found = completeness(strategy(LEVELS).for_site(SECTIONS))
    assert len(found.sections) == 17 - 1 + 2
    assert "uk_government" not in found.sections
    assert found.missing["Costs"] == ["Costs"]
    assert "Service Levels" not in found.missing
    assert found.share == Fraction(1, 18)


def test_all_that_counts_may_be_the_sites_own() -> None:
    from mkdocs_arckit.model.strategy import NUMBERED

    only = SiteSections(frozenset(NUMBERED), (), ("Service Levels",))
    assert completeness(strategy(LEVELS).for_site(only)).percent == 100
    assert completeness(strategy().for_site(SiteSections(frozenset(NUMBERED)))).percent == 100


@pytest.mark.parametrize(
    ("heading", "same"),
    [("service levels", True), ("18. Service Levels", True), ("**Service  Levels**", True), ("Service Level", False)],
)
def test_a_further_heading_is_found_whatever_its_case_marks_and_number(heading: str, same: bool) -> None:
    assert has_heading([heading], "Service Levels") is same


def test_a_section_that_is_off_is_shown_where_a_strategy_has_it_and_not_missed_elsewhere() -> None:
    assert "## 15. UK Government Compliance" not in headings(of_site())
    assert "## 15. UK Government Compliance" in headings(of_site("uk_government: {summary: We comply.}\n"))


def test_the_sites_heading_holds_where_a_strategy_says_nothing_else() -> None:
    text = of_site(NOMAD)
    assert "## 7. Nomad" in headings(text)
    assert '["Nomad"]' in text
    assert "## 7. Fleet" in headings(of_site(NOMAD.replace("{arch", "{heading: Fleet, arch")))
    assert "## Sign-off" in headings(of_site("approval: [{role: Owner}]\n"))


def test_a_draft_is_told_what_it_lacks_of_the_sites_sections() -> None:
    text = of_site(LEVELS)
    assert "## 7. Nomad" in headings(text)
    assert [h for h in headings(text) if "evels" in h or "Costs" in h] == ["## 18. service **levels**", "## Costs"]
    assert {"## Service Levels", "## Costs"} <= set(headings(of_site()))


def test_the_heatmap_and_the_data_have_the_sites_sections(site: Site) -> None:
    found = built(site, {"a/devops.yaml": HEAD + NOMAD + LEVELS}, sections=OPTION)
    assert found.exit_code == 0, found.log
    heatmap = found.html("strategies/portfolio/completeness/index.html")
    assert "mean over its 18 sections" in heatmap
    assert 'title="Nomad"' in heatmap
    assert "Service Levels: there" in heatmap
    assert "UK Government" not in heatmap
    (row,) = json.loads(found.html("strategies/strategies.json"))["strategies"]
    named = {section["title"]: section["number"] for section in row["sections"]}
    assert (named["Nomad"], named["Costs"]) == (7, None)
    assert "UK Government Compliance" not in named


def test_a_view_of_a_section_that_is_off_is_not_there(site: Site) -> None:
    text = HEAD + "uk_government: {technology_code_of_practice: [{point: 1, implementation: Done}]}\n"
    page = "strategies/portfolio/code_of_practice/index.html"
    assert (built(site, {"a/devops.yaml": text}).site_dir / page).exists()
    found = built(site, {"a/devops.yaml": text}, sections={"uk_government": False})
    assert not (found.site_dir / page).exists()
    assert "UK Government Compliance" in found.html("a/devops/index.html")


@pytest.mark.parametrize(
    "option",
    [
        {"kubernets": "Nomad"},
        {"approval": False},
        {"kubernetes": 3},
        {"kubernetes": ""},
        {"further": "Costs"},
        {"further": ["Costs", "2. costs"]},
        {"further": [1]},
        {"further": ["Environment Management"]},
        {"further": ["8. environment **management**"]},
        {"further": ["metrics"]},
        {"further": ["Executive Summary"]},
        {"further": ["External References"]},
        {"kubernetes": "Nomad", "further": ["Nomad"]},
        {"kubernetes": "Secret Management"},
        ["kubernetes"],
    ],
)
def test_a_mistake_in_the_option_is_told(site: Site, option: object) -> None:
    found = built(site, {"a/devops.yaml": HEAD}, sections=option)
    assert found.exit_code != 0
    assert "sections" in found.log


@pytest.mark.parametrize(
    "option",
    [
        {"kubernetes": "Nomad", "further": ["Kubernetes / Orchestration"]},
        {"ci": "CD Pipeline Design", "cd": "CI Pipeline Design"},
        {"further": ["Metrics"]},
    ],
)
def test_a_heading_that_no_other_section_has_is_no_mistake(option: object) -> None:
    assert SectionsOption().validate(option)


def test_the_schema_follows_the_site(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: A\nplugins:\n  - arckit:\n      classifications: us\n      publish_up_to: CUI\n"
        "      sections: {uk_government: off, kubernetes: Nomad, further: [Costs]}\n",
        encoding="utf-8",
    )
    (tmp_path / "docs").mkdir()
    schema = json.loads(call("schema", "--config-file", str(config)).stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["kubernetes"]["title"] == "7. Nomad"
    assert "Not used" in schema["properties"]["uk_government"]["description"]
    assert schema["$defs"]["OwnSection"]["properties"]["heading"]["examples"] == ["Costs"]
    assert "CUI" in json.dumps(schema["$defs"]["DocumentControl"]["properties"]["classification"])
    assert json_schema() != schema
