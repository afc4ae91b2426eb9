"""Pages that keep their HTML from one build of `mkdocs serve` to the next, and those that may not."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from mkdocs.config import load_config

from mkdocs_arckit.hosts.mkdocs.page_cache import settings_of
from tests.helpers.rebuilds import Session
from tests.helpers.samples import config, strategy
from tests.helpers.sites import ROOT

EXAMPLE = ROOT / "example-site"
EDITED = "docs/projects/002-mooring-permits/devops.yaml"
LINKS = 'summary: "See [the other](../b/devops.yaml) and [the guide](../guide.md#first)."\n'
SITE = {
    "mkdocs.yml": config(theme="mkdocs"),
    "docs/index.md": "# Home",
    "docs/guide.md": "# Guide\n\n## First\n",
    "docs/a/devops.yaml": strategy("001", "Payments", more=LINKS),
    "docs/b/devops.yaml": strategy("002", "Permits"),
}
PAGES = ["a/devops.md", "b/devops.md"]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A small site that was built once."""
    started = start(tmp_path / "project", SITE)
    assert set(PAGES) <= set(started.build())
    return started


def start(folder: Path, files: dict[str, str]) -> Session:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Session(folder)


def fresh(session: Session) -> dict[str, str]:
    """The pages as a server that has just been started builds them."""
    other = Session(session.folder, site="fresh")
    other.build()
    return other.site()


def rendered_again(session: Session, files: dict[str, str] | None = None) -> list[str]:
    """The strategies' pages that a rebuild renders; and all pages are as they are when built afresh."""
    rendered = session.build(files)
    assert session.site() == fresh(session)
    return [page for page in rendered if page in PAGES]


@pytest.mark.slow
def test_the_example_site_after_an_edit_is_as_one_built_afresh(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "site-of-ours", ignore=shutil.ignore_patterns("site"))
    session = Session(tmp_path / "site-of-ours")
    everything = session.build()
    text = (session.folder / EDITED).read_text(encoding="utf-8")
    again = session.build({EDITED: text.replace("mooring", "berth")})
    assert "projects/002-mooring-permits/devops.md" in again
    ours = [page for page in everything if page.startswith(("projects/", "strategies/"))]
    assert len([page for page in again if page in ours]) < len(ours) / 2
    assert session.site() == fresh(session)


def test_only_the_page_of_the_edited_strategy_is_rendered(session: Session) -> None:
    edited = strategy("001", "Payments", more=LINKS.replace("the other", "another"))
    assert rendered_again(session, {"docs/a/devops.yaml": edited}) == ["a/devops.md"]
    assert rendered_again(session) == []


def test_what_is_put_into_the_html_is_new_all_the_same(session: Session) -> None:
    edited = strategy("001", "Payments", owner="Jane", more=LINKS)
    assert rendered_again(session, {"docs/a/devops.yaml": edited}) == []
    assert "Jane" in session.html("a/devops/index.html")


def test_table_of_contents_title_and_anchors_are_kept(session: Session) -> None:
    before = session.pages["a/devops.md"]
    assert session.build() == ["guide.md", "index.md"]
    again = session.pages["a/devops.md"]
    assert again is not before
    assert [str(item) for item in again.toc] == [str(item) for item in before.toc]
    assert again.title == before.title
    assert again.present_anchor_ids == before.present_anchor_ids
    assert again.links_to_anchors
    links = [(file.page, anchors) for file, anchors in again.links_to_anchors.items()]
    assert links == [(session.pages["guide.md"], {"first": "../guide.md#first"})]


def test_what_other_plugins_change_in_the_table_of_contents_is_not_kept(tmp_path: Path) -> None:
    hook = """
    def on_page_content(html, page, config, files):
        for item in page.toc:
            item.title += "!"
        return html + "<p>Hooked</p>"
    """
    hooked = {**SITE, "mkdocs.yml": config(theme="mkdocs", hooks=["hook.py"]), "hook.py": dedent(hook)}
    session = start(tmp_path / "project", hooked)
    session.build()
    assert rendered_again(session) == []
    assert rendered_again(session) == []
    assert "Hooked" in session.html("a/devops/index.html")


def test_what_other_plugins_make_of_the_markdown_counts(tmp_path: Path) -> None:
    hook = """
    from pathlib import Path

    def on_page_markdown(markdown, page, config, files):
        return markdown + Path(config.config_file_path).with_name("more.txt").read_text()
    """
    hooked = {
        **SITE,
        "mkdocs.yml": config(theme="mkdocs", hooks=["hook.py"]),
        "hook.py": dedent(hook),
        "more.txt": "\n\nFirst words\n",
    }
    session = start(tmp_path / "project", hooked)
    session.build()
    assert rendered_again(session) == []
    assert rendered_again(session, {"more.txt": "\n\nOther words\n"}) == PAGES
    assert "Other words" in session.html("a/devops/index.html")


def test_a_page_is_rendered_when_a_link_leads_elsewhere(session: Session) -> None:
    (session.folder / "docs/guide.md").unlink()
    moved = {"docs/guide/index.md": "# Guide\n\n## First\n"}
    assert rendered_again(session, moved) == ["a/devops.md"]


def test_a_page_with_a_broken_link_is_rendered_and_warned_of_each_time(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    hook = """
    def on_page_markdown(markdown, page, config, files):
        return markdown + "\\n[Nowhere](nowhere.md)\\n" if page.file.src_uri == "a/devops.md" else markdown
    """
    session.build({"mkdocs.yml": config(theme="mkdocs", hooks=["hook.py"]), "hook.py": dedent(hook)})
    for _ in range(2):
        caplog.clear()
        assert rendered_again(session) == ["a/devops.md"]
        assert "nowhere.md" in caplog.text


def test_a_hand_written_page_is_always_rendered(session: Session) -> None:
    assert {"index.md", "guide.md"} <= set(session.build())


def test_changed_settings_render_all_pages(session: Session) -> None:
    changed = config(theme="mkdocs", markdown_extensions=["admonition", {"toc": {"permalink": True}}])
    assert rendered_again(session, {"mkdocs.yml": changed}) == PAGES
    assert rendered_again(session) == []
    changed = config(theme="mkdocs", markdown_extensions=["admonition", {"toc": {"permalink": "¶"}}])
    assert rendered_again(session, {"mkdocs.yml": changed}) == PAGES
    changed = config(theme="mkdocs", use_directory_urls=False)
    assert rendered_again(session, {"mkdocs.yml": changed}) == PAGES


@pytest.mark.parametrize("extension", ["pymdownx.snippets", "pymdownx.b64", "tests.helpers.rebuilds:Counter"])
def test_an_extension_that_is_not_known_renders_all_pages(extension: str, tmp_path: Path) -> None:
    session = start(
        tmp_path / "project", {**SITE, "mkdocs.yml": config(theme="mkdocs", markdown_extensions=[extension])}
    )
    session.build()
    assert rendered_again(session) == PAGES


def test_a_build_without_a_server_keeps_nothing(tmp_path: Path) -> None:
    start(tmp_path / "project", SITE)
    session = Session(tmp_path / "project", "build")
    session.build()
    assert set(PAGES) <= set(session.build())


def test_pages_that_are_gone_are_forgotten(session: Session) -> None:
    kept = session.plugin().last_build.pages
    assert set(PAGES) <= set(kept.addresses)
    (session.folder / "docs/b/devops.yaml").unlink()
    session.build()
    assert "a/devops.md" in kept.addresses
    assert "b/devops.md" not in kept.addresses


class TestSettings:
    """What pages of two builds have to have in common."""

    def settings(self, tmp_path: Path, extensions: str) -> Any:
        path = tmp_path / "mkdocs.yml"
        path.write_text("site_name: Test\nmarkdown_extensions:\n" + dedent(extensions), encoding="utf-8")
        (tmp_path / "docs").mkdir(exist_ok=True)
        return settings_of(load_config(str(path)))

    @pytest.mark.parametrize(
        "extensions",
        [
            "- toc: {permalink: true, slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}",
            "- pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }",
            "- pymdownx.superfences: {custom_fences: [{name: m, class: m, format: !!python/name:pymdownx.superfences.fence_code_format }]}",
            "- pymdownx.blocks.details\n- markdown.extensions.footnotes\n- markdown.extensions.abbr:AbbrExtension",
        ],
    )
    def test_the_same_settings_are_equal(self, extensions: str, tmp_path: Path) -> None:
        first = self.settings(tmp_path, extensions)
        assert first is not None
        assert self.settings(tmp_path, extensions) == first

    @pytest.mark.parametrize(
        "extensions",
        [
            "- toc: {slugify: !!python/name:os.path.basename }",
            "- pymdownx.arithmatex: {generic: !!python/object/apply:datetime.date [2026, 1, 2]}",
            "- mdx_nothing",
            "- pymdownx.nothing",
            "- nothing.blocks.tab",
        ],
    )
    def test_what_nobody_knows_has_none(self, extensions: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("markdown.Markdown.registerExtensions", lambda self, extensions, configs: self)
        assert self.settings(tmp_path, extensions) is None
