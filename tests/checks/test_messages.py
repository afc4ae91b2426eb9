"""Everything that the package says of mistakes, compared with what was read and found right; `make golden` updates it.

`tests/golden/mistakes.yaml` has the mistakes that fit into one file, and the folder beside it all others. Other tests
ask for rules and places (`tests/helpers/findings.py`), so that a better word changes the golden files only.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_arckit.checks.diagrams import check_diagrams
from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.diagrams.parser import problem_of
from mkdocs_arckit.findings import RULES
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from mkdocs_arckit.portfolio.registers import read_requirements, read_technologies
from mkdocs_arckit.source import reader
from mkdocs_arckit.source.result import Limits
from tests.conftest import GOLDEN, lack
from tests.helpers.command import call
from tests.helpers.documents import HEAD
from tests.helpers.samples import config
from tests.helpers.sites import ROOT, mkdocs_build, write_files

Golden = Callable[[str, str], None]


def cases(name: str) -> dict[str, Any]:
    """The mistakes in a file of the folder, by what they are."""
    found: dict[str, Any] = yaml.safe_load((GOLDEN / "mistakes" / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def told(findings: Iterable[tuple[str, Iterable[object]]]) -> str:
    """What is said of each mistake."""
    return "\n".join(f"# {title}\n" + "".join(f"{line}\n" for line in lines) for title, lines in findings)


def source_of(case: Any) -> tuple[bytes, Limits]:
    """The bytes of a file, and its limits."""
    case = case if isinstance(case, dict) else {"text": case}
    text = case["text"] if "text" in case else case.get("head", HEAD) + case.get("body", "")
    for part, times in case.get("times", {}).items():
        text = text.replace(part, part * times)
    return text.encode(case.get("encoding", "utf-8")), Limits(**case.get("limits", {}))


def validated(case: Any) -> ValidationResult:
    """A file that is read by itself."""
    content, limits = source_of(case)
    scheme = case.get("classifications") if isinstance(case, dict) else None
    return validate(content, "devops.yaml", limits, scheme or CLASSIFICATIONS)


@pytest.mark.parametrize("scanner", ["libyaml", "python"])
def test_files(scanner: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = []
    for title, case in cases("files").items():
        reading = case.get("scanner", scanner) if isinstance(case, dict) else scanner
        if reading == "libyaml" and not yaml.__with_libyaml__:
            lack("ARCKIT_REQUIRE_LIBYAML", "PyYAML has no libyaml here")
        monkeypatch.setattr(reader, "_LOADER", yaml.CLoader if reading == "libyaml" else yaml.Loader)
        found = validated(case).findings
        findings.append((title, found[-1:] if "times" in case else found))
    golden("mistakes/files.txt", told(findings))


def test_diagrams(golden: Golden) -> None:
    steps = ", ".join(f"{i}-{'x' * 490}" for i in range(100))
    texts = cases("diagrams") | {
        "longer than Mermaid draws": f"release: {{process: {{steps: [{steps}]}}}}\n",
        "more than anybody checks": f'release: {{process: {{diagram: "flowchart LR{";" * 3000}"}}}}\n',
    }
    strategies = {title: validated({"body": text}) for title, text in texts.items()}
    findings = {
        title: [strategy.finding(violation) for violation in check_diagrams(strategy, problem_of)]
        for title, strategy in strategies.items()
    }
    golden("mistakes/diagrams.txt", told(findings.items()))


def test_registers(golden: Golden) -> None:
    findings = []
    for title, case in cases("registers").items():
        ((name, file),) = case.items()
        content, limits = source_of(file)
        read = read_technologies if name.startswith("technologies") else read_requirements
        findings.append((title, read(content, name, limits)[1]))
    golden("mistakes/registers.txt", told(findings))


@pytest.mark.parametrize("name", ["sites", "unreadable"])
def test_sites(name: str, golden: Golden, tmp_path: Path) -> None:
    findings = []
    for number, (title, case) in enumerate(cases(name).items()):
        folder = tmp_path / str(number)
        write_files(
            folder, {"mkdocs.yml": config(case.get("options"), **case.get("settings", {})), "docs/index.md": "# Home\n"}
        )
        write_files(folder, {path: text for path, text in case["files"].items() if isinstance(text, str)})
        for path, content in case["files"].items():
            if isinstance(content, bytes):
                (folder / path).write_bytes(content)
        for path in (path for path, text in case["files"].items() if text is None):
            (folder / path).parent.mkdir(parents=True)
            (folder / path).symlink_to(folder / "gone")
        findings.append((title, call("validate", "--config-file", str(folder / "mkdocs.yml")).stdout.splitlines()))
    golden(f"mistakes/{name}.txt", told(findings))


def test_options(golden: Golden, tmp_path: Path) -> None:
    findings = []
    for title, options in cases("options").items():
        write_files(tmp_path, {"mkdocs.yml": config(options), "docs/index.md": "# Home\n"})
        log = mkdocs_build(tmp_path / "mkdocs.yml", tmp_path / "site").log
        findings.append((title, re.findall(r"^ERROR - .*?((?:Plugin 'arckit' option|arckit:) .*)", log, re.MULTILINE)))
    golden("mistakes/options.txt", told(findings))


# Nothing is missing


def golden_messages() -> str:
    """All messages in the golden files."""
    files = [GOLDEN / "mistakes.txt", *(GOLDEN / "mistakes").glob("*.txt")]
    return "".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("name", ["files", "diagrams", "registers", "sites", "unreadable", "options"])
def test_something_is_said_of_each_mistake(name: str) -> None:
    said = (GOLDEN / "mistakes" / f"{name}.txt").read_text(encoding="utf-8")
    assert [part for part in said.strip().split("\n\n") if len(part.splitlines()) < 2] == []


def test_each_rule_is_there() -> None:
    messages = golden_messages()
    assert [rule for rule in RULES if f"[{rule}]\n" not in messages] == []


MAKERS = {"Finding", "Violation", "YamlProblem", "DiagramProblem", "OptionError", "fail", "advise"}
"""What is called with the words of a finding, or makes them."""
NOT_OF_FINDINGS = {"key_field", "required", "compile", "info", "warning", "UnusableError"}
"""What is called with other words: descriptions, patterns, lines of the log."""
NOT_SAID = {
    "mkdocs_arckit/source/reader.py": ["cannot be read as YAML: "],  # what PyYAML might add one day
    "mkdocs_arckit/site.py": [" does that", "Reading files", "Checking diagrams"],  # a line of the log; labels of a bar
    "mkdocs_arckit/publication.py": ["Making pages"],  # the same
    "mkdocs_arckit/diagrams/parser.py": ["pip install"],  # the same
    "mkdocs_arckit/portfolio/technology_uses.py": ["not listed", "any version"],  # of a view; of no list, so far
    "mkdocs_arckit/hosts/mkdocs/files.py": ["<link"],
    "mkdocs_arckit/hosts/mkdocs/plugin.py": ["is a file of the site, so"],  # what ends a build, and is no finding
    "mkdocs_arckit/raw_files.py": ["came into the site", "let the hook"],  # of what a hook brings too late
    "mkdocs_arckit/render/indexes.py": ["<!-- arckit:", "<p class", "<div class"],
    "mkdocs_arckit/views/marker_options.py": ["a marker"],  # part of a hint: "one marker"
    "mkdocs_arckit/model/base.py": ["A key of your own", "A column or row of your own"],  # descriptions
    "mkdocs_arckit/checks/people.py": ["no one", "not yet", "not known", "not assigned"],  # what stands for nobody
    "mkdocs_arckit/checks/tables.py": ["Document Type"],  # a row of Document Control
    "mkdocs_arckit/portfolio/documents.py": ["not in order"],  # what pages say
    "mkdocs_arckit/findings.py": ["comparisons that are left"],  # an argument's description
    "mkdocs_arckit/model/strategy.py": ["DevOps Strategy", "`Name, Role"],
}
"""What is beside the words of findings and is not one of them, or cannot be brought about."""


def called(node: ast.AST) -> str:
    """The name of what is called, if anything is."""
    function = node.func if isinstance(node, ast.Call) else None
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def words(node: ast.AST) -> Iterator[tuple[int, str, str]]:
    """The line of each text in a piece of code that may be part of a message, the text, and a pattern for it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        parts: list[ast.expr] = [node]
    elif isinstance(node, ast.JoinedStr):
        parts = node.values
    else:
        parts = []
    if parts:
        assert isinstance(node, ast.expr)
        texts = [part.value if isinstance(part, ast.Constant) else None for part in parts]
        text = "".join("{}" if t is None else str(t) for t in texts)
        yield node.lineno, text, "".join(".*" if t is None else re.escape(str(t)).replace(r"\{\}", ".*") for t in texts)
    if isinstance(node, ast.JoinedStr):
        inner: Iterable[ast.AST] = (part.value for part in node.values if isinstance(part, ast.FormattedValue))
    else:
        inner = ast.iter_child_nodes(node)
    for child in inner:
        docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        field = isinstance(node, ast.ClassDef) and isinstance(child, (ast.Assign, ast.AnnAssign))
        field = field or (isinstance(child, ast.AnnAssign) and ast.unparse(child.target) == "RULES")
        other = docstring or field or isinstance(child, (ast.Compare, ast.Assert)) or called(child) in NOT_OF_FINDINGS
        if not other:
            yield from words(child)


def test_each_message_is_there() -> None:
    messages = golden_messages()
    missing = []
    for path in sorted((ROOT / "mkdocs_arckit").rglob("*.py")):
        tree, name = ast.parse(path.read_text(encoding="utf-8")), path.relative_to(ROOT).as_posix()
        if path.name != "advice.py" and not any(called(node) in MAKERS for node in ast.walk(tree)):
            continue
        for line, text, pattern in words(tree):
            is_prose = " " in text and re.search("[a-z]{2}", text.replace("{}", "")) and not re.search(r"\n|\(\?", text)
            if is_prose and not re.search(pattern, messages) and not any(w in text for w in NOT_SAID.get(name, [])):
                missing.append(f"{name}:{line}: {text}")
    assert not missing, "\n".join(["add mistakes with these texts to tests/golden/mistakes:", *missing])
