"""Versions: what documents say of each other, where it does not fit, and how a reader finds the current one."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_arckit.findings import Severity
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.version_checks import check_versions
from mkdocs_arckit.portfolio.versions import Versions
from tests.helpers.command import call
from tests.helpers.findings import named_in, names
from tests.helpers.portfolios import document_of, reported
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

VIEW = "strategies/portfolio/versions/index.html"


def entry(name: str, status: str = "APPROVED", **document: str) -> Document:
    """A document whose ID is its name, in a file of that name."""
    return document_of(strategy("001", "Pay", id=name, status=status, **document), f"{name}.yaml")


def findings(*documents: Document) -> list[str]:
    return reported(check_versions(documents), documents)


def old(**more: str) -> Document:
    return entry("A-1", **{"status": "SUPERSEDED", "superseded_by": "A-2", **more})


def new(**more: str) -> Document:
    return entry("A-2", **{"supersedes": "A-1", **more})


# What fits, and what does not


@pytest.mark.parametrize("status", ["APPROVED", "PUBLISHED", "SUPERSEDED", "ARCHIVED"])
def test_two_that_name_each_other_fit(status: str) -> None:
    assert findings(old(), new(status=status)) == []
    assert findings(old(status="ARCHIVED"), new(status=status)) == []


def test_a_document_that_is_elsewhere_is_no_finding() -> None:
    assert findings(entry("B-1", supersedes="B-0")) == []


@pytest.mark.parametrize("cell", ["A-2", "[a-2]", "A-2 (of May)"])
def test_a_successor_that_is_not_here_is_information(cell: str) -> None:
    (found,) = findings(entry("A-1", "SUPERSEDED", superseded_by=cell))
    assert found in {"A-1.yaml:7:18: info [versions]", "A-1.yaml:7:3: info [versions]"}


@pytest.mark.parametrize(
    "cell", ["PENDING", '"[DOC_ID]"', "TBC", '"[A-2](https://example.org/A-2)"', "https://a.b/A-2"]
)
def test_a_successor_that_nobody_knows_yet_or_that_is_linked_is_no_finding(cell: str) -> None:
    assert findings(entry("A-1", "DRAFT", superseded_by=cell)) == []


def test_the_older_one_does_not_say_it() -> None:
    documents = entry("A-1", "SUPERSEDED"), new()
    assert findings(*documents) == ["A-2.yaml:7:15: warning [versions]"]
    ((_, violation),) = check_versions(documents)
    assert names(violation) == ["A-1", "superseded_by: A-2"]


def test_the_newer_one_does_not_say_it() -> None:
    documents = old(), entry("A-2")
    assert findings(*documents) == ["A-1.yaml:7:18: warning [versions]"]
    ((_, violation),) = check_versions(documents)
    assert names(violation) == ["A-2", "supersedes: A-1"]


def test_the_older_one_is_still_called_approved() -> None:
    documents = old(status="APPROVED"), new()
    assert findings(*documents) == ["A-1.yaml:4:11: warning [versions]"]
    ((_, violation),) = check_versions(documents)
    assert names(violation) == ["A-2", "SUPERSEDED"]
    assert len(findings(entry("A-1"), new())) == 2, "neither key nor status"


def test_a_draft_may_follow_what_another_document_has_superseded() -> None:
    assert findings(old(superseded_by='"[B-1](b.md)"'), new(status="DRAFT")) == []


@pytest.mark.parametrize("status", ["DRAFT", "IN_REVIEW"])
def test_a_document_that_is_not_approved_supersedes_nothing_yet(status: str) -> None:
    assert findings(entry("A-1"), new(status=status)) == []
    assert findings(old(status="APPROVED"), new(status=status)) == []
    documents = old(), new(status=status)
    assert findings(*documents) == ["A-1.yaml:4:11: warning [versions]"]
    ((_, violation),) = check_versions(documents)
    assert names(violation) == ["A-2"], "and no other status is suggested"


def test_circles_are_errors_where_a_part_of_them_is_said() -> None:
    one, two, three = entry("A-1", supersedes="A-3"), entry("A-2", supersedes="A-1"), entry("A-3", supersedes="A-2")
    complaints = list(check_versions([one, two, three]))
    assert {document for document, _ in complaints} == {one, two, three}
    assert len(complaints) == 3
    for _, violation in complaints:
        assert violation.severity is Severity.ERROR
        assert violation.loc == ("document", "supersedes")
        assert {"A-1", "A-2", "A-3"} == set(names(violation.message))


def test_a_document_that_supersedes_itself() -> None:
    document = entry("A-1", supersedes="A-1")
    assert findings(document) == ["A-1.yaml:7:15: error [versions]"]
    ((_, violation),) = check_versions([document])
    assert names(violation.message) == ["A-1", "A-1"]


def test_who_says_nothing_of_a_circle_is_not_to_blame() -> None:
    quiet = entry("A-2")
    loud = entry("A-1", "SUPERSEDED", supersedes="A-2", superseded_by="A-2")
    assert [document for document, _ in check_versions([quiet, loud])] == [loud, loud]


def test_two_circles_of_one_document() -> None:
    entries = [
        entry("A-1", supersedes="[A-2, A-3]"),
        entry("A-2", "SUPERSEDED", supersedes="A-1"),
        entry("A-3", "SUPERSEDED", supersedes="A-1", superseded_by="A-1"),
        entry("A-4", "SUPERSEDED", supersedes="A-3", superseded_by="A-3"),
    ]
    wrong = {document for document, violation in check_versions(entries) if violation.severity is Severity.ERROR}
    left = Versions([document for document in entries if document not in wrong])
    assert left.cycle() == [], "what is left has none"
    left.chains()


# Which text is an ID


@pytest.mark.parametrize(
    "cell",
    [
        "a-1",
        '" A-1 "',
        '"`A-1`"',
        '"**A-1**"',
        '"[A-1](../old/devops.md)"',
        "A-1 (2025, on paper)",
        "[B-7, A-1]",
        "B-7, A-1",
        "B-7; A-1 of last year",
    ],
)
def test_texts_that_name_a_document(cell: str) -> None:
    assert [link.older for link in Versions([entry("A-1"), entry("A-2", supersedes=cell)]).links] == ["a-1"]


def test_a_remark_in_brackets_is_one_text() -> None:
    documents = [entry("A-1"), entry("A-2", supersedes="B-7 (paper, in the store), A-1; B-8")]
    row = Versions(documents).row(documents[1])
    assert row is not None
    assert [name for name, _ in row.replaces] == ["A-1", "B-7 (paper, in the store)", "B-8"]


@pytest.mark.parametrize("cell", ["A-10", "not A-1", "A-1.", "A-1/A-0", '"https://example.org/A-1"'])
def test_texts_that_name_none(cell: str) -> None:
    assert Versions([entry("A-1"), entry("A-2", supersedes=cell)]).links == []


def test_an_id_with_commas_and_blanks() -> None:
    versions = Versions([entry('"Strategy 1, of 2025"'), entry("A-2", supersedes='"Strategy 1, of 2025"')])
    assert [link.older for link in versions.links] == ["strategy 1, of 2025"]


def test_ids_that_are_not_known_yet_take_no_part() -> None:
    entries = [entry('"[DOC_ID]"', "DRAFT"), entry("A-2", "DRAFT", supersedes='"[DOC_ID]"')]
    assert Versions(entries).links == []


# Which is current


def current(entries: list[Document], name: str) -> list[str]:
    (asked,) = [e for e in entries if e.path == f"{name}.yaml"]
    return [e.path.removesuffix(".yaml") for e in Versions(entries).current(asked)]


def replaced(entries: list[Document]) -> list[str]:
    versions = Versions(entries)
    return [e.path.removesuffix(".yaml") for e in entries if versions.is_replaced(e)]


def chain_of_three() -> list[Document]:
    return [
        entry("A-1", "SUPERSEDED", superseded_by="A-2"),
        entry("A-2", "SUPERSEDED", supersedes="A-1", superseded_by="A-3"),
        entry("A-3", supersedes="A-2"),
    ]


def test_the_end_of_a_chain_is_current() -> None:
    entries = chain_of_three()
    assert [current(entries, name) for name in ("A-1", "A-2", "A-3")] == [["A-3"]] * 3
    assert replaced(entries) == ["A-1", "A-2"]


def test_a_draft_is_not_current_yet() -> None:
    entries = [entry("A-1", superseded_by="A-2"), entry("A-2", "DRAFT", supersedes="A-1")]
    assert current(entries, "A-1") == ["A-1"]
    assert replaced(entries) == []


def test_nobody_else_can_say_that_a_document_is_replaced() -> None:
    entries = [entry("A-1"), entry("A-2", supersedes="A-1")]
    assert current(entries, "A-1") == ["A-1"]
    assert replaced(entries) == []
    assert replaced([entry("A-1", superseded_by="A-2"), entry("A-2", supersedes="A-1")]) == ["A-1"]
    assert replaced([entry("A-1", "SUPERSEDED")]) == ["A-1"]


def test_a_superseded_document_leads_to_whatever_supersedes_it() -> None:
    assert current([entry("A-1", "SUPERSEDED"), entry("A-2", supersedes="A-1")], "A-1") == ["A-2"]
    assert current([old(), new(status="DRAFT")], "A-1") == ["A-2"]


def test_a_document_can_be_divided_and_several_joined() -> None:
    entries = [
        entry("A-1", "SUPERSEDED", superseded_by="[B-1, C-1]"),
        entry("B-1", supersedes="A-1"),
        entry("C-1", "SUPERSEDED", supersedes="A-1", superseded_by="D-1"),
        entry("X-1", "SUPERSEDED", superseded_by="D-1"),
        entry("D-1", supersedes="[C-1, X-1]"),
    ]
    assert findings(*entries) == []
    assert current(entries, "A-1") == ["B-1", "D-1"]
    assert current(entries, "X-1") == ["D-1"]
    (chain,) = Versions(entries).chains()
    order = [row.document.path.removesuffix(".yaml") for row in chain.rows]
    assert all(order.index(a) < order.index(b) for a, b in ("A-1 B-1".split(), "A-1 C-1".split(), "C-1 D-1".split()))
    assert order.index("X-1") < order.index("D-1")


def test_chains_stand_oldest_first_however_the_files_are_ordered() -> None:
    for entries in permutations([*chain_of_three(), entry("B-1"), entry("C-1", supersedes="C-0")]):
        chains = Versions(entries).chains()
        found = {tuple(row.document.path.removesuffix(".yaml") for row in chain.rows) for chain in chains}
        assert found == {("A-1", "A-2", "A-3"), ("C-1",)}, "what names nothing has no chain"


def test_a_long_chain() -> None:
    count = 3000
    entries = [
        entry(f"A-{n}", supersedes=f"A-{n - 1}", superseded_by=f"A-{n + 1}", status="SUPERSEDED") for n in range(count)
    ]
    assert [len(chain.rows) for chain in Versions(entries).chains()] == [count]
    assert current(entries, "A-0") == [f"A-{count - 1}"]


# Sites and the command


FILES = {
    "docs/old/devops.yaml": strategy(
        "001", "Pay", version='"1.0"', status="SUPERSEDED", superseded_by="ARC-001-DEVOPS-v2.0", supersedes="ARC-001-v0 & <b>"
    ),
    "docs/mid/devops.yaml": strategy(
        "001", "Pay", version='"2.0"', status="SUPERSEDED", supersedes="ARC-001-DEVOPS-v1.0", superseded_by="ARC-001-DEVOPS-v3.0"
    ),
    "docs/now/devops.yaml": strategy(
        "001", "Pay & <Fees>", version='"3.0"', status="APPROVED", supersedes="ARC-001-DEVOPS-v2.0", approved_by="Ann (2026-01-02)"
    ),
    "docs/next/devops.yaml": strategy("001", "Pay", version='"4.0"', supersedes="ARC-001-DEVOPS-v3.0"),
}  # fmt: skip


def test_the_page_of_versions(site: Callable[..., Built]) -> None:
    html = site(FILES, strict=True).html(VIEW)
    assert 'aria-label="Pay &amp; ‹Fees›"' in html, "what scripts may take for HTML"
    page = Html(html[: html.index("</table>")])
    ids = [f"ARC-001-DEVOPS-v{n}.0" for n in (1, 2, 3, 4)]
    assert page.rows[1:] == [
        [ids[0], "1.0", "SUPERSEDED", "PENDING", "2019-01-01", "ARC-001-v0 & <b>", ids[1]],
        [ids[1], "2.0", "SUPERSEDED", "PENDING", "2019-01-01", ids[0], ids[2]],
        [f"{ids[2]} in force", "3.0", "APPROVED", "PENDING", "2026-01-02", ids[1], ids[3]],
        [ids[3], "4.0", "DRAFT", "PENDING", "PENDING", ids[2], ""],
    ]
    assert page.links[ids[0]] == "../../../old/devops/"
    assert "Pay & <Fees>" in page.text
    (chain,) = re.findall(r'<ol class="arckit-chain".*?</ol>', html, re.DOTALL)
    steps = [Html(item).text for item in re.findall(r"<li.*?</li>", chain, re.DOTALL)]
    assert steps == ["1.0 superseded", "2.0 superseded", "3.0 in force", "4.0 draft"]
    assert chain.count("arckit-chain__current") == 1


def test_pages_lead_to_the_current_version_and_say_what_they_replace(site: Callable[..., Built]) -> None:
    built = site(FILES, strict=True)
    old_page, now, following = (Html(built.html(f"{name}/devops/index.html")) for name in ("old", "now", "next"))
    assert "Superseded by ARC-001-DEVOPS-v3.0 (Pay & <Fees>, version 3.0, APPROVED)." in old_page.text
    assert old_page.links["ARC-001-DEVOPS-v3.0"] == "../../now/devops/"
    assert "Superseded." not in now.text
    assert "Replaces ARC-001-DEVOPS-v2.0 (Pay, version 2.0, SUPERSEDED)." in now.text
    assert now.links["ARC-001-DEVOPS-v2.0"] == "../../mid/devops/"
    assert "Will replace, once it is approved: ARC-001-DEVOPS-v3.0" in following.text


def test_without_directory_urls(site: Callable[..., Built]) -> None:
    built = site({"mkdocs.yml": config(use_directory_urls=False), **FILES}, strict=True)
    assert Html(built.html("old/devops.html")).links["ARC-001-DEVOPS-v3.0"] == "../now/devops.html"


def test_a_successor_that_is_elsewhere_is_named(site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy(status="SUPERSEDED", superseded_by='"ARC-9 & <i>"')}, strict=True)
    assert "Superseded by ARC-9 & <i>." in Html(built.html("a/devops/index.html")).text


def test_a_successor_that_is_withheld_is_not_linked_and_nothing_of_it_is_said(site: Callable[..., Built]) -> None:
    secret = strategy(
        "002", "Heronsgate", id="ARC-9", classification="SECRET", status="DRAFT", supersedes="ARC-001-DEVOPS-v1.0"
    )
    open_one = strategy("001", "Pay", status="SUPERSEDED", superseded_by="ARC-9")
    built = site({"docs/a/devops.yaml": open_one, "docs/b/devops.yaml": secret}, strict=True)
    page = Html(built.html("a/devops/index.html"))
    assert "Superseded by ARC-9." in page.text
    assert "ARC-9" not in page.links
    for path in built.site_dir.rglob("*.html"):
        assert "Heronsgate" not in path.read_text(encoding="utf-8")


def test_without_versions_there_is_no_page(site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": strategy()}, strict=True)
    assert not (built.site_dir / VIEW).exists()


def test_a_circle_fails_a_build_and_what_is_one_sided_a_strict_one(site: Callable[..., Built]) -> None:
    cycle = {"docs/a/devops.yaml": strategy(id="A-1", supersedes="A-1")}
    built = site(cycle)
    assert built.exit_code == 1
    assert built.found_as("ERROR") == ["docs/a/devops.yaml:7:15: error [versions]"]
    warned = site({"mkdocs.yml": config({"on_error": "warn"}), **cycle})
    assert warned.exit_code == 0
    assert "INVALID" in warned.html("a/devops/index.html")
    one_sided = {"docs/a/devops.yaml": strategy("001", id="A-1", status="APPROVED", supersedes="A-0")}
    one_sided |= {"docs/b/devops.yaml": strategy("002", id="A-0", status="SUPERSEDED")}
    assert site(one_sided, strict=True).exit_code == 1
    assert site(one_sided).exit_code == 0


def test_the_command_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "a": strategy("001", id="A-1", status="APPROVED", supersedes="A-0"),
        "b": strategy("002", id="A-0", status="SUPERSEDED"),
        "c": strategy("003", id="C-1", supersedes="C-1"),
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "devops.yaml").write_text(text, encoding="utf-8")
    ran = call("validate", ".")
    assert ran.exit_code == 1
    assert named_in(ran.stdout) == [
        ("a/devops.yaml:7:15: warning [versions]", ["A-0", "superseded_by: A-1"]),
        ("c/devops.yaml:7:15: error [versions]", ["C-1", "C-1", "supersedes", "superseded_by"]),
    ]


def test_the_example_s_chain_is_that_of_its_yaml(example_site: Callable[..., Built]) -> None:
    built = example_site()
    known: dict[str, dict[str, Any]] = {}
    for path in (ROOT / "example-site").rglob("devops.yaml"):
        document = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["document"]
        known[document["id"]] = document
    following = {d["id"]: d["superseded_by"] for d in known.values() if d.get("superseded_by")}
    (first,) = set(following) - set(following.values())
    chain = [first]
    while chain[-1] in following:
        chain.append(following[chain[-1]])
    assert len(chain) == 3
    rows = Html(built.html(VIEW)).rows[1:]
    assert [row[0].removesuffix(" in force") for row in rows] == chain
    assert [row[1:5] for row in rows] == [
        [d["version"], d["status"], d["last_modified"], d["approved_by"]["date"]] for d in map(known.__getitem__, chain)
    ]
    assert [row[0].endswith(" in force") for row in rows] == [False, False, True]
