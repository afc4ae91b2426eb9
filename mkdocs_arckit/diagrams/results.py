"""What Mermaid said of each text, so that it reads none twice: in memory, and in a folder between builds."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mkdocs_arckit.diagrams import parser, svg
from mkdocs_arckit.diagrams.parser import DiagramProblem
from mkdocs_arckit.version import __version__

_FILE = "problems.json"


class Results:
    """Remembers results by the content of a text and the versions of what reads it.

    Args:
        folder: where they are kept; without one, in memory only.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str, DiagramProblem | None] = self._load() if folder else {}
        self._used: set[str] = set()
        self._changed = False
        self._drawn: dict[str, str] = {}

    def problem_of(self, text: str) -> DiagramProblem | None:
        """Say why Mermaid can't draw a text, or return `None` if it can."""
        key = _key(text)
        self._used.add(key)
        if key not in self._known:
            self._known[key] = parser.problem_of(text)
            self._changed = True
        return self._known[key]

    def drawing(self) -> Callable[[str], str | None]:
        """Return what draws the diagrams of one page as SVG, each with IDs of its own; `None` is left to a browser."""
        times: Counter[str] = Counter()

        def draw(text: str) -> str | None:
            drawn = self._svg(text)
            name = svg.name_of(text)
            times[name] += 1
            return drawn.replace(name, f"{name}-{times[name]}") if drawn and times[name] > 1 else drawn or None

        return draw

    def _svg(self, text: str) -> str:
        if parser.effort(text) > parser.MAX_EFFORT:
            return ""  # a browser has time
        key = _key(text + json.dumps(svg.SETTINGS))
        if key not in self._drawn:
            file = self._folder / f"{key}.svg" if self._folder else None
            kept = read_text(file) if file else None
            try:
                self._drawn[key] = (svg.draw_svg(text) or "") if kept is None else kept
            except parser.UnusableError:
                return ""
            if file and kept is None:
                write_text(file, self._drawn[key])
        return self._drawn[key]

    def forget(self) -> None:
        """Remove the drawings from the folder that nobody asked for."""
        for file in self._folder.glob("*.svg") if self._folder else ():
            if file.stem not in self._drawn:
                file.unlink(missing_ok=True)

    def save(self) -> None:
        """Keep what was used since the last time, and forget the rest."""
        if self._folder and (self._changed or self._known.keys() - self._used):
            kept = {key: problem for key, problem in sorted(self._known.items()) if key in self._used}
            write_text(self._folder / _FILE, json.dumps(kept, ensure_ascii=False, indent=0))
            self._known, self._changed = kept, False
        self._used.clear()

    def _load(self) -> dict[str, DiagramProblem | None]:
        assert self._folder
        try:
            found = json.loads(read_text(self._folder / _FILE) or "{}")
            return {key: None if value is None else _problem(*value) for key, value in found.items()}
        except (ValueError, TypeError, AttributeError):  # not ours
            return {}


def _problem(message: str, hint: str, line: int, column: int) -> DiagramProblem:
    if not (isinstance(message, str) and isinstance(hint, str) and isinstance(line, int) and isinstance(column, int)):
        raise TypeError
    return DiagramProblem(message, hint, line, column)


def _key(text: str) -> str:
    return hashlib.sha256(f"{__version__}\0{parser.installed()}\0{text}".encode()).hexdigest()


def read_text(path: Path) -> str | None:
    """Read a file of the cache; `None` if there is none that can be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):  # none yet, or not ours
        return None


def write_text(path: Path, text: str) -> None:
    """Write a file of the cache as a whole or not at all; a cache that can't be written is none."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", text=True)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
