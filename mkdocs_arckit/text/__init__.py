"""Text of an author as Markdown that cannot break the page: one-line cells (`inline`) and whole blocks (`blocks`)."""
