"""The page of requirements, the lists that they stand in, and links to them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_arckit.portfolio.registers import read_requirements
from mkdocs_arckit.portfolio.requirements import requirement_ids
from mkdocs_arckit.render.requirements import link_requirements
from mkdocs_arckit.source.requirement_documents import newest, requirements_in
from tests.helpers.command import call
from tests.helpers.findings import brief, named_in, names
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

PAGE = "strategies/portfolio/traceability/index.html"


def claiming(project: str, *rows: str, more: str = "", **document: str) -> str:
    lines = "".join(f"\n  - {{{row}}}" for row in rows)
    return strategy(project, f"P{project}", more=f"{more}traceability:{lines}", **document)


def claimed(id: str, status: str = "met", **more: str) -> str:
    return ", ".join(f"{key}: {value}" for key, value in {"id": id, "status": status, **more}.items())


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("FR-001", ["FR-001"]),
        (["FR-001", "FR-003, BR-2"], ["FR-001", "FR-003", "BR-2"]),
        ("FR-001, FR-002; FR-003 and FR-004", ["FR-001", "FR-002", "FR-003", "FR-004"]),
        ("FR-008 to FR-011", ["FR-008", "FR-009", "FR-010", "FR-011"]),
        ("FR-008 to 010", ["FR-008", "FR-009", "FR-010"]),
        ("NFR-SEC-001–NFR-SEC-002", ["NFR-SEC-001", "NFR-SEC-002"]),
        ("NFR-SEC-1 - NFR-SEC-2", ["NFR-SEC-1", "NFR-SEC-2"]),
        ("fr-1..FR-2", ["fr-1", "fr-2"]),
        ("`FR-001`, **FR-002**", ["FR-001", "FR-002"]),
        ("FR-010 to BR-012", ["FR-010 to BR-012"]),
        ("FR-012 to FR-010", ["FR-012 to FR-010"]),
        ("FR-1 to FR-1001", ["FR-1 to FR-1001"]),
        ("FR-1 to FR-99999999999999999999", ["FR-1 to FR-99999999999999999999"]),
        ("FR-001, FR-001", ["FR-001"]),
        ("all of them", ["all of them"]),
        ("[REQ_ID]", []),
    ],
)
def test_lists_and_ranges_are_expanded(cell: str | list[str], ids: list[str]) -> None:
    assert requirement_ids(cell) == ids


def test_a_long_range_is_expanded_up_to_a_thousand() -> None:
    assert requirement_ids("FR-0001 to FR-1000")[-1] == "FR-1000"


def test_each_requirement_has_those_who_claim_it(site: Callable[..., Built]) -> None:
    files = {
        "docs/a/devops.yaml": claiming(
            "001", claimed("FR-1 to FR-2", requirement="Pay", element="CI"), claimed("FR-10")
        ),
        "docs/b/devops.yaml": claiming("002", claimed("fr-2", "partial"), claimed("FR-1", "half of it")),
        "docs/c/devops.yaml": claiming("003", claimed("FR-3", "met"), status="SUPERSEDED"),
    }
    built = site(files, strict=True)
    shown = built.parts(PAGE)
    assert list(shown) == ["All requirements"], "no list, no gaps"
    assert shown["All requirements"].rows[1:] == [
        ["FR-1", "P001", "Pay", "CI", "✅ Met"],
        ["P002", "", "", "half of it"],
        ["FR-2", "P001", "Pay", "CI", "✅ Met"],
        ["P002", "", "", "🟡 Partly met"],
        ["FR-10", "P001", "", "", "✅ Met"],
    ]
    text = Html(built.html(PAGE)).text
    assert "3 requirements are claimed, by 2 strategies in use" in text
    assert "no list or document of requirements was found for P001 (3 claimed), P002 (2 claimed)" in text
    assert "✅ Met: 3 🟡 Partly met: 1 half of it: 1" in text


@pytest.mark.parametrize(
    ("listed", "rows"),
    [
        ("", [["FR-1 FR-2", "P001", "Pay", "CI", "✅ Met"], ["FR-3", "P001", "", "", "✅ Met"]]),
        (
            "id,title\nFR-1,One\nFR-2,Two\nFR-3,\nFR-4,\nFR-5,\n",
            [
                ["FR-1 to FR-2", "FR-1 One FR-2 Two", "P001", "Pay", "CI", "✅ Met"],
                ["FR-3", "", "P001", "", "", "✅ Met"],
                ["FR-4", "", "Not claimed yet"],
                ["FR-5", "", "Not claimed yet"],
            ],
        ),
    ],
)
def test_what_is_claimed_in_the_same_words_is_one_row(
    listed: str, rows: list[list[str]], site: Callable[..., Built]
) -> None:
    claims = claiming("001", claimed("FR-1 to FR-2", requirement="Pay", element="CI"), claimed("FR-3"))
    files = {"mkdocs.yml": config({"requirements": "r.csv"} if listed else {}), "docs/a/devops.yaml": claims}
    built = site(files | {"r.csv": listed}, strict=True)
    assert built.parts(PAGE)["All requirements"].rows[1:] == rows
    assert re.findall(r'id="requirement-fr-(\d)"', built.html(PAGE)) == list("12345"[: 5 if listed else 3])


def test_the_page_is_absent_without_requirements(site: Callable[..., Built]) -> None:
    more = "traceability: {not_applicable: There are none.}"
    assert not (site({"docs/a/devops.yaml": strategy(more=more)}, strict=True).site_dir / PAGE).exists()


YAML_LIST = """requirements:
  - {id: FR-1, title: Pay, link: "https://example.org/fr-1"}
  - FR-2
  - {id: FR-1, title: Moor, project: "002"}
"""
CSV_LIST = "\ufeffID,Title,link,project,x-note\nFR-1,Pay,https://example.org/fr-1,,n\nFR-2\n\nFR-1,Moor,,002,\n"


@pytest.mark.parametrize(("name", "text"), [("r.yaml", YAML_LIST), ("r.csv", CSV_LIST)])
def test_gaps_both_ways(name: str, text: str, site: Callable[..., Built], tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": config({"requirements": name}),
        name: text,
        "docs/a/devops.yaml": claiming("001", claimed("FR-1"), claimed("FR-7")),
        "docs/b/devops.yaml": claiming("002", claimed("fr-1")),
    }
    built = site(files, strict=True)
    shown = built.parts(PAGE)
    assert shown["All requirements"].rows[1:] == [
        ["FR-1", "Pay", "P001", "", "", "✅ Met"],
        ["FR-2", "", "Not claimed yet"],
        ["FR-7", "not listed", "P001", "", "", "✅ Met"],
        ["FR-1 002", "Moor", "P002", "", "", "✅ Met"],
    ]
    assert shown["All requirements"].links["Pay"] == "https://example.org/fr-1"
    assert shown["Unclaimed"].links == {"FR-2": "#requirement-fr-2"}
    assert shown["Claimed, but not listed"].links == {"FR-7": "#requirement-fr-7"}
    assert 'id="requirement-002-fr-1"' in built.html(PAGE)
    assert named_in(built.log, "INFO") == [("docs/a/devops.yaml:8:10: info [requirement]", ["FR-7"])]
    assert built.log.count("[requirement]") == 1
    (tmp_path / name).write_text(text, encoding="utf-8")
    path = built.site_dir.parent / "docs"
    result = call("validate", str(path), "--requirements", str(tmp_path / name))
    assert (result.exit_code, result.stdout.count("[requirement]")) == (0, 1)


def test_a_list_speaks_only_for_its_projects(site: Callable[..., Built]) -> None:
    files = {
        "mkdocs.yml": config({"requirements": "r.csv"}),
        "r.csv": "id,project\nFR-1,001\n",
        "docs/a/devops.yaml": claiming("001", claimed("FR-2")),
        "docs/b/devops.yaml": claiming("002", claimed("FR-3")),
    }
    built = site(files, strict=True)
    assert [named for _, named in named_in(built.log)] == [["FR-2"]]
    assert list(built.parts(PAGE)["Claimed, but not listed"].links) == ["FR-2"]


@pytest.mark.parametrize(
    ("name", "text", "finding", "named"),
    [
        ("r.csv", "id,titel\nA-1,x\n", "r.csv:1:2: error [unknown-key]", ["titel", "title"]),
        ("r.csv", "title\nx\n", "r.csv:1:1: error [required]", ["id"]),
        ("r.csv", "x-a\n1\n", "r.csv:1:1: error [required]", ["id"]),
        ("r.csv", "id,title\n,x\n", "r.csv:2:1: error [required]", ["id"]),
        ("r.csv", "title,id\nx,A-1\ny,a-1\n", "r.csv:3:2: error [requirement]", ["a-1"]),
        ("r.csv", "id,link\nA-1,javascript:x\n", "r.csv:2:2: error [link]", ["javascript:x"]),
        ("r.csv", '\n"ID"; "title"\nA-1;"x, y"\n', "r.csv:2:1: error [file]", ["id,title"]),
        ("r.csv", "\ufefftitle\tid\nx\tA-1\n", "r.csv:1:1: error [file]", ["title,id"]),
        ("r.csv", '"id\n', "r.csv: error [file]", ["unexpected end of data"]),
        ("r.yaml", "requirements: [{id: A-1, titel: x}]", "r.yaml:1:26: error [unknown-key]", ["titel", "title"]),
        ("r.yaml", "requirements: [A-1, {id: A-1}]", "r.yaml:1:26: error [requirement]", ["A-1"]),
        (
            "r.yaml",
            'requirements: [{id: A-1, link: "javascript:alert(1)"}]',
            "r.yaml:1:32: error [link]",
            ["javascript:alert(1)"],
        ),
    ],
)
def test_a_list_is_validated(name: str, text: str, finding: str, named: list[str], site: Callable[..., Built]) -> None:
    found, findings = read_requirements(text.encode(), name)
    assert found is None
    assert [(brief(f), names(f)) for f in findings] == [(finding, named)]
    built = site({"mkdocs.yml": config({"requirements": name}), name: text, "docs/a/devops.yaml": strategy()})
    assert built.exit_code == 1
    assert built.found_as("ERROR") == [finding]


@pytest.mark.parametrize("text", ["id\nA;1\n", "x-a;title;b,id\n1,A-1\n", "id,title\nA-1,x;id;y\n"])
def test_semicolons_in_a_table_with_commas(text: str) -> None:
    assert read_requirements(text.encode(), "r.csv")[1] == []


def test_bytes_that_are_no_list() -> None:
    assert [("UTF-8" in f.message, brief(f)) for f in read_requirements(b"id\n\xff", "r.csv")[1]] == [
        (True, "r.csv: error [file]")
    ]
    assert read_requirements(b"", "r.csv")[0] is None
    assert read_requirements(b"id," + b"x" * 200_000, "r.csv")[0] is None


# ArcKit's documents


DOCUMENT = """# Requirements

### BR-001: Pay **online**

#### NFR-P-1: Fast #

```text
### FR-9: Not one
| FR-8 | Not one |
```

| ID | Requirement | From |
|----|-------------|------|
| FR-001 | Pay \\| refund | BR-001 |
| **INT-2** | Ledger | FR-077 |
| SD-1 | No requirement | x |
| BR-001 | Said above | x |
"""


def test_requirements_of_a_document() -> None:
    assert list(requirements_in(DOCUMENT)) == [
        ("BR-001", "Pay online"),
        ("NFR-P-1", "Fast"),
        ("FR-001", "Pay | refund"),
        ("INT-2", "Ledger"),
    ]


def test_the_newest_document_of_each_project_counts() -> None:
    paths = [
        "a/ARC-001-REQ-v1.9.md",
        "b/ARC-001-REQ-v1.10.md",
        "ARC-002-REQ-001-v1.0.md",
        "ARC-001-STKE-v9.0.md",
        "x.md",
    ]
    assert newest(paths) == [("ARC-002-REQ-001-v1.0.md", "002"), ("b/ARC-001-REQ-v1.10.md", "001")]


def test_documents_among_the_pages_are_a_list(site: Callable[..., Built]) -> None:
    files = {
        "mkdocs.yml": config(exclude_docs="drafts/"),
        "docs/p/ARC-001-REQ-v1.0.md": "# R\n\n## FR-005: Old\n",
        "docs/p/ARC-001-REQ-v1.1.md": DOCUMENT,
        "docs/drafts/ARC-002-REQ-v1.0.md": "# R\n\n## FR-006: Heronsgate\n",
        "docs/a/devops.yaml": claiming("001", claimed("BR-001"), claimed("FR-005")),
        "docs/b/devops.yaml": claiming("002", claimed("FR-001")),
    }
    built = site(files, strict=True)
    shown = built.parts(PAGE)
    assert shown["All requirements"].links["Pay online"] == "../../../p/ARC-001-REQ-v1.1/"
    assert list(shown["Unclaimed"].links) == ["FR-001 001", "INT-2 001", "NFR-P-1 001"]
    assert list(shown["Claimed, but not listed"].links) == ["FR-005"]
    assert "Heronsgate" not in built.html(PAGE)


def register(*ids: str, classification: str | None = "OFFICIAL") -> str:
    """A requirements document as ArcKit writes it."""
    control = f"| Field | Value |\n|---|---|\n| **Classification** | {classification} |\n" if classification else ""
    return f"# Requirements\n\n{control}\n" + "".join(f"### {id}: Title of {id}\n\n" for id in ids)


def test_documents_beside_strategies_in_roots(site: Callable[..., Built]) -> None:
    """ArcKit's own layout: `docs` and `projects` side by side."""
    files = {
        "mkdocs.yml": config({"roots": ["projects"], "exclude": ["old/"]}),
        "projects/001-pay/devops.yaml": claiming("001", claimed("FR-001"), claimed("FR-002")),
        "projects/001-pay/ARC-001-REQ-v1.0.md": register("FR-999"),
        "projects/001-pay/ARC-001-REQ-v1.1.md": register(*(f"FR-{n:03}" for n in range(1, 181))),
        "projects/002-moor/deep/devops.yaml": claiming("002", claimed("FR-1")),
        "projects/002-moor/ARC-002-REQ-v1.0.md": register("FR-1", "FR-2"),
        "projects/003-none/devops.yaml": claiming("003", claimed("FR-1")),
        "projects/003-none/ARC-004-REQ-v1.0.md": register("FR-66"),
        "projects/003-none/old/ARC-003-REQ-v1.0.md": register("FR-67"),
        "projects/old/ARC-003-REQ-v1.0.md": register("FR-68"),
        "projects/005-dark/devops.yaml": claiming("005", claimed("FR-1"), classification="SECRET"),
        "projects/005-dark/ARC-005-REQ-v1.0.md": register("FR-77"),
    }
    built = site(files, strict=True)
    shown = built.parts(PAGE)
    text = Html(built.html(PAGE)).text
    assert "3 of 182 listed requirements are claimed, by 3 strategies in use" in text
    assert "Counted from ARC-001-REQ-v1.1.md (180), ARC-002-REQ-v1.0.md (2)." in text
    assert "Not complete: no list or document of requirements was found for P003 (1 claimed)." in text
    assert shown["Unclaimed"].text.partition("FR-004")[0].split() == ["FR-003", "001", "Title", "of", "FR-003"]
    for hidden in ("FR-999", "FR-66", "FR-67", "FR-68", "FR-77"):
        assert hidden not in built.html(PAGE)


@pytest.mark.parametrize(
    ("classification", "found"),
    [
        ("SECRET", []),
        (None, ["projects/a/ARC-001-REQ-v1.0.md: warning [classification]"]),
        ("OFICIAL", ["projects/a/ARC-001-REQ-v1.0.md: warning [classification]"]),
    ],
)
def test_a_document_that_may_not_be_published(
    classification: str | None, found: list[str], site: Callable[..., Built]
) -> None:
    files = {
        "mkdocs.yml": config({"roots": ["projects"]}),
        "projects/a/devops.yaml": claiming("001", claimed("FR-1")),
        "projects/a/ARC-001-REQ-v0.9.md": register("FR-2"),
        "projects/a/ARC-001-REQ-v1.0.md": register("FR-1", "FR-88", classification=classification),
    }
    built = site(files)
    assert built.found == found
    assert "FR-88" not in built.html(PAGE) + built.log
    assert "Not complete: no list or document" in Html(built.html(PAGE)).text


def test_coverage_is_complete_only_if_every_project_has_a_list(site: Callable[..., Built]) -> None:
    files = {
        "mkdocs.yml": config({"requirements": "r.csv"}),
        "r.csv": "id,project\nFR-1,001\n",
        "docs/a/devops.yaml": claiming("001", claimed("FR-1")),
        "docs/b/devops.yaml": strategy("002", "Permits"),
    }
    text = Html(site(files, strict=True).html(PAGE)).text
    assert "1 of 1 listed requirement is claimed" in text
    assert "Counted from r.csv (1). Not complete: no list or document of requirements was found for Permits (0" in text
    more = {"r.csv": "id,project\nFR-1,001\nFR-1,002\n"}
    assert "Not complete" not in Html(site({**files, **more}, strict=True).html(PAGE)).text


# Links


def test_only_text_is_linked() -> None:
    links = {"FR-1": "t/#fr-1", "Login": "t/#login"}
    linked = '<a class="arckit-requirement" href="t/#fr-1">FR-1</a>'
    for inside in ("<td>{}</td>", "<p>({}, {}.)</p>", "{}/{}", '<p title="FR-1">{}</p>', "<!-- FR-1 -->{}"):
        assert link_requirements(inside.replace("{}", "FR-1"), links) == inside.replace("{}", linked)
    for kept in (
        "<h2>FR-1</h2>",
        "<a href='x'>FR-1</a>",
        "<p><code>FR-1</code></p>",
        "<pre class='mermaid'><b>x</b>FR-1</pre>",
        "<figure><svg><text>FR-1</text></svg></figure>",
        "<p>FR-1a NFR-1 FR-10 XFR-1 FR-1-2 a.FR-1 Login</p>",
        '<img alt="FR-1" src="FR-1">',
    ):
        assert link_requirements(kept, links) == kept
    assert link_requirements("fr-1", links) == linked.replace(">FR-1<", ">fr-1<")
    assert link_requirements("<h2>FR-1</h2>FR-1<br/>FR-1", links) == f"<h2>FR-1</h2>{linked}<br/>{linked}"


def test_hostile_ids_cannot_leave_their_attribute() -> None:
    assert '"><script>' not in link_requirements("<p>A-1</p>", {"A-1": '"><script>'})


def test_pages_lead_to_their_own_requirements(site: Callable[..., Built]) -> None:
    text = "summary: Because of fr-1 and FR-2, see `FR-1` and FR-9.\n"
    files = {
        "r.csv": "id,project\nFR-1,001\nfr-1,\nFR-1,002\nFR-2,\n",
        "docs/index.md": "# Home\n\nFR-1\n",
        "docs/a/devops.yaml": claiming("001", claimed("FR-1"), more=text),
        "docs/b/devops.yaml": claiming("002", claimed("FR-1"), more=text),
    }
    built = site({"mkdocs.yml": config({"requirements": "r.csv", "link_requirements": True}), **files}, strict=True)
    base = "../../strategies/portfolio/traceability/"
    for folder, project in (("a", "001"), ("b", "002")):
        html = built.html(f"{folder}/devops/index.html")
        assert html.count('class="arckit-requirement"') == 3, "two in the summary, one in the table"
        assert Html(html).links["FR-1"] == Html(html).links["fr-1"] == f"{base}#requirement-{project}-fr-1"
        assert Html(html).links["FR-2"] == f"{base}#requirement-fr-2"
    assert "arckit-requirement" not in built.html("index.html")
    for options in ({}, {"link_requirements": True, "views": {"traceability": False}}):
        built = site({"mkdocs.yml": config({"requirements": "r.csv", **options}), **files}, strict=True)
        assert "arckit-requirement" not in built.html("a/devops/index.html")


def test_hostile_texts_are_text(site: Callable[..., Built]) -> None:
    hostile = '"<script>alert(1)</script>"'
    files = {
        "mkdocs.yml": config({"requirements": "r.yaml", "link_requirements": True}),
        "r.yaml": f"requirements: [{{id: {hostile}, title: {hostile}, project: {hostile}}}]",
        "docs/a/devops.yaml": claiming(
            "001", f"id: {hostile}, requirement: {hostile}, element: {hostile}, status: {hostile}"
        ),
    }
    built = site(files, strict=True)
    assert "<script>alert" not in built.html(PAGE)
    text = "<script>alert(1)</script>"
    rows = built.parts(PAGE)["All requirements"].rows[1:]
    assert [text, "", "P001", text, text, text] in rows, "no list speaks for its project"
    assert [f"{text} {text}", text, "Not claimed yet"] in rows


def test_a_withheld_strategy_claims_nothing(site: Callable[..., Built]) -> None:
    files = {
        "docs/a/devops.yaml": claiming("001", claimed("FR-1")),
        "docs/b/devops.yaml": claiming("666", claimed("FR-666"), classification="SECRET"),
    }
    assert "666" not in Html(site(files, strict=True).html(PAGE)).text


# The example site, counted again from its YAML


def expanded(cell: str | list[str]) -> list[str]:
    if isinstance(cell, list):
        return cell
    if " to " not in cell:
        return [cell]
    first, last = cell.split(" to ")
    prefix = first.rpartition("-")[0]
    numbers = range(int(first.rpartition("-")[2]), int(last.rpartition("-")[2]) + 1)
    return [f"{prefix}-{n:03}" for n in numbers]


def test_the_example_s_requirements_are_those_of_its_files(example_site: Callable[..., Built]) -> None:
    example = ROOT / "example-site"
    built = example_site()
    claims: list[tuple[str, str, str]] = []
    for path in sorted(example.rglob("devops.yaml")):
        data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        document = data["document"]
        if document["status"] in {"SUPERSEDED", "ARCHIVED"} or document["classification"] == "OFFICIAL-SENSITIVE":
            continue
        for row in data["traceability"] if isinstance(data["traceability"], list) else []:
            claims += [(data["project"]["id"], one, row["status"]) for one in expanded(row["id"])]
    with (example / "requirements.csv").open(encoding="utf-8", newline="") as file:
        wanted = {(row["project"], row["id"]) for row in csv.DictReader(file)}
    document_text = (example / "docs/projects/001-licence-payments/ARC-001-REQ-v1.2.md").read_text(encoding="utf-8")
    wanted |= {
        ("001", one) for one in re.findall(r"^(?:### |\| )([A-Z]+-[A-Z0-9-]*\d{3})\b", document_text, re.MULTILINE)
    }
    made = {(project, one) for project, one, _ in claims}
    shown = built.parts(PAGE)

    def named(part: str) -> set[str]:
        return set(shown[part].links) - {"¶"}

    assert named("Unclaimed") == {f"{one} {project}" for project, one in wanted - made}
    assert named("Claimed, but not listed") >= {one for project, one in made - wanted} != set()
    text = Html(built.html(PAGE)).text
    unknown = len(made - wanted)
    more = f", and {unknown} that {'is' if unknown == 1 else 'are'} not listed,"
    assert f"{len(made & wanted)} of {len(wanted)} listed requirements are claimed{more} by" in text
    signs = {"met": "✅ Met", "partial": "🟡 Partly met", "planned": "⏳ Planned", "not_met": "❌ Not met"}
    for status, count in Counter(status for _, _, status in claims).items():
        assert f"{signs[status]}: {count}" in text
