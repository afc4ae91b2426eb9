"""A page's Markdown has slots for its inserts; its HTML has the inserts, whatever the site's extensions."""

from __future__ import annotations

from html import unescape
from typing import Any

import markdown
import pytest

from mkdocs_arckit.collect import salt_of
from mkdocs_arckit.diagrams.figure import figure
from mkdocs_arckit.publication import Publication
from mkdocs_arckit.render.indexes import Indexes
from mkdocs_arckit.render.inserts import Anchor, Checklist, CodeTitle, Html, HtmlWriter, Items, Marking
from mkdocs_arckit.render.page import Inserts, RenderedPage
from mkdocs_arckit.render.tables import Table
from mkdocs_arckit.text.inline_text import inline_text, literal
from tests.helpers.rendered import MANY, PLAIN, SETTINGS, shown

TEXT = 'flowchart LR\n    a["x < y & #35;"] --> b{"&lt;<b>"}\n\n    b --> c'
TABLE = Table((literal("A"), literal("B")), ((literal("1"), literal("2")), (literal("3"), literal("4"))))


def convert(text: str, extensions: list[str] | tuple[str, ...], settings: dict[str, Any] | None = None) -> str:
    return markdown.markdown(text, extensions=list(extensions), extension_configs=settings or {})


def page(body: str, extensions: list[str], settings: dict[str, Any] | None = None, *, titles: bool = False) -> str:
    inserts = Inserts()
    without = inserts.extract_fences(body, titles=titles)
    return inserts.fill(convert(without, extensions, settings), figure)


def sources(html: str) -> list[str]:
    return [unescape(part.split("</pre>")[0]) for part in html.split('<pre class="arckit-mermaid">')[1:]]


# Slots


def test_a_page_has_two_forms() -> None:
    inserts = Inserts()
    text = f"# Page\n\n{inserts.slot(TABLE)}\n\n{inserts.slot(Anchor('a'))}\n\n## A\n"
    rendered = RenderedPage({"title": "<T>"}, text, inserts)
    assert (
        rendered.plain() == "---\ntitle: ‹T›\n---\n\n# Page\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n\n## A\n"
    )
    given, filled = rendered.for_site()
    assert "|" not in given
    assert "<table>" in filled.fill(convert(given.split("---\n\n")[1], PLAIN), figure)


def test_no_text_can_hold_the_word_that_is_made_of_it() -> None:
    assert salt_of([b"a", b"b"]) == salt_of([b"a", b"b"])
    assert len({salt_of(texts) for texts in ([], [b"a"], [b"a", b"b"], [b"b", b"a"])}) == 4
    slot = Inserts(salt_of([b"a"])).slot(TABLE)
    inserts = Inserts(salt_of([b"a", b"b"]))
    inserts.slot(TABLE)
    assert inserts.fill(f"<p>{slot}</p>", figure) == f"<p>{slot}</p>"
    assert inserts.plain(slot) == slot


def test_a_word_that_stands_in_an_insert_is_only_a_word() -> None:
    inserts = Inserts()
    first = inserts.slot(TABLE)
    outer = inserts.slot(Items((inline_text(f"see {first}"),)))
    filled = inserts.fill(f"<p>{outer}</p>", figure)
    assert filled.count("<table") == 0
    assert first in filled
    assert inserts.plain(outer) == f"- see {first}"


def test_a_number_that_is_none() -> None:
    inserts = Inserts()
    slot = inserts.slot(TABLE)
    for number in ("1", "9" * 6, "9" * 5000):
        html = f"<p>{slot[:-1]}{number}</p>"
        assert "<table" not in inserts.fill(html, figure)
        assert inserts.plain(html) == html


def test_an_insert_is_indented_with_its_slot() -> None:
    inserts = Inserts()
    slot = inserts.slot(TABLE)
    quoted = "\n".join(f"> {line}" for line in TABLE.markdown().split("\n"))
    assert inserts.plain(f"> {slot}\n\nEnd") == f"{quoted}\n\nEnd"
    box = f"!!! note\n\n    {slot}\n\nEnd\n"
    assert shown(inserts.plain(box), MANY).all("td")[3].text == "4"
    html = inserts.fill(convert(box, MANY, SETTINGS), figure)
    assert html.index("admonition") < html.index("<td") < html.index("End")


@pytest.mark.parametrize(
    "around", ["{}", "- {}", "- a\n\n    {}\n\n- b", "> {}", "<div>\n{}\n</div>", "1. {}\n2. c", "a\n{}"]
)
@pytest.mark.parametrize("extensions", [PLAIN, MANY], ids=["plain", "many"])
def test_an_insert_stands_anywhere(around: str, extensions: list[str]) -> None:
    inserts = Inserts()
    html = inserts.fill(convert(around.format(inserts.slot(TABLE)), extensions, SETTINGS), figure)
    assert html.count("<td") == 4
    assert "arckit0" not in html
    assert inserts.slot(None) == ""


def test_a_badge_is_a_paragraph_or_part_of_one() -> None:
    inserts = Inserts()
    badge = inserts.slot(Html("<span>DRAFT</span>"))
    html = inserts.fill(convert(f"{badge}\n\nStatus: {badge}.\n", PLAIN), figure)
    assert html == "<p><span>DRAFT</span></p>\n<p>Status: <span>DRAFT</span>.</p>"


def test_paragraphs_of_html_are_taken_out_of_a_template() -> None:
    inserts = Inserts()
    text = "## A\n\n<div>\n<b>*x*</b>\n</div>\n\n\n<https://e.org>\n\n<div>\n\nopen\n\n</div>\n\n<p>y</p>"
    given = inserts.slot_html(text, on_site=str.upper)
    assert given.count("<") == 3
    assert inserts.plain(given) == text.replace("\n\n\n", "\n\n")
    assert "<B>*X*</B>" in inserts.fill(convert(given, PLAIN), figure)


def test_an_anchor_is_added_where_the_heading_has_it_not() -> None:
    inserts = Inserts()
    slot = f"<p>{inserts.slot(Anchor('1-a'))}</p>"
    assert inserts.fill(f'{slot}<h2 id="1-a">A</h2>', figure) == '<h2 id="1-a">A</h2>'
    assert inserts.fill(f"{slot}<h2>A</h2>", figure) == '<div class="arckit-anchor" id="1-a"></div><h2>A</h2>'
    assert inserts.anchors == {"1-a"}


def test_a_marking_stands_at_the_foot_and_on_every_sheet() -> None:
    inserts = Inserts()
    html = inserts.fill(f"<p>{inserts.slot(Marking('OFFICIAL-SENSITIVE'))}</p>\n<p>x</p>", figure)
    assert html.count(">OFFICIAL-SENSITIVE</p>") == 2
    assert html.endswith(">OFFICIAL-SENSITIVE</p>")
    assert '@top-center{content:"OFFICIAL\\2d SENSITIVE"' in html
    assert '@bottom-center{content:"OFFICIAL\\2d SENSITIVE"' in html


def test_a_marking_is_text_in_the_styles() -> None:
    assert 'content:"\\22 \\7d \\3c \\2f STYLE\\3e \\c9 "' in Marking('"}</style>é').style()


def test_markings_of_any_script_have_styles_of_their_own() -> None:
    kinds = [
        Marking(word).html(HtmlWriter()).split("--")[1].split('"')[0] for word in ("ОТКРЫТО", "СЕКРЕТНО", "TOP SECRET")
    ]
    assert kinds == ["открыто", "секретно", "top-secret"]
    assert "@page arckit-секретно{" in Marking("СЕКРЕТНО").style()


# Lines that the site's Markdown has to see


def test_lines_with_links_pass_the_sites_markdown() -> None:
    inserts = Inserts()
    lines = [inline_text(text) for text in ("[a](b.md)", "*c*", "[a](b.md)", "API")]
    slot = inserts.slot(Items(tuple(lines)))
    text = f"{slot}\n{inserts.extract_lines(every=False)}"
    assert text.count("[a](b.md)") == 1
    html = convert(text, PLAIN).replace("b.md", "../b/")
    assert inserts.fill(html, figure).split() == convert("- [a](../b/)\n- *c*\n- [a](../b/)\n- API", PLAIN).split()


def test_a_sites_abbreviations_stand_in_cells() -> None:
    inserts = Inserts()
    made = Table((literal("API"), literal("B")), ((inline_text("the *API*"), inline_text("a|b")),))
    text = f"{inserts.slot(made)}\n{inserts.extract_lines(every=True)}\n\n*[API]: Interface\n"
    html = inserts.fill(convert(text, MANY, SETTINGS), figure)
    assert '<th> <abbr title="Interface">API</abbr></th>' in html
    assert '<td> the <em><abbr title="Interface">API</abbr></em></td>' in html
    assert html.count("API") == 2
    assert "arckit0" not in html


# Diagrams


@pytest.mark.parametrize(
    ("extensions", "settings"),
    [
        ([], {}),
        (["fenced_code"], {}),
        (["fenced_code", "codehilite"], {"codehilite": {"linenums": True}}),
        (["pymdownx.superfences", "pymdownx.highlight"], {"pymdownx.highlight": {"linenums": True}}),
        (
            ["pymdownx.superfences"],
            {"pymdownx.superfences": {"custom_fences": [{"name": "mermaid", "class": "mermaid"}]}},
        ),
        (["pymdownx.superfences", "smarty", "attr_list", "pymdownx.magiclink", "pymdownx.betterem"], {}),
    ],
)
@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
def test_any_extensions_give_the_same_figure(extensions: list[str], settings: dict[str, Any], fence: str) -> None:
    html = page(f"Before\n\n{fence}mermaid\n{TEXT}\n{fence}\n\nAfter\n", extensions, settings)
    assert html.replace("\n", "") == f"<p>Before</p>{figure(TEXT)}<p>After</p>".replace("\n", "")
    assert sources(html) == [TEXT]


def test_a_fence_in_a_list_and_one_without_blank_lines() -> None:
    html = page(
        "- item\n    ```mermaid\n    graph TD\n      a --> b\n    ```\n- next\n\nText\n``` mermaid\npie\n```\n", []
    )
    assert sources(html) == ["graph TD\n  a --> b", "pie"]
    assert html.index("<ul>") < html.index("graph TD") < html.index("</ul>") < html.index("pie")


def test_a_fence_in_a_quotation() -> None:
    html = page("> ```mermaid\n> graph TD\n>   a --> b\n> ```\n", [])
    assert sources(html) == ["graph TD\n  a --> b"]
    assert html.index("<blockquote>") < html.index("<figure") < html.index("</blockquote>")


def test_what_is_inside_another_fence_or_never_closed_stays() -> None:
    for text in (
        "````text\n```mermaid\npie\n```\n````\n",
        "~~~\n```mermaid\npie\n```\n~~~\n",
        "```mermaid\npie\n",
        "```mermaidish\npie\n```\n",
        "`mermaid`\n",
        "``` text `mermaid` ```\n",
    ):
        assert Inserts().extract_fences(text, titles=False) == text


def test_the_same_diagram_twice_stands_twice() -> None:
    assert sources(page("```mermaid\npie\n```\n" * 2, [])) == ["pie", "pie"]


def test_a_fence_that_the_theme_draws_stays() -> None:
    text = "```mermaid\npie\n```\n"
    assert RenderedPage({}, text, Inserts()).for_site(diagrams=False)[0] == text


# Titles of code

HIGHLIGHTED = ["pymdownx.superfences", "pymdownx.highlight"]


@pytest.mark.parametrize("extensions", [list(PLAIN), MANY, HIGHLIGHTED, ["fenced_code", "codehilite"]])
def test_code_has_a_title_in_its_frame(extensions: list[str]) -> None:
    text = "```bash\nls\n```\n\n```\n├── a\n```\n\n```python\nx\n```\n\nEnd\n"
    found = page(text, extensions, {name: SETTINGS[name] for name in extensions if name in SETTINGS}, titles=True)
    parts = found.split('class="filename">')[1:]
    assert [part.split("<")[0] for part in parts] == ["Shell", "Folders", "Python"]
    assert all("<code" in part for part in parts)
    assert found.endswith("<p>End</p>")


@pytest.mark.parametrize(
    ("settings", "frame"), [({"linenums": True}, "highlight"), ({"use_pygments": False}, "arckit-code")]
)
def test_the_frame_is_the_highlighters_if_it_makes_one(settings: dict[str, Any], frame: str) -> None:
    found = page("```yaml\na: 1\n```\n", HIGHLIGHTED, {"pymdownx.highlight": settings}, titles=True)
    assert f'{frame}"><span class="filename">YAML</span>' in found


def test_code_in_a_list_has_a_title_where_it_is_code() -> None:
    text = "- item\n\n    ```yaml\n    a: 1\n    ```\n"
    assert ">YAML</span>" in page(text, MANY, SETTINGS, titles=True)
    plain = page(text, list(PLAIN), titles=True)
    assert "YAML" not in plain
    assert "arckit" not in plain


def test_a_title_that_its_author_gave_stays() -> None:
    found = page('``` py title="x.py"\na\n```\n', HIGHLIGHTED, titles=True)
    assert found.count("filename") == 1
    assert "x.py" in found


def test_a_title_alone_is_not_shown() -> None:
    inserts = Inserts()
    html = f"<p>{inserts.slot(CodeTitle('Shell'))}</p>\n<p>x</p>"
    assert inserts.fill(html, figure) == "\n<p>x</p>"


def test_what_follows_an_insert_stays_as_it_is() -> None:
    inserts = Inserts()
    slot = inserts.slot(Checklist(((True, literal("A")),)))
    other = inserts.slot(TABLE)
    html = inserts.fill(f"<p>{slot}</p>\n<pre><code>{other}</code></pre>", figure)
    assert html.endswith(f"\n<pre><code>{other}</code></pre>")
    assert "arckit-code" not in html


def test_a_navigation_has_short_titles_unless_two_are_the_same() -> None:
    named = {"a.md": ("A: One", "One"), "b.md": ("A: Two", "Two"), "c.md": ("B: Two", "Two"), "v.md": ("View", "")}
    pages = {at: RenderedPage({"title": title}, "", Inserts(), name) for at, (title, name) in named.items()}
    found = Publication(pages, {}, (), (), Indexes()).nav_titles
    assert found == {"a.md": "One", "b.md": "A: Two", "c.md": "B: Two", "v.md": "View"}
