"""The hosts that a folder is written for, and in what they differ."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Target:
    """What a host makes of a folder of Markdown.

    Attributes:
        inserts: whether inserts are HTML, with styles and scripts; otherwise they are Markdown.
        is_site: whether pages become a site's, each in a folder of its own; otherwise they are read where they are.
        cleaned: whether the host shows raw HTML as it is, so that authors' has to be cleaned before.
        heading_ids: whether a heading can name its anchor: `## Approval {#approval}`.
        meta: the keys that the head of a page has; `None` for all, an empty mapping for no head.
        own: what the head of each page says besides.
        aside: what the head of `SUMMARY.md` says, so that it is no page among others.
        nav_title: the key at a page's head for its title in the navigation, if the host has one.
    """

    inserts: bool = False
    is_site: bool = True
    cleaned: bool = True
    heading_ids: bool = False
    meta: tuple[str, ...] | None = None
    own: Mapping[str, Any] = field(default_factory=dict)
    aside: Mapping[str, Any] = field(default_factory=dict)
    nav_title: str = ""

    def output_file(self, address: str) -> str:
        """Say which file of the site the page with an address becomes: two of one are a conflict."""
        folder, name = posixpath.split(address)
        stem = posixpath.splitext(name)[0]
        if not self.is_site:
            return address
        return posixpath.join(folder, "" if stem in {"index", "README"} else stem, "index.html")

    def url(self, address: str) -> str:
        """Give the address of a page or file, from the root of the site."""
        is_page = address.endswith(".md") and self.is_site
        return self.output_file(address).removesuffix("index.html") if is_page else address

    def head(self, meta: Mapping[str, Any], nav_title: str) -> dict[str, Any]:
        """Choose what the head of a page says; its title in the navigation only if it is another one than the whole."""
        kept = {key: value for key, value in meta.items() if self.meta is None or key in self.meta}
        if self.nav_title and nav_title != meta.get("title", nav_title):
            kept[self.nav_title] = nav_title
        return {**kept, **self.own}


TARGETS = {
    "zensical": Target(inserts=True, aside={"search": {"exclude": True}}),
    "docusaurus": Target(
        heading_ids=True,
        meta=("title", "description", "tags"),
        own={"mdx": {"format": "md"}},
        aside={"unlisted": True},
        nav_title="sidebar_label",
    ),
    "github": Target(is_site=False, cleaned=False, meta=()),
    "plain": Target(is_site=False, cleaned=False),
}
"""The hosts, by their names on the command line."""
