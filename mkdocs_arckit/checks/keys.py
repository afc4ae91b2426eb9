"""Keys that the model never sees: unknown ones without a value, and keys of the author's own that are not shown."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import did_you_mean, quoted_value
from mkdocs_arckit.model.base import Model, has_free_keys, models_in, row_type
from mkdocs_arckit.model.section import RowsSection
from mkdocs_arckit.source.nodes import Loc, Mapping, Node, Sequence, mark_of


def models_at(loc: Loc, root: type[Model]) -> list[type[Model]] | None:
    """The models that the mapping at `loc` may be; `None` if its keys are free, and none if there should be none."""
    models: list[type[Model]] = [root]
    free = False  # inside a mapping whose keys are names, such as `notes`
    for i, step in enumerate(loc):
        if isinstance(step, int) and any(issubclass(model, RowsSection) for model in models):
            models = [row for model in models if (row := row_type(model.model_fields["rows"].annotation))]
        if isinstance(step, int):
            free = False
        if isinstance(step, int) or (step in {"rows", "layers"} and not any(step in m.model_fields for m in models)):
            continue
        if free:
            free = loc[i - 1] == "columns"  # of an element, whose keys are names too
            continue
        fields = [model.model_fields[step] for model in models if step in model.model_fields]
        models = [inner for field_ in fields for inner in models_in(field_.annotation)]
        free = any(has_free_keys(field_.annotation) for field_ in fields)
    return None if free else models


def unknown_empty(node: Node, root: type[Model], loc: Loc = ()) -> Iterator[Violation]:
    """Yield the unknown keys without a value: often the rest of a text after a comma in `{…}`."""
    if isinstance(node, Sequence):
        for i, item in enumerate(node):
            yield from unknown_empty(item, root, (*loc, i))
        for item in node.empty:
            yield from unknown_empty(item, root, (*loc, -1))
    elif isinstance(node, Mapping):
        models = models_at(loc, root) if node.empty else None
        known = {key for model in models or () for key in model.model_fields}
        for key, (value, start, _) in node.empty.items():
            if key.startswith("x-"):
                continue
            if models is None or key in known:
                yield from unknown_empty(value, root, (*loc, key))
            else:
                hint = did_you_mean(key, known) or "if it belongs to the text before the comma, quote that text"
                message = f"unknown key {quoted_value(key)} without a value"
                yield Violation("unknown-key", (*loc, key), message, hint, mark=mark_of(start))
        for key, inner in node.items():
            if not isinstance(inner, str) and not key.startswith("x-"):
                yield from unknown_empty(inner, root, (*loc, key))
