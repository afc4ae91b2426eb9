"""`python -m mkdocs_arckit`."""

from mkdocs_arckit.commands.main import main

main(prog_name="mkdocs-arckit")
