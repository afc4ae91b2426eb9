"""Sites whose strategies are hostile, and a judge of their pages, read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import yaml

from tests.helpers.hostile import SETS, complaints_about, complaints_about_values
from tests.helpers.sites import mkdocs_build

FEATURES = (
    "content.code.annotate content.code.copy content.code.select content.footnote.tooltips content.tabs.link"
    " content.tooltips navigation.path navigation.sections toc.follow"
).split()
THEMES: dict[str, Any] = {
    "material": {"name": "material", "font": False, "features": FEATURES},
    "mkdocs": {"name": "mkdocs", "highlightjs": False},
    "readthedocs": {"name": "readthedocs", "highlightjs": False},
}

# A diagram has to be one that can be drawn; without one, it is drawn from the fields beside it.
_DIAGRAMS = (
    'flowchart LR\n  a["<img src=x onerror=pwned(1)>"] --> b\n  click a call pwned(1)\n  click b "javascript:pwned(1)"',
    '%%{init: {"securityLevel": "loose", "themeCSS": "* {background: url(https://evil.example/leak)}"}}%%\n'
    "sequenceDiagram\n  A->>B: <img src=x onerror=pwned(1)>\n  link A: x @ javascript:pwned(1)",
    "",
)


def diagram(turn: int) -> str:
    """A diagram that can be drawn: another one in each turn."""
    return _DIAGRAMS[turn % len(_DIAGRAMS)]


def build(folder: Path, theme: str, extensions: str, written: dict[str, str], **options: Any) -> Path:
    """Build a site of hostile strategies."""
    plugins: dict[str, Any] = {"search": {}, "arckit": {"show_missing": True, **options}}
    if theme == "material":
        plugins["tags"] = {}
    names = [
        name for name in SETS[extensions] if name not in {"toc", "tables", "fenced_code"} or SETS[extensions][name]
    ]
    config = {
        "site_name": "Test",
        "site_url": "https://test.example/",
        "theme": THEMES[theme],
        "plugins": plugins,
        "markdown_extensions": [{name: SETS[extensions][name]} for name in names],
    }
    (folder / "mkdocs.yml").write_text(yaml.dump(config), encoding="utf-8")
    (folder / "docs").mkdir()
    # A page that is not cleaned, where something poses as the script that is running.
    home = '# Home\n\n<img name="currentScript" src="https://evil.example/x.png">\n\n<!-- arckit:index -->\n'
    (folder / "docs" / "index.md").write_text(home, encoding="utf-8")
    for name, text in written.items():
        (folder / "docs" / name).mkdir()
        (folder / "docs" / name / "devops.yaml").write_text(text, encoding="utf-8")
        (folder / "docs" / name / "x").write_text("no picture", encoding="utf-8")  # a link to it stays
    built = mkdocs_build(folder / "mkdocs.yml", folder / "site")
    assert built.exit_code == 0, [line for line in built.log.splitlines() if not line.startswith("WARNING")]
    return built.site_dir


# Tags as writers of HTML write them: who reads such a text can't take anything else for a tag.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z][\w:-]*)(?P<attributes>(?:\s+[^\s\"'<>=/]+(?:=\"[^\"]*\"|=[^\s\"'<>=`]+)?)*)\s*/?>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>=/]+)(?:=(?:\"([^\"]*)\"|([^\s\"'<>=`]+)))?")
# What holds other things than tags: scripts, styles, comments.
_RAW = re.compile(r"<(script|style|textarea|title)\b.*?</\1\s*>|<!--.*?-->|<![^-].*?>", re.IGNORECASE | re.DOTALL)


def _without_title(raw: str) -> str:
    """Leave out the title of a page, with what is made of it, where a style says it in strings that nothing can end."""
    named = re.sub(r"(arckit-[a-z-]+)-[0-9a-f]{8}\b", r"\1", raw)
    return re.sub(r'"(?:[A-Za-z0-9 ,.()]|\\[0-9a-f]+ )*"', '""', named) if named != raw else raw


@dataclass
class Harmless:
    """What the pages of a site hold whose authors mean no harm."""

    raw: set[str]
    tags: set[tuple[str, frozenset[str]]]

    @classmethod
    def of(cls, site: Path) -> Harmless:
        """Read a site."""
        known = cls(set(), set())
        for page in pages(site):
            html = page.read_text(encoding="utf-8")
            known.raw |= {_without_title(found[0]) for found in _RAW.finditer(html)}
            known.tags |= {(tag, frozenset(attributes)) for tag, attributes in _tags(_RAW.sub("", html))}
        return known

    def complaints(self, page: Path) -> Iterator[str]:
        """Tell what a page has that pages of harmless authors lack, and that authors may not have."""
        html = page.read_text(encoding="utf-8")
        for found in _RAW.finditer(html):
            if _without_title(found[0]) not in self.raw and not re.fullmatch(r"<title>[^<]*</title>", found[0]):
                yield found[0]
        rest = _RAW.sub("", html)
        if "<" in (left := _TAG.sub("", rest)):
            yield f"no tag: {left[left.index('<') :][:90]}"
        for tag, attributes in _tags(rest):
            if (tag, frozenset(attributes)) in self.tags:  # the theme's and ours have other attributes and names
                yield from complaints_about_values(tag, attributes)
            else:
                yield from complaints_about(tag, attributes)


def pages(site: Path) -> list[Path]:
    """The pages of a site."""
    return [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def _tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    for found in _TAG.finditer(html):
        if not found["end"]:
            yield found["name"], {name: unescape(a or b) for name, a, b in _ATTRIBUTE.findall(found["attributes"])}
