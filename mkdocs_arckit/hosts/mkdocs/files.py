"""Pages and assets among the files of a site."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from pathspec.gitignore import GitIgnoreSpec

from mkdocs_arckit.addresses import relative_path
from mkdocs_arckit.exports.feed import FEED, TITLE
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host import Source
from mkdocs_arckit.hosts.mkdocs.sources import shown_file
from mkdocs_arckit.options import Options
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication
from mkdocs_arckit.render.views import SCHEME
from mkdocs_arckit.source.discover import is_named, is_nearly_named

_LINK = re.compile(rf'(?<=href="){SCHEME}(?P<address>[^"#]*)(?P<anchor>#[^"]*)?(?=")')
ASSETS = Path(__file__).parents[2] / "assets"


def output_file(source: str, config: MkDocsConfig) -> str:
    """Say where MkDocs would write the page of a source."""
    return File(source, config.docs_dir, config.site_dir, config.use_directory_urls).dest_uri


def public_url(address: str, files: Files, config: MkDocsConfig) -> str:
    """Return the address of a page for those who come from elsewhere: absolute if the site says where it is."""
    file = files.get_file_from_path(address)
    return urljoin(config.site_url or "/", file.url if file else quote(address))


def resolve_links(html: str, page: File, files: Files) -> str:
    """Lead the links of a page's HTML that name other pages' sources to those pages."""

    @cache
    def url(address: str) -> str:
        target = files.get_file_from_path(unquote(address))
        return escape(get_relative_url(target.url, page.url)) if target else ""

    return _LINK.sub(lambda link: url(link["address"]) + (link["anchor"] or ""), html) if SCHEME in html else html


def announce_feed(output: str, publication: Publication, page: Page) -> str | None:
    """Say in the head of a whole page where the feed is, if there is one."""
    feed = next((path for path in publication.files if posixpath.basename(path) == FEED), None)
    if feed is None:
        return None
    href = escape(quote(get_relative_url(feed, page.url)))
    # Not `alternate` alone: Material takes that for a translation of the page, and looks for its sitemap.
    link = f'<link rel="alternate feed" type="application/atom+xml" title="{escape(TITLE)}" href="{href}">'
    return output.replace("</head>", f"{link}</head>", 1)


def add_asset(files: Files, config: MkDocsConfig, name: str) -> None:
    """Publish a file of the package's assets."""
    files.append(File.generated(config, asset(name), abs_src_path=str(ASSETS / name)))


def add_text(files: Files, config: MkDocsConfig, name: str, text: str) -> None:
    """Publish a text among the package's assets."""
    files.append(File.generated(config, asset(name), content=text))


def asset(name: str) -> str:
    """Say where an asset is in the site."""
    return f"assets/arckit/{name}"


def place_pages(files: Files, config: MkDocsConfig, plan: Plan) -> None:
    """Put an empty page in the place of every strategy; no other file that is named like a strategy stays.

    A file whose name is almost a strategy's does not stay either: nobody has looked at its classification.
    """
    in_docs = {source.in_docs: address for address, source in plan.sources.items() if source.in_docs}
    raw = plan.readable if plan.options.publish_source else frozenset()
    order = list(files)
    for file in order:
        files.remove(file)
    for file in order:
        address = in_docs.get(file.src_uri)
        if address:
            files.append(_page_file(address, config, plan.sources[address], file.inclusion))
        named = is_named(posixpath.basename(file.src_uri), plan.options.file_names)
        if address in raw or not (named or is_almost_named(file, plan.options)):
            files.append(file)
    for address, source in plan.sources.items():
        if source.in_docs is None:
            files.append(_page_file(address, config, source))
    for address in ([plan.index] if plan.index else []) + list(plan.views):
        files.append(generated_page(address, config))


def is_almost_named(file: File, options: Options) -> bool:
    """Say whether a file that is not a page is named almost like a strategy."""
    name = posixpath.basename(file.src_uri)
    named = is_named(name, options.file_names) or file.is_documentation_page()
    return not named and is_nearly_named(name, options.file_names)


def find_misnamed(files: Files, config: MkDocsConfig, options: Options) -> Iterator[Finding]:
    """Warn of the files that are not published because their names are almost those of strategies."""
    excluded = GitIgnoreSpec.from_lines(options.exclude)
    hint = f"rename it to {' or '.join(options.file_names)} or to something quite different, or remove it"
    message = "its name is almost that of a strategy file, so it is neither read nor published"
    for file in files:
        left_out = file.inclusion.is_excluded() or excluded.match_file(file.src_uri)
        if is_almost_named(file, options) and not left_out:
            yield Finding("file-name", Severity.WARNING, message, hint, shown_file(file, config))


def add_data(files: Files, config: MkDocsConfig, data: Mapping[str, str | Path]) -> None:
    """Publish data files: texts, and copies of files."""
    for path, content in data.items():
        if isinstance(content, Path):
            files.append(File.generated(config, path, abs_src_path=str(content)))
        else:  # as bytes, so that no line end changes
            files.append(File.generated(config, path, content=content.encode()))


def _page_file(
    address: str, config: MkDocsConfig, source: Source, inclusion: InclusionLevel = InclusionLevel.UNDEFINED
) -> File:
    file = generated_page(address, config, inclusion)
    file.edit_uri = _edit_uri(source, config)
    return file


def generated_page(address: str, config: MkDocsConfig, inclusion: InclusionLevel = InclusionLevel.UNDEFINED) -> File:
    """Make a page without text yet, which passes for one of the docs folder: static-i18n asks where a page lies."""
    file = File.generated(config, address, content="", inclusion=inclusion)
    file.abs_src_path = os.path.normpath(os.path.join(config.docs_dir, address))
    return file


def fill(files: Files, config: MkDocsConfig, plan: Plan, texts: Mapping[str, str]) -> None:
    """Give the pages their texts.

    While pages are read, that of a strategy passes for its file: whoever asks Git for a page's dates gets the file's.
    """
    for address, text in texts.items():
        file = files.src_uris.get(address)
        if file is None:  # static-i18n may have put a file of its own in its place, or a page by hand
            continue
        if source := plan.sources.get(address):
            file.content_string = text
            file.edit_uri, file.abs_src_path, file.generated_by = _edit_uri(source, config), str(source.path), None
        else:
            file.content_string, file.edit_uri, file.generated_by = text, None, "arckit"


def detach_sources(files: Files, addresses: Iterable[str]) -> None:
    """Detach pages from their YAML files before themes publish what `page.file` was made from."""
    for address in addresses:
        if file := files.src_uris.get(address):
            file.abs_src_path = None


def _edit_uri(source: Source, config: MkDocsConfig) -> str | None:
    path = relative_path(source.path, config.docs_dir)
    return None if os.path.isabs(path) else path


def without_detours(url: str) -> str:
    """Write an edit link so that no folder is entered and left again in its path or query."""
    parts = urlsplit(url)
    query = re.sub(r"(?<==)[^&=]*/\.\./[^&=]*", lambda value: posixpath.normpath(value[0]), parts.query)
    return urlunsplit(parts._replace(path=posixpath.normpath(parts.path or "/"), query=query))
