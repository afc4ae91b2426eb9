"""Commands for those who work on the project: the reference, the pictures of the docs, a check of the wheel."""
