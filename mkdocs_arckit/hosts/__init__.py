"""What shows the pages: MkDocs, and the command line."""
