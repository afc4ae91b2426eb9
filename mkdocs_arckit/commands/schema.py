"""`mkdocs-arckit schema`: the JSON Schemas, for editors and other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mkdocs_arckit.authoring.snippets import editor_schema
from mkdocs_arckit.changes.record import changes_schema
from mkdocs_arckit.commands.common import FILE, classifications_option, print_utf8, site_options
from mkdocs_arckit.exports.answers import answer_schema
from mkdocs_arckit.exports.catalogue import catalogue_schema
from mkdocs_arckit.model.registers import RequirementList, TechnologyList
from mkdocs_arckit.model.schema import register_schema
from mkdocs_arckit.views.registry import VIEWS


@click.command("schema", epilog="Example: mkdocs-arckit schema > devops.schema.json")
@classifications_option
@click.option(
    "-f", "--config-file", type=FILE, help="Take classifications and sections from the configuration of a site."
)
@click.option("--catalogue", is_flag=True, help="Print the schema of strategies.json, which a site publishes.")
@click.option("--changes", is_flag=True, help="Print the schema of what `diff --format json` prints.")
@click.option("--view", type=click.Choice([view.key for view in VIEWS]), help="Print the schema of a view's data.")
@click.option("--technologies", is_flag=True, help="Print the schema of a list of technologies.")
@click.option("--requirements", is_flag=True, help="Print the schema of a list of requirements.")
def schema_command(
    classifications: tuple[str, ...], config_file: Path | None, view: str | None, **others: bool
) -> None:
    """Print the JSON Schema of devops.yaml, or of another file.

    Editors complete and check a file with it. `mkdocs-arckit init` writes the schema of a site and tells the editor.

    Exits with 0 if it is printed, 1 if the site's configuration has errors, 2 if the command is wrong.
    """
    wanted = [name for name, asked in {**others, "view": view}.items() if asked]
    if len(wanted) > 1:
        raise click.UsageError(f"ask for one schema at a time, not for --{' and --'.join(wanted)}")
    schemas: dict[str, Callable[[], dict[str, Any]]] = {
        "catalogue": catalogue_schema,
        "changes": changes_schema,
        "view": lambda: answer_schema(next(known for known in VIEWS if known.key == view)),
        "technologies": lambda: register_schema(TechnologyList),
        "requirements": lambda: register_schema(RequirementList),
    }
    if wanted:
        found = schemas[wanted[0]]()
    elif config_file:
        options = site_options(config_file)
        found = editor_schema(options.classifications, options.sections)
    else:
        found = editor_schema(classifications)
    print_utf8(json.dumps(found, indent=2, ensure_ascii=False))
