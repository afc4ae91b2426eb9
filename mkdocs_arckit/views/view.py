"""What a view is: a question about the portfolio, its answer as typed rows, and how a page shows them.

A module of this folder that makes a `View` is one: its page, its option, its data with a schema, its marker and its
place in the documentation follow from that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field, InstanceOf, PlainSerializer, SerializationInfo

from mkdocs_arckit.checks.people import named
from mkdocs_arckit.model.vocabulary import INVALID
from mkdocs_arckit.portfolio.documents import BrokenFile, Document
from mkdocs_arckit.portfolio.portfolio import Portfolio
from mkdocs_arckit.text.plain import plain_text
from mkdocs_arckit.views.cells import ViewPart

A = TypeVar("A")
Values = Callable[[Any], Iterable[str]]
"""Gives the texts that a row is found by."""


@dataclass(frozen=True)
class DocumentRecord:
    """A document, as data names it.

    Attributes:
        project_id: the ID of its project.
        project_name: the name of its project.
        document_id: its own ID.
        version: its version.
        status: its status.
        page: the address of its page.
    """

    project_id: str
    project_name: str
    document_id: str
    version: str
    status: str
    page: str


@dataclass(frozen=True)
class FileRecord:
    """A file with errors, as data names it.

    Attributes:
        source: the path of the YAML file.
        status: takes the place of a status.
        page: the address of its page.
    """

    source: str
    status: str
    page: str


def _document_record(document: Document, info: SerializationInfo[Portfolio]) -> DocumentRecord:
    strategy, control = document.strategy, document.strategy.document
    version, page = plain_text(control.version), info.context.link(document.address)
    project = (strategy.project.id, document.project_name)
    return DocumentRecord(*project, strategy.document_id, version, control.status, page)


def _file_record(file: BrokenFile, info: SerializationInfo[Portfolio]) -> FileRecord:
    return FileRecord(file.path, INVALID, info.context.link(file.address))


OfDocument = Annotated[InstanceOf[Document], PlainSerializer(_document_record, return_type=DocumentRecord)]
"""A document in a row: a page links to it, data names it."""
OfBrokenFile = Annotated[InstanceOf[BrokenFile], PlainSerializer(_file_record, return_type=FileRecord)]
"""The same for a file with errors."""
OfDay = Annotated[date, Field(exclude=True)]
"""The day of an answer, which all data has already."""
OfPage = Annotated[str, PlainSerializer(lambda path, info: info.context.link(path) if path else "", return_type=str)]
"""The path of a page among the site's sources, or nothing; in data, its address."""

OF_DOCUMENTS: Mapping[str, Values] = {
    "project": lambda row: (row.document.strategy.project.id, row.document.project_name),
    "status": lambda row: (row.document.strategy.document.status,),
    "classification": lambda row: (row.document.strategy.document.classification,),
    "owner": lambda row: (who.name for who in named(row.document.strategy.document.owner)),
    "tag": lambda row: map(plain_text, row.document.strategy.tags or ()),
}
"""The filters of rows that are about one document each."""


def of_several(inner: Callable[[Any], Iterable[Any]]) -> dict[str, Values]:
    """Make the same filters for rows that hold several rows; one of them is enough."""

    def of_any(values: Values) -> Values:
        return lambda row: (text for found in inner(row) for text in values(found))

    return {key: of_any(values) for key, values in OF_DOCUMENTS.items()}


@dataclass(frozen=True, eq=False)
class View(Generic[A]):
    """A view.

    Attributes:
        key: the name of its page, its data, its option and its marker.
        title: its title, unless the option gives another.
        question: what it answers.
        answer: the type of the answer, a frozen dataclass: its fields and docstrings make the schema of the data.
        build: finds the answer; `None` if there is nothing to show.
        order: its place among the views.
        parts: what its page shows, as tables; without it the page is made by the template `views/<key>.md`.
        template: the template of all that it shows, as HTML, which also says so if there is nothing.
        section: the key of the section that it is about; a site that does not use that has no such view.
        rows: the fields of the answer that hold its rows.
        filters: what a marker can choose rows by.
        since: what a marker can choose rows by a day for: those of that day or later.
        words: what an option of a marker takes, if not any word; one that is no filter says how rows are shown.
        version: that of its data: what is added raises the second number, what is changed or goes the first.
        is_long: whether its page is so long that it gets a theme's table of contents, and a filter.
    """

    key: str
    title: str
    question: str
    answer: type[A]
    build: Callable[[Portfolio], A | None]
    order: int
    parts: Callable[[A], Iterable[ViewPart]] | None = None
    template: str = ""
    section: str = ""
    rows: tuple[str, ...] = ()
    filters: Mapping[str, Values] = field(default_factory=dict)
    since: Mapping[str, Callable[[Any], date | None]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: str = "1.0"
    is_long: bool = False

    @property
    def says(self) -> str:
        """The question as a sentence: what the page says."""
        return f"{self.question.rstrip('?')}."

    @property
    def options(self) -> tuple[str, ...]:
        """The options of its marker."""
        return tuple(dict.fromkeys((*self.filters, *self.since, *self.words)))

    def narrowed(self, answer: A, wanted: Mapping[str, Iterable[str]]) -> A | None:
        """Keep the rows of an answer that a marker wants; `None` if there are none."""
        if not wanted:
            return answer
        chosen = {key: {value.casefold() for value in values} for key, values in wanted.items()}

        def keeps(row: Any) -> bool:
            return all(
                str(self.since[key](row) or "") >= min(values)
                if key in self.since
                else not values.isdisjoint(text.casefold() for text in self.filters[key](row))
                for key, values in chosen.items()
            )

        found = {name: tuple(filter(keeps, getattr(answer, name))) for name in self.rows}
        changed: A = replace(answer, **found)  # type: ignore[type-var]
        return changed if any(found.values()) else None
