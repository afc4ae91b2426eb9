"""Document Control in order: who owns and approved a document, who signed it, and the days of all that.

A document that only says that it is approved would pass for one that somebody has approved. From `APPROVED` on what is
missing or contradicts itself is an error, before it a warning. The day of the build is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from mkdocs_arckit.checks.people import day, has_signed, people_in
from mkdocs_arckit.checks.violation import PlainMap, Violation, as_map, cell_text
from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.model.people import People, Person
from mkdocs_arckit.model.section import RowsSection
from mkdocs_arckit.model.strategy import Approval, ApprovalRow, RevisionRow, Revisions
from mkdocs_arckit.model.vocabulary import OPEN, STATUSES
from mkdocs_arckit.source.nodes import Loc, walk
from mkdocs_arckit.source.placeholders import find_placeholders, may_hold_placeholder
from mkdocs_arckit.text.plain import plain_text

RULE = "document-control"
"""The rule of everything here. A document that breaks no other can be shown, with the words *not in order*."""
_IN_USE = frozenset({"APPROVED", "PUBLISHED"})
AHEAD = timedelta(days=1)
"""How far a day of somebody's calendar can be ahead of that of the build, which is UTC's."""
_VERSION = re.compile(r"[vV]?(?P<numbers>[0-9]+(?:\.[0-9]+)*)(?:[\s(,;:]|$)")
_READ_PEOPLE: TypeAdapter[list[Person]] = TypeAdapter(People)
_Rows = TypeVar("_Rows", bound=RowsSection)


class _Dated(NamedTuple):
    """A day that has come, or should have."""

    loc: Loc
    what: str
    on: date


def check_control(data: PlainMap, today: str) -> Iterator[Violation]:
    """Check that Document Control, Revision History and Approval are in order.

    Args:
        data: what the file says; what has the wrong shape in it is left to others.
        today: the day, `YYYY-MM-DD`.
    """
    control = _Control(data, date.fromisoformat(today))
    yield from control.check_presence()
    yield from control.check_draft()
    yield from control.check_days()
    yield from control.check_revisions()


class _Control:
    """Who and when, as one file says."""

    def __init__(self, data: PlainMap, today: date) -> None:
        self.data, self.today = as_map(data.get("document")), today
        status = self.data.get("status")
        self.status = status.strip() if isinstance(status, str) else ""
        self.closed = self.status in STATUSES and self.status not in OPEN
        self.created, self.modified, self.next_review = (
            day(self.data.get(key)) for key in ("created", "last_modified", "next_review")
        )
        self.approvers = list(self._people("approved_by"))
        self.approval: list[tuple[Loc, ApprovalRow]] = _rows(Approval, "approval", data)
        self.revisions: list[tuple[Loc, RevisionRow]] = _rows(Revisions, "revisions", data)

    def _people(self, key: str) -> Iterator[tuple[Loc, Person]]:
        value, loc = self.data.get(key), ("document", key)
        for place, item in (
            [((*loc, i), item) for i, item in enumerate(value)] if isinstance(value, list) else [(loc, value)]
        ):
            try:
                yield from ((place, person) for person in (_READ_PEOPLE.validate_python(item) if item else ()))
            except ValidationError:
                continue

    def _waits(self, key: str) -> bool:
        """Return whether a key has a placeholder, which is reported as such."""
        return any(find_placeholders(text) for _, text in walk(self.data.get(key), may_hold_placeholder))

    def _violation(self, loc: Loc, message: str, hint: str) -> Violation:
        return Violation(RULE, loc, message, hint, Severity.ERROR if self.closed else Severity.WARNING)

    def _until(self, done: str) -> str:
        """Offer to wait, to the author of a document that may still be approved."""
        return (
            f", or `status: IN_REVIEW` until {done}"
            if self.status in _IN_USE
            else ", as it was when the document was in use"
        )

    def check_presence(self) -> Iterator[Violation]:
        """Check that from `APPROVED` on there are an owner, approvers with dates, signatures and a next review."""
        if not self.closed:
            return
        is_so = f"the document is {self.status}"
        owners = [name for _, person in self._people("owner") for name in people_in(person.name)]
        if not owners and not self._waits("owner"):
            yield self._violation(("document", "owner"), f"{is_so}, but nobody owns it", "write `owner: Name, Role`")
        unsigned = [(loc, p) for loc, p in self.approvers if not (people_in(p.name) and day(p.date))]
        if not self._waits("approved_by"):
            if len(unsigned) == len(self.approvers) and not any(people_in(p.name) for _, p in unsigned):
                hint = "write `approved_by: Name (YYYY-MM-DD)`" + self._until("somebody approves it")
                yield self._violation(("document", "approved_by"), f"{is_so}, but nobody has approved it", hint)
            else:
                for loc, person in unsigned:
                    who = quoted_value(plain_text(person.words)) if person.words else "an approver"
                    hint = "write `Name (YYYY-MM-DD)`" + self._until("all have approved it")
                    yield self._violation(loc, f"{is_so}, but the day when {who} approved it is missing", hint)
        for loc, row in self.approval:
            if not has_signed(row) and not any(find_placeholders(cell_text(part)) for part in (row.name, row.date)):
                role = quoted_value(plain_text(row.role))
                hint = "give a `name` and the `date`" + self._until("all have signed")
                yield self._violation(loc, f"{is_so}, but {role} has not signed it", hint)
        on_demand = cell_text(self.data.get("review_cycle")).strip().casefold().startswith("on-demand")
        if self.status in _IN_USE and not (self.next_review or on_demand or self._waits("next_review")):
            message = f"{is_so}, but no next review is planned"
            yield self._violation(("document", "next_review"), message, "write `next_review: YYYY-MM-DD`")

    def check_draft(self) -> Iterator[Violation]:
        """Check that a `DRAFT` has no approver with a date."""
        if self.status != "DRAFT":
            return
        hint = "write `status: IN_REVIEW` or `APPROVED`, or `PENDING` for the approver"
        for loc, person in self.approvers:
            if people_in(person.name) and day(person.date):
                yield self._violation(loc, "a DRAFT is not approved yet, but it has an approver with a date", hint)
        version = _version(self.data.get("version"))
        for loc, row in self.revisions:
            approved = row.approval_date or next((p.date for p in row.approved_by or []), None)
            if version and _version(row.version) == version and day(approved):
                yield self._violation((*loc, "approval_date"), "a DRAFT is not approved yet, but this version is", hint)

    def check_days(self) -> Iterator[Violation]:
        """Check that what has happened is not in the future, and that one thing happens after the other."""
        hint = "write the day on which it happened"
        for dated in self._past():
            if dated.on > self.today + AHEAD:
                yield self._violation(dated.loc, f"{dated.what} is in the future", hint)
        if self.created and self.modified and self.created > self.modified:
            message = "the document was last modified before it was created"
            yield self._violation(("document", "last_modified"), message, "correct one of the two dates")
        signed = [*self._dates(self.approvers, "approval"), *self._signatures()]
        reviewed = self._dates(self._people("reviewed_by"), "review")
        changed = self.modified or max((on for _, row in self.revisions if (on := day(row.date))), default=None)
        for dated in [*signed, *reviewed]:
            if self.created and dated.on < self.created:
                hint = "correct one of the two dates"
                yield self._violation(dated.loc, f"{dated.what} is before the document was created", hint)
            elif changed and dated.on < changed and dated.loc[1] == "approved_by":
                message = f"{dated.what} is before the last change, on {changed}"
                yield self._violation(dated.loc, message, "have the change approved, or correct one of the two dates")
        approved = max((dated.on for dated in signed if dated.loc[1] == "approved_by"), default=None)
        after, what = (approved, "the approval") if approved else (self.created, "the document was created")
        if self.next_review and after and (self.next_review <= after if approved else self.next_review < after):
            message = (
                f"the next review is not after {what}, on {after}" if approved else f"the next review is before {what}"
            )
            yield self._violation(("document", "next_review"), message, "write the day of the review that comes next")

    def check_revisions(self) -> Iterator[Violation]:
        """Check that the revision table ends at the document's version, and each was approved after it was made."""
        for loc, row in self.revisions:
            made, approved = day(row.date), day(row.approval_date)
            if made and approved and approved < made:
                message = f"the approval of this version is before its date, {made}"
                yield self._violation((*loc, "approval_date"), message, "correct one of the two dates")
        version, versions = _version(self.data.get("version")), [_version(row.version) for _, row in self.revisions]
        if version and versions and all((versions[0], versions[-1])) and version not in {versions[0], versions[-1]}:
            last = quoted_value(plain_text(self.revisions[-1][1].version))
            message = f"the revisions end at {last}, but the document's version is {quoted_value(self.data['version'])}"
            hint = "add a row for this version, or correct `document.version`"
            yield self._violation((*self.revisions[-1][0], "version"), message, hint)

    def _past(self) -> Iterator[_Dated]:
        for key, what, on in (
            ("created", "the day of creation", self.created),
            ("last_modified", "the last change", self.modified),
        ):
            if on:
                yield _Dated(("document", key), what, on)
        yield from self._dates(self._people("reviewed_by"), "review")
        yield from self._dates(self.approvers, "approval")
        yield from self._signatures()
        for loc, row in self.revisions:
            if on := day(row.date):
                yield _Dated((*loc, "date"), "this revision", on)
            if on := day(row.approval_date):
                yield _Dated((*loc, "approval_date"), "the approval of this revision", on)
            yield from self._dates((((*loc, "approved_by"), p) for p in row.approved_by or []), "approval")

    def _dates(self, people: Any, what: str) -> Iterator[_Dated]:
        for loc, person in people:
            if on := day(person.date):
                by = quoted_value(plain_text(person.words)) if person.words else "nobody"
                yield _Dated(loc, f"the {what} by {by}", on)

    def _signatures(self) -> Iterator[_Dated]:
        for loc, row in self.approval:
            if on := day(row.date):
                yield _Dated((*loc, "date"), f"the signature of {quoted_value(plain_text(row.role))}", on)


def _rows(section: type[_Rows], key: str, data: PlainMap) -> list[tuple[Loc, Any]]:
    """List the rows of a section that is a table, and their places; none if it has a mistake or does not apply."""
    value = data.get(key)
    try:
        found = section.model_validate(value) if value else None
    except ValidationError:
        return []
    base: Loc = (key, "rows") if isinstance(value, dict) else (key,)
    rows = getattr(found, "rows", None) if found and found.not_applicable is None else None
    return [((*base, i), row) for i, row in enumerate(rows or [])]


def _version(text: Any) -> str:
    """Write a version for comparison: `v1.0` is `1`, and words after it are a remark; empty if it is not known."""
    words = plain_text(text) if isinstance(text, str) else cell_text(text)
    if not words or find_placeholders(words):
        return ""
    found = _VERSION.match(words)
    if not found:
        return words.casefold()
    numbers = found["numbers"].split(".")
    while len(numbers) > 1 and not numbers[-1].strip("0"):
        numbers.pop()
    return ".".join(numbers)
