"""What the engine asks of whatever shows the pages: MkDocs, or a folder on the disk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from mkdocs_arckit.findings import Finding
from mkdocs_arckit.text.inline import Resolve

_Item = TypeVar("_Item")


class Progress(Protocol):
    """Tells a person how far long work has come."""

    def __call__(self, items: Collection[_Item], doing: str, /) -> Iterable[_Item]:
        """Yield the items, and see from that how many are done.

        Args:
            items: what there is to do.
            doing: what is done with them, as a label: `Reading files`.
        """


def silent(items: Collection[_Item], doing: str, /) -> Iterable[_Item]:
    """Yield the items, and tell nobody."""
    return items


@dataclass(frozen=True)
class Source:
    """A strategy file.

    Attributes:
        path: the file, absolute.
        shown: the file, as people are told of it.
        in_docs: its path in the docs folder, or `None` if it is elsewhere.
        content: what it holds, if that is not on the disk: another program made it, and `path` says where it would be.
        edit_uri: where it is edited, if it is not on the disk.
        earlier: yields what the file held before, newest first, if the site wants to know.
    """

    path: Path
    shown: str
    in_docs: str | None = None
    content: bytes | None = None
    edit_uri: str | None = None
    earlier: Callable[[], Iterable[bytes]] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class HostPage:
    """A page that the host has without the engine.

    Attributes:
        address: its path among the site's sources.
        shown: its file, as people are told of it.
        described: the page in a message: `the hand-written docs/a.md`, or `a.md, made by gen-files,`.
        by_hand: whether a person wrote it.
        text: reads its text.
    """

    address: str
    shown: str
    described: str
    by_hand: bool
    text: Callable[[], str]


class Host(Protocol):
    """What shows the pages. Addresses are paths among the site's sources, such as `projects/001-pay/devops.md`."""

    def pages(self) -> Iterable[HostPage]:
        """List the pages that the host has without the engine."""

    def output_file(self, address: str) -> str:
        """Say which file of the site the page with an address is written to."""

    def occupant(self, path: str) -> str | None:
        """Say what is at the place of a file of the site already, as people are told of it."""

    def findings(self) -> Iterable[Finding]:
        """List what is wrong with files that the engine does not see."""

    def url(self, address: str) -> str:
        """Give the public URL of a page: absolute if the site's is known, else from its root."""

    def resolver(self, source: Source, address: str, page_of_file: Mapping[str, str]) -> Resolve:
        """Make the function that finds where a link of a strategy leads from its page.

        Args:
            source: the strategy's file; its links are relative to it.
            address: the strategy's page.
            page_of_file: the page of each strategy, by the absolute path of its file.
        """
