"""The templates of pages: the package's, and a site's own in their place."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

_IN_HTML = re.compile(r"(?:^|/)(?:views/|(?:contents|header|missing|notices)\.md$)|\.html$")
"""The templates whose data stands in HTML."""
_IN_TEMPLATE = re.compile(r"template$|top-level template code$|block '")
"""What Jinja calls a template's code in a traceback."""


class BrokenTemplateError(Exception):
    """A template cannot be rendered.

    Attributes:
        template: which.
        line: in which line, from 1; 0 if that is not known.
        why: what is wrong with it.
    """

    def __init__(self, template: str, error: Exception) -> None:
        name, line = template, getattr(error, "lineno", None)
        # Jinja puts a template's file and line in the place of the code made of it.
        frames = [f for f in traceback.extract_tb(error.__traceback__) if _IN_TEMPLATE.match(f.name)]
        if isinstance(error, TemplateSyntaxError):
            name = error.name or template
        elif frames:
            *_, folder, file = Path(frames[-1].filename).parts
            name, line = f"{folder}/{file}" if folder in {"sections", "views"} else file, frames[-1].lineno
        why = str(error) or type(error).__name__
        if isinstance(error, TemplateNotFound):
            why = f"there is no template `{error.name}`"
        elif isinstance(error, KeyError):
            why = f"there is no {why}"
        super().__init__(f"{name}{f', line {line}' if line else ''}: {why}")
        self.template, self.line, self.why = name, line or 0, why


class _Compiled(BytecodeCache):
    """Templates as Jinja compiled them: a site that is built again and again needs that once for each text."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Templates:
    """Renders templates.

    Args:
        folder: holds templates that replace the package's of the same name; one that only changes some blocks begins
            with `{% extends "arckit/sections/ci.md" %}`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        package = PackageLoader("mkdocs_arckit", "templates")
        own: list[BaseLoader] = [FileSystemLoader(folder)] if folder else []
        self._templates: dict[str, Template] = {}
        # `arckit/x.md` names the package's template in a site's own, and what the site made of it everywhere else.
        self.environment = Environment(
            loader=ChoiceLoader([*own, package, PrefixLoader({"arckit": package})]),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build has a renderer of its own
            bytecode_cache=_COMPILED,
            undefined=StrictUndefined,
            autoescape=lambda name: bool(_IN_HTML.search(name or "")),
        )

    def has(self, template: str) -> bool:
        """Say whether there is a template of this name."""
        assert self.environment.loader
        return template in self.environment.loader.list_templates()

    def render(self, template: str, **context: Any) -> str:
        """Render one template."""
        try:
            if template not in self._templates:
                self._templates[template] = self.environment.get_template(template)
            return self._templates[template].render(context)
        except BrokenTemplateError:
            raise
        except Exception as error:  # a site's own template can raise anything
            raise BrokenTemplateError(template, error) from error
