"""Requirements: their IDs, where they are listed, and who claims to meet them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Severity, quoted_value
from mkdocs_arckit.model.practice import TraceRow
from mkdocs_arckit.portfolio.documents import Complaints, Document
from mkdocs_arckit.source.nodes import Loc
from mkdocs_arckit.source.placeholders import find_placeholders
from mkdocs_arckit.text.natural import natural
from mkdocs_arckit.text.plain import plain_items

MAX_RANGE = 1000
"""A longer range is taken as typed."""
MAX_IDS = 10_000
"""A strategy that claims more requirements is refused: a few lines of ranges can name millions."""
# Of plain text, in which no two spaces follow each other.
_PARTS = re.compile(" ?[,;] ?| and | ?& ?")
_RANGE = re.compile(
    r"(?P<prefix>[A-Za-z][\w-]*?[-_.]?)(?<!\d)(?P<first>\d{1,9})(?: (?:to|through) | ?(?:–|—|\.\.\.?|…) ?| - )"
    r"(?:(?P<again>[A-Za-z][\w-]*?[-_.]?)(?<!\d))?(?P<last>\d{1,9})",
    re.IGNORECASE,
)

Key = tuple[str, str]
"""A project's ID, or nothing, and that of a requirement, both without case."""


class Requirement(NamedTuple):
    """A requirement of a list.

    Attributes:
        id: its ID.
        title: what it asks for.
        link: where it is kept, an address of the web.
        project: the ID of its project; empty if it is everybody's.
        page: the page of the site that it is from.
    """

    id: str
    title: str = ""
    link: str = ""
    project: str = ""
    page: str = ""

    @property
    def key(self) -> Key:
        """What it is found by."""
        return self.project.casefold(), self.id.casefold()


class Claim(NamedTuple):
    """A strategy says how it meets a requirement."""

    document: Document
    id: str
    row: TraceRow
    loc: Loc


@dataclass(frozen=True)
class Trace:
    """A requirement and those who claim it.

    Attributes:
        id: its ID.
        project: the project whose requirement it is, if it is one project's.
        anchor: where it stands on the page of all.
        listed: what a list says of it, if there is one that has it.
        claims: who claims it.
        missing: whether a list should have it and does not.
    """

    id: str
    project: str
    anchor: str
    listed: Requirement | None
    claims: list[Claim]
    missing: bool


def requirement_ids(cell: str | list[str] | None, most: int = MAX_IDS) -> list[str]:
    """List the IDs in a cell: lists and ranges such as `FR-033 to FR-038` in full; anything else as it is typed.

    Args:
        cell: the cell.
        most: of more IDs than these, only so many are returned.
    """
    found: dict[str, None] = {}
    for item in plain_items(cell):
        for part in _PARTS.split(item):
            if part and not find_placeholders(part):
                found.update(dict.fromkeys(islice(_range(part), most - len(found))))
            if len(found) >= most:
                return list(found)
    return list(found)


def _range(text: str) -> Iterator[str]:
    """Yield the IDs of a range, or the text itself if it is not one."""
    match = _RANGE.fullmatch(text)
    if match and (match["again"] or match["prefix"]).casefold() == match["prefix"].casefold():
        first, last = match["first"], match["last"]
        if 0 <= int(last) - int(first) < MAX_RANGE:
            yield from (f"{match['prefix']}{number:0{len(first)}}" for number in range(int(first), int(last) + 1))
            return
    yield text


def claims(in_use: Iterable[Document]) -> Iterator[Claim]:
    """Yield the claims of strategies in use."""
    for document in in_use:
        section = document.strategy.traceability
        rows = (section.rows if section and section.not_applicable is None else None) or []
        left = MAX_IDS + 1
        # A section that is a list is one of rows; the step `rows` is skipped where the file has none.
        for i, row in enumerate(rows):
            if left <= 0:
                break
            found = requirement_ids(row.id, left)
            left -= len(found)
            for requirement_id in found:
                yield Claim(document, requirement_id, row, ("traceability", "rows", i, "id"))


class Requirements:
    """All requirements that the site's lists have.

    Args:
        listed: the requirements. The first of two that have one key is kept.
    """

    def __init__(self, listed: Iterable[Requirement] = ()) -> None:
        self.by_key: dict[Key, Requirement] = {}
        for requirement in listed:
            self.by_key.setdefault(requirement.key, requirement)
        self._projects = {project for project, _ in self.by_key}

    def find(self, project: str, requirement_id: str) -> Requirement | None:
        """Find a project's requirement: its own, or everybody's."""
        folded = requirement_id.casefold()
        return self.by_key.get((project.casefold(), folded)) or self.by_key.get(("", folded))

    def speak_for(self, project: str) -> bool:
        """Say whether a list should have what a project claims."""
        return bool(self._projects & {"", project.casefold()})

    def trace(self, in_use: Iterable[Document]) -> list[Trace]:
        """List every requirement that is listed or claimed, by project and ID."""
        found: dict[Key, list[Claim]] = {key: [] for key in self.by_key}
        names: dict[Key, str] = {key: requirement.id for key, requirement in self.by_key.items()}
        missing: set[Key] = set()
        for claim in claims(in_use):
            project = claim.document.strategy.project.id
            listed = self.find(project, claim.id)
            key = listed.key if listed else ("", claim.id.casefold())
            if listed is None and self.speak_for(project):
                missing.add(key)
            found.setdefault(key, []).append(claim)
            names.setdefault(key, claim.id)
        anchors = _anchors(sorted(found))
        traces = []
        for key in sorted(found, key=lambda key: (key[0], natural(key[1]))):
            listed = self.by_key.get(key)
            project = listed.project if listed else ""
            traces.append(Trace(names[key], project, anchors[key], listed, found[key], key in missing))
        return traces


def check_claims(in_use: Iterable[Document]) -> Complaints:
    """Report a strategy that claims more requirements than anybody could look at."""
    counts: Counter[int] = Counter()
    for claim in claims(in_use):
        counts[id(claim.document)] += 1
        if counts[id(claim.document)] > MAX_IDS:
            message = f"the file claims more than {MAX_IDS:,} requirements"
            yield claim.document, Violation("limit", claim.loc, message, "name fewer, or a whole group by one ID")


def check_requirements(in_use: Iterable[Document], requirements: Requirements) -> Complaints:
    """Report a claim of what no list has, as information: lists and strategies do not change on one day."""
    for claim in claims(in_use):
        project = claim.document.strategy.project.id
        if requirements.speak_for(project) and not requirements.find(project, claim.id):
            message = f"requirement {quoted_value(claim.id)} is not in any list of requirements"
            hint = "fix the ID, or add the requirement to the list"
            yield claim.document, Violation("requirement", claim.loc, message, hint, Severity.INFO)


def _anchors(keys: Iterable[Key]) -> dict[Key, str]:
    """Make an anchor for each requirement, that stays while no other of nearly the same ID comes."""
    anchors: dict[Key, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for project, requirement_id in keys:
        slug = re.sub(r"[^a-z0-9]+", "-", f"{project} {requirement_id}").strip("-")
        anchor, number = f"requirement-{slug}", numbers.get(slug, 2)
        while anchor in taken:
            anchor, number = f"requirement-{slug}-{number}", number + 1
        taken.add(anchor)
        numbers[slug] = number
        anchors[project, requirement_id] = anchor
    return anchors
