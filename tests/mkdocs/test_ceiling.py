"""Nothing of a strategy above the ceiling, or of one whose classification cannot be known, leaves its file."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.findings import briefs_in, named_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import ROOT, Built

CANARY = "Kestrel"
"""Stands in every text of a strategy that is withheld."""
FOLDER = "zqvault"
"""The folder that it lies in, which the log may name and the site may not."""
WITHHELD = f"{FOLDER}/devops.yaml"

OPTIONS: dict[str, Any] = {"roots": ["services"], "publish_source": True, "on_error": "warn"}
OTHERS = {
    "docs/index.md": "# Home",
    "docs/open/devops.yaml": strategy("101", "Open"),
    "services/open/devops.yaml": strategy("102", "Open too"),
}


def leaks(built: Built) -> list[str]:
    """What of a withheld strategy got out, and where."""
    needles = {
        word: [word.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
        for word in (CANARY, FOLDER)
    }
    found = []
    for path in sorted(built.site_dir.rglob("*")):
        name = path.relative_to(built.site_dir).as_posix()
        data = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        haystack = name.lower().encode() + b"\n" + data.lower()
        found += [f"{word} in {name}" for word in needles if any(needle in haystack for needle in needles[word])]
    return found + [f"{CANARY} in the log: {line}" for line in built.log.splitlines() if CANARY.lower() in line.lower()]


Publish = Callable[..., Built]


@pytest.fixture
def publish(site: Callable[..., Built], tmp_path: Path) -> Publish:
    """Build a site with one file that should be withheld among others that are published."""

    def make(content: str | bytes, place: str = "docs", *, strict: bool = False, **options: Any) -> Built:
        settings = options.pop("settings", {})
        path = tmp_path / place / WITHHELD
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        yml = config({**OPTIONS, **options}, ["search"], **{"site_url": "https://example.org/", **settings})
        return site({**OTHERS, "mkdocs.yml": yml}, strict=strict)

    return make


def others_are_there(built: Built) -> bool:
    html = built.html("strategies/index.html")
    shown = Html(html[html.index("<table") :])
    return shown.links["Open"] == "../open/devops/" and shown.links["Open too"] == "102-open-too/"


def secret(**document: str | None) -> str:
    """A valid strategy with the canary in whatever takes it."""
    more = f"""
tags: [{CANARY}]
summary: {CANARY}
ci:
  summary: "## {CANARY}"
  stages: [{{stage: {CANARY}, jobs: {CANARY}, x-{CANARY}: {CANARY}}}]
  x-{CANARY}: {CANARY}
containers: {{dockerfile: FROM {CANARY}}}
sections: [{{heading: {CANARY}, body: "{CANARY} [x]({CANARY}.md)"}}]
appendices: [{{heading: {CANARY}, body: {CANARY}}}]
closing: {CANARY}
generated: {{by: {CANARY}}}
"""
    fields: dict[str, str | None] = dict.fromkeys(("id", "title", "version", "owner", "approved_by"), CANARY)
    fields["supersedes"] = f"{CANARY}-0"
    return strategy(CANARY, f"{CANARY} name", more=more, **{**fields, "classification": "SECRET", **document})


def mutilated() -> str:
    """The example's complete strategy with the canary in every value, and a key of that name everywhere."""
    path = ROOT / "example-site/docs/projects/001-licence-payments/devops.yaml"

    def spoil(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: spoil(item) for key, item in value.items()} | {CANARY: CANARY}
        return [spoil(item) for item in value] if isinstance(value, list) else f"{CANARY} {value}"

    data = spoil(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
    data["document"]["classification"] = "SECRET"
    return str(yaml.safe_dump(data))


# Above the ceiling


@pytest.mark.parametrize("place", ["docs", "services"])
@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_no_byte_of_a_valid_strategy(theme: str, place: str, publish: Publish) -> None:
    built = publish(secret(), place, strict=True, settings={"theme": theme})
    assert built.exit_code == 0, built.log
    assert leaks(built) == []
    assert others_are_there(built)
    assert f"INFO - arckit: 1 strategy is above OFFICIAL and withheld: {place}/{WITHHELD}" in built.log


@pytest.mark.parametrize("place", ["docs", "services"])
def test_no_byte_of_a_strategy_full_of_errors(place: str, publish: Publish) -> None:
    built = publish(mutilated(), place)
    assert (built.exit_code, leaks(built)) == (0, []), built.log


def test_the_canary_would_be_seen(publish: Publish) -> None:
    """The same strategy within the ceiling is everywhere, so that the tests above can fail."""
    built = publish(secret(classification="OFFICIAL"))
    found = "\n".join(leaks(built))
    for file in (f"{FOLDER}/devops/index.html", f"{FOLDER}/devops.yaml", "search/search_index.json", "index.html"):
        assert f"{CANARY} in {file}" in found
    assert f"{FOLDER} in sitemap.xml.gz" in found
    assert f"{CANARY} in the log" in found
    assert f"{CANARY} in the log" in "\n".join(leaks(publish(mutilated().replace(": SECRET", ": OFFICIAL"))))


def test_what_stands_beside_it_is_the_site_s(site: Callable[..., Built]) -> None:
    """Only strategy files are judged: a page in the same folder is published as it always was."""
    built = site({f"docs/{FOLDER}/page.md": "# Page", f"docs/{WITHHELD}": secret()})
    assert "Page" in built.html(f"{FOLDER}/page/index.html")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "devops.yml",
            "Devops.yaml",
            "DEVOPS.YML",
            "devops.yaml.bak",
            "devops.yaml~",
            "devops.yml.orig",
            "a.devops.yml",
        ),
        *("devops - Copy.yaml", "devops (1).yaml", "Copy of devops.yaml", "devops.yaml.1", "devops.yaml.backup"),
        *("devops_old.yaml", "devops2.yaml", "#devops.yaml#", "devops.yaml-20260301.gz", "my-devops-example.yaml"),
        *("a.devops - Kopie.yaml", "a.b.devops.yaml.1"),
    ],
)
def test_no_byte_of_a_file_that_is_nearly_named_so(name: str, site: Callable[..., Built]) -> None:
    options = {"file_names": ["*.devops.yaml"] if name.startswith("a.") else ["devops.yaml"]}
    files = {f"docs/{FOLDER}/{name}": secret(), f"docs/{FOLDER}/ci.yml": "a: b", "docs/index.md": "# Home"}
    built = site({**files, "mkdocs.yml": config(options)})
    assert [path.name for path in (built.site_dir / FOLDER).iterdir()] == ["ci.yml"]
    assert built.found == [f"docs/{FOLDER}/{name}: warning [raw-file]"]
    assert CANARY not in built.log


@pytest.mark.parametrize(
    "name",
    ["devops.yaml.md", "devops-notes.md", "devops.svg", "devopsing.yaml", "mkdevops.yaml", "ci.yaml", "ci.yaml.bak"],
)
def test_other_names_and_pages_are_the_site_s(name: str, site: Callable[..., Built]) -> None:
    built = site({f"docs/a/{name}": "# Text", "docs/index.md": "# Home"}, strict=True)
    assert built.exit_code == 0, built.log
    assert (built.site_dir / "a" / name.removesuffix(".md")).exists()


@pytest.mark.parametrize(
    ("exclude", "told"),
    [
        ([], ["archive", "archive/old", "now"]),
        (["archive/"], ["now"]),
        (["archive/**"], ["now"]),
        (["old"], ["archive", "now"]),
        (["*.yml", "!now/*.yml"], ["now"]),
    ],
)
def test_no_word_about_what_the_site_leaves_out(
    exclude: list[str], told: list[str], site: Callable[..., Built]
) -> None:
    files = {f"docs/{folder}/devops.yml": secret() for folder in ("archive", "archive/old", "now")}
    built = site({**files, "mkdocs.yml": config({"exclude": exclude}), "docs/index.md": "# Home"})
    assert built.found == [f"docs/{folder}/devops.yml: warning [raw-file]" for folder in told]
    assert [*built.site_dir.rglob("devops.yml")] == []


def test_other_names_than_the_usual_one_leave_none_of_those(site: Callable[..., Built]) -> None:
    built = site({f"docs/{FOLDER}/devops.yaml": secret(), "mkdocs.yml": config({"file_names": ["*.strategy.yaml"]})})
    assert not (built.site_dir / FOLDER).exists()
    assert built.found == [f"docs/{WITHHELD}: warning [raw-file]"]
    assert "rename it to *.strategy.yaml" in built.log


@pytest.mark.parametrize("how", ["exclude", "second name", "second folder", "node_modules"])
def test_no_byte_of_a_file_that_is_not_even_looked_at(how: str, site: Callable[..., Built], tmp_path: Path) -> None:
    folder = tmp_path / "docs" / FOLDER
    folder.mkdir(parents=True)
    (folder / "devops.yaml").write_text(secret(), encoding="utf-8")
    if how == "second name":
        (tmp_path / "docs/b").mkdir()
        (tmp_path / "docs/b/devops.yaml").symlink_to(folder / "devops.yaml")
    elif how == "second folder":
        (tmp_path / "docs/b").symlink_to(folder, target_is_directory=True)
    elif how == "node_modules":
        folder.rename(tmp_path / "docs/node_modules")
    options = {**OPTIONS, "exclude": [FOLDER] if how == "exclude" else []}
    built = site({**OTHERS, "mkdocs.yml": config(options)})
    assert (built.exit_code, leaks(built)) == (0, []), built.log


def test_the_command_s_log_in_full(publish: Publish) -> None:
    built = publish(secret())
    command = [sys.executable, "-m", "mkdocs", "build", "--verbose", "-f", str(built.site_dir.parent / "mkdocs.yml")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert CANARY not in run.stderr + run.stdout
    assert WITHHELD in run.stderr


# Not known


UNKNOWN = {
    "missing": None,
    "empty": "",
    "null": "null",
    "blank": "' '",
    "unknown": f"TOP {CANARY}",
    "misspelt": "OFICIAL",
    "lower case": "official",
    "title case": "Official",
    "with more": f"OFFICIAL {CANARY}",
    "two": "OFFICIAL, SECRET",
    "a list of one": "['OFFICIAL']",
    "a list": "[OFFICIAL, SECRET]",
    "a mapping": f"{{OFFICIAL: {CANARY}}}",
    "a placeholder": "[CLASSIFICATION]",
    "the template's placeholder": "[PUBLIC / OFFICIAL / OFFICIAL-SENSITIVE / SECRET]",
    "TBC": "TBC",
    "looks alike": "\u041eFFICIAL",
    "an underscore": "OFFICIAL_SENSITIVE",
    "twice": f"OFFICIAL\n  owner2: {CANARY}\n  classification: SECRET",
    "twice, the other way": f"SECRET\n  owner2: {CANARY}\n  classification: OFFICIAL",
    "a tag": "!secret OFFICIAL",
}


@pytest.mark.parametrize(
    ("what", "place"), [*((what, "docs") for what in UNKNOWN), ("missing", "services"), ("twice", "services")]
)
def test_a_classification_that_is_not_known_counts_as_the_highest(what: str, place: str, publish: Publish) -> None:
    content = secret(classification=UNKNOWN[what])
    built = publish(content, place)
    assert (built.exit_code, leaks(built)) == (0, []), built.log
    assert others_are_there(built)
    (line,) = [line for line in built.log.splitlines() if WITHHELD in line]
    (found,) = briefs_in(line, "WARNING")
    assert (found.startswith(f"{place}/{WITHHELD}:"), found.endswith(": error [classification]")) == (True, True)
    built = publish(content, place, on_error="fail")
    assert (built.exit_code, leaks(built)) == (1, []), built.log


@pytest.mark.parametrize(
    "content",
    [
        f"project: {{id: '001', name: {CANARY}}}\n",
        f"document: {CANARY}\n",
        f"document: [{{classification: OFFICIAL}}, {CANARY}]\n",
        f"Document: {{classification: OFFICIAL, owner: {CANARY}}}\n",
        f"document: {{Classification: OFFICIAL, owner: {CANARY}}}\n",
        f"document: {{x-classification: OFFICIAL, owner: {CANARY}}}\n",
        f"classification: OFFICIAL\nsummary: {CANARY}\n",
        f"document: {{document: {{classification: OFFICIAL}}, owner: {CANARY}}}\n",
    ],
)
def test_a_classification_in_another_place_is_none(content: str, publish: Publish) -> None:
    built = publish(content)
    assert (built.exit_code, leaks(built)) == (0, []), built.log
    assert f"docs/{WITHHELD}:" in built.log


def test_a_known_classification_may_be_written_in_any_way(publish: Publish) -> None:
    for value in (
        "OFFICIAL # checked",
        "'OFFICIAL'",
        '"OFFICIAL"',
        ">-\n    OFFICIAL",
        "&c OFFICIAL",
        "!!str OFFICIAL",
    ):
        built = publish(strategy("777", "Published", classification=value), strict=True)
        assert built.exit_code == 0, built.log
        assert "Published" in Html(built.html("strategies/index.html")).links


# What a site says of it


def test_show_withheld_says_how_many_and_nothing_else(publish: Publish) -> None:
    built = publish(secret(), show_withheld=True)
    assert leaks(built) == []
    assert "1 strategy is withheld because of its classification." in Html(built.html("strategies/index.html")).text


@pytest.mark.parametrize("on_page", ["docs", "services"])
def test_a_link_from_a_strategy_to_a_withheld_one(on_page: str, site: Callable[..., Built]) -> None:
    href = f"../{WITHHELD}" if on_page == "docs" else f"../../docs/{WITHHELD}"
    files = {
        **OTHERS,
        "mkdocs.yml": config({"roots": ["services"]}),
        f"docs/{WITHHELD}": secret(),
        f"{on_page}/linking/devops.yaml": strategy("555", "Linking", owner=f"'[the text]({href})'"),
    }
    built = site(files)
    assert leaks(built) == []
    page = "linking/devops" if on_page == "docs" else "strategies/555-linking"
    shown = Html(built.html(f"{page}/index.html"))
    assert "the text" in shown.text
    assert "the text" not in shown.links
    assert named_in(built.log) == [(f"{on_page}/linking/devops.yaml:6:10: warning [link]", [href])]
    assert '"rule":"link"' in built.html("strategies/strategies.jsonl")


def test_a_link_from_a_file_with_errors_to_a_withheld_one(site: Callable[..., Built]) -> None:
    linking = strategy("555", "Linking", owner=f"'[the text](../{WITHHELD})'", next_review="soon")
    built = site(
        {
            **OTHERS,
            "mkdocs.yml": config({"on_error": "warn"}),
            f"docs/{WITHHELD}": secret(),
            "docs/linking/devops.yaml": linking,
        }
    )
    assert "date" in Html(built.html("linking/devops/index.html")).text
    assert leaks(built) == []


@pytest.mark.parametrize("suffix", ["yaml", "md"])
def test_a_nav_that_lists_a_withheld_strategy(suffix: str, publish: Publish) -> None:
    """One `nav` serves two sites, an open one and one for those who may see it."""
    nav = ["index.md", {"More": [{"Listed": f"{FOLDER}/devops.{suffix}"}, {"Open": "open/devops.yaml"}]}]
    built = publish(secret(), strict=True, settings={"nav": nav})
    assert (built.exit_code, leaks(built)) == (0, []), built.log
    links = Html(built.html("index.html")).links
    assert "Listed" not in links
    assert "Open" in links


def test_a_nav_that_lists_a_strategy_of_unknown_classification(publish: Publish) -> None:
    nav = ["index.md", {"Listed": f"{FOLDER}/devops.yaml"}]
    built = publish(secret(classification="SEKRET"), settings={"nav": nav})
    assert (built.exit_code, leaks(built)) == (0, []), built.log
    assert "Listed" not in Html(built.html("index.html")).links


def test_index_json_of_the_search_is_whole(publish: Publish) -> None:
    """What is withheld leaves no empty entry behind."""
    docs = json.loads(publish(secret()).html("search/search_index.json"))["docs"]
    pages = {doc["location"].split("#")[0] for doc in docs}
    views = {"strategies/portfolio/completeness/"}
    assert pages == {"", "open/devops/", "strategies/", "strategies/102-open-too/"} | views


# Other ceilings


@pytest.mark.parametrize(
    ("ceiling", "published"),
    [
        ("PUBLIC", {"PUBLIC"}),
        ("OFFICIAL", {"PUBLIC", "OFFICIAL"}),
        ("OFFICIAL-SENSITIVE", {"PUBLIC", "OFFICIAL", "OFFICIAL-SENSITIVE"}),
        ("SECRET", {"PUBLIC", "OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET"}),
    ],
)
def test_publish_up_to(ceiling: str, published: set[str], site: Callable[..., Built]) -> None:
    levels = ["PUBLIC", "OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET"]
    files = {f"docs/p{n}/devops.yaml": strategy(f"00{n}", classification=level) for n, level in enumerate(levels)}
    built = site({"mkdocs.yml": config({"publish_up_to": ceiling}), **files}, strict=True)
    assert built.exit_code == 0, built.log
    rows = Html(built.html("strategies/index.html")).rows
    assert {cell for row in rows for cell in row if cell in levels} == published
    pages = {path.parts[-3] for path in built.site_dir.glob("p*/devops/index.html")}
    assert pages == {f"p{n}" for n, level in enumerate(levels) if level in published}


def test_a_scheme_of_the_site_s_own(site: Callable[..., Built]) -> None:
    options = {"classifications": ["Offen", "Intern", "Geheim"], "publish_up_to": "Intern", "on_error": "warn"}
    files = {
        f"docs/{level}/devops.yaml": strategy(f"00{n}", level, classification=level)
        for n, level in enumerate(["Offen", "Intern", "Geheim", "OFFICIAL"])
    }
    built = site({"mkdocs.yml": config(options), **files})
    links = Html(built.html("strategies/index.html")).links
    assert ["Offen" in links, "Intern" in links, "Geheim" in links, "OFFICIAL" in links] == [True, True, False, False]
    assert built.found == ["docs/OFFICIAL/devops.yaml:5:19: error [classification]"]


def test_a_ceiling_that_is_lowered_leaves_nothing_of_the_last_build(publish: Publish) -> None:
    assert leaks(publish(secret(), publish_up_to="SECRET"))
    assert leaks(publish(secret())) == []
