"""Build sites whose one strategy is made to cost as much as it can: `python -m benchmarks.attack [WORD…]`.

Each pattern is tried in a process of its own, with files of growing size; what takes more than the allowed time or
memory, or grows faster than its file, is listed.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import re
import resource
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from benchmarks.attacks import DIAGRAMS, FILLED, HEAD, PLACES, STRUCTURES, Attack, filled, texts
from benchmarks.generate import CONFIG
from tests.helpers.quick import share_between_builds

SECONDS = 5.0
MEGABYTES = 500
_GIVE_UP = 20
_THEME = """\
{%- macro contents(items) %}<ul>{% for item in items %}<li>
<a href="{{ item.url }}">{{ item.title }}</a>{{ contents(item.children) }}</li>{% endfor %}</ul>{% endmacro -%}
<!doctype html><title>{{ page.title }}</title>{{ contents(page.toc) }}{{ page.content }}
"""
"""What is not ours costs little, so that all attacks can be tried; `--material` has what readers see."""


def attacks(words: Sequence[str]) -> dict[str, Attack]:
    """The attacks whose names hold one of some words."""
    found = {**STRUCTURES, **DIAGRAMS}
    for place in PLACES:
        found |= texts(place)
    for what in FILLED:
        found |= filled(what)
    return {name: attack for name, attack in found.items() if not words or any(word in name for word in words)}


def _check(content: bytes, folder: Path) -> dict[str, Any]:
    from mkdocs_arckit.diagrams import parser
    from mkdocs_arckit.hosts.disk import check_files
    from mkdocs_arckit.options import Options

    path = folder / "devops.yaml"
    path.write_bytes(content)
    problem_of = parser.problem_of if parser.installed() else None
    found, _ = check_files({path: "devops.yaml"}, Options(), "2026-11-30", problem_of)
    return {"findings": len(found), "first": str(found[0])[:160] if found else ""}


def _build(content: bytes, folder: Path, *, material: bool = False) -> dict[str, Any]:
    from mkdocs.commands import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    (folder / "docs" / "a").mkdir(parents=True)
    (folder / "docs" / "a" / "devops.yaml").write_bytes(content)
    (folder / "docs" / "index.md").write_text("# Site\n")
    plugins = "search, material/tags, {arckit: {on_error: warn}}"
    config = CONFIG.format(plugins=plugins)
    if not material:
        config = re.sub(r"(?m)^theme:\n(?:  .*\n)+", "theme: {name: null, custom_dir: theme}\n", config)
        (folder / "theme").mkdir()
        (folder / "theme" / "main.html").write_text(_THEME)
    (folder / "mkdocs.yml").write_text(config)
    loaded = load_config(str(folder / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    build.build(loaded)
    found = loaded.plugins["arckit"].pages.publication.findings
    return {"findings": len(found), "first": str(found[0])[:160] if found else ""}


def _measure(content: bytes, folder: Path, kind: str, result: Any) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_GIVE_UP, _GIVE_UP))
    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    try:
        told = _check(content, folder) if kind == "check" else _build(content, folder, material=kind == "material")
    except BaseException as error:  # whatever it is, it is the result
        told = {"error": f"{type(error).__name__}: {str(error)[:200]}"}
    told |= {"seconds": time.process_time() - started}
    told["megabytes"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    result.send(told)
    os._exit(0)


def measure(content: bytes, kind: str) -> dict[str, Any]:
    """What one file costs, in a process of its own."""
    folder = Path(mkdtemp())
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_measure, args=(content, folder, kind, theirs))
    process.start()
    theirs.close()
    try:
        told: dict[str, Any] = ours.recv()
    except EOFError:
        told = {"error": "killed", "seconds": float(_GIVE_UP), "megabytes": 0}
    process.join()
    shutil.rmtree(folder, ignore_errors=True)
    return told


def _stays_small(before: dict[str, Any], last: dict[str, Any], options: argparse.Namespace) -> bool:
    """Whether the largest file would cost less than half of what it may if it grew twice as fast as these two."""
    larger = (options.sizes[-1] - last["size"]) / (last["size"] - before["size"])
    time, memory = (last[key] + 2 * larger * (last[key] - before[key]) for key in ("seconds", "megabytes"))
    return bool(time < options.seconds / 2 and memory < MEGABYTES / 2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Try every attack, and list those that cost too much."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attack", description=__doc__)
    parser.add_argument("words", nargs="*", help="parts of the names of attacks; without any, all")
    parser.add_argument("--build", action="store_true", help="build a site in a bare theme, and do not only check")
    parser.add_argument("--material", action="store_true", help="build it with Material, which takes half a second")
    parser.add_argument("--sizes", type=int, nargs="+", default=[15_000, 60_000, 240_000, 960_000])
    parser.add_argument("--quick", action="store_true", help="leave out larger files where smaller ones cost little")
    parser.add_argument("--all", action="store_true", help="list what costs little too")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args(arguments)
    import mkdocs.commands.build  # noqa: F401 - once for all children

    import mkdocs_arckit.commands.main
    import mkdocs_arckit.hosts.mkdocs.plugin  # noqa: F401

    kind = "material" if options.material else "build" if options.build else "check"
    if kind != "check":
        share_between_builds()
        with TemporaryDirectory() as folder:
            _build(HEAD.encode(), Path(folder), material=options.material)  # each other has its own work only
    too_much = 0
    for name, attack in attacks(options.words).items():
        steps: list[dict[str, Any]] = []
        for size in options.sizes:
            steps.append({"size": size, **measure(attack(size).encode(), kind)})
            if steps[-1]["seconds"] > options.seconds or "error" in steps[-1]:
                break
            if options.quick and len(steps) > 1 and _stays_small(*steps[-2:], options):
                break
        last = steps[-1]
        grew = len(steps) > 1 and last["seconds"] > 0.3 and last["seconds"] > 9 * max(steps[-2]["seconds"], 0.02)
        bad = last["seconds"] > options.seconds or last["megabytes"] > MEGABYTES or "error" in last
        too_much += bad
        if options.all or bad or grew:
            times = " ".join(f"{s['seconds']:.2f}" for s in steps)
            what = last.get("error") or last.get("first") or ""
            print(
                f"{'BAD ' if bad else 'grew' if grew else '    '} {name}: {times} s, {last['megabytes']} MB, {what}",
                flush=True,
            )
    print(json.dumps({"too much": too_much}))


if __name__ == "__main__":
    main()
