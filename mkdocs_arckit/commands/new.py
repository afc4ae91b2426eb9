"""`mkdocs-arckit new`: a first draft of a strategy."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from mkdocs_arckit.addresses import relative_path, slug
from mkdocs_arckit.authoring.drafts import DRAFTS, FULL, MINIMAL, STARTS, Answers, describe, draft
from mkdocs_arckit.authoring.site_config import PLUGIN, SiteConfig, WrongConfigError
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.checks.violation import as_map, cell_text
from mkdocs_arckit.commands.common import (
    FILE,
    config_here,
    print_utf8,
    schema_above,
    shown,
    site_options,
    today,
    write_output,
)
from mkdocs_arckit.findings import Severity, did_you_mean_or_all
from mkdocs_arckit.model.strategy import is_project_id
from mkdocs_arckit.model.vocabulary import REVIEW_CYCLES
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.discover import discover
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.source.result import DEFAULT_LIMITS

_NAME, _OWNER = "[PROJECT_NAME]", "[OWNER_NAME]"
_NUMBERED = re.compile(r"(?P<id>[0-9]{3,})(?:-|$)")
"""The name of a folder that begins with a project's ID, as ArcKit writes them."""


@click.command("new", epilog='Example: mkdocs-arckit new --start mobile --project "Angling App"')
@click.argument("path", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--minimal", "kind", flag_value=MINIMAL, help="Only what every strategy has; ask nothing.")
@click.option("--full", "kind", flag_value=FULL, help="Every key, each with a comment that explains it; ask nothing.")
@click.option("--start", type=click.Choice(STARTS), help="Begin with what fits most teams on such a platform.")
@click.option("--project", metavar="NAME", help="The project's name.")
@click.option("--id", "project_id", metavar="ID", help="Its ID: three digits or more, or a slug such as pay.")
@click.option("--owner", metavar="NAME", help="Who owns the document: `Name, Role`.")
@click.option("--classification", metavar="WORD", help="Who may read it: a word of the site's scheme.")
@click.option(
    "--review-cycle",
    type=click.Choice(REVIEW_CYCLES),
    default="Quarterly",
    show_default=True,
    help="How often it is reviewed; the next review follows from it.",
)
@click.option("-f", "--config-file", type=FILE, help="The site's configuration, instead of mkdocs.yml in this folder.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def new_command(
    path: Path | None,
    kind: str | None,
    start: str | None,
    project: str | None,
    project_id: str | None,
    owner: str | None,
    classification: str | None,
    review_cycle: str,
    config_file: Path | None,
    force: bool,
    dry_run: bool,
) -> None:
    """Write the first draft of a strategy.

    In a terminal it asks for what no option says. PATH is a file, a folder, or - to print; without it the file goes
    into the site's docs folder, as projects/001-name/devops.yaml, and without a site into this folder.

    A starting point holds what fits most teams on a platform, says why the rest does not apply, and has a word in
    brackets wherever somebody has to decide.

    Exits with 0 if it is written, 1 if it is there already or can't be written, 2 if the command is wrong.
    """
    if kind and start:
        raise click.UsageError(f"choose --{kind} or --start, not both")
    config, options = _site(config_file)
    if not kind and _in_a_terminal():
        start = start or _ask_start()
        project = project or click.prompt("Name of the project", err=True)
        if owner is None:
            owner = click.prompt(
                "Its owner, as `Name, Role` (Enter if not known yet)", "", show_default=False, err=True
            )
        if classification is None:
            words = click.Choice(options.classifications)
            classification = click.prompt("Classification: who may read it", _usual(options), type=words, err=True)
    if not (kind := kind or start):
        raise click.UsageError("choose --minimal, --full or --start; in a terminal the command asks")
    classification = classification or _usual(options)
    if classification not in options.classifications:
        hint = did_you_mean_or_all(classification, options.classifications)
        raise click.BadParameter(
            f"{classification!r} is not in the site's scheme; {hint}", param_hint="--classification"
        )
    project, owner = _line("--project", project) or _NAME, _line("--owner", owner) or _OWNER
    file, project_id = _place(path, project, project_id, config, options)
    answers = Answers(
        project,
        project_id,
        owner,
        classification,
        review_cycle,
        date.fromisoformat(today()),
        schema_above(file) if file else "",
    )
    text = draft(kind, answers, options.classifications)
    findings = validate(text.encode(), shown(file or Path("-")), DEFAULT_LIMITS, options.classifications).findings
    for finding in findings:
        if finding.severity is not Severity.INFO:
            raise click.UsageError(f"this does not make a valid strategy: {finding.message} ({finding.hint})")
    if file is None:
        print_utf8(text.rstrip("\n"))
        return
    write_output(file, text, force=force, dry_run=dry_run)
    if not dry_run:
        _say_what_comes_next(file, config, options, classification)


def _site(config_file: Path | None) -> tuple[SiteConfig | None, Options]:
    """Read what the site sets; without a site, or without the plugin in it, what is so by default."""
    path = config_file or config_here()
    if path is None:
        return None, Options()
    try:
        config = SiteConfig.read(path.absolute(), shown(path))
    except WrongConfigError as error:
        raise click.ClickException(str(error)) from None
    return config, site_options(path) if PLUGIN in config.plugins else Options()


def _in_a_terminal() -> bool:
    """Return whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask_start() -> str:
    """Ask what the strategy begins with."""
    width = max(map(len, DRAFTS)) + 2
    about = {MINIMAL: "Only what every strategy has", FULL: "Every key, each with a comment that explains it"}
    click.echo("What should the draft hold? You can change everything later.", err=True)
    for name in DRAFTS:
        click.echo(f"  {name:{width}}{about.get(name) or describe(name)}", err=True)
    chosen: str = click.prompt("Begin with", MINIMAL, type=click.Choice(DRAFTS), show_choices=False, err=True)
    return chosen


def _usual(options: Options) -> str:
    """Return the highest classification that the site publishes."""
    return options.publish_up_to if options.publish_up_to in options.classifications else options.classifications[0]


def _line(option: str, text: str | None) -> str:
    """Take a text of one line."""
    text = (text or "").strip()
    if not text.isprintable():
        raise click.BadParameter("write it on one line, without control characters", param_hint=option)
    return text


def _place(
    path: Path | None, project: str, project_id: str | None, config: SiteConfig | None, options: Options
) -> tuple[Path | None, str]:
    """Decide where the file goes, and the ID of its project."""
    if project_id and not is_project_id(project_id):
        raise click.BadParameter("write three digits or more, or a slug such as pay", param_hint="--id")
    name = options.file_names[0].replace("*", slug(project))
    if path is None and config:
        docs = config.path.parent / config.words("docs_dir", "docs")
        project_id = project_id or _next_id([docs, *options.roots], docs / "projects", options)
        folder = f"{project_id}-{slug(project)}"
        return Path(relative_path(docs / "projects" / folder / name, Path.cwd())), project_id
    file = None if path == Path("-") else path or Path()
    if file and file.suffix not in {".yaml", ".yml"}:
        file /= name
    numbered = _NUMBERED.match(file.absolute().parent.name) if file else None
    project_id = project_id or (numbered["id"] if numbered else slug(_ascii(project)) if _ascii(project) else "")
    if not is_project_id(project_id):
        raise click.UsageError("give the project's ID with --id: three digits or more, or a slug such as pay")
    return file, project_id


def _ascii(text: str) -> str:
    """Write a text without accents, and without the letters that have no other form."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().strip()


def _next_id(folders: Iterable[Path], projects: Path, options: Options) -> str:
    """Find the first number after those of all strategies and project folders."""
    taken = [m["id"] for entry in projects.glob("*") if (m := _NUMBERED.match(entry.name))]
    for folder in folders:
        for file in discover(folder, options.file_names, options.exclude):
            try:
                root = read(file.read_bytes(), options.limits).root
            except OSError:
                continue
            taken.append(cell_text(as_map(root and root.get("project")).get("id")))
    return f"{max((int(number) for number in taken if re.fullmatch('[0-9]{3,9}', number)), default=0) + 1:03}"


def _say_what_comes_next(file: Path, config: SiteConfig | None, options: Options, classification: str) -> None:
    words, ceiling = options.classifications, options.publish_up_to
    if config and PLUGIN not in config.plugins:
        click.echo(f"{config.shown} does not have the plugin; `mkdocs-arckit init` adds it.", err=True)
    elif config and ceiling in words and words.index(classification) > words.index(ceiling):
        click.echo(f"{classification} is above `publish_up_to`, so the site does not publish it.", err=True)
    click.echo(f"Next: fill in the placeholders; `mkdocs-arckit validate {shown(file)}` lists them.", err=True)
