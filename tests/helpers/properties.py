"""How many examples a property test draws: what it asks for, times what the profile of this run allows."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

USUAL = 100
"""The examples of a test that asks for no number of its own, in the profile `same`."""

# Machines are noisy, and no test is about time.
_TIMELESS = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


def register_profiles() -> None:
    """Name the profiles, and load the one that draws the same examples in every run."""
    settings.register_profile("same", max_examples=USUAL, derandomize=True, database=None, **_TIMELESS)
    settings.register_profile("fuzz", max_examples=20 * USUAL, print_blob=True, **_TIMELESS)
    settings.load_profile("same")


def examples(count: int) -> settings:
    """Ask for a number of examples; `make fuzz` draws many times as many."""
    return settings(max_examples=count * settings().max_examples // USUAL)
