"""What a reader sees on a day after the build: the script counts again from that day."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mkdocs_arckit.portfolio.reviews import in_words
from tests.helpers.browser import reader, serve
from tests.helpers.samples import config, strategy
from tests.helpers.sites import ROOT, Built, build_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DUE = {"001": "2026-11-20", "002": "2026-11-25", "003": "2026-12-30", "004": "2027-06-01"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Four reviews, of which one is overdue on the day of the build, 23 November 2026."""
    files = {f"docs/{p}/devops.yaml": strategy(p, f"P{p}", next_review=day) for p, day in DUE.items()}
    old = strategy("005", "P005", next_review="2026-01-01", status="SUPERSEDED")
    theme = {"name": "material", "font": False, "features": ["navigation.instant"]}
    settings = config(theme=theme, site_url="http://127.0.0.1/")
    files |= {"mkdocs.yml": settings, "docs/index.md": "# Home\n", "docs/005/devops.yaml": old}
    return build_site(tmp_path_factory.mktemp("reviews"), files, strict=True)


def groups(page: Page) -> dict[str, list[str]]:
    """The rows of each group that is seen, as `project, when`."""
    text = page.inner_text("article")
    named: dict[str, list[str]] = {}
    for title in ("Overdue", "Due within 30 days", "Due in 31 to 90 days", "Later"):
        part = re.split(rf"^{title}.*$", text, flags=re.MULTILINE)[1]
        part = re.split(r"^(?:Overdue|Due |Later|Month).*$", part, flags=re.MULTILINE)[0].strip()
        rows = [line.split("\t") for line in part.splitlines() if re.match(r"P\d", line)]
        named[title] = [f"{row[0]}, {row[-1].strip()}" for row in rows] if rows else [part]
    return named


def on(
    day: tuple[int, int, int],
    browser: Browser,
    site_dir: Path,
    path: str,
    look: Callable[[Page], object],
    **options: object,
) -> object:
    """What `look` sees on a page on a day, at noon where the reader is."""
    with serve(site_dir) as address, reader(browser, **options) as visitor:
        visitor.context.clock.set_fixed_time(datetime.datetime(*day, 12))
        seen = look(visitor.open(address + path))
        assert not [error for error in visitor.errors if "404" not in error]
    return seen


REVIEWS = "strategies/portfolio/reviews/"


def test_reviews_move_to_the_group_of_the_reader_s_day(built: Built, browser: Browser) -> None:
    assert on((2026, 11, 23), browser, built.site_dir, REVIEWS, groups) == {
        "Overdue": ["P001, 3 days overdue"],
        "Due within 30 days": ["P002, in 2 days"],
        "Due in 31 to 90 days": ["P003, in 37 days"],
        "Later": ["P004, in 190 days"],
    }
    assert on((2026, 12, 29), browser, built.site_dir, REVIEWS, groups) == {
        "Overdue": ["P001, 39 days overdue", "P002, 34 days overdue"],
        "Due within 30 days": ["P003, tomorrow"],
        "Due in 31 to 90 days": ["None."],
        "Later": ["P004, in 154 days"],
    }
    assert on((2028, 1, 1), browser, built.site_dir, REVIEWS, groups)["Later"] == ["None."]  # type: ignore[index]


def test_without_scripts_the_day_of_the_build_counts(built: Built, browser: Browser) -> None:
    seen = on((2028, 1, 1), browser, built.site_dir, REVIEWS, groups, java_script_enabled=False)
    assert seen["Overdue"] == ["P001, 3 days overdue"]  # type: ignore[index]
    assert "overdue" not in str(
        on(
            (2028, 1, 1),
            browser,
            built.site_dir,
            "002/devops/",
            lambda p: p.inner_text("article"),
            java_script_enabled=False,
        )
    )


def notice(page: Page) -> str | None:
    found = page.locator(".arckit-notice--overdue")
    return found.inner_text() if found.count() and found.is_visible() else None


def test_a_page_says_so_from_the_day_after(built: Built, browser: Browser) -> None:
    assert on((2026, 11, 25), browser, built.site_dir, "002/devops/", notice) is None
    said = "The review of this strategy is {}: it was due on 2026-11-25."
    assert on((2026, 11, 26), browser, built.site_dir, "002/devops/", notice) == said.format("1 day overdue")
    assert on((2026, 11, 27), browser, built.site_dir, "002/devops/", notice) == said.format("2 days overdue")
    assert on((2028, 1, 1), browser, built.site_dir, "005/devops/", notice) is None, "it is superseded"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_is_the_reader_s_own(zone: str, built: Built, browser: Browser) -> None:
    """At noon UTC on the 25th it is the 26th in the one place, and still the 25th in the other."""
    with serve(built.site_dir) as address, reader(browser, timezone_id=zone) as visitor:
        visitor.context.clock.set_fixed_time(datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.timezone.utc))
        seen = notice(visitor.open(address + "002/devops/"))
    assert (seen is not None) == (zone == "Pacific/Kiritimati")


def overdue(page: Page) -> list[str]:
    """The projects that the index calls overdue."""
    rows = page.locator("article tr", has=page.locator(".arckit-overdue:visible"))
    return [re.findall(r"P\d+", text)[0] for text in rows.all_inner_texts()]


def test_the_index_says_what_is_overdue_on_the_reader_s_day(built: Built, browser: Browser) -> None:
    assert on((2026, 11, 23), browser, built.site_dir, "strategies/", overdue) == ["P001"]
    assert on((2027, 1, 1), browser, built.site_dir, "strategies/", overdue) == ["P001", "P002", "P003"]


def test_pages_that_need_no_dates_load_no_script_and_the_next_page_does(
    built: Built, browser: Browser, tmp_path: Path
) -> None:
    shutil.copytree(built.site_dir, tmp_path, dirs_exist_ok=True)
    with serve(tmp_path) as address, reader(browser) as visitor:
        sitemap = tmp_path / "sitemap.xml"  # Material changes pages without loading them anew if they are in it
        sitemap.write_text(built.html("sitemap.xml").replace("http://127.0.0.1/", address), encoding="utf-8")
        visitor.context.clock.set_fixed_time(datetime.datetime(2027, 12, 29, 12))
        page = visitor.open(address, until="sitemap.xml")
        assert page.locator("script[src$='dates.js']").count() == 0
        page.evaluate("window.same = true")
        page.locator("nav a", has_text="Reviews").first.evaluate("link => link.click()")
        page.wait_for_selector("[data-arckit-until]", state="attached")
        page.wait_for_function("document.querySelector('[data-arckit-due]').textContent === '404 days overdue'")
        assert page.evaluate("window.same")
        page.locator("nav a", has_text="P002").first.evaluate("link => link.click()")
        page.wait_for_function("document.querySelector('.arckit-notice')?.textContent.includes('399 days overdue')")
        assert page.evaluate("window.same")


def test_script_and_build_say_the_same(browser: Browser, tmp_path: Path) -> None:
    days = [-400, -2, -1, 0, 1, 2, 29, 400]
    today = datetime.date(2026, 11, 23)
    cells = "".join(f'<p data-arckit-due="{today + datetime.timedelta(n)}"></p>' for n in days)
    script = (ROOT / "mkdocs_arckit/assets/dates.js").read_text(encoding="utf-8")
    page = f'<!doctype html><link rel="icon" href="data:,"><body>{cells}<script>{script}</script>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    seen = on((2026, 11, 23), browser, tmp_path, "", lambda p: p.locator("p").all_inner_texts())
    assert seen == [in_words(n) for n in days]
