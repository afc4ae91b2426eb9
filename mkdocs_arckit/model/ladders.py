"""Ready-made classification schemes, by the names of ArcKit's regimes; docs/classifications.md has their sources."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS

LADDERS: dict[str, tuple[str, ...]] = {
    "uk": CLASSIFICATIONS,
    "at": ("Offen", "Eingeschränkt", "Vertraulich", "Geheim", "Streng geheim"),
    "au": ("UNOFFICIAL", "OFFICIAL", "OFFICIAL:Sensitive", "PROTECTED", "SECRET"),
    "ca": ("UNCLASSIFIED", "Protected A", "Protected B", "Protected C", "CONFIDENTIAL", "SECRET", "TOP SECRET"),
    "eu": (
        "PUBLIC",
        "RESTREINT UE/EU RESTRICTED",
        "CONFIDENTIEL UE/EU CONFIDENTIAL",
        "SECRET UE/EU SECRET",
        "TRÈS SECRET UE/EU TOP SECRET",
    ),
    "fr": ("PUBLIC", "Diffusion Restreinte", "Secret", "Très Secret"),
    "uae": ("Open", "Shared", "Confidential", "Secret", "Top Secret"),
    "us": ("UNCLASSIFIED", "CUI", "CONFIDENTIAL", "SECRET", "TOP SECRET"),
}
"""Each scheme by its name, lowest first."""


def scheme(words: Sequence[str]) -> tuple[str, ...]:
    """Return the scheme that a single name means, or else the words themselves."""
    return LADDERS.get(words[0].strip().casefold(), tuple(words)) if len(words) == 1 else tuple(words)
