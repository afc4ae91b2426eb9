"""Both writers of an insert say the same: its Markdown as Python-Markdown renders it, and its HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_arckit.render.decorate import decorate_html
from mkdocs_arckit.render.inserts import Anchor, Checklist, Html, HtmlWriter, Insert, Items, Marking
from mkdocs_arckit.render.tables import Table, table
from mkdocs_arckit.text.inline_text import EMPTY, Inline, bold, inline_text, joined, literal
from tests.helpers.properties import examples
from tests.helpers.rendered import PLAIN, Element, elements, html
from tests.text.test_properties import CHARACTERS, MARKDOWN, MARKS

RICH = (
    *("tables", "fenced_code", "toc", "attr_list", "footnotes", "def_list", "admonition", "md_in_html"),
    *("pymdownx.betterem", "pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.keys", "pymdownx.emoji"),
)

often = examples(60)
"""Each example has dozens of lines."""


def tree(source: str) -> tuple[object, ...]:
    """HTML as nested tuples; only whitespace between blocks, and how much of it, is left out."""
    return _children(elements(source))


def _children(element: Element) -> tuple[object, ...]:
    found: list[object] = []
    for child in element.children:
        if isinstance(child, Element):
            found.append((child.tag, tuple(sorted(child.attributes.items())), _children(child)))
        elif found and isinstance(found[-1], str):
            found[-1] += child
        else:
            found.append(child)
    texts = [re.sub(r"\s+", " ", part) if isinstance(part, str) else part for part in found]
    if texts and isinstance(texts[0], str):
        texts[0] = texts[0].lstrip()
    if texts and isinstance(texts[-1], str):
        texts[-1] = texts[-1].rstrip()
    blocks = {"tr", "th", "td", "thead", "tbody", "table", "div", "li", "ul", "ol", "p"}
    return tuple(
        part
        for n, part in enumerate(texts)
        if part and not (part == " " and _tag(texts, n - 1) in blocks and _tag(texts, n + 1) in blocks)
    )


def _tag(parts: Sequence[object], at: int) -> object:
    part = parts[at] if 0 <= at < len(parts) else None
    return part[0] if isinstance(part, tuple) else None


def assert_same(insert: Insert, extensions: Sequence[str] = PLAIN) -> None:
    """Through Python-Markdown or not: the same elements, with the same texts, attributes and marks.

    What only an insert knows of its values is left out: which columns are numbers, which words are names of things, and
    that there is but one row.
    """
    markdown = decorate_html(html(f"Before\n\n{insert.markdown()}\n\nAfter\n", tuple(extensions)))
    inside = markdown.removeprefix("<p>Before</p>").removesuffix("<p>After</p>")
    written = re.sub(r' class="arckit-number"| arckit-table--line', "", insert.html(HtmlWriter()))
    written = re.sub(r'<span class="arckit-nowrap">([^(<>]+)</span>', r"\1", written)
    assert tree(inside) == tree(written), insert.markdown()


DAYS = st.sampled_from(["2026-01-05", "Ada (2026-01-05)", "Ada (Lead) (2026-01-05)", "PENDING", "`2026-01-05`"])
LINKS = st.builds(
    "[{}]({}{})".format,
    st.one_of(MARKS, st.text(CHARACTERS, max_size=5), st.just("a *b* `c`"), st.just("<https://e.org>")),
    st.sampled_from(
        ["https://e.org/?a=1&b=2", "https://e.org/?a&amp;b", "x y", "<a b>", "#a", "javascript:x", "ü|\\*_"]
    ),
    st.one_of(st.just(""), st.text(CHARACTERS, max_size=8).map(' "{}"'.format), MARKS.map(" '{}'".format)),
)
LINES = st.one_of(
    MARKDOWN.map(inline_text),
    MARKDOWN.map(inline_text),
    LINKS.map(inline_text),
    DAYS.map(inline_text),
    MARKDOWN.map(inline_text).map(bold),
    st.text(CHARACTERS.filter(lambda c: not c.isspace() and c.isprintable()), max_size=6).map(literal),
    st.lists(MARKDOWN.map(inline_text), max_size=3).map(joined),
    st.just(EMPTY),
)
SAID = LINES.filter(lambda line: bool(line.text.strip()))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of any size, perhaps with a total and selected rows."""
    width = draw(st.integers(1, 4))
    row = st.lists(LINES, min_size=width, max_size=width)
    rows = draw(st.lists(row, min_size=1, max_size=2))
    for cells in rows:
        cells[0] = draw(SAID)
    made = table(
        draw(st.lists(SAID, min_size=width, max_size=width)),
        rows,
        keep_all=draw(st.booleans()),
        blank=draw(st.sampled_from([EMPTY, literal("-")])),
        total=draw(st.one_of(st.none(), st.tuples(st.just(bold(literal("Total"))), *[LINES] * (width - 1)))),
        selected=draw(st.sets(st.integers(0, 1))),
    )
    assert made
    return made


@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
@often
@given(made=tables())
@example(made=Table((inline_text('[a](https://e.org "\t")'),), ((inline_text("`2026-01-05`"),),)))
@example(made=Table((literal("A"), inline_text("B<br>\nC `d|e`")), ((inline_text("a|b"), literal("2026-01-01")),)))
def test_a_table(extensions: Sequence[str], made: Table) -> None:
    assert_same(made, extensions)


@pytest.mark.parametrize("ordered", [False, True], ids=["bullets", "numbers"])
@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
@often
@given(items=st.lists(SAID, min_size=1, max_size=4))
@example(items=[inline_text(text) for text in ("# a", "- a", "1. a", "[x] a", "    a", "> a", "!!! note")])
def test_a_list(extensions: Sequence[str], ordered: bool, items: list[Inline]) -> None:
    assert_same(Items(tuple(items), ordered), extensions)


@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
@often
@given(items=st.lists(st.tuples(st.booleans(), SAID), min_size=1, max_size=4))
@example(items=[(True, inline_text("# a")), (False, inline_text("[x] - a"))])
def test_a_checklist(extensions: Sequence[str], items: list[tuple[bool, Inline]]) -> None:
    assert_same(Checklist(tuple(items)), extensions)


@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
@pytest.mark.parametrize("words", ["OFFICIAL", "TOP & SECRET", "a_b *c* {d}", "ОТКРЫТО"])
def test_a_marking(words: str, extensions: Sequence[str]) -> None:
    assert_same(Marking(words), extensions)


@pytest.mark.parametrize(
    "insert",
    [
        Anchor("9-secret-management", needed=True),
        Html('<div class="arckit-card">\n<dl>\n<div><dt>a</dt><dd>&lt;b&gt; *c*</dd></div>\n</dl>\n</div>'),
        Html('<details class="arckit-data"><summary>Diagram as text</summary><ol><li>_a_</li></ol></details>'),
    ],
    ids=["anchor", "card", "alternative"],
)
@pytest.mark.parametrize("extensions", [PLAIN, RICH], ids=["plain", "rich"])
def test_html_of_ours(insert: Insert, extensions: Sequence[str]) -> None:
    assert_same(insert, extensions)


def test_an_option_that_is_selected() -> None:
    made = table([literal("Tool"), literal("Why")], [[literal("A"), EMPTY], [literal("B"), literal("c")]], selected=[1])
    assert made
    assert made.markdown() == "| Tool | Why |\n| --- | --- |\n| A |  |\n| **[Selected]** B | c |"
    assert '<td class="arckit-selected"> <strong>[Selected]</strong> B</td>' in made.html(HtmlWriter())
    assert_same(made)


def test_a_table_without_rows_is_none() -> None:
    assert table([literal("A")], []) is None


def test_columns_that_no_row_fills_are_left_out() -> None:
    headings, row = [literal(c) for c in "ABC"], [EMPTY, EMPTY, literal("3")]
    made = table(headings, [row])
    assert made
    assert [heading.text for heading in made.headings] == ["A", "C"]
    assert made.rows == ((EMPTY, literal("3")),)
    kept = table(headings, [row], keep_all=True, blank=literal("-"))
    assert kept
    assert [cell.text for cell in kept.rows[0]] == ["-", "-", "3"]


@pytest.mark.parametrize(
    ("cells", "are_numbers"),
    [
        (["<5 min", "~10 min", "-"], True),
        (["4/week", "1 per day"], True),
        (["100m", "1 GiB", "<8%", "1,200"], True),
        (["Daily", "Weekly"], False),
        (["2026-01-01", "2026-01-02"], False),
        (["5 min", "PENDING"], False),
        (["90 days; releases 7 years", "1"], False),
        (["5", ""], False),
    ],
)
def test_columns_of_numbers_are_aligned(cells: list[str], are_numbers: bool) -> None:
    made = table([literal("A"), literal("B")], [[literal("1"), literal(cell)] for cell in cells])
    assert made
    assert made.html(HtmlWriter()).count("arckit-number") == (len(cells) + 1) * are_numbers


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("see NFR-SEC-005, please", ["NFR-SEC-005"]),
        ("ARC-001-DEVOPS-v1.4 (`a/b`)", ["ARC-001-DEVOPS-v1.4"]),
        ("standards/release-policy.md", ["standards/release-policy.md"]),
        ("[CI/CD](https://x.example/a-1)", ["CI/CD"]),
        ("just-in-time and `feature/x-1`", []),
        ("a" * 20 + "-" + "1" * 20, []),
    ],
)
def test_names_with_hyphens_or_slashes_are_not_broken(text: str, kept: list[str]) -> None:
    made = table([literal("A"), literal("B")], [[literal("1"), inline_text(text)]] * 2)
    assert made
    found = re.findall(r'<span class="arckit-nowrap">(.*?)</span>', made.html(HtmlWriter()))
    assert found == kept * 2
