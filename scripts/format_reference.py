"""Every key of the format, as the model knows it: the pages of the documentation that say what a file may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from markdown.extensions.toc import slugify
from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from mkdocs_arckit.model import fields as kinds
from mkdocs_arckit.model.base import Attributes, DrawnDiagram, Model, OneOrMore, has_free_keys, models_in
from mkdocs_arckit.model.code import Code
from mkdocs_arckit.model.labels import row_labels, table_headings
from mkdocs_arckit.model.overview import LAYERS
from mkdocs_arckit.model.people import Person
from mkdocs_arckit.model.section import Element, RowsSection, Section
from mkdocs_arckit.model.strategy import NUMBERED, SECTION_TYPES, Strategy
from mkdocs_arckit.model.vocabulary import TRACE_SIGNS

TEMPLATES = Path(__file__).parent.parent / "mkdocs_arckit" / "templates"


class Kind(NamedTuple):
    """A kind of value: its name, an example as YAML, and what it takes."""

    name: str
    example: str
    meaning: str


_SIGNS = TRACE_SIGNS.items()
_LIST = Kind("list of cells", "[A, B]", "A list; each item is a cell.")
_KINDS: list[tuple[Any, Kind]] = [
    (kinds.Cells, _LIST),
    (kinds.Cell, Kind("cell", "…", "One line of inline Markdown: code, emphasis, links. A list is joined with `, `.")),
    (kinds.Text, Kind("text", "…", "One line, as typed.")),
    (OneOrMore, Kind("texts", "[A, B]", "A text, or a list of texts.")),
    (kinds.Block, Kind("Markdown", "…", "Markdown of any length; write it below `|`.")),
    (
        kinds.PendingDate,
        Kind(
            "date or PENDING", "PENDING", "`YYYY-MM-DD`, quoted or not; `PENDING`, or nothing, if it is not known yet."
        ),
    ),
    (kinds.PendingCell, Kind("cell or PENDING", "PENDING", "A cell; `PENDING`, or nothing, if it is not known yet.")),
    (kinds.YesNo, Kind("yes or no", "yes", "`true`, `false`, `yes` or `no`.")),
    (kinds.Diagram, Kind("diagram", "false", "Mermaid text that replaces the drawn diagram; `false` leaves it out.")),
    (kinds.Level, Kind("level", "3", "A whole number from 0 to 5.")),
    (kinds.LevelKey, Kind("level from 1", "3", "A whole number from 1 to 5.")),
    (kinds.TraceStatus, Kind("status", "met", f"{', '.join(f'`{w}` ({s})' for w, s in _SIGNS)}, or a cell.")),
]
_CODE = Kind("code", "|", "Code, below `|`; `{language: powershell, code: …}` if it is in another language.")
_PERSON = Kind(
    "people",
    "PENDING",
    "`{name: …, role: …, date: …}`, or a text such as `Sam Hill, Security Lead (2026-03-01)`, or a list of these, or"
    " `PENDING`.",
)

_EXAMPLES = {"project.id": '"001"', "ci.pipeline.flow": "[A --> B]", "sections[].after": "overview"}
_LEFT_OUT = {"generated.date"}  # another name of a key that is there


class Key(NamedTuple):
    """A key of the format."""

    path: str
    title: str
    kind: str
    required: bool
    description: str


def _stripped(annotation: Any) -> Any:
    """An annotation without `| None`."""
    parts = [part for part in get_args(annotation) if part is not type(None)]
    return parts[0] if len(parts) == 1 and type(None) in get_args(annotation) else annotation


def _kind(annotation: Any, metadata: tuple[Any, ...] = ()) -> Kind | None:
    """The kind of a value; `None` if it is made of other values."""
    annotation = _stripped(annotation)
    if models_in(annotation) == [Person]:
        return _PERSON
    if models_in(annotation) == [Code]:
        return _CODE
    if get_origin(annotation) is Annotated:
        metadata = get_args(annotation)[1:]
    for known, kind in _KINDS:
        if metadata[:1] == get_args(known)[1:2]:
            return kind
    for words in (_words(mark.json_schema) for mark in metadata if isinstance(mark, WithJsonSchema)):
        if words:
            return Kind(f"one of {', '.join(f'`{w}`' for w in words)}", words[0], "")
    return _LIST if get_origin(annotation) is list and not models_in(annotation) else None


def _words(schema: Any) -> list[str]:
    found: list[Any] = schema.get("enum") or next(
        (part["enum"] for part in schema.get("anyOf", []) if "enum" in part), []
    )
    return [str(word) for word in found]


def _kind_of(field: FieldInfo) -> Kind | None:
    return _kind(field.annotation, tuple(field.metadata))


def _fields(model: type[Model]) -> dict[str, FieldInfo]:
    return {name: field for name, field in model.model_fields.items() if name != "x"}


def _inner(field: FieldInfo) -> type[Model] | None:
    return next(iter(models_in(field.annotation)), None) if _kind_of(field) is None else None


def _is_list(field: FieldInfo) -> bool:
    return get_origin(_stripped(field.annotation)) is list


def keys_of(model: type[Model], prefix: str = "") -> Iterator[Key]:
    """The keys of a mapping, and those of the mappings in it."""
    for name, field in _fields(model).items():
        kind, inner, many = _kind_of(field), _inner(field), _is_list(field)
        shape = kind.name if kind else "list" if many else "mapping"
        yield Key(prefix + name, field.title or name, shape, field.is_required(), field.description or "")
        if inner and not issubclass(inner, Section):
            step = "[]" if many else ".<element>" if has_free_keys(field.annotation) else ""
            yield from keys_of(inner, f"{prefix}{name}{step}.")


def table(headings: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _key_table(keys: Iterable[Key], second: str) -> str:
    rows = []
    for key in keys:
        # A description that only repeats the heading says nothing.
        what = "" if key.description == key.title else key.description.replace("<", "&lt;")
        rows.append([f"`{key.path}`", key.title, key.kind, "yes" if key.required else "", what])
    used = [i for i in range(5) if i < 3 or any(row[i] for row in rows)]
    headings = ["Key", second, "Value", "Required", "What"]
    return table([headings[i] for i in used], [[row[i] for i in used] for row in rows])


def _example(model: type[Model], path: str) -> str:
    """A mapping with all of its keys, on one line."""
    found = [(n, _example_of(f, f"{path}.{n}")) for n, f in _fields(model).items() if f"{path}.{n}" not in _LEFT_OUT]
    return "{" + ", ".join(f"{name}: {text}" for name, text in found if name not in DrawnDiagram.model_fields) + "}"


def _example_of(field: FieldInfo, path: str) -> str:
    if path.endswith(".selected"):
        return "…"
    if kind := _kind_of(field):
        return _EXAMPLES.get(path, kind.example)
    inner, many = _inner(field), _is_list(field)
    if inner:
        text = _example(inner, path + ("[]" if many else ""))
        return f"[{text}]" if many else text
    return "{3: …}"  # the one mapping whose keys are levels


def _lines(name: str, field: FieldInfo, path: str) -> list[str]:
    """A key with all of its keys, on as many lines as they need."""
    text, inner = _example_of(field, path), _inner(field)
    if path == "overview.technology_stack":
        return [f"{name}:", *(f"  {layer}: …" for layer in LAYERS)]
    if text == "|":
        return [f"{name}: |", "  …"]
    if text == "{}":
        return [f"{name}: {{diagram: false}}  # drawn from the data beside it, by default"]
    if inner is None or len(f"{name}: {text}") < 80:
        return [f"{name}:", f"  - {text[1:-1]}"] if text.startswith("[{") else [f"{name}: {text}"]
    many = _is_list(field)
    step = f"{path}[]" if many else path
    below = []
    for key, inner_field in _fields(inner).items():
        if key not in DrawnDiagram.model_fields and f"{step}.{key}" not in _LEFT_OUT:
            below += _lines(key, inner_field, f"{step}.{key}")
    if many:
        below = [f"- {below[0]}", *(f"  {line}" for line in below[1:])]
    return [f"{name}:", *(f"  {line}" for line in below)]


def _whole(name: str) -> str:
    """A top-level key with all of its keys."""
    section, field = SECTION_TYPES.get(name), Strategy.model_fields[name]
    if section is None:
        lines = _lines(name, field, name)
    elif list(section.elements) == ["rows"]:
        lines = _lines(name, section.model_fields["rows"], name)
    else:
        own = [key for key in _fields(section) if key not in Section.model_fields]
        below = [line for key in own for line in _lines(key, section.model_fields[key], f"{name}.{key}")]
        lines = [f"{name}:", *(f"  {line}" for line in below)]
    return "\n".join(lines) + "\n"


@cache
def languages() -> dict[str, str]:
    """The language of each code block, as the templates say it."""
    found: dict[str, str] = {}
    for path in sorted(TEMPLATES.glob("sections/*.md")):
        calls = re.findall(r'code\("(\w+)", "(\w+)"\)', path.read_text(encoding="utf-8"))
        found |= {f"{path.stem}.{element}": language for element, language in calls}
    return found


def _element(section: str, element: Element) -> str:
    what = {
        "table": "A table: a list of rows.",
        "attributes": "A table of attributes, a row for each key; `x-` keys add rows.",
        "choice": "A choice. A plain text may replace the whole of it.",
        "diagram": "A diagram.",
        "code": f"A code block ({languages().get(f'{section}.{element.key}', 'text')}).",
    }.get(element.kind, "")
    model, labels = element.type, row_labels(element)
    if model is None and not what:
        what = "A numbered list of cells."
    if model and issubclass(model, DrawnDiagram) and element.kind == "choice":
        what += " With a diagram."
    field = SECTION_TYPES[section].model_fields[element.key]
    description = field.description or ""
    parts = [f"`{section}.{element.key}`: {description}. {what}".strip()]
    if element.key == "technology_stack":
        what = "A mapping of layers, these or your own; or a list of rows."
        rows = [[f"`{key}`", label, "cell"] for key, label in labels.items()]
        parts = [f"`{section}.{element.key}`: {what}", table(["Layer", "Row", "Value"], rows), "As a list of rows:"]
    if model and (inner := list(keys_of(model))):
        second = "Label" if issubclass(model, Attributes) else "Column" if element.kind == "table" else "Name"
        parts.append(_key_table(inner, second))
    headings = table_headings(element)
    if element.kind == "other" and headings:
        parts.append(f"Columns of the table: {', '.join(headings.values())}.")
    return "\n\n".join(parts)


def heading(level: int, text: str, anchor: str) -> str:
    """A heading that a link can name, on a forge too."""
    ident, line = re.sub("[._]", "-", anchor), f"{'#' * level} {text}"
    return line if slugify(text, "-") == ident else f'<a id="{ident}"></a>\n\n{line}'


def keys() -> str:
    """Every key of the format, in the order of the page."""
    parts = []
    for name, field in Strategy.model_fields.items():
        section = SECTION_TYPES.get(name)
        if name == "x":
            continue
        parts.append(heading(2, field.title or name, name))
        if section:
            parts.append(f"```yaml\n{_whole(name)}```")
            if issubclass(section, RowsSection):
                parts.append("A list of rows; or a mapping whose `rows` is that list, and what every section takes.")
            for element in section.elements.values():
                if element.key != "rows":
                    parts.append(heading(3, element.title, f"{name}.{element.key}"))
                parts.append(_element(name, element))
            extra = [key for key in keys_of(section) if key.path.split(".")[0] in section.parts]
            if extra:
                parts.append(_key_table(extra, "Name"))
            continue
        kind, inner = _kind_of(field), _inner(field)
        shape = f"Takes {kind.name}." if kind else "A list." if _is_list(field) else ""
        said = "" if field.description == field.title else f"{field.description}."
        parts += [f"```yaml\n{_whole(name)}```", f"`{name}`: {said} {shape}".strip()]
        if inner:
            parts.append(_key_table(keys_of(inner), "Name"))
    return "\n\n".join(parts)


def skeleton() -> str:
    """A file with every key of the format."""
    return "".join(_whole(name) for name in Strategy.model_fields if name != "x")


def everything() -> str:
    """The same, to copy from."""
    return f"```yaml\n{skeleton()}```"


def common() -> str:
    """What every section takes."""
    return _key_table(keys_of(Section), "Name")


def value_kinds() -> str:
    """The kinds of value."""
    found = [*(kind for _, kind in _KINDS), _CODE, _PERSON, _LIST]
    return table(["Value", "What it takes"], [[kind.name, kind.meaning] for kind in found])


def sections() -> str:
    """The keys of the sections, in their order."""
    rows = [
        [
            f"[`{key}`](reference/keys.md#{key.replace('_', '-')})",
            str(SECTION_TYPES[key].number),
            SECTION_TYPES[key].title,
            ", ".join(f"`{name}`" for name in SECTION_TYPES[key].elements),
        ]
        for key in NUMBERED
    ]
    return table(["Key", "No.", "Section", "Elements"], rows)
