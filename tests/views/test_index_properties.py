"""Whatever names, owners, tags and technologies hold, the index has them as text and as attributes, and nothing else."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.render.views import view_body
from mkdocs_arckit.text.inline import plain
from mkdocs_arckit.views.index import INDEX
from mkdocs_arckit.views.index_rows import INDEX_COLUMNS
from mkdocs_arckit.views.marker_options import OptionError
from mkdocs_arckit.views.selection import Selection, parse_selection
from tests.helpers.portfolios import document_of
from tests.helpers.properties import examples

RENDERER = Renderer()
WHOLE = Selection(INDEX, columns=tuple(INDEX_COLUMNS))
HOSTILE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn"))
    | st.sampled_from("<>\"'&`={}|/"),
    min_size=1,
    max_size=40,
).filter(lambda text: bool(" ".join(plain(text).split())))


MARKS = frozenset("\\`*_[<")
"""What may be Markdown; a name without any of these is shown exactly, and one with some as plain text."""


class _Rows(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.rows: list[dict[str, str | None]] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr" and "data-status" in dict(attrs):
            self.rows.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def _index(name: str, owner: str, tag: str, layer: str, technology: str, folder: str) -> _Rows:
    data = {
        "project": {"id": "001", "name": name},
        "document": {"version": "1", "status": "DRAFT", "classification": "PUBLIC", "owner": [owner]},
        "tags": [tag],
        "overview": {"technology_stack": [{"layer": layer, "technology": [technology]}]},
    }
    document = document_of(json.dumps(data, ensure_ascii=False), f"{folder}/x/devops.yaml", "strategies/x.md")
    portfolio = Portfolio((document,), "2026-03-03", lambda address: address)
    return _Rows(view_body(RENDERER, WHOLE, INDEX.build(portfolio), portfolio, Options()))


PLAIN = _index("n", "o", "t", "l", "x", "f")


@examples(200)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
@example("_0_", "o", "t", "l", "x", "f")
@example("<b>_0 & 1*</b>", "<b>", "&lt;", "`<b>`", "<i>", "<b>")
def test_what_authors_type_stays_text(
    name: str, owner: str, tag: str, layer: str, technology: str, folder: str
) -> None:
    folder = folder.replace("/", "-")
    built = _index(name, owner, tag, layer, technology, folder)
    assert built.tags == PLAIN.tags
    assert built.attributes == PLAIN.attributes
    (row,) = built.rows
    assert row["data-folder"] == folder
    assert row["data-tag"] == " ".join(plain(tag).split())
    names = [line.split("\t") for line in (row.get("data-technology") or "").split("\n") if line]
    assert all(len(pair) == 2 for pair in names)
    squeezed = "".join(char for _, name in names for char in name if char not in ", ")
    assert squeezed == "".join(char for char in " ".join(plain(technology).split()) if char not in ", ") or not names
    said = " ".join(built.text.split())
    assert " ".join(plain(name).split()) in said
    if not set(name) & MARKS:
        assert " ".join(name.split()) in said


@given(st.text(max_size=60) | st.text("{}[]stauowner:,\"' -\n", max_size=40).map("{{{}".format))
@example("{status: [DRAFT")
@example("{owner: a}\n---\n{owner: b}")
def test_options_are_read_or_refused(options: str) -> None:
    error = None
    try:
        parse_selection(INDEX, options, CLASSIFICATIONS)
    except OptionError as caught:
        error = caught
    assert error is None or (0 <= error.at <= len(options) and error.hint)
