"""The parts of the documentation that the code dictates: every key, finding, option, template and command.

They stand in the documentation between markers such as `<!-- reference: keys -->` and `<!-- end -->`, and so do files
of the project, such as `<!-- file: .github/workflows/pages.yml -->`: who reads a page beside the code sees them too.
`python -m scripts.reference` (`make reference`) writes them anew; a test fails if a page lags behind.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import click
import yaml
from mkdocs.config import config_options

from mkdocs_arckit.checks import control
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.commands.main import main as command
from mkdocs_arckit.exports.answers import answer_schema
from mkdocs_arckit.findings import RULES
from mkdocs_arckit.hosts.mkdocs import config
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.render.author_text import AuthorText
from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.render.section_helpers import SectionHelpers
from mkdocs_arckit.views.registry import BELOW_INDEX, VIEWS
from scripts.format_reference import TEMPLATES, common, everything, heading, keys, sections, table, value_kinds

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "scripts" / "rule_examples.yaml"


@cache
def rule_examples() -> dict[str, dict[str, str]]:
    """For each finding, how it comes about and how it is fixed."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return loaded


_HEAD = "project: {id: '001', name: Parking Permits}\n"
_CONTROL = "document: {version: '1.0', status: DRAFT, classification: OFFICIAL}\n"


DAYS = {control.RULE: "2026-03-31"}
"""The day of an example, where it matters."""


def findings_of(fragment: str, day: str = "") -> list[str]:
    """What is said of a part of a file; lines are counted in the part.

    Args:
        fragment: the part.
        day: the day on which Document Control has to be in order; without one nobody looks at that.
    """
    head = "" if "project:" in fragment else _HEAD
    head += "" if "document:" in fragment else _CONTROL
    validation = validate((head + fragment).encode(), "devops.yaml")
    found = [*validation.findings]
    if day and validation.root is not None:
        found += map(validation.finding, control.check_control(validation.root, day))
    skipped = head.count("\n")
    return [str(replace(f, line=f.line - skipped) if f.line > skipped else f) for f in found]


def rules() -> str:
    """Every finding: what it says, how it comes about, how it is fixed."""
    parts = []
    for rule, says in RULES.items():
        example = rule_examples()[rule]
        parts += [heading(2, f"`{rule}`", rule), says]
        if "wrong" in example:
            parts.append(f"```yaml\n{example['wrong']}```")
            parts.append("```text\n" + "\n".join(findings_of(example["wrong"], DAYS.get(rule, ""))) + "\n```")
        if "right" in example:
            parts.append(f"Fixed:\n\n```yaml\n{example['right']}```")
        if "text" in example:
            parts.append(example["text"].strip())
    return "\n\n".join(parts)


def _docstrings(cls: type) -> dict[str, str]:
    """The text below each attribute of a class."""
    (tree,) = ast.parse(inspect.getsource(cls)).body
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for item, after in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(item, ast.Assign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            (target,) = item.targets
            assert isinstance(target, ast.Name)
            found[target.id] = str(after.value.value)
    return found


def _default(option: Any) -> str:
    value = option.default
    if value is None:
        return "none"
    if isinstance(value, list):
        return f"`[{', '.join(map(str, value))}]`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def option_rows(cls: Any = config.ArckitConfig, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of each option."""
    said = {view.key: view.says for view in BELOW_INDEX} if cls is config.ViewsConfig else _docstrings(cls)
    for name, option in cls._schema:
        if isinstance(option, config_options.SubConfig):
            yield from option_rows(option.config_class, f"{prefix}{name}.")
        else:
            yield f"`{prefix}{name}`", _default(option), said[name]


def options() -> str:
    """The table of all options."""
    return table(["Option", "Default", "Meaning"], [list(row) for row in option_rows()])


def templates() -> str:
    """Every template and its blocks."""
    rows = []
    for path in sorted(path for path in TEMPLATES.rglob("*") if path.is_file()):
        blocks = re.findall(r"{% block (\w+)", path.read_text(encoding="utf-8"))
        rows.append([f"`{path.relative_to(TEMPLATES).as_posix()}`", ", ".join(f"`{b}`" for b in blocks)])
    return table(["Template", "Blocks"], rows)


def view_data() -> str:
    """What each view answers, and the keys of its data."""
    rows = []
    for view in VIEWS:
        fields = answer_schema(view)["properties"]
        own = [f"`{name}`" for name in fields if name not in {"$schema", "version", "date", "question"}]
        rows.append([f"`data/{view.key}.json`", view.question, ", ".join(own)])
    return table(["File", "Answers", "Keys"], rows)


def view_markers() -> str:
    """The marker of each view, and what it can choose rows by."""
    rows = [[f"`arckit:{view.key}`", ", ".join(f"`{key}`" for key in view.options)] for view in VIEWS]
    return table(["Marker", "Options"], rows)


def functions() -> str:
    """What a section's template can call."""
    rows = []
    view = SectionHelpers("revisions", SECTION_TYPES["revisions"](), AuthorText(lambda url: url), Inserts())
    for name in view.context():
        if function := getattr(SectionHelpers, name, None):
            called = f"{name}({_parameters(function)})" if callable(function) else name
            rows.append([f"`{called}`", str(function.__doc__).splitlines()[0]])
    return table(["Name", "Meaning"], rows)


def _parameters(function: Callable[..., str]) -> str:
    wanted = [p for p in inspect.signature(function).parameters.values() if p.name not in {"self", "keep_all"}]
    return ", ".join(str(p).partition(":")[0] for p in wanted)


def commands() -> str:
    """The help of every command."""
    parts = []
    whole = click.Context(command, info_name="mkdocs-arckit", **command.context_settings)
    for name in command.list_commands(whole):
        sub = command.get_command(whole, name)
        assert sub
        with click.Context(sub, parent=whole, info_name=name, terminal_width=72) as context:
            parts += [heading(2, f"`{name}`", name), f"```text\n{sub.get_help(context)}\n```"]
    return "\n\n".join(parts)


_PARTS = (
    keys,
    everything,
    common,
    value_kinds,
    sections,
    rules,
    options,
    templates,
    view_data,
    view_markers,
    functions,
    commands,
)
GENERATED = {part.__name__: part for part in _PARTS}
_REGION = re.compile(r"^(<!-- (reference|file): (\S+) -->)\n.*?^(<!-- end -->)$", re.MULTILINE | re.DOTALL)
_LANGUAGES = {".js": "js", ".css": "css", ".yaml": "yaml", ".yml": "yaml"}


def _region(match: re.Match[str]) -> str:
    start, kind, name, end = match.groups()
    if kind == "file":
        path = ROOT / name
        text = f'```{_LANGUAGES[path.suffix]} title="{name}"\n{path.read_text(encoding="utf-8").strip()}\n```'
    else:
        text = GENERATED[name]()
    return f"{start}\n\n{text}\n\n{end}"


def fill(markdown: str) -> str:
    """A page with what stands between its markers written anew."""
    return _REGION.sub(_region, markdown)


def handwritten(markdown: str) -> str:
    """A page without what stands between its markers."""
    return _REGION.sub("", markdown)


def main() -> None:
    """Write all pages anew."""
    for page in sorted((ROOT / "docs").rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (filled := fill(text)) != text:
            page.write_text(filled, encoding="utf-8", newline="\n")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
