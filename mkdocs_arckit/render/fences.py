"""The fences of a page: diagrams are taken out of its Markdown, other code gets a title.

What becomes of a `mermaid` fence is up to a site's extensions, and some of them forget that it was one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import dedent

from mkdocs_arckit.render.inserts import CodeTitle, Figure, Insert
from mkdocs_arckit.text.code_spans import Fence, fences
from mkdocs_arckit.text.prose import is_prose

_MERMAID = re.compile(r"\s*(?:mermaid\b|\{\s*\.mermaid\b)")
_LONGEST = 500
"""No code with a longer line is coloured: for some lexers of Pygments the time grows with the square of its length."""
_LANGUAGES = {
    **dict.fromkeys(("bash", "console", "sh", "shell"), "Shell"),
    **dict.fromkeys(("dockerfile", "docker"), "Dockerfile"),
    **dict.fromkeys(("hcl", "terraform"), "Terraform"),
    **dict.fromkeys(("json", "toml", "xml", "sql", "css", "html"), ""),
    **dict.fromkeys(("yaml", "yml"), "YAML"),
    **dict.fromkeys(("powershell", "ps1", "pwsh"), "PowerShell"),
    **dict.fromkeys(("javascript", "js"), "JavaScript"),
    **dict.fromkeys(("typescript", "ts"), "TypeScript"),
}


def extract_fences(markdown: str, slot: Callable[[Insert], str], *, diagrams: bool, titles: bool) -> str:
    """Put slots into a page's Markdown for diagrams, and for the titles of its other code.

    Args:
        markdown: the page.
        slot: keeps an insert, and returns its slot.
        diagrams: whether diagrams are taken out.
        titles: whether code gets a title; a title that its author gave stays.
    """
    lines = markdown.split("\n")
    out: list[str] = []
    at = 0
    for fence in fences(lines):
        if not fence.closed:
            break
        if fence.begins_item:  # on a page by hand: there it is what the site's Markdown makes of it
            continue
        out += lines[at : fence.start]
        at = fence.end
        is_diagram = bool(_MERMAID.match(fence.info))
        apart = not out or not out[-1].strip(" \t>")
        edge = fence.lead.rstrip()
        if is_diagram and diagrams:
            out += [*([] if apart else [edge]), fence.lead + slot(Figure(_code(lines, fence))), edge]
            continue
        if titles and not is_diagram and apart and (title := _title(lines, fence)):
            out += [fence.lead + slot(CodeTitle(title, prose=_is_prose(lines, fence))), edge]
        opener = lines[fence.start]
        if titles and not is_diagram and any(len(line) > _LONGEST for line in lines[fence.start + 1 : at]):
            opener = f"{fence.lead}{fence.marks}text"
        out += [opener, *lines[fence.start + 1 : at]]
    return "\n".join([*out, *lines[at:]])


def _code(lines: list[str], fence: Fence) -> str:
    inner = lines[fence.start + 1 : fence.end - 1]
    if ">" in fence.lead:
        inner = [re.sub(rf"^[ \t>]{{0,{len(fence.lead)}}}", "", line) for line in inner]
    return dedent("\n".join(inner)).strip("\n")


def _title(lines: list[str], fence: Fence) -> str:
    """Say what code is, for its reader."""
    if "title=" in fence.info:
        return ""
    language = re.sub(r"[^\w+#-].*", "", fence.info.strip().lower())
    if not language:
        return "Folders" if any("── " in line for line in lines[fence.start + 1 : fence.end - 1]) else "Text"
    return _LANGUAGES.get(language, language.capitalize()) or language.upper()


def _is_prose(lines: list[str], fence: Fence) -> bool:
    """Say whether code is sentences, whose lines may be broken."""
    return fence.info.strip() in {"", "text"} and is_prose(_code(lines, fence))
