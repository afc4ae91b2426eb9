"""Fits a heading and all that is below it to one of the strategy's sections."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from mkdocs_arckit.authoring.charts import chart_as_data
from mkdocs_arckit.authoring.compare import bare, bare_heading
from mkdocs_arckit.authoring.elements import Found, fit_element
from mkdocs_arckit.authoring.matching import assign, fitness, same_words, section_of
from mkdocs_arckit.authoring.notes import Notes, Placed
from mkdocs_arckit.authoring.outline import Passage, Topic, as_written
from mkdocs_arckit.authoring.subparts import split_parts
from mkdocs_arckit.model.section import RowsSection
from mkdocs_arckit.model.strategy import SECTION_TYPES, Approval, References, Revisions, Strategy

WHOLE = ""
"""In place of an element's key: the section itself."""


@dataclass
class SectionFit:
    """Makes the data of a section.

    Args:
        key: the section's key.
        notes: is told what went where.
        kept: keys of elements that are kept as Markdown, because their data turned out not to be valid.
    """

    key: str
    notes: Notes
    kept: AbstractSet[str] = frozenset()
    headings: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    around: dict[str, Any] = field(default_factory=dict)
    extra: list[dict[str, str]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    last: str = "start"

    def fit(self, part: Topic) -> Any:
        """Make the section of a part of a document."""
        kind = SECTION_TYPES[self.key]
        assert part.heading
        heading = bare_heading(part.heading.title)
        own = {} if heading == kind.title else {"heading": _unnumbered(part.heading.title)}
        self.notes.placed.append(Placed(part.heading.line, part.heading.title, self.key))
        elements = {key: v for key, v in kind.elements.items() if key != "rows"}
        summary, parts = list(part.blocks), part.parts
        if issubclass(kind, RowsSection):
            summary = self.rows(part.blocks)
            if "rows" not in self.data and parts and not elements:
                summary, parts = self.rows_inside(summary, parts)
        for inner, element in split_parts(parts, elements, self.kept, self.notes):
            if element:
                self.element(element, inner)
            else:
                self.own(inner)
        for name, found in [*self.data.items()]:
            if isinstance(found, dict) and isinstance(found.get("diagram"), str):
                self.chart(name)
        return self.written(own, as_written(summary))

    def chart(self, name: str) -> None:
        """Put data in the place of a diagram, where it says the same."""
        found = None if name in self.kept else chart_as_data(self.key, name, self.data)
        if found:
            self.data[name] = found
        elif found is not None and name not in self.around:
            del self.data[name]
            self.headings.pop(name, None)

    def written(self, own: dict[str, Any], summary: str) -> Any:
        """Put together what was found, in the order in which people write it."""
        data: dict[str, Any] = {
            **own,
            **({"headings": self.headings} if self.headings else {}),
            **({"columns": self.columns} if self.columns else {}),
            **({"summary": summary} if summary else {}),
            **self.data,
            **({"notes": self.around} if self.around else {}),
            **({"extra": self.extra} if self.extra else {}),
        }
        return data["rows"] if data.keys() == {"rows"} else data

    def rows(self, blocks: Sequence[Passage]) -> list[Passage]:
        """Take the rows of a section that is a table; return what stands before them."""
        element = SECTION_TYPES[self.key].elements["rows"]
        table = next((b for b in blocks if b.kind == "table" and fitness(b.table, element) > 0), None)
        if table is None or "rows" in self.kept:
            return list(blocks)
        if SECTION_TYPES[self.key] is References and says_none(table):
            self.data["rows"] = []
            found = Found(tables=1)
        else:
            found = fit_element(element, [table], self.notes)
        if found.data is None and "rows" not in self.data:
            return list(blocks)
        if found.data is not None:
            self.take("rows", found)
        self.notes.rows += found.tables
        at = next(n for n, block in enumerate(blocks) if block is table)
        if below := as_written(blocks[at + 1 :]):
            self.around["rows"] = {"below": below}
        self.last = "rows"
        return list(blocks[:at])

    def rows_inside(self, before: list[Passage], parts: list[Topic]) -> tuple[list[Passage], list[Topic]]:
        """Take the rows from a section's first part; return what stands before them, and the other parts."""
        heading, blocks = parts[0].heading, list(parts[0].all_blocks())
        element = SECTION_TYPES[self.key].elements["rows"]
        assert heading
        if not any(fitness(block.table, element) >= 0.5 for block in blocks if block.kind == "table"):
            return before, parts
        above = self.rows(blocks)
        if "rows" not in self.data:
            return before, parts
        title = replace(heading, text=f"### {_unnumbered(heading.title)}")
        return [*before, title, *above], parts[1:]

    def element(self, key: str, part: Topic) -> None:
        """Fit a part to an element."""
        assert part.heading
        element = SECTION_TYPES[self.key].elements[key]
        blocks = list(part.all_blocks())
        found = Found(above=as_written(blocks)) if key in self.kept else fit_element(element, blocks, self.notes)
        if found.data is None and not found.above:
            self.own(part)
            return
        if found.data is not None:
            self.take(key, found)
            self.notes.rows += found.tables
        heading = _unnumbered(part.heading.title)
        if bare(heading) != element.title:
            self.headings[key] = heading
        if found.above and found.below:
            self.around[key] = {"above": found.above, "below": found.below}
        elif found.above:
            self.around[key] = found.above
        elif found.below:
            self.around[key] = {"below": found.below}
        where = f"{self.key}.{key}" if found.data is not None else f"{self.key}.notes.{key}"
        self.notes.placed.append(Placed(part.heading.line, part.heading.title, where))
        self.last = key

    def take(self, key: str, found: Found) -> None:
        """Keep the data of an element."""
        self.data[key] = found.data
        if found.total:
            self.data["total"] = found.total
        if found.columns:
            self.columns[key] = found.columns

    def own(self, part: Topic) -> None:
        """Keep a part that is no element where it stands."""
        assert part.heading
        heading = _unnumbered(part.heading.title)
        body = as_written(part.all_blocks())
        if body and len(heading) <= 1000:
            self.extra.append({"after": self.last, "heading": heading, "body": body})
        else:
            self.extra.append({"after": self.last, "body": f"{part.heading.text}\n\n{body}".rstrip("\n") + "\n"})
        self.notes.placed.append(Placed(part.heading.line, part.heading.title, f"{self.key}.extra"))


def early_elements(parts: Sequence[Topic]) -> None:
    """Move what the Executive Summary has of the first section's elements to that section, if it lacks them."""
    key, kind = next((key, kind) for key, kind in SECTION_TYPES.items() if kind.number)
    titled = [(part, part.heading.title) for part in parts if part.heading]
    summary = next(
        (part for part, title in titled if same_words(title, Strategy.model_fields["summary"].title or "")), None
    )
    section = next((part for part, title in titled if section_of(title, []) == key), None)
    if summary is None or section is None:
        return
    there = assign(section.parts, kind.elements).values()
    free = {name: element for name, element in kind.elements.items() if name not in there}
    for n, name in sorted(assign(summary.parts, free).items(), reverse=True):
        part = summary.parts[n]
        if fit_element(free[name], list(part.all_blocks()), Notes()).data is not None:
            section.parts.append(summary.parts.pop(n))


def says_none(table: Passage) -> bool:
    """Return whether a table of references says that there are none."""
    cells = [bare(cell) for row in table.table.rows for cell in row]
    return cells[:1] == ["None provided"] and set(cells[1:]) <= {"—", "-", ""}


def table_section(part: Topic, taken: Sequence[str]) -> str | None:
    """Find the section that a part is by the columns of its table: revisions, approvals or references."""
    for block in part.blocks:
        if block.kind == "table":
            for key, kind in SECTION_TYPES.items():
                wanted = kind in {Revisions, Approval, References} and key not in taken
                if wanted and fitness(block.table, kind.elements["rows"]) >= 0.6:
                    return key
    return None


def _unnumbered(title: str) -> str:
    """Write a heading as it is written, without its number."""
    words = bare_heading(title)
    at = title.find(words.split(" ")[0]) if words else 0
    marks = title[:at]
    return title[at:] if at > 0 and bare(marks) and not set(marks) & set("*_`[") else title
