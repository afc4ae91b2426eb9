"""What is told to the person who builds: every finding, and what ends the build."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.host import Source
from mkdocs_arckit.hosts.mkdocs.config import ArckitConfig
from mkdocs_arckit.plan import Plan
from mkdocs_arckit.publication import Publication

_log = get_plugin_logger("arckit")
_LEVELS = {Severity.ERROR: _log.error, Severity.WARNING: _log.warning, Severity.INFO: _log.info}


def end_build(message: str, *, serving: bool) -> None:
    """End the build; while the server runs, an exception would leave its requests hanging, so only log it."""
    if not serving:
        raise PluginError(f"arckit: {message}")
    _log.error(message)


def log_late(findings: Iterable[Finding], warnings: Iterable[str]) -> None:
    """Log what was found after the others were reported."""
    for finding in findings:
        _LEVELS[finding.severity](str(finding))
    for warning in warnings:
        _log.warning(warning)


def _log_withheld(withheld: Collection[Source], ceiling: str) -> None:
    """Log which strategies are above the ceiling; their paths only."""
    if withheld:
        what = "1 strategy is" if len(withheld) == 1 else f"{len(withheld)} strategies are"
        _log.info(f"{what} above {ceiling} and withheld: {', '.join(source.shown for source in withheld)}")


def report(plan: Plan, publication: Publication, config: ArckitConfig, *, serving: bool) -> None:
    """Log what is withheld and all findings, and end the build if one is fatal.

    Args:
        plan: which pages there are.
        publication: the site as it is published.
        config: the plugin's options. They say whether errors of strategies are fatal; if not, they are warnings. Errors
            of the site always are.
        serving: whether an author is watching; then no finding ends the build.
    """
    _log_withheld(plan.withheld, config.publish_up_to)
    strict = config.on_error == "fail"
    fatal = [f for f in publication.findings if f.severity is Severity.ERROR and (strict or f in publication.fatal)]
    for finding in publication.findings:
        lenient = finding.severity is Severity.ERROR and finding not in fatal
        _LEVELS[Severity.WARNING if lenient else finding.severity](str(finding))
    if not fatal or serving:
        return
    files = len({finding.path for finding in fatal})
    whose = f"{files} {'file has' if files == 1 else 'files have'} errors, listed above"
    lenient = not publication.fatal
    advice = f"Fix {'it' if files == 1 else 'them'}{', or set `on_error: warn`' if lenient else ''}."
    end_build(f"{whose}. {advice}", serving=False)
