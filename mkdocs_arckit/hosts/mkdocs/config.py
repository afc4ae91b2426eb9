"""The plugin's options. With none of them it does what most people want."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from mkdocs.config import base
from mkdocs.config import config_options as c

from mkdocs_arckit.diagrams import parser
from mkdocs_arckit.findings import did_you_mean
from mkdocs_arckit.hosts.mkdocs.schemes import Classifications, SectionsOption
from mkdocs_arckit.model.site_sections import TEMPLATE
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.discover import FILE_NAMES
from mkdocs_arckit.source.reader import MAX_DEPTH
from mkdocs_arckit.source.result import Limits
from mkdocs_arckit.views.registry import BELOW_INDEX


class SitePath(c.Type[str]):
    """A path inside the site's sources, with forward slashes; it cannot lead out of them."""

    def __init__(self, default: str, suffix: str = "") -> None:
        super().__init__(str, default=default)
        self.suffix = suffix

    def run_validation(self, value: object) -> str:
        """Check and normalise the path."""
        text = super().run_validation(value).strip().strip("/")
        if not text or ".." in PurePosixPath(text).parts or "\\" in text or ":" in text:
            raise base.ValidationError(
                f"'{value}' is not a path inside the docs folder; write something like '{self.default}'"
            )
        if not text.endswith(self.suffix):
            raise base.ValidationError(f"'{value}' has to end in '{self.suffix}'")
        return PurePosixPath(text).as_posix()


def is_url(text: str) -> bool:
    """Say whether a text names a file elsewhere."""
    return text.startswith(("https://", "http://"))


class Mermaid(c.Type[str]):
    """A word, a URL, or a file of the docs folder."""

    words = ("bundled", "theme")

    def __init__(self) -> None:
        super().__init__(str, default="bundled")

    def run_validation(self, value: object) -> str:
        """Check the value."""
        text = super().run_validation(value).strip()
        if urlsplit(text).path.endswith(".mjs"):
            raise base.ValidationError(f"'{value}' is a module; name a `mermaid.min.js`")
        if is_url(text) or text in self.words:
            return text
        if not re.search(r"[/.\\]", text):
            near = did_you_mean(text, self.words)
            problem = f"'{value}' is neither `bundled` nor `theme`, nor a URL or a file that ends in '.js'"
            raise base.ValidationError(f"{problem}; {near}" if near else problem)
        return SitePath("javascripts/mermaid.min.js", ".js").run_validation(text)


class Positive(c.Type[int]):
    """A whole number above zero, and perhaps up to another."""

    def __init__(self, default: int, most: int | None = None) -> None:
        super().__init__(int, default=default)
        self.most = most

    def run_validation(self, value: object) -> int:
        """Check the number."""
        number = super().run_validation(value)
        if isinstance(value, bool) or number < 1:
            raise base.ValidationError(f"'{value}' is not a whole number above zero")
        if self.most and number > self.most:
            raise base.ValidationError(f"'{value}' is more than the maximum, {self.most}")
        return number


class FileName(c.Type[str]):
    """The name of a file, or a pattern, without folders."""

    def __init__(self) -> None:
        super().__init__(str)

    def run_validation(self, value: object) -> str:
        """Check the name."""
        name = super().run_validation(value)
        if not name or "/" in name or "\\" in name:
            raise base.ValidationError(f"'{value}' is not a file's name; name folders under `roots` or `exclude`")
        return name


class MissingError(base.ValidationError):
    """What an option names is not there."""


def tolerate_missing(failed: list[tuple[str, Exception]], warnings: list[tuple[str, str]]) -> None:
    """Make warnings of the errors about what is not there."""
    away = [problem for problem in failed if isinstance(problem[1], MissingError)]
    failed[:] = [problem for problem in failed if problem not in away]
    warnings += [(option, f"{error} The site is built without it.") for option, error in away]


class IndexConfig(base.Config):
    """The index page."""

    path = SitePath("strategies/index.md", ".md")
    """Where the index is, if no hand-written page holds the marker `<!-- arckit:index -->`."""
    title = c.Type(str, default="Strategies")
    """The index page's title."""
    nav_title = c.Type(str, default="Strategies")
    """The heading in `nav` below which unlisted pages are added; without `nav`, of all strategies, if needed."""


class ViewOption(c.OptionallyRequired[str | bool]):
    """A view of the portfolio: `false` switches it off, a text is its title."""

    def __init__(self) -> None:
        super().__init__(default=True)

    def run_validation(self, value: object) -> str | bool:
        """Check the option."""
        if not isinstance(value, (bool, str)) or value == "":
            raise base.ValidationError(f"'{value}' is neither a title nor true or false")
        return value


ViewsConfig: type[base.Config] = type("ViewsConfig", (base.Config,), {view.key: ViewOption() for view in BELOW_INDEX})
"""The pages below the index: each view is an option."""


class LimitsConfig(base.Config):
    """How much one file may hold."""

    file_size = Positive(Limits.file_size)
    """Bytes of the file."""
    depth = Positive(Limits.depth, most=MAX_DEPTH)
    """Mappings and lists inside one another, 200 at most; lists and quotations of Markdown too."""
    nodes = Positive(Limits.nodes)
    """Values, counted after aliases are followed; a long text counts once for each 100 characters."""
    cell = Positive(Limits.cell)
    """Characters of a text of one line, such as a cell or a list item."""
    heading = Positive(Limits.heading)
    """Characters of a heading, a name, a title or a key."""
    block = Positive(Limits.block)
    """Characters of a text of many lines, Markdown or code."""
    markup = Positive(Limits.markup)
    """Work that the Markdown of a file makes, about in microseconds; open brackets and code blocks make most of it."""
    diagram = Positive(Limits.diagram)
    """Characters of one Mermaid diagram that an author wrote."""
    findings = Positive(Limits.findings)
    """Findings of a file that are listed; the others are counted."""


class ArckitConfig(base.Config):
    """What stands below `arckit:` in `plugins:`."""

    file_names = c.ListOfItems(FileName(), default=list(FILE_NAMES))
    """Names of strategy files, or patterns such as `*.devops.yaml`."""
    roots = c.ListOfItems(c.Dir(), default=[])
    """Folders outside the docs folder to look in, relative to `mkdocs.yml`."""
    exclude = c.ListOfItems(c.Type(str), default=[])
    """Files and folders that are left out, as in a `.gitignore`, relative to the docs folder or root they are in."""
    output = SitePath("strategies")
    """The folder of the site that strategies from `roots` are published in."""
    index = c.SubConfig(IndexConfig)
    """The index page."""
    views = c.SubConfig(ViewsConfig)
    """The pages below the index."""
    review_windows = c.ListOfItems(Positive(30), default=[30, 90])
    """Within how many days a review counts as due soon."""
    technologies = c.Optional(c.File())
    """A YAML file of approved, tolerated and banned technologies, relative to `mkdocs.yml`."""
    requirements = c.Optional(c.File())
    """A YAML or CSV file of requirements, relative to `mkdocs.yml`."""
    link_requirements = c.Type(bool, default=False)
    """Whether requirement IDs in the text of strategies lead to their entries on the page of requirements."""
    exports = c.Type(bool, default=True)
    """Whether the portfolio is published as data too."""
    templates = c.Optional(c.Dir())
    """A folder with templates of your own."""
    clean_html = c.Type(bool, default=True)
    """Whether HTML of authors that could harm readers is left out; `false` trusts every author as the site's own."""
    mermaid = Mermaid()
    """What draws the diagrams: `bundled`, the Mermaid of this package; another one, by URL or file; or the `theme`."""
    show_missing = c.Type(bool, default=False)
    """Whether the page of a DRAFT lists what belongs in the sections that it does not have yet."""
    publish_source = c.Type(bool, default=False)
    """Whether the `devops.yaml` files are published beside their pages."""
    history = c.Type(bool, default=False)
    """Whether pages say, from Git, what changed since they were approved."""
    sections = c.Optional(SectionsOption())
    """By a section's key, `off` or another heading; `further`: headings that strategies are to have too."""
    classifications = Classifications()
    """The classification scheme, lowest first; or a ready-made one by its name, such as `uk` or `us`."""
    publish_up_to = c.Type(str, default="OFFICIAL")
    """The highest classification that is published; nothing of a strategy above it reaches the site."""
    show_withheld = c.Type(bool, default=False)
    """Whether the index says how many strategies are withheld because of their classification."""
    on_error = c.Choice(("fail", "warn"), default="fail")
    """Whether a strategy with errors ends `mkdocs build`, or is a warning and the rest is published."""
    diagrams = c.Choice(("client", "svg"), default="client")
    """Whether readers' browsers draw the diagrams of strategies, or the build does (extra `diagrams`)."""
    limits = c.SubConfig(LimitsConfig)
    """How much one file may hold."""

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Check the options, that what they name is there, the ceiling, and that SVG can be drawn."""
        failed, warnings = super().validate()
        if not failed:
            failed += self._missing()
        if not failed and not self.classifications:
            failed.append(("classifications", base.ValidationError("must name at least one")))
        if not failed and self.publish_up_to not in self.classifications:
            known = ", ".join(self.classifications)
            problem = f"'{self.publish_up_to}' is not one of {known}"
            if self.publish_up_to == ArckitConfig.publish_up_to.default:
                problem = f"set it to one of {known}; its default {self.publish_up_to} is not in your `classifications`"
            failed.append(("publish_up_to", base.ValidationError(problem)))
        if not failed and self.diagrams == "svg" and not parser.installed():
            failed.append(
                ("diagrams", base.ValidationError(f"'svg' needs a package that is not installed: {parser.HINT}"))
            )
        return failed, warnings

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """What lies outside the docs folder: the option, the path, and `directory` or `file`."""
        files = {name: path for name in ("technologies", "requirements") if (path := self[name])}
        folders = [("roots", root) for root in self.roots] + [("templates", self.templates)] * bool(self.templates)
        return [(*folder, "directory") for folder in folders] + [(*file, "file") for file in files.items()]

    def _missing(self) -> Iterator[tuple[str, Exception]]:
        there = {"directory": os.path.isdir, "file": os.path.isfile}
        for option, path, kind in self.places:
            if not there[kind](path):
                yield option, MissingError(f"The path '{path}' isn't an existing {kind}.")


def options_of(config: ArckitConfig, base: Path) -> Options:
    """Read the engine's options from the plugin's.

    Args:
        config: what is below `arckit:` in `plugins:`, validated; its paths are absolute.
        base: the folder that files are shown relative to.
    """

    def path(option: str | None) -> Path | None:
        return Path(option) if option else None

    limits = config.limits
    return Options(
        base=base,
        file_names=tuple(config.file_names),
        roots=tuple(map(Path, config.roots)),
        exclude=tuple(config.exclude),
        output=config.output,
        index_path=config.index.path,
        index_title=config.index.title,
        views=dict(config.views),
        review_windows=tuple(config.review_windows),
        technologies=path(config.technologies),
        requirements=path(config.requirements),
        link_requirements=config.link_requirements,
        exports=config.exports,
        templates=path(config.templates),
        show_missing=config.show_missing,
        publish_source=config.publish_source,
        history=config.history,
        sections=config.sections or TEMPLATE,
        classifications=tuple(config.classifications),
        publish_up_to=config.publish_up_to,
        show_withheld=config.show_withheld,
        limits=Limits(**dict(limits.items())),
    )
