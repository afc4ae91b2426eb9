"""Versions: the chains of documents of which one supersedes another."""

from __future__ import annotations

from typing import Any

from mkdocs_arckit.portfolio.portfolio import Portfolio


def build_versions(portfolio: Portfolio) -> dict[str, Any] | None:
    """List the chains; `None` if no document supersedes another."""
    chains = portfolio.versions.chains()
    return {"chains": chains} if chains else None
