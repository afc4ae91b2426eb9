"""Rule 9 further: lists in lists are lists in lists however their author indents them, and what stands in them stays in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_arckit.text import blocks
from tests.helpers.properties import examples
from tests.helpers.rendered import Element, shown


def block(text: str) -> str:
    return blocks.block(text, 3, lambda url: url)


def outline(element: Element) -> list[Any]:
    """What a reader sees of a page: its texts, its lists as lists of items, all else as its tag and what is in it."""
    found: list[Any] = []
    for child in element.children:
        if isinstance(child, str):
            found += [" ".join(child.split())] if child.strip() else []
        elif child.tag in {"ul", "ol"}:
            found.append([outline(item) for item in child.children if isinstance(item, Element)])
        elif child.tag == "p":
            found += outline(child)
        elif child.tag == "pre" or "highlight" in (child.attributes.get("class") or ""):
            found.append({"pre": child.text.strip()})
        else:
            found.append({child.tag: " ".join(child.text.split())})
    return found


def seen(text: str) -> list[Any]:
    return outline(shown(block(text), ["tables", "pymdownx.superfences"]))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("- a\n  - b\n    - c\n  - d\n- e", [[["a", [["b", [["c"]]], ["d"]]], ["e"]]]),
        ("- a\n    - b\n        - c\n    - d\n- e", [[["a", [["b", [["c"]]], ["d"]]], ["e"]]]),
        ("- a\n\t- b\n\t\t- c", [[["a", [["b", [["c"]]]]]]]),
        ("1. a\n   - b\n     - c\n2. d", [[["a", [["b", [["c"]]]]], ["d"]]]),
        ("10. a\n    - b\n11. c", [[["a", [["b"]]], ["c"]]]),
        ("-   a\n    - b\n-   c", [[["a", [["b"]]], ["c"]]]),
        ("- a\n   - b\n  - c", [[["a", [["b"], ["c"]]]]]),
        ("   - a\n     - b", [[["a", [["b"]]]]]),
        ("- a\n  * b\n    + c\n      - d\n        - e", [[["a", [["b", [["c", [["d", [["e"]]]]]]]]]]]),
        ("Text:\n- a\n  - b", ["Text:", [["a", [["b"]]]]]),
        ("- a\n  text\n  - b\n    more\n- c", [[["a text", [["b more"]]], ["c"]]]),
        ("- a\nlazy\n  - b", [[["a lazy", [["b"]]]]]),
        ("- a\n\n  - b\n- c", [[["a", [["b"]]], ["c"]]]),
        ("- a\n - b", [[["a"], ["b"]]]),
        ("1. a\n\n   para\n\n   - b\n\n2. c", [[["a", "para", [["b"]]], ["c"]]]),
        ("1. a\n\n   Do:\n   - x\n   - y\n2. c", [[["a", "Do:", [["x"], ["y"]]], ["c"]]]),
        ("- a\n  - b\n\n    para\n\n  para2\n- c", [[["a", [["b", "para"]], "para2"], ["c"]]]),
        ("- a\n\n  para\n  goes on\n- b", [[["a", "para goes on"], ["b"]]]),
        ("- a\n\n  ```\n  x\n  ```\n- b", [[["a", {"pre": "x"}], ["b"]]]),
        ("- a\n  - b\n\n    ~~~\n    x\n    ~~~\n\n  - c", [[["a", [["b", {"pre": "x"}], ["c"]]]]]),
        ("- a\n\n  > q\n  > r\n- b", [[["a", {"blockquote": "q r"}], ["b"]]]),
        ("- a\n\n  | t | u |\n  |---|---|\n  | 1 | 2 |\n- b", [[["a", {"table": "t u 1 2"}], ["b"]]]),
        ("- a\n\n  text:\n  | t | u |\n  |---|---|\n  | 1 | 2 |", [[["a", "text:", {"table": "t u 1 2"}]]]),
        ("- a\n\n  # H\n\n  x\n- b", [[["a", {"h3": "H"}, "x"], ["b"]]]),
        ("- a\n\n  H\n  ---\n\n  x", [[["a", {"h3": "H"}, "x"]]]),
        ("- a\n  - b\n\npara\n\n- c\n  - d", [[["a", [["b"]]]], "para", [["c", [["d"]]]]]),
        ("- a\n  - b\n\n# H\n\n    code", [[["a", [["b"]]]], {"h3": "H"}, {"pre": "code"}]),
        ("- a\n```\nx\n```\n  - b", [[["a"]], {"pre": "x"}, [["b"]]]),
        ("> q\n- a", [{"blockquote": "q"}, [["a"]]]),
    ],
)
def test_what_stands_in_a_list_stays_in_it(text: str, result: list[Any]) -> None:
    assert seen(text) == result


@pytest.mark.parametrize("text", ["    - a\n      - b", "Text\n\n    - a\n      - b", "```\n- a\n  - b\n```"])
def test_code_that_looks_like_a_list_is_code(text: str) -> None:
    assert seen(text)[-1] == {"pre": "- a\n  - b"}


@pytest.mark.parametrize(
    "text",
    [
        "- a\n    - b\n\n        para\n\n    - c\n\n- d",
        "1. a\n\n    para\n\n    ```\n    x\n    ```\n\n2. b",
        "!!! note\n    - a\n        - b",
        "[^1]: text\n\n    - a\n        - b",
    ],
)
def test_what_is_indented_by_four_is_left_alone(text: str) -> None:
    assert block(text) == text


def test_code_by_indentation_in_an_item_gets_a_fence_so_that_nothing_in_it_is_read() -> None:
    text = "- a\n    - b\n\n        para\n\n            code\n\n    - c\n\n- d"
    fence = "        ```\n        code\n        ```"
    assert block(text) == text.replace("            code", fence)


@pytest.mark.parametrize(
    "text", ["!!! note\n\n    - a\n      - b\n\n    - c", '=== "T"\n\n    - a\n      - b\n\n    - c']
)
def test_lists_in_other_containers_nest_too(text: str) -> None:
    (inner,) = [e for e in shown(block(text), ["admonition", "pymdownx.tabbed"]).all("ul") if e.text.strip() == "b"]
    assert inner.tags == ["li"]
    assert "    - a\n        - b\n\n    - c" in block(text)


# Any list of lists


@dataclass
class Item:
    words: list[str]
    lists: list[tuple[str, list[Item]]] = field(default_factory=list)


WORDS = st.lists(st.sampled_from(["Lorem", "ipsum", "*dolor*", "`sit`"]), min_size=1, max_size=3)


def lists(depth: int) -> st.SearchStrategy[tuple[str, list[Item]]]:
    inner = st.lists(lists(depth - 1), max_size=1) if depth else st.just([])
    return st.tuples(st.sampled_from(["-", "*", "1."]), st.lists(st.builds(Item, WORDS, inner), min_size=1, max_size=3))


def written(marker: str, items: list[Item], width: int, *, loose: bool) -> list[str]:
    lines = []
    for item in items:
        lines += [f"{marker} {item.words[0]}", *([""] if loose else [])]
        inner = [line for each in item.lists for line in written(*each, width, loose=loose)]
        blanks = " " * max(width, len(marker) + 1)
        lines += [blanks + line if line else "" for line in inner]
    return lines


def expected(items: list[Item]) -> list[Any]:
    return [[item.words[0].strip("*`"), *(expected(inner) for _, inner in item.lists)] for item in items]


@examples(150)
@given(lists(3), st.integers(2, 4), st.booleans())
def test_any_list_of_lists_is_one(top: tuple[str, list[Item]], width: int, loose: bool) -> None:
    marker, items = top
    plain = shown(block("\n".join(written(marker, items, width, loose=loose))), ["tables"])

    def words(found: list[Any]) -> list[Any]:
        return [
            words(each) if isinstance(each, list) else next(iter(each.values()), "") if isinstance(each, dict) else each
            for each in found
        ]

    assert words(outline(plain)) == [expected(items)]
