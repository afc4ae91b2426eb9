"""Fills the markers of the documentation; MkDocs loads this file because `mkdocs.yml` names it under `hooks`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))  # MkDocs looks for modules elsewhere

from scripts.reference import fill


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill the markers of a page."""
    return fill(markdown)
