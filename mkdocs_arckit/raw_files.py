"""Files that a site would publish as they are: whether one of them is a strategy, and may."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from mkdocs_arckit.checks.ceiling import Verdict, judge
from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.options import Options
from mkdocs_arckit.source.discover import is_named, is_nearly_named
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.source.recognise import HEAD, may_be_strategy, reads_like_strategy

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def check_raw(path: str, content: Callable[[int], bytes], shown: str, options: Options) -> Finding | None:
    """Return what is wrong with a file that would be published as it is; a warning means that it may not be.

    Args:
        path: its place in the site, or among the site's sources.
        content: gives its first bytes, as many as are asked for.
        shown: the file, as people are told of it.
        options: the site's.
    """
    name = posixpath.basename(path)
    names = " or ".join(options.file_names)
    head = content(HEAD)
    if is_named(name, options.file_names):
        if not may_be_strategy(head):
            return None
        if options.publish_source and _may_be_published(content, options):
            return None
        message = "came into the site after its strategies were read, so it is neither read nor published"
        return Finding(
            "raw-file",
            Severity.WARNING,
            message,
            "name the folder it is made in under `roots`, or let the hook or plugin make it earlier",
            shown,
        )
    if is_nearly_named(name, options.file_names):
        if not may_be_strategy(head):
            return None
        message = "its name is almost that of a strategy file, so it is neither read nor published"
        hint = f"rename it to {names} or to something quite different, or remove it"
        return Finding("raw-file", Severity.WARNING, message, hint, shown)
    if not reads_like_strategy(head, markdown=name.lower().endswith(_MARKDOWN)):
        return None
    if _may_be_published(content, options):
        message = "reads like a strategy but has another name, so it has no page, and is published as it is"
        return Finding("raw-file", Severity.INFO, message, f"if it is one, rename it to {names}", shown)
    ceiling = options.publish_up_to
    message = f"reads like a strategy, and is not known to be {ceiling} or lower, so it is neither read nor published"
    hint = f"if it is one, rename it to {names}; else leave it out with `exclude_docs`, or remove it"
    return Finding("raw-file", Severity.WARNING, message, hint, shown)


def _may_be_published(content: Callable[[int], bytes], options: Options) -> bool:
    """Return whether the classification of a strategy is known and within the ceiling."""
    if options.publish_up_to is None:
        return True
    data = content(options.limits.file_size + 1)
    verdict = judge(read(data, options.limits), options.publish_up_to, options.classifications)
    return verdict is Verdict.PUBLISH
