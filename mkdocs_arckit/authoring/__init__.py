"""Writing for authors: `devops.yaml` files as people would write them, from other documents or new; a site's files."""
