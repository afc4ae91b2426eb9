"""Leads the links of a document from the folder of the file that is made of it."""

from __future__ import annotations

from mkdocs_arckit.authoring.notes import Rewording
from mkdocs_arckit.authoring.outline import blocks, clean
from mkdocs_arckit.text.code_spans import blank_code, replaced
from mkdocs_arckit.text.inline import Resolve
from mkdocs_arckit.text.link_targets import urls


def lead_links(text: str, resolve: Resolve) -> tuple[str, list[Rewording]]:
    """Lead the links of a document elsewhere, but for those in code.

    Args:
        text: the document.
        resolve: finds where a link leads; of `None` it stays as it is.

    Returns:
        The document, and what was changed in it.
    """
    text = clean(text)
    lines = blank_code(text).split("\n")
    for block in blocks(text):
        for n in range(block.line - 1, block.line + block.text.count("\n")) if block.kind == "code" else ():
            lines[n] = " " * len(lines[n])
    changes, told = [], []
    for start, end in urls("\n".join(lines)):
        written = text[start:end]
        url = resolve(written)
        if url not in {None, written}:
            changes.append(((start, end), str(url)))
            line = text.count("\n", 0, start) + 1
            told.append(Rewording(line, written, str(url), "the same file, from the folder of the new one"))
    return replaced(text, changes), told
