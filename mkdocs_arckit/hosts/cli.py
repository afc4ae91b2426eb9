"""The command `mkdocs-arckit`: the same checks without a site."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import click

from mkdocs_arckit import __version__
from mkdocs_arckit.addresses import relative_path, resolver_on_disk
from mkdocs_arckit.checks.diagrams import check_diagrams, own_diagrams
from mkdocs_arckit.checks.links import check_links
from mkdocs_arckit.checks.validate import validate as validate_source
from mkdocs_arckit.diagrams import parser
from mkdocs_arckit.exports.catalogue import catalogue_schema
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.model.fields import CLASSIFICATIONS
from mkdocs_arckit.model.registers import RequirementList, TechnologyList
from mkdocs_arckit.model.schema import json_schema, register_schema
from mkdocs_arckit.portfolio.documents import Entry, check_document_ids
from mkdocs_arckit.portfolio.registers import read_requirements, read_technologies
from mkdocs_arckit.portfolio.requirements import Requirements, check_requirements
from mkdocs_arckit.portfolio.versions import check_versions
from mkdocs_arckit.source.discover import FILE_NAMES, discover
from mkdocs_arckit.views.technology import check_technologies

_classifications = click.option(
    "--classification",
    "classifications",
    multiple=True,
    default=CLASSIFICATIONS,
    help="A classification of your scheme, lowest first; repeat the option.",
)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
SOON = 90
"""Within how many days the end of a technology's support is reported."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-arckit")
def main() -> None:
    """DevOps strategies as pages of a MkDocs site."""


def shown(path: Path) -> str:
    """A path as the person who called the command would write it."""
    relative = relative_path(path, os.curdir)
    return path.as_posix() if relative.startswith("..") else relative


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--file-name",
    "file_names",
    multiple=True,
    default=FILE_NAMES,
    show_default=True,
    help="Name or pattern of the files to look for in folders.",
)
@click.option("--exclude", multiple=True, help="Pattern of files and folders to leave out, as in a .gitignore.")
@_classifications
@click.option("--technologies", type=_file, help="The list of approved, tolerated and banned technologies, YAML.")
@click.option("--requirements", type=_file, help="The list of requirements, YAML or CSV.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def validate_command(
    paths: tuple[Path, ...],
    file_names: tuple[str, ...],
    exclude: tuple[str, ...],
    classifications: tuple[str, ...],
    technologies: Path | None,
    requirements: Path | None,
    strict: bool,
) -> None:
    """Check strategies: files, or folders in which every devops.yaml is checked.

    Prints a line for each finding. Exits with 0 if there is no error, 1 if there is, 2 if the command is wrong.
    """
    found = (p for path in paths for p in discover(path, file_names, exclude))
    sources = list({p.resolve(): p for p in found}.values())
    entries = []
    unchecked = "" if parser.installed() else f"{parser.HINT} does that"
    for source in sources:
        try:
            content = source.read_bytes()
        except OSError as error:
            click.echo(f"{shown(source)}: error: cannot be read: {error.strerror} [file]")
            raise SystemExit(1) from None
        validated = validate_source(content, shown(source), classifications=classifications)
        entry = Entry(validated, "", list(validated.findings))
        if validated.root is not None:
            violations = [*check_links(validated.root, resolver_on_disk(source))]
            try:
                violations += check_diagrams(validated, parser.problem_of) if not unchecked else ()
            except parser.UnusableError as error:
                unchecked = str(error)
            entry.findings += [validated.finding(violation) for violation in violations]
        entries.append(entry)
    check_document_ids(entries)
    check_versions(entries)
    findings = _check_lists(entries, technologies, requirements)
    findings += [f for entry in entries for f in sorted(entry.findings, key=lambda f: (f.line, f.column))]
    for finding in findings:
        click.echo(str(finding))
    if unchecked and any(any(own_diagrams(entry.validated)) for entry in entries):
        click.echo(f"Diagrams were not checked: {unchecked}.", err=True)
    click.echo(_summary(len(sources), findings, file_names), err=True)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    raise SystemExit(1 if any(f.severity in failing for f in findings) or not sources else 0)


def _check_lists(entries: list[Entry], technologies: Path | None, requirements: Path | None) -> list[Finding]:
    """Compare the strategies with the lists, and return what is wrong with these."""
    findings: list[Finding] = []
    if technologies:
        listed, found = read_technologies(technologies.read_bytes(), shown(technologies))
        findings += found
        if listed:
            check_technologies(entries, listed, _today(), SOON)
    if requirements:
        required, found = read_requirements(requirements.read_bytes(), shown(requirements))
        findings += found
        if required:
            check_requirements(entries, Requirements(required))
    return findings


def _today() -> str:
    """The day of the check: that of `SOURCE_DATE_EPOCH`, or today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        day = datetime.fromtimestamp(int(epoch), timezone.utc) if epoch else datetime.now(timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; set it to seconds since 1970, or unset it") from None
    return day.date().isoformat()


def _summary(files: int, findings: Iterable[Finding], file_names: Iterable[str]) -> str:
    if not files:
        return (
            f"No strategy found: no file here is called {' or '.join(file_names)}. Give its path, or use --file-name."
        )
    counts = {severity: sum(1 for f in findings if f.severity is severity) for severity in Severity}
    said = [f"{n} {s.value}{'s' if n != 1 and s is not Severity.INFO else ''}" for s, n in counts.items() if n]
    return f"{files} {'strategy' if files == 1 else 'strategies'} checked: {', '.join(said) or 'nothing to fix'}."


@main.command()
@_classifications
@click.option("--catalogue", is_flag=True, help="Print the schema of strategies.json, which a site publishes.")
@click.option("--technologies", is_flag=True, help="Print the schema of a list of technologies.")
@click.option("--requirements", is_flag=True, help="Print the schema of a list of requirements.")
def schema(classifications: tuple[str, ...], **others: bool) -> None:
    """Print the JSON Schema of devops.yaml, for editors, or of another file."""
    wanted = [name for name, asked in others.items() if asked]
    if len(wanted) > 1:
        raise click.UsageError(f"ask for one schema at a time, not for --{' and --'.join(wanted)}")
    schemas: dict[str, Callable[[], dict[str, Any]]] = {
        "catalogue": catalogue_schema,
        "technologies": lambda: register_schema(TechnologyList),
        "requirements": lambda: register_schema(RequirementList),
    }
    found = schemas[wanted[0]]() if wanted else json_schema(classifications)
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
