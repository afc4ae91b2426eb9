"""What a diagram shows, told: its sentence, and the list that is folded below it."""

from __future__ import annotations

import re
from textwrap import dedent, indent

import pytest

from mkdocs_arckit.diagrams.alt_text import MAX_NAME, MAX_NAMES, listed
from mkdocs_arckit.diagrams.draw import Drawing, draw
from mkdocs_arckit.diagrams.flowchart import Flowchart
from tests.helpers.documents import mermaid, page, strategy
from tests.helpers.rendered import MANY, shown


def drawing(place: str, yaml: str) -> Drawing:
    """The drawing of an element, `section.element`, from the YAML of its section."""
    key, element = place.split(".")
    section = strategy(f"{key}:\n{indent(dedent(yaml).strip(chr(10)), '  ')}\n")
    found = draw(key, element, getattr(section, key))
    assert found
    return found


def sentence(found: Drawing) -> str:
    """The sentence of a drawing, which is the same in both its forms."""
    told = re.search(r"(?m)^ +accDescr: (.*)$", found.mermaid)
    assert told
    text = told[1].replace("#59;", ";").replace("#38;", "&")
    assert f"<p>{text}</p>" in found.html
    return text


BRANCHES = "branching: {{selected: A, options: [{{strategy: A, branches: [{}]}}]}}"
GROUPS = "groups: [{name: Build, steps: [Compile, 'Passed?']}, {name: Test, steps: [Unit, Scan]}, {name: End, steps: [Ship]}]"


@pytest.mark.parametrize(
    ("place", "yaml", "told"),
    [
        (
            "source_control.branching",
            BRANCHES.format("main, dev"),
            "One branch, dev, branches off main and merges back.",
        ),
        (
            "source_control.branching",
            BRANCHES.format("main, develop, feature/*, hotfix"),
            "Three branches, develop, feature/* and hotfix, branch off main and merge back.",
        ),
        (
            "ci.pipeline",
            f"pipeline: {{trigger: [Push, PR], {GROUPS}}}",
            "Five steps in three groups (Build, Test and End), from Compile to Ship, started by Push or PR; "
            "after “Passed?” it continues only on Yes.",
        ),
        (
            "ci.pipeline",
            f"pipeline: {{{GROUPS}, flow: ['Compile --> Passed? --> Ship', Unit --> Scan]}}",
            "Five steps in three groups (Build, Test and End); after “Passed?” it continues only on Yes.",
        ),
        ("ci.pipeline", "stages: [{stage: Build}, {stage: Test}]", "Two steps, from Build to Test."),
        (
            "cd.deployment_pipeline",
            "promotion: [{environment: Dev}, {environment: Staging, approval: QA}, {environment: Live, approval: CAB}]",
            "After build and test, three environments: Dev, then Staging behind QA, then Live behind CAB.",
        ),
        ("cd.deployment_pipeline", "promotion: [{environment: Dev}]", "After build and test, one environment: Dev."),
        ("cd.blue_green", "blue_green: {blue: [a]}", "Two environments, blue and green."),
        (
            "cd.blue_green",
            "blue_green: {live: green, load_balancer: LB}",
            "Two environments, blue and green, behind LB; green is current and has all the traffic, "
            "blue is new and has none.",
        ),
        (
            "cd.blue_green",
            "blue_green: {live: blue}",
            "Two environments, blue and green; blue is current, green is new.",
        ),
        (
            "release.process",
            "process: {steps: [Plan, 'Fine?', Tag, 'Sure?', Ship, 'Last?']}",
            "Six steps, from Plan to Last?; after “Fine?” and “Sure?” it continues only on Yes.",
        ),
        (
            "kubernetes.architecture",
            "architecture: {load_balancer: LB, control_plane: [API, etcd], nodes: [{name: A}, {name: B}]}",
            "A Kubernetes cluster behind LB: a control plane of two parts and two worker nodes, A and B.",
        ),
        (
            "kubernetes.architecture",
            "architecture: {nodes: [{name: A, pods: x}]}",
            "A Kubernetes cluster: one worker node, A.",
        ),
        (
            "devsecops.scanning_pipeline",
            "scanning_pipeline: {phases: [{name: Commit, scans: [a, b]}, {name: Live}]}",
            "Two scans in two phases: Commit, then Live.",
        ),
    ],
)
def test_a_sentence_that_a_person_would_say(place: str, yaml: str, told: str) -> None:
    assert sentence(drawing(place, yaml)) == told


def test_the_title_is_the_elements_heading() -> None:
    yaml = "process: {steps: [Tag, Ship]}"
    assert "\n    accTitle: Release Process\n" in drawing("release.process", yaml).mermaid
    own = f"headings: {{process: How we `ship`}}\n{yaml}"
    assert "\n    accTitle: How we ship\n" in drawing("release.process", own).mermaid


def test_of_many_and_long_names_a_sentence_has_the_first() -> None:
    assert listed([str(i) for i in range(MAX_NAMES + 1)]) == "0, 1, 2, 3, 4, 5, 6 and 2 more"
    assert listed(["x" * (MAX_NAME + 1)]) == "x" * (MAX_NAME - 1) + "…"


# The list


def items(found: Drawing) -> str:
    """The list below a drawing, after its sentence."""
    assert re.fullmatch(r'<details class="arckit-data"><summary>Diagram as text</summary>.*</details>', found.html)
    return found.html.partition("</p>")[2].removesuffix("</details>")


def test_a_chain_is_a_numbered_list() -> None:
    found = drawing("release.process", "process: {steps: [Plan, 'Fine?', 'a < b & {c}']}")
    steps = "<li>Plan</li><li>Fine? (continues only on Yes)</li><li>a &lt; b &amp; &#123;c&#125;</li>"
    assert items(found) == f"<ol>{steps}</ol>"


def test_an_approval_is_called_one() -> None:
    found = drawing("cd.deployment_pipeline", "promotion: [{environment: Live, approval: CAB}]")
    assert items(found) == "<ol><li>Build &amp; Test</li><li>CAB (approval)</li><li>Live</li></ol>"


def test_other_charts_say_what_leads_where() -> None:
    yaml = "pipeline: {groups: [{name: A, steps: [Run, 'Fine?']}, {name: B, steps: [Run]}], flow: ['Fine? --> A/Run', 'Fine? --> B/Run']}"
    inside = (
        "<li>A<ul><li>Run</li><li>Fine? → Run (A) (Yes), Run (B) (Yes)</li></ul></li><li>B<ul><li>Run</li></ul></li>"
    )
    assert items(drawing("ci.pipeline", yaml)) == f"<ul>{inside}</ul>"


def test_branches_stand_below_their_trunk() -> None:
    found = drawing("source_control.branching", BRANCHES.format("main, '\"x\"', y"))
    assert items(found) == '<ul><li>main<ul><li>"x"</li><li>y</li></ul></li></ul>'


def test_every_node_group_and_share_stands_in_the_list() -> None:
    yaml = "blue_green: {load_balancer: LB, live: blue, blue: [b], green: [g], note: 'Switch: DNS'}"
    blue, green = "<li>Blue (Current)<ul><li>b</li></ul></li>", "<li>Green (New)<ul><li>g</li></ul></li>"
    production = f"<li>Production<ul><li>LB → Blue (Current) (100%), Green (New) (0%)</li>{blue}{green}</ul></li>"
    assert items(drawing("cd.blue_green", yaml)) == f"<ul>{production}<li>Switch: DNS</li></ul>"


@pytest.mark.parametrize("extensions", [["tables", "fenced_code"], MANY], ids=["plain", "many"])
def test_the_list_is_html_whatever_the_extensions(extensions: list[str]) -> None:
    nasty = "['`a` **b** {: .c }', '--8<-- \"x\"', '{{ x }}', '<b>', ':smile: ~~x~~', 'http://e.org', '/// note', '&copy b']"
    html = shown(page(f"iac: {{pipeline: {{steps: {nasty}}}}}\n"), extensions)
    (details,) = [e for e in html.all("details") if e.attributes.get("class") == "arckit-data"]
    found = [item.text.strip() for item in details.all("li")]
    assert found == [
        "a b {: .c }",
        '--8<-- "x"',
        "{{ x }}",
        "<b>",
        ":smile: ~~x~~",
        "http://e.org",
        "/// note",
        "&copy b",
    ]
    assert html.all("b") == []


# The author's own words


def test_an_own_diagram_tells_what_its_author_says() -> None:
    own = "process:\n  diagram: |\n    flowchart LR\n      a --> b\n"
    assert drawing("release.process", own) == Drawing("flowchart LR\n  a --> b\n")
    told = '<details class="arckit-data"><summary>Diagram as text</summary>{}</details>'
    assert drawing("release.process", f"{own}  alt: From **a** to <b>\n").html == told.format(
        "<p>From a to &lt;b&gt;</p>"
    )
    listed = drawing("release.process", f"{own}  alt: [From a, to b]\n").html
    assert listed == told.format("<ul><li>From a</li><li>to b</li></ul>")


def test_own_words_stand_in_place_of_the_sentence() -> None:
    found = drawing("release.process", "process: {steps: [Plan, Ship], alt: [We plan., We ship.]}")
    assert "\n    accDescr: We plan. We ship.\n" in found.mermaid
    said = "<ul><li>We plan.</li><li>We ship.</li></ul>"
    assert f"</summary>{said}<ol><li>Plan</li><li>Ship</li></ol></details>" in found.html


def test_without_a_diagram_nothing_is_told() -> None:
    assert page("release: {process: {steps: [Plan], diagram: false, alt: Words}}\n") == page()


def test_the_text_stands_below_its_diagram() -> None:
    text = page("release: {process: {steps: [Plan, Ship]}}\n")
    fence = f'```mermaid\n{mermaid(text)}\n```\n\n<details class="arckit-data">'
    assert fence in text


def test_an_empty_chart_has_no_list() -> None:
    assert Flowchart("LR").as_html() == ""
