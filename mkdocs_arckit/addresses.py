"""Find the address of a strategy's page, and where its links lead from there."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_arckit.text.inline import Resolve, is_safe_url

_SPLIT = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_UNSAFE = re.compile(r'[<>"\x00-\x1f\x7f\ud800-\udfff]')
_MOVES = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What ends a line, moves the cursor or changes the order of what is read."""
_STEM = 100
"""Bytes of a name: a file's name has at most 255, and may be made of two, an ending and what others add."""
_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/#?]")


def slug(text: str) -> str:
    """Turn `text` into a part of an address: letters and digits of any script in lower case, with hyphens between."""
    folded = unicodedata.normalize("NFKC", text[:1000]).casefold()
    letters = re.sub(r"[\W_]+", "-", folded).strip("-")[:80].encode()[:_STEM].decode(errors="ignore")
    return letters.strip("-") or "strategy"


def stem(name: str) -> str:
    """Return `name` if a file can be called so; else its beginning, and letters that no other name has."""
    data = name.encode()
    if len(data) <= _STEM:
        return name
    return f"{data[:_STEM].decode(errors='ignore')}-{hashlib.sha256(data).hexdigest()[:8]}"


def shown_name(path: str) -> str:
    """Return a path as text that can be printed and published, on one line, whatever bytes it is made of."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _MOVES.sub(lambda char: char[0].encode("unicode_escape").decode(), text)


def is_safe_path(path: str) -> bool:
    """Return whether a path can be part of a page's address: it is UTF-8, and no theme takes it for HTML."""
    return not _UNSAFE.search(path)


def address_in_docs(source: str) -> str:
    """Name a strategy's page in the docs folder: `projects/001-pay/devops.yaml` is `projects/001-pay/devops.md`."""
    return str(Path(source).with_suffix(".md").as_posix())


def address_from_root(output: str, project_id: str, name: str) -> str:
    """Name the page of a strategy from elsewhere; whatever ID and name hold, it is a file directly in `output`."""
    return posixpath.normpath(posixpath.join(output, f"{slug(project_id)}-{slug(name)}.md"))


def relative_path(path: str | Path, start: str | Path) -> str:
    """Write a path from a folder, with forward slashes; whole if none leads there, as between Windows' drives."""
    try:
        return Path(os.path.relpath(path, start)).as_posix()
    except ValueError:
        return Path(path).as_posix()


def resolver(
    source: Path,
    address: str,
    docs_dir: Path,
    is_there: Callable[[str], bool],
    pages: Mapping[str, str],
    copy: Callable[[str], str] = str,
) -> Resolve:
    """Make a function that finds where a link in a strategy leads from its page.

    Args:
        source: the strategy's file, absolute; links are relative to it.
        address: the strategy's page, among the site's sources.
        docs_dir: the docs folder, absolute.
        is_there: whether the site has a file, by its path relative to the docs folder.
        pages: the page of every strategy, by the absolute path of its file.
        copy: gives the place in the docs folder where a copy of a file is, if it has none of its own there.

    Returns:
        A function from the link as written to the link from the page, or `None` if it leads to nothing in the site.
    """
    start = posixpath.dirname(address) or "."

    def find(path: str) -> str | None:
        target = copy(os.path.normpath(source.parent / path))
        found = pages.get(target)
        if found is None:
            relative = relative_path(target, docs_dir)
            candidates = (relative, f"{relative}/index.md", f"{relative}/README.md", f"{relative}.md")
            found = next((c for c in candidates if is_there(c)), None)
        return quote(posixpath.relpath(found, start)) if found else None

    return _local(find)


def resolver_on_disk(source: Path) -> Resolve:
    """Do the same as `resolver`, where there is no site: a link leads to what is on the disk."""

    def find(path: str) -> str | None:
        target = source.parent / path
        try:
            there = target.exists() or (target.suffix == ".md" and target.with_suffix(".yaml").exists())
        except (OSError, ValueError):
            there = False
        return quote(path) if there else None

    return _local(find)


def resolver_from(source: Path, folder: Path) -> Resolve:
    """Make a function that leads the links of a file from another folder, whether or not they lead to something.

    Args:
        source: the file, absolute; its links are relative to it.
        folder: the folder that they are to be relative to, absolute.
    """
    return _local(lambda path: _url(path, source.parent / path, folder))


def resolver_moved(source: Path, folder: Path, moved: Mapping[Path, Path]) -> Resolve:
    """Make a function that leads the links of a file from another folder, where they do not lead to something too.

    Args:
        source: the file, absolute; its links are relative to it.
        folder: the folder that they are to be relative to, absolute.
        moved: files that are elsewhere now, absolute.
    """

    def find(path: str) -> str | None:
        old = Path(os.path.normpath(source.parent / path))
        if old not in moved and (os.path.exists(folder / path) or not os.path.exists(old)):
            return None
        return _url(path, moved.get(old, old), folder)

    return _local(find)


def _url(path: str, target: Path, folder: Path) -> str:
    """Write the link to a file from a folder; a path that ends with a slash still does."""
    return quote(relative_path(target, folder) + "/" * path.endswith("/"))


def _local(find: Callable[[str], str | None]) -> Resolve:
    """Make a function that looks for local paths with `find`, and leaves alone what leads elsewhere."""

    def resolve(url: str) -> str | None:
        if not is_safe_url(url):
            return None
        if not url or _EXTERNAL.match(url):
            return url
        match = _SPLIT.match(url)
        assert match
        found = find(unquote(match[1]))
        return found + match[2] if found else None

    return resolve
