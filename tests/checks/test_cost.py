"""What a file costs grows no faster than the file, whatever it says: the patterns of `benchmarks/attacks.py`."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from benchmarks.attacks import PUMPS, STRUCTURES, Attack, texts
from mkdocs_arckit.checks.links import check_links
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.hosts.disk import check_files
from mkdocs_arckit.options import Options
from mkdocs_arckit.text.blocks import block
from mkdocs_arckit.text.work import markdown_work, nesting_depth
from tests.helpers.hostile import SETS, published

SIZE = 10_000
A_MOMENT = 0.05
"""Seconds below which nothing can be told."""


def seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def grows_too_fast(work: Callable[[int], object]) -> bool:
    """Whether four times as much takes more than ten times as long: sixteen would be the square."""
    large = seconds(lambda: work(4 * SIZE))
    if large < A_MOMENT or large < 10 * seconds(lambda: work(SIZE)):
        return False
    small, large = (min(seconds(lambda n=n: work(n)) for _ in range(3)) for n in (SIZE, 4 * SIZE))  # type: ignore[misc]
    return large > 10 * small


@pytest.mark.parametrize("name", STRUCTURES)
def test_checking_a_file_grows_with_the_file(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "devops.yaml"

    def check(size: int) -> None:
        path.write_text(STRUCTURES[name](size), encoding="utf-8")
        check_files({path: "devops.yaml"}, Options(), "2026-11-30", None)

    assert not grows_too_fast(check)


def _looked_at(attack: Attack, size: int) -> None:
    found = validate(attack(size).encode(), "devops.yaml")
    if found.root is not None:
        list(check_links(found.root, lambda url: None))


@pytest.mark.parametrize(
    "place", ["block", "cell", "title", "requirement", "technology", "flow of steps", "code", "key"]
)
def test_checking_a_text_grows_with_the_text(place: str) -> None:
    attacks = texts(place)
    assert [name for name, attack in attacks.items() if grows_too_fast(lambda n, a=attack: _looked_at(a, n))] == []  # type: ignore[misc]


@pytest.mark.parametrize("extensions", ["mkdocs", "material"])
def test_markdown_takes_no_longer_than_was_estimated(extensions: str) -> None:
    """The estimate is in microseconds; a slow machine may take ten times as long."""
    found = []
    for pump in PUMPS:
        text = pump * (1_000 // len(pump))
        if nesting_depth(text) <= 20:
            written = block(text, 3, lambda url: url)
            took = seconds(lambda: published(written, list(SETS[extensions])))  # noqa: B023
            if took > 0.2 + markdown_work(text) / 100_000:
                found.append((pump, took, markdown_work(text)))
    assert found == []
