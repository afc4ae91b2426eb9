"""What a section's template can say: each function gives one part of it, as Markdown or as an insert, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any

from mkdocs_arckit.diagrams.draw import draw
from mkdocs_arckit.model.base import Attributes, Choice
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.labels import label_keys, table_headings
from mkdocs_arckit.model.pipelines import StageTotal
from mkdocs_arckit.model.runtime import Control
from mkdocs_arckit.model.section import Section
from mkdocs_arckit.render.author_text import AuthorText, anchor, join
from mkdocs_arckit.render.inserts import Anchor, Checklist, Html, Items
from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.render.tables import table
from mkdocs_arckit.source.placeholders import is_placeholder
from mkdocs_arckit.text import blocks
from mkdocs_arckit.text.code_spans import bare_name
from mkdocs_arckit.text.inline_text import EMPTY, Inline, bold, inline_text, literal
from mkdocs_arckit.text.prose import is_prose


@cache
def template_labels(section: str, key: str) -> dict[str, Inline]:
    """Map the keys of an element to the template's headings and row labels."""
    return {name: inline_text(label) for name, label in label_keys(section, key).items()}


def _then_blank(text: str) -> str:
    return f"{text}\n\n" if text else ""


class ElementHelpers:
    """The functions that a section's template is given.

    Args:
        key: the section's key.
        section: the section.
        text: how text becomes Markdown.
        inserts: the page's.
    """

    def __init__(self, key: str, section: Section, text: AuthorText, inserts: Inserts) -> None:
        self.key, self.section, self.text, self.inserts = key, section, text, inserts
        self.types = type(section).elements

    # What stands around the elements

    @cached_property
    def heading(self) -> str:
        """The section's heading, with its number; other words than the template's leave its anchor where it was."""
        own, stable = self.section.heading, anchor(self.section.words())
        text = self.text.heading(2, own or self.section.title, self.section.number)
        slot = self.inserts.slot(Anchor(stable, needed=bool(own) and anchor(text) != stable))
        return f"{slot}\n\n{text}"

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
        """Join an element's parts with its heading and notes, and the author's own parts after it."""
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

    def labels(self, key: str) -> dict[str, Inline]:
        """Map the keys of an element to its headings and row labels; the author's words replace the template's."""
        labels = template_labels(self.key, key)
        if own := (self.section.columns or {}).get(key):
            labels = labels | {name: self.text.line(label) for name, label in own.items() if name in labels}
        return labels

    def rows(
        self,
        key: str,
        rows: list[Any],
        columns: Iterable[str],
        write: Callable[[Any, str], Inline] | None = None,
        *,
        keep_all: bool = False,
        total: StageTotal | None = None,
        selected: Iterable[int] = (),
        ids: Iterable[str] = (),
    ) -> str:
        """Write a table of some of an element's rows, with the author's own columns; `write` makes a column's cell."""
        labels, line = self.labels(key), self.text.line
        columns = list(columns)
        own = list(dict.fromkeys(name for row in [*rows, *([total] if total else [])] for name in row.x))
        cells: list[list[Inline]] = []
        for row in rows:
            cells.append([write(row, c) for c in columns] if write else [line(getattr(row, c)) for c in columns])
            cells[-1] += [line(row.x.get(name)) for name in own]
        headings = [labels[c] for c in columns] + [line(name[2:]) for name in own]
        last: list[Inline] | None = None
        if total:
            named = [bold(line(getattr(total, column, None))) for column in columns[1:]]
            last = [bold(literal("Total")), *named, *(bold(line(total.x.get(name))) for name in own)]
        return self.inserts.slot(table(headings, cells, keep_all=keep_all, total=last, selected=selected, ids=ids))

    def table(self, key: str, *, keep_all: bool = False) -> str:
        """Write a table of rows."""
        rows = getattr(self.section, key)
        return self.rows(key, rows, table_headings(self.types[key]), keep_all=keep_all) if rows else ""

    def choice(self, key: str) -> str:
        """Write the options of a choice, the selected marked, and the rationale."""
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
        chosen = [n for n, option in enumerate(options) if bare_name(getattr(option, first)) in wanted]
        shown = self.rows(key, options, row_type.columns(), selected=chosen)
        rationale = choice.rationale
        if isinstance(rationale, list):
            reasons = Items(tuple(map(self.text.line, rationale)))
            return join([shown, "**Rationale**:", self.inserts.slot(reasons) if rationale else ""])
        return join([shown, f"**Rationale**: {self.text.cell(rationale)}" if rationale else ""])

    def attributes(self, key: str) -> str:
        """Write a block of attributes, in the author's order."""
        block = getattr(self.section, key)
        if block is None:
            return ""
        assert isinstance(block, Attributes)
        labels = self.labels(key)
        rows = []
        for name in block.order:
            own = name.startswith("x-")
            label = self.text.line(name[2:]) if own else labels[name]
            value = block.x.get(name) if own else getattr(block, name)
            rows.append([bold(label) if block.bold else label, self.text.line(value)])
        return self.inserts.slot(table([labels["attribute"], labels["value"]], rows, keep_all=True, of_attributes=True))

    def code(self, key: str, language: str = "") -> str:
        """Write a code block."""
        code: Code | None = getattr(self.section, key)
        if code is None:
            return ""
        named = "" if code.language is None or is_placeholder(code.language) else code.language
        return blocks.fenced(code.code, named or ("text" if is_prose(code.code) else language))

    def diagram(self, key: str) -> str:
        """Draw the element's diagram, and say below it what it shows."""
        drawing = draw(self.key, key, self.section)
        if drawing is None:
            return ""
        told = self.inserts.slot(Html(drawing.html)) if drawing.html else ""
        return join([blocks.fenced(drawing.mermaid, "mermaid"), told])

    def checklist(self, key: str) -> str:
        """Write a checklist, or a plain list if no control says whether it is in place."""
        controls: list[Control] = getattr(self.section, key) or []
        if controls and all(item.done is None for item in controls):
            return self.inserts.slot(Items(tuple(self.text.line(item.control) for item in controls)))
        items = []
        for item in controls:
            waits = literal(" (") + self.text.line(item.done) + literal(")") if isinstance(item.done, str) else EMPTY
            items.append((item.done is True, self.text.line(item.control) + waits))
        return self.inserts.slot(Checklist(tuple(items)) if items else None)

    def numbered(self, key: str) -> str:
        """Write a numbered list."""
        steps = getattr(self.section, key) or []
        return self.inserts.slot(Items(tuple(map(self.text.line, steps)), ordered=True) if steps else None)
