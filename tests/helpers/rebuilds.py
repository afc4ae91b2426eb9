"""One `mkdocs serve`, or one `mkdocs build` after the other, without a server: builds that an editor's saving leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from markdown import Extension, Markdown
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

ADDRESS = "http://127.0.0.1:8000/"


class Session:
    """The builds of one process of MkDocs.

    Args:
        folder: the project.
        command: what was started.
        dirty: whether with `--dirty`.

    Attributes:
        site_dir: where the site is built.
        config: the configuration of the last build.
        pages: the pages of the last build, by their addresses.
    """

    def __init__(
        self, folder: Path, command: Literal["build", "serve"] = "serve", *, dirty: bool = False, site: str = "site"
    ) -> None:
        self.folder, self.command, self.dirty = folder, command, dirty
        self.site_dir = folder.parent / site
        self.config: MkDocsConfig = self._load()
        self.config.plugins.on_startup(command=command, dirty=dirty)
        self.pages: dict[str, Page] = {}

    def write(self, files: dict[str, str]) -> None:
        """Write files of the project."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def build(self, files: dict[str, str] | None = None) -> list[str]:
        """Build once, after some edits.

        Returns:
            The pages that Python-Markdown rendered.
        """
        self.write(files or {})
        self.config = self._load()
        serving = self.command == "serve"
        if serving:
            self.config.site_url = ADDRESS
        self.pages, rendered = {}, list[str]()
        convert, populate = Markdown.convert, build._populate_page

        def watch_convert(markdown: Markdown, source: str) -> str:
            if self.config._current_page:
                rendered.append(self.config._current_page.file.src_uri)
            return convert(markdown, source)

        def watch_populate(page: Page, *args: Any) -> None:
            self.pages[page.file.src_uri] = page
            populate(page, *args)

        with patch.object(Markdown, "convert", watch_convert), patch.object(build, "_populate_page", watch_populate):
            build.build(self.config, serve_url=ADDRESS if serving else None, dirty=self.dirty)
        return sorted(rendered)

    @property
    def built(self) -> set[str]:
        """The pages that the last build made anew."""
        return {address for address, page in self.pages.items() if page.content is not None}

    def html(self, address: str) -> str:
        """The text of a file of the site."""
        return (self.site_dir / address).read_text(encoding="utf-8")

    def site(self) -> dict[str, str]:
        """The text of all HTML of the site, by its address."""
        found = sorted(self.site_dir.rglob("*.html"))
        return {path.relative_to(self.site_dir).as_posix(): path.read_text(encoding="utf-8") for path in found}

    def plugin(self, name: str = "arckit") -> Any:
        """A plugin of the last build."""
        return self.config.plugins[name]

    def _load(self) -> MkDocsConfig:
        return load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.site_dir))


class Counter(Extension):
    """An extension that the plugin does not know."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Add nothing."""
