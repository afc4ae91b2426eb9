"""The words that the format knows, and what they mean."""

from __future__ import annotations

from typing import Final

STATUSES = ("DRAFT", "IN_REVIEW", "APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED")
OPEN = frozenset({"DRAFT", "IN_REVIEW"})
"""The statuses before approval."""
INVALID: Final = "INVALID"
"""The status of a file with errors."""
PENDING: Final = "PENDING"
"""What is not known yet."""
CLASSIFICATIONS = ("PUBLIC", "OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET")
SIDES = ("blue", "green")
BEHIND_BALANCER = ("control_plane", "nodes")
REVIEW_CYCLES = ("Monthly", "Quarterly", "Half-yearly", "Annual", "On-Demand")
TRACE_WORDS = {"✅": "met", "🟡": "partial", "⏳": "planned", "❌": "not_met"}
"""What a requirement's status is typed as, to what it is called."""
TRACE_SIGNS = {word: sign for sign, word in TRACE_WORDS.items()}

MEANINGS = {
    "DRAFT": "Being written; placeholders may be in it",
    "IN_REVIEW": "Being read by others; placeholders may be in it",
    "APPROVED": "Finished and agreed",
    "PUBLISHED": "Approved, and given to everyone that it is for",
    "SUPERSEDED": "Replaced by a newer document, which `superseded_by` names",
    "ARCHIVED": "Kept, not in use",
    "blue": "The blue environment has all the traffic",
    "green": "The green environment has all the traffic",
    "control_plane": "It leads to the control plane",
    "nodes": "It leads to the worker nodes",
    "Monthly": "Every month",
    "Quarterly": "Every three months",
    "Half-yearly": "Every six months",
    "Annual": "Every year",
    "yes": "It is so",
    "no": "It is not so",
    "On-Demand": "When there is a reason",
}
"""What the words of enumerations mean, for editors."""


def shown_as(sign: str) -> str:
    """Say how a word is shown."""
    return f"Shown as {sign}"
