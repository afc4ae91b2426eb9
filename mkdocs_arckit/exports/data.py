"""The catalogue as files: JSON with its schema, JSON lines, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from mkdocs_arckit.exports.answers import json_text, printed
from mkdocs_arckit.exports.catalogue import SCHEMA, InvalidRecord, StrategyRecord, catalogue, catalogue_schema
from mkdocs_arckit.portfolio.portfolio import Portfolio

_LISTS = {
    *("choices", "sections", "owners", "reviewers", "approvers"),
    *("dora", "maturity", "technologies", "requirements", "code_of_practice"),
}
"""What has more than a cell can hold."""
CSV_COLUMNS = tuple(name for name in StrategyRecord.model_fields if name not in _LISTS)
"""The columns of the CSV file."""
# What a spreadsheet would calculate. Apostrophes before it count, so that one can always be taken away again.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def data(portfolio: Portfolio) -> dict[str, str]:
    """Write `strategies.json`, its schema, `strategies.jsonl` and `strategies.csv`."""
    found = catalogue(portfolio)
    whole = printed(found.model_dump(mode="json", by_alias=True))
    rows: list[StrategyRecord | InvalidRecord] = [*found.strategies, *found.invalid]
    return {
        "strategies.json": json_text(whole),
        "strategies.jsonl": "".join(f"{_line(record)}\n" for record in [*whole["strategies"], *whole["invalid"]]),
        "strategies.csv": _csv(rows),
        SCHEMA: json_text(catalogue_schema()),
    }


def _line(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def safe(cell: str) -> str:
    """Keep spreadsheets from taking a cell for a formula: put an apostrophe before what could be one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _csv(rows: Iterable[StrategyRecord | InvalidRecord]) -> str:
    """Write the rows by RFC 4180; of findings, their number."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        values = row.model_dump(mode="json", exclude=_LISTS)
        writer.writerow([safe(_cell(values.get(column), column)) for column in CSV_COLUMNS])
    return text.getvalue()


def _cell(value: Any, column: str) -> str:
    if column == "findings":
        return str(len(value))
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
