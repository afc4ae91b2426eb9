"""`mkdocs-arckit export`: a strategy as the Markdown document that ArcKit itself reads."""

from __future__ import annotations

import re
from pathlib import Path

import click

from mkdocs_arckit.addresses import resolver_from
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.commands.common import FILE, classifications_option, print_errors, print_utf8, shown, write_output
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.options import Options
from mkdocs_arckit.render.front_matter import front_matter
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.text.inline import Resolve, plain

_ARCKIT_NAME = re.compile(r"ARC-\d{3}-DEVOPS-v\d+(?:\.\d+)?", re.ASCII)
"""What the hooks and commands of ArcKit take for the name of a strategy."""


def document(strategy: Strategy, resolve: Resolve = lambda url: url) -> str:
    """Write a strategy as ArcKit's template has it; tags, for which it has no place, stand at its head.

    Args:
        strategy: what to write.
        resolve: finds where a link leads from the document.
    """
    tags = front_matter({"tags": list(strategy.tags)} if strategy.tags else {})
    return tags + Renderer().page(strategy, resolve).document()


@click.command(
    "export",
    epilog="Example: mkdocs-arckit export docs/projects/001-pay/devops.yaml --output projects/001-pay",
)
@click.argument("file", type=FILE)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The document to write, or the folder to write it into, named by its document ID.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@classifications_option
def export_command(
    file: Path, output: Path | None, force: bool, dry_run: bool, classifications: tuple[str, ...]
) -> None:
    """Write a strategy as an ArcKit document, in Markdown.

    It has the headings, tables and diagrams of ArcKit's template, so that ArcKit's own commands and hooks read it.
    Without --output it is printed; its links then stay as they are in FILE.

    Exits with 0 if the document is written, 1 if FILE has errors, which are printed, or the document can't be written,
    2 if the command is wrong.
    """
    validation = validate(file.read_bytes(), shown(file), Options().limits, classifications)
    strategy = validation.strategy
    if strategy is None:
        print_errors(validation.findings)
        raise click.ClickException(f"{shown(file)} has errors, so it was not exported")
    if output is None:
        print_utf8(document(strategy).rstrip("\n"))
        return
    name = plain(strategy.document_id)
    if output.is_dir() or not output.suffix:
        if not re.fullmatch(r"\w[\w. -]*", name):
            raise click.UsageError(f"the document ID {name!r} cannot name a file; give --output a file")
        output /= f"{name}.md"
    if not _ARCKIT_NAME.fullmatch(output.stem) or output.suffix != ".md":
        click.echo("ArcKit's commands only find documents with names like ARC-001-DEVOPS-v1.0.md.", err=True)
    resolve = resolver_from(file.absolute(), output.absolute().parent)
    write_output(output, document(strategy, resolve), force=force, dry_run=dry_run)
