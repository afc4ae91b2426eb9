"""The JSON Schema as editors get it: with snippets for an empty file, for sections and their parts, and for rows.

What a person has to decide is a placeholder in them, as in a draft with every key: left as it is, it is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from mkdocs_arckit.authoring.full import every_key
from mkdocs_arckit.model.schema import json_schema
from mkdocs_arckit.model.site_sections import TEMPLATE, SiteSections
from mkdocs_arckit.model.strategy import SECTION_TYPES
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS

Schema = dict[str, Any]


def editor_schema(classifications: Sequence[str] = CLASSIFICATIONS, sections: SiteSections = TEMPLATE) -> Schema:
    """Write the schema of a strategy, with snippets.

    Args:
        classifications: the site's classification scheme.
        sections: what the site sets about the sections of all of its strategies.
    """
    schema = json_schema(classifications, sections)
    _Snippets(schema["$defs"]).add(schema["properties"], every_key({}, {})[0], top=True)
    return {"defaultSnippets": _for_an_empty_file(classifications), **schema}


def _for_an_empty_file(classifications: Sequence[str]) -> list[Schema]:
    head = {
        "project": {"id": "${1:pay}", "name": "${2:Payments Platform}"},
        "document": {"version": "${3:0.1}", "status": "DRAFT", "classification": _choice(4, classifications)},
    }
    more = {
        "summary": "${5:What this is about}",
        "overview": {
            "objectives": [{"objective": "${6:Deployment frequency}", "target": "${7:daily}"}],
            "teams": [{"team": "${8:Platform}"}],
            "technology_stack": {"languages": "${9:Python}", "ci_cd_platform": "${10:GitLab CI}"},
        },
        "ci": {"stages": [{"stage": "${11:Build}", "jobs": "${12:compile}"}]},
        "cd": {"promotion": [{"environment": "${13:Production}", "approval": "${14:none}"}]},
    }
    return [
        {"label": "smallest strategy", "description": "The five values that are required", "body": head},
        {"label": "first draft", "description": "With objectives, teams, stages and environments", "body": head | more},
    ]


class _Snippets:
    """Goes through a schema beside a strategy with every key, and gives each mapping, list and code block a snippet."""

    def __init__(self, definitions: Schema) -> None:
        self.definitions = definitions

    def add(self, properties: Schema, data: dict[str, Any], *, top: bool = False) -> None:
        """Add snippets to the properties of a mapping, and to those below them."""
        for key, value in data.items():
            if part := properties.get(str(key)):
                self._give(part, value, "whole section" if top and key in SECTION_TYPES else "whole part")

    def _give(self, part: Schema, value: Any, label: str) -> None:
        options = list(self._options(part))
        said = {"description": part.get("title", "")}
        if isinstance(value, dict) and value:
            snippet = {"label": label, **said, "body": self._fill(value, part, count(1))}
            self._holder(part, options)["defaultSnippets"] = [snippet]
            for option in options:
                self.add(option.get("properties", {}), value)
        elif isinstance(value, list):
            for option in options:
                for listed in (option, option.get("properties", {}).get("rows", {})):
                    self._rows(listed, value[0])
        elif any("code" in option.get("properties", {}) for option in options):
            part["defaultSnippets"] = [{"label": "code block", **said, "body": f"|\n  ${{1:{value}}}"}]

    @staticmethod
    def _holder(part: Schema, options: list[Schema]) -> Schema:
        """Choose the schema that has a mapping's snippet: its own if it can be, which gives it to the key too.

        An editor reads nothing beside a reference, and offers what a list has for each of its items.
        """
        if "$ref" in part or any("items" in option for option in options):
            return next(option for option in options if option.get("properties"))
        return part

    def _rows(self, listed: Schema, row: Any) -> None:
        if not isinstance(row, dict) or "items" not in listed:
            return
        for option in self._options(listed["items"]):
            if option.get("properties"):
                body = self._fill(row, listed["items"], count(1))
                said = {"label": "whole row", "description": option.get("title", "")}
                listed["defaultSnippets"] = [{**said, "type": "array", "body": body}]
                self.add(option["properties"], row)

    def _fill(self, value: Any, part: Schema, numbers: Iterator[int]) -> Any:
        """Give each placeholder in a value its number, and offer the words of a list where it is one of them."""
        options = list(self._options(part))
        if isinstance(value, dict):
            below = {key: inner for option in options for key, inner in option.get("properties", {}).items()}
            return {
                str(key): self._fill(inner, below.get(str(key), {}), numbers) for key, inner in value.items() if inner
            }
        if isinstance(value, list):
            items: Schema = next((option["items"] for option in options if "items" in option), {})
            return [self._fill(item, items, numbers) for item in value]
        words = next((option["enum"] for option in options if "enum" in option), None)
        return _choice(next(numbers), words) if words else f"${{{next(numbers)}:{value}}}"

    def _options(self, part: Schema) -> Iterator[Schema]:
        """Yield a schema and its alternatives, at any depth, with what they refer to."""
        yield part
        if "$ref" in part:
            yield from self._options(self.definitions[part["$ref"].rpartition("/")[2]])
        for option in part.get("anyOf", []):
            yield from self._options(option)


def _choice(number: int, words: Sequence[str | bool]) -> str:
    texts = (word if isinstance(word, str) else json.dumps(word) for word in words)
    escaped = ",".join(re.sub(r"[\\,|]", r"\\\g<0>", text) for text in texts)
    return f"${{{number}|{escaped}|}}"
