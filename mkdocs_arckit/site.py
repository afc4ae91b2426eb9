"""The engine: from the files of a site to its pages, data and findings, whatever shows them.

It works in two steps, because a host such as MkDocs has to know the addresses of pages before their texts can be
written: `Site.plan` decides which pages there are, and `Site.publish` writes them when every page that a strategy can
link to is known.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from mkdocs_arckit.checks.control import check_control
from mkdocs_arckit.checks.diagrams import check_diagrams, own_diagrams
from mkdocs_arckit.checks.validate import ValidationResult
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.collect import LastVersion, Memory, collect
from mkdocs_arckit.diagrams.parser import HINT, DiagramProblem, UnusableError
from mkdocs_arckit.findings import Finding, Severity, bounded
from mkdocs_arckit.host import Host, HostPage, Progress, Source, silent
from mkdocs_arckit.options import Options
from mkdocs_arckit.plan import Plan, beside_index
from mkdocs_arckit.portfolio.documents import (
    Complaints,
    Document,
    PortfolioFile,
    check_document_ids,
    filed,
    with_findings,
)
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.portfolio.requirements import check_claims, check_requirements
from mkdocs_arckit.portfolio.technology_uses import check_technologies
from mkdocs_arckit.portfolio.version_checks import check_versions
from mkdocs_arckit.publication import Publication, check, publish
from mkdocs_arckit.registers import Registers, read_registers
from mkdocs_arckit.render.indexes import Indexes
from mkdocs_arckit.views.index import INDEX
from mkdocs_arckit.views.registry import BELOW_INDEX, VIEWS_HEADING
from mkdocs_arckit.views.view import View

ProblemOf = Callable[[str], DiagramProblem | None]
"""Says why Mermaid can't draw a text, or `None` if it can; raises `UnusableError` where its engine does not work."""


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: strategies have none, and looking for some takes as long as reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Site:
    """The strategies of a site on one day.

    Args:
        options: what the site chose.
        today: the day, `YYYY-MM-DD`.
        memory: what is kept from earlier builds, if an author is watching.
        problem_of: checks diagrams; without it they are not checked.
        progress: tells somebody who waits how far the work has come.
    """

    def __init__(
        self,
        options: Options,
        today: str,
        *,
        memory: Memory | None = None,
        problem_of: ProblemOf | None = None,
        progress: Progress = silent,
    ) -> None:
        self.options, self.today, self.progress = options, today, progress
        self._memory, self._problem_of = memory, problem_of

    def plan(self, sources: Iterable[Source], host: Host) -> Plan:
        """Decide which pages there are, and check everything but links.

        Args:
            sources: the strategy files, in order.
            host: what shows them.
        """
        options, pages = self.options, list(host.pages())
        collected = collect(self.progress(list(sources), "Reading files"), options, self._memory)
        registers = read_registers(options, pages, [(source, result.strategy) for source, result, _ in collected.files])
        files, unchecked = self._files(collected.files)
        files = _with_address_findings(sorted(files, key=_by_project), host, pages)
        files = self._compared(files, registers)
        portfolio = Portfolio(
            tuple(files),
            self.today,
            host.url,
            len(collected.withheld),
            tuple(sorted(set(options.review_windows))),
            beside_index(options, "") if options.exports else None,
            registers.technologies,
            registers.requirements,
        )
        source_of = {source.shown: source for source, *_ in collected.files}
        placed = [file for file in files if not any(finding.rule == "address" for finding in file.findings)]
        strategies = {file.address: source_of[file.path] for file in placed}
        trees = {file.address: file.validation.tree for file in placed}
        indexes = Indexes([(p.address, p.shown, p.text()) for p in pages if p.by_hand], options.classifications)
        occupied = {host.output_file(page.address): page for page in pages}
        ours = {host.output_file(address): source.shown for address, source in strategies.items()}
        index, problems = _place_index(options, host, indexes, occupied, ours)
        views, more = _place_views(portfolio, options, host, occupied)
        return Plan(
            options,
            portfolio,
            strategies,
            source_of,
            frozenset(address for address, tree in trees.items() if tree and not tree.problems),
            collected.withheld,
            collected.hidden,
            indexes,
            index,
            INDEX.build(portfolio),
            views,
            (*collected.findings, *registers.findings, *indexes.findings, *problems, *more),
            collected.salt,
            unchecked,
            self._memory is not None,
            self._last_good(files, source_of),
        )

    def check(self, plan: Plan, host: Host) -> tuple[Finding, ...]:
        """List everything that is wrong with a plan, links included, without writing its pages."""
        return check(plan, host)

    def publish(self, plan: Plan, host: Host) -> Publication:
        """Write the pages and the data of a plan, and report all findings; every page of the site has to be known."""
        return publish(plan, host, self.progress)

    def _last_good(self, files: Iterable[PortfolioFile], sources: Mapping[str, Source]) -> dict[str, LastVersion]:
        """Remember the documents, and find for each broken file what it said before.

        There is none for a file whose classification is not known now, and none from under another ceiling.
        """
        if self._memory is None:
            return {}
        found, ceiling = {}, (self.options.publish_up_to, self.options.classifications)
        for file in files:
            key = (sources[file.path].path, *ceiling)
            if isinstance(file, Document):
                self._memory.last_good[key] = LastVersion(file.strategy, not file.out_of_order)
            elif file.validation.tree and (last := self._memory.last_good.get(key)):
                found[file.path] = last
        return found

    def _files(self, files: Collection[tuple[Source, ValidationResult, str]]) -> tuple[list[PortfolioFile], str]:
        """Join what is wrong with each file alone; and say why no diagram was checked."""
        problem_of, unchecked = self._problem_of, ""
        found: list[PortfolioFile] = []
        for _, validation, address in self.progress(files, "Checking diagrams"):
            findings = list(validation.findings)
            if validation.root is not None and not validation.is_too_long:
                findings += [validation.finding(v) for v in check_control(validation.root, self.today)]
            if problem_of:
                try:
                    told = [validation.finding(v) for v in check_diagrams(validation, problem_of)]
                    findings += bounded(told, self.options.limits.findings)
                except UnusableError as error:
                    problem_of, unchecked = None, str(error)
            elif not unchecked and any(own_diagrams(validation)):
                unchecked = f"{HINT} does that"
            found.append(filed(validation, address, findings))
        return found, unchecked

    def _compared(self, files: list[PortfolioFile], registers: Registers) -> list[PortfolioFile]:
        """Compare the documents with each other and with the registers; one with an error takes no further part."""
        soon = max(self.options.review_windows, default=0)
        checks: list[Callable[[Portfolio], Complaints]] = [
            lambda portfolio: check_document_ids(portfolio.documents),
            lambda portfolio: check_versions(portfolio.documents),
            lambda portfolio: check_claims(portfolio.in_use),
        ]
        if technologies := registers.technologies:
            checks.append(lambda portfolio: check_technologies(portfolio.in_use, technologies, self.today, soon))
        if requirements := registers.requirements:
            checks.append(lambda portfolio: check_requirements(portfolio.in_use, requirements))
        for compare in checks:
            found: dict[str, list[Finding]] = {}
            for document, violation in compare(Portfolio(tuple(files), self.today, str)):
                found.setdefault(document.path, []).append(document.validation.finding(violation))
            most = self.options.limits.findings
            files = with_findings(files, {path: bounded(several, most) for path, several in found.items()})
        return files


def _by_project(file: PortfolioFile) -> tuple[str, str]:
    strategy = file.validation.strategy
    return strategy.project.id.casefold() if strategy else "", file.address


def _with_address_findings(
    files: Sequence[PortfolioFile], host: Host, pages: Iterable[HostPage]
) -> list[PortfolioFile]:
    """Report pages that would be written to one file: hand-written pages win, then the first strategy."""
    occupied = {host.output_file(page.address): page.described for page in pages}
    owners: dict[str, PortfolioFile] = {}
    found: dict[str, list[Finding]] = {}
    for file in files:
        output = host.output_file(file.address)
        page, first = occupied.get(output), owners.setdefault(output.casefold(), file)
        if page is None and first is file:
            continue
        message = f"its page `{file.address}` would have the same address as {page or f'that of {first.path}'}"
        hint = f"give {file.path} or {first.path} another project ID or name"
        hint = f"rename {file.path} or that page" if page else hint
        found[file.path] = [file.validation.finding(Violation("address", ("project",), message, hint))]
    return with_findings(files, found)


def _place_index(
    options: Options, host: Host, indexes: Indexes, occupied: Mapping[str, HostPage], strategies: Mapping[str, str]
) -> tuple[str | None, list[Finding]]:
    """Find a place for the index, unless a hand-written page holds it; and say what is in its way.

    Args:
        options: the site's.
        host: what shows the pages.
        indexes: what hand-written pages hold.
        occupied: the host's pages, by the file that each is written to.
        strategies: the file of each strategy, as shown to people, by the file that its page is written to.
    """
    if indexes.whole_page is not None:
        return None, []
    output = host.output_file(options.index_path)
    page, strategy = occupied.get(output), strategies.get(output)
    if page is None and strategy is None:
        return options.index_path, []
    if page and indexes.findings and page.address in indexes.pages:  # it will hold the index once it is fixed
        return None, []
    message = f"the index would have the same address as {page.described if page else f'the page of {strategy}'}"
    hint = "put `<!-- arckit:index -->` on a line of its own in that page, or set `index.path`"
    return None, [Finding("address", Severity.ERROR, message, hint, page.shown if page else str(strategy))]


def _place_views(
    portfolio: Portfolio, options: Options, host: Host, occupied: Mapping[str, HostPage]
) -> tuple[dict[str, tuple[View[Any], Any]], list[Finding]]:
    """Find places for the views that have something to show, and say what is in the way of the others."""
    views: dict[str, tuple[View[Any], Any]] = {}
    problems = []
    for view in BELOW_INDEX:
        wanted = options.views.get(view.key, True) and view.section not in options.sections.off
        answer = view.build(portfolio) if wanted else None
        if answer is None:
            continue
        address = beside_index(options, f"{VIEWS_HEADING.lower()}/{view.key}.md")
        if page := occupied.get(host.output_file(address)):
            message = f"the view `{view.key}` would have the same address as {page.described}"
            hint = f"set `views: {{{view.key}: false}}`, or rename the page"
            problems.append(Finding("address", Severity.ERROR, message, hint, page.shown))
        else:
            views[address] = view, answer
    return views, problems
