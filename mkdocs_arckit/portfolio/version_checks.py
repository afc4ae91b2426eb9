"""What two documents say of each other has to fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.portfolio.documents import DONE, Complaints, Document
from mkdocs_arckit.portfolio.versions import VersionLink, Versions


def check_versions(documents: Iterable[Document]) -> Complaints:
    """Report what documents say of each other and does not fit: a cycle as an error, a one-sided claim as a warning."""
    versions = Versions(documents)
    yield from _missing_successors(versions)
    in_cycles = list(_cyclic_links(versions))
    for names, link in in_cycles:
        message = f"documents supersede one another in a cycle: {names}"
        hint = "the newer document says `supersedes`, the older one `superseded_by`"
        yield versions.documents[link.said_by], Violation("versions", ("document", link.key), message, hint)
    blamed = {link.said_by for _, link in in_cycles}
    links = [link for link in versions.links if link.said_by not in blamed]
    said = {(link.older, link.newer, link.key) for link in links}
    for pair in dict.fromkeys((link.older, link.newer) for link in links):
        yield from _check_pair(
            versions, *pair, {key for key in ("supersedes", "superseded_by") if (*pair, key) in said}
        )


def _missing_successors(versions: Versions) -> Complaints:
    """Inform of documents that are superseded by one that is not here; a link would say where it is.

    It may be right all the same: the successor can be withheld, or on another site.
    """
    for document in versions.documents.values():
        for name in versions.missing_successors(document):
            message = f"{quoted_value(name)}, which supersedes this document, is not one of the strategies here"
            hint = "fix the ID, add the document, or write a link to it"
            yield document, Violation("versions", ("document", "superseded_by"), message, hint, Severity.INFO)


def _cyclic_links(versions: Versions) -> Iterator[tuple[str, VersionLink]]:
    """Yield every link that is part of a cycle, with the names of the documents in the cycle."""
    blamed: set[str] = set()
    while cycle := versions.cycle(without=blamed):
        steps = set(pairwise(cycle))
        names = " → ".join(quoted_value(versions.documents[key].strategy.document_id) for key in cycle)
        part_of = [link for link in versions.links if (link.older, link.newer) in steps]
        blamed |= {link.said_by for link in part_of}
        yield from ((names, link) for link in part_of)


def _check_pair(versions: Versions, older: str, newer: str, said: set[str]) -> Complaints:
    """Warn where only one of two documents says that the newer takes the other's place."""
    old, new = versions.documents[older], versions.documents[newer]
    old_name = f"{quoted_value(old.strategy.document_id)} in {old.path}"
    new_name = f"{quoted_value(new.strategy.document_id)} in {new.path}"
    waits = versions.is_open(newer)

    def warning(key: str, message: str, hint: str) -> Violation:
        return Violation("versions", ("document", key), message, hint, Severity.WARNING)

    if "supersedes" not in said:
        hint = f"write `supersedes: {old.strategy.document_id}` there"
        yield old, warning("superseded_by", f"{new_name} does not say that it supersedes this document", hint)
    if "superseded_by" not in said and not waits:
        hint = f"write `superseded_by: {new.strategy.document_id}` there"
        yield new, warning("supersedes", f"{old_name} does not say that this document supersedes it", hint)
    status = old.strategy.document.status
    if status not in DONE and not waits:
        message = f"{new_name} supersedes this document, but its status is {status}"
        yield old, warning("status", message, "write `SUPERSEDED`")
    if status == "SUPERSEDED" and waits and "superseded_by" in said:
        message = f"{new_name}, which supersedes this document, is not approved yet"
        yield old, warning("status", message, "a document stays in force until another document supersedes it")
