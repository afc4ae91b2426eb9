"""The command `mkdocs-arckit`: the checks of a build without building, and the schemas."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import click

from mkdocs_arckit.addresses import relative_path, shown_name
from mkdocs_arckit.diagrams import parser
from mkdocs_arckit.exports.catalogue import catalogue_schema
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.hosts.disk import check_files
from mkdocs_arckit.model.ladders import scheme
from mkdocs_arckit.model.registers import RequirementList, TechnologyList
from mkdocs_arckit.model.schema import json_schema, register_schema
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.discover import FILE_NAMES, discover
from mkdocs_arckit.version import __version__

_classifications = click.option(
    "--classification",
    "classifications",
    multiple=True,
    default=CLASSIFICATIONS,
    callback=lambda context, parameter, words: scheme(words),
    help="A classification of your scheme, lowest first; repeat the option. Or the name of a ready-made scheme.",
)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-arckit")
def main() -> None:
    """DevOps strategies as pages of a MkDocs site."""
    for stream in (sys.stdout, sys.stderr):  # a console that has no ✓ shows something in its place
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def shown(path: Path) -> str:
    """Write a path as the person who called the command would."""
    relative = relative_path(path, os.curdir)
    return shown_name(path.as_posix() if relative.startswith("..") else relative)


@main.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-f",
    "--config-file",
    type=click.Path(exists=True, dir_okay=False),
    help="The site's configuration, instead of mkdocs.yml in this folder.",
)
@click.option(
    "--file-name",
    "file_names",
    multiple=True,
    default=FILE_NAMES,
    show_default=True,
    help="With PATH: name or pattern of the files to look for in folders.",
)
@click.option(
    "--exclude", multiple=True, help="With PATH: pattern of files and folders to leave out, as in a .gitignore."
)
@_classifications
@click.option("--technologies", type=_file, help="With PATH: the list of technologies, YAML.")
@click.option("--requirements", type=_file, help="With PATH: the list of requirements, YAML or CSV.")
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
    if paths:
        if config_file:
            raise click.UsageError("name files or folders, or the configuration of a site, not both")
        findings, files, unchecked = _check_paths(paths, **options)
        nothing = f"no file here is called {' or '.join(options['file_names'])}. Give its path, or use --file-name."
    else:
        given = [
            name for name in options if context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT
        ]
        if given:
            option = {"file_names": "--file-name", "classifications": "--classification"}.get(given[0], f"--{given[0]}")
            raise click.UsageError(f"{option} goes with PATH; without it, the site's configuration says so")
        findings, files, unchecked = _check_site(config_file)
        nothing = "the site has none. See its options `file_names`, `roots` and `exclude`."
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
    findings, unchecked = check_files({path: shown(path) for path in found.values()}, options, _today(), problem_of)
    return findings, len(found), unchecked


def _check_site(config_file: str | None) -> tuple[Iterable[Finding], int, str]:
    """Check the strategies of a site; return what `_check_paths` does."""
    from mkdocs.exceptions import MkDocsException

    from mkdocs_arckit.hosts.mkdocs.validate import NoPluginError, plan_of_site

    _today()  # a wrong SOURCE_DATE_EPOCH is a wrong command
    try:
        plan, publication, messages = plan_of_site(config_file)
    except NoPluginError as error:
        raise click.UsageError(f"{error}, or name the files or folders to check") from None
    except MkDocsException as error:
        if config_file is None and not any(Path(name).is_file() for name in ("mkdocs.yml", "mkdocs.yaml")):
            raise click.UsageError(
                "there is no mkdocs.yml in this folder; name the files or folders to check, or use --config-file"
            ) from None
        raise click.ClickException(str(error)) from None
    for message in messages:
        click.echo(message, err=True)
    return publication.findings, len(plan.source_of) + len(plan.hidden), plan.unchecked


def _today() -> str:
    """Give the day of the check: that of `SOURCE_DATE_EPOCH`, or today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        day = datetime.fromtimestamp(int(epoch), timezone.utc) if epoch else datetime.now(timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; set it to seconds since 1970, or unset it") from None
    return day.date().isoformat()


def _summary(files: int, findings: Iterable[Finding]) -> str:
    counts = {severity: sum(1 for f in findings if f.severity is severity) for severity in Severity}
    said = [f"{n} {s.value}{'s' if n != 1 and s is not Severity.INFO else ''}" for s, n in counts.items() if n]
    return f"{files} {'strategy' if files == 1 else 'strategies'} checked: {', '.join(said) or 'nothing to fix'}."


def _options(config_file: Path) -> Options:
    """Read the options of a site."""
    from mkdocs.exceptions import MkDocsException

    from mkdocs_arckit.hosts.mkdocs.validate import NoPluginError, options_of_site

    try:
        return options_of_site(str(config_file))
    except NoPluginError as error:
        raise click.UsageError(str(error)) from None
    except MkDocsException as error:
        raise click.ClickException(str(error)) from None


@main.command()
@_classifications
@click.option(
    "-f", "--config-file", type=_file, help="Take classifications and sections from the configuration of a site."
)
@click.option("--catalogue", is_flag=True, help="Print the schema of strategies.json, which a site publishes.")
@click.option("--technologies", is_flag=True, help="Print the schema of a list of technologies.")
@click.option("--requirements", is_flag=True, help="Print the schema of a list of requirements.")
def schema(classifications: tuple[str, ...], config_file: Path | None, **others: bool) -> None:
    """Print the JSON Schema of devops.yaml, for editors, or of another file."""
    wanted = [name for name, asked in others.items() if asked]
    if len(wanted) > 1:
        raise click.UsageError(f"ask for one schema at a time, not for --{' and --'.join(wanted)}")
    schemas: dict[str, Callable[[], dict[str, Any]]] = {
        "catalogue": catalogue_schema,
        "technologies": lambda: register_schema(TechnologyList),
        "requirements": lambda: register_schema(RequirementList),
    }
    if wanted:
        found = schemas[wanted[0]]()
    elif config_file:
        options = _options(config_file)
        found = json_schema(options.classifications, options.sections)
    else:
        found = json_schema(classifications)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    if sys.stdout.isatty():
        click.echo(text)
    else:  # a file is UTF-8, whatever the console is
        sys.stdout.buffer.write(f"{text}\n".encode())
