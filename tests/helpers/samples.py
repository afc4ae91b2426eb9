"""Small sites to build: the text of a strategy, of a `mkdocs.yml`, and what a built page says."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any


def strategy(project_id: str = "001", name: str = "Payments", /, *, more: str = "", **document: str | None) -> str:
    """A small valid `devops.yaml`; keywords are fields of `document`, as YAML, and `None` leaves one out.

    From `APPROVED` on it has what an approval takes.
    """
    fields = {"version": '"1.0"', "status": "DRAFT", "classification": "OFFICIAL", **document}
    if fields["status"] in {"APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"}:
        changed = max(str(document.get(key) or "2019-01-01") for key in ("created", "last_modified"))
        fields |= {key: value for key, value in approved_on(changed).items() if key not in fields}
    lines = [
        f"project: {{id: {json.dumps(project_id, ensure_ascii=False)}, name: {json.dumps(name, ensure_ascii=False)}}}",
        "document:",
    ]
    lines += [f"  {key}: {value}" for key, value in fields.items() if value is not None]
    return "\n".join([*lines, more, ""])


def config(arckit: dict[str, Any] | None = None, plugins: list[Any] | None = None, **settings: Any) -> str:
    """A `mkdocs.yml` with the plugin's options, further plugins, and further settings."""
    own: list[Any] = [{"arckit": arckit}] if arckit else ["arckit"]
    return json.dumps({"site_name": "Test", "plugins": [*(plugins or []), *own], **settings}, indent=1)


def approved_on(day: str) -> dict[str, str | None]:
    """The fields of `document` that it takes to be approved, as YAML."""
    return {"owner": "Olive Kent", "approved_by": f"Helen Ashdown ({day})", "review_cycle": "On-Demand"}


class Html(HTMLParser):
    """A page taken apart.

    Attributes:
        links: where each link leads, by its text; a text that stands twice keeps its first.
        images: the sources of its images.
        rows: the cells of each table row.
        text: what a reader reads.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.images: list[str] = []
        self.rows: list[list[str]] = []
        self._parts: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._cell: int | None = None
        self._silent = 0
        self.feed(re.sub(r"</?bdi>", "", html))  # which keeps words in order, and is not seen
        self.text = " ".join(" ".join(self._parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a":
            self._links.append((named.get("href") or "", len(self._parts)))
        elif tag == "img":
            self.images.append(named.get("src") or "")
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._cell = len(self._parts)
        elif tag == "br":
            self._parts.append(" ")
        elif tag in {"script", "style"}:
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            href, start = self._links.pop()
            self.links.setdefault(self._said(start), href)
        elif tag in {"td", "th"} and self._cell is not None:
            self.rows[-1].append(self._said(self._cell))
        elif tag in {"script", "style"}:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(data)

    def _said(self, start: int) -> str:
        return " ".join("".join(self._parts[start:]).split())
