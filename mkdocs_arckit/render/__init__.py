"""Strategies as Markdown pages: Jinja templates that read like the template document, and the words they are given."""
