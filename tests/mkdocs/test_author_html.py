"""What authors' Markdown is to readers of a site: theirs to the letter where it is code, and nobody else's page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.hostile import CORPUS, SETS
from tests.helpers.rendered import Element, elements
from tests.helpers.sites import Built, mkdocs_build

HEAD = {
    "project": {"id": "001", "name": "Pay"},
    "document": {"version": "1.0", "status": "DRAFT", "classification": "OFFICIAL"},
}


def build(folder: Path, sections: list[str], extensions: str = "mkdocs", **config: Any) -> Built:
    """Build a site of one strategy, a section for each text."""
    strategy = {**HEAD, "sections": [{"heading": f"Part {n}", "body": text} for n, text in enumerate(sections)]}
    (folder / "docs").mkdir()
    (folder / "docs" / "devops.yaml").write_text(json.dumps(strategy), encoding="utf-8")
    settings = {
        "site_name": "Test",
        "plugins": ["arckit"],
        "markdown_extensions": [{name: options} for name, options in SETS[extensions].items()],
        **config,
    }
    (folder / "mkdocs.yml").write_text(yaml.dump(settings), encoding="utf-8")
    return mkdocs_build(folder / "mkdocs.yml", folder / "site")


def page_of(built: Built) -> Element:
    """The strategy's page, between the theme's parts."""
    html = built.html("devops/index.html")
    start = html.index('<div class="arckit">')
    return elements(html[start : html.index("</div>\n", html.rindex("arckit-marking"))], balanced=False)


def parts(page: Element) -> dict[str, list[Element]]:
    """What stands below each heading `Part …` of a page, if the heading is one."""
    (whole,) = page.all("div")[:1]
    found: dict[str, list[Element]] = {}
    name = ""
    for child in whole.children:
        if isinstance(child, Element):
            if child.tag == "h2":
                name = child.text.split("¶")[0].strip()
            found.setdefault(name, []).append(child)
    return found


OPEN = [
    *CORPUS["what is left open"],
    *(
        "</div>",
        "<!--",
        "<![CDATA[",
        "<?php",
        "<b",
        "<details>",
        "<div>\n\n# x",
        "<p><b>",
        "<object>",
        "<scr\nipt>",
        "<script>",
    ),
    *(
        "```\nopen",
        "~~~\nopen",
        "- <div>",
        "> <details>",
        "!!! note\n\n    <div>",
        "x[^1]\n\n[^1]: <div>",
        "<table>",
        "<a href=x>",
    ),
    *(
        "<div markdown>",
        '<div title="',
        "`<div>",
        "<pre>",
        "{++ x",
        "--8<--",
        "$$\nx",
        "/// html | div\n",
        "/// details | x",
    ),
]


@pytest.mark.parametrize("extensions", ["mkdocs", "material", "pymdownx"])
def test_what_an_author_leaves_open_ends_with_the_block(extensions: str, tmp_path: Path) -> None:
    built = build(tmp_path, [part for text in OPEN for part in (text, "A **fine** part.")], extensions)
    assert built.exit_code == 0, built.log
    found = parts(page_of(built))
    broken = [
        text
        for n, text in enumerate(OPEN)
        if [e.tag for e in found.get(f"Part {2 * n + 1}", [])][:2] != ["h2", "p"]
        or found[f"Part {2 * n + 1}"][1].text != "A fine part."
    ]
    assert broken == []


CODE = '<div>\n</b> {{ x }} ${{ y }} {% z %} {: #id onclick=x }\n\n    indented & "quoted" &amp; <!-- c -->\n[a](javascript:b)\n/// html | script\n--8<-- "x"'
DIAGRAM = 'flowchart LR\n  a["{x} <b> &amp;"] --> b{"y"}\n\n  b --> c'


def fenced(code: str, before: str, first: str = "", language: str = "text") -> str:
    lines = [f"```{language}", *code.split("\n"), "```"]
    return first + "\n".join(f"{before}{line}".rstrip() for line in lines)


PLACES: dict[str, Callable[[str, str], str]] = {
    "at the margin": lambda code, language: fenced(code, "", "", language),
    "in a list": lambda code, language: fenced(code, "    ", "- item\n\n", language),
    "in a list, as on GitHub": lambda code, language: fenced(code, "  ", "- item\n\n", language),
    "in a list in a list": lambda code, language: fenced(code, "        ", "- item\n    - item\n\n", language),
    "in a numbered list": lambda code, language: fenced(code, "   ", "1. item\n\n", language),
    "in a quotation": lambda code, language: fenced(code, "> ", "> text\n>\n", language),
    "in an admonition": lambda code, language: fenced(code, "    ", "!!! note\n\n", language),
    "in details": lambda code, language: fenced(code, "    ", "??? note\n\n", language),
    "in a tab": lambda code, language: fenced(code, "    ", '=== "Tab"\n\n', language),
}


@pytest.mark.parametrize("extensions", ["mkdocs", "material", "pymdownx"])
def test_code_is_what_was_typed_wherever_it_stands(extensions: str, tmp_path: Path) -> None:
    places = PLACES
    if extensions == "mkdocs":  # it has no admonitions, no details and no tabs
        places = {
            name: place for name, place in PLACES.items() if name.split()[-1] not in {"admonition", "details", "tab"}
        }
    built = build(tmp_path, [place(CODE, "text") for place in places.values()], extensions)
    found = parts(page_of(built))
    shown = {
        name: [code.text.strip("\n") for e in found[f"Part {n}"] for code in e.all("code")]
        for n, name in enumerate(places)
    }
    assert shown == {name: [CODE] for name in places}


@pytest.mark.parametrize("extensions", ["mkdocs", "material", "pymdownx"])
def test_diagrams_are_what_was_typed_wherever_they_stand(extensions: str, tmp_path: Path) -> None:
    built = build(tmp_path, [place(DIAGRAM, "mermaid") for place in PLACES.values()], extensions)
    assert [e.text for e in page_of(built).all("pre") if e.attributes.get("class") == "arckit-mermaid"] == [
        DIAGRAM
    ] * len(PLACES)


def test_inline_code_is_what_was_typed(tmp_path: Path) -> None:
    text = "x `<b> {{ y }} &amp; {: z }` y"
    paragraph = parts(page_of(build(tmp_path, [text], "material")))["Part 0"][1]
    assert paragraph.text == "x <b> {{ y }} &amp; {: z } y"


def test_no_file_gets_onto_a_page_by_a_template(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("top secret", encoding="utf-8")
    (tmp_path / "hook.py").write_text(
        "def on_page_markdown(markdown, **_):\n"
        "    return markdown.replace('{{ secret }}', 'top secret').replace('{% secret %}', 'top secret')\n",
        encoding="utf-8",
    )
    texts = [
        '--8<-- "secret.txt"',
        '```\n--8<-- "secret.txt"\n```',
        "a {{ secret }} b {% secret %} c",
        "`{{ secret }}`",
    ]
    texts.append("--8<--\nsecret.txt\n--8<--")
    page = page_of(build(tmp_path, texts, "material", hooks=["hook.py"]))
    assert "top secret" not in page.text
    assert [e.text for e in parts(page)["Part 2"]][1] == "a {{ secret }} b {% secret %} c"
    assert '--8<-- "secret.txt"' in page.text


def test_the_table_of_contents_holds_text(tmp_path: Path) -> None:
    texts = [
        "# x {: data-toc-label='<img src=y onerror=pwned(1)>' #a }",
        "# <img src=y onerror=pwned(1)> &lt;b&gt;",
        "# z {: id='x\"onfocus=\"pwned(1)' }",
    ]
    built = build(tmp_path, texts, "material", theme={"name": "material"}, plugins=["arckit", "typeset"])
    html = built.html("devops/index.html")
    toc = elements(
        html[html.index('<ul class="md-nav__list" data-md-component="toc"') : html.index("md-content")], balanced=False
    )
    assert [name for e in toc.all() for name in e.attributes if name.startswith("on")] == []
    assert "z" in toc.text


def test_a_site_may_trust_its_authors(tmp_path: Path) -> None:
    text = '<form action="https://e.org"><button onclick="x()">y</button></form>'
    built = build(tmp_path, [text], plugins=[{"arckit": {"clean_html": False}}])
    html = built.html("devops/index.html")
    assert text in html
    assert not re.search(r"arckit[0-9a-f]{16}", html), "what stood around the text"


def test_half_a_character_reference_in_a_name_breaks_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beautiful Soup, with which mermaid2 reads every page anew, takes what follows `&#z` for text."""
    monkeypatch.setattr("mermaid2.plugin.url_exists", lambda *_, **__: True)
    monkeypatch.setitem(HEAD, "project", {"id": "001", "name": "Pay &#z"})
    built = build(tmp_path, ["Pay &#z\n\n<b>x</b> <i>y</i>"], plugins=["mermaid2", "arckit"])
    for path in built.site_dir.rglob("index.html"):
        page = elements(path.read_text(encoding="utf-8"), balanced=False)
        assert [e.tag for e in page.all("html", "head", "body", "footer")] == ["html", "head", "body", "footer"], path
        assert "<" not in page.text.replace("<!", ""), path
    assert [e.text for e in parts(page_of(built))["Part 0"][1:3]] == ["Pay &#z", "x y"]
