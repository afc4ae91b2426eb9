"""The lists that a site brings: of technologies, and of requirements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_arckit.findings import Finding
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig
from mkdocs_arckit.hosts.mkdocs.sources import shown_path, text_of
from mkdocs_arckit.portfolio.documents import Entry
from mkdocs_arckit.portfolio.registers import read_requirements, read_technologies
from mkdocs_arckit.portfolio.requirements import Requirement, Requirements, check_requirements
from mkdocs_arckit.portfolio.technologies import Technologies
from mkdocs_arckit.source.requirement_documents import newest, requirements_in
from mkdocs_arckit.source.result import Limits
from mkdocs_arckit.views.technology import check_technologies


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
    findings: list[Finding]

    def check(self, entries: Sequence[Entry], today: str, soon: int) -> None:
        """Compare the strategies with what the site lists.

        Args:
            entries: the strategies; findings are added to them.
            today: the day that ends of life are compared with, `YYYY-MM-DD`.
            soon: within how many days an end of life is reported.
        """
        if self.technologies:
            check_technologies(entries, self.technologies, today, soon)
        if self.requirements:
            check_requirements(entries, self.requirements)


def read_registers(files: Files, config: MkDocsConfig, options: ArckitConfig, limits: Limits) -> Registers:
    """Read the lists that the options name, and the requirements of ArcKit's documents."""
    technologies, listed, findings = None, None, []
    if options.technologies:
        technologies, found = read_technologies(*_content(options.technologies, config), limits)
        findings += found
    if options.requirements:
        listed, found = read_requirements(*_content(options.requirements, config), limits)
        findings += found
    requirements = [*(listed or []), *_documents(files)]
    return Registers(technologies, Requirements(requirements) if requirements else None, findings)


def _content(path: str, config: MkDocsConfig) -> tuple[bytes, str]:
    return Path(path).read_bytes(), shown_path(Path(path), config)


def _documents(files: Files) -> list[Requirement]:
    """The requirements of the newest document of each project."""
    pages = {file.src_uri: file for file in files.documentation_pages()}
    return [
        Requirement(requirement_id, title, project=project, page=path)
        for path, project in newest(pages)
        for requirement_id, title in requirements_in(text_of(pages[path]))
    ]
