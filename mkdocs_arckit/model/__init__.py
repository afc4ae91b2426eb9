"""What a strategy is: the one source of labels, table headings, validation, JSON Schema and the reference page."""
