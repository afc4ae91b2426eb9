"""Diagrams are taken out of a page's Markdown, and stand in its HTML whatever the site's extensions make of fences."""

from __future__ import annotations

from html import unescape
from typing import Any

import markdown
import pytest
from mkdocs_arckit.diagrams.embed import embed, figure, take_out

TEXT = 'flowchart LR\n    a["x < y & #35;"] --> b{"&lt;<b>"}\n\n    b --> c'


def page(body: str, extensions: list[str], settings: dict[str, Any] | None = None) -> str:
    without, diagrams = take_out(body)
    html = markdown.markdown(without, extensions=extensions, extension_configs=settings or {})
    return embed(html, diagrams, figure)


def sources(html: str) -> list[str]:
    return [unescape(part.split("</pre>")[0]) for part in html.split('<pre class="arckit-mermaid">')[1:]]


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


def test_what_is_inside_another_fence_or_never_closed_stays() -> None:
    for text in (
        "````text\n```mermaid\npie\n```\n````\n",
        "~~~\n```mermaid\npie\n```\n~~~\n",
        "```mermaid\npie\n",
        "```mermaidish\npie\n```\n",
        "`mermaid`\n",
        "``` text `mermaid` ```\n",
    ):
        assert take_out(text) == (text, {})


def test_the_same_diagram_twice_stands_twice() -> None:
    assert sources(page("```mermaid\npie\n```\n" * 2, [])) == ["pie", "pie"]


def test_a_word_of_another_page_is_only_a_word() -> None:
    (word,) = take_out("```mermaid\npie\n```\n")[1]
    assert page(f"{word}\n\n```mermaid\ngantt\n```\n", []).count("<figure") == 1


def test_nothing_of_a_diagram_becomes_html() -> None:
    html = figure('flowchart LR\n a["</pre><script>x</script>"] --> b')
    assert "<script" not in html
    assert html.count("</pre>") == 1


def test_a_picture_keeps_its_text_out_of_sight() -> None:
    html = figure("pie", "<svg></svg>")
    assert html == '<figure class="arckit-diagram"><svg></svg><pre class="arckit-mermaid" hidden>pie</pre></figure>'


@pytest.mark.parametrize(
    ("text", "themed"),
    [
        ("flowchart LR\n a --> b", True),
        ("%% note\n\ngraph TD\n a --> b", True),
        ('gitGraph\n    %%{init: {"gitGraph": {"mainBranchName": "main"}}}%%\n    commit', True),
        ("sequenceDiagram\n A->>B: style of it", True),
        ("stateDiagram-v2\n [*] --> A", True),
        ('pie\n "a": 1', False),
        ("flowchart LR\n a --> b\n style a fill:#fff", False),
        ("flowchart LR\n a:::hot --> b\n classDef hot fill:#f00", False),
        ('%%{init: {"theme": "forest"}}%%\nflowchart LR\n a --> b', False),
        ("---\nconfig:\n  theme: forest\n---\nflowchart LR\n a --> b", False),
    ],
)
def test_what_its_author_coloured_is_not_coloured_again(text: str, themed: bool) -> None:
    assert ("arckit-diagram--themed" in figure(text)) == themed
