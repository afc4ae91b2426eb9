"""Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence

RowCells = Sequence[str | None]


def table(
    headings: Sequence[str],
    rows: Sequence[RowCells],
    *,
    keep_all: bool = False,
    blank: str = "",
    total: RowCells | None = None,
) -> str:
    """A Markdown table.

    Args:
        headings: the column headings, as Markdown.
        rows: the rows' cells, as Markdown; `None` is a cell without a value.
        keep_all: whether columns stay that no row fills; otherwise only the first does.
        blank: what stands in a cell without a value.
        total: the last row, in which a cell without a value is `-`.

    Returns:
        The table, or nothing if there are no rows.
    """
    every = [*rows, total] if total else rows
    if not every:
        return ""
    if not all(map(all, every)):
        filled = [i for i in range(len(headings)) if keep_all or i == 0 or any(row[i] for row in every)]
        headings = [headings[i] for i in filled]
        rows = [[row[i] or blank for i in filled] for row in rows]
        total = total and [total[i] or "-" for i in filled]
    lines = [headings, ["---"] * len(headings), *rows, *([total] if total else [])]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def bold(markdown: str) -> str:
    """A piece of inline Markdown in bold, whatever marks it holds."""
    if not markdown:
        return ""
    return f"<strong>{markdown}</strong>" if "*" in markdown else f"**{markdown}**"
