"""The index of strategies."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from mkdocs_arckit.checks.cells import known_names
from mkdocs_arckit.model.vocabulary import INVALID, STATUSES
from mkdocs_arckit.portfolio.documents import BrokenFile
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.reviews import in_words
from mkdocs_arckit.render.badge import badge, document_badge
from mkdocs_arckit.render.messages import disorders, prose
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.views import href
from mkdocs_arckit.text.inline import plain
from mkdocs_arckit.text.link_targets import unlinked
from mkdocs_arckit.views.index import INDEX_COLUMNS, IndexRow, choose, group, list_rows, soon
from mkdocs_arckit.views.selection import Selection


def _row(row: IndexRow, columns: tuple[str, ...]) -> dict[str, Any]:
    """Collect what the template is told of a row: `data` becomes attributes, which the script reads."""
    shown: dict[str, Any] = {
        "href": href(row.file),
        "badge": Markup(document_badge(row.document) if row.document else badge(row.status)),
        "why": [(href(row.file, r.heading), r) for r in disorders(row.document)] if row.document else [],
        "due": row.due,
        "when": in_words(row.days) if row.days is not None else "",
        "attention": row.attention,
        "data": {"status": row.status, "folder": row.folder},
    }
    if (document := row.document) is None:
        assert isinstance(row.file, BrokenFile)
        return shown | {"path": row.file.path, "findings": row.file.errors}
    shown["data"] |= {
        "classification": row.classification,
        "owner": row.owner,
        "tag": "\n".join(row.tags),
        "technology": "\n".join("\t".join(pair) for pair in row.technology),
        "family": "\n".join("\t".join(pair) for pair in row.families),
        "approver": "\n".join(row.approvers),
        "approved": row.approved,
        "due": row.due,
        "superseded": "yes" if row.superseded else "",
        "document": plain(document.strategy.document_id),
        "disorder": "yes" if document.out_of_order else "",
    }
    return shown | {
        "project": document.project_name,
        "id": document.strategy.project.id,
        "title": plain(unlinked(document.strategy.document.title)),
        "cells": [
            (key, INDEX_COLUMNS[key].title, text := INDEX_COLUMNS[key].text(row), not known_names(text))
            for key in columns
        ],
    }


def _counts(rows: list[IndexRow], within: int) -> list[tuple[str, str, str | Markup, int]]:
    """Count the rows by what needs attention and by status: filter, value, words, and number."""
    broken = any(row.document is None for row in rows)
    reasons = {
        "wrong": "invalid or not in order" if broken else "not in order",
        "overdue": "overdue for review",
        "due": f"due within {within} days",
    }
    unusual = sorted({row.status for row in rows} - {*STATUSES, INVALID})
    told = any(row.document and row.document.out_of_order for row in rows)  # the status says INVALID already
    counts: list[tuple[str, str, str | Markup, int]] = [
        *(("attention", key, words, sum(key in row.attention for row in rows)) for key, words in reasons.items()),
        *(
            ("status", status, Markup(badge(status)), sum(row.status == status for row in rows))
            for status in [*STATUSES, *unusual, INVALID]
        ),
    ]
    return [count for count in counts if count[3] and (told or count[1] != "wrong")]


def index(
    renderer: Renderer,
    portfolio: Portfolio,
    selection: Selection,
    classifications: tuple[str, ...],
    *,
    show_withheld: bool = False,
) -> str:
    """Write the index as HTML, without a title.

    Args:
        renderer: the site's templates.
        portfolio: the portfolio.
        selection: which strategies it shows, and how.
        classifications: the classification scheme, lowest first.
        show_withheld: whether to say how many strategies are withheld.
    """
    rows = choose(list_rows(portfolio), selection, classifications)
    valid = [row for row in rows if row.document is not None]
    return renderer.templates.render(
        "index.html",
        selection=selection,
        order="\n".join([*STATUSES, *classifications]),
        known=len(portfolio.files),
        total=len(rows),
        counts=_counts(rows, soon(portfolio)),
        soon=soon(portfolio),
        columns=[(key, INDEX_COLUMNS[key].title) for key in selection.columns],
        groups=[
            (title, [_row(row, selection.columns) for row in found])
            for title, found in group(valid, selection.group, classifications)
        ],
        invalid=[_row(row, ()) for row in rows if row.document is None],
        prose=prose,
        withheld=portfolio.withheld if show_withheld and not selection.is_extract else 0,
    )
