"""Which files of a site are strategies."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from mkdocs_arckit.addresses import relative_path
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig
from mkdocs_arckit.site import Policy, Source
from mkdocs_arckit.source.discover import discover
from mkdocs_arckit.source.result import Limits


def find_sources(files: Files, config: MkDocsConfig, options: ArckitConfig) -> list[Source]:
    """The strategies of the docs folder, as far as the site does not leave them out, and those of the roots."""
    docs_dir = Path(config.docs_dir)
    found: dict[str, Source] = {}
    inside = os.path.realpath(docs_dir)
    never = _site_dirs(config)
    for root in [docs_dir, *(Path(root) for root in options.roots)]:
        paths = discover(root, options.file_names, options.exclude, never)
        for path in sorted(paths, key=os.path.islink):  # a file counts under its own name, not that of a link to it
            real = os.path.realpath(path)
            relative = path.relative_to(docs_dir).as_posix() if root == docs_dir else None
            if relative is not None:
                file = files.get_file_from_path(relative)
                if file is None or file.inclusion.is_excluded():
                    continue  # the site leaves it out: `exclude_docs`, or a name that starts with a dot
            elif Path(real).is_relative_to(inside):
                continue  # what lies in the docs folder is found there, or left out there
            found.setdefault(real, Source(path, shown_path(path, config), relative))
    return list(found.values())


def _site_dirs(config: MkDocsConfig) -> list[Path]:
    """Where the site is built, and where `mkdocs build` puts it while `mkdocs serve` builds elsewhere."""
    built = [Path(config.site_dir)]
    if config.config_file_path:
        with open(config.config_file_path, "rb") as file:
            configured = yaml_load(file, get_yaml_loader(config=config)).get("site_dir")
        built.append(Path(config.config_file_path).parent / (configured or "site"))
    return built


def shown_path(path: Path, config: MkDocsConfig) -> str:
    """A file as people are told of it: from the folder of `mkdocs.yml`."""
    base = Path(config.config_file_path).parent if config.config_file_path else Path(config.docs_dir).parent
    return relative_path(path, base)


def shown_file(file: File, config: MkDocsConfig) -> str:
    """A file of the site as people are told of it."""
    return shown_path(Path(file.abs_src_path), config) if file.abs_src_path else file.src_uri


def described(file: File, config: MkDocsConfig) -> str:
    """A page that stands in the way, as people are told of it."""
    by = file.generated_by
    return f"{file.src_uri}, made by {by}" if by else f"the hand-written {shown_file(file, config)}"


def text_of(file: File) -> str:
    """The text of a page; none if it cannot be read, which MkDocs itself tells when it makes the page."""
    try:
        return file.content_string
    except (OSError, UnicodeDecodeError):
        return ""


def policy_of(options: ArckitConfig) -> Policy:
    """What the site allows, as its options say."""
    limits = options.limits
    return Policy(
        Limits(limits.file_size, limits.depth, limits.nodes),
        tuple(options.classifications),
        options.publish_up_to,
        options.output,
    )
