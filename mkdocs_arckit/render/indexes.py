"""The indexes of a site: those that hand-written pages ask for with a marker, and the one on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from mkdocs_arckit.findings import Finding, Severity, did_you_mean
from mkdocs_arckit.render.inserts import Html
from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.text.handwritten import Marker, find_markers, replace_markers
from mkdocs_arckit.views.selection import OptionError, Selection, parse_selection


class Indexes:
    """Reads the markers of a site, and puts an index in the place of each.

    Args:
        pages: the hand-written pages: what each is, as the site knows it, as people are told of it, and its text.
        classifications: the classification scheme.

    Attributes:
        asked: what each marker asks for, by its name and options; `None` where that can't be followed.
        findings: what is wrong with markers.
    """

    def __init__(self, pages: Iterable[tuple[str, str, str]] = (), classifications: Sequence[str] = ()) -> None:
        self.asked: dict[tuple[str, str], Selection | None] = {("index", ""): Selection()}
        self.findings: list[Finding] = []
        self._html: dict[tuple[str, str], str] = {}
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
        selection, problem = None, None
        if marker.name != "index":
            hint = did_you_mean(marker.name, ["index"]) or "write `arckit:index`"
            problem = self._complain(
                f"the marker `arckit:{marker.name}` does not exist", hint, shown, text[: marker.at]
            )
        else:
            try:
                selection = parse_selection(marker.options, classifications)
            except OptionError as error:
                before = text[: marker.options_at + error.at]
                problem = self._complain(error.message, error.hint, shown, before)
        key = (marker.name, marker.options)
        if key not in self.asked:
            self.asked[key] = selection
            self._html[key] = _notice(problem.text) if problem else ""
        return selection is not None and not selection.is_extract

    def _complain(self, message: str, hint: str, shown: str, before: str) -> Finding:
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        self.findings.append(Finding("marker", Severity.ERROR, message, hint, shown, *place))
        return self.findings[-1]

    def write(self, index: Callable[[Selection], str]) -> None:
        """Make the indexes."""
        self._html |= {key: index(selection) for key, selection in self.asked.items() if selection}

    @property
    def whole(self) -> str:
        """The whole index."""
        return self._html["index", ""]

    def put_slots(self, page: str, markdown: str, inserts: Inserts) -> str:
        """Put slots at the markers of a hand-written page, and the indexes that they ask for among its inserts."""
        if page not in self.pages:
            return markdown

        def put(marker: Marker) -> str:
            html = self._html.get((marker.name, marker.options))
            written = f"<!-- arckit:{' '.join(filter(None, (marker.name, marker.options)))} -->"
            return "" if html is None else f"\n{inserts.slot(Html(html, elsewhere=written))}\n"

        return replace_markers(markdown, put)


def _notice(text: str) -> str:
    coded = re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(text))
    return f'<p class="arckit-problem">{coded}</p>'
