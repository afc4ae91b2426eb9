"""Compare a site of strategies with the same pages as plain Markdown: `python -m benchmarks.run`.

Each mode prints one ratio, or one growth, and exits with 1 if it is more than it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import NamedTuple

STRAIGHT = 0.10
"""How far from a straight line a measurement may lie, as a share of what the line says."""
SIZES = (100, 250, 500, 1000)
MEMORY = 1.0
"""Megabytes that a strategy may take beyond those of the same page as Markdown."""
TWINS = 2
"""At how many of the sizes, from the smallest on, the same pages as Markdown are measured too."""


class Comparison(NamedTuple):
    """Two measurements that are made in turn: the first divided by the second is at most so much."""

    what: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    at_most: float


COMPARISONS = {
    "cold": Comparison(
        "a build of {n} strategies / a build of the same pages as Markdown",
        ("arckit", "build"),
        ("plain", "build"),
        1.15,
    ),
    "serve": Comparison(
        "`mkdocs serve`: the rebuild after an edit of one of {n} strategies / that of the same pages as Markdown",
        ("arckit", "rebuild"),
        ("plain", "rebuild"),
        0.65,
    ),
    "dirty": Comparison(
        "the rebuild of `mkdocs serve --dirty`, {n} strategies / that of the same pages as Markdown without `--dirty`",
        ("arckit", "dirty"),
        ("plain", "rebuild"),
        0.3,
    ),
    "diagrams": Comparison(
        "a first build of {n} strategies with the extra `diagrams` / one without",
        ("arckit", "build"),
        ("arckit", "build", "--without-diagrams"),
        1.2,
    ),
}


def measure(folder: Path, site: str, *options: str) -> dict[str, float]:
    """Build a site in a process of its own, which is all that is measured."""
    result: dict[str, float] = json.loads(_module("benchmarks.measure", str(folder / site), *options))
    return result


def generate(folder: Path, count: int, *options: str) -> None:
    """Write the sites, in a process of its own too: a child's peak of memory is never below its parent's."""
    _module("benchmarks.generate", str(folder), "--strategies", str(count), *options)


def _module(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", name, *arguments]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    root = Path(__file__).parent.parent
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=root, env=environment).stdout


def machine() -> str:
    """What the numbers were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "markdown"))
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}, {packages}"


def compare(folder: Path, name: str, count: int, rounds: int, at_most: float | None) -> bool:
    """Measure both sides in turn, and say whether the ratio is as small as it should be."""
    what, first, second, aim = COMPARISONS[name]
    aim = at_most or aim
    generate(folder, count)
    pairs = [(measure(folder, *first)["seconds"], measure(folder, *second)["seconds"]) for _ in range(rounds)]
    ratio = min(a for a, _ in pairs) / min(b for _, b in pairs)
    print(f"{name}: {what.format(n=count)}")
    print(f"  seconds of CPU    {'  '.join(f'{a:.2f}/{b:.2f}' for a, b in pairs)}")
    print(f"  median of rounds  {median(a / b for a, b in pairs):.3f}")
    print(f"  best of each      {ratio:.3f}: {'at most' if ratio <= aim else 'MORE THAN'} {aim:g}")
    return ratio <= aim


def growth(folder: Path, sizes: Sequence[int], rounds: int) -> bool:
    """Make the pages of sites of several sizes, and say whether time and memory grow in a straight line."""
    for place, size in enumerate(sizes):
        generate(folder / str(size), size, *(["--no-twin"] if place >= TWINS else []))
    costs: dict[int, list[dict[str, float]]] = {size: [] for size in sizes}
    for _ in range(rounds):
        for size in sizes:
            costs[size].append(measure(folder / str(size), "arckit", "pages", "--without-diagrams"))
    twins = {size: measure(folder / str(size), "plain", "pages")["memory"] * 1e-6 for size in sizes[:TWINS]}
    print(f"growth: the pages of {', '.join(map(str, sizes))} strategies, without theme and search; 1.00 is the slope")
    fine = True
    for part, unit, scale in (("files", "ms", 1e3), ("pages", "ms", 1e3), ("memory", "MB", 1e-6)):
        least = {size: min(cost[part] for cost in costs[size]) * scale for size in sizes}
        slope, deviation = _line(least)
        steps = " ".join(f"{a}-{b}: {(least[b] - least[a]) / (b - a) / slope:4.2f} " for a, b in pairwise(least))
        straight = deviation <= STRAIGHT
        fine &= straight
        verdict = "straight" if straight else "NOT STRAIGHT"
        print(f"  {part:7} {slope:7.2f} {unit} a strategy; {steps} off the line by {deviation:.1%}: {verdict}")
        if part == "memory":
            plain, _ = _line(twins)
            fine &= slope - plain <= MEMORY
            print(f"  beyond the page as Markdown ({plain:.2f} MB): {slope - plain:.2f} MB, at most {MEMORY}")
    return fine


def _line(values: dict[int, float]) -> tuple[float, float]:
    """Fit a line: its slope, and by how much a value is off it at most, as a share of what the line says."""
    middle, level = mean(values), mean(values.values())
    slope = sum((n - middle) * (v - level) for n, v in values.items()) / sum((n - middle) ** 2 for n in values)
    start = level - slope * middle
    return slope, max(abs(v / (start + slope * n) - 1) for n, v in values.items())


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure; exits with 1 if something takes longer than it should."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    modes = parser.add_mutually_exclusive_group()
    for name, comparison in COMPARISONS.items():
        modes.add_argument(
            f"--{name}", dest="mode", action="store_const", const=name, help=comparison.what.format(n=100)
        )
    modes.add_argument(
        "--growth", dest="mode", action="store_const", const="growth", help=f"{', '.join(map(str, SIZES))} strategies"
    )
    parser.add_argument("--strategies", type=int, default=100, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--at-most", type=float, metavar="RATIO", help="instead of the aim")
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    measured: list[Callable[[Path], bool]] = []
    for name in [options.mode] if options.mode else [*COMPARISONS, "growth"]:
        if name == "growth":
            measured.append(lambda folder: growth(folder, SIZES, 1))
        else:
            measured.append(
                lambda folder, name=name: compare(folder, name, options.strategies, options.rounds, options.at_most)
            )
    fine = True
    for mode in measured:
        with TemporaryDirectory() as folder:
            fine &= mode(Path(folder))
        sys.stdout.flush()
    sys.exit(not fine)


if __name__ == "__main__":
    main()
