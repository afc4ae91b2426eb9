"""What an author's Markdown is to the most liberal reader: no script runs, whatever an extension takes for what."""

from __future__ import annotations

import pytest

from mkdocs_arckit.render.clean import clean_html
from mkdocs_arckit.text import blocks
from tests.helpers.hostile import complaints
from tests.helpers.rendered import MANY, PLAIN, html, shown

ATTRIBUTES = [*PLAIN, "attr_list", "md_in_html", "footnotes", "def_list", "admonition"]
BLOCKS = [*PLAIN, "attr_list", "md_in_html", "pymdownx.blocks.html", "pymdownx.blocks.details"]
BAD = "javascript:alert(1)"


def block(text: str) -> str:
    return blocks.block(text, 3, lambda url: url)


def live(text: str) -> list[str]:
    """What could run a script, with any of the sites' extensions."""
    found = []
    for extensions in (PLAIN, ATTRIBUTES, MANY, BLOCKS):
        found += complaints(clean_html(html(f"## Page\n\n{block(text)}\n\n## After", extensions)))
    return found


@pytest.mark.parametrize(
    "text",
    [
        # Links that are none on GitHub, but to Python-Markdown
        f"[a [b [c]]]({BAD})",
        f"[a ![b [c]](x)]({BAD})",
        f"[a\\\nb]({BAD})",
        "[a](javascript:((x)))",
        "[a](javascript:a b c)",
        "[a](javascript:x\ny)",
        "[a](java\nscript:x)",
        "[a](java\\script:x)",
        "[a](java&#10;script:x)",
        "[a](javascript&colon;x)",
        "[a](javascript:x 'it's')",
        "[a](<javascript:x> 'it's')",
        "![a](javascript:x =10x10)",
        f"[a](<!-- -->{BAD})",
        f"[x][](nowhere:)({BAD})",
        f"[a](b [c]({BAD}) d)",
        f'[a](b "[c]({BAD})")',
        # Definitions
        f"[r]\n\n[r]: {BAD}",
        f"[r]\n\n[r]:\n   {BAD}",
        f"[r]\n\n[r]: <{BAD}> 'a'",
        f"[a b]\n\n[a\nb]: {BAD}",
        f"[^r]\n\n[^r]: {BAD}",
        f"[r]\n\n- [r]: {BAD}",
        f"[r]\n\n> [r]: {BAD}",
        f"[r]\n\n!!! note\n\n    [r]: {BAD}",
        f"[r]\n\n[^1]: [r]: {BAD}",
        f"[r]\n\n<div markdown>[r]: {BAD}\n</div>",
        # Code that is none to everybody
        f"`a\n# h ` b ` [x]({BAD}) `",
        f"``a` [x]({BAD}) `",
        "`a\n# h ` b ` x {: onclick=alert(1) }\n`",
        f"> ~~~\n> [a]({BAD})\n> ~~~",
        f"> ```\n> [a]({BAD})\n>\n> b\n> ```",
        f"> ```\n> [r]: {BAD}\n> ```\n\n[r]",
        f"> ~~~\n> [r]:\n> {BAD}\n> ~~~\n\n[r]",
        f"- a\n\n    ~~~\n    [a]({BAD})\n    ~~~",
        f"- a\n  - b\n    ~~~\n    [a]({BAD})\n    ~~~",
        "> ~~~\n> *x*{: onclick=y}\n> ~~~",
        "> ~~~\n> *x*{ x } onclick=y}\n> ~~~",
        f"- a\n\n  ~~~\n  [x](y){{href={BAD}}}\n  ~~~",
        # Fences that do not end where they seem to
        "```\na\n````\n\n    <script>x</script>",
        f"```\na\n  ```\n\n    [x]({BAD})",
        f"~~~\na\n~~~~~\n\n```\n[x]({BAD})\n```",
        # Blocks of any HTML
        "/// html | script\nalert(1)\n///",
        f'/// html | a[href="{BAD}"]\nx\n///',
        "- /// html | script\n  alert(1)\n  ///",
        "Text\n/// html | script\nalert(1)\n///",
        "/// details | x\n    attrs:\n      onclick: alert(1)\n\ny\n///",
        "/// details | x\n    open: true\n    ? attrs\n    : onclick: alert(1)\n\ny\n///",
        "- a\n\n    /// details | x\n        attrs:\n            onclick: alert(1)\n\n    y\n    ///",
        "> /// details | x\n>     attrs:\n>         onclick: alert(1)\n>\n> y\n> ///",
        "//// html | script\nalert(1)\n////",
        "- a\n\n  /// html | script\n  alert(1)\n  ///",
        "> ~~~\n> /// html | script\n> alert(1)\n> ///\n> ~~~",
        "/// details | x\n    attrs: {onclick: alert(1)}\n\ny\n///",
        '/// details | x\n    "at\\x74rs": {onclick: alert(1)}\n\ny\n///',
    ],
)
def test_nothing_comes_to_life(text: str) -> None:
    assert live(text) == []


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("\\[a](b.md)", "[a](b.md)"),
        ("\\\\\\[a](b.md)", "\\[a](b.md)"),
        ("[a\\](b.md)", "[a](b.md)"),
        ("!\\[a](b.md)", "![a](b.md)"),
        ("a](b.md)", "a](b.md)"),
        ("[a] (b.md)", "[a] (b.md)"),
        ("\\[r]: b.md", "[r]: b.md"),
    ],
)
def test_what_only_looks_like_a_link_stays_as_typed(text: str, shows: str) -> None:
    html = shown(blocks.block(text, 3, lambda url: "wrong"), PLAIN)
    assert html.text.strip() == shows
    assert html.all("a", "img") == []


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[a](b.md)", "b.md"),
        ("\\\\[a](b.md)", "b.md"),
        ("\\![a](b.md)", "b.md"),
        ("[a [b [c]]](b.md)", "b.md"),
        ("[a\\]](b.md)", "b.md"),
        ("[a](b(c).md)", "b%28c%29.md"),
        ("[a](b\\)c.md)", "b%29c.md"),
        ("[a](<b c.md>)", "b%20c.md"),
        ("[a](it's.md) (not 'that')", "it%27s.md"),
        ("[a\nb](b.md\n'T')", "b.md"),
        ("[a][r]\n\n[r]:\n  b.md", "b.md"),
        ("[a][r]\n\n> [r]: <b c.md> 'T'", "b%20c.md"),
    ],
)
def test_what_is_a_link_leads_there(text: str, href: str) -> None:
    (link,) = shown(block(text), PLAIN).all("a")
    assert link.attributes["href"] == href


def test_many_quotation_marks_take_no_time() -> None:
    text = "> " * 500 + "x"
    assert block(text) == text


@pytest.mark.parametrize(
    "text", ["/// details | Title\n    open: true\n\nx\n///", "/// note | T\n    type: tip\n\nx\n///"]
)
def test_options_of_blocks_are_left_alone(text: str) -> None:
    assert block(text) == text
