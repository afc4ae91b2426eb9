"""What changed, as text, Markdown, HTML and data: whatever an author typed stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import cmarkgfm
import html5lib
import jsonschema
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_arckit.changes.change import Change, ChangeKind, FileChanges, Name, Typed
from mkdocs_arckit.changes.compare import compare
from mkdocs_arckit.changes.record import changes_schema, record
from mkdocs_arckit.changes.writers import NOTHING, as_html, as_markdown, as_text, changes_html
from mkdocs_arckit.checks.validate import validate
from tests.helpers.hostile import TEXTS
from tests.helpers.properties import examples
from tests.helpers.sites import ROOT

SECTION = ("3. CI Pipeline Design",)


def changed(*sentence: str, lines: tuple[tuple[str, str], ...] = ()) -> FileChanges:
    """A file in which one thing changed."""
    change = Change(ChangeKind.CHANGED, SECTION, "ci.stages", "", sentence, "old", "new", lines)
    return FileChanges("Pay", "devops.yaml", "devops.yaml", (change,))


COVERAGE = changed("Quality gate ", Name("Coverage"), ": threshold ", Typed("80 %"), " → ", Typed("85 %"))
ROLLBACK = changed("Rollback Procedure changed", lines=(("-", "a"), ("+", "```"), (" ", "c")))


def test_text() -> None:
    assert as_text([COVERAGE, ROLLBACK]) == (
        "Pay (devops.yaml)\n\n  3. CI Pipeline Design\n"
        '  - Quality gate "Coverage": threshold 80 % → 85 %\n\n'
        "Pay (devops.yaml)\n\n  3. CI Pipeline Design\n"
        "  - Rollback Procedure changed\n      - a\n      + ```\n        c"
    )


def test_markdown() -> None:
    assert as_markdown([COVERAGE, ROLLBACK]) == (
        "### Pay (devops.yaml)\n\n**3. CI Pipeline Design**\n\n"
        "- Quality gate *Coverage*: threshold 80 % → 85 %\n\n"
        "### Pay (devops.yaml)\n\n**3. CI Pipeline Design**\n\n"
        "- Rollback Procedure changed\n\n  ````diff\n  - a\n  + ```\n    c\n  ````"
    )


def test_html() -> None:
    html = as_html([COVERAGE, ROLLBACK])
    assert "<li>Quality gate <em><bdi>Coverage</bdi></em>: threshold <bdi>80 %</bdi> → <bdi>85 %</bdi></li>" in html
    assert "<pre><del>- a</del>&#10;<ins>+ ```</ins>&#10;  c</pre>" in html


@pytest.mark.parametrize(
    ("file", "title"),
    [
        (FileChanges("Pay", None, "a.yaml"), "Pay (a.yaml): added"),
        (FileChanges("Pay", "a.yaml", None), "Pay (a.yaml): removed"),
        (FileChanges("Pay", "a.yaml", "b.yaml", COVERAGE.changes), "Pay (b.yaml, before a.yaml)"),
        (FileChanges("Pay", "a.yaml", "b.yaml"), "Pay (b.yaml, before a.yaml)"),
        (FileChanges("Pay", "a.yaml", "a.yaml"), "Pay (a.yaml): nothing that a reader would notice"),
    ],
)
def test_a_title_says_what_became_of_the_file(file: FileChanges, title: str) -> None:
    assert as_text([file]).splitlines()[0] == title
    assert as_markdown([file]).splitlines()[0] == f"### {title}"


def test_no_file_is_no_change() -> None:
    assert as_text([]) == as_markdown([]) == NOTHING
    assert NOTHING in as_html([])


def test_the_data_fits_its_schema() -> None:
    data = json.loads(json.dumps(record([COVERAGE, ROLLBACK, FileChanges("Pay", None, "a")]).model_dump(mode="json")))
    jsonschema.Draft202012Validator(changes_schema()).validate(data)
    assert [file["kind"] for file in data["files"]] == ["changed", "changed", "added"]
    assert data["files"][0]["changes"][0]["sentence"] == 'Quality gate "Coverage": threshold 80 % → 85 %'


def test_many_lines_of_a_text_are_counted() -> None:
    text = as_text([changed("A", lines=tuple(("+", str(n)) for n in range(30)))])
    assert text.endswith("+ 23\n      … 6 more lines")


def test_what_is_too_long_for_a_comment_is_counted() -> None:
    file = changed("A changed", lines=(("+", "x" * 300),) * 24)
    markdown = as_markdown([file] * 20)
    assert len(markdown) < 65_536
    left = 20 - markdown.count("- A changed")
    assert left > 0
    assert markdown.endswith(f"*{left} more changes: too long for a comment.*")
    assert markdown.count("```") % 2 == 0


def test_a_page_can_show_the_first_changes_only() -> None:
    changes = tuple(Change(ChangeKind.ADDED, (section,), "k", "", ("Said",)) for section in ("A", "A", "B", "C"))
    html = changes_html(FileChanges("Pay", "a", "a", changes), most=3)
    assert html.count("<li>") == 3
    assert html.endswith("<p>And 1 more change.</p>")


ALLOWED = {"h3", "p", "strong", "em", "ul", "li", "code", "pre"}
ALIVE = re.compile(r"@\w|#\d|://|www\.|\bGH-\d|[!%]\w|:\w+:")
"""What GitHub or GitLab make something of in a text that is no code."""


def as_github_shows(markdown: str) -> Any:
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    return html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)


def texts(element: Any, *, in_code: bool = False) -> Iterator[tuple[str, bool]]:
    """Each text of a page, and whether it is code."""
    inside = in_code or element.tag == "code"
    if element.text:
        yield element.text, inside
    for child in element:
        yield from texts(child, in_code=inside)
        if child.tail:
            yield child.tail, inside


def stays_text(typed: str) -> None:
    file = changed(Typed(typed), " ", Name(typed), ": is ", Typed(typed), lines=(("+", typed),))
    page = as_github_shows(as_markdown([file]))
    assert {element.tag for element in page.iter()} - {"DOCUMENT_FRAGMENT"} <= ALLOWED
    assert not [said for said, is_code in texts(page) if not is_code and ALIVE.search(said)]
    assert len(page.findall(".//li")) == 1
    assert len(page.findall(".//pre")) == 1


@examples(100)
@given(st.one_of(st.text(max_size=40), st.text("`@*_<>#|[]!\\&:~$1a \n", max_size=20)))
@example("@team")
@example("`@team`")
@example("fixes #12")
@example("1. a")
@example("<5 min")
@example("> a")
@example("\u202eevil")
def test_whatever_is_typed_stays_text_on_github(typed: str) -> None:
    stays_text(typed)


def test_what_is_hostile_stays_text_on_github() -> None:
    for typed in TEXTS:
        stays_text(typed)


def test_whole_strategies_stay_text_on_github() -> None:
    found = [
        validate(path.read_bytes(), path.name).strategy for path in sorted((ROOT / "tests" / "golden").glob("*.yaml"))
    ]
    strategies = [strategy for strategy in found if strategy]
    assert len(strategies) >= 6
    for before, after in zip(strategies, strategies[1:] + strategies[:1], strict=True):
        files = [FileChanges("Pay", "a", "b", compare(before, after))]
        page = as_github_shows(as_markdown(files))
        assert {element.tag for element in page.iter()} - {"DOCUMENT_FRAGMENT"} <= ALLOWED
        assert not [said for said, is_code in texts(page) if not is_code and ALIVE.search(said)]
        assert as_text(files).count("\n  - ") == as_html(files).count("<li>") == len(page.findall(".//li"))
