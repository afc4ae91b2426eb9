"""Folders that `render` writes: a small site, the folder as each host reads it, and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import cmarkgfm
from click.testing import Result
from cmarkgfm.cmark import Options

from mkdocs_arckit.hosts.folder.parts import github_anchor
from tests.helpers.command import call
from tests.helpers.hostile import converted
from tests.helpers.rendered import Element, elements

CONTROL = "document: {version: '1.0', status: DRAFT, classification: OFFICIAL, owner: Ada Quay}\n"
PAY = f"""project: {{id: "001", name: Payments}}
tags: [payments]
{CONTROL}summary: |
  See [the policy](../policy.md#why), [ours](devops.yaml) and [permits](../../services/permits/devops.yaml#document-control).

  #### Scope

  All of it.
ci:
  heading: How we build
  stages: [{{stage: Build, jobs: ["`make`", "`a | b`"]}}, {{stage: Test, jobs: "${{{{ x }}}}"}}]
  quality_gates: [{{gate: Coverage, threshold: ">80 %"}}]
observability:
  metrics: {{format: "[logs](https://example.org/?a=1&b=2)"}}
secrets:
  controls: [{{control: Rotated, done: true}}, {{control: Scanned, done: false}}]
"""
PERMITS = f'project: {{id: "002", name: "Permits <b>{{x}}</b>"}}\n{CONTROL.replace("DRAFT", "IN_REVIEW")}'
SECRET = PAY.replace("OFFICIAL", "SECRET").replace("Payments", "Wolpertinger").replace('"001"', '"003"')
SITE = {
    "mkdocs.yml": "site_name: T\nsite_url: https://example.org/h/\nplugins:\n  - arckit: {roots: [services]}\n",
    "docs/index.md": "# Home\n\nSee [payments](pay/devops.yaml), [all](strategies/index.md).\n\n<!-- arckit:index {status: DRAFT} -->\n\nEnd\n",
    "docs/policy.md": "# Policy\n\n## Why\n",
    "docs/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "docs/pay/devops.yaml": PAY,
    "services/permits/devops.yaml": PERMITS,
    "services/secret/devops.yaml": SECRET,
}


def write_site(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write a small site."""
    for name, text in (SITE if files is None else files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def render(host: str = "zensical", *arguments: str) -> Result:
    """Call `mkdocs-arckit render out` in the current folder."""
    return call("render", "out", *arguments, "--for", host)


def tree(folder: Path) -> dict[str, bytes]:
    """What a folder holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def gfm(text: str) -> str:
    """Markdown as GitHub's own renderer reads it, before GitHub cleans it."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return cmarkgfm.github_flavored_markdown_to_html(body, Options.CMARK_OPT_UNSAFE)


def shown(text: str, host: str) -> str:
    """A page as its host renders it."""
    if host == "zensical":  # it is Python-Markdown with extensions of pymdownx
        return converted(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL), "material")
    return gfm(text)


def page_elements(text: str, host: str) -> Element:
    """A page as its host renders it, taken apart."""
    return elements(shown(text, host), balanced=False)


def dead_links(folder: Path, host: str) -> Iterator[str]:
    """The links of pages that lead to no file, or to no place in it."""
    pages = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.md")}
    read = {name: page_elements(text, host) for name, text in pages.items()}
    for name, page in read.items():
        for link in page.all("a"):
            path, _, anchor = (link.attributes.get("href") or "#").partition("#")
            if re.match(r"[a-z]+:", path):
                continue
            target = normpath(join(dirname(name), unquote(path))) if path else name
            if not (folder / target).is_file():
                yield f"{name}: {path}"
            elif anchor and target in read and unquote(anchor) not in _anchors(read[target]):
                yield f"{name}: {path}#{anchor}"


def _anchors(page: Element) -> set[str]:
    found = {str(element.attributes["id"]) for element in page.all() if "id" in element.attributes}
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        own = re.search(r"\{#([\w-]+)\}\s*$", heading.text)  # which Docusaurus takes
        found.add(own[1] if own else unquote(github_anchor(heading.text)))
    return found
