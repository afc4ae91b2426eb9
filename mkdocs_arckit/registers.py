"""The registers that a site brings: its list of technologies, and its requirements."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pathspec.gitignore import GitIgnoreSpec

from mkdocs_arckit.addresses import relative_path
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host import HostPage, Source
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.registers import read_requirements, read_technologies
from mkdocs_arckit.portfolio.requirements import Requirement, Requirements, RequirementSource
from mkdocs_arckit.portfolio.technologies import Technologies
from mkdocs_arckit.source.requirement_documents import classification_of, newest, requirements_in

_SAVE = "save it as UTF-8, and check that it may be read"


@dataclass(frozen=True)
class Registers:
    """What a site brings; `None` where it brings nothing, or nothing that can be read.

    Attributes:
        technologies: its list of technologies.
        requirements: its list of requirements, and those of ArcKit's documents among its pages.
        findings: what is wrong with the files.
    """

    technologies: Technologies | None
    requirements: Requirements | None
    findings: tuple[Finding, ...]


def read_registers(
    options: Options, pages: Iterable[HostPage], strategies: Iterable[tuple[Source, Strategy | None]] = ()
) -> Registers:
    """Read the lists that the options name, and the requirements in ArcKit's documents.

    Args:
        options: the site's.
        pages: the host's pages, some of which may be such documents.
        strategies: the files that may be published; beside those from the roots lie the documents of their projects.
    """
    technologies, listed, sources, findings = None, list[Requirement](), list[RequirementSource](), list[Finding]()
    if options.technologies and (content := _content(options.technologies, options, findings)):
        technologies, found = read_technologies(*content, options.limits)
        findings += found
    if options.requirements and (content := _content(options.requirements, options, findings)):
        of_file, found = read_requirements(*content, options.limits)
        findings += found
        listed += of_file or ()
        sources += [RequirementSource(content[1], len(of_file))] if of_file is not None else []
    for requirements, source in _documents([*map(_page, pages), *_beside(strategies, options)], options, findings):
        listed += requirements
        sources.append(source)
    return Registers(technologies, Requirements(listed, sources) if listed or sources else None, tuple(findings))


def _content(path: Path, options: Options, findings: list[Finding]) -> tuple[bytes, str] | None:
    shown = relative_path(path, options.base)
    try:
        return path.read_bytes(), shown
    except OSError as error:
        hint = "check that it exists and may be read"
        findings.append(Finding("file", Severity.ERROR, f"cannot be read: {error.strerror}", hint, shown))
        return None


@dataclass(frozen=True)
class _Document:
    """A document that may hold requirements.

    Attributes:
        shown: the file, as people are told of it.
        page: its address, if it is a page of the site.
        text: reads it; `None` if it cannot be read.
    """

    shown: str
    page: str
    text: Callable[[], str | None]


def _page(page: HostPage) -> _Document:
    return _Document(page.shown, page.address, page.text)


def _beside(strategies: Iterable[tuple[Source, Strategy | None]], options: Options) -> Iterator[_Document]:
    """Find the documents of projects beside their strategies in the roots: in the same folder, and in those above it.

    Only documents of projects that are published: of others, nothing may be told.
    """
    excluded = GitIgnoreSpec.from_lines(options.exclude)
    found: dict[Path, list[tuple[str, str]]] = {}
    for source, strategy in strategies:
        if strategy is None or source.in_docs is not None:
            continue
        for root in options.roots:
            for folder in source.path.parents if source.path.is_relative_to(root) else ():
                if not folder.is_relative_to(root):
                    break
                if folder not in found:
                    found[folder] = newest(_names(folder))
                for name, project in found[folder]:
                    path = folder / name
                    if project.casefold() == strategy.project.id.casefold() and not excluded.match_file(
                        path.relative_to(root).as_posix()
                    ):
                        yield _Document(relative_path(path, options.base), "", partial(_text, path, options))


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _text(path: Path, options: Options) -> str | None:
    try:
        with path.open("rb") as file:
            return file.read(options.limits.file_size).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _documents(
    documents: Iterable[_Document], options: Options, findings: list[Finding]
) -> Iterator[tuple[list[Requirement], RequirementSource]]:
    """Read the newest document of each project, as far as it may be published."""
    by_name = {document.page or document.shown: document for document in documents}
    for name, project in newest(by_name):
        document = by_name[name]
        text = document.text()
        if not document.page and (finding := _held_back(document.shown, text, options)):
            findings.append(finding)
        elif document.page or _may_be_published(text, options):
            found = requirements_in(text or "")
            listed = [Requirement(known, title, project=project, page=document.page) for known, title in found]
            yield listed, RequirementSource(name.rpartition("/")[2], len(listed), document.page)


def _held_back(shown: str, text: str | None, options: Options) -> Finding | None:
    """Warn of a document of which nobody knows whether it may be published, and quote nothing of it."""
    if text is None:
        return Finding("file", Severity.WARNING, "cannot be read as UTF-8", _SAVE, shown)
    if options.publish_up_to is None or classification_of(text) in options.classifications:
        return None
    message = "not read: its classification is missing or unknown"
    hint = f"give its Document Control a row `Classification` with one of {', '.join(options.classifications)}"
    return Finding("classification", Severity.WARNING, message, hint, shown)


def _may_be_published(text: str | None, options: Options) -> bool:
    scheme, ceiling = options.classifications, options.publish_up_to
    return ceiling is None or scheme.index(classification_of(text or "")) <= scheme.index(ceiling)
