"""Diagrams that Mermaid can't draw are found before a reader meets them, in the line that is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import pytest
from quickjs import JSException, StackOverflow

from mkdocs_arckit.checks.diagrams import check_diagrams, drawn_diagrams
from mkdocs_arckit.diagrams import parser, results
from mkdocs_arckit.diagrams.parser import DiagramProblem, problem_of
from mkdocs_arckit.diagrams.results import Results
from mkdocs_arckit.findings import Finding
from mkdocs_arckit.hosts.mkdocs.diagrams import cache_folder
from scripts.reference import rule_examples
from tests.helpers.command import call
from tests.helpers.documents import HEAD, PLACE, look
from tests.helpers.findings import brief, briefs_in, names, suggested
from tests.helpers.samples import Html
from tests.helpers.sites import Built

Site = Callable[..., Built]

GOOD = "flowchart LR\n  a --> b"
BRACKET = "flowchart LR\n  a -->|x [y]| b"
"""A hand-broken diagram: a bracket that is not quoted in the label of a link, in the eleventh column of line 2."""


KEPT = ".cache/plugin/arckit/diagrams"


def broken(yaml: str) -> Finding:
    """The only diagram of a strategy that can't be drawn; the finding has to stand at `▸`."""
    validated = look(yaml)
    (found,) = [validated.finding(violation) for violation in check_diagrams(validated, problem_of)]
    before, marked, _ = (HEAD + dedent(yaml)).partition(PLACE)
    assert marked
    assert (found.line, found.column) == (before.count("\n") + 1, len(before) - before.rfind("\n")), str(found)
    assert found.rule == "diagram"
    return found


# What Mermaid says

QUOTED = ['A -->|"x [y]"| B', 'C["f(x)"]']
"""How a text with brackets is quoted."""


@pytest.mark.parametrize(
    ("text", "named", "place"),
    [
        (BRACKET, ["[", *QUOTED], (2, 11)),
        ("flowchart LR\n  a(f(x)) --> b", ["(", *QUOTED], (2, 6)),
        ("flowchart LR\n  a --> end --> c", ["end", "end", "End"], (2, 9)),
        ("flowchart LR\n  a --> b(\n  c --> d", [], (2, 11)),
        ("sequenceDiagram\n  A->>B: x\n  loop y", [], (3, 9)),
        ("gitGraph\n  commit\n  brunch x", ["brunch"], (3, 3)),
        ('pie\n  "a" : b', ["b"], (2, 9)),
        ("mindmap\n  a\n b", [], (1, 0)),
        ("flowchar LR\n  a --> b", ["flowchar", "flowchart LR"], (1, 0)),
        ("\n \n", ["flowchart LR"], (1, 0)),
        ("---\ntitle: [x\n---\nflowchart LR", [], (3, 0)),
        # What Mermaid leaves out counts as a line all the same.
        (f"%% one\n\n{BRACKET}", ["[", *QUOTED], (4, 11)),
        (f"---\ntitle: x\n---\n{BRACKET}", ["[", *QUOTED], (5, 11)),
        (f'%%{{init: {{\n"theme": "base"}}}}%%\n{BRACKET}', ["[", *QUOTED], (4, 11)),
        ("flowchart LR\n  %% one\n  %% two\n  a -->|x [y]| b", ["[", *QUOTED], (4, 11)),
    ],
)
def test_what_is_wrong_and_where(text: str, named: list[str], place: tuple[int, int]) -> None:
    found = problem_of(text)
    assert found
    assert (names(found), (found.line, found.column)) == (named, place)


@pytest.mark.parametrize("text", [GOOD, f"%% one\n{GOOD}", f"---\ntitle: x\n---\n{GOOD}\n", "gitGraph\n  commit"])
def test_in_what_can_be_drawn_there_is_no_problem(text: str) -> None:
    assert problem_of(text) is None


def test_longer_than_mermaid_draws() -> None:
    found = problem_of(GOOD + "\n%% x" * 12_000)
    assert found
    assert (found.line, found.column, "50,000" in found.message) == (1, 0, True)


# Where it stands in the YAML


@pytest.mark.parametrize(
    "yaml",
    [
        "release:\n  process:\n    diagram: |\n      flowchart LR\n        a -->|x ▸[y]| b\n",
        "release:\n  process:\n    diagram: |-\n\n\n      flowchart LR\n        a -->|x ▸[y]| b\n",
        "release:\n  process:\n    diagram: |2 # two\n        flowchart LR\n          a -->|x ▸[y]| b\n",
        "release:\n  process:\n    diagram: |\n      ```mermaid\n      flowchart LR\n        a -->|x ▸[y]| b\n      ```\n",
        "x-own: &own |\n  flowchart LR\n    a -->|x ▸[y]| b\nrelease: {process: {diagram: *own}}\n",
        'release: {process: {diagram: ▸"flowchart LR\\n  a -->|x [y]| b"}}\n',
        "release:\n  process:\n    diagram: ▸>\n      flowchart LR\n\n      a -->|x [y]| b\n",
        "summary: |\n  Words\n\n  ```mermaid\n  flowchart LR\n    a -->|x ▸[y]| b\n  ```\n",
        "summary: |\n  - item\n\n    ~~~ {.mermaid}\n    flowchart LR\n      a -->|x ▸[y]| b\n",
        "ci:\n  notes:\n    pipeline: |\n      > ```mermaid\n      > flowchart LR\n      >   a -->|x ▸[y]| b\n      > ```\n",
        "appendices:\n  - heading: A\n    body: |\n      ```mermaid\n      flowchart LR\n        a -->|x ▸[y]| b\n      ```\n",
        "closing: |\n  ```mermaid\n  ▸flowchar LR\n  ```\n",
    ],
)
def test_a_broken_diagram_is_found_at_its_place(yaml: str) -> None:
    broken(yaml)


def test_a_finding_says_what_to_do() -> None:
    found = broken("release:\n  process:\n    diagram: |\n      flowchart LR\n        a -->|x ▸[y]| b\n")
    assert brief(found) == "devops.yaml:7:17: error [diagram]"
    assert (found.key, names(found)) == ("release.process.diagram", ["[", *QUOTED])
    assert found.text in rule_examples()["diagram"]["text"]


FOLDED = ["|", ">"]


@pytest.mark.parametrize(
    ("yaml", "marks"),
    [
        ("release:\n  process:\n    diagram: ▸>\n      flowchart LR\n      a --> b\n", FOLDED),
        ("release:\n  process:\n    diagram: ▸!!str >-\n      flowchart LR\n      a --> b\n", FOLDED),
        ("x-own: ▸&own >\n  flowchart LR\n  a --> b\nrelease: {process: {diagram: *own}}\n", FOLDED),
        ("release:\n  process:\n    diagram: ▸>\n      flowchart LR\n\n      a --> end\n", ["end", "End", *FOLDED]),
        ("release:\n  process:\n    diagram: ▸flowchart LR\n      a --> b\n", []),
        ("release:\n  process:\n    diagram: |\n      flowchart LR ▸a --> b\n", []),
    ],
)
def test_lines_that_are_joined(yaml: str, marks: list[str]) -> None:
    assert suggested(broken(yaml)) == marks


def test_joined_lines_that_can_be_drawn_are_right() -> None:
    validated = look("release:\n  process:\n    diagram: >\n      flowchart LR;\n      a --> b;\n")
    assert [*check_diagrams(validated, problem_of)] == []


@pytest.mark.parametrize(
    "yaml",
    [
        "release: {process: {steps: [Tag], diagram: false}}\n",
        'release: {process: {diagram: "```text\\nnot [Mermaid\\n```"}}\n',
        "summary: |\n  ```text\n  mermaid [\n  ```\n",
        "containers: {dockerfile: '```mermaid\nx\n```'}\n",
        "x-own: |\n  ```mermaid\n  x\n  ```\n",
    ],
)
def test_other_texts_are_no_diagrams(yaml: str) -> None:
    validated = look(yaml)
    assert [*check_diagrams(validated, problem_of)] == []


def test_own_diagrams_of_an_invalid_file_are_checked_too() -> None:
    broken("release:\n  process:\n    diagram: |\n      flowchart LR\n        a -->|x ▸[y]| b\nnonsense: 1\n")


def test_a_drawn_diagram_that_is_too_large_is_found_at_its_element() -> None:
    steps = ", ".join(f"{i}-{'x' * 490}" for i in range(100))
    validated = look(f"release:\n  process: {{steps: [{steps}]}}\n")
    assert len([*drawn_diagrams(validated)]) == 1
    (found,) = [validated.finding(violation) for violation in check_diagrams(validated, problem_of)]
    assert (found.line, found.column, found.key) == (4, 3, "release.process")
    assert "50,000" in found.message


# What is remembered


def test_nothing_is_parsed_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Results(tmp_path)
    found = first.problem_of(BRACKET), first.problem_of(GOOD)
    first.save()
    monkeypatch.setattr(results.parser, "problem_of", lambda text: pytest.fail("parsed again"))
    assert (first.problem_of(BRACKET), first.problem_of(GOOD)) == found
    again = Results(tmp_path)
    assert (again.problem_of(BRACKET), again.problem_of(GOOD)) == found


def test_another_version_parses_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Results(tmp_path)
    first.problem_of(GOOD)
    first.save()
    monkeypatch.setattr(results.parser, "installed", lambda: "99")
    monkeypatch.setattr(results.parser, "problem_of", lambda text: DiagramProblem("new", "", 1, 0))
    assert Results(tmp_path).problem_of(GOOD) == DiagramProblem("new", "", 1, 0)


def test_what_is_used_no_more_is_forgotten(tmp_path: Path) -> None:
    first = Results(tmp_path)
    first.problem_of(GOOD)
    first.problem_of(BRACKET)
    first.save()
    first.problem_of(GOOD)
    first.save()
    assert [*json.loads((tmp_path / "problems.json").read_text()).values()] == [None]
    assert [path.name for path in tmp_path.iterdir()] == ["problems.json"]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "1", '{"x": 1}', '{"x": [1, 2]}', '{"x": ["a", "b", "c", "d"]}', "\ud800"]
)
def test_a_broken_cache_is_no_cache(tmp_path: Path, content: str) -> None:
    (tmp_path / "problems.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    assert Results(tmp_path).problem_of(GOOD) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    first = Results(tmp_path / "file" / "folder")
    first.problem_of(GOOD)
    first.save()


# What ends the reading


class _Engine:
    """Calls what it is given at once; its context raises an error."""

    def __init__(self, error: Exception) -> None:
        self.error, self.rebuilt = error, 0
        self._executor = self._ctx = self

    def submit(self, call: Callable[..., str], *arguments: Any) -> SimpleNamespace:
        found = call(*arguments)
        return SimpleNamespace(result=lambda: found)

    def set_time_limit(self, seconds: int) -> None:
        raise self.error

    def _build_context(self) -> _Engine:
        self.rebuilt += 1
        return self


@pytest.mark.parametrize(
    "error",
    [
        JSException("InternalError: interrupted"),
        JSException("InternalError: out of memory"),
        StackOverflow("RangeError"),
    ],
)
def test_a_text_that_exhausts_the_engine_is_left_alone(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = _Engine(error)
    monkeypatch.setattr(parser, "_engine", lambda purpose: engine)
    assert problem_of(GOOD) is None
    assert engine.rebuilt == 1


# In a site


YAML = HEAD + "release:\n  process:\n    diagram: |\n      flowchart LR\n        a -->|x [y]| b\n"


def test_a_broken_diagram_ends_the_build(site: Site) -> None:
    built = site({"docs/devops.yaml": YAML})
    assert built.exit_code == 1
    assert built.found_as("ERROR") == ["docs/devops.yaml:7:17: error [diagram]"]


def test_with_warn_the_page_shows_the_error(site: Site) -> None:
    config = "site_name: S\nplugins:\n  - arckit: {on_error: warn}\n"
    built = site({"docs/devops.yaml": YAML, "mkdocs.yml": config})
    assert built.exit_code == 0
    assert "docs/devops.yaml:7:17" in Html(built.html("devops/index.html")).text


def test_results_are_kept_beside_the_configuration(site: Site) -> None:
    built = site({"docs/devops.yaml": YAML.replace("x [y]", "x")})
    assert built.exit_code == 0
    kept = built.site_dir.parent / KEPT / "problems.json"
    assert [*json.loads(kept.read_text()).values()] == [None]


def test_nothing_of_what_is_withheld_is_kept(site: Site) -> None:
    built = site({"docs/devops.yaml": YAML.replace("OFFICIAL", "SECRET"), "docs/index.md": "# Home\n"})
    assert built.exit_code == 0
    assert not (built.site_dir.parent / KEPT).exists()
    assert kept_in(built) == []


@pytest.mark.parametrize("diagrams", ["client", "svg"])
def test_nothing_is_kept_of_what_is_withheld_from_now_on(diagrams: str, site: Site) -> None:
    config = f"site_name: S\nplugins:\n  - arckit: {{on_error: warn, diagrams: {diagrams}}}\n"
    good = YAML.replace("a -->|x [y]| b", 'a["Quetzal"] -->|Coatl| b')
    bad = YAML.replace("x [y]", "x [Quetzal]").replace("001", "002").replace("Payments", "Coatl")
    files = {"mkdocs.yml": config, "docs/a/devops.yaml": good, "docs/b/devops.yaml": bad, "docs/index.md": "# Home\n"}
    assert kept_in(site(files)) != []
    withheld = {name: text.replace("OFFICIAL", "SECRET") for name, text in files.items()}
    assert kept_in(site(withheld)) == []


def kept_in(built: Built) -> list[str]:
    """The files of the cache that hold a word of a strategy, or are called so."""
    cache = built.site_dir.parent / ".cache"
    found = [path for path in cache.rglob("*") if path.is_file()]
    words = ("Quetzal", "Coatl", "Payments", "flowchart", "001", "x [y]")
    return [p.name for p in found if any(w in p.name or w.encode() in p.read_bytes() for w in words)]


def test_serve_keeps_nothing_in_a_folder_that_it_watches(tmp_path: Path) -> None:
    from mkdocs.config import load_config

    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: S\n")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    folder = tmp_path.resolve() / ".cache/plugin/arckit/diagrams"
    assert cache_folder(config, serving=True) == folder
    config.watch.append(str(tmp_path))
    assert cache_folder(config, serving=True) is None
    assert cache_folder(config, serving=False) == folder


# Where the engine can't be used


@pytest.fixture(params=[AttributeError("no _ctx"), JSException("ReferenceError: mermaid is not defined")])
def unusable(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(parser, "_engine", lambda purpose: _Engine(request.param))
    return f"mermaidx {parser.installed()} does not work here: {type(request.param).__name__}: {request.param}"


def test_an_engine_that_cannot_be_used_is_a_warning(unusable: str, site: Site) -> None:
    files = {"docs/a/devops.yaml": YAML, "docs/b/devops.yaml": YAML.replace("001", "002")}
    for _ in range(2):
        built = site(files)
        assert built.exit_code == 0
        assert built.log.count(f"WARNING - arckit: the diagrams in strategies are not checked: {unusable}") == 1
        assert not (built.site_dir.parent / KEPT).exists(), "nothing is known"


def test_an_engine_that_cannot_be_used_leaves_the_drawing_to_browsers(unusable: str, site: Site) -> None:
    config = "site_name: S\nplugins:\n  - arckit: {diagrams: svg}\n"
    built = site({"mkdocs.yml": config, "docs/a/devops.yaml": YAML})
    assert built.exit_code == 0, built.log
    assert "<svg" not in built.html("a/devops/index.html")
    assert not (built.site_dir.parent / KEPT).exists(), "another time it may be drawn"


def test_the_command_says_that_the_engine_cannot_be_used(unusable: str, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "devops.yaml").write_text(YAML.replace("001", f"00{ord(name)}"), encoding="utf-8")
    result = call("validate", str(tmp_path))
    assert result.exit_code == 0
    assert result.stderr.count(f"Diagrams were not checked: {unusable}.") == 1


# Without the extra


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "installed", lambda: None)
    monkeypatch.setattr(parser, "problem_of", lambda text: pytest.fail("parsed"))


HINT = "INFO - arckit: the diagrams in strategies are not checked; `pip install 'mkdocs-arckit[diagrams]'` does that"


@pytest.mark.usefixtures("without")
def test_without_the_extra_one_line_says_so(site: Site) -> None:
    built = site({"docs/a/devops.yaml": YAML, "docs/b/devops.yaml": YAML.replace("001", "002")})
    assert built.exit_code == 0
    assert built.log.count(HINT) == 1


@pytest.mark.usefixtures("without")
def test_without_the_extra_nothing_is_said_of_drawn_diagrams(site: Site) -> None:
    built = site({"docs/devops.yaml": HEAD + "release: {process: {steps: [Tag]}}\n"})
    assert "not checked" not in built.log


@pytest.mark.usefixtures("without")
def test_svg_without_the_extra_is_an_error_of_the_configuration(site: Site) -> None:
    built = site({"docs/devops.yaml": HEAD, "mkdocs.yml": "site_name: S\nplugins:\n  - arckit: {diagrams: svg}\n"})
    assert built.exit_code == 1
    assert "'svg' needs a package that is not installed: `pip install 'mkdocs-arckit[diagrams]'`" in built.log


def test_the_parser_is_loaded_only_if_there_is_a_diagram() -> None:
    code = "import sys, mkdocs_arckit.hosts.mkdocs.plugin, mkdocs_arckit.commands.main; sys.exit('mermaidx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The command


def test_the_command_checks_diagrams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "devops.yaml").write_text(YAML, encoding="utf-8")
    result = call("validate", ".")
    assert result.exit_code == 1
    assert briefs_in(result.stdout) == ["devops.yaml:7:17: error [diagram]"]
    assert [path.name for path in tmp_path.iterdir()] == ["devops.yaml"]


@pytest.mark.usefixtures("without")
def test_the_command_without_the_extra_says_so(tmp_path: Path) -> None:
    (tmp_path / "devops.yaml").write_text(YAML, encoding="utf-8")
    result = call("validate", str(tmp_path))
    assert result.exit_code == 0
    assert "Diagrams were not checked: `pip install 'mkdocs-arckit[diagrams]'` does that." in result.stderr


@pytest.mark.parametrize(
    "yaml",
    [
        "cd:\n  rollback:\n    language: mermaid\n    code: |\n      flowchart LR\n        a -->|x ▸[y]| b\n",
        "cd:\n  rollback: |\n    ```mermaid\n    flowchart LR\n      a -->|x ▸[y]| b\n    ```\n",
    ],
)
def test_a_diagram_in_the_place_of_code_is_read_too(yaml: str) -> None:
    broken(yaml)
