"""Text for places of themes that print it unescaped, or that read it as HTML."""

from __future__ import annotations

import pytest

from mkdocs_arckit.model.strategy import NUMBERED
from mkdocs_arckit.portfolio.completeness import Filled
from mkdocs_arckit.render.front_matter import front_matter
from mkdocs_arckit.text import inline
from mkdocs_arckit.text.printable import for_theme, for_title
from mkdocs_arckit.views.completeness import _cell


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("R&D, AT&T & 3 > 2", "R&D, AT&T & 3 › 2"),
        ('<img src=x onerror="y">', "‹img src=x onerror=”y”›"),
        ("&lt;b&gt; &#60; &#z", "＆lt;b＆gt; ＆#60; ＆#z"),
    ],
)
def test_what_themes_print_is_text(text: str, shows: str) -> None:
    assert for_theme(text) == shows
    assert shows in front_matter({"title": text})


def test_a_title_holds_no_tag() -> None:
    assert for_title("<b> & x") == "‹b› & x"
    assert inline.cell('[a](b.md "<b>")') == '[a](b.md "‹b›")'
    assert "‹img›" in _cell(NUMBERED[0], Filled("CI", 3, 0, 1, "<img> later"), []).words
