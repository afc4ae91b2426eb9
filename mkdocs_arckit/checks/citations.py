"""Citations: what a strategy quotes is in its table of citations."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.checks.violation import Violation, as_list, as_map, texts
from mkdocs_arckit.findings import Severity, did_you_mean, quoted_value
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.source.nodes import Loc, Mapping, walk
from mkdocs_arckit.source.placeholders import find_citations, is_citation
from mkdocs_arckit.text.plain import plain_items, plain_text


def check_citations(data: Mapping) -> Iterator[Violation]:
    """Warn of citations that have no row under Citations, where there are such rows."""
    rows = as_list(as_map(data.get("references")).get("citations"))
    known = {citation_name(text) for row in rows for text in texts(as_map(row).get("citation_id"))}
    if not known:
        return
    for loc, text in walk(data, lambda text: "-C" in text):
        if not _is_row(loc):
            for word in find_citations(text):
                if word not in known:
                    message = f"{quoted_value(word)} has no row under Citations"
                    hint = did_you_mean(word, sorted(known)) or "add it to `references.citations`"
                    yield Violation("citation", loc, message, hint, Severity.WARNING)


def cited(strategy: Strategy) -> Iterator[str]:
    """Yield the citations that have a row, as they stand in a text."""
    references = strategy.references
    for row in (references.citations if references and references.not_applicable is None else None) or []:
        yield citation_name(", ".join(plain_items(row.citation_id)))


def citation_name(text: str) -> str:
    """Write the name of a citation as it stands in a text, in brackets."""
    name = plain_text(text)
    return name if is_citation(name) else f"[{name}]"


def _is_row(loc: Loc) -> bool:
    return loc[:2] == ("references", "citations") and loc[-1] == "citation_id"
