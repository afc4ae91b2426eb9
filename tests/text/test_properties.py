"""What holds for any text at all: no cell breaks its table, no block breaks its page."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_arckit.render.author_text import AuthorText
from mkdocs_arckit.render.page import Inserts
from mkdocs_arckit.text import inline
from tests.helpers.hostile import complaints, published

EXTENSIONS = (
    *("tables", "attr_list", "footnotes", "def_list", "admonition", "md_in_html", "toc"),
    *("pymdownx.superfences", "pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.emoji", "pymdownx.keys"),
)
LIBERAL = ("tables", "fenced_code", "attr_list", "md_in_html", "pymdownx.blocks.html", "pymdownx.blocks.details")
"""Extensions that take less for code, and more for HTML."""

# What a reader of YAML lets through: all but control characters and surrogates.
CHARACTERS = (
    st.characters(exclude_categories=["Cs"], exclude_characters="\x7f\ufffe\uffff")
    .filter(lambda c: c >= " " or c in "\n\t\r")
    .filter(lambda c: not "\x80" <= c <= "\x9f" or c == "\x85")
)
MARKS = st.sampled_from(
    r"""` `` ``` ```` ~~~ * ** *** _ __ [ ] ( ) ![ ]( [x](y) [r] [^1] [^1]: [r]: http://e.org | || \ \| \\ & &amp; &#124; < >
    <b> </b> <br> <script> </script> <script>alert(1)</script> <img src=x onerror=alert(1)> <!-- --> <!-- <? ?> <![CDATA[ ]]>
    <div> </div> <div markdown> <details> </details> <table> </td> </table> <a href="javascript:alert(1)"> </a> <h2> </h2>
    <svg onload=alert(1)> <https://e.org> <javascript:x> [a](javascript:alert(1)) [a](<java script:x>) [a](data:text/html,x)
    [a](vbscript:x) <style> <p <x " ' {#id} {.c} {:.c} {onclick="x"} {: onclick=x } :smile: ++ctrl++ ~~ ~ ^ ^^ == $x$ ://
    ](javascript:alert(1)) ](javascript:x [a](b [r]:javascript:x [a](<javascript:x> \[ \] [ ]: "t" /// ////html|script {href=javascript:x}
    # ## ###### #tag - -- --- === + 1. 1) : :: ::: !!! ??? /// > >> {{ }} {% %} *[x]: - -|- |-|-| a b Word 1.10""".split()
)
SPACES = st.sampled_from(
    ["", "", " ", " ", "  ", "    ", "\t", "\n", "\n", "\n\n", "\n\n", "\n    ", "\r\n", "\x85", "\u2028", "\xa0"]
)
PLAIN = st.text(CHARACTERS, max_size=12)
MARKDOWN = st.lists(st.tuples(st.one_of(MARKS, MARKS, PLAIN), SPACES).map("".join), max_size=14).map("".join)

always = settings(deadline=None, derandomize=True, max_examples=300)


class Tree(HTMLParser):
    """HTML as lists of elements: (name, attributes, names of those around it, text)."""

    VOID = frozenset({"br", "hr", "img", "input", "source", "wbr", "col"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...], list[str]]] = []
        self.open: list[int] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = tuple(self.elements[i][0] for i in self.open)
        self.elements.append((tag, dict(attrs), around, []))
        if tag not in self.VOID:
            self.open.append(len(self.elements) - 1)
        elif tag == "br":
            self.handle_data(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag in {self.elements[i][0] for i in self.open}:
            if self.elements[self.open.pop()][0] == tag:
                break

    def handle_data(self, data: str) -> None:
        for i in self.open:
            self.elements[i][3].append(data)

    def named(self, *names: str) -> list[tuple[str, dict[str, str | None], tuple[str, ...], str]]:
        return [(n, a, around, "".join(text)) for n, a, around, text in self.elements if n in names]


@cache
def _markdown(extensions: tuple[str, ...]) -> markdown.Markdown:
    return markdown.Markdown(extensions=extensions)


def render(text: str, extensions: tuple[str, ...] = EXTENSIONS) -> Tree:
    """What MkDocs would make of a page that also defines a footnote and a link that a stray bracket could refer to."""
    return Tree(_markdown(extensions).reset().convert(text + "\n\n[r]: http://reference.invalid\n"))


def words(text: str) -> list[str]:
    return text.split()


def in_table(cell: str) -> Tree:
    return render(f"Before\n\n| One | Two |\n| --- | --- |\n| {cell} | second |\n\nAfter [^1]\n\n[^1]: Note.")


def in_list(cell: str) -> Tree:
    return render(f"Before\n\n- {inline.lead(cell)}\n\nAfter")


def assert_harmless(name: str, attributes: dict[str, str | None], around: frozenset[str] = frozenset()) -> None:
    assert name in {"code", "em", "strong", "a", "br"} | around, name
    assert set(attributes) <= {"href", "title"}, attributes
    scheme = re.match(r"([a-zA-Z][\w+.-]*):", re.sub(r"[\x00-\x20]", "", attributes.get("href") or ""))
    assert scheme is None or scheme[1].lower() in {"http", "https", "mailto", "tel", "ftp"}, attributes


@always
@given(MARKDOWN)
@example("`a|b`")
@example("[a|b](c|d 'e|f')")
@example("\\|")
@example("`` ` ``")
@example("a\n\nb\n- c")
@example("- a\n    - b")
def test_a_cell_never_breaks_its_table(text: str) -> None:
    tree = in_table(inline.cell(text))
    table = [e for e in tree.elements if "table" in (e[0], *e[2])]
    rows = [e for e in table if e[0] == "tr"]
    cells = ["".join(e[3]) for e in table if e[0] == "td"]
    assert len(tree.named("table")) == 1
    assert len(rows) == 2
    assert len(cells) == 2
    assert cells[1] == "second"
    first = next(i for i, e in enumerate(tree.elements) if e[0] == "td")
    for name, attributes, around, _ in tree.elements[first + 1 :]:
        if "td" in around:
            assert_harmless(name, attributes)
    assert all(not e[1] or e[0] == "th" for e in table if e[0] in {"table", "tr", "td", "tbody"})
    assert [p[3] for p in tree.named("p")][:2] == ["Before", "After 1"]


UNMARKED = (
    st.lists(
        st.tuples(
            st.one_of(
                st.text(CHARACTERS.filter(lambda c: c not in "\\`*_[<"), max_size=12),
                MARKS.filter(lambda m: not set(m) & set("\\`*_[<")),
                st.sampled_from(
                    ["snake_case", "_ _", "< 5", "<b>", "<script>", "[x]", "[ ]", "[r]", "[^1]", "![", "5 * 3"]
                ),
            ),
            SPACES.filter(bool),
        ).map("".join),
        max_size=10,
    )
    .map("".join)
    .filter(lambda text: "](" not in text)
)


@always
@given(UNMARKED)
@example("a &amp; b &#124; c &nbsp")
@example("a|b")
@example("$x$ and ^2^ and ==y== and ++z++ and :smile:")
@example("{: .c } a {#id}")
@example("www.e.org")
def test_text_without_marks_is_shown_exactly(text: str) -> None:
    cell = in_table(inline.cell(text)).named("td")[0][3]
    assert words(cell) == words(text)
    assert words(inline.plain(text)) == words(text)


@always
@given(MARKDOWN)
@example("# a")
@example("- a")
@example("[x] a")
@example("[ ] a")
@example("1. a")
@example(": a")
@example("!!! note")
@example("```")
@example("***")
@example("a\n    b")
@example("> a")
@example("<div>")
@example("| a |\n|---|\n| b |")
@example("[r]: http://e.org")
@example("[^1]: a")
@example("*[x]: y")
def test_a_cell_in_a_list_stays_one_item(text: str) -> None:
    tree = in_list(inline.cell(text))
    assert len(tree.named("li")) == 1
    assert len(tree.named("ul")) == 1
    for name, attributes, _, _ in tree.elements:
        assert_harmless(name, attributes, frozenset({"p", "ul", "li"}))
    assert [p[3] for p in tree.named("p") if not p[2]] == ["Before", "After"]


@always
@given(UNMARKED.filter(lambda text: text.strip()))
@example("# a")
@example("12. a")
@example("--")
@example(": a")
@example("== a")
@example("--- a")
@example("/// a")
def test_text_in_a_list_is_shown_exactly(text: str) -> None:
    assert words(in_list(inline.cell(text)).named("li")[0][3]) == words(text)


@settings(always, max_examples=600)
@given(MARKDOWN)
@example("```\nnever closed")
@example("~~~~ python\n```\n")
@example("<!-- never closed")
@example("<details><summary>x")
@example("<div markdown>\n\n## a")
@example("text\n===\n- list\n  - inner\n\n      code")
@example("    <script>alert(1)</script>")
@example("- a\n\n    <script>alert(1)</script>")
@example("- a\n\n        <script>alert(1)</script>")
@example("a\n    <script>alert(1)</script>")
@example("`<script>alert(1)</script>`")
@example("`a\n\n<script>alert(1)</script>`")
@example("\\`<script>alert(1)</script>`")
@example("> ```\n> <script>alert(1)</script>")
@example("```\n<script>alert(1)</script>\n```")
@example("a\n```\n<script>alert(1)</script>\n```\nb")
@example("[a](javascript:alert(1))")
@example("[a][b]\n\n[b]: javascript:alert(1)")
@example('<a href="java&#115;cript:alert(1)">x</a>')
@example("<javascript:alert(1)>")
@example("a {: onclick=alert(1) }")
@example("# a {onclick=alert(1)}")
@example("[a](b){onclick=alert(1)}")
@example("``` {onclick=alert(1)}\na\n```")
@example("``` python title=x\n<script>alert(1)</script>\n```")
@example("``` a b c\n<script>alert(1)</script>\n```")
@example("``` {.x\n<script>alert(1)</script>\n```")
@example("``\n```<script>alert(1)</script>")
@example("``\n```[a](vbscript:x)")
@example("[a](java&#115;cript:alert(1))")
@example("[a][b]\n\n[b]: java&#115;cript:alert(1)")
@example("!!! note\n\n    <script>alert(1)</script>")
@example("term\n:   definition\n\n    <script>alert(1)</script>")
@example("a [^1]\n\n[^1]: foo\n\n    <script>alert(1)</script>")
@example("   ```\n<script>alert(1)</script>\n```")
@example("    ```\n<script>alert(1)</script>\n    ```")
@example("<p>\n`<script>alert(1)</script>`\n</p>")
@example("<table>\n\n    <img src=x onerror=alert(1)>\n</table>")
@example("<!--`--><script>alert(1)</script><!--`-->")
@pytest.mark.parametrize("extensions", [EXTENSIONS, LIBERAL], ids=["many", "liberal"])
def test_a_block_never_breaks_its_page(extensions: tuple[str, ...], text: str) -> None:
    written = AuthorText(lambda url: url, Inserts().boundary).block(text, 3)
    html = published(f"## Start\n\n{written}\n\n## Sentinel\n\nThe end.", extensions)
    tree = Tree(html)
    ends = [around for name, _, around, said in tree.named("h2") if said == "Sentinel"]
    assert ends == [()], ends
    assert [around for name, _, around, said in tree.named("p") if said == "The end."] == [()]
    assert list(complaints(html)) == []
