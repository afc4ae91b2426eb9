"""Users read everyday English: words that learners of English don't know, or know with another meaning, stay out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.sites import ROOT

OLD_FASHIONED = {
    r"mend(s|ed|ing)?": "fix",
    r"blanks": "spaces",
    r"anew": "again, rebuild, reload",
    r"aimed at": "target",
    r"call(ed)? (it )?otherwise": "use another name",
    r"worth a word": "reported",
    r"reckon(s|ed|ing)?": "count, calculate",
    r"nobody claims": "unclaimed",
    r"in a circle": "in a cycle",
    r"(findings|errors|warnings) more": "more findings",
}
"""What no text of ours has, docstrings included, and what to write instead."""

CLUMSY = {
    r"places? stands?": "superseded by, instead",
    r"(would|may|might|could|can|should) stand(?! for)": "be",
    r"stands? (in|at|above|behind|below|beside|between|before|directly|here|there|where)": "is, are",
    r"(is|are|was) none of": "is not one of",
    r"(?<!there )(is|are) no(?= (?!longer|more))": "is not a",
    r"in no (list|table|file)": "not in any list",
    r"(in|of) such(?! an? )": "of these",
    r"goes on": "continues",
}
"""What else no text that users read has."""

NO_VERBS = set(
    "A About All An Another Any Anything As At Both Code Each Every Everything For From How HTML If In Is It Its Key Like"
    " Many Markdown No None Nothing On One Others Our Own People Plain Several Some Something That The Their These This"
    " Text Title Two What When Where Whether Which Who Whoever Whose Why Words".split()
)
"""What a docstring that names a thing begins with, instead of saying what the function does."""
FORM = re.compile(r"[A-Z][a-z]*(?:(?<!s)s|ed(?<!eed)|(?<!Br)ing)|[^A-Z].*|[A-Z].*[^a-z]")
"""Words that are not an imperative: `Returns`, `Pieces`, `Named`, `Finding`, code, what has a comma or a colon after it."""


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        yield f"{path.relative_to(ROOT)}:{number}", line


def strings() -> Iterator[tuple[str, str, bool]]:
    """Each line of a string in the package, its place, and whether it is a string of its own: a docstring."""
    for path in (ROOT / "mkdocs_arckit").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for number, line in enumerate(node.value.splitlines()):
                    yield f"{path.relative_to(ROOT)}:{node.lineno + number}", line, id(node) in alone


def pages() -> Iterator[tuple[str, str]]:
    """Each line of the documentation and of the templates, with its place."""
    written = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    templates = [path for path in (ROOT / "mkdocs_arckit" / "templates").rglob("*.*") if path.is_file()]
    for path in [*written, *templates, ROOT / "scripts" / "rule_examples.yaml", ROOT / "Makefile"]:
        yield from lines_of(path)


def docstrings() -> Iterator[tuple[str, str]]:
    """Each docstring of a function or a method, with its place. A property is a thing, and a command's is its help."""
    for path in (ROOT / "mkdocs_arckit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            marks = "\n".join(map(ast.unparse, node.decorator_list))
            if (text := ast.get_docstring(node)) and not re.search(r"property|\.group\(", marks):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}", text


def is_imperative(text: str) -> bool:
    first = text.split()[0]
    return first not in NO_VERBS and not FORM.fullmatch(first)


def findings(lines: Iterator[tuple[str, str]], words: dict[str, str]) -> list[str]:
    patterns = [(re.compile(rf"\b(?:{word})(?!\w)", re.IGNORECASE), plain) for word, plain in words.items()]
    any_of_them = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in patterns), re.IGNORECASE)
    return [
        f"{place}: `{match[0]}`: write {plain}"
        for place, line in lines
        if any_of_them.search(line)
        for pattern, plain in patterns
        if (match := pattern.search(line))
    ]


def test_strings_and_docstrings_of_the_package() -> None:
    assert findings(((place, line) for place, line, _ in strings()), OLD_FASHIONED) == []


def test_docstrings_of_functions_say_what_they_do() -> None:
    found = list(docstrings())
    assert len(found) > 500
    assert [f"{place}: {text.splitlines()[0]}" for place, text in found if not is_imperative(text)] == []


@pytest.mark.parametrize(
    ("text", "imperative"),
    [
        ("Say whether a line is a rule.", True),
        ("Bring two amounts to one scale.", True),
        ("Pass a text on.", True),
        ("Need nothing.", True),
        ("The parts of a block.", False),
        ("Whether a line is a rule.", False),
        ("Pieces as Markdown.", False),
        ("Returns the parts.", False),
        ("Finding the parts.", False),
        ("`text` on one line.", False),
        ("Nothing: its fence says it.", False),
        ("Title, description and tags.", False),
        ("HTML in which nothing is wrong.", False),
    ],
)
def test_an_imperative_is_told_from_a_name(text: str, imperative: bool) -> None:
    assert is_imperative(text) == imperative


def test_messages_and_options() -> None:
    assert findings(((place, line) for place, line, alone in strings() if not alone), CLUMSY) == []


def test_documentation_and_templates() -> None:
    assert findings(pages(), OLD_FASHIONED | CLUMSY) == []


@pytest.mark.parametrize(
    "line",
    [
        "nothing to mend",
        "`a` differs only in blanks",
        "Level 4 aimed at",
        "or call it otherwise",
        "`Draft` is none of DRAFT, IN_REVIEW",
        "`x` is no step of the pipeline",
        "would stand where docs/a.md stands",
        "In its place stands ARC-1",
        "and 300 findings more",
        "supersede one another in a circle",
        "requirement `A` is in no list of requirements",
    ],
)
def test_they_are_noticed(line: str) -> None:
    assert findings(iter([("here", line)]), OLD_FASHIONED | CLUMSY)


@pytest.mark.parametrize(
    "line", ["there is no page", "it is no longer there", "recommended", "a blank line", "amend it"]
)
def test_others_are_not(line: str) -> None:
    assert findings(iter([("here", line)]), OLD_FASHIONED | CLUMSY) == []
