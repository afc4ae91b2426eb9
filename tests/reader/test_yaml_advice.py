"""What YAML cannot take as its author typed it: the error says to quote it, and how; its words are in `tests/golden`."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_arckit.source.nodes import Mark, Sequence, find
from mkdocs_arckit.source.reader import read
from tests.helpers.findings import names, suggested
from tests.reader.test_yaml_reader import data, look, problem, scanner

__all__ = ["scanner"]  # its fixture runs every test here twice, too


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("`main`", ["`main`"]),
        ("`main`, `dev`", ["`main`, `dev`"]),
        (">80%", [">80%", ">"]),
        ("> 80 %", ["> 80 %", ">"]),
        ("*.gov.uk", ["*.gov.uk", "*"]),
        ("**bold**", ["**bold**", "*"]),
        ("* any", ["* any", "*"]),
        ("%d of all", ["%d of all", "%"]),
        ("@team", ["@team", "@"]),
        ("& more", ["& more", "&"]),
        ("| pipe", ["| pipe", "|"]),
        ("[x] done", ["[x]"]),
        ("[text](http://e.org)", ["[text]"]),
        ("{region}-prod", ["{region}"]),
        ("[TEAM] lead", ["[TEAM]"]),
        ('"x" and y', ['"x"']),
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        "k: ▸{}",
        "k:\n  a: b\n  c: ▸{}\n  d: e\n",
        "k:\n  - ▸{}\n  - b\n",
        "k:\n  - a: ▸{}\n    b: c\n",
        "k: ▸{}  # why\n",
    ],
)
def test_a_value_that_has_to_be_quoted(value: str, named: list[str], around: str) -> None:
    found = problem(around.replace("{}", value))
    assert [name for name in named if f"`{name}`" not in found.message] == []
    assert found.hint.endswith(f" '{value}'")
    assert data(around.replace("▸{}", f"'{value}'"))


@pytest.mark.parametrize("value", [">3", "|5", ">99%", "&fast"])
@pytest.mark.parametrize("around", ["k: ▸{}", "k:\n  a: b\n  c: ▸{}\n  d: e\n", "k:\n  - a: ▸{}\n    b: c\n"])
def test_a_value_that_would_be_lost(value: str, around: str) -> None:
    found = problem(around.replace("{}", value))
    assert found.hint.endswith(f" '{value}'")
    assert value in str(data(around.replace("▸{}", f"'{value}'")))


def test_marks_of_yaml_that_lose_nothing() -> None:
    assert data("a: |2\n    x\nb: >\nc: &n y\nd: *n\ne: ''\n") == {"a": "  x\n", "c": "y", "d": "y"}


@pytest.mark.parametrize("around", ["k: ▸{}", "k:\n  a: b\n  c: ▸{}\n  d: e\n", "k:\n  - a: ▸{}\n    b: c\n"])
def test_a_colon_inside(around: str) -> None:
    found = problem(around.replace("{}", "one: two"))
    assert (names(found), found.hint.endswith(" 'one: two'")) == (["one: two"], True)


def test_a_value_with_an_apostrophe_is_quoted_with_the_other_marks() -> None:
    for value, quoted in [("`it's`", '"`it\'s`"'), ("@o'neil", '"@o\'neil"'), ("'x' y", "\"'x' y\"")]:
        assert problem(f"k: ▸{value}\n").hint.endswith(f" {quoted}")
        assert data(f"k: {quoted}\n") == {"k": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("k: {a: ▸`x`, b: y}", "`x`"),
        ("k: [a, ▸`x`]", "`x`"),
        ("k: [▸>80%, x]", ">80%"),
        ("k:\n  - {a: b, c: ▸@x}\n", "@x"),
        ("k: {a: ▸%x}", "%x"),
    ],
)
def test_a_value_in_brackets_that_has_to_be_quoted(text: str, value: str) -> None:
    assert problem(text).hint.endswith(f" '{value}'")


def test_a_long_value_is_shortened_in_its_hint() -> None:
    found = problem(f"k: ▸`{'x' * 300}`\n")
    assert len(found.hint) < 100
    assert found.hint.endswith("…'")


@pytest.mark.parametrize("text", ["a:\n▸\tb: c\n", "a:\n  b: c\n▸\td: e\n", "a:\n  - b\n▸\t- c\n"])
def test_a_tab_as_indentation(text: str) -> None:
    assert names(problem(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        'a: ▸"b\nc: d\n',
        "a: ▸'b\nc: d\n",
        "a: ▸[b\nc: d\n",
        "a: ▸{b: c\nd: e\n",
        "a: b\n▸c\nd: e\n",
        "a: b\n  c▸: d\n",
        "a:\n  - b\n ▸c: d\n",
    ],
)
def test_other_slips(text: str) -> None:
    assert problem(text).hint


PLACEHOLDERS = [
    "[OWNER_NAME]",
    "[TEAM]",
    "[YYYY-MM-DD]",
    "[1.XX]",
    "[<1 hour]",
    "[AWS / Azure / GCP]",
    "[99.9% availability]",
]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_in_brackets_is_text(text: str) -> None:
    tree = read(f"a: {text}\nb:\n  - {text}\nc: {{d: {text}}}\n".encode())
    assert not tree.problems
    assert tree.root is not None
    assert data(f"a: {text}\nb:\n  - {text}\nc: {{d: {text}}}\n") == {"a": text, "b": [text], "c": {"d": text}}
    assert tree.bracketed == {Mark(1, 4), Mark(3, 5), Mark(4, 8)}
    assert find(tree.root, ("a",))[0] == Mark(1, 4)


def test_a_placeholder_as_key_is_text() -> None:
    assert data("[TEAM]: a\nb: {[OWNER_NAME]: c}\n") == {"[TEAM]": "a", "b": {"[OWNER_NAME]": "c"}}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[SAST, DAST]", ["SAST", "DAST"]),
        ("[sast]", ["sast"]),
        ("['TEAM']", ["TEAM"]),
        ("[x]", ["x"]),
        ("[[TEAM], [OWNER_NAME]]", ["[TEAM]", "[OWNER_NAME]"]),
        ("[TEAM, b]", ["TEAM", "b"]),
    ],
)
def test_other_brackets_stay_a_list(text: str, wanted: Any) -> None:
    tree = read(f"a: {text}".encode())
    assert tree.root is not None
    assert isinstance(tree.root["a"], Sequence)
    assert data(f"a: {text}") == {"a": wanted}


def test_a_quoted_placeholder_is_plain_text() -> None:
    tree = read(b"a: '[TEAM]'")
    assert not tree.bracketed
    assert data("a: '[TEAM]'") == {"a": "[TEAM]"}


@pytest.mark.parametrize(
    "text",
    ["▸- a\n- b\n", "# x\n\n  ▸hello\n", "▸[TEAM]\n", "", "# only a comment\n", "---\n", "null\n", "\n  \n", "\ufeff"],
)
def test_a_root_that_is_no_mapping(text: str) -> None:
    tree, found = look(text)
    assert tree.root is None
    assert (found.rule, suggested(found)) == ("yaml", ["project:"])
