"""DevOps strategies as pages: `devops.yaml` files become pages of a MkDocs site, and an index of what is approved.

The data goes one way: `source` finds and reads files, `model` says what a strategy is, `rules` checks it, `render` and
`diagrams` write Markdown, `portfolio` makes the index. `engine` joins them; `plugin` and `cli` are the two hosts.
"""

__version__ = "0.1.0"
