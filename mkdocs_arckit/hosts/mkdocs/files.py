"""Pages and assets among the files of a site."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from mkdocs_arckit.addresses import is_safe_path, relative_path
from mkdocs_arckit.exports.feed import FEED, TITLE
from mkdocs_arckit.host import Source
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication
from mkdocs_arckit.render.views import SCHEME
from mkdocs_arckit.source.discover import is_named

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


def place_pages(
    files: Files, config: MkDocsConfig, plan: Plan, placed: Collection[File] = (), *, for_now: bool = False
) -> frozenset[File]:
    """Put an empty page in the place of every strategy; no other file that is named like a strategy stays.

    Args:
        files: the site's files.
        config: the site's configuration.
        plan: which pages there are.
        placed: what was placed for an earlier plan; it stays as far as this one has it.
        for_now: whether the strategies themselves stay beside their pages, so that another plugin can take them away.

    Returns:
        The pages, and the strategies that stay.
    """
    in_docs = {source.in_docs: address for address, source in plan.sources.items() if source.in_docs}
    raw = plan.sources.keys() if for_now else plan.readable if plan.options.publish_source else frozenset()
    ours: set[File] = set()

    def add(file: File) -> None:
        if files.get_file_from_path(file.src_uri) is None:
            files.append(file)
            ours.add(file)

    order = list(files)
    for file in order:
        files.remove(file)
    for file in order:
        address = in_docs.get(file.src_uri)
        if address:
            add(_page_file(address, config, plan.sources[address], file.inclusion))
        if file in placed and file.is_documentation_page():
            if file.src_uri in plan.generated:
                add(file)
        elif address in raw:
            add(file)
        elif not is_named(posixpath.basename(file.src_uri), plan.options.file_names):
            files.append(file)
    for address, source in plan.sources.items():
        add(_page_file(address, config, source))
    for address in ([plan.index] if plan.index else []) + list(plan.views):
        add(generated_page(address, config))
    return frozenset(ours)


def taken_away(files: Files, config: MkDocsConfig, plan: Plan) -> frozenset[str]:
    """Find the pages of a plan that will not be in the site: another plugin or a setting of MkDocs leaves them out.

    It may leave out the page or, in the docs folder, the strategy that the page stands for.
    """
    named = {address: File(address, config.docs_dir, config.site_dir, True) for address in plan.generated}
    set_exclusions(named.values(), config)
    gone = {address for address, file in named.items() if file.inclusion.is_excluded() or address not in files.src_uris}
    in_docs = {address: source.in_docs for address, source in plan.sources.items() if source.in_docs}
    return frozenset(gone | {address for address, name in in_docs.items() if name not in files.src_uris})


def blocked_paths(files: Files, config: MkDocsConfig, plan: Plan, data: Iterable[str]) -> dict[str, str]:
    """Find the pages and data files that would be in a folder that is a file in the site, such as `sitemap.xml`.

    Returns:
        Each of them, by its path among the site's sources, and the file that is in its way.
    """
    theme = {*config.theme.static_templates, "sitemap.xml.gz", *config.extra_templates}
    taken = theme | {file.dest_uri for file in files if not file.inclusion.is_excluded()}
    ours = {address: output_file(address, config) for address in [*plan.generated, *data]}
    found: dict[str, str] = {}
    for address, output in ours.items():
        folders = [str(folder) for folder in PurePosixPath(output).parents]
        way = next((name for name in [*folders, *({output} & theme)] if name in taken), None)
        if way:
            found[address] = way
    return found


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
        source = plan.sources.get(address)
        file.content_string = text
        file.edit_uri = _edit_uri(source, config) if source else None
        if source and source.content is None:
            file.abs_src_path, file.generated_by = str(source.path), None
        else:
            file.generated_by = "arckit"


def detach_sources(files: Files, addresses: Iterable[str]) -> None:
    """Detach pages from their YAML files before themes publish what `page.file` was made from."""
    for address in addresses:
        if file := files.src_uris.get(address):
            file.abs_src_path = None


def _edit_uri(source: Source, config: MkDocsConfig) -> str | None:
    if source.content is not None:
        return source.edit_uri
    path = relative_path(source.path, config.docs_dir)
    return path if is_safe_path(path) and not os.path.isabs(path) else None


def without_detours(url: str) -> str:
    """Write an edit link so that no folder is entered and left again in its path or query."""
    parts = urlsplit(url)
    query = re.sub(r"(?<==)[^&=]*/\.\./[^&=]*", lambda value: posixpath.normpath(value[0]), parts.query)
    return urlunsplit(parts._replace(path=posixpath.normpath(parts.path or "/"), query=query))
