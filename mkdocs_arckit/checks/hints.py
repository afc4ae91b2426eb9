"""How to write a list or a mapping whose keys are the author's, for where something else was written."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_arckit.model.base import Model, Row, WithOwnKeys, as_keys
from mkdocs_arckit.model.labels import label_keys
from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.model.runtime import Control
from mkdocs_arckit.model.section import Section
from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy
from mkdocs_arckit.source.nodes import Loc


def list_hint(key: str, items: Sequence[type[Model]]) -> str:
    """Say how a list is written.

    Args:
        key: the list's key.
        items: what the model of an item may be; none if they are texts.
    """
    are_rows = any(issubclass(model, (Row, Control)) for model in items)
    return f"write each item below `{key}:`, after a dash{', or paste a Markdown table there' if are_rows else ''}"


def mapping_hint(loc: Loc) -> str:
    """Say which keys a mapping takes whose keys are names: those of elements, layers, levels."""
    section = SECTION_TYPES.get(str(loc[0]))
    if loc[-1] == "timeline":
        return "write a level and by when it is reached, `3: 2027-01`, one a line"
    if loc[:2] == ("overview", "technology_stack"):
        return f"write `layer: technology`, one a line; the layers are {as_keys(LAYERS)}, or any other"
    if section and len(loc) == 2:
        return f"name an element of the section: {as_keys(section.elements)}"
    if section and len(loc) == 3 and loc[2] in section.elements:
        return f"name a column or row of `{loc[2]}`: {as_keys(label_keys(str(loc[0]), str(loc[2])))}"
    return "write `key: value`, one a line"


def elsewhere(loc: Loc, root: type[Model]) -> str:
    """Say where in a strategy a key of a section, or at the top level, belongs."""
    if root is not Strategy or len(loc) > 2:
        return ""
    name = str(loc[-1])
    if name in Strategy.model_fields and name != "x":
        return f"`{name}` belongs at the top level of the file"
    homes = [key for key, section in SECTION_TYPES.items() if name in section.elements]
    return f"`{name}` is a key of {' and '.join(f'`{home}`' for home in homes)}" if homes else ""


def own_keys(known: Sequence[str], models: Sequence[type[Model]]) -> str:
    """Name the keys that could replace an unknown one, if they are few enough to read, and where one's own belongs."""
    few = f"the keys here are {', '.join(f'`{key}`' for key in known)}; " if 0 < len(known) <= 12 else ""
    if any(issubclass(model, WithOwnKeys) for model in models):
        return f"{few}keys of your own start with `x-`"
    place = "extra" if any(issubclass(model, Section) for model in models) else "sections" if Strategy in models else ""
    parts = f"write parts of your own under `{place}`; " if place else ""
    return f"{few}{parts}keys that start with `x-` are kept, but not shown"
