"""The ceiling holds for files that are not even YAML, which nobody could read the classification of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.findings import named_in
from tests.helpers.samples import Html, config, strategy
from tests.helpers.sites import Built
from tests.mkdocs.test_ceiling import CANARY, WITHHELD, Publish, leaks, others_are_there, publish

__all__ = ["publish"]  # a fixture

BREAK = f"summary: {CANARY}: {CANARY}\n"
"""A line with the canary that no YAML reader takes."""
PROJECT = f"project: {{id: {CANARY}, name: {CANARY}}}\n"
DOCUMENT = f"document:\n  version: '1'\n  status: DRAFT\n  owner: {CANARY}\n"


def document(classification: str) -> str:
    return f"{PROJECT}{DOCUMENT}  classification: {classification}\n"


UNREADABLE: dict[str, str | bytes] = {
    "an error after the classification": document("SECRET") + BREAK,
    "an error before the classification": BREAK + document("SECRET"),
    "an error on the line of the classification": document(f"SECRET {CANARY}: {CANARY}"),
    "an error directly after the value": document(f"SECRET, {CANARY}: x"),
    "a quote that is never closed": f'{PROJECT}summary: "{CANARY}\n{DOCUMENT}  classification: SECRET\n',
    "the classification never closed": document('"SECRET') + CANARY,
    "a tab": document("SECRET") + f"\t{CANARY}: {CANARY}\n",
    "a flow mapping": f"document: {{classification: SECRET, owner: {CANARY}\n{BREAK}",
    "a flow mapping, quoted": f'{{"document": {{"classification": "SECRET", "owner": "{CANARY}"\n',
    "without blanks": f'{{"document":{{"classification":"SECRET","owner":"{CANARY}"\n',
    "blanks before the colon": f"document:\n  classification   : SECRET\n{BREAK}",
    "single quotes": document("'SECRET'") + BREAK,
    "a comment behind": document(f"SECRET # {CANARY}") + BREAK,
    "on the next line": document("\n    SECRET") + BREAK,
    "folded": document(">-\n    SECRET") + BREAK,
    "an anchor": document("&c SECRET") + BREAK,
    "an alias": f"x-c: &c SECRET\n{document('*c')}{BREAK}",
    "a tag": document("!!str SECRET") + BREAK,
    "an explicit key": f"{PROJECT}{DOCUMENT}  ? classification\n  : SECRET\n{BREAK}",
    "an explicit key, and a comment that says otherwise": f"# classification: OFFICIAL\n{DOCUMENT}"
    f"  ? classification\n  : SECRET\n{BREAK}",
    "an escaped key, and a comment that says otherwise": f"# classification: OFFICIAL\n{DOCUMENT}"
    f'  "classific\\u0061tion": SECRET\n{BREAK}',
    "an alias for a key, and a comment that says otherwise": f"# classification: OFFICIAL\n"
    f"x-k: &k classification\n{DOCUMENT}  *k : SECRET\n{BREAK}",
    "a merge key, and a comment that says otherwise": f"# classification: OFFICIAL\n{DOCUMENT}  <<: *secret\n{BREAK}",
    "only a comment": f"# classification: OFFICIAL\n{PROJECT}{DOCUMENT}{BREAK}",
    "only another section": f"{PROJECT}{DOCUMENT}ci:\n  notes: {{stages: 'classification: OFFICIAL'}}\n{BREAK}",
    "only another key": f"{PROJECT}{DOCUMENT}x-classification: OFFICIAL\n{BREAK}",
    "a misspelt key, and another section": f"{PROJECT}{DOCUMENT}  clasification: SECRET\n"
    f"environments:\n  list:\n    - {{environment: Live, data: 'Data classification: OFFICIAL'}}\n{BREAK}",
    "two": document("OFFICIAL\n  classification: SECRET") + BREAK,
    "two, the other way round": document("SECRET\n  classification: OFFICIAL") + BREAK,
    "a second document": f"{document('OFFICIAL')}---\n{document('SECRET')}",
    "lower case": document("official") + BREAK,
    "unknown": document(f"TOP {CANARY}") + BREAK,
    "missing": f"{PROJECT}{DOCUMENT}{BREAK}",
    "no colon": f"{PROJECT}{DOCUMENT}  classification SECRET\n{BREAK}",
    "UTF-16": document("SECRET").encode("utf-16"),
    "UTF-16 that says OFFICIAL": document("OFFICIAL").encode("utf-16"),
    "UTF-16 without a mark": document("SECRET").encode("utf-16-le"),
    "UTF-32": document("SECRET").encode("utf-32"),
    "Latin-1": document("SECRET").encode() + f"summary: {CANARY} ".encode() + b"\xe4\n",
    "Latin-1 in the classification": document("\xa0SECRET").encode("latin-1"),
    "a NUL": document("SECRET") + f"summary: {CANARY}\0\n",
    "a NUL in the key": f"# classification: OFFICIAL\n{DOCUMENT}  classi\0fication: SECRET # {CANARY}\n",
    "carriage returns only": (document("SECRET") + BREAK).replace("\n", "\r"),
    "line separators": (document("SECRET") + BREAK).replace("\n", "\u2028"),
    "a duplicate key": f"{PROJECT}{document('SECRET')}{PROJECT}",
    "a duplicate document": f"{document('OFFICIAL')}{DOCUMENT}  classification: SECRET\n",
    "another document behind an error": f"{document('OFFICIAL')}{BREAK}{document('SECRET')}",
    "another classification behind an error": f"{document('OFFICIAL')}{BREAK}  classification: SECRET\n",
    "another document behind a second document": f"{document('OFFICIAL')}{BREAK}---\n{document('SECRET')}",
    "nothing else behind an error": document("OFFICIAL") + BREAK,
    "an explicit key behind an error": f"{document('OFFICIAL')}{BREAK}? classification\n: SECRET\n",
    "a merge behind an error": f"x-s: &s {{classification: SECRET}}\n{document('OFFICIAL')}  <<: *s\n{BREAK}",
    "a look-alike behind an error": f"{document('OFFICIAL')}{BREAK}  classificati\u043en: SECRET\n",
    "a look-alike": document(f"OFFICIAL\n  classificati\u043en: SECRET # {CANARY}"),
    "a quote behind it that is never closed": f"{document('OFFICIAL')}summary: '{CANARY}\n",
    "a tag that is not allowed": document("SECRET") + f"summary: !!python/object:{CANARY} {CANARY}\n",
    "an alias that contains itself": document("SECRET") + f"x-a: &{CANARY} [*{CANARY}]\n",
    "an alias to nothing": document("SECRET") + f"x-a: *{CANARY}\n",
    "an empty list": f"[{CANARY}, classification]",
    "only text": CANARY,
}


@pytest.mark.parametrize(
    ("what", "place"), [*((what, "docs") for what in UNREADABLE), ("UTF-16", "services"), ("two", "services")]
)
def test_nothing_of_an_unreadable_file_that_may_be_secret(what: str, place: str, publish: Publish) -> None:
    built = publish(UNREADABLE[what], place)
    assert (built.exit_code, leaks(built)) == (0, []), built.log
    assert others_are_there(built)
    assert f"{place}/{WITHHELD}" in built.log, "it is withheld with a word"


@pytest.mark.parametrize("what", ["missing", "lower case", "unknown", "only a comment", "UTF-16", "only text", "two"])
def test_an_unreadable_file_of_which_nobody_knows_is_an_error(what: str, publish: Publish) -> None:
    built = publish(UNREADABLE[what], on_error="fail")
    assert (built.exit_code, leaks(built)) == (1, []), built.log
    assert f"ERROR - arckit: docs/{WITHHELD}" in built.log


@pytest.mark.parametrize("limits", [{"file_size": 300}, {"depth": 2}, {"nodes": 20}])
def test_nothing_of_a_file_beyond_the_limits(limits: dict[str, int], publish: Publish) -> None:
    filler = "x-filler: {a: {b: {c: [" + f"{CANARY}, " * 50 + "]}}}\n"
    for content in (f"# classification: OFFICIAL\n{filler}{document('SECRET')}", document("SECRET") + filler):
        built = publish(content, limits=limits)
        assert (built.exit_code, leaks(built)) == (0, []), built.log


# What could be read to its end has a classification, whatever else is wrong with it


@pytest.mark.parametrize("place", ["docs/a", "services/a"])
@pytest.mark.parametrize(
    "text",
    [
        strategy(classification="OFFICIAL # checked") + "project: {id: '001', name: Twice}\n",
        strategy(classification="OFFICIAL") + "summary: !!python/name:os.system x\n",
    ],
)
def test_a_file_with_yaml_that_is_not_allowed_shows_its_errors(
    text: str, place: str, site: Callable[..., Built], tmp_path: Path
) -> None:
    (tmp_path / "services").mkdir()
    options = {"roots": ["services"], "on_error": "warn"}
    built = site({"mkdocs.yml": config(options), f"{place}/devops.yaml": text})
    assert built.exit_code == 0, built.log
    (found,) = built.found_as("WARNING")
    finding, _, rest = found.partition(": ")
    assert (finding.startswith(f"{place}/devops.yaml:"), rest) == (True, "error [yaml]")
    shown = Html(built.html("strategies/index.html"))
    assert finding in shown.text
    page = built.site_dir / "strategies" / shown.links[f"{place}/devops.yaml"] / "index.html"
    assert finding in Html(page.read_text(encoding="utf-8")).text


# Files of the machine that builds the site


def snippets(base: Path, name: str = "pymdownx.snippets") -> str:
    """A site whose pages may include files of the folder."""
    return config(markdown_extensions=[{name: {"base_path": [str(base)]}}, "pymdownx.superfences"])


@pytest.mark.parametrize(
    "body",
    [
        '--8<-- "docs/zqvault/devops.yaml"',
        "--8<--\ndocs/zqvault/devops.yaml\n--8<--",
        '  --8<-- "docs/zqvault/devops.yaml"',
        '- item\n\n    --8<-- "docs/zqvault/devops.yaml"',
        '```\n--8<-- "docs/zqvault/devops.yaml"\n```',
        '> --8<-- "docs/zqvault/devops.yaml"',
        '---8<--- "docs/zqvault/devops.yaml"',
        'a\r--8<-- "docs/zqvault/devops.yaml"',
        'a\x85--8<-- "docs/zqvault/devops.yaml"',
        'a\u2028--8<-- "docs/zqvault/devops.yaml"',
        ';--8<-- "docs/zqvault/devops.yaml"',
        '\u00a0--8<-- "docs/zqvault/devops.yaml"',
        '--8<-- "docs/zqvault/devops.yaml:1:99"',
    ],
)
def test_a_strategy_includes_no_other_file(body: str, site: Callable[..., Built], tmp_path: Path) -> None:
    quoted = body.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    quoted = quoted.replace("\x85", "\\N").replace("\u2028", "\\L").replace("\u00a0", "\\_")
    own = f'sections: [{{heading: "{quoted}", body: "{quoted}"}}]'
    more = f'summary: "{quoted}"\n{own}\ncontainers: {{dockerfile: "{quoted}"}}\n'
    files = {
        "mkdocs.yml": snippets(tmp_path),
        "docs/zqvault/devops.yaml": strategy(CANARY, CANARY, classification="SECRET"),
        "docs/a/devops.yaml": strategy("001", f"Tries {len(body)}", more=more, owner=f'"{quoted}"'),
    }
    built = site(files)
    assert built.exit_code == 0, built.log
    assert CANARY not in built.html("a/devops/index.html")
    assert CANARY not in built.html("strategies/index.html")


@pytest.mark.parametrize("name", ["pymdownx.snippets", "pymdownx.snippets:SnippetExtension"])
def test_only_a_hand_written_page_includes_files(name: str, site: Callable[..., Built], tmp_path: Path) -> None:
    """Otherwise the test above would prove nothing."""
    files = {
        "mkdocs.yml": snippets(tmp_path, name),
        "docs/a/devops.yaml": strategy(more="containers: {dockerfile: '--8<-- \"part.txt\"'}\n"),
        "part.txt": "An included part.",
        "docs/index.md": '--8<-- "part.txt"\n',
    }
    built = site(files)
    assert "An included part." in built.html("index.html")
    assert "part.txt" in Html(built.html("a/devops/index.html")).text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{strategy()}document: {{classification: OFFICIAL}}\n", "7:1"),
        (strategy(more="  classification: OFFICIAL"), "6:3"),
        (strategy(classification="!x OFFICIAL"), "5:19"),
        (
            "project: {id: '001', name: A, name: B}\n" + strategy(more="  classification: SECRET").split("\n", 1)[1],
            "6:3",
        ),
    ],
)
def test_a_classification_that_stands_twice_or_has_a_tag(text: str, place: str, site: Callable[..., Built]) -> None:
    built = site({"docs/a/devops.yaml": text})
    named = ["document", "classification", "mkdocs-arckit validate docs/a/devops.yaml"]
    assert named_in(built.log, "ERROR") == [(f"docs/a/devops.yaml:{place}: error [classification]", named)]
    assert "SECRET" not in built.log
