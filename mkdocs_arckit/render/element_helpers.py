"""What a section's template can say: each function turns one part of the section into Markdown, or into nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from mkdocs_arckit.diagrams.draw import draw
from mkdocs_arckit.model.base import Attributes, Choice, Row
from mkdocs_arckit.model.labels import label_keys, table_headings
from mkdocs_arckit.model.pipelines import StageTotal
from mkdocs_arckit.model.runtime import Control
from mkdocs_arckit.model.section import Section
from mkdocs_arckit.render.author_text import AuthorText, anchor, join
from mkdocs_arckit.render.tables import bold, table
from mkdocs_arckit.source.placeholders import is_placeholder
from mkdocs_arckit.text import blocks, inline
from mkdocs_arckit.text.code_spans import bare_name


@cache
def template_labels(section: str, key: str) -> dict[str, str]:
    """The template's headings and row labels of an element as Markdown."""
    return {name: inline.cell(label) for name, label in label_keys(section, key).items()}


def _then_blank(text: str) -> str:
    return f"{text}\n\n" if text else ""


class ElementHelpers:
    """The functions that a section's template is given.

    Args:
        key: the section's key.
        section: the section.
        text: how text becomes Markdown.
    """

    def __init__(self, key: str, section: Section, text: AuthorText) -> None:
        self.key, self.section, self.text = key, section, text
        self.types = type(section).elements

    # What stands around the elements

    @property
    def heading(self) -> str:
        """The section's heading, with its number; other words than the template's leave its anchor where it was."""
        own = self.section.heading
        text = self.text.heading(2, own or self.section.title, self.section.number)
        if not own or anchor(text) == (stable := anchor(self.section.words())):
            return text
        return f'<div class="arckit-anchor" id="{stable}"></div>\n\n{text}'

    @property
    def summary(self) -> str:
        """The section's summary, or the reason why it does not apply."""
        if self.section.not_applicable is not None:
            return f"**Not applicable**: {self.text.cell(self.section.not_applicable)}\n\n"
        return _then_blank(self.text.block(self.section.summary, 3))

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
            parts = (self.text.block(note.above, level), *parts, self.text.block(note.below, level))
        body = join(parts)
        if body and key != "rows":
            title = (section.headings or {}).get(key, self.types[key].title)
            body = f"{self.text.heading(3, title)}\n\n{body}"
        return _then_blank(join([body, self._extras(key).rstrip("\n")]) if section.extra else body)

    def _extras(self, after: str | None) -> str:
        if not self.section.extra:
            return ""
        parts = []
        for extra in self.section.extra:
            if (extra.after.strip() if extra.after else None) == after:
                heading = self.text.heading(3, extra.heading) if extra.heading else ""
                parts += [heading, self.text.block(extra.body, 4 if heading else 3)]
        return _then_blank(join(parts))

    # What stands in them

    def labels(self, key: str) -> dict[str, str]:
        """The headings and row labels of an element as Markdown; the author's words stand for the template's."""
        labels = template_labels(self.key, key)
        if own := (self.section.columns or {}).get(key):
            labels = labels | {name: self.text.cell(label) for name, label in own.items() if name in labels}
        return labels

    def rows(
        self,
        key: str,
        rows: list[Any],
        columns: Iterable[str],
        write: Callable[[Any, str], str | None] | None = None,
        *,
        keep_all: bool = False,
        total: StageTotal | None = None,
    ) -> str:
        """A table of some of an element's rows, with the author's own columns; `write` makes the cell of a column."""
        labels, cell = self.labels(key), self.text.cell
        columns = list(columns)
        own = list(dict.fromkeys(name for row in [*rows, *([total] if total else [])] for name in row.x))
        cells: list[list[str | None]] = []
        for row in rows:
            cells.append([write(row, c) for c in columns] if write else [cell(getattr(row, c)) for c in columns])
            cells[-1] += [cell(row.x.get(name)) for name in own]
        headings = [labels[c] for c in columns] + [cell(name[2:]) for name in own]
        last: list[str | None] | None = None
        if total:
            named = [bold(self.text.cell(getattr(total, column, None))) for column in columns[1:]]
            last = ["**Total**", *named, *(bold(self.text.cell(total.x.get(name))) for name in own)]
        return table(headings, cells, keep_all=keep_all, total=last)

    def table(self, key: str, *, keep_all: bool = False) -> str:
        """A table of rows."""
        rows = getattr(self.section, key)
        return self.rows(key, rows, table_headings(self.types[key]), keep_all=keep_all) if rows else ""

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
            text = self.text.cell(getattr(row, column))
            chosen = column == first and bare_name(getattr(row, first)) in wanted
            return f"**[Selected]** {text}" if chosen else text

        rationale = choice.rationale
        why = ""
        if isinstance(rationale, list):
            why = join(["**Rationale**:", "\n".join(f"- {self.text.line(r)}" for r in rationale)])
        elif rationale:
            why = f"**Rationale**: {self.text.cell(rationale)}"
        return join([self.rows(key, options, row_type.columns(), write), why])

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
            label = self.text.cell(name[2:]) if own else labels[name]
            value = block.x.get(name) if own else getattr(block, name)
            rows.append([bold(label) if block.bold else label, self.text.cell(value)])
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
            waiting = f" ({self.text.cell(item.done)})" if isinstance(item.done, str) else ""
            lines.append(f"- [{'x' if item.done is True else ' '}] {self.text.line(item.control)}{waiting}")
        return "\n".join(lines)

    def numbered(self, key: str) -> str:
        """A numbered list."""
        steps = getattr(self.section, key) or []
        return "\n".join(f"{i}. {self.text.line(step)}" for i, step in enumerate(steps, 1))
