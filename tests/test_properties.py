"""What holds for any text at all: no cell breaks its table, no block breaks its page, no file makes anything raise."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import markdown
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_arckit.findings import RULES
from mkdocs_arckit.markdown import blocks, inline
from mkdocs_arckit.model.schema import json_schema
from mkdocs_arckit.source.nodes import to_data
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.validate import validate
from tests.sites import ROOT

EXTENSIONS = [
    *("tables", "attr_list", "footnotes", "def_list", "admonition", "md_in_html", "toc"),
    *("pymdownx.superfences", "pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.emoji", "pymdownx.keys"),
]
COMPLETE = ROOT / "example-site/docs/projects/001-licence-payments/devops.yaml"

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
    # ## ###### #tag - -- --- === + 1. 1) : :: ::: !!! ??? /// > >> {{ }} {% %} *[x]: - -|- |-|-| a b Word 1.10""".split()
)
SPACES = st.sampled_from(
    ["", "", " ", " ", "  ", "    ", "\t", "\n", "\n", "\n\n", "\n\n", "\n    ", "\r\n", "\x85", "\u2028", "\xa0"]
)
PLAIN = st.text(CHARACTERS, max_size=12)
MARKDOWN = st.lists(st.tuples(st.one_of(MARKS, MARKS, PLAIN), SPACES).map("".join), max_size=14).map("".join)

always = settings(deadline=None, derandomize=True, max_examples=300)
slowly = settings(deadline=None, derandomize=True, max_examples=150)


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
def _markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS)


def render(text: str) -> Tree:
    """What MkDocs would make of a page that also defines a footnote and a link that a stray bracket could refer to."""
    return Tree(_markdown().reset().convert(text + "\n\n[r]: http://reference.invalid\n"))


def words(text: str) -> list[str]:
    return text.split()


def in_table(cell: str) -> Tree:
    return render(f"Before\n\n| One | Two |\n| --- | --- |\n| {cell} | second |\n\nAfter [^1]\n\n[^1]: Note.")


def in_list(cell: str) -> Tree:
    return render(f"Before\n\n- {inline.lead(cell)}\n\nAfter")


def assert_harmless(tree: Tree, around: set[str]) -> None:
    for name, attributes, _, _ in tree.elements:
        if name not in around:
            assert name in {"code", "em", "strong", "a", "br"}, name
            assert set(attributes) <= {"href", "title"}, attributes
            scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z][\w+.-]*):", attributes.get("href") or "")
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
    inside = [e for e in tree.elements[first + 1 :] if "td" in e[2]]
    for name, attributes, _, _ in inside:
        assert name in {"code", "em", "strong", "a", "br"}, name
        assert set(attributes) <= {"href", "title"}, attributes
        scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z][\w+.-]*):", attributes.get("href") or "")
        assert scheme is None or scheme[1].lower() in {"http", "https", "mailto", "tel", "ftp"}, attributes
    assert all(not e[1] or e[0] == "th" for e in table if e[0] in {"table", "tr", "td", "tbody"})
    assert [p[3] for p in tree.named("p")][:2] == ["Before", "After 1"]


UNMARKED = (
    st.lists(
        st.tuples(
            st.one_of(
                st.text(CHARACTERS.filter(lambda c: c not in "\\`*_[<"), max_size=12),
                MARKS.filter(lambda m: not set(m) & set("\\`*_[<")),
                st.sampled_from(
                    ["snake_case", "__", "< 5", "<b>", "<script>", "[x]", "[ ]", "[r]", "[^1]", "![", "5 * 3", "* a"]
                ),
            ),
            SPACES.filter(bool),
        ).map("".join),
        max_size=10,
    )
    .map("".join)
    .filter(lambda text: "](" not in text and "* " not in text.replace("5 * 3", "").replace("* a", ""))
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
    inside = [e for e in tree.elements if e[0] != "p"]
    assert len(tree.named("li")) == 1
    assert len(tree.named("ul")) == 1
    for name, attributes, _, _ in inside:
        assert name in {"ul", "li", "code", "em", "strong", "a", "br"}, name
        assert set(attributes) <= {"href", "title"}, attributes
    assert [p[3] for p in tree.named("p") if not p[2]] == ["Before", "After"]


@always
@given(UNMARKED.filter(lambda text: text.strip()))
@example("# a")
@example("12. a")
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
def test_a_block_never_breaks_its_page(text: str) -> None:
    tree = render(f"## Start\n\n{blocks.block(text, 3, lambda url: url)}\n\n## Sentinel\n\nThe end.")
    ends = [around for name, _, around, said in tree.named("h2") if said == "Sentinel"]
    assert ends == [()], ends
    assert [around for name, _, around, said in tree.named("p") if said == "The end."] == [()]
    for name, attributes, _, _ in tree.elements:
        assert name not in {"script", "style", "iframe", "object", "embed", "form", "svg", "base", "meta", "link"}, name
        assert not [a for a in attributes if a.startswith("on")], attributes
        for value in attributes.values():
            assert not re.match(r"(javascript|vbscript|data):", re.sub(r"[\x00-\x20]", "", value or "").lower()), value


YAMLISH = st.lists(
    st.one_of(
        st.sampled_from(
            r"""a: b: - [ ] { } , & * &a *a ! !! !!python/object:x | > |2 >- ' " # % @ ` ? --- ... << <<: null ~ "" '' \x \u
            "\u "\ud83d" %YAML %TAG : [X] [A, *b]""".split()
        ),
        st.sampled_from([" ", "\n", "\n  ", "\n    ", "\n- ", ": ", "\t", "\r\n", "\ufeff", "\x85"]),
        PLAIN,
    ),
    max_size=25,
).map("".join)


def _within(line: int, column: int, text: str) -> bool:
    lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text.removeprefix("\ufeff"))
    return (line, column) == (0, 0) or (1 <= line <= len(lines) + 1 and column >= 1)


@settings(always, max_examples=500)
@given(st.one_of(st.binary(max_size=60), YAMLISH.map(lambda text: text.encode("utf-8"))))
@example(b"a: &x [*x]")
@example(b"? {a: b}\n: c")
@example(b"\xff\xfea")
@example(b'a: "\\ud83d"')
@example(b"%YAML 3.0\n---\na: b")
def test_no_file_makes_the_reader_raise(data: bytes) -> None:
    tree = read(data)
    assert tree.root is not None or tree.problems
    for problem in tree.problems:
        assert problem.rule in RULES
        assert problem.message
        assert "\n" not in problem.message + problem.hint
        if problem.mark:
            assert _within(*problem.mark, data.decode("utf-8", errors="replace")), problem


@always
@given(st.dictionaries(st.text(CHARACTERS, min_size=1, max_size=8).filter(str.strip), st.text(CHARACTERS), min_size=1))
@example({"a": "<<"})
@example({"<<": "a"})
@example({"a": "null"})
@example({"a": "[PLACEHOLDER]"})
@example({"a": "\ufeff\U0010ffff\x85\u2028"})
@example({"a": "x" * 400 + " y" * 200})
def test_any_text_comes_back_as_it_was(texts: dict[str, str]) -> None:
    tree = read(yaml.safe_dump(texts, default_style='"', allow_unicode=True).encode("utf-8"))
    wanted = {key: text for key, text in texts.items() if text.strip()}
    if wanted or tree.root:
        assert tree.root is not None
        assert not tree.problems
        assert to_data(tree.root) == wanted


def _names(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(_names, schema))
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    return set(own if isinstance(own, dict) else ()).union(*map(_names, schema.values()))


KEYS = st.sampled_from([*sorted(_names(json_schema())), "x-A", "x-", "nope", "langauges", "1", "", "on", "<<"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 7),
    st.floats(allow_nan=True),
    st.dates(),
    st.sampled_from(
        [
            "",
            " ",
            "PENDING",
            "TBC",
            "[OWNER]",
            "2026-01-01",
            "yes",
            "DRAFT",
            "OFFICIAL",
            "blue",
            "A --> B/C",
            "start",
            "a?",
            *"ci overview objectives".split(),
            "J (2026-13-01)",
            "FR-001 to FR-009",
            "[a](b)",
            "`x`, `y`",
            "x" * 300,
        ]
    ),
    st.text(CHARACTERS, max_size=6),
)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)


def assert_findings_have_a_place(data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    found = validate(text.encode("utf-8"), "devops.yaml")
    assert found.strategy is not None or found.errors
    for finding in found.findings:
        assert finding.rule in RULES
        assert finding.path == "devops.yaml"
        assert finding.message
        assert "\n" not in str(finding)
        assert _within(finding.line, finding.column, text), finding


@always
@given(st.dictionaries(KEYS, DATA, max_size=8))
def test_no_data_makes_validation_raise(data: dict[str, Any]) -> None:
    assert_findings_have_a_place(data)


def _paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(p for key, value in steps for p in _paths(value, (*path, key)))]


@slowly
@given(st.data())
def test_no_change_of_a_complete_strategy_makes_validation_raise(data: st.DataObject) -> None:
    strategy = yaml.load(COMPLETE.read_text(encoding="utf-8"), yaml.BaseLoader)
    section = data.draw(st.sampled_from(sorted(strategy)))
    few: Any = {key: strategy[key] for key in ("project", "document", section)}
    for _ in range(data.draw(st.integers(1, 3))):
        *around, last = data.draw(st.sampled_from(_paths(few)[1:]))
        place = few
        for step in around:
            place = place[step]
        if isinstance(place, dict) and data.draw(st.booleans()):
            place[data.draw(KEYS)] = data.draw(DATA)
        else:
            place[last] = data.draw(DATA)
    assert_findings_have_a_place(few)
