"""Diagrams as Mermaid text, drawn from the data of a strategy."""
