"""`mkdocs-arckit import`: a Markdown document becomes a devops.yaml, and no word of it is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from mkdocs_arckit.addresses import resolver_moved
from mkdocs_arckit.authoring.importer import Imported, ImportFailedError, import_document
from mkdocs_arckit.authoring.links import lead_links
from mkdocs_arckit.authoring.notes import Rewording
from mkdocs_arckit.authoring.report import report_data, report_lines
from mkdocs_arckit.authoring.settings import SCHEMA_LINE
from mkdocs_arckit.commands.common import (
    classifications_option,
    file_name_option,
    print_utf8,
    schema_above,
    shown,
    write_output,
)
from mkdocs_arckit.commands.progress_bar import with_bar
from mkdocs_arckit.source.discover import FILE_NAMES, discover
from mkdocs_arckit.source.result import DEFAULT_LIMITS
from mkdocs_arckit.text.natural import natural

DOCUMENT_NAMES = ("ARC-*-DEVOPS-*.md", "devops-strategy.md")


@click.command("import", epilog="Example: mkdocs-arckit import projects/001-pay/ARC-001-DEVOPS-v1.0.md")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder to write into. By default devops.yaml beside the document.",
)
@file_name_option("Name or pattern of the documents to look for in folders.", DOCUMENT_NAMES)
@click.option("--check", is_flag=True, help="Compare only: say what an import would do, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@classifications_option
def import_command(
    paths: tuple[Path, ...],
    output: Path | None,
    file_names: tuple[str, ...],
    check: bool,
    force: bool,
    dry_run: bool,
    as_json: bool,
    classifications: tuple[str, ...],
) -> None:
    """Make a devops.yaml of a Markdown document.

    PATH is a document of ArcKit, or any Markdown with headings and tables. Or it is a folder, in which every DevOps
    strategy of ArcKit is found; of several versions side by side, the newest is taken. What the format has a place for
    becomes data, the rest stays Markdown where it stood.

    Then the file's page is compared with the document, text by text, and a report says what went where.

    Exits with 0 if every text is on the page, 1 if one is missing or a file could not be read or written, 2 if the
    command is wrong.
    """
    wanted = list(_targets(paths, file_names, output))
    if not wanted:
        raise click.ClickException(f"no document here is called {' or '.join(file_names)}; name the file")
    reports: list[dict[str, Any]] = []
    failed = False
    places = {_absolute(path): _absolute(target) for path, target in wanted}
    moved = {path: target for path, target in places.items() if path.parent != target.parent}
    waited = with_bar(wanted, "Reading documents")
    results = [(path, target, _imported(path, moved, classifications)) for path, target in waited]
    for path, target, imported in results:
        if isinstance(imported, str):
            click.echo(f"{shown(path)}: {imported}", err=True)
            failed = True
            continue
        failed = failed or bool(imported.comparison.missing)
        reports.append(report_data(imported, shown(path), shown(target)))
        if not as_json:
            click.echo("\n".join(report_lines(imported, shown(path))))
        if not check:
            try:
                schema = schema_above(target)
                first = SCHEMA_LINE.format(schema) if schema else ""
                write_output(target, first + imported.yaml, force=force, dry_run=dry_run)
            except click.ClickException as error:
                error.show()
                failed = True
    if as_json:
        print_utf8(json.dumps(reports, indent=2, ensure_ascii=False))
    raise SystemExit(1 if failed else 0)


def _imported(path: Path, moved: Mapping[Path, Path], classifications: tuple[str, ...]) -> Imported | str:
    """Import a document; return why that is not possible.

    Args:
        path: the document.
        moved: the files that are made of documents, where they are in other folders than these, all absolute.
        classifications: the classification scheme.
    """
    try:
        if path.stat().st_size > DEFAULT_LIMITS.file_size:
            return f"the document is larger than {DEFAULT_LIMITS.file_size:,} bytes, the most that a strategy may have"
        text = path.read_bytes().decode("utf-8-sig")
        led = list[Rewording]()
        if target := moved.get(_absolute(path)):
            text, led = lead_links(text, resolver_moved(_absolute(path), target.parent, moved))
        imported = import_document(text, path.resolve().parts[1:], classifications)
        imported.notes.changes += led
        return imported
    except UnicodeDecodeError:
        return "the document is not UTF-8; save it as UTF-8"
    except OSError as error:
        return f"the document cannot be read: {error.strerror}"
    except ImportFailedError as error:
        return str(error)


def _absolute(path: Path) -> Path:
    """Write a path in the one way in which it can be compared with others."""
    return Path(os.path.abspath(path))


def _targets(paths: Iterable[Path], file_names: tuple[str, ...], output: Path | None) -> Iterator[tuple[Path, Path]]:
    """Yield each document and the file to write."""
    found = [(path, document) for path in paths for document in _newest(discover(path, file_names))]
    if output and len(found) > 1 and output.suffix:
        raise click.UsageError("there are several documents; give --output a folder")
    taken: dict[Path, Path] = {}
    for path, document in found:
        target = document.with_name(FILE_NAMES[0])
        if output:
            folder = document.parent.relative_to(path) if path.is_dir() else Path()
            target = output if output.suffix and not output.is_dir() else output / folder / FILE_NAMES[0]
        if target in taken:
            raise click.UsageError(f"{shown(taken[target])} and {shown(document)} would both be {shown(target)}")
        taken[target] = document
        yield document, target


def _newest(documents: Iterable[Path]) -> list[Path]:
    """Keep the newest of the documents of each folder."""
    newest: dict[Path, Path] = {}
    for document in sorted(documents, key=lambda path: natural(path.name)):
        newest[document.parent] = document
    return list(newest.values())
