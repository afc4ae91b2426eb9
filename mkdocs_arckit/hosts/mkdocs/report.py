"""What is told to the person who builds: every finding, and what ends the build."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from mkdocs.plugins import get_plugin_logger

from mkdocs_arckit.findings import Finding, Severity
from mkdocs_arckit.site import Source

log = get_plugin_logger("arckit")


def log_withheld(withheld: Collection[Source], ceiling: str) -> None:
    """Log which strategies are above the ceiling; their paths only."""
    if withheld:
        what = "1 strategy is" if len(withheld) == 1 else f"{len(withheld)} strategies are"
        log.info(f"{what} above {ceiling} and withheld: {', '.join(source.shown for source in withheld)}")


def warn_unread(names: Collection[str], file_names: Sequence[str]) -> None:
    """Warn of files that are left out because their names are nearly those of strategies."""
    for name in names:
        hint = f"rename it to {' or '.join(file_names)} or to something quite different, or remove it"
        log.warning(f"{name}: its name is almost that of a strategy file, so it is neither read nor published ({hint})")


def warn_templates(problems: Iterable[str], folder: str) -> None:
    """Warn of what in the site's own templates has no effect."""
    for problem in problems:
        log.warning(f"{folder}/{problem}")


def report(
    strategies: Sequence[Finding], pages: Sequence[Finding], lists: Sequence[Finding], *, fail: bool
) -> str | None:
    """Log all findings.

    Args:
        strategies: those of strategies.
        pages: those of hand-written pages; all are errors.
        lists: those of the lists that the site brings; all are errors.
        fail: whether errors end the build; if not, they are warnings.

    Returns:
        What is to be said at the end of a build that fails, or `None`.
    """
    levels = {
        Severity.ERROR: log.error if fail else log.warning,
        Severity.WARNING: log.warning,
        Severity.INFO: log.info,
    }
    for finding in [*lists, *pages, *strategies]:
        levels[finding.severity](str(finding))
    if not fail:
        return None
    if lists:
        names = " and ".join(dict.fromkeys(finding.path for finding in lists))
        return f"{names} cannot be used, see above. Fix it, or set `on_error: warn`."
    broken = len({finding.path for finding in strategies if finding.severity is Severity.ERROR})
    wrong = len({finding.path for finding in pages})
    if not broken and not wrong:
        return None
    whose = [f"{broken} {'strategy' if broken == 1 else 'strategies'}"] if broken else []
    whose += [f"{wrong} hand-written {'page' if wrong == 1 else 'pages'}"] if wrong else []
    verb = "has" if broken + wrong == 1 else "have"
    return f"{' and '.join(whose)} {verb} errors, listed above. Fix them, or set `on_error: warn`."
