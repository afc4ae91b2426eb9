"""Texts that are too long, or that make too much work, for anything to be made of them."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.checks.kinds import holds_no_values, is_block, is_heading, is_own
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.source.nodes import Loc, Mapping, Node, Sequence
from mkdocs_arckit.source.result import Limits
from mkdocs_arckit.text.blocks import codes
from mkdocs_arckit.text.work import heading_lines, line_work, markdown_work, nesting_depth

_RULE = "limit"
_TECHNOLOGIES = ("overview", "technology_stack")
_TECHNOLOGY = 1_000
"""What is done for each in the view of technologies, in the unit of `text.work`."""
_BLOCK_HINT = "put code between fences, a blank line between paragraphs, and `\\` before `[` and `<` that are text"
_LINE_HINT = "write less, and fewer marks such as `*`, `[` and `<`"


def check_limits(root: Mapping, limits: Limits, *, pasted: bool = False) -> list[Violation]:
    """List what is longer than a file may hold; nothing else of such a file is looked at.

    Args:
        root: the tree of the file.
        limits: how much it may hold.
        pasted: whether texts that begin with a bar may still be tables, which become rows.
    """
    return list(_Budget(limits, pasted=pasted).violations(root, ()))


class _Budget:
    """What is left of the limits that hold for all of a file."""

    def __init__(self, limits: Limits, *, pasted: bool) -> None:
        self.limits, self.pasted = limits, pasted
        self.markup = limits.markup
        self.headings = 0

    def violations(self, node: Node, loc: Loc) -> Iterator[Violation]:
        if isinstance(node, str):
            yield from self._text(node, loc)
        elif isinstance(node, Sequence):
            yield from self._rows(node, loc)
            for i, item in enumerate(node):
                yield from self.violations(item, (*loc, i))
        elif isinstance(node, Mapping):
            for key, value in node.items():
                place = (*loc, key)
                if len(key) > self.limits.heading:
                    yield self._too_long(place, "this key", key, "heading", at_key=True)
                elif not is_own(place):
                    yield from self._key(key, loc, place)
                    yield from self.violations(value, place)

    def _key(self, key: str, loc: Loc, place: Loc) -> Iterator[Violation]:
        """Look at a key that is shown: the name of a layer, or a column or row of the author's own."""
        is_layer = loc == _TECHNOLOGIES
        if is_layer or key.startswith("x-"):
            work = line_work(key) + (self._headings(1) + 2 * len(key) if is_layer else 0)  # it stands in a view, too
            yield from self._work(work, place, _LINE_HINT, at_key=True)

    def _text(self, text: str, loc: Loc) -> Iterator[Violation]:
        if loc[-1] == "diagram":
            if len(text) > self.limits.diagram:
                yield self._too_long(loc, "this diagram", text, "diagram")
        elif is_block(loc):
            yield from self._block(text, loc)
        elif holds_no_values(loc) or (self.pasted and text[:1] == "|" and "\n" in text):
            if len(text) > self.limits.block:
                yield self._too_long(loc, "this text", text, "block")
        elif is_heading(loc):
            if len(text) > self.limits.heading:
                yield self._too_long(loc, "this text", text, "heading")
            yield from self._work(line_work(text) + self._headings(loc[-1] == "heading"), loc, _LINE_HINT)
        else:
            if len(text) > self.limits.cell:
                yield self._too_long(loc, "this text", text, "cell")
            listed = _TECHNOLOGY * (text.count(",") + 1) if loc[:2] == _TECHNOLOGIES else 0
            yield from self._work(line_work(text) + listed, loc, _LINE_HINT)

    def _block(self, text: str, loc: Loc) -> Iterator[Violation]:
        limits = self.limits
        if len(text) > limits.block:
            yield self._too_long(loc, "this text", text, "block")
            return
        if "mermaid" in text:
            for code in codes(text):
                if code.language == "mermaid" and len(code.text) > limits.diagram:
                    yield self._too_long(loc, "a diagram in this text", code.text, "diagram")
        yield from self._work(markdown_work(text) + self._headings(heading_lines(text)), loc, _BLOCK_HINT)
        if nesting_depth(text) > limits.depth:
            message = f"lists and quotations are nested deeper than {limits.depth} levels"
            yield Violation(_RULE, loc, message, "flatten them, or raise the limit `depth`")

    def _headings(self, more: int) -> int:
        """Say how much work some more headings are: a search compares each with all above it."""
        self.headings += more
        return more * self.headings

    def _work(self, work: int, loc: Loc, hint: str, *, at_key: bool = False) -> Iterator[Violation]:
        """Take some work from what is left of it, and tell of the first text for which nothing is left."""
        if 0 <= self.markup < work:
            message = "this Markdown, with all that is above it in the file, makes too much work"
            yield Violation(_RULE, loc, message, f"{hint}; or raise the limit `markup`", at_key=at_key)
        self.markup -= work

    def _rows(self, rows: Sequence, loc: Loc) -> Iterator[Violation]:
        """Look at the cells that a table has because any of its rows has a column of the author's own."""
        own = {key for row in rows if isinstance(row, Mapping) for key in row if key.startswith("x-")}
        if len(own) * len(rows) > self.limits.nodes:
            message = f"{len(own):,} columns of your own make {len(own) * len(rows):,} cells in {len(rows):,} rows"
            yield Violation(_RULE, loc, message, "use fewer columns, or raise the limit `nodes`")

    def _too_long(self, loc: Loc, what: str, text: str, limit: str, *, at_key: bool = False) -> Violation:
        most = getattr(self.limits, limit)
        message = f"{what} has {len(text):,} characters, and {most:,} are allowed"
        return Violation(_RULE, loc, message, f"shorten it, or raise the limit `{limit}`", at_key=at_key)
