"""What another plugin or a setting takes out of the site is not in its index, views and data either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built

FILES = {
    "docs/index.md": "# Home",
    "docs/a/devops.yaml": strategy("001", "Kept"),
    "docs/b/devops.yaml": strategy("002", "Merlin"),
    "services/c/devops.yaml": strategy("003", "Merlin", more="tags: [Merlin]"),
}
OPTIONS = {"roots": ["services"], "publish_source": True}


def traces(built: Built) -> list[str]:
    """Where a site tells of what was taken away."""
    files = (path for path in built.site_dir.rglob("*") if path.is_file())
    words = (b"Merlin", b"merlin")
    return sorted(str(f.relative_to(built.site_dir)) for f in files if any(word in f.read_bytes() for word in words))


def taking(*names: str) -> str:
    """A hook that takes files away, as mkdocs-exclude does: what it returns is another collection."""
    return (
        "from mkdocs.structure.files import Files\n\ndef on_files(files, config):\n"
        f"    return Files(file for file in files if file.src_uri not in {names!r})\n"
    )


@pytest.mark.parametrize("nav", [None, ["index.md"]])
@pytest.mark.parametrize("name", ["b/devops.md", "b/devops.yaml"])
def test_what_a_plugin_takes_away(name: str, nav: list[str] | None, site: Callable[..., Built]) -> None:
    settings: dict[str, Any] = {"hooks": ["hooks.py"], **({"nav": nav} if nav else {})}
    hook = taking(name, "strategies/003-merlin.md")
    built = site({**FILES, "hooks.py": hook, "mkdocs.yml": config(OPTIONS, ["search"], **settings)}, strict=True)
    assert built.exit_code == 0, built.log
    assert traces(built) == []
    assert Html(built.html("strategies/index.html")).links["Kept"] == "../a/devops/"


@pytest.mark.parametrize("setting", ["exclude_docs", "draft_docs"])
def test_what_a_setting_leaves_out_by_the_page_s_name(setting: str, site: Callable[..., Built]) -> None:
    settings = {setting: "b/devops.md\nstrategies/003-merlin.md\n"}
    built = site({**FILES, "mkdocs.yml": config(OPTIONS, ["search"], **settings)}, strict=True)
    assert built.exit_code == 0, built.log
    assert traces(built) == []


def test_not_in_nav_is_not_left_out(site: Callable[..., Built]) -> None:
    built = site(
        {**FILES, "mkdocs.yml": config(OPTIONS, ["search"], not_in_nav="devops.md\n/strategies/\n")}, strict=True
    )
    assert built.exit_code == 0, built.log
    assert {"b/devops/index.html", "strategies/003-merlin/index.html"} < set(traces(built))


def test_a_view_and_the_index_that_are_taken_away(site: Callable[..., Built]) -> None:
    hook = taking("strategies/index.md", "strategies/portfolio/reviews.md")
    settings = config(nav=["index.md"], hooks=["hooks.py"])
    built = site({**FILES, "hooks.py": hook, "mkdocs.yml": settings}, strict=True)
    assert built.exit_code == 0, built.log
    assert not (built.site_dir / "strategies/index.html").exists()
    assert not (built.site_dir / "strategies/portfolio/reviews").exists()
    assert (built.site_dir / "strategies/portfolio/completeness/index.html").exists()


def test_what_is_taken_away_too_late_is_told(site: Callable[..., Built]) -> None:
    hook = "def on_post_page(output, page, config):\n    return '' if page.url == 'b/devops/' else output\n"
    built = site({**FILES, "hooks.py": hook, "mkdocs.yml": config(hooks=["hooks.py"])})
    assert "WARNING - arckit: docs/b/devops.yaml: " in built.log
