"""From the bytes of a file to a strategy, or to all the reasons why it is not one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import ValidationError

from mkdocs_arckit.checks.citations import check_citations
from mkdocs_arckit.checks.document import check_document
from mkdocs_arckit.checks.hints import elsewhere, list_hint, mapping_hint, own_keys
from mkdocs_arckit.checks.keys import hidden_own_keys, models_at, unknown_empty
from mkdocs_arckit.checks.kinds import holds_no_values
from mkdocs_arckit.checks.limits import check_limits
from mkdocs_arckit.checks.pasted import read_pasted
from mkdocs_arckit.checks.violation import Violation
from mkdocs_arckit.findings import Finding, Severity, bounded, did_you_mean, few_suggestions, quoted_value
from mkdocs_arckit.model.base import Model
from mkdocs_arckit.model.parse import kind
from mkdocs_arckit.model.strategy import SECTION_TYPES, Strategy
from mkdocs_arckit.model.vocabulary import CLASSIFICATIONS, OPEN, STATUSES
from mkdocs_arckit.source.literal import Lines
from mkdocs_arckit.source.nodes import Loc, Mapping, Mark, dotted, find, walk
from mkdocs_arckit.source.nodes import Sequence as ListNode
from mkdocs_arckit.source.placeholders import find_placeholders, may_hold_placeholder, mentions_placeholder
from mkdocs_arckit.source.reader import read
from mkdocs_arckit.source.result import DEFAULT_LIMITS, Limits, Tree
from mkdocs_arckit.source.tables import may_hold_tables


@dataclass(frozen=True)
class ValidationResult:
    """A file that was looked at.

    Attributes:
        path: the file, as shown to people.
        strategy: what it says, if nothing in it is an error.
        findings: everything to fix, in the order of the file.
        tree: what was read: the values with their places, and what kept the reader from going on.
        source: the bytes of the file.
        is_too_long: whether something in the file is longer than the limits allow, so that nothing else of it was
            looked at.
    """

    path: str
    strategy: Strategy | None
    findings: tuple[Finding, ...] = ()
    tree: Tree | None = None
    source: bytes = b""
    is_too_long: bool = False

    @property
    def root(self) -> Mapping | None:
        """The values of the file with their places; `None` if it could not be read to its end, or is too long."""
        return self.tree.root if self.tree and not self.is_too_long else None

    def finding(self, violation: Violation) -> Finding:
        """Return a breach of this file's data as a finding with its place."""
        found = place(self.path, self.root, violation)
        if self.root is None or violation.within is None:
            return found
        text: Any = self.root
        for step in violation.loc:
            text = text[step]
        mark = Lines(self.source).places(Mark(found.line, found.column), text)(*violation.within)
        return replace(found, line=mark.line, column=mark.column)


@few_suggestions()
def validate(
    source: bytes, path: str, limits: Limits = DEFAULT_LIMITS, classifications: Sequence[str] = CLASSIFICATIONS
) -> ValidationResult:
    """Validate the bytes of a `devops.yaml`.

    Args:
        source: what the file holds.
        path: the file's name for messages.
        limits: how much it may hold.
        classifications: the classification scheme, lowest first.

    Returns:
        The strategy, or `None` in its place, and all findings. Nothing is raised for what a file holds.
    """
    tree = read(source, limits)
    problems = [
        Finding(p.rule, Severity.ERROR, p.message, p.hint, path, *(p.mark or Mark(0, 0))) for p in tree.problems
    ]
    if tree.root is None:
        return ValidationResult(path, None, tuple(problems), tree)
    problems += [
        Finding(p.rule, Severity.WARNING, p.message, p.hint, path, *(p.mark or Mark(0, 0))) for p in tree.warnings
    ]
    root = tree.root
    pasted = may_hold_tables(source)
    too_long = check_limits(root, limits, pasted=pasted)
    if not too_long and pasted:
        problems += read_pasted(root, source, path, limits.nodes)
        too_long = check_limits(root, limits)
    if too_long:
        found = [*problems, *(place(path, root, v) for v in too_long)]
        return ValidationResult(path, None, bounded(found, limits.findings), tree, source, is_too_long=True)
    violations = list(_reasons_missing(root))
    _keep_empty_references(root)
    strategy, misfits = fit(Strategy, root, {"classifications": tuple(classifications)})
    violations += misfits
    if tree.has_empty_keys:
        violations += unknown_empty(root, Strategy)
    violations += check_document(root)
    violations += (violation for violation in check_citations(root) if not holds_no_values(violation.loc))
    if b"x-" in source:
        violations += hidden_own_keys(root, tree.anchored)
    if mentions_placeholder(source.decode("utf-8", errors="ignore")):
        violations += _placeholders(root, tree.bracketed)
    findings = problems + list(dict.fromkeys(place(path, root, violation) for violation in violations))
    if any(finding.severity is Severity.ERROR for finding in findings):
        strategy = None
    return ValidationResult(path, strategy, bounded(findings, limits.findings), tree, source)


M = TypeVar("M", bound=Model)


def fit(model: type[M], root: Mapping, context: dict[str, Any] | None = None) -> tuple[M | None, list[Violation]]:
    """Fit a tree to a model of the format; return `None` and all the reasons if it does not fit."""
    try:
        return model.model_validate(root, context=context), []
    except ValidationError as error:
        return None, [_translate(e, model) for e in error.errors(include_url=False, include_input=True)]


def place(path: str, root: Mapping | None, violation: Violation) -> Finding:
    """Turn a violation into a finding with its place in the file."""
    mark, loc = find(root, violation.loc, at_key=violation.at_key) if root is not None else (Mark(0, 0), violation.loc)
    mark = violation.mark or mark
    said = (violation.rule, violation.severity, violation.message, violation.hint)
    return Finding(*said, path, mark.line, mark.column, dotted(loc), dotted(violation.loc))


def _keep_empty_references(root: Mapping) -> None:
    """Keep `references: []`, which is not missing: it says that there are none; so does an empty list as `rows`."""
    if not (entry := root.find("references")):
        return
    section = entry.value
    rows = section.find("rows") if isinstance(section, Mapping) else None
    if isinstance(section, Mapping) and rows and isinstance(rows.value, ListNode) and "rows" not in section:
        section.add("rows", *rows)
    if (rows or isinstance(section, ListNode)) and "references" not in root:
        root.add("references", *entry)


def _reasons_missing(root: Mapping) -> Iterator[Violation]:
    """Report each `not_applicable` without a reason."""
    for section in SECTION_TYPES:
        entry = root.find(section)
        if entry and isinstance(entry.value, Mapping) and "not_applicable" in entry.value.empty:
            loc = (section, "not_applicable")
            yield Violation("not-applicable", loc, "the reason is missing", "say why the section does not apply")


def _placeholders(root: Mapping, bracketed: AbstractSet[Mark]) -> Iterator[Violation]:
    document = root.get("document")
    status = document.get("status") if isinstance(document, dict) else None
    closed = isinstance(status, str) and status.strip() in STATUSES and status.strip() not in OPEN
    severity = Severity.ERROR if closed else Severity.INFO
    for loc, text in walk(root, may_hold_placeholder):
        for word in find_placeholders(text) if not holds_no_values(loc) else ():
            hint = "fill it in" if closed else "to be filled in before approval"
            if find(root, loc)[0] in bracketed:
                hint += "; if you mean a list of one item, quote the item"
            message = f"placeholder {quoted_value(word)}" + (f" in a document that is {status}" if closed else "")
            yield Violation("placeholder", loc, message, hint, severity)


_SHAPES = {"list_type": "a list", "dict_type": "a mapping of keys and values"}


def _translate(error: Any, root: type[Model]) -> Violation:
    """Say a pydantic error in the words of the format."""
    loc: Loc = error["loc"]
    kind_of_error: str = error["type"]
    if kind_of_error == "arckit":
        ctx = error["ctx"]
        return Violation(ctx["rule"], loc, ctx["message"], ctx["hint"], at_key=loc[-1:] == ("[key]",))
    if kind_of_error == "missing":
        name = str(loc[-1])
        field_info = next(
            (m.model_fields[name] for m in models_at(loc[:-1], root) or () if name in m.model_fields), None
        )
        hint = f"write `{name}: …`"
        if field_info and field_info.description != field_info.title:
            hint += f": {field_info.description}"
        return Violation("required", loc, f"`{name}` is missing or empty", hint)
    if kind_of_error == "extra_forbidden":
        name = str(loc[-1])
        models = models_at(loc[:-1], root) or []
        known = [key for model in models for key in model.model_fields if key != "x"]
        hint = did_you_mean(name, known) or "; ".join(filter(None, (elsewhere(loc, root), own_keys(known, models))))
        return Violation("unknown-key", loc, f"unknown key {quoted_value(name)}", hint, at_key=True)
    if kind_of_error in _SHAPES:
        hint = (
            list_hint(str(loc[-1]), models_at((*loc, 0), root) or [])
            if kind_of_error == "list_type"
            else mapping_hint(loc)
        )
        return Violation("type", loc, f"{_SHAPES[kind_of_error]} belongs here, not {kind(error['input'])}", hint)
    return Violation("type", loc, error["msg"])
