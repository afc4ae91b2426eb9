"""From the files of a site to those that may be published: read, validate, withhold."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_arckit.addresses import address_from_root, address_in_docs, is_safe_path
from mkdocs_arckit.checks.ceiling import DECISIVE, Verdict, judge, look_alike
from mkdocs_arckit.checks.validate import ValidationResult, validate
from mkdocs_arckit.checks.violation import as_map
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host import Source
from mkdocs_arckit.model.site_sections import TEMPLATE
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.nodes import find
from mkdocs_arckit.source.result import Limits


@dataclass(frozen=True)
class Collected:
    """What became of the files.

    Attributes:
        files: those that may be published, valid or not, each with its page's address.
        withheld: those above the ceiling.
        hidden: all files of which nothing is published.
        findings: errors about files whose classification cannot be known; they quote nothing of the file.
        salt: what no file holds, because it is made of all of them; in a server, at random.
    """

    files: tuple[tuple[Source, ValidationResult, str], ...]
    withheld: tuple[Source, ...]
    hidden: tuple[Source, ...]
    findings: tuple[Finding, ...]
    salt: str


@dataclass(frozen=True)
class LastVersion:
    """What a file with errors said before.

    Attributes:
        strategy: its data.
        in_order: whether it had what its status says.
    """

    strategy: Strategy
    in_order: bool


class Memory:
    """What is kept between the builds of a server, so that a rebuild does again only what changed.

    A strategy that is broken for a moment keeps its address, and its last version stays below what is wrong, so that
    the page under its author's eyes shows both.
    """

    def __init__(self) -> None:
        self.validated: dict[tuple[object, ...], ValidationResult] = {}
        self.addresses: dict[Path, str] = {}
        self.last_good: dict[tuple[object, ...], LastVersion] = {}
        self.salt = secrets.token_hex(8)
        """Stands for `salt_of`, which changes with every edit, and with it the Markdown of every page."""


def collect(sources: Iterable[Source], options: Options, memory: Memory | None = None) -> Collected:
    """Read the files, and keep those that may be published.

    Args:
        sources: the files, in order.
        options: the site's.
        memory: that of earlier builds, if an author is watching. A file whose classification cannot be known then has a
            page, which says that it is withheld, and nothing else of it.
    """
    files: list[tuple[Source, ValidationResult, str]] = []
    withheld: list[Source] = []
    hidden: list[Source] = []
    findings: list[Finding] = []
    fresh: dict[tuple[object, ...], ValidationResult] = {}
    digests: list[bytes] = []
    for source in sources:
        content, finding = _read(source, options.limits)
        if finding:
            findings.append(finding)
            hidden.append(source)
            continue
        digests.append(hashlib.sha256(content).digest())
        key = (source.shown, digests[-1], options.limits, options.classifications, options.sections)
        validation = (memory.validated.get(key) if memory else None) or _validated(content, source, options)
        fresh[key] = validation
        ceiling = options.publish_up_to
        verdict = judge(validation.tree, ceiling, options.classifications) if ceiling else Verdict.PUBLISH
        if verdict is Verdict.ABOVE:
            withheld.append(source)
            hidden.append(source)
            continue
        if verdict is Verdict.UNKNOWN:
            finding = _withheld(validation, options.classifications)
            if memory is None:
                findings.append(finding)
                hidden.append(source)
                continue
            validation = ValidationResult(source.shown, None, (finding,))
        address = _address(source, validation, options.output, memory or Memory())
        files.append((source, validation, address))
    if memory:
        memory.validated = fresh
    salt = memory.salt if memory else salt_of(digests)
    return Collected(tuple(files), tuple(withheld), tuple(hidden), tuple(findings), salt)


def _validated(content: bytes, source: Source, options: Options) -> ValidationResult:
    """Validate a file, and give its strategy what the site sets for all of them."""
    validation = validate(content, source.shown, options.limits, options.classifications)
    if validation.strategy is None or options.sections == TEMPLATE:
        return validation
    return replace(validation, strategy=validation.strategy.for_site(options.sections))


def salt_of(digests: Iterable[bytes]) -> str:
    """Make a word that no text of a site can hold, because it is made of all of them; the same for the same texts.

    Args:
        digests: the digest of each text.
    """
    return hashlib.sha256(b"".join(digests)).hexdigest()[:16]


def _address(source: Source, validation: ValidationResult, output: str, memory: Memory) -> str:
    """Say where the page is; a file that no longer says where keeps the address that it had."""
    if source.in_docs is not None:
        return address_in_docs(source.in_docs)
    if (strategy := validation.strategy) is not None:
        memory.addresses[source.path] = address_from_root(output, strategy.project.id, strategy.project.name)
    elif source.path not in memory.addresses:
        project = as_map(as_map(validation.root).get("project"))
        parts = [project.get("id"), project.get("name")]
        if not all(isinstance(part, str) for part in parts):
            parts = [source.path.parent.name, source.path.stem]
        return address_from_root(output, *map(str, parts))
    return memory.addresses[source.path]


def _read(source: Source, limits: Limits) -> tuple[bytes, Finding | None]:
    if source.in_docs is not None and not is_safe_path(source.in_docs):
        message = 'its path is not UTF-8, or has a control character, `<`, `>` or `"`, so it can have no page'
        return b"", Finding("file", Severity.ERROR, message, "rename the folder or the file", source.shown)
    if source.content is not None:
        return source.content, None
    try:
        with source.path.open("rb") as file:
            return file.read(limits.file_size + 1), None
    except OSError as error:
        hint = "check that it exists and may be read"
        return b"", Finding("file", Severity.ERROR, f"cannot be read: {error.strerror}", hint, source.shown)


def _withheld(validation: ValidationResult, classifications: Iterable[str]) -> Finding:
    """Say that a file is withheld, where its classification should be, and nothing of what it holds."""
    hint = f"run `mkdocs-arckit validate {validation.path}`"
    root = validation.tree.root if validation.tree else None
    if validation.tree is None or root is None:
        first = validation.findings[-1]  # what ended the reading
        is_limit = first.rule == "limit"
        hint = first.hint if is_limit else hint
        why = first.message if is_limit or first.rule == "file" else "the file is not valid YAML"
        message = f"withheld: {why}, and its classification cannot be known"
        return Finding("classification", Severity.ERROR, message, hint, validation.path, first.line, first.column)
    if doubtful := [mark for key, mark in validation.tree.doubtful.items() if key in DECISIVE]:
        message = "withheld: `document` or `classification` is given twice or has a tag"
        return Finding("classification", Severity.ERROR, message, hint, validation.path, *doubtful[0])
    if loc := look_alike(root):
        message = "withheld: this key could be meant for `document` or `classification`"
        mark, _ = find(root, loc, at_key=True)
        return Finding("classification", Severity.ERROR, message, hint, validation.path, *mark)
    places = [f for f in validation.findings if f.rule == "classification"]
    place = places[0] if places else Finding("classification", Severity.ERROR, "", line=1, column=1)
    return Finding(
        "classification",
        Severity.ERROR,
        "withheld: `document.classification` is missing, unknown or misspelt",
        f"write one of {', '.join(classifications)}",
        validation.path,
        place.line,
        place.column,
    )
