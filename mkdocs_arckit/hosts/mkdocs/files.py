"""Pages and assets among the files of a site."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_arckit.addresses import relative_path
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig
from mkdocs_arckit.hosts.mkdocs.sources import shown_file
from mkdocs_arckit.render.views import SCHEME
from mkdocs_arckit.site import Source
from mkdocs_arckit.source.discover import is_named, is_nearly_named

_LINK = re.compile(rf'(?<=href="){SCHEME}(?P<address>[^"#]*)(?P<anchor>#[^"]*)?(?=")')
ASSETS = Path(__file__).parents[2] / "assets"


def output_file(source: str, config: MkDocsConfig) -> str:
    """Where MkDocs would write the page of a source."""
    return File(source, config.docs_dir, config.site_dir, config.use_directory_urls).dest_uri


def public_url(address: str, files: Files, config: MkDocsConfig) -> str:
    """The address of a page for those who come from elsewhere: absolute if the site says where it is."""
    file = files.get_file_from_path(address)
    return urljoin(config.site_url or "/", file.url if file else quote(address))


def resolve_links(html: str, page: File, files: Files) -> str:
    """The HTML of a page with links to other pages' sources leading to those pages."""

    @cache
    def url(address: str) -> str:
        target = files.get_file_from_path(unquote(address))
        return escape(get_relative_url(target.url, page.url)) if target else ""

    return _LINK.sub(lambda link: url(link["address"]) + (link["anchor"] or ""), html) if SCHEME in html else html


def announce(html: str, title: str, feed: str) -> str:
    """A whole page that says in its head where a feed is."""
    # Not `alternate` alone: Material takes that for a translation of the page, and looks for its sitemap.
    link = (
        f'<link rel="alternate feed" type="application/atom+xml" title="{escape(title)}" href="{escape(quote(feed))}">'
    )
    return html.replace("</head>", f"{link}</head>", 1)


def add_asset(files: Files, config: MkDocsConfig, name: str) -> None:
    """Publish a file of the package's assets."""
    files.append(File.generated(config, asset(name), abs_src_path=str(ASSETS / name)))


def add_text(files: Files, config: MkDocsConfig, name: str, text: str) -> None:
    """Publish a text among the package's assets."""
    files.append(File.generated(config, asset(name), content=text))


def asset(name: str) -> str:
    """Where an asset stands in the site."""
    return f"assets/arckit/{name}"


def place_pages(
    files: Files,
    config: MkDocsConfig,
    pages: Mapping[str, Source],
    options: ArckitConfig,
    raw: Collection[str],
) -> tuple[list[File], list[str]]:
    """Put an empty page in the place of every strategy; no other file with a strategy's name stays.

    Nor does one whose name is nearly that: nobody has looked at its classification.

    Args:
        files: the site's files, which are changed.
        config: the site's configuration.
        pages: the strategies by the address of their pages.
        options: the plugin's: how strategy files are named, and which files are left out.
        raw: the addresses of those whose YAML is published too.

    Returns:
        The files that did not stay because their names are nearly those of strategies, and that nobody left out; and
        what stands where the YAML of a strategy would.
    """
    in_docs = {source.in_docs: address for address, source in pages.items() if source.in_docs}
    excluded = GitIgnoreSpec.from_lines(options.exclude)
    order, unread, sources = list(files), [], []
    for file in order:
        files.remove(file)
    for file in order:
        address = in_docs.get(file.src_uri)
        if address:
            files.append(_page_file(address, config, pages[address], file.inclusion))
        name = posixpath.basename(file.src_uri)
        named = is_named(name, options.file_names)
        nearly = not named and not file.is_documentation_page() and is_nearly_named(name, options.file_names)
        if address in raw or not (named or nearly):
            files.append(file)
        elif nearly and not (file.inclusion.is_excluded() or excluded.match_file(file.src_uri)):
            unread.append(file)
    for address, source in pages.items():
        if source.in_docs is None:
            files.append(_page_file(address, config, source))
            if address in raw:
                name = posixpath.splitext(address)[0] + ".yaml"
                sources.append(File.generated(config, name, abs_src_path=str(source.path)))
    return unread, add_files(files, config, sources, "rename it")


def add_files(files: Files, config: MkDocsConfig, new: Iterable[File], hint: str) -> list[str]:
    """Add files to the site; returns what stands where one of them would."""
    there = {file.dest_uri: file for file in files}
    problems = []
    for file in new:
        if taken := there.get(file.dest_uri):
            problems.append(f"{file.src_uri} would have the same address as {shown_file(taken, config)}; {hint}")
        else:
            files.append(file)
    return problems


def _page_file(
    address: str, config: MkDocsConfig, source: Source, inclusion: InclusionLevel = InclusionLevel.UNDEFINED
) -> File:
    file = generated_page(address, config, inclusion)
    file.edit_uri = _edit_uri(source, config)
    return file


def generated_page(address: str, config: MkDocsConfig, inclusion: InclusionLevel = InclusionLevel.UNDEFINED) -> File:
    """A page without text yet, which passes for one of the docs folder: static-i18n asks where a page lies."""
    file = File.generated(config, address, content="", inclusion=inclusion)
    file.abs_src_path = os.path.normpath(os.path.join(config.docs_dir, address))
    return file


def fill(files: Files, config: MkDocsConfig, address: str, text: str, source: Source | None) -> None:
    """Give a page its text; static-i18n may have put a file of its own in its place, or a page by hand.

    While pages are read, that of a strategy passes for its file: who asks Git for a page's dates gets the file's.
    """
    file = files.src_uris.get(address)
    if file is None:
        return
    file.content_string = text
    if source:
        file.edit_uri, file.abs_src_path, file.generated_by = _edit_uri(source, config), str(source.path), None
    else:
        file.edit_uri, file.generated_by = None, "arckit"


def detach_sources(files: Files, addresses: Iterable[str]) -> None:
    """End what `fill` began."""
    for address in addresses:
        if file := files.src_uris.get(address):
            file.abs_src_path = None


def _edit_uri(source: Source, config: MkDocsConfig) -> str | None:
    path = relative_path(source.path, config.docs_dir)
    return None if os.path.isabs(path) else path


def without_detours(url: str) -> str:
    """An edit link in whose path or query no folder is entered and left again."""
    parts = urlsplit(url)
    query = re.sub(r"(?<==)[^&=]*/\.\./[^&=]*", lambda value: posixpath.normpath(value[0]), parts.query)
    return urlunsplit(parts._replace(path=posixpath.normpath(parts.path or "/"), query=query))
