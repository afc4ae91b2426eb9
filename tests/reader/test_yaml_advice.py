"""What YAML cannot take as its author typed it: the error says to quote it, and how."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_arckit.source.nodes import Mark, Sequence, find
from mkdocs_arckit.source.reader import read
from tests.reader.test_yaml_reader import data, look, problem, scanner

__all__ = ["scanner"]  # its fixture runs every test here twice, too


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("`main`", "``main`` begins with a backtick"),
        ("`main`, `dev`", "``main`, `dev`` begins with a backtick"),
        (">80%", "`>80%` begins with `>`"),
        ("> 80 %", "`> 80 %` begins with `>`"),
        ("*.gov.uk", "`*.gov.uk` begins with `*`"),
        ("**bold**", "`**bold**` begins with `*`"),
        ("* any", "`* any` begins with `*`"),
        ("%d of all", "`%d of all` begins with `%`"),
        ("@team", "`@team` begins with `@`"),
        ("& more", "`& more` begins with `&`"),
        ("| pipe", "`| pipe` begins with `|`"),
        ("[x] done", "after `[x]` more text follows"),
        ("[text](http://e.org)", "after `[text]` more text follows"),
        ("{region}-prod", "after `{region}` more text follows"),
        ("[TEAM] lead", "after `[TEAM]` more text follows"),
        ('"x" and y', 'after `"x"` more text follows'),
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
def test_a_value_that_has_to_be_quoted(value: str, why: str, around: str) -> None:
    message, hint = problem(around.replace("{}", value))
    assert message == f"{why}, which YAML does not take as text"
    assert hint == f"quote it: '{value}'"
    assert data(around.replace("▸{}", hint.removeprefix("quote it: ")))


@pytest.mark.parametrize("value", [">3", "|5", ">99%", "&fast"])
@pytest.mark.parametrize("around", ["k: ▸{}", "k:\n  a: b\n  c: ▸{}\n  d: e\n", "k:\n  - a: ▸{}\n    b: c\n"])
def test_a_value_that_would_be_lost(value: str, around: str) -> None:
    _, hint = problem(around.replace("{}", value))
    assert hint.endswith(f"quote it: '{value}'")
    assert value in str(data(around.replace("▸{}", f"'{value}'")))


def test_marks_of_yaml_that_lose_nothing() -> None:
    assert data("a: |2\n    x\nb: >\nc: &n y\nd: *n\ne: ''\n") == {"a": "  x\n", "c": "y", "d": "y"}


@pytest.mark.parametrize("around", ["k: ▸{}", "k:\n  a: b\n  c: ▸{}\n  d: e\n", "k:\n  - a: ▸{}\n    b: c\n"])
def test_a_colon_inside(around: str) -> None:
    assert problem(around.replace("{}", "one: two")) == (
        "`one: two` has a colon inside, which YAML does not take as text",
        "quote it: 'one: two'",
    )


def test_a_value_with_an_apostrophe_is_quoted_with_the_other_marks() -> None:
    for value, quoted in [("`it's`", '"`it\'s`"'), ("@o'neil", '"@o\'neil"'), ("'x' y", "\"'x' y\"")]:
        assert problem(f"k: ▸{value}\n")[1] == f"quote it: {quoted}"
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
    message, hint = problem(text)
    assert message.endswith("which YAML does not take as text")
    assert hint == f"quote it: '{value}'"


def test_a_long_value_is_shortened_in_its_hint() -> None:
    _, hint = problem(f"k: ▸`{'x' * 300}`\n")
    assert len(hint) < 100
    assert hint.endswith("…'")


@pytest.mark.parametrize("text", ["a:\n▸\tb: c\n", "a:\n  b: c\n▸\td: e\n", "a:\n  - b\n▸\t- c\n"])
def test_a_tab_as_indentation(text: str) -> None:
    assert problem(text) == ("a tab indents this line", "indent YAML with spaces")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a: ▸"b\nc: d\n', "this quotation mark is never closed"),
        ("a: ▸'b\nc: d\n", "this quotation mark is never closed"),
        ("a: ▸[b\nc: d\n", "this bracket is never closed, or a comma is missing after it"),
        ("a: ▸{b: c\nd: e\n", "this bracket is never closed, or a comma is missing after it"),
        ("a: b\n▸c\nd: e\n", "this line is neither a key with a value nor a list item"),
        ("a: b\n  c▸: d\n", "a key cannot begin here"),
    ],
)
def test_other_slips(text: str, message: str) -> None:
    found, hint = problem(text)
    assert found == message
    assert hint


def test_a_wrong_indentation_is_found_where_it_is() -> None:
    message, hint = problem("a:\n  - b\n ▸c: d\n")
    assert message.startswith("not valid YAML")  # and PyYAML's words, which libyaml chooses differently
    assert hint == "check the indentation of this line and the one above"


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
    ("text", "what"),
    [
        ("▸- a\n- b\n", "a list"),
        ("# x\n\n  ▸hello\n", "a single text"),
        ("▸[TEAM]\n", "a single text"),
        ("", "empty"),
        ("# only a comment\n", "empty"),
        ("---\n", "empty"),
        ("null\n", "empty"),
        ("\n  \n", "empty"),
        ("\ufeff", "empty"),
    ],
)
def test_a_root_that_is_no_mapping(text: str, what: str) -> None:
    tree, found = look(text)
    assert tree.root is None
    assert (found.message, found.hint) == (
        f"the file is {what}, but a strategy is keys and values",
        "begin with `project:`",
    )
