"""Renders a strategy into the Markdown of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from mkdocs_arckit.model.site_sections import has_heading
from mkdocs_arckit.model.strategy import DOCUMENT_TYPE, NUMBERED, SECTION_TYPES, Strategy
from mkdocs_arckit.model.vocabulary import PENDING
from mkdocs_arckit.portfolio.completeness import completeness
from mkdocs_arckit.portfolio.documents import shown_status
from mkdocs_arckit.render.author_text import AuthorText, anchor, join
from mkdocs_arckit.render.badge import badge
from mkdocs_arckit.render.contents import contents
from mkdocs_arckit.render.folds import fold_rest, fold_section
from mkdocs_arckit.render.front_matter import MACROS_OFF
from mkdocs_arckit.render.header import header
from mkdocs_arckit.render.inserts import Anchor, Html, Marking
from mkdocs_arckit.render.messages import control_row, lead_to_rows
from mkdocs_arckit.render.page import Inserts, RenderedPage
from mkdocs_arckit.render.section_helpers import SectionHelpers
from mkdocs_arckit.render.tables import table
from mkdocs_arckit.render.templates import Templates
from mkdocs_arckit.text.inline import Resolve, plain
from mkdocs_arckit.text.inline_text import EMPTY, Inline, bold, literal
from mkdocs_arckit.text.link_targets import unlinked
from mkdocs_arckit.text.plain import plain_text

_GLANCE = '<div class="arckit-glance">'
"""Begins the half of the header card that follows the summary on a site."""


class Renderer:
    """Turns strategies into Markdown; one serves all pages of a site.

    Args:
        templates: a folder of the site's own templates.
        show_missing: whether the page of a draft says what would stand in the sections that it lacks.
        salt: makes the slots of inserts; see `collect.salt_of`.
    """

    def __init__(self, templates: Path | None = None, *, show_missing: bool = False, salt: str = "") -> None:
        self.templates = Templates(templates)
        self.show_missing, self.salt = show_missing, salt

    def page(
        self,
        strategy: Strategy,
        resolve: Resolve = lambda url: url,
        today: str = "",
        notices: str = "",
        standing: str = "",
        *,
        in_order: bool = True,
        changes: str = "",
    ) -> RenderedPage:
        """Render a strategy's page.

        Args:
            strategy: what to render.
            resolve: finds where a link leads from the page, or `None`.
            today: the day that its review is overdue against, `YYYY-MM-DD`; without it, none is.
            notices: what to say before anything else, as `render.notices` makes it.
            standing: why the document no longer applies, in one word; nothing if it does.
            in_order: whether the document has what its status says.
            changes: what changed since the version before, as `render.changes` makes it.
        """
        page = _Page(self, strategy, resolve, today, in_order=in_order)
        text = self.templates.render(
            "strategy.md",
            strategy=strategy,
            title=unlinked(strategy.title),
            marking=page.inserts.slot(Marking(strategy.document.classification, _running(strategy))),
            badge=page.inserts.slot(Html(page.badge)),
            status=page.status,
            header=page.header,
            changes=page.inserts.slot_html(changes),
            notices=page.inserts.slot_html(notices, on_site=lead_to_rows),
            numbered=NUMBERED,
            part=page.part,
            cell=page.text.cell,
            heading=page.text.heading,
            own_sections=page.own_sections,
            appendices=page.appendices,
            footer=page.footer,
        )
        meta = _meta(strategy, standing, in_order=in_order)
        name = plain(unlinked(strategy.project.name)) + meta["title"].removeprefix(plain(unlinked(strategy.title)))
        return RenderedPage(meta, text.strip("\n") + "\n", page.inserts, name)


def _running(strategy: Strategy) -> str:
    return f"{plain(unlinked(strategy.title))}, version {plain(strategy.document.version)}"


def _meta(strategy: Strategy, standing: str, *, in_order: bool) -> dict[str, Any]:
    """Collect title, description and tags; what no longer applies says so wherever a page is a line in a list."""
    control, title = strategy.document, plain(unlinked(strategy.title))
    version = f"version {plain(control.version)}"
    status = control.status if in_order else shown_status(control.status, in_order=False)
    return {
        "title": f"{title} ({version}, {standing})" if standing else title,
        "description": f"{title}, {version}, {status}",
        **MACROS_OFF,
        **({"search": {"boost": 0.5}} if standing else {}),  # Material's: below what is in force
        **({"tags": list(strategy.tags)} if strategy.tags else {}),
    }


class _Page:
    """The parts of one page."""

    def __init__(self, renderer: Renderer, strategy: Strategy, resolve: Resolve, today: str, *, in_order: bool) -> None:
        self.renderer, self.strategy, self.today = renderer, strategy, today
        self.badge = badge(strategy.document.status, in_order=in_order)
        self.inserts = Inserts(renderer.salt)
        self.text = AuthorText(resolve, self.inserts.boundary)
        self.filled = completeness(strategy)
        self.glance = ""
        self._texts: dict[str, str] = {}

    def status(self) -> str:
        """Write what stands beside the title: the status."""
        return _paragraphs([self._header.pop(0)]) if len(self._header) > 1 else ""

    def header(self) -> str:
        """Write the card; the status above it, unless it stands beside the title already."""
        return _paragraphs(self._header)

    @cached_property
    def _header(self) -> list[str]:
        """The paragraphs of `header.md`; on a site the second half of the card follows the summary."""
        context = header(self.strategy, self.today, self.filled.percent) | {
            "strategy": self.strategy,
            "badge": Markup(self.badge),
        }
        plain, site = (
            re.split(r"\n{2,}", self.renderer.templates.render("header.md", on_site=on_site, **context).strip("\n"))
            for on_site in (False, True)
        )
        shown = dict(zip(plain, site, strict=False))

        def first_half(paragraph: str) -> str:
            head, glance, rest = shown.get(paragraph, paragraph).partition(_GLANCE)
            if glance:
                self.glance = f'<div class="arckit-card arckit-card--glance">{glance}{rest}'
            return f"{head}</div>" if glance else head

        return [self.inserts.slot_html(paragraph, on_site=first_half) for paragraph in plain]

    def part(self, key: str) -> str:
        """Write a section by its key, and the author's own sections that follow it; nothing if there is neither."""
        text = self._text(key)
        begins_the_end = key == "approval" or (key == "references" and self.strategy.approval is None)
        if text and (key in NUMBERED or begins_the_end):
            text = "---\n\n" + text
        return _paragraphs([text, self.own_sections(key)])

    def _text(self, key: str) -> str:
        """Write a section by its key, once; those of Document Control are folded on a site."""
        if key not in self._texts:
            text = self._part(key).strip("\n")
            title = self._fold_title(key) if text else ""
            self._texts[key] = fold_section(text, title, self.inserts) if title else text
        return self._texts[key]

    def _fold_title(self, key: str) -> str:
        if key == "document":
            return f"{len(list(self._fields()))} facts"
        rows = (self.strategy.revisions and self.strategy.revisions.rows) or []
        return f"{len(rows)} revision{'s' if len(rows) > 1 else ''}" if key == "revisions" and rows else ""

    def _summary(self) -> str:
        """Write the summary; on a site, what is to be seen at a glance follows its first paragraphs."""
        text = self.text.block(self.strategy.summary, 3)
        if text:
            text = join(
                ["## Executive Summary", fold_rest(text, "The rest of the summary", self.inserts, self.text.boundary)]
            )
        return join([text, self.inserts.slot(Html(self.glance + self._contents(), elsewhere=""))])

    def _contents(self) -> str:
        """Write the sections as links; which the page has is known when they are written."""
        said = [plain_text(section.heading) for section in self.strategy.sections or []]
        on_page = [key for key in NUMBERED if self._text(key)] + said
        context = contents(self.strategy, self.filled, on_page)
        return self.renderer.templates.render("contents.md", strategy=self.strategy, **context)

    def _part(self, key: str) -> str:
        if key == "document":
            fields = list(self._fields())
            rows = [[bold(literal(name)), value] for _, name, value in fields]
            headings, ids = (
                [literal("Field"), literal("Value")],
                [control_row(key) if key else "" for key, *_ in fields],
            )
            shown = self.inserts.slot(table(headings, rows, keep_all=True, ids=ids, of_attributes=True))
            named = [(name, value.markdown) for _, name, value in fields]
            return self.renderer.templates.render(
                "sections/document.md", table=shown, fields=named, cell=self.text.cell
            )
        if key == "summary":
            return self._summary()
        section = getattr(self.strategy, key)
        if section is None:
            absent = SECTION_TYPES[key](heading=self.strategy.site.heading(key))
            return self._missing(SectionHelpers(key, absent, self.text, self.inserts))
        view = SectionHelpers(key, section, self.text, self.inserts)
        text = self.renderer.templates.render(f"sections/{key}.md", strategy=self.strategy, **view.context())
        return text if text.strip("\n") != view.heading else self._missing(view)

    @property
    def _tells_missing(self) -> bool:
        return self.renderer.show_missing and self.strategy.document.status == "DRAFT"

    def _missing(self, view: SectionHelpers) -> str:
        """Say what would be in a section; only of the numbered ones, in a draft, and if the site asks for it."""
        if not self._tells_missing or view.key not in NUMBERED or view.key in self.strategy.site.off:
            return ""
        elements = [element.title for element in view.types.values() if element.counted]
        missing = self.renderer.templates.render("missing.md", strategy=self.strategy, elements=elements)
        return join([view.heading, self.inserts.slot_html(missing.strip("\n"))])

    def _fields(self) -> Iterator[tuple[str, str, Inline]]:
        """List the rows of Document Control: the key, if it is one of the format, the name and the value."""
        control, project = self.strategy.document, self.strategy.project
        line = self.text.line
        titles = {name: field.title or name for name, field in type(control).model_fields.items()}
        yield "id", titles["id"], line(self.strategy.document_id)
        yield "", "Document Type", literal(DOCUMENT_TYPE)
        yield "", "Project", line(unlinked(project.name)) + literal(" (Project ") + line(project.id) + literal(")")
        for name in (
            "classification",
            "status",
            "version",
            "created",
            "last_modified",
            "review_cycle",
            "next_review",
        ):
            pending = literal(PENDING) if name in {"created", "last_modified", "next_review"} else EMPTY
            yield name, titles[name], line(getattr(control, name)) or pending
        for name in ("owner", "reviewed_by", "approved_by"):
            yield name, titles[name], line(getattr(control, name)) or literal(PENDING)
        yield "distribution", titles["distribution"], line(control.distribution)
        for name in ("supersedes", "superseded_by"):
            if getattr(control, name):
                yield name, titles[name], line(getattr(control, name))
        for name, value in control.x.items():
            yield "", name[2:], line(value)

    def own_sections(self, after: str | None = None) -> str:
        """Write the author's own sections that follow a section, or those that follow none."""
        found = [s for s in self.strategy.sections or [] if (s.after.strip() if s.after else None) == after]
        parts = []
        for own in found:
            stable = self.inserts.slot(Anchor(anchor(plain_text(own.heading))))
            parts += ["---", stable, self.text.heading(2, own.heading), self.text.block(own.body, 3)]
        if after is None and self._tells_missing:
            said = [plain_text(section.heading) for section in self.strategy.sections or []]
            for heading in self.strategy.site.further:
                if not has_heading(said, heading):
                    waits = self.renderer.templates.render("missing.md", strategy=self.strategy, elements=[])
                    place = self.inserts.slot_html(waits.strip("\n"))
                    parts += ["---", self.text.heading(2, heading), place]
        return _paragraphs([join(parts)])

    def appendices(self) -> str:
        """Write the appendices."""
        found = self.strategy.appendices or []
        return _paragraphs(
            part for a in found for part in (self.text.heading(2, a.heading), self.text.block(a.body, 3))
        )

    def footer(self) -> str:
        """Write the closing words and what made the document."""
        made = self.strategy.generated
        lines: dict[str, Any] = {}
        if made:
            values = {**dict(made), "on": made.on or made.date, "project": unlinked(self.strategy.project.name)}
            lines = {label: values[key] for key, label in made.labels().items()}
            lines |= {name[2:]: value for name, value in made.x.items()}
        closing = self.text.block(self.strategy.closing, 2)
        signature = "  \n".join(f"**{self.text.cell(k)}**: {self.text.cell(v)}" for k, v in lines.items() if v)
        provenance = self.text.block(made.provenance, 3) if made and made.provenance else ""
        stamp = ["## Build Provenance", provenance] if provenance else []
        return join([closing, "---" if signature else "", signature, *stamp])


def _paragraphs(parts: Any) -> str:
    text = join(part.strip("\n") for part in parts)
    return f"{text}\n\n" if text else ""
