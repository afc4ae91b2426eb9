"""What changed since the versions before, folded, on the page of the one that replaces them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from mkdocs_arckit.changes.change import FileChanges
from mkdocs_arckit.changes.compare import compare
from mkdocs_arckit.changes.writers import changes_html
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.versions import Versions
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.views import href
from mkdocs_arckit.text.plain import plain_text

_MOST = 200
"""More changes are counted."""
_OF_EACH = frozenset({"document.status", "document.supersedes", "document.superseded_by"})
"""Keys of which each version has its own value, which the page says elsewhere."""


def changes(renderer: Renderer, document: Document, versions: Versions, classifications: Sequence[str]) -> str:
    """Write what changed since each version of a project that a document directly replaces.

    A version whose classification is above that of the document is left out: the page is marked with its own.

    Args:
        renderer: the site's templates.
        document: whose page it is.
        versions: which document takes the place of which; of those that are withheld it knows nothing.
        classifications: the site's scheme, lowest first.
    """
    project, level = document.strategy.project.id.casefold(), document.strategy.document.classification
    readable = classifications[: classifications.index(level) + 1] if level in classifications else ()
    parts = []
    for older in versions.replaces(document):
        before = older.strategy
        if before.project.id.casefold() != project or before.document.classification not in readable:
            continue
        found = tuple(change for change in compare(before, document.strategy) if change.key not in _OF_EACH)
        parts.append(
            renderer.templates.render(
                "changes.md",
                strategy=document.strategy,
                version=plain_text(before.document.version),
                link=href(older),
                count=len(found),
                changes=Markup(changes_html(FileChanges("", "", "", found), most=_MOST)),
            ).strip()
        )
    return "".join(f"{part}\n\n" for part in parts)
