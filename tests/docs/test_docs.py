"""What the documentation says is so: its examples work, and what the code dictates is what the code says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_arckit import __version__
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.findings import RULES, Severity
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig
from mkdocs_arckit.model.registers import TechnologyList
from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy
from mkdocs_arckit.portfolio.completeness import completeness
from mkdocs_arckit.portfolio.registers import read_requirements, read_technologies
from mkdocs_arckit.render.renderer import Renderer
from scripts.format_reference import keys, skeleton
from scripts.reference import DAYS, GENERATED, fill, findings_of, handwritten, option_rows, rule_examples
from tests.conftest import lack
from tests.helpers.command import call
from tests.helpers.portfolios import errors_of
from tests.helpers.samples import Html, strategy
from tests.helpers.sites import ROOT, Built, mkdocs_build

DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = [README, *sorted(DOCS.rglob("*.md"))]
WORKFLOW = ROOT / ".github" / "workflows" / "pages.yml"


class Block(NamedTuple):
    """A fenced block of a page, without what indents it."""

    page: Path
    info: str
    text: str

    @property
    def keys(self) -> set[str]:
        """The top-level keys, if it is YAML."""
        return set(re.findall(r"^(\w+):", self.text, re.MULTILINE))


def blocks(page: Path) -> Iterator[Block]:
    text = handwritten(page.read_text(encoding="utf-8"))
    for match in re.finditer(r"^( *)```(.*)\n((?:.*\n)*?)\1```$", text, re.MULTILINE):
        yield Block(page, match[2], re.sub(rf"^{match[1]}", "", match[3], flags=re.MULTILINE))


def block(page: Path, info: str, holds: str = "") -> str:
    """The first block of a page that begins and continues so."""
    return next(b.text for b in blocks(page) if b.info.startswith(info) and holds in b.text)


YAML = [b for page in PAGES for b in blocks(page) if b.info.startswith("yaml")]
STRATEGY_KEYS = set(Strategy.model_fields) - {"x"}


@pytest.mark.parametrize("example", YAML, ids=lambda b: f"{b.page.stem}-{min(b.keys, default='comment')}")
def test_yaml_examples_are_right(example: Block) -> None:
    if example.keys and example.keys <= STRATEGY_KEYS:
        assert not [line for line in findings_of(example.text) if not line.endswith("[placeholder]")]
    elif example.keys and example.keys <= set(TechnologyList.model_fields):
        assert read_technologies(example.text.encode(), "technologies.yaml")[1] == []
    elif example.keys == {"requirements"}:
        assert read_requirements(example.text.encode(), "requirements.yaml")[1] == []
    elif example.keys <= set(MkDocsConfig().keys()):
        known = {name.strip("`").split(".")[0] for name, _, _ in option_rows()}
        inside = re.search(r"^( +)- arckit:\n((?:\1 {3,}.*\n)+)", example.text, re.MULTILINE)
        for name in re.findall(r"^ {6}(\w+):", inside[2], re.MULTILINE) if inside else []:
            assert name in known
    elif "jobs" in example.keys:  # a workflow, whose actions are pinned as those of ours are
        ours = WORKFLOW.read_text(encoding="utf-8")
        assert [use for use in re.findall(r"uses: (.+)", example.text) if use not in ours] == []
    elif example.info.endswith('".gitlab-ci.yml"') or example.keys == {"changes"}:
        for job in yaml.safe_load(example.text).values():
            assert all(isinstance(line, str) for line in job["script"])
    else:
        assert example.keys in ({"repos"}, {"apiVersion", "kind", "metadata", "spec"})  # of pre-commit and Backstage


def test_workflows_on_pages_have_no_mistakes(tmp_path: Path) -> None:
    if not (linter := Path(sys.executable).with_name("actionlint")).exists():
        lack("ARCKIT_REQUIRE_LINTERS", "actionlint is not installed")
    for number, example in enumerate(YAML):
        if "jobs" in example.keys:
            (tmp_path / f"{number}-{example.page.stem}.yml").write_text(example.text, encoding="utf-8")
    files = sorted(tmp_path.iterdir())
    assert len(files) >= 5
    done = subprocess.run([linter, *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_readme_makes_a_site(site: Callable[..., Built]) -> None:
    built = site(
        {
            "mkdocs.yml": block(README, "yaml", "site_name"),
            "docs/index.md": "# Our handbook\n",
            "docs/projects/001-parking-permits/devops.yaml": block(README, "yaml", "project:"),
        },
        strict=True,
    )
    assert built.exit_code == 0, built.log
    page = built.html("projects/001-parking-permits/devops/index.html")
    assert page.count('<pre class="arckit-mermaid">') == 2
    assert ["Daily", "Small changes are easy to undo"] in [row[1:] for row in Html(page).rows]
    assert "Parking Permits" in Html(built.html("strategies/index.html")).links


def test_the_readme_names_every_option() -> None:
    rows = re.findall(r"^\| (`[^|]*`) \| ([^|]*) \| ([^|]*) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(option_rows())


def test_options_are_those_of_the_plugin() -> None:
    config = ArckitConfig()
    config.load_dict({})
    assert config.validate() == ([], [])
    real: dict[str, Any] = {}
    for name, value in config.items():
        real |= {f"{name}.{k}": v for k, v in value.items()} if hasattr(value, "items") else {name: value}
    said = {name.strip("`"): default.strip("`") for name, default, _ in option_rows()}
    words = {None: "none", True: "true", False: "false"}
    assert said == {
        name: f"[{', '.join(map(str, value))}]" if isinstance(value, list) else words.get(value, str(value))
        for name, value in real.items()
    }
    assert all(meaning.endswith(".") for _, _, meaning in option_rows())


def test_the_reference_names_every_element() -> None:
    said = keys()
    for key, section in SECTION_TYPES.items():
        for element in section.elements.values():
            assert f"`{key}.{element.key}`" in said
            assert element.title in said


def test_the_file_with_every_key_is_valid_and_complete() -> None:
    validated = validate(skeleton().encode(), "devops.yaml")
    assert validated.findings == ()
    assert validated.strategy
    assert completeness(validated.strategy).missing == {}


def test_every_rule_is_explained() -> None:
    assert set(rule_examples()) == set(RULES)
    assert list(rule_examples()) == sorted(RULES)


@pytest.mark.parametrize("rule", [rule for rule, example in rule_examples().items() if "wrong" in example])
def test_rule_examples_show_their_rule(rule: str) -> None:
    example = rule_examples()[rule]
    wrong = findings_of(example["wrong"], DAYS.get(rule, ""))
    assert wrong
    assert all(line.endswith(f"[{rule}]") for line in wrong)
    assert findings_of(example["right"], DAYS.get(rule, "")) == []


def test_markers_are_known_and_all_used() -> None:
    used = {name for page in PAGES for name in re.findall(r"<!-- reference: (\w+) -->", page.read_text("utf-8"))}
    assert used == set(GENERATED)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_generated_parts_of_pages_are_as_the_code_has_them(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text == fill(text), "run `make reference`"
    assert len(re.findall("^<!-- (?:reference|file): ", text, re.MULTILINE)) == text.count("<!-- end -->")
    assert "--8<--" not in text


@pytest.mark.slow
def test_the_documentation_builds(tmp_path: Path) -> None:
    built = mkdocs_build(ROOT / "mkdocs.yml", tmp_path, strict=True)
    assert built.exit_code == 0, built.log
    assert 'id="ci-quality-gates"' in built.html("reference/keys/index.html")
    assert "Parking Permits" in Html(built.html("strategies/index.html")).links
    said = Html(built.html("publishing/index.html")).text
    assert "".join(WORKFLOW.read_text(encoding="utf-8").split()) in "".join(said.split())


def test_what_to_change_in_the_workflow_is_in_it() -> None:
    text, workflow = (DOCS / "publishing.md").read_text(encoding="utf-8"), WORKFLOW.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]*)` \| ", text, re.MULTILINE)
    assert rows
    assert all(row.rstrip(" …") in workflow for row in rows)
    marked = [line for line in workflow.splitlines() if "# change to: " in line]
    assert all(f"| `{line.split('# change to: ')[1].strip()}`" in text for line in marked if "path:" not in line)
    assert len(rows) >= len(marked)


def test_wheels_have_the_version_that_there_is() -> None:
    for page in PAGES:
        assert set(re.findall(r"mkdocs_arckit-([\d.]+)-py3", page.read_text(encoding="utf-8"))) <= {__version__}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "example-site" / "README.md"], ids=lambda page: page.stem)
def test_installing_what_is_not_on_pypi_is_said_so(page: Path) -> None:
    for part in re.split(r"^#+ ", page.read_text(encoding="utf-8"), flags=re.MULTILINE):
        if re.search(r"pip install [^\n]*(?<!/)\bmkdocs-arckit\b|additional_dependencies: \[mkdocs-arckit", part):
            assert "on PyPI" in part, part


def test_links_on_the_disk_lead_somewhere() -> None:
    for page in (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (ROOT / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", [README, DOCS / "templates.md"], ids=lambda page: page.stem)
def test_templates_extend(page: Path, tmp_path: Path) -> None:
    for example in blocks(page):
        if example.info == "jinja":
            name = re.findall(r'"arckit/(.*)"', example.text)[0]
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(example.text, encoding="utf-8")
    more = "ci: {stages: [{stage: Lint}], quality_gates: [{gate: Coverage}]}"
    data = validate(strategy(more=more).encode(), "devops.yaml").strategy
    assert data
    plain, own = (Renderer(folder).page(data).body().splitlines() for folder in (None, tmp_path))
    added = [line for line in own if line not in plain]
    assert added[-1] == "The [gate policy](https://example.org/gates) applies to all of them."
    assert [line for line in own if line and line not in added] == [line for line in plain if line]
    assert all(own[own.index(line) - 1] == own[own.index(line) + 1] == "" for line in added)


def test_the_tutorial_begins_with_what_the_commands_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, folder = DOCS / "tutorial.md", tmp_path / "handbook"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795996800")  # 2026-11-30
    assert call("init").stdout == block(page, "text", "mkdocs.yml")
    assert call("new", "--minimal", "--project", "Parking Permits").exit_code == 0
    for name in ("mkdocs.yml", "docs/projects/001-parking-permits/devops.yaml"):
        assert Path(name).read_text(encoding="utf-8") == block(page, f'yaml title="{name}"')


def test_the_tutorial_says_what_happens() -> None:
    page = DOCS / "tutorial.md"
    text = page.read_text(encoding="utf-8")
    path = "docs/projects/001-parking-permits/devops.yaml"
    first = block(page, "yaml title=", "project:")

    def said(source: str) -> list[str]:
        found = validate(source.encode(), path).findings
        return [str(finding) for finding in found if finding.severity is Severity.ERROR] or [str(f) for f in found]

    assert said(first)[0] in text
    second = first + "\n" + block(page, "yaml", "ci:")
    assert not any("error" in line for line in said(second))
    (error,) = said(second.replace("duration_target", "duration_taget", 1))
    assert error in text
    third = second.replace(re.findall(r"document:\n(?:  .*\n)+", second)[0], block(page, "yaml", 'version: "1.0"'))
    assert all("[placeholder]" in line for line in said(third))
    assert said(third.replace("[OWNER_NAME]", "Jane Doe, Platform Lead")) == []


def test_a_wiki_page_becomes_what_the_documentation_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = DOCS / "from-wiki.md"
    monkeypatch.chdir(tmp_path)
    Path("delivery.md").write_text(block(page, "markdown"), encoding="utf-8")
    result = call(*shlex.split(block(page, "sh", "import"))[1:])
    assert result.stdout + result.stderr == block(page, "text")
    assert Path("docs/projects/permits/devops.yaml").read_text(encoding="utf-8") == block(page, "yaml title")


def test_the_example_of_the_documentation_has_no_error() -> None:
    for path in DOCS.rglob("devops.yaml"):
        assert errors_of(validate(path.read_bytes(), path.name)) == []
