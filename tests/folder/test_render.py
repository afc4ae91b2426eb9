"""`mkdocs-arckit render`: the folder that it writes for each host, and what it leaves alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_arckit.hosts.folder.targets import TARGETS
from tests.helpers.findings import briefs_in
from tests.helpers.folders import (
    CONTROL,
    PAY,
    PERMITS,
    SECRET,
    SITE,
    dead_links,
    page_elements,
    render,
    tree,
    write_site,
)
from tests.helpers.sites import ROOT

Golden = Callable[[str, str], None]
HOSTS = list(TARGETS)
MANIFEST = ".arckit-manifest.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_site(tmp_path)


def text(folder: Path, name: str) -> str:
    return (folder / "out" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("host", HOSTS)
def test_the_folder_is_as_it_was(folder: Path, host: str, golden: Golden) -> None:
    result = render(host)
    assert (result.exit_code, briefs_in(result.stdout)) == (0, [])
    parts = []
    for name, content in sorted(tree(folder / "out").items()):
        if name.startswith("assets/"):
            continue
        is_ours = name.endswith(".md") and "/portfolio/" not in name
        parts.append(f"===== {name}\n" + (content.decode() if is_ours else ""))
    golden(f"folder-{host}.txt", "".join(parts))


@pytest.mark.parametrize("host", HOSTS)
def test_no_link_is_dead(folder: Path, host: str) -> None:
    assert render(host).exit_code == 0
    assert list(dead_links(folder / "out", host)) == []


@pytest.mark.slow
@pytest.mark.parametrize("host", ["github"])
def test_no_link_of_the_example_is_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert render(host, "--config-file", str(ROOT / "example-site/mkdocs.yml")).exit_code == 0
    assert list(dead_links(tmp_path / "out", host)) == []


@pytest.mark.parametrize("host", HOSTS)
def test_each_host_shows_tables_diagrams_and_the_index(folder: Path, host: str) -> None:
    render(host)
    page = page_elements(text(folder, "pay/devops.md"), host)
    assert [h.text.strip("¶") for h in page.all("h1")] == ["DevOps Strategy: Payments"]
    assert ["Build", "make, a | b"] in [[cell.text.strip() for cell in row.all("td")] for row in page.all("tr")]
    assert len([e for e in page.all("pre") if "flowchart" in e.text]) == 1
    assert "OFFICIAL" in page.text.split("Document Control")[0]
    index = page_elements(text(folder, "strategies/index.md"), host)
    assert {"Payments", "Permits <b>{x}</b>"} <= {link.text for link in index.all("a")}
    part = page_elements(text(folder, "index.md"), host)
    assert "Payments" in [link.text for link in part.all("a")]
    assert "Permits" not in part.text
    assert "End" in part.text


def test_links_in_html_lead_where_docusaurus_puts_pages(folder: Path) -> None:
    old = PERMITS.replace("'1.0'", "'0.9'").replace("IN_REVIEW", "SUPERSEDED")
    write_site(
        folder,
        {"services/old/devops.yaml": old, "docs/pay/devops.yaml": f"{PAY}closing: '<b>[it](../policy.md)</b>'\n"},
    )
    render("docusaurus")
    pages = "".join(
        text(folder, name) for name in tree(folder / "out") if name.endswith(".md") and "/portfolio/" not in name
    )
    assert '<a href="../policy">it</a>' in pages
    assert re.findall(r'href="[^":]*\.md[#"]', pages) == []


def test_assets_are_there_for_hosts_that_show_our_html_and_only_there(folder: Path) -> None:
    render("zensical")
    assert {"assets/arckit/arckit.css", "assets/arckit/arckit.js", "assets/arckit/mermaid.min.js"} <= tree(
        folder / "out"
    ).keys()
    render("github")
    assert not (folder / "out/assets").exists()
    assert "arckit-table" not in text(folder, "pay/devops.md")


def test_addresses_are_those_of_the_site(folder: Path) -> None:
    urls = {}
    for host, chosen in (
        ("zensical", []),
        ("docusaurus", ["--site-url", "https://d.org/docs"]),
        ("github", ["--site-url", "https://g.org/blob"]),
    ):
        render(host, *chosen)
        urls[host] = json.loads(text(folder, "strategies/strategies.json"))["strategies"][0]["page"]
    assert urls == {
        "zensical": "https://example.org/h/pay/devops/",
        "docusaurus": "https://d.org/docs/pay/devops/",
        "github": "https://g.org/blob/pay/devops.md",
    }


def test_a_site_needs_none_of_its_theme_and_plugins(folder: Path) -> None:
    config = SITE["mkdocs.yml"] + "  - nowhere-installed\ntheme: {name: missing}\nexclude_docs: policy.md\n"
    config += "markdown_extensions:\n  - x:\n      format: !!python/name:missing.thing\n      y: !ENV [NOT_SET, 1]\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = render()
    assert result.exit_code == 0
    assert not (folder / "out/policy.md").exists()
    assert briefs_in(result.stdout) == ["docs/pay/devops.yaml:4:10: warning [link]"]


# What is withheld


def mentions(folder: Path, word: str) -> list[str]:
    return [name for name, content in tree(folder / "out").items() if word.encode() in content]


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_withheld_is_written(folder: Path, host: str) -> None:
    write_site(folder, {"docs/copy.yaml": SECRET, "docs/devops.yaml.bak": SECRET, "docs/.hidden/x.yaml": SECRET})
    result = render(host)
    assert briefs_in(result.stdout) == [
        "docs/copy.yaml: warning [raw-file]",
        "docs/devops.yaml.bak: warning [raw-file]",
    ]
    assert mentions(folder, "Wolpertinger") == []
    assert not list((folder / "out").rglob("*.yaml"))


def test_what_is_withheld_from_now_on_leaves_nothing_behind(folder: Path) -> None:
    write_site(folder, {"services/secret/devops.yaml": SECRET.replace("SECRET", "OFFICIAL")})
    render()
    assert len(mentions(folder, "Wolpertinger")) > 3
    write_site(folder, {"services/secret/devops.yaml": SECRET})
    # An error elsewhere doesn't keep it there, and neither does a file of somebody else.
    write_site(folder, {"docs/pay/devops.yaml": f"project: {{id: '001', name: Payments}}\n{CONTROL}nonsense: 1\n"})
    (folder / "out/strategies/index.md").write_text("mine", encoding="utf-8")
    result = render()
    assert result.exit_code == 1
    assert "docs/pay/devops.yaml:3:1: error [unknown-key]" in briefs_in(result.stdout)
    assert mentions(folder, "Wolpertinger") == []
    assert text(folder, "strategies/index.md") == "mine"


def test_errors_can_be_warnings(folder: Path) -> None:
    write_site(folder, {"docs/pay/devops.yaml": f"project: {{id: '001', name: Payments}}\n{CONTROL}nonsense: 1\n"})
    assert render().exit_code == 1
    config = SITE["mkdocs.yml"].replace("{roots", "{on_error: warn, roots")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert render().exit_code == 0
    assert "nonsense" in text(folder, "pay/devops.md")


def test_sources_are_published_only_if_the_site_says_so(folder: Path) -> None:
    config = SITE["mkdocs.yml"].replace("{roots", "{publish_source: true, roots")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    render()
    assert sorted(n for n in tree(folder / "out") if n.endswith(".yaml")) == [
        "pay/devops.yaml",
        "strategies/002-permits-b-x-b.yaml",
    ]


# Only what changes


def test_the_same_site_gives_the_same_folder_and_writes_nothing_twice(folder: Path) -> None:
    render()
    before = tree(folder / "out")
    times = {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")}
    result = render()
    assert "nothing to do" in result.stderr
    assert tree(folder / "out") == before
    assert {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")} == times


def test_check_and_dry_run_write_nothing(folder: Path) -> None:
    assert render("zensical", "--check").exit_code == 1
    assert render("zensical", "--dry-run").exit_code == 0
    assert not (folder / "out").exists()
    render()
    assert render("zensical", "--check").exit_code == 0
    before = tree(folder / "out")
    write_site(folder, {"docs/policy.md": "# Policy\n\n## Why\n\nNew.\n"})
    result = render("zensical", "--check")
    assert result.exit_code == 1
    assert "~ out/policy.md" in result.stderr
    assert tree(folder / "out") == before


def test_what_is_gone_is_removed_and_folders_with_it(folder: Path) -> None:
    render()
    (folder / "docs/pay/devops.yaml").unlink()
    (folder / "docs/index.md").unlink()
    result = render()
    assert "- out/pay/devops.md" in result.stderr
    assert not (folder / "out/pay").exists()
    assert not (folder / "out/index.md").exists()


def test_with_paths_it_needs_no_site(folder: Path) -> None:
    result = render("github", "docs/pay", "services", "--publish-up-to", "OFFICIAL")
    assert result.exit_code == 0
    names = set(tree(folder / "out"))
    assert {"README.md", "SUMMARY.md", "001-payments.md", "002-permits-b-x-b.md", "portfolio/reviews.md"} <= names
    assert "[the policy](../docs/policy.md#why)" in text(folder, "001-payments.md")
    assert "(002-permits-b-x-b.md#document-control)" in text(folder, "001-payments.md")
    assert mentions(folder, "Wolpertinger") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--exclude", "x"],
        ["docs", "--config-file", "mkdocs.yml"],
        ["docs", "--publish-up-to", "NONE"],
        ["--config-file", "services/permits/devops.yaml"],
        ["--config-file", "docs/logo.svg"],
    ],
)
def test_a_wrong_command_exits_with_2_and_writes_nothing(folder: Path, arguments: list[str]) -> None:
    assert render("plain", *arguments).exit_code == 2
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    "config",
    [
        "plugins: [search]\n",
        "plugins:\n  - arckit: [x]\n",
        "plugins:\n  arckit: {publish_up_to: NONE}\n",
        "plugins: [arckit]\ndocs_dir: nowhere\n",
        "plugins: [arckit]\ndocs_dir: .\n",
        "plugins: [\n",
    ],
)
def test_a_wrong_configuration_exits_with_2(folder: Path, config: str) -> None:
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert render().exit_code == 2
    assert not (folder / "out").exists()


def test_without_a_configuration_it_says_what_to_do(folder: Path) -> None:
    (folder / "mkdocs.yml").unlink()
    result = render()
    assert result.exit_code == 2
    assert "--config-file" in result.stderr


def test_a_page_in_the_way_is_an_error(folder: Path) -> None:
    write_site(folder, {"docs/pay/devops.md": "# Mine\n"})
    result = render()
    assert result.exit_code == 1
    assert briefs_in(result.stdout)[:1] == ["docs/pay/devops.yaml:1:1: error [address]"]
    assert text(folder, "pay/devops.md") == "# Mine\n"


def test_a_summary_by_hand_stays(folder: Path) -> None:
    write_site(folder, {"docs/SUMMARY.md": "# Mine\n"})
    render()
    assert text(folder, "SUMMARY.md") == "# Mine\n"


def test_a_strategy_named_twice_is_one(folder: Path) -> None:
    (folder / "services/link.yaml").write_text(PERMITS, encoding="utf-8")
    result = render("plain", "services", "services/permits/devops.yaml")
    assert re.search(r"^2 strategies", result.stderr, re.MULTILINE)


def test_a_title_in_the_navigation_is_short_only_where_it_is_another_one() -> None:
    docusaurus = TARGETS["docusaurus"]
    assert docusaurus.head({"title": "DevOps Strategy: Pay"}, "Pay")["sidebar_label"] == "Pay"
    assert "sidebar_label" not in docusaurus.head({"title": "Pay"}, "Pay")
    assert "sidebar_label" not in docusaurus.head({}, "strategies/index.md")
    assert TARGETS["plain"].head({"title": "DevOps Strategy: Pay"}, "Pay") == {"title": "DevOps Strategy: Pay"}
