"""Keys that the model never sees: unknown ones without a value, and keys of the author's own that are not shown."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from mkdocs_arckit.checks.hints import elsewhere, own_keys
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Severity, did_you_mean, quoted_value
from mkdocs_arckit.model.base import Model, WithOwnKeys, has_free_keys, models_in, row_type
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.section import RowsSection
from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy
from mkdocs_arckit.source.nodes import Loc, Mapping, Mark, Node, Sequence, mark_of


def models_at(loc: Loc, root: type[Model]) -> list[type[Model]] | None:
    """List the models that the mapping at `loc` may be; `None` if its keys are free, none where text belongs."""
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
        if models and Code in models and node.keys().isdisjoint({"code", "language"}):
            models = None  # it is said already that it is not code
        known = {key for model in models or () for key in model.model_fields}
        for key, (value, start, _) in node.empty.items():
            if key.startswith("x-"):
                continue
            if models is None or key in known or (not models and node):  # where text belongs, that is said already
                yield from unknown_empty(value, root, (*loc, key))
            else:
                hint = did_you_mean(key, known) or elsewhere((*loc, key), root)
                if not hint and value is None:
                    hint = "if it belongs to the text before the comma, quote that text"
                hint = hint or own_keys([name for m in models for name in m.model_fields if name != "x"], models)
                message = f"unknown key {quoted_value(key)} without a value"
                yield Violation("unknown-key", (*loc, key), message, hint, mark=mark_of(start))
        for key, inner in node.items():
            if not isinstance(inner, str) and not key.startswith("x-"):
                yield from unknown_empty(inner, root, (*loc, key))


def hidden_own_keys(node: Node, anchored: AbstractSet[Mark], loc: Loc = ()) -> Iterator[Violation]:
    """Tell of the author's own keys that are not shown, unless they only hold anchors for other places.

    Args:
        node: what stands at `loc` of a strategy.
        anchored: the places of the values that have an anchor.
        loc: where.
    """
    if isinstance(node, Sequence):
        for i, item in enumerate(node):
            yield from hidden_own_keys(item, anchored, (*loc, i))
    elif isinstance(node, Mapping):
        own = [(key, value, start) for key, value, _, start in node.placed() if key.startswith("x-")]
        if own and not any(issubclass(model, WithOwnKeys) for model in models_at(loc, Strategy) or ()):
            for key, value, start in own:
                if not _only_anchors(value, start, anchored):
                    message = f"{quoted_value(key)} is kept, but not shown"
                    yield Violation("own-key", (*loc, key), message, _how_to_show(loc), Severity.INFO, at_key=True)
        for key, inner in node.items():
            if not isinstance(inner, str) and not key.startswith("x-"):
                yield from hidden_own_keys(inner, anchored, (*loc, key))


def _only_anchors(node: Node, start: Any, anchored: AbstractSet[Mark]) -> bool:
    """Return whether a value, or everything in it, is there to be used elsewhere."""
    if mark_of(start) in anchored:
        return True
    if isinstance(node, Mapping):
        return all(_only_anchors(value, at, anchored) for _, value, _, at in node.placed())
    if isinstance(node, Sequence):
        return all(_only_anchors(item, at, anchored) for item, at in zip(node, node.starts, strict=True))
    return False


def _how_to_show(loc: Loc) -> str:
    if not loc:
        return "to show it, write it as Markdown under `sections` or `appendices`"
    if loc == ("overview", "technology_stack"):
        return "to show it as a layer, write it without `x-`"
    return f"to show it, write it as Markdown under `extra` of `{loc[0]}`" if loc[0] in SECTION_TYPES else ""
