"""What a site says of a file with errors: a page in the place of the strategy's, or a notice above its last version."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from mkdocs_arckit.checks.violation import as_map
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.model.vocabulary import INVALID
from mkdocs_arckit.portfolio.documents import BrokenFile
from mkdocs_arckit.render.badge import badge
from mkdocs_arckit.render.front_matter import MACROS_OFF
from mkdocs_arckit.render.messages import prose
from mkdocs_arckit.render.page import Inserts, RenderedPage
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.source.literal import Lines
from mkdocs_arckit.text.inline import escape

_AROUND = 1
"""How many lines are shown before and after the one with an error."""
_WIDTH = 100
"""How many characters of a line are shown."""


def errors(renderer: Renderer, file: BrokenFile, *, with_lines: bool, above_last: bool = False) -> str:
    """Write what is wrong with a file as HTML.

    Args:
        renderer: the site's templates.
        file: the file.
        with_lines: whether to show the lines that are wrong, which only their author is to see.
        above_last: whether the last version without errors follows.
    """
    lines = Lines(file.validation.source) if with_lines and file.validation.source else None
    findings = [_finding(finding, lines) for finding in (file.errors if above_last else file.findings)]
    context = {"findings": findings, "badge": Markup(badge(INVALID)), "above_last": above_last, "prose": prose}
    return renderer.templates.render("errors.html", **context)


def error_page(renderer: Renderer, file: BrokenFile, *, with_lines: bool) -> RenderedPage:
    """Write the page of a file that has errors; `with_lines` as in `errors`."""
    inserts = Inserts(renderer.salt)
    project = as_map(as_map(file.validation.root).get("project")).get("name")
    context = {
        "title": escape(project if isinstance(project, str) and with_lines else file.path),
        "errors": inserts.slot_html(errors(renderer, file, with_lines=with_lines).strip()),
    }
    text = renderer.templates.render("error.md", **context)
    return RenderedPage({"search": {"exclude": True}, **MACROS_OFF}, text, inserts)


def _finding(finding: Finding, lines: Lines | None) -> dict[str, Any]:
    has_place = finding.line > 0 and finding.severity is Severity.ERROR
    return {
        "place": finding.place,
        "severity": finding.severity.value,
        "key": finding.key,
        "message": finding.published,
        "hint": finding.hint,
        "rule": finding.rule,
        "lines": _excerpt(finding, lines) if lines and has_place else [],
    }


def _excerpt(finding: Finding, lines: Lines) -> list[tuple[str, str, str, str]]:
    """Show the lines around a place: number, what is before the place, the character there, what follows."""
    found, width = [], len(str(finding.line + _AROUND))
    for number in range(finding.line - _AROUND, finding.line + _AROUND + 1):
        if (line := lines.get(number)) is None:
            continue
        at = finding.column - 1 if number == finding.line else len(line)
        start = max(0, at - _WIDTH // 2) if number == finding.line and len(line) > _WIDTH else 0
        marked = (line[at : at + 1] or " ") if number == finding.line else ""
        shown = line[: start + _WIDTH]
        found.append((f"{number:>{width}}", shown[start:at], marked, shown[at + 1 :]))
    return found
