"""What a section's template can say: each function turns one part of the section into Markdown, or into nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from mkdocs_arckit.diagrams.draw import draw
from mkdocs_arckit.markdown import blocks, inline
from mkdocs_arckit.markdown.scan import bare_name
from mkdocs_arckit.model.base import Attributes, Choice, Row
from mkdocs_arckit.model.fields import TRACE_SIGNS
from mkdocs_arckit.model.labels import label_keys, row_labels, table_headings
from mkdocs_arckit.model.overview import LEVELS, Maturity
from mkdocs_arckit.model.pipelines import Ci, FlagPlatformRow, FlagTypeRow, StageTotal
from mkdocs_arckit.model.practice import Dora
from mkdocs_arckit.model.runtime import Control
from mkdocs_arckit.model.section import Section
from mkdocs_arckit.render.tables import bold, table
from mkdocs_arckit.render.words import PENDING, Cellish, Words, anchor, join
from mkdocs_arckit.source.placeholders import is_placeholder

NAMES = (
    *("heading", "summary", "start", "end", "element", "table", "choice", "attributes", "code", "diagram", "checklist"),
    *("numbered", "maturity", "stages", "technology_stack", "feature_flags", "dora"),
    *("revisions", "references", "traceability"),
)
"""What a template can use of a view."""


@cache
def template_labels(section: str, key: str) -> dict[str, str]:
    """The template's headings and row labels of an element as Markdown."""
    return {name: inline.cell(label) for name, label in label_keys(section, key).items()}


def _then_blank(text: str) -> str:
    return f"{text}\n\n" if text else ""


class View:
    """The functions that a section's template is given.

    Args:
        key: the section's key.
        section: the section.
        words: how text becomes Markdown.
    """

    def __init__(self, key: str, section: Section, words: Words) -> None:
        self.key, self.section, self.words = key, section, words
        self.types = type(section).elements

    def context(self) -> dict[str, Any]:
        """The names that a template can use."""
        return {"section": self.section, "cell": self.words.cell} | {name: getattr(self, name) for name in NAMES}

    # What stands around the elements

    @property
    def heading(self) -> str:
        """The section's heading, with its number; other words than the template's leave its anchor where it was."""
        text = self.words.heading(2, self.section.heading or self.section.title, self.section.number)
        stable = anchor(self.section.words())
        return text if anchor(text) == stable else f'<div class="arckit-anchor" id="{stable}"></div>\n\n{text}'

    @property
    def summary(self) -> str:
        """The section's summary, or the reason why it does not apply."""
        if self.section.not_applicable is not None:
            return f"**Not applicable**: {self.words.cell(self.section.not_applicable)}\n\n"
        return _then_blank(self.words.block(self.section.summary, 3))

    @property
    def start(self) -> str:
        """The author's parts before the first element."""
        return self._extras("start")

    @property
    def end(self) -> str:
        """The author's parts after the last element."""
        return self._extras(None)

    def element(self, key: str, *parts: str) -> str:
        """An element's parts with its heading and notes, and the author's own parts after it."""
        section, level = self.section, 3 if key == "rows" else 4
        if note := section.notes and section.notes.get(key):
            parts = (self.words.block(note.above, level), *parts, self.words.block(note.below, level))
        body = join(parts)
        if body and key != "rows":
            title = (section.headings or {}).get(key, self.types[key].title)
            body = f"{self.words.heading(3, title)}\n\n{body}"
        return _then_blank(join([body, self._extras(key).rstrip("\n")]) if section.extra else body)

    def _extras(self, after: str | None) -> str:
        if not self.section.extra:
            return ""
        parts = []
        for extra in self.section.extra:
            if (extra.after.strip() if extra.after else None) == after:
                heading = self.words.heading(3, extra.heading) if extra.heading else ""
                parts += [heading, self.words.block(extra.body, 4 if heading else 3)]
        return _then_blank(join(parts))

    # What stands in them

    def labels(self, key: str) -> dict[str, str]:
        """The headings and row labels of an element as Markdown; the author's words stand for the template's."""
        labels = template_labels(self.key, key)
        if own := (self.section.columns or {}).get(key):
            labels = labels | {name: self.words.cell(label) for name, label in own.items() if name in labels}
        return labels

    def _rows(
        self,
        key: str,
        rows: list[Any],
        columns: Iterable[str],
        write: Callable[[Any, str], str | None] | None = None,
        *,
        keep_all: bool = False,
        total: StageTotal | None = None,
    ) -> str:
        labels, cell = self.labels(key), self.words.cell
        columns = list(columns)
        own = list(dict.fromkeys(name for row in [*rows, *([total] if total else [])] for name in row.x))
        cells: list[list[str | None]] = []
        for row in rows:
            cells.append([write(row, c) for c in columns] if write else [cell(getattr(row, c)) for c in columns])
            cells[-1] += [cell(row.x.get(name)) for name in own]
        headings = [labels[c] for c in columns] + [cell(name[2:]) for name in own]
        last: list[str | None] | None = None
        if total:
            named = [bold(self.words.cell(getattr(total, column, None))) for column in columns[1:]]
            last = ["**Total**", *named, *(bold(self.words.cell(total.x.get(name))) for name in own)]
        return table(headings, cells, keep_all=keep_all, total=last)

    def table(self, key: str, *, keep_all: bool = False) -> str:
        """A table of rows."""
        rows = getattr(self.section, key)
        return self._rows(key, rows, table_headings(self.types[key]), keep_all=keep_all) if rows else ""

    def traceability(self) -> str:
        """The requirements; their status as a sign."""

        def write(row: Any, column: str) -> str:
            value = getattr(row, column)
            sign = TRACE_SIGNS.get(value) if column == "status" and isinstance(value, str) else None
            return sign or self.words.cell(value)

        rows = getattr(self.section, "rows")  # noqa: B009
        return self._rows("rows", rows, table_headings(self.types["rows"]), write) if rows else ""

    def choice(self, key: str) -> str:
        """The options of a choice, the selected marked, and the rationale."""
        choice = getattr(self.section, key)
        if choice is None:
            return ""
        assert isinstance(choice, Choice)
        row_type = type(choice).row()
        first = next(iter(row_type.columns()))
        options, selected = list(choice.options or []), list(choice.selected or [])
        names = {bare_name(getattr(option, first)) for option in options}
        wanted = {bare_name(name) for name in selected}
        options += [
            row_type(**{first: n}) for n in selected if not options or (bare_name(n) not in names and is_placeholder(n))
        ]

        def write(row: Row, column: str) -> str:
            text = self.words.cell(getattr(row, column))
            chosen = column == first and bare_name(getattr(row, first)) in wanted
            return f"**[Selected]** {text}" if chosen else text

        rationale = choice.rationale
        why = ""
        if isinstance(rationale, list):
            why = join(["**Rationale**:", "\n".join(f"- {self.words.line(r)}" for r in rationale)])
        elif rationale:
            why = f"**Rationale**: {self.words.cell(rationale)}"
        return join([self._rows(key, options, row_type.columns(), write), why])

    def attributes(self, key: str) -> str:
        """A block of attributes, in the author's order."""
        block = getattr(self.section, key)
        if block is None:
            return ""
        assert isinstance(block, Attributes)
        labels = self.labels(key)
        rows = []
        for name in block.order:
            own = name.startswith("x-")
            label = self.words.cell(name[2:]) if own else labels[name]
            value = block.x.get(name) if own else getattr(block, name)
            rows.append([bold(label) if block.bold else label, self.words.cell(value)])
        return table([labels["attribute"], labels["value"]], rows, keep_all=True)

    def code(self, key: str, language: str = "") -> str:
        """A code block."""
        text = getattr(self.section, key)
        return blocks.fenced(text, language) if text else ""

    def diagram(self, key: str) -> str:
        """The element's diagram, and below it what it shows."""
        drawing = draw(self.key, key, self.section)
        return join([blocks.fenced(drawing.mermaid, "mermaid"), drawing.html]) if drawing else ""

    def checklist(self, key: str) -> str:
        """A checklist."""
        controls: list[Control] = getattr(self.section, key) or []
        lines = []
        for item in controls:
            waiting = f" ({self.words.cell(item.done)})" if isinstance(item.done, str) else ""
            lines.append(f"- [{'x' if item.done is True else ' '}] {self.words.line(item.control)}{waiting}")
        return "\n".join(lines)

    def numbered(self, key: str) -> str:
        """A numbered list."""
        steps = getattr(self.section, key) or []
        return "\n".join(f"{i}. {self.words.line(step)}" for i, step in enumerate(steps, 1))

    # Tables of a shape of their own

    def maturity(self) -> str:
        """The five levels, and which of them are reached and aimed at."""
        data: Maturity | None = getattr(self.section, "maturity")  # noqa: B009 - the section's type is known to its template only
        if data is None:
            return ""
        overrides = {level.level: level for level in data.levels or []}
        rows: list[list[str | None]] = []
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
            rows.append([f"Level {n} ({self.words.cell(words)})", *(self.words.cell(c) for c in cells)])
        return table(list(self.labels("maturity").values()), rows, blank="-")

    def technology_stack(self) -> str:
        """The layers, in the author's order; a layer that the template does not have prints as typed."""
        stack: dict[str, Cellish] | list[Row] | None = getattr(self.section, "technology_stack")  # noqa: B009
        if not isinstance(stack, dict):
            return self.table("technology_stack")
        labels = self.labels("technology_stack")
        known = row_labels(self.types["technology_stack"])
        rows = [
            [labels[layer] if layer in known else self.words.cell(layer), self.words.cell(value)]
            for layer, value in stack.items()
            if not layer.startswith("x-")
        ]
        return table([labels["layer"], labels["technology"]], rows, keep_all=True)

    def stages(self) -> str:
        """The stages of the CI pipeline, and their total."""
        assert isinstance(self.section, Ci)
        columns = table_headings(self.types["stages"])
        return self._rows("stages", self.section.stages or [], columns, total=self.section.total)

    def feature_flags(self) -> str:
        """The platforms and the types of flag."""
        flags = getattr(self.section, "feature_flags")  # noqa: B009
        if flags is None:
            return ""
        return join(
            self._rows("feature_flags", rows, row.columns()) if rows else ""
            for rows, row in ((flags.platforms, FlagPlatformRow), (flags.types, FlagTypeRow))
        )

    def dora(self) -> str:
        """The DORA metrics, in the author's order, beside what DORA calls elite."""
        data: Dora | None = getattr(self.section, "dora")  # noqa: B009
        if data is None:
            return ""
        labels = self.labels("dora")
        named = [(name, getattr(data, name)) for name in data.order if name in Dora.elite]
        keys = {id(row): name for name, row in named}

        def write(row: Any, column: str) -> str:
            name = keys[id(row)]
            if column == "metric":
                return self.words.cell(row.label) if row.label else labels[name]
            return self.words.cell(Dora.elite[name]) if column == "elite" else self.words.cell(getattr(row, column))

        return self._rows("dora", [row for _, row in named], Dora.headings, write)

    def revisions(self) -> str:
        """The revisions; people and dates that are not known yet are pending."""

        def write(row: Any, column: str) -> str:
            value = getattr(row, column)
            if column == "approved_by":
                return (self.words.cell(value.name) if value else "") or PENDING
            if column == "approval_date":
                value = value or (row.approved_by.date if row.approved_by else None)
            return self.words.cell(value) or (PENDING if column in {"date", "author", "approval_date"} else "")

        rows = getattr(self.section, "rows") or []  # noqa: B009
        return self._rows("rows", rows, table_headings(self.types["rows"]), write, keep_all=True) if rows else ""

    def references(self) -> str:
        """The references, or the template's row that says that there are none."""
        rows = getattr(self.section, "rows")  # noqa: B009
        if rows is None or rows:
            return self.table("rows")
        return table(list(self.labels("rows").values()), [["*None provided*", "—", "—", "—", "—"]])


def _reached(level: int | str | None, n: int) -> str | None:
    if isinstance(level, int):
        return "Yes" if n <= level else "No"
    return level
