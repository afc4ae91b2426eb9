"""What tests ask of findings: where each is, how bad, of which rule, and which names it gives.

What they say is in `tests/golden/`, and nowhere else, so that a better word changes one file.
"""

from __future__ import annotations

import re
from typing import Protocol

from mkdocs_arckit.findings import Finding

_FINDING = re.compile(
    r"^(?:(?P<level>[A-Z]+) +- +arckit: )?(?P<place>.+?: (?:error|warning|info)): .* \[(?P<rule>[\w-]+)\]$"
)
_NAME = re.compile(r"(?<!`)`([^`]+)`(?!`)")


class _Told(Protocol):
    """A finding, or what becomes one."""

    @property
    def message(self) -> str: ...

    @property
    def hint(self) -> str: ...


def brief(finding: Finding) -> str:
    """Write a finding without its words: `a/devops.yaml:7:1: error [unknown-key]`."""
    return f"{finding.place}: {finding.severity.value} [{finding.rule}]"


def briefs_in(text: str, level: str = "") -> list[str]:
    """Write the findings in a log, or in what the command prints, without their words; those of one level, if given."""
    found = [match for match in map(_FINDING.match, text.splitlines()) if match]
    return [f"{match['place']} [{match['rule']}]" for match in found if level in {"", match["level"]}]


def names(told: _Told | str) -> list[str]:
    """List what is between backquotes in a message and its hint: what is wrong, and what to write instead."""
    return _NAME.findall(told if isinstance(told, str) else f"{told.message} {told.hint}")


def suggested(told: _Told) -> list[str]:
    """List what is between backquotes in a hint: what to write instead."""
    return names(told.hint)


def named_in(text: str, level: str = "") -> list[tuple[str, list[str]]]:
    """Write the findings in a log, or in what the command prints, without their words, each with its names."""
    lines = [line for line in text.splitlines() if briefs_in(line, level)]
    return [(*briefs_in(line), names(line)) for line in lines]
