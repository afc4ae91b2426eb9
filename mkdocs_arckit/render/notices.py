"""What a strategy's page says first: that it is not in order, overdue for review, or superseded."""

from __future__ import annotations

from datetime import date

from mkdocs_arckit.checks.cells import known_text
from mkdocs_arckit.model.vocabulary import OPEN
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.reviews import due_day, in_words
from mkdocs_arckit.portfolio.versions import Versions
from mkdocs_arckit.render.messages import disorders, prose
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.views import href


def notices(renderer: Renderer, document: Document, versions: Versions, today: str, home: str | None = None) -> str:
    """Write the notices of a page as HTML; links lead to addresses that the host resolves.

    Args:
        renderer: the site's templates.
        document: whose page it is.
        versions: which document takes the place of which.
        today: the day that reviews are overdue against, `YYYY-MM-DD`.
        home: the address of the page with the index, if there is one.
    """
    strategy = document.strategy
    current = [found for found in versions.current(document) if found is not document]
    due = due_day(strategy)
    days = (due - date.fromisoformat(today)).days if due else 0
    rendered = renderer.templates.render(
        "notices.md",
        strategy=strategy,
        status=document.status,
        why=disorders(document),
        prose=prose,
        due=due.isoformat() if due else "",
        late=in_words(days) if days < 0 else "",
        replaced=versions.is_replaced(document),
        current=current,
        replaces=versions.replaces(document),
        followers=[found for found in versions.followers(document) if found not in current],
        waits=strategy.document.status in OPEN,
        home=home,
        href=href,
        text=known_text,
    ).strip()
    return f"{rendered}\n\n" if rendered else ""
