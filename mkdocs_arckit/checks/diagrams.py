"""Every diagram of a strategy, the author's and ours, and whether Mermaid can draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from mkdocs_arckit.checks.kinds import holds_no_values, is_block
from mkdocs_arckit.checks.validate import ValidationResult
from mkdocs_arckit.checks.violation import Violation, as_map, cell_text, sections_of
from mkdocs_arckit.diagrams.draw import DRAWN, draw
from mkdocs_arckit.diagrams.parser import MAX_EFFORT, DiagramProblem, effort, length_problem
from mkdocs_arckit.findings import Severity
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.source.literal import Lines
from mkdocs_arckit.source.nodes import Loc, find, walk
from mkdocs_arckit.text.blocks import CodeBlock, codes, unfenced

_SAID = "Mermaid can't draw the diagram: {}"
_FOLDED = "write `|`, which keeps lines; `>` joins them"
_NO_TEXT = frozenset({"true", "yes", "false", "no"})


class DiagramSource(NamedTuple):
    """A diagram of a strategy: where it is, its Mermaid text, and where that is in the data."""

    loc: Loc
    code: CodeBlock


def own_diagrams(validation: ValidationResult) -> Iterator[DiagramSource]:
    """Yield the diagrams that the author of a file wrote, instead of drawn ones and in Markdown."""
    if validation.root is None:
        return
    for key, element in DRAWN:
        text = as_map(as_map(as_map(validation.root).get(key)).get(element)).get("diagram")
        if isinstance(text, str) and text.strip().lower() not in _NO_TEXT:
            code = unfenced(text)
            if code.language in {"", "mermaid"}:
                yield DiagramSource((key, element, "diagram"), code)
    for key, section in sections_of(validation.root):
        for name, found in SECTION_TYPES[key].elements.items():
            if found.kind == "code" and name in section:
                yield from _in_code((key, name), section[name])
    for loc, text in walk(validation.root, lambda text: "mermaid" in text):
        if is_block(loc) and not holds_no_values(loc):
            for code in codes(text):
                if code.language == "mermaid":
                    yield DiagramSource(loc, code)


def _in_code(loc: Loc, value: Any) -> Iterator[DiagramSource]:
    """Yield what stands in a code block if it is a diagram."""
    text, language = value, ""
    if isinstance(value, dict):
        loc, text, language = (*loc, "code"), value.get("code"), cell_text(value.get("language")).strip()
    if isinstance(text, str):
        code = unfenced(text)
        if (code.language or language) == "mermaid":
            yield DiagramSource(loc, code)


def drawn_diagrams(validation: ValidationResult) -> Iterator[DiagramSource]:
    """Yield the diagrams that are drawn from the data of a file; none if it is not valid."""
    for key, element in DRAWN if validation.strategy else ():
        section = getattr(validation.strategy, key)
        own = section and as_map(as_map(as_map(validation.root).get(key)).get(element)).get("diagram")
        drawing = draw(key, element, section) if section and own is None else None
        if drawing:
            yield DiagramSource((key, element), CodeBlock("mermaid", drawing.mermaid))


def check_diagrams(
    validation: ValidationResult, problem_of: Callable[[str], DiagramProblem | None]
) -> Iterator[Violation]:
    """Yield a violation for each diagram of a file that Mermaid can't draw.

    Those that are drawn here only have their length measured: tests hold that Mermaid reads them whatever their labels
    say, and reading eight of them takes three times as long as all the rest that a build does for a strategy.

    Args:
        validation: the file.
        problem_of: says why a Mermaid text can't be drawn.
    """
    left = MAX_EFFORT
    for loc, code in own_diagrams(validation):
        if (needed := effort(code.text)) > left:
            message = "not checked whether Mermaid can draw the diagram: it would take too long, after those above it"
            yield Violation("diagram", loc, message, "draw less, or split the diagram", Severity.INFO)
            continue
        left -= needed
        if problem := problem_of(code.text):
            place = (code.line + problem.line, code.column + problem.column if problem.column else 1)
            yield Violation(
                "diagram", loc, _SAID.format(problem.message), _hint(problem, validation, loc), within=place
            )
    for loc, code in drawn_diagrams(validation):
        if problem := length_problem(code.text):
            yield Violation("diagram", loc, _SAID.format(problem.message), problem.hint)


def _hint(problem: DiagramProblem, validation: ValidationResult, loc: Loc) -> str:
    folded = validation.root is not None and Lines(validation.source).is_folded(find(validation.root, loc)[0])
    return "; ".join(filter(None, (problem.hint, _FOLDED if folded else "")))
