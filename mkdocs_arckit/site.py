"""From the files of a site to its portfolio: read, validate, withhold, give each strategy its address."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_arckit.addresses import address_from_root, address_in_docs
from mkdocs_arckit.checks.ceiling import DECISIVE, Verdict, judge
from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.portfolio.documents import Entry, Portfolio, check_document_ids
from mkdocs_arckit.portfolio.versions import check_versions
from mkdocs_arckit.source.result import Limits


@dataclass(frozen=True)
class Source:
    """A strategy file.

    Attributes:
        path: the file, absolute.
        shown: the file, as people are told of it.
        in_docs: its path in the docs folder, or `None` if it stands elsewhere.
    """

    path: Path
    shown: str
    in_docs: str | None = None


@dataclass(frozen=True)
class Policy:
    """What the site allows.

    Attributes:
        limits: how much one file may hold.
        classifications: the classification scheme, lowest first.
        ceiling: the highest classification that is published.
        output: the folder of the site for strategies from outside the docs folder.
    """

    limits: Limits
    classifications: tuple[str, ...]
    ceiling: str
    output: str


@dataclass
class Collected:
    """What became of the files.

    Attributes:
        portfolio: those that may be published.
        sources: the file of each of its entries, by the entry's shown path.
        withheld: those above the ceiling.
        hidden: all files of which nothing is published.
        unclear: errors about those whose classification cannot be known; they quote nothing of the file.
    """

    portfolio: Portfolio
    sources: dict[str, Source]
    withheld: list[Source] = field(default_factory=list)
    unclear: list[Finding] = field(default_factory=list)
    hidden: list[Source] = field(default_factory=list)


class Engine:
    """Collects the strategies of a site.

    Args:
        remember: whether an author is watching: keep what was read, so that a rebuild reads only what changed.
    """

    def __init__(self, *, remember: bool = False) -> None:
        self._remember = remember
        self._validated: dict[tuple[str, bytes, Policy], ValidationResult] = {}
        self._addresses: dict[Path, str] = {}

    def collect(
        self, sources: Iterable[Source], policy: Policy, destination: Callable[[str], str], written: Mapping[str, str]
    ) -> Collected:
        """Read the files and make their portfolio.

        Args:
            sources: the files, in order.
            policy: what the site allows.
            destination: the file of the site that a page with an address is written to.
            written: the page that each such file has already, as people are told of it.
        """
        collected = Collected(Portfolio([]), {})
        fresh: dict[tuple[str, bytes, Policy], ValidationResult] = {}
        for source in sources:
            content, finding = _read(source, policy.limits)
            if finding:
                collected.unclear.append(finding)
                collected.hidden.append(source)
                continue
            key = (source.shown, hashlib.sha256(content).digest(), policy)
            validated = self._validated.get(key) or validate(
                content, source.shown, policy.limits, policy.classifications
            )
            fresh[key] = validated
            verdict = judge(validated, content, policy.ceiling, policy.classifications)
            if verdict is Verdict.ABOVE:
                collected.withheld.append(source)
                collected.hidden.append(source)
                continue
            if verdict is Verdict.UNKNOWN:
                finding = _unclear(validated, policy)
                if not self._remember:
                    collected.unclear.append(finding)
                    collected.hidden.append(source)
                    continue
                # The author who is watching sees, in the page's place, that it is withheld; nothing of the file.
                validated = ValidationResult(source.shown, None, [finding])
            address = self._address(source, validated, policy.output)
            collected.sources[source.shown] = source
            collected.portfolio.entries.append(Entry(validated, address, list(validated.findings)))
        self._validated = fresh if self._remember else {}
        entries = collected.portfolio.entries
        entries.sort(
            key=lambda e: (
                e.validated.strategy.project.id.casefold() if e.validated.strategy else "",
                e.address,
            )
        )
        _check_addresses(entries, destination, written)
        check_document_ids(entries)
        check_versions(entries)
        collected.portfolio.withheld = len(collected.withheld)
        return collected

    def _address(self, source: Source, validated: ValidationResult, output: str) -> str:
        """Where the page stands; a file that no longer says where keeps the address that it had."""
        if source.in_docs is not None:
            return address_in_docs(source.in_docs)
        if (strategy := validated.strategy) is not None:
            self._addresses[source.path] = address_from_root(output, strategy.project.id, strategy.project.name)
        elif source.path not in self._addresses:
            project = validated.data.get("project")
            named = project if isinstance(project, dict) else {}
            parts = [named.get("id"), named.get("name")]
            if not all(isinstance(part, str) for part in parts):
                parts = [source.path.parent.name, source.path.stem]
            return address_from_root(output, *map(str, parts))
        return self._addresses[source.path]


def _read(source: Source, limits: Limits) -> tuple[bytes, Finding | None]:
    try:
        with source.path.open("rb") as file:
            return file.read(limits.file_size + 1), None
    except OSError as error:
        hint = "check that it exists and may be read"
        return b"", Finding("file", Severity.ERROR, f"cannot be read: {error.strerror}", hint, source.shown)


def _unclear(validated: ValidationResult, policy: Policy) -> Finding:
    """Say that a file is withheld, where its classification should stand, and nothing of what it holds."""
    hint = f"run `mkdocs-arckit validate {validated.path}`"
    if validated.root is None:
        first = validated.findings[-1]  # what ended the reading
        why = first.message if first.rule == "file" else "the file is not valid YAML"
        message = f"withheld: {why}, and its classification cannot be known"
        return Finding("classification", Severity.ERROR, message, hint, validated.path, first.line, first.column)
    assert validated.tree
    if doubtful := [mark for key, mark in validated.tree.doubtful.items() if key in DECISIVE]:
        message = "withheld: `document` or `classification` is given twice or has a tag"
        return Finding("classification", Severity.ERROR, message, hint, validated.path, *doubtful[0])
    places = [f for f in validated.findings if f.rule == "classification"]
    place = places[0] if places else Finding("classification", Severity.ERROR, "", line=1, column=1)
    return Finding(
        "classification",
        Severity.ERROR,
        "withheld: `document.classification` is missing, unknown or misspelt",
        f"write one of {', '.join(policy.classifications)}",
        validated.path,
        place.line,
        place.column,
    )


def _check_addresses(entries: Iterable[Entry], destination: Callable[[str], str], written: Mapping[str, str]) -> None:
    owners: dict[str, Entry] = {}
    for entry in entries:
        file = destination(entry.address)
        page = written.get(file)
        first = owners.setdefault(file.casefold(), entry)
        if page is not None:
            message = f"its page `{entry.address}` would have the same address as {page}"
            entry.complain("address", message, f"rename {entry.path} or that page", "project")
        elif first is not entry:
            message = f"its page `{entry.address}` would have the same address as that of {first.path}"
            entry.complain(
                "address", message, f"give {entry.path} or {first.path} another project ID or name", "project"
            )
