"""`python -m mkdocs_arckit`."""

from mkdocs_arckit.hosts.cli import main

main(prog_name="mkdocs-arckit")
