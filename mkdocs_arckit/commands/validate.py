"""`mkdocs-arckit validate`: the checks of a build without building."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from mkdocs_arckit.commands.common import check_paths_options, config_here, paths_options, shown, today
from mkdocs_arckit.commands.progress_bar import with_bar
from mkdocs_arckit.diagrams import parser
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.hosts.disk import check_files
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.discover import discover, is_named

_REQUIREMENTS = ("[Aa][Rr][Cc]-*-[Rr][Ee][Qq]*.[Mm][Dd]",)


@click.command("validate", epilog="Example: mkdocs-arckit validate --strict docs services")
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False),
    help="The site's configuration, instead of mkdocs.yml in this folder.",
)
@paths_options
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.pass_context
def validate_command(
    context: click.Context, /, paths: tuple[Path, ...], config_file: str | None, strict: bool, **options: Any
) -> None:
    """Check strategies: those of a site, or files and folders.

    Without PATH it reads mkdocs.yml and reports what `mkdocs build` of that site would report. With PATH it needs no
    site: it checks files, and every devops.yaml in folders.

    Prints a line for each finding. Exits with 0 if there is no error, 1 if there is, 2 if the command is wrong.
    """
    check_paths_options(context, options, paths, config_file)
    if paths:
        findings, files, unchecked = _check_paths(paths, **options)
        nothing = f"no file here is called {' or '.join(options['file_names'])}. Give its path, or use --file-name."
    else:
        findings, files, unchecked = _check_site(config_file)
        nothing = (
            "`mkdocs-arckit new` writes one. The options `file_names`, `roots` and `exclude` say where a site looks."
        )
    for finding in findings:
        click.echo(str(finding))
    if unchecked:
        click.echo(f"Diagrams were not checked: {unchecked}.", err=True)
    click.echo(_summary(files, findings) if files else f"No strategy found: {nothing}", err=True)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    raise SystemExit(1 if any(f.severity in failing for f in findings) or not files else 0)


def _check_paths(
    paths: tuple[Path, ...],
    file_names: tuple[str, ...],
    exclude: tuple[str, ...],
    classifications: tuple[str, ...],
    technologies: Path | None,
    requirements: Path | None,
) -> tuple[Iterable[Finding], int, str]:
    """Check files without a site; return the findings, the number of files, and why diagrams were not checked."""
    found = {p.resolve(): p for path in paths for p in discover(path, file_names, exclude)}
    options = Options(
        base=Path(),
        file_names=file_names,
        classifications=classifications,
        technologies=technologies,
        requirements=requirements,
    )
    problem_of = parser.problem_of if parser.installed() else None
    files = {path: shown(path) for path in found.values()}
    documents = {path: shown(path) for path in _documents(paths, exclude)}
    findings, unchecked = check_files(files, options, today(), problem_of, with_bar, documents)
    return findings, len(found), unchecked


def _documents(paths: Iterable[Path], exclude: tuple[str, ...]) -> Iterator[Path]:
    """Find ArcKit's documents of requirements: those below a folder, as a site's pages are, and those beside a file."""
    for path in paths:
        if path.is_dir():
            yield from discover(path, _REQUIREMENTS, exclude)
        else:
            yield from (p for p in sorted(path.parent.glob("*")) if is_named(p.name, _REQUIREMENTS))


def _check_site(config_file: str | None) -> tuple[Iterable[Finding], int, str]:
    """Check the strategies of a site; return what `_check_paths` does."""
    from mkdocs.exceptions import MkDocsException

    from mkdocs_arckit.hosts.mkdocs.validate import NoPluginError, plan_of_site

    today()  # a wrong SOURCE_DATE_EPOCH is a wrong command
    try:
        plan, publication, messages = plan_of_site(config_file, with_bar)
    except NoPluginError as error:
        raise click.UsageError(f"{error}, or name the files or folders to check") from None
    except MkDocsException as error:
        if config_file is None and config_here() is None:
            raise click.UsageError(
                "there is no mkdocs.yml in this folder; name the files or folders to check, or use --config-file"
            ) from None
        raise click.ClickException(str(error)) from None
    for message in messages:
        click.echo(message, err=True)
    return publication.findings, len(plan.source_of) + len(plan.hidden), plan.unchecked


def _summary(files: int, findings: Iterable[Finding]) -> str:
    counts = {severity: sum(1 for f in findings if f.severity is severity) for severity in Severity}
    said = [f"{n} {s.value}{'s' if n != 1 and s is not Severity.INFO else ''}" for s, n in counts.items() if n]
    return f"{files} {'strategy' if files == 1 else 'strategies'} checked: {', '.join(said) or 'nothing to fix'}."
