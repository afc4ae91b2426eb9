"""A strategy with every key of the format, each with what it is for: made from the model, so no key is ever missing."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from mkdocs_arckit.authoring.yaml_writer import Data
from mkdocs_arckit.model.base import Choice, Model, has_free_keys, models_in
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.model.people import Person
from mkdocs_arckit.model.section import RowsSection, Section
from mkdocs_arckit.model.strategy import DocumentControl, Generated, Strategy
from mkdocs_arckit.source.nodes import Loc

_ASIDE = frozenset(
    {
        "document.id",
        "document.supersedes",
        "document.superseded_by",
        "overview.maturity.levels",
        "ci.pipeline.flow",
        "sections.after",
        "generated.date",
    }
)
"""Keys that only fit where something else is there, or is missing; they are named in a comment."""
_LONG = (Strategy, DocumentControl, Section, Choice, Generated)
"""Mappings that are written on lines of their own; a comment above another one has to name the key that it is about."""
_WIDTH = 110
_DAY = "YYYY-MM-DD"
_INSTEAD = frozenset({"diagram", "alt", "label"})
"""Keys that replace what the page says without them."""


def every_key(
    given: Mapping[str, Data], words: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Data], dict[Loc, list[str]]]:
    """Write a strategy with every key: what is given, and placeholders where a person has to decide.

    Args:
        given: values by the path of their key, such as `document.owner`.
        words: the words that a key takes, where the site has others than the model.

    Returns:
        The data, and the comments, by place.
    """
    skeleton = _Skeleton(given, words)
    data = skeleton.mapping(Strategy, ())
    skeleton.note((), "Every key of the format. Leave out what you don't need. Every section takes these keys too:")
    for key in _keys(Section):
        skeleton.note((), f"- {key}: {Section.model_fields[key].description}")
    skeleton.note((), "A code block is a text below `|`; of another language it is `{language: …, code: …}`.")
    return data, skeleton.comments


class _Skeleton:
    """Collects data and comments while it goes through the model."""

    def __init__(self, given: Mapping[str, Data], words: Mapping[str, Sequence[str]]) -> None:
        self.given, self.words = given, words
        self.comments: dict[Loc, list[str]] = {}

    def mapping(self, model: type[Model], loc: Loc) -> dict[Any, Data]:
        """Write every key of a mapping."""
        path = [part for part in loc if isinstance(part, str)]
        data: dict[Any, Data] = {}
        for key in _keys(model):
            field, name = model.model_fields[key], ".".join([*path, key])
            if name in _ASIDE or key in _INSTEAD:
                self.note(loc, f"or {key}: {field.description}")
                continue
            if said := _said(key, field, alone=issubclass(model, _LONG), words=self.words.get(name)):
                self.note((*loc, key), said)
            data[key] = self.given[name] if name in self.given else self.value(model, field, (*loc, key))
        return data

    def note(self, loc: Loc, said: str) -> None:
        """Put a comment above a place."""
        self.comments.setdefault(loc, []).extend(wrap(said, _WIDTH, subsequent_indent="  "))

    def value(self, holder: type[Model], field: FieldInfo, loc: Loc) -> Data:
        """Write a value: a mapping, a list of one, or a placeholder."""
        key, inner = str(loc[-1]), next(iter(models_in(field.annotation)), None)
        if key == "technology_stack":
            return {layer: _placeholder(layer) for layer in LAYERS}
        if has_free_keys(field.annotation):  # the one whose keys are levels
            return {3: _placeholder("DATE")}
        if issubclass(holder, Choice) and key == "selected":
            return _placeholder(next(iter(holder.row().columns())))
        if inner is Person:
            self.note(loc, f"or {{{', '.join(f'{name}: …' for name in _keys(Person))}}}")
            return _placeholder(key)
        if inner is None or inner is Code:
            return field.default if isinstance(field.default, str) else _placeholder(_DAY if _is_date(field) else key)
        if issubclass(inner, RowsSection) and list(inner.elements) == ["rows"]:
            (inner,) = models_in(inner.model_fields["rows"].annotation)
            return [self.mapping(inner, (*loc, 0))]
        return [self.mapping(inner, (*loc, 0))] if _is_list(field.annotation) else self.mapping(inner, loc)


def _keys(model: type[Model]) -> Iterator[str]:
    common = Section.model_fields if issubclass(model, Section) and model is not Section else {}
    return (name for name in model.model_fields if name != "x" and name not in common)


def _placeholder(key: str) -> str:
    return f"[{key.upper()}]"


def _said(key: str, field: FieldInfo, alone: bool, words: Sequence[str] | None) -> str:
    """Say what a key is for, unless its name says it.

    Args:
        key: the key.
        field: what the model says of it.
        alone: whether the comment is directly above the key; if not, it begins with the key.
        words: the words that it takes, if the model knows others.
    """
    title, description = field.title or key, field.description or ""
    if words is None:
        words = [] if models_in(field.annotation) else _words(field)
    named = title.casefold().replace(" ", "_") == key
    said = [title] if not named and (alone or description == title) else []
    said += [description] if description != title else []
    said += [f"one of {', '.join(words)}"] if words else []
    return ": ".join(said if alone or not said else [key, *said])


def _words(field: FieldInfo) -> list[str]:
    """List the words that a key takes, if it takes no others."""
    return next((part["enum"] for part in _alternatives(field) if "enum" in part and part["type"] == "string"), [])


def _is_date(field: FieldInfo) -> bool:
    return any("[0-9]{4}-[0-9]{2}" in part.get("pattern", "") for part in _alternatives(field))


def _alternatives(field: FieldInfo) -> list[dict[str, Any]]:
    """List what a key takes, as JSON Schema."""
    inner = (mark for part in get_args(field.annotation) for mark in getattr(part, "__metadata__", ()))
    schemas = [mark.json_schema or {} for mark in (*field.metadata, *inner) if isinstance(mark, WithJsonSchema)]
    for schema in schemas:  # those that are in others come after them, and are looked at too
        schemas += schema.get("anyOf", [])
    return schemas


def _is_list(annotation: Any) -> bool:
    if get_origin(annotation) in {Union, types.UnionType, Annotated}:
        return any(_is_list(part) for part in get_args(annotation))
    return get_origin(annotation) is list
