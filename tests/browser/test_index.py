"""The index in Chromium: filters, sorting, groups, cards, and the address that holds what was chosen."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.helpers.browser import Reader, reader, serve
from tests.helpers.samples import config, strategy
from tests.helpers.sites import build_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TODAY = "2026-03-03"
MATERIAL = {"name": "material", "font": False}


def stack(**layers: str) -> str:
    return f"overview: {{technology_stack: {{{', '.join(f'{k}: {v}' for k, v in layers.items())}}}}}\n"


FILES = {
    "mkdocs.yml": config({"index": {"path": "all.md"}, "on_error": "warn"}, theme=MATERIAL),
    "docs/index.md": "# Home\n\n<!-- arckit:index {status: [APPROVED, SUPERSEDED], columns: [project, status, next_review]} -->"
    "\n\n"
    "Between\n\n<!-- arckit:index {superseded: no, sort: -project, group: owner} -->\n",
    "docs/my_pay/a/devops.yaml": strategy(
        "001",
        "Ant",
        status="APPROVED",
        owner="Jane Doe, Lead",
        next_review="2026-03-02",
        version='"1.9"',
        approved_by="Sam Hill (2026-01-02)",
    ),
    "docs/my_pay/b/devops.yaml": strategy(
        "002",
        "Bee",
        owner="Sam Hill",
        version='"1.10"',
        more="tags: [aws, web]\n" + stack(languages="Go", iac_tool="Bicep"),
    ),
    "docs/c/devops.yaml": strategy(
        "003",
        "Café",
        status="APPROVED",
        owner="Jane Doe",
        next_review="2027-01-01",
        classification="PUBLIC",
        more="tags: [aws]\n" + stack(languages="'Python, Go'"),
    ),
    "docs/d/devops.yaml": strategy(
        "004", "Dog", status="IN_REVIEW", next_review="2026-03-04", more=stack(languages="Python 3.12")
    ),
    "docs/old/devops.yaml": strategy("000", "Elk", status="SUPERSEDED", owner="Sam Hill", next_review="2026-01-01"),
    "docs/bad/devops.yaml": strategy("009", "Fox", status="Approved"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1772539200")  # 2026-03-03, 12:00 UTC
        built = build_site(tmp_path_factory.mktemp("index"), FILES)
    assert built.exit_code == 0, built.log
    with serve(built.site_dir) as served:
        yield served


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page on a day, and see at the end that nothing went wrong."""
    visitors: list[Any] = []

    def open_page(path: str = "all/", day: str = TODAY, **options: Any) -> Page:
        manager = reader(browser, **{"viewport": {"width": 1280, "height": 900}, **options})
        visitor: Reader = manager.__enter__()
        visitors.append((manager, visitor))
        visitor.context.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{day}T12:00"))
        return visitor.open(address + path)

    yield open_page
    for manager, visitor in visitors:
        assert (visitor.errors, visitor.left) == ([], [])
        manager.__exit__(None, None, None)


def names(page: Page, number: int = 0) -> str:
    """The first words of the rows that can be seen in an index, group headings in brackets."""
    rows: list[str] = (
        page.locator(".arckit-index")
        .nth(number)
        .evaluate(
            """index => [...index.querySelectorAll("tbody tr")].filter(row => row.checkVisibility()).map(row =>
        row.classList.contains("arckit-index-group") ? `[${row.textContent.trim()}]` : row.cells[0].textContent.trim())"""
        )
    )
    return " ".join(row if row[0] == "[" else row.split(" ")[0].split("/")[-1] for row in rows)


def said(page: Page, number: int = 0) -> str:
    text = page.locator(".arckit-index [role=status]").nth(number).text_content()
    return " ".join((text or "").split())


def more(page: Page, number: int = 0) -> None:
    """Open the rest of the filters."""
    button = page.locator(".arckit-index").nth(number).get_by_role("button", name="More")
    if button.get_attribute("aria-expanded") == "false":
        button.click()


def counts(page: Page) -> list[str]:
    """The counts that are filters, and an asterisk after those that are chosen."""
    found = page.locator(".arckit-index").first.locator(".arckit-index-chips button")
    return [
        " ".join((chip.text_content() or "").split()) + ("*" if chip.get_attribute("aria-pressed") == "true" else "")
        for chip in found.all()
    ]


def query(page: Page) -> str:
    return str(page.evaluate("location.search"))


EVERYTHING = "devops.yaml Ant Dog Bee Café"
"""The default is the order of attention: wrong, overdue, due soon, in review, the rest."""


def test_superseded_ones_are_left_out_at_first(visit: Visit) -> None:
    page = visit()
    assert names(page) == EVERYTHING
    assert said(page).startswith("5 of 6 strategies")
    assert counts(page) == [
        *("1 overdue for review", "1 due within 30 days"),
        *("1 DRAFT", "1 IN REVIEW", "2 APPROVED", "1 SUPERSEDED", "1 INVALID"),
    ]
    more(page)
    page.get_by_label("Superseded too").check()
    assert names(page) == f"{EVERYTHING} Elk"
    assert said(page).startswith("6 strategies")
    page.wait_for_function("location.search === '?superseded=yes'")


def test_the_counts_are_filters(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="2 APPROVED").click()
    assert names(page) == "Ant Café"
    assert counts(page) == [
        *("1 overdue for review", "0 due within 30 days"),
        *("1 DRAFT", "1 IN REVIEW", "2 APPROVED*", "1 SUPERSEDED", "1 INVALID"),
    ]
    page.get_by_role("button", name="1 overdue").click()
    assert names(page) == "Ant"
    assert "1 APPROVED*" in counts(page)
    page.wait_for_function("location.search === '?status=APPROVED&attention=overdue'")
    assert names(visit("all/" + query(page))) == "Ant"
    more(page)
    assert page.get_by_label("Status", exact=True).input_value() == "APPROVED"
    page.get_by_role("button", name="1 APPROVED").click()
    page.get_by_role("button", name="1 overdue").click()
    assert names(page) == EVERYTHING
    page.get_by_role("button", name="SUPERSEDED").click()
    assert names(page) == "Elk"


@pytest.mark.parametrize(
    ("label", "value", "expected", "address_part"),
    [
        ("Status", "APPROVED", "Ant Café", "status=APPROVED"),
        ("Status", "SUPERSEDED", "Elk", "status=SUPERSEDED"),
        ("Status", "INVALID", "devops.yaml", "status=INVALID"),
        ("Approved by", "Sam Hill", "Ant", "approved_by=Sam+Hill"),
        ("Approved by", "PENDING", "Bee Dog", "approved_by=PENDING"),
        ("Classification", "PUBLIC", "Café", "classification=PUBLIC"),
        ("Owner", "Jane Doe", "Ant Café", "owner=Jane+Doe"),
        ("Owner", "PENDING", "Dog", "owner=PENDING"),
        ("Technology", "Go", "Bee Café", "technology=Go"),
        ("Technology", "Python", "Café Dog", "technology=Python"),
        ("Technology", "Python 3.12", "Dog", "technology=Python+3.12"),
        ("Technology", "Bicep", "Bee", "technology=Bicep"),
        ("Tag", "aws", "Bee Café", "tag=aws"),
        ("Folder", "docs/my_pay", "Ant Bee", "folder=docs%2Fmy_pay"),
    ],
)
def test_a_filter(label: str, value: str, expected: str, address_part: str, visit: Visit) -> None:
    page = visit()
    more(page)
    page.get_by_label(label, exact=True).select_option(label=value)
    assert sorted(names(page).split()) == expected.split()
    count = len(expected.split())
    assert said(page).startswith(f"{count} of 6 strategies.")
    page.wait_for_function("part => location.search === `?${part}`", arg=address_part)
    again = visit("all/" + query(page))
    assert names(again) == names(page)
    assert again.get_by_label(label, exact=True).input_value() == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bee", "Bee"),
        ("CAFE", "Café"),
        ("jane 001", "Ant"),
        ("python", "Dog Café"),
        ("web", "Bee"),
        ("arc-001-devops", "Ant"),
        ("nothing", ""),
    ],
)
def test_search(text: str, expected: str, visit: Visit) -> None:
    page = visit()
    page.get_by_role("searchbox", name="Search", exact=True).fill(text)
    assert names(page) == expected
    assert said(page).startswith(f"{len(expected.split())} of 6 strategies")


def test_approved_since(visit: Visit) -> None:
    page = visit()
    more(page)
    page.get_by_label("Approved since").fill("2026-01-02")
    assert names(page) == "Ant"
    page.wait_for_function("location.search === '?approved_since=2026-01-02'")
    assert names(visit("all/?approved_since=2019-01-01")) == "Ant Café"


def test_attention_is_that_of_the_reader_s_day(visit: Visit) -> None:
    days = {
        TODAY: ("Ant", "devops.yaml Ant Dog Bee Café"),
        "2026-03-05": ("Ant Dog", "devops.yaml Ant Dog Bee Café"),
        "2026-12-20": ("Ant Dog", "devops.yaml Ant Dog Café Bee"),
        "2027-06-01": ("Ant Dog Café", "devops.yaml Ant Dog Café Bee"),
    }
    for day, (expected, order) in days.items():
        page = visit(day=day)
        assert names(page) == order
        page.get_by_role("button", name="overdue for review").click()
        assert names(page) == expected
        assert f"{len(expected.split())} overdue for review*" in counts(page)
        expect(page.locator("td .arckit-overdue:visible")).to_have_count(len(expected.split()))
    before = visit(day="2026-03-02")
    assert "0 overdue for review" in counts(before)
    expect(before.locator("td .arckit-overdue:visible")).to_have_count(0)  # once the script is there


def test_days_are_said_as_people_say_them(visit: Visit) -> None:
    page = visit()
    cell = page.get_by_role("row").filter(has_text="Dog").locator("[data-label='Next review']")
    assert " ".join(cell.inner_text().split()) == "tomorrow 2026-03-04"
    expect(cell.locator(".arckit-soon")).to_have_text("tomorrow")
    later = visit(day="2026-03-06").get_by_role("row").filter(has_text="Dog").locator(".arckit-due")
    expect(later).to_have_text("2 days overdue")
    expect(later).to_have_class("arckit-due arckit-overdue")


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        ("Project and document", "Ant Bee Café Dog", "Dog Café Bee Ant"),
        ("Status", "Bee Dog Ant Café", "Ant Café Dog Bee"),
        ("Version", "Dog Café Ant Bee", "Bee Ant Dog Café"),
        ("Next review", "Ant Dog Café Bee", "Café Dog Ant Bee"),
        ("Classification", "Café Ant Dog Bee", "Ant Dog Bee Café"),
        ("Owner", "Café Ant Bee Dog", "Bee Ant Café Dog"),
    ],
)
def test_sorting(column: str, up: str, down: str, visit: Visit) -> None:
    page = visit()
    button = page.get_by_role("button", name=column, exact=True)
    heading = page.get_by_role("columnheader", name=column, exact=True).last
    for expected, aria, words in ((up, "ascending", f"Sorted by {column}."), (down, "descending", f"{column}, desc")):
        button.click()
        assert names(page) == f"devops.yaml {expected}"
        assert heading.get_attribute("aria-sort") == aria
        assert words in said(page)
        assert page.locator("[aria-sort]").count() == 1
    assert query(page).startswith("?sort=-")
    assert names(visit("all/" + query(page))) == f"devops.yaml {down}"
    button.click()
    assert names(page) == EVERYTHING
    assert (heading.get_attribute("aria-sort"), query(page)) == (None, "")


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("Status", "[DRAFT (1)] Bee [IN REVIEW (1)] Dog [APPROVED (2)] Ant Café"),
        ("Owner", "[Jane Doe (2)] Ant Café [Sam Hill (1)] Bee [PENDING (1)] Dog"),
        ("Folder", "[docs (2)] Dog Café [docs/my_pay (2)] Ant Bee"),
        ("Classification", "[PUBLIC (1)] Café [OFFICIAL (3)] Ant Dog Bee"),
    ],
)
def test_grouping(by: str, expected: str, visit: Visit) -> None:
    page = visit()
    more(page)
    page.get_by_label("Group by").select_option(by)
    assert names(page) == f"devops.yaml {expected}"
    assert f"Grouped by {by.lower()}." in said(page)
    assert names(visit("all/" + query(page))) == f"devops.yaml {expected}"
    page.get_by_label("Tag", exact=True).select_option("web")
    assert names(page).count("[") == 1
    assert names(page).endswith("(1)] Bee")
    page.get_by_role("button", name="Reset").click()
    assert (names(page), query(page)) == (EVERYTHING, "")


def test_the_way_back(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Owner", exact=True).select_option("Jane Doe")
    page.get_by_role("button", name="Version").click()
    assert names(page) == "Café Ant"
    page.get_by_role("link", name="Ant", exact=True).click()
    page.wait_for_url("**/devops/")
    page.go_back()
    page.wait_for_url("**/all/?*")
    page.wait_for_function("document.querySelector('[aria-sort]')")
    assert names(page) == "Café Ant"
    assert page.get_by_label("Owner", exact=True).input_value() == "Jane Doe"


def test_links_to_other_states_of_the_same_page(visit: Visit) -> None:
    page = visit("all/?status=APPROVED#x")
    page.evaluate("history.pushState(null, '', '?tag=web')")
    page.evaluate("history.back()")
    page.wait_for_function("location.search === '?status=APPROVED'")
    assert names(page) == "Ant Café"
    page.evaluate("history.forward()")
    page.wait_for_function("document.querySelector('[name=tag]').value === 'web'")
    assert names(page) == "Bee"


def test_other_parts_of_the_address_stay(visit: Visit) -> None:
    page = visit("all/?theirs=1#below")
    more(page)
    page.get_by_label("Status", exact=True).select_option("DRAFT")
    page.wait_for_function("location.search === '?theirs=1&status=DRAFT'")
    assert page.evaluate("location.hash") == "#below"


@pytest.mark.parametrize("wrong", ["status=NONE", "owner=%3Cb%3E", "tag=%22%5D", "technology=x"])
def test_an_address_that_finds_nothing_says_so(wrong: str, visit: Visit) -> None:
    page = visit(f"all/?{wrong}")
    assert names(page) == ""
    assert said(page).startswith("0 of 6 strategies")
    page.get_by_role("button", name="Reset").click()
    assert names(page) == EVERYTHING


def test_an_empty_result_says_what_to_take_back(visit: Visit) -> None:
    page = visit("all/?status=DRAFT&owner=Jane+Doe&tag=web")
    offers = page.locator(".arckit-index-empty button")
    assert offers.all_inner_texts() == ["Owner: Jane Doe (1 without it)", "Status: DRAFT", "Tag: web"]
    offers.first.click()
    assert names(page) == "Bee"
    assert offers.count() == 0
    page.get_by_role("searchbox", name="Search", exact=True).fill("nothing")
    page.get_by_role("button", name="Search: nothing").click()
    assert names(page) == "Bee"
    past = visit("all/?q=elk")
    past.get_by_role("button", name="Superseded too (1)").click()
    assert names(past) == "Elk"


def test_an_address_that_makes_no_sense_is_overlooked(visit: Visit) -> None:
    assert names(visit("all/?view=x&group=constructor&sort=__proto__&superseded=x")) == EVERYTHING


def test_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.get_by_role("searchbox", name="Search", exact=True).focus()
    more(page)
    page.locator(".arckit-tabs a").last.focus()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        if seen[-1] == "status":
            page.keyboard.type("APP")
        if seen[-1] == "Next review":
            page.keyboard.press("Enter")
            page.keyboard.press("Enter")
        if seen[-1] == "Café":
            break
    order = [
        "q",
        "owner",
        "technology",
        "status",
        "classification",
        "approved_by",
        "tag",
        "folder",
        "group",
        "view",
        "Next review",
        "Café",
    ]
    assert [name for name in seen if name in order] == order
    assert names(page) == "Café Ant"
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/devops/")


def test_two_indexes_on_a_page(visit: Visit) -> None:
    page = visit("")
    assert names(page, 0) == "Ant Café Elk"
    assert names(page, 1) == "[Jane Doe (2)] Café Ant [Sam Hill (1)] Bee [PENDING (1)] Dog"
    first, second = page.locator(".arckit-index").nth(0), page.locator(".arckit-index").nth(1)
    more(page, 0)
    more(page, 1)
    first.get_by_label("Status", exact=True).select_option("SUPERSEDED")
    second.get_by_label("Status", exact=True).select_option("APPROVED")
    second.get_by_label("Group by").select_option("Nothing")
    assert (names(page, 0), names(page, 1)) == ("Elk", "Café Ant")
    page.wait_for_function("location.search === '?status=SUPERSEDED&2.status=APPROVED&2.group='")
    again = visit(query(page))
    assert (names(again, 0), names(again, 1)) == ("Elk", "Café Ant")
    again.locator(".arckit-index").nth(0).get_by_role("button", name="Reset").click()
    assert (names(again, 0), names(again, 1)) == ("Ant Café Elk", "Café Ant")
    assert query(again) == "?2.status=APPROVED&2.group="


def test_without_javascript_it_is_complete(visit: Visit, address: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + "all/?status=DRAFT")
        for name in ("Ant", "Bee", "Café", "Dog", "Elk", "docs/bad/devops.yaml"):
            assert page.get_by_role("link", name=name, exact=True).last.is_visible()
        assert page.locator(".arckit-index form").count() == 0
        assert page.locator(".arckit-index button").count() == 0
        assert "6 strategies: 1 overdue for review, 1 due within 30 days, 1 DRAFT" in " ".join(
            page.locator(".arckit-index").inner_text().split()
        )


def test_cards(visit: Visit) -> None:
    page = visit()
    more(page)
    page.get_by_label("View").select_option("Cards")
    box = page.get_by_role("row").filter(has_text="Bee").bounding_box()
    assert box is not None
    assert box["width"] < 500
    assert "Shown as cards." in said(page)
    page.wait_for_function("location.search === '?view=cards'")
    cell = page.get_by_role("row").filter(has_text="Bee").get_by_role("cell").filter(has_text="Sam Hill")
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Owner"'
    page.get_by_label("Sort by").select_option("-project")
    assert names(page) == "devops.yaml Dog Café Bee Ant"


@pytest.mark.parametrize(
    ("path", "width", "view"),
    [("all/", 1280, "table"), ("all/", 800, "cards"), ("", 800, "table"), ("all/?view=table", 800, "table")],
)
def test_it_begins_as_cards_where_the_table_has_no_room(path: str, width: int, view: str, visit: Visit) -> None:
    page = visit(path, viewport={"width": width, "height": 900})
    assert page.locator(".arckit-index").first.get_attribute("data-view") == view


@pytest.mark.parametrize("path", ["all/", "", "all/?view=table", "all/?view=cards&group=owner&superseded=yes"])
def test_nothing_overflows_a_phone(path: str, visit: Visit) -> None:
    page = visit(path, viewport={"width": 360, "height": 800})
    more(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    if "table" not in path:
        assert page.locator(".arckit-index").first.get_attribute("data-view") == "cards"
        right = page.evaluate(
            "Math.max(...[...document.querySelectorAll('.arckit-index *')].map(e => e.getBoundingClientRect().right))"
        )
        assert right <= 360


SEARCH = """async word => {
  const control = document.querySelector('form [name="q"]')
  control.value = word
  control.dispatchEvent(new Event("input", {bubbles: true}))
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}"""


def layouts(page: Page, script: str, *arguments: str) -> list[int]:
    """How often the browser lays a page out for a script with each of its arguments; what it lays out late doesn't count.

    They are tried in turn, and the least counts: the theme may move something at the same moment.
    """
    page.add_style_tag(content=".arckit-index tr { content-visibility: visible !important }")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def count() -> int:
        found = session.send("Performance.getMetrics")["metrics"]
        return next(int(metric["value"]) for metric in found if metric["name"] == "LayoutCount")

    def counted(argument: str) -> int:
        page.evaluate(
            "async () => { await new Promise(resolve => requestAnimationFrame(resolve)); document.body.offsetTop }"
        )
        before = count()
        page.evaluate(script, argument)
        return count() - before

    tries = [[counted(argument) for argument in arguments] for _ in range(4)]
    return [min(counts) for counts in zip(*tries, strict=True)]


def test_an_index_of_many(browser: Browser, tmp_path: Path) -> None:
    """Its rows are laid out one by one, and look and behave as those of few."""
    files = {
        f"docs/{n:03}/devops.yaml": strategy(f"{n:03}", f"Nr-{n:03}", owner="Jane, A" if n % 2 else "Joe, B")
        for n in range(160)
    }
    files["mkdocs.yml"] = config(theme={**MATERIAL, "features": ["navigation.prune"]})
    built = build_site(tmp_path, files)
    assert built.exit_code == 0, built.log
    with serve(built.site_dir) as address, reader(browser, viewport={"width": 1280, "height": 900}) as visitor:
        page = visitor.open(address + "strategies/")
        lefts = """() => ["thead tr", "tbody tr:nth-child(2)", "tbody tr:nth-child(140)"].map(row =>
          [...document.querySelector(row).cells].map(cell => Math.round(cell.getBoundingClientRect().left)).join())"""
        page.locator("tbody tr").nth(139).scroll_into_view_if_needed()
        assert len(set(page.evaluate(lefts))) == 1
        assert page.locator(".arckit-index--grid").count() == 1
        page.get_by_label("Owner", exact=True).select_option("Jane")
        assert names(page) == " ".join(f"Nr-{n:03}" for n in range(1, 160, 2))
        assert layouts(page, SEARCH, "nr-1", "") == [1, 1]
        more(page)
        page.get_by_label("Group by").select_option("Owner")
        assert names(page).startswith("[Jane (80)] Nr-001 Nr-003")
        assert page.get_by_role("row").count() > 80, "they are rows to a screen reader"
        assert visitor.errors == []
