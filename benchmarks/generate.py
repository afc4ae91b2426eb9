"""Write a site of strategies, and its twin, the same pages as Markdown: `python -m benchmarks.generate FOLDER`."""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

HERE = Path(__file__).parent
SYLLABLES = "ba bre dol fen gar hul ist jor kel lim mor nav ost pel qui ras sum tar ulm ven wes yor zin".split()
CONFIG = """\
site_name: Benchmark
site_url: https://docs.example.org/
repo_url: https://git.example.org/handbook
edit_uri: edit/main/docs/
theme:
  name: material
  font: false
  features: [content.action.edit, content.code.copy, navigation.sections, navigation.top, toc.follow]
plugins: [{plugins}]
markdown_extensions:
  admonition: {{}}
  attr_list: {{}}
  md_in_html: {{}}
  tables: {{}}
  toc: {{permalink: true}}
  pymdownx.details: {{}}
  pymdownx.highlight: {{anchor_linenums: true}}
  pymdownx.superfences:
    custom_fences:
      - {{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }}
  pymdownx.tasklist: {{custom_checkbox: true}}
"""
"""What the example site has."""
HANDWRITTEN = {
    "index.md": "# Benchmark\n\nA site of [strategies](strategies/index.md).\n",
    "how-we-work.md": "# How we work\n\n## Exceptions\n\nNone.\n",
}


class Words:
    """Invented words, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def words(self, count: int) -> str:
        """Some words in lower case."""
        return " ".join("".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 3))) for _ in range(count))

    def text(self, count: int) -> str:
        """Some words, the first with a capital."""
        return self.words(count).capitalize()

    def name(self) -> str:
        """A name of one word."""
        return self.text(1)

    def number(self, first: int, last: int) -> int:
        """A whole number."""
        return self.random.randint(first, last)

    def pick(self, *choices: str) -> str:
        """One of some texts."""
        return self.random.choice(choices)


def write_site(folder: Path, count: int, seed: int) -> None:
    """Write the site of strategies."""
    jinja = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, keep_trailing_newline=True)
    blueprint = jinja.get_template("strategy.yaml.j2")
    _write_handwritten(folder, "search, tags, arckit")
    words = Words(seed)
    names = [words.text(2) for _ in range(count)]
    slugs = [f"{i:03}-{name.lower().replace(' ', '-')}" for i, name in enumerate(names, 1)]
    tools: dict[str, Any] = {tool: getattr(words, tool) for tool in ("words", "text", "name", "number", "pick")}
    for i, (name, slug) in enumerate(zip(names, slugs, strict=True)):
        text = blueprint.render(tools, id=slug[:3], project=name, slug=slug[4:], neighbour=slugs[i - 1])
        _write(folder / "docs" / "projects" / slug / "devops.yaml", text)


def write_twin(site: Path, folder: Path) -> None:
    """Write the pages that the plugin makes of a site as a site of Markdown files, without the plugin."""
    _write_handwritten(folder, "search, tags")
    config = load_config(str(site / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    files = config.plugins.on_files(get_files(config), config=config)
    pages = config.plugins["arckit"].publication.pages
    for file in files.documentation_pages():
        page = pages.get(file.src_uri)
        _write(folder / "docs" / file.src_uri, page.plain() if page else file.content_string)


def _write_handwritten(folder: Path, plugins: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _write(folder / "mkdocs.yml", CONFIG.format(plugins=plugins))
    for name, text in HANDWRITTEN.items():
        _write(folder / "docs" / name, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write `FOLDER/arckit` and `FOLDER/plain`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--strategies", type=int, default=100, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--no-twin", action="store_true", help="write no plain Markdown")
    options = parser.parse_args(arguments)
    write_site(options.folder / "arckit", options.strategies, options.seed)
    if not options.no_twin:
        write_twin(options.folder / "arckit", options.folder / "plain")


if __name__ == "__main__":
    main()
