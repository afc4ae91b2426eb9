"""Tells people, and programs, what an import did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_arckit.authoring.importer import Imported
from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.source.nodes import dotted

_AS_MARKDOWN = ("extra", "notes", "sections", "appendices", "summary", "closing")
_SHOWN = 20
"""Of more lines of a kind than these, the first are shown; `--json` has them all."""


def report_data(imported: Imported, document: str, written: str) -> dict[str, Any]:
    """Return a report for programs.

    Args:
        imported: the import.
        document: the document, as people write its path.
        written: the file that was made of it.
    """
    compared, notes = imported.comparison, imported.notes
    return {
        "document": document,
        "file": written,
        "units": compared.units,
        "tables": notes.tables,
        "tables_as_data": notes.rows,
        "missing": [{"line": u.line, "kind": u.kind, "text": u.text} for u in compared.missing],
        "changed": [{"line": c.line, "was": c.was, "now": c.now, "why": c.why} for c in notes.changes],
        "decisions": [{"line": d.line, "key": dotted(d.loc), "question": d.question} for d in notes.decisions],
        "placed": [{"line": p.line, "heading": p.title, "to": p.to} for p in notes.placed],
        "findings": [str(finding) for finding in imported.validation.findings],
    }


def report_lines(imported: Imported, document: str) -> Iterator[str]:
    """Yield the lines of a report for people."""
    compared, notes = imported.comparison, imported.notes
    yield f"{document}: {_said(imported)}; {notes.rows} of {notes.tables} tables are data."
    kept = [p for p in notes.placed if set(p.to.split(".")) & set(_AS_MARKDOWN)]
    yield from _part("Kept as Markdown", [(p.line, f"{quoted_value(p.title)} → {p.to}") for p in kept])
    yield from _part(
        "Written in other words",
        [
            (c.line, f"{quoted_value(c.was)} → {quoted_value(c.now) if c.now else 'left out'}: {c.why}")
            for c in notes.changes
        ],
    )
    yield from _part("For you to decide", [(d.line, f"`{dotted(d.loc)}`: {d.question}") for d in notes.decisions])
    yield from _part("Not on the page", [(u.line, f"{u.kind} {quoted_value(u.text)}") for u in compared.missing])
    counts = {s: sum(f.severity is s for f in imported.validation.findings) for s in (Severity.WARNING, Severity.INFO)}
    if said := [f"{n} {s.value}{'s' if n > 1 and s is Severity.WARNING else ''}" for s, n in counts.items() if n]:
        yield f"  `mkdocs-arckit validate` reports more about the file: {', '.join(said)}."


def _said(imported: Imported) -> str:
    compared = imported.comparison
    missing = len(compared.missing)
    if not missing and compared.units == 1:
        return "its one text is on the page"
    if not missing:
        return f"all of its {compared.units:,} texts are on the page"
    return f"{missing:,} of its {compared.units:,} texts {'is' if missing == 1 else 'are'} not on the page"


def _part(title: str, lines: list[tuple[int, str]]) -> Iterator[str]:
    if lines:
        yield f"  {title}:"
        for number, line in lines[:_SHOWN]:
            yield f"    line {number}: {line}"
        if more := len(lines[_SHOWN:]):
            yield f"    and {more} more; --json lists all"
