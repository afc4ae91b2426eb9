"""The figure of a diagram in a page's HTML."""

from __future__ import annotations

import pytest

from mkdocs_arckit.checks.diagrams import drawn_diagrams
from mkdocs_arckit.diagrams.figure import figure
from tests.helpers.documents import HEAD, look
from tests.helpers.rendered import elements


def test_nothing_of_a_diagram_becomes_html() -> None:
    html = figure('flowchart LR\n a["</pre><script>x</script>"] --> b')
    assert "<script" not in html
    assert html.count("</pre>") == 1


def test_a_picture_keeps_its_text_out_of_sight() -> None:
    html = figure("pie", "<svg></svg>")
    assert html == '<figure class="arckit-diagram"><svg></svg><pre class="arckit-mermaid" hidden>pie</pre></figure>'


@pytest.mark.parametrize(
    ("text", "themed"),
    [
        ("flowchart LR\n a --> b", True),
        ("%% note\n\ngraph TD\n a --> b", True),
        ('gitGraph\n    %%{init: {"gitGraph": {"mainBranchName": "main"}}}%%\n    commit', True),
        ("sequenceDiagram\n A->>B: style of it", True),
        ("stateDiagram-v2\n [*] --> A", True),
        ('pie\n "a": 1', False),
        ("flowchart LR\n a --> b\n style a fill:#fff", False),
        ("flowchart LR\n a:::hot --> b\n classDef hot fill:#f00", False),
        ('%%{init: {"theme": "forest"}}%%\nflowchart LR\n a --> b', False),
        ("---\nconfig:\n  theme: forest\n---\nflowchart LR\n a --> b", False),
    ],
)
def test_what_its_author_coloured_is_not_coloured_again(text: str, themed: bool) -> None:
    assert ("arckit-diagram--themed" in figure(text)) == themed


def kinds(text: str) -> list[tuple[str, str | None]]:
    """The words of a figure's legend, each with what arckit.css draws beside it."""
    legends = [e for e in elements(figure(text)).all("figcaption") if e.attributes.get("class") == "arckit-kinds"]
    return [(kind.text, kind.attributes.get("class")) for legend in legends for kind in legend.all("span")]


def test_a_legend_says_which_kinds_of_stages_a_drawing_has() -> None:
    stages = ["Compile", "Unit tests", "Secret detection", "Package", "Notify"]
    yaml = f"ci: {{stages: [{', '.join(f'{{stage: {stage}}}' for stage in stages)}]}}\n"
    (drawing,) = drawn_diagrams(look(yaml, HEAD))
    found = kinds(drawing.code.text)
    assert sorted(word for word, _ in found) == ["build", "security", "test"]
    assert all(shape == f"arckit-kind {word}" for word, shape in found)


def test_a_drawing_without_kinds_has_no_legend() -> None:
    assert kinds("flowchart LR\n  a[build] --> b[test]") == []
