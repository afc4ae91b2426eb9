"""What holds for any file at all: reading and validating it never raises, and says of each finding where it stands."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.findings import RULES
from mkdocs_arckit.model.schema import json_schema
from mkdocs_arckit.source.reader import read
from tests.helpers.portfolios import errors_of
from tests.helpers.properties import examples
from tests.helpers.sites import ROOT
from tests.text.test_properties import CHARACTERS, PLAIN

COMPLETE = ROOT / "example-site/docs/projects/001-licence-payments/devops.yaml"

YAMLISH = st.lists(
    st.one_of(
        st.sampled_from(
            r"""a: b: - [ ] { } , & * &a *a ! !! !!python/object:x | > |2 >- ' " # % @ ` ? --- ... << <<: null ~ "" '' \x \u
            "\u "\ud83d" %YAML %TAG : [X] [A, *b]""".split()
        ),
        st.sampled_from([" ", "\n", "\n  ", "\n    ", "\n- ", ": ", "\t", "\r\n", "\ufeff", "\x85"]),
        PLAIN,
    ),
    max_size=25,
).map("".join)


def _within(line: int, column: int, text: str) -> bool:
    lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text.removeprefix("\ufeff"))
    return (line, column) == (0, 0) or (1 <= line <= len(lines) + 1 and column >= 1)


@examples(500)
@given(st.one_of(st.binary(max_size=60), YAMLISH.map(lambda text: text.encode("utf-8"))))
@example(b"a: &x [*x]")
@example(b"? {a: b}\n: c")
@example(b"\xff\xfea")
@example(b'a: "\\ud83d"')
@example(b"%YAML 3.0\n---\na: b")
def test_no_file_makes_the_reader_raise(data: bytes) -> None:
    tree = read(data)
    assert tree.root is not None or tree.problems
    for problem in tree.problems:
        assert problem.rule in RULES
        assert problem.message
        assert "\n" not in problem.message + problem.hint
        if problem.mark:
            assert _within(*problem.mark, data.decode("utf-8", errors="replace")), problem


@examples(300)
@given(st.dictionaries(st.text(CHARACTERS, min_size=1, max_size=8).filter(str.strip), st.text(CHARACTERS), min_size=1))
@example({"a": "<<"})
@example({"<<": "a"})
@example({"a": "null"})
@example({"a": "[PLACEHOLDER]"})
@example({"a": "\ufeff\U0010ffff\x85\u2028"})
@example({"a": "x" * 400 + " y" * 200})
def test_any_text_comes_back_as_it_was(texts: dict[str, str]) -> None:
    tree = read(yaml.safe_dump(texts, default_style='"', allow_unicode=True).encode("utf-8"))
    wanted = {key: text for key, text in texts.items() if text.strip()}
    if wanted or tree.root:
        assert tree.root is not None
        assert not tree.problems
        assert tree.root == wanted


def _names(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(_names, schema))
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    return set(own if isinstance(own, dict) else ()).union(*map(_names, schema.values()))


KEYS = st.sampled_from([*sorted(_names(json_schema())), "x-A", "x-", "nope", "langauges", "1", "", "on", "<<"])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 7),
    st.floats(allow_nan=True),
    st.dates(),
    st.sampled_from(
        [
            "",
            " ",
            "PENDING",
            "TBC",
            "[OWNER]",
            "2026-01-01",
            "yes",
            "DRAFT",
            "OFFICIAL",
            "blue",
            "A --> B/C",
            "start",
            "a?",
            *"ci overview objectives".split(),
            "J (2026-13-01)",
            "FR-001 to FR-009",
            "[a](b)",
            "`x`, `y`",
            "x" * 300,
        ]
    ),
    st.text(CHARACTERS, max_size=6),
)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)


def assert_findings_have_a_place(data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    found = validate(text.encode("utf-8"), "devops.yaml")
    assert found.strategy is not None or errors_of(found)
    for finding in found.findings:
        assert finding.rule in RULES
        assert finding.path == "devops.yaml"
        assert finding.message
        assert "\n" not in str(finding)
        assert _within(finding.line, finding.column, text), finding


@examples(300)
@given(st.dictionaries(KEYS, DATA, max_size=8))
def test_no_data_makes_validation_raise(data: dict[str, Any]) -> None:
    assert_findings_have_a_place(data)


def _paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(p for key, value in steps for p in _paths(value, (*path, key)))]


@cache
def _complete() -> dict[str, Any]:
    complete: dict[str, Any] = yaml.load(COMPLETE.read_text(encoding="utf-8"), yaml.BaseLoader)
    return complete


@examples(150)
@given(st.data())
def test_no_change_of_a_complete_strategy_makes_validation_raise(data: st.DataObject) -> None:
    strategy = _complete()
    section = data.draw(st.sampled_from(sorted(strategy)))
    few: Any = deepcopy({key: strategy[key] for key in ("project", "document", section)})
    for _ in range(data.draw(st.integers(1, 3))):
        *around, last = data.draw(st.sampled_from(_paths(few)[1:]))
        place = few
        for step in around:
            place = place[step]
        if isinstance(place, dict) and data.draw(st.booleans()):
            place[data.draw(KEYS)] = data.draw(DATA)
        else:
            place[last] = data.draw(DATA)
    assert_findings_have_a_place(few)
