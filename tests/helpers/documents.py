"""Small strategies in, findings and pages out: what the tests of the format share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.render.renderer import Renderer

PLACE = "▸"
"""Stands in a test's YAML directly before the place that a finding has to name."""

PROJECT = 'project: {id: "001", name: Payments Platform}\n'
HEAD = PROJECT + 'document: {version: "1.0", status: DRAFT, classification: OFFICIAL}\n'
"""What every strategy needs; a test's own YAML follows it."""
APPROVED = HEAD.replace("DRAFT", "APPROVED")

_RENDERER = Renderer()


def look(body: str, head: str = HEAD, **options: Any) -> ValidationResult:
    """Validate a strategy that is given by what follows its head."""
    return validate((head + dedent(body)).replace(PLACE, "").encode(), "devops.yaml", **options)


def finding(body: str, head: str = HEAD, **options: Any) -> Finding:
    """The only finding of a strategy; it has to stand where `▸` does."""
    found = look(body, head, **options).findings
    assert len(found) == 1, [str(f) for f in found]
    before, marked, _ = (head + dedent(body)).partition(PLACE)
    if marked:
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        assert (found[0].line, found[0].column) == place, str(found[0])
    return found[0]


def error(body: str, head: str = HEAD, **options: Any) -> Finding:
    """The only finding of a strategy, which is an error at `▸`."""
    found = finding(body, head, **options)
    assert found.severity is Severity.ERROR
    return found


def strategy(body: str = "", head: str = HEAD, **options: Any) -> Strategy:
    """A strategy that is valid, with nothing to fix."""
    validated = look(body, head, **options)
    assert not validated.findings, [str(f) for f in validated.findings]
    assert validated.strategy is not None
    return validated.strategy


def page(body: str = "", head: str = HEAD, *, findings: int = 0) -> str:
    """The page of a valid strategy, without front matter; `findings` is how many it may have that are no errors."""
    validated = look(body, head)
    assert len(validated.findings) == findings, [str(f) for f in validated.findings]
    assert validated.strategy is not None
    return _RENDERER.page(validated.strategy).body()


def outside_fences(markdown: str) -> Iterator[str]:
    """The lines that stand in no code block."""
    fence = ""
    for line in markdown.splitlines():
        mark = re.match(r" *(`{3,}|~{3,})", line)
        if not fence:
            fence = mark[1] if mark else ""
            if not mark:
                yield line
        elif mark and mark[1].startswith(fence) and not line.strip(" `~"):
            fence = ""


def headings(markdown: str) -> list[str]:
    """The heading lines, marks included."""
    return [line for line in outside_fences(markdown) if re.match("#{1,6} ", line)]


def below(markdown: str, heading: str) -> str:
    """What stands between a heading line and the next heading or rule."""
    lines = markdown.splitlines()
    assert lines.count(heading) == 1, f"{heading!r} stands {lines.count(heading)} times in\n{markdown}"
    rest = "\n".join(lines[lines.index(heading) + 1 :])
    ends = [*headings(rest), "---"]
    taken = []
    fence = False
    for line in rest.splitlines():
        if line in ends and not fence:
            break
        if line.startswith("```"):
            fence = not fence
        taken.append(line)
    return "\n".join(taken).strip("\n")


def table(markdown: str) -> list[list[str]]:
    """The cells of the only table, its heading row first."""
    found = tables(markdown)
    assert len(found) == 1, f"{len(found)} tables in\n{markdown}"
    return found[0]


def tables(markdown: str) -> list[list[list[str]]]:
    """The cells of each table."""
    found: list[list[list[str]]] = []
    before = ""
    for line in outside_fences(markdown):
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            if not re.fullmatch(r"[| -]+", line) or "---" not in line:
                found[-1].append([cell.strip() for cell in line[1:].rstrip("|").split("|")])
        before = line
    return found


def mermaid(markdown: str) -> str:
    """The only diagram."""
    found = re.findall(r"^(`{3,})mermaid\n(.*?)\n\1$", markdown, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"{len(found)} diagrams in\n{markdown}"
    return str(found[0][1])
