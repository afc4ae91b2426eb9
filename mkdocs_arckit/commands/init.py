"""`mkdocs-arckit init`: sets up a folder for strategies."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_arckit.authoring.set_up import FileStep, Wishes, set_up
from mkdocs_arckit.authoring.site_config import PLUGIN, SiteConfig, WrongConfigError
from mkdocs_arckit.commands.common import FILE, config_here, shown, site_options
from mkdocs_arckit.hosts.disk import write_whole
from mkdocs_arckit.options import Options


@click.command("init", epilog="Example: mkdocs-arckit init --pages github --pre-commit")
@click.option("-f", "--config-file", type=FILE, help="The site's configuration, instead of mkdocs.yml in this folder.")
@click.option(
    "--pages", type=click.Choice(["github", "gitlab"]), help="Publish the site: a workflow for GitHub or GitLab Pages."
)
@click.option("--pre-commit", is_flag=True, help="Check strategies before each commit.")
@click.option("--force", is_flag=True, help="Replace a schema or workflow that is there and differs.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def init_command(config_file: Path | None, pages: str | None, pre_commit: bool, force: bool, dry_run: bool) -> None:
    """Set up a site for strategies.

    Adds the plugin to mkdocs.yml and changes nothing else in it, writes the schema for editors, and names it in
    .vscode/settings.json and in the first line of strategies that name none. In a folder without mkdocs.yml it makes
    a small site. What is done already stays, so the command can be repeated.

    Exits with 0 if everything is in place, 1 if something is left to do by hand or can't be written, 2 if the command
    is wrong.
    """
    path = config_file or config_here()
    config = None
    try:
        config = SiteConfig.read(path.absolute(), shown(path)) if path else None
        options = site_options(path) if path and config and PLUGIN in config.plugins else Options()
        folder = path.absolute().parent if path else Path.cwd()
        steps = set_up(folder, config, options, Wishes(pages or "", pre_commit, force))
        for step in steps:
            if step.data is not None and not dry_run:
                _write(step.path, step.data)
            _say(step, dry_run)
    except WrongConfigError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{shown(Path(error.filename))} cannot be read: {error.strerror}") from None
    if dry_run:
        click.echo("Nothing was written.")
    elif not any(step.data is not None or step.by_hand for step in steps):
        click.echo("Everything is in place; nothing was changed.")
    else:
        click.echo("Next: `mkdocs-arckit new` writes a strategy, `mkdocs serve` shows it.")
    raise SystemExit(1 if any(step.by_hand for step in steps) else 0)


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path.resolve(), data)  # a link stays a link
    except OSError as error:
        raise click.ClickException(f"{shown(path)} cannot be written: {error.strerror}") from None


def _say(step: FileStep, dry_run: bool) -> None:
    """Print what became of a file."""
    if step.by_hand:
        click.echo(f"by hand  {shown(step.path)}: {step.what}:")
        click.echo("".join(f"           {line}\n" for line in step.by_hand.splitlines()), nl=False)
        return
    verbs = ("write", "change") if dry_run else ("written", "changed")
    verb = "kept" if step.data is None else verbs[0 if step.new else 1]
    click.echo(f"{verb:9}{shown(step.path)}: {step.what}")
