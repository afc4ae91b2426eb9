"""What hand-written pages ask for with markers: indexes, and views; and the index on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from mkdocs_arckit.findings import Finding, Severity, did_you_mean_or_all
from mkdocs_arckit.render.decorate import label_cells
from mkdocs_arckit.render.direction import isolated
from mkdocs_arckit.render.inserts import Html
from mkdocs_arckit.render.messages import lead_to_rows
from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.text.handwritten import Marker, find_markers, replace_markers
from mkdocs_arckit.views.index import INDEX
from mkdocs_arckit.views.marker_options import OptionError
from mkdocs_arckit.views.registry import VIEWS
from mkdocs_arckit.views.selection import Selection, parse_selection


def is_whole_index(asked: Selection | None) -> bool:
    """Say whether a marker asks for the index with all strategies."""
    return asked is not None and asked.view is INDEX and not asked.is_extract


class Indexes:
    """Reads the markers of a site, and puts an index or a view in the place of each.

    Args:
        pages: the hand-written pages: what each is, as the site knows it, as people are told of it, and its text.
        classifications: the classification scheme.

    Attributes:
        asked: what each marker asks for, by its name and options; `None` where that can't be followed.
        findings: what is wrong with markers.
    """

    def __init__(self, pages: Iterable[tuple[str, str, str]] = (), classifications: Sequence[str] = ()) -> None:
        self.asked: dict[tuple[str, str], Selection | None] = {(INDEX.key, ""): Selection(INDEX)}
        self.findings: list[Finding] = []
        self._shown: dict[tuple[str, str], str] = {}
        self.pages: set[str] = set()
        """The hand-written pages with markers."""
        self.whole_page: str | None = None
        """The first hand-written page that holds the whole index, so that it needs no page of its own."""
        for page, shown, text in pages:
            for marker in find_markers(text):
                self.pages.add(page)
                if self._read(marker, shown, text, classifications) and self.whole_page is None:
                    self.whole_page = page

    def _read(self, marker: Marker, shown: str, text: str, classifications: Sequence[str]) -> bool:
        """Read a marker, and say whether it asks for the whole index."""
        asked = problem = None
        views = {view.key: view for view in VIEWS}
        if marker.name not in views:
            hint = did_you_mean_or_all(marker.name, views)
            before = text[: marker.at]
            problem = self._complain(f"the marker `arckit:{marker.name}` does not exist", hint, shown, before)
        else:
            line = text.count("\n", 0, marker.options_at) + 1
            try:
                asked = parse_selection(views[marker.name], marker.options, classifications, line)
            except OptionError as error:
                before = text[: marker.options_at + error.at]
                problem = self._complain(error.message, error.hint, shown, before)
        key = (marker.name, marker.options)
        if key not in self.asked:
            self.asked[key] = asked
            self._shown[key] = _notice(problem.text) if problem else ""
        return is_whole_index(asked)

    def _complain(self, message: str, hint: str, shown: str, before: str) -> Finding:
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        self.findings.append(Finding("marker", Severity.ERROR, message, hint, shown, *place))
        return self.findings[-1]

    def write(self, show: Callable[[Selection], str]) -> None:
        """Make the indexes and the views."""
        self._shown |= {key: show(asked) for key, asked in self.asked.items() if asked}

    @property
    def whole(self) -> str:
        """The whole index."""
        return self._shown["index", ""]

    def put_slots(self, page: str, markdown: str, inserts: Inserts) -> str:
        """Put slots at the markers of a hand-written page, and what they ask for among its inserts."""
        if page not in self.pages:
            return markdown

        def put(marker: Marker) -> str:
            key = (marker.name, marker.options)
            shown, asked = self._shown.get(key), self.asked.get(key)
            if shown is None:
                return ""
            if asked and not asked.view.template:
                return f"\n{inserts.slot_html(shown, on_site=_framed)}\n"
            written = f"<!-- arckit:{' '.join(filter(None, key))} -->"
            return f"\n{inserts.slot(Html(shown, elsewhere=written, on_site=lead_to_rows(shown)))}\n"

        return replace_markers(markdown, put)


def _framed(html: str) -> str:
    """Make a part of a view look as on its own page."""
    return f'<div class="arckit">{isolated(label_cells(html))}</div>'


def _notice(text: str) -> str:
    coded = re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(text))
    return f'<p class="arckit-problem">{coded}</p>'
