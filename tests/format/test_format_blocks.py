"""Rule 9: blocks are Markdown with everything that the site's Markdown has; code is text only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_arckit.addresses import resolver_on_disk
from mkdocs_arckit.checks.links import check_links
from mkdocs_arckit.findings import Finding
from mkdocs_arckit.render.clean import clean_html
from mkdocs_arckit.render.renderer import Renderer
from mkdocs_arckit.text import blocks
from tests.helpers.contract import CODE, ELEMENTS, LISTS, SECTIONS, nested
from tests.helpers.documents import below, error, headings, look, outside_fences, page, strategy
from tests.helpers.findings import brief, names, suggested
from tests.helpers.hostile import complaints
from tests.helpers.rendered import MANY, shown
from tests.helpers.rendered import html as converted


def block(text: str, level: int = 3) -> str:
    return blocks.block(text, level, lambda url: url)


def levels(text: str, level: int = 3) -> list[int]:
    return [len(h.split(" ")[0]) for h in headings(block(text, level))]


# Headings land one level below their place

TEXT = '"# One\\n\\n### Three\\n\\n## Two"'


def found(yaml: str) -> list[str]:
    return [h for h in headings(page(yaml)) if h.split(" ", 1)[1] in {"One", "Two", "Three"}]


@pytest.mark.parametrize(
    ("yaml", "level"),
    [
        (f"summary: {TEXT}", 3),
        (f"closing: {TEXT}", 2),
        (f"sections: [{{heading: x, body: {TEXT}}}]", 3),
        (f"appendices: [{{heading: x, body: {TEXT}}}]", 3),
        *((f"{key}: {{summary: {TEXT}}}", 3) for key in SECTIONS),
        *((f"{path.split('.')[0]}: {{notes: {{{path.split('.')[1]}: {TEXT}}}}}", 4) for path in ELEMENTS),
        *((f"{key}: {{notes: {{rows: {TEXT}}}}}", 3) for key in LISTS),
        (f"ci: {{notes: {{stages: {{below: {TEXT}}}}}}}", 4),
        (f"ci: {{extra: [{{heading: x, body: {TEXT}}}]}}", 4),
        (f"ci: {{extra: [{{body: {TEXT}}}]}}", 3),
        (f"ci: {{extra: [{{after: start, body: {TEXT}}}]}}", 3),
    ],
)
def test_the_highest_heading_lands_one_level_below_its_place(yaml: str, level: int) -> None:
    assert found(yaml + "\n") == ["#" * level + " One", "#" * (level + 2) + " Three", "#" * (level + 1) + " Two"]


@pytest.mark.parametrize("level", range(1, 7))
@pytest.mark.parametrize(
    ("text", "distances"),
    [
        ("# a", [0]),
        ("###### a", [0]),
        ("### a\n\n# b\n\n#### c", [2, 0, 3]),
        ("## a\n\n###### b", [0, 4]),
        ("# a\n\n###### b", [0, 5]),
        ("a\n=\n\nb\n-\n\n### c", [0, 1, 2]),
    ],
)
def test_headings_keep_their_distance_and_none_goes_below_6(level: int, text: str, distances: list[int]) -> None:
    assert levels(text, level) == [min(level + distance, 6) for distance in distances]


def test_a_block_without_headings_is_left_alone() -> None:
    text = "Text\n\n- a\n- b\n\n> quote\n\n| a | b |\n| --- | --- |\n| c | d |"
    assert block(text) == text


@pytest.mark.parametrize("fence", ["```", "````", "~~~", "``` yaml", "```{.bash title='x'}", "~~~~ text"])
def test_fences_are_left_alone(fence: str) -> None:
    mark = re.sub("[^`~].*", "", fence)
    text = f"## a\n\n{fence}\n# b <script> [x](nowhere)\n- c\n{mark}\n\n#### d"
    result = block(text)
    assert f"{fence}\n# b <script> [x](nowhere)\n- c\n{mark}" in result
    assert headings(result) == ["### a", "##### d"]


@pytest.mark.parametrize(
    "text",
    [
        "- item\n\n    ```\n    # b\n    ```",
        "> ```\n> # b\n> ```",
        "1. item\n\n   ```\n   # b\n   ```",
        "```\n# b",
        "    # b",
        "\t# b",
    ],
)
def test_code_elsewhere_is_left_alone_too(text: str) -> None:
    assert "# b" in block("## a\n\n" + text)
    assert "## b" not in block("## a\n\n" + text)


def test_a_longer_fence_holds_a_shorter_one() -> None:
    text = "````\n```\n# b\n```\n````"
    assert block("# a\n\n" + text).endswith(text)


@pytest.mark.parametrize("text", ["Title\n=====", "Title\n---", "Title\n-", " Title\n=="])
def test_underlined_headings_are_headings(text: str) -> None:
    assert [h.tag for h in shown(block(text, 4)).all("h1", "h2", "h3", "h4")] == ["h4"]


@pytest.mark.parametrize(
    "text", ["text\n\n---\n\ntext", "---", "- a\n- b\n---", "| a |\n|---|\n| b |", "***", "text\n\n==="]
)
def test_rules_are_no_headings(text: str) -> None:
    assert shown(block(text)).all("h1", "h2", "h3", "h4") == []


@pytest.mark.parametrize("rule", ["---", "***", "___", "- - -", "  * * *", "----------"])
def test_an_underlined_heading_directly_under_a_rule_is_a_heading(rule: str) -> None:
    html = shown(block(f"Text\n\n{rule}\nTitle\n---\n\n{rule}\nOther\n==="))
    assert html.tags == ["p", "hr", "h4", "hr", "h3"]


def test_headings_in_quotations_are_shifted() -> None:
    assert [h.tag for h in shown(block("# a\n\n> ## b\n> c", 3)).all("h3", "h4", "h1", "h2")] == ["h3", "h4"]


@pytest.mark.parametrize("text", ["#tag and more", "#1 is first", "####### seven"])
def test_what_github_takes_for_text_is_no_heading(text: str) -> None:
    assert shown(block(text)).all("h1", "h2", "h3", "h4", "h5", "h6") == []
    assert shown(block(text)).text.strip() == text


# A list directly under a paragraph is a list, as on GitHub


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("Text:\n- a\n- b", [["a", "b"]]),
        ("Text:\n* a\n* b", [["a", "b"]]),
        ("Text:\n+ a", [["a"]]),
        ("Text:\n1. a\n2. b", [["a", "b"]]),
        ("**Text**\n- a", [["a"]]),
        ("`code`\n- a", [["a"]]),
        ("[x](y)\n- a", [["a"]]),
        ("Text:\n- a\n- b\n\nMore:\n1. c", [["a", "b"], ["c"]]),
        ("Text\nText\n- a", [["a"]]),
        ("Text | text\n- a", [["a"]]),
        ("# Heading\n- a", [["a"]]),
        ("```\ncode\n```\n- a", [["a"]]),
        ("3 things\n- a", [["a"]]),
        ("-no item\n- a", [["a"]]),
    ],
)
def test_a_list_directly_under_a_paragraph_is_a_list(text: str, lists: list[list[str]]) -> None:
    found = shown(block(text), ["tables", "pymdownx.superfences"]).all("ul", "ol")
    assert [[li.text.strip() for li in each.all("li")] for each in found] == lists


@pytest.mark.parametrize("text", ["Text\n2. a", "It is\n14. a", "Text -\n-5 degrees", "Text\n-", "Text\n1.5 x"])
def test_what_github_takes_for_text_is_no_list(text: str) -> None:
    assert shown(block(text)).all("ul", "ol", "li") == []


def test_a_table_directly_under_a_paragraph_is_a_table() -> None:
    assert len(shown(block("Text:\n| a | b |\n|---|---|\n| c | d |")).all("table")) == 1


# Everything that the site's Markdown has


def test_a_block_may_hold_what_the_site_can_show() -> None:
    text = """\
Intro with `code`, **bold** and <https://x.org>.

!!! note "Title"

    Inside of it, with [a link](https://x.org).

    - a
    - b

??? question

    Folded.

Term
:   Definition[^1]

[^1]: The footnote.

| a | b |
| --- | --- |
| c | d |

```mermaid
flowchart LR
    a --> b
```

- [ ] task
- [x] done

++ctrl+c++ ~~gone~~ ==marked== H~2~O
"""
    assert block(text) == text.strip("\n")
    html = shown(block(text), MANY)
    for tag in ("table", "dl", "details", "kbd", "del", "mark", "sub", "input"):
        assert html.all(tag), tag
    assert [a.attributes.get("href") for a in html.all("a")][:2] == ["https://x.org", "https://x.org"]


@pytest.mark.parametrize("text", ["    [a](b.md) <b>\n    # c", "\t[a](b.md) <b>\n\t# c"])
@pytest.mark.parametrize("before", ["", "Text\n\n", "# Heading\n"])
def test_indented_code_is_code(before: str, text: str) -> None:
    (code,) = shown(block(before + text), ["fenced_code"]).all("pre")
    assert code.text.strip() == "[a](b.md) <b>\n# c"


# Links and images are relative to the YAML file; one that leads to nothing is a finding, and its text stays


def resolve(url: str) -> str | None:
    return None if "nowhere" in url else url if ":" in url else f"../{url}"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("[a](b.md)", "[a](../b.md)"),
        ("[a](b.md#c)", "[a](../b.md#c)"),
        ('[a](b.md "T")', '[a](../b.md "T")'),
        ("[a](<b c.md>)", "[a](../b%20c.md)"),
        ("![a](b.png)", "![a](../b.png)"),
        ("[![a](b.png)](c.md)", "[![a](../b.png)](../c.md)"),
        ("[a][r]\n\n[r]: b.md", "[a][r]\n\n[r]: ../b.md"),
        ("[a](nowhere.md)", "a"),
        ("![a](nowhere.png)", "a"),
        ("[**a** `b`](nowhere.md) c", "**a** `b` c"),
        ("[![a](b.png)](nowhere.md)", "![a](../b.png)"),
        ("[![a](nowhere.png)](b.md)", "[a](../b.md)"),
        ("`[a](nowhere.md)`", "`[a](nowhere.md)`"),
        ("[a](javascript:x)", "a"),
        ("[a](b\n.md)", "[a](b\n.md)"),
        ('<a href="b.md">x</a>', '<a href="../b.md">x</a>'),
        ('<img src="b.png">', '<img src="../b.png">'),
        ('<img src="nowhere.png" alt="a">', '<img alt="a">'),
        ("!!! note\n\n    [a](b.md)", "!!! note\n\n    [a](../b.md)"),
        ("- a\n\n    [a](b.md)", "- a\n\n    [a](../b.md)"),
        ("- a\n    - [a](b.md)", "- a\n    - [a](../b.md)"),
        ("> [a](b.md)", "> [a](../b.md)"),
        ("| [a](b.md) |\n| --- |\n| [c](nowhere.md) |", "| [a](../b.md) |\n| --- |\n| c |"),
        ("??? x\n\n    [a](b.md)\n\n    [c](nowhere.md)", "??? x\n\n    [a](../b.md)\n\n    c"),
        ('=== "Tab"\n\n    [a](b.md)', '=== "Tab"\n\n    [a](../b.md)'),
        ("[^1]: See [a](b.md)", "[^1]: See [a](../b.md)"),
        ("Term\n:   [a](b.md)", "Term\n:   [a](../b.md)"),
        ("## [a](b.md)", "### [a](../b.md)"),
    ],
)
def test_links_lead_where_they_are_resolved_to(text: str, result: str) -> None:
    assert blocks.block(text, 3, resolve) == result


def violations(yaml: str, folder: Path) -> list[Finding]:
    validated = look(yaml)
    assert validated.root is not None
    source = folder / "devops.yaml"
    return [validated.finding(violation) for violation in check_links(validated.root, resolver_on_disk(source))]


def test_links_that_lead_to_nothing_are_warnings(tmp_path: Path) -> None:
    (tmp_path / "here.md").touch()
    (tmp_path / "logo.png").touch()
    yaml = """\
summary: "[a](here.md) ![b](logo.png) [c](https://x.org) [d](#anchor) [e](here.md#x)"
closing: See [this](gone.md).
overview: {teams: [{team: "[x](gone.md)", size: "[y](here.md)", responsibility: "<https://x.org>"}]}
ci: {notes: {stages: "![z](gone.png)"}, heading: "[h](gone.md)"}
cd: {rollback: "[code](gone.md)", deployment_pipeline: {diagram: "a[x](gone.md)"}, summary: "`[c](gone.md)`"}
iac: {extra: [{body: "[r][1]\\n\\n[1]: gone.md"}], x-own: "[i](gone.md)"}
"""
    assert [(brief(found), names(found)) for found in violations(yaml, tmp_path)] == [
        ("devops.yaml:4:10: warning [link]", ["gone.md"]),
        ("devops.yaml:5:27: warning [link]", ["gone.md"]),
        ("devops.yaml:6:22: warning [link]", ["gone.png"]),
        ("devops.yaml:6:50: warning [link]", ["gone.md"]),
        ("devops.yaml:8:22: warning [link]", ["gone.md"]),
    ]


def test_links_with_a_scheme_that_is_not_allowed_are_warnings(tmp_path: Path) -> None:
    (problem,) = violations('closing: "[x](javascript:alert(1))"\n', tmp_path)
    assert (brief(problem), names(problem)) == ("devops.yaml:3:10: warning [link]", ["javascript:alert(1)"])
    assert "https" in problem.hint


def test_the_text_of_a_broken_link_stays_on_the_page() -> None:
    body = (
        Renderer()
        .page(
            strategy('overview: {teams: [{team: "See [this *one*](gone.md)."}], summary: "[a](gone.md)"}\n'),
            lambda url: None,
        )
        .body()
    )
    assert shown(body).all("td")[-1].text == "See this one."
    assert shown(body).all("em")[-1].text == "one"
    assert "\n\na\n\n" in body
    assert "gone" not in body


# Raw HTML in blocks


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>y</a>", "<iframe src=x></iframe>", "<style>*{}</style>",
     "<svg onload=x>", "<div onclick=x>", "</div>", "<!--", "<![CDATA[", "<?php", "<b", "<details>", "<div>\n\n# x", "<p><b>", "<object>",
     "!!! note\n\n    <script>alert(1)</script>", "- a\n\n    <script>alert(1)</script>", "> <script>alert(1)</script>", "<form action=x>",
     "| <script>alert(1)</script> |\n| --- |\n| <b> |", "Text\n    <script>alert(1)</script>", "??? x\n\n    <img src=x onerror=alert(1)>",
     "<scr\nipt>", "<SCRIPT>x</SCRIPT>", "<base href=x>", "<meta http-equiv=refresh>", "<link rel=stylesheet href=x>", "<input autofocus onfocus=x>",
     "<math><mi//xlink:href='data:x,<script>x</script>'>", "[^1]\n\n[^1]: <script>x</script>", "T\n:   <script>x</script>"],
)  # fmt: skip
def test_html_in_a_block_cannot_do_harm(text: str) -> None:
    body = f"{block(text)}\n\n## After\n\nLast."
    for extensions in (["tables"], MANY):
        assert list(complaints(clean_html(converted(body, extensions)))) == []


@pytest.mark.parametrize(
    "text", ["a<br>b", "H<sub>2</sub>O", "<kbd>x</kbd>", "<details><summary>a</summary>b</details>"]
)
def test_harmless_html_is_left_alone(text: str) -> None:
    assert block(text) == text


# Code


@pytest.mark.parametrize("path", CODE)
def test_code_is_a_block_in_its_language(path: str) -> None:
    found = below(page(nested(path, '"a: |\\n  <b> *x*\\n\\n\\tc"')), f"### {ELEMENTS[path]}")
    assert found == f"```{CODE[path]}\na: |\n  <b> *x*\n\n\tc\n```"


@pytest.mark.parametrize("path", CODE)
@pytest.mark.parametrize("value", ["{apiVersion: v1}", "[a, b]"])
def test_code_that_is_a_mapping_is_an_error_that_suggests_a_bar(path: str, value: str) -> None:
    problem = error(nested(path, value).replace(path.split(".")[1] + ":", "▸" + path.split(".")[1] + ":"))
    assert (problem.rule, suggested(problem)) == ("code", ["|"])


@pytest.mark.parametrize("code", ["```\nx\n```", "a ```` b\n```", "`````", "~~~", "```bash"])
def test_fences_grow_around_inner_backticks(code: str) -> None:
    text = f"start\n{code}\nend"
    body = page("cd:\n  rollback: |\n" + "".join(f"    {line}\n" for line in text.split("\n")))
    for extensions in (["fenced_code"], MANY):
        html = shown(body, extensions)
        assert [pre.text.strip() for pre in html.all("pre")] == [text]


@pytest.mark.parametrize(
    ("fence", "language"),
    [
        ("```", "bash"),
        ("```sh", "sh"),
        ("~~~", "bash"),
        ("````python", "python"),
        ("``` sh", "sh"),
        ("```sh title='x'", "bash"),
    ],
)
def test_an_outer_fence_of_the_author_is_dropped(fence: str, language: str) -> None:
    close = re.sub("[^`~].*", "", fence)
    yaml = f'cd: {{rollback: "{fence}\\n# x\\n{close}\\n"}}\n'
    assert below(page(yaml), "### Rollback Procedure") == f"```{language}\n# x\n```"


@pytest.mark.parametrize("code", ["```\nx\n```\ny\n```\nz\n```", "```sh\nx\n```\n\ntext", "text\n```\nx\n```"])
def test_fences_that_are_not_around_all_of_it_stay(code: str) -> None:
    assert code in blocks.fenced(code, "bash")


@pytest.mark.parametrize(
    "code", ["  indented\nless", "\n\nx\n\n", "x  \ny", "# a\n## b", "---\na: b\n---", "{{ x }} ${{ y }} %}"]
)
def test_code_is_text_only(code: str) -> None:
    lines = blocks.fenced(code, "text").split("\n")
    assert lines[0] == "```text"
    assert "\n".join(lines[1:-1]) == code.strip("\n")


def test_crlf_in_code_is_a_line_break() -> None:
    assert blocks.fenced("a\r\nb\rc", "") == "```\na\nb\nc\n```"


def test_code_of_10000_lines_stays_code() -> None:
    body = page("cd:\n  rollback: |\n" + "    # line\n" * 9_000)
    assert "# line" not in list(outside_fences(body))


def test_a_block_of_another_shape_is_an_error() -> None:
    for yaml in ("▸summary: [a, b]", "▸closing: {a: b}", "ci: {▸summary: {a: b}}", "ci: {extra: [{▸body: [a]}]}"):
        problem = error(yaml + "\n")
        assert problem.rule == "type"
