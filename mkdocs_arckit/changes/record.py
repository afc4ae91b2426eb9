"""What changed as data, for other programs; the models say what it holds, and make its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, Field

from mkdocs_arckit.changes.change import ChangeKind, FileChanges, as_words

CHANGES_VERSION = "1.0"
"""Of the data's format: what is added raises the second number, what is changed or goes the first."""


class LineRecord(BaseModel):
    """A line of a text of many lines."""

    sign: Literal["+", "-", " "] = Field(
        description="+ if it is new, - if it is gone, a space if it is only beside one"
    )
    text: str = Field(description="The line")


class ChangeRecord(BaseModel):
    """One thing that changed."""

    kind: ChangeKind = Field(description="What became of it")
    section: str = Field(description="The heading of the section that it is in")
    key: str = Field(description="The path of its key, such as ci.quality_gates.threshold; rows are not counted in it")
    name: str = Field(description="The row that it is about, or whose cell it is; empty if it is about none")
    sentence: str = Field(description="What is said of it")
    before: str = Field(description="What there was, as plain text; empty if there was nothing")
    after: str = Field(description="What there is, as plain text; empty if there is nothing")
    lines: list[LineRecord] = Field(description="Of a text of many lines, those that changed, and some beside them")


class ChangedFileRecord(BaseModel):
    """A strategy that changed."""

    project: str = Field(description="The project's name")
    kind: ChangeKind | Literal["unchanged"] = Field(
        description="What became of the file; unchanged if its readers would notice nothing"
    )
    before: str | None = Field(description="The file before; null if there was none")
    after: str | None = Field(description="The file now; null if there is none any more")
    changes: list[ChangeRecord] = Field(description="What readers would notice, in the order of the document")


class ChangesRecord(BaseModel):
    """What changed in some strategies."""

    version: Literal["1.0"] = Field(description="The version of this format")
    files: list[ChangedFileRecord] = Field(description="The files that differ")


def record(files: Iterable[FileChanges]) -> ChangesRecord:
    """Collect what changed as data."""
    return ChangesRecord(
        version=CHANGES_VERSION,
        files=[
            ChangedFileRecord(
                project=file.project,
                kind=file.kind or "unchanged",
                before=file.before,
                after=file.after,
                changes=[
                    ChangeRecord(
                        kind=change.kind,
                        section=as_words(change.section),
                        key=change.key,
                        name=change.name,
                        sentence=as_words(change.sentence),
                        before=change.before,
                        after=change.after,
                        lines=[LineRecord.model_validate({"sign": sign, "text": text}) for sign, text in change.lines],
                    )
                    for change in file.changes
                ],
            )
            for file in files
        ],
    )


def changes_schema() -> dict[str, Any]:
    """Make the JSON Schema of the data."""
    schema = ChangesRecord.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
