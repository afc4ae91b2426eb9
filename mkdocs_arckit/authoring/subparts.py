"""Finds the elements that stand inside another part of a section: below a label of their own, or as code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import TypeAlias

from mkdocs_arckit.authoring.elements import fit_element
from mkdocs_arckit.authoring.languages import is_diagram, is_language_of
from mkdocs_arckit.authoring.lines import label_of
from mkdocs_arckit.authoring.matching import assign
from mkdocs_arckit.authoring.notes import Notes
from mkdocs_arckit.authoring.outline import Passage, Topic
from mkdocs_arckit.model.section import Element

_Cut: TypeAlias = "tuple[int, Passage, str]"
"""Which block begins an element, the heading of it, and its key."""


def split_parts(
    parts: Sequence[Topic], elements: Mapping[str, Element], kept: AbstractSet[str], notes: Notes
) -> Iterator[tuple[Topic, str | None]]:
    """Yield the parts of a section and which element each is; an element inside of another part is a part of its own.

    Args:
        parts: the parts, each with a heading.
        elements: the elements that they may be.
        kept: keys of elements whose data would not be valid.
        notes: is told which labels are headings now.
    """
    places = assign(parts, elements)
    free = {key: element for key, element in elements.items() if key not in {*places.values(), *kept}}
    for n, part in enumerate(parts):
        key, blocks = places.get(n), list(part.all_blocks())
        cuts = sorted([*_labelled(blocks, free)])
        cuts += _code(blocks, key, elements, free, cuts)
        if cuts and cuts[0][0] == 0 and (key is None or not cuts[0][1].text):
            key, cuts = cuts[0][2], cuts[1:]
            del free[key]
        ends = [*(start for start, *_ in cuts), len(blocks)]
        yield Topic(part.heading, blocks[: ends[0]]), key
        for (start, heading, inside), end in zip(cuts, ends[1:], strict=True):
            del free[inside]
            if heading.text and not heading.level:
                notes.split(heading.line, heading.text, (heading.title,), "it is a heading now")
            yield Topic(heading, blocks[start + bool(heading.text) : end]), inside


def _labelled(blocks: Sequence[Passage], free: Mapping[str, Element]) -> Iterator[_Cut]:
    """Yield the elements below a label or a heading inside of a part, if data can be made of them."""
    topics, starts = list[Topic](), list[int]()
    for n, block in enumerate(blocks):
        label, value = label_of(block)
        if block.kind == "heading" or (label and not value):
            starts.append(n)
            topics.append(Topic(block if block.kind == "heading" else _heading(block)))
    for topic, (start, end) in zip(topics, pairwise([*starts, len(blocks)]), strict=True):
        topic.blocks = list(blocks[start + 1 : end])
    for n, key in assign(topics, free).items():
        heading = topics[n].heading
        if heading and fit_element(free[key], topics[n].blocks, Notes()).data is not None:
            yield starts[n], heading, key


def _code(
    blocks: Sequence[Passage],
    key: str | None,
    elements: Mapping[str, Element],
    free: Mapping[str, Element],
    cuts: Sequence[_Cut],
) -> Iterator[_Cut]:
    """Yield the code that follows an element in the template, if it stands there without a heading."""
    names = list(elements)
    following = names[names.index(key) + 1 :][:1] if key and elements[key].kind != "code" else []
    codes = [n for n, block in enumerate(blocks) if block.kind == "code" and not is_diagram(block)]
    if len(codes) == 1 and following and following[0] in free and not cuts:
        name, start = following[0], codes[0]
        if elements[name].kind == "code" and is_language_of(name, blocks[start]):
            label, value = label_of(blocks[start - 1]) if start else ("", "")
            if label and not value:
                yield start - 1, _heading(blocks[start - 1]), name
            else:
                yield start, Passage("heading", "", blocks[start].line, title=elements[name].title), name


def _heading(label: Passage) -> Passage:
    """Make a heading of a label; that it has no level tells it from others."""
    return Passage("heading", label.text, label.line, title=label_of(label)[0])
