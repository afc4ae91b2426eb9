"""An item is added to somebody's YAML file, and every other byte stays as it is."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_arckit.authoring.insert import Item, NoPlaceError, add_item
from tests.helpers.properties import examples

ITEM = Item("arckit", ["arckit"])


def add(text: str) -> str:
    return add_item(text, "plugins", ITEM, before=["search"], last=["print-site"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "plugins:\n  - search\n  - arckit\n"),
        ("# mine", "# mine\n\nplugins:\n  - search\n  - arckit\n"),
        ("a: 1\n", "a: 1\n\nplugins:\n  - search\n  - arckit\n"),
        ("plugins:\nnav: [x]\n", "plugins:\n  - search\n  - arckit\nnav: [x]\n"),
        ("plugins: ~ # none\n", "plugins:  # none\n  - search\n  - arckit\n"),
        ("plugins: []\n", "plugins: [arckit]\n"),
        ("plugins: {}\n", "plugins: {arckit: {}}\n"),
        ("plugins: [search, tags] # two\n", "plugins: [search, tags, arckit] # two\n"),
        ("plugins: [\n  search, # a\n]\n", "plugins: [\n  search, arckit, # a\n]\n"),
        ("plugins: {search: {}}\n", "plugins: {search: {}, arckit: {}}\n"),
        ("{plugins: [search]}", "{plugins: [search, arckit]}"),
        ("plugins:\n- search # s\n# end\nb: ~\n", "plugins:\n- search # s\n- arckit\n# end\nb: ~\n"),
        ("plugins:\n  search:\n  tags: {}", "plugins:\n  search:\n  tags: {}\n  arckit: {}\n"),
        ("plugins:\r\n  - search\r\nb: no\r\n", "plugins:\r\n  - search\r\n  - arckit\r\nb: no\r\n"),
        (
            "plugins:\n  - search:\n      lang: 'en'\n      # sep: x\n  # - tags\n\n# nav\nnav: [a]\n",
            "plugins:\n  - search:\n      lang: 'en'\n      # sep: x\n  # - tags\n  - arckit\n\n# nav\nnav: [a]\n",
        ),
        (
            "plugins:\n  - macros:\n      text: |\n        abc\n\n\nb: 1\n",
            "plugins:\n  - macros:\n      text: |\n        abc\n  - arckit\n\n\nb: 1\n",
        ),
        ("plugins:\n  - search\n  - print-site:\n", "plugins:\n  - search\n  - arckit\n  - print-site:\n"),
        ("plugins:\n  - print-site\n", "plugins:\n  - print-site\n  - arckit\n"),
        (
            "\ufeffx: !ENV [A, b]\nplugins: &p\n  - !!python/name:a.b\n  -\n    tags\n",
            "\ufeffx: !ENV [A, b]\nplugins: &p\n  - !!python/name:a.b\n  -\n    tags\n  - arckit\n",
        ),
    ],
)
def test_an_item_is_added_and_the_rest_stays(before: str, after: str) -> None:
    assert add(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "- a\n",
        "a: [\n",
        "{a: b}\n",
        "a: 1\n...\n",
        "plugins: text\n",
        "plugins: !ENV [A, b]\n",
        "a: &a [search]\nplugins: *a\n",
        "plugins: &p\n  - search\nother: *p\n",
        "plugins: [a]\nplugins: [b]\n",
        "a: &a [*a]\nplugins: [b]\n",
    ],
)
def test_what_would_change_something_else_is_refused(text: str) -> None:
    with pytest.raises(NoPlaceError):
        add(text)


def test_several_lines_need_a_list_of_lines() -> None:
    item = Item("arckit", ["repo: local", "hooks: []"])
    assert add_item("repos:\n- repo: a\n", "repos", item) == "repos:\n- repo: a\n- repo: local\n  hooks: []\n"
    with pytest.raises(NoPlaceError):
        add_item("repos: [{repo: a}]\n", "repos", item)


_TEXT = st.text("ab:#-'\"\n ~[]{}&*é", max_size=4)
_VALUES = st.recursive(
    st.none() | _TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXT, inner, max_size=2),
    max_leaves=3,
)


@examples(40)
@given(
    plugins=st.lists(_TEXT | st.dictionaries(_TEXT, _VALUES, min_size=1, max_size=1), max_size=3),
    last=_VALUES,
    flow=st.sampled_from([None, False, True]),
)
def test_whatever_a_file_says_it_says_afterwards(plugins: list[object], last: object, flow: bool | None) -> None:
    data = {"plugins": plugins, "last": last}
    after = yaml.safe_load(add(yaml.safe_dump(data, default_flow_style=flow, sort_keys=False)))
    after["plugins"].remove("arckit")
    assert after == data
