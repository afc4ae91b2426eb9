"""The registers that a site brings: its list of technologies, and its requirements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_arckit.addresses import relative_path
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host import HostPage
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.registers import read_requirements, read_technologies
from mkdocs_arckit.portfolio.requirements import Requirement, Requirements
from mkdocs_arckit.portfolio.technologies import Technologies
from mkdocs_arckit.source.requirement_documents import newest, requirements_in


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


def read_registers(options: Options, pages: Iterable[HostPage]) -> Registers:
    """Read the lists that the options name, and the requirements in ArcKit's documents among the pages."""
    technologies, listed, findings = None, None, list[Finding]()
    if options.technologies and (content := _content(options.technologies, options, findings)):
        technologies, found = read_technologies(*content, options.limits)
        findings += found
    if options.requirements and (content := _content(options.requirements, options, findings)):
        listed, found = read_requirements(*content, options.limits)
        findings += found
    requirements = [*(listed or []), *_documents(pages)]
    return Registers(technologies, Requirements(requirements) if requirements else None, tuple(findings))


def _content(path: Path, options: Options, findings: list[Finding]) -> tuple[bytes, str] | None:
    shown = relative_path(path, options.base)
    try:
        return path.read_bytes(), shown
    except OSError as error:
        hint = "check that it exists and may be read"
        findings.append(Finding("file", Severity.ERROR, f"cannot be read: {error.strerror}", hint, shown))
        return None


def _documents(pages: Iterable[HostPage]) -> list[Requirement]:
    """List the requirements of the newest document of each project."""
    by_address = {page.address: page for page in pages}
    return [
        Requirement(requirement_id, title, project=project, page=path)
        for path, project in newest(by_address)
        for requirement_id, title in requirements_in(by_address[path].text())
    ]
