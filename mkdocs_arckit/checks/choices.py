"""Choices: what is selected is an option, and every option has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.checks.violation import PlainMap, Violation, as_list, as_map, sections_of, texts
from mkdocs_arckit.findings import did_you_mean_or_all, quoted_value
from mkdocs_arckit.model.base import Choice
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.source.nodes import Loc
from mkdocs_arckit.source.placeholders import is_placeholder
from mkdocs_arckit.text.code_spans import bare_name


def check_choices(data: PlainMap) -> Iterator[Violation]:
    """Check that `selected` names options, and that no two options have the same name."""
    for section, content in sections_of(data):
        for key, element in SECTION_TYPES[section].elements.items():
            choice = as_map(content.get(key))
            if element.kind != "choice" or element.type is None or "options" not in choice:
                continue
            assert issubclass(element.type, Choice)
            first = next(iter(element.type.row().columns()))
            names: dict[str, int] = {}
            for i, option in enumerate(as_list(choice["options"])):
                name = bare_name(texts(option if isinstance(option, str) else as_map(option).get(first)))
                if name and name in names:
                    place: Loc = (section, key, "options", i)
                    message = f"option {quoted_value(name)} already exists, as number {names[name] + 1}"
                    yield Violation("choice", place, message, "give each option a name of its own")
                names.setdefault(name, i)
            given = choice.get("selected")
            for i, selected in enumerate(texts(given)):
                if bare_name(selected) not in names and not is_placeholder(selected):
                    place = (section, key, "selected", i) if isinstance(given, list) else (section, key, "selected")
                    hint = did_you_mean_or_all(bare_name(selected), names)
                    yield Violation("choice", place, f"{quoted_value(selected)} is not one of the options", hint)
