"""Beside the plugins that bring files into a site, or take some away: no strategy gets past the ceiling."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.handbook import Handbook, page
from tests.helpers.samples import Html, strategy
from tests.helpers.sites import Built
from tests.mkdocs.test_ceiling import CANARY, secret

pytestmark = [pytest.mark.neighbours, pytest.mark.slow]

BROUGHT = strategy("007", "Brought")


class Small(Handbook):
    """A small site in a folder of its own."""

    def make(self, plugins: list[Any], **settings: Any) -> Built:
        """Build it, leniently: what is refused is a warning."""
        self.write("docs/index.md", "# Home\n")
        config = {"site_name": "Test", "theme": "mkdocs", "plugins": ["search", *plugins], **settings}
        self.write("mkdocs.yml", json.dumps(config))
        done = self.run("mkdocs", "build")
        return Built(done.returncode, done.stderr + done.stdout, self.folder / "site")


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path)


def holding(built: Built, text: str) -> list[str]:
    """The files of a site that hold a text."""
    files = (path for path in built.site_dir.rglob("*") if path.is_file())
    return sorted(f.relative_to(built.site_dir).as_posix() for f in files if text.encode() in f.read_bytes())


def assert_judged(built: Built, brought: str = "a/devops") -> None:
    """The strategy that may be published has a page; of the other there is nothing, raw files included."""
    assert built.exit_code == 0, built.log
    assert holding(built, CANARY) == []
    assert [*built.site_dir.rglob("*.yaml"), *built.site_dir.rglob("notes.txt")] == []
    assert "Brought" in page(built, brought)
    assert Html(page(built, "strategies/index")).links["Brought"] == f"../{brought}/"


@pytest.mark.parametrize("first", [True, False])
def test_gen_files(first: bool, small: Small) -> None:
    texts = {"a/devops.yaml": BROUGHT, "b/devops.yaml": secret(), "c/notes.txt": secret()}
    small.write(
        "gen.py",
        "import mkdocs_gen_files\n"
        + "".join(f"with mkdocs_gen_files.open({n!r}, 'w') as f:\n    f.write({t!r})\n" for n, t in texts.items()),
    )
    gen: list[Any] = [{"gen-files": {"scripts": ["gen.py"]}}]
    moved: list[Any] = [{"redirects": {"redirect_maps": {"old.md": "a/devops.md"}}}]
    built = small.make([*moved, *gen, "arckit"] if first else ["arckit", *gen, *moved])
    assert_judged(built)
    assert 'url=../a/devops/"' in page(built, "old")
    assert "docs/b/devops.yaml" in built.log
    assert "raw-file" in built.log


def test_monorepo(small: Small) -> None:
    small.write("team/mkdocs.yml", json.dumps({"site_name": "team", "nav": [{"Home": "index.md"}]}))
    small.write("team/docs/index.md", "# Team\n")
    small.write("team/docs/a/devops.yaml", BROUGHT)
    small.write("team/docs/b/devops.yaml", secret())
    small.write("team/docs/c/notes.txt", secret())
    nav = [{"Home": "index.md"}, {"Team": "!include ./team/mkdocs.yml"}]
    assert_judged(small.make(["monorepo", "arckit"], nav=nav), "team/a/devops")


@pytest.mark.parametrize("first", [True, False])
def test_multirepo(first: bool, small: Small) -> None:
    other = Handbook(small.folder / "other")
    other.write("docs/index.md", "# Team\n")
    other.write("docs/a/devops.yaml", BROUGHT)
    other.write("docs/b/devops.yaml", secret())
    other.write("docs/c/notes.txt", secret())
    other.commit("2026-01-05")
    url = f"{(small.folder / 'other').as_uri()}?branch=master&docs_dir=docs/*"
    multi: list[Any] = [{"multirepo": {"cleanup": True, "repos": [{"section": "team", "import_url": url}]}}]
    edit = {"repo_url": "https://github.com/example/handbook", "edit_uri": "edit/main/docs/"}
    moved: list[Any] = [{"redirects": {"redirect_maps": {"old.md": "team/a/devops.md"}}}]
    built = small.make([*moved, *multi, "arckit"] if first else ["arckit", *multi, *moved], **edit)
    assert_judged(built, "team/a/devops")
    assert 'url=../team/a/devops/"' in page(built, "old")
    assert "Redirect target" not in built.log


@pytest.mark.parametrize("glob", ["b/devops.yaml", "b/*", "*/devops.md"])
def test_exclude(glob: str, small: Small) -> None:
    small.write("docs/a/strategy.yaml", BROUGHT)
    small.write("docs/b/devops.yaml", strategy("002", "Merlin"))
    ours = {"arckit": {"file_names": ["devops.yaml", "strategy.yaml"], "publish_source": True}}
    built = small.make([{"exclude": {"glob": [glob]}}, ours])
    assert built.exit_code == 0, built.log
    assert holding(built, "Merlin") == []
    assert Html(page(built, "strategies/index")).links["Brought"] == "../a/strategy/"


@pytest.mark.parametrize("how", ["all", "one", "one, without data"])
def test_encryptcontent(how: str, small: Small) -> None:
    small.write("docs/a/devops.yaml", BROUGHT)
    small.write(
        "hooks.py",
        "from mkdocs.plugins import event_priority\n\n@event_priority(50)\n"
        "def on_page_markdown(markdown, page, config, files):\n"
        "    if page.file.src_uri == 'a/devops.md':\n        page.meta['password'] = 'secret'\n",
    )
    more: dict[str, Any] = {} if how == "all" else {"hooks": ["hooks.py"]}
    options = {"global_password": "secret"} if how == "all" else {}
    ours = {"arckit": {"exports": how != "one, without data"}}
    hidden: list[Any] = [ours, {"encryptcontent": {**options, "search_index": "encrypted"}}]
    built = small.make(hidden, **more)
    assert built.exit_code == 0, built.log
    (warning,) = [line for line in built.log.splitlines() if "WARNING" in line and "arckit" in line]
    assert ("the data files" in warning) == (how != "one, without data")
    assert ("strategies/index.md" in warning) == (how != "all")
