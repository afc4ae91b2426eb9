"""What is told to the person who builds: every finding, and what ends the build."""

from __future__ import annotations

from collections.abc import Collection

from mkdocs.plugins import get_plugin_logger

from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host import Source
from mkdocs_arckit.publication import Publication

_log = get_plugin_logger("arckit")
_LEVELS = {Severity.ERROR: _log.error, Severity.WARNING: _log.warning, Severity.INFO: _log.info}


def log_finding(finding: Finding) -> None:
    """Log what was found after the others were reported."""
    _LEVELS[finding.severity](str(finding))


def log_withheld(withheld: Collection[Source], ceiling: str) -> None:
    """Log which strategies are above the ceiling; their paths only."""
    if withheld:
        what = "1 strategy is" if len(withheld) == 1 else f"{len(withheld)} strategies are"
        _log.info(f"{what} above {ceiling} and withheld: {', '.join(source.shown for source in withheld)}")


def report(publication: Publication, *, fail: bool) -> str | None:
    """Log all findings.

    Args:
        publication: the site as it is published.
        fail: whether errors of strategies end the build; if not, they are warnings. Errors of the site always do.

    Returns:
        What is said at the end of a build that fails, or `None`.
    """
    fatal = [f for f in publication.findings if f.severity is Severity.ERROR and (fail or f in publication.fatal)]
    for finding in publication.findings:
        lenient = finding.severity is Severity.ERROR and finding not in fatal
        _LEVELS[Severity.WARNING if lenient else finding.severity](str(finding))
    if not fatal:
        return None
    files = len({finding.path for finding in fatal})
    whose = f"{files} {'file has' if files == 1 else 'files have'} errors, listed above"
    lenient = not publication.fatal
    return f"{whose}. Fix {'it' if files == 1 else 'them'}{', or set `on_error: warn`' if lenient else ''}."
