"""What a stage is, as its name or its group's says, and who approves it; nothing is guessed where neither does."""

from __future__ import annotations

import re

from mkdocs_arckit.diagrams.parts import Stage
from mkdocs_arckit.text.plain import plain_text

_WORDS: dict[Stage, str] = {
    "security": "security|[sdi]ast|sca|scan(?:s|ning|ner)?|vulnerabilit(?:y|ies)|secrets? detection|threats?"
    "|pen(?:etration )?tests?|pentest(?:s|ing)?|codeql|checkov|gitleaks|semgrep|snyk|trivy|tfsec|owasp",
    "test": "tests?|testing|e2e",
    "build": "builds?|compil(?:e|es|ation|ing)|packag(?:e|es|ing)",
}
_NAMED: dict[Stage, re.Pattern[str]] = {
    stage: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for stage, words in _WORDS.items()
}
_DEPLOY = re.compile(r"(?:deploy|promot|releas|roll)\w* .*\bto\b|deploy", re.IGNORECASE)
"""Steps that name an environment, which may be called `Test`."""
_NO_APPROVAL = re.compile(
    r"(?:[-–—]|n/?a|no|none|nobody|not applicable"
    r"|(?:no|none|not)(?: approvals?)?(?: is| are)? (?:approvals?|needed|required|necessary))\.?",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(r"(?:fully )?auto(?:matic|matically|mated)?\b(?! *(?:/|or\b|and\b)).*(?<!\?)", re.IGNORECASE)


def stage_of(step: str, group: str = "") -> Stage:
    """Say what kind of stage a step is.

    Args:
        step: its plain text.
        group: that of the group it is in, which counts if the step's own says nothing.

    Returns:
        The kind; nothing if it is not known, or if a name says two things, such as `Build and test`. A test of
        security is security.
    """
    if _DEPLOY.match(step):
        return ""
    for text in (step, group):
        found = [stage for stage, words in _NAMED.items() if words.search(text)]
        if found:
            return found[0] if found[0] == "security" or len(found) == 1 else ""
    return ""


def approval_of(cell: str | list[str] | None) -> str:
    """Return the plain text of an approval; nothing if it says that there is none."""
    text = plain_text(cell) if cell is not None else ""
    return "" if _NO_APPROVAL.fullmatch(text.strip()) else text


def is_automatic(approval: str) -> bool:
    """Say whether nobody gives an approval; in `Auto / manual`, somebody may have to."""
    return bool(_AUTOMATIC.fullmatch(approval))
