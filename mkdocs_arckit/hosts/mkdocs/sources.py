"""Which files of a site are strategies."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_arckit.addresses import relative_path, shown_name
from mkdocs_arckit.host import Source
from mkdocs_arckit.hosts.git import History
from mkdocs_arckit.hosts.mkdocs.docs_folders import docs_folders
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.discover import discover, is_named


def find_sources(files: Files, config: MkDocsConfig, options: Options, history: History) -> list[Source]:
    """Find the strategies of the docs folder and of the roots, and those that other plugins have brought already.

    Args:
        files: the site's files.
        config: the site's configuration.
        options: the engine's.
        history: knows what files held before, if the site wants to know.
    """
    in_docs = {file for file in files if file.src_dir == config.docs_dir}
    return [*_find_kept(files, config, options, history), *find_late_sources(files, config, options, in_docs)]


def _find_kept(files: Files, config: MkDocsConfig, options: Options, history: History) -> list[Source]:
    """Find the strategies of the docs folder, as far as the site does not leave them out, and those of the roots."""
    docs_dir, folders = Path(config.docs_dir), docs_folders(config)
    found: dict[str, Source] = {}
    never = _site_dirs(config)
    for root in [docs_dir, *options.roots]:
        paths = discover(root, options.file_names, options.exclude, never)
        for path in sorted(paths, key=os.path.islink):  # a file counts under its own name, not that of a link to it
            real = os.path.realpath(path)
            relative = path.relative_to(docs_dir).as_posix() if root == docs_dir else None
            if relative is not None:
                file = files.get_file_from_path(relative)
                if file is None or file.inclusion.is_excluded():
                    continue  # the site leaves it out: `exclude_docs`, or a name that starts with a dot
            elif folders.hold(real):
                continue  # what lies in the docs folder is found there, or left out there
            kept = folders.kept(path)
            earlier = partial(history.of, kept) if options.history else None
            found.setdefault(real, Source(path, shown_path(kept, config), relative, earlier=earlier))
    return list(found.values())


def find_late_sources(
    files: Files, config: MkDocsConfig, options: Options, placed: Collection[File]
) -> Iterator[Source]:
    """Find the strategies that other plugins have brought, or have put in the place of others.

    Args:
        files: the site's files.
        config: the site's configuration.
        options: the engine's.
        placed: the files that were there already, or that were put in their place.
    """
    excluded = GitIgnoreSpec.from_lines(options.exclude)
    for file in files:
        if file.is_documentation_page() or file in placed or file.inclusion.is_excluded():
            continue
        if is_named(posixpath.basename(file.src_uri), options.file_names) and not excluded.match_file(file.src_uri):
            path = Path(config.docs_dir, file.src_uri)
            try:
                content = file.content_bytes
            except OSError:
                continue
            shown = shown_path(docs_folders(config).kept(path), config)
            yield Source(path, shown, file.src_uri, content, file.edit_uri)


def _site_dirs(config: MkDocsConfig) -> list[Path]:
    """Say where the site is built, and where `mkdocs build` puts it while `mkdocs serve` builds elsewhere."""
    built = [Path(config.site_dir)]
    if config.config_file_path:
        with open(config.config_file_path, "rb") as file:
            configured = yaml_load(file, get_yaml_loader(config=config)).get("site_dir")
        built.append(Path(config.config_file_path).parent / (configured or "site"))
    return built


def shown_path(path: Path, config: MkDocsConfig) -> str:
    """Name a file as people are told of it: from the folder of `mkdocs.yml`."""
    return shown_name(relative_path(path, base_folder(config)))


def base_folder(config: MkDocsConfig) -> Path:
    """Give the folder that files are shown relative to: that of `mkdocs.yml`."""
    return Path(config.config_file_path).parent if config.config_file_path else Path(config.docs_dir).parent


def shown_file(file: File, config: MkDocsConfig) -> str:
    """Write a file of the site as people are told of it; one from a temporary folder by its place in the site."""
    if not file.abs_src_path:
        return file.src_uri
    path = Path(file.abs_src_path)
    if (kept := docs_folders(config).kept(path)) == path and not path.is_relative_to(config.docs_dir):
        return shown_path(path, config) if path.is_relative_to(base_folder(config)) else file.src_uri
    return shown_path(kept, config)


def described(file: File, config: MkDocsConfig) -> str:
    """Name a page that is in the way, as people are told of it."""
    by = file.generated_by
    return f"{file.src_uri}, made by {by}" if by else f"the hand-written {shown_file(file, config)}"
