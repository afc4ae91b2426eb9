"""Mermaid itself, in Python: parses and draws without browser or Node, where the extra `diagrams` is installed."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from mkdocs_arckit.diagrams.mermaid import MAX_TEXT
from mkdocs_arckit.findings import quoted_value

HINT = "`pip install 'mkdocs-arckit[diagrams]'`"
"""What to do where the extra is missing."""

_SECONDS = 20
_EXHAUSTED = ("InternalError", "RangeError")  # the time was over, or the memory, or the stack
_QUOTE = 'put a text that holds brackets or quotes between double quotes: `A -->|"x [y]"| B`, `C["f(x)"]`'
_END = "`end` is a reserved word in Mermaid; write `End`"
_KINDS = "begin with the kind of diagram, such as `flowchart LR`"
_LONG = "draw less, or split it into several diagrams"

# No output of its own, and the same random numbers each time: Mermaid makes IDs of them.
_PREPARE = """
globalThis.__log = () => {};
let seed = 1;
Math.random = () => (seed = seed * 16807 % 2147483647) / 2147483647;
"""
_PARSE = """
globalThis.__found = null;
mermaid.parse(%s).then(() => { __found = "{}" }, error => {
  const {text, line, loc} = error.hash || {}, at = error.mark && error.mark.line
  __found = JSON.stringify({message: String(error.message || error), text, loc, line, at})
})
"""
_WORD = re.compile(r"\w+|\W")
_BEFORE = re.compile(r"\s*(?:-{3}[ \t]*\n.*?\n-{3}[ \t]*\n+|%%\{.*?\}%%\s*|%%(?!\{)[^\n]*\n)", re.DOTALL)
_COMMENT = re.compile(r"(?m)^[ \t]*%%(?!\{)[^\n]+$")
_DIRECTIVE = re.compile(r"%%\{(?:(?!%%\{).)*?\}%%", re.DOTALL)
_PLACE = re.compile(r"on line (\d+)(?:, column (\d+))?")
_TOKEN = re.compile(r"(?:found |unexpected character: ->)(`.+?`|.(?=<-))", re.DOTALL)


MAX_EFFORT = 4_000_000
"""More work than this is not done for the diagrams of one file, and nothing is drawn that takes more; see `effort`."""


class UnusableError(Exception):
    """The extra is there, but its engine can't be used; the text says why."""


def _unusable(error: Exception) -> UnusableError:
    """Put an error into words: the engine is not public, and another one can lack whatever is used here."""
    why = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return UnusableError(f"mermaidx {installed()} does not work here: {why}")


class DiagramProblem(NamedTuple):
    """Why Mermaid can't draw a text, and where: line and column count from 1, column 0 is not known."""

    message: str
    hint: str
    line: int
    column: int


@cache
def installed() -> str | None:
    """Return the version of the extra's parser if it is there, without importing anything."""
    try:
        return version("mermaidx")
    except PackageNotFoundError:
        return None


@cache
def _engine(purpose: str) -> Any:
    """Start an engine with Mermaid in it, once for each purpose. It has a thread of its own, which alone may use it.

    The package's public function draws, which takes a hundred times as long as parsing; hence its engine, and the
    bounds of the extra's version.
    """
    from mermaidx.engines.quickjs_engine import Engine

    class Quiet(Engine):  # type: ignore[misc]
        def _build_context(self) -> Any:
            context = super()._build_context()
            context.eval(_PREPARE)
            return context

    engine = Quiet()
    engine.start()
    return engine


def problem_of(text: str) -> DiagramProblem | None:
    """Return why Mermaid can't draw a text, or `None` if it can, or if reading it took too much to know.

    Raises:
        UnusableError: nothing can be known of any text.
    """
    if too_long := length_problem(text):
        return too_long
    found = _parse(text)
    if not found:
        return None
    # Mermaid leaves out comments and what stands before the diagram, and counts lines without them.
    before = ""
    while part := _BEFORE.match(text, len(before)):
        before = text[: part.end()]
    before += re.match(r"\s*", text[len(before) :])[0]  # type: ignore[index]
    rest = _DIRECTIVE.sub(lambda m: m[0] + "\n" * m[0].count("\n"), _COMMENT.sub("", text[len(before) :]))
    if text[len(before) :] != rest:
        found = _parse(text[: len(before)] + rest) or found
    return _told(found, text, before)


def effort(text: str) -> int:
    """Estimate the work of reading a text, about in microseconds: Mermaid's grows with the square of its words."""
    return 10_000 + sum(1 for _ in _WORD.finditer(text)) ** 2


def length_problem(text: str) -> DiagramProblem | None:
    """Say of a text that is too long for Mermaid that it is; there is no need of an engine to know."""
    if len(text) <= MAX_TEXT:
        return None
    return DiagramProblem(f"it is longer than the {MAX_TEXT:,} characters that Mermaid draws", _LONG, 1, 0)


def _parse(text: str) -> dict[str, Any]:
    try:
        engine = _engine("parse")
        found: dict[str, Any] = json.loads(engine._executor.submit(_run, engine, text).result())
    except Exception as error:
        raise _unusable(error) from error
    return found


def _run(engine: Any, text: str) -> str:
    """Ask Mermaid about a text, and return what it says as JSON; called in the engine's thread."""
    from quickjs import JSException

    try:
        engine._ctx.set_time_limit(_SECONDS)
        engine._ctx.eval(_PARSE % json.dumps(text))
        while engine._run_job():
            pass
        return str(engine._ctx.eval("__flat(__found)"))
    except JSException as error:
        if not str(error).startswith(_EXHAUSTED):
            raise
        engine._ctx = engine._build_context()  # what gave up is of no use any more
        return "{}"


def _told(found: dict[str, Any], text: str, before: str) -> DiagramProblem:
    """Put what Mermaid said into our words, with its place in the author's text."""
    message, lines = " ".join(found["message"].split()), text.rstrip().split("\n")
    first = before.count("\n")
    if "No diagram type" in message:
        start = text[len(before) :].split(maxsplit=1)
        word = f"{quoted_value(start[0])} is not a kind of diagram" if start else "it is empty"
        return DiagramProblem(word, _KINDS, min(first + 1, len(lines)), 0)
    place, loc = _PLACE.search(message), found.get("loc")
    if found.get("at") is not None:  # in the YAML above a diagram
        return DiagramProblem(_short(message), "", found["at"] + 2, 0)
    line = int(place[1]) if place else 1
    column = int(place[2] or 0) if place else 0
    token = found.get("text") or ""
    if loc:
        which = "last" if token else "first"  # without one, where that begins which does not end
        line, column = loc[f"{which}_line"], loc[f"{which}_column"] + 1
    line += first
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    if loc:
        rest = lines[line - 1][column - 1 :]
        column += len(rest) - len(rest.lstrip())
        token = token.strip() if rest.lstrip().startswith(token.strip()) else rest.strip()[:1]
    if not loc and (said := _TOKEN.search(found["message"])):
        token = said[1].strip("`").strip()
    if not place and not loc:
        return DiagramProblem(_short(message), "", line, 0)
    hint = _QUOTE if token[:1] in set("[](){}\"'<>|") and token else _END if token.startswith("end") else ""
    return DiagramProblem(f"unexpected {quoted_value(token, 30)}" if token else "it ends too early", hint, line, column)


def _short(message: str) -> str:
    """Return the first words of a message of Mermaid's."""
    return re.split(r"(?<=[.!?]) | \(\d+:\d+\)", message)[0].rstrip(".")[:200]


def render(text: str, config: dict[str, Any]) -> str:
    """Draw a text as SVG.

    Args:
        text: the Mermaid text, in which there is no problem.
        config: Mermaid's settings.

    Raises:
        RuntimeError: Mermaid can read the text, but not draw it.
        UnusableError: nothing can be drawn.
    """
    try:
        return str(_engine("render").render_svg(text, None, config, None))
    except RuntimeError:
        raise
    except Exception as error:
        raise _unusable(error) from error
