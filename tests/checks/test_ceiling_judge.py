"""The decision itself: what `judge` says of a file, without a site around it."""

from __future__ import annotations

import pytest

from mkdocs_arckit.checks.ceiling import Verdict, judge
from mkdocs_arckit.source.reader import read
from tests.helpers.samples import strategy

SCHEME = ("PUBLIC", "OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET")
BREAK = "summary: one: two\n"


def verdict(text: str | bytes, ceiling: str = "OFFICIAL", scheme: tuple[str, ...] = SCHEME) -> Verdict:
    source = text if isinstance(text, bytes) else text.encode()
    return judge(read(source), ceiling, scheme)


@pytest.mark.parametrize("ceiling", SCHEME)
@pytest.mark.parametrize("level", SCHEME)
@pytest.mark.parametrize("more", ["", "sumary: x\n"])
def test_every_level_under_every_ceiling(level: str, ceiling: str, more: str) -> None:
    allowed = SCHEME.index(level) <= SCHEME.index(ceiling)
    expected = Verdict.PUBLISH if allowed else Verdict.ABOVE
    assert verdict(strategy(classification=level, more=more), ceiling) is expected


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", "null", "official", "Official", "OFICIAL", "TOP SECRET", "[OFFICIAL]", "{OFFICIAL: x}", "TBC"),
        *("'[CLASSIFICATION]'", "OFFICIAL SENSITIVE", "OFFICIAL\n  classification: SECRET"),
    ],
)
@pytest.mark.parametrize("ceiling", ["PUBLIC", "SECRET"])
def test_what_is_not_known_is_not_even_published_under_the_highest_ceiling(value: str | None, ceiling: str) -> None:
    assert verdict(strategy(classification=value), ceiling) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "document: x\n", "document: []\n", "classification: PUBLIC\n", b"\xff"]
)
def test_a_file_without_a_document(text: str | bytes) -> None:
    assert verdict(text, "SECRET") is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (strategy() + BREAK, Verdict.UNKNOWN),
        (strategy() + BREAK + "# classification: OFFICIAL\n", Verdict.UNKNOWN),
        (strategy() + BREAK + "# classification: PUBLIC\n", Verdict.UNKNOWN),
        (strategy() + BREAK + "# classification: SECRET\n", Verdict.UNKNOWN),
        (strategy(classification="SECRET") + BREAK, Verdict.UNKNOWN),
        (strategy(classification=None) + BREAK + "# classification: OFFICIAL\n", Verdict.UNKNOWN),
        (strategy(classification="OFFICIAL: x"), Verdict.UNKNOWN),
        (strategy().encode("utf-16"), Verdict.UNKNOWN),
    ],
)
def test_a_file_that_is_not_yaml_to_its_end(text: str | bytes, expected: Verdict) -> None:
    assert verdict(text) is expected


@pytest.mark.parametrize(
    "more",
    [
        *("  Classification: SECRET", "  clasification: SECRET", "  classificati\u043en: SECRET"),
        *("Document: {classification: SECRET}", "documents: [x]", "d\u043ecument: {classification: SECRET}"),
    ],
)
def test_a_key_that_could_be_meant_for_a_decisive_one(more: str) -> None:
    assert verdict(strategy(more=more)) is Verdict.UNKNOWN


@pytest.mark.parametrize("more", ["  x-classification: SECRET", "x-documents: []", "  distribution: SECRET"])
def test_a_key_that_is_not_meant_so(more: str) -> None:
    assert verdict(strategy(more=more)) is Verdict.PUBLISH


def test_a_scheme_of_one_s_own() -> None:
    scheme = ("Offen", "Geheim")
    said = [verdict(strategy(classification=level), "Offen", scheme) for level in (*scheme, "OFFICIAL")]
    assert said == [Verdict.PUBLISH, Verdict.ABOVE, Verdict.UNKNOWN]


@pytest.mark.parametrize("more", ["x-a: 1\nx-a: 2\n", "x-a: !own 1\n", 'x-a: "\\a"\n'])
def test_above_the_ceiling_only_a_file_without_problems_is_withheld_in_silence(more: str) -> None:
    assert read((strategy() + more).encode()).problems
    assert verdict(strategy(classification="SECRET", more="x-b: 1") + more) is Verdict.UNKNOWN
    assert verdict(strategy(classification="OFFICIAL", more="x-b: 1") + more) in {Verdict.PUBLISH, Verdict.UNKNOWN}
