"""What changed since the versions before and since the approval, folded, on a strategy's page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from mkdocs_arckit.changes.change import Change, FileChanges
from mkdocs_arckit.changes.compare import compare
from mkdocs_arckit.changes.writers import changes_html
from mkdocs_arckit.checks.people import signed_on
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.model.strategy import Strategy
from mkdocs_arckit.model.vocabulary import OPEN
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.versions import IN_FORCE, Versions
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.views import href
from mkdocs_arckit.source.result import Limits
from mkdocs_arckit.text.plain import plain_text

_MOST = 200
"""More changes are counted."""
_OF_EACH = frozenset({"document.status", "document.supersedes", "document.superseded_by"})
"""Keys of which each version has its own value, which the page says elsewhere."""


def changes(renderer: Renderer, document: Document, versions: Versions, options: Options) -> str:
    """Write what changed since each version of a project that a document directly replaces.

    A version whose classification is above that of the document is left out: the page is marked with its own.

    Args:
        renderer: the site's templates.
        document: whose page it is.
        versions: which document takes the place of which; of those that are withheld it knows nothing.
        options: the site's.
    """
    parts, now = [], document.strategy
    for older in versions.replaces(document):
        before = older.strategy
        if before.project.id.casefold() == now.project.id.casefold() and _may_be_told(before, now, options):
            found = [change for change in compare(before, now) if change.key not in _OF_EACH]
            parts.append(_folded(renderer, now, before, found, link=href(older)))
    return "".join(parts)


def changes_since_approval(renderer: Renderer, document: Document, earlier: Iterable[bytes], options: Options) -> str:
    """Write what changed in the file of a document since it was approved; before approval, since its last approval.

    Args:
        renderer: the site's templates.
        document: whose page it is.
        earlier: what its file held before, newest first.
        options: the site's.
    """
    now = document.strategy
    before = _as_approved(now, earlier, options)
    if before is None or not _may_be_told(before, now, options):
        return ""
    found = list(compare(before, now))
    return _folded(renderer, now, before, found, approved=str(signed_on(before.document.approved_by))) if found else ""


def _as_approved(now: Strategy, earlier: Iterable[bytes], options: Options) -> Strategy | None:
    """Find what was approved: of a document in force where its approval began, of an open one the last that was."""
    found = None
    if now.document.status not in IN_FORCE | OPEN:
        return None
    for content in earlier:
        old = _read(content, options.limits, options.classifications)
        if old is None:
            continue
        is_approved = old.document.status in IN_FORCE and signed_on(old.document.approved_by) is not None
        if now.document.status in OPEN:
            if is_approved:
                return old
        elif is_approved and _approval(old) == _approval(now):
            found = old
        else:
            break
    return found


@lru_cache(maxsize=500)
def _read(content: bytes, limits: Limits, classifications: tuple[str, ...]) -> Strategy | None:
    """Read what a file held before, once: whoever watches a site builds it again and again."""
    return validate(content, "", limits, classifications).strategy


def _approval(strategy: Strategy) -> tuple[str, object]:
    return strategy.document.version, signed_on(strategy.document.approved_by)


def _may_be_told(before: Strategy, now: Strategy, options: Options) -> bool:
    """Say whether a version is classified no higher than the page that would tell of it."""
    scheme, level = options.classifications, now.document.classification
    return level in scheme and before.document.classification in scheme[: scheme.index(level) + 1]


def _folded(
    renderer: Renderer, now: Strategy, before: Strategy, found: list[Change], link: str = "", approved: str = ""
) -> str:
    rendered = renderer.templates.render(
        "changes.md",
        strategy=now,
        version=plain_text(before.document.version),
        is_same=before.document.version == now.document.version,
        approved=approved,
        link=link,
        count=len(found),
        changes=Markup(changes_html(FileChanges("", "", "", tuple(found)), most=_MOST)),
    )
    return f"{rendered.strip()}\n\n"
