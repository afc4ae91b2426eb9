"""What hand-written pages ask for with markers: indexes, and views; and the index on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from mkdocs_arckit.findings import Finding, Severity, did_you_mean_or_all
from mkdocs_arckit.render.decorate import label_cells
from mkdocs_arckit.render.direction import isolated
from mkdocs_arckit.render.inserts import Html
from mkdocs_arckit.render.messages import lead_to_rows
from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.text.handwritten import Marker, find_markers, replace_markers
from mkdocs_arckit.views.marker_options import OptionError, parse_filters
from mkdocs_arckit.views.registry import VIEWS
from mkdocs_arckit.views.selection import Selection, parse_selection
from mkdocs_arckit.views.view import View


@dataclass(frozen=True)
class MarkedView:
    """A view that a marker asks for.

    Attributes:
        view: the view.
        wanted: the values that a row has one of, by the key of the filter; all of them have to agree.
    """

    view: View[Any]
    wanted: Mapping[str, tuple[str, ...]]


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
        self.asked: dict[tuple[str, str], Selection | MarkedView | None] = {("index", ""): Selection()}
        self.findings: list[Finding] = []
        self._html: dict[tuple[str, str], str] = {}
        self._bodies: dict[tuple[str, str], str] = {}
        """Views, whose headings are Markdown."""
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
        asked: Selection | MarkedView | None = None
        problem = None
        view = next((view for view in VIEWS if view.key == marker.name), None)
        if marker.name != "index" and view is None:
            hint = did_you_mean_or_all(marker.name, ["index", *(known.key for known in VIEWS)])
            problem = self._complain(
                f"the marker `arckit:{marker.name}` does not exist", hint, shown, text[: marker.at]
            )
        else:
            line = text.count("\n", 0, marker.options_at) + 1
            try:
                asked = (
                    MarkedView(view, parse_filters(view, marker.options, line))
                    if view
                    else parse_selection(marker.options, classifications, line)
                )
            except OptionError as error:
                before = text[: marker.options_at + error.at]
                problem = self._complain(error.message, error.hint, shown, before)
        key = (marker.name, marker.options)
        if key not in self.asked:
            self.asked[key] = asked
            self._html[key] = _notice(problem.text) if problem else ""
        return isinstance(asked, Selection) and not asked.is_extract

    def _complain(self, message: str, hint: str, shown: str, before: str) -> Finding:
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        self.findings.append(Finding("marker", Severity.ERROR, message, hint, shown, *place))
        return self.findings[-1]

    def write(self, index: Callable[[Selection], str], view: Callable[[MarkedView], str]) -> None:
        """Make the indexes and the views."""
        for key, asked in self.asked.items():
            if isinstance(asked, Selection):
                self._html[key] = index(asked)
            elif asked:
                self._bodies[key] = view(asked)

    @property
    def whole(self) -> str:
        """The whole index."""
        return self._html["index", ""]

    def put_slots(self, page: str, markdown: str, inserts: Inserts) -> str:
        """Put slots at the markers of a hand-written page, and what they ask for among its inserts."""
        if page not in self.pages:
            return markdown

        def put(marker: Marker) -> str:
            if body := self._bodies.get((marker.name, marker.options)):
                return f"\n{inserts.slot_html(body, on_site=_framed)}\n"
            html = self._html.get((marker.name, marker.options))
            written = f"<!-- arckit:{' '.join(filter(None, (marker.name, marker.options)))} -->"
            return (
                "" if html is None else f"\n{inserts.slot(Html(html, elsewhere=written, on_site=lead_to_rows(html)))}\n"
            )

        return replace_markers(markdown, put)


def _framed(html: str) -> str:
    """Make a part of a view look as on its own page."""
    return f'<div class="arckit">{isolated(label_cells(html))}</div>'


def _notice(text: str) -> str:
    coded = re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(text))
    return f'<p class="arckit-problem">{coded}</p>'
