"""What a site can choose, whatever shows it; each host reads these options from its own configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_arckit.model.site_sections import TEMPLATE, SiteSections
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from mkdocs_arckit.source.discover import FILE_NAMES
from mkdocs_arckit.source.result import DEFAULT_LIMITS, Limits


@dataclass(frozen=True)
class Options:
    """The options of a site that do not depend on its host.

    Attributes:
        base: the folder that files are shown relative to.
        file_names: names of strategy files, or patterns such as `*.devops.yaml`.
        roots: folders outside the docs folder to look in, absolute.
        exclude: files and folders that are left out, as in a `.gitignore`.
        output: the folder of the site for strategies from `roots`.
        index_path: where the index is, if no hand-written page holds its marker.
        index_title: the index page's title.
        views: by the key of a view, `False` if it is switched off, or its title; one that is not named is on.
        review_windows: within how many days a review counts as due soon.
        technologies: the site's list of technologies, absolute.
        requirements: the site's list of requirements, absolute.
        link_requirements: whether requirement IDs in strategies lead to their entries on the page of requirements.
        exports: whether the portfolio is published as data too.
        templates: a folder with templates of the site's own, absolute.
        show_missing: whether the page of a DRAFT says what is missing.
        publish_source: whether the YAML files are published beside their pages.
        history: whether pages say what changed since they were approved, from the history of their files.
        sections: what the site sets about the sections of all of its strategies.
        classifications: the classification scheme, lowest first.
        publish_up_to: the ceiling: the highest classification that is published; `None` where nothing is published,
            and all is read.
        show_withheld: whether the index says how many strategies are withheld.
        limits: how much one file may hold.
    """

    base: Path = Path()
    file_names: tuple[str, ...] = FILE_NAMES
    roots: tuple[Path, ...] = ()
    exclude: tuple[str, ...] = ()
    output: str = "strategies"
    index_path: str = "strategies/index.md"
    index_title: str = "Strategies"
    views: Mapping[str, bool | str] = field(default_factory=dict)
    review_windows: tuple[int, ...] = (30, 90)
    technologies: Path | None = None
    requirements: Path | None = None
    link_requirements: bool = False
    exports: bool = True
    templates: Path | None = None
    show_missing: bool = False
    publish_source: bool = False
    history: bool = False
    sections: SiteSections = TEMPLATE
    classifications: tuple[str, ...] = CLASSIFICATIONS
    publish_up_to: str | None = "OFFICIAL"
    show_withheld: bool = False
    limits: Limits = DEFAULT_LIMITS
