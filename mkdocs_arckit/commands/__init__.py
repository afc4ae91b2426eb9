"""The commands of `mkdocs-arckit`, one in each module; `main` is the group that they are in."""
