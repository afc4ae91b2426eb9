"""The shapes that all parts of a strategy are made of: rows, attribute blocks, choices, diagrams, sections."""

from __future__ import annotations

import types
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, TypeVar, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from mkdocs_arckit.model.fields import CELL_SCHEMA, TEXT_SCHEMA, Cell, Diagram, JsonSchema, Text
from mkdocs_arckit.model.parse import fail, kind

if TYPE_CHECKING:
    from typing_extensions import Self

X_KEYS = "x-*"
"""Where the author's own `x-` keys are put before validation; no YAML key that begins with `x-` ends in a star."""


def key_field(title: str, description: str = "", *, default: Any = None) -> Any:
    """Describe a key of a mapping: its label, which is also its table heading, and what to write there."""
    return Field(default=default, title=title, description=description or title)


def required(title: str, description: str = "") -> Any:
    """Describe a key that has to be there; the first column of a table."""
    return Field(title=title, description=description or title)


def _clean_schema(schema: JsonSchema, model: type[BaseModel]) -> None:
    schema.get("properties", {}).pop(X_KEYS, None)
    own: JsonSchema = {"description": "A key of your own, which is not shown"}
    if issubclass(model, WithOwnKeys):
        own = {"description": "A column or row of your own", "anyOf": [CELL_SCHEMA, {"type": "null"}]}
    schema["patternProperties"] = {"^x-": own}
    schema.pop("title", None)
    for prop in schema.get("properties", {}).values():
        if prop.get("default", ...) in (None, [], {}):
            prop.pop("default", None)


def as_keys(names: Iterable[str]) -> str:
    """List keys for an error message."""
    return ", ".join(f"`{name}`" for name in names)


class Model(BaseModel):
    """A mapping of the format: unknown keys are errors, `x-` keys are the author's."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra=_clean_schema, use_attribute_docstrings=False
    )

    short: ClassVar[JsonSchema | None] = None
    """The short form of the whole mapping, as JSON Schema; a model that has one converts it itself."""

    x: dict[str, Any] = Field(default_factory=dict, alias=X_KEYS)

    @model_validator(mode="before")
    @classmethod
    def _prepare(cls, data: Any) -> Any:
        data = cls.expand(data)
        if not isinstance(data, dict):
            raise fail("type", f"a mapping of keys and values belongs here, not {kind(data)}", cls.hint())
        if "x-" not in "".join(data):  # quicker than to ask each key
            return data
        own = {key: value for key, value in data.items() if key.startswith("x-")}
        return {key: value for key, value in data.items() if key not in own} | {X_KEYS: cls.take_x(own)}

    @classmethod
    def expand(cls, data: Any) -> Any:
        """Turn the short form of the mapping into the mapping."""
        return data

    @classmethod
    def take_x(cls, own: dict[str, Any]) -> dict[str, Any]:
        """Say what becomes of the author's own keys; by default they are ignored."""
        return {}

    @classmethod
    def hint(cls) -> str:
        """Say how the mapping is written, for an error message: which keys there are, never which one is meant."""
        names = sorted((name for name in cls.model_fields if name != "x"), key=DrawnDiagram.model_fields.__contains__)
        needed = [name for name in names if cls.model_fields[name].is_required()]
        if not needed or len(needed) == len(names):
            return f"its keys are {as_keys(names)}" if names else ""
        others = [name for name in names if name not in needed]
        return f"it needs {as_keys(needed)}, and takes {as_keys(others)}"

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        schema = handler(core_schema)
        return {"anyOf": [schema, cls.short]} if cls.short else schema


class WithOwnKeys(Model):
    """A mapping whose `x-` keys are printed: as columns, as rows."""

    x: dict[str, Cell] = Field(default_factory=dict, alias=X_KEYS)

    @classmethod
    def take_x(cls, own: dict[str, Any]) -> dict[str, Any]:
        return own


class Named(Model):
    """A mapping that may be written as a plain text, which is then its first key."""

    short = TEXT_SCHEMA

    @classmethod
    def expand(cls, data: Any) -> Any:
        return {next(name for name in cls.model_fields if name != "x"): data} if isinstance(data, str) else data


class Row(WithOwnKeys, Named):
    """A row of a table: its keys are the columns, the first is required, `x-` keys are further columns."""

    @classmethod
    @cache
    def columns(cls) -> dict[str, str]:
        """Map the key of each column to its heading, in the template's order."""
        return {name: field.title or name for name, field in cls.model_fields.items() if name != "x"}


class Ordered(Model):
    """A mapping whose keys print in the order in which the author wrote them."""

    _order: list[str] = PrivateAttr(default_factory=list)

    @model_validator(mode="wrap")
    @classmethod
    def _remember(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        model = handler(data)
        if isinstance(data, dict):
            model._order = list(data)
        return model

    @property
    def order(self) -> list[str]:
        """The keys as the author ordered them."""
        return self._order


class Attributes(Ordered, WithOwnKeys):
    """A block of attributes, a row each; `x-` keys are further rows."""

    headings: ClassVar[tuple[str, str]] = ("Attribute", "Value")
    bold: ClassVar[bool] = True

    @classmethod
    def hint(cls) -> str:
        return f"{super().hint()}; another row is `x-Name: …`"


class DrawnDiagram(Model):
    """Data that a diagram is drawn from, or Mermaid text that replaces it."""

    diagram: Diagram | None = key_field(
        "Diagram", "Mermaid text that replaces the diagram drawn from the data; `false` leaves it out"
    )
    alt: Cell | None = key_field(
        "Alt", "What the diagram shows, for people who can't see it; a text or a list of texts"
    )


OneOrMore = Annotated[
    list[Text],
    BeforeValidator(lambda v: [v] if isinstance(v, str) else v),
    WithJsonSchema({"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA}]}),
]
"""A text, or a list of texts."""

R = TypeVar("R", bound=Row)


class Choice(Model, Generic[R]):
    """Options of which some are selected, and why."""

    short = TEXT_SCHEMA

    selected: OneOrMore | None = key_field(
        "Selected", "The chosen option's name (its first column), or a list of names"
    )
    rationale: Cell | None = key_field("Rationale", "Why; a text, or a list that becomes bullets")
    options: list[R] | None = key_field("Options", "What was considered; a plain text is an option's first column")

    @classmethod
    def expand(cls, data: Any) -> Any:
        return {"selected": data} if isinstance(data, str) else data

    @classmethod
    @cache
    def row(cls) -> type[Row]:
        """Return the model of an option."""
        found = row_type(cls.model_fields["options"].annotation)
        assert found, "options is a list of rows"
        return found


def models_in(annotation: Any) -> list[type[Model]]:
    """Find the models that an annotation mentions, outermost first."""
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, Model):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def without_own_keys(value: Any) -> Any:
    """Drop the author's own `x-` keys from a mapping whose keys are names."""
    return {k: v for k, v in value.items() if not k.startswith("x-")} if isinstance(value, dict) else value


def has_free_keys(annotation: Any) -> bool:
    """Return whether an annotation is that of a mapping whose keys are the author's."""
    return get_origin(annotation) is dict or any(has_free_keys(part) for part in get_args(annotation))


def row_type(annotation: Any) -> type[Row] | None:
    """Return the model of the rows, if an annotation is that of a table."""
    if get_origin(annotation) in {Union, types.UnionType, Annotated}:
        return next((found for part in get_args(annotation) if (found := row_type(part))), None)
    if get_origin(annotation) is list:
        return next((model for model in models_in(annotation) if issubclass(model, Row)), None)
    return None
