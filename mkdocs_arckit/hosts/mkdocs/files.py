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
from mkdocs_arckit.exports.registry import names
from mkdocs_arckit.host import Source
from mkdocs_arckit.hosts.disk import ASSETS
from mkdocs_arckit.hosts.mkdocs.docs_folders import docs_folders
from mkdocs_arckit.hosts.mkdocs.page_files import PageFiles
from mkdocs_arckit.plan import Plan, beside_index
from mkdocs_arckit.publication import Publication, source_copy
from mkdocs_arckit.render.views import SCHEME
from mkdocs_arckit.source.discover import is_named

_LINK = re.compile(rf'(?<=href="){SCHEME}(?P<address>[^"#]*)(?P<anchor>#[^"]*)?(?=")')


def output_file(source: str, config: MkDocsConfig) -> str:
    """Say where MkDocs would write the page of a source."""
    return File(source, config.docs_dir, config.site_dir, config.use_directory_urls).dest_uri


def public_url(address: str, files: Files, config: MkDocsConfig) -> str:
    """Return the address of a page for those who come from elsewhere: absolute if the site says where it is."""
    file = files.get_file_from_path(address)
    start = f"{(config.site_url or '').rstrip('/')}/"  # mike gives it no slash at its end
    return urljoin(start, file.url if file else quote(address))


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
    file = File.generated(config, asset(name), content=text)
    file.abs_src_path = str(ASSETS / name)  # or nearly so; some look for a name
    files.append(file)


def asset(name: str) -> str:
    """Say where an asset is in the site."""
    return f"assets/arckit/{name}"


def place_pages(
    files: Files,
    config: MkDocsConfig,
    plan: Plan,
    on_disk: PageFiles,
    placed: Collection[File] = (),
    *,
    for_now: bool = False,
) -> frozenset[File]:
    """Put an empty page in the place of every strategy; no other file that is named like a strategy stays.

    Args:
        files: the site's files.
        config: the site's configuration.
        plan: which pages there are.
        on_disk: where pages have files.
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
            add(_page_file(address, config, plan.sources[address], on_disk, file.inclusion))
        if file in placed and file.is_documentation_page():
            if file.src_uri in plan.generated:
                add(file)
        elif address in raw:
            add(file)
        elif not is_named(posixpath.basename(file.src_uri), plan.options.file_names):
            files.append(file)
    for address, source in plan.sources.items():
        add(_page_file(address, config, source, on_disk))
    for address in ([plan.index] if plan.index else []) + list(plan.views):
        add(generated_page(address, config, on_disk.write(address, "")))
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


def remove_blocked(files: Files, config: MkDocsConfig, plan: Plan, data: Iterable[str]) -> dict[str, str]:
    """Remove the pages that would be in a folder that is a file in the site, such as `sitemap.xml`.

    Returns:
        Each of them, and each data file of which the same is true, by its path among the site's sources, and the file
        that is in its way.
    """
    theme = {*config.theme.static_templates, "sitemap.xml.gz", *config.extra_templates, "search/search_index.json"}
    theme |= {asset(path.name) for path in ASSETS.iterdir()}
    taken = theme | {file.dest_uri for file in files if not file.inclusion.is_excluded()}
    ours = {address: output_file(address, config) for address in [*plan.generated, *data]}
    found: dict[str, str] = {}
    for address, output in ours.items():
        folders = [str(folder) for folder in PurePosixPath(output).parents]
        way = next((name for name in [*folders, *({output} & theme)] if name in taken), None)
        if way:
            found[address] = way
    for address in found:
        if file := files.get_file_from_path(address):
            files.remove(file)
    return found


def place_data(files: Files, config: MkDocsConfig, plan: Plan, on_disk: PageFiles) -> list[File]:
    """Put empty files in the places that data may have, for those who look for the targets of links; return them."""
    data = names(plan.portfolio, plan.answers) if plan.options.exports else []
    paths = {beside_index(plan.options, name) for name in data}
    if plan.options.publish_source:
        paths |= {source_copy(address) for address, source in plan.sources.items() if source.in_docs is None}
    placed = [File.generated(config, path, content="") for path in sorted(paths) if path not in files.src_uris]
    for file in placed:
        file.abs_src_path = on_disk.path(file.src_uri)
        files.append(file)
    return placed


def remove_data(files: Files, placed: Iterable[File]) -> None:
    """Take placed data away again, before anybody moves it."""
    for file in placed:
        if files.src_uris.get(file.src_uri) is file:
            files.remove(file)


def settle(files: Files, config: MkDocsConfig, plan: Plan) -> None:
    """Let pages pass for files of the docs folder: static-i18n asks where a page lies."""
    for address in plan.generated:
        if page := files.src_uris.get(address):
            page.abs_src_path = os.path.normpath(os.path.join(config.docs_dir, address))


def add_data(files: Files, config: MkDocsConfig, data: Mapping[str, str | Path], on_disk: PageFiles) -> None:
    """Publish data files: texts, and copies of files."""
    for path, content in data.items():
        if isinstance(content, Path):
            files.append(File.generated(config, path, abs_src_path=str(content)))
        else:  # as bytes, so that no line end changes
            file = File.generated(config, path, content=content.encode())
            file.abs_src_path = on_disk.write(path, content)
            files.append(file)


def _page_file(
    address: str,
    config: MkDocsConfig,
    source: Source,
    on_disk: PageFiles,
    inclusion: InclusionLevel = InclusionLevel.UNDEFINED,
) -> File:
    kept = docs_folders(config).kept(source.path)
    file = generated_page(
        address, config, str(kept) if source.content is None else on_disk.write(address, ""), inclusion
    )
    file.edit_uri = _edit_uri(source, config)
    return file


def generated_page(
    address: str, config: MkDocsConfig, path: str, inclusion: InclusionLevel = InclusionLevel.UNDEFINED
) -> File:
    """Make a page without text yet, which passes for a file that is there: some read every page from the disk."""
    file = File.generated(config, address, content="", inclusion=inclusion)
    file.abs_src_path = path
    return file


def fill(files: Files, config: MkDocsConfig, plan: Plan, texts: Mapping[str, str]) -> None:
    """Give the pages their texts."""
    for address, text in texts.items():
        file = files.src_uris.get(address)
        if file is None:  # static-i18n may have put a file of its own in its place, or a page by hand
            continue
        source = plan.sources.get(address)
        path, file.content_string = file.abs_src_path, text
        file.abs_src_path = path  # which MkDocs takes away with a new text
        file.edit_uri = _edit_uri(source, config) if source else None
        file.generated_by = None if source and source.content is None else "arckit"


def publishes_sources(config: MkDocsConfig) -> bool:
    """Say whether the theme publishes the file that each page was made from, as shadcn does."""
    return "hide_source_files" in config.theme and not config.theme["hide_source_files"]


def detach_sources(files: Files, config: MkDocsConfig, publication: Publication, on_disk: PageFiles) -> None:
    """Detach pages from their YAML before themes publish what `page.file` was made from; that is Markdown then."""
    for address, page in publication.pages.items():
        if file := files.src_uris.get(address):
            file.abs_src_path = on_disk.path(address)
            if publishes_sources(config):
                on_disk.write(address, page.plain())


def _edit_uri(source: Source, config: MkDocsConfig) -> str | None:
    if source.content is not None:
        return source.edit_uri
    folders = docs_folders(config)
    path = relative_path(folders.kept(source.path), folders.main)
    return path if is_safe_path(path) and not os.path.isabs(path) else None


def shorten_edit_link(page: Page) -> None:
    """Write a page's edit link without detours, which that of a strategy from outside the docs folder has."""
    if page.edit_url and "/../" in page.edit_url:
        page.edit_url = without_detours(page.edit_url)


def without_detours(url: str) -> str:
    """Write an edit link so that no folder is entered and left again in its path or query."""
    parts = urlsplit(url)
    query = re.sub(r"(?<==)[^&=]*/\.\./[^&=]*", lambda value: posixpath.normpath(value[0]), parts.query)
    return urlunsplit(parts._replace(path=posixpath.normpath(parts.path or "/"), query=query))
