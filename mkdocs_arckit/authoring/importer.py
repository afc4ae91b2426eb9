"""Makes a strategy of a Markdown document, without losing a word of it: what has no place of its own stays Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from mkdocs_arckit.authoring.compare import Comparison, bare, compare_texts, units
from mkdocs_arckit.authoring.control import (
    Facts,
    document_control,
    facts_in,
    footer_lines,
    generated,
    is_control,
    project,
    take_control,
)
from mkdocs_arckit.authoring.matching import same_words, section_by_content, section_of
from mkdocs_arckit.authoring.notes import Notes, Placed
from mkdocs_arckit.authoring.outline import Passage, Topic, as_written, blocks, clean, front_matter_of, tree
from mkdocs_arckit.authoring.sections import WHOLE, SectionFit, early_elements, table_section
from mkdocs_arckit.authoring.yaml_writer import write_yaml
from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.findings import Severity
from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.source.result import DEFAULT_LIMITS, Kind, Limits

_APPENDIX = re.compile(r"(?:append(?:ix|ices)|annex(?:es)?)\b", re.IGNORECASE)
_BANNER = re.compile(r">\s*\*\*Template (?:Origin|Status)\*\*")
_FIRST = ("project", "tags", "document", "revisions", "summary")
_NO_MORE_ROUNDS = 12
_STRATEGY_TITLES = {name: field.title or name for name, field in Strategy.model_fields.items()}


class ImportFailedError(Exception):
    """A document that no valid strategy can be made of; says why."""


@dataclass(frozen=True)
class Imported:
    """A strategy that was made of a document.

    Attributes:
        yaml: the file.
        notes: what was done.
        comparison: which of the document's words its page has.
        validation: what there is to say about the file.
    """

    yaml: str
    notes: Notes
    comparison: Comparison
    validation: ValidationResult


def import_document(
    text: str,
    path: Sequence[str] = (),
    classifications: Sequence[str] = CLASSIFICATIONS,
    limits: Limits = DEFAULT_LIMITS,
) -> Imported:
    """Make a strategy of a Markdown document.

    Args:
        text: the document.
        path: its name and before it those of the folders that it is in; they say which project it is, if it does not.
        classifications: the classification scheme, lowest first.
        limits: how much a file may hold.

    Raises:
        ImportFailedError: nothing valid can be made of it.
    """
    text = clean(text)
    kept: set[tuple[str, str]] = set()
    for _ in range(_NO_MORE_ROUNDS):
        maker = _Maker(text, path, classifications, limits, kept)
        data, notes = maker.make()
        comments = {d.loc: [f"Line {d.line}: {d.question}"] for d in notes.decisions}
        if maker.top:
            comments[()] = maker.top
        yaml = write_yaml(data, comments)
        validation = validate(yaml.encode(), "devops.yaml", limits, classifications)
        wrong = {_owner(finding.key) for finding in validation.findings if finding.severity is Severity.ERROR}
        if validation.strategy is not None:
            page = Renderer().page(validation.strategy).document()
            return Imported(yaml, notes, compare_texts(text, page, notes.as_units()), validation)
        if wrong <= kept:
            break
        kept |= wrong
    said = next(finding for finding in validation.findings if finding.severity is Severity.ERROR)
    raise ImportFailedError(f"no valid file can be made of it: {said.key or 'the file'}: {said.message}")


def _owner(key: str) -> tuple[str, str]:
    """Say which element of which section a finding is about; the section itself if it is none of its elements."""
    section, _, rest = key.partition(".")
    name = re.split(r"[.\[]", rest)[0]
    if section.startswith(tuple(f"{rows}[" for rows in SECTION_TYPES)):
        return section.partition("[")[0], "rows"
    kind = SECTION_TYPES.get(section)
    if name in {"headings", "columns", "notes"}:
        name = re.split(r"[.\[]", rest)[1]
    if kind and name in kind.parts:
        name = "stages"
    return section.partition("[")[0], name if kind and name in kind.elements else WHOLE


class _Maker:
    def __init__(
        self,
        text: str,
        path: Sequence[str],
        classifications: Sequence[str],
        limits: Limits,
        kept: AbstractSet[tuple[str, str]],
    ) -> None:
        self.text, self.classifications, self.limits, self.kept = text, classifications, limits, kept
        self.notes, self.facts = Notes(), Facts(path=path)
        self.data: dict[str, Any] = {}
        self.summary: list[str] = []
        self.appendices: list[dict[str, str]] = []
        self.own: list[dict[str, str]] = []
        self.closing, self.provenance = "", ""
        self.top: list[str] = []
        self.tags: list[str] = []
        self.last = "document"

    def make(self) -> tuple[dict[str, Any], Notes]:
        """Make the data of the document."""
        found = blocks(self.text)
        self.notes.tables = sum(block.kind == "table" for block in found)
        preamble, parts = self.outline(tree(self.take_footer(found)))
        self.front()
        self.before(preamble)
        early_elements(parts)
        for part in parts:
            self.part(part)
        named = project(self.facts, self.notes)
        control = document_control(self.facts, named["name"], self.notes, self.classifications)
        footer = generated(self.facts, named["name"], self.notes)
        if self.provenance:
            footer["provenance"] = self.provenance
        whole: Mapping[str, Any] = {
            **self.data,
            "project": named,
            "tags": self.tags,
            "document": control,
            "summary": "\n".join(self.summary),
            "sections": self.own,
            "appendices": self.appendices,
            "closing": self.closing,
            "generated": footer,
        }
        return {key: whole[key] for key in _STRATEGY_TITLES if whole.get(key) or key in self.data}, self.notes

    def front(self) -> None:
        """Take the front matter: tags, and what belongs to Document Control."""
        front = front_matter_of(self.text)
        root = read("\n".join(front.split("\n")[1:-2]).encode(), kind=Kind("front matter", "title", False)).root
        taken = set[str]()
        for key, value, key_start, _ in root.placed() if root else ():
            texts = list(value) if isinstance(value, list) else [value]
            if not all(isinstance(text, str) and bare(text) for text in texts):
                continue
            taken.add(key)
            if key == "tags":
                self.tags = [str(text) for text in texts]
            elif key == "title" and not self.facts.title:
                self.facts.title = Passage("heading", "", key_start.line + 2, title=str(texts[0]))
            else:
                self.facts.rows.append((key.replace("_", " "), ", ".join(map(str, texts)), key_start.line + 2))
        key = ""
        for number, line in enumerate(front.split("\n")[1:-2], 2):
            key = line.partition(":")[0] if line[:1].isalpha() else key
            if key in taken and "#" not in line:
                self.notes.change(number, line, "", "front matter belongs to Document Control")
            else:
                self.top.append(line)
                self.notes.change(number, line, "", "it is a comment now")

    def take_footer(self, found: list[Passage]) -> list[Passage]:
        """Take the footer from the blocks, and what follows it."""
        for n in range(len(found) - 1, -1, -1):
            if lines := footer_lines(found[n]):
                self.facts.footer = lines
                after = found[n + 1 :]
                if after and after[0].kind == "heading" and same_words(after[0].title, "Build Provenance"):
                    self.notes.placed.append(Placed(after[0].line, after[0].title, "generated.provenance"))
                    after = after[1:]
                    self.provenance = as_written(after)
                elif said := as_written(after):
                    self.closing = said
                return found[:n]
        return found

    def outline(self, root: Topic) -> tuple[list[Passage], list[Topic]]:
        """Find the title, what stands before the first section, and the sections."""
        first = root.parts[0] if root.parts else None
        if first is None or first.heading is None:
            return root.blocks, []
        is_title = len(root.parts) == 1 or first.heading.level < min(
            p.heading.level for p in root.parts[1:] if p.heading
        )
        is_title = is_title or (first.heading.level == 1 and (bool(first.parts) or not first.blocks))
        if not is_title or root.blocks:
            return root.blocks, root.parts
        self.facts.title = first.heading
        return first.blocks, [*first.parts, *root.parts[1:]]

    def before(self, preamble: Sequence[Passage]) -> None:
        """Keep what stands before the first section; the banner of the template is a comment."""
        rest = []
        for block in preamble:
            if _BANNER.match(block.text):
                for n, words in enumerate(block.text.split("\n")):
                    self.top.append(bare(words.lstrip("> ")))
                    self.notes.change(
                        block.line + n, words.lstrip("> "), "", "a page has no banner; it is a comment now"
                    )
            elif not self.facts.rows and (found := facts_in(block)):
                self.facts.rows = found
                self.notes.rows += block.kind == "table"
                self.notes.placed.append(Placed(block.line, "(before the first heading)", "document"))
                for label, value, line in found if block.kind == "paragraph" else ():
                    self.notes.change(line, f"{label}: {value}", "", "it is a row of Document Control")
            else:
                rest.append(block)
        if said := as_written(rest):
            self.summary.append(said)
            self.notes.placed.append(Placed(rest[0].line, "(before the first heading)", "summary"))

    def part(self, part: Topic) -> None:
        """Find the place of a section of the document."""
        assert part.heading
        title = part.heading.title
        if not self.facts.rows and is_control(part):
            self.notes.placed.append(Placed(part.heading.line, title, "document"))
            if not same_words(title, "Document Control"):
                self.notes.change(part.heading.line, title, "Document Control", "the template's heading")
            self.notes.rows += 1
            if rest := as_written(take_control(part, self.facts, self.notes)):
                self.summary.append(rest)
            return
        body = as_written(part.all_blocks())
        is_empty = same_words(title, "Document Control") and not any(units(body))
        if is_empty and all(placed.to != "document" for placed in self.notes.placed):
            self.notes.placed.append(Placed(part.heading.line, title, "document"))
            self.top += filter(None, body.split("\n"))
            return
        taken = list(self.data)
        key = section_of(title, taken) or table_section(part, taken) or section_by_content(part, taken)
        if key and (key, WHOLE) not in self.kept:
            kept = {element for section, element in self.kept if section == key}
            found = SectionFit(key, self.notes, kept).fit(part)
            if isinstance(found, list) or found.keys() - {"heading"}:
                self.data[key], self.last = found, key
                return
        if body and same_words(title, _STRATEGY_TITLES["summary"]) and not self.data.keys() - {"revisions"}:
            self.summary.append(body)
            self.notes.placed.append(Placed(part.heading.line, title, "summary"))
            return
        if not body and self.facts.footer and not self.closing:
            self.closing, to = f"## {title}\n", "closing"
        else:
            to = "appendices" if _APPENDIX.match(title) else "sections"
            if len(title) > self.limits.heading:
                body, title = f"{part.heading.text}\n\n{body}", f"{title[:60]}…"
            section = {"heading": title, **({"body": body} if body else {})}
            if to == "appendices":
                self.appendices.append(section)
            else:
                self.own.append({"after": self.last, **section})
        self.notes.placed.append(Placed(part.heading.line, part.heading.title, to))
