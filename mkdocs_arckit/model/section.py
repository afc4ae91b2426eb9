"""What every section has: its elements, and what an author can put around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

from mkdocs_arckit.model.base import (
    Attributes,
    Choice,
    DrawnDiagram,
    Model,
    as_keys,
    key_field,
    models_in,
    required,
    row_type,
    without_own_keys,
)
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.fields import TEXT_SCHEMA, Block, Cell, JsonSchema, Reason, Text

_NAMED = BeforeValidator(without_own_keys)
_WITHOUT = "if the section does not apply, write `not_applicable` and the reason"


class Note(Model):
    """Markdown around an element."""

    short = TEXT_SCHEMA

    above: Block | None = key_field("Above", "Markdown directly under the element's heading")
    below: Block | None = key_field("Below", "Markdown after all of the element's content")

    @classmethod
    def expand(cls, data: Any) -> Any:
        return {"above": data} if isinstance(data, str) else data


class Extra(Model):
    """A part of a section that the template does not have."""

    after: Text | None = key_field(
        "After", "Key of the element that it follows; `start` for the section's start; without it, the end"
    )
    heading: Cell | None = key_field("Heading", "Its heading; without it, only the body is printed")
    body: Block = required("Body", "Markdown")


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a section that has a heading of its own, and is named by its key.

    Attributes:
        key: its key in the section.
        title: its heading in the template.
        kind: `table`, `attributes`, `choice`, `code`, `diagram` or `other`.
        type: the model of its rows, its attributes or its choice; `None` for code and texts.
    """

    key: str
    title: str
    kind: str
    type: type[Model] | None

    @property
    def counted(self) -> bool:
        """Whether it counts for completeness; a diagram that is drawn from other data does not."""
        return self.kind != "diagram"


def element(title: str, description: str) -> Any:
    """Describe a part of a section: its heading in the template, and what to write there."""
    return Field(default=None, title=title, description=description)


class Section(Model):
    """One of the strategy's sections: what every section takes."""

    number: ClassVar[int | None] = None
    title: ClassVar[str]
    elements: ClassVar[dict[str, Element]] = {}
    parts: ClassVar[frozenset[str]] = frozenset()
    """Keys of the section that belong to another element and are none themselves."""

    heading: Cell | None = key_field("Heading", "Other words for the section's heading; its number stays")
    headings: Annotated[dict[str, Cell] | None, _NAMED] = key_field(
        "Headings", "Other words for sub-headings, by element"
    )
    columns: Annotated[dict[str, Annotated[dict[str, Cell], _NAMED]] | None, _NAMED] = key_field(
        "Columns", "Other words for table headings and row labels, by element and key"
    )
    summary: Block | None = key_field("Summary", "Markdown under the section's heading")
    notes: Annotated[dict[str, Note] | None, _NAMED] = key_field("Notes", "Markdown around an element, by element")
    extra: list[Extra] | None = key_field("Extra", "Parts of your own")
    not_applicable: Reason | None = key_field("Not applicable", "Why the section does not apply; replaces the rest")

    @classmethod
    def words(cls) -> str:
        """Write the section's heading in the template, with its number."""
        return f"{cls.number}. {cls.title}" if cls.number else cls.title

    @classmethod
    def hint(cls) -> str:
        parts = as_keys([*cls.elements, *sorted(cls.parts)])
        return f"{_WITHOUT}; a text goes below `summary`, and its parts are {parts}"

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        own = [name for name in cls.model_fields if name not in Section.model_fields and name not in cls.parts]
        cls.elements = {name: _element(name, cls.model_fields[name]) for name in own}


class RowsSection(Section):
    """A section that is a table: a list, or a mapping whose `rows` is the list."""

    @classmethod
    def expand(cls, data: Any) -> Any:
        return {"rows": data} if isinstance(data, list) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        schema = handler(core_schema)
        return {"anyOf": [*handler.resolve_ref_schema(schema)["properties"]["rows"]["anyOf"], schema]}

    @classmethod
    def hint(cls) -> str:
        first = next(iter(cls.elements["rows"].type.columns()))  # type: ignore[union-attr]
        return f"write each row after a dash, `- {first}: …`, or put them below `rows`; {_WITHOUT}"


def _element(name: str, field: FieldInfo) -> Element:
    title, annotation = field.title or name, field.annotation
    if row := row_type(annotation):
        return Element(name, title, "table", row)
    for model in models_in(annotation):
        if model is Code:
            return Element(name, title, "code", None)
        for base, word in ((Choice, "choice"), (Attributes, "attributes"), (DrawnDiagram, "diagram")):
            if issubclass(model, base):
                return Element(name, title, word, model)
        return Element(name, title, "other", model)
    return Element(name, title, "other", None)
