"""What stands outside a page's Markdown on a site: extensions, links, templates and neighbours that expect it inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

CI = """\
ci:
  quality_gates: [{gate: "API, see https://e.org/x", threshold: "80 %"}, {gate: "[The policy](policy.md#limits)"}]
  pipeline: {groups: [{name: Build, steps: [API, Test]}]}
secrets: {controls: [{control: "API (c)", done: true}, {control: b}]}
summary: |
  The API.

  ```bash
  ls
  ```
"""
FILES = {"docs/a/devops.yaml": strategy(more=CI), "docs/a/policy.md": "# Policy\n\n## Limits\n"}
WORD = re.compile(r"arckit[0-9a-f]{16}")
ABBREVIATION = "\n*[API]: Interface\n"


def build(site: Callable[..., Built], extensions: list[Any], **settings: Any) -> Built:
    built = site(
        {**FILES, "mkdocs.yml": config(markdown_extensions=extensions, **{"theme": "mkdocs", **settings})}, strict=True
    )
    assert built.exit_code == 0, built.log
    for path in built.site_dir.rglob("*"):
        if path.suffix in {".html", ".json", ".xml"}:
            assert not WORD.search(path.read_text(encoding="utf-8")), path
    return built


@pytest.mark.parametrize(
    ("theme", "extensions"),
    [
        ("mkdocs", []),
        ("mkdocs", ["abbr"]),
        ("readthedocs", ["pymdownx.extra", "md_in_html", "attr_list"]),
        ("material", ["pymdownx.superfences", "pymdownx.tasklist"]),
    ],
)
def test_no_place_stays_empty(theme: str, extensions: list[str], site: Callable[..., Built]) -> None:
    page = Html(build(site, extensions, theme=theme).html("a/devops/index.html"))
    assert ["API, see https://e.org/x", "80 %"] in page.rows
    assert page.links["The policy"] == "../policy/#limits"
    for part in ("1 of 2 done", "Done:", "Shell", "Two steps in one group", "OFFICIAL"):
        assert part in page.text


def test_extensions_that_look_for_words_find_them_in_cells(site: Callable[..., Built], tmp_path: Any) -> None:
    glossary = tmp_path / "glossary.md"
    glossary.write_text(ABBREVIATION, encoding="utf-8")
    snippets = {
        "pymdownx.snippets": {"base_path": [str(tmp_path)], "auto_append": ["glossary.md"], "check_paths": True}
    }
    extensions = ["abbr", "pymdownx.magiclink", "pymdownx.smartsymbols", snippets]
    html = build(site, extensions).html("a/devops/index.html")
    abbreviation = '<abbr title="Interface">API</abbr>'
    address = '<span class="arckit-nowrap">https://e.org/x</span>'
    assert f'{abbreviation}, see <a dir="auto" href="https://e.org/x">{address}</a></td>' in html
    assert f"{abbreviation} &copy;</li>" in html.replace("©", "&copy;")
    assert html.count(abbreviation) == 3, "in a cell, in a checklist and in the author's own text"


def test_an_extension_that_nobody_knows_finds_words_in_cells(
    site: Callable[..., Built], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    code = "from markdown import Extension\nfrom markdown.inlinepatterns import SimpleTagInlineProcessor\n"
    code += "class Shout(Extension):\n    def extendMarkdown(self, md):\n"
    code += "        md.inlinePatterns.register(SimpleTagInlineProcessor(r'()(API)', 'mark'), 'shout', 50)\n"
    (tmp_path / "shouting.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "<mark>API</mark>, see" in build(site, ["shouting:Shout"]).html("a/devops/index.html")


def test_anchors_that_cells_lead_to_are_checked(site: Callable[..., Built]) -> None:
    files = {"docs/a/devops.yaml": strategy(more=CI.replace("#limits", "#no")), "docs/a/policy.md": "# Policy\n"}
    built = site({**files, "mkdocs.yml": config(validation={"anchors": "warn"})})
    assert re.search(r"WARNING.*'a/devops.md' contains a link 'policy.md#no', but .* anchor '#no'", built.log)


def test_whoever_reads_a_page_afterwards_finds_plain_markdown(site: Callable[..., Built]) -> None:
    hook = (
        "from pathlib import Path\n"
        "def on_page_context(context, page, config, nav):\n"
        "    Path(config.site_dir, page.file.src_uri.replace('/', '-')).write_text(page.markdown, encoding='utf-8')\n"
    )
    home = "# Home\n\n<!-- arckit:index {tag: x} -->\n\n```mermaid\npie\n```\n"
    settings = config(hooks=["hook.py"], theme="mkdocs")
    built = site({**FILES, "hook.py": hook, "docs/index.md": home, "mkdocs.yml": settings}, strict=True)
    assert built.exit_code == 0, built.log
    text = (built.site_dir / "a-devops.md").read_text(encoding="utf-8")
    for part in ("| API, see https&#58;//e.org/x | 80 % |", "- [x] API (c)\n- [ ] b", "```mermaid\nflowchart"):
        assert part.replace("&#58;", ":") in text
    assert not WORD.search(text)
    assert (built.site_dir / "index.md").read_text(encoding="utf-8").split() == home.split()


def test_a_site_is_the_same_whenever_it_is_built(site: Callable[..., Built]) -> None:
    first = build(site, []).html("a/devops/index.html")
    assert build(site, []).html("a/devops/index.html") == first


def test_a_template_puts_a_table_into_something_else(site: Callable[..., Built]) -> None:
    template = '{% extends "arckit/sections/ci.md" %}\n{% block quality_gates %}\n!!! note "Gates"\n\n'
    template += '    {{ table("quality_gates") }}\n\n{% endblock %}'
    files = {**FILES, "arckit/sections/ci.md": template}
    settings = config({"templates": "arckit"}, markdown_extensions=["admonition"])
    built = site({**files, "mkdocs.yml": settings}, strict=True)
    assert built.exit_code == 0, built.log
    html = built.html("a/devops/index.html")
    note = html.index("admonition note")
    assert note < html.index("<table", note) < html.index("80 %", note) < html.index("</div>\n</div>", note)
