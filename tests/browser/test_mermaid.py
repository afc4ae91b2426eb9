"""Mermaid itself reads every diagram and shows every label as it was written, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from mkdocs_arckit.checks.validate import validate
from mkdocs_arckit.diagrams.draw import draw
from mkdocs_arckit.diagrams.flowchart import Flowchart
from mkdocs_arckit.diagrams.gitgraph import GitGraph
from mkdocs_arckit.diagrams.mermaid import MAX_LABEL, alternative
from mkdocs_arckit.text.plain import plain_text
from tests.helpers.browser import MERMAID
from tests.helpers.documents import HEAD, strategy
from tests.helpers.properties import examples
from tests.helpers.sites import ROOT
from tests.text.test_properties import CHARACTERS

in_browser = [pytest.mark.browser, pytest.mark.slow]

COMPLETE = ROOT / "example-site/docs/projects/001-licence-payments/devops.yaml"
DIAGRAMS = {
    "source_control": ["branching"],
    "ci": ["pipeline"],
    "cd": ["deployment_pipeline", "blue_green"],
    "iac": ["pipeline"],
    "kubernetes": ["architecture"],
    "devsecops": ["scanning_pipeline"],
    "release": ["process"],
}

_PARSE = """
async texts => {
  const failed = []
  for (const text of texts) {
    try { await mermaid.parse(text) } catch (error) { failed.push([text, String(error)]) }
  }
  return failed
}
"""
_RENDER = """
async ([text, selector]) => {
  const {svg} = await mermaid.render("drawing", text)
  const holder = document.createElement("div")
  holder.innerHTML = svg
  document.body.append(holder)
  const found = [...holder.querySelectorAll(selector)].map(element => element.textContent)
  const odd = [...holder.querySelectorAll("script, img, iframe, a, i, math, em, strong")].map(e => e.outerHTML)
  holder.remove()
  return [found, odd]
}
"""

_PLACES = """
async text => {
  const {svg} = await mermaid.render("drawing", text)
  const holder = document.createElement("div")
  holder.innerHTML = svg
  document.body.append(holder)
  const found = [...holder.querySelectorAll(".node, .cluster")].map(element => {
    const {x, y} = element.getBoundingClientRect()
    return [element.textContent.trim(), x, y]
  })
  holder.remove()
  return found
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with Mermaid and nothing else."""
    with browser.new_context() as context:
        context.route("**/*", lambda route: route.abort())
        blank = context.new_page()
        blank.set_content("<!doctype html><title>Mermaid</title>")
        blank.add_script_tag(path=MERMAID)
        blank.evaluate("mermaid.initialize({startOnLoad: false})")
        yield blank


TOKENS = st.sampled_from(
    r"""end subgraph graph TD LR flowchart class click style default direction gitGraph commit branch checkout merge main
    o x --> -.-> --- == ~~~ | || [ ] ( ) { } {{ }} ([ ]) [[ ]] > < / \ \n " ' ` ``` " # ; : :: ::: & &amp; &lt; #35; #quot; % %% %%{ }%%
    $ $$ ^ ~ * ** _ __ - + = ! ? . , 1. - <br> <b> <script> <img/src=x> fa:fa-car http://e.org www.e.org mailto:a@e.org
    @ @{ } a b Word é ש 漢 🚀 … 1.10 javascript:alert(1) constructor __proto__ toString""".split()
)
LABELS = st.one_of(
    st.text(CHARACTERS, max_size=20),
    st.lists(st.one_of(TOKENS, st.text(CHARACTERS, max_size=3)), min_size=1, max_size=6).map("".join),
    st.lists(TOKENS, min_size=1, max_size=6).map(" ".join),
)


def generated(count: int) -> list[str]:
    """Labels, many of them nasty; in the profile `same` they are the same each time."""
    labels: list[str] = []

    @settings(examples(count), phases=[Phase.generate], suppress_health_check=[*HealthCheck])
    @given(LABELS)
    def collect(label: str) -> None:
        labels.append(plain_text(label))

    collect()
    return list(dict.fromkeys(labels))


def flowchart(label: str) -> str:
    chart = Flowchart("LR")
    group, (node,) = chart.group(label, [label])
    decision = chart.node(label + "?", "step")
    gate = chart.node(label, "approval")
    chart.node(label, "gate")
    chart.chain([node, decision, gate])
    chart.link(group, gate, dotted=True)
    return chart.mermaid(*alternative(label, label))


def git_graph(*names: str) -> str | None:
    listed = "".join(f"\n          - {_quoted(name)}" for name in names)
    text = f"source_control:\n  branching:\n    selected: A\n    options:\n      - strategy: A\n        branches:{listed}\n"
    section = validate((HEAD + text).encode(), "devops.yaml").strategy
    assert section is not None
    drawing = draw("source_control", "branching", section.source_control)
    return drawing.mermaid if drawing else None


def _quoted(text: str) -> str:
    # A backslash before each mark: as Markdown, which a cell is, it is then the text itself.
    return "'" + re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text).replace("'", "''") + "'"


NASTY = [
    *("end", "End", "subgraph", "graph TD", "flowchart", "default", "click", "style", "constructor", "__proto__"),
    *("1. x", "12. x", "1) x", "- x", "+ x", "* x", "> x", "# x", "a. x", "1.10", "2024", "-", "--", "---", "=="),
    *("`x`", '"#;<>', "%%", "%% comment", "%%{init: {}}%%", "{{x}}", "{x}", "[x]", "(x)", "((x))", "[/x/]", ">x]"),
    *("fa:fa-car", "a fa:fa-car b", "$$x$$", "$x$", "**x**", "__x__", "_x_", "~~x~~", "\\n", "a\\nb", "a|b", "|x|"),
    *("&amp;", "&lt;b&gt;", "#35;", "#quot;", "&#35;", "<b>x</b>", "<br>", "<script>x</script>", "<img src=x>"),
    *("a --> b", "a -.-> b", "a & b", ":::class", "x:::y", "a@{ shape: rect }", "http://e.org/a_b", "www.e.org"),
    *("mailto:a@e.org", "a@e.org", "'x'", "it's", "‘x’", "1 < 2 > 0", "50%", "a;b", "^x^", "[text](http://e.org)"),
    *("שלום עולם", "مرحبا (1)", "漢字", "🚀 Deploy 👩‍💻", "é ö ß", "a\u00a0b", "x" * 10_000, "word " * 2_000),
]


@pytest.mark.usefixtures("page")
class TestMermaid:
    """What the real Mermaid makes of it."""

    pytestmark = in_browser

    def test_it_is_the_mermaid_that_sites_use(self, page: Page) -> None:
        assert page.evaluate(_PARSE, ["flowchart LR\n a --> b", "nonsense"])[0][0] == "nonsense"
        assert len(page.evaluate(_PARSE, ['flowchart LR\n a["x"y"]'])) == 1

    @pytest.mark.hypothesis  # as `make fuzz` asks for it
    def test_any_label_parses(self, page: Page) -> None:
        labels = generated(800)
        assert len(labels) > 500
        assert page.evaluate(_PARSE, [flowchart(label) for label in labels]) == []

    @pytest.mark.hypothesis
    def test_any_branch_name_parses(self, page: Page) -> None:
        texts = []
        for name in generated(500):
            if name:
                texts += [text for text in (git_graph("trunk", name, "other"), git_graph(name, "b")) if text]
        assert len(texts) > 600
        assert page.evaluate(_PARSE, texts) == []

    def test_every_diagram_of_the_complete_strategy_parses(self, page: Page) -> None:
        complete = validate(COMPLETE.read_bytes(), "devops.yaml").strategy
        assert complete is not None
        drawn = [draw(key, element, getattr(complete, key)) for key, names in DIAGRAMS.items() for element in names]
        assert len(drawn) == 8
        assert None not in drawn
        assert page.evaluate(_PARSE, [drawing.mermaid for drawing in drawn if drawing]) == []

    @pytest.mark.parametrize("label", NASTY)
    def test_a_nasty_label_is_shown_as_it_is(self, page: Page, label: str) -> None:
        label = label.strip()
        shown = label if len(label) <= MAX_LABEL else label[: MAX_LABEL - 1] + "…"
        chart = Flowchart("LR")
        chart.group(label, [label])
        chart.node(label, "approval")
        chart.node(label, "gate")
        found, odd = page.evaluate(_RENDER, [chart.mermaid(), ".node .label, .cluster-label"])
        assert [_squeezed(text) for text in found] == [_squeezed(shown)] * 4
        assert odd == []

    @pytest.mark.parametrize("chart", [Flowchart("LR"), GitGraph(["trunk", "branch"])], ids=["flowchart", "gitGraph"])
    def test_a_nasty_description_is_told_as_it_is(self, page: Page, chart: Flowchart | GitGraph) -> None:
        told = []
        for text in NASTY:
            found, odd = page.evaluate(_RENDER, [chart.mermaid(*alternative(text, f"{text} is told")), "title, desc"])
            told.append(found)
            assert odd == []
        assert told == [[" ".join(text.split()), " ".join(f"{text} is told".split())] for text in NASTY]

    @pytest.mark.parametrize("name", NASTY)
    def test_a_nasty_branch_name_is_shown_as_it_is(self, page: Page, name: str) -> None:
        name = " ".join(name.split())
        text = git_graph("trunk", name)
        assert text
        found, odd = page.evaluate(_RENDER, [text, ".branchLabel"])
        assert [_squeezed(text) for text in found] == ["trunk", _squeezed(name[:MAX_LABEL])]
        assert odd == []

    @pytest.mark.parametrize("name", NASTY)
    def test_a_nasty_trunk_is_shown_as_it_can_be(self, page: Page, name: str) -> None:
        name = " ".join(name.split())[:MAX_LABEL].strip()
        text = git_graph(name, "other")
        assert text
        found, odd = page.evaluate(_RENDER, [text, ".branchLabel"])
        # Look-alikes stand only for what Mermaid would change.
        alike = str.maketrans("‹›＝＃％＼", "<>=#%\\")
        if re.search(r"[<>=]|#\w+;|%%\{|\\n", name):
            found[0] = found[0].translate(alike)
        assert [_squeezed(text) for text in found] == [_squeezed(name), "other"]
        assert odd == []

    @pytest.mark.parametrize("pods", [(1, 2, 1), (2, 0, 1), (0, 1, 0), (1, 1, 1, 3, 2)])
    @pytest.mark.parametrize("around", ["", "load_balancer: LB, control_plane: [Api], "])
    def test_the_nodes_of_a_cluster_are_shown_in_the_order_of_the_file(
        self, page: Page, pods: tuple[int, ...], around: str
    ) -> None:
        nodes = [f"{{name: Node {n}, pods: [{', '.join('p' * count)}]}}" for n, count in enumerate(pods, 1)]
        yaml = f"kubernetes: {{architecture: {{{around}nodes: [{', '.join(nodes)}]}}}}\n"
        section = strategy(yaml).kubernetes
        drawing = draw("kubernetes", "architecture", section)
        assert drawing
        places = page.evaluate(_PLACES, drawing.mermaid)
        shown = sorted((x + y, text) for text, x, y in places if text.startswith("Node"))
        assert [text for _, text in shown] == [f"Node {n}" for n in range(1, len(pods) + 1)]

    def test_blue_is_shown_before_green(self, page: Page) -> None:
        section = strategy("cd: {blue_green: {load_balancer: LB, live: green, blue: [a, b], green: [c]}}\n").cd
        drawing = draw("cd", "blue_green", section)
        assert drawing
        places = {text: x + y for text, x, y in page.evaluate(_PLACES, drawing.mermaid)}
        assert places["Blue (New)"] < places["Green (Current)"]


def _squeezed(text: str) -> str:
    """Text without blanks: Mermaid breaks lines where it likes."""
    return "".join(text.split())
