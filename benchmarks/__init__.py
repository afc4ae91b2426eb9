"""Measures the plugin; see README.md."""
