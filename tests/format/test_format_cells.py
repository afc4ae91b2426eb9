"""Rule 8: cells, list items, headings and checklist texts are one line of inline Markdown."""

from __future__ import annotations

import pytest

from mkdocs_arckit.text import inline
from tests.helpers.contract import ATTRIBUTES, CHOICES, TABLES, nested
from tests.helpers.documents import below, error, headings, look, mermaid, page, tables
from tests.helpers.rendered import MANY, Element, shown


def cell(text: str, extensions: list[str] | None = None) -> Element:
    """A cell of a table as a reader sees it."""
    markdown = f"| A | B |\n| --- | --- |\n| {inline.cell(text)} | x |\n"
    for used in [extensions] if extensions else [["tables"], MANY]:
        cells = shown(markdown, used).all("td")
        assert [c.text for c in cells[1:]] == ["x"], markdown
    return cells[0]


# Code, emphasis, links, `<https://…>`


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("`code`", "<code>code</code>"),
        ("``a `b` c``", "<code>a `b` c</code>"),
        ("`` ` ``", "<code>`</code>"),
        ("`a|b`", "<code>a|b</code>"),
        ("`<b>`", "<code><b></code>"),
        ("`a\\b`", "<code>a\\b</code>"),
        ("`#!python x`", "<code>#!python x</code>"),
        ("`:::python x`", "<code>:::python x</code>"),
        ("*em*", "<em>em</em>"),
        ("_em_", "<em>em</em>"),
        ("**strong**", "<strong>strong</strong>"),
        ("__strong__", "<strong>strong</strong>"),
        ("***both***", "<em><strong>both</strong></em>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("**`code`**", "<strong><code>code</code></strong>"),
        ("[a](https://x.org)", "<a https://x.org>a</a>"),
        ("[a](x.md)", "<a x.md>a</a>"),
        ("[a](<x y.md>)", "<a x%20y.md>a</a>"),
        ('[a](x.md "T")', "<a x.md T>a</a>"),
        ("[*a* `b`](x.md)", "<a x.md><em>a</em> <code>b</code></a>"),
        ("[a](x_(y).md)", "<a x_%28y%29.md>a</a>"),
        ("[a](x.md#b)", "<a x.md#b>a</a>"),
        ("<https://x.org/a_b?c=d&e=f>", "<a https://x.org/a_b?c=d&e=f>https://x.org/a_b?c=d&e=f</a>"),
        ("<mailto:a@b.org>", "<a mailto:a@b.org>a@b.org</a>"),
        ("a\\*b\\*", "a*b*"),
        ("a \\`b\\`", "a `b`"),
        ("\\[a](b)", "[a](b)"),
        ("one\ntwo", "one<br>two"),
        ("one\r\ntwo\n\n  three", "one<br>two<br>three"),
        (" outer ", "outer"),
    ],
)
def test_inline_markdown_is_interpreted(text: str, html: str) -> None:
    def write(element: Element | str) -> str:
        if isinstance(element, str):
            return element
        inner = "".join(map(write, element.children))
        if element.tag == "br":
            return "<br>"
        words = " ".join([element.tag, *(str(v) for v in element.attributes.values())])
        return f"<{words}>{inner}</{element.tag}>"

    assert "".join(map(write, cell(text).children)) == html


# Raw HTML is shown, not interpreted; what is no mark is text

TEXTS = [
    "<b>x</b>", "<script>alert(1)</script>", "<br>", "a<br/>b", "<!-- x -->", "<", "a < b > c", "<a href='x'>", "</td>", "</table>",
    "&amp;", "&copy; & &#35; &lt;b&gt;", "a|b", "||", "|", "\\|", "a \\ b", "C:\\dir", "*", "**", "* * *", "2 * 3 * 4", "snake_case_word",
    "__init__.py is one", "_a", "a_", "a__b__c", "~", "~~no~~", "~sub~", "^sup^", "==no==", "++ctrl+c++", "++ctrl++", ":smile:", ":+1:",
    "[a]", "[a][b]", "[^1]", "[a]: b", "![x]", "[ ] x", "[x] y", "a](b)", "[a](b", "[](", "{: .c }", "{.c}", "{{ x }}", "{% x %}", "${{ x }}",
    "$x$", "$$x$$", "\\(x\\)", "http://x.org", "https://x.org/a_b_c", "x@y.org", "#1", "@user", "!!! note", "??? x", "=== x", "--8<-- 'x'",
    "(c) (tm) +/- --> <-- ==> 1/2", "{++x++}", "{--x--}", "{==x==}", "[=50% \"x\"]", "a:b:c", "term : def", "*[HTML]: x", "`", "``", "a ` b", "`a``",
    "'quoted' \"quoted\"", "…–—", "é 🚀 ✅", "אבג", "عربي", "日本語", "\u200bzero", "a\u00a0b", "1. x", "- x", "# x", "> x", "+ x", "---", "===",
    "\\", "a\\", "\\\\", "^", "=", "+", "-", ":", "::", "!", "?", "/// x", "100%", "%%", "~150MB", ">80%", "<5 min", "`x", "www.x.org",
    "x-y", "a:smile:b", "a==b", "a == b == c", "i++ + ++j", "*a", "a*", "**a", "_", "__", "***", "@x/y", "x/y#1", "CVE-2024-1", "user/repo@abcdef1",
]  # fmt: skip


MARKS = {"a\\", "\\\\", "C:\\dir", "__init__.py is one", "\\(x\\)", "\\|", "``", "`a``"}
"""Texts that hold marks after all: escapes, emphasis, code."""


@pytest.mark.parametrize("text", [text for text in TEXTS if text not in MARKS])
def test_what_is_no_mark_is_shown_exactly(text: str) -> None:
    found = cell(text)
    assert found.text == text
    assert found.all() == []


@pytest.mark.parametrize(
    ("text", "seen"), [("a\\", "a\\"), ("\\\\", "\\"), ("C:\\dir", "C:\\dir"), ("\\|", "|"), ("``", "``")]
)
def test_backslashes(text: str, seen: str) -> None:
    assert cell(text).text == seen


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", " javascript:x",
                                 "java\tscript:x", "&#106;avascript:x"])  # fmt: skip
def test_a_link_with_an_unsafe_scheme_is_its_text(url: str) -> None:
    found = cell(f"[a]({url})")
    assert "a" in found.text
    assert all(
        "script" not in str(link.attributes).lower() and "file:" not in str(link.attributes) for link in found.all("a")
    )
    assert [link for link in found.all("a") if ":" in str(link.attributes.get("href"))] == []


# `|` and line breaks never break a table

EVERYWHERE = [*TABLES, *(f"{path}.options" for path in CHOICES)]


def row(path: str, value: str) -> str:
    columns = TABLES.get(path) or CHOICES[path.removesuffix(".options")]
    cells = {key: value for key in columns if key not in {"date", "approval_date"}}
    return nested(path, "[{" + ", ".join(f"{key}: {value}" for key, value in cells.items()) + "}]")


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize(
    "value", ['"a | b"', '"a\\nb"', '"`a | b`"', '"a\\n\\n- b\\n| c |"', '"<td>"', "[a | b, c | d]"]
)
def test_no_cell_of_any_table_breaks_it(path: str, value: str) -> None:
    text = page(row(path, value))
    both = shown(text).all("table")
    assert len(both) == 2
    columns = TABLES.get(path) or CHOICES[path.removesuffix(".options")]
    own = [key for key in columns if key not in {"date", "approval_date"}]
    found = both[1]
    widths = {len([c for c in tr.children if isinstance(c, Element)]) for tr in found.all("tr")}
    assert len(found.all("tr")) == 2
    assert len(widths) == 1
    assert next(iter(widths)) == (len(columns) if path.split(".")[0] in {"revisions", "approval"} else len(own))


@pytest.mark.parametrize(
    "text", ["a | b", "`a | b`", "``a | ` b``", "[a | b](c|d)", "**a|b**", "a\\|b", "<https://x.org/a|b>"]
)
def test_no_bar_of_the_authors_stands_in_a_table(text: str) -> None:
    # Other readers of Markdown than Python-Markdown split cells at bars in code too.
    assert "|" not in inline.cell(text)


@pytest.mark.parametrize("path", ATTRIBUTES)
def test_no_attribute_breaks_its_table(path: str) -> None:
    yaml = nested(path, "{" + ", ".join(f'{key}: "a | b\\nc"' for key in ATTRIBUTES[path]) + ', "x-a | b": "c | d"}')
    found = shown(page(yaml)).all("table")[1]
    assert [len(tr.tags) for tr in found.all("tr")] == [2] * (2 + len(ATTRIBUTES[path]))
    assert found.all("td")[-2].text == "a | b"


@pytest.mark.parametrize(
    "yaml",
    [
        'overview: {technology_stack: {"a | b": "c | d\\ne"}}',
        'overview: {maturity: {current: 1, target: 2, timeline: {2: "a | b\\nc"}, levels: [{level: 3, name: "d | e"}]}}',
        'metrics: {dora: {mttr: {label: "a | b", current: "c | d\\ne", target: x, "x-f | g": h}}}',
        'ci: {stages: [{stage: "a | b"}], total: {duration_target: "c | d\\ne"}}',
        'overview: {teams: [{team: a}], columns: {teams: {team: "a | b\\nc"}}}',
        'overview: {teams: [{team: a, "x-b | c": d}]}',
        'revisions: [{version: "1 | 2", author: "a | b", approved_by: "c | d"}]',
        'references: {documents: [{doc_id: "a | b"}]}',
    ],
)
def test_no_special_table_breaks(yaml: str) -> None:
    for found in shown(page(yaml + "\n")).all("table"):
        assert len({len(tr.tags) for tr in found.all("tr")}) == 1


def test_document_control_is_not_broken() -> None:
    bad = '"a | b\\nc"'
    head = (
        f"project: {{id: pay, name: {bad}}}\n"
        f"document: {{version: {bad}, status: DRAFT, classification: PUBLIC, owner: {bad}, id: {bad}, title: {bad}, "
        f"distribution: [{bad}, {bad}], supersedes: {bad}, reviewed_by: {bad}, approved_by: {{name: {bad}}}}}\n"
    )
    found = shown(page(head=head))
    assert [len(tr.tags) for tr in found.all("table")[0].all("tr")] == [2] * 16
    assert [h.tag for h in found.all("h1", "h2")] == ["h1", "h2"]


# Any cell takes a list; a mapping, or a list in a list, is an error


@pytest.mark.parametrize("path", EVERYWHERE)
def test_any_cell_takes_a_list(path: str) -> None:
    assert tables(page(row(path, "[a, b c, 1.10, null, no]"))) == tables(page(row(path, "'a, b c, 1.10, no'")))


@pytest.mark.parametrize("path", ATTRIBUTES)
def test_any_attribute_takes_a_list(path: str) -> None:
    first = next(iter(ATTRIBUTES[path]))
    assert page(nested(path, f"{{{first}: [a, b], x-own: [c, d]}}")) == page(
        nested(path, f"{{{first}: 'a, b', x-own: 'c, d'}}")
    )


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("value", ["{a: b}", "[[a, b]]", "[{a: b}]", "[x, [a]]"])
def test_a_mapping_or_a_list_in_a_list_is_no_cell(path: str, value: str) -> None:
    columns = TABLES.get(path) or CHOICES[path.removesuffix(".options")]
    cells = [key for key in columns if key not in {"date", "approval_date", "approved_by"}]
    found = look(row(path, value)).findings
    assert {f.rule for f in found} <= {"cell", "date", "type", "unknown-key"}
    assert len([f for f in found if f.rule == "cell"]) == len(cells), [str(f) for f in found]


@pytest.mark.parametrize("value", ["{a: b}", "[[a, b]]", "[{a: b}]"])
def test_the_error_about_a_cell_stands_at_it(value: str) -> None:
    assert error(f"overview: {{teams: [{{team: A, ▸size: {value}}}]}}\n").rule == "cell"
    assert error(f"iac: {{state: {{▸backend: {value}}}}}\n").rule == "cell"
    assert error(f"overview: {{teams: [{{team: A, ▸x-own: {value}}}]}}\n").rule == "cell"


# Nothing is marked as code that the author did not mark


@pytest.mark.parametrize(
    "text", ["main", "feature/*", "terraform plan", "a_b.c", "$HOME", "--flag", "v1.2.3", "/etc/x", "f(x)", "x=1"]
)
def test_nothing_becomes_code_by_itself(text: str) -> None:
    found = page(row("source_control.branch_protection", f"'{text}'"))
    assert shown(found, MANY).all("code") == []
    assert text in [td.text for td in shown(found, MANY).all("td")]


# Diagram labels are the plain text of their cell


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("`terraform` **plan**", "terraform plan"),
        ("[docs](x.md) and *more*", "docs and more"),
        ("one\\ntwo", "one two"),
        ("<https://x.org>", "http#115;#58;//x.org"),
        ("a\\\\*b", "a#42;b"),
    ],
)
def test_labels_are_the_plain_text_of_their_cell(text: str, label: str) -> None:
    assert f'["{label}"]' in mermaid(page(f'iac: {{pipeline: {{steps: ["{text}", Go]}}}}\n'))


# List items, headings, checklist texts

ITEMS = ["- x", "# x", "1. x", "10) x", "> x", "+ x", "* x", "---", "===", "[ ] x", "[x] x", "    x", "!!! x", "??? x", ": x", "```", "~~~",
         "| a | b |", "=== x", "/// x", "--8<-- x", "<div>", "[a]: b", "[^1]: b", "*[A]: b", "a\nb", "`a` b"]  # fmt: skip


@pytest.mark.parametrize("text", ITEMS)
@pytest.mark.parametrize("extensions", [["tables"], MANY], ids=["plain", "many"])
def test_an_item_is_one_item_whatever_it_begins_with(text: str, extensions: list[str]) -> None:
    quoted = '"' + text.replace("\n", "\\n") + '"'
    yaml = f"""
    release: {{hotfix: [First, {quoted}, Last]}}
    secrets: {{controls: [First, {{control: {quoted}, done: yes}}, Last], storage: {{selected: A, rationale: [First, {quoted}, Last]}}}}
    """
    found = shown(page(yaml), extensions)
    lists = found.all("ul", "ol")
    assert [e.tags for e in lists] == [["li"] * 3] * 3
    seen = text.strip().replace("`", "") if text != "```" else text
    for each in lists:
        assert each.all("li")[1].text.replace("[x] ", "", text != "[x] x").strip() in {seen, f"[x] {seen}"}
    assert found.all("pre", "h4", "h5", "table", "blockquote", "input")[2:] == [] or extensions is MANY


@pytest.mark.parametrize("text", [*ITEMS, "x #", "x ##", "x {#id}", "x {: #id }", "#", "##"])
@pytest.mark.parametrize("extensions", [["tables"], MANY], ids=["plain", "many"])
def test_a_heading_is_one_heading_whatever_it_holds(text: str, extensions: list[str]) -> None:
    quoted = '"' + text.replace("\n", "\\n") + '"'
    yaml = f"""
    overview:
      heading: {quoted}
      headings: {{teams: {quoted}}}
      teams: [{{team: A}}]
      extra: [{{heading: {quoted}, body: x}}]
    sections: [{{heading: {quoted}, body: x}}]
    appendices: [{{heading: {quoted}, body: x}}]
    """
    found = shown(page(yaml), extensions).all("h1", "h2", "h3", "h4")
    seen = " ".join(text.strip().split()).replace("`", "") if text != "```" else text
    assert [(h.tag, h.text) for h in found] == [
        ("h1", "DevOps Strategy: Payments Platform"),
        ("h2", "Document Control"),
        ("h2", f"1. {seen}"),
        ("h3", seen),
        ("h3", seen),
        ("h2", seen),
        ("h2", seen),
    ]


def test_a_heading_takes_markdown_and_a_list() -> None:
    assert headings(page("ci: {heading: ['`CI`', '*x*'], summary: y}\n"))[-1] == "## 3. `CI`, *x*"


def test_a_line_break_in_a_checklist_is_one() -> None:
    text = below(page('secrets: {controls: ["a\\nb"]}\n'), "### Secret Security")
    assert text == "- a<br>b"


def test_a_rationale_is_a_cell() -> None:
    text = below(page('iac: {tool: {selected: A, rationale: "a\\n\\n# b | <i>"}}\n'), "### IaC Tool Selection")
    assert text.splitlines()[-1] == "**Rationale**: a<br># b &#124; &lt;i&gt;"
