"""Tables of a shape of their own, which one section has each."""

from __future__ import annotations

from typing import Any

from mkdocs_arckit.checks.citations import citation_name
from mkdocs_arckit.checks.people import signed_on
from mkdocs_arckit.model.base import Row
from mkdocs_arckit.model.labels import row_labels, table_headings
from mkdocs_arckit.model.overview import LEVELS, Maturity
from mkdocs_arckit.model.pipelines import Ci, FlagPlatformRow, FlagTypeRow
from mkdocs_arckit.model.practice import Dora
from mkdocs_arckit.model.vocabulary import PENDING, TRACE_SIGNS
from mkdocs_arckit.render.author_text import Cellish, join
from mkdocs_arckit.render.citations import citation_anchor
from mkdocs_arckit.render.element_helpers import ElementHelpers
from mkdocs_arckit.render.tables import table
from mkdocs_arckit.text.inline_text import EMPTY, Inline, inline_text, literal
from mkdocs_arckit.text.plain import plain_items

NAMES = (
    *("heading", "summary", "start", "end", "element", "table", "choice", "attributes", "code", "diagram", "checklist"),
    *("numbered", "maturity", "stages", "technology_stack", "feature_flags", "dora"),
    *("revisions", "references", "citations", "traceability"),
)
"""What a template can use of a view."""


class SectionHelpers(ElementHelpers):
    """Everything that a section's template is given."""

    def context(self) -> dict[str, Any]:
        """Collect the names that a template can use."""
        return {"section": self.section, "cell": self.text.cell} | {name: getattr(self, name) for name in NAMES}

    def maturity(self) -> str:
        """Write the five levels, and which of them are reached, and which are the target."""
        data: Maturity | None = getattr(self.section, "maturity")  # noqa: B009 - the section's type is known to its template only
        if data is None:
            return ""
        overrides = {level.level: level for level in data.levels or []}
        rows: list[list[Inline]] = []
        for n, name in enumerate(LEVELS, 1):
            own = overrides.get(n)
            words = (own.name if own else None) or name
            cells: list[Cellish] = [_reached(data.current, n), _reached(data.target, n) if n > 1 else None]
            cells.append((data.timeline or {}).get(n))
            if own:
                cells = [
                    o if o is not None else c
                    for o, c in zip((own.current, own.target, own.timeline), cells, strict=True)
                ]
            named = literal(f"Level {n} (") + self.text.line(words) + literal(")")
            rows.append([named, *map(self.text.line, cells)])
        headings = list(self.labels("maturity").values())
        return self.inserts.slot(table(headings, rows, blank=literal("-")))

    def technology_stack(self) -> str:
        """Write the layers, in the author's order; a layer that the template does not have prints as typed."""
        stack: dict[str, Cellish] | list[Row] | None = getattr(self.section, "technology_stack")  # noqa: B009
        if not isinstance(stack, dict):
            return self.table("technology_stack")
        labels = self.labels("technology_stack")
        known = row_labels(self.types["technology_stack"])
        rows = [
            [labels[layer] if layer in known else self.text.line(layer), self.text.line(value)]
            for layer, value in stack.items()
        ]
        headings = [labels["layer"], labels["technology"]]
        return self.inserts.slot(table(headings, rows, keep_all=True, of_attributes=True))

    def stages(self) -> str:
        """Write the stages of the CI pipeline, and their total."""
        assert isinstance(self.section, Ci)
        columns = table_headings(self.types["stages"])
        return self.rows("stages", self.section.stages or [], columns, total=self.section.total)

    def feature_flags(self) -> str:
        """Write the platforms and the types of flag."""
        flags = getattr(self.section, "feature_flags")  # noqa: B009
        if flags is None:
            return ""
        return join(
            self.rows("feature_flags", rows, row.columns()) if rows else ""
            for rows, row in ((flags.platforms, FlagPlatformRow), (flags.types, FlagTypeRow))
        )

    def dora(self) -> str:
        """Write the DORA metrics, in the author's order, beside what DORA calls elite."""
        data: Dora | None = getattr(self.section, "dora")  # noqa: B009
        if data is None:
            return ""
        labels = self.labels("dora")
        named = [(name, getattr(data, name)) for name in data.order if name in Dora.elite]
        keys = {id(row): name for name, row in named}

        def write(row: Any, column: str) -> Inline:
            name = keys[id(row)]
            if column == "metric":
                return self.text.line(row.label) if row.label else labels[name]
            return self.text.line(Dora.elite[name] if column == "elite" else getattr(row, column))

        return self.rows("dora", [row for _, row in named], Dora.headings, write)

    def revisions(self) -> str:
        """Write the revisions; people and dates that are not known yet are pending."""

        def write(row: Any, column: str) -> Inline:
            value = getattr(row, column)
            if column in {"approved_by", "approval_date"}:
                people = row.approved_by or []
                dates = {person.date for person in people}
                on = row.approval_date or (dates.pop() if len(dates) == 1 else signed_on(people))
                if column == "approval_date":
                    value = str(on) if on else None
                elif dates <= {None, on}:  # the day has a column of its own
                    value = [person.model_copy(update={"date": None}) for person in people]
            pending = literal(PENDING) if column in {"date", "author", "approved_by", "approval_date"} else EMPTY
            return self.text.line(value) or pending

        rows = getattr(self.section, "rows") or []  # noqa: B009
        return self.rows("rows", rows, table_headings(self.types["rows"]), write, keep_all=True) if rows else ""

    def references(self) -> str:
        """Write the references, or the template's row that says that there are none."""
        rows = getattr(self.section, "rows")  # noqa: B009
        if rows is None or rows:
            return self.table("rows")
        none = map(inline_text, ("*None provided*", "—", "—", "—", "—"))
        return self.inserts.slot(table(list(self.labels("rows").values()), [list(none)]))

    def citations(self) -> str:
        """Write the citations; on a site what cites one leads to its row."""
        rows = getattr(self.section, "citations") or []  # noqa: B009
        ids, seen = [], set[str]()
        for row in rows:
            anchor = citation_anchor(citation_name(", ".join(plain_items(row.citation_id))))
            ids.append("" if anchor in seen else anchor)
            seen.add(anchor)
        return self.rows("citations", rows, table_headings(self.types["citations"]), ids=ids) if rows else ""

    def traceability(self) -> str:
        """Write the requirements; their status as a sign."""

        def write(row: Any, column: str) -> Inline:
            value = getattr(row, column)
            sign = TRACE_SIGNS.get(value) if column == "status" and isinstance(value, str) else None
            return literal(sign) if sign else self.text.line(value)

        rows = getattr(self.section, "rows")  # noqa: B009
        return self.rows("rows", rows, table_headings(self.types["rows"]), write) if rows else ""


def _reached(level: int | str | None, n: int) -> str | None:
    if isinstance(level, int):
        return "Yes" if n <= level else "No"
    return level
