"""First drafts of strategies: the smallest, one with every key, or one of the starting points that shops need.

A starting point is a file in `starts/`. It holds sections as people write them, comments included; `common.yaml` has
those that it lacks.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from mkdocs_arckit.authoring.full import every_key
from mkdocs_arckit.authoring.settings import SCHEMA_LINE
from mkdocs_arckit.authoring.yaml_writer import Data, write_yaml
from mkdocs_arckit.model.strategy import NUMBERED
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS

STARTS = ("kubernetes", "nomad", "serverless", "mobile", "data", "windows")
"""The starting points, by the names of their files."""
MINIMAL, FULL = "minimal", "full"
DRAFTS = (MINIMAL, *STARTS, FULL)
_MONTHS = {"Monthly": 1, "Quarterly": 3, "Half-yearly": 6, "Annual": 12}


@dataclass(frozen=True)
class Answers:
    """What a person has to say about a strategy.

    Attributes:
        project: the project's name.
        project_id: its ID.
        owner: who owns the document.
        classification: who may read it.
        review_cycle: how often it is reviewed.
        today: the day.
        schema: the path of the schema from the file's folder; empty if there is none.
    """

    project: str
    project_id: str
    owner: str
    classification: str
    review_cycle: str
    today: date
    schema: str = ""


def describe(start: str) -> str:
    """Say what a starting point is for: the first line of its file."""
    return _text(start).split("\n", 1)[0].lstrip("# ")


def next_review(today: date, cycle: str) -> date | None:
    """Return the day of the next review; `None` if it is on demand."""
    if not (months := _MONTHS.get(cycle)):
        return None
    year, month = divmod(today.month - 1 + months, 12)
    year, month = today.year + year, month + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def draft(kind: str, answers: Answers, scheme: Sequence[str] = CLASSIFICATIONS) -> str:
    """Write a strategy.

    Args:
        kind: one of `DRAFTS`.
        answers: what a person said.
        scheme: the site's classification scheme.
    """
    first = SCHEMA_LINE.format(answers.schema) if answers.schema else ""
    project: dict[str, Data] = {"id": answers.project_id, "name": answers.project}
    document = _document(answers)
    if kind == FULL:
        given = {f"project.{key}": value for key, value in project.items()}
        given |= {f"document.{key}": value for key, value in document.items()}
        data, comments = every_key(given, {"document.classification": scheme})
        return first + write_yaml(data, comments)
    if kind == MINIMAL:
        return first + write_yaml({"project": project, "document": document})
    revision: Mapping[str, Data] = {"version": "0.1", "date": answers.today, "changes": "First draft"}
    head: dict[str, Data] = {"project": project, "document": document, "revisions": [revision]}
    said = [
        f"{describe(kind)}.",
        "A starting point: change what is different in your team, and decide what is in brackets.",
    ]
    return first + write_yaml(head, {(): said}) + "\n" + _sections(kind)


def _document(answers: Answers) -> dict[str, Data]:
    review = next_review(answers.today, answers.review_cycle)
    return {
        "version": "0.1",
        "status": "DRAFT",
        "classification": answers.classification,
        "created": answers.today,
        "last_modified": answers.today,
        "review_cycle": answers.review_cycle,
        **({"next_review": review} if review else {}),
        "owner": answers.owner,
    }


def _text(start: str) -> str:
    return (resources.files(__package__) / "starts" / f"{start}.yaml").read_text(encoding="utf-8")


def _sections(start: str) -> str:
    """Join the sections of a starting point with those that all share, in the document's order."""
    found = _blocks("common") | _blocks(start)
    return "\n".join(found[key] for key in NUMBERED if key in found)


def _blocks(name: str) -> dict[str, str]:
    """Divide a file into its sections, each with the comment above it."""
    blocks = _text(name).strip().split("\n\n")
    keyed = {m[1]: i for i, part in enumerate(blocks) if (m := re.search(r"^(\w+):", part, re.MULTILINE))}
    ends = [*list(keyed.values())[1:], len(blocks)]
    return {key: "\n\n".join(blocks[start:end]) + "\n" for (key, start), end in zip(keyed.items(), ends, strict=True)}
