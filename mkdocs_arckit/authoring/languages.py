"""Code blocks: in which language they are, and in which the template has them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from mkdocs_arckit.authoring.outline import Passage
from mkdocs_arckit.model.parse import LANGUAGE

_CODE = re.compile(r'code\("(\w+)", "(\w+)"\)')


def is_diagram(block: Passage) -> bool:
    """Return whether a block is a diagram."""
    return block.kind == "code" and block.title.split(" ")[0].casefold() == "mermaid"


@cache
def _languages() -> dict[str, str]:
    """Map the elements that are code to the languages that the templates give them."""
    folder = files("mkdocs_arckit").joinpath("templates/sections")
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir()]
    return {match[1]: match[2] for text in texts for match in _CODE.finditer(text)}


def is_language_of(key: str, block: Passage) -> bool:
    """Return whether code is in the language that the template has for an element; YAML may be anything."""
    language, wanted = block.title.split(" ")[0].casefold(), _languages().get(key, "")
    return language == wanted != "yaml" or (language, wanted) == ("text", "")


def code_of(key: str, block: Passage) -> Any:
    """Write a code block as the format has it: with the name of its language, if it is not the template's."""
    language, code = block.title.split(" ")[0], block.code
    if language in {"", "text", _languages().get(key)} or not LANGUAGE.fullmatch(language):
        return code
    return {"language": language, "code": code}
