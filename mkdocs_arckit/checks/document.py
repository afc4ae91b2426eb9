"""What a well-formed strategy can still get wrong: one function a rule, over the plain data of a file.

They look at the data rather than at a validated model so that one run reports everything, whatever else is wrong.
Each yields breaches; none knows files, Markdown or hosts.
"""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.checks.choices import check_choices
from mkdocs_arckit.checks.elements import check_after, check_element_names
from mkdocs_arckit.checks.flows import check_flow
from mkdocs_arckit.checks.people import check_people
from mkdocs_arckit.checks.sections import check_layers, check_levels, check_not_applicable
from mkdocs_arckit.checks.tables import check_footer, check_own_columns
from mkdocs_arckit.checks.violation import PlainMap, Violation

DOCUMENT_CHECKS = (
    check_element_names,
    check_after,
    check_own_columns,
    check_footer,
    check_choices,
    check_flow,
    check_not_applicable,
    check_layers,
    check_levels,
    check_people,
)


def check_document(data: PlainMap) -> Iterator[Violation]:
    """Run every rule over the data of one file."""
    for rule in DOCUMENT_CHECKS:
        yield from rule(data)
