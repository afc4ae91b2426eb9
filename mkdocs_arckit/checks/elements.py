"""Names of elements, in `headings`, `columns`, `notes`, `extra` and `sections`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mkdocs_arckit.checks.violation import PlainMap, Violation, as_list, as_map, held, keys_in, sections_of
from mkdocs_arckit.findings import did_you_mean_or_all, quoted_value
from mkdocs_arckit.model.labels import label_keys
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.source.nodes import Loc


def _unknown(loc: Loc, name: str, known: Collection[str], what: str) -> Violation:
    hint = did_you_mean_or_all(name, known)
    return Violation("element", loc, f"{quoted_value(name)} is not {what}", hint, at_key=loc[-1] != "after")


def check_element_names(data: PlainMap) -> Iterator[Violation]:
    """Check that `headings`, `columns` and `notes` name elements of their section, and `columns` their keys."""
    for section, kind in SECTION_TYPES.items():
        elements, content = kind.elements, held(data, section)
        for option in ("headings", "columns", "notes"):
            named = held(content, option)
            for name in keys_in(named):
                if name.startswith("x-"):
                    continue
                if name not in elements:
                    yield _unknown((section, option, name), name, elements, f"an element of `{section}`")
                elif option == "columns":
                    known = label_keys(section, name)
                    for key in keys_in(held(named, name)):
                        if key not in known and not key.startswith("x-"):
                            yield _unknown((section, option, name, key), key, known, f"a column or row of `{name}`")


def check_after(data: PlainMap) -> Iterator[Violation]:
    """Check that `after` names an element of the section, or for `sections` a section."""
    for section, content in sections_of(data):
        elements = SECTION_TYPES[section].elements
        for i, part in enumerate(as_list(content.get("extra"))):
            after = as_map(part).get("after")
            if isinstance(after, str) and after.strip() not in elements and after.strip() != "start":
                loc = (section, "extra", i, "after")
                yield _unknown(loc, after.strip(), [*elements, "start"], f"an element of `{section}`")
    for i, part in enumerate(as_list(data.get("sections"))):
        after = as_map(part).get("after")
        if isinstance(after, str) and after.strip() not in SECTION_PLACES:
            yield _unknown(("sections", i, "after"), after.strip(), SECTION_PLACES, "a section")


SECTION_PLACES = ("document", "summary", *SECTION_TYPES)
"""What a section of the author's own can follow."""
