"""The first screen of a page on a site: status, who is awaited, metrics, sections and their state; and what is folded."""

from __future__ import annotations

import pytest

from mkdocs_arckit.render.folds import FIRST
from mkdocs_arckit.render.renderer import Renderer
from tests.helpers.documents import HEAD, strategy
from tests.helpers.rendered import PLAIN, Element, elements, html


def screen(body: str = "", head: str = HEAD) -> Element:
    """The page of a strategy as a site shows it."""
    text, inserts = Renderer().page(strategy(body, head)).for_site()
    published = inserts.boundary_in_html.sub("", html(text.partition("---\n\n")[2], PLAIN))
    return elements(inserts.fill(published, lambda diagram: ""))


def of_class(page: Element, name: str) -> list[Element]:
    return [e for e in page.all() if name in e.attributes.get("class", "").split()]


def said(element: Element) -> str:
    return " ".join(element.text.split())


def test_the_status_is_beside_the_title() -> None:
    tags = [e.tag for e in screen().children if isinstance(e, Element)]
    at = tags.index("h1")
    assert tags[at + 1] == "p"
    assert "DRAFT" in said(screen().all("p")[1])


@pytest.mark.parametrize(
    ("more", "body", "expected"),
    [
        ("approved_by: {name: Ben, date: 2026-03-01}", "", "Ben 2026-03-01"),
        ("approved_by: [{name: Ben, date: 2026-03-01}, Ada]", "", "Ben 2026-03-01, awaits Ada"),
        ("status: IN_REVIEW", "approval: [{role: Head, name: Cy}, {role: Lead, name: Cy}]\n", "awaits Cy"),
        ("owner: Ada", "", "PENDING"),
    ],
)
def test_it_says_who_approved_or_who_is_awaited(more: str, body: str, expected: str) -> None:
    head = HEAD.replace("OFFICIAL}", f"OFFICIAL, {more}}}")
    head = head.replace("status: DRAFT, ", "") if "status" in more else head
    facts = {
        said(dt): said(dd)
        for dt, dd in zip(*(of_class(screen(body, head), "arckit-facts")[0].all(t) for t in ("dt", "dd")), strict=True)
    }
    assert facts["Approved By"] == expected


def test_metrics_have_bands_and_a_direction() -> None:
    dora = "{lead_time: {current: 2 days, target: <1 day}, deployment_frequency: {current: now and then}}"
    first, second = of_class(screen(f"metrics: {{dora: {dora}}}\n"), "arckit-dora")[0].all("dl")[0].all("div")
    assert said(first) == "Lead Time for Changes lower is better 2 days High → now, target <1 day Elite"
    assert said(second) == "Deployment Frequency higher is better now and then now", "no band is guessed"


def test_sections_are_links_that_say_how_much_is_there() -> None:
    site = screen(
        "iac: {tool: Terraform}\nplatform: {not_applicable: Bought}\nsecrets: {notes: {types: x}, summary: y}\n"
    )
    (contents,) = of_class(site, "arckit-contents")
    parts = {said(e): e for e in of_class(contents, "arckit-part")}
    assert "◐ 5. Infrastructure as Code partly, 1 of 4" in parts
    assert "– 14. Platform Engineering not applicable" in parts
    assert "○ 1. DevOps Overview missing" in parts
    leads = {a.attributes["href"] for a in contents.all("a")}
    assert leads == {"#5-infrastructure-as-code", "#9-secret-management", "#14-platform-engineering"}
    assert leads <= {f"#{e.attributes.get('id')}" for e in site.all()}
    (lacking,) = of_class(contents, "arckit-lacking")
    assert "5. Infrastructure as Code: Project Structure, State Management, Drift Detection" in said(lacking)
    assert "1. DevOps Overview" not in said(lacking), "of what is missing altogether, no parts are listed"


def test_document_control_and_revisions_are_folded_below_their_headings() -> None:
    page = screen("revisions: [{version: '1.0', changes: First}, {version: '1.1'}]\n")
    control, revisions = of_class(page, "arckit-fold")
    assert [said(fold.all("summary")[0]) for fold in (control, revisions)] == ["14 facts", "2 revisions"]
    assert "ARC-001-DEVOPS-v1.0" in control.text
    assert "First" in revisions.text
    assert {"Document Control", "Revision History"} <= {said(e) for e in page.children if isinstance(e, Element)}


def letters(element: Element) -> str:
    return "".join(element.text.split())


WORDS = "A sentence of a few words, which says something. " * 8


@pytest.mark.parametrize(
    ("paragraphs", "folded"),
    [
        ([WORDS], 0),
        ([WORDS, "Short."], 0),
        ([WORDS, WORDS, WORDS, WORDS], 3),
        ([WORDS, WORDS[:-2] + ":", "- a list\n- of two", WORDS], 3),
        (["- a list", WORDS, WORDS], 0),
        (["<div>", WORDS, WORDS, "</div>"], 0),
        ([WORDS, "> a\n>\n> b", WORDS], 2),
    ],
)
def test_the_rest_of_a_long_summary_is_folded(paragraphs: list[str], folded: int) -> None:
    assert len(WORDS) < FIRST < 2 * len(WORDS)
    text = "summary: |\n" + "".join(f"  {line}\n" for line in "\n\n".join(paragraphs).split("\n"))
    rest = of_class(screen(text), "arckit-more")
    assert len(rest) == bool(folded)
    shown = letters(screen(text)).replace("Therestofthesummary", "")
    assert letters(elements(html("\n\n".join(paragraphs), PLAIN), balanced=False)) in shown, (
        "no word less, and in order"
    )
    for fold in rest:
        assert letters(fold) == "Therestofthesummary" + letters(
            elements(html("\n\n".join(paragraphs[-folded:]), PLAIN))
        )
