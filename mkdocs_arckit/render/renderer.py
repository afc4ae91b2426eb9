"""Renders a strategy into the Markdown of its page."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from mkdocs_arckit.model.fields import PENDING
from mkdocs_arckit.model.strategy import DOCUMENT_TYPE, NUMBERED, SECTION_TYPES, Strategy
from mkdocs_arckit.render.author_text import AuthorText, join
from mkdocs_arckit.render.badge import badge, marking
from mkdocs_arckit.render.header import header
from mkdocs_arckit.render.section_helpers import SectionHelpers
from mkdocs_arckit.text.inline import Resolve, plain
from mkdocs_arckit.text.link_targets import unlinked

MACROS_OFF = {"render_macros": False}
"""For the front matter of pages that show data: mkdocs-macros would evaluate `${{ … }}` in it."""
_IN_HTML = re.compile(r"(?:^|/)(?:views/|(?:header|missing|notices)\.md$)|\.html$")
"""The templates whose data stands in HTML."""
_IN_TEMPLATE = re.compile(r"template$|top-level template code$|block '")
"""What Jinja calls a template's code in a traceback."""
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class BrokenTemplateError(Exception):
    """A template cannot be rendered.

    Attributes:
        template: which.
        line: in which line, from 1; 0 if that is not known.
        why: what is wrong with it.
    """

    def __init__(self, template: str, error: Exception) -> None:
        name, line = template, getattr(error, "lineno", None)
        # Jinja puts a template's file and line in the place of the code made of it.
        frames = [f for f in traceback.extract_tb(error.__traceback__) if _IN_TEMPLATE.match(f.name)]
        if isinstance(error, TemplateSyntaxError):
            name = error.name or template
        elif frames:
            *_, folder, file = Path(frames[-1].filename).parts
            name, line = f"{folder}/{file}" if folder in {"sections", "views"} else file, frames[-1].lineno
        why = str(error) or type(error).__name__
        if isinstance(error, TemplateNotFound):
            why = f"there is no template `{error.name}`"
        elif isinstance(error, KeyError):
            why = f"there is no {why}"
        super().__init__(f"{name}{f', line {line}' if line else ''}: {why}")
        self.template, self.line, self.why = name, line or 0, why


class _Compiled(BytecodeCache):
    """Templates as Jinja compiled them: a site that is built again and again needs that once for each text."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Renderer:
    """Turns strategies into Markdown; one serves all pages of a site.

    Args:
        templates: a folder whose templates replace the package's of the same name; one that only changes some blocks
            begins with `{% extends "arckit/sections/ci.md" %}`.
        show_missing: whether the page of a draft says what would stand in the sections that it lacks.
    """

    def __init__(self, templates: Path | None = None, *, show_missing: bool = False) -> None:
        package = PackageLoader("mkdocs_arckit", "templates")
        own: list[BaseLoader] = [FileSystemLoader(templates)] if templates else []
        self.show_missing = show_missing
        self._templates: dict[str, Template] = {}
        # `arckit/x.md` names the package's template in a site's own, and what the site made of it everywhere else.
        self.environment = Environment(
            loader=ChoiceLoader([*own, package, PrefixLoader({"arckit": package})]),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build has a renderer of its own
            bytecode_cache=_COMPILED,
            undefined=StrictUndefined,
            autoescape=lambda name: bool(_IN_HTML.search(name or "")),
        )

    def page(self, strategy: Strategy, resolve: Resolve = lambda url: url, today: str = "", notices: str = "") -> str:
        """The whole page, front matter included.

        Args:
            strategy: what to render.
            resolve: finds where a link leads from the page, or `None`.
            today: the day that its review is overdue against, `YYYY-MM-DD`; without it, none is.
            notices: what to say before anything else, as `render.notices` makes it.
        """
        return front_matter(_meta(strategy)) + self.body(strategy, resolve, today, notices)

    def body(self, strategy: Strategy, resolve: Resolve = lambda url: url, today: str = "", notices: str = "") -> str:
        """The page without its front matter."""
        page = _Page(self, strategy, AuthorText(resolve), today)
        text = self.render(
            "strategy.md",
            strategy=strategy,
            title=unlinked(strategy.title),
            marking=marking(strategy.document.classification),
            badge=badge(strategy.document.status),
            header=page.header,
            notices=notices,
            numbered=NUMBERED,
            part=page.part,
            cell=page.text.cell,
            heading=page.text.heading,
            own_sections=page.own_sections,
            appendices=page.appendices,
            footer=page.footer,
        )
        return text.strip("\n") + "\n"

    def render(self, template: str, **context: Any) -> str:
        """Render one template."""
        try:
            if template not in self._templates:
                self._templates[template] = self.environment.get_template(template)
            return self._templates[template].render(context)
        except BrokenTemplateError:
            raise
        except Exception as error:  # a site's own template can raise anything
            raise BrokenTemplateError(template, error) from error


def _meta(strategy: Strategy) -> dict[str, Any]:
    """Title, description and tags."""
    control, title = strategy.document, plain(unlinked(strategy.title))
    return {
        "title": title,
        "description": f"{title}, version {plain(control.version)}, {control.status}",
        **MACROS_OFF,
        **({"tags": list(strategy.tags)} if strategy.tags else {}),
    }


def front_matter(meta: Mapping[str, str | list[str] | bool]) -> str:
    """What the host is told of a page, as YAML between fences."""

    def harmless(value: str | list[str] | bool) -> Any:
        if isinstance(value, list):
            return [_harmless(part) for part in value]
        return _harmless(value) if isinstance(value, str) else value

    told = {key: harmless(value) for key, value in meta.items()}
    dumped: str = yaml.dump(told, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{dumped}---\n\n"


def _harmless(text: str) -> str:
    """Text for places that themes print unescaped, some of them inside an attribute: look-alikes stand for marks."""
    return re.sub(r"&(?=#?\w+;)", "＆", text).translate(str.maketrans('<>"', "‹›”"))


class _Page:
    """The parts of one page."""

    def __init__(self, renderer: Renderer, strategy: Strategy, text: AuthorText, today: str) -> None:
        self.renderer, self.strategy, self.text, self.today = renderer, strategy, text, today

    def header(self) -> str:
        """The status, and the card below it."""
        status = Markup(badge(self.strategy.document.status))
        context = header(self.strategy, self.today)
        text = self.renderer.render("header.md", strategy=self.strategy, badge=status, **context)
        return _paragraphs([text])

    def part(self, key: str) -> str:
        """A section by its key, and the author's own sections that follow it; nothing if there is neither."""
        text = self._part(key).strip("\n")
        begins_the_end = key == "approval" or (key == "references" and self.strategy.approval is None)
        if text and (key in NUMBERED or begins_the_end):
            text = "---\n\n" + text
        return _paragraphs([text, self.own_sections(key)])

    def _part(self, key: str) -> str:
        if key == "document":
            return self.renderer.render("sections/document.md", fields=list(self._fields()), cell=self.text.cell)
        if key == "summary":
            return (
                join(["## Executive Summary", self.text.block(self.strategy.summary, 3)])
                if self.strategy.summary
                else ""
            )
        section = getattr(self.strategy, key)
        if section is None:
            return self._missing(SectionHelpers(key, SECTION_TYPES[key](), self.text))
        view = SectionHelpers(key, section, self.text)
        text = self.renderer.render(f"sections/{key}.md", strategy=self.strategy, **view.context())
        return text if text.strip("\n") != view.heading else self._missing(view)

    def _missing(self, view: SectionHelpers) -> str:
        """What would stand in a section; only of the numbered ones, in a draft, and if the site asks for it."""
        if not (self.renderer.show_missing and self.strategy.document.status == "DRAFT" and view.key in NUMBERED):
            return ""
        elements = [element.title for element in view.types.values() if element.counted]
        return join([view.heading, self.renderer.render("missing.md", strategy=self.strategy, elements=elements)])

    def _fields(self) -> Iterator[tuple[str, str]]:
        control, project = self.strategy.document, self.strategy.project
        cell = self.text.cell
        titles = {name: field.title or name for name, field in type(control).model_fields.items()}
        yield titles["id"], cell(self.strategy.document_id)
        yield "Document Type", DOCUMENT_TYPE
        yield "Project", f"{cell(unlinked(project.name))} (Project {cell(project.id)})"
        for name in (
            "classification",
            "status",
            "version",
            "created",
            "last_modified",
            "review_cycle",
            "next_review",
        ):
            pending = PENDING if name in {"created", "last_modified", "next_review"} else ""
            yield titles[name], cell(getattr(control, name)) or pending
        for name in ("owner", "reviewed_by", "approved_by"):
            yield titles[name], cell(getattr(control, name)) or PENDING
        yield titles["distribution"], cell(control.distribution)
        for name in ("supersedes", "superseded_by"):
            if getattr(control, name):
                yield titles[name], cell(getattr(control, name))

    def own_sections(self, after: str | None = None) -> str:
        """The author's own sections that follow a section, or those that follow none."""
        found = [s for s in self.strategy.sections or [] if (s.after.strip() if s.after else None) == after]
        text = join(
            part for s in found for part in ("---", self.text.heading(2, s.heading), self.text.block(s.body, 3))
        )
        return _paragraphs([text])

    def appendices(self) -> str:
        """The appendices."""
        found = self.strategy.appendices or []
        return _paragraphs(
            part for a in found for part in (self.text.heading(2, a.heading), self.text.block(a.body, 3))
        )

    def footer(self) -> str:
        """The closing words and what made the document."""
        made = self.strategy.generated
        lines: dict[str, Any] = {}
        if made:
            values = {**dict(made), "on": made.on or made.date, "project": unlinked(self.strategy.project.name)}
            lines = {label: values[key] for key, label in made.labels().items()}
            lines |= {name[2:]: value for name, value in made.x.items()}
        closing = self.text.block(self.strategy.closing, 2)
        signature = "  \n".join(f"**{self.text.cell(k)}**: {self.text.cell(v)}" for k, v in lines.items() if v)
        return join([closing, "---" if signature else "", signature])


def _paragraphs(parts: Any) -> str:
    text = join(part.strip("\n") for part in parts)
    return f"{text}\n\n" if text else ""
