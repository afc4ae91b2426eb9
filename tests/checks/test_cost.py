"""What a file costs grows no faster than the file, whatever it says: the patterns of `benchmarks/attacks.py`."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from benchmarks.attacks import PUMPS, STRUCTURES, Attack, texts
from mkdocs_arckit.checks.links import check_links
from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.diagrams.draw import draw
from mkdocs_arckit.hosts.disk import check_files
from mkdocs_arckit.options import Options
from mkdocs_arckit.text.blocks import block
from mkdocs_arckit.text.work import markdown_work, nesting_depth
from tests.helpers.hostile import SETS, published
from tests.helpers.portfolios import document_of
from tests.helpers.samples import strategy

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


def _many(item: str, size: int) -> str:
    return ", ".join(item.replace("#", str(n)) for n in range(size // 20))


CHARTS: dict[tuple[str, str], Callable[[int], str]] = {
    ("kubernetes", "architecture"): lambda n: (
        f"{{load_balancer: LB, control_plane: [{_many('p#', n)}], nodes: [{_many('{name: n#}', n)}]}}"
    ),
    ("ci", "pipeline"): lambda n: (
        f"{{groups: [{_many('{name: g#, steps: [s#]}', n)}],"
        f" flow: [{', '.join(f's{at + 1} --> s{at}' for at in range(n // 20 - 1))}]}}"
    ),
    ("release", "process"): lambda n: f"{{steps: [{_many('s#', n)}]}}",
    ("devsecops", "scanning_pipeline"): lambda n: f"{{phases: [{_many('{name: g#, scans: [a, b]}', n)}]}}",
}


@pytest.mark.parametrize(("key", "element"), CHARTS)
def test_drawing_a_chart_grows_with_the_chart(key: str, element: str) -> None:
    def drawn(size: int) -> None:
        document = document_of(strategy(more=f"{key}: {{{element}: {CHARTS[key, element](size)}}}"))
        assert draw(key, element, getattr(document.strategy, key))

    assert not grows_too_fast(drawn)


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
