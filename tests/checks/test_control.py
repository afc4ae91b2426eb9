"""Document Control in order: a document that says that it is approved has what that takes, and its dates fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mkdocs_arckit.checks.control import RULE, check_control
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.findings import Severity
from mkdocs_arckit.model.vocabulary import STATUSES
from tests.helpers.sites import ROOT

TODAY = "2026-11-23"
CLOSED = ("APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED")
GOOD = {
    "version": '"1.0"',
    "status": "APPROVED",
    "classification": "OFFICIAL",
    "created": "2026-01-10",
    "last_modified": "2026-03-01",
    "next_review": "2027-03-03",
    "owner": "Jane Doe, Platform Lead",
    "approved_by": "Helen Ashdown (2026-03-03)",
}
SIGNED = "approval: [{role: Lead, name: Jane, signature: J., date: 2026-03-02}, {role: Board, name: Sam, date: 2026-03-03}]\n"


def findings(more: str = "", /, *, today: str = TODAY, **fields: str | None) -> list[tuple[str, str, str]]:
    """What is not in order: key, severity, and the text at its place."""
    given = {**GOOD, **fields}
    head = "".join(f"  {key}: {value}\n" for key, value in given.items() if value is not None)
    text = f"project: {{id: '001', name: Pay}}\ndocument:\n{head}{more}"
    validation = validate(text.encode(), "devops.yaml")
    assert validation.root is not None
    found = [validation.finding(violation) for violation in check_control(validation.root, today)]
    assert {f.rule for f in found} <= {RULE}
    lines = text.splitlines()
    return [(f.key, f.severity.value, lines[f.line - 1][f.column - 1 :].split(",")[0]) for f in found]


def keys(more: str = "", /, **fields: Any) -> list[str]:
    return [key for key, *_ in findings(more, **fields)]


@pytest.mark.parametrize("status", CLOSED)
def test_a_document_with_all_that_an_approval_takes_is_in_order(status: str) -> None:
    assert findings(SIGNED + 'revisions: [{version: "0.9"}, {version: "1.0", date: 2026-03-01}]\n', status=status) == []


@pytest.mark.parametrize("status", CLOSED)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(
            (key, value)
            for key in ("owner", "approved_by")
            for value in (None, "PENDING", "pending", "''", "n/a", "'-'")
        ),
        ("approved_by", "Helen Ashdown"),
        ("approved_by", "Helen Ashdown (PENDING)"),
        ("approved_by", "{name: Helen Ashdown, date: PENDING}"),
        ("approved_by", "{date: 2026-03-03}"),
        ("approved_by", "[Helen Ashdown (2026-03-03), Sam Hill]"),
        ("approved_by", "[Helen Ashdown (2026-03-03), PENDING]"),
        ("approved_by", "Helen Ashdown (3 March 2026)"),
    ],
)
def test_an_approved_document_has_an_owner_and_approvers_who_signed(status: str, key: str, value: str | None) -> None:
    (found,) = findings(status=status, **{key: value})
    assert found[1] == "error"
    assert found[0].startswith(f"document.{key}" if value is not None else "document")


@pytest.mark.parametrize("status", ["DRAFT", "IN_REVIEW"])
def test_before_approval_nothing_has_to_be_there(status: str) -> None:
    row = "approval: [{role: Lead}, {role: Board, name: Sam}]\n"
    assert findings(row, status=status, owner=None, approved_by="PENDING", next_review=None) == []


@pytest.mark.parametrize(
    "row",
    [
        "{role: Board}",
        "{role: Board, name: Sam}",
        "{role: Board, name: Sam, date: PENDING}",
        "{role: Board, date: 2026-03-01}",
        "{role: Board, name: PENDING, signature: '-'}",
    ],
)
def test_everybody_in_approval_has_signed(row: str) -> None:
    more = f"approval: [{{role: Lead, name: Jane, date: 2026-03-02}}, {row}]\n"
    assert findings(more) == [("approval[1]", "error", "{role: Board" if "," in row else row + "]")]
    assert keys(f"approval: {{rows: [{row}]}}\n", status="PUBLISHED") == ["approval.rows[0]"]
    assert keys(f"approval: {{not_applicable: Signed elsewhere, rows: [{row}]}}\n") == []


@pytest.mark.parametrize("row", ["{role: R, signature: S.}", "{role: R, name: N, date: 2026-03-02}"])
def test_a_signature_or_a_name_with_a_date_signs(row: str) -> None:
    assert findings(f"approval: [{row}]\n") == []


@pytest.mark.parametrize(("status", "needed"), [*zip(CLOSED, (True, True, False, False), strict=True)])
def test_a_document_in_use_says_when_it_is_reviewed(status: str, needed: bool) -> None:
    for value in (None, "PENDING"):
        assert keys(status=status, next_review=value) == (
            ["document" if value is None else "document.next_review"] if needed else []
        )
    assert keys(status=status, next_review=None, review_cycle="On-Demand") == []


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"approved_by": "Helen (2031-01-01)", "next_review": "2032-01-01"}, "document.approved_by"),
        (
            {"approved_by": "[Sam (2026-03-03), Helen (2031-01-01)]", "next_review": "2032-01-01"},
            "document.approved_by[1]",
        ),
        ({"reviewed_by": "Sam (2031-01-01)"}, "document.reviewed_by"),
        ({"approved_by": "Helen (2026-02-28)"}, "document.approved_by"),
        ({"approved_by": "[Sam (2026-02-28), Helen (2026-03-03)]"}, "document.approved_by[0]"),
        ({"created": "2026-03-02"}, "document.last_modified"),
        ({"next_review": "2026-03-03"}, "document.next_review"),
        ({"next_review": "2025-01-01"}, "document.next_review"),
        ({"reviewed_by": "Sam (2026-01-09)"}, "document.reviewed_by"),
    ],
)
@pytest.mark.parametrize("status", ["IN_REVIEW", *CLOSED])
def test_dates_are_in_order_in_every_status(status: str, fields: dict[str, str], key: str) -> None:
    severity = "error" if status in CLOSED else "warning"
    assert [found[:2] for found in findings(status=status, **fields)] == [(key, severity)]


@pytest.mark.parametrize("status", ["DRAFT", "APPROVED"])
@pytest.mark.parametrize(
    ("more", "key"),
    [
        ("approval: [{role: R, name: N, date: 2031-01-01}]\n", "approval[0].date"),
        ('revisions: [{version: "1.0", date: 2031-01-01}]\n', "revisions[0].date"),
        ('revisions: [{version: "0.9", approval_date: 2031-01-01}, {version: "1.0"}]\n', "revisions[0].approval_date"),
        ('revisions: [{version: "0.9", approved_by: S (2031-01-01)}, {version: "1.0"}]\n', "revisions[0].approved_by"),
        (
            'revisions: [{version: "0.9", date: 2026-02-02, approval_date: 2026-02-01}, {version: "1.0"}]\n',
            "revisions[0].approval_date",
        ),
    ],
)
def test_dates_of_signatures_and_revisions_are_in_order_too(status: str, more: str, key: str) -> None:
    approver = {"approved_by": "PENDING"} if status == "DRAFT" else {}
    assert keys(more, status=status, **approver) == [key]


def test_a_day_that_has_begun_somewhere_is_not_in_the_future() -> None:
    fields = {"last_modified": "2026-11-24", "approved_by": "Helen (2026-11-24)"}
    assert keys(**fields) == []
    assert keys(**fields, today="2026-11-22") == ["document.last_modified", "document.approved_by"]


def test_without_a_last_change_the_newest_revision_is_it() -> None:
    more = 'revisions: [{version: "1.0", date: 2026-03-05}]\n'
    assert keys(more, last_modified=None) == ["document.approved_by"]


def test_a_draft_has_no_approver_with_a_date() -> None:
    assert findings(status="DRAFT") == [("document.approved_by", "warning", "Helen Ashdown (2026-03-03)")]
    assert keys(status="DRAFT", approved_by="Helen Ashdown") == []
    more = 'revisions: [{version: "0.9", approval_date: 2026-02-01}, {version: "1.0", approval_date: 2026-03-03}]\n'
    assert keys(more, status="DRAFT", approved_by="PENDING") == ["revisions[1].approval_date"]


@pytest.mark.parametrize(
    ("version", "rows", "fits"),
    [
        ("2.0", ["1.0", "1.1"], False),
        ("2.0", ["1.0", "2.0"], True),
        ("2.0", ["2.0", "1.0"], True),  # the newest first
        ("v2.0", ["1.0", "2.0 (final)"], True),
        ("2", ["1.0", "v2.0"], True),
        ("1.10", ["1.0", "1.1"], False),
        ("1.0", ["1.0", "1.1"], True),  # the newest first, as it seems
        ("1.1", ["1.0", "1.1", "1.2"], False),
        ("Final", ["Draft", "final"], True),
        ("2.0", ["1.0", "[VERSION]"], True),
    ],
)
def test_the_revisions_end_at_the_documents_version(version: str, rows: list[str], fits: bool) -> None:
    more = "revisions:\n" + "".join(f'  - {{version: "{row}"}}\n' for row in rows)
    last = f"revisions[{len(rows) - 1}].version"
    assert keys(more, version=f'"{version}"') == ([] if fits else [last])
    assert [found[:2] for found in findings(more, version=f'"{version}"', status="IN_REVIEW")] == (
        [] if fits else [(last, "warning")]
    )


@pytest.mark.parametrize("key", ["owner", "approved_by", "next_review"])
def test_a_placeholder_is_reported_as_one_and_not_again(key: str) -> None:
    assert keys(**{key: {"next_review": "[YYYY-MM-DD]"}.get(key, "[OWNER_NAME]")}) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"approved_by": "{name: {a: b}}"},
        {"approved_by": "{nme: x}"},
        {"approved_by": "[[a]]"},
        {"status": "approved", "approved_by": None},
        {"created": "yesterday"},
        {"owner": "{name: [[x]]}"},
    ],
)
def test_what_has_another_mistake_breaks_nothing_here(fields: dict[str, str]) -> None:
    findings("approval: words\nrevisions: {rows: words}\n", **fields)


def test_every_status_is_before_approval_or_from_it_on() -> None:
    for status in STATUSES:
        severities = {
            severity for _, severity, _ in findings(status=status, created="2026-03-02", approved_by="PENDING")
        }
        assert severities == {(Severity.ERROR if status in CLOSED else Severity.WARNING).value}


def test_the_example_and_real_strategies_raise_no_alarm() -> None:
    paths = [*(ROOT / "example-site").rglob("devops.yaml"), *(ROOT / "docs/examples").rglob("devops.yaml")]
    assert len(paths) > 8
    for path in paths:
        root = validate(path.read_bytes(), path.name).root
        assert root is not None
        assert list(check_control(root, TODAY)) == [], path


Site = Callable[..., Any]
