"""What a page says of the version before its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_arckit.hosts.git import History
from mkdocs_arckit.options import Options
from mkdocs_arckit.portfolio.documents import Document
from mkdocs_arckit.portfolio.versions import Versions
from mkdocs_arckit.render.changes import changes, changes_since_approval
from mkdocs_arckit.render.renderer import Renderer
from tests.helpers.git import Repo
from tests.helpers.portfolios import document_of
from tests.helpers.rebuilds import Session
from tests.helpers.rendered import shown
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

OPTIONS = Options(classifications=("PUBLIC", "OFFICIAL", "SECRET"))
GATES = "ci: {quality_gates: [{gate: Coverage, threshold: %s}]}\n"


def version(number: str, more: str = "", project: str = "001", **document: str) -> Document:
    text = strategy(project, "Pay", version=f'"{number}"', id=f"A-{number}", more=more, **document)
    return document_of(text, f"v{number}/devops.yaml")


def old(more: str = GATES % "80 %", **document: Any) -> Document:
    return version("1", more, **{"status": "SUPERSEDED", "superseded_by": "A-2", **document})


def new(more: str = GATES % "85 %", **document: Any) -> Document:
    return version("2", more, **{"status": "APPROVED", "supersedes": "A-1", **document})


def said(document: Document, *others: Document) -> str:
    return changes(Renderer(), document, Versions([document, *others]), OPTIONS)


def test_a_page_says_what_changed_since_the_version_before() -> None:
    text = Html(said(new(), old())).text
    assert text.startswith("2 changes since version 1 ")
    assert text.endswith("Version 1 → 2 3. CI Pipeline Design Quality gate Coverage : threshold 80 % → 85 %")


def test_the_first_version_says_nothing() -> None:
    assert said(old(), new()) == ""


def test_another_project_is_not_a_version_of_this_one() -> None:
    assert said(new(), old(project="002")) == ""


@pytest.mark.parametrize(
    ("before", "after", "is_shown"),
    [("PUBLIC", "OFFICIAL", True), ("OFFICIAL", "OFFICIAL", True), ("OFFICIAL", "PUBLIC", False)],
)
def test_nothing_of_a_version_is_shown_that_is_classified_higher(before: str, after: str, is_shown: bool) -> None:
    assert bool(said(new(classification=after), old(classification=before))) == is_shown


def test_what_authors_type_stays_text_whatever_reads_the_page() -> None:
    code = "cd:\n  rollback: |\n    %s\n\n    <script>alert(1)</script>\n\n    </details>\n"
    html = said(new(code % "one"), old(code % "two"))
    assert "<script" not in html
    assert html.count("\n\n") == 1
    assert html.count("</details>") == 1
    page = shown(f"{html}*end*\n")
    assert [element.tag for element in page.all("details", "em")][-2:] == ["details", "em"], "the page goes on below it"


def state(value: str, **document: Any) -> bytes:
    """What the file of a document holds that was approved on 1 March, or says something else of itself."""
    said = {"status": "APPROVED", "approved_by": "Sam Hill (2026-03-01)", "owner": "Ann", **document}
    return strategy("001", "Pay", id="A", more=GATES % value, **said).encode()


def since(now: bytes, *earlier: bytes) -> str:
    document = document_of(now)
    return Html(changes_since_approval(Renderer(), document, earlier, OPTIONS)).text


LAST = "3. CI Pipeline Design Quality gate Coverage : threshold 80 % → 85 %"
OPEN_STATE = {"status": "DRAFT", "approved_by": None, "review_cycle": "On-Demand"}


@pytest.mark.parametrize(
    ("now", "earlier", "text"),
    [
        # the first state with this approval is what was approved
        (state("85 %"), [state("85 %"), state("82 %"), state("80 %"), state("10 %", **OPEN_STATE)], "1 change since it was approved on 2026-03-01 " + LAST),
        (state("85 %"), [b"nonsense: 1", state("80 %")], "1 change since it was approved on 2026-03-01 " + LAST),
        (state("85 %", status="PUBLISHED"), [state("80 %", status="PUBLISHED")], "1 change since it was approved on 2026-03-01 " + LAST),
        (state("85 %"), [state("85 %"), state("10 %", approved_by="Sam Hill (2025-03-01)")], ""),
        (state("85 %"), [], ""),
        (state("85 %", status="ARCHIVED"), [state("80 %")], ""),
        # what is open is compared with what was approved last
        (
            state("85 %", **OPEN_STATE | {"version": "'1.1'"}),
            [state("84 %", **OPEN_STATE), state("80 %", version="'1.0'"), state("10 %")],
            "4 changes since version 1.0, approved on 2026-03-01 Document Control Version 1.0 → 1.1 Status APPROVED → DRAFT"
            " No longer approved by Sam Hill (2026-03-01) " + LAST,
        ),
        (state("85 %", **OPEN_STATE), [state("80 %", **OPEN_STATE)], ""),
        # nothing of what was classified higher
        (state("85 %", classification="PUBLIC"), [state("80 %", classification="SECRET")], ""),
    ],
)  # fmt: skip
def test_what_changed_since_the_approval(now: bytes, earlier: list[bytes], text: str) -> None:
    assert since(now, *earlier) == text


@pytest.mark.parametrize("history", [True, False])
def test_a_site_with_a_history_says_what_changed_since_the_approval(
    site: Callable[..., Built], tmp_path: Path, history: bool
) -> None:
    repo = Repo(tmp_path)
    repo.write("docs/old/devops.yaml", state("80 %").decode())
    repo.commit()
    repo.git("mv", "docs/old", "docs/pay")
    repo.commit()
    built = site({"mkdocs.yml": config({"history": history}), "docs/pay/devops.yaml": state("85 %").decode()})
    page = built.html("pay/devops/index.html")
    assert ("1 change since it was approved on 2026-03-01" in page) == history


def test_a_rebuild_asks_git_only_whether_there_is_another_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write("docs/pay/devops.yaml", state("80 %").decode())
    repo.write("docs/park/devops.yaml", state("80 %").decode().replace("id: A", "id: B").replace("001", "002"))
    repo.write("mkdocs.yml", config({"history": True}))
    repo.commit()
    calls: list[str] = []
    run = subprocess.run

    def watch(command: list[str], **more: Any) -> Any:
        calls.append(command[3])
        return run(command, **more)

    monkeypatch.setattr(subprocess, "run", watch)

    def build(value: str) -> tuple[list[str], bool]:
        """Build after an edit; return what Git was asked, and whether the page tells of the change."""
        calls.clear()
        session.build({"docs/pay/devops.yaml": state(value).decode()})
        asked = list(calls)
        return asked, f"80 %</bdi> → <bdi>{value}" in session.html("pay/devops/index.html")

    session = Session(repo.folder)
    assert "log" in build("81 %")[0]
    assert build("82 %") == (["rev-parse"], True)
    repo.commit()
    asked, told = build("83 %")
    assert (asked.count("log"), told) == (2, True), "another commit may change the history of every file"
    assert build("84 %") == (["rev-parse"], True)


def test_the_history_of_a_file(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "whole")
    path = tmp_path / "whole" / "b é" / "devops.yaml"
    repo.write("a/devops.yaml", "one\n")
    repo.commit()
    repo.git("mv", "a", "b é")
    repo.commit()
    repo.write("b é/devops.yaml", "two\n")
    repo.commit()
    assert list(History().of(path)) == [b"two\n", b"one\n", b"one\n"]
    shallow = tmp_path / "shallow"
    repo.git("clone", "--quiet", "--depth", "1", f"file://{tmp_path}/whole", str(shallow))
    assert list(History().of(shallow / "b é" / "devops.yaml")) == [], "what is cut off could be what is looked for"
    assert list(History().of(tmp_path / "devops.yaml")) == []


def test_a_site_shows_it_folded_and_nothing_of_what_is_withheld(site: Callable[..., Built]) -> None:
    def text(number: str, value: str, **document: str) -> str:
        more = GATES % value
        return strategy("001", "Pay", version=f'"{number}"', id=f"A-{number}", more=more, status="DRAFT", **document)

    built = site(
        {
            "mkdocs.yml": config({"publish_up_to": "OFFICIAL"}),
            "docs/v1/devops.yaml": text("1", "11 %", classification="SECRET"),
            "docs/v2/devops.yaml": text("2", "22 %", supersedes="A-1"),
            "docs/v3/devops.yaml": text("3", "33 %", supersedes="A-2"),
        }
    )
    pages = [built.html(f"v{number}/devops/index.html") for number in (2, 3)]
    assert "arckit-changes" not in pages[0]
    assert "22 %</bdi> → <bdi>33 %" in pages[1]
    assert Html(pages[1]).links["Version 2"] == "../../v2/devops/"
    assert not any("11 %" in page for page in pages)
