"""Code blocks: a text, or a text and its language."""

from __future__ import annotations

from typing import Any, ClassVar

from mkdocs_arckit.model.base import Model, key_field, required
from mkdocs_arckit.model.fields import PLACEHOLDER_SCHEMAS, TEXT_SCHEMA, CodeText, JsonSchema, Language
from mkdocs_arckit.model.parse import fail, kind


class Code(Model):
    """A code block; a text is its code, in the template's language."""

    short: ClassVar[JsonSchema | None] = {"anyOf": [TEXT_SCHEMA, {"anyOf": PLACEHOLDER_SCHEMAS}]}

    language: Language | None = key_field("Language", "What the code is written in, as highlighters name it")
    code: CodeText = required("Code", "The code, below `|`")

    @classmethod
    def expand(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"code": data}
        if not isinstance(data, dict) or data.keys().isdisjoint({"code", "language"}):
            hint = "put `|` after the key and indent the code below it"
            raise fail("code", f"code is text, not {kind(data)}", hint)
        return data
