"""The pages of the last build of `mkdocs serve`, as Python-Markdown rendered them.

MkDocs renders every page again after each edit, and rendering takes half of a rebuild. A page of the plugin whose text
is the same as before, on a site with the same settings, and whose links lead where they led before, keeps its HTML.
What other plugins do before and after, in `on_page_markdown` and `on_page_content`, happens as ever.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

_RENDER = Page.render
_OF_MARKDOWN = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta"
    " nl2br sane_lists smarty tables toc wikilinks".split()
)
_OF_PYMDOWNX = frozenset(
    "arithmatex betterem caret critic details emoji escapeall extra fancylists highlight inlinehilite keys magiclink"
    " mark progressbar quotes saneheaders smartsymbols striphtml superfences tabbed tasklist tilde".split()
)
_FUNCTIONS_OF = frozenset({"markdown", "pymdownx", "material", "materialx", "mermaid2"})
"""The packages whose functions can be an extension's option, as in `emoji_generator`."""


class _UnknownError(Exception):
    """What rendering depends on is more than what is known here."""


class _Lookups:
    """A site's files, as a page's links are looked up in them; keeps what each led to."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.found: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.found[path] = _place(file)
        return file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


class _Rendered(NamedTuple):
    """A rendered page: what it was made of, and what became of it."""

    markdown: str
    url: str
    settings: Any
    lookups: dict[str, str | None]
    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str]
    links: dict[str, dict[str, str]] | None

    def fits(self, page: Page, settings: Any, files: Files) -> bool:
        """Say whether rendering a page would give the same again."""
        return (
            page.markdown == self.markdown
            and page.url == self.url
            and settings == self.settings
            and all(_place(files.get_file_from_path(path)) == place for path, place in self.lookups.items())
        )


class PageCache:
    """Keeps the rendered pages of one build for the next one."""

    def __init__(self) -> None:
        self._pages: dict[str, _Rendered] = {}
        self._used: set[str] = set()
        self._settings: tuple[MkDocsConfig, Any] | None = None

    def attach(self, page: Page) -> None:
        """Let a page take its HTML from here when MkDocs renders it, if nobody else has a say in that."""
        if getattr(page.render, "__func__", None) is _RENDER:
            page.render = partial(self._render, page)  # type: ignore[method-assign]

    @property
    def addresses(self) -> frozenset[str]:
        """The pages that are kept."""
        return frozenset(self._pages)

    def forget(self) -> None:
        """Drop the pages that nobody asked for since the last time."""
        self._pages = {address: page for address, page in self._pages.items() if address in self._used}
        self._used.clear()
        self._settings = None

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        address, settings = page.file.src_uri, self._settings_of(config)
        self._used.add(address)
        kept = self._pages.get(address)
        if kept and settings is not None and kept.fits(page, settings, files):
            _restore(page, kept, files)
            return
        self._pages.pop(address, None)
        lookups = _Lookups(files)
        with _messages() as messages:
            _RENDER(page, config, lookups)  # type: ignore[arg-type]
        # What was logged, of a broken link perhaps, has to be logged the next time too.
        if settings is not None and not messages:
            self._pages[address] = _keep(page, settings, lookups.found)

    def _settings_of(self, config: MkDocsConfig) -> Any:
        if self._settings is None or self._settings[0] is not config:
            self._settings = config, settings_of(config)
        return self._settings[1]


def _keep(page: Page, settings: Any, lookups: dict[str, str | None]) -> _Rendered:
    links = page.links_to_anchors
    return _Rendered(
        page.markdown or "",
        page.url,
        settings,
        lookups,
        page.content,
        deepcopy(page.toc),  # other plugins may change it
        page._title_from_render,
        set(page.present_anchor_ids or ()),
        None if links is None else {file.src_uri: dict(anchors) for file, anchors in links.items()},
    )


def _restore(page: Page, kept: _Rendered, files: Files) -> None:
    page.content, page.toc, page._title_from_render = kept.content, deepcopy(kept.toc), kept.title
    page.present_anchor_ids = set(kept.anchors)
    if kept.links is not None:
        targets = {uri: page.file if uri == page.file.src_uri else files.src_uris.get(uri) for uri in kept.links}
        page.links_to_anchors = {file: dict(kept.links[uri]) for uri, file in targets.items() if file}


def settings_of(config: MkDocsConfig) -> Any:
    """Sum up what rendering depends on besides a page and its links, to be compared with that of another build.

    Returns:
        A value that is equal if the settings are; `None` if the site has an extension that is not known to make the
        same of the same text each time: one that reads files, counts over pages, or does who knows what.
    """
    try:
        return (
            [_known(name) for name in config.markdown_extensions],
            _comparable(config.mdx_configs or {}),
            _comparable(dict(config.validation.links)),
            config.use_directory_urls,
            logging.getLogger("mkdocs").getEffectiveLevel(),
        )
    except _UnknownError:
        return None


def _known(extension: Any) -> str:
    """Return the name of an extension that makes the same of the same text each time; refuse any other."""
    name = extension.partition(":")[0] if isinstance(extension, str) else ""
    of_pymdownx = name.removeprefix("pymdownx.")
    if (
        name.startswith("mkdocs_arckit.")
        or name.removeprefix("markdown.extensions.") in _OF_MARKDOWN
        or (of_pymdownx != name and (of_pymdownx in _OF_PYMDOWNX or of_pymdownx.startswith("blocks.")))
    ):
        return name
    raise _UnknownError


def _comparable(value: Any) -> Any:
    """Return an option's value without objects that are new in each build."""
    if isinstance(value, dict):
        return [(key, _comparable(inner)) for key, inner in value.items()]
    if isinstance(value, (list, tuple)):
        return [_comparable(inner) for inner in value]
    if value is None or isinstance(value, (str, int, float)):
        return repr(value)
    if isinstance(value, partial):
        return [_comparable(value.func), _comparable(value.args), _comparable(value.keywords)]
    if callable(value) and str(getattr(value, "__module__", "")).partition(".")[0] in _FUNCTIONS_OF:
        return value
    raise _UnknownError


def _place(file: File | None) -> str | None:
    """Say where links to a file lead."""
    return f"{file.url} {file.inclusion.name}" if file else None


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _messages() -> Iterator[list[logging.LogRecord]]:
    """Collect what MkDocs and its plugins log meanwhile."""
    handler, logger = _Records(), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler.records
    finally:
        logger.removeHandler(handler)
