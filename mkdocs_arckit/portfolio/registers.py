"""The lists that a site brings: from the bytes of a file to a list, or to all the reasons why it is not one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TypeVar

from mkdocs_arckit.checks.keys import unknown_empty
from mkdocs_arckit.checks.validate import fit, place
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Finding, Severity, did_you_mean, quoted_value
from mkdocs_arckit.model.base import Model
from mkdocs_arckit.model.registers import ListedRequirement, RequirementList, TechnologyList
from mkdocs_arckit.portfolio.requirements import Requirement
from mkdocs_arckit.portfolio.technologies import Technologies, contradictions
from mkdocs_arckit.source.nodes import Mark
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.source.result import DEFAULT_LIMITS, Kind, Limits

L = TypeVar("L", bound=Model)

_COLUMNS = [name for name in ListedRequirement.model_fields if name != "x"]
"""Those of a table of requirements."""


def read_technologies(
    content: bytes, path: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[Technologies | None, list[Finding]]:
    """Read the list of technologies in a YAML file; return it, or `None`, and all findings."""
    listed, findings = _read(TechnologyList, content, path, limits, "a list of technologies", contradictions)
    return Technologies(listed) if listed else None, findings


def read_requirements(
    content: bytes, path: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[list[Requirement] | None, list[Finding]]:
    """Read the requirements in a YAML or CSV file; return them, or `None`, and all findings."""
    if path.lower().endswith(".csv"):
        return _read_csv(content, path, limits)
    listed, findings = _read(RequirementList, content, path, limits, "a list of requirements", _requirement_violations)
    return [_requirement(row) for row in listed.requirements] if listed else None, findings


def _read(
    model: type[L], content: bytes, path: str, limits: Limits, name: str, check: Callable[[L], Iterable[Violation]]
) -> tuple[L | None, list[Finding]]:
    first = next(name for name in model.model_fields if name != "x")
    tree = read(content, limits, Kind(name, first, placeholders=False))
    findings = [
        Finding(p.rule, Severity.ERROR, p.message, p.hint, path, *(p.mark or Mark(0, 0))) for p in tree.problems
    ]
    if tree.root is None:
        return None, findings
    listed, violations = fit(model, tree.root)
    if tree.has_empty_keys:
        violations += unknown_empty(tree.root, model)
    if listed:
        violations += check(listed)
    findings += list(dict.fromkeys(place(path, tree.root, violation) for violation in violations))
    findings.sort(key=lambda f: (f.line, f.column))
    return None if findings else listed, findings


def _requirement(row: ListedRequirement) -> Requirement:
    return Requirement(row.id, row.title or "", row.link or "", row.project or "")


def _requirement_violations(listed: RequirementList) -> Iterator[Violation]:
    seen: set[tuple[str, str]] = set()
    for i, row in enumerate(listed.requirements):
        yield from (
            violation._replace(loc=("requirements", i, *violation.loc)) for violation in _row_violations(row, seen)
        )


def _row_violations(row: ListedRequirement, seen: set[tuple[str, str]]) -> Iterator[Violation]:
    """Report what is wrong with one requirement among those before it."""
    if row.link and not row.link.startswith(("https://", "http://")):
        hint = "write an address that begins with https:// or http://"
        yield Violation("link", ("link",), f"{quoted_value(row.link)} is not a web address", hint)
    key = ((row.project or "").casefold(), row.id.casefold())
    if key in seen:
        yield Violation(
            "requirement", ("id",), f"requirement {quoted_value(row.id)} already exists", "keep one of the two"
        )
    seen.add(key)


def _read_csv(content: bytes, path: str, limits: Limits) -> tuple[list[Requirement] | None, list[Finding]]:
    """Read a table whose first row names the columns; a finding's column is that of the table."""
    if len(content) > limits.file_size:
        message = f"the file is larger than the {limits.file_size:,} bytes that are allowed"
        return None, [Finding("file", Severity.ERROR, message, "raise the limit `file_size`", path)]
    try:
        text = content.decode("utf-8-sig")
        if separated := _otherwise_separated(text, path):
            return None, [separated]
        table = csv.reader(StringIO(text, newline=""), strict=True)
        rows = [(table.line_num, [" ".join(cell.split()) for cell in row]) for row in table]
    except UnicodeDecodeError:
        return None, [Finding("file", Severity.ERROR, "the file is not UTF-8", "save it as UTF-8", path)]
    except csv.Error as error:
        return None, [Finding("file", Severity.ERROR, f"not a CSV file: {quoted_value(str(error))}", "", path)]
    rows = [(line, row) for line, row in rows if any(row)]
    line, head = rows[0] if rows else (1, [])
    names = [name.casefold() for name in head]
    findings = [
        _in_csv(path, line, i, Violation("unknown-key", (), f"unknown column {quoted_value(name)}", _which(name)))
        for i, name in enumerate(head)
        if name and name.casefold() not in _COLUMNS and not name.casefold().startswith("x-")
    ]
    if "id" not in names:
        hint = "the first row names the columns: id, and optionally title, link, project"
        findings.append(_in_csv(path, line, 0, Violation("required", (), "column `id` is missing", hint)))
    if findings:
        return None, findings
    found: list[Requirement] = []
    seen: set[tuple[str, str]] = set()
    for line, row in rows[1:]:
        cells = dict(zip(names, row, strict=False))
        listed = ListedRequirement(**{"id": "", **{name: cells[name] for name in _COLUMNS if cells.get(name)}})
        at = names.index("id")
        if not listed.id:
            findings.append(
                _in_csv(path, line, at, Violation("required", (), "`id` is empty", "write the requirement's ID"))
            )
        for violation in _row_violations(listed, seen) if listed.id else ():
            findings.append(_in_csv(path, line, names.index(str(violation.loc[0])), violation))
        found.append(_requirement(listed))
    return None if findings else found, findings


def _otherwise_separated(text: str, path: str) -> Finding | None:
    """Report a table with other signs than commas between its columns, as spreadsheets of some countries write it."""
    number, head = next(((i, line) for i, line in enumerate(text.splitlines(), 1) if line.strip()), (1, ""))
    for sign, called in ((",", ""), (";", "semicolons"), ("\t", "tabs")):
        names = [name.strip().strip('"').casefold() for name in head.split(sign)]
        if not set(names).isdisjoint(_COLUMNS):
            hint = f"write commas: {quoted_value(','.join(names))}; put a text that has a comma in double quotes"
            found = Finding("file", Severity.ERROR, f"{called} separate the columns", hint, path, number, 1)
            return found if called else None
    return None


def _which(name: str) -> str:
    return did_you_mean(name, _COLUMNS) or f"the columns are {', '.join(_COLUMNS)}; your own begin with `x-`"


def _in_csv(path: str, line: int, column: int, violation: Violation) -> Finding:
    return Finding(violation.rule, Severity.ERROR, violation.message, violation.hint, path, line, column + 1)
