"""The complete strategy of the example has all that the template has; the real documents keep all their text."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.render.renderer import Renderer
from tests.helpers.documents import page
from tests.helpers.portfolios import errors_of
from tests.helpers.sites import ROOT, Built

COMPLETE = ROOT / "example-site/docs/projects/001-licence-payments/devops.yaml"
REAL = {"iou-modern": "ARC-001-DEVOPS-v1.0.md", "scts-genai": "ARC-001-DEVOPS-v1.2.md"}


def _load(path: Path) -> ValidationResult:
    return validate(path.read_bytes(), path.name)


def _parts(markdown: str) -> list[tuple[str, str, str, str]]:
    """What a page holds, as the rows of the template's inventory: section, heading, kind, detail."""
    parts: list[tuple[str, str, str, str]] = []
    section = heading = fence = ""
    lines = markdown.splitlines()
    for i, line in enumerate(lines):
        if fence:
            fence = "" if line == fence else fence
        elif opener := re.fullmatch(r"(`{3,})(\w*)", line):
            fence = opener[1]
            detail = lines[i + 1].strip() if opener[2] == "mermaid" else opener[2]
            parts.append((section, heading, "mermaid" if opener[2] == "mermaid" else "code", detail))
        elif line.startswith("## "):
            section, heading = line[3:], ""
            parts.append((section, "", "section", ""))
        elif line.startswith("### "):
            heading = line[4:]
            parts.append((section, heading, "heading", ""))
        elif line.startswith("|") and lines[i + 1].startswith("| ---"):
            parts.append((section, heading, "table", line.strip("| ")))
        elif re.match(r"- \[[ x]\] |\d+\. ", line):
            parts.append((section, heading, "item", ""))
    return parts


def test_a_complete_strategy_has_the_whole_inventory_in_order(shared_dir: Path) -> None:
    strategy = _load(COMPLETE).strategy
    assert strategy is not None
    # What an author may add stands beside the inventory; the columns that the template calls [Selected] have names.
    own = {"summary": None, "sections": None, "appendices": None, "closing": None}
    sections = {
        key: getattr(strategy, key).model_copy(update={"extra": None, "notes": None, "summary": None})
        for key in type(strategy).model_fields
        if hasattr(getattr(strategy, key), "extra") and getattr(strategy, key) is not None
    }
    page = Renderer().page(strategy.model_copy(update=own | sections)).body()
    columns = {"Strategy | **[Selected]**": "Strategy | Branches", "Tool | **[Selected]**": "Tool | Description"}
    with (shared_dir / "template/inventory.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    expected = []
    for row in rows:
        detail = columns.get(row["detail"], row["detail"])
        expected.append((row["section"], row["heading"], row["kind"], "" if row["kind"] == "item" else detail))
    found = _parts(page)
    kinds = [kind for *_, kind, _ in found]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert {k: counts[k] for k in ("section", "heading", "mermaid", "code")} == {
        "section": 21,
        "heading": 69,
        "mermaid": 8,
        "code": 9,
    }

    def shape(parts: list[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
        # An author's own `x-` columns follow the template's; what a drawing holds decides its direction.
        return [
            (s, h, k, {"item": "", "code": d or "text"}.get(k, re.sub(r"^(flowchart) \w\w$", r"\1", d)))
            for s, h, k, d in parts
        ]

    remaining = iter(shape(found))
    for part in shape(expected):
        match = next((p for p in remaining if p[:3] == part[:3] and p[3].startswith(part[3])), None)
        assert match is not None, f"{part} is missing or stands in another place"


def test_the_items_of_the_template_can_be_said(shared_dir: Path) -> None:
    with (shared_dir / "template/inventory.tsv").open(encoding="utf-8", newline="") as file:
        items = [
            (row["heading"], row["detail"]) for row in csv.DictReader(file, delimiter="\t") if row["kind"] == "item"
        ]
    controls, steps = (
        [text for where, text in items if where == name] for name in ("Secret Security", "Hotfix Process")
    )
    assert (len(controls), len(steps)) == (6, 6)
    said = [{"control": text, "done": False} for text in controls]
    shown = page(f"secrets: {{controls: {json.dumps(said)}}}\nrelease: {{hotfix: {json.dumps(steps)}}}\n", findings=0)
    for text in [*(f"- [ ] {text}" for text in controls), *(f"{n}. {text}" for n, text in enumerate(steps, 1))]:
        assert text in html.unescape(shown).replace("\\", "").splitlines()


def _normal(text: str) -> str:
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", html.unescape(text).replace("<br>", " "))
    return re.sub(r"[\s*`_\\|]+", "", text).casefold()


# What a document puts as `**Label**: value` stands in two cells, or as heading and text, on a page.
_SPLIT = re.compile(
    r"(?<=\*\*)\s*[:-]?\s+|(?<=:\*\*)\s*|\s\|\s|(?<=`): |^(?:Created|Destroyed|Max concurrent): "
    r"|(?<=Level \d)\*\* - "
)


def _units(markdown: str) -> list[str]:
    """The text units of a document: headings, cells, list items, lines of paragraphs, code and diagrams."""
    units: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            units.append(line)
        elif line.lstrip().startswith("|"):
            if not re.fullmatch(r"[\s|:-]+", line):
                cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
                units += [part for cell in cells for part in _SPLIT.split(cell.replace("(Selected)", ""))]
        else:
            text = re.sub(r"^\s*(?:#{1,6}|[-*+]|\d+\.|>)\s+(?:\[[ x]\]\s*)?", "", line)
            text = re.sub(r"^\d+\.\d+ ", "", text)  # numbers of sub-headings, which the template does not have
            units += _SPLIT.split(text)
    return [unit for unit in units if _normal(unit).strip("-:—")]


@pytest.mark.parametrize("name", REAL)
def test_a_real_strategy_keeps_its_text(name: str, shared_dir: Path) -> None:
    folder = shared_dir / "real" / name
    validated = _load(folder / "devops.yaml")
    assert validated.strategy is not None, [str(f) for f in errors_of(validated)]
    page = _normal(Renderer().page(validated.strategy).body())
    units = _units((folder / REAL[name]).read_text(encoding="utf-8"))
    missing = [unit for unit in units if _normal(unit).strip(":") not in page]
    share = 1 - len(missing) / len(units)
    print(f"{name}: {share:.2%} of {len(units)} text units; missing: {missing}")
    assert share > 0.998, missing


def test_real_strategies_build_with_strict(shared_dir: Path, site: Callable[..., Built]) -> None:
    files = {f"docs/{name}/devops.yaml": (shared_dir / "real" / name / "devops.yaml").read_text() for name in REAL}
    files["docs/scts-genai/research/ARC-001-AZRS-v1.0.md"] = "# Azure Technology Research\n"
    config = "site_name: Test\nplugins: [search, arckit]\ntheme: {name: material, font: false}\nmarkdown_extensions:\n"
    fence = "{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }"
    built = site(
        {**files, "mkdocs.yml": f"{config}  - pymdownx.superfences: {{custom_fences: [{fence}]}}\n"}, strict=True
    )
    assert built.exit_code == 0, built.log
    index = built.html("strategies/index.html")
    assert "IOU-Modern" in index
    assert "SCTS GenAI Programme" in index


NEWEST = """
references:
  summary: "> This section provides traceability from generated content back to source documents."
  documents: [{doc_id: "*None provided*", filename: —, type: —, source_location: —, description: —}]
  citations: [{citation_id: —, doc_id: —, page_section: —, category: —, quoted_passage: —}]
  unreferenced: [{filename: —, source_location: —, reason: —}]
generated: {by: ArcKit, provenance: Stamped by the build.}
"""


def test_what_the_newest_template_adds_can_be_said(shared_dir: Path) -> None:
    template = (shared_dir / "template/devops-template-2026-08.md").read_text(encoding="utf-8")
    wanted = template[template.index("## External References") : template.index("**Generated by**")]
    control = "document: {version: v1, status: DRAFT, classification: OFFICIAL, x-Federal Entity: USDA}\n"
    validated = validate(f"project: {{id: '001', name: P}}\n{control}{NEWEST}".encode(), "devops.yaml")
    assert not validated.findings
    assert validated.strategy is not None
    page = Renderer().page(validated.strategy).body()
    shown = page[page.index("## External References") :]

    def tables(markdown: str) -> list[list[str]]:
        rows = [line for line in markdown.splitlines() if line.startswith("|") and "---" not in line]
        return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]

    assert tables(shown) == tables(wanted)
    assert re.findall("^### .*", shown, re.MULTILINE)[:3] == re.findall("^### .*", wanted, re.MULTILINE)
    assert "| **Federal Entity** | USDA |" in page
    assert page.rstrip().endswith("## Build Provenance\n\nStamped by the build.")
