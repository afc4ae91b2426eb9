"""What a file may hold, and where everything else is found; what is said of it is in `tests/golden/mistakes`."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from mkdocs_arckit.source import reader
from mkdocs_arckit.source.nodes import Mark
from mkdocs_arckit.source.reader import DEFAULT_LIMITS, Limits, Tree, YamlProblem, read
from tests.conftest import lack
from tests.helpers.documents import PLACE
from tests.helpers.findings import names, suggested


@pytest.fixture(autouse=True, params=["libyaml", "python"])
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Everything holds with libyaml's scanner and without it."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        lack("ARCKIT_REQUIRE_LIBYAML", "PyYAML has no libyaml here")
    monkeypatch.setattr(reader, "_LOADER", yaml.CLoader if request.param == "libyaml" else yaml.Loader)
    return str(request.param)


def data(text: str) -> Any:
    """What a file says in which there is nothing to fix."""
    tree = read(text.encode("utf-8"))
    assert tree.root is not None
    assert not tree.problems, tree.problems
    return tree.root


def look(text: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Tree, YamlProblem]:
    """A file and its only problem, which has to stand where `▸` does."""
    before, marked, after = text.partition(PLACE)
    tree = read((before + after).encode("utf-8"), limits)
    assert len(tree.problems) == 1, tree.problems
    found = tree.problems[0]
    assert found.mark == (Mark(before.count("\n") + 1, len(before) - before.rfind("\n")) if marked else None), found
    return tree, found


def problem(text: str, limits: Limits = DEFAULT_LIMITS, rule: str = "yaml") -> YamlProblem:
    """The only problem, which is one of YAML, or of another rule."""
    found = look(text, limits)[1]
    assert found.rule == rule
    return found


# --- keys -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: 2\n▸a: 3\n",
        "a: 1\nb: 2\n▸a:\n",
        "a:\nb: 2\n▸a: 3\n",
        "a: []\nb: 2\n▸a: {}\n",
        "a: 1\n▸'a': 1\n",
        "a: {b: c}\n▸a: {d: e}\n",
    ],
)
def test_a_key_that_is_there_twice(text: str) -> None:
    found = problem(text)
    assert (names(found), "1" in found.message) == (["a"], True), "and the line of the first"


def test_a_key_that_is_there_twice_in_one_line() -> None:
    tree, found = look("x:\n  y: {b: 1, ▸b: 2}\n")
    assert (names(found), "2" in found.message) == (["b"], True)
    assert tree.root is not None
    assert tree.root == {"x": {"y": {"b": "1"}}}


def test_one_key_in_two_mappings_is_no_duplicate() -> None:
    assert data("a: {k: 1}\nb: {k: 2}\nc: [{k: 3}, {k: 4}]") == {
        "a": {"k": "1"},
        "b": {"k": "2"},
        "c": [{"k": "3"}, {"k": "4"}],
    }


def test_keys_are_text() -> None:
    keys = ["1", "on", "2026-01-01", "true", "0x1F", "1.10"]
    assert data("".join(f"{key}: a\n" for key in keys)) == dict.fromkeys(keys, "a")


@pytest.mark.parametrize("text", ["? ▸{a: b}\n: c\n", "▸[a, b]: c\n", "▸~: a\n", "a:\n  ▸[x, y]: c\n"])
def test_a_key_that_is_no_text(text: str) -> None:
    assert suggested(problem(text)) == ["?"]


def test_values_are_text() -> None:
    texts = ["1.10", "001", "no", "2e3", "1:30", "0x1F", "True", "2026-01-01", "1_000", ".inf", "Null", "="]
    assert data("a:\n" + "".join(f"  - {text}\n" for text in texts)) == {"a": texts}


def test_unquoted_nothing_is_missing_and_quoted_nothing_is_text() -> None:
    assert data("a: null\nb: ~\nc:\nd: {}\ne: []\nf: ''\ng: ' '\nh: 'null'\ni: '~'\nj: [null, '', x]") == {
        "h": "null",
        "i": "~",
        "j": ["x"],
    }


# --- documents, tags, aliases, limits -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a: 1\n▸---\nb: 2\n", "---\na: 1\n...\n▸---\nb: 2\n", "a: 1\n▸---\n"])
def test_a_second_document(text: str) -> None:
    assert names(problem(text)) == []


def test_one_document_with_its_marks() -> None:
    assert data("%YAML 1.1\n---\na: 1\n...\n") == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a: ▸!!python/object/apply:os.system ['touch /tmp/arckit-was-here']\n", "python/object/apply:os.system"),
        ("a: ▸!!python/name:os.system\n", "python/name:os.system"),
        ("a: ▸!own b\n", "!own"),
        ("a: ▸!!int 5\n", "int"),
        ("a: [x, ▸!!binary aGk=]\n", "binary"),
        ("a:\n  - ▸!env {b: c}\n", "!env"),
        ("▸!root\na: b\n", "!root"),
    ],
)
def test_a_tag_is_refused_and_nothing_is_made_of_it(text: str, tag: str) -> None:
    (named,) = names(problem(text))
    assert named.removeprefix("tag:yaml.org,2002:") == tag


def test_a_tag_that_says_what_is_so_anyway() -> None:
    assert data("a: !!str 5\nb: !!seq [x]\nc: !!map {d: e}") == {"a": "5", "b": ["x"], "c": {"d": "e"}}


@pytest.mark.parametrize(
    "text", ["a: &x [1, ▸*x]", "a: &x\n  b: ▸*x\n", "a: &x\n  b:\n    - c: {d: ▸*x}\n", "a: &x\n  <<: ▸*x\n"]
)
def test_an_alias_that_contains_itself(text: str) -> None:
    assert names(problem(text)) == ["*x"]


def test_an_alias_of_nothing() -> None:
    assert names(problem("a: 1\nb: [c, ▸*d]\n")) == ["*d", "&d"]


def test_aliases_are_followed() -> None:
    twelve = {"k": ["1", "2"]}
    found = data("a: &x {k: [1, 2]}\nb: *x\nc: [*x, &y z, *y]\n*y : v")
    assert found == {"a": twelve, "b": twelve, "c": [twelve, "z", "z"], "z": "v"}


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    lines = ["x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"x-{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    tree = read("\n".join(lines).encode())
    assert tree.root is None
    (found,) = tree.problems
    assert (suggested(found), "30,000" in found.message) == (["nodes"], True)
    assert found.mark is not None
    assert found.mark.line == 5


def test_limit_of_values() -> None:
    limits = Limits(nodes=10)
    assert read(b"a: [1, 2, 3, 4, 5, 6, 7]", limits).problems == []  # the mapping, a key, a list, seven texts
    found = problem("a: [1, 2, 3, 4, 5, 6, 7, ▸8, 9, 10]", limits, "limit")
    assert (suggested(found), "10" in found.message) == (["nodes"], True)


def test_a_long_text_counts_for_many() -> None:
    limits = Limits(nodes=50)
    text = "x" * 2000  # counts as 21
    assert read(f"a: &t {text}\nb: *t\n".encode(), limits).problems == []
    found = problem(f"a: &t {text}\nb: *t\nc: ▸*t\n", limits, "limit")
    assert (suggested(found), "50" in found.message) == (["nodes"], True)


def test_limit_of_depth() -> None:
    assert read(f"a: {'[' * 39}x{']' * 39}".encode()).problems == []
    found = problem(f"a: {'[' * 39}▸[x]{']' * 39}", rule="limit")
    assert (suggested(found), "40" in found.message) == (["depth"], True)
    found = problem("a: {b: ▸[]}", Limits(depth=2), "limit")
    assert (suggested(found), "2" in found.message) == (["depth"], True)


def test_no_limit_of_depth_exhausts_the_stack() -> None:
    limits = Limits(depth=10_000)
    assert read(f"a: {'[' * 199}x{']' * 199}".encode(), limits).problems == []
    (found,) = read(f"a: {'[' * 900}x{']' * 900}".encode(), limits).problems
    assert (suggested(found), "200" in found.message) == (["depth"], True)


def test_extreme_depth_exhausts_nothing() -> None:
    # Some versions of libyaml look further ahead than the limit, and stop at their own: then that is the place.
    (found,) = read(("a: " + "[" * 5_000).encode()).problems
    assert (suggested(found), "40" in found.message) == (["depth"], True)
    assert found.mark in {Mark(1, 43), Mark(1, 1003)}


def test_limit_of_size() -> None:
    assert read(b"a: 12345\n", Limits(file_size=9)).problems == []
    (found,) = read(b"a: 123456\n", Limits(file_size=9)).problems
    assert (found.rule, found.mark, suggested(found), "9" in found.message) == ("file", None, ["file_size"], True)


# --- encodings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_wide_encodings(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    (found,) = read(mark + "a: b".encode(encoding)).problems
    assert (found.rule, found.mark, "UTF-16" in found.message) == ("yaml", Mark(1, 1), True)


@pytest.mark.parametrize(
    ("source", "byte", "mark"),
    [
        ("a: b\nc: café".encode("latin-1"), "0xe9", Mark(2, 7)),
        ("ä: “x”\nc: d".encode() + b"\x80", "0x80", Mark(2, 5)),
        (b"a: \xc3", "0xc3", Mark(1, 4)),
        ("a: 🚀🚀".encode() + b"\xff", "0xff", Mark(1, 6)),
    ],
)
def test_a_byte_that_is_not_utf_8(source: bytes, byte: str, mark: Mark) -> None:
    (found,) = read(source).problems
    assert (found.rule, found.mark, byte in found.message) == ("yaml", mark, True)


def test_a_byte_order_mark_is_fine_and_moves_nothing() -> None:
    assert data("\ufeffa: b\nc: d") == {"a": "b", "c": "d"}
    assert read("\ufeffa: `b`".encode()).problems[0].mark == Mark(1, 4)


def test_line_ends_are_fine_and_move_nothing() -> None:
    assert data("a: b\r\nc: |\r\n  d\r\n  e\r\n") == {"a": "b", "c": "d\ne\n"}
    assert read(b"a: b\r\nc:\r\n  d: `e`\r\n").problems[0] == read(b"a: b\nc:\n  d: `e`\n").problems[0]
    assert read(b"a: b\r\na: c\r\n").problems[0].mark == Mark(2, 1)


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\ufffe", "\uffff"])
def test_a_control_character(char: str) -> None:
    assert f"U+{ord(char):04X}" in problem(f"a: b\nc: d▸{char}e\n").message


@pytest.mark.parametrize(
    ("escape", "name"), [(r"\x07", "U+0007"), (r"\0", "U+0000"), (r"\e", "U+001B"), (r"\uFFFE", "U+FFFE")]
)
def test_a_control_character_written_as_an_escape(escape: str, name: str) -> None:
    tree, found = look(f'a: b\nc: ▸"d{escape}e"\n')
    assert (found.rule, name in found.message) == ("yaml", True)
    assert tree.root is not None
    assert tree.root == {"a": "b", "c": "d\ufffde"}


def test_escapes_that_are_fine() -> None:
    assert data(r'a: "\t\n\"\\\u00e9\U0001f680\x41"') == {"a": '\t\n"\\é🚀A'}


@pytest.mark.parametrize("text", [r'a: "C:\qux"', r'a: "\ud83d\ude80"', r'a: "100\%"'])
def test_an_escape_that_yaml_does_not_know(text: str, scanner: str) -> None:
    tree = read(text.encode())
    (found,) = tree.problems
    assert found.mark is not None
    assert (found.rule, found.mark.line) == ("yaml", 1)
    # PyYAML's own scanner takes halves of characters one by one.
    halves = scanner == "python" and "ud83d" in text
    assert ("U+D83D" in found.message, tree.root is not None) == (halves, halves)


# --- merge keys -----------------------------------------------------------------------------------------------------

BASE = "x-a: &a {k: 1, l: 2}\nx-b: &b {l: 3, m: 4}\ny:\n"


@pytest.mark.parametrize(
    ("merged", "wanted"),
    [
        ("  <<: *a\n", {"k": "1", "l": "2"}),
        ("  <<: [*a, *b]\n", {"k": "1", "l": "2", "m": "4"}),
        ("  <<: [*b, *a]\n", {"k": "1", "l": "3", "m": "4"}),
        ("  <<:\n    - *b\n    - {k: 9}\n", {"k": "9", "l": "3", "m": "4"}),
        ("  <<: *a\n  k: 5\n", {"k": "5", "l": "2"}),
        ("  k: 5\n  <<: *a\n", {"k": "5", "l": "2"}),
        ("  <<: *a\n  k:\n", {"l": "2"}),
        ("  k: null\n  <<: *a\n", {"l": "2"}),
        ("  <<: {n: 7}\n", {"n": "7"}),
        ("  <<: {<<: *a, l: 8}\n", {"k": "1", "l": "8"}),
        ("  '<<': *a\n", {"<<": {"k": "1", "l": "2"}}),
        ('  "<<": text\n', {"<<": "text"}),
        ("  z: <<\n", {"z": "<<"}),
    ],
)
def test_merge_keys(merged: str, wanted: Any) -> None:
    assert data(BASE + merged)["y"] == wanted


@pytest.mark.parametrize("merged", ["  <<: ▸text\n", "  <<: [*a, ▸text]\n", "  <<:\n    - ▸[x, y]\n"])
def test_a_merge_of_what_is_no_mapping(merged: str) -> None:
    assert names(problem(BASE + merged)) == ["<<", "<<: *name", "&name"]


def test_a_merged_key_given_twice_is_a_duplicate_all_the_same() -> None:
    found = problem(f"{BASE}  <<: *a\n  k: 5\n  ▸k: 6\n")
    assert (names(found), "5" in found.message) == (["k"], True)


# What another reader refuses


@pytest.mark.parametrize(
    "text",
    [
        "a: [▸Regression?, Submit]",
        "a: {b: ▸Really?, c: d}",
        "a: {▸b?: c}",
        "a: [b, [▸is it? yes]]",
        "a:\n  - [▸http://x.org/?q=1]",
        "a:▸\tb",
        "a: b▸\t",
        "a: 'b'▸\t# c",
        "a: [b,▸\tc]",
        "a: '#\t' ▸\t",
        "a▸\t: b",
        "a: |\n  b\tc\nd:▸\te",
    ],
)
def test_what_pyyaml_refuses_without_libyaml_is_a_warning(text: str, scanner: str) -> None:
    before, _, after = text.partition(PLACE)
    tree = read((before + after).encode())
    if scanner == "python":
        assert tree.root is None
        return
    assert tree.root is not None
    assert [warning.mark for warning in tree.warnings] == [
        Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: ['Regression?', \"Submit?\"]",
        "a: Regression?",
        "a:\n  - Regression?\n  - b: c?",
        "a: |\n  x\ty\n",
        "a: 'b\tc'",
        'a: "b\tc"',
        "a: b # c\td",
        "# a\tb\na: 'x' #\t",
        "a: >\n  x\ty\n\nb: c",
    ],
)
def test_what_both_read_is_no_warning(text: str) -> None:
    tree = read(text.encode())
    assert tree.root is not None
    assert list(tree.warnings) == []


def test_without_libyaml_the_error_says_to_quote(scanner: str) -> None:
    if scanner == "python":
        assert "quote" in problem("a: [Regression▸?, Submit]").hint
