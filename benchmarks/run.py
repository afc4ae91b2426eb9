"""Compare a site of strategies with the same pages as plain Markdown: `python -m benchmarks.run`.

With `--growth`, see instead how the plugin's own part grows with the number of strategies; with `--overview`, what the
index and the views of many strategies cost.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory

OWN = ("discover", "read", "validate", "render", "index", "diagrams", "look", "views", "exports", "places")
"""The parts of a build that are the plugin's; importing it is the price of having it, and reported beside them."""

TARGET = 0.05
STRAIGHT = 0.10
"""How far from a straight line a measurement may lie, as a share of what the line says."""

SIZES = (50, 100, 250, 500)
MANY = 1000
OVERVIEW = 0.02
"""How much of the build of many strategies index and views may take."""


@dataclass(frozen=True)
class Cost:
    """What one process cost: seconds of CPU by part, and bytes that the plugins added to its peak of memory."""

    seconds: dict[str, float]
    memory: int

    @property
    def total(self) -> float:
        """Seconds of the whole process, from its start."""
        return sum(self.seconds.values())

    @property
    def own(self) -> float:
        """Seconds of the plugin's own part."""
        return sum(self.seconds[part] for part in OWN)


def measure(site: Path, *options: str) -> Cost:
    """Build a site in a process of its own, which is all that is measured."""
    result = json.loads(_module("benchmarks.measure", str(site), *options))
    return Cost(result["seconds"], result["memory"])


def generate(folder: Path, count: int, *options: str) -> None:
    """Write the sites, in a process of its own too: a child's peak of memory is never below its parent's."""
    _module("benchmarks.generate", str(folder), "--strategies", str(count), *options)


def _module(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", name, *arguments]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    root = Path(__file__).parent.parent
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=root, env=environment).stdout


def compare(folder: Path, count: int, rounds: int) -> bool:
    """Time both sites in turn, and say whether the plugin's own part is small enough."""
    generate(folder, count)
    both = [(measure(folder / "arckit"), measure(folder / "plain")) for _ in range(rounds)]
    arckit = [a for a, _ in both]
    ratios = [a.total / p.total for a, p in both]
    best = min(a.total for a in arckit) / min(p.total for _, p in both)
    print(f"{count} strategies against the same {count} pages as Markdown, {rounds} rounds, CPU time\n")
    print(f"build with arckit / without   {best:.3f} (fastest of each), {median(ratios):.3f} (median of the rounds)\n")
    print(f"{'part':12}{'share of the build':>20}{'ms a strategy':>16}")
    for part in (*OWN, "import"):
        share = median(a.seconds[part] / a.total for a in arckit)
        print(f"{part:12}{share:>20.2%}{min(a.seconds[part] for a in arckit) * 1000 / count:>16.2f}")
    share = median(a.own / a.total for a in arckit)
    print(f"{'own part':12}{share:>20.2%}{min(a.own for a in arckit) * 1000 / count:>16.2f}")
    host = min(p.total for _, p in both) * 1000 / count
    print(f"{'plain build':12}{'':>20}{host:>16.2f}\n")
    fine = share <= TARGET
    print(f"The plugin's own part is {share:.1%} of the build: {'at most' if fine else 'MORE THAN'} {TARGET:.0%}.")
    return fine


def growth(folder: Path, sizes: Sequence[int], rounds: int) -> bool:
    """Measure the plugin's own part for sites of several sizes, and say whether it grows in a straight line."""
    for size in sizes:
        generate(folder / str(size), size, "--no-twin")
    costs: dict[int, list[Cost]] = {size: [] for size in sizes}
    for _ in range(rounds):
        for size in sizes:
            costs[size].append(measure(folder / str(size) / "arckit", "--plugins-only"))
    print(
        f"The plugin's own part for {', '.join(map(str, sizes))} strategies, {rounds} rounds;"
        " 1.00 is the line's slope\n"
    )
    time = {size: min(c.own for c in costs[size]) for size in sizes}
    memory = {size: float(min(c.memory for c in costs[size])) for size in sizes}
    parts = {part: {size: min(c.seconds[part] for c in costs[size]) for size in sizes} for part in OWN}
    fine = [_straight("CPU time", time), _straight("peak memory", memory)]
    for part, values in parts.items():
        _straight(f"  {part}", values, judge=False)
    return all(fine)


def overview(folder: Path, count: int) -> bool:
    """Build one site of many strategies, and say whether index and views are a small part of it."""
    generate(folder, count, "--no-twin")
    cost = measure(folder / "arckit", "--overview")
    print(f"The index and the views of {count} strategies, one build without a check of diagrams, CPU time\n")
    print(f"{'part':18}{'share of the build':>20}{'s':>8}")
    for part in ("index", "views", "overview content", "exports", "overview page"):
        print(f"{part:18}{cost.seconds[part] / cost.total:>20.2%}{cost.seconds[part]:>8.2f}")
    share = sum(cost.seconds[part] for part in ("index", "views", "overview content")) / cost.total
    fine = share <= OVERVIEW
    print(f"\nIndex and views are {share:.1%} of the build: {'at most' if fine else 'MORE THAN'} {OVERVIEW:.0%}.")
    return fine


def _straight(name: str, values: dict[int, float], *, judge: bool = True) -> bool:
    """Fit a line, print what each further strategy costs, and whether all values lie near the line."""
    middle, level = mean(values), mean(values.values())
    slope = sum((n - middle) * (v - level) for n, v in values.items()) / sum((n - middle) ** 2 for n in values)
    start = level - slope * middle
    deviation = max(abs(v / (start + slope * n) - 1) for n, v in values.items())
    steps = " ".join(f"{a}-{b}: {(values[b] - values[a]) / (b - a) / slope:4.2f} " for a, b in pairwise(values))
    fine = deviation <= STRAIGHT
    verdict = f"off the line by {deviation:.1%} at most: {'straight' if fine else 'NOT STRAIGHT'}" if judge else ""
    print(f"{name:14} one more strategy costs  {steps} {verdict}".rstrip())
    return fine


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure; exits with 1 if the plugin is slower than it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--strategies", type=int, default=100, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--growth", action="store_true", help=f"sites of {', '.join(map(str, SIZES))} strategies")
    parser.add_argument("--overview", action="store_true", help=f"index and views of {MANY} strategies")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        folder = Path(name)
        if options.growth:
            fine = growth(folder, SIZES, options.rounds)
        elif options.overview:
            fine = overview(folder, MANY)
        else:
            fine = compare(folder, options.strategies, options.rounds)
    sys.exit(not fine)


if __name__ == "__main__":
    main()
