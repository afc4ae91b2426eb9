"""The pages and the data of a site, written."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_arckit.addresses import relative_path
from mkdocs_arckit.checks.citations import cited
from mkdocs_arckit.checks.links import check_links
from mkdocs_arckit.exports.answers import answer_paths
from mkdocs_arckit.exports.registry import export
from mkdocs_arckit.findings import Finding, Severity, bounded
from mkdocs_arckit.host import Host, Progress, silent
from mkdocs_arckit.options import Options
from mkdocs_arckit.plan import Plan, beside_index
from mkdocs_arckit.portfolio.documents import Document, with_findings
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.render.changes import changes, changes_since_approval
from mkdocs_arckit.render.errors import error_page, errors
from mkdocs_arckit.render.indexes import Indexes, is_whole_index
from mkdocs_arckit.render.notices import notices
from mkdocs_arckit.render.page import Inserts, RenderedPage
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.template_checks import check_templates
from mkdocs_arckit.render.templates import BrokenTemplateError
from mkdocs_arckit.render.views import data_links, href, index_page, tabs, view_body, view_page
from mkdocs_arckit.text.inline import Resolve
from mkdocs_arckit.views.selection import Selection
from mkdocs_arckit.views.traceability import anchors_for
from mkdocs_arckit.views.view import View


@dataclass(frozen=True)
class Publication:
    """What a site shows.

    Attributes:
        pages: each page, by its address.
        files: the data, by its path among the site's sources: a text, or the file that is copied.
        findings: everything that is wrong: first the site, then each strategy in the order of the file.
        fatal: the errors that end a build even where those of strategies do not: pages in each other's way, and broken
            templates.
        requirement_links: for the page of each strategy, where the requirement IDs in it lead; empty if not wanted.
        indexes: the indexes of hand-written pages.
        citations: for the page of each strategy, the citations that have a row in it.
    """

    pages: Mapping[str, RenderedPage]
    files: Mapping[str, str | Path]
    findings: tuple[Finding, ...]
    fatal: tuple[Finding, ...]
    indexes: Indexes
    requirement_links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    citations: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def nav_titles(self) -> dict[str, str]:
        """The title of each page in a navigation, by its address: short, unless two pages had the same then."""
        count = Counter(page.name for page in self.pages.values())
        return {
            address: page.name if count[page.name] == 1 else str(page.meta.get("title", address))
            for address, page in self.pages.items()
        }


def publish(plan: Plan, host: Host, progress: Progress = silent) -> Publication:
    """Write the pages and the data of a plan.

    Args:
        plan: what the site has.
        host: what shows it; every page that a strategy can link to has to be there by now.
        progress: tells somebody who waits how far the work has come.
    """
    options = plan.options
    resolvers = _resolvers(plan, host)
    portfolio = _with_links_checked(plan.portfolio, resolvers, options.limits.findings)
    problems = [*host.findings(), *plan.findings]
    renderer = Renderer(options.templates, show_missing=options.show_missing, salt=plan.salt)
    pages: dict[str, RenderedPage] = {}
    files, taken = _files(plan, portfolio, host)
    try:
        if options.templates:
            folder = relative_path(options.templates, options.base)
            problems += check_templates(options.templates, renderer.templates.environment, folder)
        pages |= dict(_strategy_pages(plan, portfolio, renderer, resolvers, progress))
        pages |= dict(_index_page(plan, portfolio, renderer, files))
        pages |= dict(_view_pages(plan, portfolio, renderer, files))
    except BrokenTemplateError as error:
        problems.append(_broken_template(error, options))
        text = f"# Template with an error\n\n```text\n{error}\n```\n"
        pages = dict.fromkeys(plan.generated, RenderedPage({}, text, Inserts(plan.salt)))
    problems += taken
    findings = (*problems, *(finding for file in portfolio.files for finding in file.findings))
    fatal = tuple(f for f in problems if f.severity is Severity.ERROR and f.rule in {"address", "template"})
    citations = {document.address: frozenset(cited(document.strategy)) for document in portfolio.documents}
    return Publication(pages, files, findings, fatal, plan.indexes, _requirement_links(plan, portfolio), citations)


def _broken_template(error: BrokenTemplateError, options: Options) -> Finding:
    own = options.templates / error.template if options.templates else None
    shown = relative_path(own, options.base) if own and own.is_file() else error.template
    return Finding("template", Severity.ERROR, error.why, "", shown, error.line, min(error.line, 1))


def check(plan: Plan, host: Host) -> tuple[Finding, ...]:
    """List everything that is wrong with a plan, without writing its pages."""
    portfolio = _with_links_checked(plan.portfolio, _resolvers(plan, host), plan.options.limits.findings)
    return (*host.findings(), *plan.findings, *(f for file in portfolio.files for f in file.findings))


def _with_links_checked(portfolio: Portfolio, resolvers: Mapping[str, Resolve], most: int) -> Portfolio:
    """Warn of the links that lead to nothing."""
    found: dict[str, tuple[Finding, ...]] = {}
    for file in portfolio.files:
        if (root := file.validation.root) is not None:
            broken = check_links(root, resolvers[file.path])
            found[file.path] = bounded([file.validation.finding(violation) for violation in broken], most)
    return replace(portfolio, files=tuple(with_findings(portfolio.files, found)))


def _resolvers(plan: Plan, host: Host) -> dict[str, Resolve]:
    """Make what finds where the links of each file lead, by the file as shown to people."""
    pages = plan.page_of_file
    return {
        file.path: cache(host.resolver(plan.source_of[file.path], file.address, pages)) for file in plan.portfolio.files
    }


def _strategy_pages(
    plan: Plan, portfolio: Portfolio, renderer: Renderer, resolvers: Mapping[str, Resolve], progress: Progress
) -> Iterator[tuple[str, RenderedPage]]:
    for file in progress(portfolio.files, "Making pages"):
        if plan.sources.get(file.address) is not plan.source_of[file.path]:
            continue  # another page has its address
        resolve = resolvers[file.path]
        if isinstance(file, Document):
            above = notices(renderer, file, portfolio.versions, portfolio.today, plan.index or plan.indexes.whole_page)
            standing, in_order = portfolio.versions.standing(file), not file.out_of_order
            since = changes(renderer, file, portfolio.versions, plan.options)
            if earlier := plan.source_of[file.path].earlier:
                since += changes_since_approval(renderer, file, earlier(), plan.options)
            page = renderer.page(
                file.strategy, resolve, portfolio.today, above, standing, in_order=in_order, changes=since
            )
        elif last := plan.last_good.get(file.path):
            above = errors(renderer, file, with_lines=plan.is_watched, above_last=True)
            page = renderer.page(last.strategy, resolve, portfolio.today, above, in_order=last.in_order)
        else:
            page = error_page(renderer, file, with_lines=plan.is_watched)
        yield file.address, page


def _index_page(
    plan: Plan, portfolio: Portfolio, renderer: Renderer, files: Collection[str]
) -> Iterator[tuple[str, RenderedPage]]:
    """Write the indexes of hand-written pages, and the page for the whole index, if none of them holds it."""
    options = plan.options
    above = _tabs(plan, renderer, plan.index or plan.indexes.whole_page or "")
    below = data_links(renderer, files, beside_index(options, ""))

    found = dict(plan.answers)

    @cache
    def answer_of(view: View[Any]) -> Any:
        """Find what a view answers, whether it has a page or not."""
        return found.get(view) or (None if view.section in options.sections.off else view.build(portfolio))

    def marked(selection: Selection) -> str:
        answer = answer_of(selection.view)
        narrowed = answer and selection.view.narrowed(answer, selection.filters)
        shown = view_body(renderer, selection, narrowed, portfolio, options)
        return above + shown + below if is_whole_index(selection) else shown

    plan.indexes.write(marked)
    if plan.index:
        yield plan.index, index_page(renderer, options.index_title, plan.indexes.whole)


def _view_pages(
    plan: Plan, portfolio: Portfolio, renderer: Renderer, files: Collection[str]
) -> Iterator[tuple[str, RenderedPage]]:
    titles = plan.view_titles
    for address, (view, answer) in plan.views.items():
        above = _tabs(plan, renderer, address)
        data = dict(zip(("JSON", "schema"), answer_paths(view), strict=True))
        below = data_links(renderer, files, beside_index(plan.options, ""), data)
        body = view_body(renderer, Selection(view), answer, portfolio, plan.options)
        yield address, view_page(renderer, titles[address], body, above, below, is_long=view.is_long)


def _tabs(plan: Plan, renderer: Renderer, current: str) -> str:
    """Write what leads from the index and from each view to all the others."""
    index = plan.index or plan.indexes.whole_page
    pages = [*([(index, "Index")] if index else []), *plan.view_titles.items()]
    return tabs(renderer, pages, current)


def _files(plan: Plan, portfolio: Portfolio, host: Host) -> tuple[dict[str, str | Path], list[Finding]]:
    """List the data and the copied sources, and say what is in the way of one of them."""
    options = plan.options
    wanted: dict[str, tuple[str | Path, str]] = {}
    if options.publish_source:
        for address, source in plan.sources.items():
            if source.in_docs is None and address in plan.readable:
                wanted[source_copy(address)] = (
                    source.path,
                    "rename it, or set `publish_source: false`",
                )
    if options.exports:
        hint = "rename it, or set `exports: false`"
        data = export(portfolio, plan.answers)
        wanted |= {beside_index(options, name): (text, hint) for name, text in data.items()}
    files, problems = dict[str, str | Path](), []
    for path, (content, hint) in wanted.items():
        if there := host.occupant(path):
            problems.append(
                Finding("address", Severity.ERROR, f"`{path}` would have the same address as {there}", hint, there)
            )
        else:
            files[path] = content
    return files, problems


def source_copy(address: str) -> str:
    """Say where a copy of a strategy's file is published, beside its page."""
    return f"{posixpath.splitext(address)[0]}.yaml"


def _requirement_links(plan: Plan, portfolio: Portfolio) -> dict[str, dict[str, str]]:
    page = next((address for address, (view, _) in plan.views.items() if view.key == "traceability"), None)
    if page is None or not plan.options.link_requirements:
        return {}
    return {
        document.address: {
            name: href(page, at) for name, at in anchors_for(document.strategy.project.id, portfolio.traces).items()
        }
        for document in portfolio.documents
    }
