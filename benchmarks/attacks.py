# ruff: noqa: E501 (patterns are easier to compare on long lines)
"""Files that are small enough to be read, and made to cost as much as they can: one pattern each, of any length."""

from __future__ import annotations

from collections.abc import Callable

HEAD = 'project: {id: "001", name: Attack}\ndocument: {version: "1.0", status: DRAFT, classification: OFFICIAL}\n'

Attack = Callable[[int], str]
"""Makes a file of about so many characters."""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def _pumped(place: str, pump: str, first: str = "", last: str = "") -> Attack:
    """Say one thing again and again in one text."""

    def make(size: int) -> str:
        text = first + pump * max(1, size // max(1, len(_quoted(pump)) - 2)) + last
        return (HEAD if "{head}" not in place else "") + place.replace("{head}", "").replace("%", _quoted(text))

    return make


def _many(item: str, before: str = "", after: str = "") -> Attack:
    """Write one line again and again, with a number in it."""

    def make(size: int) -> str:
        count = max(1, size // (len(item) + 3))
        return HEAD + before + "".join(item.replace("{i}", str(i)) for i in range(count)) + after

    return make


def _steps(mark: str) -> Attack:
    """Go one level deeper with each line of a block."""

    def make(size: int) -> str:
        lines, at = [], 0
        while size > 0:
            lines.append(mark.replace("{i}", "  " * at) if "{i}" in mark else mark * at + "a\n")
            size, at = size - len(lines[-1]), at + 1
        return HEAD + "summary: " + _quoted("".join(lines)) + "\n"

    return make


def _selected(size: int) -> str:
    count = size // 24
    options = "".join(f"      - p{i}q\n" for i in range(count))
    chosen = "".join(f"      - q{i}p\n" for i in range(count))
    return f"{HEAD}source_control:\n  repository_structure:\n    options:\n{options}    selected:\n{chosen}"


def _flow(size: int) -> str:
    count = size // 24
    steps = "".join(f"      - s{i}t\n" for i in range(count))
    flow = "".join(f"      - t{i}s\n" for i in range(count))
    return f"{HEAD}ci:\n  pipeline:\n    groups:\n    - name: a\n      steps:\n{steps}    flow:\n{flow}"


def _flow_doubled(size: int) -> str:
    count = size // 32
    groups = "".join(f"    - {{name: g{i}, steps: [a]}}\n" for i in range(count))
    return f"{HEAD}ci:\n  pipeline:\n    groups:\n{groups}    flow:\n" + "    - a --> a\n" * count


def _alias_cells(size: int) -> str:
    cell = "x" * 90
    rows = "".join("    - {objective: *a, target: *a, rationale: *a}\n" for _ in range(size // 50))
    return f"{HEAD}x-a: &a {cell}\noverview:\n  objectives:\n{rows}"


def _alias_lists(size: int) -> str:
    rows = "".join("    - {objective: *a, target: *a, rationale: *a}\n" for _ in range(size // 100))
    return f"{HEAD}x-a: &a [{', '.join(['x'] * (size // 6))}]\noverview:\n  objectives:\n{rows}"


def _merges(size: int) -> str:
    keys = ", ".join(f"x-{i}: 1" for i in range(size // 24))
    rows = "".join("    - {<<: *a, objective: b}\n" for _ in range(size // 56))
    return f"{HEAD}x-a: &a {{{keys}}}\noverview:\n  objectives:\n{rows}"


def _columns(size: int) -> str:
    rows = "".join(f"    - {{objective: a, x-{i}: b}}\n" for i in range(size // 30))
    return f"{HEAD}overview:\n  objectives:\n{rows}"


def _ticks(size: int) -> str:
    text, n = [], 1
    while size > 0:
        text.append("`" * n + "a")
        size, n = size - n - 1, n + 1
    return f"{HEAD}summary: {_quoted(''.join(text))}\n"


def _many_diagrams(size: int) -> str:
    return HEAD + "summary: " + _quoted("```mermaid\nflowchart LR\n  A --> B\n```\n\n" * (size // 45)) + "\n"


def _nested_flow(size: int) -> str:
    depth = min(size // 2, 38)
    return f"{HEAD}x-a: {'[' * depth}{']' * depth}\n" * 1


STRUCTURES: dict[str, Attack] = {
    "unknown keys": _many("k{i}: 1\n"),
    "unknown keys, nearly known": _many("overviev{i}: 1\n"),
    "unknown keys without a value": _many("k{i}:\n"),
    "unknown keys of a row": _many("obj{i}: 1, ", "overview:\n  objectives:\n  - {objective: a, ", "x-a: b}\n"),
    "rows with an unknown key": _many("    - {objektive: a}\n", "overview:\n  objectives:\n"),
    "keys twice": _many("project: {i}\n"),
    "keys twice at the end": _many("k: {i}\n", "".join(f"j{i}: 1\n" for i in range(2000))),
    "own keys": _many("x-k{i}: 1\n"),
    "own columns": _columns,
    "own columns of one row": _many("x-{i}: b, ", "overview:\n  objectives:\n  - {objective: a, ", "x-a: b}\n"),
    "own attributes": _many("    x-{i}: b\n", "iac:\n  state:\n"),
    "unknown elements": _many("    e{i}: a\n", "overview:\n  headings:\n"),
    "unknown notes": _many("    e{i}: a\n", "overview:\n  notes:\n"),
    "unknown places": _many("    - {after: e{i}, body: a}\n", "overview:\n  extra:\n"),
    "extra parts": _many("    - {body: a}\n", "overview:\n  extra:\n"),
    "sections": _many("  - {heading: a, body: b}\n", "sections:\n"),
    "appendices": _many("  - {heading: a{i}, body: b}\n", "appendices:\n"),
    "levels twice": _many("    - {level: 3}\n", "overview:\n  maturity:\n    levels:\n"),
    "layers": _many("    layer{i}: a\n", "overview:\n  technology_stack:\n"),
    "layers, nearly known": _many("    langages{i}: a\n", "overview:\n  technology_stack:\n"),
    "technologies": _many("T{i}, ", "overview:\n  technology_stack:\n    languages: [", "a]\n"),
    "technologies in a text": _many("T{i}, ", 'overview:\n  technology_stack:\n    languages: "', 'a"\n'),
    "tags": _many("- t{i}\n", "tags:\n"),
    "choices": _selected,
    "options of one name": _many("      - a\n", "source_control:\n  repository_structure:\n    options:\n"),
    "flow": _flow,
    "flow, steps twice": _flow_doubled,
    "one long flow": _many("s{i} --> ", "ci:\n  pipeline:\n    groups: [{name: a}]\n    flow: [", "a]\n"),
    "steps": _many("    - s{i}\n", "release:\n  process:\n   steps:\n"),
    "stages": _many("    - s{i}\n", "ci:\n  stages:\n").__call__,
    "groups": _many("    - {name: g{i}, steps: [a, b]}\n", "ci:\n  pipeline:\n   groups:\n"),
    "branches": _many(
        "        - b{i}\n",
        "source_control:\n  branching:\n    selected: a\n    options:\n    - strategy: a\n      branches:\n",
    ),
    "tools": _many("    - {category: c{i}, tool: a, when: w{i}}\n", "devsecops:\n  tools:\n"),
    "promotion": _many("    - {environment: e{i}, approval: a}\n", "cd:\n  promotion:\n"),
    "ranges": _many("- {id: FR{i}-1 to FR{i}-999, requirement: a}\n", "traceability:\n"),
    "one range": _many("- {id: FR-{i} to FR-99999{i}, requirement: a}\n", "traceability:\n"),
    "requirements": _many("- {id: FR-{i}, requirement: a}\n", "traceability:\n"),
    "requirements of one anchor": _many("- {id: {id}, requirement: a}\n", "traceability:\n"),
    "revisions": _many("- {version: 1.{i}, date: 2026-01-01, author: a, changes: b}\n", "revisions:\n"),
    "approvals": _many("- {role: r{i}, name: n{i}}\n", "approval:\n"),
    "references": _many("- {document: d{i}}\n", "references:\n"),
    "superseded documents": _many("a{i}, ", 'x-a: 1\noverview: {summary: "', '"}\n'),
    "placeholders": _many("  - {version: TBC}\n", "revisions:\n"),
    "wrong dates": _many("  - {version: 1, date: x}\n", "revisions:\n"),
    "wrong cells": _many("  - {version: {a: b}}\n", "revisions:\n"),
    "lists for texts": _many("  - {version: [[a]]}\n", "revisions:\n"),
    "controls": _many("    - {control: c{i}, done: yes}\n", "secrets:\n  controls:\n"),
    "alias of a cell": _alias_cells,
    "alias of a list": _alias_lists,
    "merged mappings": _merges,
    "many diagrams": _many_diagrams,
    "ticks, one more each time": _ticks,
    "lists in lists": _steps("{i}- a\n"),
    "lists in lists by four": _steps("{i}{i}- a\n"),
    "quotations in quotations": _steps("> "),
    "quotation on one line": _pumped("summary: %\n", "> ", last="a"),
    "lists on one line": _pumped("summary: %\n", "- ", last="a"),
    "comments of YAML": _many("# c{i}\n"),
    "comments before an error": _many("# c{i}\n", after="a: [\n"),
    "anchors": _many("x-{i}: &a{i} b\n"),
    "an error in a long line": _pumped("x-a: b\nx-c: {d, %\n", "a: b, "),
}
STRUCTURES["requirements of one anchor"] = lambda size: (
    HEAD
    + "traceability:\n"
    + "".join(f"- {{id: 'FR{'.' * (i % 40 + 1)}{'_' * (i // 40 + 1)}1', requirement: a}}\n" for i in range(size // 60))
)
STRUCTURES["superseded documents"] = lambda size: HEAD.replace(
    "version:", f'superseded_by: "{"".join(f"a{i}, " for i in range(size // 7))}", version:'
)

PUMPS = (
    "\n", " ", "a", "a ", " a", "a\n", "a\n\n", "é", "# a\n", "#", "a\n=\n", "=\n", "-\n", "---\n", "*", "**", "_", "__", "*a", "*a ", "**a",
    "_a ", "*a_", "a*", "*_", "***a* ", "<", "<a", "<aaa", "<a ", "< a", "<a b=", "<a b='", '<a b="', "<!--", "<!", "<?", "<![", "</", "</a>", "<div>",
    "<div>\n", "<p>", "<b>", "<b><i>", "<div markdown>\n", "<div markdown='1'>", "<pre>", "<script>", "<details>\n", "[", "]", "[a", "[a]", "![", "[a](", "[a]( ", "[a](b", "[a](<", '[a](b "', "[a][", "[a][b]",
    "[a](b)", "![a](b)", "[a](b) ", "[a]: b\n", "[a]: ", "[a]:\n", "[^a]", "[^a]: b\n", "[^", "*[a]: b\n", "](", "] (", "[[", "[ ] ", "- [ ] a\n", "`", "`a", "``a", "`a`", "```\n", "``` a\n", "~~~\n", "~~", "~a", "&", "&a", "&#", "&amp;", "\\", "\\*", "\\`",
    "\\[", ">", "> a\n", ">\n", "- a\n", "-", "+ ", "* ", "1. a\n", "1.", "    ", "    a\n", "\t", "\ta\n", "|", "| a ", "|a|b|\n", "|-|-|\n", "|-", "a|b\n-|-\n", ":", ": a\n",
    "a\n: b\n", "::", ":a:", ":a", "!", "!!! a\n", '!!! note "', "???", '=== "a"\n', '=== "a"\n\n    b\n\n', "@", "a@", "a@b.c ", "http://", "https://a.b ", "<https://a>", "<https://", "www.", "{", "}",
    "{{", "{%", "{: ", "{: a", "{.a ", "==", "==a", "^^", "^", "^a", "++", "++a", "+", "$", "$a", "$$", "\\(", "\\begin{a}", "[TBC]", "[A]", "[A] ", "[OWNER_NAME", "TBC ", "%%", "%", ";", '"', "'", "(", "(a", ")", "((", "--", "...", "--8<--",
    "--8<-- 'a'\n", "/// a\n", "///", "(c)", "{--", "{~~a~>", "1", "1/", "A-1 ", "a.b", "a:b:", "ﬀ", "\u0300",
)  # fmt: skip
"""What is said again and again in one text."""
PLACES = {
    "block": "summary: %\n",
    "cell": "overview: {objectives: [{objective: %}]}\n",
    "list item": "release: {hotfix: [%]}\n",
    "name": '{head}project: {id: "001", name: %}\ndocument: {version: "1.0", status: DRAFT, classification: OFFICIAL}\n',
    "title": '{head}project: {id: "001", name: a}\ndocument: {title: %, version: "1.0", status: DRAFT, classification: OFFICIAL}\n',
    "version": '{head}project: {id: "001", name: a}\ndocument: {version: %, status: DRAFT, classification: OFFICIAL}\n',
    "heading": "overview: {heading: %, summary: a}\n",
    "requirement": "traceability: [{id: %, requirement: a}]\n",
    "technology": "overview: {technology_stack: {languages: %}}\n",
    "step": "release: {process: {steps: [%, b]}}\n",
    "flow of steps": "ci: {pipeline: {groups: [{name: a}], flow: [%]}}\n",
    "code": "cd: {rollback: %}\n",
    "key": "overview: {technology_stack: {%: a}}\n",
    "column": "overview: {objectives: [{objective: a, %: b}]}\n",
    "metric": "metrics: {dora: {lead_time: {current: %, target: %}}}\n",
    "date": "revisions: [{version: a, date: %, approved_by: %}]\n",
    "superseded": '{head}project: {id: "001", name: a}\ndocument: {superseded_by: %, version: "1.0", status: DRAFT, classification: OFFICIAL}\n',
    "URL": "containers: {registries: [{registry: a, url: %}]}\n",
}
"""Where it is said."""


FILLED = {
    "blocks": ("sections:\n", "  - {heading: a, body: %}\n", 95_000),
    "cells": ("overview:\n  objectives:\n", "    - {objective: %}\n", 9_500),
    "list items": ("release:\n  hotfix:\n", "    - %\n", 9_500),
    "headings": ("sections:\n", "  - {heading: %, body: a}\n", 950),
    "tags": ("tags:\n", "  - %\n", 950),
    "names": ("overview:\n  technology_stack:\n", "    {i} %: a\n", 950),
    "requirements": ("traceability:\n", "  - {id: %, requirement: a}\n", 9_500),
    "technologies": ("overview:\n  technology_stack:\n    languages:\n", "      - %\n", 9_500),
    "steps": ("release:\n  process:\n    steps:\n", "      - %\n", 9_500),
    "people": ("revisions:\n", "  - {version: a, approved_by: %, changes: %}\n", 9_500),
    "addresses": ("containers:\n  registries:\n", "    - {registry: a, url: %}\n", 9_500),
}
"""What is filled with texts as long as they may be: what stands above, one of them, and how long it is."""


def filled(what: str) -> dict[str, Attack]:
    """The attacks that fill a file with texts, each of them within its limit."""
    above, item, most = FILLED[what]

    def fill(pump: str) -> Attack:
        def make(size: int) -> str:
            each = min(most, size) // item.count("%")
            text = _quoted(pump * (each // len(_quoted(pump)[1:-1])))
            rows = (item.replace("{i} %", f'"{i} {text[1:]}').replace("%", text) for i in range(max(1, size // most)))
            return HEAD + above + "".join(rows)

        return make

    return {f"{what} {pump!r}": fill(pump) for pump in PUMPS}


def texts(place: str) -> dict[str, Attack]:
    """The attacks on one place of a strategy."""
    return {f"{place} {pump!r}": _pumped(PLACES[place], pump) for pump in PUMPS} | {
        f"{place} fence {pump!r}": _pumped(PLACES[place], pump, "```text\n", "\n```")
        for pump in (PUMPS[:20] if place == "block" else ())
    }


DIAGRAMS: dict[str, Attack] = {
    f"diagram {name}": _pumped("release: {process: {diagram: %}}\n", pump, first)
    for name, first, pump in (
        ("of nodes", "flowchart LR\n", "  A --> B\n"),
        ("of one chain", "flowchart LR\n  A", " --> A"),
        ("of labels", "flowchart LR\n", '  A["x"] --> B\n'),
        ("of letters", "flowchart LR\n  A[", "a"),
        ("of brackets", "flowchart LR\n  A", "["),
        ("of a sequence", "sequenceDiagram\n", "  A->>B: c\n"),
        ("of subgraphs", "flowchart LR\n", "subgraph a\n"),
        ("of comments", "flowchart LR\n", "%%a\n"),
        ("of directives", "", "%%{init: {}}%%\n"),
        ("of front matter", "---\n", "a: b\n"),
        ("of front matter without an end", "", "---\n"),
        ("of classes", "classDiagram\n", "  class A\n"),
        ("of states", "stateDiagram-v2\n", "  a --> b\n"),
        ("of slices", "pie\n", '  "a" : 1\n'),
        ("of commits", "gitGraph\n", "  commit\n"),
        ("of blank lines", "flowchart LR\n", "\n"),
        ("of spaces", "flowchart LR\n", " "),
        ("of semicolons", "flowchart LR\n", ";"),
        ("of ampersands", "flowchart LR\n A", " & A"),
        ("of styles", "flowchart LR\n", "style A fill:#fff\n"),
    )
}
