"""Material's search finds the same in pages that it is spared in `mkdocs serve`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from material.plugins.search.plugin import SearchIndex

from tests.helpers.rebuilds import Session
from tests.helpers.samples import config, strategy

SITE = {
    "mkdocs.yml": config(plugins=["search", "tags"], theme="material"),
    "docs/index.md": "# Home",
    "docs/a/devops.yaml": strategy("001", "Payments", more="tags: [web]\nsummary: First words.\n"),
    "docs/b/devops.yaml": strategy("002", "Permits"),
}
PAGES = {"a/devops.md", "b/devops.md"}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that the search takes apart."""
    pages: list[str] = []
    create = SearchIndex.create_entry_for_section

    def watched(self: SearchIndex, section: Any, toc: Any, url: str, page: Any) -> None:
        pages.append(page.file.src_uri)
        create(self, section, toc, url, page)

    monkeypatch.setattr(SearchIndex, "create_entry_for_section", watched)
    return pages


def start(tmp_path: Path, files: dict[str, str]) -> Session:
    for name, text in files.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    session = Session(tmp_path / "project")
    session.build()
    return session


def found(session: Session) -> Any:
    return json.loads(session.html("search/search_index.json"))


def rebuild(session: Session, read: list[str], files: dict[str, str] | None = None) -> set[str]:
    """Build again; all is found as on a site built afresh. Returns the strategies' pages that the search read."""
    read.clear()
    session.build(files)
    seen = PAGES & set(read)
    fresh = Session(session.folder, site="fresh")
    fresh.build()
    assert found(session) == found(fresh)
    return seen


def test_an_edited_page_alone_is_read_again(tmp_path: Path, read: list[str]) -> None:
    session = start(tmp_path, SITE)
    assert rebuild(session, read) == set()
    assert any("First words" in entry["text"] and entry["tags"] == ["web"] for entry in found(session)["docs"])
    edited = strategy("001", "Payments", more="tags: [web]\nsummary: Other words.\n")
    assert rebuild(session, read, {"docs/a/devops.yaml": edited}) == {"a/devops.md"}
    assert any("Other words" in entry["text"] for entry in found(session)["docs"])
    retagged = strategy("001", "Payments", more="tags: [data]\nsummary: Other words.\n")
    assert rebuild(session, read, {"docs/a/devops.yaml": retagged}) == {"a/devops.md"}


def test_a_page_that_the_site_leaves_out_stays_out(tmp_path: Path, read: list[str]) -> None:
    hook = "def on_page_markdown(markdown, page, config, files):\n    page.meta['search'] = {'exclude': True}\n"
    more = {"mkdocs.yml": config(plugins=["search"], theme="material", hooks=["hook.py"]), "hook.py": hook}
    session = start(tmp_path, {**SITE, **more})
    assert rebuild(session, read) == set()
    assert found(session)["docs"] == []


def test_front_matter_is_as_it_was(tmp_path: Path) -> None:
    session = start(tmp_path, SITE)
    session.build()
    assert all("search" not in session.pages[page].meta for page in PAGES)


def test_another_search_is_left_alone(tmp_path: Path) -> None:
    plain = {"mkdocs.yml": config(plugins=["search"], theme="mkdocs")}
    session = start(tmp_path, {**SITE, **plain})
    before = found(session)
    session.build()
    assert found(session) == before
