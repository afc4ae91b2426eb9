"""What is wrong with a file, where, and how to fix it: the one currency of every check."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum


class Severity(str, Enum):
    """How much a finding weighs: an error fails a build, a warning fails `--strict`, information fails nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


RULES: dict[str, str] = {
    "address": "Two strategies, or a strategy and a hand-written page, would be published at one address.",
    "boolean": "A yes/no value is not `true`, `false`, `yes` or `no`.",
    "cell": "A table cell, list item or heading is neither text nor a list of texts.",
    "choice": "A `selected` does not name one of the options, or two options have the same name.",
    "citation": "A citation such as `[SL-C1]` has no row under Citations, although there are some.",
    "classification": "A strategy's classification cannot be known, so nothing of it is published.",
    "code": "A code block is given as a mapping or a list instead of text, or its language is not a name.",
    "column": "An `x-` column has the heading of a column that already exists.",
    "date": "A date is not written `YYYY-MM-DD`, or is not a day of the calendar.",
    "diagram": "Mermaid can't draw a diagram. Found where the extra `mkdocs-arckit[diagrams]` is installed.",
    "document-control": "Owner, approval, signatures, dates or revisions are missing or contradict one another.",
    "document-id": "Two strategies have the same document ID.",
    "element": "`notes`, `headings`, `columns`, `extra` or `sections` name something that the section does not have.",
    "enumeration": "A value is not one of the words that its field allows.",
    "file": "A file cannot be read, or is larger than the limits allow.",
    "flow": "A `flow` names a step that no group has.",
    "generated": "The footer's date is given twice, as `on` and as `date`.",
    "integer": "A level is not a whole number in its range.",
    "layer": "A layer of the technology stack has no value, or looks like a misspelling of a known layer.",
    "limit": "A text, a table or a diagram is longer, makes more work or is nested deeper than the limits allow.",
    "link": "A link or an image leads to nothing in the site, or uses a scheme that is not allowed.",
    "marker": "A marker in a hand-written page asks for something that does not exist.",
    "not-applicable": "A section is marked as not applicable without a reason, or has content anyway.",
    "own-key": "A key of the author's own, which starts with `x-`, is kept, but not shown.",
    "placeholder": "A placeholder such as `[OWNER_NAME]` or `TBC` waits for its value.",
    "project-id": "A project ID is neither three digits or more nor a slug that starts with a letter.",
    "raw-file": "A file holds a strategy but is not read as one, so it is not published as it is either.",
    "required": "A required key is missing or empty.",
    "requirement": "A requirement that is claimed is not in any list of requirements, or is listed twice.",
    "table": "A pasted Markdown table has no heading for the first column, or a heading or a cell too many.",
    "technology": "A technology is banned, not listed or without support, or the list contradicts itself.",
    "template": "A template of the site has a mistake, or has no effect.",
    "type": "A value has the wrong shape: text where a mapping or a list belongs, or the other way round.",
    "unknown-key": "A key is not part of the format; keys of your own start with `x-`.",
    "versions": "Two documents disagree about which supersedes which, or supersede one another in a cycle.",
    "yaml": "The file is not valid YAML, or uses YAML that the format does not allow.",
}
"""Every rule's ID and what it says; the closed list that the docs print."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to fix.

    Attributes:
        rule: ID from `RULES`.
        severity: how serious it is.
        message: what is wrong, in one sentence without a full stop.
        hint: what to write instead; may be empty.
        path: the file, as the person who reads it would write it.
        line: line of the value or key, from 1; 0 when the finding is about the whole file.
        column: column in characters, from 1; 0 like `line`.
        key: path of the key, such as `ci.stages[2].jobs`; empty for the whole file.
        about: the same path with the keys at its end that are missing, such as `document.owner`.
    """

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    key: str = ""
    about: str = ""

    @property
    def place(self) -> str:
        """`path:line:column`, or the path alone when the finding is about the whole file."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    @property
    def text(self) -> str:
        """Key, message and hint in one line, without the place."""
        where = f"{self.key}: " if self.key else ""
        return f"{where}{self.message}" + (f" ({self.hint})" if self.hint else "")

    @property
    def published(self) -> str:
        """The message without what a site may not tell: a link can name a file that is withheld."""
        return RULES["link"].rstrip(".") if self.rule == "link" else self.message

    def __str__(self) -> str:
        return f"{self.place}: {self.severity.value}: {self.text} [{self.rule}]"


def bounded(findings: Iterable[Finding], most: int) -> tuple[Finding, ...]:
    """Sort the findings of a file as they are in it; of more than `most`, keep the worst, and count the others."""
    ordered = sorted(findings, key=lambda f: (f.line, f.column))
    if (more := len(ordered) - most) > 0:
        ordered = sorted(ordered, key=lambda f: f.severity is not Severity.ERROR)[:most]
        said = f"and {more:,} more finding{'s' if more > 1 else ''}"
        ordered.append(Finding("file", ordered[0].severity, said, "fix these first", ordered[0].path))
    return tuple(ordered)


_COMPARISONS = 20_000
"""How many pairs of words are compared for the suggestions of one file; each takes some microseconds."""
_LONGEST = 80
"""More characters of a word are not compared."""
_left: ContextVar[int | None] = ContextVar("comparisons that are left", default=None)


@contextmanager
def few_suggestions() -> Iterator[None]:
    """Bound the work of looking for suggestions: a file with thousands of unknown words gets only the first ones."""
    token = _left.set(_COMPARISONS)
    try:
        yield
    finally:
        _left.reset(token)


def _may_compare(known: Collection[str]) -> bool:
    left = _left.get()
    if left is None:
        return True
    _left.set(max(0, left - len(known)))
    return left >= len(known)


def nearest(word: str, known: Collection[str], cutoff: float = 0.7) -> str | None:
    """Find the known word nearest to `word`, compared without case; `None` if none is near, or all are too many."""
    if not _may_compare(known):
        return None
    folded = {k.casefold()[:_LONGEST]: k for k in known}
    near = difflib.get_close_matches(word.casefold()[:_LONGEST], folded, n=1, cutoff=cutoff)
    return folded[near[0]] if near else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Suggest the known word nearest to `word`, compared without case, as a question; empty if none is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else ""


def did_you_mean_or_all(word: str, known: Collection[str]) -> str:
    """Suggest the known word nearest to `word` as a question, or all that there are, if a glance is enough."""
    if (found := did_you_mean(word, known)) or not 0 < len(known) <= 300:
        return found
    known = list(dict.fromkeys(known))
    if len(known) > 30:
        return ""
    return f"there {'is' if len(known) == 1 else 'are'} {', '.join(quoted_value(k) for k in known)}"


def quoted_value(text: str, width: int = 60) -> str:
    """Quote `text` for a message: one line, shortened, control characters shown as escapes."""
    flat = " ".join(text.split())
    flat = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in flat)
    return f"`{flat[: width - 1]}…`" if len(flat) > width else f"`{flat}`"
