"""The requirements in ArcKit's Markdown documents, `ARC-001-REQ-v1.0.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mkdocs_arckit.text.code_spans import fences
from mkdocs_arckit.text.inline import plain

_NAME = re.compile(r"(?P<series>ARC-(?P<project>.+)-REQ(?:-\d+)?)(?:-v(?P<version>\d+(?:\.\d+)*))?.*", re.IGNORECASE)
_ID = r"(?:BR|FR|INT|DR|NFR(?:-[A-Z]+)*)-\d+"
_HEADING = re.compile(
    rf"^ {{0,3}}#{{1,6}}[ \t]+(?:\*\*)?(?P<id>{_ID})(?:\*\*)?[ \t]*(?:[:.–-][ \t]*(?P<title>.*))?$", re.MULTILINE
)
_ROW = re.compile(
    rf"^[ \t]*\|[ \t]*[*`]*(?P<id>{_ID})[*`]*[ \t]*\|[ \t]*(?P<title>(?:\\\||[^|\n])*)(?=\||$)", re.MULTILINE
)


_CLASSIFICATION = re.compile(
    r"^[ \t]*(?:[|*>-][ \t]*)?\**Classification\**[ \t]*(?:\||:\**)(?P<value>[^|\n]{0,200})",
    re.MULTILINE | re.IGNORECASE,
)


def classification_of(markdown: str) -> str:
    """Return the classification in a document's Document Control, as it is written there; nothing if there is none."""
    found = _CLASSIFICATION.search(markdown)
    return plain(found["value"]).strip(" *`") if found else ""


def newest(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Find the newest document of each project and series among the paths, and the project's ID."""
    found: dict[str, tuple[tuple[int, ...], str, str]] = {}
    for path in sorted(paths):
        name = path.rpartition("/")[2]
        if name.casefold().endswith(".md") and (match := _NAME.fullmatch(name.removesuffix(name[-3:]))):
            version = tuple(int(part[:9]) for part in (match["version"] or "0").split("."))
            series = match["series"].casefold()
            if series not in found or version >= found[series][0]:
                found[series] = version, path, re.sub(r"-REQ.*", "", match["project"], flags=re.IGNORECASE)
    return [(path, project) for _, path, project in sorted(found.values(), key=lambda f: f[1])]


def requirements_in(markdown: str) -> Iterator[tuple[str, str]]:
    """Find the IDs and titles in a document: headings that begin with an ID, table rows whose first cell is one."""
    lines = markdown.splitlines(keepends=True)
    for fence in reversed(list(fences([line.rstrip("\r\n") for line in lines]))):
        del lines[fence.start : fence.end]
    text = "".join(lines)
    found: dict[str, str] = {}
    for pattern in (_HEADING, _ROW):
        for match in pattern.finditer(text):
            title = plain((match["title"] or "").replace("\\|", "|")).strip().rstrip("#").strip()
            found.setdefault(match["id"], title)
    yield from found.items()
